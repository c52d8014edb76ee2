"""Tells what stands on every page, as headers and footers, from what the page says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from vnrgen.pdftext.lines import Line, Page
from vnrgen.pdftext.page_numbers import Printed, edge_lines

_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_BAND = 4.0  # points: headers stand at the same height within the rounding of a layout
_LEAST = 3  # pages that repeat a line
_FAR = 14  # lines of plain text between which a page number and a running head belong together


def take_out_furniture(
    pages: Sequence[Page], numbers: dict[int, Printed]
) -> tuple[list[list[Line]], list[list[Line]]]:
    """Take headers and footers out of the pages' lines and return both, page by page.

    A line at the edge of a page is furniture when it carries the page's number, or when it stands
    at the same height on three pages and says the same but for its numbers.
    """
    edges = [edge_lines(page) for page in pages]
    seen: Counter[tuple[int, str, int]] = Counter()
    for page, sides in zip(pages, edges, strict=True):
        seen.update(
            {key for side in (0, 1) for line in sides[side] for key in _keys(line, side, page)}
        )
    headers: list[list[Line]] = []
    footers: list[list[Line]] = []
    for index, (page, sides) in enumerate(zip(pages, edges, strict=True)):
        taken = [_taken(sides[side], side, page, seen, numbers.get(index)) for side in (0, 1)]
        gone = {id(line) for lines in taken for line in lines}
        page.lines = [line for line in page.lines if id(line) not in gone]
        headers.append(taken[0])
        footers.append([line for line in taken[1] if line not in taken[0]])
    return headers, footers


def _taken(
    lines: list[Line],
    side: int,
    page: Page,
    seen: Counter[tuple[int, str, int]],
    number: Printed | None,
) -> list[Line]:
    """Return the furniture of one edge: no line of the text lies between it and the edge."""
    found: list[Line] = []
    for line in lines:
        repeated = any(seen[key] >= _LEAST for key in _keys(line, side, page))
        beside = bool(found) and abs(found[-1].base - line.base) <= 0.6 * line.size
        if repeated or (number is not None and line is number.line):
            found += [other for other in lines if other is line]
        elif not beside:
            break
    return found


def _keys(line: Line, side: int, page: Page) -> list[tuple[int, str, int]]:
    said = _NUMBER.sub("#", line.text).strip().casefold()
    if not said or len(said) > 200:
        return []
    if not page.measured:
        return [(side, said, 0)] if len(said) < 100 else []
    height = line.base if side else page.height - line.base
    band = int(height // _BAND)
    return [(side, said, band), (side, said, band + 1)]
