"""The document as PDF: archivable, accessible, with its data attached.

The only package that imports WeasyPrint.
"""

from __future__ import annotations

from vnrgen.render.pdf.rendering import LaidOut, lay_out, render_pdf, weasyprint_version

__all__ = ["LaidOut", "lay_out", "render_pdf", "weasyprint_version"]
