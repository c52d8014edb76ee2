"""The equiplot: a row per period, a point per group, and the distance between them as the news."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

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
)
from vnrgen.charts.layout import Flag, Label, Room, Scale, flag_bottoms
from vnrgen.charts.look import LINK, MARGIN, MUTED, SMALL, VALUE, Sheet
from vnrgen.charts.marks import draw_mark, words_style
from vnrgen.document.drawings import Emphasis, Equiplot, Point, Row

_POLE = 7.0  # from the middle of a point to the lowest direct label
_FLAG_GAP = 5.0
_FLAG_INSET = 3.0
_RULE_GAP = 6.0  # around the rule where the series breaks
_END_GAP = 9.0  # from the middle of an outer point to its value


def draw(chart: Equiplot, direction: str, sheet: Sheet) -> Canvas:
    """Draw an equiplot. Each group is named where it first appears, reading from the top."""
    names = names_of(chart.rows, direction, sheet)
    named = _first_appearances(chart.rows)
    side, scale = _side_and_scale(chart, named, names)
    bands = tuple(
        _Band.of(row, named[index], names, index, scale, side)
        for index, row in enumerate(chart.rows)
    )
    tops = list(accumulate((band.height for band in bands), initial=MARGIN))
    canvas = Canvas(sheet.width, tops[-1] + axis_height(chart.axis, scale) + MARGIN)
    # Lines run through the rows only: above are direct labels, below words for absent values.
    spans = [band.marks_span(top) for band, top in zip(bands, tops, strict=False)]
    draw_axis(canvas, scale, spans, tops[-1], rtl=names.rtl)
    shapes = _shape_order(chart.rows)
    for index, band in enumerate(bands):
        _draw_row(canvas, names, index, band, scale, tops[index], shapes)
    return canvas


def _side_and_scale(
    chart: Equiplot, named: tuple[tuple[Point, ...], ...], names: Names
) -> tuple[int, Scale]:
    """Return to which side of their poles labels fly (1: right), and the scale with room for them.

    Labels fly as the language is read; on a narrow sheet, to the side that leaves more plot.
    """
    usual = -1 if names.rtl else 1
    sides = (usual, -usual) if names.sheet.names_above else (usual,)
    scales = [
        (side, scale_for(chart.axis, names, _rooms(chart.rows, named, names.sheet, side)))
        for side in sides
    ]
    return max(scales, key=lambda found: round(found[1].right - found[1].left))


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


def _flag_lines(point: Point, sheet: Sheet) -> tuple[str, ...]:
    weight = words_style(point).weight
    return wrapped(f"{point.label} {point.text}", VALUE, sheet.flag_width, weight)


def _flag_width(point: Point, sheet: Sheet) -> float:
    style = words_style(point)
    lines = _flag_lines(point, sheet)
    return _FLAG_INSET + max(text_width(line, style.size, style.weight) for line in lines)


def _rooms(
    rows: tuple[Row, ...], named: tuple[tuple[Point, ...], ...], sheet: Sheet, side: int
) -> list[Room | Label]:
    rooms: list[Room | Label] = [Room(point.value, 8, 8) for row in rows for point in row.points]
    for row, new in zip(rows, named, strict=True):
        for point in new:
            wide = _flag_width(point, sheet) + 1
            rooms.append(Room(point.value, *((wide, 8) if side < 0 else (8, wide))))
        rooms.extend(_end_label(row, point, side) for point, side in _ends(row, new))
    return rooms


def _end_label(row: Row, point: Point, side: int) -> Label:
    style = words_style(point)
    width = text_width(point.text, style.size, style.weight)
    return Label(_outermost(row, side), side, _END_GAP, width)


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
    apart: tuple[str, ...]
    before_name: float
    side: int

    @property
    def height(self) -> float:
        return self.above + self.below

    def marks_span(self, top: float) -> tuple[float, float]:
        """Return from where to where no words stand, for a band that begins at ``top``."""
        middle = top + self.above
        return middle - (min(self.half, _POLE) if self.new else self.half), middle + self.half

    @classmethod
    def of(
        cls,
        row: Row,
        new: tuple[Point, ...],
        names: Names,
        index: int,
        scale: Scale,
        side: int,
    ) -> _Band:
        lines = [_flag_lines(point, names.sheet) for point in new]
        flags = [
            Flag(scale.x(p.value), _flag_width(p, names.sheet), block_height(words, VALUE))
            for p, words in zip(new, lines, strict=True)
        ]
        bottoms = flag_bottoms(flags, _FLAG_GAP, leftwards=side < 0)
        tops = [bottom + flag.height for bottom, flag in zip(bottoms, flags, strict=True)]
        half = max(11.0, names.beside(index) / 2 + 3)
        words = row.break_above
        apart = wrapped(words, SMALL, scale.right - scale.left - 6) if words else ()
        room = _RULE_GAP + block_height(apart, SMALL) if words else 0.0
        over = room + names.above(index)
        above = max(half, _POLE + max(tops, default=0.0) + 3) + over
        absent = absent_lines(row, scale)
        below = half + (block_height(absent, SMALL) if row.points else 0.0)
        return cls(row, new, tuple(bottoms), half, above, below, absent, apart, room, side)


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
        _draw_break(canvas, names, band.apart, scale, top)
    slot = Slot(top + band.before_name, middle - band.half, middle + band.half)
    draw_name(canvas, names, index, slot, strong=index == 0)
    groups = [p.value for p in band.row.points if p.emphasis is not Emphasis.NATIONAL]
    if groups:
        start, end = scale.x(min(groups)), scale.x(max(groups))
        canvas.line((start, middle), (end, middle), colour=LINK, width=1.6, layer=3)
    for point in band.row.points:
        draw_mark(canvas, scale.x(point.value), middle, point, shapes.get(point.label, 0))
    for point, side in _ends(band.row, band.new):
        label = _end_label(band.row, point, side)
        x = scale.beside(label.value, side, label.gap, label.width)
        canvas.words_on_paper(x, middle, point.text, words_style(point), side)
    for point, bottom in zip(band.new, band.bottoms, strict=True):
        _draw_flag(canvas, names.sheet, band.side, (scale.x(point.value), middle), bottom, point)
    if band.absent:
        offset = band.below - block_height(band.absent, SMALL) / 2 - 2
        place = middle + (offset if band.row.points else 0.0)
        draw_absent(canvas, scale, band.absent, place, rtl=names.rtl)


def _draw_break(
    canvas: Canvas, names: Names, lines: tuple[str, ...], scale: Scale, top: float
) -> None:
    """Draw a faint rule across the whole chart, and under it why the rows are kept apart."""
    rule = top + _RULE_GAP / 2
    end = canvas.width - MARGIN
    canvas.line((MARGIN, rule), (end, rule), colour=LINK, width=0.6, dashes=(1, 2))
    middle = top + _RULE_GAP + block_height(lines, SMALL) / 2
    x = scale.right - 3 if names.rtl else scale.left + 3
    canvas.lines_of_words(x, middle, lines, Style(SMALL, MUTED), align=names.align)


def _draw_flag(
    canvas: Canvas,
    sheet: Sheet,
    side: int,
    place: tuple[float, float],
    bottom: float,
    point: Point,
) -> None:
    x, middle = place
    lines = _flag_lines(point, sheet)
    height = block_height(lines, VALUE)
    base = middle - _POLE - bottom
    canvas.line((x, base - height + 1.5), (x, middle), colour=LINK, width=0.5, layer=2)
    align = "left" if side > 0 else "right"
    start = x + side * _FLAG_INSET
    canvas.lines_of_words(start, base - height / 2, lines, words_style(point), align=align)
