"""The equiplot: a row per period, a point per group, and the distance between them as the news."""

from __future__ import annotations

from dataclasses import dataclass

from vnrgen.charts.canvas import Canvas
from vnrgen.charts.fonts import block_height, text_width, wrapped
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
from vnrgen.charts.layout import Flag, Room, Scale, flag_bottoms
from vnrgen.charts.look import FLAG_WIDTH, LINK, MARGIN, SMALL, VALUE, WIDTH
from vnrgen.charts.marks import draw_mark, words_style
from vnrgen.document.drawings import Emphasis, Equiplot, Point, Row
from vnrgen.document.scripts import BOLD

_POLE = 7.0  # from the middle of a point to the lowest direct label
_FLAG_GAP = 5.0
_FLAG_INSET = 3.0
_RULE_GAP = 6.0  # around the rule where the series breaks
_END_GAP = 9.0  # from the middle of an outer point to its value


def draw(chart: Equiplot, direction: str) -> Canvas:
    """Draw an equiplot. Each group is named where it first appears, reading from the top."""
    names = names_of(chart.rows, direction)
    named = _first_appearances(chart.rows)
    scale = scale_for(chart.axis, names, _rooms(chart.rows, named, rtl=names.rtl))
    bands = tuple(
        _Band.of(row, named[index], names, index, scale) for index, row in enumerate(chart.rows)
    )
    body = sum(band.height for band in bands)
    height = MARGIN + body + axis_height(chart.axis, scale) + MARGIN
    canvas = Canvas(WIDTH, height)
    # Gridlines begin below the direct labels of the first row, so that none runs through a word.
    start = MARGIN + (bands[0].above - bands[0].half if bands else 0.0)
    draw_axis(canvas, scale, start, MARGIN + body, rtl=names.rtl)
    shapes = _shape_order(chart.rows)
    top = MARGIN
    for index, band in enumerate(bands):
        _draw_row(canvas, names, index, band, scale, top, shapes)
        top += band.height
    return canvas


def _first_appearances(rows: tuple[Row, ...]) -> tuple[tuple[Point, ...], ...]:
    seen: set[str] = set()
    found = []
    for row in rows:
        new = tuple(point for point in row.points if point.label not in seen)
        seen.update(point.label for point in new)
        found.append(new)
    return tuple(found)


def _shape_order(rows: tuple[Row, ...]) -> dict[str, int]:
    plain = [p.label for row in rows for p in row.points if p.emphasis is Emphasis.PLAIN]
    return {label: index for index, label in enumerate(dict.fromkeys(plain))}


def _flag_lines(point: Point) -> tuple[str, ...]:
    weight = words_style(point).weight
    return wrapped(f"{point.label} {point.text}", VALUE, FLAG_WIDTH, weight)


def _flag_width(point: Point) -> float:
    style = words_style(point)
    lines = _flag_lines(point)
    return _FLAG_INSET + max(text_width(line, style.size, style.weight) for line in lines)


def _rooms(rows: tuple[Row, ...], named: tuple[tuple[Point, ...], ...], *, rtl: bool) -> list[Room]:
    rooms = [Room(point.value, 8, 8) for row in rows for point in row.points]
    for row, new in zip(rows, named, strict=True):
        for point in new:
            wide = _flag_width(point) + 1
            rooms.append(Room(point.value, wide if rtl else 8, 8 if rtl else wide))
        for point, side in _ends(row, new):
            wide = _END_GAP + text_width(point.text, VALUE, BOLD)
            extreme = _outermost(row, side)
            rooms.append(Room(extreme, wide if side < 0 else 0, wide if side > 0 else 0))
    return rooms


def _ends(row: Row, new: tuple[Point, ...]) -> list[tuple[Point, int]]:
    """Return the lowest (-1) and highest (1) point of a row that is not named in full there."""
    groups = [p for p in row.points if p.emphasis is not Emphasis.NATIONAL]
    if not groups:
        return []
    low = min(groups, key=lambda p: p.value)
    high = max(groups, key=lambda p: p.value)
    ends = [(high, 1)] if low is high else [(low, -1), (high, 1)]
    return [(point, side) for point, side in ends if point not in new]


