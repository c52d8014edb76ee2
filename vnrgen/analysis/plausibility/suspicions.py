"""What a check of plausibility hands over: the doubt, its words, and the breakdowns it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from vnrgen.analysis.evidence import Estimate, Period
from vnrgen.analysis.families import Family
from vnrgen.analysis.partition import Partition, Row, Strand
from vnrgen.analysis.plausibility.doubts import Doubt, DoubtKind
from vnrgen.dossier.model import Dossier
from vnrgen.problems import Location, Problem, Severity, listed

_MOST_ROWS = 8  # of a file, that are named where the same was found in several
_id_of = attrgetter("estimate.observation_id")


class Mark(NamedTuple):
    """A breakdown that a doubt concerns: a family, in one period or (None) in all of them."""

    strand: Strand
    name: str
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A doubt with the problem that reports it; ``marks`` are the breakdowns that it concerns.

    ``cuts`` are marks too: breakdowns that may not be compared with any before them.
    """

    doubt: Doubt
    where: Location
    what: str
    fix: str
    severity: Severity = Severity.WARNING
    marks: tuple[Mark, ...] = ()
    cuts: tuple[Mark, ...] = ()

    @property
    def problem(self) -> Problem:
        """The doubt as a person who can mend it is told."""
        return Problem(self.doubt.kind.code, self.where, self.what, self.fix, self.severity)


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What the checks of one series look at."""

    dossier: Dossier
    found: Partition
    families: tuple[Family, ...]

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Its rows by observation id; most series have nothing that has to be looked up."""
        return dict(zip(map(_id_of, self.found.rows), self.found.rows, strict=True))

    def at(self, estimate: Estimate, column: str | None = None) -> Location:
        """Return the row in which an estimate stands."""
        row = self.rows.get(estimate.observation_id)
        return Location(row.file, row.row, column) if row else Location("data", None, column)

    def rows_of(self, estimates: Iterable[Estimate]) -> str:
        """Return the rows of estimates by file, in words; the first of them where they are many."""
        files: dict[str, list[int]] = {}
        for estimate in estimates:
            row = self.rows.get(estimate.observation_id)
            if row:
                files.setdefault(row.file, []).append(row.row)
        return "; ".join(
            f"{file}: {listed(map(str, sorted(set(rows))), _MOST_ROWS)}"
            for file, rows in sorted(files.items())
        )


def doubt(
    kind: DoubtKind,
    place_id: str,
    dimension_id: str | None,
    rows: Iterable[Estimate],
    lines: int = 1,
) -> Doubt:
    """Return a doubt about some rows, the one to look at first leading."""
    estimates = tuple(rows)
    return Doubt(
        kind=kind,
        place_id=place_id,
        dimension_id=dimension_id,
        observation_ids=tuple(dict.fromkeys(e.observation_id for e in estimates)),
        periods=tuple(sorted({e.period.end for e in estimates})),
        lines=lines,
    )


def also(lines: int, rows: str = "") -> str:
    """Return how often the same was found elsewhere, and in which rows, as the end of a sentence.

    >>> also(3, "data/a.csv: 4 and 9")
    '; 2 more in other places or definitions (data/a.csv: 4 and 9)'
    """
    at = f" ({rows})" if rows else ""
    return f"; {lines - 1} more in other places or definitions{at}" if lines > 1 else ""
