"""Where in a large table the rows of each area are: an index of positions, without any value."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from vnrgen.dossier.files.cell_text import clean_cell
from vnrgen.dossier.observations.selection import selected

if TYPE_CHECKING:
    from typing import Any

    import numpy as np

    Runs = np.ndarray[Any, np.dtype[np.void]]

Area = tuple[str, ...]
# Consecutive rows of one area: where they begin, how many bytes they have, their first row, and
# how many they are.
RUN = [("offset", "<i8"), ("length", "<i8"), ("row", "<i4"), ("count", "<i4")]
_ROWS_NEAR = 128  # as a processor keeps near: hashing what was just parted is a third cheaper
_PACKED = struct.Struct("<qqii")


class ChangedFileError(Exception):
    """The rows are not where the index says: the file has changed under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the cells of a table are parted, and which of them name the area.

    ``start`` is the byte at which the header begins; ``wide`` is the name of the encoding where
    characters have two bytes, else "".
    """

    delimiter: str
    width: int
    columns: tuple[int, ...]
    start: int = 0
    wide: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a row, whose area it may hide; ``code`` is that of the problem."""

    code: str
    row: int
    what: str


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one area: how many, and which runs of the index."""

    area: Area
    count: int
    first_run: int
    last_run: int


@dataclass(frozen=True, slots=True)
class AreaCells:
    """Rows of some areas as columns of the header's width; blank rows are left out.

    ``numbers`` are their spreadsheet rows; ``texts`` hold every text of ``columns`` once or more.
    """

    numbers: list[int]
    columns: list[list[str]]
    texts: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaIndex:
    """The rows of every area of one file.

    ``parts`` are in the order in which the areas first occur; ``runs`` hold each part's in the
    order of the file, packed as ``RUN`` says. ``is_strict`` is False where the quoting breaks the
    rules and cells are read as they come.
    """

    layout: Layout
    encoding: str
    is_certain: bool
    parts: Mapping[Area, Part]
    runs: bytes
    faults: tuple[Fault, ...] = ()
    is_strict: bool = True

    def cells(self, path: Path, areas: Collection[Area]) -> AreaCells:
        """Return the cells of some areas' rows, in the order of the file.

        Raises:
            ChangedFileError: They are no longer there.
            OSError: The file cannot be read.
        """
        cleaned, names = _Cleaned(), sorted(areas)
        numbers: list[int] = []
        columns: list[list[str]] = [[] for _ in range(self.layout.width)]
        with path.open("rb", buffering=0) as stream:
            for area in names:
                rows, found = self._cells_of(stream, self.parts[area], cleaned)
                numbers += rows
                for column, more in zip(columns, found, strict=True):
                    column.extend(more)
        if len(names) > 1:
            order = sorted(range(len(numbers)), key=numbers.__getitem__)
            numbers = list(selected(numbers, order))
            columns = [list(selected(column, order)) for column in columns]
        return AreaCells(numbers, columns, cleaned.values())

    def _cells_of(
        self, stream: BinaryIO, part: Part, cleaned: _Cleaned
    ) -> tuple[list[int], list[list[str]]]:
        """Return the numbers of one area's rows, and the columns of its cells."""
        size = _PACKED.size
        packed = memoryview(self.runs)[part.first_run * size : part.last_run * size]
        runs = list(_PACKED.iter_unpack(packed))
        data = b"".join([_read(stream, offset, length) for offset, length, _, _ in runs])
        numbers = [n for _, _, row, count in runs for n in range(row, row + count)]
        columns: list[list[str]] = [[] for _ in range(self.layout.width)]
        spilt: set[int] = set()
        count = 0
        for rows in self._parted(data):
            spilt.update(count + place for place in _fitted(rows, self.layout.width))
            for column, written in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(map(cleaned.__getitem__, written))
            count += len(rows)
        is_same = (columns[n].count(name) == count for n, name in self._named(part))
        if count != len(numbers) or not all(is_same):
            raise ChangedFileError(f"the rows of {part.area}")
        return _without_blank(numbers, columns, spilt)

    def _named(self, part: Part) -> Iterator[tuple[int, str]]:
        return zip(self.layout.columns, part.area, strict=True)

    def _parted(self, data: bytes) -> Iterator[list[list[str]]]:
        """Yield the cells of rows as they are written, so many rows as a processor keeps near."""
        # Decoded piece by piece: a StringIO holds four bytes for each character of all rows.
        stream = io.TextIOWrapper(io.BytesIO(data), self.encoding, errors="replace", newline="")
        reader = csv.reader(stream, delimiter=self.layout.delimiter, strict=self.is_strict)
        try:
            while rows := list(islice(reader, _ROWS_NEAR)):
                yield rows
        except (csv.Error, ValueError) as error:
            raise ChangedFileError(str(error)) from error


def _without_blank(
    numbers: list[int], columns: list[list[str]], spilt: Collection[int]
) -> tuple[list[int], list[list[str]]]:
    """Leave out rows without any text; those at ``spilt`` have one beyond the last column."""
    if not all("" in column for column in columns):
        return numbers, columns
    rows = enumerate(zip(*columns, strict=True))
    kept = [place for place, cells in rows if any(cells) or place in spilt]
    return list(selected(numbers, kept)), [list(selected(column, kept)) for column in columns]


def _fitted(rows: list[list[str]], width: int) -> set[int]:
    """Give rows the width of the header; return the positions of those that had more to say."""
    spilt: set[int] = set()
    if {*map(len, rows)} == {width}:
        return spilt
    for place, cells in enumerate(rows):
        if len(cells) != width:
            if any(map(clean_cell, cells[width:])):
                spilt.add(place)
            rows[place] = [*cells[:width], *[""] * (width - len(cells))]
    return spilt


class _Cleaned(dict[str, str]):
    """Cells by what was written: most stand in many rows."""

    def __missing__(self, written: str) -> str:
        cell = self[written] = clean_cell(written)
        return cell


def is_sound(runs: bytes) -> bool:
    """Tell whether bytes are packed runs, none of which begins before the file or its rows."""
    return len(runs) % _PACKED.size == 0 and all(min(r) >= 0 for r in _PACKED.iter_unpack(runs))


def area_of(cells: Sequence[str], columns: Sequence[int]) -> Area:
    """Return the cells of a row that name its area, "" where the row is too short."""
    return tuple(cells[n] if n < len(cells) else "" for n in columns)


def _read(stream: BinaryIO, offset: int, length: int) -> bytes:
    stream.seek(offset)
    return stream.read(length)
