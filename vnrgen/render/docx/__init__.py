"""The document tree as a Word file; the only room that knows python-docx."""

from __future__ import annotations

from collections.abc import Mapping

from vnrgen.document.blocks import Document
from vnrgen.problems import ProblemLog
from vnrgen.render.docx.blocks import write_blocks
from vnrgen.render.docx.figures import Pictures
from vnrgen.render.docx.furniture import fill_furniture
from vnrgen.render.docx.options import WordOptions
from vnrgen.render.docx.package import Package
from vnrgen.render.docx.remarks import with_remarks
from vnrgen.render.docx.setting_up import opened_package, writer_for
from vnrgen.render.docx.source_map import ITEM_ID, NAMESPACE, write_source_map
from vnrgen.render.docx.writer import Setting, Writer

__all__ = ["WordOptions", "render_docx"]


def render_docx(
    document: Document,
    svg: Mapping[str, bytes],
    png: Mapping[str, bytes],
    options: WordOptions | None = None,
    problems: ProblemLog | None = None,
) -> bytes:
    """Return a document as a Word file.

    Args:
        document: The composed tree.
        svg: The drawing of every chart by block id.
        png: The same drawings for readers that show no SVG.
        options: What was chosen about the file; None for the usual look and drawn charts.
        problems: Receives a notice for each chart that Word cannot draw itself (DOC002), and for
            each remark whose block is not in the file (DOC004).

    Returns:
        The bytes of a DOCX; the same input gives the same bytes.

    Raises:
        InvalidInputError: The reference file cannot be read (DOC003) or lacks styles (DOC001).
    """
    chosen = options or WordOptions()
    package = opened_package(chosen, document.metadata.layout)
    log = ProblemLog() if problems is None else problems
    writer = writer_for(document, package)
    write_blocks(
        writer, document.blocks, Pictures(svg, png, log, native=chosen.native_charts), Setting()
    )
    fill_furniture(package, document.metadata)
    _write_body(package, writer, chosen, log)
    package.describe(document.metadata)
    package.source_map(write_source_map(writer.entries, writer.pictures), NAMESPACE, ITEM_ID)
    return package.data()


def _write_body(package: Package, writer: Writer, options: WordOptions, log: ProblemLog) -> None:
    if not options.remarks:
        package.write_body(writer.body)
        return
    body, comments = with_remarks(
        "".join(writer.body), options.remarks, writer.entries, log, rtl=writer.rtl
    )
    package.write_body([body])
    if comments:
        package.comments(comments)
