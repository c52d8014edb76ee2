"""The PDF: accessible, archivable, the same everywhere, and closed to everything outside."""

from __future__ import annotations

import builtins
import io
import logging
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import page as validator
import pikepdf
import pypdfium2
import pytest

from tests.builders_blocks import a_card, a_paragraph, a_story, key_figures, recommendations
from tests.builders_blocks import words as said
from tests.builders_drawn_blocks import a_chart, a_grid, a_matrix, an_equiplot
from tests.builders_render import a_document, pictures_of
from vnrgen.document.blocks import (
    Column,
    CrossReference,
    Document,
    LanguageSpan,
    Row,
    RowKind,
    Text,
)
from vnrgen.document.tree.words import words
from vnrgen.problems import EnvironmentFailureError, Location, ProblemLog, Severity
from vnrgen.render.pdf import render_pdf
from vnrgen.render.pdf.complaints import complaints_as_problems
from vnrgen.render.pdf.letters import check_letters

DATA = {"observations.csv": b"group,value\nhighland,41.5\n", "metadata.json": b"{}\n"}


def pdf_of(document: Document, **pictures: bytes) -> tuple[bytes, ProblemLog]:
    problems = ProblemLog()
    shown = {**pictures_of(document), **pictures}
    return render_pdf(document, shown, attachments=DATA, problems=problems), problems


@pytest.fixture(scope="module")
def rendered() -> tuple[bytes, ProblemLog]:
    return pdf_of(a_document())


@pytest.fixture(scope="module")
def opened(rendered: tuple[bytes, ProblemLog]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(rendered[0])) as pdf:
        yield pdf


