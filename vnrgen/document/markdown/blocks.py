"""Markdown → blocks, read by markdown-it, which this room alone imports.

Raw HTML, images and links to anything but http, https and mailto are refused with a problem at
their line. ``{{ … }}`` is read by the Markdown parser itself, so that what a call gives back can
never become markup.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vnrgen.document.blocks import (
    Block,
    BulletList,
    Callout,
    Column,
    Inlines,
    ListItem,
    Origin,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    TableRole,
    Text,
)
from vnrgen.document.blocks.identity import IdBook
from vnrgen.document.blocks.plain import plain
from vnrgen.document.language.wording import merged
from vnrgen.document.markdown.inlines import COMMENT, inlines_of, lines_of, refuse_html
from vnrgen.document.markdown.reading import Placed, Reading
from vnrgen.problems import ProblemLog

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MOST_CHARACTERS = 300_000  # some 50,000 words: five whole chapters
_LONGEST_PARAGRAPH = 60_000  # a long table is one
_MOST_BRACKETS = 2_000
_BLANK = re.compile(r"(\n(?:[ \t]*\n)+)")
_CAPTION = re.compile(r"\s*Table:\s*")


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    section: Section


def blocks_of(text: str, reading: Reading) -> tuple[Block, ...]:
    """Read Markdown; headings become sections, nested as they are, with levels from 1.

    Args:
        text: Markdown (CommonMark with tables, footnotes and ``[words]{lang=fr}``).
        reading: Where it comes from, and what its calls and footnotes mean.

    Returns:
        Blocks; levels of sections are relative (1 = the highest heading of this text).
    """
    return _nested(_read(text, reading))


def flat_blocks_of(text: str, reading: Reading) -> tuple[Block, ...]:
    """Read Markdown where no section may stand (a story): headings become strong paragraphs."""
    return _flat(iter(_read(text, reading)))


def prose_tokens(text: str, *, with_calls: bool) -> list[Token]:
    """Return a Markdown text as the tokens of its parser, for who looks for words in the source.

    A text that ``blocks_of`` would refuse for its size has none.
    """
    reading = Reading(kind="", path="", prefix="", problems=ProblemLog(), ids=IdBook())
    return _parser(with_calls=with_calls).parse(text) if _is_sound(text, reading) else []


def _read(text: str, reading: Reading) -> list[Block | _Heading]:
    if not _is_sound(text, reading):
        return []
    tokens = _parser(with_calls=reading.evaluate is not None).parse(text)
    _collect_footnotes(tokens, reading)
    return list(_blocks(tokens, reading))


def _is_sound(text: str, reading: Reading) -> bool:
    """Refuse what nobody writes and what would keep the parser busy for minutes (PRO008)."""
    if len(text) > _MOST_CHARACTERS:
        _refuse_size(f"the text has more than {_MOST_CHARACTERS:,} characters", 1, reading)
        return False
    line = 1
    for paragraph in _BLANK.split(text):
        if len(paragraph) > _LONGEST_PARAGRAPH:
            what = f"a paragraph has more than {_LONGEST_PARAGRAPH:,} characters"
            _refuse_size(what, line, reading)
            return False
        if paragraph.count("[") + paragraph.count("{{") > _MOST_BRACKETS:
            _refuse_size(f"a paragraph has more than {_MOST_BRACKETS} brackets", line, reading)
            return False
        line += paragraph.count("\n")
    return True


def _refuse_size(what: str, line: int, reading: Reading) -> None:
    reading.problems.error(
        "PRO008", reading.at(line), what, "divide it by empty lines, or leave out what is not prose"
    )


@functools.cache  # nothing of a text stays in it: what a text defines goes into its own ``env``
def _parser(*, with_calls: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    # html is on only so that it is seen, located and refused: no HTML is ever made from tokens
    parser = MarkdownIt("js-default", {"html": True, "linkify": False, "typographer": False})
    parser.disable(["code", "fence", "strikethrough"])
    parser.use(footnote_plugin, inline=False)
    parser.use(attrs_plugin, spans=True, allowed=["lang"])
    parser.validateLink = _any_link  # type: ignore[method-assign] # refused aloud, not hidden
    if with_calls:
        parser.inline.ruler.before("escape", "call", _call_rule)
    return parser


def _any_link(url: str) -> bool:  # noqa: ARG001 - markdown-it's signature
    return True


def _call_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    start = state.pos
    if not state.src.startswith("{{", start):
        return False
    end = state.src.find("}}", start + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        token = state.push("call", "", 0)
        token.content = state.src[start + 2 : end]
        token.meta = {"line": state.src.count("\n", 0, start)}
    state.pos = end + 2
    return True


# --- blocks ------------------------------------------------------------------------------------


def _blocks(tokens: Sequence[Token], reading: Reading) -> Iterator[Block | _Heading]:
    caption: Inlines | None = None
    waiting: Sequence[Block | _Heading] = ()  # the title, should no table come after it
    line = 0
    for token, inner in _groups(tokens):
        first, last = lines_of(token)
        origin = Origin(reading.kind, reading.path, first, last)
        if reading.place is not None:  # the lines of a template are not those of its result
            origin = Origin(reading.kind, reading.path)
        made = list(_block(token, inner, reading, origin))
        title = _caption_of(made)
        if token.type == "table_open":
            yield from (
                _captioned(t, caption, reading, first) for t in made if isinstance(t, Table)
            )
            caption, waiting = None, ()
            continue
        yield from _untabled(waiting, line, reading)
        caption, waiting, line = title, made if title is not None else (), first
        if title is None:
            yield from made
    yield from _untabled(waiting, line, reading)


def _untabled(
    waiting: Sequence[Block | _Heading], line: int, reading: Reading
) -> Iterator[Block | _Heading]:
    """Yield the title of a table that is not there as the paragraph it is, and warn."""
    for block in waiting:
        reading.problems.warning(
            "PRO010",
            reading.at(line),
            "no table comes right after this title of a table",
            "put the title before its table, with an empty line between, or take `Table:` away",
        )
        yield block


def _groups(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Yield every outermost opening token with what is inside it."""
    index = 0
    while index < len(tokens):
        start, depth = index, int(tokens[index].nesting)
        while depth > 0:
            index += 1
            depth += tokens[index].nesting
        yield tokens[start], tokens[start + 1 : max(index, start + 1)]
        index += 1


