"""The last pass over a composed tree: levels, numbers, notes, references and the contents."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from vnrgen.document.blocks import (
    Block,
    BulletList,
    Callout,
    Chart,
    Contents,
    ContentsEntry,
    CoverageMatrix,
    CrossReference,
    Inline,
    Layout,
    ListItem,
    Note,
    NoteList,
    NoteMark,
    RecommendationTable,
    Section,
    Table,
    Text,
)
from vnrgen.document.blocks.identity import IdBook
from vnrgen.document.blocks.plain import plain
from vnrgen.document.context import Composition
from vnrgen.document.tree.mapped import map_inlines, mapped
from vnrgen.document.tree.walk import every_block

_DEEPEST = 4
_CONTENTS_LEVELS = 2
_BlockT = TypeVar("_BlockT", bound=Block)


def numbered(sections: Iterable[Section], whole: Composition) -> tuple[Block, ...]:
    """Return the finished blocks of a document.

    Sections get their numbers and levels, figures and tables theirs over the whole document,
    notes theirs within each section (in the order of their marks, listed at its end); then
    cross-references are resolved (XRF001 where one leads nowhere), and contents are put first.

    A brief has neither numbers nor contents, and one list of notes, at its end.
    """
    if whole.outline.layout is Layout.BRIEF:
        return _brief(sections, whole)
    labelled = [
        _levelled(section, str(number), 1) for number, section in enumerate(sections, start=1)
    ]
    labels = _Labels(whole)
    labelled = [labels.give(section) for section in labelled]
    noted = [_with_notes(section, whole) for section in labelled]
    resolved = _resolved(noted, whole)
    return (_contents(resolved, whole), *resolved)


def _brief(sections: Iterable[Section], whole: Composition) -> tuple[Block, ...]:
    labels, numbers = _Labels(whole, are_printed=False), _NoteNumbers(whole)
    marked = [map_inlines(labels.give(section), numbers) for section in sections]
    if marked:
        marked[-1] = _with_list(marked[-1], numbers, whole, is_titled=False)
    return tuple(_resolved(marked, whole))


def _levelled(section: Section, number: str, level: int) -> Section:
    blocks: list[Block] = []
    count = 0
    for block in section.blocks:
        if isinstance(block, Section):
            count += 1
            blocks.append(_levelled(block, f"{number}.{count}", level + 1))
        else:
            blocks.append(block)
    return replace(
        section,
        number=number if level <= _CONTENTS_LEVELS else "",
        level=min(level, _DEEPEST),
        blocks=tuple(blocks),
    )


# --- figures and tables ------------------------------------------------------------------------


@dataclass(slots=True)
class _Labels:
    """Counts figures and tables in reading order, and sees that no two blocks share an id."""

    whole: Composition
    ids: IdBook = field(default_factory=IdBook)
    figures: int = 0
    tables: int = 0
    are_printed: bool = True

    def give(self, block: _BlockT) -> _BlockT:
        """Return a block with its label and an id of its own, and all blocks in it too."""
        block = replace(block, block_id=self.ids.unique(block.block_id))
        match block:
            case Section(blocks=inner) | Callout(blocks=inner):
                return replace(block, blocks=tuple(self.give(b) for b in inner))
            case BulletList(items=items):
                return replace(block, items=tuple(self._item(item) for item in items))
            case Chart() | Table() | CoverageMatrix() | RecommendationTable() if (
                not self.are_printed
            ):
                return block
            case Chart():
                self.figures += 1
                number = self.whole.wording.number(self.figures)
                label = self.whole.wording.text("Figure {number}", number=number)
                return replace(block, label=label)
            case Table(caption=caption) | CoverageMatrix(caption=caption) if caption:
                return replace(block, label=self._table())
            case RecommendationTable(caption=caption) if caption:
                return replace(block, label=self._table())
            case _:
                return block

    def _item(self, item: ListItem) -> ListItem:
        block_id = self.ids.unique(item.block_id)
        return replace(item, block_id=block_id, blocks=tuple(self.give(b) for b in item.blocks))

    def _table(self) -> str:
        self.tables += 1
        number = self.whole.wording.number(self.tables)
        return self.whole.wording.text("Table {number}", number=number)


# --- notes -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _NoteNumbers:
    """Gives note marks their labels in the order in which they are met."""

    whole: Composition
    given: dict[str, str] = field(default_factory=dict)

    def __call__(self, inline: Inline) -> Inline:
        if not isinstance(inline, NoteMark):
            return inline
        if inline.note_id not in self.given:
            self.given[inline.note_id] = self.whole.wording.number(len(self.given) + 1)
        return NoteMark(inline.note_id, self.given[inline.note_id])


def _with_notes(section: Section, whole: Composition) -> Section:
    numbers = _NoteNumbers(whole)
    return _with_list(map_inlines(section, numbers), numbers, whole)


def _with_list(
    marked: Section, numbers: _NoteNumbers, whole: Composition, *, is_titled: bool = True
) -> Section:
    """Return a section with the notes that were met so far at its end."""
    notes: list[Note] = []
    while len(notes) < len(numbers.given):  # a note may itself call a note
        note_id = list(numbers.given)[len(notes)]
        content = mapped(whole.notes.contents.get(note_id, ()), numbers)
        notes.append(Note(note_id=note_id, label=numbers.given[note_id], content=content))
    if not notes:
        return marked
    title = (Text(whole.wording.text("Notes")),) if is_titled else ()
    notes_block = NoteList(block_id=f"{marked.block_id}/notes", title=title, notes=tuple(notes))
    return replace(marked, blocks=(*marked.blocks, notes_block))


# --- references --------------------------------------------------------------------------------


def _resolved(sections: list[Section], whole: Composition) -> list[Section]:
    if not whole.references.asked:
        return sections
    printed = dict(_printed(sections, whole))
    answers: dict[str, tuple[str, str]] = {}
    for target, places in whole.references.asked.items():
        found = _matching(target, printed)
        if found is not None:
            answers[target] = (found, printed[found])
            continue
        near = difflib.get_close_matches(target, list(printed), n=3, cutoff=0.3)
        fix = f"use one of: {', '.join(near or sorted(printed)[:3])}" if printed else "drop it"
        for where in places:
            whole.problems.error("XRF001", where, f'there is no figure or table "{target}"', fix)

    def resolve(inline: Inline) -> Inline:
        if isinstance(inline, CrossReference) and inline.target_id in answers:
            target_id, text = answers[inline.target_id]
            return CrossReference(target_id, text)
        return Text("…") if isinstance(inline, CrossReference) and not inline.text else inline

    return [map_inlines(section, resolve) for section in sections]


def _printed(sections: list[Section], whole: Composition) -> Iterable[tuple[str, str]]:
    """Yield every block that can be referred to, with what is printed for it."""
    for block in every_block(sections):
        match block:
            case Chart(label=label) | Table(label=label) if label:
                yield block.block_id, label
            case CoverageMatrix(label=label) | RecommendationTable(label=label) if label:
                yield block.block_id, label
            case Section(number=number) if number:
                yield block.block_id, whole.wording.text("Section {number}", number=number)
            case _:
                pass


def _matching(target: str, printed: dict[str, str]) -> str | None:
    """Return the first block whose id is the target, or has all of its parts in this order."""
    if target in printed:
        return target
    wanted = target.split("/")
    for block_id in printed:
        parts = iter(block_id.replace("|", "/").split("/"))
        if all(any(_same(want, part) for part in parts) for want in wanted):
            return block_id
    return None


def _same(wanted: str, part: str) -> bool:
    return wanted == part or part.startswith(f"{wanted}-") or wanted in part.split("_")


def _contents(sections: list[Section], whole: Composition) -> Contents:
    entries = tuple(
        ContentsEntry(
            target_id=block.block_id,
            number=block.number,
            title=plain(i for i in block.title if not isinstance(i, NoteMark)),
            level=block.level,
        )
        for block in every_block(sections)
        if isinstance(block, Section) and block.number
    )
    title = (Text(whole.wording.text("Contents")),)
    return Contents(block_id="contents", title=title, entries=entries)
