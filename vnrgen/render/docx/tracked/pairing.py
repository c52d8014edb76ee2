"""Which parts of two sequences belong together: by what they are known by, else by their words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

_ALIKE: Final = 50.0  # of 100: below, two texts are better read as one gone and one new
_MOST_TRIED: Final = 2500  # pairs of texts in one gap


@dataclass(slots=True)
class Pairing:
    """Positions in two sequences: those that stand in the same order, and those that moved."""

    kept: list[tuple[int, int]] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)


def paired(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairing:
    """Pair what has the same key, each key being in a sequence once.

    As many as possible are kept in their order: a longest increasing subsequence (Fredman, 1975).

    >>> paired("abcd", "bcad")
    Pairing(kept=[(1, 0), (2, 1), (3, 3)], moved=[(0, 2)])
    """
    places = {key: place for place, key in enumerate(new)}
    pairs = [(place, places[key]) for place, key in enumerate(old) if key in places]
    kept = _increasing(pairs)
    stays = set(kept)
    return Pairing(kept=kept, moved=[pair for pair in pairs if pair not in stays])


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, (_old, place) in enumerate(pairs):
        slot = bisect_left(ends, place)
        before.append(at[slot - 1] if slot else -1)
        if slot == len(ends):
            ends.append(place)
            at.append(number)
        else:
            ends[slot], at[slot] = place, number
    found = []
    number = at[-1] if at else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def alike(old: Mapping[int, str], new: Mapping[int, str]) -> list[tuple[int, int]]:
    """Pair texts of a gap that are alike, in their order, so that most letters are kept.

    Args:
        old: Texts by their position, in order.
        new: The same of the other sequence.
    """
    if not old or not new or len(old) * len(new) > _MOST_TRIED:
        return []
    from rapidfuzz.fuzz import ratio

    rows, columns = list(old.items()), list(new.items())
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    gains: dict[tuple[int, int], float] = {}
    for i, (_, one) in enumerate(rows, start=1):
        for j, (_, other) in enumerate(columns, start=1):
            score = ratio(one, other, score_cutoff=_ALIKE) if one and other else 0.0
            gains[i, j] = score * (len(one) + len(other))
            taken = best[i - 1][j - 1] + gains[i, j]
            best[i][j] = max(best[i - 1][j], best[i][j - 1], taken)
    found = []
    i, j = len(rows), len(columns)
    while i and j:
        if gains[i, j] and best[i][j] == best[i - 1][j - 1] + gains[i, j]:
            found.append((rows[i - 1][0], columns[j - 1][0]))
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return found[::-1]
