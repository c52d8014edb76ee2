"""The styles of a brief in Word: those of a chapter, closer together, on the full width."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from vnrgen.render.docx import look
from vnrgen.render.docx.look import ACCENT, MUTED
from vnrgen.render.docx.stylebook import LIST_HANG, NOTE_HANG, PARAGRAPHS
from vnrgen.render.docx.styles import Border, Look

BRIEF_TOP: Final = 737
BRIEF_BOTTOM: Final = 737
BRIEF_SIDE: Final = 794
"""Margins in twips: 13 and 14 mm, a little less than in the PDF, so that Word needs no more."""

_INNER: Final = 142  # twips between the edge of a panel and its words

# Sizes and lines in points; nothing is smaller than 8.5.
_CHANGES: Final[dict[str, dict[str, object]]] = {
    "heading 1": {"size": 12.5, "line": 15.5, "before": 7, "after": 3,
                  "borders": (Border(edge="top", colour=ACCENT, size=10, space=2),)},
    "heading 2": {"size": 11, "line": 14, "before": 5, "after": 2},
    "heading 3": {"size": 10, "line": 13, "before": 4, "after": 2},
    "Body Text": {"size": 9.5, "line": 12.3, "after": 3, "left": 0},
    "Lead": {"size": 9.5, "line": 12.3, "after": 3, "right": 0},
    "Finding": {"size": 9.5, "line": 12.3, "after": 3, "left": 0, "bold": False,
                "keep_next": False},
    "Muted": {"size": 9.5, "line": 12.3, "after": 3, "left": 0},
    "Remark": {"size": 8.5, "line": 10.5, "before": 0, "after": 2, "left": 0},
    "Note text": {"size": 8.5, "line": 10.5, "after": 0, "left": NOTE_HANG,
                  "tabs": (("left", NOTE_HANG),)},
    "List Bullet": {"size": 9.5, "line": 12.3, "after": 1, "left": LIST_HANG},
    "List Number": {"size": 9.5, "line": 12.3, "after": 1, "left": LIST_HANG},
    "List Continue": {"size": 9.5, "line": 12.3, "after": 1, "left": LIST_HANG},
    "caption": {"size": 9.5, "line": 11.8, "before": 2, "after": 1},
    "Data caption": {"size": 9.5, "line": 11.8, "before": 2, "after": 1, "colour": look.INK},
    "Chart subtitle": {"size": 8.5, "line": 10.5, "after": 1, "colour": MUTED},
    "Picture": {"before": 0, "after": 0},
    "Table text": {"size": 8.5, "line": 10.4},
    "Table note": {"size": 8.5, "line": 10.4, "before": 0},
    "Source": {"size": 8.5, "line": 10.4, "before": 0, "after": 2},
    "Separator": {"line": 2, "after": 0},
    "Table end": {"line": 2, "after": 2},
    "Key figures end": {"line": 2, "after": 2},
    "Key figure": {"size": 19, "line": 21.5,
                   "borders": (Border(edge="top", colour=ACCENT, size=14, space=2),)},
    "Key figure label": {"size": 9.5, "line": 11.3, "after": 1},
    "Key figure detail": {"size": 8.5, "line": 10.4},
    "Quote": {"size": 9.5, "line": 12.3, "before": 2, "after": 0, "left": LIST_HANG,
              "right": 0},
    "Quote bullet": {"left": 2 * LIST_HANG},
    "Quote number": {"left": 2 * LIST_HANG},
    "Quote attribution": {"size": 8.5, "line": 10.4, "after": 2, "left": LIST_HANG},
    "Cover place": {"size": 24, "line": 27, "before": 0, "after": 0, "colour": "FFFFFF"},
    "Title": {"size": 13, "line": 16, "after": 0},
    "Subtitle": {"size": 9.5, "line": 12.3, "after": 1, "colour": look.COVER_PALE},
    "Cover stamp": {"size": 9.5, "line": 12.3, "after": 0},
    "header": {"size": 8.5, "line": 10.5},
    "footer": {"size": 8.5, "line": 10.5},
}  # fmt: skip
_PANELS: Final = ("Callout", "Caution", "Method")
_BAND: Final = ("Cover place", "Title", "Subtitle", "Cover stamp")
_TEXT_WIDTH: Final = look.PAGE_WIDTH - 2 * BRIEF_SIDE
_AROUND: Final = 8  # points of the band's colour around its words


def brief_looks() -> tuple[Look, ...]:
    """Return every style of the style book as a brief has it."""
    return tuple(_brief(style) for style in PARAGRAPHS)


def _brief(style: Look) -> Look:
    changed = replace(style, **_CHANGES.get(style.name, {}))  # type: ignore[arg-type]  # by name
    if style.name in _BAND:
        return replace(changed, left=_AROUND * 20, right=_AROUND * 20, borders=_band())
    if style.name in ("header", "footer"):
        return replace(changed, tabs=(("right", _TEXT_WIDTH),))
    if style.name in _PANELS:
        return replace(changed, size=9, line=11.5, after=2, left=_INNER, right=_INNER)
    return changed


def _band() -> tuple[Border, ...]:
    """Return borders in the colour of the band, which keep the words off its edges."""
    edges = ("top", "left", "bottom", "right")
    return tuple(Border(edge=edge, colour=look.COVER, size=8, space=_AROUND) for edge in edges)
