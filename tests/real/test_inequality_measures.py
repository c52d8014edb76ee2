"""The answers that WHO prints for its own sample data, row by row, with every exception named."""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Callable
from pathlib import Path

import pytest

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
from vnrgen.analysis.measures.measure import Measure, Subgroup
from vnrgen.analysis.measures.opportunity import dissimilarity_index, human_opportunity_index
from vnrgen.analysis.measures.pairs import difference, ratio
from vnrgen.analysis.measures.variance import (
    between_group_standard_deviation,
    between_group_variance,
    coefficient_of_variation,
)

pytestmark = pytest.mark.real

ORDERED, UNORDERED = "OrderedSample.csv", "NonorderedSample.csv"
DISSIMILARITY = "D-index (ESCAP/World Bank HOI dissimilarity)"
# The rows that say of themselves that they are computed wrongly: nothing here may give them.
WRONG = "D-index computed WRONGLY on the complement"

Subgroups = tuple[Subgroup, ...]
Answer = Callable[[Subgroups], Measure]


def d_index(groups: Subgroups) -> Measure:
    return dissimilarity_index(groups, is_barrier=False, scale=100)


def hoi(groups: Subgroups) -> Measure:
    return human_opportunity_index(groups, is_barrier=False, scale=100)


ANSWERS: dict[tuple[str, str], Answer] = {
    (ORDERED, "ACI"): absolute_concentration_index,
    (ORDERED, "RCI"): relative_concentration_index,
    (ORDERED, "SII"): lambda g: slope_index(g, favourable=True),
    (ORDERED, "RII"): lambda g: relative_index(g, favourable=True),
    (ORDERED, "PAR"): lambda g: population_attributable_risk(g, favourable=True),
    (ORDERED, "PAF (%)"): lambda g: population_attributable_fraction(g, favourable=True),
    (ORDERED, "D"): lambda g: difference(g, favourable=True),
    (ORDERED, "R"): lambda g: ratio(g, favourable=True),
    (UNORDERED, "D"): lambda g: difference(g, favourable=True),
    (UNORDERED, "R"): lambda g: ratio(g, favourable=True),
    (UNORDERED, "BGV"): between_group_variance,
    (UNORDERED, "BGSD"): between_group_standard_deviation,
    (UNORDERED, "COV (%)"): coefficient_of_variation,
    (UNORDERED, "IDISU (%)"): lambda g: index_of_disparity(g, by_people=False),
    (UNORDERED, "IDISW (%)"): lambda g: index_of_disparity(g, by_people=True),
    (UNORDERED, "MDMU"): lambda g: mean_difference_from_mean(g, by_people=False),
    (UNORDERED, "MDMW"): lambda g: mean_difference_from_mean(g, by_people=True),
    (UNORDERED, "MDBU"): lambda g: mean_difference_from_best(g, favourable=True, by_people=False),
    (UNORDERED, "MDBW"): lambda g: mean_difference_from_best(g, favourable=True, by_people=True),
    (UNORDERED, "MDRU"): lambda g: mean_difference_from_reference(g, by_people=False),
    (UNORDERED, "MDRW"): lambda g: mean_difference_from_reference(g, by_people=True),
    (UNORDERED, "TI (x1000)"): theil_index,
    (UNORDERED, "MLD (x1000)"): mean_log_deviation,
    (ORDERED, DISSIMILARITY): d_index,
    (ORDERED, "HOI = C*(1-D)"): hoi,
    (UNORDERED, DISSIMILARITY): d_index,
    (UNORDERED, "HOI = C*(1-D)"): hoi,
}

# Printed estimates we do not follow: WHO weights the logit by the square of the population. The
# number beside each is what a logit weighted by population once gives (also in the row's note).
CORRECTED = {(ORDERED, "SII"): 31.678864, (ORDERED, "RII"): 1.467362}

# Printed with seven or fewer digits, the least exact of them with six significant ones.
RELATIVE = 1e-6

# Printed standard errors that are ours too; the other measures have their own (docs/measures.md)
# or none. WHO prints those of TI and MLD unscaled beside a value times 1000.
PRINTED_ERRORS = {
    (ORDERED, "ACI"): 1.0,
    (ORDERED, "RCI"): 1.0,
    (UNORDERED, "D"): 1.0,
    (UNORDERED, "R"): 1.0,
    (UNORDERED, "BGV"): 1.0,
    (UNORDERED, "TI (x1000)"): 1000.0,
    (UNORDERED, "MLD (x1000)"): 1000.0,
}
# Printed standard errors that are not ours, and why.
OTHER_ERRORS = {
    (ORDERED, "SII"): "from the fit weighted by population squared",
    (ORDERED, "RII"): "from the fit weighted by population squared",
    (ORDERED, "PAR"): "from a table of counts, as if the survey were a simple random sample",
    (ORDERED, "PAF (%)"): "from a table of counts, as if the survey were a simple random sample",
}


