"""What changed in running words and in form, read off a marked tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vnrgen.document import blocks as b
from vnrgen.document.blocks import ChangeKind, Deleted, Document, Inlines, Inserted
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.marks import Side, blocks_of_side, words_of_side
from vnrgen.document.tree.walk import bound_numbers
from vnrgen.versions.changes.content import ContentChange, ContentKind
from vnrgen.versions.comparison.things import text_of
from vnrgen.versions.figures.shown import words_without_numbers


@dataclass(frozen=True, slots=True)
class Changes:
    """What a marked tree says of words, and of form alone."""

    prose: tuple[ContentChange, ...]
    form: tuple[ContentChange, ...]


def prose_changes(comparison: Document) -> Changes:
    """Return what was reworded, moved, added and dropped in running text, and what is form."""
    found = list(_of_blocks(comparison.blocks))
    form = {ContentKind.RENUMBERED, ContentKind.RESTYLED, ContentKind.PICTURE}
    return Changes(
        prose=tuple(c for c in found if c.kind not in form),
        form=tuple(c for c in found if c.kind in form),
    )


def _of_blocks(blocks: Iterable[b.Block]) -> Iterator[ContentChange]:
    for block in blocks:
        yield from _of_block(block)


def _of_block(block: b.Block) -> Iterator[ContentChange]:
    match block:
        case b.Marked():
            yield from _whole(block)
        case b.Revised():
            yield from _revised(block)
            yield from _of_block(block.block)
        case b.Divided():
            yield _of_divided(block)
        case b.Section() | b.Callout():
            yield from _text(block.block_id, block.title, heading=True)
            yield from _of_blocks(block.blocks)
        case b.Paragraph():
            yield from _text(block.block_id, block.content)
        case _:
            yield from _of_parts(block)


def _of_parts(block: b.Block) -> Iterator[ContentChange]:
    match block:
        case b.BulletList():
            for item in block.items:
                yield from _of_item(item)
        case b.Table():
            yield from _captions(block)
            yield from _of_columns(block)
            yield from _of_rows(block)
        case b.Chart():
            yield from _captions(block)
            yield from _of_rows(block.table)
        case b.NoteList():
            yield from _text(block.block_id, block.title, heading=True)
            for note in block.notes:
                yield from _of_note(note)
        case _:
            yield from _of_furnishings(block)


def _of_furnishings(block: b.Block) -> Iterator[ContentChange]:
    """Yield what changed in the words around stories, quotes, cards and key figures."""
    match block:
        case b.Story():
            yield from _text(block.block_id, block.title, heading=True)
            yield from _text(f"{block.block_id}/meta", block.meta)
        case b.Quote():
            yield from _text(block.block_id, block.attribution)
        case b.QualityCard():
            yield from _text(block.block_id, block.title, heading=True)
            for label, content in block.facts:
                yield from _text(f"{block.block_id}/{label}", content)
        case b.KeyFigures():
            for figure in block.figures:
                for content in (figure.value, figure.label, figure.detail):
                    yield from _text(f"{block.block_id}/{figure.figure_id}", content)
        case _:
            yield from _of_registers(block)


def _of_registers(block: b.Block) -> Iterator[ContentChange]:
    """Yield what changed in the words over recommendations and over and in a matrix."""
    match block:
        case b.RecommendationTable():
            yield from _text(block.block_id, block.caption)
        case b.CoverageMatrix():
            for content in (block.caption, block.corner, *block.columns, *block.notes):
                yield from _text(block.block_id, content)
            for row in block.rows:
                yield from _text(f"{block.block_id}/{row.row_id}", row.head, heading=True)
        case _:
            pass


def _of_columns(table: b.Table) -> Iterator[ContentChange]:
    """Yield columns that came, went or are headed otherwise."""
    for column in table.columns:
        key = f"{table.block_id}/{column.column_id}"
        if column.mark is None or column.mark.kind is ChangeKind.REVISE:
            yield from _text(key, column.head, heading=True)
        else:
            yield from _item(key, plain(column.head), column.mark.kind)


def _of_rows(table: b.Table) -> Iterator[ContentChange]:
    """Yield rows reworded, and those that came and went if they are neither figures nor evidence.

    The cells of a column that came or went are told with it.
    """
    stays = [column.mark is None or not _is_one_sided(column.mark.kind) for column in table.columns]
    is_told = table.role in (b.TableRole.REGISTER, b.TableRole.GRID)
    for row in table.rows:
        key = f"{table.block_id}/{row.row_id}"
        spans = row.kind is b.RowKind.GROUP
        cells = [c for n, c in enumerate(row.cells) if spans or stays[n]]
        if row.mark is None or row.mark.kind is ChangeKind.REVISE:
            yield from _text(key, _side_by_side(cells))
        elif not is_told and next(bound_numbers(row.cells), None) is None:
            yield from _item(key, plain(_side_by_side(cells)), row.mark.kind)


def _is_one_sided(kind: ChangeKind) -> bool:
    return kind.is_old or kind.is_new


def _side_by_side(cells: Iterable[Inlines]) -> Inlines:
    content: list[b.Inline] = []
    for cell in cells:
        if cell and content:
            content.append(b.Text(" · "))
        content += cell
    return tuple(content)


def _captions(block: b.Table | b.Chart) -> Iterator[ContentChange]:
    title = block.title if isinstance(block, b.Chart) else block.caption
    yield from _text(block.block_id, title)
    for n, line in enumerate((*block.notes, block.source), start=1):
        yield from _text(f"{block.block_id}/line/{n}", line)


def _whole(block: b.Marked) -> Iterator[ContentChange]:
    inner = block.block
    if isinstance(inner, b.Contents | b.PageBreak | b.Story | b.Quote | b.RecommendationTable):
        return  # told elsewhere, or says nothing
    words = text_of(inner)
    key = inner.block_id
    match block.mark.kind:
        case ChangeKind.MOVE_TO:
            yield ContentChange(kind=ContentKind.MOVED, key=key, name=_short(words), new=words)
        case ChangeKind.INSERT:
            yield ContentChange(kind=ContentKind.ADDED, key=key, name=_short(words), new=words)
        case ChangeKind.DELETE:
            yield ContentChange(kind=ContentKind.DROPPED, key=key, name=_short(words), old=words)
        case _:
            pass


def _revised(block: b.Revised) -> Iterator[ContentChange]:
    old, new = (_number(node) for node in (block.was, block.block))
    if old != new:
        yield ContentChange(
            kind=ContentKind.RENUMBERED, key=block.block_id, name=new or old, old=old, new=new
        )
    elif block.mark.form and _style(block.was) != _style(block.block):
        yield ContentChange(
            kind=ContentKind.RESTYLED, key=block.block_id, name=_short(text_of(block.block))
        )
    yield from _redrawn(block)


def _redrawn(block: b.Revised) -> Iterator[ContentChange]:
    """Yield a chart that is drawn otherwise from the same figures."""
    sides = [blocks_of_side((block,), side) for side in (Side.OLD, Side.NEW)]
    for old, new in zip(*sides, strict=False):
        if not isinstance(old, b.Chart) or not isinstance(new, b.Chart):
            continue
        if old.drawing != new.drawing and old.table.rows == new.table.rows:
            name = _short(plain(new.title))
            yield ContentChange(kind=ContentKind.PICTURE, key=block.block_id, name=name)


def _number(block: b.Block) -> str:
    return str(getattr(block, "label", "") or getattr(block, "number", ""))


def _style(block: b.Block) -> tuple[object, ...]:
    names = ("role", "level", "starts_page", "ordered", "tone")
    return tuple(getattr(block, name, None) for name in names)


def _of_divided(block: b.Divided) -> ContentChange:
    splits = block.mark.kind is ChangeKind.INSERT
    kind = ContentKind.SPLIT if splits else ContentKind.MERGED
    words = " ".join(plain(words_of_side(part.content, Side.NEW)) for part in block.parts)
    return ContentChange(kind=kind, key=block.block_id, name=_short(words), new=words)


def _of_item(item: b.ListItem) -> Iterator[ContentChange]:
    if item.mark is None or item.mark.kind is ChangeKind.REVISE:
        yield from _of_blocks(item.blocks)
    else:
        yield from _item(item.block_id, text_of(item), item.mark.kind)


def _item(key: str, words: str, change: ChangeKind) -> Iterator[ContentChange]:
    """Yield something that came, went or moved as a whole; a move is told once."""
    kinds = {
        ChangeKind.INSERT: ContentKind.ADDED,
        ChangeKind.DELETE: ContentKind.DROPPED,
        ChangeKind.MOVE_TO: ContentKind.MOVED,
    }
    kind = kinds.get(change)
    if kind is not None and words.strip():
        is_gone = kind is ContentKind.DROPPED
        yield ContentChange(
            kind=kind,
            key=key,
            name=_short(words),
            old=words if is_gone else None,
            new=None if is_gone else words,
        )


def _of_note(note: b.Note) -> Iterator[ContentChange]:
    if note.mark is None or note.mark.kind is ChangeKind.REVISE:
        yield from _text(note.note_id, note.content)
        return
    words = plain(note.content)
    if note.mark.kind is ChangeKind.INSERT:
        yield ContentChange(kind=ContentKind.ADDED, key=note.note_id, name=_short(words), new=words)
    elif note.mark.kind is ChangeKind.DELETE:
        yield ContentChange(
            kind=ContentKind.DROPPED, key=note.note_id, name=_short(words), old=words
        )


def _text(key: str, content: Inlines, *, heading: bool = False) -> Iterator[ContentChange]:
    marks = [part.mark for part in content if isinstance(part, Inserted | Deleted)]
    if not marks:
        return
    old, new = (words_of_side(content, side) for side in (Side.OLD, Side.NEW))
    if words_without_numbers(old) != words_without_numbers(new):
        yield ContentChange(
            kind=ContentKind.RENAMED if heading else ContentKind.REWORDED,
            key=key,
            name=_short(plain(new) or plain(old)),
            old=plain(old),
            new=plain(new),
        )
    elif all(mark.form for mark in marks):
        yield ContentChange(kind=ContentKind.RESTYLED, key=key, name=_short(plain(new)))


def _short(words: str, letters: int = 60) -> str:
    line = " ".join(words.split())
    return line if len(line) <= letters else line[: letters - 1].rstrip() + "…"
