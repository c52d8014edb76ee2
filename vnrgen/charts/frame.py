"""What every chart has around its marks: names of rows, the value axis, faint gridlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import block_height, text_width, wrapped
from vnrgen.charts.layout import Label, Room, Scale, scale_with_room
from vnrgen.charts.look import (
    FAINT,
    INK,
    LABEL,
    LINE_HEIGHT,
    MARGIN,
    MUTED,
    PAPER,
    SMALL,
    TICK,
    Sheet,
)
from vnrgen.document.drawings import Axis, Row, Tick
from vnrgen.document.language.scripts import BOLD

_LABEL_GAP = 8.0
_NAME_GAP = 0.5  # from a name above its row down to the row
_NAME_SPACE = 4.0  # above such a name, so that it is read with what is below it
_TICK_BAND = 15.0
_TITLE_LINE = TICK * 1.3
_ABSENT_INSET = 4.0

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Names:
    """The wrapped names of the rows, and where they stand on the sheet."""

    lines: tuple[tuple[str, ...], ...]
    width: float
    sheet: Sheet
    rtl: bool

    @property
    def edge(self) -> float:
        """The x at which names are anchored: the outer side of the sheet."""
        return self.sheet.width - MARGIN if self.rtl else MARGIN

    @property
    def align(self) -> str:
        """How names are aligned to their edge."""
        return "right" if self.rtl else "left"

    def plot_edges(self) -> Span:
        """Return the left and right edge of what the plot and its labels may use."""
        if self.sheet.names_above:
            return MARGIN, self.sheet.width - MARGIN
        taken = MARGIN + self.width + (_LABEL_GAP if self.width else 0.0)
        if self.rtl:
            return MARGIN, self.sheet.width - taken
        return taken, self.sheet.width - MARGIN

    def above(self, index: int) -> float:
        """Return the height that a name takes above its row; 0 where it stands beside it."""
        if not self.sheet.names_above or not any(self.lines[index]):
            return 0.0
        return _NAME_SPACE + block_height(self.lines[index], LABEL) + _NAME_GAP

    def beside(self, index: int) -> float:
        """Return the height that a name asks of its row; 0 where it stands above it."""
        return 0.0 if self.sheet.names_above else block_height(self.lines[index], LABEL)


def names_of(rows: Sequence[Row], direction: str, sheet: Sheet) -> Names:
    """Wrap the names of rows and measure their column, as bold as they may be drawn."""
    room = sheet.width - 2 * MARGIN if sheet.names_above else sheet.width * sheet.name_share
    lines = tuple(wrapped(row.label, LABEL, room, BOLD) for row in rows)
    width = max((text_width(line, LABEL, BOLD) for ls in lines for line in ls), default=0.0)
    return Names(lines, width, sheet, direction == "rtl")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one row, tops and bottoms in points from above.

    ``top`` to ``bottom`` is the row with its marks; its name stands from ``start`` on: above the
    row, or beside it where ``start`` is ``top``.
    """

    start: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """The middle of the row."""
        return (self.top + self.bottom) / 2


def slots_of(names: Names, heights: Sequence[float], start: float) -> list[Slot]:
    """Return the places of rows of these heights, one under the other, names included."""
    slots = []
    for index, height in enumerate(heights):
        top = start + names.above(index)
        slots.append(Slot(start, top, top + height))
        start = top + height
    return slots


def scale_for(axis: Axis, names: Names, rooms: Sequence[Room | Label]) -> Scale:
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


def draw_axis(
    canvas: Canvas, scale: Scale, spans: Sequence[Span], bottom: float, *, rtl: bool
) -> None:
    """Draw gridlines through ``spans`` (top, bottom), tick texts at ``bottom``, the title below.

    Between the spans stand words, through which no line runs.
    """
    joined = _joined(spans)
    for is_zero, colour, width in ((False, FAINT, 0.6), (True, MUTED, 0.8)):
        places = [scale.x(t.value) for t in _legible(scale) if (t.value == 0) is is_zero]
        segments = [((x, top), (x, end)) for x in places for top, end in joined]
        canvas.lines(segments, colour=colour, width=width, layer=1.5 if is_zero else 1)
    style = Style(TICK, MUTED)
    for tick in _legible(scale):
        canvas.words(scale.x(tick.value), bottom + 8, tick.text, style, align="center")
    for index, line in enumerate(_title_lines(scale.axis, scale)):
        middle = bottom + _TICK_BAND + (index + 0.5) * _TITLE_LINE
        x, align = (scale.right, "right") if rtl else (scale.left, "left")
        canvas.words(x, middle, line, style, align=align)


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for top, end in spans:
        if joined and top - joined[-1][1] < 0.01:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((top, end))
    return joined


def _legible(scale: Scale) -> list[Tick]:
    """Leave out every other tick (then more) until their texts keep clear of each other.

    Zero, from which lengths are read, is never left out.
    """
    ticks = list(scale.axis.ticks)
    zero = next((index for index, tick in enumerate(ticks) if tick.value == 0), 0)
    for step in range(1, len(ticks) + 1):
        kept = ticks[zero % step :: step]
        pairs = pairwise(kept)
        if all(
            scale.x(b.value) - scale.x(a.value)
            > (text_width(a.text, TICK) + text_width(b.text, TICK)) / 2 + 6
            for a, b in pairs
        ):
            return kept
    return ticks[zero : zero + 1]


def draw_name(canvas: Canvas, names: Names, index: int, slot: Slot, *, strong: bool) -> None:
    """Set the name of a row beside the plot, centred on its row, or above its row."""
    lines, middle = names.lines[index], slot.middle
    if names.sheet.names_above:
        middle = slot.start + _NAME_SPACE + block_height(lines, LABEL) / 2
    canvas.lines_of_words(
        names.edge, middle, lines, Style(LABEL, INK, bold=strong), align=names.align
    )


def absent_lines(row: Row, scale: Scale) -> tuple[str, ...]:
    """Return the words of a row for values that are absent, wrapped to the plot."""
    left, right = absent_span(scale)
    return wrapped(row.absent, SMALL, right - left) if row.absent else ()


def absent_span(scale: Scale) -> Span:
    """Return where words for absent values may stand: on the wider side of the line of zero."""
    zero = scale.zero
    left, right = scale.left, scale.right
    if zero is not None and scale.right - zero >= zero - scale.left:
        left = zero
    elif zero is not None:
        right = zero
    return left + _ABSENT_INSET, right - _ABSENT_INSET


def draw_absent(
    canvas: Canvas, scale: Scale, lines: tuple[str, ...], middle: float, *, rtl: bool
) -> None:
    """Set the words for absent values where the marks would begin, over the faint gridlines."""
    left, right = absent_span(scale)
    x, align = (right, "right") if rtl else (left, "left")
    step = SMALL * LINE_HEIGHT
    first = middle - step * (len(lines) - 1) / 2
    for index, line in enumerate(lines):
        width = text_width(line, SMALL)
        start = x - width if rtl else x
        place = first + index * step
        canvas.box(start - 1.5, place - step / 2, width + 3, step, fill=PAPER, layer=1.2)
        canvas.words(x, place, line, Style(SMALL, MUTED), align=align)
