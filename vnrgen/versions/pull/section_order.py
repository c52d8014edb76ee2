"""Sections that were moved in Word: compared where they stand today, and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vnrgen.render.docx.source_map import MapEntry
from vnrgen.rising import longest_rising
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.word import WordFile


def in_the_order_of(
    edited: WordFile, today: WordFile, entries: Mapping[str, MapEntry]
) -> tuple[str, ...]:
    """Put the sections of an edited file into today's order; return the titles that Word moved.

    Args:
        edited: Its paragraphs get other numbers, and so do those of its comments.
        today: What the dossier prints.
        entries: Today's map, by bookmark.
    """
    sections = {
        e.bookmark
        for e in entries.values()
        if e.kind == "Section" and not e.part and "/" not in e.block_id
    }
    order = {n: leaf.number for leaf in today.leaves for n in leaf.starts if n in sections}
    heads = _heads(edited.leaves, order)
    titles = {head: edited.leaves[head].words for head, _name in heads}
    own = {entry.bookmark: place for place, entry in enumerate(edited.entries)}
    told = _not_rising([(head, own.get(name, order[name])) for head, name in heads])
    if _not_rising([(head, order[name]) for head, name in heads]):
        ends = [head for head, _name in heads[1:]] + [len(edited.leaves)]
        parts = sorted(
            (order[name], head, end) for (head, name), end in zip(heads, ends, strict=True)
        )
        _arrange(edited, [range(heads[0][0]), *(range(head, end) for _o, head, end in parts)])
    return tuple(titles[head] for head in told)


def _not_rising(pairs: Sequence[tuple[int, int]]) -> list[int]:
    staying = {head for head, _place in longest_rising(pairs)}
    return [head for head, _place in pairs if head not in staying]


def _heads(leaves: Sequence[Leaf], order: Mapping[str, int]) -> list[tuple[int, str]]:
    """Return where each section begins; a copy of one is no section."""
    heads: list[tuple[int, str]] = []
    seen: set[str] = set()
    for leaf in leaves:
        name = next((n for n in leaf.starts if n in order), "")
        if name and name not in seen and leaf.form.heading:
            seen.add(name)
            heads.append((leaf.number, name))
    return heads


def _arrange(edited: WordFile, parts: Sequence[range]) -> None:
    old = [number for part in parts for number in part]
    places = {number: place for place, number in enumerate(old)}
    edited.leaves[:] = [replace(edited.leaves[n], number=places[n]) for n in old]
    edited.comments = tuple(replace(c, leaf=places.get(c.leaf, c.leaf)) for c in edited.comments)
