"""Texts of other people show as text on the review page, whatever they hold."""

from __future__ import annotations

import random
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from tests.builders_review import Browser, a_browser, a_desk, a_recommendation
from vnrgen.pdftext.model import Passage
from vnrgen.visible import has_hidden, visible

SEEDS = (
    "<script>alert(1)</script>",
    "</textarea><script src=//x.example></script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)' autofocus='",
    "</title><svg onload=alert(1)>",
    "<!--<script>",
    "]]><a href=javascript:alert(1)>x</a>",
    "{{ 7*7 }}{% include 'x' %}${7*7}#{7*7}",
    '=HYPERLINK("http://x.example")',
    "@import url(//x.example)",
    "\u202eabc\u2066def",
    "\U000e0041\u2028line",
    "&lt;b&gt;&amp;&#x3c;script&#x3e;",
    "<base href=//x.example><form action=//x.example>",
    "<meta http-equiv=refresh content='0;url=//x.example'>",
    "\0\x1b[31m\x7f",
    "data:text/html,<script>alert(1)</script>",
    "عربي <b dir=ltr> 123",
)
ALLOWED_SCRIPTS = {"/assets/review.js"}


class Structure(HTMLParser):
    """The elements of a page with their attributes; hostile texts must add none."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.scripts: list[str | None] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        if tag == "script":
            self.scripts.append(dict(attrs).get("src"))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def structure(page: str) -> Structure:
    read = Structure()
    read.feed(page)
    read.close()
    return read


def hostile_texts(count: int) -> list[str]:
    chance = random.Random(5)  # noqa: S311 - the same texts every time
    texts = list(SEEDS)
    while len(texts) < count:
        parts = chance.sample(SEEDS, k=chance.randint(1, 4))
        texts.append(chance.choice(["", " ", "\n", '"', "'", ">"]).join(parts))
    return texts


def a_passage(text: str) -> Passage:
    return Passage(index=1, text=text, section=text[:90], paragraph="", pdf_page=1, print_page="1",
                   path=(text[:90],) if text else ())  # fmt: skip


def test_1_000_hostile_texts_show_as_text_everywhere(tmp_path: Path) -> None:
    plain = browser_with(tmp_path, "A plain text.").get("/review?report=vnr&rec=R01&passage=1")
    expected = structure(plain.text).elements
    browser = browser_with(tmp_path, "A plain text.")
    texts = hostile_texts(1002)
    for start in range(0, len(texts), 3):
        put(browser, *texts[start : start + 3])
        shown = browser.get("/review?report=vnr&rec=R01&passage=1")
        assert shown.status_code == 200
        read = structure(shown.text)
        assert read.elements == expected
        assert set(read.scripts) <= ALLOWED_SCRIPTS
        assert not has_hidden(shown.text)


def browser_with(folder: Path, text: str) -> Browser:
    desk = a_desk(folder, [a_recommendation("R01", "Train midwives.")], [a_passage("plain")])
    browser = a_browser(desk)
    browser.desk = desk  # type: ignore[attr-defined]
    put(browser, text)
    return browser


def put(browser: Browser, asked: str, said: str = "", title: str = "") -> None:
    """Put texts into the dossier and the report, as the readers of both leave them."""
    desk = browser.desk  # type: ignore[attr-defined]
    asked, said, title = (visible(text) for text in (asked, said or asked, title or asked))
    opened = replace(
        desk.reports[0],
        report=replace(desk.reports[0].report, title=title),
        recommendations=(a_recommendation("R01", asked, addressee=said, theme=title),),
        passages=(a_passage(said),),
        candidates={},
    )
    desk.reports = (opened,)


def test_hostile_notes_quotes_and_names_show_as_text(tmp_path: Path) -> None:
    browser = a_browser(a_desk(tmp_path))
    for text in hostile_texts(60):
        browser.post("/who", name=text, kind="cso", decided_on="2026-03-01", keys="on")
        refused = browser.decide("R01", "adopted", quote=text, note=text)
        assert refused.status_code == 422
        browser.decide("R01", "not_found", note=text)
        for page in (refused.text, browser.get("/review?report=vnr&rec=R01").text):
            read = structure(page)
            assert set(read.scripts) == ALLOWED_SCRIPTS
            assert not [name for _, names in read.elements for name in names if name[:2] == "on"]
            assert not {tag for tag, _ in read.elements} & {"img", "svg", "base", "iframe", "b"}
            assert not has_hidden(page)


def test_a_line_of_a_megabyte_is_cut_and_says_so(tmp_path: Path) -> None:
    browser = browser_with(tmp_path, "<i>" + "x" * 1_000_000)
    shown = browser.get("/review?report=vnr&rec=R01&passage=1").text
    assert "994,003 characters more are not shown" in shown
    assert len(shown) < 1_200_000  # the recommendation itself is shown whole
    assert len(browser.get("/read?report=vnr&q=x").text) < 100_000  # each letter is a hit
    assert browser.decide("R01", "not_found", note="y" * 1_000_000).status_code == 422
