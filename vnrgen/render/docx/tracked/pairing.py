"""Which parts of two sequences belong together: by what they are known by, else by their words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vnrgen.rising import longest_rising

_ALIKE: Final = 50.0  # of 100: below, two texts are better read as one gone and one new
_MOST_TRIED: Final = 2500  # pairs of texts in one gap


@dataclass(slots=True)
class Pairing:
    """Positions in two sequences: those that stand in the same order, and those that moved."""

    kept: list[tuple[int, int]] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)


def paired(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairing:
    """Pair what has the same key, each key being in a sequence once.

    As many as possible are kept in their order.

    >>> paired("abcd", "bcad")
    Pairing(kept=[(1, 0), (2, 1), (3, 3)], moved=[(0, 2)])
    """
    places = {key: place for place, key in enumerate(new)}
    pairs = [(place, places[key]) for place, key in enumerate(old) if key in places]
    kept = longest_rising(pairs)
    stays = set(kept)
    return Pairing(kept=kept, moved=[pair for pair in pairs if pair not in stays])


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
