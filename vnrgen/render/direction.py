"""Which words keep a direction of their own in a document from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from unicodedata import bidirectional

if TYPE_CHECKING:
    from vnrgen.document.blocks import Metadata

RIGHTWARDS, OWN, END = "\u2066", "\u2068", "\u2069"
"""Isolates of Unicode: from left to right, by their first letter, and the end of either."""


def reads_rightwards(words: str) -> bool:
    """Whether words begin with a letter read from left to right, and most of their letters are.

    What begins in Arabic and names something in English is an Arabic sentence.

    >>> reads_rightwards("15 to 24 years."), reads_rightwards("(12.5%)")
    (True, False)
    """
    if words.isascii():
        return any(map(str.isalpha, words))
    kinds = [bidirectional(letter) for letter in words]
    letters = [kind == "L" for kind in kinds if kind in {"L", "R", "AL"}]
    return letters[:1] == [True] and 2 * sum(letters) > len(letters)


def is_scrambled(words: str) -> bool:
    """Whether words that read from left to right need isolates to do so among Arabic ones.

    Letters, and what stands between them, keep their order. A number or a mark at an end goes to
    the wrong side, and Arabic inside parts what stands on its two sides.

    >>> is_scrambled("Who was heard"), is_scrambled("15 to 24 years"), is_scrambled("No.")
    (False, True, True)
    """
    if not reads_rightwards(words):
        return False
    shown = words.strip()
    has_open_end = not (shown[0].isalpha() and shown[-1].isalpha())
    return has_open_end or any(bidirectional(letter) in {"R", "AL"} for letter in shown)


def pieces(words: str, metadata: Metadata) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a line of the cover or of running heads, and which of them are its date.

    A date in Arabic inside an English sentence has its own order; its figures would else change
    places with the words around it.
    """
    date = metadata.date_text
    before, found, after = words.partition(date) if date and date != words else (words, "", "")
    for text, is_date in ((before, False), (found, True), (after, False)):
        if text:
            yield text, is_date


def isolated(words: str, metadata: Metadata) -> str:
    """Return a line in isolates where it stands in a document from right to left, else as it is.

    For what can hold no markup, as the margins of printed pages.
    """
    if metadata.direction != "rtl" or not reads_rightwards(words):
        return words
    inner = (f"{OWN}{text}{END}" if is_date else text for text, is_date in pieces(words, metadata))
    return f"{RIGHTWARDS}{''.join(inner)}{END}"
