"""The coalition's prose: Markdown, bound numbers, and mistakes at their line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_document import (
    a_publishable,
    an_outline,
    composed,
    findings,
    narrative,
    recommendation,
    told,
)
from vnrgen.analysis.findings import GapTrend, Period
from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    BulletList,
    Callout,
    CrossReference,
    Document,
    Emphasis,
    LanguageSpan,
    Link,
    NoteList,
    NoteMark,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.markdown import testimony
from vnrgen.document.tree.walk import bound_numbers, every_block
from vnrgen.problems import Problem

NSO = "3.1.2|SH_STA_BRTC|ost|2024"


def read(text: str) -> tuple[list[Block], list[Problem]]:
    """Return the prose blocks of section ``who`` and all problems."""
    publishable = a_publishable(narratives=(narrative(text),))
    document, problems = composed(publishable, an_outline("who", "figures"))
    who = next(b for b in document.blocks if isinstance(b, Section) and b.block_id == "who")
    prose = [b for b in every_block(who.blocks) if "/prose/" in b.block_id]
    notes = [b for b in who.blocks if isinstance(b, NoteList)]
    return [*prose, *notes], list(problems)


def only(text: str) -> Paragraph:
    blocks, problems = read(text)
    assert problems == []
    assert isinstance(blocks[0], Paragraph)
    return blocks[0]


def test_every_paragraph_knows_its_lines() -> None:
    blocks, _problems = read("First.\n\nSecond\ngoes on.\n")
    origins = [b.origin for b in blocks if isinstance(b, Paragraph)]
    assert [(o.kind, o.path, o.first_line, o.last_line) for o in origins if o] == [
        ("narrative", "narrative/en/who.md", 1, 1),
        ("narrative", "narrative/en/who.md", 3, 4),
    ]


def test_words_keep_their_marks() -> None:
    content = only("A *b* **c** [d](https://e.org) [f]{lang=fr}").content
    assert content == (
        Text("A "),
        Emphasis((Text("b"),)),
        Text(" "),
        Strong((Text("c"),)),
        Text(" "),
        Link("https://e.org", (Text("d"),)),
        Text(" "),
        LanguageSpan("fr", (Text("f"),)),
    )


def test_headings_become_sections_below_the_chapter_s_and_never_skip_a_level() -> None:
    blocks, _problems = read("### High\n\nText.\n\n##### Low\n\nMore.\n\n### Next\n")
    sections = [b for b in blocks if isinstance(b, Section)]
    assert [(plain(s.title), s.level, s.number) for s in sections] == [
        ("High", 2, "1.1"),
        ("Low", 3, ""),
        ("Next", 2, "1.2"),
    ]


def test_lists_boxes_tables_and_footnotes_are_read() -> None:
    blocks, problems = read(
        "- one\n- two\n  1. inner\n\n> **Title**\n>\n> Words.\n\n"
        "Table: What it shows\n\n| a | b |\n|---|--:|\n| x | y |\n\n"
        "Said[^s].\n\n[^s]: The *source*.\n"
    )
    outer = blocks[0]
    assert isinstance(outer, BulletList)
    assert not outer.ordered
    assert isinstance(outer.items[1].blocks[1], BulletList)
    box = next(b for b in blocks if isinstance(b, Callout))
    assert (plain(box.title), len(box.blocks)) == ("Title", 1)
    table = next(b for b in blocks if isinstance(b, Table))
    assert (table.label, plain(table.caption)) == ("Table 1", "What it shows")
    assert [c.numeric for c in table.columns] == [False, True]
    notes = next(b for b in blocks if isinstance(b, NoteList))
    assert [(n.label, plain(n.content)) for n in notes.notes] == [("1", "The source.")]
    assert problems == []


def test_an_edit_of_a_figure_or_a_new_paragraph_leaves_the_ids_of_others() -> None:
    before, _ = read("Alpha in 2021.\n\nBeta.\n")
    after, _ = read("New.\n\nAlpha in 2024.\n\nBeta.\n")
    assert [b.block_id for b in before] == [b.block_id for b in after][1:]


@pytest.mark.parametrize(
    ("call", "text", "binding"),
    [
        ('value("3.1.2")', "91.4%", Binding("observation", f"{NSO}|_T|nso", "value")),
        ('value("3.1.2", period=2019)', "88.0%", None),
        ('value("3.1.2", group="highland", source="official")', "64.2%", None),
        ('value("3.1.2", group="highland", source="survey")', "58.0%", None),
        ('value("3.1.2", group="ethnicity=LOW")', "97.8%", None),
        (
            'gap("3.1.2", by="ethnicity")',
            "33.6 percentage points",
            Binding("finding", "gap|3.1.2|ethnicity|2024|nso", "difference"),
        ),
        # 97.8 / 64.2 = 1.523…
        ('gap("3.1.2", by="ethnic group", measure="ratio")', "1.5", None),
        ('count("groups")', "2", Binding("finding", "count/groups", "count")),
    ],
)
def test_a_call_becomes_a_bound_number(call: str, text: str, binding: Binding | None) -> None:
    content = only(f"It is {{{{ {call} }}}} now.").content
    number = content[1]
    assert isinstance(number, BoundNumber)
    assert number.text == text
    assert binding in (None, number.binding)


def test_a_withheld_value_is_a_mark_with_a_note_and_a_small_sample_stands_in_parentheses() -> None:
    blocks, problems = read(
        '{{ value("3.1.2", group="isle") }} and {{ value("3.1.2", group="ethnicity=COAST") }}'
    )
    assert plain(blocks[0].content) == "(*)1 and (71.5%)2"  # type: ignore[union-attr]
    notes = blocks[-1]
    assert isinstance(notes, NoteList)
    assert [plain(n.content)[:3] for n in notes.notes] == ["(*)", "( )"]
    assert problems == []


def test_a_source_cited_twice_in_a_section_keeps_its_note() -> None:
    content = only('A{{ cite("nso") }} b{{ note("Own words.") }} c{{ cite("nso") }}').content
    marks = [p for p in content if isinstance(p, NoteMark)]
    assert [m.label for m in marks] == ["1", "2", "1"]


def test_a_reference_finds_a_figure_by_its_indicator() -> None:
    content = only('See {{ ref("3.1.2", by="ethnicity") }}.').content
    reference = content[1]
    assert isinstance(reference, CrossReference)
    assert reference.text == "Figure 3"
    assert reference.target_id == "figures/3.1.2-SH_STA_BRTC/bars/ethnicity"


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ('One\ntwo {{ value("9.9.9") }}', "VAL001", 2),
        ('{{ value("3.1.2", group="nobody") }}', "VAL001", 1),
        ('{{ value("3.1.2", period="1999") }}', "VAL002", 1),
        ('{{ value("3.1.2", group="highland") }}', "VAL003", 1),
        ('{{ gap("3.1.2", by="sex") }}', "VAL002", 1),
        ('- a\n- b\n\n  {{ ref("3.9.9") }}', "XRF001", 4),
        ("| a |\n|---|\n| {{ oops }} |", "PRO001", 3),
        ("{{ value('3.1.2').__class__ }}", "PRO001", 1),
        ('{{ __import__("os") }}', "PRO001", 1),
        ("{{ value(open('x')) }}", "PRO001", 1),
        ("{{ " + "(" * 400 + " }}", "PRO001", 1),
        ("A\nb <script>c</script>", "PRO002", 2),
        ("<div>\n\nx\n\n</div>", "PRO002", 1),
        ("A\n[b](file:///etc/passwd)", "PRO003", 2),
        ("[b](javascript:alert(1))", "PRO003", 1),
        ("x\n\n![p](p.png)", "PRO004", 3),
        ("A[^1]", "PRO005", 1),
        ("| a |\n|---|\n| b |", "PRO006", 1),
        ("a\n\nTable: b\n\nc\n\n| d |\n|---|\n| e |", "PRO010", 3),
        ("\n23.4% of all", "NUM001", 2),
    ],
)
def test_a_mistake_is_reported_at_its_line(text: str, code: str, row: int) -> None:
    _blocks, problems = read(text)
    assert (code, row) in [(p.code, p.where.row) for p in problems]


@pytest.mark.parametrize("after", ["", "\n\nNo table.", "\n\nTable: Again"])
def test_a_title_without_a_table_is_printed_as_a_paragraph(after: str) -> None:
    blocks, _problems = read(f"Table: What it shows{after}")
    printed = [plain(block.content) for block in blocks if isinstance(block, Paragraph)]
    assert printed == f"Table: What it shows{after}".split("\n\n")


def test_several_fitting_values_are_listed_as_calls_to_choose_from() -> None:
    _blocks, problems = read('{{ value("3.1.2", group="highland") }}')
    assert problems[0].fix == (
        'say which one: value("3.1.2", group="highland", period="2024", source="nso"); '
        'value("3.1.2", group="highland", period="2024", source="survey")'
    )


def test_a_free_number_names_the_observation_that_has_it() -> None:
    _blocks, problems = read("Of highland mothers, 64.2% had help.")
    assert [p.code for p in problems] == ["NUM001"]
    assert '{{ value("3.1.2", group="highland", period="2024", source="nso") }}' in problems[0].fix


def test_a_gap_of_an_earlier_period_is_found_and_the_newest_stays_the_plain_one() -> None:
    found = findings()
    newest = found.series[0].breakdowns[0]
    assert newest.gap is not None
    period = Period(date(2019, 12, 31), date(2019, 1, 1), "2019")
    before = replace(
        newest, finding_id="before", period=period, gap=replace(newest.gap, difference=41.0)
    )
    trend = GapTrend(
        finding_id="gaps",
        dimension_id="ethnicity",
        place_id="ost",
        breakdowns=(before, newest),
        segments=((before, newest),),
    )
    series = replace(found.series[0], gap_trends=(trend,))
    text = '{{ gap("3.1.2", by="ethnicity", period="2019") }}, {{ gap("3.1.2", by="ethnicity") }}'
    publishable = a_publishable(
        findings=replace(found, series=(series,)), narratives=(narrative(text),)
    )
    document, problems = composed(publishable, an_outline("who"))

    (shown,) = [b for b in every_block(document.blocks) if "/prose/" in b.block_id]
    assert isinstance(shown, Paragraph)
    assert plain(shown.content) == "41.0 percentage points, 33.6 percentage points"
    assert list(problems) == []


def test_ids_of_the_dossier_are_names_and_no_free_numbers() -> None:
    text = "7-A stands, and 12 has to be bound."
    ids = ("7-A", "12")
    publishable = a_publishable(
        recommendations=tuple(recommendation(rec_id=i) for i in ids), narratives=(narrative(text),)
    )
    _document, problems = composed(publishable, an_outline("who"))
    assert [p.what.split('"')[1] for p in problems if p.code == "NUM001"] == ["12"]


def test_recommendations_that_were_withdrawn_or_merged_are_not_counted() -> None:
    kept = [recommendation(), recommendation(rec_id="R02", withdrawn_on=date(2026, 3, 1))]
    kept += [recommendation(rec_id="R03", merged_into="R01")]
    document, _ = composed(
        a_publishable(
            recommendations=tuple(kept), narratives=(narrative('{{ count("recommendations") }}'),)
        ),
        an_outline("who"),
    )
    (shown,) = [b for b in every_block(document.blocks) if "/prose/" in b.block_id]
    assert isinstance(shown, Paragraph)
    assert plain(shown.content) == "1"


@pytest.mark.parametrize(
    "text",
    [
        "In 2021, from 2018-20 and 2021/22, on 3 May 2026, on 2026-05-03.",
        "Goal 5, target 3.1, SDGs 1, 2 and 16, indicator 3.1.2, target 16.b.",
        "See page 12, article 5, Figure 3 and the 2nd round.",
        "COVID-19, R07 and A/RES/70/1.",
        "As R26-01 says.",
        "Women aged 15-49.",
    ],
)
def test_dates_codes_citations_and_ordinals_need_no_binding(text: str) -> None:
    _blocks, problems = read(text)
    assert problems == []


def test_a_comment_is_for_the_writer_only() -> None:
    blocks, problems = read("<!-- to do: 23 -->\n\nWords <!-- or not --> stand.")
    assert [plain(b.content) for b in blocks if isinstance(b, Paragraph)] == ["Words  stand."]
    assert problems == []


def test_prose_for_no_section_is_reported() -> None:
    publishable = a_publishable(narratives=(narrative("Words.", section="whom"),))
    _document, problems = composed(publishable, an_outline("who"))
    assert [(p.code, p.where.path) for p in problems] == [("PRO007", "narrative/en/whom.md")]


def test_a_told_story_is_never_evaluated_and_brings_no_markup() -> None:
    words = '# Big\n\n{{ value("3.1.2") }} <b>x</b> *y* [z](javascript:1)'
    blocks = testimony.testimony_blocks(told("S", words))
    assert all(isinstance(b, Paragraph) for b in blocks)
    assert '{{ value("3.1.2") }}' in plain(blocks[1].content)  # type: ignore[union-attr]
    assert "<b>" not in plain(blocks[1].content)  # type: ignore[union-attr]


@given(st.text(max_size=200) | st.text("{}()[]*_|<>!^\"'#-.:\n 19a", max_size=120))
def test_no_prose_breaks_the_reading(text: str) -> None:
    testimony.testimony_blocks(told("S", text))


# --- prose for one indicator ---------------------------------------------------------------------


def _placed_after(document: Document, text: str) -> str:
    """Return the heading under which a paragraph stands."""
    for section in every_block(document.blocks):
        if isinstance(section, Section) and section.level > 2:
            for block in section.blocks:
                if isinstance(block, Paragraph) and plain(block.content).startswith(text):
                    return plain(section.title)
    return ""


def test_prose_of_an_indicator_stands_in_its_part_of_the_figures_with_its_numbers_bound() -> None:
    text = (
        '## Why\n\nSnow: {{ value("3.1.2", group="highland", source="nso") }}.[^a]\n\n'
        "[^a]: Asked in winter.\n"
    )
    document, problems = composed(
        a_publishable(narratives=(narrative(text, "figures/3.1.2"),)), an_outline("figures")
    )
    assert list(problems) == []
    assert _placed_after(document, "Snow: ").startswith("3.1.2 ")
    snow = next(
        block
        for block in every_block(document.blocks)
        if isinstance(block, Paragraph) and plain(block.content).startswith("Snow")
    )
    assert [n.binding.kind for n in bound_numbers(snow)] == ["observation"]
    assert (snow.origin.path, snow.origin.first_line) == ("narrative/en/figures/3.1.2.md", 3)


def test_prose_of_an_indicator_that_the_dossier_lacks_is_a_problem_that_names_the_nearest() -> None:
    _, problems = composed(a_publishable(narratives=(narrative("Words.", "figures/3.1.3"),)))
    (problem,) = problems
    assert (problem.code, problem.where.path) == ("PRO009", "narrative/en/figures/3.1.3.md")
    assert "3.1.2" in problem.fix


def test_prose_of_an_indicator_that_no_section_shows_is_a_problem() -> None:
    outline = replace(an_outline("who"), name="lnob")
    _, problems = composed(
        a_publishable(narratives=(narrative("Words.", "figures/3.1.2"),)), outline
    )
    assert [problem.code for problem in problems] == ["PRO009"]


def test_prose_that_stands_in_for_a_translation_is_marked_with_its_language() -> None:
    publishable = a_publishable(narratives=(narrative("Words *here*.\n\n- One\n- Two"),))
    document, _problems = composed(publishable, an_outline("who"), language="ar")
    prose_blocks = [b for b in every_block(document.blocks) if "/prose/" in b.block_id]
    paragraph = next(b for b in prose_blocks if isinstance(b, Paragraph))
    assert paragraph.content == (
        LanguageSpan("en", (Text("Words "), Emphasis((Text("here"),)), Text("."))),
    )
    bullets = next(b for b in prose_blocks if isinstance(b, BulletList))
    assert "LanguageSpan" in repr(bullets)
