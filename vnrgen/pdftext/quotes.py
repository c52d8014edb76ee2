"""Finds the place of a quote in a report: in which passage and on which pages it stands."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vnrgen.pdftext.model import Kind, PageStart, Passage, Report

_SAME = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-"}
)
_LEFT_OUT = {"\u00ad", "\u200b", "\u2060", "\ufeff", "\u200e", "\u200f", "\u0640"}
_LEFT_OUT |= {chr(code) for code in (*range(0x64B, 0x660), 0x670)}  # vowel marks
_AFTER_HYPHEN = re.compile(r"(?<=\w)-\s+(?=\w)")
_PLAIN = {**_SAME, **{ord(character): "" for character in _LEFT_OUT}}
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_WRAPPED = re.compile('^(?:["\u201c\u201e\u00ab]\\s?)(.+?)(?:\\s?["\u201d\u201c\u00bb])$')
_MARK = re.compile(
    r"^(?:\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[a-z]|[ivxl]{1,5})[.)]|[•–-]"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s+[^\W\d_a-z]))\s+(?=\S)"
)
_NOTE = re.compile(
    r"(?<=[^\W\d_][.,;:!?)\"”»])(?:\d{1,3}(?=\s|$)|\s\d{1,3}$)|(?<=[^\W\d_A-Z]{3})\d{1,2}(?=[\s.,;]|$)"
)
_CLOSING = frozenset(",.)]")  # a blank before one makes no difference: a note's mark may leave it
_BEFORE_CLOSING = re.compile(r" (?=[,.)\]])")
_FURNITURE = {Kind.HEADER, Kind.FOOTER, Kind.CONTENTS}


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a quote stands: from ``start`` to ``end`` in the text of ``passage``.

    A quote that runs on into the next passages ends in ``last`` (at its offset ``end``). ``pages``
    are the pages it stands on, the first first; it has one member for formats without pages.
    """

    passage: Passage
    last: Passage
    start: int
    end: int
    pages: tuple[PageStart, ...]


def find_quote(
    report: Report | Sequence[Passage], quote: str, *, pdf_page: int | None = None
) -> QuotePlace | None:
    """Return where a quote stands, or None where its words do not stand so in the report.

    Case, runs of blanks, kinds of quotation marks and hyphens, soft hyphens and composed letters
    make no difference, nor does a hyphen at the end of a line as copying from a page gives it.
    Passages that can answer are searched before headings and notes.

    Args:
        report: The report, or its passages in reading order.
        quote: Words, copied from the report.
        pdf_page: Where given, only a place that touches this page of the file counts.
    """
    return next(iter(find_quotes(report, quote, pdf_page=pdf_page)), None)


def find_quotes(
    report: Report | Sequence[Passage], quote: str, *, pdf_page: int | None = None
) -> Iterator[QuotePlace]:
    """Yield every place of a quote as ``find_quote`` finds it, the likeliest first."""
    passages = report.passages if isinstance(report, Report) else report
    forms = _forms(quote)
    if not forms:
        return
    body = [p for p in passages if p.kind.can_answer]
    rest = [p for p in passages if not p.kind.can_answer and p.kind not in _FURNITURE]
    for form in forms:
        for place in (*_within(body, form), *_across(body, form), *_within(rest, form)):
            if pdf_page is None or any(page.pdf_page == pdf_page for page in place.pages):
                yield place


def copied_forms(quote: str) -> Iterator[str]:
    """Yield a quote, then without what copying from a page or quoting adds to its words.

    That are quotation marks around it, the number or letter of its paragraph, and marks of notes.

    >>> list(copied_forms("“3. It was ratified.4”"))[-1]
    'It was ratified.'
    """
    wrapped = _WRAPPED.match(quote)
    bare = wrapped[1] if wrapped else quote
    unmarked = _MARK.sub("", bare)
    forms = (quote, bare, unmarked, _NOTE.sub("", bare), _NOTE.sub("", unmarked))
    yield from dict.fromkeys(form for form in forms if form)


def stands_on_page(report: Report | Sequence[Passage], quote: str, pdf_page: int) -> bool:
    """Whether a quote stands on a page of the file, wholly or with a part of it."""
    return find_quote(report, quote, pdf_page=pdf_page) is not None