def folder() -> Path:
    named = os.environ.get("VNRGEN_REAL_DATA")
    if not named:
        pytest.skip("VNRGEN_REAL_DATA is not set")
    return Path(named) / "inequality"


def rows(name: str) -> list[dict[str, str]]:
    with (folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def subgroups(name: str) -> Subgroups:
    return tuple(
        Subgroup(
            estimate=float(row["estimate"]),
            population=float(row["population"]),
            se=float(row["se"]),
            order=int(row["subgroup_order"]) if "subgroup_order" in row else None,
            is_reference=row.get("reference_subgroup") == "1",
        )
        for row in rows(name)
    )


def expected() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["dataset"], row["measure"]): row for row in rows("expected.csv")}


def test_every_row_of_the_expected_answers_is_asked_but_those_that_say_they_are_wrong() -> None:
    assert set(expected()) == {*ANSWERS, (ORDERED, WRONG), (UNORDERED, WRONG)}


@pytest.mark.parametrize("key", ANSWERS, ids=" ".join)
def test_a_point_estimate_is_the_printed_one(key: tuple[str, str]) -> None:
    printed = CORRECTED.get(key, float(expected()[key]["estimate"]))
    found = ANSWERS[key](subgroups(key[0])).value
    assert found == pytest.approx(printed, rel=RELATIVE, abs=0)


@pytest.mark.parametrize("key", PRINTED_ERRORS, ids=" ".join)
def test_a_standard_error_is_the_printed_one(key: tuple[str, str]) -> None:
    printed = float(expected()[key]["se"]) * PRINTED_ERRORS[key]
    assert ANSWERS[key](subgroups(key[0])).se == pytest.approx(printed, rel=RELATIVE, abs=0)


def test_every_printed_standard_error_is_ours_or_a_named_exception() -> None:
    printed = {key for key, row in expected().items() if row["se"]}
    assert printed == {*PRINTED_ERRORS, *OTHER_ERRORS}


@pytest.mark.parametrize("key", [(UNORDERED, "D"), (UNORDERED, "R"), (ORDERED, "ACI")])
def test_an_interval_is_the_printed_one(key: tuple[str, str]) -> None:
    row = expected()[key]
    interval = ANSWERS[key](subgroups(key[0])).interval
    assert interval == pytest.approx((float(row["ci_low"]), float(row["ci_high"])), rel=1e-6)


def test_quintiles_differ_with_the_standard_error_of_two_independent_samples() -> None:
    assert difference(subgroups(ORDERED), favourable=True).se == pytest.approx(1.615189, rel=1e-6)


def test_the_straight_line_gives_the_slope_that_the_notes_name() -> None:
    groups = subgroups(ORDERED)
    slope = slope_index(groups, favourable=True, model=SlopeModel.LINEAR)
    assert slope.value == pytest.approx(26.883470, rel=1e-7)
    assert slope.se == pytest.approx(8.026752, rel=1e-7)
    relative = relative_index(groups, favourable=True, model=SlopeModel.LINEAR)
    assert relative.value == pytest.approx(1.343977, rel=1e-6)


def test_without_a_reference_the_best_region_is_compared_with_the_worst() -> None:
    regions = tuple(
        Subgroup(estimate=s.estimate, population=s.population, se=s.se)
        for s in subgroups(UNORDERED)
    )
    assert difference(regions, favourable=True).value == pytest.approx(35.804733, rel=1e-7)
    assert ratio(regions, favourable=True).value == pytest.approx(1.557747, rel=1e-6)


@pytest.mark.parametrize("name", [ORDERED, UNORDERED])
def test_a_barrier_never_gets_the_dissimilarity_of_itself(name: str) -> None:
    barrier = tuple(
        Subgroup(estimate=100 - (s.estimate or 0), population=s.population) for s in subgroups(name)
    )
    assert dissimilarity_index(barrier, is_barrier=True, scale=100).value is None
    wrong = float(expected()[name, WRONG]["estimate"])
    right = d_index(subgroups(name)).value or 0.0
    assert not math.isclose(right, wrong, rel_tol=0.5)
