"""Files in the shapes that other countries and organisations publish."""

from __future__ import annotations

from pathlib import Path

from tests.builders_records import Reading, read_as


def saved(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def a_book(folder: Path, rows: list[list[object]], *merged: str) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    book.save(folder / "sheet.xlsx")
    return folder / "sheet.xlsx"


def a_wide(folder: Path, *rows: list[object], **options: object) -> Reading:
    given: dict[str, object] = {"header": {1: "year"}, "labels": {"A": "indicator"}}
    return read_as("wide", a_book(folder, list(rows)), given | options)
