"""The sample's chapter, written out once for all who print it: text, figures and drawings."""

from __future__ import annotations

from pathlib import Path

from benchmarks.peers.content import Content
from benchmarks.rendering import ROOT
from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.charts import Pictures, draw_all
from vnrgen.document.blocks import Chart, Document
from vnrgen.document.tree.walk import every_block


def written(folder: Path) -> tuple[Document, Pictures, Content]:
    """Write the items and drawings of the sample into a folder; return them and its tree."""
    request = BuildRequest(dossier=ROOT / "sample_data", output=folder / "out")
    document = compose_dossier(request).document
    charts = [block for block in every_block(document.blocks) if isinstance(block, Chart)]
    pictures = draw_all(charts, document.metadata.direction, ("docx",))
    content = Content.of(document)
    content.write(folder)
    content.write_pictures(folder, pictures.carried, pictures.raster)
    return document, pictures, content
