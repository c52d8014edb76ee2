"""Inlines as markup. Every word passes through escaping: markup is only ever what stands here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from vnrgen.document.blocks import (
    BoundNumber,
    CrossReference,
    Deleted,
    Emphasis,
    Inline,
    Inlines,
    Inserted,
    LanguageSpan,
    Link,
    NoteMark,
    Strong,
    Text,
)
from vnrgen.document.language.wording import Wording
from vnrgen.render.direction import reads_rightwards
from vnrgen.render.html.medium import Page, anchor

_SCHEMES = frozenset({"http", "https", "mailto"})
NOTHING = Markup("")

_WHOLE = Markup('<span class="whole">{}</span>')
_HYPHENS = "-\N{HYPHEN}"
_PART = r"\d(?:[\w.,]{0,6}\w)?%?"
_HYPHENATED = re.compile(
    rf"(?<![^\s(\[“\"‘«,;:+])[A-Za-z]{{0,5}}{_PART}(?:[{_HYPHENS}]{_PART}){{1,2}}(?![\w/-])"
)
"""A period or a code: "2023-25", "R26-19b"."""


def inlines(content: Inlines, page: Page) -> Markup:
    """Return inlines as markup.

    In a document from right to left a sentence in Latin letters, as vnrgen's own are where they
    are not translated, keeps its own direction: its numbers would else change places.
    """
    words = _joined(content, page)
    if page.rightwards or not reads_rightwards(plain(content)):
        return words
    return Markup('<span dir="ltr">{}</span>').format(words)


def _joined(content: Iterable[Inline], page: Page) -> Markup:
    return NOTHING.join(_inline(part, page) for part in content)


def _inline(part: Inline, page: Page) -> Markup:  # noqa: C901 - one case per kind of inline
    match part:
        case Text(text):
            return unbroken(text)
        case BoundNumber(text):
            return Markup('<span class="number">{}</span>').format(text)
        case Strong(children):
            return Markup("<strong>{}</strong>").format(_joined(children, page))
        case Emphasis(children):
            return Markup("<em>{}</em>").format(_joined(children, page))
        case Link(href, children):
            return _link(href, _joined(children, page))
        case NoteMark():
            return _note_mark(part, page)
        case CrossReference(target_id, text):
            return Markup('<a class="reference" href="#{}">{}</a>').format(anchor(target_id), text)
        case LanguageSpan(language, children):
            words = _joined(children, page)
            return Markup("<span{}>{}</span>").format(spoken(language), words)
        case Inserted(children):
            return Markup("<ins>{}</ins>").format(_joined(children, page))
        case Deleted(children):
            return Markup("<del>{}</del>").format(_joined(children, page))
        case _:
            assert_never(part)


def unbroken(text: str) -> Markup:
    """Return words in which no line ends at the hyphen of a period or a code.

    The style sheet keeps them together, not a hyphen of another kind: what is copied or searched
    for stays as it was written.

    >>> str(unbroken("R26-19 in 2023-25, long-term"))
    '<span class="whole">R26-19</span> in <span class="whole">2023-25</span>, long-term'
    """
    if not any(hyphen in text for hyphen in _HYPHENS):
        return escape(text)
    parts, end = [], 0
    for found in _HYPHENATED.finditer(text):
        parts += [escape(text[end : found.start()]), _WHOLE.format(found[0])]
        end = found.end()
    return NOTHING.join([*parts, escape(text[end:])])


def is_outward(href: str) -> bool:
    """Whether a link leads out of the document by a scheme a reader can be sent to.

    A relative link would point into the machine that built the file, and a script link would run.

    >>> is_outward("https://un.org"), is_outward("a.html"), is_outward("javascript:alert(1)")
    (True, False, False)
    """
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc or parts.scheme == "mailto")


def spoken(language: str) -> Markup:
    """Return the attributes of an element in a language of its own."""
    direction = Wording(language).direction
    return Markup(' lang="{}" dir="{}"').format(language, direction)


def plain(content: Inlines) -> str:
    """Return the words of inlines, as for an attribute or a document property."""
    words = []
    for part in content:
        match part:
            case Text(text) | BoundNumber(text) | CrossReference(_, text):
                words.append(text)
            case Strong(children) | Emphasis(children) | Inserted(children):
                words.append(plain(children))
            case Link(_, children) | LanguageSpan(_, children):
                words.append(plain(children))
            case NoteMark() | Deleted():
                pass
            case _:
                assert_never(part)
    return "".join(words)


def mark_anchor(note_id: str, call: int) -> str:
    """Return the id of the ``call``-th mark of a note, counting from 1."""
    return anchor(f"{note_id}/mark/{call}")


def _link(href: str, words: Markup) -> Markup:
    if not is_outward(href):
        return words
    return Markup('<a href="{}">{}</a>').format(href, words)


def _note_mark(mark: NoteMark, page: Page) -> Markup:
    page.calls[mark.note_id] += 1
    return Markup('<sup class="mark"><a id="{}" role="doc-noteref" href="#{}">{}</a></sup>').format(
        mark_anchor(mark.note_id, page.calls[mark.note_id]), anchor(mark.note_id), mark.label
    )
