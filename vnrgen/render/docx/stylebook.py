"""The style book: every style the renderer uses, as the reference file is first made."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Final

from vnrgen.render.docx import look
from vnrgen.render.docx.look import ACCENT, INK, MEASURE_INDENT, MUTED, RULE, WARM
from vnrgen.render.docx.styles import (
    Border,
    Look,
    character_style,
    paragraph_style,
    styles_part,
    table_style,
)


class ListId(IntEnum):
    """The list definitions of the reference file, by their ``w:numId``."""

    BULLETS = 1
    NUMBERS = 2
    PANEL_BULLETS = 3
    PANEL_NUMBERS = 4
    PASS = 5
    PARTIAL = 6
    FAIL = 7
    UNKNOWN = 8


_BLEED_BORDER: Final = 12  # points, the widest Word draws
_BLEED_SPACE: Final = 31  # points, the most Word allows
NOTE_HANG: Final = 397
LIST_HANG: Final = 284
PANEL_LEFT: Final = look.MEASURE_INDENT
PANEL_RIGHT: Final = 170
PANEL_HANG: Final = 284


def _box(colour: str, fill: str) -> tuple[Border, ...]:
    """Return a panel's bar; borders in the colour of its ground keep the words off its edges."""
    return (
        Border(edge="top", colour=fill, size=4, space=5),
        Border(edge="left", colour=colour, size=24, space=9),
        Border(edge="bottom", colour=fill, size=4, space=5),
        Border(edge="right", colour=fill, size=4, space=8),
    )


_STORY_BAR: Final = _box(WARM, look.WARM_TINT)
_CARD_BAR: Final = _box(RULE, look.GREY_TINT)


def _cover(name: str, **changes: object) -> Look:
    """Return a style of the cover's dark band, which reaches to both edges of the page."""
    reach = look.MARGIN_SIDE - (_BLEED_BORDER + _BLEED_SPACE) * 20
    borders = tuple(
        Border(edge=edge, colour=look.COVER, size=_BLEED_BORDER * 8, space=_BLEED_SPACE)
        for edge in ("top", "left", "bottom", "right")
    )
    values: dict[str, object] = {
        "name": name,
        "colour": "FFFFFF",
        "fill": look.COVER,
        "borders": borders,
        "left": -reach,
        "right": -reach,
        **changes,
    }
    return Look(**values)  # type: ignore[arg-type]  # the fields of Look, by name


def _story(name: str, **changes: object) -> Look:
    return _panel(name, "Story", look.WARM_TINT, _STORY_BAR, changes)


def _boxes(family: str, fill: str, colour: str) -> tuple[Look, ...]:
    """Return the styles of one tone of callout: text, title and lists."""
    bar = _box(colour, fill)
    title: dict[str, object] = {"size": 11, "line": 15, "bold": True, "colour": colour}
    title |= {"before": 14, "after": 3, "keep_next": True}
    return (
        _panel(family, family, fill, bar, {"size": 9.5, "line": 13.5, "after": 5}),
        _panel(f"{family} title", family, fill, bar, title),
        *_panel_lists(family, fill, bar),
    )


def _panel_lists(family: str, fill: str, bar: tuple[Border, ...]) -> tuple[Look, ...]:
    hang: dict[str, object] = {"left": PANEL_LEFT + PANEL_HANG, "hanging": PANEL_HANG, "after": 3}
    return tuple(
        _panel(f"{family} {kind}", family, fill, bar, {**hang, "list_id": list_id})
        for kind, list_id in (("bullet", ListId.PANEL_BULLETS), ("number", ListId.PANEL_NUMBERS))
    )


def _card(name: str, **changes: object) -> Look:
    return _panel(name, "Card", look.GREY_TINT, _CARD_BAR, changes)


def _panel(
    name: str, family: str, fill: str, borders: tuple[Border, ...], changes: dict[str, object]
) -> Look:
    """Return a style of a panel: equal bars and shading, so that neighbours join into one box."""
    values: dict[str, object] = {
        "name": name,
        "based_on": "Normal" if name == family else family,
        "fill": fill,
        "borders": borders,
        "left": PANEL_LEFT,
        "right": PANEL_RIGHT,
        **changes,
    }
    return Look(**values)  # type: ignore[arg-type]  # the fields of Look, by name


