"""The document as HTML: one self-contained page for screens, and the page that becomes the PDF."""

from __future__ import annotations

from vnrgen.render.html.page import print_page, render_html

__all__ = ["print_page", "render_html"]
