"""The slope chart: how far groups were apart then and now, each named where its line ends."""

from __future__ import annotations

from dataclasses import dataclass

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import block_height, text_width, wrapped
from vnrgen.charts.layout import Flag, flag_bottoms
from vnrgen.charts.look import LINK, MARGIN, MUTED, SMALL, TICK, VALUE, Sheet
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
from vnrgen.document.drawings import Line, Point, Slope

_HEIGHT = 150.0
_GAP = 12.0  # from an outer point, its whisker beside it, to its words
_LEADER = 6.0
_INSET = 3.0  # from the rule of a break to its words
_BREAK_SHARE = 0.3  # of the sheet, before words at a break wrap


@dataclass(frozen=True, slots=True)
class _Words:
    """Words at an end of a line: the name with the last value, or the first value."""

    lines: tuple[str, ...]
    style: Style

    @property
    def height(self) -> float:
        return block_height(self.lines, VALUE)

    @property
    def width(self) -> float:
        return max(text_width(line, VALUE, self.style.weight) for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where everything stands, in points from above and from the left."""

    plot: Plot
    axis_left: float
    title: tuple[str, ...]
    breaks: tuple[tuple[str, ...], ...]
    bottoms: tuple[float, ...]
    absent: tuple[str, ...]

    @property
    def height(self) -> float:
        return self.plot.bottom + TICK_BAND + block_height(self.absent, SMALL) + MARGIN


def draw(chart: Slope, direction: str, sheet: Sheet) -> Canvas:
    """Draw lines over time; values grow upwards and time to the right in every language."""
    layout = _layout(chart, sheet)
    plot = layout.plot
    canvas = Canvas(sheet.width, layout.height)
    draw_values(canvas, plot, layout.axis_left, plot.right + _GAP / 2, texts=True)
    _draw_breaks(canvas, layout)
    draw_moments(canvas, plot, ends_only=False, edges=(MARGIN, sheet.width - MARGIN))
    for order, line in enumerate(chart.lines):
        draw_line(canvas, plot, line, order, len(chart.lines))
    _draw_names(canvas, plot, chart.lines, sheet)
    _draw_starts(canvas, plot, chart.lines)
    rtl = direction == "rtl"
    edge, align = (sheet.width - MARGIN, "right") if rtl else (MARGIN, "left")
    middle = MARGIN + block_height(layout.title, TICK) / 2
    canvas.lines_of_words(edge, middle, layout.title, Style(TICK, MUTED), align=align)
    below = plot.bottom + TICK_BAND + block_height(layout.absent, SMALL) / 2
    canvas.lines_of_words(edge, below, layout.absent, Style(SMALL, MUTED), align=align)
    return canvas


def _layout(chart: Slope, sheet: Sheet) -> _Layout:
    names = [_name(line, point, sheet) for line in chart.lines if (point := _last(line))]
    starts = [_start(point) for line in chart.lines if (point := _first(line))]
    written = [m.break_before for m in chart.moments[1:] if m.break_before]
    breaks = tuple(wrapped(words, SMALL, sheet.width * _BREAK_SHARE) for words in written)
    axis_left = MARGIN + tick_column(chart.axis) + 5
    left = axis_left + max((words.width for words in starts), default=0.0) + _GAP + 4
    name_width = max((words.width for words in names), default=0.0)
    # Words at a break begin at its rule, somewhere in the plot: from its end they still must fit.
    beside = max((_break_width(words) for words in breaks), default=0.0)
    right = sheet.width - MARGIN - max(name_width + _GAP + _LEADER, beside)
    bottoms, head = _heads_of_breaks(Plot(chart.axis, chart.moments, left, right, 0, 0), breaks)
    room = sheet.width - 2 * MARGIN
    title = wrapped(chart.axis.title, TICK, room) if chart.axis.title else ()
    absent = wrapped(chart.absent, SMALL, room) if chart.absent else ()
    top = MARGIN + block_height(title, TICK) + head + (TICK if title or breaks else TICK / 2)
    asked = max(sum(words.height for words in names), sum(words.height for words in starts))
    bottom = top + max(_HEIGHT, asked + 12)
    plot = Plot(chart.axis, chart.moments, left, right, top, bottom)
    return _Layout(plot, axis_left, title, breaks, bottoms, absent)


def _break_width(words: tuple[str, ...]) -> float:
    return max(text_width(line, SMALL) for line in words) + _INSET


def _heads_of_breaks(
    across: Plot, breaks: tuple[tuple[str, ...], ...]
) -> tuple[tuple[float, ...], float]:
    """Return how high above the plot the words of each break hang, and the height of all."""
    flags = [
        Flag(x, _break_width(words), block_height(words, SMALL))
        for words, (_, x) in zip(breaks, breaks_of(across), strict=True)
    ]
    bottoms = tuple(flag_bottoms(flags, 4.0))
    tops = (bottom + flag.height for bottom, flag in zip(bottoms, flags, strict=True))
    return bottoms, max(tops, default=0.0)


def _last(line: Line) -> Point | None:
    return next((point for point in reversed(line.points) if point is not None), None)


def _first(line: Line) -> Point | None:
    """Return the first point of a line that begins with the first moment and goes on.

    The column before the plot stands at the first moment: a later value there would be misread.
    """
    goes_on = sum(point is not None for point in line.points) > 1
    return line.points[0] if goes_on else None


def _name(line: Line, point: Point, sheet: Sheet) -> _Words:
    """Return the name of a line with its last value, or alone where the line ends earlier.

    The column after the plot stands at the last moment: an earlier value there would be misread.
    """
    style = words_style(point)
    width = sheet.flag_width if not sheet.names_above else sheet.width / 3
    ends_last = bool(line.points) and line.points[-1] is not None
    text = f"{line.label} {point.text}" if ends_last else line.label
    return _Words(wrapped(text, VALUE, width, style.weight), style)


def _start(point: Point) -> _Words:
    return _Words((point.text,), words_style(point))


def _draw_breaks(canvas: Canvas, layout: _Layout) -> None:
    """Draw the rules of breaks, and beside the head of each why nothing joins its two sides."""
    tops = []
    base = layout.plot.top - TICK / 2
    for words, bottom, (_, x) in zip(
        layout.breaks, layout.bottoms, breaks_of(layout.plot), strict=True
    ):
        height = block_height(words, SMALL)
        tops.append(base - bottom - height)
        middle = base - bottom - height / 2
        canvas.lines_of_words(x + _INSET, middle, words, Style(SMALL, MUTED))
    draw_rules(canvas, layout.plot, tops)


def _draw_names(canvas: Canvas, plot: Plot, lines: tuple[Line, ...], sheet: Sheet) -> None:
    """Name each line at the right, with a leader from its last point."""
    ends = []
    for order, line in enumerate(lines):
        places = places_of(plot, line, order, len(lines))
        if places:
            ends.append((_name(line, places[-1][1], sheet), places[-1][2]))
    middles = spread(
        [place[1] for _, place in ends],
        [words.height for words, _ in ends],
        plot.top - TICK / 2,
        plot.bottom + TICK / 2,
    )
    start = plot.right + _GAP + _LEADER
    for (words, (x, y)), middle in zip(ends, middles, strict=True):
        canvas.line((x, y), (plot.right + _GAP, y), colour=LINK, width=0.5, layer=2)
        canvas.line((plot.right + _GAP, y), (start - 3, middle), colour=LINK, width=0.5, layer=2)
        canvas.lines_of_words(start, middle, words.lines, words.style)


def _draw_starts(canvas: Canvas, plot: Plot, lines: tuple[Line, ...]) -> None:
    """Set the value that each line begins with in a column before the plot."""
    starts = []
    for order, line in enumerate(lines):
        places = places_of(plot, line, order, len(lines))
        first = _first(line)
        if first is not None:
            starts.append((_start(first), places[0][2]))
    middles = spread(
        [place[1] for _, place in starts],
        [words.height for words, _ in starts],
        plot.top - TICK / 2,
        plot.bottom + TICK / 2,
    )
    edge = plot.left - _GAP
    for (words, (x, y)), middle in zip(starts, middles, strict=True):
        canvas.line((edge + 3, middle), (edge + 6, y), colour=LINK, width=0.5, layer=2)
        canvas.line((edge + 6, y), (x, y), colour=LINK, width=0.5, layer=2)
        canvas.words_on_paper(edge, middle, words.lines[0], words.style, -1)
