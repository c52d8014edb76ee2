"""Dates as precisely as they are known: a day, a month or a year."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class PartialDate(date):
    """A date of which only the month or the year is known; it stands on the first day of it."""

    precision: Precision = Precision.DAY

    @classmethod
    def of(cls, year: int, month: int | None = None) -> PartialDate:
        """Make a date from a year, and the month where it is known."""
        made = cls(year, month or 1, 1)
        made.precision = Precision.MONTH if month else Precision.YEAR
        return made


def precision_of(day: date) -> Precision:
    """Return how exactly a date is known.

    >>> str(precision_of(parse_date("2026-03"))), str(precision_of(date(2026, 3, 1)))
    ('month', 'day')
    """
    return day.precision if isinstance(day, PartialDate) else Precision.DAY


_DATE = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def parse_date(text: str) -> date | None:
    """Return the date that ISO 8601 text names, or None where it names none.

    >>> parse_date("2026-03-31"), parse_date("31/3/2026")
    (datetime.date(2026, 3, 31), None)
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    try:
        if day:
            return date(int(year), int(month), int(day))
        return PartialDate.of(int(year), int(month) if month else None)
    except ValueError:
        return None


def written(day: date) -> str:
    """Return a date as precisely as it is known, as ``parse_date`` reads it.

    >>> written(PartialDate.of(2026, 3)), written(date(2026, 3, 1))
    ('2026-03', '2026-03-01')
    """
    lengths = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}
    return day.isoformat()[: lengths[precision_of(day)]]
