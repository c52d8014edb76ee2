"""Months and days that a table holds in figures ("2025-04") become words of the language."""

from __future__ import annotations

import re
from datetime import date

from vnrgen.document.language.wording import Wording

_DATE = r"(\d{4})-(\d{2})(?:-(\d{2}))?"
_ONE = re.compile(_DATE)
_SPAN = re.compile(rf"{_DATE}\s*(?:to|/|–|—)\s*{_DATE}")


def in_words(written: str, wording: Wording) -> str:
    """Return a date, a month, or a span of such, in words; "" for any other text.

    "2011-12" may be a month or two years, so it is not touched; nor are spans with such an end,
    of a month and a day, or that end before they begin.

    >>> in_words("2025-04", Wording("en")), in_words("2025-03 to 2025-06", Wording("en"))
    ('April 2025', 'March – June 2025')
    >>> in_words("2011-12", Wording("en")), in_words("spring 2024", Wording("en"))
    ('', '')
    """
    text = written.strip()
    if one := _ONE.fullmatch(text):
        at = _date_of(*one.groups())
        return "" if at is None else wording.date(at) if one[3] else wording.month(at)
    span = _SPAN.fullmatch(text)
    if span is None or bool(span[3]) != bool(span[6]):
        return ""
    first, last = _date_of(*span.groups()[:3]), _date_of(*span.groups()[3:])
    if first is None or last is None or last <= first:
        return ""
    return wording.span(first, last, has_days=bool(span[3]))


def _date_of(year: str, month: str, day: str | None) -> date | None:
    if day is None and int(month) == (int(year) + 1) % 100:
        return None  # 2011-12: the survey of two years, as likely as December
    try:
        return date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
