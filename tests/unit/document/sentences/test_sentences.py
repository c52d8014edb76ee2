"""Findings as sentences: true, hedged where they must be, and never falsely precise."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from tests.builders_figures import (
    a_breakdown,
    a_citizen,
    a_context,
    a_crossing,
    a_gap_trend,
    a_pair,
    a_series,
    a_trend,
    an_estimate,
    some_findings,
)
from vnrgen.analysis.findings import Reliability, Trend
from vnrgen.analysis.over_time.assessment import progress_of
from vnrgen.analysis.partition import PLACE
from vnrgen.document.blocks import BoundNumber
from vnrgen.document.blocks.plain import plain
from vnrgen.document.figures.positions import pair_label
from vnrgen.document.figures.titles import breakdown_title
from vnrgen.document.language.quantities import target_quantity
from vnrgen.document.sentences import opening
from vnrgen.document.sentences.comparison import (
    comparison_title,
    headline_title,
    intersection_title,
)
from vnrgen.document.series.headlines import headline
from vnrgen.dossier.model import Label, SourceKind
from vnrgen.dossier.model.observations import ObservationStatus

SIDE_BY_SIDE, SPAN, FURTHEST = 0, 1, 2  # the turns of the first, second and third chart


def title(
    values: dict[str, Any],
    *,
    series: dict[str, Any] | None = None,
    turn: int = FURTHEST,
    **found: Any,
) -> str:
    changed = a_series(**(series or {}))
    ctx = a_context(some_findings(changed))
    breakdown = a_breakdown(values, favourable=changed.favourable, **found)
    return plain(breakdown_title(ctx, breakdown, None, turn))


def test_a_large_firm_gap_is_told_as_a_ratio() -> None:
    # 38.4 / 12.0 = 3.2
    assert title({"Highland": 38.4, "Capital": 12.0}) == (
        "Furthest behind: Highland, at 38.4%, about 3.2 times the 12.0% at the other end (Capital)"
    )


def test_where_higher_is_better_the_ratio_is_told_from_the_other_end() -> None:
    # 93.6 / 55.1 = 1.699
    told = title({"Wesha": 55.1, "Ilmarri": 93.6}, series={"favourable": True})

    assert told == (
        "Furthest behind: Wesha, at 55.1%; at the other end (Ilmarri) it is 93.6%, about 1.7 times"
        " as high"
    )


def test_a_small_gap_is_told_in_percentage_points_above_or_below() -> None:
    assert title({"Rural": 22.0, "Urban": 20.0}) == (
        "Furthest behind: Rural, at 22.0%, 2.0 percentage points above the 20.0% at the other end"
        " (Urban)"
    )
    assert "2.0 percentage points below the 22.0%" in title(
        {"Rural": 20.0, "Urban": 22.0}, series={"favourable": True}
    )


def test_one_percentage_point_is_one_point() -> None:
    assert "1 percentage point above" in title({"A": 21.0, "B": 20.0}, series={"decimals": 0})
    assert "2 percentage points above" in title({"A": 22.0, "B": 20.0}, series={"decimals": 0})


def test_a_difference_of_rates_has_no_percentage_points() -> None:
    rate = {"unit": "PER_100000_LIVE_BIRTHS"}

    assert title({"A": 11.0, "B": 10.0}, series=rate) == (
        "Furthest behind: A, at 11.0, against 10.0 at the other end (B)"
    )


def test_a_ratio_over_ten_or_a_whole_one_has_no_decimal() -> None:
    assert "about 13 times" in title({"A": 38.4, "B": 3.0})  # 12.8
    assert "about 2 times" in title({"A": 40.0, "B": 20.0})


def test_nothing_is_divided_by_a_value_that_is_mostly_rounding() -> None:
    # 0.3 stands for anything from 0.25 to 0.35
    assert "11.5 percentage points above" in title({"A": 11.8, "B": 0.3})


def test_groups_within_the_margin_of_error_cannot_be_told_apart() -> None:
    behind = an_estimate(30.0, "a", lower=20.0, upper=40.0)
    ahead = an_estimate(25.0, "b", lower=15.0, upper=35.0)

    assert title({"A": behind, "B": ahead}, turn=SIDE_BY_SIDE) == (
        "A, at 30.0%, and B, at 25.0%, cannot be told apart: the difference is within the margin of"
        " error"
    )
    assert title({"A": behind, "B": ahead}, turn=SPAN).startswith("No clear gap")
    assert title({"A": behind, "B": ahead}).startswith("Who is furthest behind cannot be said")


def test_a_figure_on_few_cases_is_never_the_headline() -> None:
    small = an_estimate(50.0, "a", reliability=Reliability.SMALL, n=30)

    told = {title({"A": small, "B": 10.0}, turn=turn) for turn in range(3)}
    assert told == {
        "A may be furthest behind, but this rests on few cases",
        "Too few cases to be sure who is furthest behind: perhaps A",
        "Perhaps furthest behind, on few cases: A",
    }


def test_where_the_worst_is_not_the_most_disadvantaged_both_are_named() -> None:
    told = title({"Poorest": 30.0, "Middle": 40.0, "Richest": 20.0}, ordered=True)

    assert told == (
        "Furthest behind: Middle, at 40.0%; the ends of the scale are Poorest, at 30.0%, and"
        " Richest, at 20.0%"
    )


def test_a_gap_against_the_expected_order_is_said() -> None:
    assert title({"Poorest": 20.0, "Richest": 30.0}, ordered=True) == (
        "The gap runs the other way: 30.0% at the upper end (Richest) is worse than 20.0% at the"
        " lower end (Poorest)"
    )


@pytest.mark.parametrize(
    ("turn", "told"),
    [
        (SIDE_BY_SIDE, "Wesha: 38.4%, about 3.2 times the 12.0% at the other end (Ilmarri)"),
        (SPAN, "From 38.4% (Wesha) to 12.0% (Ilmarri): a ratio of about 3.2 to one"),
        (
            FURTHEST,
            (
                "Furthest behind: Wesha, at 38.4%, about 3.2 times the 12.0% at the other end"
                " (Ilmarri)"
            ),
        ),
    ],
)
def test_neighbouring_titles_do_not_read_alike(turn: int, told: str) -> None:
    assert title({"Wesha": 38.4, "Ilmarri": 12.0}, turn=turn) == told


def test_titles_of_neighbouring_series_take_turns_whether_they_have_one_chart_or_two() -> None:
    turns = [[(2 * place + nth) % 3 for nth in (0, 1)] for place in range(9)]

    assert all(first != second for first, second in turns)
    for before, after in pairwise(turns):
        assert after[0] not in before


def test_places_are_told_with_the_word_for_places() -> None:
    told = title({"North": 40.0, "South": 20.0}, dimension=PLACE, turn=SIDE_BY_SIDE)

    assert told == "40.0% in North, about 2 times the 20.0% in South"


def test_equal_figures_are_no_difference() -> None:
    assert title({"A": 20.01, "B": 20.0}) == "No difference: A and B are both at 20.0%"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"A": 20.0, "B": 30.0}, "Lowest: A, at 20.0%; highest: B, at 30.0%"),
        ({"A": 20.0, "B": None}, "Only one group has a firm figure: A, at 20.0%"),
        ({"A": None, "B": None}, "Ethnic group: no group has a firm figure"),
    ],
)
def test_a_series_without_direction_ranks_nobody(values: dict[str, Any], told: str) -> None:
    assert title(values, series={"favourable": None}) == told


# --- change ------------------------------------------------------------------------------------


def change(first: dict[str, Any], last: dict[str, Any]) -> str:
    trend = a_gap_trend(a_breakdown(first, year=2012), a_breakdown(last, year=2022))
    return plain(opening.change_sentence(a_context(), trend))


def test_a_gap_that_narrowed_is_told_with_both_ends() -> None:
    assert change({"A": 50.0, "B": 20.0}, {"A": 40.0, "B": 20.0}) == (
        "From 2012 to 2022 the gap (A against B) narrowed from 30.0 to 20.0 percentage points."
    )
    assert "widened from 10.0 to 20.0" in change({"A": 30.0, "B": 20.0}, {"A": 40.0, "B": 20.0})


def test_a_change_within_the_margin_of_error_is_no_change() -> None:
    def both(high: float) -> dict[str, Any]:
        return {
            "A": an_estimate(high, "a", lower=high - 8, upper=high + 8),
            "B": an_estimate(10.0, "b", lower=8.0, upper=12.0),
        }

    assert "did not clearly change" in change(both(50.0), both(45.0))


def test_groups_that_changed_places_are_said_to_have_done_so() -> None:
    assert change({"A": 20.0, "B": 30.0}, {"A": 40.0, "B": 20.0}) == (
        "The two ends have changed places (furthest behind in 2012: B; in 2022: A)."
    )


def test_no_change_is_told_across_a_break_in_the_series() -> None:
    years = [
        a_breakdown({"A": high, "B": 20.0}, year=year)
        for year, high in ((2012, 90.0), (2017, 50.0), (2022, 40.0))
    ]
    trend = a_gap_trend(*years)
    broken = replace(trend, segments=(tuple(years[:1]), tuple(years[1:])))
    alone = replace(trend, segments=(tuple(years[:2]), tuple(years[2:])))

    assert plain(opening.change_sentence(a_context(), broken)) == (
        "From 2017 to 2022 the gap (A against B) narrowed from 30.0 to 20.0 percentage points."
    )
    assert opening.change_sentence(a_context(), alone) == ()
    assert plain(breakdown_title(a_context(), years[-1], broken, SPAN)) == (
        "The gap has narrowed since 2017, but is not closed: A at 40.0%, B at 20.0%"
    )


def test_different_groups_at_the_ends_make_no_trend() -> None:
    assert change({"A": 50.0, "B": 20.0}, {"C": 40.0, "B": 20.0}) == ""


# --- lead --------------------------------------------------------------------------------------


def test_the_lead_names_the_whole_the_target_and_who_is_missing() -> None:
    trends = (a_trend((an_estimate(20.1),)),)
    ctx = a_context(some_findings(a_series(target=5.0, target_year=2030), trends=trends))
    withheld = an_estimate(None, "d", reliability=Reliability.WITHHELD)
    breakdown = a_breakdown({"A": 38.4, "B": 12.0, "C": None, "D": withheld})

    assert plain(opening.lead(ctx, [breakdown])) == (
        "In 2022 the figure for the country as a whole was 20.1%1; the target for 2030 is 5%. No"
        " figure exists for: C. Figures are not shown, because a group is too small or could be"
        " worked out from another, for: D."
    )


def _headline(value: float, source: str, **changes: Any) -> Trend:
    kind = SourceKind.CITIZEN if source == "voices" else SourceKind.OFFICIAL
    estimate = an_estimate(value, source_id=source, source_kind=kind, **changes)
    return replace(a_trend((estimate,)), finding_id=source, source_kind=kind)


def test_the_figure_for_the_whole_comes_from_the_source_of_the_groups_and_others_are_named() -> (
    None
):
    trends = (_headline(95.8, "register"), _headline(91.2, "survey"), _headline(85.4, "voices"))
    found = some_findings(trends=trends, breakdowns=(a_breakdown({"A": 55.1, "B": 93.6}),))
    ctx = a_context(found)

    chosen = headline(ctx)

    assert chosen is not None
    assert chosen.finding_id == "survey"
    assert plain(opening.lead(ctx)) == (
        "In 2022 the figure for the country as a whole was 91.2%1. Other sources give 95.8% in 2022"
        " (register1) and 85.4% in 2022 (citizen data: Community Voices1)."
    )


def test_the_pace_is_told_before_another_source_is_named_whose_it_is_not() -> None:
    def of(value: float, year: int) -> Any:
        return an_estimate(value, year=year, lower=value - 1, upper=value + 1)

    series = a_series(target=10.0, target_year=2030)
    own = a_trend((of(40.0, 2015), of(30.0, 2022)))
    trends = (own, _headline(38.0, "voices"))
    progress = (progress_of(own, series, review_year=2020),)
    said = plain(opening.lead(a_context(some_findings(series, trends=trends, progress=progress))))

    assert said.index("too slow") < said.index("Another source gives 38.0%")


def _defined(value: float, definition: str) -> Trend:
    return replace(_headline(value, definition), context={"kind": definition})


def test_the_figure_of_one_definition_is_never_called_that_of_the_country_as_a_whole() -> None:
    two = (_defined(50.0, "female"), _defined(30.0, "male"))

    assert "country as a whole" not in plain(opening.whole(a_context(some_findings(trends=two))))
    assert plain(opening.whole(a_context(some_findings(trends=two[:1])))) == (
        "Ostara (female): 50.0%1 in 2022."
    )


def test_of_many_definitions_no_value_leads_and_the_annex_is_named() -> None:
    trends = tuple(_defined(10.0 * n, f"age {n}") for n in range(1, 5))
    ctx = a_context(some_findings(a_series(target=5.0, target_year=2030), trends=trends))
    told = (
        "The target for 2030 is 5%. This is measured in several ways (4 lines of figures), and none"
        " of them stands for the whole: see the annex of figures."
    )

    assert plain(opening.lead(ctx)) == told
    assert plain(opening.beside_headline(ctx)) == told


def test_a_source_of_groups_that_is_more_than_five_years_older_does_not_stand_for_the_whole() -> (
    None
):
    trends = (_headline(95.8, "register", year=2022), _headline(91.2, "survey", year=2016))
    found = some_findings(trends=trends, breakdowns=(a_breakdown({"A": 55.1, "B": 93.6}),))

    chosen = headline(a_context(found))

    assert chosen is not None
    assert chosen.finding_id == "register"


def test_a_gap_that_can_no_longer_be_told_is_said_to_be_so_and_is_not_called_narrow() -> None:
    def year(value: float, margin: float, period: int) -> Any:
        ends = {
            name: an_estimate(v, name, period, lower=v - margin, upper=v + margin, n=400)
            for name, v in {"A": value, "B": 10.0}.items()
        }
        return a_breakdown(ends, year=period)

    trend = a_gap_trend(year(30.0, 2.0, 2012), year(11.0, 3.0, 2022))

    assert plain(opening.change_sentence(a_context(), trend)) == (
        "In 2012 there was a gap (A against B: 20.0 percentage points); in 2022 the two cannot be"
        " told apart."
    )


@pytest.mark.parametrize(
    ("target", "told"), [(0.0, "0%"), (5.0, "5%"), (15.7, "15.7%"), (100.0, "100%")]
)
def test_a_target_is_printed_as_it_was_set(target: float, told: str) -> None:
    assert target_quantity(target, a_series(), a_context().wording) == told


def test_many_groups_without_a_figure_are_counted_for_what_follows_names_them() -> None:
    values: dict[str, Any] = {"A": 38.4, "B": 12.0} | {f"G{n}": None for n in range(13)}
    hidden = {
        f"H{n}": an_estimate(None, f"h{n}", reliability=Reliability.WITHHELD) for n in range(13)
    }

    assert plain(opening.lead(a_context(), [a_breakdown(values | hidden)])) == (
        "No figure exists for 13 groups, named below. Figures are not shown, because a group is too"
        " small or could be worked out from another, for 13 groups, named below."
    )


def test_a_figure_that_its_source_withholds_is_not_said_not_to_exist() -> None:
    withheld = an_estimate(None, "c", status=ObservationStatus.SUPPRESSED)
    breakdown = a_breakdown({"A": 38.4, "B": 12.0, "C": withheld})

    assert plain(opening.lead(a_context(), [breakdown])) == (
        "Figures are withheld by their source for: C."
    )


def test_without_a_reference_nothing_is_said_of_the_whole() -> None:
    assert opening.lead(a_context(), [a_breakdown({"A": 38.4, "B": 12.0})]) == ()


# --- official and citizen, crossings, headlines ------------------------------------------------


def comparison(*pairs: Any) -> str:
    ctx = a_context()
    named = [(pair_label(ctx, pair), pair) for pair in pairs]
    return plain(comparison_title(ctx, "found", named))


def test_official_and_citizen_figures_are_said_to_differ_only_beyond_their_margins() -> None:
    official = an_estimate(10.0, lower=9.0, upper=11.0)
    near, far = a_citizen(11.0, lower=9.5, upper=12.5), a_citizen(30.0, lower=25.0, upper=35.0)

    assert comparison(a_pair(None, official, near)) == (
        "Official and citizen figures do not differ beyond their margins of error: the country as a"
        " whole"
    )
    assert comparison(a_pair(None, official, near), a_pair("A", official, near)).endswith(
        "; furthest apart, by 1.0 percentage points: the country as a whole"
    )
    assert comparison(a_pair(None, official, far), a_pair("A", official, near)) == (
        "Citizen figures are clearly higher than official ones for: the country as a whole"
    )
    assert comparison(a_pair(None, official, near), a_pair("A", official, far)) == (
        "Citizen figures are clearly higher than official ones for: A"
    )
    assert comparison(a_pair("A", an_estimate(10.0), a_citizen(30.0))).startswith(
        "Official and citizen figures side by side; without margins"
    )
    assert comparison(
        a_pair("A", an_estimate(10.0), a_citizen(30.0)),
        a_pair("B", an_estimate(10.0), a_citizen(12.0)),
    ).startswith("Every citizen figure is higher than the official one; without margins")
    assert comparison(a_pair("LGBTI people", None, far)) == (
        "Only citizen figures speak of: LGBTI people"
    )


def test_many_differences_are_counted_not_listed() -> None:
    official = an_estimate(10.0, lower=9.0, upper=11.0)
    far = a_citizen(30.0, lower=25.0, upper=35.0)
    pairs = [a_pair(name, official, far) for name in "ABCD"]

    assert comparison(*pairs) == (
        "Citizen figures are clearly higher than official ones in 4 of 4 comparisons"
    )


def test_a_crossing_names_those_who_are_both() -> None:
    found = a_crossing({("Wesha", "Women"): 60.4, ("Wesha", "Men"): 55.0})

    assert plain(intersection_title(a_context(), found)) == (
        "Where disadvantages meet (Ethnic group and Sex), furthest behind: Wesha + Women, at 60.4%"
    )


def test_a_headline_is_compared_only_within_its_comparable_run() -> None:
    old, new = an_estimate(50.0, year=2010), an_estimate(40.0, year=2015)
    newest = an_estimate(38.0, year=2020)

    broken = headline_title(a_context(), a_trend((old, new), (newest,)))
    whole = headline_title(a_context(), a_trend((old, new, newest)))

    assert plain(broken) == "Ostara: 38.0% in 2020"
    assert plain(whole) == "Ostara: from 50.0% in 2010 to 38.0% in 2020"


def test_every_number_of_a_title_is_bound() -> None:
    breakdown = a_breakdown({"Highland": 38.4, "Capital": 12.0})
    parts = breakdown_title(a_context(), breakdown)

    bound = {
        (p.text, p.binding.kind, p.binding.measure) for p in parts if isinstance(p, BoundNumber)
    }
    free = "".join(plain((p,)) for p in parts if not isinstance(p, BoundNumber))

    assert bound == {
        ("38.4%", "observation", "value"),
        ("12.0%", "observation", "value"),
        ("3.2", "finding", "ratio"),
    }
    assert not any(character.isdigit() for character in free)


def test_another_language_turns_the_whole_sentence_around() -> None:
    breakdown = a_breakdown({"Highland": 38.4, "Capital": 12.0})

    marked = plain(breakdown_title(a_context(language="en-XA"), breakdown))

    assert marked.startswith("⟦")
    assert marked.endswith("⟧")


def test_a_value_that_is_no_percentage_is_told_with_its_unit() -> None:
    changed = replace(
        a_series(), unit="NUMBER", unit_label=Label(texts={"en": "deaths"}), decimals=0
    )
    ctx = a_context(some_findings(changed))

    assert plain(ctx.value_in_words(an_estimate(126.0))) == "126 deaths"


def test_when_people_counted_themselves_the_date_says_so() -> None:
    ctx = a_context(some_findings(a_series()))

    assert ctx.dated(an_estimate(10.3), "2025") == "2025"
    citizen = an_estimate(10.3)._replace(source_kind=SourceKind.CITIZEN)
    assert ctx.dated(citizen, "2025") == "2025, citizen data"
