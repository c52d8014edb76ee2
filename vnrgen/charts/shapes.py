"""What stands on a canvas: lines, boxes, marks and words, whatever writes them down."""

from __future__ import annotations

from dataclasses import dataclass

from vnrgen.charts.fonts import text_width
from vnrgen.charts.look import INK
from vnrgen.document.language.scripts import BOLD, REGULAR

UNITS = 100.0
"""Units of a font in its size."""

_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}  # the share of words before their place

Place = tuple[float, float]
"""Points from the upper left corner: to the right, down."""


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: size in points, colour, weight."""

    size: float
    colour: str = INK
    bold: bool = False

    @property
    def weight(self) -> int:
        """The font weight."""
        return BOLD if self.bold else REGULAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line; ``dashes`` are on and off lengths in points."""

    start: Place
    end: Place
    colour: str
    width: float
    dashes: tuple[float, float] | None
    layer: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Straight lines that look alike, drawn as one."""

    segments: tuple[tuple[Place, Place], ...]
    colour: str
    width: float
    layer: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A filled rectangle, outlined where it has an ``edge``."""

    left: float
    top: float
    width: float
    height: float
    fill: str
    edge: str | None
    edge_width: float
    dashes: tuple[float, float] | None
    layer: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark (a matplotlib marker code) centred on a place; ``size`` is its width in points."""

    place: Place
    shape: str
    size: float
    fill: str
    edge: str
    edge_width: float
    layer: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A line of text whose baseline begins, has its middle or ends at a place.

    ``align`` is ``left``, ``center`` or ``right``; words that are ``rising`` read upwards from it.
    """

    place: Place
    text: str
    style: Style
    align: str = "left"
    rising: bool = False
    layer: float = 7.0

    @property
    def unit(self) -> float:
        """How many points a unit of the font is."""
        return self.style.size / UNITS


def start_of(words: Words) -> Place:
    """Return where the baseline of words begins."""
    style = words.style
    x, y = words.place
    share = _BEFORE[words.align]
    before = share * text_width(words.text, style.size, style.weight) if share else 0.0
    return (x, y + before) if words.rising else (x - before, y)


Shape = Line | Lines | Box | Mark | Words
