"""Which measures a published breakdown gets, and that they use nothing but what is published."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders_evidence import a_series, label
from vnrgen.analysis.findings import Breakdown, Estimate, GroupEstimate, Period, Reliability
from vnrgen.analysis.measures.catalogue import CITATIONS, FORMULAS
from vnrgen.analysis.measures.measure import Refusal
from vnrgen.analysis.measures.of_breakdown import MeasureName as M
from vnrgen.analysis.measures.of_breakdown import measures_of
from vnrgen.dossier.model import Category, SourceKind
from vnrgen.dossier.model.observations import ObservationStatus

YEAR = Period(date(2024, 12, 31), date(2024, 1, 1), "2024")
COVERAGE = a_series(favourable=True)
STUNTING = a_series(favourable=False, is_barrier=True)

PAIRED = {M.DIFFERENCE, M.RATIO, M.PAR, M.PAF, M.D_INDEX, M.HOI}
ORDERED = {M.ACI, M.RCI, M.SII, M.RII}
UNORDERED = {
    *(M.BGV, M.BGSD, M.COV, M.IDISU, M.IDISW, M.MDMU, M.MDMW, M.MDBU, M.MDBW, M.TI, M.MLD),
}


def an_estimate(value: float | None, **changes: Any) -> Estimate:
    base = Estimate(
        observation_id="o",
        value=value,
        reliability=Reliability.ABSENT if value is None else Reliability.FIRM,
        status=ObservationStatus.NORMAL,
        source_id="s",
        source_kind=SourceKind.OFFICIAL,
        period=YEAR,
        place_id="XX",
        population=1000.0,
    )
    return base._replace(**changes)


def a_member(
    code: str, value: float | None, order: int | None = None, **said: Any
) -> GroupEstimate:
    flags = {key: said.pop(key) for key in ("is_residual", "is_reference") if key in said}
    category = Category(code=code, label=label(code), order=order, **flags)
    return GroupEstimate(dimension_id="d", category=category, estimate=an_estimate(value, **said))


def a_breakdown(*members: GroupEstimate, reference: Estimate | None = None) -> Breakdown:
    return Breakdown(
        finding_id="b",
        dimension_id="d",
        place_id="XX",
        period=YEAR,
        source_id="s",
        source_kind=SourceKind.OFFICIAL,
        members=members,
        reference=reference,
        gap=None,
    )


QUINTILES = tuple(a_member(f"Q{n}", 20.0 * n, n) for n in range(1, 6))
REGIONS = tuple(a_member(name, value) for name, value in (("N", 60.0), ("S", 70.0), ("W", 95.0)))


def test_an_ordered_breakdown_gets_the_measures_of_an_order() -> None:
    found = measures_of(a_breakdown(*QUINTILES[:4]), COVERAGE)
    assert found.is_ordered
    assert set(found.values) == PAIRED | ORDERED
    assert all(measure.value is not None for measure in found.values.values())
    assert found.values[M.DIFFERENCE].value == 60


def test_an_unordered_breakdown_gets_the_measures_of_spread() -> None:
    found = measures_of(a_breakdown(*REGIONS), COVERAGE)
    assert not found.is_ordered
    assert set(found.values) == PAIRED | UNORDERED
    assert all(measure.value is not None for measure in found.values.values())
    named = (REGIONS[0]._replace(category=replace(REGIONS[0].category, is_reference=True)),)
    with_reference = measures_of(a_breakdown(*named, *REGIONS[1:]), COVERAGE)
    assert set(with_reference.values) == PAIRED | UNORDERED | {M.MDRU, M.MDRW}


def test_two_groups_get_no_more_than_a_pair_can_say() -> None:
    assert set(measures_of(a_breakdown(*REGIONS[:2]), COVERAGE).values) == PAIRED
    assert set(measures_of(a_breakdown(*QUINTILES[:2]), COVERAGE).values) == PAIRED


def test_a_withheld_group_refuses_every_measure_of_its_breakdown() -> None:
    hidden = a_member("E", None, reliability=Reliability.WITHHELD)
    found = measures_of(a_breakdown(*REGIONS, hidden), COVERAGE)
    assert {m.refused for m in found.values.values()} == {Refusal.WITHHELD}
    assert {m.value for m in found.values.values()} == {None}


def test_residual_groups_take_no_part() -> None:
    rest = a_member("other", 1.0, is_residual=True)
    assert measures_of(a_breakdown(*REGIONS, rest), COVERAGE).values == (
        measures_of(a_breakdown(*REGIONS), COVERAGE).values
    )


def test_a_group_without_a_figure_refuses_an_order_and_a_third_of_the_regions() -> None:
    gap = (*QUINTILES[:2], a_member("Q3", None, 3), QUINTILES[3])
    ordered = measures_of(a_breakdown(*gap), COVERAGE).values
    assert ordered[M.SII].refused is Refusal.MISSING_SUBGROUP
    assert ordered[M.DIFFERENCE].value == 60
    unordered = measures_of(a_breakdown(*REGIONS, a_member("E", None)), COVERAGE).values
    assert {m.refused for m in unordered.values()} == {Refusal.TOO_MANY_MISSING}


def test_distances_are_from_the_published_figure_for_everybody_where_there_is_one() -> None:
    # Others are counted in everybody's 72 but not compared: 60, 70 and 95 alone have a mean of 75.
    rest = a_member("other", 40.0, is_residual=True)
    found = measures_of(a_breakdown(*REGIONS, rest, reference=an_estimate(72.0)), COVERAGE)
    assert found.average_is_published
    assert found.values[M.MDMU].value == found.values[M.MDMW].value == pytest.approx(37 / 3)
    assert (
        found.values[M.IDISU].value
        == found.values[M.IDISW].value
        == pytest.approx(100 * 37 / 3 / 72)
    )
    assert found.values[M.PAR].value == pytest.approx(23)
    assert found.values[M.PAF].value == pytest.approx(100 * 23 / 72)
    # What is about the groups alone keeps their own mean: 15² + 5² + 20² over three.
    assert found.values[M.BGV].value == pytest.approx(650 / 3)
    withheld = an_estimate(None, reliability=Reliability.WITHHELD)
    own = measures_of(a_breakdown(*REGIONS, rest, reference=withheld), COVERAGE)
    assert not own.average_is_published
    assert own.values[M.MDMU].value == pytest.approx(40 / 3)


def test_without_populations_the_published_total_serves_where_it_can() -> None:
    alone = tuple(m._replace(estimate=m.estimate._replace(population=None)) for m in REGIONS)
    found = measures_of(a_breakdown(*alone, reference=an_estimate(75.0)), COVERAGE).values
    assert found[M.PAR].value == 20
    assert found[M.MDMU].value == pytest.approx(40 / 3)
    assert found[M.MDMW].refused is Refusal.NO_POPULATION
    assert found[M.TI].refused is Refusal.NO_POPULATION
    nothing = measures_of(a_breakdown(*alone), COVERAGE).values
    assert nothing[M.PAR].refused is Refusal.NO_POPULATION


def test_a_barrier_is_told_by_its_complement_and_says_so() -> None:
    breakdown = a_breakdown(*REGIONS)
    # 40, 30 and 5 % without it: μ = 25; D = (15 + 5 + 20) / 3 / 50.
    found = measures_of(breakdown, STUNTING).values[M.D_INDEX]
    assert found.value == pytest.approx(4 / 15)
    assert found.of_complement
    adverse = measures_of(breakdown, a_series(favourable=False)).values[M.HOI]
    assert adverse.of_complement
    unscaled = measures_of(breakdown, replace(STUNTING, scale=None)).values
    assert unscaled[M.HOI].refused is Refusal.NO_SCALE
    assert measures_of(breakdown, COVERAGE).values[M.D_INDEX].of_complement is False


def test_what_has_no_direction_is_not_ranked() -> None:
    found = measures_of(a_breakdown(*REGIONS), a_series(favourable=None)).values
    ranked = {M.DIFFERENCE, M.RATIO, M.PAR, M.PAF, M.MDBU, M.MDBW, M.D_INDEX, M.HOI}
    assert {n for n, m in found.items() if m.refused is Refusal.NO_DIRECTION} == ranked


def test_a_rate_without_an_upper_end_gets_a_straight_slope() -> None:
    rates = tuple(a_member(f"Q{n}", 500.0 - 100 * n, n) for n in range(1, 4))
    found = measures_of(a_breakdown(*rates), a_series(favourable=False, scale=None)).values
    # Ranks 1/6, 3/6, 5/6 at 400, 300, 200: 300 from end to end, from 450 to 150.
    assert found[M.SII].value == pytest.approx(300)
    assert found[M.RII].value == pytest.approx(3)


def test_an_interval_gives_the_standard_error_that_was_not_published() -> None:
    bounded = [
        a_member(c, v, lower=v - 1.96, upper=v + 1.96) for c, v in (("N", 60.0), ("S", 70.0))
    ]
    found = measures_of(a_breakdown(*bounded), COVERAGE).values[M.DIFFERENCE]
    assert found.se == pytest.approx(2**0.5, rel=1e-4)


def test_groups_that_contain_others_are_compared_in_pairs_only() -> None:
    ages = [
        m._replace(dimension_id="age")
        for m in (a_member("Y0T14", 20.0), a_member("Y15T24", 30.0), a_member("Y15T49", 25.0))
    ]
    nested = measures_of(a_breakdown(*ages), COVERAGE).values
    assert nested[M.DIFFERENCE].value == 10
    assert {m.refused for n, m in nested.items() if n not in (M.DIFFERENCE, M.RATIO)} == {
        Refusal.OVERLAPPING
    }
    beside = measures_of(
        a_breakdown(*ages[:2], ages[2]._replace(category=replace(ages[2].category, code="Y25T49"))),
        COVERAGE,
    ).values
    assert Refusal.OVERLAPPING not in {m.refused for m in beside.values()}

    groups = [m._replace(category=replace(m.category, group_id=m.category.code)) for m in REGIONS]
    of = {groups[1].category.code: groups[0].category.code}
    within = measures_of(a_breakdown(*groups), COVERAGE, of).values
    assert within[M.BGV].refused is Refusal.OVERLAPPING
    assert within[M.DIFFERENCE].refused is None


def test_a_measure_names_its_formula_its_source_and_the_groups_compared() -> None:
    found = measures_of(a_breakdown(*QUINTILES), COVERAGE)

    assert [r.name for r in found.main] == [M.DIFFERENCE, M.RATIO, M.ACI, M.SII]
    assert found.behind is not None
    assert found.ahead is not None
    assert (found.behind.category.order, found.ahead.category.order) == (1, len(QUINTILES))
    assert all(key in CITATIONS for r in found.results for key in r.formula.citations)
    unordered = measures_of(a_breakdown(*REGIONS), COVERAGE)
    assert [r.name for r in unordered.main] == [M.DIFFERENCE, M.RATIO, M.BGV, M.IDISU, M.MDMU]


def test_every_measure_has_a_formula_and_the_page_of_measures_has_it_too() -> None:
    page = (Path(__file__).parents[3] / "docs" / "measures.md").read_text(encoding="utf-8")
    plain = page.replace("*", "").replace("\\|", "|")
    assert set(FORMULAS) == set(M)
    assert {f.formula_id for f in FORMULAS.values()} == {f"inequality/{name}" for name in M}
    numbered = [line for line in plain.splitlines() if re.match(r"\d+\. ", line)]
    assert len(numbered) == len(CITATIONS)
    for line, citation in zip(numbered, CITATIONS.values(), strict=True):
        assert line.partition(". ")[2] == citation
