"""Documents set by the second PDF engine, and what can be read in them."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
import pypdfium2

from tests.builders_render import pictures_of
from tests.validators.pdf import elements
from vnrgen.document.blocks import Document
from vnrgen.problems import ProblemLog
from vnrgen.render.typst import render_typst


def set_by_typst(
    document: Document,
    problems: ProblemLog | None = None,
    attachments: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the PDF of a document; where no log is given there must be nothing to say."""
    log = ProblemLog() if problems is None else problems
    pdf = render_typst(document, pictures_of(document), attachments=attachments or {}, problems=log)
    if problems is None:
        assert list(log) == []
    return pdf


def text_of(pdf: bytes) -> str:
    """Return all that is printed, without spaces and line ends."""
    with pypdfium2.PdfDocument(pdf) as opened:
        pages = [page.get_textpage().get_text_range() for page in opened]
    return "".join("".join(pages).split()).replace("\ufffe", "-")  # PDFium's, at ends of lines


def page_count(pdf: bytes) -> int:
    """Return how many pages there are."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return len(opened)


def alternatives(pdf: bytes) -> list[str]:
    """Return what is said instead of each picture, in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tags = elements(opened.Root.StructTreeRoot)
        return [str(tag.Alt) for tag in tags if tag.S == "/Figure" and "/Alt" in tag]


def what_links_say(pdf: bytes) -> list[str]:
    """Return the description of every link, in the order of the pages."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        notes = [note for page in opened.pages for note in page.get("/Annots", [])]
        return [str(note.Contents) for note in notes if note.Subtype == "/Link"]


def bookmarks(pdf: bytes) -> list[tuple[int, str]]:
    """Return the bookmarks of a PDF, each with its level from 0."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [(mark.level, mark.get_title()) for mark in opened.get_toc()]
