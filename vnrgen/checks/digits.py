"""Figures written in the digits of any script, in the digits 0 to 9."""

from __future__ import annotations

import unicodedata


def in_plain_digits(text: str) -> str:
    """Return a text with every decimal digit as one of 0 to 9, letter for letter as long.

    >>> in_plain_digits("VNR ٢٠٢٤, ४५ %")
    'VNR 2024, 45 %'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
