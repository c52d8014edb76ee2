"""Delimited text (CSV with comma, semicolon or tab) becomes numbered rows of cells."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<mark>[,;|\t])"?\r?\n?', re.IGNORECASE)
# What programs for versions leave where two versions of the same lines were never put together.
_TWO_VERSIONS = tuple(
    re.compile(rf'^"?{mark}{{7}}(?![{mark}])', re.MULTILINE) for mark in ("<", "=", ">")
)
_SAMPLED_ROWS = 50
_SAMPLED_CHARACTERS = 1_000_000
_MOST_LOOKED_AT = 5_000
# Longer than any cell a person writes; a quote that is never closed swallows the rest anyway.
LONGEST_CELL = 10_000_000
MOST_CELLS = 2_000_000  # of one table: 200,000 rows of ten columns


class TooManyCellsError(Exception):
    """A table holds more cells than can be read in sound time and memory."""

    def __init__(self, most: int) -> None:
        super().__init__(f"it holds more than {most:,} cells")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the quoting of a text, and in which row it was noticed."""

    row: int
    what: str


@dataclass(frozen=True, slots=True)
class DelimitedRows:
    """All rows of a text, the header and blank ones included; row 1 is ``rows[0]``."""

    rows: list[list[str]]
    delimiter: str
    faults: tuple[Fault, ...]


def two_versions(text: str) -> int | None:
    r"""Return the line from which on a text holds two versions of itself, None where it is one.

    >>> two_versions("Year,Value\n<<<<<<< ours\n2020,1\n=======\n2020,2\n>>>>>>> theirs\n")
    2
    """
    if "<<<<<<<" not in text:
        return None
    begun = place = None
    for mark in _TWO_VERSIONS:
        found = mark.search(text, place or 0)
        if found is None:
            return None
        place = found.end()
        begun = found.start() if begun is None else begun
    return text.count("\n", 0, begun) + 1


def split_rows(
    text: str, header_score: Callable[[Sequence[str]], int], delimiter: str = ""
) -> DelimitedRows:
    """Split text into rows and cells.

    Args:
        text: The decoded file with its line ends as they are (LF, CRLF or CR).
        header_score: Tells how many cells of a first row are known headers; it decides between
            delimiters before the evenness of the rows does.
        delimiter: The one character between cells, where a layout's own rules say it.

    Returns:
        Rows as a spreadsheet numbers them: a cell with line breaks is one row, a blank line is a
        row too, a ``sep=;`` line that Excel hides is none.

    Raises:
        TooManyCellsError: The text holds more than ``MOST_CELLS`` cells.
    """
    declared = _SEPARATOR_LINE.match(text)
    if delimiter:
        pass
    elif declared:
        text = text[declared.end() :]
        delimiter = declared["mark"]
    else:
        delimiter = _likeliest_delimiter(text, header_score)
    rows, faults = _parse(text, delimiter)
    return DelimitedRows(rows, delimiter, faults)


def _likeliest_delimiter(text: str, header_score: Callable[[Sequence[str]], int]) -> str:
    def merit(delimiter: str) -> tuple[int, float, int]:
        rows = _first_rows(text, delimiter)
        if not rows:
            return (0, 0.0, 0)
        widths = Counter(len(row) for row in rows)
        share = widths[len(rows[0])] / len(rows)
        return (header_score(rows[0]), share if len(rows[0]) > 1 else 0.0, len(rows[0]))

    return max(DELIMITERS, key=merit)  # the first of equals: the comma


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text[:_SAMPLED_CHARACTERS], newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in itertools.islice(reader, _MOST_LOOKED_AT):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) == _SAMPLED_ROWS:
                break
    except csv.Error:
        pass  # the full reading names the fault with its row
    return rows


def _parse(text: str, delimiter: str) -> tuple[list[list[str]], tuple[Fault, ...]]:
    previous = csv.field_size_limit(LONGEST_CELL)
    try:
        rows, fault = _read(text, delimiter, strict=True)
        if fault is None:
            return rows, ()
        lenient, further = _read(text, delimiter, strict=False)
        return lenient, (fault,) if further is None else (fault, further)
    finally:
        csv.field_size_limit(previous)


def _read(text: str, delimiter: str, *, strict: bool) -> tuple[list[list[str]], Fault | None]:
    rows: list[list[str]] = []
    stream = io.StringIO(text, newline="")
    try:
        left = MOST_CELLS
        for row in csv.reader(stream, delimiter=delimiter, strict=strict):
            left -= len(row) or 1
            if left < 0:
                raise TooManyCellsError(MOST_CELLS)
            rows.append(row)
    except csv.Error as error:
        return rows, Fault(len(rows) + 1, in_words(str(error)))
    return rows, None


def in_words(message: str) -> str:
    """Say what the csv module complains of."""
    if "unexpected end" in message:
        return "a quotation mark that opens a cell is never closed"
    if "expected after" in message:
        return "text follows the closing quotation mark of a cell"
    return f"the row cannot be split into cells ({message})"
