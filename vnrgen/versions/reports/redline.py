"""A comparison as a Word file with tracked changes, its charts drawn for both documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vnrgen.charts import draw_all
from vnrgen.document.blocks import Chart, Document
from vnrgen.document.tree.marks import accept, reject
from vnrgen.document.tree.walk import every_block
from vnrgen.render.docx import WordOptions
from vnrgen.render.docx.tracked import Drawings, render_redline

if TYPE_CHECKING:
    from vnrgen.problems import ProblemLog


def redline(
    comparison: Document, options: WordOptions | None = None, problems: ProblemLog | None = None
) -> bytes:
    """Return the marked tree of two documents as a DOCX with native tracked changes.

    Args:
        comparison: What ``compare`` gave.
        options: What was chosen about the file; None for the usual look.
        problems: Receives what is to be said about the file.

    Raises:
        InvalidInputError: The Word reference file cannot be used (DOC001, DOC003).
    """
    before, after = reject(comparison), accept(comparison)
    new = _drawn(after, _charts(after))
    same = {key for key, chart in _charts(before).items() if _same(chart, _charts(after).get(key))}
    if before.metadata.direction != after.metadata.direction:
        same = set()
    old = _drawn(before, {k: chart for k, chart in _charts(before).items() if k not in same})
    svg = {**{key: new.svg[key] for key in same}, **old.svg}
    png = {**{key: new.png[key] for key in same}, **old.png}
    return render_redline(comparison, Drawings(svg, png), new, options, problems)


def _charts(document: Document) -> dict[str, Chart]:
    blocks = every_block(document.blocks)
    return {block.block_id: block for block in blocks if isinstance(block, Chart)}


def _same(old: Chart, new: Chart | None) -> bool:
    """Return whether both charts are drawn alike: the words of a drawing are part of it."""
    return new is not None and (old.drawing, old.title, old.alternative) == (
        new.drawing,
        new.title,
        new.alternative,
    )


def _drawn(document: Document, charts: Mapping[str, Chart]) -> Drawings:
    drawn = draw_all(charts.values(), document.metadata.direction, ("docx",))
    return Drawings(drawn.carried, drawn.raster)
