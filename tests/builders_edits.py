"""Edits of documents, from a grammar: what writers and new data do to a chapter between versions.

``edited(document, seed, count)`` returns the document after ``count`` random edits of the named
kinds. Every edit keeps the tree valid: ids unique, tables regular. The same seed gives the same
edits. ``edited_pairs()`` is a hypothesis strategy of a random document and its edit.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.builders_trees import documents
from vnrgen.document import blocks as b
from vnrgen.document.tree.marks import PARTS, Part

_NEW_WORDS = [
    "women",
    "men",
    "girls",
    "the",
    "district",
    "council",
    "valley",
    "budget",
    "registered",
    "41.5",
    "2025",
    "clinic",
    "asked",
    "nobody",
    "without",
    "school",
    "road",
    "water",
    "until",
    "however",
    "reports",
    "“quoted”",
    "(table)",
    "éloigné",
    "लेख",
    "数据",
    "عدد",
]


def _some_words(rng: Random, least: int = 1, most: int = 6) -> str:
    return " ".join(rng.choice(_NEW_WORDS) for _ in range(rng.randint(least, most)))


# --- words -------------------------------------------------------------------------------------


def _replace_words(rng: Random, text: str) -> str:
    words = text.split(" ")
    at = rng.randrange(len(words))
    words[at : at + rng.randint(0, 3)] = _some_words(rng).split(" ")
    return " ".join(words)


def _drop_words(rng: Random, text: str) -> str:
    words = text.split(" ")
    at = rng.randrange(len(words))
    del words[at : at + rng.randint(1, 3)]
    return " ".join(words)


def _edit_inlines(rng: Random, content: b.Inlines) -> b.Inlines:
    """Reword, emphasise, add or drop one inline."""
    if not content:
        return (b.Text(_some_words(rng)),)
    at = rng.randrange(len(content))
    part: Any = content[at]
    new: tuple[b.Inline, ...] = (part,)
    match rng.choice(["reword", "reword", "drop", "add", "emphasis", "number", "gone"]):
        case "reword" if isinstance(part, b.Text):
            new = (b.Text(_replace_words(rng, part.text) or "x"),)
        case "drop" if isinstance(part, b.Text):
            new = (b.Text(_drop_words(rng, part.text) or "x"),)
        case "number" if isinstance(part, b.BoundNumber):
            new = (replace(part, text=f"{rng.randint(1, 999)}.{rng.randint(0, 9)}"),)
        case "emphasis" if isinstance(part, b.Strong):
            new = (b.Emphasis(part.children),)
        case "emphasis" if isinstance(part, b.Text):
            new = (b.Strong((part,)),)
        case "gone" if len(content) > 1:
            new = ()
        case _ if hasattr(part, "children"):
            new = (replace(part, children=_edit_inlines(rng, part.children)),)
        case _:
            new = (part, b.Text(" " + _some_words(rng)))
    return (*content[:at], *new, *content[at + 1 :])


def _edit_lines(rng: Random, lines: tuple[b.Inlines, ...]) -> tuple[b.Inlines, ...]:
    return _edit_list(rng, lines, lambda line: _edit_inlines(rng, line), (b.Text("New line."),))


def _edit_list(
    rng: Random, things: tuple[Any, ...], change: Callable[[Any], Any], new: Any
) -> tuple[Any, ...]:
    """Change, add, drop or move one thing of a list."""
    made = list(things)
    if not made:
        return (new,)
    at = rng.randrange(len(made))
    match rng.choice(["change", "change", "add", "drop", "move"]):
        case "add":
            made.insert(at, new)
        case "drop" if len(made) > 1:
            del made[at]
        case "move":
            made.insert(rng.randrange(len(made)), made.pop(at))
        case _:
            made[at] = change(made[at])
    return tuple(made)


# --- blocks and items --------------------------------------------------------------------------


class _Editor:
    """Edits trees; gives out ids that no document has."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._fresh = 0

    def fresh(self, what: str) -> str:
        self._fresh += 1
        return f"edited/{what}/{self.rng.randrange(10**9)}-{self._fresh}"

    def paragraph(self) -> b.Paragraph:
        words = (b.Text(_some_words(self.rng, 3, 20)),)
        return b.Paragraph(block_id=self.fresh("paragraph"), content=words)

    def document(self, document: b.Document) -> b.Document:
        """Return a document after one edit somewhere."""
        told = sorted(document.testimonies)
        if told and self.rng.random() < 0.05:
            key = self.rng.choice(told)
            testimony = document.testimonies[key]
            text = _replace_words(self.rng, testimony.text)
            changed = {**document.testimonies, key: replace(testimony, text=text)}
            return replace(document, testimonies=changed)
        return replace(document, blocks=self.blocks(document.blocks))

    def blocks(self, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
        """Edit one block of a list, or the list itself; mostly deep inside."""
        if not blocks:
            return (self.paragraph(),)
        deep = [i for i, block in enumerate(blocks) if isinstance(block, b.Section)]
        if deep and self.rng.random() < 0.8:
            at = self.rng.choice(deep)
            section: Any = blocks[at]
            inner = replace(section, blocks=self.blocks(section.blocks))
            return (*blocks[:at], inner, *blocks[at + 1 :])
        edits = [self._change, self._change, self._add, self._drop, self._move, self._split]
        return self.rng.choice([*edits, self._join, self._rename])(blocks)

    def _change(self, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
        at = self.rng.randrange(len(blocks))
        return (*blocks[:at], self.node(blocks[at]), *blocks[at + 1 :])

    def _add(self, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
        at = self.rng.randint(0, len(blocks))
        return (*blocks[:at], self.paragraph(), *blocks[at:])

    def _drop(self, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
        at = self.rng.randrange(len(blocks))
        return blocks[:at] + blocks[at + 1 :]

    def _move(self, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
        made = list(blocks)
        block = made.pop(self.rng.randrange(len(made)))
        made.insert(self.rng.randint(0, len(made)), block)
        return tuple(made)

    def _split(self, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
        places = [
            i
            for i, block in enumerate(blocks)
            if isinstance(block, b.Paragraph)
            and any(isinstance(p, b.Text) and " " in p.text for p in block.content)
        ]
        if not places:
            return self._add(blocks)
        at = self.rng.choice(places)
        return (*blocks[:at], *self._halves(blocks[at]), *blocks[at + 1 :])

    def _halves(self, paragraph: Any) -> tuple[b.Block, b.Block]:
        places = [
            (i, p.text)
            for i, p in enumerate(paragraph.content)
            if isinstance(p, b.Text) and " " in p.text
        ]
        at, text = self.rng.choice(places)
        words = text.split(" ")
        cut = self.rng.randint(1, len(words) - 1)
        first = (*paragraph.content[:at], b.Text(" ".join(words[:cut])))
        second = (b.Text(" ".join(words[cut:])), *paragraph.content[at + 1 :])
        return (
            replace(paragraph, content=first),
            replace(paragraph, block_id=self.fresh("half"), content=second),
        )

    def _join(self, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
        for i in range(len(blocks) - 1):
            first, second = blocks[i], blocks[i + 1]
            if isinstance(first, b.Paragraph) and isinstance(second, b.Paragraph):
                content = (*first.content, b.Text(" "), *second.content)
                return (*blocks[:i], replace(first, content=content), *blocks[i + 2 :])
        return self._change(blocks)

    def _rename(self, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
        at = self.rng.randrange(len(blocks))
        block = replace(blocks[at], block_id=self.fresh("renamed"))
        return (*blocks[:at], block, *blocks[at + 1 :])

    def node(self, node: Any) -> Any:
        """Return a block or an item with one of its parts, or an attribute, changed."""
        if isinstance(node, b.Table) and self.rng.random() < 0.4:
            return self._columns(node)
        if self.rng.random() < 0.2:
            return self._attribute(node)
        parts = PARTS[type(node)]
        if not parts:
            return node
        name = self.rng.choice(sorted(parts))
        return replace(node, **{name: self._part(parts[name], getattr(node, name))})

    def _part(self, part: Part, value: Any) -> Any:
        match part:
            case Part.WORDS:
                return _edit_inlines(self.rng, value)
            case Part.LINES:
                return _edit_lines(self.rng, value)
            case Part.CELLS if value:
                at = self.rng.randrange(len(value))
                return (*value[:at], _edit_inlines(self.rng, value[at]), *value[at + 1 :])
            case Part.FACTS:
                new = (self.fresh("fact"), (b.Text(_some_words(self.rng)),))
                return _edit_list(
                    self.rng, value, lambda f: (f[0], _edit_inlines(self.rng, f[1])), new
                )
            case Part.ITEMS if value:
                return self._items(value)
            case Part.BLOCKS:
                return self.blocks(value)
            case Part.TABLE:
                return self.node(value)
            case _:
                return value

    def _items(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        if isinstance(items[0], b.Column):  # columns come and go with their cells
            at = self.rng.randrange(len(items))
            return (*items[:at], self.node(items[at]), *items[at + 1 :])
        copied = self.rng.choice(items)
        key = next(
            f
            for f in ("row_id", "block_id", "figure_id", "rec_id", "note_id")
            if hasattr(copied, f)
        )
        new = replace(self.node(copied), **{key: self.fresh("item")})
        return _edit_list(self.rng, items, self.node, new)

    def _attribute(self, node: Any) -> Any:
        fields = {f.name for f in dataclasses.fields(node)} - set(PARTS[type(node)])
        for name in ("label", "number", "badge", "description", "alternative", "block_id"):
            if name in fields and self.rng.random() < 0.5:
                new = self.fresh("id") if name == "block_id" else f"Table {self.rng.randint(1, 99)}"
                return replace(node, **{name: new})
        return node

    def _columns(self, table: b.Table) -> b.Table:
        """Add, drop or move a column with its cells; a head over several columns goes."""
        count = len(table.columns)
        if any(r.kind is not b.RowKind.GROUP and len(r.cells) != count for r in table.rows):
            return table
        at = self.rng.randrange(count)
        order: list[int | None] = list(range(count))
        match self.rng.choice(["add", "drop", "move"]):
            case "add":
                order.insert(at, None)
            case "drop" if count > 1:
                del order[at]
            case _:
                order.insert(self.rng.randrange(count), order.pop(at))
        new = b.Column(column_id=self.fresh("column"), head=(b.Text("New"),))
        return replace(
            table,
            columns=tuple(new if p is None else table.columns[p] for p in order),
            rows=tuple(self._spread(row, order) for row in table.rows),
            column_groups=(),
        )

    def _spread(self, row: b.Row, order: Sequence[int | None]) -> b.Row:
        if row.kind is b.RowKind.GROUP:
            return row
        new = (b.Text(_some_words(self.rng)),)
        return replace(row, cells=tuple(new if p is None else row.cells[p] for p in order))


def edited(document: b.Document, seed: int, count: int) -> b.Document:
    """Return a document after ``count`` edits; the same seed gives the same edits."""
    editor = _Editor(Random(seed))  # noqa: S311 - no secret
    for _ in range(count):
        document = editor.document(document)
    return document


@st.composite
def edited_pairs(draw: st.DrawFn, most: int = 8) -> tuple[b.Document, b.Document]:
    """Draw a random document and what it is after some edits."""
    older = draw(documents())
    return older, edited(older, draw(st.integers(0, 10**6)), draw(st.integers(1, most)))
