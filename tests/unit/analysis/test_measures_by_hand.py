"""Measures of inequality worked by hand, or from a published example."""

from __future__ import annotations

import math

import pytest

from tests.builders_measures import FIVE, groups
from vnrgen.analysis.measures.deviation import (
    index_of_disparity,
    mean_difference_from_best,
    mean_difference_from_mean,
    mean_difference_from_reference,
)
from vnrgen.analysis.measures.entropy import mean_log_deviation, theil_index
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
from vnrgen.analysis.measures.measure import MeasureUnit
from vnrgen.analysis.measures.opportunity import (
    complement,
    dissimilarity_index,
    human_opportunity_index,
)
from vnrgen.analysis.measures.pairs import difference, ratio
from vnrgen.analysis.measures.variance import (
    between_group_standard_deviation,
    between_group_variance,
    coefficient_of_variation,
)
from vnrgen.analysis.uncertainty import student95


def test_the_published_example_of_five_subgroups_is_met() -> None:
    # WHO's tests of its own package print these for people 78, 91, 162, 103, 105.
    assert difference(FIVE, favourable=True).value == pytest.approx(40)
    assert ratio(FIVE, favourable=True).value == pytest.approx(3)
    assert population_attributable_risk(FIVE, favourable=True).value == pytest.approx(18.775510)
    assert population_attributable_fraction(FIVE, favourable=True).value == pytest.approx(
        45.544554, rel=1e-7
    )
    assert absolute_concentration_index(FIVE).value == pytest.approx(7.328420, rel=1e-7)
    assert relative_concentration_index(FIVE).value == pytest.approx(0.17776861, rel=1e-7)
    assert index_of_disparity(FIVE, by_people=True).value == pytest.approx(25.880343, rel=1e-7)
    found = dissimilarity_index(FIVE, is_barrier=False, scale=100)
    assert found.value == pytest.approx(0.25880343 / 2, rel=1e-7)


# Two subgroups of one and three people at 40 and 80: μ = (40 + 3 * 80) / 4 = 70.
PAIR = groups(40.0, 80.0, people=(1, 3), errors=(3.0, 4.0))


def test_a_difference_has_the_error_of_two_independent_samples() -> None:
    found = difference(PAIR, favourable=True)
    assert (found.value, found.se) == (40, 5)  # 80 - 40; √(3² + 4²)
    assert difference(PAIR, favourable=False).value == 40  # 80 is worse now, and 40 the best


def test_a_ratio_has_its_error_on_the_log_scale() -> None:
    found = ratio(PAIR, favourable=True)
    assert found.value == 2
    assert found.se == pytest.approx(math.hypot(3 / 40, 4 / 80))
    low, high = found.interval or (0, 0)
    assert low * high == pytest.approx(4)  # symmetric around log 2


def test_a_reversed_order_gives_a_negative_difference_and_a_ratio_below_one() -> None:
    richer_is_worse = groups(80.0, 60.0, 40.0, ordered=True)
    assert difference(richer_is_worse, favourable=True).value == -40
    assert ratio(richer_is_worse, favourable=True).value == 0.5


def test_a_reference_is_set_against_the_worst_of_the_others() -> None:
    found = groups(50.0, 90.0, 30.0, reference=0)
    assert difference(found, favourable=True).value == 20  # 50 - 30
    assert difference(found, favourable=False).value == 40  # 90 - 50
    last = groups(50.0, 90.0, 30.0, reference=2)
    assert difference(last, favourable=True).value == -20  # the reference is worst itself


def test_a_population_attributable_risk_stops_at_nothing_to_gain() -> None:
    assert population_attributable_risk(PAIR, favourable=True).value == pytest.approx(10)
    assert population_attributable_fraction(PAIR, favourable=True).value == pytest.approx(100 / 7)
    assert population_attributable_risk(PAIR, favourable=False).value == pytest.approx(-30)
    worse_off_is_ahead = groups(80.0, 60.0, 40.0, ordered=True)
    floored = population_attributable_risk(worse_off_is_ahead, favourable=True)
    assert (floored.value, floored.se, floored.refused) == (0.0, None, None)
    assert population_attributable_risk(
        groups(40.0, 60.0, 80.0, ordered=True), favourable=False
    ).value == pytest.approx(0)


def test_the_error_of_a_population_attributable_risk_counts_the_standard_once() -> None:
    # PAR = 80 - (40 + 3 * 80) / 4 = (80 - 40) / 4: error √(3² + 4²) / 4.
    assert population_attributable_risk(PAIR, favourable=True).se == pytest.approx(5 / 4)
    # PAF = 100 (80/μ - 1): by y1 -100 * 80/70² / 4, by y2 100 (1/70 - 3 * 80/70² / 4).
    by_first, by_second = -100 * 80 / 4900 / 4, 100 * (1 / 70 - 3 * 80 / 4900 / 4)
    assert population_attributable_fraction(PAIR, favourable=True).se == pytest.approx(
        math.hypot(3 * by_first, 4 * by_second)
    )


