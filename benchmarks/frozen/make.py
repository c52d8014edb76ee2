"""Made ``page.html`` once: ``python -m benchmarks.frozen.make``. It is not made again.

A chapter as anybody would write it for a page engine: one style sheet, tables that find their own
widths, charts as matplotlib saves them with their text as text, a table of contents with page
numbers, running heads. Nothing of vnrgen is in it; places, people and figures are invented.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

PAGE = Path(__file__).resolve().parent / "page.html"
_SEED = 20261122
_CHAPTERS = 10
_GROUPS = (
    "Herders of the north", "Women in the valleys", "Children under five", "Older persons",
    "Persons with disabilities", "Families who rent", "Seasonal workers", "Island communities",
    "Speakers of Oruni", "Girls aged 10 to 14", "Smallholders", "Newcomers", "Carers",
    "Unregistered households", "Young men without work",
)  # fmt: skip
_PLACES = (
    "Asterby", "Corvale", "Dunmere", "Eastholt", "Fennick", "Garrowdale", "Hollin", "Istrane",
    "Juniper Coast", "Kestrel Bay", "Lorn", "Marrowick",
)  # fmt: skip
_SUBJECTS = (
    "safe water", "a birth certificate", "a bank account", "school meals", "a paved road",
    "ante-natal care", "an upper secondary certificate", "social protection", "a legal tenure",
    "electricity", "a public library", "the vaccination calendar",
)  # fmt: skip
_SENTENCES = (
    (
        "In {place}, {share} per cent of {group} had access to {subject} in {year}, against "
        "{other} per cent of everybody else."
    ),
    (
        "The distance between {group} and the average has {moved} since {earlier}, though the "
        "survey was too small to say so with confidence."
    ),
    (
        "Nobody had asked {group} before the round of interviews in {place}; the answers changed "
        "what the district office counts."
    ),
    (
        "Where {subject} depends on a fee, {group} go without it more often than any other group "
        "that was asked."
    ),
    (
        "A register that leaves out {group} shows {share} per cent; a survey that includes them "
        "shows {other}."
    ),
    (
        "The council of {place} promised {subject} to every household by {year}, and reports "
        "progress twice a year."
    ),
    "Interviewers returned to {place} in {year} and met {other} of the {share} households again.",
    (
        "It would take until {late} to close the difference at the present pace, and longer in "
        "{place}."
    ),
    "Both offices agree on the direction; they differ about how many of {group} live in {place}.",
    (
        "A bus once a day, a form in a second language, a nurse who stays: small things decide "
        "whether {group} reach {subject}."
    ),
)
_STYLE = """
@font-face { font-family: Text;
  src: url(../../templates/fonts/source-sans-3/SourceSans3-Regular.ttf) }
@font-face { font-family: Text; font-weight: bold;
  src: url(../../templates/fonts/source-sans-3/SourceSans3-Bold.ttf) }
@font-face { font-family: Text; font-style: italic;
  src: url(../../templates/fonts/source-sans-3/SourceSans3-It.ttf) }
@page { size: A4; font-family: Text; margin: 24mm 22mm 26mm;
  @top-left { content: string(chapter); font-size: 8pt }
  @bottom-right { content: counter(page); font-size: 8pt } }
