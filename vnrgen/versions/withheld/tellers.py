"""What stands beside people's own words: an older version tells no more of it than a newer one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import cast

from vnrgen.document.blocks import Document, Inlines, Paragraph, Quote, Story
from vnrgen.document.tree.meetings import meeting_of
from vnrgen.document.tree.walk import every_block


def beside_words_as_now(older: Document, newer: Document) -> Document:
    """Return the older document with the places, dates and names that the newer one prints.

    Who agreed to a named district once and to a province now must not be found by comparing the
    two: the line under a story, that of a meeting, and who is quoted are those of the newer, where
    it has the same story or quotation.
    """
    now = _beside_words(newer)
    return cast("Document", _value(older, now))


def _beside_words(document: Document) -> dict[tuple[str, str], Inlines]:
    found: dict[tuple[str, str], Inlines] = {}
    for block in every_block(document.blocks):
        key = _key(block)
        if key is not None:
            found[key] = getattr(block, key[0])
    return found


def _key(block: object) -> tuple[str, str] | None:
    """Return which field of a block says who spoke and where, and whose words they are."""
    match block:
        case Story(testimony_id=testimony_id):
            return "meta", testimony_id
        case Quote(testimony_id=testimony_id):
            return "attribution", testimony_id
        case Paragraph(block_id=block_id) if block_id.endswith("/meta") and meeting_of(block_id):
            return "content", block_id
        case _:
            return None


def _value(value: object, now: Mapping[tuple[str, str], Inlines]) -> object:
    """Return a tree with every such field as it is now; the same object where nothing changed."""
    if isinstance(value, tuple):
        made = tuple(_value(item, now) for item in value)
        return value if all(a is b for a, b in zip(made, value, strict=True)) else made
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    key = _key(value)
    if key is not None:
        told = now.get(key)
        is_same = told is None or told == getattr(value, key[0])
        return value if is_same else dataclasses.replace(value, **{key[0]: told})
    if not hasattr(value, "blocks"):
        return value
    inner = _value(value.blocks, now)
    return value if inner is value.blocks else dataclasses.replace(value, blocks=inner)
