"""Walking the tree: every block and every inline, in reading order."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from vnrgen.document.blocks import (
    Block,
    BoundNumber,
    BulletList,
    Callout,
    Deleted,
    Divided,
    Emphasis,
    Inline,
    Inserted,
    LanguageSpan,
    Link,
    Marked,
    Revised,
    Section,
    Strong,
)


def every_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block, a parent before its children (the table behind a chart is not one)."""
    for block in blocks:
        yield block
        yield from every_block(children(block))


def children(block: Block) -> tuple[Block, ...]:
    """Return the blocks directly inside a block."""
    match block:
        case Section(blocks=inner) | Callout(blocks=inner):
            return inner
        case BulletList(items=items):
            return tuple(inner for item in items for inner in item.blocks)
        case Marked(block=inner_block) | Revised(block=inner_block):
            return (inner_block,)
        case Divided(parts=parts):
            return parts
        case _:
            return ()


def every_inline(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield every inline, a parent before its children."""
    for inline in inlines:
        yield inline
        match inline:
            case (
                Strong(children=inner)
                | Emphasis(children=inner)
                | Link(children=inner)
                | LanguageSpan(children=inner)
                | Inserted(children=inner)
                | Deleted(children=inner)
            ):
                yield from every_inline(inner)
            case _:
                pass


def bound_numbers(part: object) -> Iterator[BoundNumber]:
    """Yield every bound number anywhere in a part of the tree, tables behind charts included."""
    if isinstance(part, BoundNumber):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from bound_numbers(item)
    else:
        for name in fields_of(part):
            yield from bound_numbers(getattr(part, name))


def fields_of(part: Any) -> tuple[str, ...]:  # noqa: ANN401 - a dataclass or anything else
    """Return the names of the fields of a dataclass; none of anything else."""
    return _fields_of(part.__class__)


@functools.cache
def _fields_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
