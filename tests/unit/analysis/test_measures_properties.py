"""What holds for measures of inequality whatever the subgroups are."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.builders_measures import percentages
from vnrgen.analysis.measures import deviation, entropy, gradient, impact, opportunity, variance
from vnrgen.analysis.measures.distribution import ranked
from vnrgen.analysis.measures.gradient import SlopeModel
from vnrgen.analysis.measures.line import logistic, logit_line
from vnrgen.analysis.measures.measure import Measure, MeasureUnit, Subgroup
from vnrgen.analysis.measures.opportunity import complement
from vnrgen.analysis.measures.pairs import difference, ratio

Subgroups = tuple[Subgroup, ...]
# A measure of subgroups, of whether higher is better, and of what 100 % is.
Asked = Callable[[Subgroups, bool, float], Measure]

LINEAR = SlopeModel.LINEAR
DIRECTED: dict[str, Asked] = {
    "D": lambda g, f, _: difference(g, favourable=f),
    "R": lambda g, f, _: ratio(g, favourable=f),
    "PAR": lambda g, f, _: impact.population_attributable_risk(g, favourable=f),
    "PAF": lambda g, f, _: impact.population_attributable_fraction(g, favourable=f),
    "MDBU": lambda g, f, _: deviation.mean_difference_from_best(g, favourable=f, by_people=False),
    "MDBW": lambda g, f, _: deviation.mean_difference_from_best(g, favourable=f, by_people=True),
}
SPREAD: dict[str, Asked] = {
    "BGV": lambda g, _f, _s: variance.between_group_variance(g),
    "BGSD": lambda g, _f, _s: variance.between_group_standard_deviation(g),
    "COV": lambda g, _f, _s: variance.coefficient_of_variation(g),
    "IDISU": lambda g, _f, _s: deviation.index_of_disparity(g, by_people=False),
    "IDISW": lambda g, _f, _s: deviation.index_of_disparity(g, by_people=True),
    "MDMU": lambda g, _f, _s: deviation.mean_difference_from_mean(g, by_people=False),
    "MDMW": lambda g, _f, _s: deviation.mean_difference_from_mean(g, by_people=True),
    "MDRU": lambda g, _f, _s: deviation.mean_difference_from_reference(g, by_people=False),
    "MDRW": lambda g, _f, _s: deviation.mean_difference_from_reference(g, by_people=True),
    "TI": lambda g, _f, _s: entropy.theil_index(g),
    "MLD": lambda g, _f, _s: entropy.mean_log_deviation(g),
    "D-index": lambda g, _f, s: opportunity.dissimilarity_index(g, is_barrier=False, scale=s),
    "HOI": lambda g, _f, s: opportunity.human_opportunity_index(g, is_barrier=False, scale=s),
}
ALONG_ORDER: dict[str, Asked] = {
    "ACI": lambda g, _f, _s: gradient.absolute_concentration_index(g),
    "RCI": lambda g, _f, _s: gradient.relative_concentration_index(g),
    "SII": lambda g, f, s: gradient.slope_index(g, favourable=f, scale=s),
    "RII": lambda g, f, s: gradient.relative_index(g, favourable=f, scale=s),
    "SII straight": lambda g, f, _: gradient.slope_index(g, favourable=f, model=LINEAR),
    "RII straight": lambda g, f, _: gradient.relative_index(g, favourable=f, model=LINEAR),
}
EVERY = {**DIRECTED, **SPREAD, **ALONG_ORDER}
# How a measure answers when the unit of the series is k times smaller.
POWER = {MeasureUnit.SERIES: 1, MeasureUnit.SERIES_SQUARED: 2}


def named(subgroups: Subgroups) -> Subgroups:
    """Name the first subgroup of an unordered dimension as reference."""
    if subgroups[0].order is not None:
        return subgroups
    return (replace(subgroups[0], is_reference=True), *subgroups[1:])


QUICK = settings(max_examples=30, deadline=None)
ANY = st.one_of(percentages(ordered=True), percentages(ordered=False).map(named))


def alike(found: Measure, other: Measure, *, times: float = 1.0) -> bool:
    within = 1e-7 * max(abs(times), 1.0)
    error_times = 1.0 if found.se_of_log else abs(times)
    return (
        found.refused == other.refused
        and (found.se is None) == (other.se is None)
        and (found.value or 0.0) * times == pytest.approx(other.value or 0.0, rel=1e-7, abs=within)
        and (found.se or 0.0) * error_times == pytest.approx(other.se or 0.0, rel=1e-7, abs=within)
    )


@pytest.mark.parametrize("name", EVERY)
@QUICK
@given(subgroups=ANY, seed=st.integers(), favourable=st.booleans())
def test_the_order_of_rows_changes_nothing(
    name: str, subgroups: Subgroups, seed: int, *, favourable: bool
) -> None:
    shuffled = list(subgroups)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a shuffle, no secret
    found = EVERY[name](subgroups, favourable, 100)
    assert alike(found, EVERY[name](tuple(shuffled), favourable, 100))


@pytest.mark.parametrize("name", EVERY)
@QUICK
@given(subgroups=ANY, times=st.floats(min_value=0.01, max_value=1000), favourable=st.booleans())
def test_another_unit_scales_what_has_a_unit_and_nothing_else(
    name: str, subgroups: Subgroups, times: float, *, favourable: bool
) -> None:
    scaled = tuple(
        replace(s, estimate=(s.estimate or 0) * times, se=(s.se or 0) * times) for s in subgroups
    )
    found = EVERY[name](subgroups, favourable, 100)
    expected = EVERY[name](scaled, favourable, 100 * times)
    assert alike(found, expected, times=times ** POWER.get(found.unit, 0))


@pytest.mark.parametrize("name", EVERY)
@QUICK
@given(subgroups=ANY, times=st.floats(min_value=0.001, max_value=1000), favourable=st.booleans())
def test_counting_people_in_thousands_changes_nothing(
    name: str, subgroups: Subgroups, times: float, *, favourable: bool
) -> None:
    counted = tuple(replace(s, population=(s.population or 0) * times) for s in subgroups)
    found = EVERY[name](subgroups, favourable, 100)
    assert alike(found, EVERY[name](counted, favourable, 100))


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("D", 1),
        ("SII", 1),
        ("SII straight", 1),
        ("PAR", -1),
        ("ACI", -1),
        ("MDBU", 1),
        ("MDBW", 1),
        ("MDMU", 1),
        ("MDMW", 1),
        ("MDRU", 1),
        ("MDRW", 1),
        ("BGV", 1),
        ("BGSD", 1),
    ],
)
@QUICK
@given(subgroups=ANY)
def test_an_indicator_and_its_complement_mirror_each_other(
    name: str, sign: int, subgroups: Subgroups
) -> None:
    adverse = complement(subgroups, scale=100)
    found = EVERY[name](subgroups, True, 100)  # noqa: FBT003 - favourable, then adverse
    mirrored = EVERY[name](adverse, False, 100)  # noqa: FBT003
    assert alike(found, mirrored, times=sign)


@QUICK
@given(subgroups=ANY)
def test_measures_stay_within_their_bounds(subgroups: Subgroups) -> None:
    values = {n: m(subgroups, True, 100).value for n, m in SPREAD.items()}  # noqa: FBT003
    coverage = max(s.estimate or 0 for s in subgroups)
    for name, value in values.items():
        assert value is None or value >= 0, name
    assert (values["D-index"] or 0) <= 1
    assert (values["HOI"] or 0) <= coverage * (1 + 1e-12)
    assert (values["IDISW"] or 0) / 200 == pytest.approx(values["D-index"] or 0)
    assert (values["BGSD"] or 0) ** 2 == pytest.approx(values["BGV"] or 0)


@QUICK
@given(subgroups=percentages(ordered=True), favourable=st.booleans())
def test_measures_along_an_order_stay_within_their_bounds(
    subgroups: Subgroups, *, favourable: bool
) -> None:
    values = {n: m(subgroups, favourable, 100).value for n, m in ALONG_ORDER.items()}
    assert -1 < (values["RCI"] or 0) < 1
    assert -100 <= (values["SII"] or 0) <= 100
    assert (values["RII"] or 0) > 0
    # Slope and relative index agree on who is worse.
    assert ((values["SII"] or 0) > 0) == ((values["RII"] or 0) > 1)


@QUICK
@given(value=st.floats(min_value=0.5, max_value=99.5), subgroups=ANY, favourable=st.booleans())
def test_where_all_are_alike_there_is_no_inequality(
    value: float, subgroups: Subgroups, *, favourable: bool
) -> None:
    level = tuple(replace(s, estimate=value) for s in subgroups)
    for name, measure in EVERY.items():
        found = measure(level, favourable, 100)
        if found.value is not None and name != "HOI":
            none = 1 if found.unit is MeasureUnit.RATIO else 0
            assert found.value == pytest.approx(none, abs=1e-6), name


@QUICK
@given(subgroups=percentages(ordered=True))
def test_turning_the_order_round_turns_the_sign(subgroups: Subgroups) -> None:
    count = len(subgroups)
    turned = tuple(replace(s, order=count + 1 - (s.order or 0)) for s in subgroups)
    for name in ("D", "ACI", "RCI", "SII", "SII straight"):
        found = EVERY[name](subgroups, True, 100)  # noqa: FBT003
        assert alike(found, EVERY[name](turned, True, 100), times=-1), name  # noqa: FBT003


@QUICK
@given(subgroups=percentages(ordered=False), data=st.data())
def test_a_group_split_in_two_alike_halves_leaves_weighted_measures_alone(
    subgroups: Subgroups, data: st.DataObject
) -> None:
    index = data.draw(st.integers(min_value=0, max_value=len(subgroups) - 1))
    half = replace(subgroups[index], population=(subgroups[index].population or 0) / 2)
    split = (*subgroups[:index], half, half, *subgroups[index + 1 :])
    for name in ("BGV", "MDMW", "MDBW", "IDISW", "TI", "MLD", "D-index", "HOI"):
        found, other = EVERY[name](subgroups, True, 100), EVERY[name](split, True, 100)  # noqa: FBT003
        assert found.value == pytest.approx(other.value, rel=1e-7, abs=1e-7), name


@QUICK
@given(subgroups=percentages(ordered=True))
def test_the_fit_of_the_slope_leaves_no_residual_on_average(subgroups: Subgroups) -> None:
    # The score equations of a logit: weighted residuals add up to 0, also times the rank. They
    # are checked through what they imply: the fitted average is the average.
    found = ranked(subgroups)
    assert isinstance(found, tuple)
    weighted, ranks = found
    line = logit_line(ranks, [y / 100 for y in weighted.values], weighted.shares)
    assume(line is not None)
    assert line is not None
    rows = list(zip(ranks, weighted.values, weighted.shares, strict=True))
    gaps = [(w * (y / 100 - logistic(line.intercept + line.slope * x)), x) for x, y, w in rows]
    assert sum(gap for gap, _ in gaps) == pytest.approx(0, abs=1e-10)
    assert sum(gap * x for gap, x in gaps) == pytest.approx(0, abs=1e-10)
