"""A long invented report as a list of what it holds, and as files of four programs that set it.

What a page of a file prints is known from how the file was made (front matter in roman numbers, the
body counted from 1 again); on which page of the file an item stands is looked up with a word that
occurs in that item alone.
"""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

_WORDS = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "for",
    "with",
    "on",
    "by",
    "from",
    "are",
    "has",
    "were",
    "which",
    "this",
    "that",
    "their",
    "its",
    "government",
    "ministry",
    "people",
    "women",
    "children",
    "girls",
    "persons",
    "disabilities",
    "national",
    "regional",
    "local",
    "public",
    "policy",
    "budget",
    "programme",
    "services",
    "schools",
    "health",
    "water",
    "energy",
    "income",
    "poverty",
    "employment",
    "training",
    "farmers",
    "households",
    "villages",
    "islands",
    "migrants",
    "statistics",
    "indicators",
    "survey",
    "progress",
    "target",
    "goal",
    "review",
    "consultation",
    "recommendation",
    "implementation",
    "legislation",
    "parliament",
    "council",
    "office",
    "authority",
    "increased",
    "improved",
    "adopted",
    "established",
    "provided",
    "reached",
    "remained",
    "planned",
    "supported",
    "financed",
    "low-income",
    "long-term",
    "decision-making",
    "civil-society",
    "well-being",
    "cross-border",
    "co-operation",
    "accessibility",
    "infrastructure",
    "responsibility",
    "discrimination",
    "environmental",
    "sustainable",
    "inclusive",
    "coordination",
    "strengthening",
    "vulnerable",
    "communities",
    "participation",
    "transparency",
    "accountability",
]
TITLE = "Voluntary National Review of Ilmarra"


@dataclass(frozen=True)
class Planted:
    """One thing in the report: kind as ``Kind`` names it, text, and what belongs to it."""

    kind: str
    text: str
    code: str
    section: str = ""
    level: int = 0
    number: str = ""
    cells: tuple[str, ...] = ()
    note: Planted | None = None
    columns: bool = False


