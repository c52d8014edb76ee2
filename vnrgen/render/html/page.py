"""The page around the blocks: shells from ``templates/html``, looks from ``templates/css``."""

from __future__ import annotations

import base64
import functools
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from vnrgen.document.blocks import Block, Contents, Document, Layout, Metadata
from vnrgen.render.direction import isolated, pieces, reads_rightwards
from vnrgen.render.html.blocks import blocks_markup
from vnrgen.render.html.fonts import font_rules, with_leading
from vnrgen.render.html.medium import Asset, Medium, Page
from vnrgen.resources import templates_folder

if TYPE_CHECKING:
    from jinja2 import Environment


def render_html(
    document: Document,
    pictures: Mapping[str, bytes],
    narrow: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the document as one HTML file that needs no network and runs no script.

    Args:
        document: What to show.
        pictures: The SVG of every chart, by block id.
        narrow: A second SVG of charts for a phone; a chart without one is shown as on a desk.

    Returns:
        UTF-8 HTML with its fonts, pictures and styles inside.
    """
    page = Page(document, pictures, Medium.SCREEN, narrow or {})
    contents, blocks = _contents_first(document.blocks)
    navigation = blocks_markup(contents, page)
    main = blocks_markup(blocks, page)
    return _shell("screen.html.j2", page, navigation=navigation, main=main).encode()


def print_page(
    document: Document, pictures: Mapping[str, bytes]
) -> tuple[str, Mapping[str, Asset]]:
    """Return the HTML that becomes the PDF, and the pictures it names.

    Fonts and pictures are named by ``vnrgen:`` addresses.

    Args:
        document: What to show.
        pictures: The SVG of every chart, by block id.
    """
    page = Page(document, pictures, Medium.PRINT)
    main = blocks_markup(document.blocks, page)
    return _shell("print.html.j2", page, main=main), page.assets


def _contents_first(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Part a leading table of contents from the blocks: on a screen it stands beside them."""
    if blocks and isinstance(blocks[0], Contents):
        return blocks[:1], blocks[1:]
    return (), blocks


def _shell(template: str, page: Page, **parts: Markup) -> str:
    names = ["tokens", "goals", "screen" if page.on_screen else "print"]
    if page.document.metadata.layout is Layout.BRIEF:
        names.append("brief-screen" if page.on_screen else "brief")
    language = page.document.metadata.language
    sheets = [with_leading(_text(f"css/{name}.css"), language) for name in names]
    sheets.append(font_rules(_said(page.document, parts), language, web=page.on_screen))
    return (
        _environment()
        .get_template(template)
        .render(
            metadata=page.document.metadata,
            furniture=page.document.furniture,
            own=functools.partial(_in_own_direction, metadata=page.document.metadata),
            isolated=functools.partial(isolated, metadata=page.document.metadata),
            # our own files, which hold no word of the document
            style=Markup("\n".join(sheets)),  # noqa: S704
            cover=Markup(_svg_address("html/cover.svg")),  # noqa: S704
            **parts,
        )
    )


def _in_own_direction(words: str, metadata: Metadata) -> Markup:
    """Return a line of the cover or the foot in the direction in which it is read."""
    if metadata.direction != "rtl" or not reads_rightwards(words):
        return escape(words)
    parts = (
        Markup('<bdi dir="rtl">{}</bdi>').format(text) if is_date else escape(text)
        for text, is_date in pieces(words, metadata)
    )
    return Markup('<span dir="ltr">{}</span>').format(Markup().join(parts))


def _said(document: Document, parts: Mapping[str, Markup]) -> str:
    """Return everything that a page says, to choose its fonts by."""
    metadata = [getattr(document.metadata, name.name) for name in fields(document.metadata)]
    words = [*document.furniture.values(), *(word for word in metadata if isinstance(word, str))]
    return "\n".join([*map(str, parts.values()), *words])


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates_folder() / "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@functools.cache
def _text(name: str) -> str:
    return (templates_folder() / name).read_text(encoding="utf-8")


def _svg_address(name: str) -> str:
    picture = base64.b64encode(_text(name).encode()).decode("ascii")
    return f"data:image/svg+xml;base64,{picture}"
