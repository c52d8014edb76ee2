"""What a chart draws: positions as numbers, and every label as finished words.

A closed set of drawings. Nothing here knows matplotlib; ``charts`` draws each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


Drawing = Equiplot | Bars | Dumbbell
