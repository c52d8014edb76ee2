"""Makes the Word reference file: styles, lists, page, running heads and a cover with placeholders.

``templates/docx/reference.docx`` is what documents are made from. It is a normal Word file: open
it in Word, change the styles (their names must stay), the cover, the running heads or the page,
and save it. A name in braces such as ``{title}`` is replaced by the document's own words; a line
whose names are all empty is left out. ``write_references`` makes both files anew from the style
book.
"""

from __future__ import annotations

from typing import Final

from vnrgen.document.blocks import Layout
from vnrgen.render.docx import look
from vnrgen.render.docx.archive import zipped
from vnrgen.render.docx.brief_looks import BRIEF_BOTTOM, BRIEF_SIDE, BRIEF_TOP, brief_looks
from vnrgen.render.docx.designs import normal_files
from vnrgen.render.docx.fonts import FONT_TYPE, embedded_faces
from vnrgen.render.docx.markup import NAMESPACES
from vnrgen.render.docx.numbering import build_numbering
from vnrgen.render.docx.originals import reference_path, write_originals
from vnrgen.render.docx.stylebook import PARAGRAPHS, build_styles
from vnrgen.render.docx.styles import style_id
from vnrgen.render.docx.theme import build_theme

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PARTS: Final = {
    "styles": ("styles", "styles"),
    "numbering": ("numbering", "numbering"),
    "settings": ("settings", "settings"),
    "fontTable": ("fontTable", "fontTable"),
    "header1": ("header", "header"),
    "header2": ("header", "header"),
    "footer1": ("footer", "footer"),
    "footer2": ("footer", "footer"),
}
_THEME: Final = "application/vnd.openxmlformats-officedocument.theme+xml"


def write_references() -> None:
    """Make the files of ``reference_path`` anew, undoing what was changed in them by hand."""
    made = {reference_path(layout): build_reference(layout) for layout in Layout}
    for path, data in made.items():
        path.write_bytes(data)
    write_originals(made)


def build_reference(layout: Layout = Layout.CHAPTER) -> bytes:
    """Return the reference file of a layout: in normal form, the same bytes every time."""
    is_brief = layout is Layout.BRIEF
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core_properties(),
        "word/_rels/document.xml.rels": _relationships(
            *(
                (f"rId{number}", f"{_OFFICE}/relationships/{kind}", f"{name}.xml")
                for number, (name, (kind, _)) in enumerate(_PARTS.items(), start=1)
            ),
            ("rId99", f"{_OFFICE}/relationships/theme", "theme/theme1.xml"),
        ),
        "word/_rels/fontTable.xml.rels": _relationships(
            *(
                (f"rId{number}", f"{_OFFICE}/relationships/font", f"fonts/font{number}.odttf")
                for number, _ in enumerate(embedded_faces(), start=1)
            )
        ),
        "word/document.xml": _document(layout),
        "word/styles.xml": build_styles(brief_looks() if is_brief else PARAGRAPHS),
        "word/theme/theme1.xml": build_theme(),
        "word/numbering.xml": build_numbering(0) if is_brief else build_numbering(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/header1.xml": _margin_part(
            "hdr", _paragraph("header", "{running_head}", "" if is_brief else _TAB + _STAMP)
        ),
        "word/header2.xml": _margin_part("hdr", _paragraph("header", "")),
        "word/footer1.xml": _margin_part("ftr", _foot(layout)),
        "word/footer2.xml": _margin_part("ftr", _foot(layout, first=True)),
    }
    for number, (_key, font) in enumerate(embedded_faces().values(), start=1):
        parts[f"word/fonts/font{number}.odttf"] = font
    made = zipped({n: p.encode() if isinstance(p, str) else p for n, p in parts.items()})
    return zipped(normal_files(made, reference_path(layout).name))


