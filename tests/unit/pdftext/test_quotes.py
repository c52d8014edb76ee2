from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnrgen.pdftext.model import Kind, PageStart, Passage
from vnrgen.pdftext.quotes import copied_forms, find_quote, stands_on_page


def passage(index: int, text: str, page: int, *, kind: Kind = Kind.TEXT, **more: int) -> Passage:
    starts = [PageStart(0, page, str(page))]
    if "breaks_at" in more:
        starts.append(PageStart(more["breaks_at"], page + 1, str(page + 1)))
    return Passage(
        index=index,
        text=text,
        section="",
        paragraph="",
        pdf_page=page,
        print_page=str(page),
        kind=kind,
        starts=tuple(starts),
    )


TEXT = "The Government’s plan reaches low-income families in every region by 2025."
REPORT = (
    passage(1, "Plan for families", 3, kind=Kind.HEADING),
    passage(2, TEXT, 3, breaks_at=TEXT.index("families")),
    passage(3, "It is financed from the budget.", 4),
)


@pytest.mark.parametrize(
    "quote",
    [
        "The Government's plan reaches low-income",
        "plan  reaches\nlow-income",
        "reaches low-\nincome families",
        "reaches low\u2011income families",
        "GOVERNMENT’S PLAN",
    ],
)
def test_a_quote_is_found_however_it_was_copied(quote: str) -> None:
    found = find_quote(REPORT, quote)
    assert found is not None
    assert found.passage.index == 2


@pytest.mark.parametrize("quote", ["reaches all families", "lan reach", "region by 202", "", " "])
def test_words_that_do_not_stand_so_are_not_found(quote: str) -> None:
    assert find_quote(REPORT, quote) is None


def test_a_quote_over_a_page_break_stands_on_both_pages() -> None:
    found = find_quote(REPORT, "low-income families in every region")
    assert found is not None
    assert [p.pdf_page for p in found.pages] == [3, 4]
    assert stands_on_page(REPORT, "low-income families", 4)
    assert not stands_on_page(REPORT, "plan reaches", 4)
    assert stands_on_page(REPORT, "every region by 2025", 4)


def test_a_quote_may_run_on_into_the_next_passage() -> None:
    found = find_quote(REPORT, "region by 2025. It is financed")
    assert found is not None
    assert (found.passage.index, found.last.index) == (2, 3)


def test_text_comes_before_headings() -> None:
    report = (passage(1, "Clean water", 1, kind=Kind.HEADING), passage(2, "Clean water flows.", 2))
    found = find_quote(report, "clean water")
    assert found is not None
    assert found.passage.index == 2


def test_vowel_marks_and_languages_without_blanks_make_no_difference() -> None:
    report = (passage(1, "عقلًا وضميرًا", 1), passage(2, "不让任何人掉队的承诺", 1))
    assert find_quote(report, "عقلا وضميرا") is not None
    assert find_quote(report, "任何人掉队") is not None


@given(st.integers(0, 11), st.integers(1, 8))
def test_any_words_of_a_passage_are_found_where_they_stand(first: int, count: int) -> None:
    words = TEXT.split()[first : first + count]
    if words:
        found = find_quote(REPORT, " ".join(words))
        assert found is not None
        assert TEXT[found.start : found.end] == " ".join(words)


@pytest.mark.parametrize(
    ("copied", "words"),
    [
        ("3. Norvia ratified it.", "Norvia ratified it."),
        ("12.4) Norvia ratified it.", "Norvia ratified it."),
        ("(a) Norvia ratified it.", "Norvia ratified it."),
        ("«Norvia ratified it.»", "Norvia ratified it."),
        ("Norvia ratified it.14", "Norvia ratified it."),
        ("ratified it.14 The declaration3 was made", "ratified it. The declaration was made"),
    ],
)
def test_what_copying_adds_to_a_quote_is_taken_off_last(copied: str, words: str) -> None:
    forms = list(copied_forms(copied))
    assert (forms[0], words in forms) == (copied, True)


@pytest.mark.parametrize(
    "quote", ["rose to 12.4 per cent", "by 2025.", "3.4 million people", "Article 7", "the G20"]
)
def test_no_figure_of_a_sentence_is_taken_for_the_mark_of_a_note(quote: str) -> None:
    assert list(copied_forms(quote)) == [quote]


@pytest.mark.parametrize("quote", ["plan , for families", "plan, for families", "(families )."])
def test_a_blank_before_a_comma_or_point_makes_no_difference(quote: str) -> None:
    for text in ("The plan , for families (families ) .", "The plan, for families (families)."):
        place = find_quote([passage(1, text, 3)], quote)
        assert place is not None
        assert text[place.start : place.end].replace(" ", "") == quote.replace(" ", "")
