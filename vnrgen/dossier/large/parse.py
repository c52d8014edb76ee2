"""One pass over a CSV file row by row: slow, and right for every quoting and encoding."""

from __future__ import annotations

import codecs
import csv
import io
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vnrgen.dossier.files.cell_text import clean_cell
from vnrgen.dossier.files.delimited import LONGEST_CELL, in_words
from vnrgen.dossier.files.grid import LONGEST_CELL_OF_SHEET, MOST_COLUMNS
from vnrgen.dossier.large.index import Area, Fault, Layout

_PIECE = 1_048_576
_MOST_FAULTS = 1_000
_FIELDS = 4  # of a run: offset, length, row, count


@dataclass(slots=True)
class ParsedRows:
    """The runs of every area, four numbers each as in ``RUN``, and what is wrong with rows."""

    runs: dict[Area, array[int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    is_strict: bool = True


def parse(path: Path, layout: Layout) -> ParsedRows:
    """Read a whole file for where its rows are.

    Raises:
        OSError: The file cannot be read.
    """
    found = _parsed(path, layout, ParsedRows())
    if found.is_strict:
        return found
    lenient = ParsedRows(is_strict=False)
    lenient.faults += [fault for fault in found.faults if fault.code == "TAB013"]
    return _parsed(path, layout, lenient)


def _parsed(path: Path, layout: Layout, found: ParsedRows) -> ParsedRows:
    lines = _Lines(path, layout)
    words = clean_cell if layout.wide else Words().__getitem__
    reader = csv.reader(lines.texts(), delimiter=layout.delimiter, strict=found.is_strict)
    previous = csv.field_size_limit(LONGEST_CELL)
    row, offset = 0, layout.start
    try:
        for cells in reader:
            row += 1
            length, offset = lines.end - offset, lines.end
            if row == 1 or not any(cells):
                continue
            check_row(cells, row, layout, found.faults, words)
            area = tuple(words(cells[n]) if n < len(cells) else "" for n in layout.columns)
            _add(found.runs, area, (offset - length, length, row, 1))
    except csv.Error as error:
        found.faults.append(Fault("TAB013", row + 1, in_words(str(error))))
        found.is_strict = False
    finally:
        csv.field_size_limit(previous)
    return found


def _add(runs: dict[Area, array[int]], area: Area, run: tuple[int, ...]) -> None:
    """Add a row, to the run before it where that ends where the row begins."""
    own = runs.setdefault(area, array("q"))
    offset, length, _, count = run
    if own and own[-_FIELDS] + own[-3] == offset:
        own[-3] += length
        own[-1] += count
    else:
        own.extend(run)


def check_row(
    cells: Sequence[str],
    row: int,
    layout: Layout,
    faults: list[Fault],
    words: Callable[[str], str],
) -> None:
    """Note what is wrong with a row as reading the whole file would report it.

    Args:
        cells: Its cells as parted.
        row: Its number.
        layout: The width of the header.
        faults: Receives the faults; after many, further ones are not kept.
        words: Makes the text of a cell.
    """
    if len(faults) >= _MOST_FAULTS:
        return
    if len(cells) > MOST_COLUMNS:
        faults.append(Fault("TAB023", row, f"row {row} has {len(cells):,} columns"))
    elif any(words(cell) for cell in cells[layout.width :]):
        what = f"the row has {len(cells)} cells, the header {layout.width}"
        faults.append(Fault("TAB021", row, what))
    for number, cell in enumerate(cells, start=1):
        if "\x00" in cell:
            what = "the row holds null bytes, so the file is damaged or not a CSV file"
            faults.append(Fault("TAB014", row, what))
            break
        if len(cell) > LONGEST_CELL_OF_SHEET and len(words(cell)) > LONGEST_CELL_OF_SHEET:
            faults.append(Fault("TAB024", row, str(number)))


@dataclass(slots=True)
class _Lines:
    """The lines of a file as the csv module wants them; ``end`` is the byte after the last one."""

    path: Path
    layout: Layout
    end: int = 0

    def texts(self) -> Iterator[str]:
        """Yield the lines with their ends (LF, CRLF or CR), each byte or pair a character."""
        self.end = self.layout.start
        codec = self.layout.wide or "latin-1"
        with self.path.open("rb") as stream:
            stream.seek(self.layout.start)
            with io.TextIOWrapper(stream, codec, errors="replace", newline="") as text:
                for line in text:
                    wide = self.layout.wide
                    self.end += len(line.encode(codec, "surrogatepass")) if wide else len(line)
                    yield line


class Words(dict[str, str]):
    """The text of cells whose characters are bytes of UTF-8; other bytes become surrogates."""

    def __missing__(self, cell: str) -> str:
        data = cell.encode("latin-1")
        text = self[cell] = clean_cell(data.decode("utf-8", errors="surrogateescape"))
        return text


def is_utf8(path: Path, layout: Layout) -> bool:
    """Tell whether a file is UTF-8 from its header on."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        stream.seek(layout.start)
        try:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
