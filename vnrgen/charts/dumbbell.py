"""Official beside citizen figures, a row per group: filled circle, open diamond, and the words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import block_height, text_width
from vnrgen.charts.frame import (
    Names,
    Slot,
    Span,
    absent_lines,
    absent_span,
    axis_height,
    draw_absent,
    draw_axis,
    draw_name,
    names_of,
    scale_for,
)
from vnrgen.charts.layout import Label, Room, Scale
from vnrgen.charts.look import DEEP, LINE_HEIGHT, LINK, MARGIN, SMALL, VALUE, Sheet
from vnrgen.charts.marks import draw_interval, draw_mark
from vnrgen.charts.over_marks import Run, draw_runs, height_of, runs_of
from vnrgen.document.drawings import Dumbbell, Emphasis, Point, Producer, Row

_PITCH = 21.0
_GAP = 7.5
_HALF_MARK = 4.5
_APART = 4.2  # official above and citizen below the middle, so that both intervals are seen
_CLEAR = 3.5  # from the line of zero and the ends of the plot to words above their mark
_ABOVE = 0.55  # of the plot: labels that would take more stand above their marks


def draw(chart: Dumbbell, direction: str, sheet: Sheet) -> Canvas:
    """Draw official and citizen figures on one axis; every value says who produced it.

    Values stand beside their marks, or above them where the plot would be left too small.
    """
    names = names_of(chart.rows, direction, sheet)
    above = sheet.names_above or _is_crowded(chart, names)
    scale = scale_for(chart.axis, names, _rooms(chart, names, above=above))
    bands = [_Band.of(chart, names, index, scale, above=above) for index in range(len(chart.rows))]
    tops = list(accumulate((band.height for band in bands), initial=MARGIN))
    canvas = Canvas(sheet.width, tops[-1] + axis_height(chart.axis, scale) + MARGIN)
    spans = [band.marks_span(top) for band, top in zip(bands, tops, strict=False)]
    draw_axis(canvas, scale, spans, tops[-1], rtl=names.rtl)
    for index, band in enumerate(bands):
        _draw_row(canvas, chart, names, index, scale, band, tops[index])
    return canvas


def _words(chart: Dumbbell, point: Point) -> str:
    is_citizen = point.producer is Producer.CITIZEN
    return f"{point.text} {chart.citizen_label if is_citizen else chart.official_label}"


def _extent(row: Row) -> tuple[float, float]:
    values = [v for p in row.points for v in (p.value, p.lower, p.upper) if v is not None]
    return min(values), max(values)


def _sides(row: Row) -> list[tuple[Point, int]]:
    """Return each point with the side its words stand on: -1 left, 1 right."""
    ordered = sorted(row.points, key=lambda p: (p.value, p.producer))
    if len(ordered) == 1:
        return [(ordered[0], 1)]
    return [(ordered[0], -1), (ordered[-1], 1)] if ordered else []


def _labels(chart: Dumbbell, row: Row) -> list[tuple[Point, Label]]:
    labels = []
    for point, side in _sides(row):
        low, high = _extent(row)
        width = text_width(_words(chart, point), VALUE)
        labels.append((point, Label(low if side < 0 else high, side, _GAP, width)))
    return labels


def _is_crowded(chart: Dumbbell, names: Names) -> bool:
    left, right = names.plot_edges()
    labels = [label for row in chart.rows for _, label in _labels(chart, row)]
    widest = [
        max((label.width + _GAP for label in labels if label.side == side), default=0.0)
        for side in (-1, 1)
    ]
    return sum(widest) > _ABOVE * (right - left)


def _rooms(chart: Dumbbell, names: Names, *, above: bool) -> list[Room | Label]:
    """Return what must fit; words towards the names ask no room, for they may be lifted."""
    rooms: list[Room | Label] = []
    for row in chart.rows:
        for point in row.points:
            ends = (point.value, point.lower, point.upper)
            rooms.extend(Room(v, _HALF_MARK, _HALF_MARK) for v in ends if v is not None)
        if not above:
            rooms.extend(label for _, label in _labels(chart, row) if label.side != _inwards(names))
    return rooms


def _inwards(names: Names) -> int:
    """Return the side of a mark on which the names of rows stand."""
    return 1 if names.rtl else -1


def _is_lifted(label: Label, names: Names, scale: Scale) -> bool:
    """Tell whether words would leave the plot towards the names: so they would be read as one."""
    if label.side != _inwards(names):
        return False
    low, high = label.span(scale)
    return high > scale.right if names.rtl else low < scale.left


def _lifted_start(point: Point, label: Label, names: Names, scale: Scale) -> float:
    """Return where words above their mark begin: over it, in the plot, clear of the zero line."""
    first, last = scale.left + _CLEAR, scale.right - label.width - _CLEAR
    over = min(max(scale.x(point.value) - label.width / 2, first), last)
    zero = scale.zero
    if zero is None:
        return over
    after, before = zero + _CLEAR, zero - _CLEAR - label.width
    places = [place for place in (over, after, before) if first <= place <= last]
    free = [place for place in places if place >= after or place <= before]
    return free[0] if free else (before if names.rtl else after)


@dataclass(frozen=True, slots=True)
class _Band:
    """One row from above: room for the name, words above, marks, words for absent values below."""

    name: float
    runs: tuple[Run, ...]
    marks: float
    absent: tuple[str, ...]
    beside: bool
    lift: float = 0.0  # room above the marks for words that would stand among the names

    @property
    def words(self) -> float:
        return height_of(self.runs)

    @property
    def below(self) -> float:
        return 0.0 if self.beside else block_height(self.absent, SMALL)

    @property
    def height(self) -> float:
        return self.name + self.words + self.lift + self.marks + self.below

    def marks_span(self, top: float) -> tuple[float, float]:
        start = top + self.name + self.words
        return start, start + self.lift + self.marks

    @classmethod
    def of(cls, chart: Dumbbell, names: Names, index: int, scale: Scale, *, above: bool) -> _Band:
        row = chart.rows[index]
        if above:
            runs = runs_of(_texts(chart, row), _over_edges(names, scale))
            marks = max(_PITCH if row.points else 4.0, names.beside(index) + 6)
            return cls(names.above(index), runs, marks, (), beside=True)
        lines = absent_lines(row, scale)
        is_beside = _beside(row, scale, lines, rtl=names.rtl)
        words = block_height(lines, SMALL) if is_beside else 0.0
        is_lifted = any(_is_lifted(label, names, scale) for _, label in _labels(chart, row))
        lift = VALUE * LINE_HEIGHT if is_lifted else 0.0
        marks = max(_PITCH, words + 6, names.beside(index) + 6)  # the name is level with them
        return cls(names.above(index), (), marks, lines, is_beside, lift)


def _over_edges(names: Names, scale: Scale) -> Span:
    """Return between which edges words over the marks stand: never among names beside the plot."""
    left, right = names.plot_edges()
    if names.sheet.names_above:
        return left, right
    return (left, scale.right) if names.rtl else (scale.left, right)


def _texts(chart: Dumbbell, row: Row) -> list[tuple[str, float | None]]:
    texts: list[tuple[str, float | None]] = [(_words(chart, p), p.value) for p in row.points]
    return [*texts, (row.absent, None)] if row.absent else texts


def _draw_row(
    canvas: Canvas,
    chart: Dumbbell,
    names: Names,
    index: int,
    scale: Scale,
    band: _Band,
    top: float,
) -> None:
    row = chart.rows[index]
    start, end = band.marks_span(top)
    strong = any(p.emphasis is Emphasis.BEHIND for p in row.points)
    draw_name(canvas, names, index, Slot(top, start + band.lift, end), strong=strong)
    middle = (start + band.lift + end) / 2
    _draw_marks(canvas, row, scale, middle)
    if band.runs:
        edges = _over_edges(names, scale)
        draw_runs(canvas, band.runs, scale, edges, top + band.name, rtl=names.rtl)
        return
    for point, label in _labels(chart, row):
        x, place = scale.beside(label.value, label.side, label.gap, label.width), middle
        side = label.side
        if _is_lifted(label, names, scale):
            x, side = _lifted_start(point, label, names, scale), 1
            place = middle - _APART - _HALF_MARK - 0.5 - VALUE * LINE_HEIGHT / 2
        canvas.words_on_paper(x, place, _words(chart, point), Style(VALUE, DEEP), side)
    if band.absent:
        place = middle if band.beside else end + band.below / 2 - 2
        draw_absent(canvas, scale, band.absent, place, rtl=names.rtl)


def _draw_marks(canvas: Canvas, row: Row, scale: Scale, middle: float) -> None:
    places = [(p, scale.x(p.value), middle + offset) for p, offset in _offsets(row, scale)]
    if len(places) > 1:
        (_, x0, y0), (_, x1, y1) = places[0], places[-1]
        canvas.line((x0, y0), (x1, y1), colour=LINK, width=1.6, layer=2.5)
    for point, x, place in places:
        if point.lower is not None and point.upper is not None:
            ends = scale.x(point.lower), scale.x(point.upper)
            draw_interval(canvas, *ends, place, point.producer, DEEP)
        draw_mark(canvas, x, place, replace(point, emphasis=Emphasis.AHEAD))


def _offsets(row: Row, scale: Scale) -> list[tuple[Point, float]]:
    """Return how far each point is moved off the middle of its row.

    Two points stand on one line where they and their intervals are apart; else the official one
    moves up and the citizen one down, so that both are seen whole.
    """
    if len(row.points) < 2:
        return [(point, 0.0) for point in row.points]
    spans = sorted(
        (
            scale.x(p.value if p.lower is None else p.lower) - _HALF_MARK,
            scale.x(p.value if p.upper is None else p.upper) + _HALF_MARK,
        )
        for p in row.points
    )
    if spans[0][1] < spans[1][0]:
        return [(point, 0.0) for point in row.points]
    return [(p, _APART if p.producer is Producer.CITIZEN else -_APART) for p in row.points]


def _beside(row: Row, scale: Scale, lines: tuple[str, ...], *, rtl: bool) -> bool:
    """Tell whether the words for absent values fit on the row itself, before its marks.

    From right to left they would meet the words of the value, so they stand below.
    """
    if not row.points or not lines:
        return True
    if rtl or len(row.points) > 1:
        return False
    width = max(text_width(line, SMALL) for line in lines)
    return absent_span(scale)[0] + width < scale.x(_extent(row)[0]) - 10
