"""The two engines that set the pages of a PDF, as everything else sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from vnrgen.document.blocks import Document
    from vnrgen.problems import ProblemLog

FORMATS = ("pdf", "docx", "html")


class PdfEngine(StrEnum):
    """What sets the pages of a PDF: the reference, or the fast one."""

    WEASYPRINT = "weasyprint"
    TYPST = "typst"


class Laid(Protocol):
    """A document whose pages are known, and that is not written yet."""

    @property
    def pages(self) -> int:
        """How many pages there are."""

    @property
    def free(self) -> float:
        """How much of the last page is empty, as a share of the height of its text."""

    def write(self, attachments: Mapping[str, bytes], problems: ProblemLog) -> bytes:
        """Return the PDF with files attached; what is wrong with it goes to ``problems``."""


APART = {
    PdfEngine.WEASYPRINT: "vnrgen.render.pdf.apart",
    PdfEngine.TYPST: "vnrgen.render.typst.apart",
}
"""The module that makes the PDF in a process of its own."""


def renderer(engine: PdfEngine) -> Callable[..., bytes]:
    """Return what makes the PDF of a document, its pictures and attachments."""
    if engine is PdfEngine.TYPST:
        from vnrgen.render.typst import render_typst

        return render_typst
    from vnrgen.render.pdf import render_pdf

    return render_pdf


def layer_out(engine: PdfEngine) -> Callable[[Document, Mapping[str, bytes]], Laid]:
    """Return what lays a document out on pages."""
    if engine is PdfEngine.TYPST:
        from vnrgen.render.typst import lay_out

        return lay_out
    from vnrgen.render.pdf import lay_out as lay_out_first

    return lay_out_first
