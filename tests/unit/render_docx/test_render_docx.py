from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders_blocks import a_paragraph, a_story, recommendations
from tests.builders_docx import W, body_words, bookmarked, openxml_findings, part, shown
from tests.builders_drawn_blocks import behind_table
from tests.builders_render import a_difference, a_document, pictures_of, pngs_of
from vnrgen.document.blocks import (
    Chart,
    Document,
    Emphasis,
    Layout,
    Origin,
    Paragraph,
    Quote,
    Row,
    RowKind,
    Section,
    Table,
    TableRole,
    Text,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import every_block
from vnrgen.document.tree.words import words as words_of
from vnrgen.render.docx import render_docx
from vnrgen.render.docx.source_map import read_source_map, words_digest
from vnrgen.render.docx.tables import tail_width


def _rendered(document: Document) -> bytes:
    return render_docx(document, pictures_of(document), pngs_of(document))


@pytest.fixture(scope="module")
def rich() -> Document:
    return a_document()


@pytest.fixture(scope="module")
def docx(rich: Document) -> bytes:
    return _rendered(rich)


# --- the file ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [a_document(), a_document(language="ar", direction="rtl"), a_difference()],
    ids=["ltr", "rtl", "difference"],
)
def test_the_file_is_valid_open_xml(document: Document, tmp_path: Path) -> None:
    assert openxml_findings(_rendered(document), tmp_path) == []


def test_the_same_document_gives_the_same_bytes(rich: Document, docx: bytes) -> None:
    assert _rendered(rich) == docx


def test_the_file_says_what_it_is_and_nothing_of_the_machine(docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        dates = {entry.date_time for entry in archive.infolist()}
        core = archive.read("docProps/core.xml").decode()
        custom = archive.read("docProps/custom.xml").decode()
        everything = b"".join(archive.read(name) for name in archive.namelist())

    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert "<dc:title>Leaving no one behind</dc:title>" in core
    assert "<dc:language>en</dc:language>" in core
    assert "2026-03-31T00:00:00Z" in core
    assert "<vt:lpwstr>XOS</vt:lpwstr>" in custom
    assert b"python-docx" not in everything
    assert b"{" + b"title}" not in everything


def test_a_line_of_the_cover_that_has_nothing_to_say_is_left_out() -> None:
    spare = _rendered(a_document(a_paragraph("p", "x"), banner="", contact="", audience_note=""))

    text = [shown(p).strip() for p in part(spare).iter(f"{W}p")]

    assert "" not in text
    assert "fictional" not in str(text)


def test_rows_are_not_parted_from_the_words_over_their_group() -> None:
    def group(name: str, rows: int) -> tuple[Row, ...]:
        head = Row(row_id=name, cells=((Text(name),),), kind=RowKind.GROUP)
        return head, *(replace(a_row, row_id=f"{name}{index}") for index in range(rows))

    table = behind_table("t")
    a_row = table.rows[0]
    grouped = replace(table, rows=group("short", 10) + group("long", 12), role=TableRole.LOOKUP)

    kept = [
        all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p"))
        for row in part(_rendered(a_document(grouped))).iter(f"{W}tr")
        if row.find(f"{W}trPr/{W}tblHeader") is None
    ]

    assert kept == [True] * 10 + [False] + [True] * 2 + [False] * 9 + [True, False]


def test_rows_stand_in_under_the_words_over_their_group() -> None:
    table = behind_table("t")
    head = Row(row_id="g", cells=((Text("Everybody by sex"),),), kind=RowKind.GROUP)

    def indents(shown_table: Table) -> list[bool]:
        rows = part(_rendered(a_document(shown_table))).iter(f"{W}tr")
        body = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is None]
        first = [next(row.iter(f"{W}p")) for row in body]
        return [p.find(f"{W}pPr/{W}ind") is not None for p in first]

    rows = tuple(replace(row, kind=RowKind.BODY) for row in table.rows)
    before = replace(rows[0], row_id="everybody")
    assert indents(replace(table, rows=(before, head, *rows))) == [False] * 2 + [True] * len(rows)
    assert indents(replace(table, rows=rows)) == [False] * len(rows)


