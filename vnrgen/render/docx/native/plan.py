"""What a native chart holds: the table behind it, and how each of its series is told apart.

Word turns a table into a chart, and a table is what a person who edits the chart sees. So each
drawing first becomes a table: a row per category, a column per series.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise
from typing import Final, assert_never

from vnrgen.document.drawings import (
    Axis,
    Bars,
    CoverageMap,
    Drawing,
    Dumbbell,
    Emphasis,
    Equiplot,
    Line,
    Moment,
    Point,
    Producer,
    Row,
    Slope,
    SmallMultiples,
    StandingMatrix,
)

_MOST_SERIES: Final = 255  # of one chart in Excel and Word
_EVEN: Final = 1e-6  # years by which neighbouring steps may differ and still be even


class Form(Enum):
    """How Word draws a table: lying bars, marks joined from lowest to highest, or lines.

    ``TIMES`` are lines over an axis of years, for periods that are not the same time apart.
    """

    BARS = auto()
    RANGES = auto()
    LINES = auto()
    TIMES = auto()


class NotNativeError(Exception):
    """Word has no chart of its own for a drawing; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One column of the table.

    ``points`` has one entry per category, None where there is no value to show. ``order`` tells
    plain series of one chart apart by shape. ``place`` is where labels stand (t above, b below a
    mark, outEnd past a bar), empty where there are none. ``cuts`` are the points to which no line
    leads, for what stands before them cannot be compared.
    """

    name: str
    points: tuple[Point | None, ...]
    emphasis: Emphasis = Emphasis.PLAIN
    producer: Producer = Producer.OFFICIAL
    order: int = 0
    place: str = ""
    cuts: frozenset[int] = frozenset()

    @property
    def has_intervals(self) -> bool:
        """Whether any point has an interval."""
        return any(p is not None and p.lower is not None for p in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A chart as a table.

    ``is_pair`` says that its two series are official and citizen figures, ``years`` are where the
    categories stand on an axis of time, and ``remarks`` the words that Word's chart has no room
    for: they are printed below it.
    """

    form: Form
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis
    is_pair: bool = False
    years: tuple[float, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def shows_intervals(self) -> bool:
        """Whether error bars are drawn: marks over each other would hide each other's."""
        return self.form is Form.BARS and any(series.has_intervals for series in self.series)


def plan_of(drawing: Drawing) -> Plan:
    """Return the table behind a drawing.

    Raises:
        NotNativeError: Word has no chart of its own that says the same.
    """
    match drawing:
        case Bars():
            plan = _bars(drawing)
        case Dumbbell():
            plan = _pairs(drawing)
        case Equiplot():
            plan = _ranges(drawing)
        case Slope():
            plan = _lines(drawing)
        case SmallMultiples():
            raise NotNativeError("Word sets no panels of a chart beside each other")
        case CoverageMap() | StandingMatrix():
            raise NotNativeError("Word has no chart of words and marks in a grid")
        case _:
            assert_never(drawing)
    if not any(point for series in plan.series for point in series.points):
        raise NotNativeError("it holds no value that Word could draw")
    if len(plan.series) > _MOST_SERIES:
        raise NotNativeError(f"a chart of Word holds at most {_MOST_SERIES} series")
    return plan


def _bars(drawing: Bars) -> Plan:
    points = [_only(row.points) for row in drawing.rows]
    categories = [_category(row) for row in drawing.rows]
    if drawing.reference is not None:
        points.append(drawing.reference)
        categories.append(drawing.reference.label)
    producer = next((p.producer for p in points if p is not None), Producer.OFFICIAL)
    series = Series(
        name=drawing.axis.title, points=tuple(points), producer=producer, place="outEnd"
    )
    return Plan(form=Form.BARS, categories=tuple(categories), series=(series,), axis=drawing.axis)


def _pairs(drawing: Dumbbell) -> Plan:
    names = {
        Producer.OFFICIAL: drawing.official_label,
        Producer.CITIZEN: drawing.citizen_label,
    }
    series = tuple(
        Series(
            name=name,
            points=tuple(
                _only([p for p in row.points if p.producer is producer]) for row in drawing.rows
            ),
            producer=producer,
            place="outEnd",
        )
        for producer, name in names.items()
    )
    categories = tuple(_category(row) for row in drawing.rows)
    return Plan(
        form=Form.BARS, categories=categories, series=series, axis=drawing.axis, is_pair=True
    )


def _ranges(drawing: Equiplot) -> Plan:
    """Return periods from the oldest to the newest, as a chart with upright values shows them."""
    rows = tuple(reversed(drawing.rows))
    found: dict[tuple[str, Producer], dict[int, Point]] = {}
    for index in reversed(range(len(rows))):  # the newest decides the order of the key
        for point in rows[index].points:
            values = found.setdefault((point.label, point.producer), {})
            if index in values:
                raise NotNativeError("a group has two values of one period")
            values[index] = point
    labels = [label for label, _ in found]
    plain = [key for key, values in found.items() if _is_plain(values)]
    series = [
        Series(
            name=label if labels.count(label) == 1 else f"{label} ({producer})",
            points=tuple(values.get(index) for index in range(len(rows))),
            emphasis=values[max(values)].emphasis,
            producer=producer,
            order=plain.index((label, producer)) if _is_plain(values) else 0,
        )
        for (label, producer), values in found.items()
    ]
    categories = tuple(_category(row) for row in rows)
    return Plan(form=Form.RANGES, categories=categories, series=_placed(series), axis=drawing.axis)


def _is_plain(values: Mapping[int, Point]) -> bool:
    return values[max(values)].emphasis is Emphasis.PLAIN


def _lines(drawing: Slope) -> Plan:
    moments = drawing.moments
    cuts = [index for index, moment in enumerate(moments) if moment.break_before]
    plain = [line.label for line in drawing.lines if line.emphasis is Emphasis.PLAIN]
    breaks = [_joined(moments[index].label, moments[index].break_before) for index in cuts]
    return Plan(
        form=Form.LINES if _is_even(moments) else Form.TIMES,
        categories=tuple(moment.label for moment in moments),
        series=_placed([_line(line, plain, cuts) for line in drawing.lines]),
        axis=drawing.axis,
        years=tuple(moment.year for moment in moments),
        remarks=tuple(words for words in (*breaks, drawing.absent) if words),
    )


def _line(line: Line, plain: Sequence[str], cuts: Sequence[int]) -> Series:
    shown = [index for index, point in enumerate(line.points) if point is not None]
    after = (next((index for index in shown if index >= cut), None) for cut in cuts)
    return Series(
        name=line.label,
        points=line.points,
        emphasis=line.emphasis,
        producer=line.producer,
        order=plain.index(line.label) if line.label in plain else 0,
        cuts=frozenset(index for index in after if index is not None),
    )


def _placed(series: Sequence[Series]) -> tuple[Series, ...]:
    """Let the two ends of a gap be labelled, the higher one above its marks, the lower one below.

    Where no group carries the message, those are the highest and the lowest of the last values.
    """
    last = {
        index: next(p.value for p in reversed(one.points) if p is not None)
        for index, one in enumerate(series)
        if one.emphasis is not Emphasis.NATIONAL and any(p is not None for p in one.points)
    }
    ends = {i for i in last if series[i].emphasis in {Emphasis.BEHIND, Emphasis.AHEAD}}
    ranked = sorted(ends or last, key=lambda index: (last[index], index))
    places = dict.fromkeys(ranked[:1], "b") | dict.fromkeys(ranked[1:][-1:], "t")
    return tuple(replace(one, place=places.get(i, "")) for i, one in enumerate(series))


def _is_even(moments: Iterable[Moment]) -> bool:
    steps = [later.year - earlier.year for earlier, later in pairwise(moments)]
    return not steps or max(steps) - min(steps) < _EVEN


def _only(points: Sequence[Point]) -> Point | None:
    if len(points) > 1:
        raise NotNativeError("a row has several values of one kind")
    return points[0] if points else None


def _category(row: Row) -> str:
    """Return the name of a row with the words for values that are not there or not shown."""
    return _joined(row.label, row.break_above, row.absent)


def _joined(*parts: str) -> str:
    """Return words with a dash between them, which every language sets.

    >>> _joined("2015", "", "no data")
    '2015 – no data'
    """
    return " – ".join(part for part in parts if part)
