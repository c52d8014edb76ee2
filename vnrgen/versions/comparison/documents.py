"""Two documents → the one marked tree that holds both."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Block, ChangeKind, Document, Inlines
from vnrgen.document.markdown.testimony import testimony_blocks
from vnrgen.document.tree.marks import PARTS, Part, Side, blocks_of_side, differing, normal, shell
from vnrgen.versions.comparison.alignment import Step, Thing, matches, steps
from vnrgen.versions.comparison.division import divisions
from vnrgen.versions.comparison.marking import Marks
from vnrgen.versions.comparison.moves import with_moves
from vnrgen.versions.comparison.things import block_things, item_key, item_things, line_things
from vnrgen.versions.comparison.units import Units
from vnrgen.versions.comparison.words import divided, reworded

_T = TypeVar("_T")
_FORM = frozenset(
    {
        "block_id",
        "row_id",
        "figure_id",
        "note_id",
        "column_id",
        "label",
        "number",
        "level",
        "starts_page",
        "origin",
        "weight",
        "numeric",
        "ordered",
        "quiet",
        "role",
        "tone",
        "entries",
    }
)
"""Attributes that say nothing: how a thing is numbered, set, called and where it comes from."""


def compare(older: Document, newer: Document) -> Document:
    """Return the marked tree: accepted it is the newer document, rejected the older.

    Nothing is marked where both are the same. See ``vnrgen.document.tree.marks`` for the marks; the
    same two documents give the same marks with the same ids.
    """
    old, new = normal(older), normal(newer)
    comparing = _Comparing()
    blocks = with_moves(comparing.blocks(old.blocks, new.blocks))
    return dataclasses.replace(
        new,
        blocks=blocks,
        was=dataclasses.replace(old, blocks=()),
        reworded=comparing.told(old, new),
    )


def compared_blocks(older: Iterable[Block], newer: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks that stand outside a document as ``compare`` would mark them."""
    old, new = blocks_of_side(older, Side.NEW), blocks_of_side(newer, Side.NEW)
    return with_moves(_Comparing().blocks(old, new))


