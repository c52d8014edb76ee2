"""Workbooks that unpack without end, lie about their size, or bring XML that reaches out."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest

from tests.builders_attacks import a_dossier, archive, assert_soon_and_small, measured, problems_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
LAUGHS = "<!DOCTYPE a [<!ENTITY a 'haha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def workbook(rows: list[list[object]] | None = None, *, dated: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows or [["place_id", "label", "level"], ["ostara", "Ostara", "country"]]:
        sheet.append(row)
    if dated:
        sheet["B2"].number_format = "yyyy-mm-dd"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(parts: dict[str, str | bytes], base: bytes = b"") -> bytes:
    """Return a workbook with parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(base or workbook())) as package:
        own = {name: package.read(name) for name in package.namelist()}
    return archive({**own, **parts})


def sheet_of(inside: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}">{inside}</worksheet>'


def cells(reference: str, text: str = "1") -> str:
    row = "".join(c for c in reference if c.isdigit())
    return f'<sheetData><row r="{row}"><c r="{reference}"><v>{text}</v></c></row></sheetData>'


def lying(size: int) -> bytes:
    """Return a workbook whose sheet says it has ten bytes, and has ``size``, with a fitting sum."""
    content = sheet_of("<sheetData>" + " " * size + "</sheetData>").encode()
    data = bytearray(with_parts({"xl/worksheets/sheet1.xml": content}))
    real, said = struct.pack("<L", len(content)), struct.pack("<L", 10)
    total = struct.pack("<L", zlib.crc32(content)), struct.pack("<L", zlib.crc32(content[:10]))
    return bytes(data.replace(real, said).replace(*total))


SHEET = "xl/worksheets/sheet1.xml"
REFUSED = {
    "a sheet that unpacks 900 times": with_parts({SHEET: sheet_of(" " * 60_000_000)}),
    "shared strings that unpack 900 times": with_parts({"xl/sharedStrings.xml": " " * 60_000_000}),
    "a size that lies": lying(30_000_000),
    "3,000 parts": with_parts({f"xl/a{n}.xml": "" for n in range(3_000)}),
    "an entity of a file": with_parts({SHEET: sheet_of(cells("A1", "&x;"), ENTITY)}),
    "an entity in UTF-16": with_parts(
        {SHEET: sheet_of(cells("A1", "&x;"), ENTITY).encode("utf-16")}
    ),
    "an entity in the strings": with_parts({"xl/sharedStrings.xml": ENTITY + "<sst/>"}),
    "an entity in the workbook": with_parts({"xl/workbook.xml": ENTITY + "<workbook/>"}),
    "laughs": with_parts({SHEET: sheet_of(cells("A1", "&i;"), LAUGHS + "]>")}),
    "laughs in the styles": with_parts({"xl/styles.xml": LAUGHS + "]><a>&i;</a>"}),
    "a cell at the far end": with_parts({SHEET: sheet_of(cells("XFD1048576"))}),
    "a million far cells": with_parts(
        {
            SHEET: sheet_of(
                "<sheetData>"
                + "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 9_000))
                + "</sheetData>"
            )
        }
    ),
    "a declared size of all cells": with_parts(
        {SHEET: sheet_of('<dimension ref="A1:XFD1048576"/>' + cells("A1"))}
    ),
    "columns beyond the last": with_parts({SHEET: sheet_of(cells("ZZZZZ1"))}),
    "a row of a billion": with_parts({SHEET: sheet_of(cells("A999999999"))}),
    "a string that is not there": with_parts(
        {SHEET: sheet_of('<sheetData><row r="1"><c r="A1" t="s"><v>999</v></c></row></sheetData>')}
    ),
    "elements 100,000 deep": with_parts({SHEET: "<a>" * 100_000 + "</a>" * 100_000}),
    "no XML at all": with_parts({SHEET: b"\x00\xff" * 500}),
    "sheets that lead out": with_parts(
        {
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
            'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.'
            'openxmlformats.org/officeDocument/2006/relationships/worksheet" '
            'Target="../../../../etc/passwd"/></Relationships>'
        }
    ),
    "names that climb": archive({"../../../../tmp/evil.xml": "x", "/etc/evil.xml": "x"}),
    "a Word file": archive({"word/document.xml": "<a/>"}),
    "half a workbook": workbook()[: len(workbook()) // 2],
    "an archive with nothing in it": archive({}),
    "letters after the mark of an archive": b"PK\x03\x04" + b"evil" * 1_000,
    "an archive in an archive": archive({"a.xlsx": workbook()}),
    "unknown compression": workbook().replace(
        b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x63\x00"
    ),
    "a locked part": workbook()
    .replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    .replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00"),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_a_hostile_workbook_is_refused(data: bytes, tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    (root / "places.csv").unlink()
    (root / "places.xlsx").write_bytes(data)
    found = [p for p in problems_of(root) if p.where.path == "places.xlsx"]

    assert {p.code for p in found} & {"TAB008", "TAB020", "TAB004", "TAB005", "TAB023", "TAB018"}
    hostname = Path("/etc/hostname")
    if hostname.is_file():
        assert not any(hostname.read_text(encoding="utf-8").strip() in p.what for p in found)


READ = {
    "a link to another workbook": with_parts(
        {
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": '<Relationships xmlns="http://schemas.'
            'openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x" '
            'Target="http://127.0.0.1:9/evil.xlsx" TargetMode="External"/></Relationships>',
        }
    ),
    "macros": with_parts({"xl/vbaProject.bin": b"evil" * 100}),
    "an embedded program": with_parts({"xl/embeddings/oleObject1.bin": b"MZ" * 100}),
    "a page behind the archive": workbook() + b"<script>alert(1)</script>",
    "a page before the archive": workbook(),
}


@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_what_hides_in_a_workbook_is_not_read(data: bytes, tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    (root / "places.csv").unlink()
    (root / "places.xlsx").write_bytes(data)

    assert not [p for p in problems_of(root) if p.code == "TAB008"]


@pytest.mark.slow
@pytest.mark.parametrize("dated", [False, True], ids=["plain", "with formats"])
def test_a_workbook_of_absurd_size_is_refused_soon_and_in_small_memory(
    *, dated: bool, tmp_path: Path
) -> None:
    root = a_dossier(tmp_path)
    (root / "places.csv").unlink()
    row = "".join(f'<c r="{letter}{{n}}"><v>{{n}}</v></c>' for letter in "ABCDEFGHIJ")
    rows = "".join(f'<row r="{n}">{row.format(n=n)}</row>' for n in range(1, 250_000))
    sheet = sheet_of(f"<sheetData>{rows}</sheetData>")
    (root / "places.xlsx").write_bytes(with_parts({SHEET: sheet}, workbook(dated=dated)))

    assert_soon_and_small(measured("check", str(root), cwd=tmp_path), "TAB008")
