"""What is compared by id and words: blocks, items of blocks, and lines of notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Block, Inlines
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.marks import PARTS, Part
from vnrgen.versions.comparison.alignment import Thing

_KEYS = {
    b.ListItem: "block_id",
    b.Column: "column_id",
    b.Row: "row_id",
    b.KeyFigure: "figure_id",
    b.RecommendationEntry: "rec_id",
    b.MatrixRow: "row_id",
    b.Note: "note_id",
}
_MOST_WORDS = 4_000  # letters; what follows changes nothing about which block it is


def block_things(blocks: Iterable[Block]) -> list[Thing]:
    """Return blocks as things: they are of one kind only with blocks of their class."""
    return [Thing(type(block).__name__, block.block_id, text_of(block)) for block in blocks]


def item_things(items: Iterable[Any]) -> list[Thing]:
    """Return items (rows, columns, list items…) as things."""
    return [Thing(type(item).__name__, item_key(item), text_of(item)) for item in items]


def item_key(item: object) -> str:
    """Return the id of an item, whatever its field is called."""
    return str(getattr(item, _KEYS[type(item)]))


def line_things(lines: Iterable[Inlines], of: str) -> list[Thing]:
    """Return the lines of one list as things; they have no ids that another list has."""
    return [Thing("line", f"{of} {n}", plain(line)) for n, line in enumerate(lines)]


def text_of(node: object) -> str:
    """Return the words of a block or an item, as far as they tell which one it is."""
    if isinstance(node, b.Paragraph):
        return plain(node.content)
    text = ""
    for piece in _pieces(node):
        text = f"{text} {piece}" if text else piece
        if len(text) > _MOST_WORDS:
            return text[:_MOST_WORDS]
    return text


def _pieces(node: object) -> Iterator[str]:
    for name, part in PARTS[type(node)].items():
        value: Any = getattr(node, name)
        match part:
            case Part.WORDS:
                yield plain(value)
            case Part.LINES | Part.CELLS:
                yield from map(plain, value)
            case Part.FACTS:
                yield from (plain(content) for _label, content in value)
            case Part.TABLE:
                yield from _pieces(value)
            case Part.ITEMS | Part.BLOCKS:
                yield from _each(value)


def _each(nodes: Sequence[object]) -> Iterator[str]:
    for node in nodes:
        yield from _pieces(node)
