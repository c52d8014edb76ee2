from __future__ import annotations

from pathlib import Path

from tests.builders_pdf import word_of
from tests.builders_reports import Author
from tests.builders_reports_word import as_word
from tests.reports_compared import compare
from vnrgen.pdftext.model import Kind
from vnrgen.pdftext.passages import read_report


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def read(path: Path, body: str, **parts: str) -> list[tuple[str, str, str]]:
    found = read_report(word_of(path / "a.docx", body, **parts)).passages
    return [(str(x.kind), x.paragraph, x.text) for x in found]


def test_a_report_written_as_ooxml_is_read_whole(tmp_path: Path) -> None:
    author = Author(3, chapters=4, paragraphs=6)
    as_word(author.items, tmp_path / "a.docx")
    found = compare(author.items, read_report(tmp_path / "a.docx"), None, None)
    assert found.wrong == ()
    assert (found.passages, found.headings, found.sections) == (1, 1, 1)


def test_changes_are_read_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>The plan </w:t></w:r><w:del><w:r><w:delText>ends</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>begins</w:t></w:r></w:ins><w:r><w:t> in 2026.</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One half</w:t></w:r></w:p>"
        + p("and the other half.")
        + "<w:p><w:moveFrom><w:r><w:t>Gone.</w:t></w:r></w:moveFrom></w:p>"
    )
    assert [text for _, _, text in read(tmp_path, body)] == [
        "The plan begins in 2026.",
        "One half and the other half.",
    ]


LEVELS = (
    '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="4"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1">'
    '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="9"><w:abstractNumId w:val="5"/></w:num>'
)


def test_numbers_and_letters_that_were_typed_are_no_part_of_the_text(tmp_path: Path) -> None:
    body = p("12. Schools were built.") + p("(a) in the north;") + p("• in the south.")
    found = read_report(word_of(tmp_path / "report.docx", body)).passages
    assert [(f.paragraph, f.text, str(f.kind)) for f in found] == [
        ("12", "Schools were built.", "text"),
        ("(a)", "in the north;", "item"),
        ("", "in the south.", "item"),
    ]


def number(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="9"/></w:numPr>'


def test_numbers_that_word_only_shows_are_counted(tmp_path: Path) -> None:
    body = (
        p("First it was said.", number(0))
        + p("Then a part.", number(1))
        + p("And another.", number(1))
        + p("Last it was done.", number(0))
        + p("With a part.", number(1))
    )
    assert read(tmp_path, body, numbering=LEVELS) == [
        ("text", "4", "First it was said."),
        ("item", "(a)", "Then a part."),
        ("item", "(b)", "And another."),
        ("text", "5", "Last it was done."),
        ("item", "(a)", "With a part."),
    ]


def test_headings_come_from_outline_levels_that_styles_inherit(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="Base"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="1"/>'
        '</w:pPr></w:style><w:style w:styleId="Own"><w:name w:val="Ours"/>'
        '<w:basedOn w:val="Base"/></w:style>'
    )
    body = p("Water for all", '<w:pStyle w:val="Own"/>') + p("Wells were dug in all villages.")
    found = read_report(word_of(tmp_path / "a.docx", body, styles=styles)).passages
    assert [(x.kind, x.level) for x in found] == [(Kind.HEADING, 2), (Kind.TEXT, 0)]
    assert found[1].path == ("Water for all",)


def test_rows_boxes_notes_and_hidden_words(tmp_path: Path) -> None:
    def cell(text: str) -> str:
        return f"<w:tc>{p(text)}</w:tc>"

    body = (
        f"<w:tbl><w:tr>{cell('Region')}{cell('2020')}</w:tr>"
        f"<w:tr>{cell('North')}{cell('12.4')}</w:tr></w:tbl>"
        f"<w:tbl><w:tr><w:tc>{p('A frame drawn around words.')}</w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:t>Text with a note.</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="7"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"
    )
    notes = f'<w:footnote w:id="7">{p("The note.")}</w:footnote>'
    assert read(tmp_path, body, footnotes=notes) == [
        ("row", "", "Region | 2020"),
        ("row", "", "North | 12.4"),
        ("box", "", "A frame drawn around words."),
        ("text", "", "Text with a note."),
        ("footnote", "1", "The note."),
    ]


def test_pages_are_known_where_word_noted_them(tmp_path: Path) -> None:
    brk = "<w:lastRenderedPageBreak/>"
    section = '<w:sectPr><w:pgNumType w:fmt="lowerRoman"/></w:sectPr>'
    body = (
        p("In front.", section)
        + f"<w:p><w:r>{brk}<w:t>The body begins </w:t></w:r><w:r>{brk}<w:t>and goes on.</w:t></w:r>"
        "</w:p>" + '<w:sectPr><w:pgNumType w:start="1"/></w:sectPr>'
    )
    first, second = read_report(word_of(tmp_path / "a.docx", body)).passages
    assert (first.pdf_page, first.print_page) == (1, "i")
    assert [(s.offset, s.pdf_page, s.print_page) for s in second.starts] == [
        (0, 2, "1"),
        (16, 3, "2"),
    ]


def test_without_words_notes_no_page_is_claimed(tmp_path: Path) -> None:
    found = read_report(word_of(tmp_path / "a.docx", p("Words.")))
    assert (found.passages[0].pdf_page, found.passages[0].print_page, found.pages) == (None, "", ())
