"""The PDF made in a process of its own, beside the one that makes the other formats."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Mapping

from vnrgen.document.blocks import Document
from vnrgen.problems import EnvironmentFailureError, Problem, ProblemLog
from vnrgen.render.pdf.rendering import render_pdf, weasyprint_version


def make_ready() -> None:
    """Import what takes long, while the document is not there yet."""
    with contextlib.suppress(EnvironmentFailureError):  # ``made`` says so
        weasyprint_version()
        importlib.import_module("vnrgen.render.pdf.finisher")
        importlib.import_module("vnrgen.render.html.blocks")


def made(
    document: Document, pictures: Mapping[str, bytes], attachments: Mapping[str, bytes]
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Return the PDF and what is to be said about it, or None and what the machine lacks.

    Args:
        document: What to show.
        pictures: The SVG of every chart, by block id.
        attachments: Publishable data to carry inside, by file name.
    """
    problems = ProblemLog()
    try:
        content = render_pdf(document, pictures, attachments=attachments, problems=problems)
    except EnvironmentFailureError as error:
        return None, error.problems
    return content, problems.sorted()
