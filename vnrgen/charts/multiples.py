"""Small multiples: a panel per group or place over the same time, on one axis, none left out."""

from __future__ import annotations

from dataclasses import dataclass

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import block_height, text_width, wrapped
from vnrgen.charts.look import INK, LABEL, LINK, MARGIN, MUTED, SMALL, TICK, VALUE, Sheet
from vnrgen.charts.marks import words_style
from vnrgen.charts.upright import (
    TICK_BAND,
    Plot,
    breaks_of,
    draw_line,
    draw_moments,
    draw_rules,
    draw_values,
    places_of,
    spread,
    tick_column,
)
from vnrgen.document.drawings import Emphasis, Line, Panel, SmallMultiples
from vnrgen.document.language.scripts import BOLD

_HEIGHT = 52.0
_GUTTER = 14.0
_BELOW = 12.0
_WORDS_GAP = 6.0
_HALF_TICK = 5.0  # ticks and marks reach so far beyond the plot
_SAMPLE = 16.0


@dataclass(frozen=True, slots=True)
class _Grid:
    """The panels' columns and what each panel keeps for its name and for its last values."""

    columns: int
    lefts: tuple[float, ...]
    width: float
    values: float


def draw(chart: SmallMultiples, direction: str, sheet: Sheet) -> Canvas:
    """Draw panels row by row, from the side on which the language begins."""
    rtl = direction == "rtl"
    grid = _grid(chart, sheet, rtl=rtl)
    head = _head_lines(chart, sheet)
    top = MARGIN + block_height(head, TICK) + (4 if head else 0)
    rows = [
        chart.panels[start : start + grid.columns]
        for start in range(0, len(chart.panels), grid.columns)
    ]
    heights = [max(_height(panel, grid) for panel in row) for row in rows]
    canvas = Canvas(sheet.width, top + sum(heights) + MARGIN)
    _draw_head(canvas, chart, head, rtl=rtl)
    for row, height in zip(rows, heights, strict=True):
        names = max(block_height(_name(panel, grid), LABEL) for panel in row)
        for index, panel in enumerate(row):
            column = grid.columns - 1 - index if rtl else index
            _draw_panel(canvas, chart, panel, grid, column, (top, names), rtl=rtl)
        top += height
    return canvas


def _grid(chart: SmallMultiples, sheet: Sheet, *, rtl: bool) -> _Grid:
    ticks = tick_column(chart.axis) + 5
    most = 2 if sheet.names_above else 3
    columns = max(1, min(most, len(chart.panels)))
    # With one or two panels, those keep the size that panels have elsewhere.
    room = sheet.width - 2 * MARGIN - ticks
    width = (room - _GUTTER * (most - 1)) / most
    step = width + _GUTTER
    first = MARGIN + ticks
    if rtl and columns < most:
        first = sheet.width - MARGIN - columns * width - (columns - 1) * _GUTTER
    lefts = tuple(first + step * index for index in range(columns))
    texts = [
        text_width(point.text, VALUE, BOLD)
        for panel in chart.panels
        for line in _lines(chart, panel)
        for point in line.points
        if point is not None
    ]
    return _Grid(columns, lefts, width, max(texts, default=0.0) + _WORDS_GAP)


def _lines(chart: SmallMultiples, panel: Panel) -> tuple[Line, ...]:
    return panel.lines if chart.reference is None else (chart.reference, *panel.lines)


def _name(panel: Panel, grid: _Grid) -> tuple[str, ...]:
    return wrapped(panel.label, LABEL, grid.width, BOLD)


def _absent(panel: Panel, grid: _Grid) -> tuple[str, ...]:
    return wrapped(panel.absent, SMALL, grid.width) if panel.absent else ()


def _height(panel: Panel, grid: _Grid) -> float:
    words = block_height(_name(panel, grid), LABEL) + block_height(_absent(panel, grid), SMALL)
    return words + _HALF_TICK * 2 + _HEIGHT + TICK_BAND + _BELOW


