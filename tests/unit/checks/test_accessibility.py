"""What keeps people from using a file is seen in it, whatever made it so: defects are planted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders_render import a_document, pictures_of, pngs_of
from vnrgen.checks.docx_accessibility import docx_accessibility
from vnrgen.checks.html_accessibility import html_accessibility
from vnrgen.checks.outputs import check_outputs
from vnrgen.problems import Severity
from vnrgen.render.docx import render_docx
from vnrgen.render.html import render_html

# What is planted, in which part, by which expression, with what in its place; the first only.
IN_WORD = {
    "no title": ("ACC001", "docProps/core.xml", r"<dc:title>.*?</dc:title>", "<dc:title/>"),
    "no language": ("ACC002", "word/styles.xml", r'<w:lang w:val="en"[^>]*/>', ""),
    "no alternative": (
        "ACC003",
        "word/document.xml",
        r'( name="Picture \d+") descr="[^"]*"',
        r"\1",
    ),
    "empty alternative": ("ACC003", "word/document.xml", r'descr="[^"]*"', 'descr=" "'),
    "no header row": ("ACC004", "word/document.xml", r"<w:tblHeader/>", ""),
    "header row off": (
        "ACC004",
        "word/document.xml",
        r"<w:tblHeader/>",
        '<w:tblHeader w:val="false"/>',
    ),
    "skipped rank": ("ACC005", "word/document.xml", '"Heading2"', '"Heading3"'),
    "late beginning": ("ACC005", "word/document.xml", '"Heading1"', '"Heading2"'),
    "empty heading": (
        "ACC006",
        "word/document.xml",
        r'(<w:pStyle w:val="Heading1"/>.*?</w:pPr>).*?(</w:p>)',
        r"\1\2",
    ),
    "no description": (
        "ACC007",
        "word/document.xml",
        r'(?:<w:tblCaption w:val="[^"]*"/>)?<w:tblDescription w:val="[^"]*"/>',
        "",
    ),
    "link without words": (
        "ACC008",
        "word/document.xml",
        r"(<w:hyperlink [^>]*>).*?(</w:hyperlink>)",
        r"\1\2",
    ),
    "an empty line for space": (
        "ACC009",
        "word/document.xml",
        r'(?=<w:p><w:pPr><w:pStyle w:val="BodyText"/>)',
        '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>',
    ),
    "a faint style": (
        "ACC010",
        "word/styles.xml",
        r'(w:styleId="BodyText">.*?<w:rPr>)',
        r'\1<w:color w:val="9A9A9A"/>',
    ),
    "a faint character style": (
        "ACC010",
        "word/styles.xml",
        r'(w:styleId="Hyperlink">.*?<w:color w:val=)"[0-9A-F]{6}"',
        r'\1"E0B000"',
    ),
    "a ground as dark as its words": (
        "ACC010",
        "word/styles.xml",
        r'(w:styleId="MatrixEmpty">.*?w:fill=)"[0-9A-F]{6}"',
        r'\1"C86020"',
    ),
}
IN_THE_PAGE = {
    "no title": ("ACC001", r"<title>.*?</title>", ""),
    "no language": ("ACC002", r'<html lang="en"', "<html"),
    "no alternative": ("ACC003", r'(<img [^>]*)alt="[^"]*"', r"\1"),
    "no header row": ("ACC004", r"(<table.*?</table>)", lambda m: m[0].replace("<th", "<td")),
    "skipped rank": ("ACC005", r"<h3(.*?)</h3>", r"<h5\1</h5>"),
    "late beginning": ("ACC005", r"<h1(.*?)</h1>", r"<h2\1</h2>"),
    "empty heading": ("ACC006", r"(<h2[^>]*>).*?(</h2>)", r"\1\2"),
    "no description": (
        "ACC007",
        r'<table([^>]*?) aria-describedby="[^"]*"([^>]*)><caption.*?</caption>',
        r"<table\1\2>",
    ),
    "link without words": ("ACC008", r'(<a class="skip"[^>]*>).*?(</a>)', r"\1\2"),
}


@pytest.fixture(scope="module")
def docx() -> bytes:
    document = a_document()
    return render_docx(document, pictures_of(document), pngs_of(document))


@pytest.fixture(scope="module")
def page() -> bytes:
    document = a_document()
    return render_html(document, pictures_of(document))


def replaced(text: str, pattern: str, by: str | Callable[[re.Match[str]], str]) -> str:
    planted, times = re.subn(pattern, by, text, count=1, flags=re.DOTALL)
    assert times == 1, "the defect could not be planted"
    return planted


def in_part(docx: bytes, name: str, pattern: str, by: str) -> bytes:
    """Return a DOCX with the first match in one of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as read, zipfile.ZipFile(made, "w") as written:
        for entry in read.namelist():
            content = read.read(entry)
            if entry == name:
                content = replaced(content.decode(), pattern, by).encode()
            written.writestr(entry, content)
    return made.getvalue()


