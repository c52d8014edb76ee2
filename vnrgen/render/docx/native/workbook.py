"""The workbook inside a chart: what Word opens on "Edit data".

It holds the values that the chart shows, and no formula: each text is stored as a text and marked
as one, so that it stays a text when somebody edits the cell, whatever its first letter is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from vnrgen.render.docx.archive import zipped
from vnrgen.render.docx.markup import words

Cell = str | float | None

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TEXT_STYLE: Final = 1
_LONGEST: Final = 32_767  # characters of a cell
_LONGEST_NAME: Final = 31  # characters of the name of a sheet
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
_LETTERS: Final = 26


def workbook(name: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet; None is an empty cell; the same rows give the same bytes."""
    sheet = "".join(_row(number, row) for number, row in enumerate(rows, start=1))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{words(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relationships(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="40" customWidth="1"/>'
            f'<col min="2" max="{max(2, len(rows[0]))}" width="16" customWidth="1"/></cols>'
            f"<sheetData>{sheet}</sheetData></worksheet>"
        ),
        "xl/styles.xml": _styles(),
    }
    return zipped({path: f"{_HEAD}{part}".encode() for path, part in parts.items()})


def sheet_name(label: str) -> str:
    """Return a label as Excel lets a sheet be named.

    >>> sheet_name("Figure 3"), sheet_name("")
    ('Figure 3', 'Data')
    """
    return _NOT_IN_NAMES.sub(" ", label).strip()[:_LONGEST_NAME].strip() or "Data"


def cell_range(name: str, column: int, first: int, last: int) -> str:
    """Return the address of cells of one column; columns and rows count from 1.

    >>> cell_range("Figure 3", 2, 2, 9)
    "'Figure 3'!$B$2:$B$9"
    """
    letters = column_letters(column)
    start = f"'{name}'!${letters}${first}"
    return start if first == last else f"{start}:${letters}${last}"


def column_letters(column: int) -> str:
    """Return a column, counted from 1, as a sheet names it.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def _row(number: int, row: Sequence[Cell]) -> str:
    cells = "".join(
        _cell(f"{column_letters(column)}{number}", value)
        for column, value in enumerate(row, start=1)
        if value is not None and value != ""
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: Cell) -> str:
    if isinstance(value, str):
        text = words(value[:_LONGEST])
        return (
            f'<c r="{place}" s="{_TEXT_STYLE}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{text}</t></is></c>'
        )
    return f'<c r="{place}"><v>{value!r}</v></c>'


def _styles() -> str:
    """Return the styles: cells as they are, and cells that are texts even when edited."""
    return (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Arial"/>'
        '</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
        '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/>'
        '<right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"'
        ' applyNumberFormat="1"/></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _relationships(*rows: tuple[str, str]) -> str:
    body = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(rows, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{body}</Relationships>'


def _content_types() -> str:
    kinds = {
        "/xl/workbook.xml": "sheet.main",
        "/xl/worksheets/sheet1.xml": "worksheet",
        "/xl/styles.xml": "styles",
    }
    overrides = "".join(
        f'<Override PartName="{path}" ContentType="{_TYPE}.{kind}+xml"/>'
        for path, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
