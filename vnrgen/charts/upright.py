"""Lines over time: where moments and values stand, and how lines, whiskers and breaks are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import text_width
from vnrgen.charts.look import DEEP, FAINT, INK, LINK, MUTED, PAPER, PLAIN, TICK, WARM
from vnrgen.charts.marks import draw_mark
from vnrgen.document.drawings import Axis, Emphasis, Line, Moment, Point, Producer, Tick

TICK_BAND = 20.0
_TICK_DROP = 12.0  # from the plot down to the middle of its moments, clear of a mark at the bottom
_DODGE = 3.2  # between the whiskers of two lines at one moment
_CAP = 2.0
_OVER_RING = 4.95  # a short interval of the group behind must not vanish under its ring
_BEFORE = 6.0  # by which the line of zero begins before the first moment
_CITIZEN_DASHES = (3.2, 2.0)
_WIDTHS = {
    Emphasis.BEHIND: 2.0,
    Emphasis.AHEAD: 1.5,
    Emphasis.NATIONAL: 1.1,
    Emphasis.PLAIN: 1.0,
}
_COLOURS = {
    Emphasis.BEHIND: WARM,
    Emphasis.AHEAD: DEEP,
    Emphasis.NATIONAL: INK,
    Emphasis.PLAIN: PLAIN,
}


@dataclass(frozen=True, slots=True)
class Plot:
    """An upright plot: time from left to right in every language, values from the bottom up."""

    axis: Axis
    moments: tuple[Moment, ...]
    left: float
    right: float
    top: float
    bottom: float

    def x(self, index: int) -> float:
        """Return where a moment stands; a single one stands in the middle."""
        first, last = self.moments[0].year, self.moments[-1].year
        if last == first:
            return (self.left + self.right) / 2
        share = (self.moments[index].year - first) / (last - first)
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        """Return how far down a value stands."""
        span = self.axis.maximum - self.axis.minimum
        return self.bottom - (value - self.axis.minimum) / span * (self.bottom - self.top)


def tick_column(axis: Axis) -> float:
    """Return the width that the texts of the value axis take."""
    return max((text_width(tick.text, TICK) for tick in axis.ticks), default=0.0)


def draw_values(canvas: Canvas, plot: Plot, start: float, end: float, *, texts: bool) -> None:
    """Draw gridlines from ``start`` to ``end``, and the ticks' texts to the left of ``start``.

    The line of zero begins at the plot, so that no value set before it stands on the line.
    """
    for is_zero, colour, width in ((False, FAINT, 0.6), (True, MUTED, 0.8)):
        places = [plot.y(t.value) for t in _apart(plot) if (t.value == 0) is is_zero]
        begin = max(start, plot.left - _BEFORE) if is_zero else start
        segments = [((begin, y), (end, y)) for y in places]
        canvas.lines(segments, colour=colour, width=width, layer=1.5 if is_zero else 1)
    if texts:
        for tick in _apart(plot):
            place = start - 5, plot.y(tick.value)
            canvas.words(*place, tick.text, Style(TICK, MUTED), align="right")


def _apart(plot: Plot) -> list[Tick]:
    """Leave out every other tick (then more) until their texts keep clear of each other."""
    ticks = list(plot.axis.ticks)
    for step in range(1, len(ticks) + 1):
        kept = ticks[::step]
        if all(plot.y(a.value) - plot.y(b.value) > TICK * 1.15 for a, b in pairwise(kept)):
            return kept
    return ticks[:1]


def draw_moments(
    canvas: Canvas, plot: Plot, *, ends_only: bool, edges: tuple[float, float]
) -> None:
    """Set the labels of moments below the plot: the first, the last, and those between that fit.

    ``edges`` are the places that no label may leave.
    """
    last = len(plot.moments) - 1
    places = {0: plot.x(0), last: plot.x(last)}
    if not ends_only:
        places |= {index: plot.x(index) for index in range(last + 1)}
    taken: list[tuple[float, float]] = []
    for index in dict.fromkeys([last, 0, *sorted(places)]):
        label = plot.moments[index].label
        half = text_width(label, TICK) / 2
        middle = min(max(places[index], edges[0] + half), edges[1] - half)
        if any(middle - half < end + 4 and middle + half > start - 4 for start, end in taken):
            continue
        taken.append((middle - half, middle + half))
        canvas.words(middle, plot.bottom + _TICK_DROP, label, Style(TICK, MUTED), align="center")


def draw_line(canvas: Canvas, plot: Plot, line: Line, order: int, count: int) -> None:
    """Draw a line over time: ``order`` of ``count`` keeps whiskers of several lines apart."""
    places = places_of(plot, line, order, count)
    colour, width = _COLOURS[line.emphasis], _WIDTHS[line.emphasis]
    dashes = _CITIZEN_DASHES if line.producer is Producer.CITIZEN else None
    for (one, _, start), (other, _, end) in pairwise(places):
        if not any(moment.break_before for moment in plot.moments[one + 1 : other + 1]):
            canvas.line(start, end, colour=colour, width=width, dashes=dashes, layer=3)
    for _, point, place in places:
        _draw_whisker(canvas, plot, point, place[0], colour)
        _draw_point(canvas, point, place, line, order)


def places_of(
    plot: Plot, line: Line, order: int, count: int
) -> list[tuple[int, Point, tuple[float, float]]]:
    """Return the points of a line with their moments and places."""
    has_whiskers = any(point and point.lower is not None for point in line.points)
    shift = (order - (count - 1) / 2) * _DODGE if has_whiskers else 0.0
    return [
        (index, point, (plot.x(index) + shift, plot.y(point.value)))
        for index, point in enumerate(line.points)
        if point is not None
    ]


def _draw_whisker(canvas: Canvas, plot: Plot, point: Point, x: float, colour: str) -> None:
    if point.lower is None or point.upper is None:
        return
    low, high = plot.y(point.lower), plot.y(point.upper)
    dashes = (2.4, 1.6) if point.producer is Producer.CITIZEN else None
    canvas.line((x, low), (x, high), colour=colour, width=0.8, dashes=dashes, layer=_OVER_RING)
    caps = [((x - _CAP, y), (x + _CAP, y)) for y in (low, high)]
    canvas.lines(caps, colour=colour, width=0.8, layer=_OVER_RING)


def _draw_point(
    canvas: Canvas, point: Point, place: tuple[float, float], line: Line, order: int
) -> None:
    if line.emphasis is Emphasis.NATIONAL:
        # the smallest mark lies on top, in a margin of paper: another would hide it
        fill = PAPER if point.small else INK
        canvas.mark(*place, "s", 5.0, fill=PAPER, edge=PAPER, edge_width=0.1, layer=5.2)
        canvas.mark(*place, "s", 3.2, fill=fill, edge=INK, edge_width=0.7, layer=5.3)
        return
    draw_mark(canvas, *place, point, order)


def draw_rules(canvas: Canvas, plot: Plot, tops: Sequence[float]) -> None:
    """Draw a dotted rule at each break, from its top (one for each break) to the bottom."""
    for (_, x), top in zip(breaks_of(plot), tops, strict=True):
        canvas.line((x, top), (x, plot.bottom), colour=LINK, width=0.8, dashes=(1, 2), layer=2)


def breaks_of(plot: Plot) -> list[tuple[str, float]]:
    """Return the words of each break and the x of its rule, half way between two moments."""
    return [
        (moment.break_before, (plot.x(index - 1) + plot.x(index)) / 2)
        for index, moment in enumerate(plot.moments)
        if moment.break_before and index
    ]


def spread(
    centres: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Return centres moved no more than needed so that things of these heights do not touch.

    All stay between ``low`` and ``high`` where there is room for all of them. The order of the
    centres is kept.
    """
    blocks: list[tuple[list[int], float, float]] = []  # members, top, height
    for index in sorted(range(len(centres)), key=lambda i: (centres[i], i)):
        members, height = [index], heights[index]
        top = _within(centres[index] - height / 2, height, low, high)
        while blocks and blocks[-1][1] + blocks[-1][2] > top + 1e-9:
            before, _, taller = blocks.pop()
            members, height = before + members, height + taller
            top = _within(_wish(members, centres, heights), height, low, high)
        blocks.append((members, top, height))
    places = [0.0] * len(centres)
    for members, start, _ in blocks:
        below = start
        for index in members:
            places[index] = below + heights[index] / 2
            below += heights[index]
    return places


def _within(top: float, height: float, low: float, high: float) -> float:
    return max(low, min(top, high - height))


def _wish(members: list[int], centres: Sequence[float], heights: Sequence[float]) -> float:
    """Return the top of a block at which its members are least far from their places."""
    above, wishes = 0.0, list[float]()
    for index in members:
        wishes.append(centres[index] - heights[index] / 2 - above)
        above += heights[index]
    return sum(wishes) / len(wishes)
