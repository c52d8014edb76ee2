"""A comparison is one tree that holds two documents; here it is read as either of them.

Renderers find these marks, and each mark has a ``ChangeMark`` (kind, stable id, pair of a move):

- ``Inserted`` and ``Deleted`` around words; they stand outermost and never in one another. A
  replaced emphasis, link or reference is the old one deleted and the new one inserted.
- ``Marked`` around a whole block, in which nothing is marked.
- ``mark`` of a row, column, list item, note, key figure or recommendation: the whole item came,
  went or moved; nothing in it is marked. A marked column has a cell in every row that is not a
  heading, and that cell's words stand in a mark too.
- ``was`` of an item, and ``Revised`` around a block: what no inline can mark (a label, a number,
  a drawing, an id) had the values that ``was`` gives; the words inside are marked as usual. Where
  ``was.drawing`` differs, the old picture is deleted and the new one inserted.
- ``Divided``: a paragraph that was split or several that were joined.
- A line of notes or a labelled fact of which no word is left unmarked came or went whole.

Two trees are the same where they are equal in *normal form*: neighbouring pieces of text, and
neighbouring wrappers that are alike, are one. ``accept`` and ``reject`` return normal form, and
``accept`` of a document without marks is its normal form.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, TypeVar, cast

from vnrgen.document import blocks as b
from vnrgen.document.blocks import (
    Block,
    ChangeKind,
    ChangeMark,
    Deleted,
    Divided,
    Document,
    Inline,
    Inlines,
    Inserted,
    Marked,
    Revised,
)

_T = TypeVar("_T")
_WRAPPERS = (b.Strong, b.Emphasis, b.Link, b.LanguageSpan)


class Part(Enum):
    """How a field of a block or item holds what can be marked inside."""

    WORDS = auto()  # inlines
    LINES = auto()  # a tuple of inlines, of any number
    CELLS = auto()  # a tuple of inlines, one a column
    FACTS = auto()  # pairs of a label and inlines
    ITEMS = auto()
    BLOCKS = auto()
    TABLE = auto()


_LABELLED = {"caption": Part.WORDS, "notes": Part.LINES}
_SOURCED = {"notes": Part.LINES, "source": Part.WORDS}

PARTS: Mapping[type, Mapping[str, Part]] = MappingProxyType(
    {
        b.Paragraph: {"content": Part.WORDS},
        b.Section: {"title": Part.WORDS, "blocks": Part.BLOCKS},
        b.BulletList: {"items": Part.ITEMS},
        b.ListItem: {"blocks": Part.BLOCKS},
        b.Table: {"caption": Part.WORDS, "columns": Part.ITEMS, "rows": Part.ITEMS, **_SOURCED},
        b.Column: {"head": Part.WORDS},
        b.Row: {"cells": Part.CELLS},
        b.Chart: {"title": Part.WORDS, "subtitle": Part.WORDS, "table": Part.TABLE, **_SOURCED},
        b.KeyFigures: {"figures": Part.ITEMS},
        b.KeyFigure: {"value": Part.WORDS, "label": Part.WORDS, "detail": Part.WORDS},
        b.Story: {"title": Part.WORDS, "meta": Part.WORDS, "beside": Part.ITEMS},
        b.Quote: {"attribution": Part.WORDS},
        b.RecommendationTable: {"caption": Part.WORDS, "entries": Part.ITEMS},
        b.RecommendationEntry: {"text": Part.WORDS, "details": Part.FACTS},
        b.CoverageMatrix: {
            **_LABELLED,
            "corner": Part.WORDS,
            "columns": Part.CELLS,
            "rows": Part.ITEMS,
        },
        b.MatrixRow: {"head": Part.WORDS},
        b.QualityCard: {"title": Part.WORDS, "facts": Part.FACTS},
        b.Callout: {"title": Part.WORDS, "blocks": Part.BLOCKS},
        b.NoteList: {"title": Part.WORDS, "notes": Part.ITEMS},
        b.Note: {"content": Part.WORDS},
        b.Contents: {"title": Part.WORDS},
        b.PageBreak: {},
    }
)
"""The fields of each kind that can hold marks; every other field is an attribute."""

_OF_COMPARISON = frozenset({"mark", "was"})


class Side(Enum):
    """One of the two documents of a comparison."""

    OLD = auto()
    NEW = auto()

    def has(self, mark: ChangeMark | None) -> bool:
        """Whether what is marked stands in this document."""
        if mark is None:
            return True
        return not (mark.kind.is_new if self is Side.OLD else mark.kind.is_old)


def accept(comparison: Document) -> Document:
    """Return the newer document, in normal form."""
    return _document(comparison, Side.NEW)


def reject(comparison: Document) -> Document:
    """Return the older document, in normal form."""
    return _document(comparison, Side.OLD)


def normal(document: Document) -> Document:
    """Return a document without marks in normal form: what it prints is the same."""
    return _document(document, Side.NEW)


def blocks_of_side(blocks: Iterable[Block], side: Side) -> tuple[Block, ...]:
    """Return the blocks of one of the two documents, in normal form."""
    return tuple(kept for block in blocks for kept in _block(block, side))


def shell(node: _T) -> _T:
    """Return a block or an item without its content: only its attributes are left."""
    empty: dict[str, Any] = dict.fromkeys(_MARKS[type(node)])
    for name, part in PARTS[type(node)].items():
        empty[name] = shell(getattr(node, name)) if part is Part.TABLE else ()
    return cast("_T", dataclasses.replace(cast("Any", node), **empty))


def attributes(node: object) -> dict[str, object]:
    """Return what no mark inside a block or an item can tell, by name of the field."""
    return {name: getattr(node, name) for name in _ATTRIBUTES[type(node)]}


def differing(old: object, new: object) -> set[str]:
    """Return the names of the attributes that two nodes of one kind have otherwise."""
    names = _ATTRIBUTES[type(old)]
    return {name for name in names if getattr(old, name) != getattr(new, name)}


def _field_names(kind: Any) -> frozenset[str]:  # noqa: ANN401 - any of the kinds above
    return frozenset(field.name for field in dataclasses.fields(kind))


_ATTRIBUTES: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {kind: tuple(sorted(_field_names(kind) - _OF_COMPARISON - set(PARTS[kind]))) for kind in PARTS}
)
_MARKS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {kind: tuple(sorted(_field_names(kind) & _OF_COMPARISON)) for kind in PARTS}
)
"""The fields of each kind that only a comparison fills."""


# --- inlines -----------------------------------------------------------------------------------


def normal_words(content: Inlines) -> Inlines:
    """Return inlines with neighbours that are alike joined, and nothing empty.

    >>> normal_words((b.Text("one in "), b.Text("three")))
    (Text(text='one in three'),)
    """
    joined: list[Inline] = []
    for part in content:
        tidy = _tidy(part)
        last = joined[-1] if joined else None
        if tidy is None:
            continue
        both = None if last is None else _joined(last, tidy)
        if both is None:
            joined.append(tidy)
        else:
            joined[-1] = both
    return tuple(joined)


def _tidy(part: Inline) -> Inline | None:
    if isinstance(part, b.Text):
        return part if part.text else None
    if isinstance(part, (*_WRAPPERS, Inserted, Deleted)):
        children = normal_words(part.children)
        return dataclasses.replace(part, children=children) if children else None
    return part


def _joined(first: Inline, second: Inline) -> Inline | None:
    """Return two neighbours as one, or None where they are not alike."""
    if isinstance(first, b.Text) and isinstance(second, b.Text):
        return b.Text(first.text + second.text)
    if isinstance(first, (*_WRAPPERS, Inserted, Deleted)) and type(first) is type(second):
        inner = cast("b.Strong", second).children
        if dataclasses.replace(first, children=inner) == second:
            return dataclasses.replace(first, children=normal_words(first.children + inner))
    return None


def words_of_side(content: Inlines, side: Side) -> Inlines:
    """Return the words that stand in one of the two documents, without marks, in normal form."""
    if len(content) == 1 and isinstance(content[0], b.Text) and content[0].text:
        return content  # nearly always
    kept: list[Inline] = []
    for part in content:
        if isinstance(part, Inserted | Deleted):
            kept.extend(words_of_side(part.children, side) if side.has(part.mark) else ())
        elif isinstance(part, _WRAPPERS):
            kept.append(dataclasses.replace(part, children=words_of_side(part.children, side)))
        else:
            kept.append(part)
    return normal_words(tuple(kept))


def is_marked(content: Inlines) -> bool:
    """Whether any of the words are marked."""
    return any(
        isinstance(part, Inserted | Deleted)
        or (isinstance(part, _WRAPPERS) and is_marked(part.children))
        for part in content
    )


# --- blocks and items --------------------------------------------------------------------------


def _document(comparison: Document, side: Side) -> Document:
    blocks = blocks_of_side(comparison.blocks, side)
    if side is Side.OLD and comparison.was is not None:
        return dataclasses.replace(comparison.was, blocks=blocks)
    return dataclasses.replace(comparison, blocks=blocks, was=None, reworded={})


def _block(block: Block, side: Side) -> tuple[Block, ...]:
    match block:
        case Marked():
            return _block(block.block, side) if side.has(block.mark) else ()
        case Revised():
            return (_node(block.block, block.was, side),)
        case Divided():
            parts = tuple(_node(part, None, side) for part in block.parts)
            if (block.mark.kind is ChangeKind.INSERT) is (side is Side.NEW):
                return parts
            content = normal_words(tuple(inline for part in parts for inline in part.content))
            return (dataclasses.replace(block.whole, content=content),)
        case _:
            return (_node(block, None, side),)


def _node(node: _T, was: object, side: Side) -> _T:
    """Return a block or an item as it stands in one document; ``was`` has its old attributes."""
    values: dict[str, Any] = dict.fromkeys(_MARKS[type(node)])
    old = was if side is Side.OLD else None
    if old is not None:
        values |= attributes(old)
    for name, part in PARTS[type(node)].items():
        before = getattr(node, name)
        if part is Part.TABLE:
            values[name] = _node(before, getattr(old, name, None), side)
        else:
            values[name] = _READERS[part](before, side)
    if isinstance(node, b.Table):
        values["rows"] = _with_columns(node, values["rows"], side)
    if all(getattr(node, name) is value for name, value in values.items()):
        return node
    return cast("_T", dataclasses.replace(cast("Any", node), **values))


def _with_columns(table: b.Table, rows: tuple[b.Row, ...], side: Side) -> tuple[b.Row, ...]:
    """Return rows without the cells of columns that this document has not."""
    stands = [side.has(column.mark) for column in table.columns]
    if all(stands):
        return rows
    return tuple(
        row
        if row.kind is b.RowKind.GROUP
        else dataclasses.replace(
            row, cells=tuple(c for c, here in zip(row.cells, stands, strict=True) if here)
        )
        for row in rows
    )


def _items(items: tuple[Any, ...], side: Side) -> tuple[Any, ...]:
    return tuple(_node(item, item.was, side) for item in items if side.has(item.mark))


def _lines(lines: tuple[Inlines, ...], side: Side) -> tuple[Inlines, ...]:
    read = ((line, words_of_side(line, side)) for line in lines)
    return tuple(after for before, after in read if after or not is_marked(before))


def _cells(cells: tuple[Inlines, ...], side: Side) -> tuple[Inlines, ...]:
    return tuple(words_of_side(cell, side) for cell in cells)


def _facts(facts: tuple[tuple[str, Inlines], ...], side: Side) -> tuple[tuple[str, Inlines], ...]:
    read = ((label, content, words_of_side(content, side)) for label, content in facts)
    return tuple((label, new) for label, old, new in read if new or not is_marked(old))


_READERS: Mapping[Part, Callable[[Any, Side], Any]] = {
    Part.WORDS: words_of_side,
    Part.LINES: _lines,
    Part.CELLS: _cells,
    Part.FACTS: _facts,
    Part.ITEMS: _items,
    Part.BLOCKS: blocks_of_side,
}
