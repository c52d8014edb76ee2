"""How alike two words are by the pieces of letters they share, for whole vocabularies at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

SIZE = 3  # letters of a piece, the spaces around the word counted
LEAST_ALIKE = 0.2  # cosine below which two words have nothing to do with each other
MOST_ALIKE = 8  # words of the report that stand for one asked word: its forms and compounds
_CELLS = 500_000  # pairs of words compared at once: 4 MB stay in the processor's cache


@dataclass(frozen=True, slots=True)
class WordKernel:
    """For each asked word the words of the report that are like it.

    ``starts`` has one entry more than there are asked words; ``words[starts[i]:starts[i + 1]]``
    are the like words of the i-th, ``weights`` the sums of the squared weights of the pieces
    they share, and ``cosines`` the same over both words' lengths (0 to 1).
    """

    starts: Integers
    words: Integers
    weights: Floats
    cosines: Floats
    lengths: Floats  # of the report's words, in the space of pieces


def word_kernel(
    asked: Sequence[str], vocabulary: Sequence[str], spread: NDArray[np.float64]
) -> WordKernel:
    """Compare asked words with a vocabulary.

    A piece weighs by how few passages hold it: log((1 + n) / (1 + d)) + 1, where d is estimated
    from the words that hold the piece, as if they stood independently of each other.

    Args:
        asked: The words of the recommendations, distinct.
        vocabulary: The words of the report, distinct.
        spread: For each word of the vocabulary the share of passages holding it (0 to 1).

    Returns:
        Of each asked word the ``MOST_ALIKE`` words nearest to it whose cosine is at least
        ``LEAST_ALIKE``, in the order of the two lists; of equals the earlier.
    """
    import numpy as np

    own_word, own_piece = _pieces(vocabulary)
    asked_word, asked_piece = _pieces(asked)
    pieces, own = np.unique(own_piece, return_inverse=True)
    weight = _weights(own, own_word, spread, len(pieces))
    square = weight * weight
    place = np.searchsorted(pieces, asked_piece).clip(max=max(len(pieces) - 1, 0))
    known = pieces[place] == asked_piece if len(pieces) else np.zeros(len(place), bool)
    # An asked piece that the report never holds still makes the asked word longer.
    rarest = np.float32(square.max()) if len(square) else np.float32(1)
    asked_length = np.sqrt(
        np.bincount(asked_word, np.where(known, square[place], rarest), len(asked))
    )
    length = np.sqrt(np.bincount(own_word, square[own], len(vocabulary)))
    order = np.argsort(own, kind="stable")
    holders = own_word[order]
    values = square[own[order]] / length[holders]
    starts = np.searchsorted(own[order], np.arange(len(pieces) + 1))
    blocks = []
    rows = max(_CELLS // max(len(vocabulary), 1), 1)
    for first in range(0, len(asked), rows):
        last = min(first + rows, len(asked))
        chosen = known & (asked_word >= first) & (asked_word < last)
        pairs = (asked_word[chosen] - first, place[chosen])
        blocks.append(_alike(pairs, (holders, values, starts), (asked_length[first:last], length)))
    return _joined(blocks, length)


def _pieces(items: Sequence[str]) -> tuple[Integers, NDArray[np.uint64]]:
    """Return for each piece of each word the word's place and the piece as a number."""
    import numpy as np

    text = "".join(f" {word} " for word in items)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    sizes = np.fromiter((len(word) + 2 for word in items), np.int64, len(items))
    owner = np.repeat(np.arange(len(items)), sizes)
    count = max(len(codes) - SIZE + 1, 0)
    piece = np.zeros(count, np.uint64)
    for step in range(SIZE):  # a code point has 21 bits: three of them fit without collision
        piece = (piece << np.uint64(21)) | codes[step : step + count]
    inside = owner[:count] == owner[SIZE - 1 :]
    return owner[:count][inside], piece[inside]


def _weights(
    piece: Integers, word: Integers, spread: NDArray[np.float64], count: int
) -> NDArray[np.float32]:
    import numpy as np

    absent = np.log1p(-np.minimum(spread, 0.999))
    share = 1 - np.exp(np.bincount(piece, absent[word], count))
    n = 1 / max(float(spread.min(initial=1.0)), 1e-9)  # a word in one passage has a share of 1/n
    return (np.log((1 + n) / (1 + n * share)) + 1).astype(np.float32)


def _alike(
    pairs: tuple[Integers, Integers],
    postings: tuple[Integers, NDArray[np.float64], Integers],
    lengths: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> tuple[Integers, Integers, Floats, Floats]:
    """Return the pairs of words near enough: how many a row, columns, shared weights, cosines."""
    import numpy as np

    (row, piece), (holders, values, starts), (asked, own) = pairs, postings, lengths
    sizes = starts[piece + 1] - starts[piece]
    offset = np.repeat(starts[piece] - (np.cumsum(sizes) - sizes), sizes)
    at = np.arange(int(sizes.sum())) + offset
    cells = np.repeat(row * len(own), sizes) + holders[at]
    flat = np.bincount(cells, values[at], len(asked) * len(own))
    near = np.flatnonzero(flat.reshape(len(asked), -1) >= LEAST_ALIKE * asked[:, None])
    rows, column = np.divmod(near, len(own))
    cosine, weight = flat[near] / asked[rows], flat[near] * own[column]
    kept = _nearest(rows, cosine, len(asked))
    rows, column, cosine, weight = rows[kept], column[kept], cosine[kept], weight[kept]
    counts = np.bincount(rows, minlength=len(asked))
    return counts, column, weight.astype(np.float32), cosine.astype(np.float32)


def _nearest(rows: Integers, cosine: NDArray[np.float64], count: int) -> Integers:
    """Return the places of the ``MOST_ALIKE`` largest of each row, of equals the first.

    Args:
        rows: The row of each value, ascending.
        cosine: The values, 0 to 1.
        count: How many rows there are.
    """
    import numpy as np

    key = 2.0 * rows - cosine
    sizes = np.bincount(rows, minlength=count)
    crowded = np.flatnonzero(sizes > MOST_ALIKE)
    last = np.full(count, np.inf)  # the key of the last to be kept; values sort faster than places
    last[crowded] = np.sort(key)[(np.cumsum(sizes) - sizes)[crowded] + MOST_ALIKE - 1]
    kept = np.flatnonzero(key <= last[rows])
    sizes = np.bincount(rows[kept], minlength=count)
    if (sizes > MOST_ALIKE).any():  # equals of the last
        order = np.argsort(key[kept], kind="stable")
        rank = np.arange(len(kept)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        kept = kept[np.sort(order[rank < MOST_ALIKE])]
    return kept


def _joined(
    blocks: list[tuple[Integers, Integers, Floats, Floats]], length: NDArray[np.float64]
) -> WordKernel:
    import numpy as np

    if not blocks:
        none, no_word = np.zeros(0, np.float32), np.zeros(0, np.int64)
        return WordKernel(np.zeros(1, np.int64), no_word, none, none, length.astype(np.float32))
    counts, columns, values, cosines = (np.concatenate(part) for part in zip(*blocks, strict=True))
    starts = np.concatenate(([0], np.cumsum(counts)))
    return WordKernel(starts, columns, values, cosines, length.astype(np.float32))
