"""Roman numerals, as front matter is numbered with them."""

from __future__ import annotations

_VALUES = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """Return a number from 1 to 3,999 as a small Roman numeral, others in digits.

    >>> roman(14), roman(0)
    ('xiv', '0')
    """
    if not 0 < number < 4_000:
        return str(number)
    out = ""
    for worth, letters in _VALUES:
        while number >= worth:
            out, number = out + letters, number - worth
    return out
