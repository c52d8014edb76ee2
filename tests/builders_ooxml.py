"""Workbooks written part by part as the standard has them, with what no library here writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
# Formats of cells by index: General, a percentage, a date, a date without its day, text.
STYLES = (0, 9, 14, 17, 49)


def text(words: str) -> str:
    return f"<si><t>{words}</t></si>"


def rich(*runs: tuple[str, str]) -> str:
    """Return a string of runs, each (its alignment or "", its words)."""
    made = "".join(
        f'<r><rPr><vertAlign val="{align}"/></rPr><t>{words}</t></r>'
        if align
        else f'<r><t xml:space="preserve">{words}</t></r>'
        for align, words in runs
    )
    return f"<si>{made}</si>"


def cell(reference: str, value: str, kind: str = "", style: int = 0, formula: str = "") -> str:
    """Return a cell; ``kind`` is its type (s, str, inlineStr, e, b), "" for a number."""
    attributes = (f' t="{kind}"' if kind else "") + (f' s="{style}"' if style else "")
    inner = f"<f>{formula}</f>" if formula else ""
    inner += f"<is>{value}</is>" if kind == "inlineStr" else f"<v>{value}</v>" if value else ""
    return f'<c r="{reference}"{attributes}>{inner}</c>'


def row(number: int, *cells: str, hidden: bool = False) -> str:
    attribute = ' hidden="1"' if hidden else ""
    return f'<row r="{number}"{attribute}>{"".join(cells)}</row>'


def workbook(
    *rows: str,
    strings: Sequence[str] = (),
    merged: Sequence[str] = (),
    is_1904: bool = False,
    is_strict: bool = False,
    hidden_sheet: str = "",
) -> bytes:
    """Return a workbook with a sheet "Data" of these rows, and a hidden one before it."""
    main = STRICT if is_strict else TRANSITIONAL
    relations = _STRICT_RELATIONS if is_strict else _RELATIONS
    ranges = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    sheets = [("Data", "visible", "".join(rows), ranges)]
    if hidden_sheet:
        sheets.insert(0, ("Draft", "hidden", hidden_sheet, ""))
    formats = "".join(f'<xf numFmtId="{number}"/>' for number in STYLES)
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _rels([("officeDocument", "xl/workbook.xml")], relations),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">'
        f'<workbookPr date1904="{int(is_1904)}"/><sheets>'
        + "".join(
            f'<sheet name="{name}" sheetId="{n}" state="{state}" r:id="rId{n}"/>'
            for n, (name, state, _, _) in enumerate(sheets, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _rels(
            [
                *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ],
            relations,
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><fonts><font/></fonts><fills><fill>'
        "<patternFill/></fill></fills>"
        f"<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>{formats}"
        "</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{"".join(strings)}</sst>',
    }
    for n, (_, _, data, areas) in enumerate(sheets, 1):
        inside = f"<mergeCells>{areas}</mergeCells>" if areas else ""
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData>{inside}</worksheet>'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return stream.getvalue()


def _types(count: int) -> str:
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{base}.worksheet+xml"/>'
        for n in range(1, count + 1)
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{base}.sheet.main+xml"/>{sheets}'
        f'<Override PartName="/xl/styles.xml" ContentType="{base}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{base}.sharedStrings+xml"/>'
        "</Types>"
    )


def _rels(targets: Sequence[tuple[str, str]], relations: str) -> str:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{relations}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{made}</Relationships>"
    )
