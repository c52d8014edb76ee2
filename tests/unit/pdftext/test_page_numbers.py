from __future__ import annotations

import pytest

from tests.builders_pdf import a_line, numbered_pages
from vnrgen.pdftext.page_numbers import number_value, page_numbers, printed_pages


def shown(printed: list[str], labels: list[str] | None = None) -> list[str]:
    pages = numbered_pages(printed)
    for page, label in zip(pages, labels or [], strict=False):
        page.label = label
    return printed_pages(pages, page_numbers(pages))


@pytest.mark.parametrize(
    "form",
    ["{}", "- {} -", "{} | Leaving no one behind", "Page {} of 9", "Review 2026 {}", "p. {}"],
)
def test_numbers_are_found_in_the_ways_they_are_printed(form: str) -> None:
    assert shown([form.format(number) for number in range(5, 10)]) == ["5", "6", "7", "8", "9"]


def test_roman_front_matter_and_a_body_counted_from_one_again() -> None:
    printed = ["", "ii", "iii", "iv", "1", "2", "3", "4"]
    assert shown(printed) == printed


def test_digits_of_other_scripts_stay_as_they_are_printed() -> None:
    assert shown(["٣", "٤", "٥"]) == ["٣", "٤", "٥"]
    assert shown(["पृष्ठ १२", "पृष्ठ १३", "पृष्ठ १४"]) == ["१२", "१३", "१४"]


def test_a_page_between_two_of_one_run_is_counted_with_them() -> None:
    assert shown(["4", "5", "", "7", "8"]) == ["4", "5", "6", "7", "8"]
    assert shown(["٤", "٥", "", "٧"]) == ["٤", "٥", "٦", "٧"]


def test_a_year_or_symbol_that_does_not_count_with_the_pages_is_no_number() -> None:
    assert shown(["Review 2026"] * 4) == ["", "", "", ""]
    assert shown(["A/HRC/WG.6/34/SVN/1"] * 4) == ["", "", "", ""]


def test_labels_count_only_where_they_agree_with_what_is_printed() -> None:
    labels = ["i", "ii", "1", "2", "3"]
    assert shown(["", "", "1", "2", "3"], labels) == labels
    assert shown(["", "", "5", "6", "7"], labels) == ["", "", "5", "6", "7"]
    assert shown([""] * 5, labels) == labels


def test_numbers_of_paragraphs_at_the_foot_of_pages_are_not_taken_for_pages() -> None:
    pages = numbered_pages(["7", "8", "9", "10"])
    for page, number in zip(pages, (12, 15, 21, 22), strict=True):
        page.lines.append(a_line(f"{number}. A paragraph begins here", 44))
    assert printed_pages(pages, page_numbers(pages)) == ["7", "8", "9", "10"]


def test_pages_of_one_paragraph_each_are_not_counted_by_their_paragraphs() -> None:
    said = ("Schools were built.", "Wells were dug.", "Midwives were trained.", "No road was.")
    assert shown([f"{n}. {words}" for n, words in enumerate(said, 7)]) == [""] * 4
    assert shown([f"{n}. Voluntary National Review" for n in range(7, 9)]) == ["7", "8"]


def test_the_number_of_the_first_chapter_on_the_first_page_is_none_of_a_page() -> None:
    pages = numbered_pages([f"{n} | Voluntary National Review of Ilmarra" for n in range(1, 6)])
    pages[0].lines.insert(0, a_line("1. Children", 760, size=17))
    assert page_numbers(pages)[0].line.text.startswith("1 | ")


@pytest.mark.parametrize(
    ("text", "value"),
    [("xlix", 49), ("MCMXC", 1990), ("१०", 10), ("iix", None), ("civic", None), ("99999", None)],
)
def test_the_value_of_a_number(text: str, value: int | None) -> None:
    found = number_value(text)
    assert (found[0] if found else None) == value
