"""Official beside citizen figures, a row per group: filled circle, open diamond, and the words."""

from __future__ import annotations

from dataclasses import replace

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import block_height, text_width
from vnrgen.charts.frame import (
    Names,
    absent_lines,
    axis_height,
    draw_absent,
    draw_axis,
    draw_name,
    name_height,
    names_of,
    scale_for,
)
from vnrgen.charts.layout import Room, Scale
from vnrgen.charts.look import DEEP, LINK, MARGIN, SMALL, VALUE, WIDTH
from vnrgen.charts.marks import draw_interval, draw_mark
from vnrgen.document.drawings import Dumbbell, Emphasis, Point, Producer, Row
from vnrgen.document.scripts import BOLD

_PITCH = 21.0
_GAP = 7.5
_HALF_MARK = 4.5
_APART = 4.2  # official above and citizen below the middle, so that both intervals are seen


def draw(chart: Dumbbell, direction: str) -> Canvas:
    """Draw official and citizen figures on one axis; every value says who produced it."""
    names = names_of(chart.rows, direction)
    scale = scale_for(chart.axis, names, _rooms(chart))
    heights = [_height(names, index, row, scale) for index, row in enumerate(chart.rows)]
    body = sum(heights)
    canvas = Canvas(WIDTH, MARGIN + body + axis_height(chart.axis, scale) + MARGIN)
    draw_axis(canvas, scale, MARGIN, MARGIN + body, rtl=names.rtl)
    top = MARGIN
    for index in range(len(chart.rows)):
        _draw_row(canvas, chart, names, index, scale, top + heights[index] / 2)
        top += heights[index]
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


def _rooms(chart: Dumbbell) -> list[Room]:
    rooms = []
    for row in chart.rows:
        for point, side in _sides(row):
            wide = _GAP + text_width(_words(chart, point), VALUE, BOLD) + 1
            low, high = _extent(row)
            rooms.append(Room(low if side < 0 else high, *((wide, 0) if side < 0 else (0, wide))))
    return rooms


def _height(names: Names, index: int, row: Row, scale: Scale) -> float:
    lines = absent_lines(row, scale)
    words = block_height(lines, SMALL)
    pitch = max(_PITCH, words + 6) if _beside(row, scale, lines, rtl=names.rtl) else _PITCH + words
    return max(pitch, name_height(names, index) + 6)


def _draw_row(
    canvas: Canvas, chart: Dumbbell, names: Names, index: int, scale: Scale, middle: float
) -> None:
    row = chart.rows[index]
    strong = any(p.emphasis is Emphasis.BEHIND for p in row.points)
    draw_name(canvas, names, index, middle, strong=strong)
    lines = absent_lines(row, scale)
    is_beside = _beside(row, scale, lines, rtl=names.rtl)
    y = middle - (0 if is_beside else block_height(lines, SMALL) / 2)
    places = [(p, scale.x(p.value), y + offset) for p, offset in _offsets(row, scale)]
    if len(places) > 1:
        (_, x0, y0), (_, x1, y1) = places[0], places[-1]
        canvas.line((x0, y0), (x1, y1), colour=LINK, width=1.6, layer=2.5)
    for point, x, place in places:
        if point.lower is not None and point.upper is not None:
            ends = scale.x(point.lower), scale.x(point.upper)
            draw_interval(canvas, *ends, place, point.producer, DEEP)
        draw_mark(canvas, x, place, replace(point, emphasis=Emphasis.AHEAD))
    for point, side in _sides(row):
        low, high = _extent(row)
        x = scale.x(low if side < 0 else high) + side * _GAP
        canvas.words_on_paper(x, y, _words(chart, point), Style(VALUE, DEEP), side)
    if lines:
        below = 0.0 if is_beside else _PITCH / 2 - 4
        draw_absent(canvas, scale, lines, middle + below, rtl=names.rtl)


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
    return scale.left + 3 + width < scale.x(_extent(row)[0]) - 10
