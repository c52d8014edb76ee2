"""Findings as sentences: true, hedged where they must be, and never falsely precise."""

from __future__ import annotations

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
from vnrgen.analysis.findings import Reliability
from vnrgen.document import comparison_sentences, sentences
from vnrgen.document.blocks import BoundNumber
from vnrgen.document.plain import plain


def title(values: dict[str, Any], *, series: dict[str, Any] | None = None, **found: Any) -> str:
    changed = a_series(**(series or {}))
    ctx = a_context(some_findings(changed))
    breakdown = a_breakdown(values, favourable=changed.favourable, **found)
    return plain(sentences.breakdown_title(ctx, breakdown))


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

    assert title({"A": behind, "B": ahead}) == (
        "A (30.0%) and B (25.0%) cannot be told apart: the difference is within the margin of error"
    )


def test_a_figure_on_few_cases_is_never_the_headline() -> None:
    small = an_estimate(50.0, "a", reliability=Reliability.SMALL, n=30)

    assert title({"A": small, "B": 10.0}) == "A may be furthest behind, but this rests on few cases"


def test_where_the_worst_is_not_the_most_disadvantaged_both_are_named() -> None:
    told = title({"Poorest": 30.0, "Middle": 40.0, "Richest": 20.0}, ordered=True)

    assert told == (
        "Furthest behind: Middle, at 40.0%; the ends of the scale are Poorest, at 30.0%, and"
        " Richest, at 20.0%"
    )


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
    return plain(sentences.change_sentence(a_context(), trend))


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


def test_different_groups_at_the_ends_make_no_trend() -> None:
    assert change({"A": 50.0, "B": 20.0}, {"C": 40.0, "B": 20.0}) == ""


# --- lead --------------------------------------------------------------------------------------


def test_the_lead_names_the_whole_the_target_and_who_is_missing() -> None:
    ctx = a_context(some_findings(a_series(target=5.0, target_year=2030)))
    withheld = an_estimate(None, "d", reliability=Reliability.WITHHELD)
    breakdown = a_breakdown({"A": 38.4, "B": 12.0, "C": None, "D": withheld}, reference=20.1)

    assert plain(sentences.lead(ctx, breakdown, None)) == (
        "Ostara as a whole: 20.1% in 2022. The target for 2030 is 5.0%. No figure was published"
        " for: C. Too few cases to show a figure: D."
    )


def test_without_a_reference_nothing_is_said_of_the_whole() -> None:
    assert sentences.lead(a_context(), a_breakdown({"A": 38.4, "B": 12.0}), None) == ()


# --- official and citizen, crossings, headlines ------------------------------------------------


def comparison(*pairs: Any) -> str:
    ctx = a_context()
    named = [(comparison_sentences.pair_label(ctx, pair), pair) for pair in pairs]
    return plain(comparison_sentences.comparison_title(ctx, "found", named))


def test_official_and_citizen_figures_are_said_to_differ_only_beyond_their_margins() -> None:
    official = an_estimate(10.0, lower=9.0, upper=11.0)
    near, far = a_citizen(11.0, lower=9.5, upper=12.5), a_citizen(30.0, lower=25.0, upper=35.0)

    assert comparison(a_pair(None, official, near)) == (
        "Official and citizen figures do not differ beyond their margins of error"
    )
    assert comparison(a_pair(None, official, near), a_pair("A", official, far)) == (
        "Official and citizen figures differ for: A"
    )
    assert comparison(a_pair("A", an_estimate(10.0), a_citizen(30.0))).startswith(
        "Official and citizen figures side by side; without margins"
    )
    assert comparison(a_pair("LGBTI people", None, far)) == (
        "Only citizen figures speak of: LGBTI people"
    )


def test_many_differences_are_counted_not_listed() -> None:
    official = an_estimate(10.0, lower=9.0, upper=11.0)
    far = a_citizen(30.0, lower=25.0, upper=35.0)
    pairs = [a_pair(name, official, far) for name in "ABCD"]

    assert comparison(*pairs) == "Official and citizen figures differ in 4 comparisons of 4"


def test_a_crossing_names_those_who_are_both() -> None:
    found = a_crossing({("Wesha", "Women"): 60.4, ("Wesha", "Men"): 55.0})

    assert plain(comparison_sentences.intersection_title(a_context(), found)) == (
        "Where disadvantages meet (Ethnic group and Sex), furthest behind: Wesha + Women, at 60.4%"
    )


def test_a_headline_is_compared_only_within_its_comparable_run() -> None:
    old, new = an_estimate(50.0, year=2010), an_estimate(40.0, year=2015)
    newest = an_estimate(38.0, year=2020)

    broken = comparison_sentences.headline_title(a_context(), a_trend((old, new), (newest,)))
    whole = comparison_sentences.headline_title(a_context(), a_trend((old, new, newest)))

    assert plain(broken) == "Ostara: 38.0% in 2020"
    assert plain(whole) == "Ostara: from 50.0% in 2010 to 38.0% in 2020"


def test_every_number_of_a_title_is_bound() -> None:
    breakdown = a_breakdown({"Highland": 38.4, "Capital": 12.0})
    parts = sentences.breakdown_title(a_context(), breakdown)

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

    marked = plain(sentences.breakdown_title(a_context(language="en-XA"), breakdown))

    assert marked.startswith("⟦")
    assert marked.endswith("⟧")
