"""The PDF of the second engine, made in a process beside the one that makes the other formats."""

from __future__ import annotations

import contextlib
import functools

from vnrgen.problems import EnvironmentFailureError
from vnrgen.render import engines
from vnrgen.render.engines import PdfEngine
from vnrgen.render.typst.engine import typst_version


def make_ready() -> None:
    """Import what takes long, while the document is not there yet."""
    with contextlib.suppress(EnvironmentFailureError):  # ``made`` says so
        typst_version()


made = functools.partial(engines.made_beside, PdfEngine.TYPST)
