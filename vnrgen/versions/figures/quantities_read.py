"""Printed numbers read back: what a figure said, whatever unit or marks stand around it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from vnrgen.document.language.quantities import SUPPRESSED
from vnrgen.document.language.wording import Wording

_SCALES = "%\u066a\u2030"
_SAME = str.maketrans("\u066a", "%")
_NUMBER = re.compile(r"([\u2212-]?)(\d(?:[\d.,'\u2019\u066b\u066c\u00a0\u202f ]*\d)?)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number: its value (None where it is no number), its decimals, its unit in words."""

    text: str
    value: Decimal | None
    decimals: int = 0
    unit: str = ""

    @property
    def scale(self) -> str:
        """What its unit says in signs and digits: "%", "1000" of "per 1,000"; "" for none."""
        return "".join(c for c in self.unit if c.isdigit() or c in _SCALES).translate(_SAME)

    @property
    def is_withheld(self) -> bool:
        """Whether the mark of a withheld figure stands in its place."""
        return SUPPRESSED in self.text


def read_quantity(text: str, language: str) -> Quantity:
    """Return what a printed number says.

    Args:
        text: As printed: "(12.1%)", "1,234", "35.7 percentage points".
        language: Of the document, whose marks for thousands and decimals it has.

    >>> read_quantity("(1,234.5%)", "en").value, read_quantity("1 234,5", "fr").value
    (Decimal('1234.5'), Decimal('1234.5'))
    """
    plain = _ascii_digits(text)
    found = _NUMBER.search(plain)
    if found is None or SUPPRESSED in text:
        return Quantity(text, None)
    point = _decimal_mark(language)
    whole, _, part = found[2].rpartition(point) if point in found[2] else (found[2], "", "")
    digits = "".join(c for c in whole if c.isdigit()) + (f".{part}" if part else "")
    try:
        value = Decimal(("-" if found[1] else "") + digits)
    except InvalidOperation:
        return Quantity(text, None)
    unit = (plain[: found.start()] + plain[found.end() :]).strip(" ()\u00a0\u202f")
    return Quantity(text, value, len(part), unit)


def is_same_number(old: Quantity, new: Quantity) -> bool:
    """Whether two prints say the same number, one perhaps rounded further than the other.

    A number of a hundred is none of a thousand; a unit in other words, or none, is the same.
    """
    if len({scale for scale in (old.scale, new.scale) if scale}) > 1:
        return False
    if old.value is None or new.value is None:
        return old.text == new.text or (old.is_withheld and new.is_withheld)
    coarse = Decimal(1).scaleb(-min(old.decimals, new.decimals))
    if old.decimals == new.decimals:
        return old.value == new.value
    return abs(old.value - new.value) <= coarse / 2


def _ascii_digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c for c in text
    )


def _decimal_mark(language: str) -> str:
    """Return the decimal mark of a language, from a number as it would print it."""
    sample = _ascii_digits(Wording(language).number(0.5, 1))
    return sample[1] if len(sample) == 3 else "."
