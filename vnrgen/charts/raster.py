"""A canvas as pixels, for programs that read no SVG: each shape goes straight to the rasteriser."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Literal

from vnrgen.charts.fonts import prepare
from vnrgen.charts.letters import CLOSE, outline_of
from vnrgen.charts.look import PAPER
from vnrgen.charts.png import png_file
from vnrgen.charts.shapes import Box, Line, Lines, Mark, Place, Words, start_of

if TYPE_CHECKING:
    from matplotlib._enums import JoinStyle
    from matplotlib.backend_bases import GraphicsContextBase
    from matplotlib.markers import MarkerStyle
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    from vnrgen.charts.canvas import Canvas

    Joint = JoinStyle | Literal["miter", "round", "bevel"]

_POINTS_PER_INCH = 72.0


def png_of(canvas: Canvas, dpi: int) -> bytes:
    """Return a canvas as a PNG on white."""
    prepare()
    import numpy as np
    from matplotlib.backends.backend_agg import RendererAgg

    scale = dpi / _POINTS_PER_INCH
    size = int(canvas.width * scale), int(canvas.height * scale)
    renderer: Any = RendererAgg  # matplotlib's types leave it out
    sheet = _Sheet(renderer(*size, dpi), scale, canvas.height * scale)
    sheet.draw_box(_paper(canvas))
    for shape in canvas.shapes:
        match shape:
            case Line():
                sheet.draw_lines([(shape.start, shape.end)], shape)
            case Lines():
                sheet.draw_lines(shape.segments, shape)
            case Box():
                sheet.draw_box(shape)
            case Mark():
                sheet.draw_mark(shape)
            case Words():
                sheet.draw_words(shape)
    pixels = np.asarray(sheet.renderer.buffer_rgba())
    return png_file(pixels[:, :, :3], dpi)


def _paper(canvas: Canvas) -> Box:
    return Box(
        left=0,
        top=0,
        width=canvas.width,
        height=canvas.height,
        fill=PAPER,
        edge=None,
        edge_width=0,
        dashes=None,
        layer=0,
    )


class _Sheet:
    """Pixels to draw on: ``scale`` of them a point, ``height`` of them high."""

    def __init__(self, renderer: Any, scale: float, height: float) -> None:  # noqa: ANN401 - untyped
        self.renderer = renderer
        self._to_pixels = _placed(scale, -scale, 0, height)

    def draw_lines(
        self,
        segments: list[tuple[Place, Place]] | tuple[tuple[Place, Place], ...],
        look: Line | Lines,
    ) -> None:
        from matplotlib.path import Path

        path = Path(
            [place for segment in segments for place in segment],
            [Path.MOVETO, Path.LINETO] * len(segments),
        )
        context = self._context(look.colour, look.width, "round")
        if isinstance(look, Line) and look.dashes:
            context.set_dashes(0, look.dashes)
        self.renderer.draw_path(context, path, self._to_pixels)

    def draw_box(self, box: Box) -> None:
        from matplotlib.path import Path

        right, bottom = box.left + box.width, box.top + box.height
        corners = [(box.left, bottom), (right, bottom), (right, box.top), (box.left, box.top)]
        path = Path([*corners, corners[0]], closed=True)
        context = self._context(box.edge or box.fill, box.edge_width if box.edge else 0.0)
        if box.dashes:
            context.set_dashes(0, box.dashes)
        self.renderer.draw_path(context, path, self._to_pixels, _rgba(box.fill))

    def draw_mark(self, mark: Mark) -> None:
        from matplotlib.path import Path

        style = _marker(mark.shape)
        size = self.renderer.points_to_pixels(mark.size)
        context = self._context(mark.edge, mark.edge_width, style.get_joinstyle())
        threshold = style.get_snap_threshold()
        context.set_snap(None if threshold is None else size >= threshold)
        self.renderer.draw_markers(
            context,
            style.get_path(),
            _scaled(style, size),
            Path([mark.place]),
            self._to_pixels,
            _rgba(mark.fill) if style.is_filled() else None,
        )

    def draw_words(self, words: Words) -> None:
        style = words.style
        path = _path_of(words.text, style.weight)
        if path is None:
            return
        context = self._context(style.colour, 0.0)
        context.set_snap(False)  # letters keep their distances
        self.renderer.draw_path(context, path, self._lettering(words), _rgba(style.colour))

    def _lettering(self, words: Words) -> Affine2D:
        """Return where the units of a font, y upwards, are on the sheet."""
        from matplotlib.transforms import Affine2D

        turn = Affine2D().rotate_deg(90 if words.rising else 0)
        scale = words.unit * self.renderer.dpi / _POINTS_PER_INCH
        x, y = self._to_pixels.transform(start_of(words))
        return turn.scale(scale).translate(x, y)

    def _context(self, colour: str, width: float, join: Joint = "miter") -> GraphicsContextBase:
        """Return how to draw lines: colour, width in points, how they meet."""
        context: GraphicsContextBase = self.renderer.new_gc()
        context.set_foreground(_rgba(colour), isRGBA=True)
        context.set_linewidth(width)
        context.set_joinstyle(join)
        return context


def _placed(x_scale: float, y_scale: float, x: float, y: float) -> Affine2D:
    from matplotlib.transforms import Affine2D

    return Affine2D().scale(x_scale, y_scale).translate(x, y)


def _scaled(style: MarkerStyle, size: float) -> Affine2D:
    """Return how the path of a mark becomes ``size`` pixels wide."""
    from matplotlib.transforms import Affine2D

    return Affine2D(style.get_transform().get_matrix()).scale(size)


@functools.cache
def _rgba(colour: str) -> tuple[float, float, float, float]:
    from matplotlib.colors import to_rgba

    return to_rgba(colour)


@functools.cache
def _marker(shape: str) -> MarkerStyle:
    from matplotlib.markers import MarkerStyle

    return MarkerStyle(shape)


@functools.lru_cache(maxsize=4096)
def _path_of(text: str, weight: int) -> Path | None:
    """Return the outline of a line of text in units of the font; None where nothing is seen."""
    import numpy as np
    from matplotlib.path import Path

    points, _, codes = outline_of(text, weight)
    if not len(codes):
        return None
    vertices = np.zeros((len(codes), 2))
    vertices[codes != CLOSE] = points
    return Path(vertices, codes)
