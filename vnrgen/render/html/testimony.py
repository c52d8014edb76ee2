"""A person's own words as markup: paragraphs, lists, quotes and stress, and nothing else."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from markupsafe import Markup

from vnrgen.disclosure.publishable import Testimony

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def testimony_markup(testimony: Testimony) -> Markup:
    """Return the words of a testimony.

    Headings, links, images, tables and HTML stay plain words: a story has no outline of its own
    and leads nowhere.
    """
    # everything but the tags of the rules below leaves the parser escaped
    return Markup(_parser().render(testimony.text))  # noqa: S704


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    rules = ("list", "blockquote", "emphasis", "escape", "entity", "newline")
    return MarkdownIt("zero", {"html": False}).enable(list(rules))
