"""Tells what stands on every page, as headers and footers, from what the page says."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from vnrgen.pdftext.lines import Line, Page
from vnrgen.pdftext.page_numbers import Printed, bands, edge_lines

_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_BAND = 4.0  # points: headers stand at the same height within the rounding of a layout
_LEAST, _NEAR = 3, 4  # pages that repeat a line, of those up to so many before and after

Key = tuple[int, str, int]


def take_out_furniture(
    pages: Sequence[Page], numbers: dict[int, Printed]
) -> tuple[list[list[Line]], list[list[Line]]]:
    """Take headers and footers out of the pages' lines and return both, page by page.

    A line at the edge of a page is furniture when it carries the page's number, or when it stands
    at the same height on three pages near each other and says the same but for its numbers.
    """
    edges = [edge_lines(page) for page in pages]
    seen: dict[Key, list[int]] = defaultdict(list)
    for index, (page, sides) in enumerate(zip(pages, edges, strict=True)):
        for key in {k for side in (0, 1) for line in sides[side] for k in _keys(line, side, page)}:
            seen[key].append(index)
    headers: list[list[Line]] = []
    footers: list[list[Line]] = []
    for index, (page, sides) in enumerate(zip(pages, edges, strict=True)):
        taken = [
            _taken(sides[side], side, (index, page), seen, numbers.get(index)) for side in (0, 1)
        ]
        gone = {id(line) for lines in taken for line in lines}
        page.lines = [line for line in page.lines if id(line) not in gone]
        headers.append(taken[0])
        heads = {id(line) for line in taken[0]}
        footers.append([line for line in taken[1] if id(line) not in heads])
    return headers, footers


def _taken(
    lines: list[Line],
    side: int,
    place: tuple[int, Page],
    seen: dict[Key, list[int]],
    number: Printed | None,
) -> list[Line]:
    """Return the furniture of one edge: no line of the text lies between it and the edge."""
    index, page = place
    found: list[Line] = []
    for band in bands(lines):
        known = [
            (number is not None and line is number.line)
            or any(_is_repeated(seen[key], index) for key in _keys(line, side, page))
            for line in band
        ]
        if all(known) or (number is not None and any(line is number.line for line in band)):
            found += band
        else:
            break
    return found


def _is_repeated(pages: list[int], index: int) -> bool:
    """Whether a line stands on enough of the pages around one: a table's head seldom does."""
    first, last = bisect_left(pages, index - _NEAR), bisect_right(pages, index + _NEAR)
    return last - first >= _LEAST


def _keys(line: Line, side: int, page: Page) -> list[Key]:
    said = _NUMBER.sub("#", line.text).strip().casefold()
    if not said or len(said) > 200:
        return []
    if not page.measured:
        return [(side, said, 0)] if len(said) < 100 else []
    height = line.base if side else page.height - line.base
    band = int(height // _BAND)
    return [(side, said, band), (side, said, band + 1)]
