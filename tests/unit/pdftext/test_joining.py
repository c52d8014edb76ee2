from __future__ import annotations

import pytest

from tests.builders_pdf import a_line
from vnrgen.pdftext.joining import Hyphens, joined_text


def hyphens(*said: str) -> Hyphens:
    return Hyphens([a_line(text, 700 - 14 * i) for i, text in enumerate(said)])


SET_WITH_HYPHENATION = ("the govern-", "ment of the", "coun-", "try and its peo-", "ple")


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the Inter-", "Ministerial Commission", "the Inter-Ministerial Commission"),
        ("COVID-", "19", "COVID-19"),
        ("sus\u00ad", "tainable", "sustainable"),
        ("pov\u0002", "erty", "poverty"),
        ("pov\ufffe", "erty", "poverty"),
        ("2015-", "2020", "2015-2020"),
        ("a dash -", "and more", "a dash - and more"),
        ("one line", "another", "one line another"),
        ("不让任何人", "掉队", "不让任何人掉队"),
    ],
)
def test_what_a_line_cut_is_whole_again_and_real_hyphens_stay(
    before: str, after: str, joined: str
) -> None:
    assert hyphens(*SET_WITH_HYPHENATION).joined(before, after) == joined


def test_a_word_written_with_a_hyphen_elsewhere_keeps_it() -> None:
    known = hyphens("families of low-income areas,", *SET_WITH_HYPHENATION)
    assert known.joined("for low-", "income homes") == "for low-income homes"


def test_a_word_written_without_a_hyphen_elsewhere_loses_it() -> None:
    known = hyphens("cooperation is good", "self-help is good")
    assert known.joined("our co-", "operation") == "our cooperation"


def test_in_a_report_without_hyphenation_a_hyphen_is_real() -> None:
    plain = hyphens(*["a line of words that ends whole"] * 100)
    assert plain.joined("a long-", "term plan") == "a long-term plan"


def test_the_text_of_a_paragraph_has_single_blanks() -> None:
    lines = [a_line("One  line ", 700), a_line(" and the next", 686)]
    assert joined_text(lines, hyphens()) == "One line and the next"
