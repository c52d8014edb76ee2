"""The figures of a series: which are shown, with every category, note and source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_figure_blocks import CODES, EN, GROUPS, NUMBERS, blocks, chart, names
from tests.builders_figures import (
    a_breakdown,
    a_citizen,
    a_comparison,
    a_crossing,
    a_gap_trend,
    a_pair,
    a_publishable,
    a_series,
    a_trend,
    an_estimate,
    cite,
    some_findings,
)
from vnrgen.analysis.findings import Agreement, Estimate, Period, Reliability
from vnrgen.analysis.partition import PLACE
from vnrgen.disclosure.publishable import Withheld
from vnrgen.document.blocks import BoundNumber, Chart, Inlines, Paragraph, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.drawings import Bars, Dumbbell, Producer
from vnrgen.document.figures.indicator import annex_table, chart_block
from vnrgen.document.language.wording import Wording
from vnrgen.document.series.circumstances import context_words
from vnrgen.document.series.context import SeriesContext
from vnrgen.dossier.model import Label
from vnrgen.dossier.model.observations import ObservationStatus


def _cells(table: Table) -> Iterator[Inlines]:
    for row in table.rows:
        yield from row.cells


def _listed(table: Table) -> set[str]:
    """Return the names of rows and of columns: a short table may lie on its side."""
    return {*names(table), *(plain(column.head) for column in table.columns)}


def test_the_widest_reliable_gap_leads_and_every_other_dimension_has_its_row() -> None:
    small = an_estimate(95.0, "w", reliability=Reliability.SMALL, n=30)
    found = some_findings(
        breakdowns=(
            a_breakdown({"Women": 22.0, "Men": 20.0}, dimension="sex"),
            a_breakdown(GROUPS, dimension="ethnicity"),
            a_breakdown({"Poor": small, "Rich": 1.0}, dimension="wealth"),
        )
    )

    main, table = blocks(found)[-2:]

    assert main.block_id == "figures/3.1.2-SKILLED/bars/ethnicity"
    assert [[plain(cell) for cell in row.cells] for row in table.rows] == [
        ["Sex", "22.0% Women", "20.0% Men", "2.0", "no margin of error published"],
        ["Wealth", "(95.0%) Poor", "1.0% Rich", "94.0", "rests on few cases"],
    ]


def test_a_group_without_a_figure_is_named_wherever_its_dimension_stands() -> None:
    found = some_findings(
        breakdowns=(
            a_breakdown(GROUPS, dimension="ethnicity"),
            a_breakdown({"Disabled": None}, dimension="disability"),
        )
    )

    lead, main = blocks(found)

    assert plain(lead.content) == "No figure exists for: Islands and Disabled."
    assert plain(main.title).endswith("; no figure for: Islands")


def test_a_title_does_not_call_a_figure_that_is_kept_back_none() -> None:
    kept = an_estimate(None, "c", status=ObservationStatus.SUPPRESSED)
    found = some_findings(breakdowns=(a_breakdown({**GROUPS, "Coast": kept}),))

    assert plain(chart("bars", found).title).endswith("; no figure shown for: Islands and Coast")


def test_one_figure_alone_is_set_in_words_with_its_source_and_the_groups_that_have_none() -> None:
    elsewhere = replace(
        a_breakdown({"North": 5.0, "South": None}, dimension="wealth"),
        place_id="kesh",
        finding_id="kesh",
    )
    found = some_findings(breakdowns=(a_breakdown(GROUPS), a_breakdown(GROUPS), elsewhere))

    words = blocks(found)[-1]

    assert plain(words.content) == (
        "Fewer than two groups have a figure, so that no gap can be told, by: Wealth (kesh), 5.0%"
        " for North, no figure for South1."
    )


def test_a_mark_that_a_source_prints_in_place_of_a_figure_is_explained() -> None:
    few = an_estimate(None, "a", status=ObservationStatus.CENSORED, value_text="<5")
    found = some_findings(breakdowns=(a_breakdown({"A": few, "B": 9.0, "C": 12.0}),))

    annex = annex_table(a_publishable(found), found, EN, cite)

    assert "<5" in [plain(cell) for row in annex.rows for cell in row.cells]
    assert [plain(note) for note in annex.notes] == [
        "<5 As the source prints it: the exact figure is not published."
    ]


def _quarters(first: int, last: int) -> tuple[Estimate, ...]:
    return tuple(
        an_estimate(
            float(year),
            period=Period(
                date(year, 3 * quarter, 28), date(year, 3 * quarter - 2, 1), f"{year} Q{quarter}"
            ),
            observation_id=f"{year}Q{quarter}",
        )
        for year in range(first, last + 1)
        for quarter in range(1, 5)
        if (year, quarter) <= (last, 2)
    )


def test_of_many_quarters_a_table_prints_the_last_of_each_year_and_the_newest_and_says_so() -> None:
    found = some_findings(trends=(a_trend(_quarters(2014, 2023)),))

    shown = next(block for block in blocks(found) if isinstance(block, Chart))

    labels = [plain(row.cells[0]) for row in shown.table.rows]
    assert labels == [*(f"{year} Q4" for year in range(2014, 2023)), "2023 Q2"]
    assert [row.label for row in shown.drawing.rows] == labels
    assert "data/observations.csv has all of them" in plain(shown.notes[-1])


@pytest.mark.parametrize(("poor", "charts"), [(90.0, 2), (30.0, 1)])
def test_a_second_chart_is_earned_by_a_gap_as_wide_as_the_first(poor: float, charts: int) -> None:
    firm = {"lower": None, "upper": None}
    found = some_findings(
        breakdowns=(
            a_breakdown(GROUPS, dimension="ethnicity"),
            replace(
                a_breakdown({"North": an_estimate(poor, "n", **firm), "South": 10.5}),
                dimension_id=PLACE,
                finding_id="places",
            ),
        )
    )

    shown = blocks(found)

    assert sum(isinstance(block, Chart) for block in shown) == charts
    assert isinstance(shown[-1], Table) == (charts == 1)


def test_periods_that_cannot_be_compared_are_parted_by_a_rule_and_said_to_be() -> None:
    years = [a_breakdown(GROUPS, year=year) for year in (2012, 2017, 2022)]
    trend = replace(a_gap_trend(*years), segments=((years[0],), tuple(years[1:])))
    found = some_findings(breakdowns=(years[-1],), gap_trends=(trend,))

    shown = chart("equiplot", found)

    assert [row.break_above for row in shown.drawing.rows] == [
        "",
        "",
        "Not comparable with later years",
    ]
    assert "There is a break in the series" in plain(shown.notes[-1])
    heads = [(plain(group.head), group.span) for group in shown.table.column_groups]
    assert heads == [("", 3), ("Not comparable with later years", 1)]


def test_more_groups_than_a_page_can_name_over_time_have_a_bar_each() -> None:
    regions = {f"Region {n}": 10.0 + n for n in range(19)}
    run = [a_breakdown(regions, year=year, reference=12.0) for year in (2012, 2017, 2022)]
    for periods in (run, run[1:]):
        found = some_findings(breakdowns=(run[-1],), gap_trends=(a_gap_trend(*periods),))
        drawing = next(b.drawing for b in blocks(found) if isinstance(b, Chart))
        assert isinstance(drawing, Bars)
        assert {row.label for row in drawing.rows} == set(regions)


def test_more_official_and_citizen_figures_than_a_page_can_draw_are_a_table_of_all() -> None:
    pairs = [a_pair(f"G{n}", an_estimate(n + 9.0), a_citizen(n + 5.0)) for n in range(25)]
    found = some_findings(official_citizen=(a_comparison(*pairs),))
    (table,) = [b for b in blocks(found) if isinstance(b, Table) and "dumbbell" in b.block_id]

    assert [plain(row.cells[0]) for row in table.rows] == [f"G{n}" for n in range(25)]
    assert plain(table.caption).startswith("Every citizen figure is lower than the official one")
    assert "Births" in plain(table.caption)
    assert table.source
    assert "Both count." in "".join(plain(note) for note in table.notes)
    fewer = some_findings(official_citizen=(a_comparison(*pairs[:24]),))
    assert any(isinstance(b, Chart) and isinstance(b.drawing, Dumbbell) for b in blocks(fewer))


def test_groups_without_a_figure_that_the_lead_only_counts_are_named_below_it() -> None:
    hidden: dict[str, Any] = {f"H{n}": None for n in range(13)}
    other = replace(a_breakdown(hidden), finding_id="other", dimension_id="sex")
    found = some_findings(breakdowns=(a_breakdown({"A": 38.4, "B": 12.0}), other))
    said = [plain(b.content) for b in blocks(found) if isinstance(b, Paragraph)]

    assert "No figure exists for 13 groups, named below." in said[0]
    assert all(name in said[-1] for name in hidden)


def test_a_table_of_gaps_names_the_unit_of_what_is_no_percentage() -> None:
    deaths = a_series(
        unit="PER_100000_LIVE_BIRTHS", unit_label=Label(texts={"en": "per 100,000 live births"})
    )
    values = {"A": 252.2, "B": 176.0}
    other = replace(a_breakdown(values), finding_id="other", dimension_id="sex")
    found = some_findings(deaths, breakdowns=(a_breakdown({"A": 300.0, "B": 90.0}), other))
    (table,) = [block for block in blocks(found) if isinstance(block, Table)]

    assert "(per 100,000 live births)" in plain(table.caption)
    percent = some_findings(breakdowns=(a_breakdown({"A": 30.0, "B": 9.0}), other))
    (table,) = [block for block in blocks(percent) if isinstance(block, Table)]
    assert "(" not in plain(table.caption)


def test_official_beside_citizen_shows_the_groups_that_citizens_counted() -> None:
    found = some_findings(
        breakdowns=(a_breakdown(GROUPS),),
        official_citizen=(
            a_comparison(
                a_pair(None, an_estimate(20.0), a_citizen(30.0)),
                a_pair("Capital", an_estimate(12.0, "c"), None),
                a_pair("LGBTI people", None, a_citizen(60.0, "l")),
            ),
        ),
    )

    both = next(b for b in blocks(found)[2:] if isinstance(b, Chart))

    assert isinstance(both.drawing, Dumbbell)
    assert [row.label for row in both.drawing.rows] == ["Everybody", "LGBTI people"]
    assert [p.producer for p in both.drawing.rows[0].points] == [
        Producer.OFFICIAL,
        Producer.CITIZEN,
    ]
    assert both.drawing.rows[1].absent == "no official figure"
    assert plain(both.notes[-1]) == "Both count."


def test_a_comparison_says_whether_both_measure_the_same_and_that_a_difference_is_unexplained() -> (
    None
):
    def notes(**changes: Any) -> str:
        both = a_pair(None, an_estimate(20.0), a_citizen(30.0))
        pair = replace(both, agreement=Agreement.DIFFER, **changes)
        item = replace(a_comparison(pair), explanation="")
        found = some_findings(breakdowns=(a_breakdown(GROUPS),), official_citizen=(item,))
        (chart,) = (b for b in blocks(found) if isinstance(getattr(b, "drawing", None), Dumbbell))
        return " ".join(plain(note) for note in chart.notes)

    same = notes(is_same_definition=True, years_apart=2.0)
    assert "Both are given for the same indicator, unit and groups." in same
    assert "Up to 2 years lie between the figures." in same
    assert "Nobody has explained yet why the figures differ." in same
    other = notes(is_same_definition=False, difference=None, differs_in=("sex",))
    assert "by different definitions: their difference is not computed." in other
    assert "Gathered in different ways: Sex." in other


def test_a_crossing_is_a_row_and_a_lone_headline_is_shown_by_period() -> None:
    crossed = some_findings(
        intersections=(a_crossing({("Wesha", "Women"): 60.4, ("Wesha", "Men"): 55.0}),),
        trends=(a_trend((an_estimate(50.0, year=2010), an_estimate(38.0, year=2020))),),
    )

    headline, table = blocks(crossed)

    assert isinstance(headline.drawing, Bars)
    assert [row.label for row in headline.drawing.rows] == ["2010", "2020"]
    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.rows[0].cells] == [
        "Ethnic group and Sex",
        "60.4% Wesha + Women",
        "55.0% Wesha + Men",
        "5.4",
    ]
    assert [plain(note) for note in table.notes] == ["No margin of error was published."]
    assert names(chart("table", crossed, "sex*ethnicity")) == ["Women", "Men"]


def test_a_series_without_any_figure_says_so() -> None:
    (only,) = blocks(some_findings())

    assert plain(only.content) == "No figure of this indicator can be shown."


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(CODES, NUMBERS, min_size=1, max_size=12))
def test_every_category_is_drawn_or_named_as_absent_and_is_in_the_table(
    values: dict[str, float | None],
) -> None:
    old, new = a_breakdown(values, year=2012), a_breakdown(values, year=2022)
    found = some_findings(breakdowns=(new,), gap_trends=(a_gap_trend(old, new),))

    bars = chart("bars", found)
    assert {row.label for row in bars.drawing.rows} == set(values)
    assert all(bool(row.points) != bool(row.absent) for row in bars.drawing.rows)
    assert _listed(bars.table) >= set(values)
    if sum(value is not None for value in values.values()) > 1:
        equiplot = chart("equiplot", found)
        row = equiplot.drawing.rows[0]
        drawn = {point.label for point in row.points}
        absent = {name for name in values if name + ":" in row.absent}
        assert drawn | absent == set(values)
        assert _listed(equiplot.table) >= set(values)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(CODES, st.floats(0, 100), min_size=2, max_size=12))
def test_every_bound_number_is_the_formatted_value_of_its_observation(
    values: dict[str, float],
) -> None:
    breakdown = a_breakdown(values)
    bars = chart("bars", some_findings(breakdowns=(breakdown,)))

    expected = {m.estimate.observation_id: m.estimate.value for m in breakdown.members}
    numbers = [
        part
        for content in (bars.title, *_cells(bars.table))
        for part in content
        if isinstance(part, BoundNumber) and part.binding.kind == "observation"
    ]
    assert numbers
    for number in numbers:
        value = EN.number(expected[number.binding.reference] or 0.0, 1)
        assert number.text in {value, f"{value}%"}


def test_marks_of_small_samples_come_with_the_notes_that_explain_them_and_no_others() -> None:
    found = some_findings(
        breakdowns=(
            a_breakdown(
                {
                    "A": an_estimate(29.5, "a", reliability=Reliability.SMALL, n=30),
                    "B": an_estimate(None, "b", reliability=Reliability.WITHHELD),
                    "C": 10.0,
                }
            ),
        )
    )

    bars = chart("bars", found)

    rows = [[plain(cell) for cell in row.cells] for row in bars.table.rows]
    assert rows == [["2022", "(29.5)", "10.0", "(*)"], ["Cases (n)", "30", "..", ".."]]
    assert bars.table.notes == ()
    assert [plain(note) for note in bars.notes][-2:] == [
        (
            "( ), or a mark that is not filled: based on few cases (25 to 49 unweighted), read with"
            " caution."
        ),
        (
            "(*) Not shown: based on fewer than 25 unweighted cases, or withheld so that such a"
            " figure cannot be worked out."
        ),
    ]
    assert {row.label for row in bars.drawing.rows} == {"A (n\u00a0=\u00a030)", "B", "C"}


def test_a_count_that_is_not_shown_has_the_rule_for_counts_and_not_that_of_samples() -> None:
    hidden = an_estimate(None, "b", reliability=Reliability.WITHHELD)
    found = some_findings(a_series(unit="NUMBER", favourable=None), trends=(a_trend((hidden,)),))
    notes = annex_table(a_publishable(found), found, EN, cite).notes

    assert [plain(note) for note in notes] == [
        "(*) Not shown: a number below 5, or withheld so that such a number cannot be worked out."
    ]


def test_a_share_that_would_give_another_away_is_not_said_to_rest_on_few_cases() -> None:
    hidden = an_estimate(None, "b", reliability=Reliability.WITHHELD)
    found = some_findings(trends=(a_trend((hidden,)),))
    withheld = Withheld(kind="value", item_id=hidden.observation_id, reason="complementary")
    evidence = replace(a_publishable(found), withheld=(withheld,))

    assert [plain(note) for note in annex_table(evidence, found, EN, cite).notes] == [
        "(*) Not shown, so that another figure that is withheld cannot be worked out from it."
    ]


def test_the_words_of_a_figure_all_go_through_the_catalogue() -> None:
    found = some_findings(breakdowns=(a_breakdown(GROUPS),))
    marked = chart_block("bars", a_publishable(found), found, None, Wording("en-XA"), cite)

    for words in (marked.title, marked.subtitle, marked.source, *marked.notes):
        assert plain(words).startswith("⟦")
    assert marked.alternative.startswith("⟦")
    assert marked.table.description.startswith("⟦")


def test_a_figure_of_another_unit_than_its_series_names_that_unit() -> None:
    breakdown = replace(a_breakdown(GROUPS), context={"unit": "NUMBER", "reporting_type": "G"})
    found = some_findings(breakdowns=(breakdown,))
    ctx = SeriesContext(publishable=a_publishable(found), findings=found, wording=EN, cite=cite)

    assert context_words(ctx, breakdown) == ["number"]
