"""What a reader of each format gets as text, in reading order, page furniture left out."""

from __future__ import annotations

import ctypes
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

import pypdfium2
from pypdfium2 import raw

_HYPHENS = ("\u00ad", "\u2010", "\ufffe", "\u0002", "-")  # the two last but one are PDFium's
_VOID = {"img", "br", "hr", "col", "meta", "link", "input", "source", "wbr"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tokens(texts: Iterable[str]) -> list[str]:
    """Return words and numbers in order; marks between them say nothing of their own."""
    # Hyphens go on both sides: at the end of a line, nobody can tell one kind from the other.
    joined = re.sub(f"[\u200b{''.join(_HYPHENS)}]", "", " ".join(texts))
    return re.findall(r"\d[\d.,]*\d|\d|[^\W\d_]+", joined)


class _Main(HTMLParser):
    """Collects the text of ``main``, but for what is hidden or is furniture."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._gap(tag)
            return
        named = dict(attrs)
        classes = (named.get("class") or "").split()
        furniture = (
            tag in {"style", "script", "svg", "head"}
            # A summary's words are furniture, but in the contents, where they are the heading.
            or (tag == "summary" and not any(tag == "nav" for tag, _ in self._open))
            or "hidden" in named
            or named.get("aria-hidden") == "true"
            or bool({"back", "goal-tag", "furniture", "unseen"} & set(classes))
        )
        hidden = furniture or (bool(self._open) and self._open[-1][1])
        self._open.append((tag, hidden))
        self._gap(tag)

    def handle_endtag(self, tag: str) -> None:
        self._gap(tag)
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = any(tag in {"main", "nav"} for tag, _ in self._open)
        if inside and not self._open[-1][1]:
            self.pieces.append(data)

    def _gap(self, tag: str) -> None:
        if tag not in {"a", "strong", "em", "span", "sup", "b", "i", "bdi", "abbr", "ins", "del"}:
            self.pieces.append(" ")


def html_words(data: bytes) -> list[str]:
    """Return the words of an HTML page's contents and main part."""
    parser = _Main()
    parser.feed(data.decode())
    return tokens(["".join(parser.pieces)])


def docx_words(data: bytes) -> list[str]:
    """Return the words of a Word file's body; field codes and the cover are furniture."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    return tokens(_paragraph_texts(body))


def _paragraph_texts(body: ElementTree.Element) -> Iterator[str]:
    for paragraph in body.iter(f"{_W}p"):
        pieces = []
        for node in paragraph.iter():
            if node.tag == f"{_W}t":
                pieces.append(node.text or "")
            elif node.tag in {f"{_W}tab", f"{_W}br"}:
                pieces.append(" ")
        yield "".join(pieces)


def pdf_words(data: bytes) -> list[str]:
    """Return the words of a PDF in the order of its structure, as a screen reader speaks them.

    What is outside the structure (running heads, feet, page numbers) is not spoken.
    """
    pdf = pypdfium2.PdfDocument(data)
    texts: list[str] = []
    for page in pdf:
        marked = _marked_texts(page)
        tree = raw.FPDF_StructTree_GetForPage(page)
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            element = raw.FPDF_StructTree_GetChildAtIndex(tree, index)
            texts.append(_joined(_spoken(element, marked)))
        raw.FPDF_StructTree_Close(tree)
    pdf.close()
    return tokens(texts)


_INLINE = {"Span", "Link", "Strong", "Em", "Reference", "NonStruct", "Sup", "Annot"}


_Piece = tuple[str, float, float]  # text, left edge, baseline


def _marked_texts(page: pypdfium2.PdfPage) -> dict[int, list[_Piece]]:
    """Map marked-content ids to the text shown in them, and where it stands."""
    text_page = page.get_textpage()
    found: dict[int, list[_Piece]] = {}
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=6):
        length = raw.FPDFTextObj_GetText(item, text_page, None, 0)
        buffer = (ctypes.c_ushort * (length // 2))()
        raw.FPDFTextObj_GetText(item, text_page, buffer, length)
        text = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        matrix = item.get_matrix()
        found.setdefault(mark, []).append((text, matrix.e, matrix.f))
    return found


def _joined(pieces: Iterable[_Piece]) -> str:
    """Join pieces; a new line of text is a space between words."""
    parts: list[str] = []
    before: _Piece | None = None
    for piece in pieces:
        new_line = before is not None and abs(piece[2] - before[2]) > 6
        split_word = piece[0].startswith(_HYPHENS) or "".join(parts[-1:]).endswith(_HYPHENS)
        parts.append(f" {piece[0]}" if new_line and not split_word else piece[0])
        before = piece if piece[0].strip() else before
    return "".join(parts)


_APART: _Piece = (" ", 0.0, 0.0)


def _spoken(element: object, marked: dict[int, list[_Piece]]) -> Iterator[_Piece]:
    length = raw.FPDF_StructElement_GetType(element, None, 0)
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDF_StructElement_GetType(element, buffer, length)
    kind = bytes(buffer).decode("utf-16-le").rstrip("\0")
    if kind not in _INLINE:
        yield _APART
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _spoken(child, marked)
        else:
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mark >= 0:  # what is in no element, or a link itself, has none
                yield from marked.get(mark, ())
    if kind not in _INLINE:
        yield _APART
