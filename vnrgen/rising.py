"""The most pairs that keep their order: what stays in its place when a list was rearranged."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

Pair = tuple[int, int]


def longest_rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the most pairs whose second numbers rise, of pairs whose first numbers rise.

    A longest increasing subsequence, in n log n steps (Fredman, 1975). Of several that are as
    long, always the same one.

    >>> longest_rising([(0, 5), (1, 1), (2, 2), (3, 9)])
    [(1, 1), (2, 2), (3, 9)]
    """
    tails: list[int] = []  # the smallest last number of a chain of each length
    ends: list[int] = []  # which pair ends that chain
    before: list[int] = []
    for index, (_first, second) in enumerate(pairs):
        length = bisect_left(tails, second)
        tails[length : length + 1] = [second]
        ends[length : length + 1] = [index]
        before.append(ends[length - 1] if length else -1)
    chain: list[Pair] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
