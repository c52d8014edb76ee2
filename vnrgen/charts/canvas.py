"""A page of points to draw on: lines, boxes, marks and words, nothing of charts.

Coordinates are points from the upper left corner; y grows downwards. There are no matplotlib
axes: every place is computed, so that no layout engine has to guess.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.charts.fonts import prepare, properties, text_width
from vnrgen.charts.look import CAP, INK, LINE_HEIGHT, PAPER
from vnrgen.document.scripts import BOLD, REGULAR

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

_POINTS_PER_INCH = 72.0


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


class Canvas:
    """A figure of fixed size in points."""

    def __init__(self, width: float, height: float) -> None:
        prepare()
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.width = width
        self.height = height
        size = (width / _POINTS_PER_INCH, height / _POINTS_PER_INCH)
        self.figure: Figure = Figure(figsize=size, dpi=_POINTS_PER_INCH)
        inches = Affine2D().scale(1, -1).translate(0, height).scale(1 / _POINTS_PER_INCH)
        self._transform: Transform = inches + self.figure.dpi_scale_trans

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: str = INK,
        width: float = 0.6,
        dashes: tuple[float, float] | None = None,
        layer: float = 2.0,
    ) -> None:
        """Draw a straight line; ``dashes`` are on and off lengths in points."""
        from matplotlib.lines import Line2D

        self.figure.add_artist(
            Line2D(
                [start[0], end[0]],
                [start[1], end[1]],
                color=colour,
                linewidth=width,
                linestyle=(0, dashes) if dashes else "-",
                transform=self._transform,
                zorder=layer,
            )
        )

    def lines(
        self,
        segments: Sequence[tuple[tuple[float, float], tuple[float, float]]],
        *,
        colour: str = INK,
        width: float = 0.6,
        layer: float = 2.0,
    ) -> None:
        """Draw many straight lines that look alike as one path, which is quicker and shorter."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        if not segments:
            return
        path = Path(
            [place for segment in segments for place in segment],
            [Path.MOVETO, Path.LINETO] * len(segments),
        )
        self.figure.add_artist(
            PathPatch(
                path,
                fill=False,
                edgecolor=colour,
                linewidth=width,
                capstyle="butt",
                transform=self._transform,
                zorder=layer,
            )
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
        from matplotlib.patches import Rectangle

        self.figure.add_artist(
            Rectangle(
                (left, top),
                width,
                height,
                facecolor=fill,
                edgecolor=edge or "none",
                linewidth=0.9 if edge else 0,
                linestyle=(0, (2.5, 1.5)) if dashed else "-",
                transform=self._transform,
                zorder=layer,
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
        from matplotlib.lines import Line2D

        self.figure.add_artist(
            Line2D(
                [x],
                [y],
                linestyle="none",
                marker=shape,
                markersize=size,
                markerfacecolor=fill,
                markeredgecolor=edge,
                markeredgewidth=edge_width,
                transform=self._transform,
                zorder=layer,
            )
        )

    def words(
        self, x: float, middle: float, text: str, style: Style, *, align: str = "left"
    ) -> None:
        """Set one line of text, its height centred on ``middle``."""
        if not text:
            return
        self.figure.text(
            x,
            middle + CAP * style.size,
            text,
            color=style.colour,
            fontproperties=properties(text, style.size, style.weight),
            horizontalalignment=align,
            verticalalignment="baseline",
            transform=self._transform,
            zorder=7,
        )

    def rising_words(self, middle: float, base: float, text: str, style: Style) -> None:
        """Set a line of text that reads upwards from ``base``, centred on the x ``middle``."""
        if not text:
            return
        self.figure.text(
            middle + CAP * style.size,
            base,
            text,
            color=style.colour,
            fontproperties=properties(text, style.size, style.weight),
            rotation=90,
            rotation_mode="anchor",
            horizontalalignment="left",
            verticalalignment="baseline",
            transform=self._transform,
            zorder=7,
        )

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

    def svg(self) -> bytes:
        """Return the drawing as matplotlib writes it, without date and names of tools."""
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        stream = io.BytesIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        FigureCanvasSVG(self.figure)
        self.figure.savefig(stream, format="svg", metadata=nothing)
        return stream.getvalue()

    def png(self, dpi: int) -> bytes:
        """Return the drawing as pixels on white."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        stream = io.BytesIO()
        FigureCanvasAgg(self.figure)
        self.figure.savefig(
            stream, format="png", dpi=dpi, facecolor=PAPER, metadata={"Software": None}
        )
        return stream.getvalue()
