"""The paragraphs of a Word report as lines; Word files have no pages of their own."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from vnrgen.pdftext.passages import PageText
from vnrgen.problems import InvalidInputError, Location, Problem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST = 60 * 2**20  # bytes of XML; a 1,000-page report has about 20 MB
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def word_pages(path: Path) -> list[PageText]:
    """Return the whole document as one page; headings are marked as in Markdown.

    Raises:
        InvalidInputError: The file is damaged or absurdly large (REP012).
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        with zipfile.ZipFile(path) as package:
            info = package.getinfo("word/document.xml")
            if info.file_size > _LARGEST:
                raise InvalidInputError([_damaged(path, "its text is absurdly large")])
            root = fromstring(package.read(info))
    except (*_DAMAGED, ParseError, DefusedXmlException) as error:
        raise InvalidInputError([_damaged(path, str(error))]) from error
    lines: list[str] = []
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val", "") if style is not None else ""
        heading = name.lower().startswith("heading") and text.strip()
        lines += [f"# {text}" if heading else text, ""]
    return [PageText(None, "", tuple(lines))]


def _damaged(path: Path, detail: str) -> Problem:
    return Problem(
        "REP012",
        Location(path.name),
        f"the Word file cannot be read ({detail})",
        "open it in Word and save it anew as DOCX",
    )
