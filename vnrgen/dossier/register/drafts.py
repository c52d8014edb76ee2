"""Recommendations as a file has them, and as rows of the register once every word is mapped."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vnrgen.dossier.files.grid import LONGEST_CELL_OF_SHEET, report_long_cell
from vnrgen.dossier.files.workbook import NumberCell
from vnrgen.dossier.model import Group, Origin, Position
from vnrgen.dossier.register.states import recommending_states
from vnrgen.dossier.register.vocabulary import (
    GroupNames,
    fold_words,
    origin_of,
    position_of,
    targets_of,
)
from vnrgen.dossier.tables.cells import split_list
from vnrgen.dossier.tables.dates import parse_date
from vnrgen.dossier.tables.rows import spreadsheet_date
from vnrgen.problems import Location, ProblemLog

_DATES = ("submitted_on", "position_on", "due_on", "withdrawn_on", "out_of_scope_on")
_PLAIN = (
    "rec_id",
    "text",
    "addressee",
    "theme",
    "evidence",
    "submitted_in",
    "position_source",
    "repeats",
    "parent_id",
    "merged_into",
    "withdrawn_reason",
    "out_of_scope_reason",
    "recommended_by",
    "themes",
    "note",
)
_WITH_YEAR_LAST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_MONTHS = 12
_SUPPORT_LEVELS = {"2": "supported", "1": "supported_in_part", "0": "noted", "null": ""}


@dataclass(frozen=True, slots=True)
class Found:
    """One recommendation as its file has it: cells by column of the register, and their headers."""

    cells: Mapping[str, str]
    where: Location
    headers: Mapping[str, str] = field(default_factory=dict)

    def at(self, column: str) -> Location:
        """Return the place of a cell."""
        return Location(self.where.path, self.where.row, self.headers.get(column, column))


@dataclass(frozen=True, slots=True)
class Draft:
    """A row for the register, as the text of its cells, and where it comes from."""

    cells: Mapping[str, str]
    found: Found

    @property
    def rec_id(self) -> str:
        """Its id."""
        return self.cells["rec_id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What holds for a recommendation where its own row says nothing.

    ``fills`` are cells for empty ones; ``words`` maps words to values, by column; ``prefix``
    begins every id.
    """

    cycle: int
    origin: Origin
    fills: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    prefix: str = ""


