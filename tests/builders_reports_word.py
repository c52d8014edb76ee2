"""A planted report as a Word file, and as PDF by LibreOffice from it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from html import escape
from pathlib import Path

from tests.builders_reports import TITLE, Planted, notes_of

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _style(name: str, size: int, *, bold: bool = False, level: int | None = None) -> str:
    outline = f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    keep = "<w:keepNext/>" if level is not None else ""
    page = "<w:pageBreakBefore/>" if level == 0 else ""
    weight = "<w:b/>" if bold else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        f'<w:pPr>{keep}{page}<w:spacing w:before="120" w:after="120"/>{outline}</w:pPr>'
        f'<w:rPr>{weight}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )


_STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="DejaVu Serif" w:hAnsi="DejaVu Serif"/><w:sz w:val="20"/>'
    '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + _style("Normal", 20)
    + _style("heading 1", 34, bold=True, level=0)
    + _style("heading 2", 26, bold=True, level=1)
    + _style("heading 3", 20, bold=True, level=2)
    + _style("footnote text", 16)
    + _style("toc 1", 20)
    + _style("header", 16)
    + "</w:styles>"
)
_NUMBERING = (
    f'<w:numbering xmlns:w="{_W}">'
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="\u2022"/><w:pPr><w:ind w:left="600" w:hanging="300"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    "</w:numbering>"
)


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def _styled(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def _word_item(item: Planted) -> str:
    inner = _run(item.text)
    if item.note:
        inner += (
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteReference w:id="{int(item.note.number) + 1}"/></w:r>'
        )
    if item.kind == "heading":
        return _p(inner, _styled(f"heading{item.level}"))
    if item.kind == "item":
        return _p(inner, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>')
    if item.kind == "box":
        edges = "".join(
            f'<w:{side} w:val="single" w:sz="8" w:space="6" w:color="444466"/>'
            for side in ("top", "left", "bottom", "right")
        )
        return _p(inner, f"<w:keepLines/><w:pBdr>{edges}</w:pBdr>")
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if item.number else ""
    return _p(inner, number + '<w:jc w:val="both"/>')


def _word_rows(rows: list[Planted]) -> str:
    widths = (2400, 4400, 1300, 1300)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    edges = '<w:tblBorders><w:insideH w:val="single" w:sz="4"/></w:tblBorders>'
    out = f"<w:tbl><w:tblPr>{edges}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    for row in rows:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_p(_run(cell))}</w:tc>'
            for cell, width in zip(row.cells, widths, strict=True)
        )
        out += f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    return out + "</w:tbl>" + _p("", '<w:spacing w:before="0" w:after="0"/>')


def _section(*, columns: bool, start: bool, roman: bool) -> str:
    form = 'w:fmt="lowerRoman"' if roman else 'w:fmt="decimal"'
    begin = ' w:start="1"' if start else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/><w:type w:val="continuous"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1400" w:right="1250" w:bottom="1400" w:left="1250" w:header="600" w:footer="600"/>'
        f'<w:pgNumType {form}{begin}/><w:cols w:num="{2 if columns else 1}" w:space="500"/></w:sectPr>'
    ).replace(
        '<w:type w:val="continuous"/>', "" if start or roman else '<w:type w:val="continuous"/>'
    )


def word_parts(items: list[Planted]) -> dict[str, str]:
    """Return the report as the parts of a DOCX file, written as they are by hand."""
    body = next(i for i, item in enumerate(items) if item.level == 1 and i > 0)
    entries = [item for item in items if item.level in {1, 2}]
    out = [_p(_run(TITLE))]
    for index, entry in enumerate(entries):
        tab = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
        inner = _run(entry.text) + "<w:r><w:tab/></w:r>" + _run(str(index // 3 + 1))
        out.append(_p(inner, _styled("toc1") + tab))
    columns = False
    started = False
    index = 0
    while index < len(items):
        item = items[index]
        if item.level == 1 and index >= body:
            roman = index == body
            first = not roman and not started
            out.append(_p("", _section(columns=columns, start=first, roman=roman)))
            started = started or first
            columns = False
        if item.kind == "row":
            rows = [item]
            while index + 1 < len(items) and items[index + 1].kind == "row":
                index += 1
                rows.append(items[index])
            out.append(_word_rows(rows))
        else:
            out.append(_word_item(item))
        if item.level == 1 and item.columns:
            out.append(_p("", _section(columns=False, start=not started, roman=False)))
            started = True
            columns = True
        index += 1
    document = "".join(out) + _section(columns=columns, start=not started, roman=False)
    notes = "".join(
        f'<w:footnote w:id="{int(note.number) + 1}">'
        + _p(
            f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>{_run(" " + note.text)}',
            _styled("footnotetext"),
        )
        + "</w:footnote>"
        for note in notes_of(items)
    )
    separators = (
        f'<w:footnote w:type="separator" w:id="0">{_p("<w:r><w:separator/></w:r>")}</w:footnote>'
        f'<w:footnote w:type="continuationSeparator" w:id="1">{_p("<w:r><w:continuationSeparator/></w:r>")}</w:footnote>'
    )
    page = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    names = f'xmlns:w="{_W}" xmlns:r="{_R}"'
    kinds = {
        "document": "document.main",
        "styles": "styles",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "header1": "header",
        "footer1": "footer",
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{kind}{"1" if kind in {"header", "footer"} else ""}.xml"/>'
        for number, kind in enumerate(
            ("styles", "numbering", "footnotes", "header", "footer"), start=1
        )
    )
    packages = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{packages}/relationships">{links}</Relationships>',
        "word/document.xml": f"<w:document {names}><w:body>{document}</w:body></w:document>",
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "word/footnotes.xml": f"<w:footnotes {names}>{separators}{notes}</w:footnotes>",
        "word/header1.xml": f"<w:hdr {names}>{_p(_run(TITLE), _styled('header'))}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {names}>{_p(page + _run(' | ' + TITLE), _styled('header'))}</w:ftr>",
    }


def as_word(items: list[Planted], path: Path) -> None:
    """Write the report as DOCX."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in word_parts(items).items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)


def by_libreoffice(items: list[Planted], path: Path) -> None:
    """Let LibreOffice make a PDF of the DOCX: "12 | Voluntary ..." in the footer."""
    source = path.with_suffix(".docx")
    as_word(items, source)
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    subprocess.run(
        [
            str(shutil.which("soffice")),
            "--headless",
            profile,
            "--convert-to",
            "pdf",
            "--outdir",
            str(path.parent),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
