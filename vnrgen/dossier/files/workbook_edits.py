"""Workbooks written: rows added to a sheet, or a table as a new one, text never as a formula."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from vnrgen.dossier.files.workbook import read_sheet
from vnrgen.visible import visible

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LONGEST_CELL = 32_767  # characters, in Excel
_WIDEST = 60


def with_rows(
    data: bytes,
    preferred: str,
    names_of: Callable[[Sequence[str]], list[str]],
    needed: Sequence[str],
    added: Sequence[Mapping[str, str]],
    changed: Mapping[int, Mapping[str, str]],
) -> bytes:
    """Return a workbook with rows at the end of the sheet that ``read_sheet`` reads.

    Args:
        data: The workbook.
        preferred: The sheet, as for ``read_sheet``.
        names_of: Turns the header into names, "" for columns without one.
        needed: Columns that must be there; those missing are added at the end.
        added: Cells of new rows by name.
        changed: New cells by row number, the header being row 1.
    """
    import openpyxl

    found = read_sheet(data, preferred)
    names = names_of(found.rows[0])
    fresh = [name for name in needed if name not in names]
    order = [*names, *fresh]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of charts and styles it leaves out
        book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[found.name]
    edits = {1: {name: name for name in fresh}} | dict(changed)
    edits |= {len(found.rows) + i: cells for i, cells in enumerate(added, start=1)}
    for row, cells in edits.items():
        for name, value in cells.items():
            if value and name in order:
                _write(sheet, row, order.index(name) + 1, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(sheet: Any, row: int, column: int, text: str) -> None:  # noqa: ANN401 - no stubs
    cell = sheet.cell(row, column)
    cell.value = visible(text)[:_LONGEST_CELL]
    cell.data_type = "s"  # "=1+1" stays what somebody wrote
    cell.number_format = "@"


def new_workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook of one sheet, all cells text, the header frozen; the same bytes each time.

    Args:
        title: Of the sheet.
        columns: Its header.
        rows: Its cells; those that begin like a formula are marked as text for good.
    """
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = title
    table = [list(columns), *([*row] for row in rows)]
    for number, cells in enumerate(table, start=1):
        for column, text in enumerate(cells, start=1):
            if text:
                _write(sheet, number, column, text)
                cell = sheet.cell(number, column)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.quotePrefix = text[:1] in "=+-@"
                cell.font = Font(bold=number == 1)
    for column in range(1, len(columns) + 1):
        longest = max(len(row[column - 1]) for row in table)
        letter = sheet.cell(1, column).column_letter
        sheet.column_dimensions[letter].width = min(max(longest + 2, 8), _WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue())


def _timeless(data: bytes) -> bytes:
    """Return a workbook without the time of its making, which openpyxl reads from the clock."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as fresh,
    ):
        for name in archive.namelist():
            if name == "docProps/core.xml":
                fresh.writestr(zipfile.ZipInfo(name, _EPOCH), _CORE)
            else:
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                fresh.writestr(info, archive.read(name))
    return stream.getvalue()


_CORE = (
    '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
