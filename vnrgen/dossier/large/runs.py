"""Rows of one area that follow each other are joined, by the bytes that name the area."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from vnrgen.dossier.large.index import RUN, Layout
from vnrgen.dossier.large.marks import WORD, Ranks

if TYPE_CHECKING:
    from vnrgen.dossier.large.index import Runs
    from vnrgen.dossier.large.marks import Bytes, Flags, Positions, Words

_MIXES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
_WORD = 8  # bytes that are compared at once
_RETURN = 13


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of the header's width in a block: the positions where they begin and end, their numbers.

    ``passed`` are how many delimiters of the block lie before each.
    """

    starts: Positions
    ends: Positions
    numbers: Positions
    passed: Positions

    def where(self, chosen: Flags) -> Rows:
        """Return some of the rows."""
        columns = (self.starts, self.ends, self.numbers, self.passed)
        return Rows(*(column[chosen] for column in columns))


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one column, or of some side by side, in each row.

    ``lengths`` are in bytes; ``first`` and ``last`` are their first and last eight bytes, with
    nulls in place of what is no part of a shorter one.
    """

    begins: Positions
    lengths: Positions
    first: Words
    last: Words

    @classmethod
    def of(cls, words: Words, begins: Positions, ends: Positions) -> _Cells:
        import numpy as np

        lengths = ends - begins
        masks = _masks()[np.minimum(lengths, _WORD)]
        last = words[np.maximum(ends - _WORD, begins)]
        return cls(begins, lengths, words[begins] & masks, last & masks)


def runs_of(data: Bytes, delimiters: Ranks, rows: Rows, layout: Layout) -> tuple[Words, Runs]:
    """Join rows of one area that follow each other: the keys of their areas, and the runs.

    A key is a number that is the same for the same bytes in the area's columns.

    Args:
        data: The bytes of a block.
        delimiters: Its delimiters.
        rows: Its rows.
        layout: Which columns name the area.
    """
    import numpy as np

    if not len(rows.starts):
        return np.zeros(0, np.uint64), np.zeros(0, RUN)
    words = np.ndarray((len(data) - _WORD + 1,), "<u8", data, strides=(1,))
    cells = [
        _Cells.of(words, begins, ends)
        for begins, ends in _cells_of_area(data, delimiters, rows, layout)
    ]
    breaks = rows.numbers[1:] != rows.numbers[:-1] + 1
    for one in cells:
        breaks |= _differ(words, one)
    first = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(breaks) + 1))
    last = np.append(first[1:] - 1, len(rows.starts) - 1)
    runs = np.zeros(len(first), RUN)
    runs["offset"], runs["row"] = rows.starts[first], rows.numbers[first]
    runs["length"], runs["count"] = rows.ends[last] + 1 - rows.starts[first], last - first + 1
    keys = np.zeros(len(first), np.uint64)
    for one in cells:
        keys = _mixed_in(keys, words, one, first)
    return keys, runs


def _cells_of_area(
    data: Bytes, delimiters: Ranks, rows: Rows, layout: Layout
) -> Iterator[tuple[Positions, Positions]]:
    """Yield where the cells that name the area begin and end in each row."""
    word = rows.starts // WORD
    for first, last in _neighbours(layout.columns):
        begins = rows.starts
        if first:
            begins, word = delimiters.places(rows.passed + (first - 1), word)
            begins += 1
        if last == layout.width - 1:
            ends = rows.ends - (data[rows.ends - 1] == _RETURN)
        else:
            ends, word = delimiters.places(rows.passed + last, word)
        yield begins, ends


def _differ(words: Words, cells: _Cells) -> Flags:
    """Tell for each row but the first whether its cells have other bytes than the row before."""
    import numpy as np

    lengths = cells.lengths
    differ: Flags = lengths[1:] != lengths[:-1]
    differ |= cells.first[1:] != cells.first[:-1]
    differ |= cells.last[1:] != cells.last[:-1]
    active = np.flatnonzero(~differ & (lengths[1:] > 2 * _WORD))
    done = _WORD
    while len(active):  # what lies between the first and the last eight bytes
        changed = words[cells.begins[active + 1] + done] != words[cells.begins[active] + done]
        differ[active[changed]] = True
        done += _WORD
        active = active[~changed & (lengths[active] > done + _WORD)]
    return differ


@functools.cache
def _masks() -> Words:
    """Return for every length up to eight the bits of that many first bytes."""
    import numpy as np

    return np.array([(1 << 8 * length) - 1 for length in range(_WORD + 1)], np.uint64)


def _neighbours(columns: tuple[int, ...]) -> list[tuple[int, int]]:
    """Join columns that stand side by side.

    >>> _neighbours((5, 6, 9))
    [(5, 6), (9, 9)]
    """
    ordered = sorted(columns)
    cuts = [n for n, (one, other) in enumerate(pairwise(ordered), 1) if other != one + 1]
    edges = [0, *cuts, len(ordered)]
    return [(ordered[start], ordered[stop - 1]) for start, stop in pairwise(edges)]


def _mixed_in(keys: Words, words: Words, cells: _Cells, rows: Positions) -> Words:
    """Return the keys of some rows with the bytes of some of their cells mixed in."""
    import numpy as np

    lengths, begins = cells.lengths[rows], cells.begins[rows]
    keys = _mixed(keys ^ lengths.view(np.uint64) * _MIXES[1], cells.first[rows])
    keys = _mixed(keys, cells.last[rows])
    active, done = np.flatnonzero(lengths > 2 * _WORD), _WORD
    while len(active):
        keys[active] = _mixed(keys[active], words[begins[active] + done])
        done += _WORD
        active = active[lengths[active] > done + _WORD]
    return keys


def _mixed(keys: Words, found: Words) -> Words:
    mixed: Words = (keys ^ found) * keys.dtype.type(_MIXES[0])
    mixed ^= mixed >> keys.dtype.type(29)
    return mixed
