"""Tells footnotes and endnotes from text, and each note's mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnrgen.pdftext.blocks import Block, Setting
from vnrgen.pdftext.lines import Line
from vnrgen.pdftext.marking import names_notes
from vnrgen.pdftext.model import Kind

_SMALL = 0.93  # of the usual size
_MARK = re.compile(r"^(?:\[?(\d{1,3})\]?[.)]?|([*†‡§]{1,3}|[a-z]))\s+(?=\S)")
_NUMBER = re.compile(r"^\[?(\d{1,3})(?=\D|$)")
_KEPT = {Kind.HEADER, Kind.FOOTER, Kind.CONTENTS}
_COUNTED = {"add", "corr", "rev", "no", "nos", "art", "para", "annex", "vol", "pp"}  # "Add.1"
_ONLY_MARK = re.compile(r"^(\d{1,3}|[*†‡§]{1,3})$")


def mark_notes(blocks: Sequence[Block], setting: Setting) -> list[Block]:
    """Return the blocks with notes marked: at the feet of pages, and under a heading for notes."""
    by_page: dict[int, list[Block]] = {}
    for block in blocks:
        by_page.setdefault(block.page, []).append(block)
    before: list[Block] = []
    if not setting.measured:
        return _under_a_heading(_referred_to(by_page))
    for page in sorted(by_page):
        found = _at_the_foot(by_page[page], setting, goes_on=bool(before))
        for block in found:
            block.kind = Kind.FOOTNOTE
        before = found
    return _under_a_heading(blocks)


def _referred_to(by_page: dict[int, list[Block]]) -> list[Block]:
    """Return the blocks of pages whose sizes nobody knows, with the notes at their feet marked.

    A note has the next number, the text above it refers to it ("was ratified.4"), and nothing but
    notes follows on the page. A text that is not parted into pages has no feet.
    """
    out: list[Block] = []
    number = 1
    for page in sorted(by_page):
        flowing = [block for block in by_page[page] if block.kind not in _KEPT]
        notes: list[Block] = []
        for place, block in enumerate(flowing) if len(by_page) > 1 else ():
            above = " ".join(before.text for before in flowing[:place])
            if _number(block.lines[0]) == number and _refers(above, number):
                notes = _notes_of(flowing[place:], number, above)
                if notes:
                    break
        number += len(notes)
        gone = {id(line) for note in notes for line in note.lines}
        rest = [block for block in by_page[page] if id(block.lines[0]) not in gone]
        footers = [block for block in rest if block.kind is Kind.FOOTER]
        out += [*(block for block in rest if block.kind is not Kind.FOOTER), *notes, *footers]
    return out


def _notes_of(blocks: Sequence[Block], number: int, above: str) -> list[Block]:
    """Return blocks as notes that count from a number on; none where something else is there."""
    notes: list[Block] = []
    for line in (line for block in blocks for line in block.lines):
        found = _number(line)
        if found == number + len(notes) and _refers(above, found):
            notes.append(Block([line], blocks[0].page, Kind.FOOTNOTE))
        else:
            notes[-1].append(line)
    paragraphs = any(_number(block.lines[0]) for block in blocks[1:] if not _opens(block, notes))
    plain = all(block.kind is Kind.TEXT for block in blocks)
    return notes if plain and not paragraphs else []


def _opens(block: Block, notes: Sequence[Block]) -> bool:
    return any(note.lines[0] is block.lines[0] for note in notes)


def _refers(above: str, number: int) -> bool:
    """Whether a number stands at a word without a blank, as raised ones do in plain text."""
    found = rf"(?<![^\W\d_])([^\W\d_]{{2,}})[.,;:)\]”’\"]*{number}(?![.,]?\d)"
    return any(match[1].casefold() not in _COUNTED for match in re.finditer(found, above))


def _at_the_foot(blocks: Sequence[Block], setting: Setting, *, goes_on: bool) -> list[Block]:
    """Return the notes of a page: small, below the text of their column, the first with a mark."""
    limit = _SMALL * setting.size
    small = [b for b in blocks if b.size < limit and b.kind is Kind.TEXT and b.box is None]
    flowing = (b for b in blocks if b.kind not in _KEPT)  # a footer stands below all notes
    text = [b for b in flowing if b.size >= limit or b.kind is Kind.ROW or b.box is not None]
    lowest = [b for b in small if not any(_below(other, b) for other in text)]
    lowest.sort(key=lambda b: (round(b.area.left / (8 * setting.size)), -b.area.top))
    first = next((i for i, block in enumerate(lowest) if note_mark(block)), None)
    if first is None:
        return lowest if goes_on and lowest and not text else []
    return lowest if goes_on else lowest[first:]


def _below(other: Block, block: Block) -> bool:
    shared = min(other.area.right, block.area.right) > max(other.area.left, block.area.left)
    return shared and other.area.top <= block.area.bottom + 1


def _under_a_heading(blocks: Sequence[Block]) -> list[Block]:
    """Part the text under a heading for notes into notes, by their numbers."""
    out: list[Block] = []
    inside: int | None = None
    last = 0
    for block in blocks:
        if block.kind is Kind.HEADING and names_notes(block.text):
            inside, last = block.level, 0
        elif block.kind is Kind.HEADING and block.level <= (inside or 0) and not note_mark(block):
            inside = None
        if inside is None or block.kind in _KEPT or names_notes(block.text):
            out.append(block)
            continue
        for line in block.lines:
            number = _number(line)
            if number == last + 1 or line.mark or not out or out[-1].page != block.page:
                out.append(Block([line], block.page, Kind.FOOTNOTE))
                last = number or last
            elif out[-1].kind is Kind.FOOTNOTE:
                out[-1].append(line)
            else:
                out.append(Block([line], block.page, Kind.FOOTNOTE))
    return out


def _number(line: Line) -> int:
    """Return the number a line begins with, 0 without one."""
    found = _NUMBER.match(line.mark or line.text.lstrip())
    return int(found[1]) if found else 0


def note_mark(block: Block) -> str:
    """Return the mark a note begins with, or ""."""
    first = block.lines[0]
    if first.mark:
        return first.mark
    found = _MARK.match(first.text.lstrip()) or _ONLY_MARK.match(first.text.strip())
    return next((group for group in found.groups() if group), "") if found else ""


def without_mark(text: str, mark: str) -> str:
    """Return the text of a note without its mark."""
    found = _MARK.match(text)
    return text[found.end() :] if found and mark in found[0] else text
