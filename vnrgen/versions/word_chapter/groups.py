"""Blocks of several paragraphs in a Word file: stories, quotes, registers, notes, cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Block, Inlines
from vnrgen.document.blocks.identity import IdBook
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import bound_numbers
from vnrgen.render.docx.source_map import MapEntry, words_digest
from vnrgen.versions.pull.leaves import Leaf, said
from vnrgen.versions.pull.markdown_out import escaped
from vnrgen.versions.word_chapter.grids import Around, key_figures_of, table_of
from vnrgen.versions.word_chapter.words import Entries, inlines_of

TYPED = b.Origin("narrative", "")
"""Where words come from that somebody typed in Word."""
_CAPTIONS = frozenset({"caption", "data caption"})
_SAID = re.compile(r"testimony/(?P<id>.+)/[^/]+")


@dataclass(slots=True)
class Groups:
    """Makes one block of the paragraphs that a bookmark covers."""

    entries: Entries
    book: IdBook
    language: str
    testimonies: dict[str, Testimony]

    def blocks(self, owner: MapEntry, leaves: Sequence[Leaf]) -> Iterator[Block]:
        """Yield the block that is owned, and tables that were put into it.

        A table that says something else than vnrgen made of the data was typed into.
        """
        made = _MAKERS[owner.kind](self, self.book.unique(owner.block_id), leaves)
        is_typed = not is_untouched(owner, leaves)
        for block in made:
            if is_typed and isinstance(block, b.Table):
                yield replace(block, origin=TYPED)
            else:
                yield block

    def words(self, *leaves: Leaf) -> Inlines:
        """Return the words of paragraphs."""
        return inlines_of(leaves, self.entries)

    # --- tables and charts ---------------------------------------------------------------------

    def table(self, block_id: str, leaves: Sequence[Leaf]) -> Iterator[Block]:
        """Yield a table, or the table behind a chart under the chart's title."""
        cells = [leaf for leaf in leaves if leaf.form.cell is not None]
        lines = [leaf for leaf in leaves if leaf.form.cell is None and leaf.words]
        captions = [leaf for leaf in lines if leaf.form.style in _CAPTIONS]
        sources = [leaf for leaf in lines if leaf.form.style == "source"]
        rest = [leaf for leaf in lines if leaf not in captions and leaf not in sources]
        around = Around(
            block_id=block_id,
            label=captions[0].label if captions else "",
            caption=self.words(*captions[:1]),
            notes=tuple(words for leaf in (*captions[1:], *rest) if (words := self.words(leaf))),
            source=self.words(*sources),
        )
        tables = [list(run) for _number, run in groupby(cells, key=_table_number)]
        yield table_of(tables[0] if tables else (), around, self.entries)
        for put_in in tables[1:]:
            yield self.plain_table(put_in)

    def plain_table(self, leaves: Sequence[Leaf]) -> b.Table:
        """Return a table that is none of vnrgen's."""
        block_id = self.book.claim("table", " ".join(leaf.words for leaf in leaves))
        origin = TYPED if self.entries else None
        return table_of(leaves, Around(block_id, origin=origin), self.entries)

    def key_figures(self, block_id: str, leaves: Sequence[Leaf]) -> Iterator[Block]:
        """Yield a strip of key figures."""
        yield key_figures_of(leaves, block_id, self.entries)

    # --- people's words ------------------------------------------------------------------------

    def story(self, block_id: str, leaves: Sequence[Leaf]) -> Iterator[Block]:
        """Yield a story; what was told is kept beside the tree."""
        key = self._told(block_id.rpartition("/")[2], leaves, frozenset({"story"}))
        styled = _by_style(leaves)
        beside = [self.words(leaf) for leaf in styled.get("story figure", ())]
        yield b.Story(
            block_id=block_id,
            testimony_id=key,
            title=self.words(*styled.get("story title", ())),
            meta=self.words(*styled.get("story meta", ())),
            beside=tuple(_beside(n, words) for n, words in enumerate(beside) if words),
        )

    def quote(self, block_id: str, leaves: Sequence[Leaf]) -> Iterator[Block]:
        """Yield what somebody said in a meeting; it is kept beside the tree."""
        own = block_id.removesuffix("/quote").rpartition("/")[2]
        key = self._told(own, leaves, frozenset({"quote"}))
        attribution = self.words(*_by_style(leaves).get("quote attribution", ()))
        yield b.Quote(block_id=block_id, testimony_id=key, attribution=attribution)

    def _told(self, own_id: str, leaves: Sequence[Leaf], styles: frozenset[str]) -> str:
        ids = (
            self.entries[n].block_id for leaf in leaves for n in leaf.starts if self._is_known(n)
        )
        found = (match["id"] for block_id in ids if (match := _SAID.fullmatch(block_id)))
        key = next(found, own_id)
        said = [leaf for leaf in leaves if leaf.form.style in styles and leaf.words]
        text = "\n\n".join(escaped(leaf.words) for leaf in said)
        self.testimonies[key] = Testimony(
            testimony_id=key, text=text, language=self.language, attribution=""
        )
        return key

    def _is_known(self, name: str) -> bool:
        return name in self.entries

    # --- registers -----------------------------------------------------------------------------

    def recommendations(self, block_id: str, leaves: Sequence[Leaf]) -> Iterator[Block]:
        """Yield recommendations; a paragraph put among them is a detail of the one before."""
        entries: list[b.RecommendationEntry] = []
        captions = [leaf for leaf in leaves if leaf.form.style in _CAPTIONS]
        book = IdBook()
        for leaf in leaves:
            words = self.words(leaf)
            if leaf in captions or not words:
                continue
            rec_id = self._part(leaf, "entry/")
            if rec_id or not entries:
                key = book.unique(rec_id or leaf.label or plain(words))
                entries.append(b.RecommendationEntry(rec_id=key, text=words, details=()))
                continue
            last = entries.pop()
            details = (*last.details, (leaf.label, words))
            entries.append(
                b.RecommendationEntry(rec_id=last.rec_id, text=last.text, details=details)
            )
        yield b.RecommendationTable(
            block_id=block_id,
            label=captions[0].label if captions else "",
            caption=self.words(*captions),
            entries=tuple(entries),
        )

    def _part(self, leaf: Leaf, prefix: str) -> str:
        parts = (self.entries[name].part for name in leaf.starts if self._is_known(name))
        return next((p.removeprefix(prefix) for p in parts if p.startswith(prefix)), "")

    def notes(self, block_id: str, leaves: Sequence[Leaf]) -> Iterator[Block]:
        """Yield the notes of a section."""
        heads = [leaf for leaf in leaves if leaf.form.style == "notes heading"]
        notes = []
        for leaf in leaves:
            words = self.words(leaf)
            if leaf in heads or not words:
                continue
            known = [self.entries[n] for n in leaf.starts if self._is_known(n)]
            own = next((e.block_id for e in known if e.kind == "Note"), "")
            note_id = self.book.unique(own) if own else self.book.claim("note", leaf.words)
            notes.append(b.Note(note_id=note_id, label=leaf.label, content=words))
        yield b.NoteList(block_id=block_id, title=self.words(*heads), notes=tuple(notes))

    def card(self, block_id: str, leaves: Sequence[Leaf]) -> Iterator[Block]:
        """Yield the card of a source; its criteria are facts like the others."""
        heads = [leaf for leaf in leaves if leaf.form.style == "card title"]
        facts = [(leaf.label, self.words(leaf)) for leaf in leaves if leaf not in heads]
        yield b.QualityCard(
            block_id=block_id,
            title=self.words(*heads),
            badge=heads[0].label if heads else "",
            facts=tuple((label, words) for label, words in facts if words),
            criteria=(),
        )


