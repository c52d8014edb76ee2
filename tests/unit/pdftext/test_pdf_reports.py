from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_pdf import drawn_pdf, pdf_of, scan_of
from vnrgen.pdftext.model import Kind, Report
from vnrgen.pdftext.passages import read_report, scanned_pages
from vnrgen.pdftext.quotes import find_quote
from vnrgen.problems import InvalidInputError, Severity

LONG = (
    "The ministry reached every village with water and light, and the council "
    "asked the people of each region what they needed most in the coming years. "
)


def read(tmp_path: Path, html: str) -> Report:
    return read_report(pdf_of(tmp_path / "a.pdf", html))


def kinds(report: Report) -> list[tuple[str, str]]:
    return [(str(p.kind), p.text) for p in report.passages]


def test_a_note_is_kept_apart_from_the_sentence_that_refers_to_it(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<style>.n{float:footnote;font-size:7pt}::footnote-call{font-size:60%;"
        "vertical-align:super;line-height:0}</style>"
        f"<h1>Water</h1><p>{LONG}It was paid<span class=n>By the fund.</span> in full.</p><p>{LONG}"
        "</p>",
    )
    assert kinds(found)[0] == ("heading", "Water")
    text = found.answers[0]
    assert text.text == f"{LONG}It was paid in full."
    assert text.notes == ("1",)
    [note] = [p for p in found.passages if p.kind is Kind.FOOTNOTE]
    assert (note.paragraph, note.text) == ("1", "By the fund.")


def test_notes_above_a_footer_as_large_as_the_text_are_notes(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        "<style>@page{@bottom-center{content:'Ilmarra 2026 | ' counter(page);font-size:11pt}}"
        "span{float:footnote;font-size:7pt}</style><p>Schools were built in every district of the"
        " country.<span>Law 12 of 2019.</span> Roads were not.</p><p>Wells were dug.</p>",
    )
    assert ("footnote", "Law 12 of 2019.") in kinds(report)


def test_a_note_that_cites_recommendations_is_a_note_and_no_heading(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        "<style>span{float:footnote;font-size:7pt}</style><p>Schools were built in every district"
        " of the country.<span>Recommendations 139.4 and 139.5.</span> Roads were not.</p>",
    )
    assert ("footnote", "Recommendations 139.4 and 139.5.") in kinds(report)


def test_a_line_whose_middle_is_a_gap_has_the_size_it_is_drawn_in(tmp_path: Path) -> None:
    drawn = (
        "q .75 0 0 .75 0 0 cm BT /F1 13.3 Tf 60 900 Td ({n}) Tj 40 0 Td ({words}) Tj"
        " -40 -15 Td (the Family Code, and courts have followed it.) Tj ET Q"
    )
    for words in ("Guardianship ended by", "Guardianship was ended by an amendment of"):
        text = drawn.format(n="7.", words=words)
        (passage,) = read_report(drawn_pdf(tmp_path / f"{len(words)}.pdf", text)).passages
        assert passage.paragraph == "7"
        assert passage.text == f"{words} the Family Code, and courts have followed it."


@pytest.mark.parametrize("words", ["It was paid.{note} Roads", "It was paid{note}, and roads"])
def test_marks_of_notes_that_a_font_draws_raised_by_itself_are_marks(
    tmp_path: Path, words: str
) -> None:
    typst = pytest.importorskip("typst")
    source = tmp_path / "a.typ"  # its own font draws marks from glyphs of their own
    said = words.format(note="#footnote[Law 12 of 2019.]")
    source.write_text(f"#set page(width: 15cm)\nIn 2019 schools were built. {said} were not.")
    typst.compile(str(source), output=str(tmp_path / "a.pdf"))
    found = read_report(tmp_path / "a.pdf")
    (text,) = found.answers
    assert text.text == f"In 2019 schools were built. {words.format(note='')} were not."
    assert text.notes == ("1",)
    [note] = [p for p in found.passages if p.kind is Kind.FOOTNOTE]
    assert (note.paragraph, note.text) == ("1", "Law 12 of 2019.")


def test_a_box_between_paragraphs_is_a_box_and_parts_no_section(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"<h1>Land</h1><p>{LONG}</p><div style='border:1pt solid;padding:6pt'><b>A story</b>"
        f"<p>{LONG}</p></div><p>{LONG}</p>",
    )
    assert [str(p.kind) for p in found.passages] == ["heading", "text", "box", "box", "text"]
    assert {p.section for p in found.answers} == {"Land"}


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    words = [f"Paragraph {name}. {LONG.strip()}" for name in ("one", "two", "three", "four")]
    body = "".join(f"<p>{text}</p>" for text in words)
    found = read(tmp_path, f"<div style='columns:2'>{body}</div>")
    assert [p.text for p in found.answers] == words


def test_a_box_at_the_head_of_the_second_column_stands_between_the_two(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"<div style='columns:2'><h1>Land</h1><p>{LONG}</p>"
        "<div style='break-before:column;border:1pt solid;padding:6pt'>We carry water.</div>"
        f"<h1>Water</h1><p>{LONG}</p></div>",
    )
    said = [(p.section, str(p.kind)) for p in found.answers]
    assert said == [("Land", "text"), ("Land", "box"), ("Water", "text")]


def test_no_blank_is_left_before_a_comma_where_the_mark_of_a_note_stood(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<p style='text-align:justify'>Midwives were posted in the valleys"
        "<sup style='font-size:60%'>1</sup>, and houses for mothers were built beside every health"
        " post of the highlands in the years that followed.</p>",
    )
    (text,) = found.answers
    assert text.text.startswith("Midwives were posted in the valleys, and houses for mothers")
    assert text.notes == ("1",)


def test_a_table_is_read_row_by_row_and_a_list_item_by_item(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"<p>{LONG}</p><table style='width:100%'>"
        "<tr><td>Region<td>2015<td>2020<tr><td>The North and its islands<td>12.4<td>15.0"
        "<tr><td>South<td>9.1<td>9.9</table>"
        f"<ul><li>Schools for all children<li>{LONG}</ul>",
    )
    assert kinds(found)[1:] == [
        ("row", "Region | 2015 | 2020"),
        ("row", "The North and its islands | 12.4 | 15.0"),
        ("row", "South | 9.1 | 9.9"),
        ("item", "Schools for all children"),
        ("item", LONG.strip()),
    ]


def test_a_raised_exponent_is_no_note(tmp_path: Path) -> None:
    found = read(
        tmp_path, f"<p>{LONG} Each has 40 m<sup style='font-size:60%'>2</sup> of land.</p>"
    )
    assert found.answers[0].text.endswith("40 m2 of land.")
    assert found.answers[0].notes == ()


def test_a_quote_over_the_end_of_a_page_has_both_pages(tmp_path: Path) -> None:
    style = "<style>@page{@bottom-center{content:counter(page)}}</style>"
    words = " ".join(f"In step {n} the ministry reached village {n}." for n in range(120))
    found = read(tmp_path, style + f"<p>{words}</p>")
    [text] = found.answers
    assert len(text.starts) >= 2
    cut = text.starts[1].offset
    place = find_quote(found, text.text[cut - 40 : cut + 40].partition(" ")[2].rpartition(" ")[0])
    assert place is not None
    first, second = place.pages
    assert (first.pdf_page, second.print_page) == (1, "2")


def test_a_scan_is_refused_with_its_pages(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_report(scan_of(tmp_path / "a.pdf", pages=3))
    [problem] = refused.value.problems
    assert problem.code == "REP010"
    assert "1-3" in problem.what


def test_the_pages_without_text_of_a_report_are_named(tmp_path: Path) -> None:
    path = scan_of(tmp_path / "a.pdf", pages=6, text_on=(1, 3))
    found = read_report(path)
    assert found.scanned == (2, 4, 5, 6)
    problem = scanned_pages(path, found)
    assert problem is not None
    assert (problem.code, problem.severity) == ("REP013", Severity.WARNING)
    assert "2, 4-6" in problem.what


def test_a_report_with_text_on_every_page_has_nothing_to_warn_of(tmp_path: Path) -> None:
    path = scan_of(tmp_path / "a.pdf", pages=2, text_on=(1, 2))
    assert scanned_pages(path, read_report(path)) is None
