"""What is drawn on a chart's canvas and where: the extents of words, marks and lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from vnrgen.charts.canvas import Canvas
from vnrgen.charts.fonts import prepare, properties
from vnrgen.charts.look import MUTED, Sheet
from vnrgen.charts.pictures import canvas_of
from vnrgen.charts.shapes import Box as DrawnBox
from vnrgen.charts.shapes import Line, Lines, Mark, Words
from vnrgen.document.drawings import Drawing

TOUCH = 0.6  # points by which the boxes of two words may meet; their ink does not

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Box:
    """What something takes on a canvas, in points from the lower left corner."""

    what: str
    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        return not (
            self.right <= other.left + TOUCH
            or other.right <= self.left + TOUCH
            or self.top <= other.bottom + TOUCH
            or other.top <= self.bottom + TOUCH
        )


def words_of(canvas: Canvas) -> list[Box]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(figure_of(canvas)).get_renderer()
    found = []
    for text in figure_of(canvas).texts:
        box = text.get_window_extent(renderer)
        # The renderer's box has the leading in it; ink reaches from descender to ascender.
        _, baseline = text.get_transform().transform(text.get_position())
        size = text.get_fontsize()
        left, right = float(box.x0), float(box.x1)
        bottom, top = float(baseline - 0.22 * size), float(baseline + 0.76 * size)
        if text.get_rotation() == 90:
            line, _ = text.get_transform().transform(text.get_position())
            left, right = float(line - 0.76 * size), float(line + 0.22 * size)
            bottom, top = float(box.y0), float(box.y1)
        found.append(Box(text.get_text(), left, bottom, right, top))
    return found


def marks_of(canvas: Canvas) -> list[Box]:
    """Return marks and whiskers."""
    found = []
    for line in (artist for artist in figure_of(canvas).artists if isinstance(artist, Line2D)):
        places = line.get_transform().transform(line.get_xydata())
        half = line.get_markersize() / 2 if line.get_marker() not in {"None", "", None} else 0.0
        if half or 4 <= line.get_zorder() < 5:
            (left, bottom), (right, top) = places.min(axis=0) - half, places.max(axis=0) + half
            found.append(Box("mark" if half else "whisker", left, bottom, right, top))
    return found


def zero_lines_of(canvas: Canvas) -> list[Box]:
    from matplotlib.colors import to_hex

    found = []
    for patch in (artist for artist in figure_of(canvas).artists if isinstance(artist, PathPatch)):
        if to_hex(patch.get_edgecolor()).lower() == MUTED.lower() and patch.get_zorder() == 1.5:
            places = patch.get_transform().transform(patch.get_path().vertices)
            for one, other in zip(places[::2], places[1::2], strict=True):
                (left, right), (low, high) = sorted((one[0], other[0])), sorted((one[1], other[1]))
                across = 1.0 if left == right else 0.0  # half the room of a line that stands
                along = 1.0 if low == high else 0.0
                found.append(
                    Box("line of zero", left - across, low - along, right + across, high + along)
                )
    return found


def references_of(canvas: Canvas) -> list[Box]:
    """Return the pieces of the line across bars at the value of everybody."""
    found = []
    for patch in (artist for artist in figure_of(canvas).artists if isinstance(artist, PathPatch)):
        if patch.get_zorder() == 3.5:
            places = patch.get_transform().transform(patch.get_path().vertices)
            for one, other in zip(places[::2], places[1::2], strict=True):
                low, high = sorted((one[1], other[1]))
                found.append(Box("line across", one[0] - 1, low, one[0] + 1, high))
    return found


def assert_legible(drawing: Drawing, direction: str, sheet: Sheet) -> None:
    canvas = canvas_of(drawing, direction, sheet)
    words = words_of(canvas)
    for word in words:
        assert word.left >= -TOUCH, f"{word} is cut on the left"
        assert word.right <= canvas.width + TOUCH, f"{word} is cut on the right"
        assert word.bottom >= -TOUCH, f"{word} is cut below"
        assert word.top <= canvas.height + TOUCH, f"{word} is cut above"
    for one, other in combinations(words, 2):
        assert not one.meets(other), f"{one} touches {other}"
    for thing in [*marks_of(canvas), *zero_lines_of(canvas), *references_of(canvas)]:
        for word in words:
            assert not word.meets(thing), f"{word} lies over a {thing}"
        assert thing.left >= -TOUCH, f"{thing} is cut on the left"
        assert thing.right <= canvas.width + TOUCH, f"{thing} is cut on the right"


# --- the canvas as a figure, which matplotlib measures -----------------------------------------


def figure_of(canvas: Canvas) -> Figure:
    """Return a canvas as a matplotlib figure of the same size, a point to a point."""
    prepare()
    size = (canvas.width / POINTS_PER_INCH, canvas.height / POINTS_PER_INCH)
    figure = Figure(figsize=size, dpi=POINTS_PER_INCH)
    inches = Affine2D().scale(1, -1).translate(0, canvas.height).scale(1 / POINTS_PER_INCH)
    transform = inches + figure.dpi_scale_trans
    for shape in canvas.shapes:
        look: dict[str, Any] = {"transform": transform, "zorder": shape.layer}
        if isinstance(shape, Words):
            _add_words(figure, shape, look)
        else:
            figure.add_artist(_artist(shape, look))
    return figure


def _artist(shape: Line | Lines | DrawnBox | Mark, look: dict[str, Any]) -> Artist:
    match shape:
        case Line():
            return _line(shape, look)
        case Lines():
            return _lines(shape, look)
        case DrawnBox():
            return _box(shape, look)
        case Mark():
            return _mark(shape, look)


def _line(line: Line, look: dict[str, Any]) -> Artist:
    return Line2D(
        [line.start[0], line.end[0]],
        [line.start[1], line.end[1]],
        color=line.colour,
        linewidth=line.width,
        linestyle=(0, line.dashes) if line.dashes else "-",
        **look,
    )


def _lines(lines: Lines, look: dict[str, Any]) -> Artist:
    path = Path(
        [place for segment in lines.segments for place in segment],
        [Path.MOVETO, Path.LINETO] * len(lines.segments),
    )
    return PathPatch(
        path, fill=False, edgecolor=lines.colour, linewidth=lines.width, capstyle="butt", **look
    )


def _box(box: DrawnBox, look: dict[str, Any]) -> Artist:
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