_MAKERS: Mapping[str, Callable[..., Iterator[Block]]] = {
    "Table": Groups.table,
    "Chart": Groups.table,
    "CoverageMatrix": Groups.table,
    "KeyFigures": Groups.key_figures,
    "Story": Groups.story,
    "Quote": Groups.quote,
    "RecommendationTable": Groups.recommendations,
    "NoteList": Groups.notes,
    "QualityCard": Groups.card,
}
GROUPS = frozenset(_MAKERS)
"""Kinds of blocks that have several paragraphs."""


def is_untouched(entry: MapEntry, leaves: Sequence[Leaf]) -> bool:
    """Whether paragraphs say what they said when vnrgen wrote them, with labels or without."""
    if not entry.digest:
        return True
    spoken = " ".join(leaf.spoken for leaf in leaves)
    if entry.digest == words_digest(spoken):
        return True
    whole = " ".join(said(p.raw or p.text for p in leaf.pieces) for leaf in leaves)
    return entry.digest == words_digest(whole)


def _table_number(leaf: Leaf) -> int:
    return leaf.form.cell[0] if leaf.form.cell else 0


def _by_style(leaves: Sequence[Leaf]) -> dict[str, list[Leaf]]:
    found: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        if leaf.words:
            found.setdefault(leaf.form.style, []).append(leaf)
    return found


def _beside(number: int, words: Inlines) -> b.KeyFigure:
    bound = next(iter(bound_numbers(words)), None)
    key = bound.binding.reference if bound is not None else f"figure {number + 1}"
    return b.KeyFigure(figure_id=key, value=words, label=(), detail=())
