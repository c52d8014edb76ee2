"""The page for screens: complete, closed, safe, and sound for a reader who cannot see it."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_blocks import a_paragraph, a_story
from tests.builders_drawn_blocks import a_chart, an_equiplot
from tests.builders_render import a_difference, a_document, pictures_of
from vnrgen.document.blocks import (
    Column,
    Document,
    Link,
    Note,
    NoteList,
    NoteMark,
    Row,
    Table,
    Text,
)
from vnrgen.document.tree.words import words
from vnrgen.render.html import render_html
from vnrgen.render.html.tables import letters_asked

BLOCKS = {"p", "li", "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "section", "summary"}
FURNITURE = {"head", "header", "footer"}
VOID = {"meta", "link", "img", "br", "hr", "col", "input"}


class Reader(HTMLParser):
    """Reads a page as a strict reader would: tags balanced, ids, links, headings, words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.hidden = 0
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.content: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.tags.append((tag, named))
        if tag in BLOCKS:
            self.content.append(" ")
        if tag not in VOID:
            self.open.append(tag)
            opener = tag == "summary" and "nav" not in self.open  # the contents' is their title
            aside = (
                tag in FURNITURE
                or opener
                or "hidden" in named
                or named.get("class") in {"skip", "banner"}
            )
            self.hidden += bool(self.hidden) or aside

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.hidden -= bool(self.hidden)
        if tag in BLOCKS:
            self.content.append(" ")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and "title" not in self.open:
            self.words.append(data)
        if not self.hidden:
            self.content.append(data)

    def all(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def page_of(document: Document) -> str:
    return render_html(document, pictures_of(document)).decode()


@pytest.fixture(scope="module")
def page() -> str:
    return page_of(a_document())


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    return Reader(page)


@pytest.mark.parametrize("document", [a_document(), a_difference()], ids=["whole", "changes"])
def test_the_words_are_those_of_the_tree_in_its_order(document: Document) -> None:
    assert "".join(Reader(page_of(document)).content).split() == words(document)


def test_the_page_loads_nothing_and_runs_nothing(page: str, read: Reader) -> None:
    sources = read.all("src") + re.findall(r"url\([\"']?([^\"')]+)", page)
    assert all(source.startswith("data:") for source in sources)
    assert "default-src 'none'" in page
    assert not {"script", "link", "iframe", "object", "form"} & {tag for tag, _ in read.tags}
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]


def test_every_tag_is_closed_and_every_id_is_unique(read: Reader) -> None:
    ids = read.all("id")
    assert read.open == []
    assert sorted(set(ids)) == sorted(ids)


def test_every_link_and_every_description_inside_the_page_leads_somewhere(read: Reader) -> None:
    ids = set(read.all("id"))
    targets = {href[1:] for href in read.all("href") if href.startswith("#")}
    named = " ".join([*read.all("aria-labelledby"), *read.all("aria-describedby")]).split()
    assert targets | {*named} <= ids


def test_no_two_regions_have_the_same_name() -> None:
    chart = a_chart("c", "Figure 1", an_equiplot())
    bare = replace(chart, table=replace(chart.table, caption=()))
    read = Reader(page_of(a_document(bare, a_chart("d", "Figure 2", an_equiplot()))))
    names = [
        attributes.get("aria-label") or attributes["aria-labelledby"]
        for _, attributes in read.tags
        if attributes.get("role") == "region"
    ]
    assert len(names) == len(set(names)) == 2


def test_headings_never_skip_a_rank_and_the_title_is_the_only_first(read: Reader) -> None:
    ranks = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert ranks.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(ranks))


def test_every_picture_has_words(read: Reader) -> None:
    assert all(attributes["alt"] for tag, attributes in read.tags if tag == "img")


def test_a_narrow_drawing_is_hidden_unless_the_sheet_shows_it_in_place_of_the_wide_one() -> None:
    document = a_document(a_chart("c", "Figure 1", an_equiplot()))
    wide = pictures_of(document)

    read = Reader(render_html(document, wide, {"c": b"<svg/>"}).decode())

    images = [attributes for tag, attributes in read.tags if tag == "img"]
    assert ["hidden" in image for image in images] == [False, True]
    assert images[0]["alt"] == images[1]["alt"]


def test_each_chart_carries_its_data_in_details(read: Reader) -> None:
    assert [tag for tag, _ in read.tags].count("details") == 3 + 1  # and the contents
    assert "Data behind this figure" in read.words


def test_a_table_says_what_each_head_is_for(read: Reader) -> None:
    scopes = [attributes.get("scope") for tag, attributes in read.tags if tag == "th"]
    assert None not in scopes
    assert {"col", "row", "colgroup", "rowgroup"} == set(scopes)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "annex.html",
        "../secret",
        "//evil.example/x",
        "vbscript:x",
        "http:",
        "http://[",
        "",
    ],
)
def test_a_link_that_leads_into_the_machine_or_runs_something_is_words_only(href: str) -> None:
    link = Link(href, (Text("the report"),))
    read = Reader(page_of(a_document(a_paragraph("p", link))))
    assert "the report" in read.words
    assert [target for target in read.all("href") if not target.startswith("#")] == []


