"""What changed beside figures and words: groups and evidence, recommendations, stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Document
from vnrgen.document.blocks.plain import plain
from vnrgen.versions.comparison.alignment import Thing, matches
from vnrgen.versions.comparison.division import divisions
from vnrgen.versions.figures.shown import nodes, words_without_numbers


class ContentKind(StrEnum):
    """What happened to something that is no figure."""

    ADDED = "added"
    DROPPED = "dropped"
    EMPTY = "empty"  # evidence on a group that is no longer there
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    STATUS = "status"
    RENAMED = "renamed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    RESTYLED = "restyled"
    PICTURE = "picture"  # another picture in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentChange:
    """One change; ``key`` is the id, ``name`` what a reader knows it by, the rest as printed."""

    kind: ContentKind
    key: str
    name: str
    old: str | None = None
    new: str | None = None


_Named = Mapping[str, str]


# --- groups and evidence -----------------------------------------------------------------------


def evidence_changes(older: Document, newer: Document) -> Iterator[ContentChange]:
    """Yield groups, indicators, sources and other evidence that came, went or became empty."""
    old, new = _evidence(older), _evidence(newer)
    yield from _came_and_went(old, new)
    before, after = _coverage(older), _coverage(newer)
    for key, (name, mark, words) in after.items():
        was = before.get(key)
        if was and was[1] is not b.MatrixMark.EMPTY and mark is b.MatrixMark.EMPTY:
            yield ContentChange(
                kind=ContentKind.EMPTY, key="/".join(key), name=name, old=was[2], new=words
            )


def _came_and_went(old: _Named, new: _Named) -> Iterator[ContentChange]:
    for key, name in old.items():
        if key not in new:
            yield ContentChange(kind=ContentKind.DROPPED, key=key, name=name)
    for key, name in new.items():
        if key not in old:
            yield ContentChange(kind=ContentKind.ADDED, key=key, name=name)


def _evidence(document: Document) -> dict[str, str]:
    """Return the rows of registers, the groups of the coverage matrix and the indicators."""
    found: dict[str, str] = {}
    for section in nodes(document.blocks, b.Section):
        if "/indicator/" in section.block_id:
            found[section.block_id] = plain(section.title)
    for matrix in nodes(document.blocks, b.CoverageMatrix):
        found |= {f"{matrix.block_id}/{row.row_id}": plain(row.head) for row in matrix.rows}
    for table in nodes(document.blocks, b.Table):
        if table.role in (b.TableRole.REGISTER, b.TableRole.GRID):
            for row in table.rows:
                head = plain(row.cells[0]) if row.cells else row.row_id
                found[f"{table.block_id}/{row.row_id}"] = f"{plain(table.caption)}: {head}"
    return found


def _coverage(document: Document) -> dict[tuple[str, ...], tuple[str, b.MatrixMark, str]]:
    found: dict[tuple[str, ...], tuple[str, b.MatrixMark, str]] = {}
    for matrix in nodes(document.blocks, b.CoverageMatrix):
        heads = [plain(column) for column in matrix.columns]
        for row in matrix.rows:
            for head, (mark, words) in zip(heads, row.cells, strict=False):
                key = (matrix.block_id, row.row_id, head)
                found[key] = (f"{plain(row.head)}, {head}", mark, words)
    return found


# --- recommendations ---------------------------------------------------------------------------


def recommendation_changes(older: Document, newer: Document) -> Iterator[ContentChange]:
    """Yield recommendations that came, went, were reworded, split, merged or have a new status."""
    old, new = _recommendations(older), _recommendations(newer)
    before, after = _things(old), _things(new)
    divided = set()
    pairs = matches(before, after, by_likeness=True)
    back = {j: i for i, j in pairs.items()}
    for division in divisions(before, after, pairs, lambda _thing: True):
        parts = [after[j] for j in division.several]
        divided |= {before[division.one].key, *(p.key for p in parts)}
        yield _divided(ContentKind.SPLIT, before[division.one], parts)
    for division in divisions(after, before, back, lambda _thing: True):
        parts = [before[i] for i in division.several]
        if divided.isdisjoint({after[division.one].key, *(p.key for p in parts)}):
            divided |= {after[division.one].key, *(p.key for p in parts)}
            yield _divided(ContentKind.MERGED, after[division.one], parts)
    for key in [*old, *(k for k in new if k not in old)]:
        if key not in divided:
            yield from _recommendation(key, old.get(key), new.get(key))


def _recommendations(document: Document) -> dict[str, b.RecommendationEntry]:
    return {entry.rec_id: entry for entry in nodes(document.blocks, b.RecommendationEntry)}


def _things(entries: Mapping[str, b.RecommendationEntry]) -> list[Thing]:
    return [Thing("recommendation", key, plain(entry.text)) for key, entry in entries.items()]


def _divided(kind: ContentKind, one: Thing, parts: list[Thing]) -> ContentChange:
    several = ", ".join(part.key for part in parts)
    texts = (one.key, several) if kind is ContentKind.SPLIT else (several, one.key)
    return ContentChange(kind=kind, key=one.key, name=one.key, old=texts[0], new=texts[1])


def _recommendation(
    key: str, old: b.RecommendationEntry | None, new: b.RecommendationEntry | None
) -> Iterator[ContentChange]:
    if old is None or new is None:
        kind = ContentKind.ADDED if old is None else ContentKind.DROPPED
        texts = (plain(e.text) if e else None for e in (old, new))
        before, after = texts
        yield ContentChange(kind=kind, key=key, name=key, old=before, new=after)
        return
    if words_without_numbers(old.text) != words_without_numbers(new.text):
        texts_of = plain(old.text), plain(new.text)
        yield ContentChange(
            kind=ContentKind.REWORDED, key=key, name=key, old=texts_of[0], new=texts_of[1]
        )
    details = ({label: plain(content) for label, content in e.details} for e in (old, new))
    was, now = details
    for label in [*was, *(k for k in now if k not in was)]:
        if was.get(label) != now.get(label):
            yield ContentChange(
                kind=ContentKind.STATUS,
                key=key,
                name=f"{key}, {label}",
                old=was.get(label),
                new=now.get(label),
            )


# --- stories -----------------------------------------------------------------------------------


def story_changes(older: Document, newer: Document) -> Iterator[ContentChange]:
    """Yield stories and quotes that came, were withdrawn or are told otherwise, without a word
    of what was said.
    """
    old, new = _stories(older), _stories(newer)
    yield from _came_and_went(old, new)
    for key in old:
        told = (d.testimonies.get(key) for d in (older, newer))
        before, after = told
        if key not in new or not before or not after:
            continue
        if before.text != after.text:
            yield ContentChange(kind=ContentKind.REWORDED, key=key, name=new[key])
        if before.photo != after.photo:
            yield ContentChange(kind=ContentKind.PICTURE, key=key, name=new[key])


def _stories(document: Document) -> dict[str, str]:
    found = {s.testimony_id: plain(s.title) for s in nodes(document.blocks, b.Story)}
    quotes = {q.testimony_id: plain(q.attribution) for q in nodes(document.blocks, b.Quote)}
    return quotes | found
