"""What changed beside the running text: the cover, badges, heads over columns, kinds of rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Binding, ChangeKind, Document
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.marks import PARTS, Part, Side, is_marked, words_of_side
from vnrgen.document.tree.walk import bound_numbers
from vnrgen.versions.changes.content import ContentChange, ContentKind

_COVER = ("title", "subtitle", "coalition", "banner", "audience_note", "contact")
_INNER = frozenset({Part.ITEMS, Part.BLOCKS, Part.TABLE})


def attribute_changes(
    comparison: Document, figures: Collection[Binding]
) -> Iterator[ContentChange]:
    """Yield such changes in reading order, the cover first.

    Args:
        comparison: The marked tree of two documents.
        figures: What the figures are bound to that changed: rows that are ranked anew by them
            moved for no reason of their own.
    """
    yield from _of_cover(comparison)
    yield from _of_nodes(comparison.blocks, figures)


def _of_cover(comparison: Document) -> Iterator[ContentChange]:
    old, new = (comparison.was or comparison).metadata, comparison.metadata
    if not (old.iso3 and new.iso3):
        return  # the properties of a Word file from elsewhere are no cover
    stamps = ("stamp",) if old.status != new.status else ()  # it has the day, too
    for name in (*_COVER, *stamps):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield _reworded(f"cover/{name}", after or before, before, after)


def _reworded(key: str, name: str, old: str, new: str) -> ContentChange:
    return ContentChange(kind=ContentKind.REWORDED, key=key, name=name, old=old, new=new)


def _of_nodes(nodes: Iterable[Any], figures: Collection[Binding]) -> Iterator[ContentChange]:
    for node in nodes:
        match node:
            case b.Marked() | b.Divided():
                continue
            case b.Revised():
                yield from _revised(node.was, node.block)
                yield from _of_nodes((node.block,), figures)
                continue
            case b.Table():
                yield from _moved_rows(node, figures)
            case _:
                pass
        was = getattr(node, "was", None)
        if was is not None:
            yield from _revised(was, node)
        for name, part in PARTS[type(node)].items():
            if part in _INNER:
                value = getattr(node, name)
                yield from _of_nodes((value,) if part is Part.TABLE else value, figures)


def _moved_rows(table: b.Table, figures: Collection[Binding]) -> Iterator[ContentChange]:
    """Yield rows of figures that moved, unless figures of the table changed."""
    if any(number.binding in figures for number in bound_numbers(table.rows)):
        return
    for row in table.rows:
        is_moved = row.mark is not None and row.mark.kind is ChangeKind.MOVE_TO
        if is_moved and next(bound_numbers(row.cells), None) is not None:
            words = " · ".join(filter(None, map(plain, row.cells)))
            key = f"{table.block_id}/{row.row_id}"
            yield ContentChange(kind=ContentKind.MOVED, key=key, name=words, new=words)


def _revised(was: Any, now: Any) -> Iterator[ContentChange]:  # noqa: ANN401 - any block or item
    """Yield what a reader sees of attributes that changed."""
    match now:
        case b.QualityCard():
            title = plain(words_of_side(now.title, Side.NEW))
            if was.badge != now.badge:
                yield _reworded(f"{now.block_id}/badge", title, was.badge, now.badge)
            if was.criteria != now.criteria:
                old, new = (_criteria(card) for card in (was, now))
                yield _reworded(f"{now.block_id}/criteria", title, old, new)
        case b.Table() if was.column_groups != now.column_groups:
            old, new = (
                " · ".join(plain(group.head) for group in table.column_groups)
                for table in (was, now)
            )
            yield _reworded(f"{now.block_id}/heads", new or old, old, new)
        case b.MatrixRow() if was.cells != now.cells:
            yield from _cells(was, now)
        case b.Row() if was.kind is not now.kind:
            name = plain(words_of_side(now.cells[0], Side.NEW)) if now.cells else ""
            yield ContentChange(kind=ContentKind.RESTYLED, key=now.row_id, name=name)
        case b.Table() | b.CoverageMatrix() | b.Chart():
            yield from _described(was, now)
        case _:
            pass


def _criteria(card: b.QualityCard) -> str:
    return "; ".join(f"{one.label}: {one.mark_label}" for one in card.criteria)


def _cells(was: b.MatrixRow, now: b.MatrixRow) -> Iterator[ContentChange]:
    """Yield that the coverage of a group is other evidence; what became empty is told already."""
    told = [
        (before[1], after[1])
        for before, after in zip(was.cells, now.cells, strict=False)
        if before != after and after[0] is not b.MatrixMark.EMPTY
    ]
    if told:
        old, new = (" · ".join(side) for side in zip(*told, strict=True))
        name = plain(words_of_side(now.head, Side.NEW))
        yield ContentChange(kind=ContentKind.STATUS, key=now.row_id, name=name, old=old, new=new)


def _described(was: Any, now: Any) -> Iterator[ContentChange]:  # noqa: ANN401
    """Yield that only the description for readers who cannot see it is another."""
    field = "alternative" if isinstance(now, b.Chart) else "description"
    before, after = getattr(was, field), getattr(now, field)
    table = now.table if isinstance(now, b.Chart) else now
    title = now.title if isinstance(now, b.Chart) else now.caption
    is_alone = not (_is_changed(table.rows) or is_marked(title))
    if before and after and before != after and is_alone:
        name = plain(words_of_side(title, Side.NEW))
        yield ContentChange(kind=ContentKind.RESTYLED, key=now.block_id, name=name)


def _is_changed(rows: Iterable[b.Row | b.MatrixRow]) -> bool:
    for row in rows:
        cells = row.cells if isinstance(row, b.Row) else (row.head,)
        if row.mark is not None or any(is_marked(cell) for cell in cells):
            return True
    return False
