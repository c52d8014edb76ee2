"""The named styles of the reference file: what a designer finds, and restyles, in Word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vnrgen.render.docx import look
from vnrgen.render.docx.markup import NAMESPACES, attribute, toggle


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """A line at an edge: ``size`` in eighths of a point, ``space`` to the text in points."""

    edge: str
    colour: str
    size: int
    space: int = 1

    def xml(self) -> str:
        """Return the border as an element named after its edge."""
        return (
            f'<w:{self.edge} w:val="single" w:sz="{self.size}" w:space="{self.space}"'
            f' w:color="{self.colour}"/>'
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a style sets; sizes, line height and spacing in points, indents and tabs in twips.

    ``hanging`` is the hang of the first line. A tab is a kind and a position. ``list_id`` names a
    list of ``numbering``. ``fill`` is a shading colour, ``pattern`` its Word pattern.
    """

    name: str
    based_on: str = "Normal"
    following: str = ""
    size: float | None = None
    line: float | None = None
    before: float | None = None
    after: float | None = None
    bold: bool | None = None
    italic: bool = False
    colour: str = ""
    underline: bool = False
    superscript: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    left: int | None = None
    right: int | None = None
    hanging: int | None = None
    align: str = ""
    fill: str = ""
    pattern: str = "clear"
    pattern_colour: str = "auto"
    borders: tuple[Border, ...] = ()
    tabs: tuple[tuple[str, int], ...] = ()
    outline: int | None = None
    list_id: int | None = None

    @property
    def style_id(self) -> str:
        """The id other parts refer to: the name in one word, as Word itself makes it."""
        return style_id(self.name)


def style_id(name: str) -> str:
    """Return the id of a style name.

    >>> style_id("heading 1"), style_id("Table text")
    ('Heading1', 'TableText')
    """
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def paragraph_style(style: Look) -> str:
    """Return a paragraph style as XML."""
    following = f'<w:next w:val="{style_id(style.following)}"/>' if style.following else ""
    return (
        f'<w:style w:type="paragraph"{_custom(style.name)} w:styleId="{style.style_id}">'
        f'<w:name w:val="{attribute(style.name)}"/><w:basedOn w:val="{style_id(style.based_on)}"/>'
        f"{following}<w:qFormat/><w:pPr>{_paragraph_properties(style)}</w:pPr>"
        f"<w:rPr>{_run_properties(style)}</w:rPr></w:style>"
    )


def character_style(style: Look) -> str:
    """Return a character style as XML."""
    return (
        f'<w:style w:type="character"{_custom(style.name)} w:styleId="{style.style_id}">'
        f'<w:name w:val="{attribute(style.name)}"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f"<w:qFormat/><w:rPr>{_run_properties(style)}</w:rPr></w:style>"
    )


def table_style(
    name: str, borders: str, first_row: str, first_row_fill: str = "", padding: int = 40
) -> str:
    """Return a table style as XML: its rules, what its first row adds, ``padding`` in twips."""
    margins = "".join(f'<w:{edge} w:w="{padding}" w:type="dxa"/>' for edge in ("top", "bottom"))
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{first_row_fill}"/>'
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{first_row}</w:tcBorders>'
        f"{fill if first_row_fill else ''}</w:tcPr></w:tblStylePr></w:style>"
    )


def _custom(name: str) -> str:
    return "" if name in BUILT_IN else ' w:customStyle="1"'


def _paragraph_properties(style: Look) -> str:
    numbering = f'<w:numPr><w:numId w:val="{style.list_id}"/></w:numPr>' if style.list_id else ""
    borders = "".join(border.xml() for border in style.borders)
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for kind, at in style.tabs)
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    return (
        toggle("keepNext", on=style.keep_next)
        + toggle("keepLines", on=style.keep_lines)
        + numbering
        + (f"<w:pBdr>{borders}</w:pBdr>" if borders else "")
        + _shading(style)
        + (f"<w:tabs>{tabs}</w:tabs>" if tabs else "")
        + _spacing(style)
        + _indents(style)
        + (f'<w:jc w:val="{style.align}"/>' if style.align else "")
        + outline
    )


def _shading(style: Look) -> str:
    if not style.fill:
        return ""
    return (
        f'<w:shd w:val="{style.pattern}" w:color="{style.pattern_colour}" w:fill="{style.fill}"/>'
    )


def _spacing(style: Look) -> str:
    parts = [
        f' w:{name}="{round(points * 20)}"'
        for name, points in (("before", style.before), ("after", style.after), ("line", style.line))
        if points is not None
    ]
    rule = ' w:lineRule="atLeast"' if style.line is not None else ""  # tall scripts get their room
    return f"<w:spacing{''.join(parts)}{rule}/>" if parts else ""


def _indents(style: Look) -> str:
    parts = [
        f' w:{name}="{twips}"'
        for name, twips in (
            ("left", style.left),
            ("right", style.right),
            ("hanging", style.hanging),
        )
        if twips is not None
    ]
    return f"<w:ind{''.join(parts)}/>" if parts else ""


def _run_properties(style: Look) -> str:
    bold = "" if style.bold is None else ("<w:b/><w:bCs/>" if style.bold else '<w:b w:val="0"/>')
    size = f'<w:sz w:val="{round(style.size * 2)}"/>' if style.size else ""
    complex_size = f'<w:szCs w:val="{round(style.size * 2)}"/>' if style.size else ""
    return (
        bold
        + ("<w:i/><w:iCs/>" if style.italic else "")
        + (f'<w:color w:val="{style.colour}"/>' if style.colour else "")
        + size
        + complex_size
        + ('<w:u w:val="single"/>' if style.underline else "")
        + ('<w:vertAlign w:val="superscript"/>' if style.superscript else "")
    )


def styles_part(paragraphs: str, characters: str, tables: str) -> str:
    """Return ``word/styles.xml`` around the given styles."""
    font = (
        f'<w:rFonts w:ascii="{look.FONT}" w:hAnsi="{look.FONT}" w:eastAsia="{look.FONT}"'
        f' w:cs="{look.COMPLEX_FONT}"/>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {NAMESPACES}>'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{font}"
        f'<w:color w:val="{look.INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en" w:eastAsia="en" w:bidi="ar"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="300" w:lineRule="atLeast"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
        ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
        '<w:left w:w="70" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        f"<w:semiHidden/></w:style>{paragraphs}{characters}{tables}</w:styles>"
    )


BUILT_IN: Final = frozenset(
    {
        "Title",
        "Subtitle",
        "Body Text",
        "Quote",
        "caption",
        "header",
        "footer",
        "Hyperlink",
        "Strong",
        "Emphasis",
        "TOC Heading",
        "List Bullet",
        "List Number",
        "List Continue",
        *(f"heading {level}" for level in range(1, 5)),
        *(f"toc {level}" for level in range(1, 5)),
    }
)
