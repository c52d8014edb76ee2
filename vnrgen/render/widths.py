"""Widths of table columns: the shares asked for, but no column narrower than its longest word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_LETTER = 0.0096
"""What a letter takes of a line of the page, on average, in the type of tables."""

_GAP = 0.014
"""What the space between two columns takes of it."""

_BREAK = re.compile("[^\\S\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")

_WIDE = frozenset("mwMW%@")

_TWO_LINES = 24
"""A cell of at most so many letters is short: it gets room for setting it in two lines."""

LONGEST = 22
"""Letters from which on a word may break: a column is not widened for an address."""


def longest_word(cells: Iterable[str]) -> int:
    """Return the letters of the longest word in some cells; 0 where they are empty.

    Two of the widest letters count for three.

    >>> longest_word(["All rights reserved", ""]), longest_word(["Community"])
    (8, 10)
    """
    longest = 0
    for cell in cells:
        for word in _BREAK.split(cell):
            if len(word) + len(word) // 2 > longest:  # else not even of wide letters alone
                longest = max(longest, _letters(word))
    return longest


def narrowest(cells: Iterable[str]) -> int:
    """Return the letters of the narrowest column that breaks no word and sets cells decently.

    A short cell (a value with its year, a date, an amount with its unit) takes at most two lines.

    >>> narrowest(["8.4 percentage points", "27 November 2025"])
    14
    """
    return max((_in_two_lines(cell) for cell in cells), default=0)


def _in_two_lines(cell: str) -> int:
    """Return the letters of the longer line of a short cell in two lines, or of its longest word.

    >>> _in_two_lines("8.4 percentage points"), _in_two_lines("the rights of all persons")
    (14, 7)
    """
    words = _words(cell)
    if len(cell) > _TWO_LINES or len(words) < 2:
        return longest_word([cell])
    return min(
        max(_letters(" ".join(words[:cut])), _letters(" ".join(words[cut:])))
        for cut in range(1, len(words))
    )


def _letters(words: str) -> int:
    return len(words) + sum(letter in _WIDE for letter in words) // 2


def _words(cell: str) -> list[str]:
    r"""Return what stands between the spaces at which a line may end.

    >>> _words("12\N{NO-BREAK SPACE}% of all")
    ['12\xa0%', 'of', 'all']
    """
    return [word for word in _BREAK.split(cell) if word]


def column_shares(weights: Sequence[float], longest: Sequence[int]) -> tuple[float, ...]:
    """Return the share of the width of each column; they add up to 1.

    Args:
        weights: How wide each column should be against the others; all greater than 0.
        longest: Letters that each column needs at least, as of its longest word.

    >>> [round(share, 2) for share in column_shares([1, 1, 2], [4, 4, 4])]
    [0.25, 0.25, 0.5]
    >>> [round(share, 2) for share in column_shares([1, 8], [20, 4])]
    [0.21, 0.79]
    """
    needed = [min(letters, LONGEST) * _LETTER + _GAP for letters in longest]
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


def letters_across(share: float) -> int:
    """Return how many letters fit into a column: a longer word must be broken.

    >>> letters_across(0.25)
    24
    """
    return max(int((share - _GAP) / _LETTER), 1)
