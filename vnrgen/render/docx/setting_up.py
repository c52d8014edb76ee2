"""What a Word file begins with: the package with its look, and the writer of a document."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Final

from vnrgen.document.blocks import (
    Block,
    Chart,
    CoverageMatrix,
    Document,
    Layout,
    NoteList,
    RecommendationTable,
    Table,
)
from vnrgen.document.language.wording import Wording
from vnrgen.document.tree.walk import every_block
from vnrgen.render.docx.archive import unzipped
from vnrgen.render.docx.options import OWN_REFERENCE, WordOptions
from vnrgen.render.docx.originals import is_original, reference_path
from vnrgen.render.docx.package import Package
from vnrgen.render.docx.parts import NormalForm
from vnrgen.render.docx.writer import FIRST_ID, Writer

_MOST_KEPT: Final = 4
"""Reference files: those of chapters and briefs, and two that somebody restyled."""


def opened_package(options: WordOptions, layout: Layout = Layout.CHAPTER) -> Package:
    """Return a new package with the look that was chosen, else with that of the layout.

    Raises:
        InvalidInputError: The reference file cannot be read (DOC003) or lacks styles (DOC001).
    """
    if options.reference is None:
        return Package(_begun_from(reference_path(layout).read_bytes(), OWN_REFERENCE))
    name = options.reference_name
    return Package(_begun_from(options.reference, name), name)


@functools.lru_cache(maxsize=_MOST_KEPT)
def _begun_from(reference: bytes, name: str) -> NormalForm:
    """Return what a new file begins with: of each reference file once a process.

    A file of ours is written in normal form and taken as it is; any other is brought into it, for
    which a library of some weight is loaded.
    """
    if is_original(reference):
        return NormalForm.of(unzipped(reference))
    from vnrgen.render.docx.designs import normal_form

    return normal_form(reference, name)


def writer_for(document: Document, package: Package, last_id: int = FIRST_ID) -> Writer:
    """Return the writer of a document; ids up to ``last_id`` are taken."""
    writer = Writer(
        document=document,
        package=package,
        labels=dict(_labels(document.blocks)),
        note_ids=frozenset(_note_ids(document.blocks)),
        decimal_mark=Wording(document.metadata.language).number(0.5, 1)[1],
        last_id=last_id,
    )
    if document.metadata.layout is Layout.BRIEF:
        writer.stay_on_page()  # a band has no page of its own, as a cover has
    return writer


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
