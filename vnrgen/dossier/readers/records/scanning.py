"""The rows of a few areas out of a CSV file that is too large to be taken apart as a whole.

The bytes are searched for the codes of the areas, and only rows that hold one are split into cells;
memory does not grow with the file. The rows of such a file are counted as its lines.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from vnrgen.dossier.delimited import split_rows
from vnrgen.dossier.encoding import decode
from vnrgen.dossier.grid import header_key, path_within
from vnrgen.dossier.readers.records.sheets import Sheet
from vnrgen.dossier.workbook import looks_like_workbook

FROM_BYTES = 24_000_000  # below, a file is read whole, and its rows are checked one by one
MOST_BYTES = 8_000_000_000
_SAMPLE = 65_536
_CHUNK = 8_388_608
_MOST_LINES = 40  # of one row: a footnote in quotation marks may have line breaks
_LINE_END = 10


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a CSV file, and how its cells are parted and encoded.

    ``quoting`` are the ways numbers are written in the first rows, in quotation marks or not.
    """

    header: list[str]
    delimiter: str
    encoding: str
    quoting: tuple[bool, ...]


def read_head(path: Path, known: Iterable[str]) -> Head | None:
    """Return the header of a large CSV file, None where it is no file to be searched as bytes."""
    try:
        with path.open("rb") as stream:
            sample = stream.read(_SAMPLE)
    except OSError:
        return None
    decoded = decode(sample[: sample.rfind(b"\n") + 1])
    if looks_like_workbook(sample) or b"\x00" in sample or decoded.encoding.startswith("utf-16"):
        return None
    names = frozenset(map(header_key, known))
    split = split_rows(decoded.text, lambda cells: sum(header_key(c) in names for c in cells))
    if not split.rows:
        return None
    header = [cell.strip() for cell in split.rows[0]]
    mark = re.escape(split.delimiter)
    quoting = tuple(
        is_quoted
        for is_quoted, pattern in ((False, rf"{mark}\d+{mark}"), (True, rf'{mark}"\d+"{mark}'))
        if re.search(pattern, decoded.text)
    )
    return Head(header, split.delimiter, decoded.encoding, quoting or (False, True))


def is_large(path: Path, root: Path) -> bool:
    """Tell a file inside the dossier that is to be searched rather than read whole."""
    try:
        inside = path.resolve().is_relative_to(root.resolve())
        return inside and path.is_file() and FROM_BYTES < path.stat().st_size <= MOST_BYTES
    except OSError:
        return False


def scan_sheet(
    path: Path, root: Path, head: Head, column: int, codes: Sequence[str]
) -> Sheet | None:
    """Return the rows that have one of the codes in a column.

    Args:
        path: The file; ``is_large``.
        root: The dossier's folder.
        head: Its header.
        column: Index of the column with the codes, neither the first nor the last.
        codes: The codes as the file may write them, in ASCII.

    Returns:
        The sheet, with the number of rows left out; None where the column cannot be searched.
    """
    if not 0 < column < len(head.header) - 1 or not all(code.isascii() for code in codes):
        return None
    scan = _Scan(head, column, codes)
    with path.open("rb") as stream:
        rows = list(scan.rows(stream))
    return Sheet(
        path=path_within(path, root),
        file=path,
        header=head.header,
        rows=rows,
        left_out=scan.lines - 1 - len(rows),
    )


@dataclass(slots=True)
class _Scan:
    head: Head
    column: int
    codes: Sequence[str]
    lines: int = 0
    _needles: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        mark = self.head.delimiter.encode()
        ways = {False: mark, True: mark + b'"'}
        self._needles = [
            ways[is_quoted] + code.encode() + ways[is_quoted][::-1]
            for code in self.codes
            for is_quoted in self.head.quoting
        ]

    def rows(self, stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
        """Yield the wanted rows with their lines, chunk by chunk."""
        rest = b""
        while True:
            read = stream.read(_CHUNK)
            chunk = rest + read
            end = self._end_of_rows(chunk) if read else len(chunk)
            if read and not end:
                rest = chunk
                if len(rest) > 4 * _CHUNK:
                    return  # no line is as long as this; it is no table
                continue
            yield from self._rows_of(chunk, end)
            self.lines += chunk.count(b"\n", 0, end) + (
                not read and end > 0 and chunk[end - 1] != _LINE_END
            )
            rest = chunk[end:]
            if not read:
                return

    def _end_of_rows(self, chunk: bytes) -> int:
        """Return where the last whole row ends: after a line that has all its cells."""
        last = end = chunk.rfind(b"\n") + 1
        for _ in range(_MOST_LINES):
            start = chunk.rfind(b"\n", 0, max(end - 1, 0)) + 1
            cells = self._cells(chunk[start:end])
            if not end or (cells is not None and len(cells) >= len(self.head.header)):
                return end
            end = start
        return last

    def _rows_of(self, chunk: bytes, end: int) -> Iterator[tuple[int, list[str]]]:
        counted, line = 0, self.lines + 1
        after = 0
        for place in self._hits(chunk, end):
            if place < after:
                continue  # the same row holds the code twice
            start = chunk.rfind(b"\n", 0, place) + 1
            found = self._row(chunk, start, end)
            if found is None:
                continue
            first, after, cells = found
            line += chunk.count(b"\n", counted, first)
            counted = first
            if line > 1:
                yield line, cells

    def _hits(self, chunk: bytes, end: int) -> list[int]:
        found: list[int] = []
        for needle in self._needles:
            place = chunk.find(needle, 0, end)
            while place >= 0:
                found.append(place)
                place = chunk.find(needle, place + 1, end)
        return sorted(found)

    def _row(self, chunk: bytes, start: int, end: int) -> tuple[int, int, list[str]] | None:
        """Return the row around a line, with more lines before and after it where it has them."""
        first, last = start, self._line_end(chunk, start, end)
        for _ in range(_MOST_LINES):
            cells = self._cells(chunk[first:last])
            if cells is not None and len(cells) >= len(self.head.header):
                wanted = cells[self.column].strip() in self.codes
                return (first, last, cells[: len(self.head.header)]) if wanted else None
            if cells is None and last < end:
                last = self._line_end(chunk, last, end)
            elif first > 0:
                first = chunk.rfind(b"\n", 0, first - 1) + 1
            else:
                return None
        return None

    @staticmethod
    def _line_end(chunk: bytes, start: int, end: int) -> int:
        place = chunk.find(b"\n", start, end)
        return end if place < 0 else place + 1

    def _cells(self, data: bytes) -> list[str] | None:
        """Split one row; None where a quotation mark is still open."""
        text = data.decode(self.head.encoding, errors="replace")
        try:
            rows = list(
                csv.reader(
                    io.StringIO(text, newline=""), delimiter=self.head.delimiter, strict=True
                )
            )
        except csv.Error as error:
            return None if "unexpected end" in str(error) else []
        return [cell.strip() for cell in rows[0]] if len(rows) == 1 else []
