"""The marks of a CSV file (quotation marks, delimiters, line ends) as bits, 64 bytes at a time.

Quoted stretches are found by a running exclusive or over the bits of the quotation marks (Langdale
and Lemire, *Parsing Gigabytes of JSON per Second*, VLDB Journal 28, 2019, section 3.1.1): a bit is
set where an odd number of quotation marks stands at or before it.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
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
_WORD_BITS = 6
_EVERY_2, _EVERY_4, _EVERY_8 = 0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F
_ONES, _TOPS = 0x0101010101010101, 0x8080808080808080
_STEPS = 12  # from word to word, before all words are searched
_QUOTE, _LINE_FEED, _RETURN = 34, 10, 13
_PIECE = 262_144
_SHIFTS = (1, 2, 4, 8, 16, 32)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one block, which begins with a row.

    ``data`` has a multiple of 64 bytes; bit ``i`` of word ``n`` is byte ``64 n + i``. ``inside``
    is set from an opening quotation mark to before the closing one; ``delimiters``, ``row_ends``
    (line feeds) and ``returns`` are those outside of quotation marks.
    """

    data: Bytes
    quotes: Words
    inside: Words
    delimiters: Words
    row_ends: Words
    returns: Words | None

    @classmethod
    def of(cls, data: Bytes, delimiter: int, *, has_returns: bool) -> Marks:
        """Find the marks of a block."""
        kinds = (_QUOTE, delimiter, _LINE_FEED, *((_RETURN,) if has_returns else ()))
        quotes, delimiters, row_ends, *returns = _bits_of(data, kinds)
        inside = _parity(quotes)
        outside = ~inside
        return cls(
            data,
            quotes,
            inside,
            delimiters & outside,
            row_ends & outside,
            returns[0] & outside if returns else None,
        )

    def until(self, end: int, size: int) -> Marks:
        """Return the block up to a position that follows a row end; what comes after are nulls."""
        import numpy as np

        def cut(words: Words) -> Words:
            kept = words[: size // WORD]
            kept[end // WORD] &= np.uint64((1 << end % WORD) - 1)
            kept[end // WORD + 1 :] = 0
            return kept

        return Marks(
            self.data[:size],
            cut(self.quotes),
            cut(self.inside),
            cut(self.delimiters),
            cut(self.row_ends),
            None if self.returns is None else cut(self.returns),
        )

    def is_regular(self) -> bool:
        """Tell whether every quotation mark stands where the rules of CSV let it stand.

        An opening one follows a delimiter or row end, or a closing one (that is a doubled one in a
        cell); a closing one precedes a delimiter, row end or opening one. A line may not end in a
        return alone.
        """
        opening = self.quotes & self.inside
        closing = self.quotes ^ opening
        edges = self.delimiters | self.row_ends
        before = _later(edges | closing)
        before[:1] |= before.dtype.type(1)
        edges |= opening
        if self.returns is not None:
            edges |= self.returns
            if (self.returns & ~_earlier(self.row_ends)).any():
                return False
        after = _earlier(edges)
        after[-1:] |= after.dtype.type(1 << (WORD - 1))
        wrong = opening & ~before
        wrong |= closing & ~after
        return not wrong.any()


@dataclass(frozen=True, slots=True)
class Ranks:
    """Bits that can be counted and numbered; ``totals`` are how many lie before each word."""

    words: Words
    totals: Positions

    @classmethod
    def of(cls, words: Words) -> Ranks:
        """Count the bits of every word."""
        import numpy as np

        totals = np.zeros(len(words) + 1, np.int64)
        np.cumsum(np.bitwise_count(words), out=totals[1:])
        return cls(words, totals)

    def before(self, places: Positions) -> Positions:
        """Return how many bits are set before each position."""
        import numpy as np

        word = places >> _WORD_BITS
        below = (np.uint64(1) << (places & (WORD - 1)).view(np.uint64)) - np.uint64(1)
        held = self.words[word]
        held &= below
        found: Positions = self.totals[word] + np.bitwise_count(held)
        return found

    def places(self, numbers: Positions, word: Positions) -> tuple[Positions, Positions]:
        """Return where the bits with some numbers (from 0) are, and in which words.

        Args:
            numbers: The bits wanted; each must exist.
            word: For each a word that is not after the bit's own, better a near one.
        """
        ends = self.totals[1:]
        for _ in range(_STEPS):
            short = ends[word] <= numbers
            if not short.any():
                break
            word = word + short
        else:
            word = ends.searchsorted(numbers, side="right")
        found = _nth_set(self.words[word], numbers - self.totals[word])
        found += word << _WORD_BITS
        return found, word


def _bits_of(data: Bytes, kinds: Sequence[int]) -> list[Words]:
    """Return where some bytes are, as bits; so many bytes at once as a processor keeps near."""
    import numpy as np

    found = [np.empty(len(data) // 8, np.uint8) for _ in kinds]
    flags = np.empty(min(len(data), _PIECE), np.bool_)
    for begin in range(0, len(data), _PIECE):
        piece = data[begin : begin + _PIECE]
        own = flags[: len(piece)]
        for kind, bits in zip(kinds, found, strict=True):
            np.equal(piece, kind, out=own)
            bits[begin // 8 : (begin + len(piece)) // 8] = np.packbits(own, bitorder="little")
    return [bits.view("<u8") for bits in found]


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

    where = np.flatnonzero(words != 0)
    left = words[where]
    found: list[Positions] = []
    while len(left):
        lowest = left & (~left + 1)
        found.append((where << _WORD_BITS) + np.bitwise_count(lowest - 1))
        left ^= lowest
        more = left != 0
        if not more.any():
            break
        left, where = left[more], where[more]
    if not found:
        return np.empty(0, np.int64)
    return np.sort(np.concatenate(found)) if len(found) > 1 else found[0]


def _nth_set(words: Words, numbers: Positions) -> Positions:
    """Return which bit of each word is the one with a number (from 0) among those that are set.

    The bits of all eight bytes are counted at once, then the byte is looked up (S. Vigna,
    *Broadword Implementation of Rank/Select Queries*, WEA 2008, algorithm 2).
    """
    import numpy as np

    sums = words - ((words >> 1) & _EVERY_2)
    sums = (sums & _EVERY_4) + ((sums >> 2) & _EVERY_4)
    sums = ((sums + (sums >> 4)) & _EVERY_8) * _ONES  # in each byte: the bits up to its end
    wanted = numbers.view(np.uint64)
    passed = np.bitwise_count(((wanted * _ONES | _TOPS) - sums) & _TOPS)
    shift = passed.astype(np.uint64) << 3
    byte = (words >> shift) & 255
    wanted = wanted - (((sums << 8) >> shift) & 255)
    found: Positions = _nth_of_byte()[(byte << 3 | wanted).view(np.int64)]
    found += shift.view(np.int64)
    return found


@functools.cache
def _nth_of_byte() -> Positions:
    """Return for each byte, eight entries each, which of its bits are set, in order."""
    import numpy as np

    found = np.zeros((256, 8), np.int64)
    for byte, row in enumerate(found):
        held = [bit for bit in range(8) if byte >> bit & 1]
        row[: len(held)] = held
    return found.ravel()
