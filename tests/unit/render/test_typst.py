"""The second PDF engine prints the same tree, reads nothing but data, and says what it lacks."""

from __future__ import annotations

import io
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.acceptance.test_parity import added_and_missing
from tests.builders_blocks import ARABIC, a_paragraph, a_story, words
from tests.builders_drawn_blocks import LONG_WORD
from tests.builders_render import a_difference, a_document, pictures_of
from tests.builders_typst import (
    alternatives,
    bookmarks,
    page_count,
    set_by_typst,
    text_of,
    what_links_say,
)
from tests.extraction import pdf_words
from tests.validators.pdf import wrong_heads
from vnrgen.document.blocks import (
    Callout,
    Column,
    CrossReference,
    LanguageSpan,
    Layout,
    Row,
    Section,
    Table,
    Text,
)
from vnrgen.problems import EnvironmentFailureError, ProblemLog
from vnrgen.render.pdf import render_pdf
from vnrgen.render.typst import engine, lay_out
from vnrgen.resources import templates_folder


@pytest.fixture(scope="module")
def every_kind() -> bytes:
    return set_by_typst(a_document(), attachments={"observations.csv": b"group,value\nall,1\n"})


def test_every_kind_of_block_is_printed_word_for_word_in_the_order_of_the_tree(
    every_kind: bytes,
) -> None:
    _, missing = added_and_missing(a_document(), pdf_words(every_kind))
    # Words that run from right to left stand in the order in which they are drawn, and a word too
    # long for its column in pieces.
    apart = {*ARABIC.split(), LONG_WORD}
    assert {word for words in missing for word in words} <= apart
    assert LONG_WORD in text_of(every_kind).replace("\u200b", "")


def test_a_brief_says_all_of_its_words_too() -> None:
    document = a_document(layout=Layout.BRIEF)
    _, missing = added_and_missing(document, pdf_words(set_by_typst(document)))
    assert {word for words in missing for word in words} <= {*ARABIC.split(), LONG_WORD}


def test_both_engines_say_the_same_instead_of_pictures(every_kind: bytes) -> None:
    document = a_document()
    first = render_pdf(document, pictures_of(document), attachments={}, problems=ProblemLog())
    assert alternatives(every_kind) == alternatives(first)
    assert len(alternatives(every_kind)) == 4


def test_both_engines_have_the_same_bookmarks(every_kind: bytes) -> None:
    document = a_document()
    first = render_pdf(document, pictures_of(document), attachments={}, problems=ProblemLog())
    assert bookmarks(every_kind) == bookmarks(first)


def test_every_value_names_its_heads(every_kind: bytes) -> None:
    assert wrong_heads(every_kind) == []


def test_what_a_table_holds_is_said_in_words(every_kind: bytes) -> None:
    with pikepdf.open(io.BytesIO(every_kind)) as opened:
        said = {
            str(item.A.Summary)
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and "/A" in item and item.get("/S") == "/Table"
        }
    assert "One row per district in four provinces; women and men in 2019 and 2024." in said


def test_links_say_where_they_lead(every_kind: bytes) -> None:
    said = what_links_say(every_kind)
    assert {"Note 1", "Figure 2", "2.1 Health and well-being", "Back to the text, note 1"} <= set(
        said
    )
    assert not [words for words in said if "Section" in words]


def test_the_same_document_gives_the_same_bytes(every_kind: bytes) -> None:
    again = set_by_typst(a_document(), attachments={"observations.csv": b"group,value\nall,1\n"})
    assert again == every_kind


def test_the_file_carries_title_author_date_language_and_data(every_kind: bytes) -> None:
    with pikepdf.open(io.BytesIO(every_kind)) as opened:
        assert str(opened.docinfo.Title) == "Leaving no one behind: Republic of Ostara 2026"
        assert "Ostara Civil Society Coalition" in str(opened.docinfo.Author)
        assert str(opened.docinfo.CreationDate).startswith("D:20260331")
        assert str(opened.Root.Lang) == "en"
        assert opened.attachments["observations.csv"].get_file().read_bytes().startswith(b"group")


def test_words_in_another_language_are_tagged_with_it() -> None:
    spans = [LanguageSpan("fr", words("personne")), LanguageSpan("ar", words(ARABIC))]
    pdf = set_by_typst(a_document(a_paragraph("p", "one ", spans[0], " two ", spans[1])))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        drawn = opened.pages[1].Contents.read_bytes()
    assert re.findall(rb"/Lang ?\((\w+)\)", drawn) == [b"fr", b"ar"]
    assert "".join(ARABIC.split()) in text_of(pdf)


@pytest.mark.parametrize("language", ["ar", "ne", "km", "zh", "fa"])
def test_other_scripts_are_set_in_fonts_of_the_package(language: str) -> None:
    said = {"ar": ARABIC, "ne": "नेपाल", "km": "កម្ពុជា", "zh": "不让任何人掉队", "fa": "گچپژ"}
    direction = "rtl" if language in {"ar", "fa"} else "ltr"
    document = a_document(
        a_paragraph("p", f"{said[language]} 2026"), language=language, direction=direction
    )
    pdf = set_by_typst(document)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = {str(o.BaseFont) for o in opened.objects if _is_font(o)}
        assert str(opened.Root.Lang) == language
    assert all(re.search("SourceSans3|Noto|Tajawal", font) for font in fonts), fonts


