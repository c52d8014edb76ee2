"""A marked tree as passages side by side: what each said before, and what it says now."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vnrgen.document import blocks as b
from vnrgen.document.blocks import (
    ChangeKind,
    ChangeMark,
    Deleted,
    Document,
    Inlines,
    Inserted,
    Text,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.marks import Side, is_marked, normal_words

_BETWEEN_CELLS = " · "


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or row: ``old`` with what went, ``new`` with what came, marked.

    Either is empty where the passage stands in one version only. ``moved`` says that it stands
    elsewhere in the other. ``told`` is the story or quote whose words stand after it.
    """

    section: str
    old: Inlines
    new: Inlines
    is_changed: bool
    moved: bool = False
    told: str = ""


_GONE = (Text("…"),)
_EMPTY = Passage("", (), (), is_changed=False)


def passages(comparison: Document) -> Iterator[Passage]:
    """Yield every passage in reading order, changed or not."""
    for passage in _of_blocks(comparison.blocks, ""):
        yield passage
        if passage.told:
            words = comparison.reworded.get(passage.told, ())
            yield from map(_without_gone, _of_blocks(words, passage.section))


def _without_gone(passage: Passage) -> Passage:
    """Return a passage of what somebody told without what she does not say any more.

    She may have taken it back: only a sign tells where it stood.
    """
    old = tuple(
        dataclasses.replace(part, children=_GONE) if isinstance(part, Deleted) else part
        for part in passage.old
    )
    return dataclasses.replace(passage, old=old)


def _of_blocks(blocks: Iterable[b.Block], section: str) -> Iterator[Passage]:
    for block in blocks:
        yield from _of_block(block, section)


def _of_block(block: b.Block, section: str) -> Iterator[Passage]:
    match block:
        case b.Marked():
            yield from _of_whole(block, section)
        case b.Revised():
            yield from _of_block(block.block, section)
        case b.Divided():
            yield from _of_divided(block, section)
        case b.Section():
            here = plain(_kept(block.title, Side.NEW)) or section
            yield _passage(here, block.title)
            yield from _of_blocks(block.blocks, here)
        case b.Callout():
            yield _passage(section, block.title)
            yield from _of_blocks(block.blocks, section)
        case b.BulletList():
            for item in block.items:
                yield from _of_item(item, section)
        case b.Story() | b.Quote():
            head, *rest = [_passage(section, line) for line in _lines(block) if line] or [_EMPTY]
            yield dataclasses.replace(head, section=section, told=block.testimony_id)
            yield from rest
        case _:
            yield from (_passage(section, line) for line in _lines(block) if line)
            yield from _rows(block, section)


def _of_whole(block: b.Marked, section: str) -> Iterator[Passage]:
    moved = bool(block.mark.pair_id)
    for passage in _of_block(block.block, section):
        yield _one_side(passage, block.mark, moved=moved)


def _one_side(passage: Passage, mark: ChangeMark, *, moved: bool) -> Passage:
    if mark.kind.is_old:
        words = (Deleted(passage.new, mark),) if passage.new else ()
        return Passage(passage.section, words, (), is_changed=True, moved=moved)
    words_now = (Inserted(passage.new, mark),) if passage.new else ()
    return Passage(passage.section, (), words_now, is_changed=True, moved=moved)


def _of_divided(block: b.Divided, section: str) -> Iterator[Passage]:
    """A split paragraph is one passage on the side where it is one."""
    pilcrow = (Text(" ¶ "),)
    contents: list[b.Inline] = []
    for n, part in enumerate(block.parts):
        if n:
            is_new = block.mark.kind is ChangeKind.INSERT
            contents.append(
                Inserted(pilcrow, block.mark) if is_new else Deleted(pilcrow, block.mark)
            )
        contents += part.content
    yield _passage(section, tuple(contents))


def _of_item(item: b.ListItem, section: str) -> Iterator[Passage]:
    for passage in _of_blocks(item.blocks, section):
        if item.mark is None or item.mark.kind is ChangeKind.REVISE:
            yield passage
        else:
            yield _one_side(passage, item.mark, moved=bool(item.mark.pair_id))


