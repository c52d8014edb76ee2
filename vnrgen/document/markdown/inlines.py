"""The inside of a Markdown paragraph → inlines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.document.blocks import Emphasis, Inline, Inlines, LanguageSpan, Link, Strong, Text
from vnrgen.document.language.wording import merged
from vnrgen.document.markdown.reading import Reading
from vnrgen.visible import visible

if TYPE_CHECKING:
    from markdown_it.token import Token

COMMENT = re.compile(r"\s*<!--.*-->\s*", re.DOTALL)
_DEEPEST = 10
_LOOSE_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_WEB = ("http://", "https://", "mailto:")


def lines_of(token: Token) -> tuple[int, int]:
    """Return the first and last line of a block, counted from 1; 0 where it has none."""
    return (token.map[0] + 1, token.map[1]) if token.map else (0, 0)


@dataclass(slots=True)
class _Cursor:
    """Where in an inline token the reader is: the next child, and its line."""

    children: Sequence[Token]
    line: int
    index: int = 0


def inlines_of(token: Token, reading: Reading) -> Inlines:
    """Return what stands in a paragraph, a heading or a cell; mistakes are reported."""
    if _depth(token) > _DEEPEST:
        reading.problems.error(
            "PRO008",
            reading.at(lines_of(token)[0]),
            f"emphasis, links and languages stand more than {_DEEPEST} deep in each other",
            "take away asterisks and brackets until each has its partner",
        )
        return ()
    cursor = _Cursor(token.children or [], lines_of(token)[0])
    return merged(_run(cursor, reading, token))


def _depth(token: Token) -> int:
    """Return how deep spans stand in each other."""
    depths = itertools.accumulate(int(child.nesting) for child in token.children or [])
    return max(depths, default=0)


def _run(cursor: _Cursor, reading: Reading, whole: Token) -> list[Inline]:
    """Read children up to the closing token of this run."""
    parts: list[Inline] = []
    while cursor.index < len(cursor.children):
        child = cursor.children[cursor.index]
        cursor.index += 1
        if child.nesting == -1:
            break
        if child.nesting == 1:
            parts.extend(_span(child, cursor, reading, whole))
        else:
            parts.extend(_leaf(child, cursor, reading, whole))
    return parts


def _span(token: Token, cursor: _Cursor, reading: Reading, whole: Token) -> Inlines:
    line = cursor.line
    children = merged(_run(cursor, reading, whole))
    match token.type:
        case "strong_open":
            return (Strong(children),)
        case "em_open":
            return (Emphasis(children),)
        case "link_open":
            return _link(str(token.attrGet("href") or ""), children, reading, line)
        case "span_open" if token.attrGet("lang"):
            return (LanguageSpan(str(token.attrGet("lang")), children),)
        case _:
            return children


def _link(href: str, children: Inlines, reading: Reading, line: int) -> Inlines:
    if href.lower().startswith(_WEB):
        return (Link(href, children),)
    reading.problems.error(
        "PRO003",
        reading.at(line),
        f'the link to "{href[:80]}" leads neither to the web nor to an e-mail address',
        'start it with https:// or mailto:; to refer to a figure, write {{ ref("…") }}',
    )
    return children


def _leaf(token: Token, cursor: _Cursor, reading: Reading, whole: Token) -> Sequence[Inline]:
    match token.type:
        case "text" | "code_inline":
            return _text(token.content, cursor.line, reading)
        case "softbreak" | "hardbreak":
            cursor.line += 1
            return (Text(" "),)
        case "call" if reading.evaluate is not None:
            line = lines_of(whole)[0] + int(token.meta["line"])
            return reading.evaluate(token.content, reading.at(line))
        case "footnote_ref":
            mark = reading.footnotes.get(int(token.meta["id"]))
            return () if mark is None else (mark,)
        case "html_inline" if not COMMENT.fullmatch(token.content):
            refuse_html(reading, cursor.line)
        case "image":
            reading.problems.error(
                "PRO004",
                reading.at(cursor.line),
                "a picture cannot stand in prose",
                "photos belong to stories (photo: in the story's file), charts to "
                '{{ chart("…") }} in a section template',
            )
        case _:
            pass
    return ()


def _text(text: str, line: int, reading: Reading) -> list[Inline]:
    text = visible(text)  # a character may be written as a number: &#x202E;
    if reading.note is not None:
        for loose in _LOOSE_FOOTNOTE.findall(text):
            reading.problems.error(
                "PRO005",
                reading.at(line),
                f"the footnote {loose} has no text",
                f"write `{loose}: …` on a line of its own, after an empty line",
            )
    if reading.look_at is not None:
        reading.look_at(text, line)
    if reading.place is None:
        return [Text(text)]
    parts: list[Inline] = []
    for piece in reading.place(text):
        if isinstance(piece, str):
            parts.append(Text(piece))
        elif piece.blocks:
            reading.problems.error(
                "TPL003",
                reading.at(line),
                "a table, a chart or another block stands inside a line of text",
                "put its call on a line of its own, with an empty line before and after",
            )
        else:
            parts.extend(piece.inlines)
    return parts


def refuse_html(reading: Reading, line: int) -> None:
    """Report HTML (PRO002): it would be lost in two of three formats, and is never safe."""
    reading.problems.error(
        "PRO002",
        reading.at(line),
        "HTML is not allowed here",
        "use Markdown: *emphasis*, **strong**, [link](https://…), tables with |",
    )
