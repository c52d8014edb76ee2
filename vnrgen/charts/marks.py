"""How a point looks: its shape says who produced it, its colour and weight what part it plays."""

from __future__ import annotations

from typing import NamedTuple

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.look import DEEP, INK, MUTED, PAPER, PLAIN, VALUE, WARM
from vnrgen.document.drawings import Emphasis, Point, Producer

_COLOURS = {
    Emphasis.BEHIND: WARM,
    Emphasis.AHEAD: DEEP,
    Emphasis.NATIONAL: INK,
    Emphasis.PLAIN: PLAIN,
}
_PLAIN_SHAPES = ("o", "s", "^", "v", "p", "h")
_CITIZEN_SHAPE = "D"
_CITIZEN_DASHES = (2.4, 1.6)


class Mark(NamedTuple):
    """A marker code and its size in points."""

    shape: str
    size: float


def colour_of(point: Point) -> str:
    """Return the colour of a point's mark."""
    return _COLOURS[point.emphasis]


def words_style(point: Point) -> Style:
    """Return how a point's value and name are set: the group left behind in bold."""
    colour = MUTED if point.emphasis is Emphasis.PLAIN else _COLOURS[point.emphasis]
    return Style(VALUE, colour, bold=point.emphasis is Emphasis.BEHIND)


def mark_of(point: Point, order: int = 0) -> Mark:
    """Return the mark of a point; ``order`` tells plain groups of one chart apart by shape."""
    if point.producer is Producer.CITIZEN:
        return Mark(_CITIZEN_SHAPE, 5.8)
    if point.emphasis is Emphasis.BEHIND:
        return Mark("o", 8.4)
    if point.emphasis is Emphasis.AHEAD:
        return Mark("o", 7.0)
    shape = _PLAIN_SHAPES[order % len(_PLAIN_SHAPES)]
    return Mark(shape, 6.4 if shape in "^vph" else 5.4)


def draw_mark(canvas: Canvas, x: float, y: float, point: Point, order: int = 0) -> None:
    """Draw a point: filled for official figures, open for citizens' and for small samples."""
    colour = colour_of(point)
    if point.emphasis is Emphasis.NATIONAL:
        canvas.line((x, y - 6.5), (x, y + 6.5), colour=INK, width=1.6, layer=6)
        return
    mark = mark_of(point, order)
    is_open = point.producer is Producer.CITIZEN or point.small
    if point.emphasis is Emphasis.BEHIND and not is_open:
        canvas.mark(x, y, "o", 11.6, fill=PAPER, edge=WARM, edge_width=0.9, layer=4.9)
    fill, edge = (PAPER, colour) if is_open else (colour, PAPER)
    width = 1.3 if is_open else 0.6
    layer = 5.6 if point.emphasis is Emphasis.BEHIND else 5.0
    canvas.mark(x, y, mark.shape, mark.size, fill=fill, edge=edge, edge_width=width, layer=layer)


def draw_interval(
    canvas: Canvas, start: float, end: float, y: float, producer: Producer, colour: str = INK
) -> None:
    """Draw a 95 % interval as a thin whisker: solid for official, dashed for citizen figures."""
    dashes = _CITIZEN_DASHES if producer is Producer.CITIZEN else None
    canvas.line((start, y), (end, y), colour=colour, width=0.9, dashes=dashes, layer=4)
    for x in (start, end):
        canvas.line((x, y - 2.2), (x, y + 2.2), colour=colour, width=0.9, layer=4)