def test_a_chapter_below_the_end_of_another_keeps_its_distance() -> None:
    def spacing(*, starts_page: bool) -> bool:
        inside = (a_paragraph("p", "x"),)
        opened = Section(
            block_id="s",
            level=1,
            number="1",
            title=(Text("T"),),
            starts_page=starts_page,
            blocks=inside,
        )
        heads = [
            p for p in part(_rendered(a_document(opened))).iter(f"{W}p") if _style(p) == "Heading1"
        ]
        return heads[0].find(f"{W}pPr/{W}spacing") is not None

    assert (spacing(starts_page=True), spacing(starts_page=False)) == (False, True)


def test_a_finding_stays_on_the_page_of_its_quote() -> None:
    said = Quote(block_id="q", testimony_id="t", attribution=(Text("A mother"),))

    paragraphs = part(_rendered(a_document(a_paragraph("p", "They walk."), said))).iter(f"{W}p")
    first = next(p for p in paragraphs if "They walk." in shown(p))

    assert first.find(f"{W}pPr/{W}keepNext") is not None


@pytest.mark.parametrize(("layout", "pages"), [(Layout.CHAPTER, 1), (Layout.BRIEF, 0)])
def test_a_chapter_begins_after_its_cover_and_a_brief_below_its_band(
    layout: Layout, pages: int
) -> None:
    words = Paragraph(block_id="p", content=(Text("Words."),))
    body = part(_rendered(a_document(words, layout=layout)))
    assert len(list(body.iter(f"{W}pageBreakBefore"))) == pages


# --- where words come from ---------------------------------------------------------------------


def test_every_block_and_every_bound_number_has_a_bookmark(rich: Document, docx: bytes) -> None:
    entries = read_source_map(_map(docx))
    blocks = {block.block_id for block in every_block(rich.blocks)}
    numbers = [entry for entry in entries if entry.kind == "BoundNumber"]

    whole = {entry.block_id for entry in entries if not entry.part}
    assert blocks <= whole
    assert len(numbers) == repr(rich).count("BoundNumber(")
    assert all(entry.binding is not None for entry in numbers)


def test_whatever_comes_from_a_file_is_mapped_with_its_file_and_place() -> None:
    place = Origin("table", "policies.csv")
    table = replace(behind_table("doing/policies"), origin=place)
    register = replace(recommendations(), origin=Origin("table", "recommendations.csv"))
    prose = Paragraph(
        block_id="who/p1", content=(Text("Words."),), origin=Origin("narrative", "who.md", 3, 4)
    )
    docx = _rendered(a_document(prose, table, register))
    found = {(e.block_id, e.part): e for e in read_source_map(_map(docx))}
    said = {name: " ".join(text.split()) for name, text in bookmarked(docx).items()}

    assert found["who/p1", ""].origin == Origin("narrative", "who.md", 3, 4)
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            entry = found["doing/policies", f"cell/{row.row_id}/{column.column_id}"]
            assert entry.origin == place
            assert said[entry.bookmark] == plain(cell)
    for entry in register.entries:
        parts = {f"entry/{entry.rec_id}": entry.text} | {
            f"detail/{entry.rec_id}/{number}": content
            for number, (_, content) in enumerate(entry.details, start=1)
        }
        for name, content in parts.items():
            mapped = found[register.block_id, name]
            assert mapped.origin == Origin("table", "recommendations.csv")
            assert said[mapped.bookmark] == plain(content)


