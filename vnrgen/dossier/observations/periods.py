"""The periods that statistics are published for, read from the labels people write.

A label such as "2009-11" is a month (ISO 8601) or a span of years (the habit of statistics
offices); one label alone cannot tell, the labels beside it can. ``parse_periods`` therefore reads
a whole column at once and ``parse_period`` a single label.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

DEFAULT_FISCAL_YEAR_START = 4


class ShortSpan(StrEnum):
    """How "2009-11" is to be read where both a month and a span of years are possible."""

    MONTH = "month"
    YEARS = "years"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of days that figures were published for, both ends included.

    ``label`` is the text as published without its notes; ``freq`` is the SDMX code (CL_FREQ): A
    for a year or a span of years, S half-year, Q quarter, M month, W week, D day, and ``_O`` for
    a span that is none of these. ``note`` is what stood in brackets ("baseline", "Note 9").
    """

    start: date
    end: date
    label: str
    freq: str
    note: str = ""

    @property
    def sort_key(self) -> tuple[date, date]:
        """Later ends come later; of two periods that end together the wider comes first."""
        return (self.end, self.start)


_NOTE = re.compile(r"\s*[\[(]\s*([^\])]*?)\s*[\])]\s*")
_DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " "})
# What people write before or after a year to say that it is one.
_YEAR_WORD = re.compile(
    r"^(?:calendar year|year|année|annee|an|año|ano|anno|jahr|jaar|rok|год|рік|tahun|năm)\s+"
    r"(?=[12]\d{3})|(?<=\d)\s*(?:год[аы]?|гг?\.|рік|року|р\.|жыл[ы]?|ж\.|év|年|년)$",
    re.IGNORECASE,
)
# The kinds of surveys that tables name beside their years: "2022 DHS", "MICS6 2019-20".
_NAMES = r"[A-Z]{0,3}(?:DHS|MICS|EDS|MIS|AIS|LFS|EICV|LSMS|HIES|HBS)[A-Z]?[- ]?[IVX\d]{0,3}"
_SURVEY = re.compile(
    rf"(?P<before>{_NAMES}) (?P<last>[12]\d{{3}}[-/\d]*)|"
    rf"(?P<first>[12]\d{{3}}[-/\d]*) (?P<after>{_NAMES})"
)
_YEAR = r"(?P<year>[12]\d{3})"
# "T1" of French, Spanish and Portuguese, "1er trimestre", "II квартал", "3rd quarter".
_QUARTER = (
    r"(?:T(?P<after>[1-4])|(?P<before>[1-4]|i{1,3}|iv)(?:er|e|ème|º|°|\.|st|nd|rd|th|-й)? ?"
    r"(?:trimestre|trim\.?|quarter|quartal|квартал|кв\.?))"
)
_ROMAN = ("i", "ii", "iii", "iv")
_SHORT = re.compile(_YEAR + r"-(?P<second>\d{2})")
_MONTH_NAMES = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if number
} | {"sept": 9}


def parse_periods(
    labels: Iterable[str], *, fiscal_year_start: int = DEFAULT_FISCAL_YEAR_START
) -> dict[str, Period | None]:
    """Read all the labels of one column, so that they explain each other.

    Args:
        labels: The cells as written, repeats allowed.
        fiscal_year_start: The month, 1 to 12, in which a year written "2014/15" begins.

    Returns:
        The period of each distinct label, in the order of appearance; None where a label is not
        a period.
    """
    distinct = list(dict.fromkeys(labels))
    short_span = short_span_of([_without_notes(label)[0] for label in distinct])
    return {
        label: parse_period(label, fiscal_year_start=fiscal_year_start, short_span=short_span)
        for label in distinct
    }


def short_span_of(labels: Sequence[str]) -> ShortSpan:
    """Decide how "2009-11" is meant in a column of labels.

    The rule: a label whose second number cannot be a month ("2013-15", "2018-20") makes the
    column one of spans; so do three or more labels in which the second number is always the same
    number of years after the first ("2001-03, 2002-04, 2003-05": overlapping averages), because
    no calendar of months advances so. Otherwise it is a month, as ISO 8601-1 (5.2.2.2) has it.
    A label that cannot be a span ("2009-03") speaks for months in the second case.

    >>> short_span_of(["2009-11", "2010-12", "2011-13"]), short_span_of(["2009-11"])
    (<ShortSpan.YEARS: 'years'>, <ShortSpan.MONTH: 'month'>)
    """
    matches = [match for label in labels if (match := _SHORT.fullmatch(label))]
    pairs = {(int(m["year"]) % 100, int(m["second"])) for m in matches}
    if any(not 1 <= second <= 12 for _, second in pairs):
        return ShortSpan.YEARS
    lengths = {second - first for first, second in pairs}
    if len(pairs) >= 3 and len(lengths) == 1 and min(lengths) > 0:
        return ShortSpan.YEARS
    return ShortSpan.MONTH