def _block(
    token: Token, inner: Sequence[Token], reading: Reading, origin: Origin
) -> Iterator[Block | _Heading]:
    match token.type:
        case "paragraph_open":
            yield from _paragraph(inner[0], reading, origin)
        case "heading_open":
            yield _heading(int(token.tag[1:]), inner[0], reading, origin)
        case "bullet_list_open" | "ordered_list_open":
            yield _list(token.type.startswith("ordered"), inner, reading, origin)
        case "blockquote_open":
            yield _callout(inner, reading, origin)
        case "table_open":
            yield _table(inner, reading, origin)
        case "html_block" if not COMMENT.fullmatch(token.content):
            refuse_html(reading, origin.first_line)
        case _:
            return  # a rule, a comment, or the footnotes, which are read before


def _paragraph(inline: Token, reading: Reading, origin: Origin) -> Iterator[Block]:
    alone = _placed_alone(inline, reading)
    if alone is not None:
        yield from alone
        return
    content = inlines_of(inline, reading)
    if content:
        words = _messages(inline, reading) or plain(content)
        block_id = reading.ids.claim(reading.prefix, words)
        yield Paragraph(block_id=block_id, content=content, origin=origin)


def _placed_alone(inline: Token, reading: Reading) -> list[Block] | None:
    children = inline.children or []
    if reading.place is None or any(c.type not in {"text", "softbreak"} for c in children):
        return None
    pieces = [p for c in children for p in reading.place(c.content)]
    placed = [p for p in pieces if isinstance(p, Placed)]
    words = [p for p in pieces if isinstance(p, str) and p.strip()]
    if words or not placed or any(p.inlines for p in placed):
        return None
    return [block for p in placed for block in p.blocks]


def _placed_in(inline: Token, reading: Reading) -> list[Placed]:
    if reading.place is None:
        return []
    pieces = [piece for c in inline.children or [] for piece in reading.place(c.content)]
    return [piece for piece in pieces if isinstance(piece, Placed)]


def _messages(inline: Token, reading: Reading) -> str:
    return " ".join(placed.message for placed in _placed_in(inline, reading))


def _heading(level: int, inline: Token, reading: Reading, origin: Origin) -> _Heading:
    title = inlines_of(inline, reading)
    placed = _placed_in(inline, reading)
    goal = next((p.goal for p in placed if p.goal), None)
    key = next((p.key for p in placed if p.key), "")
    words = _messages(inline, reading) or plain(title)
    block_id = key or reading.ids.claim(f"{reading.prefix}/heading", words)
    section = Section(block_id=block_id, title=title, level=1, blocks=(), goal=goal, origin=origin)
    return _Heading(level, section)


