"""A canvas as pixels, for programs that read no SVG: what stands on it becomes a figure."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from vnrgen.charts.fonts import prepare, properties
from vnrgen.charts.look import PAPER
from vnrgen.charts.shapes import Box, Line, Lines, Mark, Words

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

    from vnrgen.charts.canvas import Canvas

_POINTS_PER_INCH = 72.0


def png_of(canvas: Canvas, dpi: int) -> bytes:
    """Return a canvas as a PNG on white."""
    figure = figure_of(canvas)
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    stream = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(stream, format="png", dpi=dpi, facecolor=PAPER, metadata={"Software": None})
    return stream.getvalue()


def figure_of(canvas: Canvas) -> Figure:
    """Return a canvas as a matplotlib figure of the same size, a point to a point."""
    prepare()
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    size = (canvas.width / _POINTS_PER_INCH, canvas.height / _POINTS_PER_INCH)
    figure = Figure(figsize=size, dpi=_POINTS_PER_INCH)
    inches = Affine2D().scale(1, -1).translate(0, canvas.height).scale(1 / _POINTS_PER_INCH)
    transform = inches + figure.dpi_scale_trans
    for shape in canvas.shapes:
        look: dict[str, Any] = {"transform": transform, "zorder": shape.layer}
        if isinstance(shape, Words):
            _add_words(figure, shape, look)
        else:
            figure.add_artist(_artist(shape, look))
    return figure


def _artist(shape: Line | Lines | Box | Mark, look: dict[str, Any]) -> Artist:
    match shape:
        case Line():
            return _line(shape, look)
        case Lines():
            return _lines(shape, look)
        case Box():
            return _box(shape, look)
        case Mark():
            return _mark(shape, look)


def _line(line: Line, look: dict[str, Any]) -> Artist:
    from matplotlib.lines import Line2D

    return Line2D(
        [line.start[0], line.end[0]],
        [line.start[1], line.end[1]],
        color=line.colour,
        linewidth=line.width,
        linestyle=(0, line.dashes) if line.dashes else "-",
        **look,
    )


def _lines(lines: Lines, look: dict[str, Any]) -> Artist:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    path = Path(
        [place for segment in lines.segments for place in segment],
        [Path.MOVETO, Path.LINETO] * len(lines.segments),
    )
    return PathPatch(
        path, fill=False, edgecolor=lines.colour, linewidth=lines.width, capstyle="butt", **look
    )


def _box(box: Box, look: dict[str, Any]) -> Artist:
    from matplotlib.patches import Rectangle

    return Rectangle(
        (box.left, box.top),
        box.width,
        box.height,
        facecolor=box.fill,
        edgecolor=box.edge or "none",
        linewidth=box.edge_width if box.edge else 0,
        linestyle=(0, box.dashes) if box.dashes else "-",
        **look,
    )


def _mark(mark: Mark, look: dict[str, Any]) -> Artist:
    from matplotlib.lines import Line2D

    return Line2D(
        [mark.place[0]],
        [mark.place[1]],
        linestyle="none",
        marker=mark.shape,
        markersize=mark.size,
        markerfacecolor=mark.fill,
        markeredgecolor=mark.edge,
        markeredgewidth=mark.edge_width,
        **look,
    )


def _add_words(figure: Figure, words: Words, look: dict[str, Any]) -> None:
    style = words.style
    figure.text(
        *words.place,
        words.text,
        color=style.colour,
        fontproperties=properties(words.text, style.size, style.weight),
        rotation=90 if words.rising else 0,
        rotation_mode="anchor" if words.rising else "default",
        horizontalalignment=words.align,
        verticalalignment="baseline",
        **look,
    )
