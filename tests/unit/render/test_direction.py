"""In a document from right to left, words of another direction keep their own order."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_render import a_document, a_paragraph
from vnrgen.document.blocks import Document, Text
from vnrgen.render.direction import is_scrambled, isolated, pieces, reads_rightwards
from vnrgen.render.html import render_html
from vnrgen.render.typst.inlines import run
from vnrgen.render.typst.payload import document_data
from vnrgen.render.typst.setting import setting_of

DATE = "31 مارس 2026"
STAMP = f"Draft, version 0.3, {DATE}: not for quotation"
SENTENCE = "15 to 24 years."
ISOLATES = re.compile("[\u2066-\u2069]")


def arabic(**changes: str) -> Document:
    document = a_document(a_paragraph("p", SENTENCE), language="ar", direction="rtl")
    metadata = replace(document.metadata, date_text=DATE, stamp=STAMP, **changes)
    return replace(document, metadata=metadata)


@pytest.mark.parametrize(
    ("words", "rightwards", "scrambled"),
    [
        ("Who was heard", True, False),
        ("Births (by a midwife).", True, True),
        ("15 to 24 years", True, True),
        ("12.5%", False, False),
        ("", False, False),
        (DATE, False, False),
        (STAMP, True, True),
        ("نساء Tarrun", False, False),
        ("A of ب C", True, True),
    ],
)
def test_what_begins_in_latin_letters_and_is_mostly_of_them_reads_rightwards(
    words: str, *, rightwards: bool, scrambled: bool
) -> None:
    assert reads_rightwards(words) is rightwards
    assert is_scrambled(words) is scrambled


@given(st.text(alphabet="aB .,3%ب٣", max_size=12), st.sampled_from(["ltr", "rtl"]))
def test_a_line_has_the_same_words_in_isolates_and_in_parts(words: str, direction: str) -> None:
    metadata = replace(arabic().metadata, direction=direction)
    line = f"{words}{DATE}"
    assert "".join(text for text, _ in pieces(line, metadata)) == line
    shown = isolated(line, metadata)
    assert ISOLATES.sub("", shown) == line
    assert direction == "rtl" or shown == line
    assert len(re.findall("[\u2066\u2068]", shown)) == shown.count("\u2069")


def test_on_a_screen_a_stamp_is_marked_up_and_its_date_within_it() -> None:
    page = render_html(arabic(), {}).decode()
    marked = STAMP.replace(DATE, f'<bdi dir="rtl">{DATE}</bdi>')
    assert f'<span dir="ltr">{marked}</span>' in page
    assert not ISOLATES.search(page)


def test_a_document_from_left_to_right_has_no_mark_of_direction() -> None:
    document = a_document(a_paragraph("p", SENTENCE))
    assert "<bdi" not in render_html(document, {}).decode()
    setting = setting_of(document, {})
    assert run([Text("15 to 24 years.")], setting) == ["15 to 24 years."]
    assert not any(line["turned"] for line in document_data(setting)["said"].values())


def test_the_second_engine_gets_a_sentence_in_isolates_and_a_stamp_in_parts() -> None:
    setting = setting_of(arabic(), {})
    assert run([Text("15 to 24 years.")], setting) == ["\u2066", "15 to 24 years.", "\u2069"]
    assert run([Text("نساء 15")], setting) == ["نساء 15"]
    said = document_data(setting)["said"]["stamp"]
    assert said["turned"]
    assert [tuple(part) for part in said["parts"]] == [
        ("Draft, version 0.3, ", False),
        (DATE, True),
        (": not for quotation", False),
    ]
