"""Searches a report: passages that hold every word of a query, those with the phrase first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from vnrgen.pdftext.model import Passage

MOST_FOUND = 50
_LONGEST_QUERY = 200  # characters


@dataclass(frozen=True, slots=True)
class Found:
    """Passages that hold every word of a query, at most ``MOST_FOUND``, and how many do."""

    passages: tuple[Passage, ...]
    count: int


def search(passages: Sequence[Passage], query: str) -> Found:
    """Return the passages that hold every word of a query in any case and with any accents.

    Those that hold the words as one phrase come first, then the order is that of the report.
    """
    phrase = " ".join(_folded(query[:_LONGEST_QUERY]).split())
    words = phrase.split()
    if not words:
        return Found((), 0)
    with_phrase, others = [], []
    for passage in passages:
        text = " ".join(_folded(passage.text).split())
        if phrase in text:
            with_phrase.append(passage)
        elif all(word in text for word in words):
            others.append(passage)
    found = (*with_phrase, *others)
    return Found(found[:MOST_FOUND], len(found))


def marked(text: str, query: str) -> tuple[tuple[str, bool], ...]:
    """Cut a text into parts, each with whether it is a word of the query.

    >>> marked("Safe births for all", "births")
    (('Safe ', False), ('births', True), (' for all', False))
    """
    words = sorted({w for w in query[:_LONGEST_QUERY].split() if w}, key=lambda w: (-len(w), w))
    if not words:
        return ((text, False),)
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    parts: list[tuple[str, bool]] = []
    end = 0
    for match in pattern.finditer(text):
        parts += [(text[end : match.start()], False), (match[0], True)]
        end = match.end()
    parts.append((text[end:], False))
    return tuple(part for part in parts if part[0])


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c) and c != "\u00ad")
