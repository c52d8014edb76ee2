"""What went at one place and came at another: two changes that are one move."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Block, ChangeKind, ChangeMark, Marked
from vnrgen.versions.comparison.alignment import Thing, likeness, matches
from vnrgen.versions.comparison.things import block_things

_LEAST_WORDS = 4  # fewer words stand in many places
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class _End:
    """One end of what may be a move."""

    marked: Marked
    thing: Thing


def with_moves(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return a marked tree in which what went and came as a whole is told as moved."""
    marked = list(_marked(blocks))
    gone = _ends([m for m in marked if m.mark.kind is ChangeKind.DELETE])
    come = _ends([m for m in marked if m.mark.kind is ChangeKind.INSERT])
    if not gone or not come:
        return blocks
    changed: dict[str, ChangeMark] = {}
    pairs = matches([e.thing for e in gone], [e.thing for e in come], by_likeness=True)
    for i, j in sorted(pairs.items()):
        old, new = gone[i], come[j]
        if not _is_move(old, new):
            continue
        pair_id = f"{old.marked.mark.change_id}-{new.marked.mark.change_id}"
        for end, kind in ((old, ChangeKind.MOVE_FROM), (new, ChangeKind.MOVE_TO)):
            mark = dataclasses.replace(end.marked.mark, kind=kind, pair_id=pair_id)
            changed[mark.change_id] = mark
    return _remarked(blocks, changed) if changed else blocks


def _ends(marked: list[Marked]) -> list[_End]:
    return [
        _End(m, thing)
        for m, thing in zip(marked, block_things(m.block for m in marked), strict=True)
    ]


def _is_move(old: _End, new: _End) -> bool:
    """Whether one is the other at another place: nearly the same words, and enough of them."""
    if type(old.marked.block) is not type(new.marked.block):
        return False
    if isinstance(old.marked.block, b.PageBreak):
        return False
    if old.thing.key == new.thing.key and old.thing.text == new.thing.text:
        return True
    enough = len(old.thing.text.split()) >= _LEAST_WORDS or len(old.thing.text) > 20
    return enough and likeness(old.thing.text, new.thing.text) >= _ALIKE


def _marked(blocks: tuple[Block, ...]) -> Iterator[Marked]:
    for block in blocks:
        match block:
            case Marked():
                yield block
            case b.Revised(block=inner):
                yield from _marked((inner,))
            case b.Section(blocks=inside) | b.Callout(blocks=inside):
                yield from _marked(inside)
            case b.BulletList(items=items):
                for item in items:
                    yield from _marked(item.blocks)
            case _:
                pass


def _remarked(blocks: tuple[Block, ...], changed: Mapping[str, ChangeMark]) -> tuple[Block, ...]:
    return tuple(_with(block, changed) for block in blocks)


def _with(block: Block, changed: Mapping[str, ChangeMark]) -> Block:
    match block:
        case Marked():
            return dataclasses.replace(block, mark=changed.get(block.mark.change_id, block.mark))
        case b.Revised():
            return dataclasses.replace(block, block=_with(block.block, changed))
        case b.Section() | b.Callout():
            return dataclasses.replace(block, blocks=_remarked(block.blocks, changed))
        case b.BulletList():
            items = tuple(
                dataclasses.replace(item, blocks=_remarked(item.blocks, changed))
                for item in block.items
            )
            return dataclasses.replace(block, items=items)
        case _:
            return block