def _is_font(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item


def test_changes_between_versions_are_printed() -> None:
    assert "41.041.5" in text_of(set_by_typst(a_difference()))


def test_a_withdrawn_story_leaves_its_title_and_nothing_of_its_words() -> None:
    document = replace(a_document(a_story()), testimonies={})
    said = text_of(set_by_typst(document))
    assert "Theroadistheproblem" in said
    assert "sixhours" not in said


# --- words are never code ------------------------------------------------------------------------

_SIGNS = "#$*_`<>@=/\\[]{}()~-+'\":;.,!|&^%0aZ "
HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    '#{panic("no")}',
    "$x^2$ *b* _i_ `raw` @ref <label>",
    "= Heading // comment /* more",
    "\\u{1F600} \\ #h(1em) ~ --- ...",
    ']; #eval("1") [',
    '"}}, "blocks": []',
)


def hostile(text: str) -> Section:
    """Return a section that says a text wherever a dossier can bring one in."""
    cell = (words(text),)
    table = Table(
        block_id="t",
        label="Table 1",
        caption=words(text),
        description=text,
        columns=(Column(column_id="c", head=words(text)),),
        rows=(Row(row_id="r", cells=cell),),
        notes=cell,
        source=words(text),
    )
    callout = Callout(block_id="c", title=words(text), blocks=(a_paragraph("q", text),))
    return Section(
        block_id="s",
        title=words(text),
        level=1,
        number="1",
        blocks=(a_paragraph("p", text), callout, table),
    )


@given(text=st.text(alphabet=_SIGNS, min_size=1, max_size=30).filter(str.strip))
@example(text=HOSTILE[0])
@example(text=HOSTILE[1])
@example(text=HOSTILE[2])
@example(text=HOSTILE[3])
@example(text=HOSTILE[4])
@example(text=HOSTILE[5])
@example(text=HOSTILE[6])
@example(text=HOSTILE[7])
@settings(max_examples=30, deadline=None)
def test_a_text_of_the_dossier_is_printed_as_it_stands_wherever_it_stands(text: str) -> None:
    plain = "".join(text.split())
    printed = text_of(set_by_typst(a_document(hostile(text))))
    assert printed.count(plain) >= 9


@given(text=st.text(max_size=40))
@example(text="\x1f\x00\x85\u2028\u2029\u00a0\u1680\u3000\U000e0001\u0600\ufeff\u202e\u200d\ue000")
@settings(max_examples=30, deadline=None)
def test_no_text_whatever_stops_the_engine(text: str) -> None:
    pdf = set_by_typst(a_document(hostile(text), title=text, coalition=text), ProblemLog())
    assert page_count(pdf) >= 2


def test_the_template_reads_no_file_runs_no_text_and_fetches_nothing() -> None:
    forbidden = re.compile(
        r'\b(?:eval|read|plugin|csv|yaml|toml|xml|cbor|include)\s*\(|"@|\binclude\b'
    )
    for path in sorted((templates_folder() / "typst").glob("*.typ")):
        code = re.sub("//.*", "", path.read_text(encoding="utf-8"))
        assert not forbidden.search(code), path.name
        assert re.findall(r"\bjson\(", code) == ["json("] * code.count("json(bytes(sys.inputs")
        assert not re.search(r'image\(\s*"', code), path.name


@pytest.fixture
def other_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A template folder of its own, which a test may spoil."""
    folder = tmp_path / "templates"
    shutil.copytree(templates_folder() / "typst", folder / "typst")
    monkeypatch.setattr(engine, "templates_folder", lambda: folder)
    return folder / "typst" / "document.typ"


@pytest.mark.parametrize("reach", ['read("../secret.txt")', 'read("/../secret.txt")'])
def test_the_engine_reads_nothing_outside_its_folder(other_template: Path, reach: str) -> None:
    (other_template.parent.parent / "secret.txt").write_text("secret", encoding="utf-8")
    other_template.write_text(f"#{reach}", encoding="utf-8")
    with pytest.raises(EnvironmentFailureError) as failure:
        set_by_typst(a_document(a_paragraph("p", "x")))
    assert [problem.code for problem in failure.value.problems] == ["PDF009"]


def test_the_engine_fetches_no_package(other_template: Path) -> None:
    other_template.write_text('#import "@preview/cetz:0.3.0": *', encoding="utf-8")
    with pytest.raises(EnvironmentFailureError) as failure:
        set_by_typst(a_document(a_paragraph("p", "x")))
    assert failure.value.problems[0].code == "PDF009"


# --- what is wrong is said -----------------------------------------------------------------------


def test_a_reference_to_nothing_is_a_problem_and_its_words_are_printed() -> None:
    problems = ProblemLog()
    lost = CrossReference("figures/chart/none", "Figure 9")
    pdf = set_by_typst(a_document(a_paragraph("p", "see ", lost)), problems)
    assert [problem.code for problem in problems] == ["PDF003"]
    assert "seeFigure9" in text_of(pdf)


def test_a_letter_that_no_font_has_is_a_problem() -> None:
    problems = ProblemLog()
    set_by_typst(a_document(a_paragraph("p", "\U00012000")), problems)
    assert [problem.code for problem in problems] == ["PDF006"]


def test_a_machine_without_typst_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(EnvironmentFailureError) as failure:
        set_by_typst(a_document(a_paragraph("p", "x")))
    assert [problem.code for problem in failure.value.problems] == ["PDF008"]


def test_pages_are_known_before_they_are_written() -> None:
    document = a_document(*(a_paragraph(f"p{n}", "Some words of a page. " * 40) for n in range(9)))
    laid_out = lay_out(document, {})
    assert laid_out.pages == page_count(laid_out.write({}, ProblemLog())) == 4
    assert 0 < laid_out.free < 1


def test_an_unnamed_address_is_printed_but_leads_nowhere() -> None:
    from vnrgen.document.blocks import Link

    link = Link("javascript:alert(1)", (Text("press"),))
    pdf = set_by_typst(a_document(a_paragraph("p", link)))
    assert "press" in text_of(pdf)
    assert what_links_say(pdf) == []
