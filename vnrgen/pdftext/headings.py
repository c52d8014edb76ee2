"""Tells headings from text, and their levels, by outline, size, weight and numbering."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from vnrgen.pdftext.blocks import Block, Setting
from vnrgen.pdftext.lines import OutlineEntry
from vnrgen.pdftext.marking import (
    BULLET,
    ends_clause,
    has_heading_number,
    is_caption,
    lists_recommendations,
    names_contents,
    names_notes,
    numberings,
)
from vnrgen.pdftext.model import Kind

_LARGE = 1.1  # of the usual size
_SMALL = 0.9  # of it: smaller text is that of notes
_LONGEST = 260  # characters of a heading
_LONGEST_BOLD = 160
_SHORT = 90  # characters: a line of running text is seldom a heading, a heading seldom longer
_MOST_LINES = 5
_FEW = 2  # pages at the front whose own sizes are those of a cover

_NOTED = re.compile(r"[^\W\d_]{2}[.!?]\d{1,3}$")  # a sentence with the mark of a note behind it

Style = tuple[float, bool, bool, str]


def mark_headings(
    blocks: Sequence[Block], setting: Setting, outline: Sequence[OutlineEntry]
) -> None:
    """Give headings among the blocks their kind and level."""
    titles = _titles(outline)
    depths: dict[int, int] = {}
    for place, block in enumerate(blocks):
        if block.kind is not Kind.TEXT:
            continue
        depth = titles.get((block.page, _folded(block.text)), 0)
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if depth or _is_heading(block, following, setting):
            block.kind = Kind.RECOMMENDATIONS if lists_recommendations(block.text) else Kind.HEADING
            depths[place] = depth
    _give_levels(blocks, depths, setting)


def _titles(outline: Sequence[OutlineEntry]) -> dict[tuple[int, str], int]:
    return {
        (entry.page - 1, _folded(entry.title)): entry.level
        for entry in outline
        if entry.page is not None and _folded(entry.title)
    }


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _is_heading(block: Block, following: Block | None, setting: Setting) -> bool:
    text = block.text
    if names_contents(text) or names_notes(text):
        return True
    if not any(character.isalpha() for character in text) or is_caption(text):
        return lists_recommendations(text) and len(block.lines) < _MOST_LINES
    boxed_with_more = block.box is not None and following is not None and following.box == block.box
    if boxed_with_more or BULLET.match(text):
        return False
    small = setting.measured and block.size < _SMALL * setting.size
    if not small and lists_recommendations(text):
        return True
    if len(block.lines) > _MOST_LINES or len(text) > _LONGEST:
        return False
    if not setting.measured:
        return _is_plain_heading(text, following)
    return _is_set_as_heading(block, following, setting)


def _is_set_as_heading(block: Block, following: Block | None, setting: Setting) -> bool:
    text, numbered = block.text, has_heading_number(block.text)
    if block.size >= _LARGE * setting.size:
        return not text.endswith((".", ";", ",")) or numbered or len(text) < _SHORT
    if block.size < _SMALL * setting.size or ends_clause(text) or not _starts_a_title(text):
        return False
    followed = following is not None and following.kind is not Kind.ROW
    if block.bold and len(text) <= _LONGEST_BOLD:
        return True
    capitals = text.upper() == text and text.lower() != text and len(text) <= _SHORT
    if capitals or (numbered and len(text) <= _SHORT):
        return followed
    return block.italic and len(text) <= _SHORT and followed


def _is_plain_heading(text: str, following: Block | None) -> bool:
    """Tell a heading where only characters are known: short, without an end, and not a list."""
    if text.startswith("#"):
        return True
    short = len(text) <= _SHORT or (has_heading_number(text) and len(text) <= _LONGEST_BOLD)
    followed = following is None or following.kind is not Kind.ROW or len(text) < 60
    ended = ends_clause(text) or text.endswith(",") or _NOTED.search(text)
    title = not ended and _starts_a_title(text)
    return short and followed and title


def _starts_a_title(text: str) -> bool:
    first = next((character for character in text if character.isalnum()), "")
    return not first.islower() or has_heading_number(text)


def _give_levels(blocks: Sequence[Block], depths: dict[int, int], setting: Setting) -> None:
    """Rank the styles of headings: the larger, bolder and less deeply numbered is the higher."""
    ways = numberings([blocks[place].text for place in depths])
    styles = {
        place: _style(blocks[place], way, setting) for place, way in zip(depths, ways, strict=True)
    }
    counted: Counter[Style] = Counter(
        styles[place] for place in depths if blocks[place].kind is Kind.HEADING
    )
    later = {styles[place] for place in depths if blocks[place].page >= _FEW}
    ranked = sorted(
        (style for style in counted if style in later or not later),
        key=lambda s: (-s[0], not s[1], s[2], _order(s[3])),
    )
    levels = _merged(ranked)
    known = _outline_levels(depths, styles)
    for place, depth in depths.items():
        block, style = blocks[place], styles[place]
        if block.text.startswith("#"):
            block.level = len(block.text) - len(block.text.lstrip("#"))
        elif depth or style in known:
            block.level = depth or known[style]
        else:
            block.level = levels.get(style, 1)
        if block.kind is Kind.RECOMMENDATIONS:
            block.level = 0


def _style(block: Block, way: str, setting: Setting) -> Style:
    text = block.text
    capitals = text.upper() == text and text.lower() != text
    if not setting.measured:
        return (0.0, False, False, way or ("capitals" if capitals else ""))
    return (round(block.size * 2) / 2, block.bold, block.italic, "capitals" if capitals else "")


def _order(way: str) -> int:
    ways = ["capitals", "roman", "decimal 1", "capital", "decimal 2", "decimal 3", "decimal 4"]
    return ways.index(way) if way in ways else len(ways)


def _merged(ranked: Sequence[Style]) -> dict[Style, int]:
    """Return the level of each style; those that differ only in case share one."""
    levels: dict[Style, int] = {}
    level = 0
    before: Style | None = None
    for style in ranked:
        alike = before is not None and style[0] > 0 and style[:3] == before[:3]
        level += not alike
        levels[style] = level
        before = style
    return levels


def _outline_levels(depths: dict[int, int], styles: dict[int, Style]) -> dict[Style, int]:
    """Return the level that the outline gives most headings of a style."""
    votes: dict[Style, Counter[int]] = defaultdict(Counter)
    for place, depth in depths.items():
        if depth:
            votes[styles[place]][depth] += 1
    total = Counter(styles[place] for place in depths)
    return {
        style: count.most_common(1)[0][0]
        for style, count in votes.items()
        if sum(count.values()) >= 0.5 * total[style]
    }


def heading_text(text: str) -> str:
    """Return a heading without the marks of Markdown."""
    return text.lstrip("#").strip() if text.startswith("#") else text.strip()
