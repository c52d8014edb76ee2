"""One cell of a table of the dossier gets other words; every other byte of the file stays."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from vnrgen.dossier.files.delimited import TooManyCellsError, split_rows
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.workbook import looks_like_workbook, read_sheet
from vnrgen.dossier.files.workbook_edits import with_rows
from vnrgen.dossier.register.writing import split_records
from vnrgen.versions.pull.leaves import said

_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PREFERRED: Final = ("text", "finding", "quote", "title")
_FORMULA: Final = ("=", "+", "-", "@")


def with_words(data: bytes, name: str, row: int | str, old: str, new: str) -> bytes | None:
    """Return a table in which a cell says something else.

    Args:
        data: The table, CSV or XLSX.
        name: Its name without ending.
        row: The number of the row as a spreadsheet shows it, or what stands in its first column.
        old: What the cell says; spaces do not count.
        new: What it is to say.

    Returns:
        None where no cell of the row says that, or where the new words cannot be written in it.
    """
    if looks_like_workbook(data):
        return _in_workbook(data, name, row, old, new)
    decoded = decode(data)
    mark = next((m for m in _MARKS if decoded.is_certain and data.startswith(m)), b"")
    if mark + decoded.text.encode(decoded.encoding, errors="replace") != data:
        return None
    hint = _separator_line(decoded.text)
    body = decoded.text[len(hint) :]
    try:
        split = split_rows(decoded.text, lambda cells: sum(c in _PREFERRED for c in cells))
    except TooManyCellsError:
        return None
    records = split_records(body, split.delimiter)
    if split.faults or len(records) != len(split.rows):
        return None
    place = _place(split.rows, row, old)
    if place is None:
        return None
    number, column = place
    record = records[number]
    bare = record.rstrip("\r\n")
    cells = [*split.rows[number]]
    cells[column] = new
    records[number] = _joined(bare, split.rows[number], cells, column, split.delimiter)
    records[number] += record[len(bare) :]
    try:
        return mark + (hint + "".join(records)).encode(decoded.encoding)
    except UnicodeEncodeError:
        return None


def _joined(
    bare: str, before: Sequence[str], cells: Sequence[str], column: int, delimiter: str
) -> str:
    """Write a row again; where its cells stand as they are written, the others keep their bytes."""
    fields = split_records(bare.replace("\r", " ").replace("\n", " "), delimiter)
    if len(fields) == 1:
        raw = _raw_cells(bare, delimiter)
        if len(raw) == len(before):
            raw[column] = _written(cells[column], delimiter, quoted=raw[column].startswith('"'))
            return delimiter.join(raw)
    return delimiter.join(_written(cell, delimiter, quoted=False) for cell in cells)


def _raw_cells(bare: str, delimiter: str) -> list[str]:
    cells, start, in_quotes = [], 0, False
    for place, character in enumerate(bare):
        if character == '"':
            in_quotes = not in_quotes
        elif character == delimiter and not in_quotes:
            cells.append(bare[start:place])
            start = place + 1
    return [*cells, bare[start:]]


def _written(cell: str, delimiter: str, *, quoted: bool) -> str:
    stream = io.StringIO()
    writer = csv.writer(
        stream,
        delimiter=delimiter,
        lineterminator="",
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerow([cell])
    return stream.getvalue()


def _separator_line(text: str) -> str:
    first, end, _rest = text.partition("\n")
    bare = first.strip().strip('"').casefold()
    return first + end if bare.startswith("sep=") and len(bare) == 5 else ""


def _place(rows: Sequence[Sequence[str]], row: int | str, old: str) -> tuple[int, int] | None:
    """Return the row and column, from 0, of the one cell that says something."""
    numbers = [row - 1] if isinstance(row, int) else _rows_named(rows, row)
    found = [
        (number, column)
        for number in numbers
        if 0 < number < len(rows)
        for column, cell in enumerate(rows[number])
        if said([cell]) == said([old])
    ]
    if len(found) > 1:
        header = [cell.strip().casefold() for cell in rows[0]]
        found = [place for place in found if header[place[1]] in _PREFERRED]
    return found[0] if len(found) == 1 else None


def _rows_named(rows: Sequence[Sequence[str]], key: str) -> list[int]:
    return [n for n, cells in enumerate(rows) if key in [cell.strip() for cell in cells[:3]]]


def _in_workbook(data: bytes, name: str, row: int | str, old: str, new: str) -> bytes | None:
    if new.startswith(_FORMULA):
        return None
    found = read_sheet(data, name)
    place = _place(found.rows, row, old)
    if place is None:
        return None
    header = [str(cell) for cell in found.rows[0]]
    if header.count(header[place[1]]) > 1:
        return None
    changed = {place[0] + 1: {header[place[1]]: new}}
    return with_rows(data, name, lambda cells: [str(c) for c in cells], (), (), changed)
