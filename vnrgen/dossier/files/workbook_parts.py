"""The parts of a workbook put into the form that the libraries read without losing anything.

Two losses would be silent. A footnote in superscript is a run of its own in a cell ("35.4" and a
raised "2"), which libraries join to "35.42"; and files in the strict form of the standard have
other namespaces, which libraries do not know.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_RUN = re.compile(r"<(?P<p>\w+:)?r>.*?</(?P=p)?r>|<r>.*?</r>", re.DOTALL)
_RAISED = re.compile(r"<(?:\w+:)?vertAlign\b[^>]*\bval=[\"']superscript[\"']")
_WORDS = re.compile(r"(<(?:\w+:)?t\b[^>]*>)(.*?)(</(?:\w+:)?t>)", re.DOTALL)
_SIGNS = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_HIDDEN = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=[\"'](?:1|true))[^>]*?\br=[\"'](\d{1,7})")
_OTHER_KINDS = (
    ("xl/workbook.bin", "it is a binary workbook (.xlsb); save it as .xlsx"),
    ("content.xml", "it is an OpenDocument file (.ods); save it as .xlsx"),
    ("word/document.xml", "it is a Word document"),
    ("index/document.iwa", "it is a document of Apple Numbers; export it as .xlsx"),
)


def kind_of_archive(data: bytes) -> str:
    """Return what another kind of archive is, in words, "" where nothing is known of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.casefold() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError):
        return ""
    if "xl/workbook.xml" in names:
        return ""
    return next((words for name, words in _OTHER_KINDS if name in names), "")


def readable_parts(data: bytes) -> bytes:
    """Return a workbook with usual namespaces, and with raised figures as raised signs.

    Args:
        data: An archive of XML parts, not compressed.
    """
    if not (b"purl.oclc.org/ooxml/" in data or b"superscript" in data):
        return data
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as fresh,
    ):
        for name in archive.namelist():
            content = archive.read(name)
            for strict, usual in _STRICT:
                content = content.replace(strict, usual)
            if b"superscript" in content and name.startswith("xl/") and "styles" not in name:
                content = _with_signs(content)
            fresh.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _with_signs(content: bytes) -> bytes:
    text = content.decode("utf-8", errors="surrogateescape")
    changed = _RUN.sub(lambda run: _raised(run[0]) if _RAISED.search(run[0]) else run[0], text)
    return changed.encode("utf-8", errors="surrogateescape")


def _raised(run: str) -> str:
    """Return a raised run with signs that no number can be taken to go on with."""
    return _WORDS.sub(lambda m: m[1] + _sign(m[2]) + m[3], run)


def _sign(words: str) -> str:
    signs = words.translate(_SIGNS)
    return signs if signs != words or not words.strip() else f" ({words.strip()})"


def hidden_rows(sheet: bytes) -> list[int]:
    """Return the numbers of the rows that a sheet hides."""
    return [int(number) for number in _HIDDEN.findall(sheet)]


def in_words(numbers: Iterable[int]) -> str:
    """Return row numbers as people write them.

    >>> in_words([3, 4, 5, 9])
    '3-5, 9'
    """
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)
