"""Opened sheets become a survey: the rows that count, tied to their parents, and their answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.readers.kobo.answers import (
    ChoiceReader,
    Column,
    Faults,
    Words,
    read_numbers,
    read_ticks,
    with_point,
)
from vnrgen.dossier.readers.kobo.form import Form, Question
from vnrgen.dossier.readers.kobo.moved import all_answers
from vnrgen.dossier.readers.kobo.opening import LINKS, NUMBERS, SELECTS, STATUS, OpenedLevel
from vnrgen.dossier.readers.kobo.rules import SurveyRules
from vnrgen.dossier.readers.kobo.survey import SUBMISSIONS, Asked, Level, Survey
from vnrgen.dossier.tables.cells import number_fix, parse_number
from vnrgen.dossier.tables.suggestions import did_you_mean
from vnrgen.problems import Location, ProblemLog

_STATES = {
    "approved": "approved",
    "notapproved": "rejected",
    "rejected": "rejected",
    "onhold": "open",
    "hasissues": "open",
    "edited": "open",
    "": "open",
}
_MOST_SHOWN = 20  # distinct unknown answers of one column; more are summed up


class SurveyReader:
    """Reads the answers of one export; what cannot be read is reported with its row and column."""

    def __init__(
        self,
        form: Form,
        rules: SurveyRules,
        opened: Mapping[str, OpenedLevel],
        where: Location,
        problems: ProblemLog,
        *,
        decimal_mark: str = ".",
    ) -> None:
        self._form = form
        self._rules = rules
        self._opened = opened
        self._where = where
        self._problems = problems
        self._decimal_mark = decimal_mark
        self._kept: dict[str, list[int]] = {}

    def survey(self, asked: Mapping[str, Asked]) -> Survey:
        """Return the survey with the answers to all that was asked for."""
        levels: dict[str, Level] = {}
        for level in self._in_order():
            opened = self._opened[level]
            parents = self._keep_rows(opened)
            rows = [opened.sheet.rows[position] for position in self._kept[level]]
            levels[level] = Level(level, opened.path, opened.sheet.title, rows, parents)
        levels.setdefault(SUBMISSIONS, Level(SUBMISSIONS))
        found = {name: self._placed(one) for name, one in asked.items()}
        for name, one in found.items():
            column = self._column(one)
            if column is not None:
                levels[one.level].columns[name] = column
        return Survey(self._form, levels, found)

    def _in_order(self) -> list[str]:
        """Return the opened levels, each after the one above it; without that it is left out."""
        order: list[str] = []
        waiting = sorted(self._opened)
        while waiting:
            ready = [n for n in waiting if n == SUBMISSIONS or self._form.parent_of(n) in order]
            if not ready:
                break
            order += ready
            waiting = [name for name in waiting if name not in ready]
        return order

    # Rows

    def _keep_rows(self, opened: OpenedLevel) -> list[int]:
        """Settle which rows of a level count; return the position of the parent of each."""
        everything = range(len(opened.sheet.rows))
        if opened.level == SUBMISSIONS:
            self._kept[SUBMISSIONS] = self._validated(opened, everything)
            return []
        above = self._opened[self._form.parent_of(opened.level)]
        for child, parent in LINKS:
            links, keys = opened.cells(child), above.cells(parent)
            if links is not None and keys is not None:
                return self._linked(opened, above, links, keys)
        self._problems.error(
            "KOB012",
            Location(opened.path, 1),
            f'the rows of the repeat "{opened.level}" cannot be tied to the rows above them',
            "export again with the columns _index and _parent_index (KEY and PARENT_KEY in ODK)",
        )
        self._kept[opened.level] = []
        return []

    def _linked(
        self,
        opened: OpenedLevel,
        above: OpenedLevel,
        links: Sequence[str],
        keys: Sequence[str],
    ) -> list[int]:
        position_of = {position: i for i, position in enumerate(self._kept[above.level])}
        rows: dict[str, int] = {}
        for position, key in enumerate(keys):
            first = rows.setdefault(_index_key(key), position)
            if key and first != position:
                self._report_twice(above, first, position)
        kept: list[int] = []
        parents: list[int] = []
        orphans: list[int] = []
        for position, link in enumerate(links):
            row = rows.get(_index_key(link)) if link else None
            if row is None:
                orphans.append(position)
            elif row in position_of:
                kept.append(position)
                parents.append(position_of[row])
        if orphans:
            self._problems.error(
                "KOB012",
                Location(opened.path, opened.sheet.rows[orphans[0]], "_parent_index"),
                f'{_rows(len(orphans))} of "{opened.sheet.title}" belong to no row of '
                f'"{above.sheet.title}"',
                "export the submissions and their repeats together, and delete no rows by hand",
            )
        self._kept[opened.level] = kept
        return parents

    def _report_twice(self, above: OpenedLevel, first: int, second: int) -> None:
        self._problems.error(
            "KOB012",
            Location(above.path, above.sheet.rows[second], "_index"),
            f"row {above.sheet.rows[first]} has the same number, so it cannot be told to which of "
            "the two the rows of repeats belong",
            "export everything at once; numbers of two exports are not to be put together",
        )

    def _validated(self, opened: OpenedLevel, everything: Sequence[int]) -> list[int]:
        found = [(name, cells) for name in STATUS if (cells := opened.cells(name)) is not None]
        wanted = self._rules.validation
        if not found:
            if wanted == "approved":
                self._problems.error(
                    "KOB025",
                    Location(opened.path, 1),
                    "only approved submissions are to count, but the export does not say which are",
                    "export again with _validation_status, or delete validation: approved",
                )
            return list(everything)
        if wanted == "all":
            return list(everything)
        name, cells = found[0]
        states = self._states(opened, name, cells)
        keeps = {"approved"} if wanted == "approved" else {"approved", "open"}
        kept = [position for position in everything if states[position] in keeps]
        if len(kept) < len(states):
            self._problems.notice(
                "KOB020",
                Location(opened.path, None, name),
                f"{_rows(len(states) - len(kept))} of {len(states)} are left out: they are "
                f"{'not approved' if wanted == 'approved' else 'marked as not approved'}",
                "nothing needs to be done; validation: all in dossier.yaml counts them too",
            )
        return kept

    def _states(self, opened: OpenedLevel, name: str, cells: Sequence[str]) -> list[str]:
        aliases = self._rules.answers.get(name, {})
        known = {fold(cell): _state(meant) for cell, meant in aliases.items()}
        states = []
        for position, cell in enumerate(cells):
            state = known.get(fold(cell)) or _state(cell)
            if state is None:
                self._problems.error(
                    "KOB025",
                    Location(opened.path, opened.sheet.rows[position], name),
                    f'"{cell}" is no state that KoboToolbox or ODK gives a submission',
                    f'say what it means: answers: {{{name}: {{"{cell}": approved}}}}',
                )
            states.append(state or "open")
        return states

    # Answers

    def _placed(self, asked: Asked) -> Asked:
        """Say in which level a column lies that the form does not know."""
        if asked.question is not None:
            return asked
        holding = [name for name in self._kept if asked.name in self._opened[name].plain]
        return Asked(asked.name, None, holding[0] if holding else SUBMISSIONS)

    def _column(self, asked: Asked) -> Column | None:
        opened = self._opened.get(asked.level)
        if opened is None or asked.level not in self._kept:
            if self._opened:
                self._report_missing(asked)
            return None
        if asked.question is None:
            cells = opened.cells(asked.name)
            if cells is None:
                self._report_missing(asked)
                return None
            plain = self._plain(asked.name, self._cells(opened, cells))
            return Words(with_point(plain, self._decimal_mark))
        if asked.question.path in opened.doubtful:
            return None
        columns = opened.found.get(asked.question.path)
        if columns is None or (columns.own is None and asked.kind != "select_multiple"):
            self._report_missing(asked)
            return None
        found = all_answers(opened, columns, asked.question.name, self._problems)
        return self._answers(opened, asked.question, found.own, found.choices)

    def _answers(
        self,
        opened: OpenedLevel,
        question: Question,
        own: Sequence[str] | None,
        split: Mapping[str, Sequence[str]],
    ) -> Column:
        faults = Faults()
        cells = None if own is None else self._cells(opened, own)
        choices = self._form.choices(question)
        column: Column
        if question.kind in SELECTS and choices:
            aliases = self._aliases(question)
            reader = ChoiceReader(choices, aliases, self._rules.no_answer)
            if question.kind == "select_multiple":
                ticked = {name: self._cells(opened, found) for name, found in split.items()}
                column = read_ticks(reader, list(choices), cells, ticked, faults)
            else:
                column = reader.single(cells or [], faults)
        elif question.kind in NUMBERS:
            none, aliases = self._none(question.name, question.path), self._aliases(question)
            numbers = with_point(cells or [], self._decimal_mark)
            column = Words(read_numbers(numbers, none, aliases, faults))
        else:
            column = Words(self._plain(question.name, cells or []))
        self._report(opened, question, faults)
        return column

    def _cells(self, opened: OpenedLevel, cells: Sequence[str]) -> list[str]:
        return [cells[position] for position in self._kept[opened.level]]

    def _plain(self, name: str, cells: Iterable[str]) -> list[str]:
        """Return cells that are no choices, with what stands for no answer left empty."""
        none = {fold(text) for text in self._none(name)}
        aliases = {fold(cell): meant for cell, meant in self._rules.answers.get(name, {}).items()}
        meant = (aliases.get(fold(cell), cell) for cell in cells)
        return ["" if fold(cell) in none else cell for cell in meant]

    def _none(self, *names: str) -> tuple[str, ...]:
        """Return what stands for no answer; in weights, clusters and strata nothing does."""
        design = {name for rule in self._rules.indicators for name in rule.design}
        return () if design.intersection(names) else self._rules.no_answer

    def _aliases(self, question: Question) -> Mapping[str, str]:
        """Return what unusual answers to a question mean, by what is written."""
        return self._rules.answers.get(question.path) or self._rules.answers.get(question.name, {})

    def _report_missing(self, asked: Asked) -> None:
        if asked.question is not None:
            self._problems.error(
                "KOB006",
                self._where,
                f'the question "{asked.name}" is in the form, but not in the export',
                "export again with all questions and all versions of the form"
                + (f', and with the sheet of the repeat "{asked.level}"' if asked.level else ""),
            )
            return
        known = [question.name for question in self._form.questions]
        headers = [h for opened in self._opened.values() for h in opened.sheet.header if h]
        self._problems.error(
            "KOB004",
            self._where,
            f'"{asked.name}" is neither a question of the form nor a column of the export',
            did_you_mean(asked.name, [*known, *headers]),
        )

    def _report(self, opened: OpenedLevel, question: Question, faults: Faults) -> None:
        rows = [opened.sheet.rows[position] for position in self._kept[opened.level]]
        header = _header(opened, question)
        is_number = question.kind in NUMBERS
        choices = self._form.choices(question)
        for cell, positions in list(faults.unknown.items())[:_MOST_SHOWN]:
            if is_number:
                code, what = "KOB009", "is not a number"
                fix = f"{number_fix(self._decimal_mark)}; leave it empty where there is none"
            else:
                code, what = "KOB008", f'is no choice of "{question.name}"'
                fix = (
                    f"{did_you_mean(cell, choices)} Say so in answers: {{{question.name}: "
                    f'{{"{cell}": choice}}}}, or add the choice to the form'
                )
            where = Location(opened.path, rows[positions[0]], header)
            self._problems.error(code, where, f'"{cell}" {what} ({_rows(len(positions))})', fix)
        for code, positions in sorted(faults.taken_for_none.items()):
            if code in self._form.names_of_choices:
                self._problems.warning(
                    "KOB027",
                    Location(opened.path, rows[positions[0]], header),
                    f'{_rows(len(positions))} of "{question.name}" hold the number {code}, which '
                    "no_answer takes for no answer, as it is a choice of other questions",
                    "nothing where it means no answer here as well; where it is a number, say so: "
                    f'answers: {{{question.name}: {{"{code}": "{code}"}}}}',
                )
        disagreeing = sorted(set(faults.disagreeing))
        if disagreeing:
            self._problems.warning(
                "KOB017",
                Location(opened.path, rows[disagreeing[0]], header),
                f"the list of answers and the columns of 0 and 1 disagree "
                f"({_rows(len(disagreeing))}); the columns are used",
                "correct whichever is wrong; cleaning often changes only one of the two",
            )


def _state(cell: str) -> str | None:
    key = "".join(c for c in cell.casefold() if c.isalpha())
    return _STATES.get(key.removeprefix("validationstatus"))


def _index_key(cell: str) -> str:
    number = parse_number(cell)
    return cell if number is None else f"{number:.15g}"


def _header(opened: OpenedLevel, question: Question) -> str:
    indices = opened.found[question.path].indices
    return opened.sheet.header[indices[0]] if indices else question.name


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
