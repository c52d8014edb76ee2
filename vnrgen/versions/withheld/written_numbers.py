"""Numbers that somebody wrote in words: where they stand, and in which scale they may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from unicodedata import decimal

# Letters that make a number beside them part of a word. In scripts without capitals particles and
# units are written on to it.
_LETTERS: Final = (
    r"A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u0373\u0376\u0377"
    r"\u037b-\u037d\u037f\u0386\u0388-\u0481\u048a-\u0556\u0561-\u0587\u1e00-\u1fff"
)
_JOINED: Final = rf"{_LETTERS}\d_"
_SPACES: Final = " \u00a0\u202f"
_MARKS: Final = rf"[{_SPACES}'\u2019\u066c.,]"
_DIGITS: Final = (
    rf"(?:\d{{1,2}}(?:,\d\d)+,\d{{3}}|\d{{1,3}}(?:{_MARKS}\d{{3}})+|\d+)(?:[.,\u066b]\d+)?"
)
_BEGINS: Final = rf"(?<![{_JOINED}.#])(?<!\d[,/:])"
_ROUND: Final = rf"(?P<round>1(?:00|0{{3,6}}|0{{0,2}}{_MARKS}000))(?!\d|[.,]\d)"
"""A hundred to a million, as it stands after "per"."""

_NUMBER: Final = re.compile(
    rf"{_BEGINS}(?P<number>[\u2212-]?{_DIGITS})(?P<joined>[{_LETTERS}]*)(?![{_JOINED}])"
    rf"(?![.,:]\d)(?!/(?!{_ROUND})\d)(?P<sign>[{_SPACES}]?[%\u066a\u2030])?"
)
_LOW: Final = re.compile(rf"{_BEGINS}(?<!-)(?P<low>{_DIGITS})[{_SPACES}]?[%\u066a]?-$")
_PER: Final = re.compile(rf"[^\d.;!?\n]{{1,30}}{_ROUND}")
_DAY: Final = re.compile(r"[ \u00a0](?:[^\W\d]+\.?[ \u00a0]){1,2}\d{4}(?!\d)|[\u6708\uc6d4]")
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
_UNITS: Final = frozenset(
    {"pp", "ppt", "ppts", "pt", "pts", "pct", "pc", "percent", "points", "puntos", "pourcent"}
)
_ORDINALS: Final = frozenset(
    {"st", "nd", "rd", "th", "s", "er", "re", "e", "eme", "ème", "ère", "nde", "ª", "º", "a", "o"}
    | {"as", "os", "ro", "do", "to", "mo", "vo", "no", "da", "ra", "ta", "ma", "va", "na"}
)
_SHARE: Final = re.compile(r"[\u2212-]?(\d)[.,\u066b]\d\d")
_BEFORE: Final = 24  # signs that the lower end of a range has at most
_TELLING: Final = 3  # digits of a number on to which a unit may be written that is not known


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it is written.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends, with its sign of a percentage.
        text: The number.
        shifts: Powers of ten by which it is a percentage: -1 for "384 per 1,000", 2 for "0.384".
    """

    start: int
    end: int
    text: str
    shifts: tuple[int, ...] = ()


def written_numbers(text: str) -> Iterator[Written]:
    """Yield the numbers in a text but for years, days, ordinals, and what is part of a name."""
    for found in _NUMBER.finditer(text):
        number = found["number"]
        if _YEAR.fullmatch(number) or _DAY.match(text, found.end()):
            continue
        if found["joined"] and not _is_unit(found["joined"], number):
            continue
        if text[found.start() - 1 : found.start()] == "-" and not _is_upper_end(text, found):
            continue
        sign = found["sign"] or ""
        end = found.end() if sign and not sign.endswith("\u2030") else found.end("number")
        yield Written(found.start(), end, text[found.start() : end], _shifts(text, found))


def _is_unit(joined: str, number: str) -> bool:
    """Whether letters after a number are its unit, as in "38.4pp", and not "3rd" or "table 3a"."""
    folded = joined.casefold()
    if folded in _UNITS:
        return True
    return folded not in _ORDINALS and sum(map(str.isdigit, number)) >= _TELLING


def _is_upper_end(text: str, found: re.Match[str]) -> bool:
    """Whether a number after a hyphen ends a range, as in "12-38": no code, no span of years."""
    if text[found.end() : found.end() + 1] == "-":
        return False
    start = max(0, found.start() - _BEFORE)
    low = _LOW.search(text[start : found.start()])
    return low is not None and not _YEAR.fullmatch(low["low"])


def _shifts(text: str, found: re.Match[str]) -> tuple[int, ...]:
    """Return by which powers of ten a number is a percentage, where its words say so."""
    if (found["sign"] or "").endswith("\u2030"):
        return (-1,)
    per = _PER.match(text, found.end())
    if per is not None:
        return (3 - sum(map(str.isdigit, per["round"])),)
    share = _SHARE.match(found["number"])
    return (2,) if share is not None and decimal(share[1]) == 0 else ()
