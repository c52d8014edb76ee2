"""Values of a column at some of its positions."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TypeVar

_ValueT = TypeVar("_ValueT")


def selected(column: Sequence[_ValueT], positions: Sequence[int]) -> Sequence[_ValueT]:
    """Return the values at some positions; those that follow each other are cut out as one.

    All of them in order are the column itself, not a copy.

    >>> selected("abcd", range(1, 3)), selected("abcd", [3, 0])
    ('bc', ('d', 'a'))
    """
    if positions == range(len(column)):
        return column
    if isinstance(positions, range) and positions.step == 1:
        return column[positions.start : positions.stop]
    if len(positions) > 1:
        found: tuple[_ValueT, ...] = itemgetter(*positions)(column)
        return found
    return [column[place] for place in positions]


def consecutive(positions: Sequence[int]) -> Sequence[int]:
    """Return rising positions as a range where none between them is missing."""
    if positions and positions[-1] - positions[0] + 1 == len(positions):
        return range(positions[0], positions[-1] + 1)
    return positions
