"""Where in a large table the rows of each area are: an index of positions, without any value."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from vnrgen.dossier.cell_text import clean_cell

if TYPE_CHECKING:
    from typing import Any

    import numpy as np

    Runs = np.ndarray[Any, np.dtype[np.void]]

Area = tuple[str, ...]
# Consecutive rows of one area: where they begin, how many bytes they have, their first row, and
# how many they are.
RUN = [("offset", "<i8"), ("length", "<i8"), ("row", "<i4"), ("count", "<i4")]
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

    def rows(self, path: Path, areas: Collection[Area]) -> list[tuple[int, list[str]]]:
        """Return the rows of some areas with their spreadsheet rows, in the order of the file.

        Raises:
            ChangedFileError: They are no longer there.
            OSError: The file cannot be read.
        """
        found: list[tuple[int, list[str]]] = []
        with path.open("rb", buffering=0) as stream:
            for area in sorted(areas):
                found += self._rows_of(stream, self.parts[area])
        found.sort(key=lambda row: row[0])
        return found

    def _rows_of(self, stream: BinaryIO, part: Part) -> Iterator[tuple[int, list[str]]]:
        size = _PACKED.size
        packed = memoryview(self.runs)[part.first_run * size : part.last_run * size]
        runs = list(_PACKED.iter_unpack(packed))
        text = b"".join(_read(stream, offset, length) for offset, length, _, _ in runs).decode(
            self.encoding, errors="replace"
        )
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=self.layout.delimiter, strict=self.is_strict
        )
        numbers = (n for _, _, row, count in runs for n in range(row, row + count))
        cleaned = _Cleaned().__getitem__
        named, columns = itemgetter(*self.layout.columns, -1), self.layout.columns
        area, widest = part.area, max(columns)
        try:
            for written, number in zip(reader, numbers, strict=True):
                cells = list(map(cleaned, written))
                found = named(cells)[:-1] if len(cells) > widest else area_of(cells, columns)
                if found != area:
                    raise ChangedFileError(f"row {number}")
                if any(cells):
                    yield number, cells
        except (csv.Error, ValueError) as error:
            raise ChangedFileError(str(error)) from error


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
