"""What a chart draws: positions as numbers, and every label as finished words.

A closed set of drawings. Nothing here knows matplotlib; ``charts`` draws each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar, assert_never

_T = TypeVar("_T")


class Producer(StrEnum):
    """Who produced a figure; told apart by shape, line and label at once."""

    OFFICIAL = "official"
    CITIZEN = "citizen"


class Emphasis(StrEnum):
    """The part a point plays in the message of the chart."""

    BEHIND = "behind"
    AHEAD = "ahead"
    NATIONAL = "national"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value: where it is drawn, its interval, and its words.

    ``text`` is the value as formatted, marks for small samples included. ``lower`` and ``upper``
    are None where there is no interval.
    """

    value: float
    text: str
    label: str
    producer: Producer = Producer.OFFICIAL
    emphasis: Emphasis = Emphasis.PLAIN
    lower: float | None = None
    upper: float | None = None
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on an axis and its text."""

    value: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The value axis: limits, ticks and title, all in the one unit of the chart."""

    title: str
    minimum: float
    maximum: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a drawing; ``absent`` are words for values that are not there or not shown.

    ``break_above`` are words at a faint rule between this row and those above it, with which it
    cannot be compared; "" where there is no such rule.
    """

    label: str
    points: tuple[Point, ...]
    absent: str = ""
    break_above: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equiplot:
    """One row per period (or indicator), a point per group, a line from lowest to highest."""

    rows: tuple[Row, ...]
    axis: Axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One bar per group from zero, with its interval; the reference is a line across."""

    rows: tuple[Row, ...]
    axis: Axis
    reference: Point | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumbbell:
    """Official beside citizen per group: one row a group, at most one point of each producer."""

    rows: tuple[Row, ...]
    axis: Axis
    official_label: str
    citizen_label: str


# --- over time ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A period on a time axis: its label, and its place as a year (the middle of a long period).

    ``break_before`` are words at a rule before this moment, over which no line is drawn, because
    what stands on either side cannot be compared; "" where there is no such rule.
    """

    label: str
    year: float
    break_before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One group, one place or the whole over the moments of a drawing.

    ``points`` has one entry per moment, None where there is no value to draw. A line joins the
    points of neighbouring moments, and of moments further apart where those between have none;
    never over a break. ``emphasis`` and ``producer`` hold for the whole line.
    """

    label: str
    points: tuple[Point | None, ...]
    emphasis: Emphasis = Emphasis.PLAIN
    producer: Producer = Producer.OFFICIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """How a gap changed: a line per group, named with its last value where it ends.

    Meant for the two ends of a gap and the whole, at most a handful of lines: with more,
    ``SmallMultiples`` is the drawing. The axis stands upright and need not start at zero.
    ``absent`` are words for values that are not drawn, below the drawing.
    """

    moments: tuple[Moment, ...]
    lines: tuple[Line, ...]
    axis: Axis
    absent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One of the small multiples: a group or a place; ``absent`` says why values are missing."""

    label: str
    lines: tuple[Line, ...]
    absent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMultiples:
    """A small panel per group or place over the same moments, on one axis.

    ``reference`` (the whole) is drawn in every panel and named once, above them. Panels have no
    room for the words of a break: its rule is drawn, and a note of the chart must say what it is.
    """

    moments: tuple[Moment, ...]
    panels: tuple[Panel, ...]
    axis: Axis
    reference: Line | None = None


# --- matrices ----------------------------------------------------------------------------------


class Depth(StrEnum):
    """How much there is in a cell of a coverage map; each has a fill of its own."""

    EMPTY = "empty"
    LITTLE = "little"
    SOME = "some"
    MUCH = "much"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCell:
    """What there is of one kind of evidence on one group.

    ``text`` is the count as printed, and never empty: an empty cell says so in a word or a dash.
    """

    text: str
    depth: Depth


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One group: a cell per column."""

    label: str
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageMap:
    """Groups by kinds of evidence. Fills repeat what the words of the cells say.

    ``key`` explains the fills that occur, in the order in which it is to be read.
    """

    columns: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    key: tuple[tuple[Depth, str], ...]


class Standing(StrEnum):
    """Where a group stands on one indicator; each has a shape and a size of its own."""

    FURTHEST = "furthest"
    """Furthest behind of the groups compared, told apart from the next."""
    AMONG = "among"
    """Cannot be told apart from the furthest behind."""
    BEHIND = "behind"
    """Behind the whole, not furthest."""
    LEVEL = "level"
    """Not behind the whole, or cannot be told apart from it."""
    ABSENT = "absent"
    """No figure, or none that may be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow:
    """One group: a standing per column; ``total`` is said at the end of the row (may be "")."""

    label: str
    standings: tuple[Standing, ...]
    total: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingMatrix:
    """Groups by indicators: who is furthest behind, how often, and how sure that is.

    ``columns`` are short names of indicators ("3.1.2"); ``total_label`` heads the words at the end
    of rows; ``key`` explains the standings that occur.
    """

    columns: tuple[str, ...]
    rows: tuple[StandingRow, ...]
    key: tuple[tuple[Standing, str], ...]
    total_label: str = ""


Measured = Equiplot | Bars | Dumbbell | Slope | SmallMultiples
"""Drawings with a value axis."""

Drawing = Measured | CoverageMap | StandingMatrix

MOST_ON_A_PAGE = 36
"""Rows that a page can draw in one matrix; of small multiples, panels."""


def pages_of(drawing: Drawing, most: int = MOST_ON_A_PAGE) -> tuple[Drawing, ...]:
    """Part a drawing whose rows one page cannot hold, as evenly as it goes; none is left out.

    Each part keeps the axis, the columns and the key, so that it can be read by itself. Lines of a
    slope belong together and are never parted.
    """
    match drawing:
        case Slope():
            return (drawing,)
        case SmallMultiples():
            return tuple(replace(drawing, panels=part) for part in _parted(drawing.panels, most))
        case Equiplot():
            return tuple(replace(drawing, rows=part) for part in _parted(drawing.rows, most))
        case Bars():
            return tuple(replace(drawing, rows=part) for part in _parted(drawing.rows, most))
        case Dumbbell():
            return tuple(replace(drawing, rows=part) for part in _parted(drawing.rows, most))
        case CoverageMap():
            return tuple(replace(drawing, rows=part) for part in _parted(drawing.rows, most))
        case StandingMatrix():
            return tuple(replace(drawing, rows=part) for part in _parted(drawing.rows, most))
        case _:
            assert_never(drawing)


def _parted(rows: tuple[_T, ...], most: int) -> list[tuple[_T, ...]]:
    count = max(1, -(-len(rows) // most))
    ends = [round(len(rows) * index / count) for index in range(count + 1)]
    return [rows[start:end] for start, end in pairwise(ends)]
