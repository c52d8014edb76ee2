"""Rows of one area that follow each other are joined, by the bytes that name the area."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from vnrgen.dossier.large.index import RUN, Layout
from vnrgen.dossier.large.marks import WORD, nth_after

if TYPE_CHECKING:
    from vnrgen.dossier.large.index import Runs
    from vnrgen.dossier.large.marks import Bytes, Flags, Positions, Words

_WINDOW = 64  # bytes that are compared at once, at most
_MIXES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
_RETURN = 13


def runs_of(
    marked: tuple[Bytes, Words],
    starts: Positions,
    ends: Positions,
    numbers: Positions,
    layout: Layout,
) -> tuple[Words, Runs]:
    """Join rows of one area that follow each other: the keys of their areas, and the runs.

    A key is a number that is the same for the same bytes in the area's columns; ``marked`` are
    the bytes of a block and its delimiters.
    """
    import numpy as np

    data, delimiters = marked
    if not len(starts):
        return np.zeros(0, np.uint64), np.zeros(0, RUN)
    cells = list(_cells_of_area(data, delimiters, starts, ends, layout))
    breaks = np.diff(numbers) != 1
    for begins, lengths in cells:
        breaks |= _differ(data, begins, lengths)
    first = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(breaks) + 1))
    last = np.append(first[1:] - 1, len(starts) - 1)
    runs = np.zeros(len(first), RUN)
    runs["offset"], runs["row"] = starts[first], numbers[first]
    runs["length"], runs["count"] = ends[last] + 1 - starts[first], last - first + 1
    keys = np.zeros(len(first), np.uint64)
    words = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    for begins, lengths in cells:
        _mix(keys, words, begins[first], lengths[first])
    return keys, runs


def _cells_of_area(
    data: Bytes, delimiters: Words, starts: Positions, ends: Positions, layout: Layout
) -> Iterator[tuple[Positions, Positions]]:
    """Yield where the cells that name the area begin in each row, and their lengths in bytes."""
    passed, stops = -1, starts  # the column that was last looked at, and where it ends
    for first, last in _neighbours(layout.columns):
        # From the end of a column on, the delimiter there is the first to come.
        begins = nth_after(delimiters, stops, first - 1 - max(passed, 0)) + 1 if first else starts
        if last == layout.width - 1:
            stops = ends - (data[ends - 1] == _RETURN)
        else:
            stops = nth_after(delimiters, begins, last - first)
        passed = last
        yield begins, stops - begins


def _differ(data: Bytes, begins: Positions, lengths: Positions) -> Flags:
    """Tell for each row but the first whether its cell has other bytes than that of the one before.

    The first bytes are compared for all rows at once, the rest only where there is more.
    """
    import numpy as np

    size = min(_WINDOW, max(8, (int(lengths.max()) + 7) // 8 * 8))
    windows = np.ndarray((len(data) - size + 1, size // 8), "<u8", data, strides=(1, 8))
    masks, own = _masks(size), lengths[1:]
    found = windows[begins] & masks[np.minimum(lengths, size)]
    differ: Flags = (own != lengths[:-1]) | (found[1:] != found[:-1]).any(axis=1)
    active, done = np.flatnonzero(~differ & (own > size)), size
    while len(active):
        bits = masks[np.minimum(own[active] - done, size)]
        moved = windows[begins[1:][active] + done] ^ windows[begins[:-1][active] + done]
        changed = (moved & bits).any(axis=1)
        differ[active[changed]] = True
        done += size
        active = active[~changed & (own[active] > done)]
    return differ


@functools.cache
def _masks(size: int) -> Words:
    """Return for every length up to that of a window the bits of that many first bytes."""
    import numpy as np

    held = np.arange(size) < np.arange(size + 1)[:, None]
    return np.where(held, np.uint8(255), np.uint8(0)).view("<u8")


def _neighbours(columns: tuple[int, ...]) -> list[tuple[int, int]]:
    """Join columns that stand side by side.

    >>> _neighbours((5, 6, 9))
    [(5, 6), (9, 9)]
    """
    ordered = sorted(columns)
    cuts = [n for n, (one, other) in enumerate(pairwise(ordered), 1) if other != one + 1]
    edges = [0, *cuts, len(ordered)]
    return [(ordered[start], ordered[stop - 1]) for start, stop in pairwise(edges)]


def _mix(keys: Words, words: Words, begins: Positions, lengths: Positions) -> None:
    """Mix the bytes of a cell into the key of its row, eight at a time."""
    import numpy as np

    one, other = (np.uint64(mix) for mix in _MIXES)
    keys ^= lengths.astype(np.uint64) * other
    active, done = np.arange(len(keys)), 0
    while len(active):
        left = np.minimum(lengths[active] - done, 8)
        mask = ~np.uint64(0) >> ((8 - left) * 8).astype(np.uint64) % np.uint64(WORD)
        found = np.where(left > 0, words[begins[active] + done] & mask, np.uint64(0))
        mixed = (keys[active] ^ found) * one
        keys[active] = mixed ^ (mixed >> np.uint64(29))
        done += 8
        active = active[lengths[active] > done]