def _foot(layout: Layout, *, first: bool = False) -> str:
    """Return the foot of a page: of a cover nothing, of a brief on every page as in the PDF."""
    if layout is Layout.BRIEF:
        return _paragraph("footer", "{stamp}  {banner}", _TAB + _PAGE)
    return _paragraph("footer", "") if first else _paragraph("footer", "{banner}", _TAB + _PAGE)


def _paragraph(style: str, text: str, more: str = "") -> str:
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{run}{more}</w:p>'


_TAB: Final = "<w:r><w:tab/></w:r>"
_PAGE: Final = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_STAMP: Final = '<w:r><w:t xml:space="preserve">{stamp}</w:t></w:r>'


_COVER: Final = (
    ("Cover stamp", "{stamp}"),
    ("Cover place", "{country}  {year}"),
    ("Title", "{title}"),
    ("Subtitle", "{subtitle}"),
    ("Cover coalition", "{coalition}"),
    ("Cover text", "{date}"),
    ("Cover text", "{audience_note}"),
    ("Cover text", "{contact}"),
    ("Cover banner", "{banner}"),
)
_BAND: Final = (
    ("Cover place", "{country}"),
    ("Title", "{title}"),
    ("Subtitle", "{subtitle}"),
    ("Cover stamp", "{coalition}  {date}  {contact}"),
    ("Cover stamp", "{audience_note}"),
)
# Margins above, below and at the sides, in twips.
_PAGE_OF_CHAPTER: Final = (look.MARGIN_TOP, look.MARGIN_BOTTOM, look.MARGIN_SIDE)
_BRIEF_PAGE: Final = (BRIEF_TOP, BRIEF_BOTTOM, BRIEF_SIDE)


def _document(layout: Layout) -> str:
    """Return the body of a reference file: the lines of its cover or band, and its page."""
    is_brief = layout is Layout.BRIEF
    lines, margins = (_BAND, _BRIEF_PAGE) if is_brief else (_COVER, _PAGE_OF_CHAPTER)
    cover = (_paragraph(style, text) for style, text in lines)
    top, bottom, side = margins
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:headerReference w:type="first" r:id="rId6"/>'
        '<w:footerReference w:type="default" r:id="rId7"/>'
        '<w:footerReference w:type="first" r:id="rId8"/>'
        f'<w:pgSz w:w="{look.PAGE_WIDTH}" w:h="{look.PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{top}" w:right="{side}" w:bottom="{bottom}" w:left="{side}"'
        f' w:header="{min(680, top // 2)}" w:footer="{min(624, bottom // 2)}" w:gutter="0"/>'
        '<w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )
    return (
        f"{_HEAD}<w:document {NAMESPACES}><w:body>{''.join(cover)}{section}</w:body></w:document>"
    )


def _margin_part(root: str, *paragraphs: str) -> str:
    return f"{_HEAD}<w:{root} {NAMESPACES}>{''.join(paragraphs)}</w:{root}>"


def _settings() -> str:
    return (
        f'{_HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:embedTrueTypeFonts/>'
        '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def _font_table() -> str:
    faces = "".join(
        f'<w:{element} r:id="rId{number}" w:fontKey="{key}"/>'
        for number, (element, (key, _)) in enumerate(embedded_faces().items(), start=1)
    )
    return (
        f'{_HEAD}<w:fonts {NAMESPACES}><w:font w:name="{look.FONT}">'
        '<w:altName w:val="Source Sans Pro"/><w:panose1 w:val="020B0503030403020204"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        f'{faces}</w:font><w:font w:name="{look.COMPLEX_FONT}">'
        '<w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _core_properties() -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, (_, kind) in _PARTS.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="odttf" ContentType="{FONT_TYPE}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f'<Override PartName="/word/theme/theme1.xml" ContentType="{_THEME}"/>'
        f"{overrides}</Types>"
    )


def _relationships(*rows: tuple[str, str, str]) -> str:
    body = "".join(
        f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"/>'
        for identifier, kind, target in rows
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{body}</Relationships>'
