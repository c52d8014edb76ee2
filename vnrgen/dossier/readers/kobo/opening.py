"""The columns that the mapping names are found in the export and opened; nothing else is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vnrgen.dossier.files.grid import path_within
from vnrgen.dossier.readers.kobo.door import OpenedSheet, open_columns
from vnrgen.dossier.readers.kobo.form import Form, Question
from vnrgen.dossier.readers.kobo.headers import FoundColumns, HeaderNames, find_meta, find_plain
from vnrgen.dossier.readers.kobo.survey import SUBMISSIONS, Asked
from vnrgen.problems import Location, ProblemLog

SELECTS = frozenset({"select_one", "select_multiple"})
NUMBERS = frozenset({"integer", "decimal", "range"})
_WORDS = frozenset({"calculate", "hidden", "acknowledge", "trigger"})

STATUS = ("_validation_status", "ReviewState")
# What ties a row of a repeat to the row above it: KoboToolbox's numbers, or ODK's keys.
LINKS = (("_parent_index", "_index"), ("PARENT_KEY", "KEY"))
_META = (*STATUS, *(name for pair in LINKS for name in pair))


def ask(
    names: Iterable[str], form: Form, where: Location, problems: ProblemLog
) -> dict[str, Asked]:
    """Find the questions that names stand for; those that may not be opened are reported."""
    asked: dict[str, Asked] = {}
    for name in sorted(names):
        found = form.find(name)
        if len(found) > 1:
            problems.error(
                "KOB004",
                where,
                f'"{name}" is the name of {len(found)} questions',
                f"write it with its group: {' or '.join(question.path for question in found)}",
            )
        elif found and found[0].kind not in SELECTS | NUMBERS | _WORDS:
            _refuse(found[0], where, problems)
        elif found:
            asked[name] = Asked(name, found[0], found[0].repeat)
        else:
            asked[name] = Asked(name, None, SUBMISSIONS)
    return asked


def _refuse(question: Question, where: Location, problems: ProblemLog) -> None:
    problems.error(
        "KOB005",
        where,
        f'"{question.name}" is a question of the type {question.kind}, which stays closed: it may '
        "say who or where somebody is",
        "use a question with choices, a number or a calculate; people's own words must be sorted "
        "into choices, in a column of their own, before they can be counted",
    )


@dataclass(slots=True)
class OpenedLevel:
    """The sheet of one level: the columns of its questions by path, and other ones by name.

    ``doubtful`` are questions whose columns cannot be told for sure (reported).
    """

    level: str
    path: str
    sheet: OpenedSheet
    found: dict[str, FoundColumns] = field(default_factory=dict)
    plain: dict[str, int] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()

    def cells(self, name: str) -> list[str] | None:
        """Return the cells of a column that is no question, None where there is none."""
        index = self.plain.get(name)
        return None if index is None else self.sheet.columns[index]


class Opening:
    """Opens the files of one export."""

    def __init__(
        self,
        form: Form,
        asked: Mapping[str, Asked],
        separators: Sequence[str],
        problems: ProblemLog,
    ) -> None:
        self._form = form
        self._problems = problems
        questions = {a.question.path: a.question for a in asked.values() if a.question}
        self._names = HeaderNames(form, questions.values(), separators)
        self._plain = [name for name, one in asked.items() if one.question is None]

    def open(self, main: Path, repeats: Mapping[str, Path], root: Path) -> dict[str, OpenedLevel]:
        """Return what was asked for, by level; ``repeats`` are the files of repeats, if any."""
        levels: dict[str, OpenedLevel] = {}
        closed = sum(
            self._open_file(path, repeat, root, levels)
            for repeat, path in [("", main), *repeats.items()]
        )
        self._report_closed(path_within(main, root), closed)
        return levels

    def _open_file(
        self, path: Path, repeat: str, root: Path, levels: dict[str, OpenedLevel]
    ) -> int:
        """Add the levels of a file to those there are; return how many columns stayed closed."""
        plans: dict[str, OpenedLevel] = {}

        def keep(title: str, header: Sequence[str]) -> list[int]:
            level = repeat or self._level_of(title, header, is_first=not levels)
            plan = self._plan(level, title, header, path_within(path, root))
            if plan is None or plan.level in levels or title in plans:
                return []
            plans[title] = levels[plan.level] = plan
            columns = {i for found in plan.found.values() for i in found.indices}
            return sorted(columns | set(plan.plain.values()))

        closed = 0
        opened: set[str] = set()
        for sheet in open_columns(path, root, keep, self._problems):
            closed += sheet.closed
            if sheet.title in plans:
                plans[sheet.title].sheet = sheet
                opened.add(sheet.title)
        for title, plan in plans.items():
            if title not in opened:  # reading broke off below its header, which is reported
                levels.pop(plan.level, None)
        return closed

    def _plan(
        self, level: str | None, title: str, header: Sequence[str], path: str
    ) -> OpenedLevel | None:
        """Say which columns of the sheet of a level are to be opened."""
        if level is None:
            return None
        found, doubtful = self._names.match(header, level)
        for ambiguous in doubtful:
            shown = " and ".join(f'"{text}"' for text in dict.fromkeys(ambiguous.headers))
            self._problems.error(
                "KOB007",
                Location(path, 1, ambiguous.headers[0]),
                f'it cannot be told which column is the question "{ambiguous.question.name}": '
                f"{shown} may be, and may be another",
                'export again with "XML values and headers" and with group names in the headers',
            )
        places = {name: find_meta(header, name) for name in _META}
        places |= {name: find_plain(header, name) for name in self._plain}
        plain = {name: indices[0] for name, indices in places.items() if indices}
        paths = frozenset(ambiguous.question.path for ambiguous in doubtful)
        for unsure in paths:
            found.pop(unsure, None)
        return OpenedLevel(level, path, OpenedSheet(title, list(header)), found, plain, paths)

    def _level_of(self, title: str, header: Sequence[str], *, is_first: bool) -> str | None:
        """Tell which repeat a sheet holds by its title, else by the questions in it."""
        is_linked = any(find_meta(header, child) for child, _ in LINKS)
        if is_first and not is_linked:
            return SUBMISSIONS
        key = _title_key(title)
        named = [
            name
            for name, section in self._form.repeats.items()
            if key in {_title_key(text) for text in (name, *section.labels.values())}
        ]
        if len(named) == 1:
            return named[0]
        if not is_linked:
            return None
        counts = {name: len(self._names.match(header, name)[0]) for name in self._form.repeats}
        best = max(counts, key=lambda name: counts[name], default="")
        return best if counts.get(best) else None

    def _report_closed(self, path: str, closed: int) -> None:
        if closed > 0:
            columns = "1 column was" if closed == 1 else f"{closed} columns were"
            self._problems.notice(
                "KOB019",
                Location(path),
                f"{columns} left closed; only what dossier.yaml names was read",
                "nothing needs to be done; delete columns that identify people before you pass "
                "the dossier on",
            )


def _title_key(title: str) -> str:
    """Return what sheet titles are compared by: Excel allows 31 characters and not all signs."""
    return "".join(c for c in title.casefold() if c.isalnum())[:24]
