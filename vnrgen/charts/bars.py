"""Bars from zero: one per group, with its interval, its value and the national line across."""

from __future__ import annotations

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import block_height, text_width, wrapped
from vnrgen.charts.frame import (
    Names,
    Slot,
    absent_lines,
    axis_height,
    draw_absent,
    draw_axis,
    draw_name,
    names_of,
    scale_for,
    slots_of,
)
from vnrgen.charts.layout import Room, Scale
from vnrgen.charts.look import INK, MARGIN, PAPER, SMALL, VALUE, Sheet
from vnrgen.charts.marks import colour_of, draw_interval, words_style
from vnrgen.document.drawings import Axis, Bars, Emphasis, Point, Producer, Row
from vnrgen.document.scripts import BOLD

_THICK, _THIN = 9.0, 7.5
_PITCH, _TIGHT_PITCH = 17.0, 13.5
_MANY = 14  # rows from which bars stand closer
_VALUE_GAP = 4.0
_REFERENCE_GAP = 3.0
_REFERENCE_SHARE = 0.4  # of the sheet, before the words at the line across wrap


def draw(chart: Bars, direction: str, sheet: Sheet) -> Canvas:
    """Draw horizontal bars; a row without a value keeps its place, with the words for why."""
    names = names_of(chart.rows, direction, sheet)
    scale = scale_for(chart.axis, names, _rooms(chart, names))
    heights = [_height(chart, names, index, scale) for index in range(len(chart.rows))]
    top = MARGIN + _reference_height(chart.reference, sheet)
    slots = slots_of(names, heights, top)
    bottom = slots[-1].bottom if slots else top
    canvas = Canvas(sheet.width, bottom + axis_height(chart.axis, scale) + MARGIN)
    draw_axis(canvas, scale, [(slot.top, slot.bottom) for slot in slots], bottom, rtl=names.rtl)
    if chart.reference is not None:
        _draw_reference(canvas, names, scale, chart.reference, slots, top)
    for index, row in enumerate(chart.rows):
        _draw_row(canvas, names, index, row, scale, slots[index])
    return canvas


def _rooms(chart: Bars, names: Names) -> list[Room]:
    rooms = []
    for row in chart.rows:
        for point in row.points:
            wide = _VALUE_GAP + text_width(point.text, VALUE, BOLD) + 1
            is_negative = point.value < 0
            place = _end(point)
            rooms.append(Room(place, wide if is_negative else 0, 0 if is_negative else wide))
            rooms.extend(Room(v, 1, 1) for v in (point.lower, point.upper) if v is not None)
    if chart.reference is not None:
        lines = _reference_lines(chart.reference, names.sheet)
        wide = _REFERENCE_GAP + 1 + max(text_width(line, VALUE, BOLD) for line in lines)
        left = _reference_side(chart.axis, chart.reference, names) < 0
        rooms.append(Room(chart.reference.value, wide if left else 1, 1 if left else wide))
    return rooms


def _end(point: Point) -> float:
    """Return where a bar and its interval end, on the side away from zero."""
    if point.value < 0:
        return min(point.value, point.value if point.lower is None else point.lower)
    return max(point.value, point.value if point.upper is None else point.upper)


def _height(chart: Bars, names: Names, index: int, scale: Scale) -> float:
    row = chart.rows[index]
    pitch = _PITCH if len(chart.rows) < _MANY else _TIGHT_PITCH
    bars = max(1, len(row.points)) * (_THICK + 2) + (pitch - _THICK - 2)
    words = block_height(absent_lines(row, scale), SMALL)
    if row.points:
        bars += words
    return max(bars, words + 3, names.beside(index) + 4)


def _reference_lines(point: Point, sheet: Sheet) -> tuple[str, ...]:
    width = sheet.width * _REFERENCE_SHARE
    return wrapped(f"{point.label} {point.text}", VALUE, width, BOLD)


def _reference_height(reference: Point | None, sheet: Sheet) -> float:
    if reference is None:
        return 0.0
    return block_height(_reference_lines(reference, sheet), VALUE) + 3


def _reference_side(axis: Axis, point: Point, names: Names) -> int:
    """Return on which side of the line its words stand: towards the middle of the axis."""
    middle = (axis.minimum + axis.maximum) / 2
    if point.value == middle:
        return -1 if names.rtl else 1
    return 1 if point.value < middle else -1


def _draw_reference(
    canvas: Canvas, names: Names, scale: Scale, point: Point, slots: list[Slot], top: float
) -> None:
    x = scale.x(point.value)
    lines = _reference_lines(point, names.sheet)
    height = block_height(lines, VALUE)
    segments = [((x, top - height - 2), (x, top)), *(((x, s.top), (x, s.bottom)) for s in slots)]
    canvas.lines(segments, width=1.1, layer=3.5)
    side = _reference_side(scale.axis, point, names)
    style = Style(VALUE, INK, bold=True)
    place = x + side * _REFERENCE_GAP
    align = "left" if side > 0 else "right"
    canvas.lines_of_words(place, top - height / 2 - 2, lines, style, align=align)


def _draw_row(canvas: Canvas, names: Names, index: int, row: Row, scale: Scale, slot: Slot) -> None:
    strong = any(point.emphasis is Emphasis.BEHIND for point in row.points)
    draw_name(canvas, names, index, slot, strong=strong)
    lines = absent_lines(row, scale)
    words = block_height(lines, SMALL) if row.points else 0.0
    first = slot.middle - words / 2 - (len(row.points) - 1) * (_THICK + 2) / 2
    thick = _THICK if len(names.lines) < _MANY else _THIN
    for order, point in enumerate(row.points):
        _draw_bar(canvas, scale, point, first + order * (_THICK + 2), thick)
    if lines:
        below = len(row.points) * (_THICK + 2) / 2
        place = slot.middle + (below if row.points else 0)
        draw_absent(canvas, scale, lines, place, rtl=names.rtl)


def _draw_bar(canvas: Canvas, scale: Scale, point: Point, middle: float, thick: float) -> None:
    zero, end = scale.x(0.0), scale.x(point.value)
    left, width = min(zero, end), abs(end - zero)
    colour = colour_of(point)
    if point.producer is Producer.CITIZEN or point.small:
        dashed = point.producer is Producer.CITIZEN
        top = middle - thick / 2 + 0.5
        canvas.box(left, top, width, thick - 1, fill=PAPER, edge=colour, dashed=dashed)
    else:
        canvas.box(left, middle - thick / 2, width, thick, fill=colour)
    if point.lower is not None and point.upper is not None:
        # Within its own bar a whisker of the bar's colour would vanish, so it is always ink.
        draw_interval(canvas, scale.x(point.lower), scale.x(point.upper), middle, point.producer)
    _draw_value(canvas, scale, point, middle)


def _draw_value(canvas: Canvas, scale: Scale, point: Point, middle: float) -> None:
    side = -1 if point.value < 0 else 1
    x = scale.x(_end(point)) + side * _VALUE_GAP
    canvas.words_on_paper(x, middle, point.text, words_style(point), side)  # above the line across
