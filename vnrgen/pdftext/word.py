"""A Word report as passages: its styles, numbers, notes, tables and boxes as Word shows them."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element

from vnrgen.pdftext.assemble import numbered
from vnrgen.pdftext.model import PagePlace, Report
from vnrgen.pdftext.word_body import BodyReader, Parts
from vnrgen.pdftext.word_numbering import W, read_numbering
from vnrgen.pdftext.word_styles import read_styles
from vnrgen.problems import InvalidInputError, Location, Problem

_LARGEST = 60 * 2**20  # bytes of XML; a 1,000-page report has about 20 MB
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    RecursionError,
    ValueError,
)

_MOST_PARAGRAPHS = 150_000  # empty ones and those of tables with them


def word_report(path: Path) -> Report:
    """Read a DOCX file with all changes accepted.

    A Word file has no pages of its own: they are known only where Word noted, when it last laid the
    file out, where each began.

    Raises:
        InvalidInputError: The file is damaged or absurdly large (REP012).
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError

    try:
        with zipfile.ZipFile(path) as package:
            parts = _parts(path, package)
        drafts = BodyReader(parts).read()
    except (*_DAMAGED, ParseError, DefusedXmlException) as error:
        raise InvalidInputError([_damaged(path, str(error))]) from error
    shown = {s.pdf_page: s.print_page for d in drafts for s in d.starts if s.pdf_page}
    pages = tuple(PagePlace(page, shown[page]) for page in sorted(shown))
    return numbered(drafts, pages=pages)


def _parts(path: Path, package: zipfile.ZipFile) -> Parts:
    root = _part(path, package, "document")
    if root is None:
        raise KeyError("it has no text")
    body = root.find(f"{W}body")
    notes = _part(path, package, "footnotes"), _part(path, package, "endnotes")
    return Parts(
        body if body is not None else root,
        read_styles(_part(path, package, "styles")),
        read_numbering(_part(path, package, "numbering")),
        _notes(notes[0], "footnote"),
        _notes(notes[1], "endnote"),
    )


def _part(path: Path, package: zipfile.ZipFile, name: str) -> Element | None:
    from defusedxml.ElementTree import fromstring

    full = f"word/{name}.xml"
    if full not in package.namelist():
        return None
    info = package.getinfo(full)
    if info.file_size > _LARGEST:
        raise InvalidInputError([_damaged(path, "its text is absurdly large")])
    content = package.read(info)
    # Counted before the tree is built, which takes far longer than counting.
    if content.count(b"</w:p>") + content.count(b"<w:p/>") > _MOST_PARAGRAPHS:
        problem = Problem(
            "REP012",
            Location(path.name),
            f"the report has more than {_MOST_PARAGRAPHS:,} paragraphs",
            "keep the part that answers the recommendations",
        )
        raise InvalidInputError([problem])
    root: Element = fromstring(content)
    return root


def _notes(root: Element | None, name: str) -> dict[str, Element]:
    """Return notes by id, without the lines that part them from the text."""
    return {
        node.get(f"{W}id", ""): node
        for node in (root.findall(f"{W}{name}") if root is not None else ())
        if node.get(f"{W}type", "normal") == "normal"
    }


def _damaged(path: Path, detail: str) -> Problem:
    return Problem(
        "REP012",
        Location(path.name),
        f"the Word file cannot be read ({detail})",
        "open it in Word and save it anew as DOCX",
    )
