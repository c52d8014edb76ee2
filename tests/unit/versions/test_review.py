"""A review tells which figures changed: old, new, by how much, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders_comparisons import BASE, changed, document, figures, number, p, told_of
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Binding, BoundNumber, Document, Text
from vnrgen.document.blocks.plain import plain
from vnrgen.dossier.model import Correction, CorrectionKind
from vnrgen.versions.changes.content import ContentKind
from vnrgen.versions.figures.changes import FigureKind
from vnrgen.versions.figures.quantities_read import is_same_number, read_quantity
from vnrgen.versions.reports.as_json import review_json
from vnrgen.versions.reports.document import report
from vnrgen.versions.reports.lines import lines
from vnrgen.versions.review import review


def test_a_figure_is_told_with_both_prints_the_difference_and_its_unit() -> None:
    (change,) = changed(figures(Q1="38.4%"), figures(Q1="41.5%")).figures
    assert (change.kind, change.old, change.new) == (FigureKind.CHANGED, "38.4%", "41.5%")
    assert change.difference == "+3.1 percentage points"
    assert (change.about, change.period, change.source) == ("Q1", "2024", "nso")
    assert not change.ranking_changes


def test_one_point_and_two_points_have_the_same_unit() -> None:
    was, now = figures(Q1="1 percentage point"), figures(Q1="2 percentage points")
    (change,) = changed(was, now).figures
    assert change.difference == "+1 percentage point"


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


def test_rows_that_changed_places_are_told_unless_their_figures_say_why() -> None:
    old = figures(Q1="38.4%", Q2="40.1%")
    turned = replace(old, rows=old.rows[::-1])
    assert [(p, kind) for p, kind, _o, _n in told_of(changed(old, turned))] == [
        ("prose", ContentKind.MOVED)
    ]
    ranked = changed(old, figures(Q2="37.0%", Q1="38.4%"))
    assert [c.new for c in ranked.figures] == ["37.0%"]
    assert told_of(ranked) == []


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
