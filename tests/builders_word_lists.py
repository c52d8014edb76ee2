"""Word files of recommendations, written tag by tag: merged cells, lists, tracked changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def paragraph(text: str = "", style: str = "", numbered: str = "", deleted: str = "") -> str:
    """Return a paragraph, a line break where the text has one; ``numbered`` is "list/level"."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        list_id, _slash, level = numbered.partition("/")
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    lines = '<w:br/></w:r><w:r><w:t xml:space="preserve">'.join(
        escape(line) + "</w:t>" for line in text.split("\n")
    )
    gone = f"<w:del><w:r><w:delText>{escape(deleted)}</w:delText></w:r></w:del>" if deleted else ""
    run = f'<w:r><w:t xml:space="preserve">{lines}</w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{gone}{run}</w:p>"


def cell(*lines: str, span: int = 1, merge: str = "") -> str:
    """Return a cell of a paragraph a line; ``merge`` is "restart" or "continue", down the rows."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge:
        properties += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
    inner = "".join(map(paragraph, lines)) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def word_file(*blocks: str, lists: Sequence[Sequence[tuple[str, str]]] = ()) -> bytes:
    """Return a DOCX; ``lists`` gives for each list (ids from 1) its levels' format and text."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for level, (form, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for number, levels in enumerate(lists)
    )
    numbers = "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(len(lists))
    )
    styles = (
        f'<w:styles {_NS}><w:style w:type="paragraph" w:styleId="Titre1">'
        '<w:name w:val="heading 1"/></w:style></w:styles>'
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f"<w:document {_NS}><w:body>{''.join(blocks)}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {_NS}>{abstract}{numbers}</w:numbering>",
        "word/styles.xml": styles,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
