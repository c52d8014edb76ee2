"""The list definitions of the reference file: bullets, numbers, and the marks of quality cards."""

from __future__ import annotations

from typing import Final

from vnrgen.render.docx.look import FONT, MEASURE_INDENT
from vnrgen.render.docx.markup import NAMESPACES
from vnrgen.render.docx.stylebook import LIST_HANG, PANEL_HANG, PANEL_LEFT, ListId

_BULLETS: Final = (("bullet", "•"), ("bullet", "–"), ("bullet", "◦"))
_NUMBERS: Final = (("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "%3."))
_MARKS: Final = {ListId.PASS: "✔", ListId.PARTIAL: "△", ListId.FAIL: "✘", ListId.UNKNOWN: "○"}


def build_numbering(left: int = MEASURE_INDENT) -> str:
    """Return ``word/numbering.xml`` of a reference file; running text begins ``left`` twips in."""
    lists = {
        ListId.BULLETS: _levels(_BULLETS, left, LIST_HANG),
        ListId.NUMBERS: _levels(_NUMBERS, left, LIST_HANG),
        ListId.PANEL_BULLETS: _levels(_BULLETS, PANEL_LEFT, PANEL_HANG),
        ListId.PANEL_NUMBERS: _levels(_NUMBERS, PANEL_LEFT, PANEL_HANG),
        **{
            list_id: _levels((("bullet", mark),), PANEL_LEFT, PANEL_HANG)
            for list_id, mark in _MARKS.items()
        },
    }
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{list_id}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{levels}</w:abstractNum>"
        for list_id, levels in lists.items()
    )
    concrete = "".join(
        f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>'
        for list_id in lists
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:numbering {NAMESPACES}>{abstract}{concrete}</w:numbering>"
    )


def _levels(kinds: tuple[tuple[str, str], ...], left: int, step: int) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left + step * (level + 1)}" w:hanging="{step}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:hint="default"/>'
        "</w:rPr></w:lvl>"
        for level, (kind, text) in enumerate(kinds)
    )
