"""The numbered objects of a PDF that the compiler wrote, taken apart and put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_HEAD = re.compile(rb"(\d+) 0 obj\n")
_TAIL = b"\nendobj\n"
_SIZE = re.compile(rb"/Size \d+")


@dataclass(slots=True)
class Objects:
    """The parts of a PDF: what stands before its objects, each by number, and its trailer."""

    opening: bytes
    parts: dict[int, bytes]
    trailer: bytes

    def add(self, part: bytes) -> int:
        """Add an object and return its number."""
        number = len(self.parts) + 1
        self.parts[number] = part
        return number

    def written(self) -> bytes:
        """Return the PDF, its table of objects as its parts are now."""
        pieces, places, at = [self.opening], {}, len(self.opening)
        for number, part in self.parts.items():
            piece = b"%d 0 obj\n%b\nendobj\n" % (number, part)
            places[number] = at
            pieces.append(piece)
            at += len(piece)
        table = [b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(places) + 1)]
        table += [b"%010d 00000 n\r\n" % places[number] for number in sorted(places)]
        trailer = _SIZE.sub(b"/Size %d" % (len(places) + 1), self.trailer, count=1)
        ending = b"%b\nstartxref\n%d\n%%%%EOF" % (trailer, at)
        return b"".join([*pieces, *table, ending])


def objects_of(pdf: bytes) -> Objects:
    """Take a PDF apart.

    Raises:
        ValueError: It is not laid out as the compiler lays a file out.
    """
    start = _START.search(pdf)
    if start is None:
        raise ValueError("the file has no table of objects")
    at = int(start[1])
    table = pdf[at : start.start()].partition(b"trailer")[0]
    places = sorted(int(entry[1]) for entry in _ENTRY.finditer(table) if entry[3] == b"n")
    parts = {}
    for place, following in zip(places, [*places[1:], at], strict=True):
        head = _HEAD.match(pdf, place)
        end = pdf.rfind(_TAIL, place, following)
        if head is None or end < 0:
            raise ValueError(f"no object begins at {place}")
        parts[int(head[1])] = pdf[head.end() : end]
    if sorted(parts) != list(range(1, len(parts) + 1)):
        raise ValueError("the objects are not numbered one after the other")
    ending = pdf[at + len(table) : start.start()].rstrip()
    return Objects(pdf[: places[0]], parts, ending)
