"""A planted report as PDF by WeasyPrint and by Chromium."""

from __future__ import annotations

import io
import shutil
from html import escape
from pathlib import Path

from tests.builders_reports import TITLE, Planted, notes_of

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
        out += [
            f"<p class=note><sup>{n.number}</sup> {escape(n.text)}</p>" for n in notes_of(items)
        ]
    return "".join(out) + "</div>"


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
