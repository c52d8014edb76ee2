"""Reads out of a Word file what its accessibility is judged by."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from vnrgen.checks.accessibility import FileSeen, TableSeen, judge
from vnrgen.checks.docx_looks import Looks, empty_lines, faint_styles
from vnrgen.problems import Location, Problem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_HEADING = re.compile(r"heading ([1-9])")
_OFF = {"0", "false", "off"}


def docx_accessibility(docx: bytes, name: str = "chapter.docx") -> Iterator[Problem]:
    """Yield what keeps people from using a Word file (ACC001 to ACC010)."""
    yield from judge(read_docx(docx), Location(name))


def read_docx(docx: bytes) -> FileSeen:
    """Return what a Word file says to a program that reads it aloud."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {
            name: ET.fromstring(archive.read(name))
            for name in archive.namelist()
            if _PARTS.fullmatch(name) or name in {"docProps/core.xml", "word/styles.xml"}
        }
    styles, body = parts["word/styles.xml"], parts["word/document.xml"]
    ranks = _ranks(styles)
    looks, text = Looks(styles), body.find(f"{_W}body")
    written = [part for name, part in parts.items() if _PARTS.fullmatch(name)]
    return FileSeen(
        title=parts["docProps/core.xml"].findtext(f"{_DC}title") or "",
        language=_language(styles),
        headings=tuple(_headings(body, ranks)),
        pictures=tuple(picture for part in written for picture in _pictures(part)),
        tables=tuple(_table(table) for part in written for table in part.iter(f"{_W}tbl")),
        links=tuple(_words(link) for part in written for link in part.iter(f"{_W}hyperlink")),
        faint=tuple(faint_styles(written, looks).items()),
        empty_lines=0 if text is None else empty_lines(text, looks, ranks),
    )


def _language(styles: ET.Element) -> str:
    said = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    return "" if said is None else said.get(f"{_W}val", "")


def _ranks(styles: ET.Element) -> Mapping[str, int]:
    """Return the rank of each heading style by its id: a designer may rename ids, not names."""
    ranks = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        match = _HEADING.fullmatch("" if name is None else name.get(f"{_W}val", "").casefold())
        if match:
            ranks[style.get(f"{_W}styleId", "")] = int(match[1])
    return ranks


def _headings(body: ET.Element, ranks: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    for paragraph in body.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        rank = ranks.get("" if style is None else style.get(f"{_W}val", ""))
        if rank:
            yield rank, _words(paragraph)


def _pictures(part: ET.Element) -> Iterator[tuple[str, str | None]]:
    for properties in part.iter(f"{_WP}docPr"):
        decoration = properties.find(f".//{_DECORATIVE}")
        if decoration is None or decoration.get("val") in _OFF:
            yield properties.get("name", ""), properties.get("descr")


def _table(table: ET.Element) -> TableSeen:
    properties = table.find(f"{_W}tblPr")
    said = {} if properties is None else {part.tag: part.get(f"{_W}val") for part in properties}
    name = said.get(f"{_W}tblCaption") or said.get(f"{_W}tblDescription")
    first = table.find(f"{_W}tr")
    heads = None if first is None else first.find(f"{_W}trPr/{_W}tblHeader")
    look = None if properties is None else properties.find(f"{_W}tblLook")
    return TableSeen(
        name=name or _words(table),
        has_heads=heads is not None and heads.get(f"{_W}val") not in _OFF,
        is_described=bool(name),
        is_panel=look is not None
        and {look.get(f"{_W}firstRow"), look.get(f"{_W}firstColumn")} <= _OFF,
    )


def _words(element: ET.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t"))
