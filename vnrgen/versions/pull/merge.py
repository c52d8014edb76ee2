"""Three texts become one: what a writer changed, put into what the source says today."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from vnrgen.versions.pull.leaves import Line

Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """Words of today's source that stay, and where they stand in the edited text (-1: nowhere)."""

    start: int
    end: int
    edited: int


@dataclass(frozen=True, slots=True)
class Changed:
    """Words of today's source (``start`` to ``end``) that give way to words of the writer."""

    start: int
    end: int
    edited_start: int
    edited_end: int


Step = Kept | Changed


def opcodes(old: Line, new: Line) -> Iterator[Opcode]:
    """Yield what turns one line into another, word by word, in places of characters."""
    first, second = old.words(), new.words()
    a = [old.text[start:end] for start, end in first]
    b = [new.text[start:end] for start, end in second]
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        begin, end = _place(first, i1, len(old)), _place(first, i2, len(old))
        yield kind, begin, end, _place(second, j1, len(new)), _place(second, j2, len(new))


def _place(spans: list[tuple[int, int]], index: int, length: int) -> int:
    return spans[index][0] if index < len(spans) else length


def two_way(today: Line, edited: Line) -> list[Step]:
    """Return how the edited text comes from today's, which is the one that was edited."""
    return [
        Kept(i1, i2, j1) if kind == "equal" else Changed(i1, i2, j1, j2)
        for kind, i1, i2, j1, j2 in opcodes(today, edited)
    ]


def three_way(base: Line, today: Line, edited: Line) -> list[Step] | None:
    """Return how both changes of a text come together; None where they touch the same words."""
    moved = [op for op in opcodes(base, today) if op[0] != "equal"]
    done = {(i1, i2, today.text[j1:j2]) for _kind, i1, i2, j1, j2 in moved}
    edits = [op for op in opcodes(base, edited) if op[0] != "equal"]
    edits = [op for op in edits if (op[1], op[2], edited.text[op[3] : op[4]]) not in done]
    if any(_touch(one, other) for one in moved for other in edits):
        return None
    steps: list[Step] = []
    at = 0
    for _kind, i1, i2, j1, j2 in edits:
        start, end = _shifted(moved, i1), _shifted(moved, i2)
        steps.append(Kept(at, start, -1))
        steps.append(Changed(start, end, j1, j2))
        at = end
    steps.append(Kept(at, len(today), -1))
    return [step for step in steps if not isinstance(step, Kept) or step.end > step.start]


def merged_text(base: Line, today: Line, edited: Line) -> str | None:
    """Return the words of both changes of a text; None where they touch the same words."""
    steps = three_way(base, today, edited)
    if steps is None:
        return None
    parts = (
        today.text[step.start : step.end]
        if isinstance(step, Kept)
        else edited.text[step.edited_start : step.edited_end]
        for step in steps
    )
    return " ".join("".join(parts).split())


def _touch(one: Opcode, other: Opcode) -> bool:
    """Whether two changes of the same text share words, or both put words into one place."""
    return one[1] <= other[2] and other[1] <= one[2]


def _shifted(changes: list[Opcode], place: int) -> int:
    """Return where a place of the base, which no change touches, is today."""
    shift = sum((op[4] - op[3]) - (op[2] - op[1]) for op in changes if op[2] <= place)
    return place + shift