def _list(
    ordered: bool,  # noqa: FBT001 - one of two kinds of list
    inner: Sequence[Token],
    reading: Reading,
    origin: Origin,
) -> BulletList:
    items = []
    for _token, content in _groups(inner):
        blocks = _flat(_blocks(content, reading))
        words = " ".join(plain(b.content) for b in blocks if isinstance(b, Paragraph))
        item_id = reading.ids.claim(f"{reading.prefix}/item", words)
        items.append(ListItem(block_id=item_id, blocks=blocks))
    first = items[0].block_id.rsplit("/", maxsplit=1)[-1]
    block_id = reading.ids.unique(f"{reading.prefix}/list/{first}")
    return BulletList(block_id=block_id, items=tuple(items), ordered=ordered, origin=origin)


def _callout(inner: Sequence[Token], reading: Reading, origin: Origin) -> Callout:
    blocks = list(_flat(_blocks(inner, reading)))
    title: Inlines = ()
    if blocks and isinstance(blocks[0], Paragraph):
        content = blocks[0].content
        if len(content) == 1 and isinstance(content[0], Strong):
            title = content[0].children
            del blocks[0]
    words = plain(title) + " ".join(plain(b.content) for b in blocks if isinstance(b, Paragraph))
    block_id = reading.ids.claim(f"{reading.prefix}/box", words)
    return Callout(block_id=block_id, title=title, blocks=tuple(blocks), origin=origin)


def _flat(blocks: Iterator[Block | _Heading]) -> tuple[Block, ...]:
    """Keep a heading inside a list or a box as a paragraph: sections do not stand in them."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, _Heading):
            strong = (Strong(block.section.title),)
            kept.append(
                Paragraph(
                    block_id=block.section.block_id, content=strong, origin=block.section.origin
                )
            )
        else:
            kept.append(block)
    return tuple(kept)


def _table(inner: Sequence[Token], reading: Reading, origin: Origin) -> Table:
    lines = [
        [(cell, content[0] if content else None) for cell, content in _groups(row)]
        for _part, rows in _groups(inner)
        for _row, row in _groups(rows)
    ]
    cells = [[inlines_of(c, reading) if c else () for _cell, c in line] for line in lines]
    columns = tuple(
        Column(
            column_id=f"c{number}",
            head=head,
            numeric="right" in str(cell.attrGet("style") or ""),
        )
        for number, (head, (cell, _c)) in enumerate(zip(cells[0], lines[0], strict=True), start=1)
    )
    rows = tuple(
        Row(row_id=f"r{number}", cells=tuple(line))
        for number, line in enumerate(cells[1:], start=1)
    )
    heads = " ".join(plain(head) for head in cells[0])
    return Table(
        block_id=reading.ids.claim(f"{reading.prefix}/table", heads),
        label="",
        caption=(),
        description="",
        columns=columns,
        rows=rows,
        role=TableRole.GRID,
        origin=origin,
    )


def _caption_of(made: Sequence[Block | _Heading]) -> Inlines | None:
    if len(made) != 1 or not isinstance(made[0], Paragraph) or not made[0].content:
        return None
    first, *rest = made[0].content
    if not isinstance(first, Text) or not _CAPTION.match(first.text):
        return None
    return merged((Text(_CAPTION.sub("", first.text, count=1)), *rest))


def _captioned(table: Table, caption: Inlines | None, reading: Reading, line: int) -> Table:
    if caption is None:
        reading.problems.warning(
            "PRO006",
            reading.at(line),
            "the table has no title",
            "write a line `Table: what the table shows` and an empty line before it",
        )
        return table
    return replace(table, caption=caption, description=plain(caption))


def _nested(items: list[Block | _Heading], level: int = 0) -> tuple[Block, ...]:
    """Put blocks under the headings before them; skipped heading levels are closed up."""
    blocks: list[Block] = []
    index = 0
    while index < len(items):
        item = items[index]
        index += 1
        if not isinstance(item, _Heading):
            blocks.append(item)
            continue
        end = index
        while end < len(items) and not _closes(items[end], item.level):
            end += 1
        blocks.append(_with_blocks(item.section, _nested(items[index:end], level + 1), level + 1))
        index = end
    return tuple(blocks)


def _closes(item: Block | _Heading, level: int) -> bool:
    return isinstance(item, _Heading) and item.level <= level


def _with_blocks(section: Section, blocks: tuple[Block, ...], level: int) -> Section:
    return replace(section, blocks=blocks, level=level)


# --- footnotes ---------------------------------------------------------------------------------


def _collect_footnotes(tokens: Sequence[Token], reading: Reading) -> None:
    for token, inner in _groups(tokens):
        if token.type != "footnote_block_open" or reading.note is None:
            continue
        for note, content in _groups(inner):
            paragraphs = [t for t in content if t.type == "inline"]
            words = merged(
                part
                for number, paragraph in enumerate(paragraphs)
                for part in ((Text(" "),) if number else ()) + inlines_of(paragraph, reading)
            )
            reading.footnotes[note.meta["id"]] = reading.note(str(note.meta["label"]), words)