def test_a_published_average_stands_in_for_unknown_populations() -> None:
    unknown = groups(40.0, 80.0, people=(None, None))
    found = population_attributable_risk(unknown, favourable=True, average=65.0)
    assert (found.value, found.se) == (15, None)
    assert mean_difference_from_mean(unknown, by_people=False, average=65.0).value == 20


def test_variance_and_what_derives_from_it() -> None:
    # BGV = (30² + 3 * 10²) / 4 = 300.
    found = between_group_variance(PAIR)
    assert (found.value, found.unit) == (pytest.approx(300), MeasureUnit.SERIES_SQUARED)
    assert between_group_standard_deviation(PAIR).value == pytest.approx(math.sqrt(300))
    assert coefficient_of_variation(PAIR).value == pytest.approx(100 * math.sqrt(300) / 70)
    # With two subgroups BGV = w1 w2 (y1 - y2)²; of z ~ N(40, 5²), Var z² = 4 * 40² * 5² + 2 * 5⁴.
    assert found.se == pytest.approx(3 / 16 * math.sqrt(4 * 40**2 * 5**2 + 2 * 5**4))


def test_mean_distances_from_the_mean_the_best_and_a_reference() -> None:
    assert mean_difference_from_mean(PAIR, by_people=False).value == pytest.approx(20)
    assert mean_difference_from_mean(PAIR, by_people=True).value == pytest.approx(15)
    assert index_of_disparity(PAIR, by_people=False).value == pytest.approx(2000 / 70)
    assert index_of_disparity(PAIR, by_people=True).value == pytest.approx(1500 / 70)
    best = mean_difference_from_best
    assert best(PAIR, favourable=True, by_people=False).value == 20
    assert best(PAIR, favourable=True, by_people=True).value == 10
    assert best(PAIR, favourable=False, by_people=True).value == 30
    with_reference = groups(40.0, 80.0, 50.0, people=(1, 3, 4), reference=2)
    assert mean_difference_from_reference(with_reference, by_people=False).value == pytest.approx(
        40 / 3
    )
    assert mean_difference_from_reference(with_reference, by_people=True).value == pytest.approx(
        100 / 8
    )


def test_theil_and_mean_log_deviation_of_two_equal_groups() -> None:
    # Shares of a half at 1 and 3: μ = 2, r = 1/2 and 3/2.
    found = groups(1.0, 3.0, errors=(0.1, 0.2))
    theil = 0.25 * math.log(0.5) + 0.75 * math.log(1.5)
    deviation = 0.5 * math.log(2) + 0.5 * math.log(2 / 3)
    assert theil_index(found).value == pytest.approx(1000 * theil)
    assert mean_log_deviation(found).value == pytest.approx(1000 * deviation)
    assert theil_index(found).se == pytest.approx(
        1000 * math.hypot(0.1 * (math.log(0.5) - theil) / 4, 0.2 * (math.log(1.5) - theil) / 4)
    )
    assert mean_log_deviation(found).se == pytest.approx(
        1000 * math.hypot(0.1 * (0.25 - 0.5), 0.2 * (0.25 - 1 / 6))
    )


def test_where_one_group_has_nothing_theil_takes_the_limit_and_the_logarithm_refuses() -> None:
    nothing = groups(0.0, 2.0, errors=(0.1, 0.1))
    assert theil_index(nothing).value == pytest.approx(1000 * math.log(2))
    assert theil_index(nothing).se is None
    assert mean_log_deviation(nothing).value is None


def test_a_straight_slope_through_three_points_on_a_line() -> None:
    # Equal thirds: ranks 1/6, 3/6, 5/6. y = 10 + 60 x gives 20, 40, 60; ends 10 and 70.
    found = groups(20.0, 40.0, 60.0, ordered=True)
    slope = slope_index(found, favourable=True, model=SlopeModel.LINEAR)
    assert slope.value == pytest.approx(60)
    assert slope.se == pytest.approx(0, abs=1e-12)
    assert relative_index(found, favourable=True, model=SlopeModel.LINEAR).value == pytest.approx(7)
    assert relative_index(found, favourable=False, model=SlopeModel.LINEAR).value == pytest.approx(
        1 / 7
    )


def test_a_logit_slope_through_three_points_on_its_curve() -> None:
    # Log odds -2 + 4 x at ranks 1/6, 3/6, 5/6: the fit is exact and its ends are ∓2.
    rates = [100 / (1 + math.exp(2 - 4 * x)) for x in (1 / 6, 3 / 6, 5 / 6)]
    found = groups(*rates, ordered=True)
    low, high = 100 / (1 + math.exp(2)), 100 / (1 + math.exp(-2))
    assert slope_index(found, favourable=True).value == pytest.approx(high - low)
    assert relative_index(found, favourable=True).value == pytest.approx(high / low)


