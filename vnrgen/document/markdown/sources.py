"""Where in a Markdown text each printed word stands, so that a change of it can be written back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vnrgen.document.markdown.blocks import prose_tokens
from vnrgen.document.markdown.inlines import lines_of
from vnrgen.visible import visible

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+\Z")


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A part of a paragraph: words as printed, or a ``source`` that stands for what is printed.

    ``source`` is a call, the mark of a note or a remark; ``text`` is None there, since only the
    composed document knows what is printed for it.
    """

    text: str | None
    source: str = ""
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLeaf:
    """A paragraph, heading, note or cell of a Markdown text.

    Lines count from 1. ``prefix`` is what stands before its words on the first line (a marker,
    signs of a heading), ``rest`` on the others. ``kind`` is ``paragraph``, ``heading``, ``cell``
    or ``note``, ``key`` the label of a note. ``item`` is ``bullet``, ``number`` or "". ``title``
    is whether it is the bold first line of a box.
    """

    kind: str
    first: int
    last: int
    content: str
    parts: tuple[SourcePart, ...]
    prefix: str = ""
    rest: str = ""
    level: int = 0
    item: str = ""
    depth: int = 0
    boxed: bool = False
    title: bool = False
    cell: tuple[int, int, int] | None = None
    key: str = ""


@dataclass(slots=True)
class _Place:
    """Where in the blocks of a text the reader is."""

    lists: list[str] = field(default_factory=list)
    boxes: int = 0
    note: str = ""
    table: int = 0
    row: int = -1
    column: int = -1
    heading: int = 0
    item_is_new: bool = False
    box_is_new: bool = False


def source_leaves(text: str, *, with_calls: bool = True) -> tuple[SourceLeaf, ...]:
    """Return the paragraphs of a Markdown text in their order, with what each is made of.

    Args:
        text: Markdown with plain line ends.
        with_calls: Whether ``{{ … }}`` is a call; in a story it is not.
    """
    lines = text.split("\n")
    place = _Place()
    found: list[SourceLeaf] = []
    for token in prose_tokens(text, with_calls=with_calls):
        if token.type == "inline":
            found.append(_leaf(token, lines, place))
            place.item_is_new = place.box_is_new = False
        else:
            _move(token, place)
    return tuple(found)


def _move(token: Token, place: _Place) -> None:  # noqa: C901, PLR0912 - one case a kind
    match token.type:
        case "bullet_list_open" | "ordered_list_open":
            place.lists.append("number" if token.type.startswith("ordered") else "bullet")
        case "bullet_list_close" | "ordered_list_close":
            place.lists.pop()
        case "list_item_open":
            place.item_is_new = True
        case "blockquote_open":
            place.boxes += 1
            place.box_is_new = True
        case "blockquote_close":
            place.boxes -= 1
        case "heading_open":
            place.heading = int(token.tag[1:])
        case "heading_close":
            place.heading = 0
        case "table_open":
            place.table, place.row = place.table + 1, -1
        case "tr_open":
            place.row, place.column = place.row + 1, -1
        case "th_open" | "td_open":
            place.column += 1
        case "table_close":
            place.row = -1
        case "footnote_open":
            place.note = str(token.meta["label"])
        case "footnote_close":
            place.note = ""
        case _:
            pass


def _leaf(token: Token, lines: Sequence[str], place: _Place) -> SourceLeaf:
    first, last = lines_of(token)
    cell = (place.table, place.row, place.column) if place.row >= 0 else None
    parts = tuple(_parts(token.children or []))
    prefix, rest = ("", "") if cell else _prefixes(token.content, lines, first, last)
    kind = "cell" if cell else "heading" if place.heading else "note" if place.note else "paragraph"
    printed = [part for part in parts if part.text is None or part.text.strip()]
    strong = bool(printed) and all(part.strong for part in printed)
    return SourceLeaf(
        kind=kind,
        first=first,
        last=last,
        content=token.content,
        parts=parts,
        prefix=prefix,
        rest=rest,
        level=place.heading,
        item=place.lists[-1] if place.lists and place.item_is_new else "",
        depth=max(0, len(place.lists) - 1),
        boxed=place.boxes > 0,
        title=place.box_is_new and strong and kind == "paragraph",
        cell=cell,
        key=place.note,
    )


def _prefixes(content: str, lines: Sequence[str], first: int, last: int) -> tuple[str, str]:
    """Return what stands before the words of a paragraph, on its first line and on the others."""
    said = content.split("\n")
    line = lines[first - 1] if 0 < first <= len(lines) else ""
    at = line.find(said[0])
    prefix = line[:at] if at > 0 else ""
    if last > first and len(said) > 1:
        second = lines[first]
        after = second.find(said[1].lstrip())
        return prefix, second[:after] if after > 0 else ""
    return prefix, continuation(prefix)


def continuation(prefix: str) -> str:
    """Return what stands before the second line of a paragraph with this before its first.

    >>> continuation("> - "), continuation("## ")
    ('>   ', '')
    """
    if prefix.lstrip().startswith("#"):
        return ""
    boxes = re.match(r"(?:\s{0,3}>\s?)*", prefix)
    head = boxes[0] if boxes else ""
    return head + " " * (len(prefix) - len(head))


def _parts(  # noqa: C901, PLR0912 - one case a kind
    children: Sequence[Token],
) -> Iterator[SourcePart]:
    strong = emphasis = 0
    links: list[str] = []
    languages: list[str] = []
    for child in children:
        look = {
            "strong": strong > 0,
            "emphasis": emphasis % 2 == 1,
            "href": links[0] if links else "",
            "language": languages[-1] if languages else "",
        }
        match child.type:
            case "text" | "code_inline":
                text = unicodedata.normalize("NFC", visible(child.content))
                yield SourcePart(text, "", **look)  # type: ignore[arg-type]
            case "softbreak" | "hardbreak":
                yield SourcePart(" ", "", **look)  # type: ignore[arg-type]
            case "call":
                yield SourcePart(None, f"{{{{{child.content}}}}}", **look)  # type: ignore[arg-type]
            case "footnote_ref":
                yield SourcePart(None, f"[^{child.meta['label']}]", **look)  # type: ignore[arg-type]
            case "html_inline":
                yield SourcePart(None, child.content, **look)  # type: ignore[arg-type]
            case "strong_open" | "strong_close":
                strong += child.nesting
            case "em_open" | "em_close":
                emphasis += child.nesting
            case "link_open":
                links.append(str(child.attrGet("href") or ""))
            case "link_close":
                links.pop()
            case "span_open":
                inherited = languages[-1] if languages else ""
                languages.append(str(child.attrGet("lang") or inherited))
            case "span_close":
                languages.pop()
            case _:
                pass