def parse_period(
    text: str,
    *,
    fiscal_year_start: int = DEFAULT_FISCAL_YEAR_START,
    short_span: ShortSpan = ShortSpan.MONTH,
) -> Period | None:
    """Read one label, or return None where it is not a period. Never raises.

    >>> parse_period("2021/22 [Note 9]").note, str(parse_period("2018-20").end)
    ('Note 9', '2020-12-31')
    >>> parse_period("Jahr 2021").label, parse_period("2019-20 DHS").note, parse_period("GOAL 2030")
    ('2021', 'DHS', None)
    """
    label, note = _without_notes(text)
    try:
        period = _parse(label, fiscal_year_start, short_span)
    except (ValueError, OverflowError):
        return None
    return replace(period, note=note) if period else None


def _without_notes(text: str) -> tuple[str, str]:
    notes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        notes.append(match[1])
        return " "

    label = _NOTE.sub(keep, text.translate(_DASHES))
    bare = _YEAR_WORD.sub("", " ".join(label.split()))
    survey = _SURVEY.fullmatch(bare)
    if survey:
        bare = survey["first"] or survey["last"]
        notes.append(survey["before"] or survey["after"])
    return bare, "; ".join(note for note in notes if note)


def _parse(label: str, fiscal_year_start: int, short_span: ShortSpan) -> Period | None:
    single = _single(label, fiscal_year_start, short_span)
    if single:
        return single
    for separator in (" to ", " - ", "/", "-"):
        parts = label.split(separator)
        halves = separator.join(parts[: len(parts) // 2]), separator.join(parts[len(parts) // 2 :])
        if len(parts) % 2 or not all(halves):
            continue
        first = _single(halves[0].strip(), fiscal_year_start, short_span)
        last = _single(halves[1].strip(), fiscal_year_start, short_span)
        if first and last and first.start <= last.end:
            freq = "A" if first.freq == last.freq == "A" else _freq_of(first.start, last.end)
            return Period(start=first.start, end=last.end, label=label, freq=freq)
    return None


def _single(label: str, fiscal_year_start: int, short_span: ShortSpan) -> Period | None:
    short = _SHORT.fullmatch(label)
    if short:
        return _short(label, int(short["year"]), short["second"], short_span)
    for pattern, reading in _READINGS:
        match = pattern.fullmatch(label)
        if match:
            return reading(match, fiscal_year_start)
    return None


def _short(label: str, year: int, second: str, short_span: ShortSpan) -> Period | None:
    month_possible = 1 <= int(second) <= 12
    last = _completed(year, second)
    if last > year and not (month_possible and short_span is ShortSpan.MONTH):
        return _years(year, last, label)
    return _months(year, int(second), 1, label, "M") if month_possible else None


def _completed(year: int, second: str) -> int:
    """Complete "20" in "2018-20" to 2020 and "02" in "1999-02" to 2002."""
    last = year - year % 100 + int(second)
    return last if last > year or year % 100 < 90 else last + 100


def _years(first: int, last: int, label: str) -> Period | None:
    if last < first:
        return None
    return Period(start=date(first, 1, 1), end=date(last, 12, 31), label=label, freq="A")


def _months(year: int, month: int, count: int, label: str, freq: str) -> Period:
    return Period(
        start=date(year, month, 1), end=_after(year, month, count), label=label, freq=freq
    )


def _after(year: int, month: int, count: int) -> date:
    """Return the last day of ``count`` months that begin with ``month``."""
    index = year * 12 + month - 1 + count
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)


def _freq_of(start: date, end: date) -> str:
    """Name the frequency of a span of days by its calendar length."""
    for freq, months in (("M", 1), ("Q", 3), ("S", 6), ("A", 12)):
        if start.day == 1 and _after(start.year, start.month, months) == end:
            return freq
    if start == end:
        return "D"
    next_day = end + timedelta(days=1)
    return "A" if (next_day.month, next_day.day) == (start.month, start.day) else "_O"


def _read_year(match: re.Match[str], _month: int) -> Period | None:
    return _years(int(match["year"]), int(match["year"]), match["year"])


def _read_one_of_two(match: re.Match[str], _month: int) -> Period | None:
    """Read "1974a" and "1974b": two elections, or two rounds of a survey, in one year."""
    return _years(int(match["year"]), int(match["year"]), match[0])


def _read_year_span(match: re.Match[str], _month: int) -> Period | None:
    return _years(int(match["year"]), int(match["last"]), match[0])


def _read_fiscal(match: re.Match[str], month: int) -> Period | None:
    year, second = int(match["year"]), match["second"]
    last = int(second) if len(second) == 4 else _completed(year, second)
    if last <= year:
        return None
    return _months(year, month, 12 * (last - year), match[0], "A")


def _read_part(match: re.Match[str], _month: int) -> Period | None:
    freq, number = match["freq"].upper(), int(match["number"])
    freq = "S" if freq == "H" else freq
    months = {"S": 6, "Q": 3, "M": 1}[freq]
    if not 1 <= number <= 12 // months:
        return None
    return _months(int(match["year"]), (number - 1) * months + 1, months, match[0], freq)


def _read_quarter(match: re.Match[str], _month: int) -> Period | None:
    number = next(text for text in (match["before"], match["after"]) if text).casefold()
    quarter = _ROMAN.index(number) + 1 if number in _ROMAN else int(number)
    return _months(int(match["year"]), quarter * 3 - 2, 3, match[0], "Q")


def _read_week(match: re.Match[str], _month: int) -> Period | None:
    start = date.fromisocalendar(int(match["year"]), int(match["number"]), 1)
    return Period(start=start, end=start + timedelta(days=6), label=match[0], freq="W")


def _read_day(match: re.Match[str], _month: int) -> Period | None:
    day = date.fromisoformat(match["day"])
    return Period(start=day, end=day, label=match["day"], freq="D")


def _read_named_month(match: re.Match[str], _month: int) -> Period | None:
    month = _MONTH_NAMES.get(match["name"].casefold())
    return _months(int(match["year"]), month, 1, match[0], "M") if month else None


def _read_year_ending(match: re.Match[str], _month: int) -> Period | None:
    month = _MONTH_NAMES.get(match["name"].casefold())
    if not month:
        return None
    year = int(match["year"]) - (month < 12)
    return _months(year, month % 12 + 1, 12, match[0], "A")


def _read_interval(match: re.Match[str], _month: int) -> Period | None:
    start, end = date.fromisoformat(match["start"]), date.fromisoformat(match["end"])
    if end < start:
        return None
    return Period(start=start, end=end, label=match[0], freq=_freq_of(start, end))


_ISO_DAY = r"[12]\d{3}-\d{2}-\d{2}"
_READINGS = (
    (re.compile(_YEAR + r"(\.0+|-A1)?"), _read_year),
    (re.compile(_YEAR + r" ?[a-e]"), _read_one_of_two),
    (re.compile(_YEAR + r" ?(-|to) ?(?P<last>[12]\d{3})"), _read_year_span),
    (re.compile(_YEAR + r" ?/ ?(?P<second>\d{2}|[12]\d{3})"), _read_fiscal),
    (re.compile(_YEAR + r"[ -]?(?P<freq>[SHQMshqm])(?P<number>\d{1,2})"), _read_part),
    (re.compile(r"(?P<freq>[SHQshq])(?P<number>\d)[ -]" + _YEAR), _read_part),
    (re.compile(_QUARTER + r"[ ,/-]*" + _YEAR, re.IGNORECASE), _read_quarter),
    (re.compile(_YEAR + r"[ ,/-]*" + _QUARTER, re.IGNORECASE), _read_quarter),
    (re.compile(_YEAR + r"-?W(?P<number>\d{2})"), _read_week),
    (re.compile(rf"(?P<day>{_ISO_DAY})(T00:00:00|\s00:00:00)?"), _read_day),
    (re.compile(r"(?P<name>[^\W\d]+)\.?,? " + _YEAR), _read_named_month),
    (re.compile(_YEAR + r" (?P<name>[^\W\d]+)\.?"), _read_named_month),
    (re.compile(r"[Yy]ear ending (?P<name>[^\W\d]+)\.? " + _YEAR), _read_year_ending),
    (re.compile(rf"(?P<start>{_ISO_DAY})/(?P<end>{_ISO_DAY})"), _read_interval),
)