class Author:
    """Writes an invented report of some chapters, the same for the same seed."""

    def __init__(self, seed: int, *, chapters: int, paragraphs: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - not for secrets
        self._codes = 0
        self._notes = 0
        self._number = 0
        self._section = ""
        self.items: list[Planted] = []
        self._front()
        for chapter in range(1, chapters + 1):
            self._chapter(chapter, paragraphs)

    def _code(self) -> str:
        self._codes += 1
        return f"K{self._codes:04d}x"

    def _sentence(self, least: int = 9, most: int = 24) -> str:
        words = [self._random.choice(_WORDS) for _ in range(self._random.randint(least, most))]
        if self._random.random() < 0.25:
            words.insert(len(words) // 2, f"{self._random.randint(2, 99)} per cent in 2019, and")
        return words[0].capitalize() + " " + " ".join(words[1:]) + "."

    def _prose(self, sentences: int, code: str) -> str:
        text = " ".join(self._sentence() for _ in range(sentences))
        first, _, rest = text.partition(" ")
        return f"{first} {code} {rest}"

    def _add(self, kind: str, text: str, code: str, **more: object) -> None:
        item = Planted(kind, text, code, section=self._section, **more)  # type: ignore[arg-type]
        self.items.append(item)

    def _heading(self, level: int, lead: str = "", *, columns: bool = False) -> None:
        code = self._code()
        words = [self._random.choice(_WORDS[20:80]) for _ in range(self._random.randint(2, 5))]
        text = f"{lead}{' '.join(words).capitalize()} {code}"
        self._section = text
        self._add("heading", text, code, level=level, columns=columns)

    def _paragraph(
        self, *, numbered: bool = False, noted: bool = False, columns: bool = False
    ) -> None:
        code, note = self._code(), None
        if noted:
            self._notes += 1
            mark = self._code()
            text = f"See {mark} {self._sentence(5, 30)}"
            note = Planted("footnote", text, mark, number=str(self._notes))
        if numbered:
            self._number += 1
        text = self._prose(self._random.randint(2, 7), code)
        number = str(self._number) if numbered else ""
        self._add("text", text, code, number=number, note=note, columns=columns)

    def _items(self, *, columns: bool = False) -> None:
        for _ in range(self._random.randint(3, 6)):
            code = self._code()
            text = self._prose(1, code).rstrip(".")
            self._add("item", text, code, columns=columns)

    def _table(self) -> None:
        head = ("Region", "Indicator", "2015", "2020")
        self._row(tuple(f"{name} {self._code()}" for name in head))
        for _ in range(self._random.randint(3, 7)):
            words = " ".join(
                self._random.choice(_WORDS[:90]) for _ in range(self._random.randint(2, 9))
            )
            place = self._random.choice(_WORDS[20:90]).capitalize()
            figures = (
                f"{self._random.randint(10, 99)}.{self._random.randint(0, 9)}" for _ in range(2)
            )
            self._row((f"{place} {self._code()}", words, *figures))

    def _row(self, cells: tuple[str, ...]) -> None:
        code = next(word for word in cells[0].split() if re.fullmatch(r"K\d{4}x", word))
        self._add("row", " | ".join(cells), code, cells=cells)

    def _box(self) -> None:
        code = self._code()
        self._add("box", self._prose(3, code), code)

    def _front(self) -> None:
        self._heading(1)
        for _ in range(3):
            self._paragraph()

    def _chapter(self, chapter: int, paragraphs: int) -> None:
        columns = chapter % 3 == 0
        self._heading(1, f"{chapter}. " if chapter % 2 else "", columns=columns)
        for section in range(1, 4):
            lead = f"{chapter}.{section} " if chapter % 2 else ""
            self._heading(2, lead, columns=columns)
            for index in range(paragraphs):
                if index == 3:
                    self._heading(3, columns=columns)
                noted = self._random.random() < 0.3
                self._paragraph(numbered=chapter % 4 == 1, noted=noted, columns=columns)
                if index == 1:
                    self._items(columns=columns)
                if index == 2 and not columns:
                    self._table()
                if index == 4 and not columns and section == 2:
                    self._box()


def flat(items: list[Planted]) -> list[Planted]:
    """Return the items with their notes, each note after the item that refers to it."""
    return [found for item in items for found in (item, item.note) if found]


# --- HTML, for WeasyPrint and Chromium -----------------------------------------------------------

_CSS = """
@page { size: A4; margin: 2.4cm 2.2cm;
  @top-left { content: "Voluntary National Review of Ilmarra"; font-size: 8pt }
  @bottom-right { content: counter(page); font-size: 9pt } }
@page front { @bottom-right { content: counter(page, lower-roman); font-size: 9pt } }
body { font: 10.5pt/1.35 DejaVu Serif, serif; text-align: justify; hyphens: auto; margin: 0 }
.front { page: front } .body { page: body }
h1 { font-size: 18pt; break-before: page; text-align: left } h2 { font-size: 14pt; text-align: left }
h3 { font-size: 10.5pt; text-align: left } h1, h2, h3 { hyphens: none; break-after: avoid }
.columns { columns: 2; column-gap: 8mm } .columns h1 { column-span: all } .body > div:nth-child(2) > h1 { break-before: avoid }
.box { border: 1pt solid #446; background: #eef; padding: 6pt 8pt; margin: 10pt 0; break-inside: avoid }
table { border-collapse: collapse; width: 100%; hyphens: manual; text-align: left; margin: 8pt 0 }
td { border-bottom: .5pt solid #888; padding: 3pt 6pt; vertical-align: top } tr { break-inside: avoid }
.note { font-size: 8pt; text-align: left } .contents { text-align: left }
.contents p { display: flex; justify-content: space-between; margin: 2pt 0 }
sup { font-size: 65%; line-height: 0 }
p { margin: 0 0 7pt }
"""
_WEASY = """
.float { float: footnote; font-size: 8pt; line-height: 1.3; text-align: left; hyphens: manual }
@page :nth(1 of body) { counter-reset: page 1 }
::footnote-call { font-size: 65%; vertical-align: super; line-height: 0 }
.contents p { display: block } .contents a::after { content: leader(dotted) target-counter(attr(href), page) }
"""


def html(items: list[Planted], *, floats: bool) -> str:
    """Return the report as one HTML page; notes as floats, or after the last chapter."""
    out = [f"<style>{_CSS}{_WEASY if floats else ''}</style><body lang=en><div class=front>"]
    out.append(f"<p>{TITLE}</p>")
    body = next(i for i, item in enumerate(items) if item.level == 1 and i > 0)
    out.append(_contents([item for item in items if item.level in {1, 2}], floats=floats))
    out += _html_items(items[:body], floats=floats)
    out.append("</div><div class=body>")
    out += _html_items(items[body:], floats=floats)
    if not floats:
        out.append("<h1>Notes</h1>")
        out += [f"<p class=note><sup>{n.number}</sup> {escape(n.text)}</p>" for n in _notes(items)]
    return "".join(out) + "</div>"


def _notes(items: list[Planted]) -> list[Planted]:
    return [item.note for item in items if item.note]


def _contents(entries: list[Planted], *, floats: bool) -> str:
    lines = ["<h1>Contents</h1><div class=contents>"]
    for index, entry in enumerate(entries):
        text = escape(entry.text)
        number = "" if floats else f"<span>{index // 3 + 1}</span>"
        lines.append(f"<p><a href='#{entry.code}'>{text}</a>{number}</p>")
    return "".join(lines) + "</div>"


def _html_items(items: list[Planted], *, floats: bool) -> list[str]:
    out: list[str] = []
    inside = ""
    for item in items:
        wanted = {"item": "ul", "row": "table"}.get(item.kind, "")
        if inside and inside != wanted:
            out.append(f"</{inside}>")
        if item.level == 1:
            out.append("</div><div class=columns>" if item.columns else "</div><div>")
        if wanted and inside != wanted:
            out.append(f"<{wanted}>")
        inside = wanted
        out.append(_html_item(item, floats=floats))
    return ["<div>", *out, f"</{inside}>" if inside else "", "</div>"]


def _html_item(item: Planted, *, floats: bool) -> str:
    text = escape(item.text)
    note = ""
    if item.note:
        shown = f"<span class=float>{escape(item.note.text)}</span>"
        note = shown if floats else f"<sup>{item.note.number}</sup>"
    if item.kind == "heading":
        return f"<h{item.level} id={item.code}>{text}</h{item.level}>"
    if item.kind == "row":
        return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in item.cells) + "</tr>"
    if item.kind == "item":
        return f"<li>{text}</li>"
    if item.kind == "box":
        return f"<div class=box>{text}</div>"
    return f"<p>{item.number + '. ' if item.number else ''}{text}{note}</p>"


def by_weasyprint(items: list[Planted], path: Path) -> None:
    """Set the report with WeasyPrint: footnotes, dotted contents, hyphenation."""
    import weasyprint

    weasyprint.HTML(string=html(items, floats=True)).write_pdf(path)


def by_chromium(items: list[Planted], path: Path) -> None:
    """Print the report from Chromium: notes at the end, no dots in the contents."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome")
        )
        page = browser.new_page()
        whole = html(items, floats=False)
        before, _, after = whole.partition("</div><div class=body>")
        style = whole[: whole.index("<body")]
        halves = (f"{before}</div>", f"{style}<body lang=en><div class=body>{after}")
        parts = []
        for content in halves:
            page.set_content(content)
            parts.append(page.pdf(prefer_css_page_size=True))
        browser.close()
    _put_together(parts, path)


def _put_together(parts: list[bytes], path: Path) -> None:
    """Append files as ministries do: each counts its own pages."""
    import pikepdf

    whole = pikepdf.new()
    for part in parts:
        with pikepdf.open(io.BytesIO(part)) as opened:
            whole.add_pages_from(opened)
    whole.save(path)


# --- typst ----------------------------------------------------------------------------------------

_TYPST = """
#set document(title: "Voluntary National Review of Ilmarra")
#set page(paper: "a4", margin: 2.4cm, numbering: "i",
  footer: context align(center, text(9pt, counter(page).display("i"))))
