"""Bars from zero: one per group, with its interval, its value and the national line across."""

from __future__ import annotations

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import block_height, text_width, wrapped
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
    slots_of,
)
from vnrgen.charts.layout import Room, Scale
from vnrgen.charts.look import INK, LINE_HEIGHT, MARGIN, MUTED, PAPER, SMALL, VALUE, Sheet
from vnrgen.charts.marks import colour_of, draw_interval, words_style
from vnrgen.document.drawings import Axis, Bars, Emphasis, Point, Producer, Row
from vnrgen.document.language.scripts import BOLD

_THICK, _THIN = 9.0, 7.5
_PITCH, _TIGHT_PITCH = 17.0, 13.5
_MANY = 14  # rows from which bars stand closer
_VALUE_GAP = 4.0
_REFERENCE_GAP = 3.0
_CLEAR = 2.0  # from words to the line across, before the line leaves out their row
_STUB = 4.0  # of the line across: shorter pieces beside words would be taken for strokes of them
_REFERENCE_SHARE = 0.6  # of the plot, before the words at the line across wrap


def draw(chart: Bars, direction: str, sheet: Sheet) -> Canvas:
    """Draw horizontal bars; a row without a value keeps its place, with the words for why."""
    names = names_of(chart.rows, direction, sheet)
    scale = scale_for(chart.axis, names, _rooms(chart, names))
    heights = [_height(chart, names, index, scale) for index in range(len(chart.rows))]
    top = MARGIN + _reference_height(chart.reference, names)
    slots = slots_of(names, heights, top)
    bottom = slots[-1].bottom if slots else top
    canvas = Canvas(sheet.width, bottom + axis_height(chart.axis, scale) + MARGIN)
    draw_axis(canvas, scale, [(slot.top, slot.bottom) for slot in slots], bottom, rtl=names.rtl)
    if chart.reference is not None:
        line = scale.x(chart.reference.value)
        gaps = _words_at(line, chart.rows, scale, slots, rtl=names.rtl)
        _draw_reference(canvas, names, scale, chart.reference, slots, top, gaps)
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
        lines = _reference_lines(chart.reference, names)
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


def _reference_lines(point: Point, names: Names) -> tuple[str, ...]:
    left, right = names.plot_edges()
    width = (right - left) * _REFERENCE_SHARE
    return wrapped(f"{point.label} {point.text}", VALUE, width, BOLD)


def _reference_height(reference: Point | None, names: Names) -> float:
    if reference is None:
        return 0.0
    return block_height(_reference_lines(reference, names), VALUE) + 3


def _reference_side(axis: Axis, point: Point, names: Names) -> int:
    """Return on which side of the line its words stand: towards the middle of the axis."""
    middle = (axis.minimum + axis.maximum) / 2
    if point.value == middle:
        return -1 if names.rtl else 1
    return 1 if point.value < middle else -1


def _without(span: Span, gaps: list[Span]) -> list[Span]:
    """Return what is left of a span without the gaps in it, which come from above downwards."""
    start, end = span
    parts = []
    for upper, lower in gaps:
        if upper < end and lower > start:
            parts.append((start, upper))
            start = lower
    parts.append((start, end))
    return [(above, below) for above, below in parts if below - above >= _STUB]


def _words_at(
    line: float, rows: tuple[Row, ...], scale: Scale, slots: list[Slot], *, rtl: bool
) -> list[Span]:
    """Return the heights at which words stand that the line across would strike."""
    gaps = []
    reach = VALUE * LINE_HEIGHT / 2 + 1
    for row, slot in zip(rows, slots, strict=True):
        for point, middle in _middles(row, scale, slot):
            x, side = _value_place(scale, point)
            wide = text_width(point.text, VALUE, words_style(point).weight)
            if _meets(line, x, x + side * wide):
                gaps.append((middle - reach, middle + reach))
        if lines := absent_lines(row, scale):
            left, right = absent_span(scale)
            wide = max(text_width(words, SMALL) for words in lines)
            half = block_height(lines, SMALL) / 2 + 1
            if _meets(line, *((right - wide, right) if rtl else (left, left + wide))):
                middle = _absent_middle(row, slot)
                gaps.append((middle - half, middle + half))
    return gaps


