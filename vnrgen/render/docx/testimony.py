"""A person's own words, written in Markdown, as paragraphs and lists."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from vnrgen.disclosure.publishable import Testimony
from vnrgen.document.blocks import (
    Block,
    BulletList,
    Emphasis,
    Inline,
    Inlines,
    ListItem,
    Paragraph,
    Strong,
    Text,
)
from vnrgen.document.wording import merged

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def testimony_blocks(testimony: Testimony) -> tuple[Block, ...]:
    """Return the words of a testimony as paragraphs and lists.

    Headings, links, images, tables and HTML stay plain words: a story has no outline of its own
    and leads nowhere. Ids count within the testimony: nothing outside refers to them.
    """
    tokens = _parser().parse(testimony.text)
    return tuple(_blocks(tokens, f"testimony/{testimony.testimony_id}"))


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    rules = ("list", "blockquote", "emphasis", "escape", "entity", "newline")
    return MarkdownIt("zero", {"html": False}).enable(list(rules))


def _blocks(tokens: Sequence[Token], prefix: str) -> Iterator[Block]:
    for number, (token, inner) in enumerate(_groups(tokens), start=1):
        block_id = f"{prefix}/{number}"
        match token.type:
            case "paragraph_open":
                yield Paragraph(block_id=block_id, content=_words(inner[0]))
            case "bullet_list_open" | "ordered_list_open":
                ordered = token.type.startswith("ordered")
                items = tuple(_items(inner, block_id))
                yield BulletList(block_id=block_id, items=items, ordered=ordered)
            case _:  # a quotation: its paragraphs
                yield from _blocks(inner, block_id)


def _items(tokens: Sequence[Token], prefix: str) -> Iterator[ListItem]:
    for number, (_token, inner) in enumerate(_groups(tokens), start=1):
        item_id = f"{prefix}/{number}"
        yield ListItem(block_id=item_id, blocks=tuple(_blocks(inner, item_id)))


def _groups(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Yield every outermost opening token with what is inside it."""
    index = 0
    while index < len(tokens):
        start, depth = index, int(tokens[index].nesting)
        while depth > 0:
            index += 1
            depth += tokens[index].nesting
        yield tokens[start], tokens[start + 1 : index]
        index += 1


def _words(inline: Token) -> Inlines:
    return _run(iter(inline.children or ()))


def _run(children: Iterator[Token]) -> Inlines:
    """Read up to the closing token of this run."""
    parts: list[Inline] = []
    for child in children:
        match child.type:
            case "strong_open":
                parts.append(Strong(_run(children)))
            case "em_open":
                parts.append(Emphasis(_run(children)))
            case "strong_close" | "em_close":
                break
            case "softbreak" | "hardbreak":
                parts.append(Text(" "))
            case _:
                parts.append(Text(child.content))
    return merged(parts)
