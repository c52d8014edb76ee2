"""A planted report as PDF by typst."""

from __future__ import annotations

from pathlib import Path

from tests.builders_reports import Planted

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