_HEADINGS: Final = (
    Look(name="heading 1", following="Body Text", size=24, line=29, before=0, after=12, bold=True,
         colour=ACCENT, keep_next=True, keep_lines=True, outline=0,
         borders=(Border(edge="top", colour=ACCENT, size=20, space=8),)),
    Look(name="heading 2", following="Body Text", size=17, line=22, before=24, after=8, bold=True,
         colour=INK, keep_next=True, keep_lines=True, outline=1),
    Look(name="heading 3", following="Body Text", size=13, line=18, before=16, after=5, bold=True,
         colour=INK, keep_next=True, keep_lines=True, outline=2),
    Look(name="heading 4", following="Body Text", size=10.5, line=15, before=12, after=3, bold=True,
         colour=INK, keep_next=True, keep_lines=True, outline=3),
)  # fmt: skip

_COVER: Final = (
    _cover("Cover stamp", size=11, line=15, after=60, colour=look.COVER_PALE),
    _cover("Cover place", size=17, line=22, bold=True, colour=look.COVER_PALE, after=14),
    _cover("Title", size=40, line=45, bold=True, after=14),
    _cover("Subtitle", size=17, line=23, after=20),
    Look(name="Cover coalition", size=13, line=18, bold=True, colour=ACCENT, before=60, after=6),
    Look(name="Cover text", size=10, line=14.5, after=2),
    Look(name="Cover banner", size=10, line=14.5, bold=True, colour=WARM, before=18),
    Look(name="header", size=8, line=11, colour=MUTED, tabs=(("right", look.TEXT_WIDTH),)),
    Look(name="footer", size=8, line=11, colour=MUTED, tabs=(("right", look.TEXT_WIDTH),)),
)  # fmt: skip

_TEXT: Final = (
    Look(name="Body Text", size=10, line=14.5, after=7, left=MEASURE_INDENT),
    Look(name="Lead", following="Body Text", size=15, line=21, colour=ACCENT, after=16, right=1134),
    Look(name="Finding", following="Body Text", size=11.5, line=16, bold=True, after=6,
         left=MEASURE_INDENT),
    Look(name="Muted", size=10, line=14.5, colour=MUTED, after=7, left=MEASURE_INDENT),
    Look(name="Remark", size=8.5, line=12, colour=MUTED, before=2, after=9, left=MEASURE_INDENT),
    Look(name="Note text", size=8.5, line=12, after=3, left=MEASURE_INDENT + NOTE_HANG,
         hanging=NOTE_HANG, tabs=(("left", MEASURE_INDENT + NOTE_HANG),)),
    Look(name="Notes heading", size=10.5, line=15, bold=True, before=16, after=4,
         left=MEASURE_INDENT, keep_next=True),
    Look(name="List Bullet", based_on="Body Text", after=4, left=MEASURE_INDENT + LIST_HANG,
         hanging=LIST_HANG, list_id=ListId.BULLETS),
    Look(name="List Number", based_on="Body Text", after=4, left=MEASURE_INDENT + LIST_HANG,
         hanging=LIST_HANG, list_id=ListId.NUMBERS),
    Look(name="List Continue", based_on="Body Text", after=4, left=MEASURE_INDENT + LIST_HANG),
    Look(name="TOC Heading", following="Body Text", size=24, line=29, after=6, bold=True,
         colour=ACCENT, keep_next=True,
         borders=(Border(edge="top", colour=ACCENT, size=20, space=8),)),
    Look(name="toc 1", size=10, line=12.2, before=1, bold=True, left=624, hanging=624,
         right=567, tabs=(("left", 624), ("right", look.TEXT_WIDTH))),
    Look(name="toc 2", size=9, line=10.9, left=1304, hanging=680, right=567,
         tabs=(("left", 1304), ("right", look.TEXT_WIDTH))),
    Look(name="toc 3", size=9, line=13, colour=MUTED, after=1, left=2098, hanging=794, right=567,
         tabs=(("left", 2098), ("right", look.TEXT_WIDTH))),
    Look(name="toc 4", size=9, line=13, colour=MUTED, after=1, left=2098, right=567,
         tabs=(("right", look.TEXT_WIDTH),)),
    Look(name="Separator", size=2, line=6, after=4),
    Look(name="Table end", size=2, line=6, after=8),
)  # fmt: skip

