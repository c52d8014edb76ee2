"""The two engines that set the pages of a PDF, as everything else sees them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from vnrgen.beside import followed
from vnrgen.problems import EnvironmentFailureError, Location, Problem, ProblemLog

if TYPE_CHECKING:
    from vnrgen.document.blocks import Document

FORMATS = ("pdf", "docx", "html")
"""Every format, in the order in which they are made and named."""

PDF = Location("chapter.pdf")
"""Where a PDF's problems are, before somebody knows what its file is called: see ``in_file``."""


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


def forget_documents() -> None:
    """Let the engines that were used forget what they keep of documents that are done."""
    if "vnrgen.render.typst.engine" in sys.modules:  # else nothing was set, and it may be missing
        from vnrgen.render.typst.engine import forget_documents as forget_typeset

        forget_typeset()


def made(
    engine: PdfEngine,
    document: Document,
    pictures: Mapping[str, bytes],
    attachments: Mapping[str, bytes],
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Return the PDF and what is to be said about it, or None and what the machine lacks.

    Args:
        engine: What sets its pages.
        document: What to show.
        pictures: The SVG of every chart, by block id.
        attachments: Publishable data to carry inside, by file name.
    """
    problems = ProblemLog()
    try:
        content = renderer(engine)(document, pictures, attachments=attachments, problems=problems)
    except EnvironmentFailureError as error:
        return None, error.problems
    return content, problems.sorted()


class Following(Mapping[str, bytes]):
    """Pictures that another process is still drawing: who looks into them waits for them."""

    @cached_property
    def _pictures(self) -> Mapping[str, bytes]:
        pictures: Mapping[str, bytes] = followed()
        return pictures

    def __getitem__(self, name: str) -> bytes:
        return self._pictures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pictures)

    def __len__(self) -> int:
        return len(self._pictures)


def made_beside(
    engine: PdfEngine, document: Document, attachments: Mapping[str, bytes]
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Return what ``made`` returns, in a process of its own that is given the pictures later."""
    return made(engine, document, Following(), attachments)


def in_file(problems: Iterable[Problem], name: str) -> tuple[Problem, ...]:
    """Return problems with those of a PDF where it is: in the file of this name."""
    where = Location(name)
    return tuple(replace(p, where=where) if p.where == PDF else p for p in problems)