def _forms(quote: str) -> list[str]:
    """Return the quote folded: as it is, and with words joined that were cut at a line's end."""
    plain = _folded(quote)[0].strip()
    if not plain:
        return []
    forms = [plain, _AFTER_HYPHEN.sub("", plain), _AFTER_HYPHEN.sub("-", plain)]
    return list(dict.fromkeys(forms))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text as it is compared, and of each of its characters the offset it came from."""
    out: list[str] = []
    came: list[int] = []
    for offset, character in enumerate(text.translate(_SAME)):
        if character in _LEFT_OUT:
            continue
        if character.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                came.append(offset)
            continue
        if unicodedata.combining(character) and out:
            composed = unicodedata.normalize("NFC", out[-1] + character)
            if len(composed) == 1:
                out[-1] = composed
                continue
        if character in _CLOSING and out and out[-1] == " ":
            out.pop()
            came.pop()
        for folded in unicodedata.normalize("NFKC", character).casefold():
            out.append(folded)
            came.append(offset)
    return "".join(out), came


@functools.lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    """Return the text as it is compared, quickly: a report is searched for many quotes."""
    folded = unicodedata.normalize("NFKC", text.translate(_PLAIN)).casefold()
    return _BEFORE_CLOSING.sub("", " ".join(folded.split()))


def _may_end_with(text: str, wanted: str) -> bool:
    """Whether a text ends with words that the wanted ones begin with."""
    first = wanted.partition(" ")[0]
    at = text.find(first, max(len(text) - len(wanted), 0))
    while at >= 0:
        if wanted.startswith(text[at:]):
            return True
        at = text.find(first, at + 1)
    return False


def _within(passages: Iterable[Passage], wanted: str) -> Iterator[QuotePlace]:
    plain = _plain(wanted)
    for passage in passages:
        if plain not in _plain(passage.text):
            continue
        folded, came = _folded(passage.text)
        found = _word_at(folded, wanted)
        while found >= 0:
            start, end = came[found], came[found + len(wanted) - 1] + 1
            yield QuotePlace(passage, passage, start, end, _pages(passage, passage, start, end))
            found = _word_at(folded, wanted, found + 1)


def _across(passages: Sequence[Passage], wanted: str) -> Iterator[QuotePlace]:
    """Yield places that begin in one passage and end in the next."""
    plain = _plain(wanted)
    for one, two in itertools.pairwise(passages):
        if not _may_end_with(_plain(one.text), plain):
            continue
        first, came = _folded(one.text)
        second, came_second = _folded(two.text)
        first = first.rstrip()
        joined = f"{first} {second}"
        found = _word_at(joined, wanted, max(len(first) - len(wanted) + 1, 0))
        last = found + len(wanted) - 1 - len(first) - 1
        if 0 <= found < len(first) and last >= 0:
            start, end = came[found], came_second[last] + 1
            yield QuotePlace(one, two, start, end, _pages(one, two, start, end))


def _word_at(text: str, wanted: str, start: int = 0) -> int:
    """Return where the words stand whole: no quote begins or ends within a word or number."""
    found = text.find(wanted, start)
    while found >= 0:
        end = found + len(wanted)
        cut_before = found > 0 and _is_one_word(text[found - 1], wanted[0])
        cut_after = end < len(text) and _is_one_word(wanted[-1], text[end])
        if not (cut_before or cut_after):
            return found
        found = text.find(wanted, found + 1)
    return -1


def _is_one_word(one: str, two: str) -> bool:
    """Whether no word can end between two characters; some scripts write no blanks."""
    return one.isalnum() and two.isalnum() and not (_UNSPACED.match(one) or _UNSPACED.match(two))


def _pages(first: Passage, last: Passage, start: int, end: int) -> tuple[PageStart, ...]:
    if first is last:
        return _span(first, start, end)
    pages = (*_span(first, start, len(first.text)), *_span(last, 0, end))
    return tuple({p.pdf_page: p for p in reversed(pages)}.values())[::-1]


def _span(passage: Passage, start: int, end: int) -> tuple[PageStart, ...]:
    begun = passage.page_at(start)
    later = (s for s in passage.starts if begun.offset < s.offset < end)
    return (begun, *later)
