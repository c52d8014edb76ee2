"""How a native chart tells its series apart: by shape and pattern as well as by colour.

Colours are those of the theme, so that a restyled reference file changes the charts with it, and
no font is named: the theme's own is used.
"""

from __future__ import annotations

from typing import Final

from vnrgen.document.drawings import Emphasis, Point, Producer

POINT: Final = 12700  # a point in the units of DrawingML
INK: Final = '<a:schemeClr val="tx1"/>'
PAPER: Final = '<a:schemeClr val="bg1"/>'
MUTED: Final = '<a:schemeClr val="tx1"><a:lumMod val="75000"/><a:lumOff val="25000"/></a:schemeClr>'
FAINT: Final = '<a:schemeClr val="tx1"><a:lumMod val="15000"/><a:lumOff val="85000"/></a:schemeClr>'
_PLAIN: Final = (
    '<a:schemeClr val="tx1"><a:lumMod val="50000"/><a:lumOff val="50000"/></a:schemeClr>'
)
_COLOURS: Final = {
    Emphasis.BEHIND: '<a:schemeClr val="accent2"/>',
    Emphasis.AHEAD: '<a:schemeClr val="accent1"/>',
    Emphasis.NATIONAL: INK,
    Emphasis.PLAIN: _PLAIN,
}
_PAIR: Final = {
    Producer.OFFICIAL: '<a:schemeClr val="accent1"/>',
    Producer.CITIZEN: '<a:schemeClr val="accent3"/>',
}
_SHAPES: Final = ("square", "triangle", "x", "plus", "star", "circle")
_LINED: Final = frozenset({"x", "plus", "star", "dash"})  # marks that are lines alone


def line(colour: str, points: float = 0.75, dash: str = "") -> str:
    """Return a line; ``dash`` is a pattern of DrawingML."""
    pattern = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * POINT)}"><a:solidFill>{colour}</a:solidFill>{pattern}</a:ln>'


def colour_of(emphasis: Emphasis, producer: Producer, *, is_pair: bool = False) -> str:
    """Return the theme colour of a point; where producers stand side by side, by producer."""
    return _PAIR[producer] if is_pair else _COLOURS[emphasis]


def bar(point: Point, *, is_pair: bool) -> str:
    """Return the properties of a bar: solid if official, striped if citizens', open if small."""
    colour = colour_of(point.emphasis, point.producer, is_pair=is_pair)
    if point.producer is Producer.CITIZEN:
        fill = (
            f'<a:pattFill prst="wdUpDiag"><a:fgClr>{colour}</a:fgClr>'
            f"<a:bgClr>{PAPER}</a:bgClr></a:pattFill>"
        )
    else:
        fill = f"<a:solidFill>{PAPER if point.small else colour}</a:solidFill>"
    dash = "sysDash" if point.small else ""
    return f"<c:spPr>{fill}{line(colour, 1.0, dash)}</c:spPr>"


def marker(emphasis: Emphasis, producer: Producer, order: int, *, small: bool) -> str:
    """Return a mark: a diamond for citizens' figures, open for those and for small samples."""
    symbol, size = _symbol(emphasis, producer, order)
    colour = colour_of(emphasis, producer)
    is_open = producer is Producer.CITIZEN or small
    fill = PAPER if is_open else colour
    filled = "<a:noFill/>" if symbol in _LINED else f"<a:solidFill>{fill}</a:solidFill>"
    width = 1.5 if is_open or symbol in _LINED else 0.5
    return (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/>'
        f"<c:spPr>{filled}{line(colour, width)}</c:spPr></c:marker>"
    )


def _symbol(emphasis: Emphasis, producer: Producer, order: int) -> tuple[str, int]:
    if producer is Producer.CITIZEN:
        return "diamond", 9
    match emphasis:
        case Emphasis.BEHIND:
            return "circle", 11
        case Emphasis.AHEAD:
            return "circle", 8
        case Emphasis.NATIONAL:
            return "dash", 13
        case Emphasis.PLAIN:
            return _SHAPES[order % len(_SHAPES)], 7


def text_look(size: float, colour: str = INK, *, bold: bool = False, turned: bool = False) -> str:
    """Return how words look; ``turned`` lets them run upwards beside an upright axis."""
    body = '<a:bodyPr rot="-5400000" vert="horz"/>' if turned else "<a:bodyPr/>"
    return (
        f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>{run_look('defRPr', size, colour, bold=bold)}"
        '</a:pPr><a:endParaRPr lang="en"/></a:p></c:txPr>'
    )


def run_look(name: str, size: float, colour: str, *, bold: bool = False) -> str:
    """Return the properties of a run in the font of the theme; ``size`` in points."""
    return (
        f'<a:{name} sz="{round(size * 100)}" b="{int(bold)}">'
        f"<a:solidFill>{colour}</a:solidFill></a:{name}>"
    )
