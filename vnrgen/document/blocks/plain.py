"""Inlines → plain words, as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterable

from vnrgen.document.blocks import BoundNumber, CrossReference, Inline, NoteMark, Text


def plain(content: Iterable[Inline]) -> str:
    """Return the words of inlines, note marks included, nothing between them.

    >>> plain((Text("one in "), NoteMark("who/note/a", "3")))
    'one in 3'
    """
    return "".join(_words(part) for part in content)


def _words(part: Inline) -> str:
    match part:
        case Text(text=text) | BoundNumber(text=text) | CrossReference(text=text):
            return text
        case NoteMark(label=label):
            return label
        case _:
            return plain(part.children)
