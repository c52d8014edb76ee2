"""The document as PDF by the second engine, which needs no library of the machine.

The only package that imports typst. All layout is in ``templates/typst``.
"""

from __future__ import annotations

from vnrgen.render.typst.engine import typst_version
from vnrgen.render.typst.rendering import LaidOut, lay_out, render_typst

__all__ = ["LaidOut", "lay_out", "render_typst", "typst_version"]
