"""One pass over the bytes of a CSV file finds the rows of every area, without splitting them.

Works where the quoting follows the rules and the marks are single bytes; elsewhere
``vnrgen.dossier.large.parse`` reads the file row by row, with the same result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from vnrgen.dossier.large.index import RUN, Layout
from vnrgen.dossier.large.marks import WORD, Marks, Ranks, positions
from vnrgen.dossier.large.runs import Rows, runs_of

if TYPE_CHECKING:
    from vnrgen.dossier.large.index import Runs
    from vnrgen.dossier.large.marks import Bytes, Positions, Words

BLOCK = 2_097_152
LONGEST_ROW = 32_767  # bytes; a longer one may hold a cell that is too long
_PADDING = 4 * WORD
_PIECE = 32_768  # words that a processor keeps near
_HIGH = 0x8080808080808080
_LINE_FEED, _RETURN = 10, 13


class IrregularError(Exception):
    """The file is not one whose rows can be found by its marks alone."""


class SplitError(Exception):
    """No row begins where the next share of a file was thought to begin."""


@dataclass(frozen=True, slots=True)
class FoundRows:
    """What a stretch of a file holds: runs of rows with one area, and rows of another width.

    ``keys`` are those of the areas of ``runs``; ``odd`` rows are
    (offset, length, row), blank ones left out. The header is no row of any, but one of the
    ``count`` rows that end in the stretch.
    """

    keys: Words
    runs: Runs
    odd: tuple[tuple[int, int, int], ...]
    is_utf8: bool
    count: int

    @classmethod
    def joined(cls, found: Sequence[FoundRows]) -> FoundRows:
        """Return stretches that follow each other as one."""
        import numpy as np

        return cls(
            np.concatenate([np.zeros(0, np.uint64), *(one.keys for one in found)]),
            np.concatenate([np.zeros(0, RUN), *(one.runs for one in found)]),
            tuple(row for one in found for row in one.odd),
            all(one.is_utf8 for one in found),
            sum(one.count for one in found),
        )


def scan(path: Path, layout: Layout, start: int, stop: int | None) -> FoundRows:
    """Return what a file holds from a byte on; rows count from 1 there.

    Args:
        path: The file.
        layout: How its cells are parted.
        start: The byte at which a row begins.
        stop: That at which another is thought to begin, None for the end of the file.

    Raises:
        SplitError: No row ends before ``stop``.
        IrregularError: The quoting breaks the rules, there are null bytes, or a row is too long.
        OSError: The file cannot be read.
    """
    row = 1
    found = []
    with path.open("rb", buffering=0) as stream:
        stream.seek(start)
        for offset, marks, ends in _blocks(stream, ord(layout.delimiter), start, stop):
            is_first = row == 1 and start == layout.start
            found.append(_described(marks, ends, offset, row, layout, has_header=is_first))
            row += len(ends)
    return FoundRows.joined(found)


def _blocks(
    stream: BinaryIO, delimiter: int, offset: int, stop: int | None
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
        marks = Marks.of(whole[: _padded(filled)], delimiter, has_returns=has_returns)
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
) -> FoundRows:
    import numpy as np

    if not marks.is_regular():
        raise IrregularError("the quoting breaks the rules")
    count, edges = len(ends), np.concatenate((np.full(1, -1), ends))
    if int((edges[1:] - edges[:-1]).max()) > LONGEST_ROW + 1:
        raise IrregularError("a row is very long")
    delimiters = Ranks.of(marks.delimiters)
    passed = np.concatenate((np.zeros(1, np.int64), delimiters.before(ends)))
    regular = passed[1:] - passed[:-1] == layout.width - 1
    rows = Rows(edges[:-1] + 1, ends, np.arange(row, row + count), passed[:-1])
    if has_header:
        regular[0] = False
    odd: tuple[tuple[int, int, int], ...] = ()
    if not regular.all():
        others = ~regular
        if has_header:
            others[0] = False
        odd = tuple(_odd(marks.data, rows.where(others), offset))
        rows = rows.where(regular)
    keys, runs = runs_of(marks.data, delimiters, rows, layout)
    runs["offset"] += offset
    return FoundRows(keys, runs, odd, _is_utf8(marks.data), count)


def _odd(data: Bytes, rows: Rows, offset: int) -> Iterator[tuple[int, int, int]]:
    """Yield the rows of another width than the header that are not blank."""
    found = zip(rows.starts.tolist(), rows.ends.tolist(), rows.numbers.tolist(), strict=True)
    for start, end, number in found:
        if data[start:end].tobytes().strip():
            yield start + offset, end + 1 - start, number


def _is_utf8(data: Bytes) -> bool:
    """Tell whether the bytes are UTF-8; only words that are not ASCII are looked at."""
    import numpy as np

    words = data.view("<u8")
    found, high = np.empty(len(words), np.bool_), np.empty(_PIECE, np.uint64)
    for begin in range(0, len(words), _PIECE):
        piece = words[begin : begin + _PIECE]
        own = high[: len(piece)]
        np.bitwise_and(piece, _HIGH, out=own)
        np.not_equal(own, 0, out=found[begin : begin + len(piece)])
    if not found.any():
        return True
    found[1:] |= found[:-1].copy()  # an ASCII word between parts, so that none completes another
    try:
        words[found].tobytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
