"""All charts of a document, each laid out once a width and drawn once for every format."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, assert_never

from vnrgen.charts.kept import KeptDrawings, key_of
from vnrgen.charts.look import NARROW, TALLEST, WIDE, WIDER_NAMES, Sheet
from vnrgen.charts.vector import Form, svg_of
from vnrgen.document.blocks import Chart
from vnrgen.document.blocks.plain import plain
from vnrgen.document.drawings import (
    Bars,
    CoverageMap,
    Drawing,
    Dumbbell,
    Equiplot,
    Slope,
    SmallMultiples,
    StandingMatrix,
)

if TYPE_CHECKING:
    from vnrgen.charts.canvas import Canvas

_DPI = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The drawings of a document's charts, by block id; empty where no format asks for them.

    ``paper`` are SVG for pages; ``carried`` the same, small, for a file that has them in it as they
    are; ``screen`` the same drawings for a browser; ``narrow`` SVG for a phone; ``raster`` PNG for
    programs that read no SVG.
    """

    paper: Mapping[str, bytes] = field(default_factory=dict)
    carried: Mapping[str, bytes] = field(default_factory=dict)
    screen: Mapping[str, bytes] = field(default_factory=dict)
    narrow: Mapping[str, bytes] = field(default_factory=dict)
    raster: Mapping[str, bytes] = field(default_factory=dict)


def draw_all(
    charts: Iterable[Chart],
    direction: str,
    formats: Collection[str],
    *,
    paper_ready: Callable[[Mapping[str, bytes]], None] | None = None,
    small: bool = False,
    kept: KeptDrawings | None = None,
) -> Pictures:
    """Draw charts as ``formats`` need them: ``pdf``, ``docx``, ``html``.

    The drawings for pages come first: ``paper_ready`` gets them before the others are made. Where
    they are ``small`` they are those for a narrow column. What is ``kept`` is not drawn again, and
    what is drawn is kept.
    """
    sheet = NARROW if small else WIDE
    drafts = [_Draft(chart, direction, sheet, kept) for chart in charts]
    paper: dict[str, bytes] = {}
    if "pdf" in formats:
        paper = {draft.chart.block_id: draft.svg(Form.PAPER) for draft in drafts}
    if paper_ready:
        paper_ready(paper)
    carried, screen, narrow, raster = (dict[str, bytes]() for _ in range(4))
    for draft in drafts:
        chart = draft.chart
        if "docx" in formats:
            carried[chart.block_id] = draft.svg(Form.CARRIED)
            raster[chart.block_id] = draft.png(_DPI)
        if "html" in formats:
            screen[chart.block_id] = draft.svg(Form.SCREEN)
            if not small:
                narrow[chart.block_id] = _Draft(chart, direction, NARROW, kept).svg(Form.SCREEN)
        draft.forget()
    return Pictures(paper=paper, carried=carried, screen=screen, narrow=narrow, raster=raster)


@dataclass(slots=True)
class _Draft:
    """One chart on one sheet: laid out when something of it is not kept, and only once."""

    chart: Chart
    direction: str
    sheet: Sheet
    kept: KeptDrawings | None
    _canvas: Canvas | None = None

    def svg(self, form: Form) -> bytes:
        return self._made(str(form), lambda: _named(self.chart, self._laid_out(), form))

    def png(self, dpi: int) -> bytes:
        return self._made(f"{dpi} dpi", lambda: self._laid_out().png(dpi))

    def forget(self) -> None:
        self._canvas = None

    def _made(self, form: str, make: Callable[[], bytes]) -> bytes:
        if self.kept is None:
            return make()
        key = key_of(self.chart, self.direction, self.sheet, form)
        found = self.kept.get(key)
        if found is None:
            found = make()
            self.kept[key] = found
        return found

    def _laid_out(self) -> Canvas:
        if self._canvas is None:
            self._canvas = canvas_of(self.chart.drawing, self.direction, self.sheet)
        return self._canvas


def draw_svg(chart: Chart, direction: str = "ltr") -> bytes:
    """Return the drawing of a chart as SVG for a page, 165 mm wide, text as outlines.

    Args:
        chart: The block; its title and alternative text become the SVG's ``title`` and ``desc``.
        direction: ``rtl`` puts names of rows on the right; values still grow to the right.

    Returns:
        The same bytes for the same chart, on every machine that has the same matplotlib.
    """
    return _named(chart, canvas_of(chart.drawing, direction), Form.PAPER)


def draw_narrow_svg(chart: Chart, direction: str = "ltr") -> bytes:
    """Return the drawing of a chart as SVG for a phone, 320 CSS pixels wide."""
    return _named(chart, canvas_of(chart.drawing, direction, NARROW), Form.SCREEN)


def draw_small(chart: Chart, direction: str = "ltr") -> bytes:
    """Return the drawing of a chart as SVG for a narrow column of a page, 85 mm wide."""
    return _named(chart, canvas_of(chart.drawing, direction, NARROW), Form.PAPER)


def draw_png(chart: Chart, direction: str = "ltr", dpi: int = _DPI) -> bytes:
    """Return the drawing of a chart as PNG on white, for programs that read no SVG."""
    return canvas_of(chart.drawing, direction).png(dpi)


def canvas_of(drawing: Drawing, direction: str, sheet: Sheet = WIDE) -> Canvas:
    """Lay a drawing out on a sheet; names get more room where a page would else be too low."""
    canvas = _laid_out(drawing, direction, sheet)
    if canvas.height <= TALLEST or sheet.names_above:
        return canvas
    roomy = _laid_out(drawing, direction, replace(sheet, name_share=WIDER_NAMES))
    return min(canvas, roomy, key=lambda laid_out: laid_out.height)


def _laid_out(drawing: Drawing, direction: str, sheet: Sheet) -> Canvas:
    from vnrgen.charts import bars, coverage, dumbbell, equiplot, multiples, slope, standings

    match drawing:
        case Equiplot():
            return equiplot.draw(drawing, direction, sheet)
        case Bars():
            return bars.draw(drawing, direction, sheet)
        case Dumbbell():
            return dumbbell.draw(drawing, direction, sheet)
        case Slope():
            return slope.draw(drawing, direction, sheet)
        case SmallMultiples():
            return multiples.draw(drawing, direction, sheet)
        case CoverageMap():
            return coverage.draw(drawing, direction, sheet)
        case StandingMatrix():
            return standings.draw(drawing, direction, sheet)
        case _:
            assert_never(drawing)


def _named(chart: Chart, canvas: Canvas, form: Form) -> bytes:
    return svg_of(canvas, plain(chart.title), chart.alternative, form)
