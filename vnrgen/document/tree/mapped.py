"""Changing every inline of a tree, in reading order."""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Callable
from typing import Any, TypeVar, cast

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
from vnrgen.document.tree.walk import fields_of

Change = Callable[[Inline], Inline]
_T = TypeVar("_T", bound=Block)
_AROUND_OTHERS = (Strong, Emphasis, Link, LanguageSpan, Inserted, Deleted)
_INLINES = (Text, BoundNumber, NoteMark, CrossReference, *_AROUND_OTHERS)
# the order of ``words`` where it is not the order of the fields
_RANK = {"caption": 0, "title": 0, "column_groups": 1, "notes": 8, "source": 9, "table": 10}
_WITHOUT_INLINES = frozenset({"drawing", "origin"})


def mapped(content: Inlines, change: Change) -> Inlines:
    """Return inlines with every one of them changed, the outer one before what is in it."""
    return tuple(_inline(part, change) for part in content)


def _inline(part: Inline, change: Change) -> Inline:
    changed = change(part)
    if not isinstance(changed, _AROUND_OTHERS):
        return changed
    children = mapped(changed.children, change)
    if all(map(operator.is_, children, changed.children)):
        return changed
    return dataclasses.replace(changed, children=children)


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
        if value and all(isinstance(part, _INLINES) for part in value):
            return (LanguageSpan(language, value),)
        return tuple(_spoken(item, language) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, _INLINES):
        return value
    changes = {name: _spoken(getattr(value, name), language) for name in reading_order(value)}
    return dataclasses.replace(value, **changes)


def reading_order(value: object) -> tuple[str, ...]:
    """Return the fields of a block, or of a part of one, in the order in which they are read."""
    return _in_reading_order(fields_of(value))


@functools.cache  # for each kind of block
def _in_reading_order(fields: tuple[str, ...]) -> tuple[str, ...]:
    names = (name for name in fields if name not in _WITHOUT_INLINES)
    return tuple(sorted(names, key=lambda name: _RANK.get(name, 2)))


def _value(value: object, change: Change) -> object:
    """Return a value with its inlines changed: the very object where none of them is."""
    if isinstance(value, tuple):
        parts = tuple(_value(item, change) for item in value)
        return value if all(map(operator.is_, parts, value)) else parts
    if isinstance(value, _INLINES):
        return _inline(value, change)
    changes = {}
    for name in reading_order(value):
        before = getattr(value, name)
        after = _value(before, change)
        if after is not before:
            changes[name] = after
    return _replaced(value, changes) if changes else value


def _replaced(value: Any, changes: dict[str, object]) -> object:  # noqa: ANN401 - any dataclass
    return dataclasses.replace(value, **changes)
