"""XLSX sheets become numbered rows of cells, as the sheet shows them.

With workbook_edits the only module that imports openpyxl (which uses defusedxml).
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from vnrgen.dossier.files.archive import RefusedArchiveError, repacked
from vnrgen.dossier.files.delimited import TooManyCellsError
from vnrgen.dossier.files.plain_workbook import each_plain_sheet, is_plain, read_plain_sheets
from vnrgen.dossier.files.workbook_parts import hidden_rows, kind_of_archive, readable_parts

MOST_BYTES = 150 * 1024 * 1024
_MOST_FORMATTED = 600_000  # cells: reading them with their formats takes time
_MERGED_RANGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+([0-9]+):[A-Z]+[0-9]+)"')
_ERRORS = frozenset({"#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"})
_QUOTED_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class NumberCell(str):
    """The text of a cell that holds a number in the file, whatever decimal mark is declared."""

    __slots__ = ("number",)
    number: float

    def __new__(cls, number: float, text: str | None = None) -> NumberCell:
        """Make the cell from its number and the text it is shown as."""
        cell = super().__new__(cls, f"{number:.15g}" if text is None else text)
        cell.number = number
        return cell


class UnreadableWorkbookError(Exception):
    """The file is no workbook that can be read; the message says why."""


@dataclass(slots=True)
class SheetRows:
    """The rows of one sheet; row 1 is ``rows[0]``.

    ``merged`` lists ranges such as "A2:A4" with the row they begin in; ``uncalculated`` lists the
    (row, column) of formulas without a stored result; ``other_sheets`` are sheets with content
    that were not read; ``hidden`` are rows that the sheet does not show.
    """

    name: str
    rows: list[list[str]]
    merged: list[tuple[int, str]] = field(default_factory=list)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)


def looks_like_workbook(data: bytes) -> bool:
    """Whether the bytes are a ZIP archive, as every XLSX is."""
    return data.startswith(b"PK\x03\x04")


def looks_like_old_workbook(data: bytes) -> bool:
    """Whether the bytes are an old .xls or an encrypted workbook (both are OLE files)."""
    return data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def read_sheet(data: bytes, preferred: str = "") -> SheetRows:
    """Read one sheet: the one named ``preferred``, else the first visible one with content.

    Raises:
        UnreadableWorkbookError: The file is damaged, no workbook, or would unpack to an
            unreasonable size.
    """
    try:
        clean = _clean(data)
        if is_plain(clean):
            return _read_plain(clean, preferred)
        return _read_formatted(clean, preferred)
    except (RefusedArchiveError, TooManyCellsError) as error:
        raise UnreadableWorkbookError(str(error)) from error
    except UnreadableWorkbookError:
        raise
    except Exception as error:  # a damaged file makes the libraries raise nearly anything
        raise UnreadableWorkbookError(_reason(error)) from error


def each_sheet(data: bytes) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """Yield the title and the rows of every visible sheet, one row at a time.

    For files of which only a part may be kept: nothing holds on to a row that has been yielded.

    Raises:
        UnreadableWorkbookError: As ``read_sheet``, also while the rows are gone through.
    """
    try:
        clean = _clean(data)
        for title, rows in _each_plain(clean) if is_plain(clean) else _each_formatted(clean):
            yield title, _guarded(rows)
    except (RefusedArchiveError, TooManyCellsError) as error:
        raise UnreadableWorkbookError(str(error)) from error
    except UnreadableWorkbookError:
        raise
    except Exception as error:  # a damaged file makes the libraries raise nearly anything
        raise UnreadableWorkbookError(_reason(error)) from error


def _each_plain(data: bytes) -> Iterator[tuple[str, Iterator[list[str]]]]:
    for title, rows in each_plain_sheet(data):
        yield title, ([_text_of(value) for value in row] for row in rows)


def _each_formatted(data: bytes) -> Iterator[tuple[str, Iterator[list[str]]]]:
    _check_count(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of charts and styles it leaves out
        book = _opened(data, data_only=True)
    for sheet in _visible(book):
        yield sheet.title, _rows(sheet)


def _guarded(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield rows; what goes wrong while they are unpacked is the workbook's fault too."""
    try:
        yield from rows
    except TooManyCellsError as error:
        raise UnreadableWorkbookError(str(error)) from error
    except Exception as error:  # as above
        raise UnreadableWorkbookError(_reason(error)) from error


