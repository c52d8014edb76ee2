"""Number formats of Office made from printed values, so that edited data keep their look."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NUMBER: Final = re.compile(r"[-−]?\d(?:[\d.,’'\u00a0\u202f٫٬]*\d)?")
_GENERAL: Final = "General"
_SLACK: Final = 1e-9


def number_format(value: float, text: str, decimal_mark: str) -> str | None:
    r"""Return the format in which Office prints a value like a text, None where there is none.

    What stands around the number becomes part of the format; digits, marks and grouping are those
    of the reader's own settings.

    >>> number_format(29.54, "(29.5%)", "."), number_format(1204.0, "1,204", ".")
    ('"("0.0"%)"', '#,##0')
    >>> number_format(0.04, "<0.1", ".") is None
    True
    """
    found = _NUMBER.search(text)
    if found is None or '"' in text:
        return None
    printed = found.group()
    whole, mark, part = printed.rpartition(decimal_mark)
    if not mark:
        whole, part = printed, ""
    size = _digits(whole) + ("." + _digits(part) if part else "")
    if abs(abs(value) - float(size)) > 0.5 * 10.0 ** -len(part) + _SLACK:
        return None
    grouped = "#,##0" if len(whole) > len(_digits(whole)) + whole.startswith(("-", "−")) else "0"
    code = grouped + ("." + "0" * len(part) if part else "")
    return _quoted(text[: found.start()]) + code + _quoted(text[found.end() :])


def axis_format(texts: list[tuple[float, str]], decimal_mark: str) -> str:
    """Return the one format of all ticks of an axis; the general one where they differ.

    >>> axis_format([(0.0, "0%"), (20.0, "20%")], ".")
    '0"%"'
    """
    codes = {number_format(value, text, decimal_mark) for value, text in texts}
    plain = {code for code in codes if code}
    if len(codes) == 1 and plain:
        return plain.pop()
    grouped = {code for code in plain if code.startswith("#,##0")}
    same = {code.replace("#,##0", "0") for code in plain}
    return grouped.pop() if None not in codes and len(same) == 1 and grouped else _GENERAL


def _digits(text: str) -> str:
    """Return the digits of a number of any script as those of ASCII."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""
