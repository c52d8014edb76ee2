"""The document tree as a Word file; the only room that knows python-docx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vnrgen.document.blocks import (
    Block,
    Chart,
    CoverageMatrix,
    Document,
    NoteList,
    RecommendationTable,
    Table,
)
from vnrgen.document.walk import every_block
from vnrgen.document.wording import Wording
from vnrgen.problems import ProblemLog
from vnrgen.render.docx.blocks import write_blocks
from vnrgen.render.docx.designs import checked_reference
from vnrgen.render.docx.figures import Pictures
from vnrgen.render.docx.furniture import fill_furniture
from vnrgen.render.docx.options import WordOptions
from vnrgen.render.docx.package import Package
from vnrgen.render.docx.reference import reference_path
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
        problems: Receives a notice for each chart that Word cannot draw itself (DOC002).

    Returns:
        The bytes of a DOCX; the same input gives the same bytes.

    Raises:
        InvalidInputError: The reference file cannot be read (DOC003) or lacks styles (DOC001).
    """
    chosen = options or WordOptions()
    reference = chosen.reference
    if reference is None:
        package = Package(reference_path().read_bytes())
    else:
        name = chosen.reference_name
        package = Package(checked_reference(reference, name), name)
    log = ProblemLog() if problems is None else problems
    writer = Writer(
        document=document,
        package=package,
        labels=dict(_labels(document.blocks)),
        note_ids=frozenset(_note_ids(document.blocks)),
        decimal_mark=Wording(document.metadata.language).number(0.5, 1)[1],
    )
    write_blocks(
        writer, document.blocks, Pictures(svg, png, log, native=chosen.native_charts), Setting()
    )
    fill_furniture(package, document.metadata)
    package.write_body(writer.body)
    package.describe(document.metadata)
    package.source_map(write_source_map(writer.entries), NAMESPACE, ITEM_ID)
    return package.data()


def _labels(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield every block's id with its printed label, empty where it has none."""
    for block in every_block(blocks):
        match block:
            case Table() | Chart() | RecommendationTable() | CoverageMatrix():
                yield block.block_id, block.label
            case _:
                yield block.block_id, ""


def _note_ids(blocks: Iterable[Block]) -> Iterator[str]:
    for block in every_block(blocks):
        if isinstance(block, NoteList):
            yield from (note.note_id for note in block.notes)