_FIGURES: Final = (
    Look(name="caption", following="Body Text", size=11, line=15, bold=True, before=14, after=2,
         keep_next=True, keep_lines=True),
    Look(name="Chart subtitle", size=9, line=12.5, colour=MUTED, after=4, keep_next=True),
    Look(name="Picture", before=2, after=2, keep_next=True),
    Look(name="Data caption", size=8.5, line=12, bold=True, colour=MUTED, before=6, after=2,
         keep_next=True, keep_lines=True),
    Look(name="Table text", size=8.5, line=11.5),
    Look(name="Table head", based_on="Table text", bold=True, keep_next=True),
    Look(name="Table number", based_on="Table text", align="right"),
    Look(name="Table number head", based_on="Table head", align="right"),
    Look(name="Table group", based_on="Table text", bold=True, colour=ACCENT, before=3,
         keep_next=True),
    Look(name="Table note", size=8, line=11, colour=MUTED, before=2),
    Look(name="Source", size=8, line=11, colour=MUTED, before=3, after=10),
    Look(name="Matrix head", based_on="Table head", size=8, line=10.5, align="center"),
    Look(name="Matrix cell", based_on="Table text", size=8, line=10.5, align="center"),
    Look(name="Matrix filled", based_on="Matrix cell", fill=look.ACCENT_MID),
    Look(name="Matrix hatched", based_on="Matrix cell", fill="FFFFFF", pattern="thinDiagStripe",
         pattern_colour=look.ACCENT_MID),
    Look(name="Matrix withheld", based_on="Matrix cell", fill="FFFFFF", pattern="pct20",
         pattern_colour=RULE),
    Look(name="Matrix empty", based_on="Matrix cell", colour=WARM, bold=True, fill=look.WARM_TINT),
    Look(name="Matrix legend", size=8, line=12, colour=MUTED, before=4, after=2),
    Look(name="Key figures end", size=2, line=6, after=12),
    Look(name="Key figure", size=24, line=29, bold=True, colour=WARM, keep_next=True,
         borders=(Border(edge="top", colour=ACCENT, size=20, space=4),)),
    Look(name="Key figure label", size=9.5, line=12.5, bold=True, after=2, keep_next=True),
    Look(name="Key figure detail", size=8.5, line=11.5, colour=MUTED),
)  # fmt: skip

_PANELS: Final = (
    _story("Story", size=10.5, line=15.5, after=6),
    *_panel_lists("Story", look.WARM_TINT, _STORY_BAR),
    _story("Story title", size=13, line=18, bold=True, colour=WARM, before=14, after=4,
           keep_next=True),
    _story("Story photo", after=6, keep_next=True),
    _story("Story meta", size=8.5, line=12, colour=MUTED, after=6),
    _story("Story figure", size=9.5, line=13, after=4),
    Look(name="Quote", size=13, line=19, italic=True, colour=ACCENT, before=12, after=4,
         left=PANEL_LEFT, right=567, keep_lines=True),
    Look(name="Quote bullet", based_on="Quote", left=PANEL_LEFT + PANEL_HANG, hanging=PANEL_HANG,
         list_id=ListId.PANEL_BULLETS),
    Look(name="Quote number", based_on="Quote", left=PANEL_LEFT + PANEL_HANG, hanging=PANEL_HANG,
         list_id=ListId.PANEL_NUMBERS),
    Look(name="Quote attribution", size=8.5, line=12, colour=MUTED, after=6, left=PANEL_LEFT),
    *_boxes("Callout", look.ACCENT_TINT, ACCENT),
    *_boxes("Caution", look.WARM_TINT, WARM),
    *_boxes("Method", look.METHOD_TINT, MUTED),
    _card("Card", size=9, line=12.5, after=2, left=PANEL_LEFT + 2098, hanging=2098,
          tabs=(("left", PANEL_LEFT + 2098),), keep_next=True),
    _card("Card title", left=PANEL_LEFT, hanging=0, size=10.5, line=14, bold=True,
          before=14, after=4, keep_next=True),
    *(
        _card(f"Criterion {mark}", size=9, line=12.5, after=1, left=PANEL_LEFT + PANEL_HANG,
              hanging=PANEL_HANG,
              tabs=(("clear", PANEL_LEFT + 2098), ("left", PANEL_LEFT + 3005)), list_id=list_id)
        for mark, list_id in (
            ("pass", ListId.PASS),
            ("partial", ListId.PARTIAL),
            ("fail", ListId.FAIL),
            ("unknown", ListId.UNKNOWN),
        )
    ),
    Look(name="Recommendation", size=10.5, line=15, before=10, after=3,
         left=PANEL_LEFT, hanging=PANEL_LEFT - 170, tabs=(("left", PANEL_LEFT),),
         keep_next=True, keep_lines=True),
    Look(name="Recommendation detail", size=8.5, line=12, colour=MUTED, after=1,
         left=PANEL_LEFT + 2098, hanging=2098, tabs=(("left", PANEL_LEFT + 2098),),
         keep_lines=True),
)  # fmt: skip

