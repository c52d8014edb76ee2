"""Reads out of a Word file what its accessibility is judged by."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from vnrgen.checks.accessibility import FileSeen, TableSeen, judge
from vnrgen.checks.docx_looks import Looks, empty_lines, faint_styles
from vnrgen.checks.published import DamagedFileError, unpacked, unreadable
from vnrgen.problems import Location, Problem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TEXT = "word/document.xml"
_STYLES = "word/styles.xml"
_ABOUT = ("docProps/core.xml", _STYLES)
_HEADING = re.compile(r"heading ([1-9])")
_OFF = {"0", "false", "off"}


def docx_accessibility(docx: bytes, name: str = "chapter.docx") -> Iterator[Problem]:
    """Yield what keeps people from using a Word file (ACC001 to ACC010, PUB008)."""
    try:
        seen = read_docx(docx)
    except DamagedFileError as error:
        yield unreadable(name, str(error))
    else:
        yield from judge(seen, Location(name))


def docx_parts(
    docx: bytes, keep: tuple[str, ...] = ("word/", "docProps/")
) -> dict[str, ET.Element]:
    """Return the parts of a Word file that people read, its styles and its properties, by name.

    Raises:
        DamagedFileError: It is damaged, or no Word file with a text.
    """
    packed = unpacked(docx, keep=keep)
    wanted = [name for name in packed if _PARTS.fullmatch(name) or name in _ABOUT]
    try:
        # Safe, because no part that declares a document type is unpacked.
        parts = {
            name: _styles(packed[name]) if name == _STYLES else ET.fromstring(packed[name])
            for name in wanted
        }
    except (ET.ParseError, ValueError, LookupError) as error:
        raise DamagedFileError("its text is no XML that can be read") from error
    if _TEXT not in parts or parts[_TEXT].find(f"{_W}body") is None:
        raise DamagedFileError("it is no Word document (.docx) with a text")
    return parts


@functools.lru_cache(maxsize=2)
def _styles(content: bytes) -> ET.Element:
    """Return styles, which the briefs of all countries have alike; nobody changes what is read."""
    return ET.fromstring(content)


def read_docx(docx: bytes) -> FileSeen:
    """Return what a Word file says to a program that reads it aloud.

    Raises:
        DamagedFileError: It is damaged, or no Word file with a text.
    """
    parts = docx_parts(docx)
    try:
        return _seen(parts)
    except RecursionError as error:
        raise DamagedFileError("its parts lie too deep in each other") from error


def _seen(parts: Mapping[str, ET.Element]) -> FileSeen:
    """Return what the parts say; a file without styles or properties says nothing there."""
    about, styles, body = (parts.get(name, ET.Element("none")) for name in (*_ABOUT, _TEXT))
    ranks, looks = _known_styles(styles)
    text = body.find(f"{_W}body")
    written = [part for name, part in parts.items() if _PARTS.fullmatch(name)]
    return FileSeen(
        title=about.findtext(f"{_DC}title") or "",
        language=_language(styles),
        headings=tuple(_headings(body, ranks)),
        pictures=tuple(picture for part in written for picture in _pictures(part)),
        tables=tuple(_table(table) for part in written for table in part.iter(f"{_W}tbl")),
        links=tuple(_words(link) for part in written for link in part.iter(f"{_W}hyperlink")),
        faint=tuple(faint_styles(written, looks).items()),
        empty_lines=0 if text is None else empty_lines(text, looks, ranks),
    )


@functools.lru_cache(maxsize=2)  # as long as ``_styles`` gives the same ones
def _known_styles(styles: ET.Element) -> tuple[Mapping[str, int], Looks]:
    """Return the ranks of the headings among styles, and how each style looks."""
    return _ranks(styles), Looks(styles)


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
