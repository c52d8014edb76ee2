"""Widths of table columns: the shares asked for, but no column narrower than its longest word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_LETTER = 0.0096
"""What a letter takes of a line of the page, on average, in the type of tables."""

_GAP = 0.014
"""What the space between two columns takes of it."""

_LONGEST = 22
"""Letters from which on a word may break: a column is not widened for an address."""


def longest_word(cells: Iterable[str]) -> int:
    """Return the letters of the longest word in some cells; 0 where they are empty.

    >>> longest_word(["All rights reserved", ""])
    8
    """
    return max((len(word) for cell in cells for word in cell.split()), default=0)


def column_shares(weights: Sequence[float], longest: Sequence[int]) -> tuple[float, ...]:
    """Return the share of the width of each column; they add up to 1.

    Args:
        weights: How wide each column should be against the others; all greater than 0.
        longest: Letters of the longest word of each column.

    >>> [round(share, 2) for share in column_shares([1, 1, 2], [4, 4, 4])]
    [0.25, 0.25, 0.5]
    >>> [round(share, 2) for share in column_shares([1, 8], [20, 4])]
    [0.21, 0.79]
    """
    needed = [min(letters, _LONGEST) * _LETTER + _GAP for letters in longest]
    if sum(needed) >= 1:
        return tuple(need / sum(needed) for need in needed)
    held: set[int] = set()
    while True:
        room = 1 - sum(needed[index] for index in held)
        wanted = sum(weight for index, weight in enumerate(weights) if index not in held)
        shares = [
            needed[index] if index in held else room * weight / wanted
            for index, weight in enumerate(weights)
        ]
        narrow = {index for index, share in enumerate(shares) if share < needed[index]} - held
        if not narrow:
            return tuple(shares)
        held |= narrow
