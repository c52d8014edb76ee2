"""The PDF made in a process of its own, beside the one that makes the other formats."""

from __future__ import annotations

import contextlib
import functools
import importlib

from vnrgen.problems import EnvironmentFailureError
from vnrgen.render import engines
from vnrgen.render.engines import PdfEngine
from vnrgen.render.pdf.rendering import weasyprint_version


def make_ready() -> None:
    """Import what takes long, while the document is not there yet."""
    with contextlib.suppress(EnvironmentFailureError):  # ``made`` says so
        weasyprint_version()
        importlib.import_module("vnrgen.render.pdf.finisher")
        importlib.import_module("vnrgen.render.html.blocks")


made = functools.partial(engines.made_beside, PdfEngine.WEASYPRINT)
