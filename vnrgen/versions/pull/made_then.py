"""What vnrgen itself wrote into a Word file when it was made, and whether anybody touched it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vnrgen.document.tree.meetings import meeting_of
from vnrgen.render.docx.source_map import MapEntry, words_digest
from vnrgen.versions.pull.leaves import Leaf, said

SINGLE: Final = frozenset({"Paragraph", "Section", "RecommendationEntry", "Detail", "Note", "Cell"})
"""Kinds of ranges that are one paragraph."""
_PARTIAL: Final = frozenset({"BoundNumber", "NoteMark"})
_PEOPLES: Final = frozenset({"Story", "Quote"})


@dataclass(slots=True)
class MadeThen:
    """The marks of the edited file's own map, with what stands in them now.

    ``intact`` are the bookmarks of ranges whose words are still those they had when the file was
    made, ``untouched`` the paragraphs in them: nothing there is an edit, whatever the chapter
    prints today.
    """

    before: Mapping[str, MapEntry]
    today: Mapping[str, MapEntry]
    untouched: frozenset[int] = field(default=frozenset(), init=False)
    intact: frozenset[str] = field(default=frozenset(), init=False)

    def look(self, leaves: Sequence[Leaf]) -> None:
        """Compare the words of every range with those it had."""
        ranges: dict[str, list[Leaf]] = defaultdict(list)
        for leaf in leaves:
            for name in dict.fromkeys((*leaf.open, *leaf.starts)):
                ranges[name].append(leaf)
        found: set[int] = set()
        intact: set[str] = set()
        for name, inside in ranges.items():
            entry = self.before.get(name)
            if entry is None or entry.kind in _PARTIAL or entry.part == "label":
                continue
            if entry.kind in SINGLE and sum(bool(leaf.words) for leaf in inside) > 1:
                continue  # somebody divided it
            if entry.digest and entry.digest in {_digest(inside), _full_digest(inside)}:
                found |= {leaf.number for leaf in inside}
                intact.add(name)
        self.untouched, self.intact = frozenset(found), frozenset(intact)

    def is_stale(self, leaf: Leaf) -> bool:
        """Whether untouched words without a like today were made by vnrgen, not by a writer.

        Prose is not: where its words stand elsewhere in Word, they are moved, not stale.
        """
        if leaf.number not in self.untouched:
            return False
        entries = [self.before[n] for n in (*leaf.open, *leaf.starts) if n in self.before]
        return not any(
            entry.origin is not None
            and entry.origin.kind == "narrative"
            and entry.bookmark in self.today
            for entry in entries
        )

    def gone(self, leaf: Leaf) -> MapEntry | None:
        """Return what vnrgen made of the data where a paragraph stands, and makes no more."""
        for name in reversed((*leaf.open, *leaf.starts)):
            entry = self.before.get(name)
            if entry is None or name in self.today or entry.kind in _PARTIAL:
                continue
            if entry.origin is None or entry.origin.kind not in {"narrative", "template"}:
                return entry
        return None


def is_of_people(entry: MapEntry) -> bool:
    """Whether a block holds somebody's own words, which no list may keep."""
    is_told = entry.origin is not None and entry.origin.kind == "story"
    is_testimony = entry.block_id.startswith("testimony/") or entry.kind in _PEOPLES
    return is_told or is_testimony or bool(meeting_of(entry.block_id))


def _digest(leaves: Sequence[Leaf]) -> str:
    return words_digest(" ".join(leaf.spoken for leaf in leaves))


def _full_digest(leaves: Sequence[Leaf]) -> str:
    """Return the digest of paragraphs with the labels that vnrgen sets before their words."""
    return words_digest(" ".join(said(p.raw or p.text for p in leaf.pieces) for leaf in leaves))