def test_concentration_indices_weigh_by_rank() -> None:
    # Halves at ranks 1/4 and 3/4: ACI = ½ * 40 * (-½) + ½ * 80 * ½ = 10, μ = 60.
    found = groups(40.0, 80.0, ordered=True)
    assert absolute_concentration_index(found).value == pytest.approx(10)
    assert relative_concentration_index(found).value == pytest.approx(1 / 6)


def test_the_human_opportunity_index_discounts_coverage_by_dissimilarity() -> None:
    # μ = 70, D = (30/4 + 3 * 10/4) / 140 = 15/140; HOI = 70 - 7.5.
    assert dissimilarity_index(PAIR, is_barrier=False, scale=100).value == pytest.approx(15 / 140)
    assert human_opportunity_index(PAIR, is_barrier=False, scale=100).value == pytest.approx(62.5)


def test_a_barrier_is_measured_by_the_share_that_does_not_meet_it() -> None:
    barrier = complement(PAIR, scale=100)
    assert [s.estimate for s in barrier] == [60, 20]
    twice = complement(barrier, scale=100)
    assert dissimilarity_index(twice, is_barrier=False, scale=100).value == pytest.approx(15 / 140)


def test_a_fit_whose_first_step_would_go_astray_is_found() -> None:
    # Two tiny groups at 1 % and nearly everybody at 99 %. At ranks 0.0112 (both tiny ones) and
    # 0.5112 the log odds are -4.595 and 4.595: -4.80 at rank 0 (0.82 %), 13.6 at rank 1 (100 %).
    for people in (50, 87, 90, 500):
        tiny = groups(1.0, 1.0, 99.0, people=(1, 1, people), ordered=True)
        found = slope_index(tiny, favourable=True)
        assert found.refused is None
    at_87 = slope_index(groups(1.0, 1.0, 99.0, people=(1, 1, 87), ordered=True), favourable=True)
    assert at_87.value == pytest.approx(99.18, abs=0.02)


@pytest.mark.parametrize(
    ("values", "model", "is_unsteady"),
    [
        ((20.0, 30.0, 40.0, 50.0, 60.0), SlopeModel.LOGIT, False),
        ((0.6, 4.0, 15.0, 35.0, 62.0), SlopeModel.LOGIT, True),  # an end of 0.74, a ratio of 102
        ((4.0, 60.0, 30.0, 70.0, 50.0), SlopeModel.LINEAR, True),  # 17.3 ± 21.7 is not told from 0
        ((12.0, 30.0, 50.0, 70.0, 90.0), SlopeModel.LINEAR, True),  # 1.4 to 99.4, beside 12 to 90
        ((50.0, 50.0, 50.0), SlopeModel.LOGIT, False),
    ],
)
def test_a_ratio_that_hangs_on_an_end_without_figures_is_unsteady(
    values: tuple[float, ...], model: SlopeModel, *, is_unsteady: bool
) -> None:
    ordered = groups(*values, ordered=True)
    found = [
        relative_index(ordered, favourable=favourable, model=model, rounding=0.05)
        for favourable in (True, False)
    ]
    assert [one.is_unsteady for one in found] == [is_unsteady] * 2
    assert all(one.value is not None for one in found)


def test_the_interval_of_a_slope_is_students_with_two_degrees_less_than_groups() -> None:
    # Ranks 1/6, 3/6, 5/6 at 10, 40, 40: a mean of 30 and a slope of 15 / (1/3) = 45, so that the
    # line is at 15, 30, 45 and misses by -5, 10, -5: 50 on average, over one degree of freedom and
    # a spread of ranks of 2/27. The interval reaches 12.7062 standard errors, by hand.
    line = groups(10.0, 40.0, 40.0, ordered=True)
    found = slope_index(line, favourable=True, model=SlopeModel.LINEAR)
    assert found.value == pytest.approx(45)
    assert found.se == pytest.approx(math.sqrt(675))
    reach = 12.7062 * math.sqrt(675)
    assert found.interval == pytest.approx((45 - reach, 45 + reach))


@pytest.mark.parametrize(
    ("degrees", "quantile"), [(1, 12.7062), (3, 3.1824), (10, 2.2281), (11, 2.2010), (30, 2.0423)]
)
def test_students_quantile_is_that_of_the_tables(degrees: int, quantile: float) -> None:
    assert student95(degrees) == pytest.approx(quantile, abs=2e-4)


def test_a_straight_line_that_ends_below_nothing_makes_its_slope_unsteady() -> None:
    # A mean of 6 and a slope of 20: from -4 to 16, where the smallest figure is 1.
    found = slope_index(
        groups(1.0, 2.0, 3.0, 4.0, 20.0, ordered=True),
        favourable=True,
        model=SlopeModel.LINEAR,
    )
    assert found.value == pytest.approx(20.0)
    assert found.is_unsteady
