"""When a measure of inequality is refused, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.builders_measures import groups
from vnrgen.analysis.measures.deviation import (
    mean_difference_from_best,
    mean_difference_from_mean,
    mean_difference_from_reference,
)
from vnrgen.analysis.measures.entropy import mean_log_deviation
from vnrgen.analysis.measures.gradient import (
    SlopeModel,
    absolute_concentration_index,
    relative_concentration_index,
    relative_index,
    slope_index,
)
from vnrgen.analysis.measures.impact import (
    population_attributable_fraction,
    population_attributable_risk,
)
from vnrgen.analysis.measures.measure import Measure, Refusal
from vnrgen.analysis.measures.opportunity import dissimilarity_index, human_opportunity_index
from vnrgen.analysis.measures.pairs import difference, ratio
from vnrgen.analysis.measures.variance import between_group_variance, coefficient_of_variation

SEVEN = (10.0, 20.0, 30.0, 40.0, 50.0, 60.0)
UNKNOWN = groups(40.0, 80.0, people=(None, 3))
GAP_INSIDE = groups(20.0, None, 60.0, ordered=True)
EXTREMES = groups(0.0, 0.0, 100.0, 100.0, ordered=True)

REFUSED: list[tuple[Callable[[], Measure], Refusal]] = [
    (lambda: absolute_concentration_index(GAP_INSIDE), Refusal.MISSING_SUBGROUP),
    (lambda: slope_index(GAP_INSIDE, favourable=True), Refusal.MISSING_SUBGROUP),
    (
        lambda: difference(groups(None, 40.0, 60.0, ordered=True), favourable=True),
        Refusal.MISSING_SUBGROUP,
    ),
    (
        lambda: difference(
            groups(None, 40.0, 60.0, 70.0, 80.0, 90.0, 95.0, reference=0), favourable=True
        ),
        Refusal.MISSING_SUBGROUP,
    ),
    (lambda: between_group_variance(groups(10.0, 20.0, None)), Refusal.TOO_MANY_MISSING),
    (
        lambda: between_group_variance(groups(*SEVEN, None, people=(1, 1, 1, 1, 1, 1, 2))),
        Refusal.TOO_MANY_MISSING,
    ),
    (lambda: between_group_variance(groups(10.0)), Refusal.TOO_FEW),
    (lambda: difference((), favourable=True), Refusal.TOO_FEW),
    (lambda: between_group_variance(UNKNOWN), Refusal.NO_POPULATION),
    (lambda: population_attributable_risk(UNKNOWN, favourable=True), Refusal.NO_POPULATION),
    (lambda: mean_difference_from_mean(UNKNOWN, by_people=False), Refusal.NO_POPULATION),
    (lambda: between_group_variance(groups(1.0, 2.0, people=(0, 0))), Refusal.NO_POPULATION),
    (lambda: between_group_variance(groups(1.0, 2.0, people=(-1, 4))), Refusal.NO_POPULATION),
    (lambda: difference(groups(1.0, 2.0), favourable=None), Refusal.NO_DIRECTION),
    (
        lambda: population_attributable_risk(groups(1.0, 2.0), favourable=None),
        Refusal.NO_DIRECTION,
    ),
    (
        lambda: mean_difference_from_best(groups(1.0, 2.0), favourable=None, by_people=True),
        Refusal.NO_DIRECTION,
    ),
    (lambda: slope_index(EXTREMES, favourable=None), Refusal.NO_DIRECTION),
    (
        lambda: mean_difference_from_reference(groups(1.0, 2.0), by_people=True),
        Refusal.NO_REFERENCE,
    ),
    (lambda: absolute_concentration_index(groups(1.0, 2.0)), Refusal.NOT_ORDERED),
    (lambda: slope_index(EXTREMES, favourable=True), Refusal.NOT_ESTIMABLE),
    (lambda: slope_index(EXTREMES, favourable=True, scale=None), Refusal.NO_SCALE),
    (lambda: slope_index(EXTREMES, favourable=True, scale=50), Refusal.OUT_OF_SCALE),
    (lambda: ratio(groups(0.0, 2.0), favourable=True), Refusal.NOT_POSITIVE),
    (lambda: mean_log_deviation(groups(0.0, 2.0)), Refusal.NOT_POSITIVE),
    (lambda: coefficient_of_variation(groups(-1.0, 1.0)), Refusal.NOT_POSITIVE),
    (
        lambda: relative_concentration_index(groups(-1.0, 1.0, ordered=True)),
        Refusal.NOT_POSITIVE,
    ),
    (
        lambda: population_attributable_fraction(groups(-1.0, 1.0), favourable=True),
        Refusal.NOT_POSITIVE,
    ),
    (
        lambda: relative_index(
            groups(1.0, 10.0, 20.0, ordered=True), favourable=True, model=SlopeModel.LINEAR
        ),
        Refusal.NOT_POSITIVE,
    ),
    (
        lambda: dissimilarity_index(groups(10.0, 20.0), is_barrier=True, scale=100),
        Refusal.BARRIER,
    ),
    (
        lambda: human_opportunity_index(groups(10.0, 20.0), is_barrier=True, scale=100),
        Refusal.BARRIER,
    ),
    (
        lambda: human_opportunity_index(groups(10.0, 20.0), is_barrier=False, scale=None),
        Refusal.NO_SCALE,
    ),
    (
        lambda: dissimilarity_index(groups(10.0, 200.0), is_barrier=False, scale=100),
        Refusal.OUT_OF_SCALE,
    ),
]


@pytest.mark.parametrize(("measure", "reason"), REFUSED, ids=[str(r) for _, r in REFUSED])
def test_a_measure_that_cannot_be_had_says_why(
    measure: Callable[[], Measure], reason: Refusal
) -> None:
    found = measure()
    assert (found.value, found.se, found.interval, found.refused) == (None, None, None, reason)


def test_every_reason_that_a_measure_itself_can_give_is_tested() -> None:
    # The others are refused for the whole breakdown (test_measures_of_breakdown.py).
    of_breakdown = {
        Refusal.WITHHELD,
        Refusal.DISTRIBUTION,
        Refusal.NUMBERS,
        Refusal.DOUBTFUL,
        Refusal.OVERLAPPING,
    }
    assert {reason for _, reason in REFUSED} == set(Refusal) - of_breakdown


def test_up_to_fifteen_per_cent_of_an_unordered_dimension_may_be_missing() -> None:
    # One of seven is 14.3 %; its people are 1 of 7 too, and do not count in the average.
    found = between_group_variance(groups(*SEVEN, None))
    assert found.refused is None
    assert found.value == pytest.approx(sum((y - 35) ** 2 for y in SEVEN) / 6)


def test_ends_of_an_order_are_compared_though_the_middle_is_missing() -> None:
    assert difference(GAP_INSIDE, favourable=True).value == 40


def test_all_alike_at_a_hundred_per_cent_is_no_inequality_and_no_refusal() -> None:
    full = groups(100.0, 100.0, 100.0, ordered=True)
    assert slope_index(full, favourable=True).value == 0
    assert relative_index(full, favourable=True).value == 1


def test_no_error_is_claimed_where_a_subgroup_has_none() -> None:
    found = groups(10.0, 20.0, 40.0)
    assert difference(found, favourable=True).se is None
    assert between_group_variance(found).se is None
    two = groups(10.0, 20.0, ordered=True)
    assert slope_index(two, favourable=True).se is None  # a line goes through any two points
    assert absolute_concentration_index(two).se is None
