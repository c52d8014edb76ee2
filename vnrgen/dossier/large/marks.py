"""The marks of a CSV file (quotation marks, delimiters, line ends) as bits, 64 bytes at a time.

Quoted stretches are found by a running exclusive or over the bits of the quotation marks (Langdale
and Lemire, *Parsing Gigabytes of JSON per Second*, VLDB Journal 28, 2019, section 3.1.1): a bit is
set where an odd number of quotation marks stands at or before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Words = NDArray[np.uint64]
    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]

WORD = 64
_QUOTE, _LINE_FEED, _RETURN = 34, 10, 13
_SHIFTS = (1, 2, 4, 8, 16, 32)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one block, which begins with a row.

    ``data`` has a multiple of 64 bytes; bit ``i`` of word ``n`` is byte ``64 n + i``. ``inside``
    is set from an opening quotation mark to before the closing one; ``row_ends`` are the line
    feeds outside of quotation marks.
    """

    data: Bytes
    quotes: Words
    inside: Words
    row_ends: Words
    has_returns: bool

    @classmethod
    def of(cls, data: Bytes, *, has_returns: bool) -> Marks:
        """Find the quotation marks and row ends of a block."""
        quotes = _bits(data == _QUOTE)
        inside = _parity(quotes)
        row_ends = _bits(data == _LINE_FEED) & ~inside
        return cls(data, quotes, inside, row_ends, has_returns)

    def until(self, end: int, size: int) -> Marks:
        """Return the block up to a position that follows a row end; what comes after are nulls."""
        import numpy as np

        words = size // WORD
        quotes, inside = self.quotes[:words].copy(), self.inside[:words].copy()
        for part in (quotes, inside):
            part[end // WORD] &= np.uint64((1 << end % WORD) - 1)
            part[end // WORD + 1 :] = 0
        row_ends = self.row_ends[:words]
        return Marks(self.data[:size], quotes, inside, row_ends, self.has_returns)

    def delimiters(self, delimiter: int) -> Words:
        """Return the delimiters outside of quotation marks."""
        return _bits(self.data == delimiter) & ~self.inside

    def is_regular(self, delimiters: Words) -> bool:
        """Tell whether every quotation mark stands where the rules of CSV let it stand.

        An opening one follows a delimiter or row end, or a closing one (that is a doubled one in a
        cell); a closing one precedes a delimiter, row end or opening one. A line may not end in a
        return alone.
        """
        opening = self.quotes & self.inside
        closing = self.quotes ^ opening
        edges = delimiters | self.row_ends
        before = _later(edges | closing)
        before[:1] |= before.dtype.type(1)
        edges |= opening
        if self.has_returns:
            returns = _bits(self.data == _RETURN) & ~self.inside
            edges |= returns
            if (returns & ~_earlier(self.row_ends)).any():
                return False
        after = _earlier(edges)
        after[-1:] |= after.dtype.type(1 << (WORD - 1))
        wrong = opening & ~before
        wrong |= closing & ~after
        return not wrong.any()


def _bits(flags: Flags) -> Words:
    import numpy as np

    return np.packbits(flags, bitorder="little").view("<u8")


def _parity(quotes: Words) -> Words:
    """Return bits that are set where the number of set bits up to there is odd."""
    import numpy as np

    found, moved = quotes.copy(), np.empty_like(quotes)
    for shift in _SHIFTS:
        np.left_shift(found, np.uint64(shift), out=moved)
        found ^= moved
    odd = np.logical_xor.accumulate((np.bitwise_count(quotes) & 1).astype(bool))
    found[1:] ^= np.where(odd[:-1], np.uint64(0xFFFFFFFFFFFFFFFF), np.uint64(0))
    return found


def _later(words: Words) -> Words:
    """Return bits moved to the byte after."""
    moved = words << words.dtype.type(1)
    moved[1:] |= words[:-1] >> words.dtype.type(WORD - 1)
    return moved


def _earlier(words: Words) -> Words:
    """Return bits moved to the byte before."""
    moved = words >> words.dtype.type(1)
    moved[:-1] |= words[1:] << words.dtype.type(WORD - 1)
    return moved


def positions(words: Words) -> Positions:
    """Return the positions of all set bits, in order."""
    import numpy as np

    where = np.flatnonzero(words)
    left = words[where]
    found: list[Positions] = []
    while len(left):
        found.append(where * WORD + _lowest(left))
        left = left & (left - np.uint64(1))
        more = left != 0
        left, where = left[more], where[more]
    if not found:
        return np.empty(0, np.int64)
    return np.sort(np.concatenate(found)) if len(found) > 1 else found[0]


def _lowest(words: Words) -> Positions:
    """Return the number of the lowest set bit of each word; none is 0."""
    import numpy as np

    return np.bitwise_count((words & (~words + np.uint64(1))) - np.uint64(1)).astype(np.int64)


def counts_between(words: Words, edges: Positions) -> Positions:
    """Return how many bits are set in front of each position that lie after the one before it."""
    import numpy as np

    totals = np.zeros(len(words) + 1, np.int64)
    np.cumsum(np.bitwise_count(words), out=totals[1:])
    word = edges // WORD
    below = (np.uint64(1) << (edges % WORD).astype(np.uint64)) - np.uint64(1)
    upto = totals[word] + np.bitwise_count(words[word] & below)
    return np.diff(upto, prepend=0)


def nth_after(words: Words, starts: Positions, count: int) -> Positions:
    """Return the position of the set bit number ``count`` (from 0) at or after each start.

    Every start must have that many bits after it.
    """
    import numpy as np

    word = starts // WORD
    left = words[word] & (~np.uint64(0) << (starts % WORD).astype(np.uint64))
    to_skip = np.full(len(starts), count, np.int64)
    held = np.bitwise_count(left)
    short = held <= to_skip
    while short.any():  # to the word that holds the bit
        to_skip -= held * short
        word += short
        np.copyto(left, words[word], where=short)
        held = np.bitwise_count(left)
        short = held <= to_skip
    for skipped in range(int(to_skip.max(initial=0))):  # to the bit in the word
        np.bitwise_and(left, left - np.uint64(1), out=left, where=to_skip > skipped)
    return word * WORD + _lowest(left)
