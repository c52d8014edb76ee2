"""Ids of blocks made from words: they survive a move, and do not depend on other blocks."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
_FIRST_WORDS = 8


class IdBook:
    """Gives every block of a document an id of its own."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def claim(self, prefix: str, words: str) -> str:
        """Return ``prefix/hash`` of the first words; a repeat gets ``-2``, then ``-3``.

        Digits and punctuation do not count, so that a new figure in a sentence leaves its id.

        >>> book = IdBook()
        >>> first = book.claim("who/prose", "In 2021, one woman in 3")
        >>> first == IdBook().claim("who/prose", "in 2024 one woman in 4"), first[:10]
        (True, 'who/prose/')
        >>> book.claim("who/prose", "In 2021, one woman in 3") == first + "-2"
        True
        """
        first = " ".join(_WORD.findall(words.lower())[:_FIRST_WORDS])
        digest = hashlib.sha256(first.encode()).hexdigest()[:10]
        return self.unique(f"{prefix}/{digest}")

    def unique(self, block_id: str) -> str:
        """Return ``block_id``, or with ``-2``, ``-3``… where it was given out before."""
        self._used[block_id] += 1
        count = self._used[block_id]
        return block_id if count == 1 else f"{block_id}-{count}"
