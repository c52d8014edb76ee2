"""What stands in a composed chapter, found by its kind."""

from __future__ import annotations

from typing import TypeVar

from vnrgen.document.blocks import (
    Block,
    Document,
    Table,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import every_block

_Kind = TypeVar("_Kind", bound=Block)


def of(document: Document, kind: type[_Kind]) -> list[_Kind]:
    return [block for block in every_block(document.blocks) if isinstance(block, kind)]


def table(document: Document, block_id: str) -> list[list[str]]:
    found = next(t for t in of(document, Table) if t.block_id == block_id)
    return [[plain(cell) for cell in row.cells] for row in found.rows]
