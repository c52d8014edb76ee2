"""Plain text as pages of lines, as programs that turn reports into text write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vnrgen.pdftext.lines import Line, Page
from vnrgen.pdftext.marking import is_marker

LEADING = 12.0  # points that a line stands for
_WIDTH, _SIZE = 5.0, 10.0  # points that a character stands for, and its size
_GAP = re.compile(r"(?<=\S)(?: {4,}|\t+)(?=\S)")
_HASHES = re.compile(r"^#{1,6}\s")


def plain_pages(text: str) -> list[Page]:
    """Return the pages of a text: parted by form feeds, or one page without a number."""
    parts = text.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    if len(parts) == 1:
        return [Page(None, list(_lines(parts[0])), measured=False)]
    return [
        Page(number, list(_lines(part)), measured=False)
        for number, part in enumerate(parts, start=1)
    ]


def _with_marks(rows: Iterable[str]) -> Iterator[str]:
    """Yield rows with each mark that stands on a row of its own before the row that it marks.

    So programs write "3." whose text begins a tab further; one blank row may lie between.
    """
    waiting: list[str] = []
    for row in rows:
        if waiting and row.strip() and not is_marker(row.strip()):
            yield from ("" for _ in waiting[1:])
            yield f"{waiting[0].rstrip()} {row.lstrip()}"
            waiting = []
        elif is_marker(row.strip()) or (len(waiting) == 1 and not row.strip()):
            if is_marker(row.strip()):
                yield from waiting
                waiting = []
            waiting.append(row)
        else:
            yield from (*waiting, row)
            waiting = []
    yield from waiting


def _lines(text: str) -> Iterator[Line]:
    base = 0.0
    for raw in _with_marks(text.splitlines()):
        base -= LEADING
        row = raw.expandtabs(8).rstrip()
        if not row.strip():
            continue
        if _HASHES.match(row):
            base -= LEADING  # a heading of Markdown stands for itself, blank lines or none
            yield _line(row, 0, base)
            base -= LEADING
            continue
        start = len(row) - len(row.lstrip())
        for gap in (*_GAP.finditer(row, start), None):
            end = gap.start() if gap else len(row)
            yield _line(row[start:end], start, base)
            start = gap.end() if gap else end


def _line(text: str, column: int, base: float) -> Line:
    left = column * _WIDTH
    right = left + len(text) * _WIDTH
    return Line(text, left, base - 2, right, base + 8, base, _SIZE)