def test_the_map_keeps_the_words_of_the_coalition_and_none_that_people_can_take_back() -> None:
    table = Origin("table", "qualitative.csv")
    blocks = (
        Paragraph(
            block_id="who/p1", content=(Text("Ours."),), origin=Origin("narrative", "who.md")
        ),
        Paragraph(block_id="voices/meeting/FG1", content=(Text("Found."),), origin=table),
        Paragraph(block_id="voices/p1", content=(Text("A row of ours."),), origin=table),
        Paragraph(
            block_id="voices/p2", content=(Text("A story."),), origin=Origin("story", "st01.md")
        ),
    )
    entries = read_source_map(_map(_rendered(a_document(*blocks))))
    assert [entry.words for entry in entries] == ["Ours.", "", "A row of ours.", ""]


def test_the_digest_of_every_bookmark_is_that_of_the_words_inside_it(docx: bytes) -> None:
    texts = bookmarked(docx)
    entries = read_source_map(_map(docx))

    assert {entry.bookmark for entry in entries} == set(texts)
    wrong = [e for e in entries if words_digest(texts[e.bookmark]) != e.digest]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_every_bookmark_and_its_words_survive_libreoffice(docx: bytes, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.docx").write_bytes(docx)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kind = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path)]
    command = ["soffice", "--headless", profile, *kind, str(tmp_path / "in" / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    saved = (tmp_path / "a.docx").read_bytes()

    entries = read_source_map(_map(saved))
    texts = bookmarked(saved)
    assert entries == read_source_map(_map(docx))
    assert [e for e in entries if words_digest(texts[e.bookmark]) != e.digest] == []


def test_bookmark_names_are_short_and_used_once_even_where_a_block_stands_twice() -> None:
    twice = a_paragraph("same", "Words.")

    data = _rendered(a_document(twice, twice))
    names = [mark.get(f"{W}name") for mark in part(data).iter(f"{W}bookmarkStart")]

    assert len(names) == len(set(names)) == 2
    assert all(len(name) <= 40 and name.startswith("_vnr_") for name in names)


def _map(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("customXml/item1.xml")


# --- links and fields --------------------------------------------------------------------------


def test_every_link_and_reference_leads_to_a_bookmark_that_is_there(docx: bytes) -> None:
    document = part(docx)
    names = {mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")}
    anchors = {link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")} - {None}
    fields = [code.text.split() for code in document.iter(f"{W}instrText")]

    assert anchors
    assert anchors <= names
    assert {code[1] for code in fields if code[0] == "REF"} <= names
    assert [code[:2] for code in fields if code[0] == "SEQ"][:2] == [["SEQ", "Figure"]] * 2


# --- for every reader --------------------------------------------------------------------------


def test_every_picture_has_an_alternative_and_a_png_beside_its_svg(docx: bytes) -> None:
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    pictures = list(part(docx).iter(f"{drawing}docPr"))

    assert len(pictures) == 4  # three charts and one photo
    assert all(picture.get("descr") for picture in pictures)
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        kinds = [name.rsplit(".")[-1] for name in archive.namelist() if "media/" in name]
    blips = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
    assert kinds.count("svg") == len(list(part(docx).iter(blips))) == 3
    assert "png" in kinds


def test_tables_repeat_their_heads_and_describe_themselves(docx: bytes) -> None:
    strips, others = [], []
    for table in part(docx).iter(f"{W}tbl"):
        style = table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val")
        (strips if style == "KeyFigures" else others).append(table)

    assert len(strips) == 1
    assert len(others) == 6  # the matrix, three behind charts, the grid and the long one
    for table in others:
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")


def test_data_without_a_caption_are_named_after_their_figure_and_stay_with_the_name() -> None:
    chart = next(b for b in every_block(a_document().blocks) if isinstance(b, Chart) and b.label)
    bare = replace(chart, table=replace(chart.table, label="", caption=()))
    paragraphs = list(part(_rendered(a_document(bare))).iter(f"{W}p"))
    named = f"{chart.label} – Data behind this figure"

    at = next(i for i, each in enumerate(paragraphs) if "".join(each.itertext()) == named)

    assert paragraphs[at].find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "DataCaption"
    assert paragraphs[at + 1].find(f"{W}pPr/{W}keepNext") is not None


def test_headings_are_real_and_skip_no_level(docx: bytes) -> None:
    styles = [s.get(f"{W}val") for s in part(docx).iter(f"{W}pStyle")]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]

    assert levels == [1, 1, 2, 2, 1, 1]


def test_words_in_another_language_say_so() -> None:
    data = _rendered(a_document(a_story("s", "story-arabic")))
    runs = [r for r in part(data).iter(f"{W}r") if "عدم" in shown(r)]

    assert runs
    for run in runs:
        assert run.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ar"
        assert run.find(f"{W}rPr/{W}rtl") is not None


def test_an_edition_from_right_to_left_turns_every_paragraph_and_table() -> None:
    data = _rendered(a_document(language="ar", direction="rtl"))

    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in part(data).iter(f"{W}p"))
    assert all(t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in part(data).iter(f"{W}tbl"))


def test_a_sentence_in_latin_letters_keeps_its_full_stop_in_an_edition_from_right_to_left() -> None:
    """A run goes with the paragraph by ``w:rtl``: Word then sets its marks from right to left."""
    english = a_paragraph("p", "15 to 24 years: ", Emphasis((Text("19.0%"),)), " are out of work.")
    data = _rendered(
        a_document(english, a_paragraph("q", "نساء 15."), language="ar", direction="rtl")
    )
    turned = {
        shown(run): run.find(f"{W}rPr/{W}rtl") is not None
        for run in part(data).iter(f"{W}r")
        if shown(run)
    }
    assert {
        text: turned[text] for text in ("15 to 24 years: ", " are out of work.", "نساء 15.")
    } == {
        "15 to 24 years: ": False,
        " are out of work.": False,
        "نساء 15.": True,
    }


def test_a_date_in_a_stamp_goes_from_right_to_left_within_english_words() -> None:
    date = "31 مارس 2026"
    document = a_document(a_paragraph("p", "One."), language="ar", direction="rtl")
    stamp = f"Draft, {date}: not for quotation"
    said = replace(document.metadata, date_text=date, stamp=stamp)
    data = _rendered(replace(document, metadata=said))
    turned = [
        (shown(run), run.find(f"{W}rPr/{W}rtl") is not None)
        for run in part(data).iter(f"{W}r")
        if shown(run).strip()
    ]
    at = turned.index(("Draft, ", False))
    assert turned[at : at + 3] == [
        ("Draft, ", False),
        (date, True),
        (": not for quotation", False),
    ]


# --- words -------------------------------------------------------------------------------------


def test_the_file_says_the_words_of_the_tree_in_their_order(rich: Document, docx: bytes) -> None:
    assert body_words(docx) == words_of(rich)


def test_neighbouring_panels_stay_two_boxes() -> None:
    again = replace(a_story(), block_id="people/story/again")
    data = _rendered(a_document(a_story(), again))
    styles = [_style(p) for p in part(data).iter(f"{W}p")]

    assert styles[styles.index("StoryFigure") + 1] == "Separator"


def test_a_withdrawn_testimony_leaves_the_frame_and_no_word() -> None:
    document = replace(a_document(a_story()), testimonies={})

    assert "hours" not in body_words(_rendered(document))


def test_the_words_of_a_testimony_are_paragraphs_and_lists() -> None:
    document = part(_rendered(a_document(a_story())))
    styles = {p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in document.iter(f"{W}p")}
    bold = [shown(r) for r in document.iter(f"{W}r") if r.find(f"{W}rPr/{W}b") is not None]

    assert {"Story", "StoryBullet", "StoryMeta"} <= styles
    assert "six hours" in bold


def test_decimal_marks_stand_under_each_other() -> None:
    # three characters follow the whole part of "(29.5)", two that of "64.8": the point is shared
    longer, shorter = tail_width("(29.5)", "."), tail_width("64.8", ".")

    assert longer - shorter == round(0.27 * 170)
    assert tail_width("1 204", ",") == 0
    assert tail_width("no data", ".") == 0


def _style(paragraph: object) -> str:
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))  # type: ignore[attr-defined]
