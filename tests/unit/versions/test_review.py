"""A review: the reviewer's questions answered in her order, and nothing given back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_document import composed, told
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Binding, Block, BoundNumber, Document, Inlines, Text
from vnrgen.document.marks import accept, normal, reject
from vnrgen.document.plain import plain
from vnrgen.document.saved import save
from vnrgen.document.walk import bound_numbers
from vnrgen.dossier.model import Correction, CorrectionKind
from vnrgen.versions.content_changes import ContentKind
from vnrgen.versions.figure_changes import FigureKind
from vnrgen.versions.quantities_read import is_same_number, read_quantity
from vnrgen.versions.report import report
from vnrgen.versions.report_json import review_json
from vnrgen.versions.report_lines import lines
from vnrgen.versions.review import Review, review

BASE = composed()[0]


def observation(group: str, period: str = "2024", indicator: str = "3.1.2") -> Binding:
    return Binding("observation", f"{indicator}|S|ost|{period}|wealth={group}|nso", "value")


def number(text: str, group: str, period: str = "2024", indicator: str = "3.1.2") -> BoundNumber:
    return BoundNumber(text, observation(group, period, indicator))


def document(*blocks: Block, version: str = "1") -> Document:
    return replace(
        BASE, metadata=replace(BASE.metadata, version=version), blocks=blocks, testimonies={}
    )


def p(block_id: str, *parts: str | b.Inline) -> b.Paragraph:
    content: Inlines = tuple(Text(part) if isinstance(part, str) else part for part in parts)
    return b.Paragraph(block_id=block_id, content=content)


def figures(**by_group: str) -> b.Table:
    return b.Table(
        block_id="f/table",
        label="Table 1",
        caption=(Text("Births attended"),),
        description="",
        columns=tuple(b.Column(column_id=c, head=(Text(c),)) for c in ("who", "value")),
        rows=tuple(
            b.Row(row_id=g, cells=((Text(g),), (number(text, g),))) for g, text in by_group.items()
        ),
    )


def changed(old: Block, new: Block) -> Review:
    return review(document(old), document(new, version="2"))


# --- figures -----------------------------------------------------------------------------------


def test_a_figure_is_told_with_both_prints_the_difference_and_its_unit() -> None:
    (change,) = changed(figures(Q1="38.4%"), figures(Q1="41.5%")).figures
    assert (change.kind, change.old, change.new) == (FigureKind.CHANGED, "38.4%", "41.5%")
    assert change.difference == "+3.1 percentage points"
    assert (change.about, change.period, change.source) == ("Q1", "2024", "nso")
    assert not change.ranking_changes


def test_groups_that_change_places_change_the_ranking() -> None:
    found = changed(figures(Q1="38.4%", Q2="40.0%"), figures(Q1="41.5%", Q2="40.0%")).figures
    assert [change.ranking_changes for change in found] == [True]


def test_a_sentence_that_says_otherwise_what_the_figure_says_is_told() -> None:
    old = p("a", "Only ", number("38.4%", "Q1"), " of births were attended.")
    new = p("a", "As many as ", number("41.5%", "Q1"), " of births were attended.")
    (change,) = changed(old, new).figures
    assert change.sentence_changes


def test_new_words_around_a_figure_are_no_change_of_it_and_a_new_figure_none_of_the_words() -> None:
    old = p("a", "Only ", number("38.4%", "Q1"), " of births were attended.")
    words = changed(old, p("a", "Just ", number("38.4%", "Q1"), " of births were attended."))
    assert (len(words.figures), len(words.prose)) == (0, 1)
    figure = changed(old, p("a", "Only ", number("38.9%", "Q1"), " of births were attended."))
    assert (len(figure.figures), len(figure.prose)) == (1, 0)


def test_a_figure_printed_with_and_without_its_unit_or_rounded_is_the_same() -> None:
    old = b.Callout(block_id="c", title=(), blocks=(p("a", number("38.4%", "Q1")),))
    assert not changed(old, replace(old, blocks=(p("a", number("38.4", "Q1")),))).figures
    assert not changed(old, replace(old, blocks=(p("a", number("38", "Q1")),))).figures
    assert changed(old, replace(old, blocks=(p("a", number("39", "Q1")),))).figures


def both(first: str, second: str) -> b.Callout:
    return b.Callout(
        block_id="c",
        title=(),
        blocks=(
            p("a", "It was ", number(first, "Q1"), "."),
            p("b", "Some ", number(second, "Q1"), " said so."),
        ),
    )


@pytest.mark.parametrize("other", ["38.1%", "38.9%", "41%", "38.4 per 1,000"])
def test_a_figure_that_says_another_number_in_one_place_only_is_told(other: str) -> None:
    found = changed(both("38.4%", "38.4%"), both("38.4%", other))
    assert [(c.kind, c.old, c.new) for c in found.figures] == [(FigureKind.CHANGED, "38.4%", other)]
    back = changed(both("38.4%", other), both("38.4%", "38.4%"))
    assert [(c.old, c.new) for c in back.figures] == [(other, "38.4%")]
    assert changed(both("38.4%", other), both("38.4%", other)).is_empty
    assert (found.prose, found.form) == ((), ())


def test_two_figures_that_changed_places_are_another_wording() -> None:
    one, other = number("38.4%", "Q1"), number("40.1%", "Q2")
    found = changed(p("a", "From ", one, " to ", other), p("a", "From ", other, " to ", one))
    assert [(c.kind, c.old, c.new) for c in found.prose] == [
        (ContentKind.REWORDED, "From 38.4% to 40.1%", "From 40.1% to 38.4%")
    ]
    assert not found.figures


@pytest.mark.parametrize("print_", ["38%", "(38.4%)", "38.4"])
def test_a_figure_that_is_rounded_or_marked_otherwise_is_a_change_of_form(print_: str) -> None:
    found = changed(
        p("a", "It was ", number("38.4%", "Q1")), p("a", "It was ", number(print_, "Q1"))
    )
    assert [(c.kind, c.new) for c in found.form] == [(ContentKind.RESTYLED, f"It was {print_}")]
    assert (found.figures, found.prose) == ((), ())


def test_a_reference_that_leads_elsewhere_under_the_same_name_is_a_change_of_form() -> None:
    refs = (b.CrossReference(target_id=key, text="Table 3") for key in ("x", "y"))
    found = changed(*(p("a", "See ", ref) for ref in refs))
    assert [c.kind for c in found.form] == [ContentKind.RESTYLED]


def told_of(found: Review) -> list[tuple[str, ContentKind, str | None, str | None]]:
    parts = (("evidence", found.evidence), ("prose", found.prose), ("form", found.form))
    return [(part, c.kind, c.old, c.new) for part, changes in parts for c in changes]


def test_words_and_marks_beside_the_running_text_are_told() -> None:
    def card(badge: str) -> b.QualityCard:
        title = (Text("The survey"),)
        return b.QualityCard(block_id="q", title=title, badge=badge, facts=(), criteria=())

    def key(value: str) -> b.KeyFigures:
        figure = b.KeyFigure(figure_id="k", value=(Text(value),), label=(Text("l"),), detail=())
        return b.KeyFigures(block_id="k", figures=(figure,))

    def notes(title: str) -> b.NoteList:
        note = b.Note(note_id="n", label="1", content=(Text("n"),))
        return b.NoteList(block_id="n", title=(Text(title),), notes=(note,))

    def heads(head: str) -> b.Table:
        group = b.ColumnGroup(head=(Text(head),), span=2)
        return replace(figures(Q1="38.4%"), column_groups=(group,))

    reworded, renamed = ContentKind.REWORDED, ContentKind.RENAMED
    assert told_of(changed(card("good"), card("weak"))) == [("prose", reworded, "good", "weak")]
    assert told_of(changed(key("3"), key("4"))) == [("prose", reworded, "3", "4")]
    assert told_of(changed(notes("a"), notes("b"))) == [("prose", renamed, "a", "b")]
    assert told_of(changed(heads("a"), heads("b"))) == [("prose", reworded, "a", "b")]


def test_a_caption_over_recommendations_or_a_matrix_is_wording_and_a_cell_is_evidence() -> None:
    old = matrix(b.MatrixMark.FILLED)
    assert [kind for _part, kind, _o, _n in told_of(changed(old, matrix(b.MatrixMark.HATCHED)))]
    other = replace(old, caption=(Text("Another caption"),))
    assert [(part, kind) for part, kind, _o, _n in told_of(changed(old, other))] == [
        ("prose", ContentKind.REWORDED)
    ]
    table = recommendations(R1="Build a road.")
    named = replace(table, caption=(Text("What we ask"),))
    assert [part for part, _k, _o, _n in told_of(changed(table, named))] == ["prose"]


def test_rows_that_changed_places_are_told_unless_their_figures_say_why() -> None:
    old = figures(Q1="38.4%", Q2="40.1%")
    turned = replace(old, rows=old.rows[::-1])
    assert [(p, kind) for p, kind, _o, _n in told_of(changed(old, turned))] == [
        ("prose", ContentKind.MOVED)
    ]
    ranked = changed(old, figures(Q2="37.0%", Q1="38.4%"))
    assert [c.new for c in ranked.figures] == ["37.0%"]
    assert told_of(ranked) == []


def test_the_cover_is_wording_and_the_day_on_its_stamp_is_not() -> None:
    old = document(p("a", "Words."))
    dated = replace(old, metadata=replace(old.metadata, stamp="Draft, 2 May", version="2"))
    assert review(old, dated).is_empty
    titled = replace(
        old, metadata=replace(old.metadata, title="Another", status="final", stamp="F")
    )
    assert [c.key for c in review(old, titled).prose] == ["cover/title", "cover/stamp"]


def test_another_description_of_the_same_table_is_a_change_of_form() -> None:
    old = replace(figures(Q1="38.4%"), description="Births by wealth.")
    new = replace(old, description="Births attended by wealth.")
    assert told_of(changed(old, new)) == [("form", ContentKind.RESTYLED, None, None)]
    total = replace(old, rows=(replace(old.rows[0], kind=b.RowKind.TOTAL),))
    assert told_of(changed(old, total)) == [("form", ContentKind.RESTYLED, None, None)]


def test_a_newer_period_in_the_place_of_an_older_is_an_update() -> None:
    old, new = p("a", number("38.4%", "Q1", "2019")), p("a", number("41.5%", "Q1", "2024"))
    (change,) = changed(old, new).figures
    assert (change.kind, change.old_period, change.period) == (FigureKind.UPDATED, "2019", "2024")


def test_the_reason_of_a_correction_stands_with_its_figure() -> None:
    reasons = (
        Correction(indicator_id="3.1.2", kind=CorrectionKind.CORRECTED, why="Revised."),
        Correction(
            indicator_id="3.1.2", kind=CorrectionKind.MISLABEL, why="It was 2024.", period="2024"
        ),
        Correction(
            indicator_id="3.1.2", kind=CorrectionKind.UNVERIFIED, why="Other.", period="2019"
        ),
    )
    both = document(figures(Q1="38.4%")), document(figures(Q1="41.5%"))
    (change,) = review(*both, reasons).figures
    assert (change.correction, change.why) == (CorrectionKind.MISLABEL, "It was 2024.")


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("(12.1%)", "en", "12.1", "%"),
        ("1,234", "en", "1234", ""),
        ("1\u202f234,5\u00a0%", "fr", "1234.5", "%"),
        ("\u22123.0 percentage points", "en", "-3.0", "percentage points"),
        ("1.234,5", "de", "1234.5", ""),
        ("no data", "en", None, ""),
        ("(*)", "en", None, ""),
    ],
)
def test_a_printed_number_is_read_back(
    text: str, language: str, value: str | None, unit: str
) -> None:
    quantity = read_quantity(text, language)
    assert (None if quantity.value is None else str(quantity.value)) == value
    assert quantity.unit == unit
    assert is_same_number(quantity, quantity)


# --- what is withheld --------------------------------------------------------------------------


def printed(found: Review) -> str:
    """Everything that any form of the comparison says."""
    tree = save(found.comparison).decode() + save(report(found, everything=True)).decode()
    return tree + review_json(found).decode() + "\n".join(lines(found))


def test_what_the_newer_version_withholds_the_older_does_not_give_back() -> None:
    old = figures(Q1="38.47", Q2="40.21", all="39.93")
    found = changed(old, figures(Q1="(*)", Q2="(*)", all="39.93"))
    assert found.not_compared == ("3.1.2",)
    assert not found.figures
    assert not any(value in printed(found) for value in ("38.47", "40.21"))


def test_neither_a_sum_nor_the_neighbours_of_the_other_version_give_it_back() -> None:
    old = figures(Q1="(*)", Q2="(*)", all="102.6")
    found = changed(old, figures(Q1="(*)", Q2="71.3", Q3="18.2"))
    assert found.not_compared == ("3.1.2",)
    assert not any(value in printed(found) for value in ("102.6", "71.3"))


def test_a_gap_computed_of_a_withheld_figure_is_not_repeated() -> None:
    gap = Binding("finding", "breakdown|3.1.2|S|wealth|ost|nso|2024", "difference")
    old = b.Callout(
        block_id="c",
        title=(),
        blocks=(figures(Q1="38.47", Q2="40.21"), p("g", BoundNumber("1.74", gap))),
    )
    new = replace(old, blocks=(figures(Q1="(*)", Q2="40.21"),))
    assert "1.74" not in printed(changed(old, new))


def test_other_numbers_in_the_same_cells_are_compared_beside_one_withheld_in_both() -> None:
    found = changed(figures(Q1="(*)", Q2="40.2"), figures(Q1="(*)", Q2="41.0"))
    assert [change.old for change in found.figures] == ["40.2"]


def test_a_change_that_one_version_alone_tells_hides_no_figure_of_the_same_cells() -> None:
    change = Binding("finding", "gap-progress|3.1.2|S|wealth|ost|nso", "difference")
    cells = figures(Q1="(*)", Q2="40.2")
    old = b.Callout(block_id="c", title=(), blocks=(cells, p("g", BoundNumber("8.0", change))))
    new = replace(old, blocks=(figures(Q1="(*)", Q2="41.0"), p("g", "no clear change")))
    found = changed(old, new)
    assert found.not_compared == ()
    assert ("40.2", "41.0") in [(figure.old, figure.new) for figure in found.figures]


def test_a_figure_is_told_before_its_bounds() -> None:
    def told_of(value: str, lower: str) -> b.Paragraph:
        figure = number(value, "Q1")
        bound = replace(figure, text=lower, binding=replace(figure.binding, measure="lower"))
        return p("x", bound, " to ", figure)

    found = changed(told_of("40.2", "38.1"), told_of("41.0", "39.3"))
    assert [change.new for change in found.figures] == ["41.0", "39.3"]


def test_other_indicators_and_years_are_compared_as_ever() -> None:
    old = b.Callout(
        block_id="c",
        title=(),
        blocks=(figures(Q1="38.4"), p("x", number("7.1", "Q1", indicator="4.1.1"))),
    )
    new = replace(old, blocks=(figures(Q1="(*)"), p("x", number("7.9", "Q1", indicator="4.1.1"))))
    assert [change.indicator for change in changed(old, new).figures] == ["4.1.1"]


GROUPS = ("Q1", "Q2", "Q3", "all")
PRINTS = st.fixed_dictionaries(
    {}, optional={g: st.sampled_from(["(*)", "v"]) for g in GROUPS}
).filter(bool)


@settings(max_examples=60, deadline=None)
@given(PRINTS, PRINTS)
def test_no_comparison_shows_two_versions_of_a_family_with_other_withheld_cells(
    old: dict[str, str], new: dict[str, str]
) -> None:
    def shown(prints: dict[str, str], lead: str) -> dict[str, str]:
        return {
            g: "(*)" if v == "(*)" else f"{lead}{n}.5" for n, (g, v) in enumerate(prints.items())
        }

    older, newer = figures(**shown(old, "771")), figures(**shown(new, "882"))
    said = printed(changed(older, newer))
    hidden = {g for g, v in old.items() if v == "(*)"}, {g for g, v in new.items() if v == "(*)"}
    same_cells = old.keys() == new.keys() and hidden[0] == hidden[1]
    if any(hidden) and not same_cells:
        assert "771" not in said
    if any(new.get(g) == "v" for g in hidden[0]):
        assert "882" not in said


def test_the_comparison_is_exact_where_nothing_is_withheld() -> None:
    older, newer = document(figures(Q1="38.4%")), document(figures(Q1="41.5%", Q2="1.0%"))
    found = review(older, newer)
    assert accept(found.comparison) == normal(newer)
    assert reject(found.comparison) == normal(older)


# --- groups, recommendations, stories, form ----------------------------------------------------


def recommendations(**texts: str) -> b.RecommendationTable:
    return b.RecommendationTable(
        block_id="r",
        label="",
        caption=(),
        entries=tuple(
            b.RecommendationEntry(
                rec_id=key, text=(Text(text),), details=(("Status", (Text("open"),)),)
            )
            for key, text in texts.items()
        ),
    )


MIDWIVES = "House one midwife in each of the nine upper valleys from November to April."
ROADS = "Keep the road over the pass open for the ambulance through the winter months."


def test_a_recommendation_split_in_two_and_two_merged_in_one_are_told() -> None:
    one, two = recommendations(R1=f"{MIDWIVES} {ROADS}"), recommendations(R2=MIDWIVES, R3=ROADS)
    (split,) = changed(one, two).recommendations
    assert (split.kind, split.old, split.new) == (ContentKind.SPLIT, "R1", "R2, R3")
    (merged,) = changed(two, one).recommendations
    assert (merged.kind, merged.old, merged.new) == (ContentKind.MERGED, "R2, R3", "R1")


def test_a_recommendation_with_another_status_is_not_reworded() -> None:
    old = recommendations(R1=MIDWIVES)
    entry = replace(old.entries[0], details=(("Status", (Text("taken up"),)),))
    (change,) = changed(old, replace(old, entries=(entry,))).recommendations
    assert (change.kind, change.old, change.new) == (ContentKind.STATUS, "open", "taken up")


def matrix(*marks: b.MatrixMark) -> b.CoverageMatrix:
    return b.CoverageMatrix(
        block_id="m",
        label="",
        caption=(),
        description="",
        corner=(),
        columns=((Text("Survey"),),),
        rows=tuple(
            b.MatrixRow(row_id=f"g{n}", head=(Text(f"Group {n}"),), cells=((mark, str(mark)),))
            for n, mark in enumerate(marks)
        ),
        legend=(),
    )


def test_a_group_that_came_and_evidence_that_is_now_empty_are_told() -> None:
    filled, empty = b.MatrixMark.FILLED, b.MatrixMark.EMPTY
    found = changed(matrix(filled), matrix(empty, filled)).evidence
    assert [(c.kind, c.name) for c in found] == [
        (ContentKind.ADDED, "Group 1"),
        (ContentKind.EMPTY, "Group 0, Survey"),
    ]


def test_a_story_told_otherwise_is_named_and_not_repeated() -> None:
    story = b.Story(block_id="s", testimony_id="S", title=(Text("The clinic"),), meta=())
    older = replace(document(story), testimonies={"S": told("S", "I walked an hour.")})
    newer = replace(document(story), testimonies={"S": told("S", "I walked for two hours.")})
    found = review(older, newer)
    assert [(c.kind, c.name) for c in found.stories] == [(ContentKind.REWORDED, "The clinic")]
    assert "an hour" not in printed(found)
    assert "walked" not in review_json(found).decode() + " ".join(lines(found))
    assert "two hours" in repr(report(found))
    listed = next(block for block in report(found).blocks if block.block_id == "diff/stories")
    assert [plain(column.head) for column in listed.blocks[0].columns] == [
        "What happened",
        "To what",
    ]
    # Two landmarks of a page never have one name: a reader who jumps could not tell them apart.
    assert plain(listed.blocks[0].caption) != plain(listed.title)
    (gone,) = review(older, document(p("a", "x"))).stories
    assert gone.kind is ContentKind.DROPPED


def test_a_table_with_another_number_is_a_change_of_form_alone() -> None:
    found = changed(figures(Q1="1"), replace(figures(Q1="1"), label="Table 2"))
    assert [(c.kind, c.old, c.new) for c in found.form] == [
        (ContentKind.RENUMBERED, "Table 1", "Table 2")
    ]
    assert not found.prose
    assert not found.figures


def test_nothing_changed_is_said_in_one_line() -> None:
    assert list(lines(review(BASE, BASE))) == ["Nothing changed."]
    assert not list(bound_numbers(report(review(BASE, BASE))))


# --- one screen --------------------------------------------------------------------------------

SCREEN = """\
Figures (2)
  3.1.2, Q1, 2024: 38.4% → 41.5% (+3.1 percentage points); nso; the ranking
    changes
  3.1.2, Q3, 2024: new, 12.0%; nso
