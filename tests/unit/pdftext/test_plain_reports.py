from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from vnrgen.pdftext.marking import lists_recommendations, numberings
from vnrgen.pdftext.model import Kind, Report
from vnrgen.pdftext.passages import read_report
from vnrgen.problems import InvalidInputError

DATA = Path(os.environ.get("VNRGEN_REAL_DATA", "")) / "upr_slovenia_2019"


def report(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return read_report(path)


def test_numbered_paragraphs_have_their_number_and_the_headings_above(tmp_path: Path) -> None:
    text = (
        "I. Introduction\n\n1. The review began in 2019 with all ministries.\n\n"
        "A. Water\n\n2. Wells were dug in every village of the\ncountry.\n"
        "3. Pumps followed.\n"
    )
    found = report(tmp_path, text).answers
    assert [(p.paragraph, p.text) for p in found] == [
        ("1", "The review began in 2019 with all ministries."),
        ("2", "Wells were dug in every village of the country."),
        ("3", "Pumps followed."),
    ]
    assert found[0].path == ("I. Introduction",)
    assert found[1].path == ("I. Introduction", "A. Water")
    assert found[1].section == "A. Water"


def test_markdown_headings_have_their_levels(tmp_path: Path) -> None:
    found = report(tmp_path, "# One\nWords follow here.\n## Two\nMore words follow.\n")
    headings = [(p.text, p.level) for p in found.passages if p.kind is Kind.HEADING]
    assert headings == [("One", 1), ("Two", 2)]
    assert found.answers[-1].path == ("One", "Two")


def test_a_heading_that_lists_recommendations_is_no_section_and_no_answer(tmp_path: Path) -> None:
    text = "A. Children\n\nRecommendations 20, 21 and 109–118\n\n5. Schools were built.\n"
    found = report(tmp_path, text)
    kinds = {p.text: p.kind for p in found.passages}
    assert kinds["Recommendations 20, 21 and 109–118"] is Kind.RECOMMENDATIONS
    assert [p.section for p in found.answers] == ["A. Children"]


def test_headings_on_lines_that_follow_each_other_stay_apart(tmp_path: Path) -> None:
    text = (
        "II. Implementation of recommendations\nA. Norms\n"
        "      Supported recommendations Nos. 139.1 to 139.6,\n      139.9 and 139.12 (Chile)\n"
        "3.    The Convention was ratified.\n\n"
        "B. Children\nRecommendations 20, 21\nThe age of marriage is eighteen.\n"
    )
    found = report(tmp_path, text)
    assert [(p.paragraph, p.text, p.path) for p in found.answers] == [
        ("3", "The Convention was ratified.",
         ("II. Implementation of recommendations", "A. Norms")),
        ("", "The age of marriage is eighteen.",
         ("II. Implementation of recommendations", "B. Children")),
    ]  # fmt: skip


def test_a_text_whose_letters_are_not_known_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "informe.txt"
    path.write_bytes("Salud\r\n\r\nLas niñas van a la escuela.\r\n".encode("cp1252"))
    with pytest.raises(InvalidInputError) as refused:
        read_report(path)
    (problem,) = refused.value.problems
    assert problem.code == "REP012"
    assert problem.what.startswith("line 3 of the text is not UTF-8")
    for encoding in ("utf-16", "utf-8-sig"):
        path.write_bytes("Salud\r\n\r\nLas niñas van a la escuela.\r\n".encode(encoding))
        assert [p.text for p in read_report(path).answers] == ["Las niñas van a la escuela."]


def test_decimal_numbers_of_paragraphs_count_and_quantities_do_not(tmp_path: Path) -> None:
    text = (
        "2. Health\n\n2.1 Wells were dug in the north.\n\n2.2. Wells were dug in the south.\n\n"
        "2.3 million people were vaccinated.\n\n3.4 Dollars a day were paid to each midwife.\n\n"
        "4.1 Schools\n\n4.1.1 Schools were built in the west.\n"
    )
    assert [(p.paragraph, p.text) for p in report(tmp_path, text).answers] == [
        ("2.1", "Wells were dug in the north."),
        ("2.2", "Wells were dug in the south."),
        ("", "2.3 million people were vaccinated."),
        ("", "3.4 Dollars a day were paid to each midwife."),
        ("4.1.1", "Schools were built in the west."),
    ]


def test_marks_on_rows_of_their_own_belong_to_the_rows_below(tmp_path: Path) -> None:
    text = (
        "National report of the country submitted under the resolution of the Council\nIlmarra\n"
        "I. Aims\n1.\nThis report was written by the Ministry of Justice together with the\n"
        "Commission.\n2.\n\nIt covers five years:\n(a)\nfrom 2019;\n•\nto 2024.\n3.\n"
    )
    found = report(tmp_path, text)
    said = [(p.paragraph, p.text) for p in found.answers if p.section == "I. Aims"]
    assert said == [
        ("1", "This report was written by the Ministry of Justice together with the Commission."),
        ("2", "It covers five years:"),
        ("(a)", "from 2019;"),
        ("", "to 2024."),
        ("", "3."),
    ]


def test_notes_at_the_feet_of_plain_pages_are_those_the_text_refers_to(tmp_path: Path) -> None:
    text = (
        "1. The Convention was ratified.1 See A/HRC/45/12/Add.1.\n\n2. Nothing else was done.\n\n"
        "1. Law 12 of 2019,\n   article 3.\n\f3. Courts were built in Halden.2\n\n"
        "4. Nothing else was built.\n\n   2  Law 4 of 2021.\n"
    )
    found = report(tmp_path, text)
    notes = [(p.paragraph, p.text) for p in found.passages if p.kind is Kind.FOOTNOTE]
    assert notes == [("1", "Law 12 of 2019, article 3."), ("2", "Law 4 of 2021.")]
    assert [p.paragraph for p in found.answers] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("Recommendations 1–5, 14–16, 18", True),
        ("Recomendaciones 3, 4 y 7", True),
        ("115.4, 115.6 and 115.20", True),
        ("Recommendation 43", True),
        ("Supported recommendations Nos. 140.1 to 140.7, 140.11", True),
        ("Recommendations 6.10, 6.11 and 6.14 (Finland, Ukraine)", True),
        ("Recommendation 6.1 (Brazil), 6.2 (Iran (Islamic Republic of)) and 6.3", True),
        ("Recommendations in paragraphs 140.20 to 140.24", True),
        ("(Recommendations 6.1, 6.2 and A-6.5)", True),
        ("Recommandations 6.1 à 6.5 et 6.9", True),
        ("التوصيات 6.1 و6.2", True),
        ("建议6.1、6.2和6.3", True),
        ("Rights of the child (recommendations 6.1–6.9)", False),
        ("Recommendation 6.1: Ratify the Convention", False),
        ("Follow-up to the recommendations of 2015 and 2019", False),
        ("2015–2019", False),
        ("10 20 30 40", False),
        ("Recommendations from the previous cycles", False),
        ("2020", False),
        ("Recommendations 20 to 25 were implemented in full", False),
    ],
)
def test_which_headings_list_recommendations(text: str, is_list: bool) -> None:  # noqa: FBT001
    assert lists_recommendations(text) is is_list


