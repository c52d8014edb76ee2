"""A chart block becomes a picture. The only package that imports matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from vnrgen.document.blocks import Chart
from vnrgen.document.drawings import Bars, Drawing, Dumbbell, Equiplot
from vnrgen.document.plain import plain

if TYPE_CHECKING:
    from vnrgen.charts.canvas import Canvas

__all__ = ["draw_png", "draw_svg"]


def draw_svg(chart: Chart, direction: str = "ltr") -> bytes:
    """Return the drawing of a chart as SVG, 165 mm wide, text as outlines.

    Args:
        chart: The block; its title and alternative text become the SVG's ``title`` and ``desc``.
        direction: ``rtl`` puts names of rows on the right; values still grow to the right.

    Returns:
        The same bytes for the same chart, on every machine that has the same matplotlib.
    """
    from vnrgen.charts.lean import lean_svg

    svg = _canvas(chart.drawing, direction).svg()
    return lean_svg(svg, chart.block_id, plain(chart.title), chart.alternative)


def draw_png(chart: Chart, direction: str = "ltr", dpi: int = 200) -> bytes:
    """Return the drawing of a chart as PNG on white, for programs that read no SVG."""
    return _canvas(chart.drawing, direction).png(dpi)


def _canvas(drawing: Drawing, direction: str) -> Canvas:
    from vnrgen.charts import bars, dumbbell, equiplot

    match drawing:
        case Equiplot():
            return equiplot.draw(drawing, direction)
        case Bars():
            return bars.draw(drawing, direction)
        case Dumbbell():
            return dumbbell.draw(drawing, direction)
        case _:
            assert_never(drawing)