class Mapper:
    """Turns what was found into rows of the register; what cannot be mapped is a problem."""

    def __init__(self, groups: Mapping[str, Group], assumed: Assumed, problems: ProblemLog) -> None:
        self._groups = GroupNames(groups)
        self._assumed = assumed
        self._problems = problems
        self._unknown_groups: dict[str, list[Found]] = {}
        self._made_ids = 0

    def drafts(self, found: Sequence[Found]) -> tuple[Draft, ...]:
        """Return a draft of each, those that one file has twice as one."""
        drafts: dict[str, Draft] = {}
        for item in found:
            draft = self._draft(item)
            if draft is None:
                continue
            earlier = drafts.setdefault(draft.rec_id, draft)
            if earlier is not draft:
                drafts[draft.rec_id] = self._united(earlier, draft)
        self._report_groups()
        if self._made_ids:
            self._problems.notice(
                "RIM008",
                Location(found[0].where.path),
                f"{self._made_ids} of the recommendations have no id; each got one made from its "
                "text, the same at every import",
                "give them ids of your own in the file before you import it",
            )
        return tuple(drafts.values())

    def _draft(self, found: Found) -> Draft | None:
        given = {name: value for name, value in found.cells.items() if value}
        text = given.get("text", "")
        if not text:
            self._problems.error(
                "RIM002",
                found.at("text"),
                "the row has no text of a recommendation",
                "write the recommendation, or delete the row",
            )
            return None
        too_long = [name for name, value in given.items() if len(value) > LONGEST_CELL_OF_SHEET]
        for name in too_long:
            report_long_cell(found.at(name), self._problems)
        for name, value in self._assumed.fills.items():
            given.setdefault(name, value)
        cells = {name: given[name] for name in _PLAIN if name in given}
        cells["cycle"] = self._cycle(given, found)
        cells["origin"] = self._origin(given, found)
        if cells["origin"] == Origin.UPR:
            cells.setdefault("recommended_by", ";".join(recommending_states(text)))
        cells |= self._targets(given, found)
        cells |= self._persons(given, found)
        cells["position"] = self._position(given, found)
        cells |= {name: self._date(name, given, found) for name in _DATES if name in given}
        cells["rec_id"] = self._id(given.get("rec_id", ""), text, cells["origin"], found)
        return Draft({name: str(value) for name, value in cells.items() if value}, found)

    def _id(self, identifier: str, text: str, origin: str, found: Found) -> str:
        if isinstance(identifier, NumberCell) and not identifier.number.is_integer():
            self._problems.warning(
                "RIM014",
                found.at("rec_id"),
                f"the id {identifier} is stored as a number, which loses the zero of 115.10",
                "format the column as text in the spreadsheet and retype the ids",
            )
        prefix = self._assumed.prefix
        if identifier:
            return prefix + identifier
        self._made_ids += 1
        words = fold_words(text).encode()
        return (prefix or f"{origin}-") + hashlib.sha256(words).hexdigest()[:8]

    def _mapped(self, column: str, words: str) -> str | None:
        return self._assumed.words.get((column, fold_words(words)))

    def _cycle(self, given: Mapping[str, str], found: Found) -> str:
        words = given.get("cycle", "")
        if not words:
            return str(self._assumed.cycle)
        known = self._mapped("cycle", words) or words
        if known.isdecimal() and int(known) >= 1:
            return str(int(known))
        self._unmapped("cycle", words, "a whole number from 1", found)
        return ""

    def _origin(self, given: Mapping[str, str], found: Found) -> str:
        words = given.get("origin", "")
        if not words:
            return str(self._assumed.origin)
        origin = self._mapped("origin", words) or origin_of(words)
        if origin not in list(Origin):
            self._unmapped("origin", words, ", ".join(Origin), found)
        return origin

    def _position(self, given: Mapping[str, str], found: Found) -> str:
        words = given.get("position", "")
        if not words:
            return ""
        position = self._mapped("position", words)
        if position is None and "support" in fold_words(found.headers.get("position", "")):
            position = _SUPPORT_LEVELS.get(words.casefold())
        if position is None:
            position = position_of(words)
            if not position:
                self._unmapped("position", words, ", ".join(Position), found)
        return position

    def _unmapped(self, column: str, words: str, known: str, found: Found) -> None:
        self._problems.error(
            "RIM003",
            found.at(column),
            f'"{words}" is no {column} that is known',
            f'say which it is with --map "{column}:{words}=…" ({known}), or correct the cell',
        )

    def _date(self, name: str, given: Mapping[str, str], found: Found) -> str:
        words = self._mapped(name, given[name]) or given[name]
        words = _in_one_way(words.removesuffix(" 00:00:00"))
        if parse_date(words) is None:
            self._problems.error(
                "RIM005",
                found.at(name),
                f'"{words}" is not a date that can be read in one way only',
                f'write year-month-day as 2026-03-31, or --map "{name}:{words}=2026-03-31"',
            )
        return words

    def _targets(self, given: Mapping[str, str], found: Found) -> dict[str, str]:
        targets: dict[str, None] = {}
        for column in ("sdg_target", "further_targets"):
            words = given.get(column, "")
            self._check_lost_zero(column, words, found)
            known, unknown = targets_of(self._mapped(column, words) or words)
            targets.update(dict.fromkeys(known))
            for part in unknown:
                self._problems.error(
                    "RIM004",
                    found.at(column),
                    f'"{part}" is no SDG target or Goal',
                    spreadsheet_date(part)
                    or "write it as 3.8, 5.c or 10, with a point; several apart by ;",
                )
        first, *further = targets or ("",)
        return {"sdg_target": first, "further_targets": ";".join(further)}

    def _check_lost_zero(self, column: str, words: str, found: Found) -> None:
        if isinstance(words, NumberCell) and words in {"16.1", "17.1"}:
            self._problems.warning(
                "RIM014",
                found.at(column),
                f"the target {words} is stored as a number, and may have been {words}0",
                "format the column as text in the spreadsheet and retype the target",
            )

    def _persons(self, given: Mapping[str, str], found: Found) -> dict[str, str]:
        ids: dict[str, None] = {}
        kept = list(split_list(given.get("persons", "")))
        for column in ("groups", "persons"):
            known, unknown = self._groups.find(given.get(column, ""))
            ids.update(dict.fromkeys(known))
            for name in unknown:
                mapped = self._mapped(column, name)
                if mapped is not None:
                    ids.update(dict.fromkeys(split_list(mapped)))
                    continue
                self._unknown_groups.setdefault(name, []).append(found)
                kept += [name] if name not in kept else []
        return {"groups": ";".join(ids), "persons": "; ".join(kept)}

    def _report_groups(self) -> None:
        for name, rows in self._unknown_groups.items():
            column = "groups" if rows[0].cells.get("groups") else "persons"
            others = [str(f.where.row) for f in rows[1:] if f.where.row]
            also = f" (also in rows {', '.join(others)})" if others else ""
            self._problems.warning(
                "RIM006",
                rows[0].at(column),
                f'"{name}" is the name of no group in groups.csv; the words are kept in the '
                f"column persons{also}",
                f'write "{name}" as uhri_label of the group that is meant and import again with '
                f'--update, or use --map "{column}:{name}=id"',
            )

    def _united(self, earlier: Draft, later: Draft) -> Draft:
        """Return one draft of two rows with one id; a list may file it under several themes."""
        if _same_words(earlier.cells["text"], later.cells["text"]):
            lists = ("groups", "persons", "themes", "evidence", "further_targets")
            both = {n: _joined(earlier.cells.get(n, ""), later.cells.get(n, "")) for n in lists}
            cells = {**later.cells, **earlier.cells}
            return Draft(cells | {n: v for n, v in both.items() if v}, earlier.found)
        self._problems.error(
            "RIM012",
            later.found.at("rec_id"),
            f"the id {later.rec_id} is used for two texts, first in row {earlier.found.where.row}",
            "give each an id of its own; a part of another one names it in parent_id",
        )
        return earlier


def _in_one_way(words: str) -> str:
    """Return day, month and year as a date, where only one order of the first two makes one.

    >>> _in_one_way("31/12/2025"), _in_one_way("03/04/2026")
    ('2025-12-31', '03/04/2026')
    """
    match = _WITH_YEAR_LAST.fullmatch(words.strip())
    if match is None:
        return words
    one, two, year = map(int, match.groups())
    days = {(day, month) for day, month in ((one, two), (two, one)) if month <= _MONTHS}
    if len(days) != 1:
        return words
    ((day, month),) = days
    return f"{year}-{month:02}-{day:02}"


def _joined(one: str, other: str) -> str:
    if one == other or not other:
        return one
    return ";".join(dict.fromkeys((*split_list(one), *split_list(other))))


def _same_words(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())
