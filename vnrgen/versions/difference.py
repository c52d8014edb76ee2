"""What changed between two documents, in the order in which a reviewer asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vnrgen.document.blocks import (
    Binding,
    BoundNumber,
    Document,
    Inlines,
    Paragraph,
    RecommendationTable,
    Story,
)
from vnrgen.document.plain import plain
from vnrgen.document.walk import bound_numbers, every_block

_TOKEN = re.compile(r"\d[\d.,]*%?|\w+|\s+|[^\w\s]")  # a number is one token, its marks included


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A published number that is new, gone or different; ``old`` or ``new`` is None."""

    binding: Binding
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingChange:
    """A text that is new, gone or reworded; ``old`` or ``new`` is None."""

    key: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All changes between two documents, by what they concern."""

    figures: tuple[FigureChange, ...]
    recommendations: tuple[WordingChange, ...]
    stories_added: tuple[str, ...]
    stories_withdrawn: tuple[str, ...]
    prose: tuple[WordingChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (
            self.figures
            or self.recommendations
            or self.stories_added
            or self.stories_withdrawn
            or self.prose
        )


def difference(old: Document, new: Document) -> Difference:
    """Compare two documents by their bindings, recommendations, stories and prose."""
    old_stories, new_stories = _stories(old), _stories(new)
    return Difference(
        figures=tuple(_figure_changes(_figures(old), _figures(new))),
        recommendations=tuple(_wording_changes(_recommendations(old), _recommendations(new))),
        stories_added=tuple(sorted(new_stories - old_stories)),
        stories_withdrawn=tuple(sorted(old_stories - new_stories)),
        prose=tuple(_wording_changes(_prose(old), _prose(new))),
    )


def _figures(document: Document) -> dict[Binding, str]:
    """Map every binding to its displayed text, the fullest form where it is shown in several."""
    shown: dict[Binding, str] = {}
    for number in bound_numbers(document.blocks):
        known = shown.get(number.binding, "")
        shown[number.binding] = max(known, number.text, key=lambda text: (len(text), text))
    return shown


def _figure_changes(
    old: Mapping[Binding, str], new: Mapping[Binding, str]
) -> Iterator[FigureChange]:
    for binding in sorted({*old, *new}, key=lambda b: (b.kind, b.reference, b.measure)):
        before, after = old.get(binding), new.get(binding)
        if before != after:
            yield FigureChange(binding=binding, old=before, new=after)


def _wording_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[WordingChange]:
    for key in [*old, *(k for k in new if k not in old)]:
        before, after = old.get(key), new.get(key)
        if before != after:
            yield WordingChange(key=key, old=before, new=after)


def _recommendations(document: Document) -> dict[str, str]:
    return {
        entry.rec_id: plain(entry.text)
        for block in every_block(document.blocks)
        if isinstance(block, RecommendationTable)
        for entry in block.entries
    }


def _stories(document: Document) -> set[str]:
    return {b.testimony_id for b in every_block(document.blocks) if isinstance(b, Story)}


def _prose(document: Document) -> dict[str, str]:
    """Map paragraphs to their words, numbers left out: a figure's change is no rewording."""
    return {
        block.block_id: _without_numbers(block.content)
        for block in every_block(document.blocks)
        if isinstance(block, Paragraph)
    }


def _without_numbers(content: Inlines) -> str:
    return plain(tuple(i for i in content if not isinstance(i, BoundNumber)))


def word_changes(old: str, new: str) -> list[tuple[str, str]]:
    """Return runs of ("equal" | "delete" | "insert", text) that turn ``old`` into ``new``.

    >>> word_changes("fell to 12.1%", "fell to 12.3%")
    [('equal', 'fell to '), ('delete', '12.1%'), ('insert', '12.3%')]
    """
    from rapidfuzz.distance import Indel

    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    runs: list[tuple[str, str]] = []
    gone: list[str] = []
    come: list[str] = []

    def settle() -> None:
        runs.extend(
            (kind, "".join(text)) for kind, text in (("delete", gone), ("insert", come)) if text
        )
        gone.clear()
        come.clear()

    for step in Indel.opcodes(a, b):
        if step.tag == "equal":
            settle()
            runs.append(("equal", "".join(a[step.src_start : step.src_end])))
        else:
            gone += a[step.src_start : step.src_end]
            come += b[step.dest_start : step.dest_end]
    settle()
    return runs
