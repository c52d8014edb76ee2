"""A page of points to draw on: lines, boxes, marks and words, nothing of charts.

Coordinates are points from the upper left corner; y grows downwards. There are no matplotlib
axes: every place is computed, so that no layout engine has to guess. What is drawn is only noted
down here: ``vector`` writes it as SVG, ``raster`` as pixels.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.charts.fonts import text_width
from vnrgen.charts.look import CAP, INK, LINE_HEIGHT, PAPER
from vnrgen.charts.shapes import Box, Line, Lines, Mark, Place, Shape, Style, Words

__all__ = ["Canvas", "Style"]

_DASHES = (2.5, 1.5)  # of the edge of a box
_ONE_LINE = str.maketrans("\n\r\t", "   ")


class Canvas:
    """A page of fixed size in points, and what stands on it in the order in which it was drawn."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._shapes: list[Shape] = []

    @property
    def shapes(self) -> list[Shape]:
        """Everything on the page, what is hidden first: by layer, then as it was drawn."""
        return sorted(self._shapes, key=lambda shape: shape.layer)

    def line(
        self,
        start: Place,
        end: Place,
        *,
        colour: str = INK,
        width: float = 0.6,
        dashes: tuple[float, float] | None = None,
        layer: float = 2.0,
    ) -> None:
        """Draw a straight line; ``dashes`` are on and off lengths in points."""
        self._shapes.append(
            Line(start=start, end=end, colour=colour, width=width, dashes=dashes, layer=layer)
        )

    def lines(
        self,
        segments: Sequence[tuple[Place, Place]],
        *,
        colour: str = INK,
        width: float = 0.6,
        layer: float = 2.0,
    ) -> None:
        """Draw many straight lines that look alike as one path, which is quicker and shorter."""
        if segments:
            self._shapes.append(
                Lines(segments=tuple(segments), colour=colour, width=width, layer=layer)
            )

    def box(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: str,
        edge: str | None = None,
        dashed: bool = False,
        layer: float = 3.0,
    ) -> None:
        """Draw a rectangle, filled and optionally outlined."""
        self._shapes.append(
            Box(
                left=left,
                top=top,
                width=width,
                height=height,
                fill=fill,
                edge=edge,
                edge_width=1.2 if dashed else 0.9,  # a line of gaps looks fainter
                dashes=_DASHES if dashed else None,
                layer=layer,
            )
        )

    def mark(
        self,
        x: float,
        y: float,
        shape: str,
        size: float,
        *,
        fill: str,
        edge: str,
        edge_width: float = 1.0,
        layer: float = 5.0,
    ) -> None:
        """Draw a mark (a matplotlib marker code) centred on a place."""
        self._shapes.append(
            Mark(
                place=(x, y),
                shape=shape,
                size=size,
                fill=fill,
                edge=edge,
                edge_width=edge_width,
                layer=layer,
            )
        )

    def words(
        self, x: float, middle: float, text: str, style: Style, *, align: str = "left"
    ) -> None:
        """Set one line of text, its height centred on ``middle``."""
        if text:
            place = (x, middle + CAP * style.size)
            line = text.translate(_ONE_LINE)
            self._shapes.append(Words(place=place, text=line, style=style, align=align))

    def rising_words(self, middle: float, base: float, text: str, style: Style) -> None:
        """Set a line of text that reads upwards from ``base``, centred on the x ``middle``."""
        if text:
            place = (middle + CAP * style.size, base)
            line = text.translate(_ONE_LINE)
            self._shapes.append(Words(place=place, text=line, style=style, rising=True))

    def words_on_paper(self, x: float, middle: float, text: str, style: Style, side: int) -> None:
        """Set a line that begins at ``x`` (``side`` 1) or ends there (-1), over lines behind it."""
        width = text_width(text, style.size, style.weight)
        left = x - 1.5 if side > 0 else x - width - 1.5
        self.box(left, middle - style.size / 2, width + 3, style.size, fill=PAPER, layer=3.8)
        self.words(x, middle, text, style, align="left" if side > 0 else "right")

    def lines_of_words(
        self, x: float, middle: float, lines: tuple[str, ...], style: Style, *, align: str = "left"
    ) -> None:
        """Set wrapped lines, the whole of them centred on ``middle``."""
        step = style.size * LINE_HEIGHT
        first = middle - step * (len(lines) - 1) / 2
        for index, line in enumerate(lines):
            self.words(x, first + index * step, line, style, align=align)

    def png(self, dpi: int) -> bytes:
        """Return the drawing as pixels on white."""
        from vnrgen.charts.raster import png_of

        return png_of(self, dpi)