def _lines(block: b.Block) -> Iterator[Inlines]:
    match block:
        case b.Paragraph():
            yield block.content
        case b.Table() | b.CoverageMatrix() | b.RecommendationTable():
            yield block.caption
        case b.Chart():
            yield from (block.title, block.subtitle, *block.notes, block.source)
        case b.Story():
            yield from (block.title, block.meta)
        case b.Quote():
            yield block.attribution
        case b.QualityCard() | b.NoteList():
            yield block.title
        case _:
            pass


def _rows(block: b.Block, section: str) -> Iterator[Passage]:
    """Yield a passage for every row or entry; of the table behind a chart too."""
    match block:
        case b.QualityCard():
            facts = (((Text(label),), content) for label, content in block.facts)
            yield from (_passage(section, _joined(fact)) for fact in facts)
        case b.Table():
            for row in block.rows:
                yield from _item(section, row.mark, row.cells)
            yield from (_passage(section, line) for line in (*block.notes, block.source) if line)
        case b.Chart():
            yield from _rows(block.table, section)
        case _:
            yield from _entries(block, section)


def _entries(block: b.Block, section: str) -> Iterator[Passage]:
    match block:
        case b.RecommendationTable():
            for entry in block.entries:
                yield from _item(section, entry.mark, _cells_of(entry))
        case b.CoverageMatrix():
            for row in block.rows:
                yield from _item(section, row.mark, (row.head, *_marks_of(row)))
        case b.KeyFigures():
            for figure in block.figures:
                yield from _item(section, figure.mark, (figure.value, figure.label, figure.detail))
        case b.NoteList():
            for note in block.notes:
                yield from _item(section, note.mark, (note.content,))
        case _:
            pass


def _marks_of(row: b.MatrixRow) -> Iterator[Inlines]:
    """Yield the words of each cell, those of before marked where they were others."""
    before = row.was.cells if row.was is not None else row.cells
    for n, (_mark, words) in enumerate(row.cells):
        old = before[n][1] if n < len(before) else ""
        if old == words:
            yield (Text(words),) if words else ()
        else:
            gone, come = Deleted((Text(old),)), Inserted((Text(words),))
            yield tuple(part for part, said in ((gone, old), (come, words)) if said)


def _cells_of(entry: b.RecommendationEntry) -> tuple[Inlines, ...]:
    return ((Text(entry.rec_id),), entry.text, *(content for _label, content in entry.details))


def _item(section: str, mark: ChangeMark | None, cells: Sequence[Inlines]) -> Iterator[Passage]:
    passage = _passage(section, _joined(cells))
    if mark is None or mark.kind is ChangeKind.REVISE:
        yield passage
    else:
        yield _one_side(passage, mark, moved=bool(mark.pair_id))


def _joined(cells: Sequence[Inlines]) -> Inlines:
    content: list[b.Inline] = []
    for cell in cells:
        if cell and content:
            content.append(Text(_BETWEEN_CELLS))
        content += cell
    return tuple(content)


def _passage(section: str, content: Inlines) -> Passage:
    old, new = (_kept(content, side) for side in Side)
    return Passage(section, old, new, is_changed=is_marked(content))


def _kept(content: Inlines, side: Side) -> Inlines:
    """Return the words of one side, its marks kept; nothing leads to another place."""
    kept: list[b.Inline] = []
    for part in content:
        match part:
            case Inserted() | Deleted():
                if side.has(part.mark):
                    kept.append(dataclasses.replace(part, children=_kept(part.children, side)))
            case b.NoteMark(label=label):
                kept.append(Text(f"[{label}]"))
            case b.BoundNumber(text=text) | b.CrossReference(text=text):
                kept.append(Text(text))
            case b.Link():
                kept += _kept(part.children, side)
            case b.Text():
                kept.append(part)
            case _:
                kept.append(dataclasses.replace(part, children=_kept(part.children, side)))
    return normal_words(tuple(kept))