def _meets(line: float, one: float, other: float) -> bool:
    return min(one, other) - _CLEAR < line < max(one, other) + _CLEAR


def _draw_reference(
    canvas: Canvas,
    names: Names,
    scale: Scale,
    point: Point,
    slots: list[Slot],
    top: float,
    gaps: list[Span],
) -> None:
    """Draw the line across, through no words: it leaves out the ``gaps`` in which they stand."""
    x = scale.x(point.value)
    lines = _reference_lines(point, names)
    height = block_height(lines, VALUE)
    spans = [(top - height - 2, top), *((slot.top, slot.bottom) for slot in slots)]
    free = [part for span in spans for part in _without(span, gaps)]
    canvas.lines([((x, start), (x, end)) for start, end in free], width=1.1, layer=3.5)
    side = _reference_side(scale.axis, point, names)
    style = Style(VALUE, INK, bold=True)
    place = x + side * _REFERENCE_GAP
    align = "left" if side > 0 else "right"
    canvas.lines_of_words(place, top - height / 2 - 2, lines, style, align=align)


def _draw_row(canvas: Canvas, names: Names, index: int, row: Row, scale: Scale, slot: Slot) -> None:
    strong = any(point.emphasis is Emphasis.BEHIND for point in row.points)
    draw_name(canvas, names, index, slot, strong=strong)
    lines = absent_lines(row, scale)
    thick = _THICK if len(names.lines) < _MANY else _THIN
    for point, middle in _middles(row, scale, slot):
        _draw_bar(canvas, scale, point, middle, thick)
    if lines:
        draw_absent(canvas, scale, lines, _absent_middle(row, slot), rtl=names.rtl)


def _absent_middle(row: Row, slot: Slot) -> float:
    """Return the middle of the words for absent values: below the bars, or on the row alone."""
    return slot.middle + len(row.points) * (_THICK + 2) / 2


def _middles(row: Row, scale: Scale, slot: Slot) -> list[tuple[Point, float]]:
    """Return the points of a row, each with the middle of its bar."""
    words = block_height(absent_lines(row, scale), SMALL) if row.points else 0.0
    first = slot.middle - words / 2 - (len(row.points) - 1) * (_THICK + 2) / 2
    return [(point, first + order * (_THICK + 2)) for order, point in enumerate(row.points)]


def _draw_bar(canvas: Canvas, scale: Scale, point: Point, middle: float, thick: float) -> None:
    zero, end = scale.x(0.0), scale.x(point.value)
    left, width = min(zero, end), abs(end - zero)
    if point.producer is Producer.CITIZEN or point.small:
        dashed = point.producer is Producer.CITIZEN
        top = middle - thick / 2 + 0.5
        canvas.box(left, top, width, thick - 1, fill=PAPER, edge=_outline(point), dashed=dashed)
    else:
        canvas.box(left, middle - thick / 2, width, thick, fill=colour_of(point))
    if point.lower is not None and point.upper is not None:
        # Within its own bar a whisker of the bar's colour would vanish, so it is always ink.
        draw_interval(canvas, scale.x(point.lower), scale.x(point.upper), middle, point.producer)
    _draw_value(canvas, scale, point, middle)


def _outline(point: Point) -> str:
    """Return the colour of an open bar: the grey of plain groups is too faint for a thin line."""
    return MUTED if point.emphasis is Emphasis.PLAIN else colour_of(point)


def _draw_value(canvas: Canvas, scale: Scale, point: Point, middle: float) -> None:
    x, side = _value_place(scale, point)
    canvas.words_on_paper(x, middle, point.text, words_style(point), side)  # over gridlines


def _value_place(scale: Scale, point: Point) -> tuple[float, int]:
    """Return where a value begins (side 1) or ends (side -1), and the side."""
    side = -1 if point.value < 0 else 1
    return scale.x(_end(point)) + side * _VALUE_GAP, side