def elements(node: Any) -> Iterator[Any]:
    """Walk structure elements in reading order."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_the_whole_document_is_accessible(
    rendered: tuple[bytes, ProblemLog], tmp_path: Path
) -> None:
    path = tmp_path / "chapter.pdf"
    path.write_bytes(rendered[0])
    found = validator.validate_pdf(str(path), profile="ua1")
    assert [failure.rule_id for failure in found.failures] == []
    assert list(rendered[1]) == []


def test_it_says_in_its_one_description_that_it_is_for_archives_and_for_all(
    opened: pikepdf.Pdf,
) -> None:
    description = bytes(opened.Root.Metadata.read_bytes()).decode()
    assert description.count("<rdf:RDF") == 1
    assert re.search(r"pdfaid:part(>|=\")3", description)
    assert "<pdfuaid:part>1</pdfuaid:part>" in description


def test_the_same_document_gives_the_same_bytes(rendered: tuple[bytes, ProblemLog]) -> None:
    assert pdf_of(a_document())[0] == rendered[0]


def test_only_fonts_of_the_package_are_in_it(opened: pikepdf.Pdf) -> None:
    names = {
        str(item["/FontName"]).rpartition("+")[2]
        for item in opened.objects
        if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
    }
    families = {re.sub("[-,](?:(?:Semi|Bold|Italic)-?)*$", "", name) for name in names}
    assert families == {"Source-Sans-3", "Tajawal"}


def test_the_data_are_inside_with_the_date_of_the_dossier(opened: pikepdf.Pdf) -> None:
    carried = {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}
    assert carried == DATA
    for spec in opened.attachments.values():
        assert spec.obj.AFRelationship == "/Data"
        assert str(spec.obj.EF.F.Params.ModDate).startswith("D:20260331")


def test_bookmarks_follow_the_sections(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
        below = [item.title for item in outline.root[2].children]
    assert titles[1:3] == ["1 At a glance", "2 What the figures and the people say"]
    assert below == ["2.1 Health and well-being", "2.2 Quality education"]


def test_nothing_of_the_machine_is_in_it(rendered: tuple[bytes, ProblemLog]) -> None:
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(rendered[0])) as pdf:
        pdf.save(
            plain,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    here = str(Path(__file__).resolve().parents[3]).encode()
    found = [
        mark
        for mark in (b"file:", b"/home/", b"/root/", b"/tmp/", here)
        if mark in plain.getvalue()
    ]
    assert found == []


def test_a_value_under_two_levels_of_heads_names_all_its_heads(opened: pikepdf.Pdf) -> None:
    tables = [e for e in elements(opened.Root.StructTreeRoot) if e.S == "/Table"]
    table = next(t for t in tables if any("/ColSpan" in a for a in _attributes(t, "/TH")))
    heads = [e for e in elements(table) if e.S == "/TH"]
    # the order of heads in the table: groups, columns, the province, then each district
    labels = ["2019", "2024", "District", "Women", "Men", "Women'24", "Men'24", "Province 1"]
    named = dict(zip((str(head.ID) for head in heads), labels, strict=False))
    values = [e for e in elements(table) if e.S == "/TD" and "/Headers" in e.A and len(e.A.Headers)]
    bound = [[named.get(str(head)) for head in value.A.Headers] for value in values[:4]]
    district = None
    assert bound == [
        ["2019", "Women", "Province 1", district],
        ["2019", "Men", "Province 1", district],
        ["2024", "Women'24", "Province 1", district],
        ["2024", "Men'24", "Province 1", district],
    ]
    assert [str(head.A.Scope) for head in heads[:9]] == ["/Column"] * 7 + ["/Row"] * 2


def _attributes(table: Any, kind: str) -> list[Any]:
    return [e.A for e in elements(table) if kind == e.S and "/A" in e]


def test_words_in_another_language_say_so_in_the_tags(opened: pikepdf.Pdf) -> None:
    spoken = {str(e.Lang) for e in elements(opened.Root.StructTreeRoot) if "/Lang" in e}
    assert {"ar", "fr"} <= spoken


def test_a_table_has_its_description_and_a_link_its_words(opened: pikepdf.Pdf) -> None:
    tables = [e for e in elements(opened.Root.StructTreeRoot) if e.S == "/Table"]
    described = [str(t.A.Summary) for t in tables if "/A" in t and "/Summary" in t.A]
    links = [str(a.Contents) for page in opened.pages for a in page.get("/Annots", [])]
    assert any(text.startswith("One row per district") for text in described)
    assert {"At a glance", "Figure 2", "2030 Agenda", "Back to the text, note 1"} <= set(links)


def test_arabic_can_be_copied_out_letter_by_letter(rendered: tuple[bytes, ProblemLog]) -> None:
    pdf = pypdfium2.PdfDocument(rendered[0])
    text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    pdf.close()
    assert "الركب" in text


def test_what_is_copied_from_a_page_comes_in_the_order_of_the_tree() -> None:
    document = a_document(
        key_figures(), a_matrix(), a_story(), a_grid(), recommendations(), a_card()
    )
    pdf = pypdfium2.PdfDocument(pdf_of(document)[0])
    text = "".join(page.get_textpage().get_text_bounded() for page in list(pdf)[1:])
    pdf.close()
    found = iter("".join(text.split()))
    assert all(letter in found for word in words(document) for letter in word)


def test_a_table_that_runs_on_says_so_on_the_next_page(
    rendered: tuple[bytes, ProblemLog],
) -> None:
    pdf = pypdfium2.PdfDocument(rendered[0])
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    pdf.close()
    begins = next(i for i, text in enumerate(texts) if "Adults who can read" in text)
    assert "Table 2 (continued)" not in texts[begins]
    assert "Table 2 (continued)" in texts[begins + 1]
    assert "Figure 1 (continued)" not in "".join(texts)  # it ends where it begins


def test_a_page_that_begins_within_a_group_of_rows_names_the_group() -> None:
    rows = tuple(
        Row(row_id=f"r{n}", cells=(said(f"Province {n // 8}."),), kind=RowKind.GROUP)
        if n % 8 == 0
        else Row(row_id=f"r{n}", cells=(said(f"District {n}."),))
        for n in range(600)
    )
    column = Column(column_id="name", head=said("Name"))
    table = replace(a_grid(), columns=(column,), column_groups=(), rows=rows)
    pdf = pypdfium2.PdfDocument(pdf_of(a_document(table))[0])
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    pdf.close()
    running = re.compile(r"\(continued\)(?:: Province (\d+)\.)?")
    begins = set()
    for text in texts:
        if told := running.search(text):
            row = re.search(r"(Province|District) (\d+)\.", running.sub("", text))
            assert row is not None
            begins.add(row[1])
            within = str(int(row[2]) // 8) if row[1] == "District" else None
            assert told[1] == within
    assert begins == {"Province", "District"}


def test_every_page_but_the_cover_carries_the_banner_and_its_number(
    rendered: tuple[bytes, ProblemLog],
) -> None:
    pdf = pypdfium2.PdfDocument(rendered[0])
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    pdf.close()
    assert all("Ostara is a fictional country" in text for text in texts)
    assert all(re.search(rf"\b{n}\b", text) for n, text in enumerate(texts, start=1) if n > 1)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a.png",
        "https://example.org/a.png",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file://evil/etc/passwd",
        "vnrgen:../../etc/passwd",
        "vnrgen:fonts/../../../etc/passwd",
        "vnrgen:fonts/%2e%2e/secret",
        "ftp://127.0.0.1/x",
        "/etc/passwd",
        "",
    ],
)
def test_the_engine_is_refused_everything_but_data_and_what_is_ours(url: str) -> None:
    from weasyprint.urls import FatalURLFetchingError

    from vnrgen.render.pdf.fetcher import ClosedFetcher

    with pytest.raises(FatalURLFetchingError):
        ClosedFetcher({}).fetch(url)


def test_the_engine_gets_data_our_fonts_and_the_pictures_of_the_page() -> None:
    from vnrgen.render.html.fonts import all_faces
    from vnrgen.render.html.medium import Asset
    from vnrgen.render.pdf.fetcher import ClosedFetcher

    fetcher = ClosedFetcher({"vnrgen:pictures/1": Asset(lambda: b"<svg/>", "image/svg+xml")})
    face = all_faces()[0]
    assert fetcher.fetch("data:text/plain,x").read() == b"x"
    assert fetcher.fetch(face.address).read() == face.path.read_bytes()
    assert fetcher.fetch("vnrgen:pictures/1").read() == b"<svg/>"


def test_a_drawing_that_points_outside_loads_nothing() -> None:
    hostile = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        b"<style>@import url(file:///etc/passwd);</style>"
        b'<image href="file:///etc/hostname" width="5" height="5"/></svg>'
    )
    document = a_document(a_chart("c", "Figure 1", an_equiplot()))
    rendered, _ = pdf_of(document, c=hostile)
    assert rendered.startswith(b"%PDF")


def codes(problems: ProblemLog) -> list[str]:
    return [problem.code for problem in problems]


def test_a_picture_that_cannot_be_read_is_a_problem() -> None:
    document = a_document(a_chart("c", "Figure 1", an_equiplot()))
    _, problems = pdf_of(document, c=b"this is no drawing")
    assert codes(problems) == ["PDF002"]


def test_a_reference_to_nothing_is_a_problem() -> None:
    document = a_document(a_paragraph("p", CrossReference("gone", "Figure 9")))
    assert codes(pdf_of(document)[1]) == ["PDF003"]


def test_letters_that_no_font_of_ours_has_are_named() -> None:
    sumerian = LanguageSpan("sux", (Text("𒀀𒂗"),))
    found = list(pdf_of(a_document(a_paragraph("p", sumerian)))[1])
    # the machine has a font for them or it has none: neither goes unsaid
    assert {problem.code for problem in found} <= {"PDF004", "PDF006"}
    assert any("U+12000" in problem.what for problem in found)


def test_a_font_of_the_machine_and_the_letters_it_was_used_for_are_named() -> None:
    pdf = SimpleNamespace(objects=[{"FontName": b"/ABCDEF+Akkadian-Sans"}])
    (problem,) = check_letters("x 𒀀x", pdf, Location("chapter.pdf"))
    assert (problem.code, problem.severity) == ("PDF004", Severity.WARNING)
    assert "𒀀 (U+12000)" in problem.what
    assert "Akkadian-Sans" in problem.what


def test_any_other_complaint_of_the_engine_is_a_problem_too() -> None:
    problems = ProblemLog()
    with complaints_as_problems(problems, Location("chapter.pdf")):
        logging.getLogger("weasyprint").warning("Ignored `%s`", "colour: red")
    (problem,) = problems
    assert (problem.code, problem.what) == ("PDF005", "Ignored `colour: red`")


def test_a_machine_without_pango_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = builtins.__import__

    def failing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return genuine(name, *rest, **more)

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", failing)
    with pytest.raises(EnvironmentFailureError) as failure:
        render_pdf(a_document(), {}, attachments={}, problems=ProblemLog())
    (problem,) = failure.value.problems
    assert problem.code == "PDF001"
    assert "apt-get install -y --no-install-recommends libpango-1.0-0" in problem.fix
    assert "--pdf-engine typst" in problem.fix
