"""What every chart has around its marks: names of rows, the value axis, faint gridlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import block_height, text_width, wrapped
from vnrgen.charts.layout import Room, Scale, scale_with_room
from vnrgen.charts.look import (
    FAINT,
    INK,
    LABEL,
    MARGIN,
    MUTED,
    ROW_LABEL_SHARE,
    SMALL,
    TICK,
    WIDTH,
)
from vnrgen.document.drawings import Axis, Row, Tick
from vnrgen.document.scripts import BOLD

_LABEL_GAP = 8.0
_TICK_BAND = 15.0
_TITLE_LINE = TICK * 1.3


@dataclass(frozen=True, slots=True)
class Names:
    """The wrapped names of the rows and the column they stand in."""

    lines: tuple[tuple[str, ...], ...]
    width: float
    rtl: bool

    @property
    def edge(self) -> float:
        """The x at which names are anchored: the outer side of their column."""
        return WIDTH - MARGIN if self.rtl else MARGIN

    @property
    def align(self) -> str:
        """How names are aligned to their edge."""
        return "right" if self.rtl else "left"

    def plot_edges(self) -> tuple[float, float]:
        """Return the left and right edge of what the plot and its labels may use."""
        taken = MARGIN + self.width + (_LABEL_GAP if self.width else 0.0)
        return (MARGIN, WIDTH - taken) if self.rtl else (taken, WIDTH - MARGIN)


def names_of(rows: Sequence[Row], direction: str) -> Names:
    """Wrap the names of rows and measure their column, as bold as they may be drawn."""
    lines = tuple(wrapped(row.label, LABEL, WIDTH * ROW_LABEL_SHARE, BOLD) for row in rows)
    width = max((text_width(line, LABEL, BOLD) for ls in lines for line in ls), default=0.0)
    return Names(lines, width, direction == "rtl")


def scale_for(axis: Axis, names: Names, rooms: Sequence[Room]) -> Scale:
    """Return the value scale beside the names, with room for the labels of values and ticks."""
    left, right = names.plot_edges()
    ticks = [
        Room(tick.value, half, half)
        for tick in axis.ticks
        for half in [text_width(tick.text, TICK) / 2]
    ]
    return scale_with_room(axis, left, right, [*rooms, *ticks])


def axis_height(axis: Axis, scale: Scale) -> float:
    """Return the height that ticks and the title of the axis take below the plot."""
    return _TICK_BAND + len(_title_lines(axis, scale)) * _TITLE_LINE + 1.0


def _title_lines(axis: Axis, scale: Scale) -> tuple[str, ...]:
    return wrapped(axis.title, TICK, scale.right - scale.left) if axis.title else ()


def draw_axis(canvas: Canvas, scale: Scale, top: float, bottom: float, *, rtl: bool) -> None:
    """Draw gridlines from ``top`` to ``bottom``, tick texts and the title below."""
    for tick in _legible(scale):
        x = scale.x(tick.value)
        is_zero = tick.value == 0
        colour, width = (MUTED, 0.8) if is_zero else (FAINT, 0.6)
        canvas.line((x, top), (x, bottom), colour=colour, width=width, layer=1.5 if is_zero else 1)
        canvas.words(x, bottom + 8, tick.text, Style(TICK, MUTED), align="center")
    style = Style(TICK, MUTED)
    for index, line in enumerate(_title_lines(scale.axis, scale)):
        middle = bottom + _TICK_BAND + (index + 0.5) * _TITLE_LINE
        x, align = (scale.right, "right") if rtl else (scale.left, "left")
        canvas.words(x, middle, line, style, align=align)


def _legible(scale: Scale) -> list[Tick]:
    """Leave out every other tick (then more) until their texts keep clear of each other."""
    ticks = list(scale.axis.ticks)
    for step in range(1, len(ticks) + 1):
        kept = ticks[::step]
        pairs = pairwise(kept)
        if all(
            scale.x(b.value) - scale.x(a.value)
            > (text_width(a.text, TICK) + text_width(b.text, TICK)) / 2 + 6
            for a, b in pairs
        ):
            return kept
    return ticks[:1]


def draw_name(canvas: Canvas, names: Names, index: int, middle: float, *, strong: bool) -> None:
    """Set the name of a row beside the plot, centred on ``middle``."""
    style = Style(LABEL, INK, bold=strong)
    canvas.lines_of_words(names.edge, middle, names.lines[index], style, align=names.align)


def name_height(names: Names, index: int) -> float:
    """Return the height of a row's name, in points."""
    return block_height(names.lines[index], LABEL)


def absent_lines(row: Row, scale: Scale) -> tuple[str, ...]:
    """Return the words of a row for values that are absent, wrapped to the plot."""
    return wrapped(row.absent, SMALL, scale.right - scale.left - 6) if row.absent else ()


def draw_absent(
    canvas: Canvas, scale: Scale, lines: tuple[str, ...], middle: float, *, rtl: bool
) -> None:
    """Set the words for absent values where the marks would begin."""
    x, align = (scale.right - 3, "right") if rtl else (scale.left + 3, "left")
    canvas.lines_of_words(x, middle, lines, Style(SMALL, MUTED), align=align)