CHARACTERS: Final = (
    Look(name="Hyperlink", colour=ACCENT, underline=True),
    Look(name="Strong", bold=True),
    Look(name="Emphasis", italic=True),
    Look(name="Heading number", colour=WARM),
    Look(name="Caption label", colour=WARM),
    Look(name="Cross-reference", colour=ACCENT),
    Look(name="Note mark", colour=ACCENT, superscript=True),
    Look(name="Note number", colour=ACCENT, bold=True),
    Look(name="Detail label", bold=True, colour=MUTED),
    Look(name="Recommendation id", bold=True, colour=ACCENT),
    Look(name="Badge", bold=True, colour=WARM),
    Look(name="Figure value", bold=True, colour=WARM, size=14),
)

PARAGRAPHS: Final = (*_HEADINGS, *_COVER, *_TEXT, *_FIGURES, *_PANELS)

TABLES: Final = (
    "Figures table",
    "Data table",
    "Grid table",
    "Register table",
    "Matrix table",
    "Key figures",
)

_OF_THE_COVER: Final = frozenset({"Title", "Subtitle", "header", "footer"})

REQUIRED: Final = (
    *(
        ("paragraph", style.name)
        for style in PARAGRAPHS
        if style.name not in _OF_THE_COVER and not style.name.startswith("Cover ")
    ),
    *(("character", style.name) for style in CHARACTERS),
    *(("table", name) for name in TABLES),
)
"""Kind and name of every style that documents are written with; those of the cover are free."""

LISTS: Final = tuple(style.name for style in PARAGRAPHS if style.list_id is not None)
"""Names of the styles of items, which have a sign or a number from a list."""


def build_styles(paragraphs: Iterable[Look] = PARAGRAPHS) -> str:
    """Return ``word/styles.xml`` of a reference file."""
    return styles_part(
        "".join(paragraph_style(style) for style in paragraphs),
        "".join(character_style(style) for style in CHARACTERS),
        "".join(_table_styles()),
    )


def _table_styles() -> tuple[str, ...]:
    rule = Border(edge="{edge}", colour=INK, size=8, space=0)
    ends = "".join(_edge(rule, edge) for edge in ("top", "bottom"))
    thin = Border(edge="insideH", colour=RULE, size=4, space=0).xml()
    head = Border(edge="bottom", colour=INK, size=4, space=0).xml()
    upright = Border(edge="insideV", colour="FFFFFF", size=12, space=0).xml()
    across = Border(edge="insideH", colour="FFFFFF", size=12, space=0).xml()
    return (
        table_style("Figures table", ends, head),
        table_style("Data table", ends, head, padding=20),
        table_style("Grid table", ends + thin, head, look.GREY_TINT),
        table_style("Register table", ends + thin, head),
        table_style("Matrix table", across + upright, head),
        table_style("Key figures", "", ""),
    )


def _edge(border: Border, edge: str) -> str:
    return border.xml().replace("{edge}", edge)
