"""The dossier's own tables, found by name and read row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vnrgen.dossier.model import Audience, Consent
from vnrgen.dossier.tables.cells import Cells
from vnrgen.dossier.tables.headers import Columns, find_table, read_table
from vnrgen.dossier.tables.unread import UnreadIds
from vnrgen.problems import Location, ProblemLog

_TARGET = re.compile(r"(1[0-7]|[1-9])(\.([1-9]|1[0-9]|[a-d]))?")
_INDICATOR = re.compile(r"(1[0-7]|[1-9])(\.[0-9a-z]{1,3}){1,3}")
_MONTH = r"[^\W\d_]{3,5}\.?"  # as spreadsheets shorten it: Jan, janv., März
_DATE_LIKE = re.compile(
    r"[12]\d{3}-\d{2}(-\d{2})?.*"
    r"|\d{1,2}([./-])\d{1,2}\2(\d{4}|\d{2})"
    rf"|\d{{1,2}}[ -]{_MONTH}([ -](\d{{4}}|\d{{2}}))?"
    rf"|{_MONTH}[ -](\d{{4}}|\d{{2}})"
)

CONSENT_STATES = ("yes", "no", "withdrawn")
CONSENT_COLUMNS = (
    "consent_scope",
    "consent_given_on",
    "consent_recorded_by",
    "consent_withdrawn_on",
    "consent_expires_on",
    "is_minor",
    "guardian_consent",
)


@dataclass(slots=True)
class TableFolder:
    """The folder of the tables; it remembers which files were read, and which rows were not."""

    root: Path
    language: str
    problems: ProblemLog
    decimal_mark: str = "."
    files: list[Path] = field(default_factory=list)
    unread: UnreadIds = field(default_factory=UnreadIds)

    def rows(self, stem: str, columns: Columns) -> Iterator[Cells]:
        """Yield the rows of a table; nothing where the dossier does not have it."""
        path = find_table(self.root, stem, self.root, self.problems)
        if path is None:
            return
        self.files.append(path)
        for row in read_table(path, self.root, columns, self.problems).rows:
            cells = Cells(
                row, self.problems, language=self.language, decimal_mark=self.decimal_mark
            )
            yield cells
            if not cells.ok:
                self.unread.add(stem, cells.text(columns.required[0]))


class UniqueIds:
    """Reports an id that a table uses twice."""

    def __init__(self, column: str, problems: ProblemLog) -> None:
        self._column = column
        self._problems = problems
        self._places: dict[str, Location] = {}

    def is_new(self, identifier: str, where: Location) -> bool:
        """Tell whether an id is used for the first time; report it otherwise."""
        first = self._places.setdefault(identifier, where)
        if first is where:
            return True
        self._problems.error(
            "REF001",
            Location(where.path, where.row, self._column),
            f'the {self._column} "{identifier}" is used twice, first in row {first.row}',
            "give every row an id of its own, or delete one of the two",
        )
        return False


def sdg_target(cells: Cells, column: str, *, required: bool = False) -> str:
    """Return an SDG target such as "3.8" or "5.c", "" where there is none."""
    text = cells.required(column) if required else cells.text(column)
    if text:
        check_sdg_target(text, cells.row.at(column), cells.problems)
    return text


def sdg_targets(cells: Cells, column: str) -> tuple[str, ...]:
    """Return the SDG targets of a cell that may hold several."""
    targets = cells.ids(column)
    for target in targets:
        check_sdg_target(target, cells.row.at(column), cells.problems)
    return targets


def check_sdg_target(text: str, where: Location, problems: ProblemLog) -> None:
    """Report a text that is no SDG target or Goal."""
    if not _TARGET.fullmatch(text):
        problems.error(
            "CEL008",
            where,
            f'"{text}" is not an SDG target',
            spreadsheet_date(text) or "write the Goal and the target, as in 3.8 or 5.c",
        )


def indicator_id(cells: Cells, column: str = "indicator_id") -> str:
    """Return an SDG indicator code such as "3.1.2"."""
    text = cells.required(column)
    if text and not _INDICATOR.fullmatch(text):
        cells.problems.error(
            "CEL009",
            cells.row.at(column),
            f'"{text}" is not an SDG indicator code',
            spreadsheet_date(text) or "write the code as the UN list has it, for instance 3.1.2",
        )
        cells.ok = False
    return text


def spreadsheet_date(text: str) -> str:
    """Return the fix for a code that a spreadsheet took for a date, "" for any other text.

    >>> spreadsheet_date("03-janv") == spreadsheet_date("03/01/2002"), spreadsheet_date("3.x")
    (True, '')
    """
    if _DATE_LIKE.fullmatch(text):
        return "the spreadsheet took the code for a date: format the column as text, then retype it"
    return ""


def consent_from(cells: Cells) -> Consent:
    """Return the consent record in the consent columns of a row."""
    status = cells.word("consent", CONSENT_STATES) if cells.required("consent") else ""
    return Consent(
        status=status or "no",
        scope=cells.choice("consent_scope", Audience) or Audience.INTERNAL,
        given_on=cells.date("consent_given_on"),
        recorded_by=cells.text("consent_recorded_by"),
        withdrawn_on=cells.date("consent_withdrawn_on"),
        expires_on=cells.date("consent_expires_on"),
        is_minor=cells.flag("is_minor"),
        guardian_consent=cells.flag("guardian_consent"),
    )
