"""Workbooks without number formats, formulas and errors, read at once and fast.

The only module that imports python-calamine. It lays out the whole sheet in memory, so that a
single far-off cell would claim all of it, and it says nothing of formats: ``is_plain`` is asked
first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

from vnrgen.dossier.files.delimited import MOST_CELLS, TooManyCellsError

# General, 0, 0.00, #,##0 and the like: what is stored is what is shown.
_PLAIN_FORMATS = frozenset({0, 1, 2, 3, 4, 37, 38, 39, 40, 49})
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT_ID = re.compile(rb'numFmtId="(\d+)"')
_REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_CELL = re.compile(rb"<(?:\w+:)?c\b")
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"')
_NOT_PLAIN = re.compile(rb'<(?:\w+:)?f[\s>/]|\bt="[ed]"')


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """The values of a visible sheet from A1 on (text, number, true or false).

    ``merged`` holds the first and last cell of each merged range, row and column from 0.
    """

    name: str
    rows: list[list[object]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]


def is_plain(data: bytes) -> bool:
    """Whether every cell of a workbook holds just what is shown, in a sheet of sound size."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "xl/styles.xml" in names and not _has_plain_formats(archive.read("xl/styles.xml")):
            return False
        sheets = [n for n in names if n.startswith("xl/worksheets/") and n.endswith(".xml")]
        return bool(sheets) and all(_is_plain_sheet(archive.read(name)) for name in sheets)


def _has_plain_formats(styles: bytes) -> bool:
    section = _CELL_FORMATS.search(styles)
    used = _FORMAT_ID.findall(section[0]) if section else []
    return all(int(number) in _PLAIN_FORMATS for number in used)


def _is_plain_sheet(xml: bytes) -> bool:
    if _NOT_PLAIN.search(xml):
        return False
    if xml.count(b"<c ") > MOST_CELLS:
        raise TooManyCellsError(MOST_CELLS)
    references = _REFERENCE.findall(xml)
    if len(references) != len(_CELL.findall(xml)):
        return False  # cells that do not say where they are
    columns = {letters for letters, _ in references}
    width = max((_column(letters) for letters in columns), default=0)
    rows = (int(number) for number in _ROW_NUMBER.findall(xml))
    height = max((*rows, *(int(number) for _, number in references)), default=0)
    return width * height <= MOST_CELLS


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def read_plain_sheets(data: bytes) -> list[PlainSheet]:
    """Return the visible sheets of a plain workbook; all of them where none is visible."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for name in _visible_names(book):
        sheet = book.get_sheet_by_name(name)
        rows = [list[object](row) for row in sheet.to_python(skip_empty_area=False)]
        found.append(PlainSheet(name, rows, list(sheet.merged_cell_ranges or [])))
    return found


def each_plain_sheet(data: bytes) -> Iterator[tuple[str, Iterator[list[object]]]]:
    """Yield the title and the rows, from A1 on, of the sheets that ``read_plain_sheets`` reads."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in _visible_names(book):
        sheet = book.get_sheet_by_name(name)
        before = [""] * (sheet.start[1] if sheet.start else 0)  # iter_rows leaves these out
        yield name, ([*before, *row] for row in sheet.iter_rows())


def _visible_names(book: CalamineWorkbook) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    visible = [s.name for s in tables if s.visible == SheetVisibleEnum.Visible]
    return visible or [s.name for s in tables]
