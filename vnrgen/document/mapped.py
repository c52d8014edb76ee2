"""Changing every inline of a tree, in reading order."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TypeVar, cast

from vnrgen.document.blocks import (
    Block,
    BoundNumber,
    CrossReference,
    Deleted,
    Emphasis,
    Inline,
    Inlines,
    Inserted,
    LanguageSpan,
    Link,
    NoteMark,
    Strong,
    Text,
)

Change = Callable[[Inline], Inline]
_T = TypeVar("_T", bound=Block)
_INLINE = (
    Text
    | BoundNumber
    | Strong
    | Emphasis
    | Link
    | NoteMark
    | CrossReference
    | LanguageSpan
    | Inserted
    | Deleted
)
# the order of ``words`` where it is not the order of the fields
_RANK = {"caption": 0, "title": 0, "column_groups": 1, "notes": 8, "source": 9, "table": 10}
_WITHOUT_INLINES = frozenset({"drawing", "origin"})


def mapped(content: Inlines, change: Change) -> Inlines:
    """Return inlines with every one of them changed, the outer one before what is in it."""
    return tuple(_inline(part, change) for part in content)


def _inline(part: Inline, change: Change) -> Inline:
    changed = change(part)
    if isinstance(changed, Strong | Emphasis | Link | LanguageSpan | Inserted | Deleted):
        return dataclasses.replace(changed, children=mapped(changed.children, change))
    return changed


def map_inlines(block: _T, change: Change) -> _T:
    """Return a block with every inline in it changed, and in all blocks inside it.

    The order is that of ``words``: notes and source come after what they belong to.
    """
    return cast("_T", _value(block, change))


def spoken_in(block: _T, language: str) -> _T:
    """Return a block whose words are all marked as being in another language."""
    return cast("_T", _spoken(block, language))


def _spoken(value: object, language: str) -> object:
    if isinstance(value, tuple):
        if value and all(isinstance(part, _INLINE) for part in value):
            return (LanguageSpan(language, value),)
        return tuple(_spoken(item, language) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, _INLINE):
        return value
    changes = {name: _spoken(getattr(value, name), language) for name in reading_order(value)}
    return dataclasses.replace(value, **changes)


def reading_order(value: object) -> list[str]:
    """Return the fields of a block, or of a part of one, in the order in which they are read."""
    if isinstance(value, type) or not dataclasses.is_dataclass(value):
        return []
    names = [f.name for f in dataclasses.fields(value) if f.name not in _WITHOUT_INLINES]
    return sorted(names, key=lambda name: _RANK.get(name, 2))


def _value(value: object, change: Change) -> object:
    if isinstance(value, _INLINE):
        return _inline(value, change)
    if isinstance(value, tuple):
        return tuple(_value(item, change) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for name in reading_order(value):
        before = getattr(value, name)
        after = _value(before, change)
        if after != before:
            changes[name] = after
    return dataclasses.replace(value, **changes) if changes else value
