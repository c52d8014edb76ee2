"""Recognises tables of contents, whose lines lead to pages and answer nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vnrgen.pdftext.lines import Line
from vnrgen.pdftext.marking import names_contents
from vnrgen.pdftext.page_numbers import number_value

_LEADERS = re.compile(r"(?:[.·…‥_]\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,7})?\s*$", re.IGNORECASE)
_LAST_WORD = re.compile(r"(\S+)\s*$")
_LAST = set("ivxlcIVXLC.·…‥_")
_LEAST = 3  # lines


def split_contents(
    lines: Sequence[Line], *, goes_on: bool = False
) -> tuple[list[Line], list[list[Line]]]:
    """Return the lines of a page that are text, and the entries of contents on it.

    An entry is one or more lines, the last of which has the page. Entries are told by their
    leaders, or stand below a heading that says "Contents" and end with pages that do not fall.
    ``goes_on`` says that the page before ended with such entries.
    """
    bands = list(_bands(lines))
    taken: set[int] = set()
    entries: list[list[Line]] = []
    named = next((i for i, band in enumerate(bands) if names_contents(_text(band))), None)
    if named is not None or goes_on:
        run = _run_below(bands, 0 if named is None else named + 1)
        if len(run) >= _LEAST:
            groups = ([named] if named is not None else [], *run)
            entries = [[line for i in group for line in bands[i]] for group in groups if group]
            taken = {i for group in groups for i in group}
    for place, band in enumerate(bands):
        if place not in taken and _has_leaders(_text(band)):
            entries.append(band)
            taken.add(place)
    rest = [line for place, band in enumerate(bands) if place not in taken for line in band]
    return rest, entries


def _has_leaders(text: str) -> bool:
    """Whether an entry leads to its page with dots."""
    may_end_so = text[-1:].isdecimal() or text[-1:] in _LAST
    return may_end_so and _LEADERS.search(text) is not None


def _bands(lines: Sequence[Line]) -> Iterator[list[Line]]:
    band: list[Line] = []
    for line in lines:
        if band and abs(band[-1].base - line.base) > 0.4 * line.size:
            yield band
            band = []
        band.append(line)
    if band:
        yield band


def _text(band: Sequence[Line]) -> str:
    return " ".join(line.text.strip() for line in band)


def _run_below(bands: Sequence[list[Line]], start: int) -> list[list[int]]:
    """Return the entries from a place on, as places of bands; a title may run over three lines."""
    entries: list[list[int]] = []
    waiting: list[int] = []
    last = 0
    for place in range(start, len(bands)):
        waiting.append(place)
        found = _page_at_end(_text(bands[place]))
        if found is not None and found >= last:
            entries.append(waiting)
            waiting, last = [], found
        elif len(waiting) > 2 or (found is not None and found < last and last < 1_000 and found):
            break
    return entries


def _page_at_end(text: str) -> int | None:
    word = _LAST_WORD.search(text.rstrip(". "))
    value = number_value(word[1]) if word and word.start() > 0 else None
    if value is None:
        return None
    return 0 if value[1] else value[0]
