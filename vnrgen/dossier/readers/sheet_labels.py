"""What labels and headings of a sheet say, apart from marks of footnotes and codes before them."""

from __future__ import annotations

import re

from vnrgen.dossier.codes.agenda import is_target

_MARKS = re.compile(
    r"(?:\s?(?:[*†‡§¹²³⁰⁴⁵⁶⁷⁸⁹⁽⁾]|[(\[](?:\d{1,2}|[a-z]|note \d+)[)\]]|\b\d{1,2}\)|"
    r"(?<=[\d ])[a-z]\)))+$",
    re.IGNORECASE,
)
_LONGEST_HEADING = 500
_LEADING_CODE = re.compile(
    r"(?P<code>(?P<goal>\d{1,2})\.(?P<target>\d{1,2}|[a-d])\.\d{1,2}(?:\.\w{1,2})?)[.:)]?\s+(?=\D)"
)


def without_marks(text: str) -> str:
    """Return a heading on one line, without the marks of footnotes.

    >>> without_marks("Urban¹"), without_marks("2019 (p)"), without_marks(" Rural  areas *")
    ('Urban', '2019', 'Rural areas')
    >>> without_marks("2021²⁾"), without_marks("2020 p)")
    ('2021', '2020')
    """
    plain = " ".join(text.split())
    return plain if len(plain) > _LONGEST_HEADING else _MARKS.sub("", plain).strip()


def leading_code(label: str) -> str:
    """Return the SDG code that a label begins with, "" where the 2030 Agenda has no such target.

    >>> leading_code("8.5.2 Unemployment"), leading_code("8.31.2 Divorces"), leading_code("3.1.2")
    ('8.5.2', '', '')
    """
    match = _LEADING_CODE.match(label)
    if match is None or not is_target(int(match["goal"]), match["target"]):
        return ""
    return match["code"]


def without_code(label: str) -> str:
    """Return a label without the SDG code that it begins with.

    >>> without_code("8.5.2 Unemployment")
    'Unemployment'
    """
    return _LEADING_CODE.sub("", label, count=1)
