"""The Word file passes every judge, and each judge is shown to see what it is there for."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.builders_edits import edited
from tests.builders_render import a_difference, a_document, pictures_of, pngs_of
from tests.conftest import Built
from tests.validators.word import FONTS, font_names, open_xml_sdk, openxml_audit
from vnrgen.checks.docx_accessibility import docx_accessibility
from vnrgen.checks.traces import machine_traces
from vnrgen.document.blocks import Document
from vnrgen.document.tree.marks import accept, reject
from vnrgen.render.docx import WordOptions, render_docx
from vnrgen.render.docx.tracked import Drawings, render_redline
from vnrgen.versions.comparison.documents import compare

pytestmark = pytest.mark.slow

BODY = "word/document.xml"
# What is planted: the part, an expression, and what takes the place of its first match.
PLANTS = {
    "properties in the wrong order": (
        BODY,
        r"<w:pPr>(<w:pStyle [^>]*/>)(<w:keepNext/>|<w:spacing [^>]*/>|<w:jc [^>]*/>)",
        r"<w:pPr>\2\1",
    ),
    "properties after the text": (
        BODY,
        r"(<w:pPr>(?:(?!</w:p>).)*?</w:pPr>)(.*?)</w:p>",
        r"\2\1</w:p>",
    ),
    "a value that is none": (
        BODY,
        r'<w:tblW w:w="\d+" w:type="dxa"',
        '<w:tblW w:w="wide" w:type="dxa"',
    ),
    "an element nobody knows": (BODY, r"<w:body>", "<w:body><w:parade/>"),
    "a table without rows or columns": (BODY, r"<w:tblGrid>.*?</w:tblGrid>", ""),
    "a picture that is not there": (BODY, r'r:embed="rId\d+"', 'r:embed="rId99999"'),
}


def written(docx: bytes, folder: Path) -> Path:
    path = folder / "chapter.docx"
    path.write_bytes(docx)
    return path


def planted(docx: bytes, part: str, pattern: str, by: str) -> bytes:
    """Return a DOCX with the first match in one part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as read, zipfile.ZipFile(made, "w") as new:
        for entry in read.namelist():
            content = read.read(entry)
            if entry == part:
                changed, times = re.subn(pattern, by, content.decode(), count=1, flags=re.DOTALL)
                assert times == 1, "the defect could not be planted"
                content = changed.encode()
            new.writestr(entry, content)
    return made.getvalue()


NAMES = (
    "sample",
    "every kind of block",
    "right to left",
    "changes",
    "native charts",
    "native charts, right to left",
)


def rendered(document: Document, *, native: bool = False) -> bytes:
    options = WordOptions(native_charts=native)
    return render_docx(document, pictures_of(document), pngs_of(document), options=options)


def redline(comparison: Document) -> bytes:
    old, new = (
        Drawings(pictures_of(side), pngs_of(side))
        for side in (reject(comparison), accept(comparison))
    )
    return render_redline(comparison, old, new)


def many_changes() -> Document:
    """A document with every kind of block, edited in many places, beside what it was."""
    return compare(a_document(), edited(a_document(), seed=4, count=40))


@pytest.fixture(scope="module")
def every_kind() -> bytes:
    """A document with every kind of block."""
    return rendered(a_document())


@pytest.fixture(scope="module")
def whole(sample: Built, every_kind: bytes) -> Mapping[str, bytes]:
    """The files that must be without fault."""
    return {
        "sample": sample.read("chapter.docx"),
        "every kind of block": every_kind,
        "right to left": rendered(a_document(language="ar", direction="rtl")),
        "changes": redline(a_difference()),
        "many changes": redline(many_changes()),
        "native charts": rendered(a_document(), native=True),
        "native charts, right to left": rendered(
            a_document(language="ar", direction="rtl"), native=True
        ),
    }


@pytest.mark.parametrize("name", NAMES)
def test_no_judge_finds_anything(whole: Mapping[str, bytes], name: str, tmp_path: Path) -> None:
    docx = whole[name]
    path = written(docx, tmp_path)
    assert open_xml_sdk(path) == []
    assert openxml_audit(path) == []
    assert list(docx_accessibility(docx)) == []
    assert font_names(docx) <= FONTS
    assert list(machine_traces({"chapter.docx": docx}, [Path.cwd(), Path.home()])) == []


def test_the_workbook_in_a_chart_is_valid_and_a_defect_in_it_is_seen(
    whole: Mapping[str, bytes], tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(whole["native charts"])) as archive:
        books = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
    path = tmp_path / "data.xlsx"
    assert books
    for book in books:
        path.write_bytes(book)
        assert open_xml_sdk(path) == []
    sheet = ("xl/worksheets/sheet1.xml", "<sheetData>", "<sheetDate/><sheetData>")
    path.write_bytes(planted(books[0], *sheet))
    assert open_xml_sdk(path) != []


@pytest.mark.parametrize("judge", [open_xml_sdk, openxml_audit])
@pytest.mark.parametrize(
    "plant",
    [
        (r"(<c:axId [^>]*/>)(?=.*</c:plotArea>)", r"<c:parade/>\1"),
        (r'<c:barDir val="bar"/>', '<c:barDir val="round"/>'),
    ],
    ids=["an element nobody knows", "a value that is none"],
)
def test_both_validators_see_a_broken_chart(
    whole: Mapping[str, bytes], plant: tuple[str, str], judge: object, tmp_path: Path
) -> None:
    docx = whole["native charts"]
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        part = next(
            n
            for n in archive.namelist()
            if "charts/chart" in n and n.endswith(".xml") and b"c:barDir" in archive.read(n)
        )
    assert callable(judge)
    assert judge(written(planted(docx, part, *plant), tmp_path)) != []


@pytest.mark.parametrize("judge", [open_xml_sdk, openxml_audit])
def test_writing_a_file_again_plants_nothing(
    every_kind: bytes, judge: object, tmp_path: Path
) -> None:
    again = planted(every_kind, BODY, "<w:body>", "<w:body>")
    assert callable(judge)
    assert judge(written(again, tmp_path)) == []


@pytest.mark.parametrize("judge", [open_xml_sdk, openxml_audit])
@pytest.mark.parametrize("defect", PLANTS)
def test_both_validators_see_what_word_would_repair(
    every_kind: bytes, defect: str, judge: object, tmp_path: Path
) -> None:
    assert callable(judge)
    assert judge(written(planted(every_kind, *PLANTS[defect]), tmp_path)) != []


@pytest.mark.parametrize(
    "plant",
    [
        ("word/styles.xml", r'w:ascii="[^"]*"', 'w:ascii="Comic Sans MS"'),
        (BODY, "<w:rPr>", '<w:rPr><w:rFonts w:hAnsi="Comic Sans MS"/>'),
        (
            "word/theme/theme1.xml",
            r'<a:latin typeface="[^"]*"',
            '<a:latin typeface="Comic Sans MS"',
        ),
        ("word/fontTable.xml", r'<w:font w:name="[^"]*"', '<w:font w:name="Comic Sans MS"'),
    ],
    ids=["style", "run", "theme", "font table"],
)
def test_a_foreign_font_is_seen(every_kind: bytes, plant: tuple[str, str, str]) -> None:
    assert font_names(planted(every_kind, *plant)) - FONTS == {"Comic Sans MS"}
