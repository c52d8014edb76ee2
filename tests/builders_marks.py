"""Random comparisons (a hypothesis strategy) with the two documents that each of them holds.

``comparisons()`` marks a random document by hand, wherever a mark may stand, and says what the
older and the newer document are; it knows nothing of how two documents are compared.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tests.builders_trees import INLINES, METADATA, documents
from vnrgen.document import blocks as b
from vnrgen.document.blocks import ChangeKind, ChangeMark
from vnrgen.document.tree.marks import PARTS, Part, shell

_PLACES = st.sampled_from(["same", "same", "came", "went", "other"])
Triple = tuple[Any, Any, Any]  # as in the older document, marked, as in the newer


class _Marks:
    """Gives out marks with ids of their own."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def __call__(self, kind: ChangeKind, *, pair: str = "") -> ChangeMark:
        return ChangeMark(change_id=f"c{next(self._count)}", kind=kind, pair_id=pair)


def _words(draw: st.DrawFn, marks: _Marks, content: b.Inlines) -> Triple:
    """Words of which one piece was dropped, added or replaced."""
    match draw(_PLACES):
        case "same":
            return content, content, content
        case "went" if len(content) > 1:
            gone = b.Deleted(content[:1], marks(ChangeKind.DELETE))
            return content, (gone, *content[1:]), content[1:]
        case "came":
            new = draw(INLINES)
            return content, (*content, b.Inserted(new, marks(ChangeKind.INSERT))), content + new
        case _:
            new = draw(INLINES)
            both = (b.Deleted(content[-1:]), b.Inserted(new))
            return content, (*content[:-1], *both), (*content[:-1], *new)


def _lines(draw: st.DrawFn, marks: _Marks, lines: tuple[b.Inlines, ...]) -> Triple:
    made = [_words(draw, marks, line) for line in lines]
    if draw(st.booleans()):
        new = draw(INLINES)
        made.append((None, (b.Inserted(new),), new))
    if draw(st.booleans()):
        new = draw(INLINES)
        made.insert(0, (new, (b.Deleted(new),), None))
    return _parted(made)


def _parted(made: list[Triple]) -> Triple:
    return (
        tuple(old for old, _marked, _new in made if old is not None),
        tuple(marked for _old, marked, _new in made),
        tuple(new for _old, _marked, new in made if new is not None),
    )


def _cells(draw: st.DrawFn, marks: _Marks, cells: tuple[b.Inlines, ...]) -> Triple:
    made = [_words(draw, marks, cell) for cell in cells]
    return tuple(m[0] for m in made), tuple(m[1] for m in made), tuple(m[2] for m in made)


def _facts(draw: st.DrawFn, marks: _Marks, facts: tuple[tuple[str, b.Inlines], ...]) -> Triple:
    made = []
    for label, content in facts:
        old, marked, new = _words(draw, marks, content)
        made.append(((label, old), (label, marked), (label, new)))
    if draw(st.booleans()):
        new = draw(INLINES)
        made.append((None, ("added", (b.Inserted(new),)), ("added", new)))
    return _parted(made)


def _items(draw: st.DrawFn, marks: _Marks, items: tuple[Any, ...]) -> Triple:
    made: list[Triple] = []
    for item in items:
        match draw(_PLACES):
            case "came" if not isinstance(item, b.Column):
                made.append((None, replace(item, mark=marks(ChangeKind.INSERT)), item))
            case "went" if not isinstance(item, b.Column):
                made.append((item, replace(item, mark=marks(ChangeKind.DELETE)), None))
            case _:
                made.append(_node(draw, marks, item))
    return _parted(made)


def _blocks(draw: st.DrawFn, marks: _Marks, blocks: tuple[b.Block, ...]) -> Triple:
    made: list[Triple] = []
    for block in blocks:
        match draw(_PLACES):
            case "came":
                made.append((None, _whole(block, marks(ChangeKind.INSERT)), block))
            case "went":
                made.append((block, _whole(block, marks(ChangeKind.DELETE)), None))
            case "other":
                made += _other(draw, marks, block)
            case _:
                made.append(_node(draw, marks, block))
    return _parted_blocks(made)


def _parted_blocks(made: list[Triple]) -> Triple:
    old, marked, new = _parted(made)
    flat = [tuple(x for m in side for x in _several(m)) for side in (old, new)]
    return flat[0], marked, flat[1]


def _several(block: Any) -> tuple[Any, ...]:
    return block if isinstance(block, tuple) else (block,)


def _whole(block: b.Block, mark: ChangeMark) -> b.Marked:
    return b.Marked(block_id=f"{block.block_id}/{mark.change_id}", mark=mark, block=block)


def _other(draw: st.DrawFn, marks: _Marks, block: b.Block) -> list[Triple]:
    """A block that moved over a new one, was renamed, was split or joined."""
    if isinstance(block, b.Paragraph) and len(block.content) > 1:
        parts = tuple(
            replace(block, block_id=f"{block.block_id}/{n}", content=(piece,))
            for n, piece in enumerate(block.content)
        )
        kind = draw(st.sampled_from([ChangeKind.INSERT, ChangeKind.DELETE]))
        divided = b.Divided(
            block_id=block.block_id, mark=marks(kind), whole=shell(block), parts=parts
        )
        return [(block, divided, parts) if kind is ChangeKind.INSERT else (parts, divided, block)]
    if draw(st.booleans()):
        between = b.Paragraph(block_id=f"{block.block_id}/between", content=draw(INLINES))
        come, gone = (marks(k, pair="p") for k in (ChangeKind.MOVE_TO, ChangeKind.MOVE_FROM))
        return [
            (None, _whole(block, come), block),
            (between, between, between),
            (block, _whole(block, gone), None),
        ]
    old, marked, new = _node(draw, marks, block)
    was = replace(old, block_id=f"{block.block_id}/earlier")
    mark = marks(ChangeKind.REVISE)
    return [(was, b.Revised(block_id=new.block_id, mark=mark, was=shell(was), block=marked), new)]


def _node(draw: st.DrawFn, marks: _Marks, node: Any) -> Triple:
    """A block or an item with marks inside, or without any."""
    if draw(st.booleans()):
        return node, node, node
    old, marked, new = node, node, node
    for name, part in PARTS[type(node)].items():
        triple = _MAKERS[part](draw, marks, getattr(node, name))
        old = replace(old, **{name: triple[0]})
        marked = replace(marked, **{name: triple[1]})
        new = replace(new, **{name: triple[2]})
    return old, marked, new


_MAKERS: dict[Part, Any] = {
    Part.WORDS: _words,
    Part.LINES: _lines,
    Part.CELLS: _cells,
    Part.FACTS: _facts,
    Part.ITEMS: _items,
    Part.BLOCKS: _blocks,
    Part.TABLE: _node,
}


@st.composite
def comparisons(draw: st.DrawFn) -> tuple[b.Document, b.Document, b.Document]:
    """Draw an older document, the comparison, and the newer document."""
    document = draw(documents())
    older = replace(document, metadata=replace(METADATA, version="0.2"))
    old, marked, new = _blocks(draw, _Marks(), document.blocks)
    comparison = replace(document, blocks=marked, was=replace(older, blocks=()))
    return replace(older, blocks=old), comparison, replace(document, blocks=new)
