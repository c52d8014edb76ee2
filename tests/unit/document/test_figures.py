"""Charts and tables of a series: everything is there, bound, named and explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_figures import (
    a_breakdown,
    a_citizen,
    a_comparison,
    a_context,
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
from vnrgen.analysis.findings import (
    Agreement,
    Breakdown,
    DoubtKind,
    Estimate,
    Period,
    Reliability,
    SeriesFindings,
)
from vnrgen.analysis.partition import PLACE
from vnrgen.document.axes import value_axis
from vnrgen.document.blocks import BoundNumber, Chart, Inlines, Paragraph, RowKind, Table
from vnrgen.document.drawings import (
    Bars,
    Dumbbell,
    Emphasis,
    Equiplot,
    Producer,
    Slope,
    SmallMultiples,
)
from vnrgen.document.figure_titles import breakdown_title
from vnrgen.document.figures import FigureError, annex_table, chart_block, figure_blocks
from vnrgen.document.plain import plain
from vnrgen.document.series_context import SeriesContext
from vnrgen.document.table_parts import context_words
from vnrgen.document.title_parts import Turn
from vnrgen.document.wording import Wording
from vnrgen.dossier.model import Label, SourceKind
from vnrgen.dossier.observations import ObservationStatus

EN = Wording("en")
GROUPS = {"Highland": 38.4, "Lowland": 20.0, "Capital": 12.0, "Islands": None}


def blocks(found: SeriesFindings) -> tuple[Any, ...]:
    return figure_blocks(a_publishable(found), found, EN, cite)


def chart(kind: str, found: SeriesFindings, by: str | None = None) -> Any:
    return chart_block(kind, a_publishable(found), found, by, EN, cite)


def _cells(table: Table) -> Iterator[Inlines]:
    for row in table.rows:
        yield from row.cells


def _names(table: Table) -> list[str]:
    return [plain(row.cells[0]) for row in table.rows if row.kind is RowKind.BODY]


def _listed(table: Table) -> set[str]:
    """Return the names of rows and of columns: a short table may lie on its side."""
    return {*_names(table), *(plain(column.head) for column in table.columns)}


# --- which figures -----------------------------------------------------------------------------


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


def test_one_figure_alone_is_set_in_words_with_its_source_and_the_groups_that_have_none() -> None:
    elsewhere = replace(
        a_breakdown({"North": 5.0, "South": None}, dimension="wealth"),
        place_id="kesh",
        finding_id="kesh",
    )
    found = some_findings(breakdowns=(a_breakdown(GROUPS), a_breakdown(GROUPS), elsewhere))

    words = blocks(found)[-1]

    assert plain(words.content) == (
        "There is nothing to compare with for: Wealth (kesh), 5.0% (North), no figure for South1."
    )


def test_nobody_is_named_or_coloured_as_behind_where_the_ends_are_equal_or_not_told_apart() -> None:
    close = {
        name: an_estimate(value, name, lower=value - 3, upper=value + 3, se=1.5, n=400)
        for name, value in {"A": 10.0, "B": 11.0}.items()
    }
    for values in ({"A": 100.0, "B": 100.0}, {"A": 10.01, "B": 10.04}, close):
        found = some_findings(
            breakdowns=(
                a_breakdown(GROUPS, dimension="ethnicity"),
                a_breakdown(values, dimension="sex"),
            )
        )
        shown = blocks(found)
        assert not [block for block in shown if isinstance(block, Table)]
        words = plain(shown[-1].content)
        assert words.startswith(
            (
                "There is no difference for: Sex, from ",
                "The difference is within the margin of error for: Sex, ",
            )
        )
        assert "ehind" not in words
        alone = chart("bars", some_findings(breakdowns=(a_breakdown(values),)))
        assert {p.emphasis for row in alone.drawing.rows for p in row.points} == {Emphasis.PLAIN}
        assert "ehind" not in plain(alone.title).replace("Who is furthest behind cannot", "")


def test_counts_have_no_gaps_and_their_breakdowns_stand_in_the_annex_alone() -> None:
    series = a_series(unit="NUMBER", favourable=None)
    breakdowns = tuple(
        a_breakdown({"A": 4.0, "B": 9.0}, dimension=name, favourable=None)
        for name in ("sex", "wealth")
    )
    found = some_findings(series, breakdowns=breakdowns)

    assert [type(block) for block in blocks(found)] == [Chart]
    annex = annex_table(a_publishable(found), found, EN, cite)
    assert _names(annex) == ["B", "A", "B", "A"]


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


def test_one_period_alone_after_a_break_makes_bars() -> None:
    old, new = a_breakdown(GROUPS, year=2012), a_breakdown(GROUPS, year=2022)
    trend = replace(a_gap_trend(old, new), segments=((old,), (new,)))
    found = some_findings(breakdowns=(new,), gap_trends=(trend,))

    assert isinstance(blocks(found)[-1].drawing, Bars)


FIFTHS = {"Poorest": 60.0, "Second": 50.0, "Middle": 40.0, "Fourth": 30.0, "Richest": 10.0}


def test_an_order_over_several_periods_makes_an_equiplot_with_the_newest_on_top() -> None:
    old = a_breakdown(FIFTHS, year=2012, ordered=True)
    new = a_breakdown({**FIFTHS, "Fourth": None}, year=2022, ordered=True, reference=21.0)
    found = some_findings(breakdowns=(new,), gap_trends=(a_gap_trend(old, new),))

    lead, _, main = blocks(found)

    assert isinstance(lead, Paragraph)
    assert isinstance(main.drawing, Equiplot)
    assert [row.label for row in main.drawing.rows] == ["2022", "2012"]
    assert [p.label for p in main.drawing.rows[0].points if p.emphasis is Emphasis.NATIONAL] == [
        "Ostara"
    ]
    assert main.drawing.rows[0].absent == "Fourth: no data"


def test_few_groups_over_several_periods_make_a_slope_chart_with_a_rule_at_every_break() -> None:
    years = (2012, 2017, 2022)
    old, mid, new = (a_breakdown(GROUPS, year=year, reference=21.0) for year in years)
    trend = replace(a_gap_trend(old, mid, new), segments=((old,), (mid, new)))
    found = some_findings(breakdowns=(new,), gap_trends=(trend,))

    (main,) = (block for block in blocks(found) if isinstance(block, Chart))

    assert isinstance(main.drawing, Slope)
    assert [(m.label, m.year, m.break_before) for m in main.drawing.moments] == [
        ("2012", 2012.5, ""),
        ("2017", 2017.5, "Not comparable with earlier years"),
        ("2022", 2022.5, ""),
    ]
    assert {line.label: line.emphasis for line in main.drawing.lines} == {
        "Highland": Emphasis.BEHIND,
        "Lowland": Emphasis.PLAIN,
        "Capital": Emphasis.AHEAD,
        "Ostara": Emphasis.NATIONAL,
    }
    assert main.drawing.absent == "Islands, 2012, 2017 and 2022: no data"
    assert "There is a break in the series" in "".join(plain(note) for note in main.notes)


def test_many_groups_without_an_order_have_a_panel_each_once_they_have_a_course() -> None:
    regions = {f"Region {n}": 10.0 + n for n in range(6)} | {"Islands": None}
    run = [a_breakdown(regions, year=year, reference=12.0) for year in (2012, 2017, 2022)]
    short = some_findings(breakdowns=(run[-1],), gap_trends=(a_gap_trend(*run[1:]),))
    long = some_findings(breakdowns=(run[-1],), gap_trends=(a_gap_trend(*run),))

    drawing = next(b.drawing for b in blocks(long) if isinstance(b, Chart))

    assert isinstance(drawing, SmallMultiples)
    assert {panel.label: panel.absent for panel in drawing.panels} == {
        **dict.fromkeys(regions, ""),
        "Islands": "2012, 2017 and 2022: no data",
    }
    assert drawing.reference is not None
    assert isinstance(next(b for b in blocks(short) if isinstance(b, Chart)).drawing, Equiplot)


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


def test_the_head_of_a_gap_names_its_unit() -> None:
    deaths = a_series(
        unit="PER_100000_LIVE_BIRTHS", unit_label=Label(texts={"en": "per 100,000 live births"})
    )
    values = {"A": 252.2, "B": 176.0}
    other = replace(a_breakdown(values), finding_id="other", dimension_id="sex")
    found = some_findings(deaths, breakdowns=(a_breakdown({"A": 300.0, "B": 90.0}), other))
    (table,) = [block for block in blocks(found) if isinstance(block, Table)]

    assert plain(table.columns[3].head) == "Gap, per 100,000 live births"


def test_where_a_ranking_would_say_nothing_the_title_says_why_and_nobody_is_named() -> None:
    parts = a_breakdown({"Rural": 30.0, "Urban": 70.0, "Camps": 5.0}, favourable=None)
    divided = replace(parts, doubts=(DoubtKind.DISTRIBUTION,))
    other = replace(divided, finding_id="other", dimension_id="sex", place_id="kesh")
    found = some_findings(breakdowns=(divided, other))

    main, words = blocks(found)[-2:]

    assert plain(main.title) == (
        "Not ranked: these figures divide a whole and are no rates of the groups"
    )
    assert {point.emphasis for row in main.drawing.rows for point in row.points} == {Emphasis.PLAIN}
    assert plain(words.content).startswith(
        "Not ranked, because the figures divide a whole and are no rates: Sex (kesh), from 5.0%"
    )


def test_numbers_of_people_name_nobody_as_behind_even_with_a_direction() -> None:
    deaths = a_series(unit="NUMBER", scale=None, decimals=0)
    counted = a_breakdown({"North": 40.0, "South": 3.0}, favourable=None)

    main = blocks(some_findings(deaths, breakdowns=(counted,)))[-1]

    assert plain(main.title) == "Lowest: South, at 3; highest: North, at 40"


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
    assert [plain(note) for note in table.notes] == ["In every row: no margin of error published."]
    assert _names(chart("table", crossed, "sex*ethnicity")) == ["Women", "Men"]


def test_a_series_without_any_figure_says_so() -> None:
    (only,) = blocks(some_findings())

    assert plain(only.content) == "No figure of this indicator can be shown."


def test_more_groups_than_a_page_can_draw_become_a_table_not_a_top_list() -> None:
    many = {f"District {index:02}": float(index) for index in range(60)}

    (table,) = blocks(some_findings(breakdowns=(a_breakdown(many),)))

    assert isinstance(table, Table)
    assert set(_names(table)) == set(many)


# --- what each figure holds --------------------------------------------------------------------

CODES = st.sampled_from([f"Group {letter}" for letter in "ABCDEFGHIJKL"])
NUMBERS = st.one_of(st.none(), st.floats(0, 100, allow_nan=False))


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
        "( ) Based on few cases (25 to 49 unweighted): read with caution.",
        (
            "(*) Not shown: based on fewer than 25 unweighted cases, or withheld so that such a"
            " figure cannot be worked out."
        ),
    ]
    assert {row.label for row in bars.drawing.rows} == {"A (n = 30)", "B", "C"}


def test_intervals_are_there_only_where_somebody_published_them() -> None:
    bare = chart("bars", some_findings(breakdowns=(a_breakdown(GROUPS),)))
    sure = an_estimate(30.0, "a", lower=28.0, upper=32.0, n=900)
    full = chart("bars", some_findings(breakdowns=(a_breakdown({"A": sure, "B": 10.0}),)))

    heads = [plain(column.head) for column in bare.table.columns]
    assert heads == ["Ethnic group (per cent)", "Highland", "Lowland", "Capital", "Islands"]
    assert [row.row_id for row in bare.table.rows] == ["2022"]
    interval = [plain(cell) for cell in full.table.rows[1].cells]
    assert interval == ["95% interval", "28.0–32.0", ".."]
    assert all(len(row.cells) == len(full.table.columns) for row in full.table.rows)


def test_of_several_periods_the_newest_has_its_intervals_in_square_brackets() -> None:
    sure = an_estimate(30.0, "a", lower=28.0, upper=32.0, n=900)
    old, new = a_breakdown({"A": 25.0, "B": 5.0}, year=2012), a_breakdown({"A": sure, "B": 10.0})
    table = chart(
        "equiplot", some_findings(breakdowns=(new,), gap_trends=(a_gap_trend(old, new),))
    ).table

    assert [plain(column.head) for column in table.columns][1:] == ["2022 [95% interval]", "2012"]
    assert [plain(cell) for cell in table.rows[0].cells] == ["A", "30.0 [28.0–32.0]", "25.0"]


def test_an_alternative_text_says_what_is_drawn_with_its_values() -> None:
    bars = chart("bars", some_findings(breakdowns=(a_breakdown(GROUPS),)))

    assert bars.alternative == (
        "Bar chart: Births without skilled help by Ethnic group, Ostara, 2022. Highland: 38.4%,"
        " about 3.2 times the 12.0% at the other end (Capital); no figure for: Islands. Highland"
        " 38.4%, Lowland 20.0%, Capital 12.0% and Islands no data."
    )
    assert plain(bars.subtitle) == "Births without skilled help, per cent. Ostara, 2022"
    assert plain(bars.source) == "Source: Household Survey1"


def test_bars_run_from_worst_to_best_with_the_absent_last() -> None:
    bars = chart("bars", some_findings(breakdowns=(a_breakdown(GROUPS),)))
    ordered = chart(
        "bars",
        some_findings(
            breakdowns=(a_breakdown({"Poor": 5.0, "Mid": 9.0, "Rich": 1.0}, ordered=True),)
        ),
    )

    assert [r.label for r in bars.drawing.rows] == ["Highland", "Lowland", "Capital", "Islands"]
    assert [r.label for r in ordered.drawing.rows] == ["Poor", "Mid", "Rich"]


@settings(max_examples=20, deadline=None)
@given(
    st.dictionaries(CODES, NUMBERS, min_size=1, max_size=12),
    st.dictionaries(CODES, NUMBERS, min_size=1, max_size=3),
)
def test_the_annex_has_every_category_of_every_breakdown_and_crossing(
    ethnic: dict[str, float | None], other: dict[str, float | None]
) -> None:
    found = some_findings(
        trends=(a_trend((an_estimate(20.0),)),),
        breakdowns=(a_breakdown(ethnic), a_breakdown(other, dimension="sex")),
        intersections=(a_crossing({("Wesha", "Women"): 60.4}),),
    )

    table = annex_table(a_publishable(found), found, EN, cite)

    names = _names(table)
    assert sorted(names) == sorted([*ethnic, *other, "Wesha + Women"])
    totals = [plain(row.cells[0]) for row in table.rows if row.kind is RowKind.TOTAL]
    assert totals == ["Ostara, everybody, 2022"]
    ids = [row.row_id for row in table.rows]
    assert len(ids) == len(set(ids))
    assert all(
        len(r.cells) == len(table.columns) for r in table.rows if r.kind is not RowKind.GROUP
    )


def test_the_annex_has_official_rows_first_and_names_sources_where_rows_would_be_alike() -> None:
    def by(source: str, kind: SourceKind) -> Breakdown:
        one = a_breakdown({"A": 1.0})
        return replace(one, finding_id=source, source_id=source, source_kind=kind)

    found = some_findings(
        breakdowns=(
            by("ramp", SourceKind.CITIZEN),
            by("voices", SourceKind.CITIZEN),
            a_breakdown({"B": 2.0}),
            a_breakdown({"C": 3.0}, dimension="sex"),
        )
    )

    table = annex_table(a_publishable(found), found, EN, cite)

    assert [plain(row.cells[0]) for row in table.rows if row.kind is RowKind.GROUP] == [
        "Ethnic group – Ostara, 2022",
        "Ethnic group – Ostara, 2022 (citizen data, ramp)",
        "Ethnic group – Ostara, 2022 (citizen data, Community Voices)",
        "Sex – Ostara, 2022",
    ]


def test_the_annex_sets_earlier_figures_beside_only_where_they_can_be_compared() -> None:
    years = [a_breakdown({"A": float(y - 2000)}, year=y) for y in (2012, 2017, 2022)]
    trend = replace(a_gap_trend(*years), segments=((years[0],), tuple(years[1:])))
    old, mid, new = (an_estimate(float(y), year=y) for y in (2012, 2017, 2022))
    found = some_findings(
        trends=(a_trend((old,), (mid, new)),), breakdowns=(years[-1],), gap_trends=(trend,)
    )

    table = annex_table(a_publishable(found), found, EN, cite)

    assert [[plain(cell) for cell in row.cells] for row in table.rows] == [
        ["Ostara, everybody, 2022", "2,022.0", "2,017.0"],
        ["Not comparable with the rows above"],
        ["Ostara, everybody, 2012", "2,012.0", ".."],
        ["Ethnic group – Ostara, 2022"],
        ["A", "22.0", "17.0"],
    ]


def test_every_period_of_a_long_headline_is_in_the_annex() -> None:
    years = range(2000, 2023)
    found = some_findings(trends=(a_trend(tuple(an_estimate(1.0, year=y) for y in years)),))

    table = annex_table(a_publishable(found), found, EN, cite)

    said = " ".join(plain(cell) for row in table.rows for cell in row.cells)
    said += " ".join(plain(column.head) for column in table.columns)
    assert all(str(year) in said for year in years)


# --- what a template asks for ------------------------------------------------------------------


def test_a_template_may_name_a_dimension_by_id_or_by_its_name() -> None:
    found = some_findings(
        breakdowns=(a_breakdown(GROUPS), a_breakdown({"Women": 2.0, "Men": 1.0}, dimension="sex"))
    )

    assert isinstance(chart("bars", found, "sex"), Chart)
    assert chart("bars", found, "Sex") == chart("bars", found, "sex")


@pytest.mark.parametrize(
    ("kind", "by", "what", "fix"),
    [
        (
            "pie",
            None,
            'there is no chart "pie"',
            "use one of: slope, equiplot, multiples, bars, dumbbell, table",
        ),
        ("bars", "caste", '3.1.2 has no figures by "caste"', "use one of: ethnicity"),
        (
            "equiplot",
            "ethnicity",
            "3.1.2 by Ethnic group has figures for one period only",
            'use chart("bars", …)',
        ),
    ],
)
def test_a_chart_that_cannot_be_drawn_says_why(
    kind: str, by: str | None, what: str, fix: str
) -> None:
    with pytest.raises(FigureError) as caught:
        chart(kind, some_findings(breakdowns=(a_breakdown(GROUPS),)), by)

    assert (caught.value.what, caught.value.fix) == (what, fix)


def test_the_words_of_a_figure_all_go_through_the_catalogue() -> None:
    found = some_findings(breakdowns=(a_breakdown(GROUPS),))
    marked = chart_block("bars", a_publishable(found), found, None, Wording("en-XA"), cite)

    for words in (marked.title, marked.subtitle, marked.source, *marked.notes):
        assert plain(words).startswith("⟦")
    assert marked.alternative.startswith("⟦")
    assert marked.table.description.startswith("⟦")


def test_the_annex_names_the_definition_of_earlier_figures_and_drops_no_headline() -> None:
    years = (2016, 2017, 2018, 2019, 2020, 2022, 2024)
    values = tuple(an_estimate(10.0 + n, "_T", year) for n, year in enumerate(years))
    repair = replace(a_trend(values), context={"criteria": "Repair"}, finding_id="repair")
    withheld = replace(a_trend((an_estimate(None, "_T", 2024),)), finding_id="withheld")
    found = some_findings(trends=(repair, withheld))
    rows = annex_table(a_publishable(found), found, EN, cite).rows
    names = [plain(row.cells[0]) for row in rows]

    assert names[-1] == "Ostara, everybody, 2024"
    assert plain(rows[-1].cells[1]) == "no data"
    assert len(names) > 2
    assert all(name.endswith(" (Repair)") for name in names[:-1])


def test_a_figure_of_another_unit_than_its_series_names_that_unit() -> None:
    breakdown = replace(a_breakdown(GROUPS), context={"unit": "NUMBER", "reporting_type": "G"})
    found = some_findings(breakdowns=(breakdown,))
    ctx = SeriesContext(publishable=a_publishable(found), findings=found, wording=EN, cite=cite)

    assert context_words(ctx, breakdown) == ["number"]


# --- axes --------------------------------------------------------------------------------------


@given(st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=6), st.booleans())
def test_an_axis_holds_all_values_between_round_and_even_ticks(
    values: list[float],
    from_zero: bool,  # noqa: FBT001
) -> None:
    axis = value_axis(values, a_series(unit="RATE"), EN, from_zero=from_zero)

    slack = 1e-6 * (axis.maximum - axis.minimum)
    assert axis.minimum - slack <= min(values)
    assert max(values) <= axis.maximum + slack
    assert 2 <= len(axis.ticks) <= 9
    assert len({tick.text for tick in axis.ticks}) == len(axis.ticks)
    if from_zero:
        assert axis.minimum <= 0 <= axis.maximum


def test_a_percentage_axis_shows_the_whole_where_that_is_near_and_never_more() -> None:
    series = a_series()

    assert value_axis([72.0], series, EN).maximum == 100
    assert value_axis([7.2], series, EN).maximum == 8
    assert [t.text for t in value_axis([7.2], series, EN).ticks] == ["0%", "2%", "4%", "6%", "8%"]
    close = value_axis([97.1, 98.3, 99.9], series, EN, from_zero=False)
    assert (close.minimum, close.maximum) == (97.0, 100.0)
    assert value_axis([0.0], series, EN).maximum == 10


def test_a_title_says_furthest_behind_only_of_a_group_that_nobody_else_may_be_behind() -> None:
    def group(name: str, value: float, **changes: Any) -> Estimate:
        return an_estimate(value, name, lower=value - 3, upper=value + 3, se=1.5, n=400, **changes)

    def titles(other: Estimate) -> set[str]:
        shown = a_breakdown({"A": group("a", 40.0), "B": other, "Z": group("z", 10.0)})
        context = a_context()
        return {plain(breakdown_title(context, shown, nth=turn)) for turn in range(len(Turn))}

    assert any("urthest behind" in title for title in titles(group("b", 25.0)))
    near = titles(group("b", 38.0))
    few = titles(group("b", 25.0, reliability=Reliability.SMALL))
    assert not [title for title in near | few if "urthest behind" in title]


def test_a_title_names_nobody_furthest_behind_whose_figure_is_printed_for_another_too() -> None:
    def titles(value: float) -> list[str]:
        estimates = {"A": an_estimate(40.01, "a"), "B": an_estimate(value, "b")}
        shown = a_breakdown({**estimates, "Z": an_estimate(10.0, "z")})
        turns = range(len(Turn))
        return [plain(breakdown_title(a_context(), shown, nth=turn)) for turn in turns]

    assert any("urthest behind" in title for title in titles(25.0))
    assert not [title for title in titles(40.0) if "urthest behind" in title]
