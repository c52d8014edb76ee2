"""One pass over the bytes of a CSV file finds the rows of every area, without splitting them.

Works where the quoting follows the rules and the marks are single bytes; elsewhere
``vnrgen.dossier.large.parse`` reads the file row by row, with the same result.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from vnrgen.dossier.large.index import RUN, Layout
from vnrgen.dossier.large.marks import WORD, Marks, counts_between, nth_after, positions

if TYPE_CHECKING:
    from vnrgen.dossier.large.index import Runs
    from vnrgen.dossier.large.marks import Bytes, Flags, Positions, Words

BLOCK = 1_048_576
_LONGEST_ROW = 32_767  # bytes; a longer one may hold a cell that is too long
_WINDOW = 64  # bytes that are compared at once, at most
_HALVED = 8 * BLOCK  # bytes; a shorter file is gone through at once
_PADDING = 4 * WORD
_MIXES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
_HIGH = 0x8080808080808080
_LINE_FEED, _RETURN, _NOT_ASCII = 10, 13, 128


class IrregularError(Exception):
    """The file is not one whose rows can be found by its marks alone."""


class SplitError(Exception):
    """No row begins where the second half of a file was thought to begin."""


@dataclass(frozen=True, slots=True)
class BlockRows:
    """What a block holds: runs of rows with one area, and rows of another width.

    ``keys`` are those of the areas of ``runs``; ``odd`` rows are
    (offset, length, row), blank ones left out. The header is no row of any, but one of the
    ``count`` rows that end in the block.
    """

    keys: Words
    runs: Runs
    odd: tuple[tuple[int, int, int], ...]
    is_utf8: bool
    count: int


def scan(path: Path, layout: Layout) -> list[BlockRows]:
    """Return what the blocks of a file hold, in order.

    A long file is gone through in two halves at once. Where the second begins is a guess that the
    first proves: only if a row ends there outside of quotation marks is it a row's beginning.

    Raises:
        IrregularError: The quoting breaks the rules, there are null bytes, or a row is too long.
        OSError: The file cannot be read.
    """
    size = path.stat().st_size
    middle = _row_in_the_middle(path, layout, size) if size > _HALVED else None
    if middle is None:
        return list(_scan(path, layout, layout.start, None))
    with ThreadPoolExecutor(1) as other:
        second = other.submit(lambda: list(_scan(path, layout, middle, None)))
        try:
            first = list(_scan(path, layout, layout.start, middle))
        except SplitError:
            first = None
        if first is None:
            second.exception()
            return list(_scan(path, layout, layout.start, None))
        return [*first, *_after(sum(block.count for block in first), second.result())]


def _row_in_the_middle(path: Path, layout: Layout, size: int) -> int | None:
    """Return where a row of the header's width seems to begin about half way; None if nowhere."""
    middle = (layout.start + size) // 2
    with path.open("rb") as stream:
        stream.seek(middle)
        lines = stream.read(_LONGEST_ROW * 2).decode("latin-1").split("\n")
    offset = middle
    for line, following in pairwise(lines[:-1]):
        offset += len(line) + 1
        try:
            cells = next(csv.reader([following], delimiter=layout.delimiter, strict=True), [])
        except csv.Error:
            continue
        if len(cells) == layout.width:
            return offset
    return None


def _after(rows: int, blocks: Iterable[BlockRows]) -> Iterator[BlockRows]:
    """Yield blocks with rows counted on from those before them, the header included."""
    for block in blocks:
        block.runs["row"] += rows
        odd = tuple((offset, length, row + rows) for offset, length, row in block.odd)
        yield replace(block, odd=odd)


def _scan(path: Path, layout: Layout, start: int, stop: int | None) -> Iterator[BlockRows]:
    """Yield what the blocks from a row's beginning on hold, up to another or the file's end."""
    row = 1
    with path.open("rb", buffering=0) as stream:
        stream.seek(start)
        for offset, marks, ends in _blocks(stream, start, stop):
            is_first = row == 1 and start == layout.start
            yield _described(marks, ends, offset, row, layout, has_header=is_first)
            row += len(ends)


