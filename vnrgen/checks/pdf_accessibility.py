"""Reads out of a PDF what a screen reader needs before anything else: tags, language and title.

That is not all that PDF/UA asks for; it is what is lost when a file is printed to a PDF instead of
built.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from vnrgen.checks.accessibility import judge_pdf
from vnrgen.checks.published import DamagedFileError, unreadable
from vnrgen.problems import Location, Problem

_HEAD = b"%PDF-"
_WITHIN = 1024  # bytes in which a reader looks for the head
_OBJECTS = re.compile(rb"/ObjStm\b.{0,300}?stream\r?\n", re.DOTALL)
_MOST_BYTES = 100_000_000  # of all packed objects, unpacked
_TAGGED = re.compile(rb"/Marked\s+true\b")
_LANGUAGE = re.compile(rb"/Lang\s*(?:\(\s*[^)\s]|<\s*[0-9A-Fa-f])")
_TITLE = re.compile(rb"<dc:title\b.{0,200}?<rdf:li\b[^>]*>\s*[^<\s]", re.DOTALL)


def pdf_accessibility(pdf: bytes, name: str = "chapter.pdf") -> Iterator[Problem]:
    """Yield what keeps people from using a PDF (ACC001, ACC002, ACC011, PUB008)."""
    try:
        text = _catalogue(pdf)
    except DamagedFileError as error:
        yield unreadable(name, str(error))
        return
    yield from judge_pdf(
        Location(name),
        has_title=_TITLE.search(text) is not None,
        has_language=_LANGUAGE.search(text) is not None,
        has_tags=b"/StructTreeRoot" in text and _TAGGED.search(text) is not None,
    )


def _catalogue(pdf: bytes) -> bytes:
    """Return the file with its packed objects unpacked behind it; pages stay as they are."""
    if _HEAD not in pdf[:_WITHIN]:
        raise DamagedFileError("it is empty" if not pdf else "it is no PDF")
    found = [pdf]
    view, left = memoryview(pdf), _MOST_BYTES
    for match in _OBJECTS.finditer(pdf):
        if left <= 0:
            raise DamagedFileError(f"its objects have more than {_MOST_BYTES // 1_000_000} MB")
        try:
            found.append(zlib.decompressobj().decompress(view[match.end() :], left))
        except zlib.error:
            continue  # damaged: what it held is missing
        left -= len(found[-1])
    return b"\n".join(found)