def _outermost(row: Row, side: int) -> float:
    values = [point.value for point in row.points]
    return max(values) if side > 0 else min(values)


@dataclass(frozen=True, slots=True)
class _Band:
    """One row with its direct labels above and its words for absent values below."""

    row: Row
    new: tuple[Point, ...]
    bottoms: tuple[float, ...]
    half: float
    above: float
    below: float
    absent: tuple[str, ...]
    apart: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        return self.above + self.below

    @classmethod
    def of(cls, row: Row, new: tuple[Point, ...], names: Names, index: int, scale: Scale) -> _Band:
        flags = [
            Flag(scale.x(p.value), _flag_width(p), block_height(_flag_lines(p), VALUE)) for p in new
        ]
        bottoms = flag_bottoms(flags, _FLAG_GAP, leftwards=names.rtl)
        tops = [bottom + flag.height for bottom, flag in zip(bottoms, flags, strict=True)]
        half = max(11.0, name_height(names, index) / 2 + 3)
        words = row.break_above
        apart = wrapped(words, SMALL, scale.right - scale.left - 6) if words else ()
        room = _RULE_GAP + block_height(apart, SMALL) if words else 0.0
        above = max(half, _POLE + max(tops, default=0.0) + 3) + room
        absent = absent_lines(row, scale)
        below = half + (block_height(absent, SMALL) if row.points else 0.0)
        return cls(row, new, tuple(bottoms), half, above, below, absent, apart)


def _draw_row(
    canvas: Canvas,
    names: Names,
    index: int,
    band: _Band,
    scale: Scale,
    top: float,
    shapes: dict[str, int],
) -> None:
    middle = top + band.above
    if band.apart:
        _draw_break(canvas, band.apart, scale, top, rtl=names.rtl)
    draw_name(canvas, names, index, middle, strong=index == 0)
    groups = [p.value for p in band.row.points if p.emphasis is not Emphasis.NATIONAL]
    if groups:
        start, end = scale.x(min(groups)), scale.x(max(groups))
        canvas.line((start, middle), (end, middle), colour=LINK, width=1.6, layer=3)
    for point in band.row.points:
        draw_mark(canvas, scale.x(point.value), middle, point, shapes.get(point.label, 0))
    for point, side in _ends(band.row, band.new):
        x = scale.x(_outermost(band.row, side)) + side * _END_GAP
        canvas.words_on_paper(x, middle, point.text, words_style(point), side)
    for point, bottom in zip(band.new, band.bottoms, strict=True):
        _draw_flag(canvas, scale.x(point.value), middle, bottom, point, rtl=names.rtl)
    if band.absent:
        offset = band.below - block_height(band.absent, SMALL) / 2 - 2
        place = middle + (offset if band.row.points else 0.0)
        draw_absent(canvas, scale, band.absent, place, rtl=names.rtl)


def _draw_break(
    canvas: Canvas, lines: tuple[str, ...], scale: Scale, top: float, *, rtl: bool
) -> None:
    """Draw a faint rule across the whole chart, and under it why the rows are kept apart."""
    rule = top + _RULE_GAP / 2
    canvas.line((MARGIN, rule), (WIDTH - MARGIN, rule), colour=LINK, width=0.6, dashes=(1, 2))
    middle = top + _RULE_GAP + block_height(lines, SMALL) / 2
    draw_absent(canvas, scale, lines, middle, rtl=rtl)


def _draw_flag(
    canvas: Canvas, x: float, middle: float, bottom: float, point: Point, *, rtl: bool
) -> None:
    lines = _flag_lines(point)
    height = block_height(lines, VALUE)
    base = middle - _POLE - bottom
    canvas.line((x, base - height + 1.5), (x, middle), colour=LINK, width=0.5, layer=2)
    side, align = (-1, "right") if rtl else (1, "left")
    place = x + side * _FLAG_INSET
    canvas.lines_of_words(place, base - height / 2, lines, words_style(point), align=align)
