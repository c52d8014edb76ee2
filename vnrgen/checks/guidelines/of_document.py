"""Rules about the composed document: its sections and its length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vnrgen.checks.guidelines.judgement import Check, Finding, Standing, Subject, met
from vnrgen.document.blocks import (
    Block,
    Callout,
    Contents,
    NoteList,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Section,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import every_block
from vnrgen.document.tree.word_count import count_words
from vnrgen.dossier.settings.yaml_files import Keys
from vnrgen.problems import Location, listed


@dataclass(frozen=True, slots=True)
class Sections:
    """Certain sections are there, in this order, and each says something."""

    wanted: tuple[str, ...]
    in_order: bool
    from_second: frozenset[str]

    @classmethod
    def read(cls, keys: Keys) -> Check | None:
        """Read ``sections``, ids of the outline, ``in_order`` and ``from_second``.

        ``in_order`` is true unless it says false; ``from_second`` are ids of sections that can say
        nothing in the first review of a country.
        """
        wanted, later = keys.texts("sections"), keys.texts("from_second")
        return (
            cls(wanted, keys.flag("in_order", default=True), frozenset(later)) if wanted else None
        )

    def judge(self, subject: Subject) -> Finding:
        """Name sections that are missing or empty, or stand in another order."""
        there = {s.block_id: s for s in _sections(subject.document.blocks)}
        may_lack = self.from_second if subject.dossier.settings.cycle < 2 else frozenset()
        needed = [name for name in self.wanted if name not in may_lack]
        missing = [name for name in needed if name not in there]
        empty = [name for name in needed if name in there and not _says_something(there[name])]
        order = [name for name in there if name in self.wanted]
        asked = [name for name in self.wanted if name in there]
        faults = [f"missing: {listed(missing)}"] if missing else []
        faults += [f"without content: {listed(empty)}"] if empty else []
        if self.in_order and order != asked:
            faults.append(f"in another order: {listed(order)}")
        if not faults:
            return met(f"{len(self.wanted)} sections")
        return Finding(
            standing=Standing.NOT_MET,
            found="; ".join(faults),
            where=(Location("dossier.yaml"),),
            fix="name the sections in the outline, take them out of sections: drop, and give each "
            "its tables or a text in narrative/",
        )


def _sections(blocks: Iterable[Block]) -> Iterator[Section]:
    return (block for block in every_block(blocks) if isinstance(block, Section))


def _says_something(section: Section) -> bool:
    """Whether there is more than headings, and more than notices that something is missing."""
    return any(_is_content(block) for block in every_block(section.blocks))


def _is_content(block: Block) -> bool:
    """Whether a block comes of the dossier; an outline's own first words of a section do not.

    What a section says where it has no evidence stands in a muted paragraph.
    """
    if isinstance(block, Paragraph):
        return block.role not in _FORMAL and bool(plain(block.content).strip())
    return not isinstance(block, Section | Callout | Contents | NoteList | PageBreak)


_FORMAL = (ParagraphRole.MUTED, ParagraphRole.LEAD)


@dataclass(frozen=True, slots=True)
class Words:
    """The document has at most so many words, counted as the guideline counts them."""

    most: int
    without: frozenset[str]

    @classmethod
    def read(cls, keys: Keys) -> Check | None:
        """Read ``most``, and ``without``: ids of sections that are not counted."""
        most = keys.integer("most")
        return cls(most, frozenset(keys.texts("without"))) if most and most > 0 else None

    def judge(self, subject: Subject) -> Finding:
        """Count the words of the body."""
        count = count_words(subject.document, self.without)
        left_out = f" without {listed(sorted(self.without))}" if self.without else ""
        found = f"{count:,} words{left_out}; at most {self.most:,}"
        if count <= self.most:
            return met(found)
        return Finding(
            standing=Standing.NOT_MET,
            found=found,
            where=(Location("dossier.yaml"),),
            fix=f"shorten by {count - self.most:,} words: drop sections in dossier.yaml, or "
            "shorten the texts in narrative/",
        )