def _blocks(
    stream: BinaryIO, offset: int, stop: int | None
) -> Iterator[tuple[int, Marks, Positions]]:
    """Yield blocks of whole rows: their offset in the file, marks, and ends of rows.

    Each is overwritten by the next.
    """
    import numpy as np

    block = bytearray(2 * BLOCK + _PADDING)
    whole = np.frombuffer(block, np.uint8)
    kept = 0
    while True:
        if kept > BLOCK:
            raise IrregularError("a row is very long")
        wanted = BLOCK if stop is None else min(BLOCK, stop - offset - kept)
        filled = kept + _fill(stream, memoryview(block)[kept : kept + wanted])
        is_last = filled < kept + BLOCK
        if is_last and stop is None and filled and block[filled - 1] != _LINE_FEED:
            block[filled] = _LINE_FEED
            filled += 1
        if not filled:
            return
        if block.find(0, 0, filled) >= 0:
            raise IrregularError("there are null bytes")
        whole[filled : _padded(filled)] = 0
        has_returns = block.find(_RETURN, 0, filled) >= 0
        marks = Marks.of(whole[: _padded(filled)], has_returns=has_returns)
        ends = positions(marks.row_ends)
        if not len(ends) or (is_last and ends[-1] != filled - 1):
            raise SplitError("a row does not end") if stop else IrregularError("a row does not end")
        after = int(ends[-1]) + 1
        rest = bytes(memoryview(block)[after:filled])
        whole[after:filled] = 0
        yield offset, marks.until(after, _padded(after)), ends
        if is_last:
            return
        offset += after
        kept = len(rest)
        block[:kept] = rest


def _padded(size: int) -> int:
    """Return the size of a block with at least one word of nulls at its end."""
    return (size // WORD + 2) * WORD


def _fill(stream: BinaryIO, place: memoryview) -> int:
    """Read until a place is full or the file is at its end; return the number of bytes."""
    filled = 0
    while filled < len(place):
        count = stream.readinto(place[filled:])  # type: ignore[attr-defined]
        if not count:
            break
        filled += count
    return filled


def _described(
    marks: Marks, ends: Positions, offset: int, row: int, layout: Layout, *, has_header: bool
) -> BlockRows:
    import numpy as np

    data = marks.data
    delimiters = marks.delimiters(ord(layout.delimiter))
    if not marks.is_regular(delimiters):
        raise IrregularError("the quoting breaks the rules")
    count, starts = len(ends), np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1))
    if int((ends - starts).max()) > _LONGEST_ROW:
        raise IrregularError("a row is very long")
    numbers = np.arange(row, row + len(ends))
    regular = counts_between(delimiters, ends) == layout.width - 1
    odd: tuple[tuple[int, int, int], ...] = ()
    if has_header:
        starts, ends, numbers, regular = starts[1:], ends[1:], numbers[1:], regular[1:]
    if not regular.all():
        odd = tuple(_odd(data, starts[~regular], ends[~regular], offset, numbers[~regular]))
        starts, ends, numbers = starts[regular], ends[regular], numbers[regular]
    keys, runs = _runs((data, delimiters), starts, ends, numbers, layout)
    runs["offset"] += offset
    return BlockRows(keys, runs, odd, _is_utf8(data), count)


def _odd(
    data: Bytes, starts: Positions, ends: Positions, offset: int, numbers: Positions
) -> Iterator[tuple[int, int, int]]:
    """Yield the rows of another width than the header that are not blank."""
    rows = zip(starts.tolist(), ends.tolist(), numbers.tolist(), strict=True)
    for start, end, number in rows:
        if data[start:end].tobytes().strip():
            yield start + offset, end + 1 - start, number


def _cells_of_area(
    data: Bytes, delimiters: Words, starts: Positions, ends: Positions, layout: Layout
) -> Iterator[tuple[Positions, Positions]]:
    """Yield where the cells that name the area begin in each row, and their lengths in bytes."""
    for first, last in _neighbours(layout.columns):
        begins = starts if not first else nth_after(delimiters, starts, first - 1) + 1
        if last == layout.width - 1:
            stops = ends - (data[ends - 1] == _RETURN)
        else:
            stops = nth_after(delimiters, begins, last - first)
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
    differ = (own != lengths[:-1]) | (found[1:] != found[:-1]).any(axis=1)
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


def _runs(
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


def _is_utf8(data: Bytes) -> bool:
    """Tell whether the bytes are UTF-8; only words that are not ASCII are looked at."""
    import numpy as np

    if data.max() < _NOT_ASCII:
        return True
    words = data.view("<u8")
    found = (words & np.uint64(_HIGH)) != 0
    found[1:] |= found[:-1].copy()  # an ASCII word between parts, so that none completes another
    try:
        words[found].tobytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
