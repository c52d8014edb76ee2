"""The paragraphs and tables of a Word file in their order, list numbers as Word prints them.

Cells merged down repeat what stands in their first one; cells merged across are one cell that
spans several columns. Text that was deleted with tracked changes is left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.dossier.files.archive import RefusedArchiveError, repacked
from vnrgen.visible import visible

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_BYTES = 200_000_000
_MOST_SPAN = 100
_MOST_NESTED = 20
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}tbl", _CHOICE})


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph: ``label`` is its list number as printed, "•" for a bullet, "" outside lists.

    ``level`` is the depth in a list, from 0; ``heading`` the level of a heading, 0 for none.
    """

    text: str
    label: str = ""
    level: int = 0
    heading: int = 0


@dataclass(frozen=True, slots=True)
class WordCell:
    """The paragraphs of a cell, a line each; ``span`` is how many columns it covers."""

    lines: tuple[str, ...]
    span: int = 1

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class WordTable:
    """The rows of a table; tables inside cells come as lines of the cell."""

    rows: tuple[tuple[WordCell, ...], ...]


def read_word(data: bytes) -> tuple[WordParagraph | WordTable, ...]:
    """Return the blocks of a DOCX file.

    Raises:
        RefusedArchiveError: It is damaged, too large, no Word file, or holds what it must not.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    clean = repacked(data, most=_MOST_BYTES, keep=("word/",))
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        parts = {
            name: archive.read(name).replace(_STRICT, _USUAL)
            for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml")
            if name in archive.namelist()
        }
    if "word/document.xml" not in parts:
        raise RefusedArchiveError("it is a ZIP archive, but no Word document (.docx)")
    try:
        root = fromstring(parts["word/document.xml"])
        numbering = fromstring(parts.get("word/numbering.xml", b"<none/>"))
        styles = fromstring(parts.get("word/styles.xml", b"<none/>"))
        body = root.find(f"{_W}body")
        reader = _Reader(_Numbering(numbering), _headings(styles))
        return tuple(reader.blocks(body)) if body is not None else ()
    except (ParseError, DefusedXmlException, RecursionError) as error:
        raise RefusedArchiveError("its text is no XML that can be read") from error


def _value(element: Element | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


def _headings(styles: Element) -> Mapping[str, int]:
    """Return the levels of the styles of headings, whatever their ids are in this language."""
    levels = {}
    for style in styles.iter(f"{_W}style"):
        name = re.fullmatch(r"heading (\d)", _value(style, f"{_W}name").casefold())
        outline = _value(style, f"{_W}pPr/{_W}outlineLvl")
        if name:
            levels[style.get(f"{_W}styleId", "")] = int(name[1])
        elif outline.isdecimal() and int(outline) < 9:  # 9 is body text
            levels[style.get(f"{_W}styleId", "")] = int(outline) + 1
    return levels


class _Numbering:
    """Counts the items of the lists of a document."""

    def __init__(self, root: Element) -> None:
        levels = {}
        for abstract in root.iter(f"{_W}abstractNum"):
            own = {}
            for level in abstract.iter(f"{_W}lvl"):
                start = _value(level, f"{_W}start")
                form = _value(level, f"{_W}numFmt")
                text = _value(level, f"{_W}lvlText")
                first = int(start) if start.isdecimal() else 1
                own[level.get(f"{_W}ilvl", "0")] = (form, text, first)
            levels[abstract.get(f"{_W}abstractNumId", "")] = own
        self._lists = {
            num.get(f"{_W}numId", ""): levels.get(_value(num, f"{_W}abstractNumId"), {})
            for num in root.iter(f"{_W}num")
        }
        self._counts: dict[tuple[str, int], int] = {}

    def label(self, list_id: str, level: int) -> str:
        """Count an item and return its number as printed; "•" where it is no decimal number."""
        own = self._lists.get(list_id, {})
        form, text, first = own.get(str(level), ("bullet", "", 1))
        self._counts[list_id, level] = self._counts.get((list_id, level), first - 1) + 1
        for deeper in [key for key in self._counts if key[0] == list_id and key[1] > level]:
            del self._counts[deeper]
        if form != "decimal":
            return "•"
        return re.sub(
            r"%([1-9])", lambda m: str(self._counts.get((list_id, int(m[1]) - 1), 1)), text
        )


class _Reader:
    def __init__(self, numbering: _Numbering, headings: Mapping[str, int]) -> None:
        self._numbering = numbering
        self._headings = headings

    def blocks(self, parent: Element) -> Iterator[WordParagraph | WordTable]:
        for element in parent:
            if element.tag == f"{_W}p":
                yield self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield self._table(element, 0)
            elif element.tag == f"{_W}sdt":
                content = element.find(f"{_W}sdtContent")
                if content is not None:
                    yield from self.blocks(content)
            elif element.tag in {f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"}:
                yield from self.blocks(element)

    def _paragraph(self, element: Element) -> WordParagraph:
        style = _value(element, f"{_W}pPr/{_W}pStyle")
        text = visible("".join(_pieces(element))).strip()
        list_id = _value(element, f"{_W}pPr/{_W}numPr/{_W}numId")
        depth = _value(element, f"{_W}pPr/{_W}numPr/{_W}ilvl")
        level = int(depth) if depth.isdecimal() else 0
        is_item = list_id not in {"", "0"} and text
        label = self._numbering.label(list_id, level) if is_item else ""
        return WordParagraph(text, label, level, self._headings.get(style, 0))

    def _table(self, element: Element, depth: int) -> WordTable:
        rows: list[tuple[WordCell, ...]] = []
        above: dict[int, WordCell] = {}
        for row in _rows(element):
            cells: list[WordCell] = []
            at = _skipped(row)
            cells += [WordCell(())] * at
            for cell in _cells(row):
                span = _span(cell)
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
                made = WordCell(tuple(self._lines(cell, depth)), span)
                if goes_on and at in above:
                    made = WordCell(above[at].lines, span)
                above[at] = made
                cells.append(made)
                at += span
            rows.append(tuple(cells))
        return WordTable(tuple(rows))

    def _lines(self, cell: Element, depth: int) -> Iterator[str]:
        for block in self.blocks(cell):
            if isinstance(block, WordTable):
                if depth < _MOST_NESTED:
                    for row in block.rows:
                        for inner in row:
                            yield from inner.lines
                continue
            for number, line in enumerate(block.text.split("\n")):
                if line.strip():
                    mark = _mark(block.label) if number == 0 else ""
                    yield mark + " ".join(line.split())


def _mark(label: str) -> str:
    if not label:
        return ""
    return "- " if label == "•" else f"{label} "


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == f"{_W}tr":
            if element.find(f"{_W}trPr/{_W}del") is None:
                yield element
        elif element.tag in {f"{_W}sdt", f"{_W}ins", f"{_W}customXml", f"{_W}sdtContent"}:
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if element.tag == f"{_W}tc":
            yield element
        elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"}:
            yield from _cells(element)


def _span(cell: Element) -> int:
    text = _value(cell, f"{_W}tcPr/{_W}gridSpan")
    return min(max(int(text), 1), _MOST_SPAN) if text.isdecimal() else 1


def _skipped(row: Element) -> int:
    text = _value(row, f"{_W}trPr/{_W}gridBefore")
    return min(int(text), _MOST_SPAN) if text.isdecimal() else 0


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag != f"{_W}pPr":
            yield from _pieces(child)
