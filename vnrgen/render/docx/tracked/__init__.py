"""Two documents as one Word file: all changes accepted it is the newer, rejected the older.

Both sides of a comparison are written as Word paragraphs and tables, and those are set against each
other: what both have stands once, what differs is tracked. So whatever a block consists of (words,
fields, pictures, cells, numbering), accepting and rejecting give what each document alone would be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.document.tree.marks import accept, reject
from vnrgen.problems import ProblemLog
from vnrgen.render.docx.figures import Pictures
from vnrgen.render.docx.furniture import fill_furniture
from vnrgen.render.docx.options import WordOptions
from vnrgen.render.docx.setting_up import opened_package
from vnrgen.render.docx.source_map import ITEM_ID, NAMESPACE, write_source_map
from vnrgen.render.docx.tracked.outer import tracked_outside
from vnrgen.render.docx.tracked.revisions import Revisions
from vnrgen.render.docx.tracked.sequence import tracked_items
from vnrgen.render.docx.tracked.sides import numbered_from, renames_of, written

if TYPE_CHECKING:
    from vnrgen.document.blocks import Document

__all__ = ["Drawings", "render_redline"]


@dataclass(frozen=True, slots=True)
class Drawings:
    """The drawings of one document's charts by block id: vector, and PNG to fall back on."""

    svg: Mapping[str, bytes]
    png: Mapping[str, bytes]


def render_redline(
    comparison: Document,
    old: Drawings,
    new: Drawings,
    options: WordOptions | None = None,
    problems: ProblemLog | None = None,
) -> bytes:
    """Return a comparison as a Word file with tracked changes.

    Args:
        comparison: The marked tree of two documents.
        old: Drawings of the older document's charts.
        new: Drawings of the newer document's charts.
        options: What was chosen about the file; charts are always drawings.
        problems: Receives what is to be said about the file.

    Returns:
        The bytes of a DOCX: *accept all* gives the newer document, *reject all* the older one. The
        author of the changes is the coalition, their date that of the newer document.

    Raises:
        InvalidInputError: The reference file cannot be read (DOC003) or lacks styles (DOC001).
    """
    chosen = options or WordOptions()
    log = ProblemLog() if problems is None else problems
    before, after = reject(comparison), accept(comparison)
    package = opened_package(chosen, after.metadata.layout)
    renames = renames_of(comparison)
    older = written(before, package, Pictures(old.svg, old.png, log), numbered_from(None), renames)
    newer = written(after, package, Pictures(new.svg, new.png, log), numbered_from(older), {})
    revisions = Revisions.of(after.metadata, newer.writer.next_id, newer.names)
    body = tracked_items(older.items, newer.items, revisions)
    fill_furniture(package, after.metadata)
    earlier = opened_package(chosen, after.metadata.layout)
    fill_furniture(earlier, before.metadata)
    tracked_outside(earlier, package, revisions)
    package.write_body(body)
    package.describe(after.metadata)
    package.source_map(
        write_source_map(newer.writer.entries, newer.writer.pictures), NAMESPACE, ITEM_ID
    )
    return package.data()
