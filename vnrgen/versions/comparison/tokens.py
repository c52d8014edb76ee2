"""Inlines → tokens that can be compared one by one, and back.

A token is a word, a number with its marks, a space or a sign; each keeps what it is wrapped in
(emphasis, link, language), so that a change of emphasis is a change. Scripts that are written
without spaces are compared sign by sign, with the vowel and tone marks that belong to each.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from vnrgen.document.blocks import (
    Emphasis,
    Inline,
    Inlines,
    LanguageSpan,
    Link,
    Strong,
    Text,
)

Wrapper = Strong | Emphasis | Link | LanguageSpan
Wrapped = tuple[tuple[Wrapper, ...], "str | Inline"]
Token = str | Inline | Wrapped
"""A plain word, a number or reference that is one inline, or either of them in its wrappers."""

_SIGNS = r"!-/:-@\[-`{-~\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u2010-\u205e\u060c\u061b\u061f"
_SIGNS += r"\u06d4\u0964\u0965\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""The letters of scripts that are written without spaces, as ranges of a pattern."""

_MARKS = (
    r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3"
)
_TOKEN = re.compile(
    r"(?:\u2212|(?<!\w)[-+])?\d(?:[\d.,'\u066b\u066c\u00a0\u202f]*\d)?(?:[\u00a0\u202f]?[%\u066a])?"
    rf"|\s+|[{UNSPACED}][{_MARKS}]*|[^\s\d{_SIGNS}{UNSPACED}]+|."
)
_DIGIT = re.compile(r"\d")
_LINES = r"\t-\r\x1c-\x1f\x85\u1680\u2000-\u200a\u2028\u2029\u205f\u3000"
_NOT_SPACED = re.compile(rf"[{_LINES}{UNSPACED}]")  # any space that is not one between words
_WORD = re.compile(r"[^\W_]")
_MANY = 50_000  # words whose answer is kept: more than a chapter has


def words_and_signs(text: str) -> list[str]:
    """Return the tokens of plain words.

    >>> words_and_signs("fell to 12.1%, not −3")
    ['fell', ' ', 'to', ' ', '12.1%', ',', ' ', 'not', ' ', '−3']
    """
    return _TOKEN.findall(text)


def is_spaced(text: str) -> bool:
    """Whether a text is words with spaces between: no lines, no script without spaces."""
    return (text.isascii() and text.isprintable()) or _NOT_SPACED.search(text) is None


def tokens(content: Inlines) -> list[Token]:
    """Return the tokens of inlines in normal form, in reading order."""
    found: list[Token] = []
    for part in content:
        if isinstance(part, Text):
            found += words_and_signs(part.text)
        elif isinstance(part, Wrapper):
            found += _within(part, ())
        else:
            found.append(part)
    return found


def _within(wrapper: Wrapper, around: tuple[Wrapper, ...]) -> Iterator[Wrapped]:
    path = (*around, dataclasses.replace(wrapper, children=()))
    for part in wrapper.children:
        if isinstance(part, Text):
            yield from ((path, word) for word in words_and_signs(part.text))
        elif isinstance(part, Wrapper):
            yield from _within(part, path)
        else:
            yield (path, part)


def inlines(run: Sequence[Token]) -> Inlines:
    """Return tokens as inlines in normal form."""
    if {str}.issuperset(map(type, run)):  # nearly always, and much faster
        return (Text("".join(map(str, run))),) if run else ()
    pieces = [token if isinstance(token, tuple) else ((), token) for token in run]
    return _rebuilt(pieces, 0)


def _rebuilt(pieces: Sequence[Wrapped], depth: int) -> Inlines:
    """Return the inlines of pieces that share their first ``depth`` wrappers."""
    built: list[Inline] = []
    for outer, group in groupby(pieces, key=lambda p: p[0][depth] if len(p[0]) > depth else None):
        inner = list(group)
        if outer is not None:
            built.append(dataclasses.replace(outer, children=_rebuilt(inner, depth + 1)))
        else:
            built += _leaves([piece for _path, piece in inner])
    return tuple(built)


def _leaves(pieces: Sequence[str | Inline]) -> Iterator[Inline]:
    for plain, group in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        if plain:
            yield Text("".join(str(piece) for piece in group))
        else:
            yield from (piece for piece in group if not isinstance(piece, str))


def said(token: Token) -> str | Inline:
    """Return a token without its wrappers."""
    return token[1] if isinstance(token, tuple) else token


def is_fixed(token: Token) -> bool:
    """Whether a token is never shown as replaced by itself: a number, or a reference."""
    what = said(token)
    return not isinstance(what, str) or _DIGIT.search(what) is not None


def has_words(token: Token) -> bool:
    """Whether a token says anything; a space or a sign alone does not."""
    what = said(token)
    return not isinstance(what, str) or _says(what)


@functools.lru_cache(_MANY)
def _says(text: str) -> bool:
    return _WORD.search(text) is not None
