"""Recognises tables: blocks that stand side by side are the cells of a row."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.pdftext.blocks import Block
from vnrgen.pdftext.model import Kind

_MOST_CELLS = 60  # of a row; no page is wide enough for more


def rows_of(blocks: Sequence[Block]) -> list[Block]:
    """Put blocks that stand side by side together as rows of a table."""
    out: list[Block] = []
    place = 0
    while place < len(blocks):
        row = [blocks[place]]
        most = min(_MOST_CELLS, len(blocks) - place)
        while len(row) < most and _in_row(row, blocks[place + len(row)]):
            row.append(blocks[place + len(row)])
        place += len(row)
        if len(row) == 1 or not _is_row(row):
            out += row
        else:
            lines = [line for cell in row for line in cell.lines]
            out.append(Block(lines, row[0].page, Kind.ROW, cells=row, box=row[0].box))
    return out


def _in_row(row: Sequence[Block], block: Block) -> bool:
    last, area = row[-1], block.area
    before = last.area
    rightwards = area.left >= before.right - 1
    if not rightwards and area.right > before.left + 1:
        return False
    if len(row) > 1 and rightwards != (before.left >= row[-2].area.right - 1):
        return False
    size = max(block.size, last.size)
    level = min(abs(block.lines[0].base - cell.lines[0].base) for cell in row) <= 0.5 * size
    shared = min(area.top, before.top) - max(area.bottom, before.bottom)
    least, most = sorted((area.height, before.height))
    return level or (shared > 0.6 * least and most < 12 * size)


def _is_row(row: Sequence[Block]) -> bool:
    """Whether blocks side by side are cells: two long ones are columns of text."""
    long = sum(len(cell.lines) > 3 and len(cell.text) > 240 for cell in row)
    return long == 0 or (len(row) > 2 and long < len(row))
