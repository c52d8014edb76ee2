"""Which drawing a series gets, and what stands in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_figure_blocks import EN, GROUPS, blocks, chart, names
from tests.builders_figures import a_breakdown, a_gap_trend, a_series, an_estimate, some_findings
from vnrgen.document.blocks import Chart, Paragraph, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.drawings import Bars, Emphasis, Equiplot, Slope, SmallMultiples
from vnrgen.document.figures.axes import value_axis
from vnrgen.document.figures.indicator import FigureError


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


def test_more_groups_than_a_page_can_draw_become_a_table_not_a_top_list() -> None:
    many = {f"District {index:02}": float(index) for index in range(60)}

    (table,) = blocks(some_findings(breakdowns=(a_breakdown(many),)))

    assert isinstance(table, Table)
    assert set(names(table)) == set(many)


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