def _read_plain(data: bytes, preferred: str) -> SheetRows:
    sheets = {sheet.name: sheet for sheet in read_plain_sheets(data)}
    rows_by_sheet = {
        name: list(_without_blank_ends([_text_of(value) for value in row] for row in sheet.rows))
        for name, sheet in sheets.items()
    }
    name = _chosen(rows_by_sheet, preferred)
    merged = [
        (first[0] + 1, f"{_address(first)}:{_address(last)}")
        for first, last in (sheets[name].merged if name in sheets else ())
    ]
    return SheetRows(
        name,
        rows_by_sheet.get(name, []),
        merged,
        other_sheets=_others(rows_by_sheet, name),
        hidden=_hidden_of(data, name),
    )


def _text_of(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return NumberCell(float(value)) if isinstance(value, int | float) else str(value)


def _read_formatted(data: bytes, preferred: str) -> SheetRows:
    """Read a workbook cell by cell, with the formats that say how a number is shown."""
    _check_count(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of charts and styles it leaves out
        book = _opened(data, data_only=True)
        rows_by_sheet = {sheet.title: list(_rows(sheet)) for sheet in _visible(book)}
        name = _chosen(rows_by_sheet, preferred)
        formulas = _formula_cells(data, name) if _has_formulas(data) else []
        sheet: Any = book[name]
        merged = _merged(data, sheet._worksheet_path)  # noqa: SLF001 - there is no public way
    rows = rows_by_sheet.get(name, [])
    return SheetRows(
        name,
        rows,
        merged,
        uncalculated=[(row, column) for row, column in formulas if not _cell(rows, row, column)],
        errors=[
            (number, index, cell)
            for number, row in enumerate(rows, start=1)
            for index, cell in enumerate(row, start=1)
            if cell in _ERRORS
        ],
        other_sheets=_others(rows_by_sheet, name),
        hidden=hidden_rows(_part(data, sheet._worksheet_path)),  # noqa: SLF001 - as above
    )


def _hidden_of(data: bytes, name: str) -> list[int]:
    """Return the hidden rows of a sheet; its part is looked for only where a sheet has some."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        if not any(hidden_rows(archive.read(n)) for n in sheets):
            return []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = _opened(data, data_only=True)
    return hidden_rows(_part(data, book[name]._worksheet_path))  # noqa: SLF001 - as above


def _part(data: bytes, member: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(member.lstrip("/"))


def _check_count(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if (
                name.startswith("xl/worksheets/")
                and archive.read(name).count(b"<c ") > _MOST_FORMATTED
            ):
                raise TooManyCellsError(_MOST_FORMATTED)


def _opened(data: bytes, *, data_only: bool) -> Any:  # noqa: ANN401 - as below
    import openpyxl

    return openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False
    )


def _others(rows_by_sheet: dict[str, list[list[str]]], name: str) -> list[str]:
    return [title for title, rows in rows_by_sheet.items() if title != name and any(rows)]


def _clean(data: bytes) -> bytes:
    """Return the parts of a workbook as the libraries read them.

    Raises:
        RefusedArchiveError: As ``repacked``.
        UnreadableWorkbookError: It is another kind of file.
    """
    other = kind_of_archive(data)
    if other:
        raise UnreadableWorkbookError(other)
    clean = readable_parts(repacked(data, most=MOST_BYTES))
    _check_is_workbook(clean)
    return clean


def _check_is_workbook(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.casefold() for name in archive.namelist()}
    if "xl/workbook.xml" not in names:
        raise UnreadableWorkbookError("it is a ZIP archive, but no Excel workbook (.xlsx)")


def _reason(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return f"the file is damaged ({text[0]})" if text else "the file is damaged"


def _visible(book: Any) -> list[Any]:  # noqa: ANN401 - openpyxl's read-only sheets have no stubs
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return sheets or list(book.worksheets)


def _chosen(rows_by_sheet: dict[str, list[list[str]]], preferred: str) -> str:
    wanted = preferred.casefold()
    for title in rows_by_sheet:
        if wanted and title.strip().casefold() == wanted:
            return title
    filled = [title for title, rows in rows_by_sheet.items() if any(rows)]
    return (filled or list(rows_by_sheet) or [""])[0]


def _rows(sheet: Any) -> Iterator[list[str]]:  # noqa: ANN401 - openpyxl's sheets have no stubs
    sheet.reset_dimensions()  # some programs write a wrong size into the file
    yield from _without_blank_ends([_text(cell) for cell in cells] for cells in _few(sheet))


def _few(sheet: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Yield rows as long as they are not absurdly many: a far-off cell fills up all before it."""
    left = _MOST_FORMATTED
    for cells in sheet.iter_rows():
        left -= len(cells) or 1
        if left < 0:
            raise TooManyCellsError(_MOST_FORMATTED)
        yield cells


def _without_blank_ends(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield rows without the empty cells and the empty rows that nothing follows."""
    blank = 0
    for row in rows:
        while row and not row[-1]:
            row.pop()
        if row:
            yield from ([] for _ in range(blank))
            blank = 0
            yield row
        else:
            blank += 1  # blank rows count only where something follows


def _text(cell: Any) -> str:  # noqa: ANN401 - openpyxl's cells have no stubs
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number_text(float(value), cell.number_format or "")
    if isinstance(value, datetime | date | time):
        return _date_text(value, cell.number_format or "")
    return str(value)


def _number_text(number: float, number_format: str) -> str:
    if "%" in _QUOTED_FORMAT.sub("", number_format):
        shown = number * 100
        return NumberCell(float(f"{shown:.12g}"), f"{shown:.12g}%")
    return NumberCell(number)


def _date_text(value: date | datetime | time, number_format: str) -> str:
    """Return the ISO form of a date with the parts that the sheet shows ("Mar-24": 2024-03)."""
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(sep=" ")
    shown = _QUOTED_FORMAT.sub("", number_format).casefold()
    day = value.date() if isinstance(value, datetime) else value
    if "d" in shown or "y" not in shown:
        return day.isoformat()
    return day.isoformat()[:7] if "m" in shown else day.isoformat()[:4]


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        return any(b"<f>" in (xml := archive.read(n)) or b"<f " in xml for n in sheets)


def _formula_cells(data: bytes, name: str) -> list[tuple[int, int]]:
    book = _opened(data, data_only=False)
    return [
        (cell.row, cell.column)
        for row in _few(_unsized(book[name]))
        for cell in row
        if getattr(cell, "data_type", "") == "f" and cell.row and cell.column
    ]


def _unsized(sheet: Any) -> Any:  # noqa: ANN401 - as above
    sheet.reset_dimensions()
    return sheet


def _merged(data: bytes, member: str) -> list[tuple[int, str]]:
    """Return the merged ranges of a sheet, each with its first row."""
    xml = _part(data, member)
    return [(int(match[2]), match[1].decode()) for match in _MERGED_RANGE.finditer(xml)]


def _address(place: tuple[int, int]) -> str:
    row, column = place
    return f"{column_letters(column + 1)}{row + 1}"


def column_letters(number: int) -> str:
    """Return the letters of a spreadsheet column, counted from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _cell(rows: list[list[str]], row: int, column: int) -> str:
    try:
        return rows[row - 1][column - 1]
    except IndexError:
        return ""
