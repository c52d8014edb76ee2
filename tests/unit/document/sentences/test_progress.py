"""Pace, change since the last review and measures in words: no more than the intervals allow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders_figures import (
    a_breakdown,
    a_context,
    a_series,
    a_trend,
    an_estimate,
    some_findings,
)
from vnrgen.analysis.findings import Estimate, NotAssessable, Reliability
from vnrgen.analysis.measures.of_breakdown import measures_of
from vnrgen.analysis.over_time.assessment import progress_of
from vnrgen.document.blocks.plain import plain
from vnrgen.document.language.wording import Wording
from vnrgen.document.sentences import progress
from vnrgen.document.sentences.measures import measure_sentence
from vnrgen.document.sentences.progress import pace_sentence, since_review, why_not
from vnrgen.document.series.context import SeriesContext
from vnrgen.dossier.codes.codelists import unit
from vnrgen.dossier.model import Label, SourceKind


def of(value: float, year: int, margin: float | None = 1.0) -> Estimate:
    if margin is None:
        return an_estimate(value, year=year)
    return an_estimate(value, year=year, lower=value - margin, upper=value + margin)


def told(*runs: tuple[Estimate, ...], review: int | None = 2020, **series: Any) -> tuple[str, str]:
    """Return the sentence of the pace and that of the change since a review."""
    changed = a_series(**{"target": 10.0, "target_year": 2030, **series})
    trend = a_trend(*runs)
    found = progress_of(trend, changed, review_year=review)
    ctx = a_context(some_findings(changed, trends=(trend,), progress=(found,)))
    given = progress.progress_of(ctx, trend)
    return plain(pace_sentence(ctx, given)), plain(since_review(ctx, given))


@pytest.mark.parametrize(
    ("runs", "pace"),
    [
        (((of(9.0, 2022),),), "The target is met."),
        # 40 to 20 in five years halves; 30 needs (10/40) in 15: halving in 7.5 would do.
        (
            ((of(40.0, 2015), of(20.0, 2020)),),
            "If it goes on as it has since 2015, the target will be met.",
        ),
        # 40 to 32 in five years is a factor of 0.8; two more such factors and half: 32 * 0.64.
        (
            ((of(40.0, 2015), of(32.0, 2020)),),
            "Progress is too slow: at the pace since 2015 it will be 20.5% in 2030.",
        ),
        (
            ((of(20.0, 2015), of(30.0, 2020)),),
            "Since 2015 it has moved away from the target.",
        ),
        (
            ((of(20.0, 2015, 5.0), of(21.0, 2020, 5.0)),),
            "Since 2015 no movement towards the target can be told from chance.",
        ),
        (
            ((of(40.0, 2016),), (of(20.0, 2020),)),
            "Whether that is fast enough cannot be said, because the series was broken.",
        ),
        (((of(9.0, 2015), of(12.0, 2020)),), "In 2015 the target was met; it is met no longer."),
        (((of(40.0, 2020),),), ""),
    ],
)
def test_a_pace_is_told_as_far_as_it_can_be(runs: Any, pace: str) -> None:
    assert told(*runs)[0] == pace


@pytest.mark.parametrize(
    ("latest", "since"),
    [
        (
            of(30.0, 2022),
            (
                "At the last review the figure was 40.0% (2019); "
                "it is now better by 10.0 percentage points."
            ),
        ),
        (
            of(50.0, 2022),
            (
                "At the last review the figure was 40.0% (2019); "
                "it is now worse by 10.0 percentage points."
            ),
        ),
        (
            of(40.9, 2022),
            "At the last review the figure was 40.0% (2019); it has not clearly changed.",
        ),
        (
            of(40.04, 2022, None),
            "At the last review the figure was 40.0% (2019); it has not clearly changed.",
        ),
    ],
)
def test_a_change_since_the_last_review_is_told_as_far_as_intervals_allow(
    latest: Estimate, since: str
) -> None:
    assert told((of(40.0, 2019), latest))[1] == since


def test_without_a_direction_a_change_is_more_or_less_and_never_better() -> None:
    rows = (of(40.0, 2019), of(30.0, 2022))

    assert told(rows, favourable=None)[1] == (
        "At the last review the figure was 40.0% (2019); it is now lower by 10.0 percentage points."
    )


def test_a_change_of_what_is_no_percentage_has_its_unit() -> None:
    rows = (of(130.1, 2019, None), of(99.7, 2022, None))
    unit = Label(texts={"en": "per 100,000 live births"})

    assert told(rows, unit="PER_100000_LIVE_BIRTHS", unit_label=unit)[1].endswith(
        "; it is now better by 30.4 per 100,000 live births."
    )


@pytest.mark.parametrize("code", ["NUMBER", "IX", "RO"])
def test_a_mere_number_has_no_unit_after_it(code: str) -> None:
    known = unit(code)
    assert known is not None
    rows = (of(130.0, 2019, None), of(99.0, 2022, None))

    assert told(rows, unit=code, unit_label=known.label)[1].endswith("; it is now better by 31.0.")
    named = Label(texts={"en": "deaths"})
    assert told(rows, unit=code, unit_label=named)[1].endswith("better by 31.0 deaths.")


def test_figures_of_citizens_have_no_pace_towards_the_target_of_the_country() -> None:
    rows = tuple(
        e._replace(source_kind=SourceKind.CITIZEN) for e in (of(40.0, 2015), of(20.0, 2020))
    )

    assert told(rows)[0] == ""


def test_every_reason_why_nothing_is_said_has_words() -> None:
    assert all(why_not(Wording("en"), reason) for reason in NotAssessable)


# --- measures ----------------------------------------------------------------------------------


def measured(
    values: dict[str, Any],
    *,
    ordered: bool,
    reference: float | None = 40.0,
    residual: frozenset[str] = frozenset(),
) -> str:
    breakdown = a_breakdown(values, ordered=ordered, reference=reference)
    members = tuple(
        m._replace(category=replace(m.category, is_residual=m.category.code in residual))
        for m in breakdown.members
    )
    breakdown = replace(breakdown, members=members)
    series = a_series()
    found = some_findings(
        series, breakdowns=(breakdown,), measures=(measures_of(breakdown, series),)
    )
    ctx: SeriesContext = a_context(found)
    return plain(measure_sentence(ctx, breakdown))


def of_people(value: float, code: str, **changes: Any) -> Estimate:
    return an_estimate(value, code, population=100.0, se=1.0, **changes)


def test_an_order_is_told_by_its_slope_and_other_groups_by_their_mean_distance() -> None:
    values = {"A": 60.0, "B": 50.0, "C": 40.0, "D": 30.0, "E": 20.0}
    fifths = {name: of_people(value, name) for name, value in values.items()}

    assert measured(fifths, ordered=True).startswith("Over the whole order, the bottom is 48.")
    # |60-40| + |50-40| + 0 + |30-40| + |20-40| = 60 over five groups.
    assert measured(fifths, ordered=False) == (
        "On average the groups that are compared lie 12.0 percentage points from everybody’s figure"
        " (mean difference from the mean)."
    )


def test_a_mean_distance_says_from_what_it_is_and_who_is_left_out() -> None:
    values = {"A": of_people(60.0, "A"), "B": of_people(50.0, "B"), "C": of_people(10.0, "C")}

    # 60, 50 and 10 have a mean of 40; from 34.0, which is everybody's, 26 + 16 + 24 over three.
    assert "lie 22.0 percentage points from everybody’s figure" in measured(
        values, ordered=False, reference=34.0
    )
    others = {**values, "D": of_people(5.0, "D")}
    assert measured(others, ordered=False, reference=34.0, residual=frozenset({"d"})) == (
        "On average the groups that are compared lie 22.0 percentage points from everybody’s figure"
        " (mean difference from the mean, without: D)."
    )
    assert measured(values, ordered=False, reference=None) == (
        "On average the groups that are compared lie 20.0 percentage points from their common"
        " average (mean difference from the mean)."
    )


def test_the_interval_of_a_slope_is_named_for_what_it_is() -> None:
    values = {"A": 60.0, "B": 50.0, "C": 35.0, "D": 30.0, "E": 20.0}
    fifths = {name: of_people(value, name) for name, value in values.items()}

    assert measured(fifths, ordered=True).endswith(", by how well a line fits the groups).")


def test_two_groups_and_few_cases_have_no_measure_beside_their_difference() -> None:
    small = of_people(60.0, "A", reliability=Reliability.SMALL, n=30)

    assert measured({"A": of_people(60.0, "A"), "B": of_people(20.0, "B")}, ordered=False) == ""
    assert (
        measured({"A": small, "B": of_people(20.0, "B"), "C": of_people(30.0, "C")}, ordered=False)
        == ""
    )
