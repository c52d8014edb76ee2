"""A comparison as a Word file: each side of it has its own drawings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders_drawn_blocks import a_chart, a_dumbbell
from tests.builders_render import a_document
from tests.tracked_changes import R, accepted, body_of, rejected
from vnrgen.charts import draw_all
from vnrgen.document.blocks import Chart, Document
from vnrgen.document.tree.walk import every_block
from vnrgen.render.docx import render_docx
from vnrgen.versions.comparison.documents import compare
from vnrgen.versions.reports.redline import redline


def drawings_in(body: Any) -> list[str]:
    """Return the file of each drawing; it is named by what is in it."""
    pictures = [e for e in body.iter() if e.tag.endswith(("}blip", "}svgBlip"))]
    return [picture.get(f"{R}embed") for picture in pictures]


def alone(document: Document) -> list[str]:
    charts = [block for block in every_block(document.blocks) if isinstance(block, Chart)]
    drawn = draw_all(charts, document.metadata.direction, ("docx",))
    return drawings_in(body_of(render_docx(document, drawn.carried, drawn.raster)))


@pytest.mark.parametrize("differs", ["the figures", "the direction"])
def test_each_side_has_the_drawings_of_its_own_document(differs: str) -> None:
    chart = a_chart("c", "Figure 1", a_dumbbell())
    drawing = a_dumbbell()
    fewer = replace(chart, drawing=replace(drawing, rows=drawing.rows[:1]))
    old = a_document(chart)
    new = a_document(
        fewer if differs == "the figures" else chart,
        direction="rtl" if differs == "the direction" else "ltr",
    )
    docx = redline(compare(old, new))
    of_old, of_new = alone(old), alone(new)
    assert drawings_in(rejected(body_of(docx))) == of_old
    assert drawings_in(accepted(body_of(docx))) == of_new
    assert of_old != of_new