#set text(font: ("DejaVu Sans", "Libertinus Serif"), size: 10pt, lang: "en", hyphenate: true)
#set par(justify: true)
#show heading.where(level: 1): it => { pagebreak(weak: true); text(18pt, hyphenate: false, it.body); v(8pt) }
#show heading.where(level: 2): it => block(sticky: true, text(13pt, hyphenate: false, it.body))
#show heading.where(level: 3): it => block(sticky: true, text(10pt, hyphenate: false, it.body))
#let box-of(body) = block(stroke: 0.8pt, fill: luma(240), inset: 8pt, width: 100%, breakable: false, body)
Voluntary National Review of Ilmarra
#outline(depth: 2)
"""
_TYPST_BODY = """
#set page(numbering: "1", header: text(8pt, "Voluntary National Review of Ilmarra"),
  footer: context text(9pt)[Page #counter(page).display("1") of #counter(page).final().first()])
#counter(page).update(1)
"""


def _quoted(text: str) -> str:
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '";'


def typst_source(items: list[Planted]) -> str:
    """Return the report in the markup of typst."""
    out, columns = [_TYPST], False
    body = next(i for i, item in enumerate(items) if item.level == 1 and i > 0)
    for index, item in enumerate(items):
        if item.level == 1 and columns:
            out.append("]")
            columns = False
        if index == body:
            out.append(_TYPST_BODY)
        row = item.kind == "row"
        if row and items[index - 1].kind != "row":
            out.append("#table(columns: (1.4fr, 3fr, 1fr, 1fr), stroke: none, align: left,")
        out.append(_typst_item(item))
        if row and (index + 1 == len(items) or items[index + 1].kind != "row"):
            out.append(")\n")
        if item.level == 1 and item.columns:
            out.append("#columns(2)[")
            columns = True
    return "\n".join([*out, "]" if columns else ""])


def _typst_item(item: Planted) -> str:
    text = _quoted(item.text)
    if item.kind == "heading":
        return f"\n#heading(level: {item.level})[{text}]\n"
    if item.kind == "row":
        return "table.hline()," + "".join(f"[{_quoted(cell)}]," for cell in item.cells)
    if item.kind == "item":
        return f"- {text}"
    if item.kind == "box":
        return f"\n#box-of[{text}]\n"
    number = _quoted(item.number + ". ") if item.number else ""
    note = f"#footnote[{_quoted(item.note.text)}]" if item.note else ""
    return f"\n{number}{text}{note}\n"


def by_typst(items: list[Planted], path: Path) -> None:
    """Set the report with typst: page numbers as "Page 3 of 90", contents with dots."""
    import typst

    source = path.with_suffix(".typ")
    source.write_text(typst_source(items), encoding="utf-8")
    typst.compile(str(source), output=str(path))


# --- Word, and LibreOffice from it ----------------------------------------------------------------

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
        for note in _notes(items)
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


PRODUCERS = {
    "weasyprint": by_weasyprint,
    "typst": by_typst,
    "libreoffice": by_libreoffice,
    "chromium": by_chromium,
}