@page :first { @top-left { content: none } @bottom-right { content: none } }
html { font: 11pt/1.5 Text; hyphens: auto }
h1 { font-size: 21pt; break-after: avoid; string-set: chapter content() }
h2 { font-size: 14pt; break-after: avoid }
p { text-align: justify; orphans: 2; widows: 2 }
nav a::after { content: leader(".") target-counter(attr(href), page) }
nav li { list-style: none }
figure { break-inside: avoid; margin: 5mm 0 }
figure svg { width: 100%; height: auto }
figcaption, caption { font-weight: bold; text-align: left; padding: 2mm 0 }
table { border-collapse: collapse; width: 100%; font-size: 9pt; margin: 4mm 0 }
th, td { border-bottom: .4pt solid #999; padding: 1.2mm 2mm; text-align: left }
td { text-align: right }
tr { break-inside: avoid }
tbody tr:nth-child(even) { background: #f3f3ef }
blockquote { border-left: 2pt solid #467; margin: 4mm 0; padding-left: 5mm; font-style: italic }
.first { margin-top: 70mm; font-size: 30pt; break-after: page }
"""


def main() -> None:
    """Write the page."""
    draw = random.Random(_SEED)  # noqa: S311 - not for secrets
    body = "".join(_chapters(draw))
    heads = re.findall(r'<h1 id="(\w+)">(.*?)</h1>', body)
    contents = "".join(f'<li><a href="#{key}">{title}</a></li>' for key, title in heads)
    PAGE.write_text(
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Who is reached'
        f"</title><style>{_STYLE}</style></head><body><p class=first>Who is reached</p>"
        f"<h1 id=contents>Contents</h1><nav><ul>{contents}</ul></nav>{body}</body></html>\n",
        encoding="utf-8",
    )


def _chapters(draw: random.Random) -> Iterator[str]:
    chart = table = 0
    for number in range(1, _CHAPTERS + 1):
        subject = _SUBJECTS[number - 1]
        yield f'<h1 id="chapter{number}">{number}. Reaching {subject}</h1>'
        for part in range(1, 4):
            yield f"<h2>{number}.{part} {draw.choice(_PLACES)} and {draw.choice(_PLACES)}</h2>"
            yield from (f"<p>{_paragraph(draw)}</p>" for _ in range(3))
            if part == 2 or (part == 3 and number <= 2):
                chart += 1
                yield _figure(draw, chart)
            if part == 1 or (part == 3 and number % 2):
                table += 1
                yield _table(draw, table)
        yield f"<blockquote>{_sentence(draw)}</blockquote>"


def _paragraph(draw: random.Random) -> str:
    return " ".join(_sentence(draw) for _ in range(4))


def _sentence(draw: random.Random) -> str:
    year = draw.randint(2018, 2026)
    filled = draw.choice(_SENTENCES).format(
        place=draw.choice(_PLACES),
        group=draw.choice(_GROUPS).lower(),
        subject=draw.choice(_SUBJECTS),
        share=draw.randint(11, 58),
        other=draw.randint(60, 97),
        year=year,
        earlier=year - 5,
        late=year + draw.randint(12, 40),
        moved=draw.choice(("narrowed", "widened", "hardly changed")),
    )
    return escape(filled)


def _table(draw: random.Random, number: int) -> str:
    years = range(2021, 2026)
    head = "".join(f"<th scope=col>{year}</th>" for year in years)
    rows = "".join(
        f"<tr><th scope=row>{group}</th>"
        + "".join(f"<td>{draw.uniform(4, 96):.1f}</td>" for _ in years)
        + "</tr>"
        for group in draw.sample(_GROUPS, 14)
    )
    return (
        f"<table><caption>Table {number}. Per cent reached, by group</caption>"
        f"<thead><tr><th scope=col>Group</th>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _figure(draw: random.Random, number: int) -> str:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    names = draw.sample(_GROUPS, 9)
    style = {"svg.fonttype": "none", "svg.hashsalt": f"chart{number}", "font.size": 9}
    with mpl.rc_context(style):
        figure = Figure(figsize=(6.4, 3.4), layout="constrained")
        axes = figure.subplots()
        places = range(len(names))
        axes.barh(places, [draw.uniform(15, 70) for _ in names], height=0.5, color="#467a8c")
        axes.errorbar(
            [draw.uniform(15, 70) for _ in names], places, xerr=4, fmt="D", color="#222", ms=5
        )
        axes.set_yticks(list(places), names)
        axes.set_xlabel("Per cent of the group")
        axes.grid(axis="x", linewidth=0.4)
        stream = io.BytesIO()
        figure.savefig(stream, format="svg", metadata={"Date": None})
    svg = stream.getvalue().decode()
    svg = svg[svg.index("<svg") :].replace("<svg ", f'<svg role="img" aria-label="Chart {number}" ')
    svg = svg.replace("'DejaVu Sans', ", "Text, ")
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    for identity in sorted(set(re.findall(r'id="([^"]+)"', svg)), key=len, reverse=True):
        named = rf'(id="|href="#|url\(#){re.escape(identity)}(?=["\)])'
        svg = re.sub(named, rf"\1c{number}-{identity}", svg)
    words = f"Chart {number}. {draw.choice(_SUBJECTS).capitalize()}, official and citizen figures"
    return f"<figure>{svg}<figcaption>{words}</figcaption></figure>"


if __name__ == "__main__":
    main()
