"""Answers to a question that stood in another group in an earlier version of its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vnrgen.dossier.readers.kobo.headers import FoundColumns
from vnrgen.dossier.readers.kobo.opening import OpenedLevel
from vnrgen.problems import Location, ProblemLog

_Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """The cells of a question in every row: its own, and those of its choices."""

    own: _Cells | None
    choices: Mapping[str, _Cells]

    @property
    def rows(self) -> frozenset[int]:
        """The positions of the rows that hold an answer."""
        columns = [*([] if self.own is None else [self.own]), *self.choices.values()]
        return frozenset(p for column in columns for p, cell in enumerate(column) if cell)


def all_answers(
    opened: OpenedLevel, columns: FoundColumns, name: str, problems: ProblemLog
) -> Answered:
    """Return the answers to a question, those of earlier versions of the form among them.

    A submission was made with one version, so its answer stands in one of the columns. Where some
    rows have both, the other column is something else (a copy, a correction): it is left alone,
    and reported (KOB028) if it also says something where the question has no answer.
    """
    found = _answered(opened, columns)
    for other in columns.elsewhere:
        older = _answered(opened, other)
        both, more = found.rows & older.rows, older.rows - found.rows
        if not more:
            continue
        header = opened.sheet.header[other.indices[0]]
        where = Location(opened.path, opened.sheet.rows[min(more)], header)
        count = "1 row" if len(more) == 1 else f"{len(more)} rows"
        if both:
            problems.warning(
                "KOB028",
                where,
                f'this column may hold further answers to "{name}" ({count}), and is not counted, '
                "since other rows have both",
                f'correct the export, so that each row has one answer to "{name}"; if the column '
                "is something else, give it another name",
            )
            continue
        problems.notice(
            "KOB028",
            where,
            f'the answers of {count} to "{name}" stand in this column, since an earlier version '
            "of the form had the question in another group; they are counted",
            "nothing if they are the same question; else delete the column from the export",
        )
        found = _joined(found, older)
    return found


def _answered(opened: OpenedLevel, columns: FoundColumns) -> Answered:
    cells = opened.sheet.columns
    own = None if columns.own is None else cells[columns.own]
    return Answered(own, {name: cells[index] for name, index in columns.choices.items()})


def _joined(first: Answered, second: Answered) -> Answered:
    """Return two sets of answers of different rows as one."""
    owns = [own for own in (first.own, second.own) if own is not None]
    return Answered(
        _either(owns) if owns else None,
        {
            name: _either([c[name] for c in (first.choices, second.choices) if name in c])
            for name in dict.fromkeys((*first.choices, *second.choices))
        },
    )


def _either(columns: Iterable[_Cells]) -> list[str]:
    return [next((cell for cell in row if cell), "") for row in zip(*columns, strict=True)]