def test_markup_in_words_is_shown_as_words() -> None:
    told = a_document().testimonies["story-road"]
    hostile = "<script>alert(1)</script> [x](javascript:a) <b onload=x>"
    document = Document(
        metadata=a_document().metadata,
        blocks=(a_paragraph("p", hostile), a_story()),
        furniture=a_document().furniture,
        testimonies={"story-road": type(told)(**{**_fields(told), "text": hostile})},
    )
    read = Reader(page_of(document))
    text = "".join(read.words)
    assert "<script>alert(1)</script>" in text
    assert "[x](javascript:a)" in text
    assert not {"script", "b"} & {tag for tag, _ in read.tags}


def _fields(told: object) -> dict[str, object]:
    return {name: getattr(told, name) for name in told.__slots__}  # type: ignore[attr-defined]


def test_a_withdrawn_story_leaves_no_words_and_no_photo() -> None:
    whole = a_document(a_story())
    kept = Document(metadata=whole.metadata, blocks=whole.blocks, furniture=whole.furniture)
    read = Reader(page_of(kept))
    assert "six hours" not in "".join(read.words)
    assert "img" not in {tag for tag, _ in read.tags}


def test_a_note_called_twice_links_back_to_both_marks() -> None:
    mark = NoteMark("n", "1")
    note = Note(note_id="n", label="1", content=(Text("Once and again."),))
    notes = NoteList(block_id="notes", title=(Text("Notes"),), notes=(note,))
    read = Reader(page_of(a_document(a_paragraph("p", "A", mark, " and B", mark), notes)))
    marks = [a["id"] for _, a in read.tags if a.get("role") == "doc-noteref"]
    backs = [a["href"] for _, a in read.tags if a.get("role") == "doc-backlink"]
    assert len(set(marks)) == 2
    assert backs == [f"#{mark_id}" for mark_id in (marks[0], *marks)]
    names = [a["aria-label"] for _, a in read.tags if a.get("role") == "doc-backlink"]
    assert names == [f"Back to the text, note {which}" for which in ("1", "1 (a)", "1 (b)")]
    assert "1 Once and again. a b\n" in "".join(read.words)


def test_no_line_ends_at_the_hyphen_of_a_period_or_a_code_and_the_words_stay_as_written() -> None:
    words = "R26-19b: 99.7 (2023-25), long-term care, 2026-11-22, see x-1 and https://a.example/1-2"
    page = page_of(a_document(a_paragraph("p", words)))
    kept = re.findall(r'<span class="whole">(.*?)</span>', page)
    assert kept == ["R26-19b", "2023-25", "2026-11-22"]
    assert words in "".join(Reader(page).words)


def test_a_table_says_how_narrow_its_numbers_and_words_let_it_become() -> None:
    columns = tuple(
        Column(column_id=head, head=(Text(head),), numeric=head == "Per cent")
        for head in ("Group", "Per cent", "Why")
    )
    cells = (Text("Girls"),), (Text("46.1 [40.0-52.2]"),), (Text("because " * 20),)
    row = Row(row_id="r", cells=cells)
    table = Table(block_id="t", label="", caption=(), description="", columns=columns, rows=(row,))
    assert letters_asked(table, 12) == 5 + 16 + 12
    assert letters_asked(table, 18) == 5 + 16 + 18


def test_words_in_another_language_say_so(read: Reader) -> None:
    spoken = {(a["lang"], a["dir"]) for _, a in read.tags if "lang" in a}
    assert {("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")} <= spoken


def test_a_page_for_an_arabic_reader_runs_from_right_to_left() -> None:
    page = page_of(a_document(a_paragraph("p", "x"), language="ar", direction="rtl"))
    assert '<html lang="ar" dir="rtl">' in page


def test_words_that_are_not_translated_keep_their_direction_among_those_that_are() -> None:
    ours, theirs, named = (
        a_paragraph("p", "It was 61.0% in 2019."),
        a_paragraph("q", "كانت 61.0% عام 2019"),
        a_paragraph("r", "المصدر: Household Survey 2019"),
    )
    arabic = page_of(a_document(ours, theirs, named, language="ar", direction="rtl"))
    assert '<span dir="ltr">It was 61.0% in 2019.</span>' in arabic
    assert ">كانت 61.0% عام 2019</p>" in arabic
    assert ">المصدر: Household Survey 2019</p>" in arabic
    assert '<span dir="ltr">' not in page_of(a_document(ours, theirs))


def test_changes_between_versions_are_marked_as_such() -> None:
    tags = [tag for tag, _ in Reader(page_of(a_difference())).tags]
    assert tags.count("ins") == tags.count("del") == 2


def test_a_font_is_carried_only_where_its_letters_stand(page: str) -> None:
    plain = page_of(a_document(a_paragraph("p", "Plain words.")))
    assert 'Tajawal";' in page
    assert 'font-family:"Tajawal"' not in plain


def test_the_same_document_gives_the_same_page(page: str) -> None:
    assert page_of(a_document()) == page


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs")), min_size=1))
def test_any_words_come_back_as_they_were(text: str) -> None:
    with patch("vnrgen.render.html.page.font_rules", return_value=""):  # fonts take their time
        read = Reader(page_of(a_document(a_paragraph("p", text))))
    assert text in "".join(read.words)
