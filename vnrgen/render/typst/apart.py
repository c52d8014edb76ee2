"""The PDF of the second engine, made in a process beside the one that makes the other formats."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from vnrgen.document.blocks import Document
from vnrgen.problems import EnvironmentFailureError, Problem, ProblemLog
from vnrgen.render.typst.engine import typst_version
from vnrgen.render.typst.rendering import render_typst


def make_ready() -> None:
    """Import what takes long, while the document is not there yet."""
    with contextlib.suppress(EnvironmentFailureError):  # ``made`` says so
        typst_version()


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
        content = render_typst(document, pictures, attachments=attachments, problems=problems)
    except EnvironmentFailureError as error:
        return None, error.problems
    return content, problems.sorted()
