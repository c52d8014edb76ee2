"""Texts in which other figures stand, or the same printed otherwise, with no word changed.

A figure that says another number is told as a figure. What is left: two figures that changed
places, a figure where another stood, one that is rounded or marked otherwise, and a reference to
something else under the same name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Binding, BoundNumber, Deleted, Inlines, Inserted
from vnrgen.document.blocks.plain import plain
from vnrgen.document.language.quantities import SUPPRESSED
from vnrgen.document.tree.marks import PARTS, Part, Side, words_of_side
from vnrgen.document.tree.walk import bound_numbers
from vnrgen.versions.changes.content import ContentChange, ContentKind
from vnrgen.versions.figures.shown import words_without_numbers

_LONGEST = 60  # letters of a name
_IDS = ("block_id", "row_id", "figure_id", "rec_id", "note_id", "column_id")
_OF_WORDS = frozenset({Part.WORDS, Part.LINES, Part.CELLS, Part.FACTS})


def number_changes(blocks: Iterable[Any], figures: Collection[Binding]) -> Iterator[ContentChange]:
    """Yield such texts: reworded where other figures stand, else set otherwise.

    Args:
        blocks: The marked blocks of a comparison, or items of one.
        figures: What the figures are bound to that are told as changed, new or gone.
    """
    for block in blocks:
        yield from _of_node(block, figures)


@dataclass(slots=True)
class _Texts:
    """The texts of one node that changed in one way, old and new."""

    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)


def _of_node(node: Any, figures: Collection[Binding]) -> Iterator[ContentChange]:  # noqa: ANN401
    if isinstance(node, b.Marked):
        return  # it went, came or moved as a whole
    if isinstance(node, b.Revised | b.Divided):
        inner = (node.block,) if isinstance(node, b.Revised) else node.parts
        yield from number_changes(inner, figures)
        return
    found: dict[ContentKind, _Texts] = {}
    for name, part in PARTS[type(node)].items():
        value = getattr(node, name)
        if part in _OF_WORDS:
            for content in _contents(part, value):
                _look_at(content, figures, found)
        else:
            yield from number_changes((value,) if part is Part.TABLE else value, figures)
    key = next((str(getattr(node, name)) for name in _IDS if hasattr(node, name)), "")
    for kind, texts in sorted(found.items()):
        old, new = (" · ".join(side) for side in (texts.old, texts.new))
        yield ContentChange(kind=kind, key=key, name=_short(new or old), old=old, new=new)


def _contents(part: Part, value: Any) -> Iterator[Inlines]:  # noqa: ANN401 - as the part has it
    match part:
        case Part.WORDS:
            yield value
        case Part.FACTS:
            yield from (content for _label, content in value)
        case _:
            yield from value


def _look_at(
    content: Inlines, figures: Collection[Binding], found: dict[ContentKind, _Texts]
) -> None:
    """Note what happened to a text in which only numbers changed."""
    marks = [part.mark for part in content if isinstance(part, Inserted | Deleted)]
    if not marks or all(mark.form for mark in marks):
        return
    old, new = (words_of_side(content, side) for side in (Side.OLD, Side.NEW))
    if words_without_numbers(old) != words_without_numbers(new):
        return  # told as reworded
    before, after = ([*bound_numbers(side)] for side in (old, new))
    kinds = {_kind(a, c, figures) for a, c in zip(before, after, strict=False)}
    if before == after:
        kinds = {ContentKind.RESTYLED}  # a reference leads elsewhere
    for kind in sorted(kind for kind in kinds if kind is not None):
        texts = found.setdefault(kind, _Texts())
        texts.old.append(plain(old))
        texts.new.append(plain(new))


def _kind(
    before: BoundNumber, after: BoundNumber, figures: Collection[Binding]
) -> ContentKind | None:
    """Return what happened where a number stands; None where it is told as a figure, or nothing."""
    if before == after or SUPPRESSED in before.text or SUPPRESSED in after.text:
        return None
    if before.binding in figures or after.binding in figures:
        return None
    is_other = before.binding != after.binding and before.text != after.text
    return ContentKind.REWORDED if is_other else ContentKind.RESTYLED


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