def _head_lines(chart: SmallMultiples, sheet: Sheet) -> tuple[str, ...]:
    """Return what stands above the panels: the name of the reference, then that of the axis."""
    room = sheet.width - 2 * MARGIN
    reference = chart.reference
    named = wrapped(reference.label, TICK, room - _SAMPLE - 4) if reference is not None else ()
    titled = wrapped(chart.axis.title, TICK, room) if chart.axis.title else ()
    return (*named, *titled)


def _draw_head(canvas: Canvas, chart: SmallMultiples, head: tuple[str, ...], *, rtl: bool) -> None:
    side = -1 if rtl else 1
    edge, align = (canvas.width - MARGIN, "right") if rtl else (MARGIN, "left")
    step = block_height(("",), TICK)
    named = 0
    if chart.reference is not None:
        room = canvas.width - 2 * MARGIN - _SAMPLE - 4
        named = len(wrapped(chart.reference.label, TICK, room))
        y = MARGIN + step / 2
        canvas.line((edge, y), (edge + side * _SAMPLE, y), colour=INK, width=1.1)
        canvas.mark(edge + side * _SAMPLE / 2, y, "s", 3.2, fill=INK, edge=INK)
    for index, line in enumerate(head):
        inset = side * (_SAMPLE + 4) if index < named else 0.0
        style = Style(TICK, INK if index < named else MUTED)
        canvas.words(edge + inset, MARGIN + (index + 0.5) * step, line, style, align=align)


def _draw_panel(
    canvas: Canvas,
    chart: SmallMultiples,
    panel: Panel,
    grid: _Grid,
    column: int,
    place: tuple[float, float],
    *,
    rtl: bool,
) -> None:
    top, names = place
    left = grid.lefts[column]
    right = left + grid.width
    edge, align = (right, "right") if rtl else (left, "left")
    lines = _name(panel, grid)
    strong = any(line.emphasis is Emphasis.BEHIND for line in panel.lines)
    style = Style(LABEL, INK, bold=strong)
    canvas.lines_of_words(
        edge, top + names - block_height(lines, LABEL) / 2, lines, style, align=align
    )
    start = top + names + _HALF_TICK
    inside = left + _HALF_TICK, right - grid.values - _HALF_TICK
    plot = Plot(chart.axis, chart.moments, *inside, start, start + _HEIGHT)
    draw_values(canvas, plot, left, plot.right + _HALF_TICK, texts=column == 0)
    draw_rules(canvas, plot, [plot.top] * len(breaks_of(plot)))
    draw_moments(canvas, plot, ends_only=True, edges=(left, right))
    every = _lines(chart, panel)
    for order, line in enumerate(every):
        draw_line(canvas, plot, line, order, len(every))
    _draw_last(canvas, plot, every)
    absent = _absent(panel, grid)
    below = plot.bottom + TICK_BAND + block_height(absent, SMALL) / 2
    canvas.lines_of_words(edge, below, absent, Style(SMALL, MUTED), align=align)


def _draw_last(canvas: Canvas, plot: Plot, lines: tuple[Line, ...]) -> None:
    """Set the last value of each line beside it, clear of the others.

    A line that ends before the last moment has none: an earlier value there would be misread.
    """
    ends = []
    for order, line in enumerate(lines):
        places = places_of(plot, line, order, len(lines))
        if places and places[-1][0] == len(plot.moments) - 1:
            ends.append((places[-1][1], places[-1][2]))
    height = VALUE * 1.05
    middles = spread(
        [place[1] for _, place in ends],
        [height] * len(ends),
        plot.top - _HALF_TICK,
        plot.bottom + _HALF_TICK,
    )
    start = plot.right + _HALF_TICK + _WORDS_GAP
    for (point, (x, y)), middle in zip(ends, middles, strict=True):
        elbow = plot.right + _HALF_TICK
        canvas.line((x, y), (elbow, y), colour=LINK, width=0.5, layer=2)
        canvas.line((elbow, y), (start - 1, middle), colour=LINK, width=0.5, layer=2)
        canvas.words(start, middle, point.text, words_style(point))
