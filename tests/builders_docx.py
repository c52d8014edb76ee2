"""Reading a DOCX back as a reader of it would: words, bookmarked ranges, changes taken or not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(docx: bytes, name: str = "word/document.xml") -> Any:
    """Return one XML part of a DOCX."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(name))


def openxml_findings(docx: bytes, folder: Path) -> list[str]:
    """Return what openxml-audit finds in a DOCX; ``folder`` is for a copy of it."""
    from openxml_audit import FileFormat, OpenXmlValidator

    path = folder / "found.docx"
    path.write_bytes(docx)
    validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=50)
    return [str(error) for error in validator.validate(str(path)).errors]


def body_words(docx: bytes, *, cover: bool = False) -> list[str]:
    """Return the words of the body in reading order, as shown with all changes accepted."""
    return " ".join(text for text in _paragraph_texts(docx, cover=cover)).split()


def _paragraph_texts(docx: bytes, *, cover: bool) -> list[str]:
    paragraphs = list(part(docx).iter(f"{W}p"))
    first = next(
        i for i, p in enumerate(paragraphs) if p.find(f"{W}pPr/{W}pageBreakBefore") is not None
    )
    return [shown(p) for p in paragraphs[0 if cover else first :]]


def shown(element: Any, *, accepted: bool = True) -> str:
    """Return the text of an element with its changes accepted or rejected."""
    gone = f"{W}del" if accepted else f"{W}ins"
    texts = []
    for leaf in element.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}p"):
        if any(above.tag == gone for above in leaf.iterancestors()):
            continue
        texts.append(_said(leaf))
    return "".join(texts)


def _said(leaf: Any) -> str:
    if leaf.tag == f"{W}tab":
        return "" if leaf.getparent().tag == f"{W}tabs" else " "
    return "\n" if leaf.tag == f"{W}p" else str(leaf.text)


def bookmarked(docx: bytes) -> dict[str, str]:
    """Return the shown text of every bookmark by its name, from its first start to its last end.

    LibreOffice writes a bookmark over several paragraphs as two starts of one name.
    """
    wanted = ("bookmarkStart", "bookmarkEnd", "t", "tab", "p")
    elements = list(part(docx).iter(*(f"{W}{name}" for name in wanted)))
    names: dict[str, str] = {}
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for index, element in enumerate(elements):
        if element.tag == f"{W}bookmarkStart":
            names[element.get(f"{W}id")] = element.get(f"{W}name")
            first.setdefault(element.get(f"{W}name"), index)
        elif element.tag == f"{W}bookmarkEnd":
            last[names[element.get(f"{W}id")]] = index
    return {name: _between(elements[first[name] : end]) for name, end in last.items()}


def _between(elements: list[Any]) -> str:
    said = (f"{W}t", f"{W}tab", f"{W}p")
    return "".join(
        _said(element)
        for element in elements
        if element.tag in said and not any(a.tag == f"{W}del" for a in element.iterancestors())
    )
