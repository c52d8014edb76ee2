"""All charts of the sample for every format, beside one constrained-layout SVG of each."""

from __future__ import annotations

import functools
import io
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.charts import draw_all
from vnrgen.document.blocks import Chart
from vnrgen.document.drawings import Bars, Dumbbell, Equiplot
from vnrgen.document.tree.walk import every_block

ROOT = Path(__file__).resolve().parent.parent
_BAR = 1.25
_FORMATS = ("pdf", "docx", "html")


def run(pairs: int) -> Iterator[str]:
    """Yield a line for every format together, and one for each alone; processor time, one process.

    The narrow drawings for phones are part of the HTML, and so of all formats.
    """
    charts = _charts()
    _obvious(charts)  # both sides find their fonts read
    draw_all(charts, "ltr", _FORMATS)
    for formats in (_FORMATS, ("pdf",), ("docx",), ("html",)):
        drawn = functools.partial(draw_all, charts, "ltr", formats)
        plain = functools.partial(_obvious, charts)
        ratios = [_seconds(drawn) / _seconds(plain) for _ in range(pairs)]
        ratio = statistics.median(ratios)
        bar = f" (bar: {_BAR})" if formats == _FORMATS else ""
        yield f"{len(charts)} charts for {', '.join(formats)}: {ratio:.2f} of constrained SVGs{bar}"


def _charts() -> list[Chart]:
    with tempfile.TemporaryDirectory() as name:
        request = BuildRequest(dossier=ROOT / "sample_data", output=Path(name))
        document = compose_dossier(request).document
    charts = [block for block in every_block(document.blocks) if isinstance(block, Chart)]
    return [c for c in charts if isinstance(c.drawing, Equiplot | Bars | Dumbbell)]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _obvious(charts: Sequence[Chart]) -> None:
    """Draw the same points and words as a tutorial would: axes, annotations, layout by solver."""
    from matplotlib.figure import Figure

    for chart in charts:
        drawing = chart.drawing
        if not isinstance(drawing, Equiplot | Bars | Dumbbell):
            continue
        rows = drawing.rows
        figure = Figure(figsize=(6.5, max(1.6, 0.3 * len(rows) + 0.8)), layout="constrained")
        axes = figure.add_subplot()
        for place, row in enumerate(rows):
            for point in row.points:
                axes.plot([point.value], [place], "o")
                if point.lower is not None and point.upper is not None:
                    axes.plot([point.lower, point.upper], [place, place], "-")
                words = f"{point.label} {point.text}".strip()
                at = (point.value, place)
                axes.annotate(words, at, xytext=(4, 4), textcoords="offset points")
        axes.set_yticks(range(len(rows)), [row.label for row in rows])
        axes.set_xlabel(drawing.axis.title)
        axes.grid(axis="x")
        figure.savefig(io.BytesIO(), format="svg")
