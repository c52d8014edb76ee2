"""Follows the text over columns and pages: what breaks off there is one passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vnrgen.pdftext.blocks import Block, fits_behind
from vnrgen.pdftext.lines import Line
from vnrgen.pdftext.marking import begins_with_marker, ends_clause, ends_sentence
from vnrgen.pdftext.model import Kind
from vnrgen.pdftext.notes import note_mark

_FURNITURE = {Kind.HEADER, Kind.FOOTER, Kind.CONTENTS}
_FLOWING = {Kind.TEXT, Kind.ITEM, Kind.FOOTNOTE, Kind.BOX}


@dataclass(slots=True)
class Run:
    """Blocks that are one passage: parts of a paragraph on one page or several."""

    parts: list[Block]
    kind: Kind = field(init=False)

    def __post_init__(self) -> None:
        self.kind = self.parts[0].kind

    @property
    def lines(self) -> list[Line]:
        """All lines, in reading order."""
        return [line for part in self.parts for line in part.lines]


def runs_of(blocks: Sequence[Block]) -> list[Run]:
    """Return the blocks of all pages as runs, in reading order."""
    pages: dict[int, list[Block]] = {}
    for block in blocks:
        pages.setdefault(block.page, []).append(block)
    runs: list[Run] = []
    open_runs: dict[Kind, Run] = {}
    for block in blocks:
        stream = block.kind if block.kind in {Kind.FOOTNOTE, Kind.BOX} else Kind.TEXT
        last = open_runs.get(stream)
        if last is not None and _goes_on(last, block, pages):
            last.parts.append(block)
            continue
        run = Run([block])
        runs.append(run)
        if block.kind not in _FURNITURE:
            open_runs[stream] = run
    return runs


def _goes_on(run: Run, block: Block, pages: dict[int, list[Block]]) -> bool:
    """Whether a block is the rest of a run that broke off at the end of a column or page."""
    last = run.parts[-1]
    alike = block.kind is run.kind or {block.kind, run.kind} == {Kind.TEXT, Kind.ITEM}
    if not alike or block.kind not in _FLOWING or not _is_next_place(last, block):
        return False
    if abs(block.size - last.size) > 0.08 * block.size or block.bold != last.bold:
        return False
    before, first = last.lines[-1], block.lines[0]
    if block.kind is Kind.FOOTNOTE:
        return not note_mark(block)
    if begins_with_marker(first.text.lstrip()):
        return False
    starts_small = next((c for c in first.text if c.isalnum()), "").islower()
    full = not fits_behind(before, first, _edge(last, pages[last.page]))
    if ends_sentence(before.text):
        return full and not starts_small and _is_unindented(block)
    return starts_small or (full and not ends_clause(before.text))


def _is_next_place(last: Block, block: Block) -> bool:
    """Whether a block stands where text goes on: the next page, or higher up in another column."""
    if block.page == last.page:
        return block.area.top > last.area.bottom + last.size and (
            block.area.left >= last.area.right - 1 or block.area.right <= last.area.left + 1
        )
    return block.page - last.page in {1, 2}


def _edge(block: Block, blocks: Sequence[Block]) -> float:
    """Return where the lines of a block's column end on the right."""
    right = block.area.right
    if len(block.lines) > 2:
        return right
    above = [
        other
        for other in blocks
        if abs(other.area.left - block.area.left) < 0.5 * block.size
        and other.kind in _FLOWING
        and other.area.bottom >= block.area.top - 1
    ]
    return max([right, *(other.area.right for other in above[-1:])])


def _is_unindented(block: Block) -> bool:
    rest = [line.left for line in block.lines[1:]]
    return not rest or block.lines[0].left < min(rest) + 0.8 * block.size
