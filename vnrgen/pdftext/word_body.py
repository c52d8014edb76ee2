"""Goes through the body of a Word file: paragraphs, tables, boxes and notes become drafts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from vnrgen.pdftext.assemble import Draft, take_marker
from vnrgen.pdftext.marking import (
    BULLET,
    LETTERED,
    ends_clause,
    is_caption,
    lists_recommendations,
    names_contents,
    names_notes,
)
from vnrgen.pdftext.model import Kind, PageStart
from vnrgen.pdftext.word_numbering import Numbering, W, value
from vnrgen.pdftext.word_pages import WordPages
from vnrgen.pdftext.word_styles import Style, is_on, outline_level
from vnrgen.visible import visible

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {f"{W}del", f"{W}moveFrom", _FALLBACK}
_DEEPEST = 100  # tables and boxes within each other
_LONGEST_HEADING = 160
_CELLS = " | "
_SIDES = ("top", "left", "bottom", "right")
_NUMBER = re.compile(r"^\(?(\d{1,3})[.)]?$")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a Word file that text stands in, or that say how it is shown."""

    body: Element
    styles: dict[str, Style]
    numbering: Numbering
    footnotes: dict[str, Element]
    endnotes: dict[str, Element]


@dataclass(slots=True)
class _Said:
    """What runs say: text with the pages that begin in it, notes it refers to, boxes it holds."""

    text: str = ""
    starts: list[PageStart] = field(default_factory=list)
    notes: list[tuple[str, Element | None]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    bold: bool = True


class BodyReader:
    """Reads one document from its beginning to its end."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._pages = WordPages(parts.body)
        self._drafts: list[Draft] = []
        self._marks = {"footnote": 0, "endnote": 0}
        self._waiting: Draft | None = None
        self._deepest_heading = 0
        self._at_the_end: list[tuple[str, Element]] = []

    def read(self) -> list[Draft]:
        """Return the drafts of the whole document, endnotes last."""
        self._blocks(self._parts.body, Kind.TEXT, 0)
        for mark, note in self._at_the_end:
            self._note(mark, note)
        return [draft for draft in self._drafts if draft.text]

    def _blocks(self, node: Element, kind: Kind, depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError("parts lie within each other without end")
        for child in node:
            if child.tag == f"{W}p":
                self._paragraph(child, kind, depth)
            elif child.tag == f"{W}tbl":
                self._table(child, kind, depth)
            elif child.tag == f"{W}sdt":
                gallery = value(child, "sdtPr", "docPartObj", "docPartGallery")
                inside = child.find(f"{W}sdtContent")
                contents = gallery.casefold() == "table of contents"
                if inside is not None:
                    self._blocks(inside, Kind.CONTENTS if contents else kind, depth + 1)
            elif child.tag not in _GONE and child.tag != f"{W}sectPr":
                self._blocks(child, kind, depth + 1)

    def _paragraph(self, node: Element, kind: Kind, depth: int) -> None:
        properties = node.find(f"{W}pPr")
        said = _Said()
        self._runs(node, said, 0)
        draft = self._draft(node, said, kind)
        if self._waiting is not None:
            draft = _put_together(self._waiting, draft)
            self._waiting = None
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._waiting = draft  # its end was deleted: it runs on into the next paragraph
        else:
            self._drafts.append(draft)
        for mark, note in said.notes:
            if note is not None:
                self._note(mark, note)
        for box in said.boxes:
            self._blocks(box, Kind.BOX, depth + 1)
        self._pages.after(properties)

    def _draft(self, node: Element, said: _Said, kind: Kind) -> Draft:
        properties = node.find(f"{W}pPr")
        style = self._parts.styles.get(value(properties, "pStyle"), Style())
        text, starts = _tidied(said)
        draft = Draft(text, kind, starts, notes=tuple(dict.fromkeys(m for m, _ in said.notes)))
        level = outline_level(properties)
        level = style.level if level is None else level
        label, form = self._label(properties, style) if text else ("", "")
        if kind is Kind.TEXT:
            draft.kind = _kind_of(text, style, properties)
            named = names_contents(text) or names_notes(text)
            bold = (said.bold or style.bold) and not label and _may_head(text)
            if draft.kind is Kind.TEXT and (level or named or bold):
                draft.level = level or (1 if named else self._deepest_heading + 1)
                self._deepest_heading = max(self._deepest_heading, level)
                return _as_heading(draft, label)
        if label:
            _give_label(draft, label, form)
        elif draft.kind in {Kind.TEXT, Kind.BOX}:
            if draft.kind is Kind.TEXT and (BULLET.match(text) or LETTERED.match(text)):
                draft.kind = Kind.ITEM
            take_marker(draft)  # typed, as many write them
        return draft

    def _label(self, properties: Element | None, style: Style) -> tuple[str, str]:
        own = value(properties, "numPr", "numId")
        number_id = own or style.number_id
        if not number_id or number_id == "0":
            return "", ""
        level = value(properties, "numPr", "ilvl")
        at = int(level) if level.isdecimal() else (0 if own else style.number_level)
        return self._parts.numbering.next_label(number_id, at)

    def _runs(self, node: Element, said: _Said, depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError("parts lie within each other without end")
        for child in node:
            tag = child.tag
            if tag in _GONE or tag == f"{W}pPr":
                continue
            if tag == f"{W}r":
                self._run(child, said, depth)
            elif tag == f"{W}txbxContent":
                said.boxes.append(child)
            else:
                self._runs(child, said, depth + 1)

    def _run(self, run: Element, said: _Said, depth: int) -> None:
        properties = run.find(f"{W}rPr")
        if is_on(properties, "vanish"):
            return
        before = len(said.text)
        for child in run:
            self._piece(child, said, depth)
        if said.text[before:].strip() and not is_on(properties, "b"):
            said.bold = False

    def _piece(self, child: Element, said: _Said, depth: int) -> None:
        name = child.tag.removeprefix(W)
        if name in {"lastRenderedPageBreak", "br"}:
            self._pages.inside(child)
        if name != "lastRenderedPageBreak" and not said.starts:
            said.starts.append(self._pages.start(0))
        if name == "t":
            if said.starts[-1].pdf_page != self._pages.page:
                said.starts.append(self._pages.start(len(said.text)))
            said.text += child.text or ""
        elif name in {"tab", "br", "cr"}:
            said.text += " "
        elif name == "noBreakHyphen":
            said.text += "-"
        elif name in {"footnoteReference", "endnoteReference"}:
            self._refer(name.removesuffix("Reference"), child, said)
        elif name in {"pict", "drawing", "object"} or child.tag.endswith("}AlternateContent"):
            self._runs(child, said, depth + 1)

    def _refer(self, kind: str, node: Element, said: _Said) -> None:
        self._marks[kind] += 1
        mark = str(self._marks[kind])
        notes = self._parts.footnotes if kind == "footnote" else self._parts.endnotes
        note = notes.get(node.get(f"{W}id", ""))
        if kind == "endnote" and note is not None:
            self._at_the_end.append((mark, note))
        said.notes.append((mark, note if kind == "footnote" else None))

    def _note(self, mark: str, note: Element) -> None:
        said = _Said()
        for paragraph in note.iter(f"{W}p"):
            said.text += " "
            self._runs(paragraph, said, 0)
        text, starts = _tidied(said)
        starts = starts or (self._pages.start(0),)
        self._drafts.append(Draft(text, Kind.FOOTNOTE, starts, paragraph=mark))

    def _table(self, table: Element, kind: Kind, depth: int) -> None:
        rows = [row for row in _rows(table) if row.find(f"{W}trPr/{W}del") is None]
        cells = _cells(rows[0]) if rows else []
        if len(rows) == 1 and len(cells) == 1:  # a frame drawn around text
            self._blocks(cells[0], Kind.BOX, depth + 1)
            return
        for row in rows:
            self._row(row, kind)

    def _row(self, row: Element, kind: Kind) -> None:
        texts: list[str] = []
        notes: list[tuple[str, Element | None]] = []
        starts: tuple[PageStart, ...] = ()
        for cell in _cells(row):
            said = _Said()
            for paragraph in cell.iter(f"{W}p"):
                said.text += " "
                self._runs(paragraph, said, 0)
            text, begun = _tidied(said)
            starts = starts or begun
            notes += said.notes
            if text:
                texts.append(text)
        kind = Kind.ROW if kind is Kind.TEXT else kind
        marks = tuple(dict.fromkeys(mark for mark, _ in notes))
        begin = starts or (self._pages.start(0),)
        self._drafts.append(Draft(_CELLS.join(texts), kind, begin[:1], notes=marks))
        for mark, note in notes:
            if note is not None:
                self._note(mark, note)


def _rows(table: Element) -> list[Element]:
    """Return the rows of a table, inserted ones and those in content controls included."""
    return _children(table, f"{W}tr")


def _cells(row: Element) -> list[Element]:
    return _children(row, f"{W}tc")


def _children(node: Element, tag: str) -> list[Element]:
    found: list[Element] = []
    for child in node:
        if child.tag == tag:
            found.append(child)
        elif child.tag in {f"{W}ins", f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}:
            found += _children(child, tag)
    return found


def _kind_of(text: str, style: Style, properties: Element | None) -> Kind:
    if style.contents:
        return Kind.CONTENTS
    if lists_recommendations(text):
        return Kind.RECOMMENDATIONS
    borders = properties.find(f"{W}pBdr") if properties is not None else None
    framed = borders is not None and all(value(borders, side) for side in _SIDES)
    return Kind.BOX if framed else Kind.TEXT


def _may_head(text: str) -> bool:
    """Whether a paragraph set in bold may be a heading."""
    fits = 0 < len(text) <= _LONGEST_HEADING and any(c.isalpha() for c in text)
    return fits and not ends_clause(text) and not is_caption(text)


def _as_heading(draft: Draft, label: str) -> Draft:
    if names_contents(draft.text):
        return replace(draft, kind=Kind.CONTENTS, level=0)
    text = f"{label} {draft.text}" if label and not draft.text.startswith(label) else draft.text
    return replace(draft, kind=Kind.HEADING, text=text)


def _give_label(draft: Draft, label: str, form: str) -> None:
    number = _NUMBER.match(label)
    if form == "bullet":
        draft.kind = Kind.ITEM if draft.kind is Kind.TEXT else draft.kind
    elif number and label.endswith(".") and form == "decimal":
        draft.paragraph = number[1]
    else:
        draft.kind = Kind.ITEM if draft.kind is Kind.TEXT else draft.kind
        draft.paragraph = label


def _tidied(said: _Said) -> tuple[str, tuple[PageStart, ...]]:
    """Return the text with single blanks, and the pages counted in it."""
    raw = visible(said.text)
    text = " ".join(raw.replace("\u00ad", "").split())
    starts: list[PageStart] = []
    for start in said.starts:
        before = " ".join(visible(said.text[: start.offset]).replace("\u00ad", "").split())
        begins = len(before) + (1 if before and text[len(before) : len(before) + 1] == " " else 0)
        if starts and (begins == starts[-1].offset or starts[-1].pdf_page == start.pdf_page):
            starts[-1] = replace(start, offset=starts[-1].offset)
        else:
            starts.append(replace(start, offset=begins if starts else 0))
    return text, tuple(starts) or (PageStart(0, None, ""),)


def _put_together(one: Draft, two: Draft) -> Draft:
    text = f"{one.text} {two.text}".strip()
    gap = len(text) - len(two.text)
    later = tuple(replace(start, offset=start.offset + gap) for start in two.starts[1:])
    notes = tuple(dict.fromkeys((*one.notes, *two.notes)))
    return replace(one, text=text, starts=(*one.starts, *later), notes=notes)