def test_nothing_is_found_in_what_is_made(docx: bytes, page: bytes) -> None:
    assert list(docx_accessibility(docx)) == []
    assert list(html_accessibility(page)) == []


@pytest.mark.parametrize("defect", IN_WORD)
def test_a_defect_planted_in_word_is_found(docx: bytes, defect: str) -> None:
    code, part, pattern, by = IN_WORD[defect]
    found = list(docx_accessibility(in_part(docx, part, pattern, by)))
    assert {problem.code for problem in found} == {code}
    assert {problem.severity for problem in found} == {Severity.WARNING}


@pytest.mark.parametrize("defect", IN_THE_PAGE)
def test_a_defect_planted_in_the_page_is_found(page: bytes, defect: str) -> None:
    code, pattern, by = IN_THE_PAGE[defect]
    found = html_accessibility(replaced(page.decode(), pattern, by).encode())
    assert {problem.code for problem in found} == {code}


def test_a_file_without_any_heading_is_found() -> None:
    page = b'<html lang="en"><title>A chapter</title><p>Words.</p></html>'
    assert [problem.code for problem in html_accessibility(page)] == ["ACC005"]


def test_the_title_of_a_drawing_is_not_that_of_the_page() -> None:
    page = b'<html lang="en"><h1>A</h1><svg><title>Bars</title></svg></html>'
    assert [problem.code for problem in html_accessibility(page)] == ["ACC001"]


def test_a_picture_that_says_it_is_decoration_needs_no_words(docx: bytes) -> None:
    decoration = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
        ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        "</a:ext></a:extLst></wp:docPr>"
    )
    pattern = r'(<wp:docPr [^>]*?) descr="[^"]*"/>'
    marked = in_part(docx, "word/document.xml", pattern, rf"\1>{decoration}")
    assert list(docx_accessibility(marked)) == []


@pytest.mark.parametrize(
    "text",
    [
        "see /srv/people/amina/dossier/data",
        "see file:///etc/passwd",
        "FILE:/C:/Users/Amina/x",
        '{"from": "/srv/people/amina/dossier"}',
    ],
)
def test_a_place_of_the_machine_stops_the_build(text: str) -> None:
    (problem,) = check_outputs(
        {"document.json": text.encode()}, [Path("/srv/people/amina/dossier")]
    )
    assert (problem.code, problem.severity) == ("PUB006", Severity.ERROR)


def test_a_place_is_found_as_a_page_writes_it() -> None:
    page = b'<html lang="en"><title>A</title><h1>A</h1><p>/srv/amina &amp; co/x</p></html>'
    (problem,) = check_outputs({"chapter.html": page}, [Path("/srv/amina & co")])
    assert problem.code == "PUB006"


def test_a_place_is_found_inside_a_packed_file(docx: bytes) -> None:
    leaking = in_part(docx, "word/document.xml", "<w:t xml", r"<!-- /srv/a/b --><w:t xml")
    (problem,) = check_outputs({"chapter.docx": leaking}, [Path("/srv/a")])
    assert problem.code == "PUB006"


@pytest.mark.parametrize(
    "text",
    [
        "https://stats.example/srv/people/amina/dossier/x",
        "a profile: / none",
        "/srv/people/amina/dossiers",
        "the people of /srv",
    ],
)
def test_an_address_on_the_web_or_a_likeness_is_no_place_of_the_machine(text: str) -> None:
    places = [Path("/srv/people/amina/dossier"), Path("/srv")]
    assert list(check_outputs({"document.json": text.encode()}, places)) == []


def test_a_place_inside_another_is_found_where_it_alone_is_named() -> None:
    places = [Path("/srv/amina/dossiers"), Path("/srv/amina/dossiers-of-2026/out")]
    (problem,) = check_outputs({"a.csv": b"1,/srv/amina/dossiers-of-2026/out,2"}, places)
    assert "of-2026/out" in problem.what