Recommendations (1)
  R1 (reworded): House one midwife in each of the nine upper valleys from
    November to [-April-]{+May+}.
Wording (2)
  What we heard on the road (renamed): What we heard{+ on the road+}
  Nobody keeps a register there. (added)
Form (1)
  Table 2 (renumbered): Table [-1-]{+2+}"""


def test_a_terminal_of_eighty_columns_shows_it_in_the_reviewer_s_order() -> None:
    def chapter(title: str, *blocks: Block) -> b.Section:
        return b.Section(block_id="voices", title=(Text(title),), level=1, blocks=blocks)

    old = chapter("What we heard", figures(Q1="38.4%", Q2="40.0%"), recommendations(R1=MIDWIVES))
    new = chapter(
        "What we heard on the road",
        replace(figures(Q1="41.5%", Q2="40.0%", Q3="12.0%"), label="Table 2"),
        p("n", "Nobody keeps a register there."),
        recommendations(R1=MIDWIVES.replace("April", "May")),
    )
    shown = list(lines(changed(old, new)))
    assert max(map(len, shown)) <= 80
    assert "\n".join(shown) == SCREEN


def test_side_by_side_has_a_matrix_cell_that_changed_and_quiet_rows_for_the_rest() -> None:
    filled, empty = b.MatrixMark.FILLED, b.MatrixMark.EMPTY
    found = changed(matrix(filled, filled), matrix(empty, filled))
    table = _side_table(report(found, everything=True))
    loud = [plain(row.cells[-1]) for row in table.rows if not row.quiet and len(row.cells) > 1]
    assert len(loud) == 1
    assert sum(row.quiet for row in table.rows) >= 1
    assert not any(row.quiet for row in _side_table(report(found)).rows)


def test_a_section_that_goes_on_behind_its_parts_has_a_quiet_head_there_if_nothing_changed() -> (
    None
):
    def chapter(first: str) -> b.Section:
        part = b.Section(block_id="a/b", title=(Text("A part"),), level=2, blocks=(p("m", "M."),))
        blocks = (p("x", first), part, p("z", "As it was."))
        return b.Section(block_id="a", title=(Text("All of it"),), level=1, blocks=blocks)

    table = _side_table(report(changed(chapter("Once."), chapter("Twice.")), everything=True))
    heads = [(plain(row.cells[0]), row.quiet) for row in table.rows if len(row.cells) == 1]
    assert heads == [("All of it", False), ("A part", True), ("All of it", True)]


def _side_table(document: Document) -> b.Table:
    return next(
        block
        for section in document.blocks
        if isinstance(section, b.Section) and section.block_id.endswith("side-by-side")
        for block in section.blocks
        if isinstance(block, b.Table)
    )


def test_a_correction_of_one_group_stands_with_the_figures_that_speak_of_it_alone() -> None:
    reasons = (
        Correction(
            indicator_id="3.1.2",
            kind=CorrectionKind.CORRECTED,
            why="Counted anew.",
            group_id="poor",
        ),
        Correction(
            indicator_id="3.1.2", kind=CorrectionKind.MISLABEL, why="Nobody's.", group_id="unknown"
        ),
    )
    both = (document(figures(Q1="38.4%", Q2="40%")), document(figures(Q1="41.5%", Q2="42%")))
    found = review(*both, reasons, {"poor": "wealth=Q1"}).figures
    assert [(change.about, change.why) for change in found] == [("Q1", "Counted anew."), ("Q2", "")]


# --- what a figure is called -------------------------------------------------------------------


def region(*figures_of: tuple[str, str, str, str], index: str) -> b.Section:
    """A section about 3.1.2: an annex of (place, members, head, print) and a table of measures."""
    found = "breakdown|3.1.2|S|wealth|ilm|nso|2024"
    rows = tuple(
        b.Row(
            row_id=head,
            cells=(
                (Text(head),),
                (BoundNumber(text, Binding("observation", f"3.1.2|S|{reference}", "value")),),
            ),
        )
        for place, members, head, text in figures_of
        for reference in (f"{place}|2024|{members}|nso",)
    )
    measures = b.Row(
        row_id="m",
        cells=(
            (Text("Wealth (2024)"),),
            (BoundNumber(index, Binding("finding", f"{found}/SII", "value")),),
        ),
    )
    annex = replace(figures(x="1"), block_id="annex", rows=rows)
    table = replace(figures(x="1"), block_id="measures", rows=(measures,))
    return b.Section(
        block_id="figures/indicator/3.1.2-S",
        title=(Text("3.1.2 Births attended"),),
        level=2,
        blocks=(annex, table),
    )


def test_every_figure_says_of_whom_where_and_what_it_measures_in_the_words_of_the_tree() -> None:
    country = BASE.metadata.country
    whose = (
        ("ilm", "_T", f"{country}, everybody, 2024"),
        ("ilm", "wealth=Q1", "The poorest fifth"),
        ("ilm", "sex=F", "Women"),
        ("kesh", "_T", "Kesh"),
        ("kesh", "sex=F;wealth=Q1", "Women + The poorest fifth"),
    )
    old = region(*((*who, f"{n}1%") for n, who in enumerate(whose, start=1)), index="30.4")
    new = region(*((*who, f"{n}2%") for n, who in enumerate(whose, start=1)), index="31.4")
    found = changed(old, new)
    title = "3.1.2 Births attended"
    names = [line.strip().partition(":")[0] for line in lines(found) if "→" in line]
    assert sorted(names) == sorted(
        (
            f"{title}, 2024",
            f"{title}, The poorest fifth, 2024",
            f"{title}, Women, 2024",
            f"{title}, Kesh, 2024",
            f"{title}, Women, The poorest fifth, Kesh, 2024",
            f"{title}, Slope index of inequality, Wealth, 2024",
        )
    )
    assert {change.source for change in found.figures} == {"nso"}
    said = review_json(found).decode()
    assert '"measure": "Slope index of inequality"' in said
    assert '"about": "Women, The poorest fifth, Kesh"' in said
    heads = [plain(row.cells[0]) for row in _figures_table(report(found)).rows]
    assert sorted(heads) == sorted(names)


def test_counts_are_told_by_their_row_and_column_or_by_the_words_around_them() -> None:
    def count(text: str, reference: str) -> BoundNumber:
        return BoundNumber(text, Binding("finding", reference, "count"))

    def chapter(kept: str, told: str, of: str) -> b.Callout:
        table = replace(
            figures(x="1"),
            rows=(
                b.Row(row_id="w", cells=((Text("Photos"),), (count(kept, "withheld/photo/x"),))),
            ),
        )
        said = p("a", count(told, "coverage/by-sex"), " of ", count(of, "coverage/all"), " series.")
        return b.Callout(block_id="c", title=(), blocks=(table, said))

    found = changed(chapter("1", "12", "18"), chapter("2", "13", "19"))
    assert [(change.measure, change.about) for change in found.figures] == [
        ("", "# of […] series."),
        ("", "[…] of # series."),
        ("value", "Photos"),
    ]


def _figures_table(document: Document) -> b.Table:
    (table,) = (
        block
        for section in document.blocks
        if isinstance(section, b.Section) and section.block_id == "diff/figures"
        for block in section.blocks
        if isinstance(block, b.Table)
    )
    return table


def test_a_table_with_indicators_as_heads_names_groups_by_the_words_in_their_cells() -> None:
    def glance(poorest: str, richest: str) -> b.Table:
        cells = (
            (Text("3.1.2 Births attended, 2024"),),
            (Text("The poorest "), number(poorest, "Q1")),
            (Text("The richest "), number(richest, "Q5")),
        )
        table = figures(x="1")
        columns = (*table.columns, b.Column(column_id="z", head=(Text("Other end"),)))
        return replace(table, columns=columns, rows=(b.Row(row_id="r", cells=cells),))

    found = changed(glance("38%", "90%"), glance("40%", "91%"))
    assert [(change.title, change.about) for change in found.figures] == [
        ("3.1.2 Births attended", "The poorest […]"),
        ("3.1.2 Births attended", "The richest […]"),
    ]