def test_a_long_text_that_nearly_lists_recommendations_is_told_soon() -> None:
    text = "Recommendations " + "1 (Chad, Mali) - , " * 90 + "and so on (as said)"
    assert not lists_recommendations(text)


def test_a_letter_after_the_one_before_it_is_no_roman_number() -> None:
    assert numberings(["II. A", "H. B", "I. C", "J. D", "III. E", "A. F"]) == [
        "roman",
        "capital",
        "capital",
        "capital",
        "roman",
        "capital",
    ]


def test_endnotes_are_notes_with_their_marks(tmp_path: Path) -> None:
    text = (
        "I. Aims\n\n1. The State acts.1\n\nNotes\n\n"
        "   1  A note that runs over\n      two lines.\n   2 Another note.\n"
    )
    notes = [p for p in report(tmp_path, text).passages if p.kind is Kind.FOOTNOTE]
    assert [(n.paragraph, n.text) for n in notes] == [
        ("1", "A note that runs over two lines."),
        ("2", "Another note."),
    ]


def test_form_feeds_part_pages_and_running_lines_are_taken_out(tmp_path: Path) -> None:
    words = ("Water", "Land", "Health", "School", "Work")
    pages = [
        f"Review of Ilmarra\n\n{n}. {word} goes on over\nto what is {word.lower()}.\n\n{n}\n"
        for n, word in enumerate(words, start=1)
    ]
    found = report(tmp_path, "\f".join(pages))
    assert [p.print_page for p in found.pages] == ["1", "2", "3", "4", "5"]
    assert [p.text for p in found.answers] == [
        f"{word} goes on over to what is {word.lower()}." for word in words
    ]
    assert [p.pdf_page for p in found.answers] == [1, 2, 3, 4, 5]


@pytest.mark.real
@pytest.mark.skipif(not DATA.is_dir(), reason="VNRGEN_REAL_DATA is unset")
def test_every_numbered_paragraph_of_a_report_of_2019_is_read_as_it_stands() -> None:
    found = read_report(DATA / "c3_2019_national_report_A_HRC_WG6_34_SVN_1.txt")
    read = {p.paragraph: p for p in found.passages if p.kind is Kind.TEXT}
    with (DATA / "nr_2019_paragraphs.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    right = [r for r in rows if _plain(read[r["para"]].text) == _plain(r["text"])]
    in_section = [r for r in rows if read[r["para"]].section.find(r["section_title"]) >= 0]
    assert (len(rows), len(right), len(in_section)) == (116, 116, 116)
    assert sum(p.kind is Kind.RECOMMENDATIONS for p in found.passages) == 12
    notes = [p.paragraph for p in found.passages if p.kind is Kind.FOOTNOTE]
    assert notes[:34] == [str(number) for number in range(1, 35)]
    assert {p.language for p in found.answers} == {"en"}


def _plain(text: str) -> str:
    return re.sub(r"-\s+", "-", " ".join(text.split()))