class _Comparing:
    """Compares two trees in normal form; gives every mark an id."""

    def __init__(self) -> None:
        self.mark = Marks()
        self._parts: Mapping[Part, Callable[[Any, Any], Any]] = {
            Part.WORDS: self._words,
            Part.LINES: self._lines,
            Part.CELLS: self._cells,
            Part.FACTS: self._facts,
            Part.ITEMS: self._items,
            Part.BLOCKS: self.blocks,
            Part.TABLE: self._inside,
        }

    def told(self, old: Document, new: Document) -> dict[str, tuple[Block, ...]]:
        """Return the marked words of the testimonies that both documents have and that differ."""
        both = sorted(set(old.testimonies) & set(new.testimonies))
        pairs = ((key, old.testimonies[key], new.testimonies[key]) for key in both)
        return {
            key: self.blocks(
                blocks_of_side(testimony_blocks(before), Side.NEW),
                blocks_of_side(testimony_blocks(after), Side.NEW),
            )
            for key, before, after in pairs
            if before.text != after.text
        }

    def blocks(self, old: tuple[Block, ...], new: tuple[Block, ...]) -> tuple[Block, ...]:
        if old == new:
            return new
        before, after = block_things(old), block_things(new)
        pairs = matches(before, after, by_likeness=True)
        units = Units(pairs, len(old), len(new))
        for division in divisions(before, after, pairs, _is_paragraph):
            units.split(division)
        back = {j: i for i, j in pairs.items()}
        for division in divisions(after, before, back, _is_paragraph):
            units.join(division)
        told: list[Block] = []
        for gone, come in units.in_order():
            told += self._unit([old[i] for i in gone], [new[j] for j in come])
        return tuple(told)

    def _unit(self, old: Sequence[Block], new: Sequence[Block]) -> Iterable[Block]:
        """Return what stands at one place of the common list."""
        match old, new:
            case [], _:
                return [self.whole(block, ChangeKind.INSERT) for block in new]
            case _, []:
                return [self.whole(block, ChangeKind.DELETE) for block in old]
            case [one], [other]:
                return self.pair(one, other)
            case [one], _:
                return [self.divided(one, new, splits=True)]
            case _:
                return [self.divided(new[0], old, splits=False)]

    def pair(self, old: Block, new: Block) -> tuple[Block, ...]:
        """Return one block in two versions: one marked inside, or the two of them."""
        if old == new:
            return (new,)
        try:
            inside = self._inside(old, new)
        except _NotComparableError:
            return (self.whole(old, ChangeKind.DELETE), self.whole(new, ChangeKind.INSERT))
        changed = _changed_attributes(old, new)
        if not changed:
            return (inside,)
        mark = self.mark(ChangeKind.REVISE, form=changed <= _FORM)
        return (b.Revised(block_id=new.block_id, mark=mark, was=shell(old), block=inside),)

    def divided(self, one: Any, several: Sequence[Any], *, splits: bool) -> Block:  # noqa: ANN401
        """Return a paragraph that was split, or several that were joined."""
        contents = [part.content for part in several]
        texts = divided(one.content, contents, self.mark, splits=splits)
        parts = tuple(
            dataclasses.replace(p, content=text) for p, text in zip(several, texts, strict=True)
        )
        kind = ChangeKind.INSERT if splits else ChangeKind.DELETE
        return b.Divided(block_id=one.block_id, mark=self.mark(kind), whole=shell(one), parts=parts)

    def whole(self, block: Block, kind: ChangeKind) -> b.Marked:
        """Return a whole block that went or came."""
        mark = self.mark(kind)
        return b.Marked(block_id=f"{block.block_id}/{mark.change_id}", mark=mark, block=block)

    # --- inside a block or an item -------------------------------------------------------------

    def _inside(self, old: _T, new: _T) -> _T:
        """Return the newer of two nodes with marks in its parts.

        Raises:
            _NotComparableError: What differs has no place for a mark.
        """
        changes: dict[str, object] = {}
        if isinstance(old, b.Table) and isinstance(new, b.Table):
            changes = self._columns(old, new)
        for name, part in PARTS[type(new)].items():
            before, after = getattr(old, name), getattr(new, name)
            if name not in changes and before != after:
                changes[name] = self._parts[part](before, after)
        return dataclasses.replace(new, **changes)  # type: ignore[type-var] # all dataclasses

    def _columns(self, old: b.Table, new: b.Table) -> dict[str, object]:
        """Return columns and rows with marks where columns came, went or moved, else nothing."""
        found = _item_steps(old.columns, new.columns)
        if all(step.old is not None and step.new is not None for step in found):
            return {}
        bodies = ((t, [r for r in t.rows if r.kind is not b.RowKind.GROUP]) for t in (old, new))
        if any(
            t.column_groups or any(len(r.cells) != len(t.columns) for r in rows)
            for t, rows in bodies
        ):
            raise _NotComparableError
        rows = (
            _spread(old.rows, [step.old for step in found]),
            _spread(new.rows, [step.new for step in found]),
        )
        return {
            "columns": self._told_items(old.columns, new.columns, found),
            "rows": rows[1] if rows[0] == rows[1] else self._items(*rows),
        }

    def _words(self, old: Inlines, new: Inlines) -> Inlines:
        return reworded(old, new, self.mark)

    def _cells(self, old: tuple[Inlines, ...], new: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
        if len(old) != len(new):
            raise _NotComparableError
        return tuple(self._words(a, c) for a, c in zip(old, new, strict=True))

    def _lines(self, old: tuple[Inlines, ...], new: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
        if not all((*old, *new)):
            raise _NotComparableError  # an empty line cannot be marked
        pairs = matches(line_things(old, "old"), line_things(new, "new"), by_likeness=True)
        told = []
        for step in steps(pairs, len(old), len(new)):
            before = () if step.old is None else old[step.old]
            after = () if step.new is None else new[step.new]
            told.append(self._words(before, after))
        return tuple(told)

    def _facts(
        self, old: tuple[tuple[str, Inlines], ...], new: tuple[tuple[str, Inlines], ...]
    ) -> tuple[tuple[str, Inlines], ...]:
        if not all(content for _label, content in (*old, *new)):
            raise _NotComparableError
        things = [[Thing("fact", label, "") for label, _c in facts] for facts in (old, new)]
        pairs = matches(*things, by_likeness=False)
        told = []
        for step in steps(pairs, len(old), len(new)):
            label, before = ("", ()) if step.old is None else old[step.old]
            label, after = (label, ()) if step.new is None else new[step.new]
            told.append((label, self._words(before, after)))
        return tuple(told)

    def _items(self, old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
        return self._told_items(old, new, _item_steps(old, new))

    def _told_items(
        self, old: Sequence[Any], new: Sequence[Any], found: Iterable[Step]
    ) -> tuple[Any, ...]:
        told: list[Any] = []
        for step in found:
            if step.old is not None and step.new is not None:
                told += self._item(old[step.old], new[step.new])
                continue
            came = step.new is not None
            item = new[step.new] if step.new is not None else old[step.old or 0]
            kind = ChangeKind.INSERT if came else ChangeKind.DELETE
            if step.moved:
                kind = ChangeKind.MOVE_TO if came else ChangeKind.MOVE_FROM
            pair_id = f"move-{type(item).__name__}-{item_key(item)}" if step.moved else ""
            told.append(dataclasses.replace(item, mark=self.mark(kind, pair_id=pair_id)))
        return tuple(told)

    def _item(self, old: Any, new: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any kind of item
        if old == new:
            return (new,)
        try:
            inside = self._inside(old, new)
        except _NotComparableError:
            return (
                dataclasses.replace(old, mark=self.mark(ChangeKind.DELETE)),
                dataclasses.replace(new, mark=self.mark(ChangeKind.INSERT)),
            )
        changed = _changed_attributes(old, new)
        if not changed:
            return (inside,)
        mark = self.mark(ChangeKind.REVISE, form=changed <= _FORM)
        return (dataclasses.replace(inside, was=shell(old), mark=mark),)


class _NotComparableError(Exception):
    """Two nodes differ in what no mark can tell: each is told as a whole."""


def _item_steps(old: Sequence[Any], new: Sequence[Any]) -> list[Step]:
    by_likeness = isinstance((*old, *new)[0], b.ListItem) if (old or new) else False
    pairs = matches(item_things(old), item_things(new), by_likeness=by_likeness)
    return steps(pairs, len(old), len(new))


def _spread(rows: Sequence[b.Row], places: Sequence[int | None]) -> tuple[b.Row, ...]:
    """Return rows with a cell for every place; a place that is None has an empty cell."""
    return tuple(
        row
        if row.kind is b.RowKind.GROUP
        else dataclasses.replace(
            row, cells=tuple(() if p is None else row.cells[p] for p in places)
        )
        for row in rows
    )


def _is_paragraph(thing: Thing) -> bool:
    return thing.kind == b.Paragraph.__name__


def _changed_attributes(old: object, new: object) -> set[str]:
    """Return which attributes differ, of the table behind a chart, too."""
    changed = differing(old, new)
    if isinstance(old, b.Chart) and isinstance(new, b.Chart):
        changed |= differing(old.table, new.table)
    return changed
