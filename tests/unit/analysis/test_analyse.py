"""What the findings say about small tables worked by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.builders_evidence import (
    a_consultation,
    a_dimension,
    a_dossier,
    a_finding,
    a_group,
    a_group_of,
    a_place,
    a_series,
    a_story,
    an_observation,
)
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import (
    Agreement,
    Breakdown,
    Certainty,
    Findings,
    Reliability,
    Standing,
)
from vnrgen.analysis.measures.measure import Refusal
from vnrgen.analysis.plausibility.parts import divides
from vnrgen.analysis.plausibility.report import implausible_figures
from vnrgen.dossier.model import DimensionRole, PlaceLevel
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.problems import Severity

WEALTH = a_dimension("income_wealth_quantile", "Q1", "Q2", "Q3", ordered=True)


def only(found: Findings, dimension: str) -> Breakdown:
    (breakdown,) = (b for b in found.series[0].breakdowns if b.dimension_id == dimension)
    return breakdown


def test_an_ordered_dimension_compares_most_and_least_disadvantaged_whatever_the_values() -> None:
    # Q2 is worst, but the gap of an ordered dimension is Q1 against Q3: 40 - 10 = 30, 40 / 10 = 4.
    rows = a_group_of("income_wealth_quantile", {"Q3": 10.0, "Q1": 40.0, "Q2": 45.0})

    found = only(analyse(a_dossier(rows, dimensions=[WEALTH])), "income_wealth_quantile")

    assert [m.category.code for m in found.members] == ["Q1", "Q2", "Q3"]
    assert found.gap is not None
    assert (found.gap.behind.category.code, found.gap.ahead.category.code) == ("Q1", "Q3")
    assert found.gap.worst.category.code == "Q2"
    assert (found.gap.difference, found.gap.ratio, found.gap.is_ordered) == (30.0, 4.0, True)


def test_an_ordered_dimension_without_its_extreme_has_no_gap() -> None:
    rows = a_group_of("income_wealth_quantile", {"Q1": None, "Q2": 45.0, "Q3": 10.0})

    assert only(analyse(a_dossier(rows, dimensions=[WEALTH])), "income_wealth_quantile").gap is None


def test_an_unordered_dimension_compares_worst_and_best_and_never_ranks_the_residual() -> None:
    ethnicity = a_dimension("ethnicity", "A", "B", "OTHER")
    residual = replace(ethnicity.categories["OTHER"], is_residual=True)
    ethnicity = replace(ethnicity, categories={**ethnicity.categories, "OTHER": residual})
    rows = a_group_of("ethnicity", {"A": 20.0, "B": 30.0, "OTHER": 90.0})

    found = only(analyse(a_dossier(rows, dimensions=[ethnicity])), "ethnicity")

    assert found.gap is not None
    assert (found.gap.behind.category.code, found.gap.difference) == ("B", 10.0)
    assert [m.category.code for m in found.members] == ["A", "B", "OTHER"]


def test_nothing_is_ranked_where_nobody_says_which_direction_is_better() -> None:
    rows = a_group_of("sex", {"F": 20.0, "M": 30.0})
    found = analyse(a_dossier(rows, series=[a_series(favourable=None)]))

    assert only(found, "sex").gap is None
    assert found.series[0].furthest_behind == ()
    assert found.standings == ()


def test_numbers_of_people_are_shown_by_group_and_never_ranked() -> None:
    rows = a_group_of("sex", {"F": 2000.0, "M": 3000.0}, unit="NUMBER")
    found = analyse(a_dossier(rows, series=[a_series(unit="NUMBER", scale=None)]))

    assert only(found, "sex").gap is None
    assert found.series[0].furthest_behind == ()
    assert {r.measure.refused for r in found.series[0].measures[0].results} == {Refusal.NUMBERS}
    assert found.standings == ()


def test_a_reference_has_the_same_place_source_and_definition() -> None:
    kind = a_dimension("kind", "direct", role=DimensionRole.DEFINITION)
    rows = [
        *a_group_of("sex", {"F": 20.0, "M": 30.0}),
        an_observation(99.0, place="north"),
        an_observation(98.0, source_id="ngo"),
        an_observation(97.0, dimensions={"kind": "direct"}),
    ]
    assert only(analyse(a_dossier(rows, dimensions=[kind])), "sex").reference is None

    found = only(analyse(a_dossier([*rows, an_observation(25.0)], dimensions=[kind])), "sex")
    assert found.reference is not None
    assert found.reference.value == 25.0


def test_a_fixed_code_makes_a_headline_and_a_role_override_makes_a_definition() -> None:
    series = a_series(fixed={"age": "Y0T4"}, roles={"cust_breakdown": DimensionRole.DEFINITION})
    rows = [
        an_observation(30.0, dimensions={"age": "Y0T4"}),
        an_observation(35.0, dimensions={"age": "Y0T4", "sex": "F"}),
        an_observation(25.0, dimensions={"age": "Y0T4", "sex": "M"}),
        an_observation(5.0, dimensions={"age": "Y0T4", "cust_breakdown": "severe"}),
    ]
    found = analyse(a_dossier(rows, series=[series]))

    assert [b.dimension_id for b in found.series[0].breakdowns] == ["sex"]
    assert only(found, "sex").reference is not None
    assert {
        t.context.get("cust_breakdown"): t.latest.value for t in found.series[0].trends if t.latest
    } == {
        None: 30.0,
        "severe": 5.0,
    }


@pytest.mark.parametrize(
    ("cases", "reliability", "value"),
    [
        (0, Reliability.NO_CASES, None),
        (24, Reliability.WITHHELD, None),
        (25, Reliability.SMALL, 20.0),
        (49, Reliability.SMALL, 20.0),
        (50, Reliability.FIRM, 20.0),
        (None, Reliability.FIRM, 20.0),
    ],
)
def test_small_samples_carry_the_mics_marks(
    cases: int | None, reliability: Reliability, value: float | None
) -> None:
    found = analyse(a_dossier([an_observation(20.0, n_unweighted=cases)]))
    (estimate,) = found.series[0].trends[0].segments[0].estimates

    assert (estimate.reliability, estimate.value) == (reliability, value)


def test_what_a_source_has_suppressed_itself_is_absent_and_still_a_member() -> None:
    rows = [
        *a_group_of("sex", {"F": 20.0}),
        an_observation(None, dimensions={"sex": "M"}, obs_status=ObservationStatus.SUPPRESSED),
    ]
    members = only(analyse(a_dossier(rows)), "sex").members

    assert [m.estimate.reliability for m in members] == [Reliability.FIRM, Reliability.ABSENT]


def test_the_interval_of_the_difference_decides_what_can_be_told_apart() -> None:
    # se 2 and 2: half-width 1.96 * sqrt(8) = 5.54; 5 apart is not enough, 6 apart is, although
    # the two single intervals (+- 3.92) still overlap.
    for apart, expected in ((5.0, False), (6.0, True)):
        rows = a_group_of("sex", {"F": 20.0 + apart, "M": 20.0}, se=2.0)
        gap = only(analyse(a_dossier(rows)), "sex").gap
        assert gap is not None
        assert gap.distinguishable is expected


def test_the_latest_breakdown_is_the_newest_period_that_says_something_with_all_named_groups() -> (
    None
):
    sex = a_dimension("sex", "F", "M", "X")
    third = replace(sex.categories["X"], group_id="third")
    sex = replace(sex, categories={**sex.categories, "X": third})
    rows = [
        *a_group_of("sex", {"F": 20.0, "M": 30.0, "X": 50.0}, year=2018),
        *a_group_of("sex", {"F": 21.0, "M": 31.0}, year=2020),
        *a_group_of("sex", {"F": None, "M": None}, year=2021, obs_status=ObservationStatus.MISSING),
    ]
    found = analyse(a_dossier(rows, dimensions=[sex], groups=[a_group("third", "sex", "X")]))
    latest = only(found, "sex")

    assert latest.period.label == "2020"
    assert [(m.category.code, m.estimate.value) for m in latest.members] == [
        ("F", 21.0),
        ("M", 31.0),
        ("X", None),
    ]
    assert [b.period.label for b in found.series[0].gap_trends[0].breakdowns] == [
        "2018",
        "2020",
        "2021",
    ]
    assert [(r.with_value, r.expected) for r in found.disaggregation] == [(2, 3)]


def test_a_breakdown_over_time_is_cut_where_the_line_of_a_group_or_of_everybody_is() -> None:
    broken = ObservationStatus.SERIES_BREAK
    other = ObservationStatus.DEFINITION_DIFFERS
    rows = [
        *a_group_of("sex", {"F": 20.0, "M": 30.0}, year=2010),
        *a_group_of("sex", {"F": 21.0, "M": 31.0}, year=2012),
        # Broken for everybody, in a year without groups.
        an_observation(40.0, year=2013, obs_status=broken),
        *a_group_of("sex", {"F": 22.0, "M": 32.0}, year=2014),
        *a_group_of("sex", {"F": 12.0}, year=2016, obs_status=broken),
        *a_group_of("sex", {"M": 30.0}, year=2016),
        *a_group_of("sex", {"F": 11.0, "M": 30.0}, year=2018, obs_status=other),
        *a_group_of("sex", {"F": None}, year=2019, obs_status=ObservationStatus.MISSING),
        *a_group_of("sex", {"M": 29.0}, year=2019, obs_status=other),
        *a_group_of("sex", {"F": 10.0, "M": 28.0}, year=2020, obs_status=other),
        *a_group_of("sex", {"F": 10.0, "M": 28.0}, year=2021),
    ]
    (trend,) = analyse(a_dossier(rows)).series[0].gap_trends

    assert [[b.period.label for b in segment] for segment in trend.segments] == [
        ["2010", "2012"],
        ["2014"],
        ["2016"],
        ["2018", "2019", "2020"],
        ["2021"],
    ]
    assert tuple(b for segment in trend.segments for b in segment) == trend.breakdowns


def test_places_are_compared_under_their_parent_and_never_across_levels() -> None:
    rows = [an_observation(v, place=p) for p, v in (("XX", 30.0), ("north", 50.0), ("south", 10.0))]
    found = only(analyse(a_dossier(rows)), "place")

    assert [m.category.code for m in found.members] == ["north", "south"]
    assert found.place_id == "XX"
    assert found.reference is not None
    assert found.gap is not None
    assert (found.reference.value, found.gap.behind.category.code) == (30.0, "north")


def test_a_place_that_joins_others_has_its_headline_and_is_not_ranked_beside_them() -> None:
    both = replace(a_place("both", PlaceLevel.DISTRICT, "XX"), is_aggregate=True)
    values = (("XX", 30.0), ("north", 50.0), ("south", 10.0), ("both", 60.0))
    dossier = a_dossier([an_observation(v, place=p) for p, v in values])
    found = analyse(replace(dossier, places={**dossier.places, "both": both}))

    assert [m.category.code for m in only(found, "place").members] == ["north", "south"]
    assert "both" in {t.place_id for t in found.series[0].trends}


def test_a_trend_is_cut_at_a_break_a_new_source_and_a_new_definition() -> None:
    rows = [
        an_observation(50.0, year=2010),
        an_observation(45.0, year=2012),
        an_observation(60.0, year=2014, obs_status=ObservationStatus.SERIES_BREAK),
        an_observation(58.0, year=2016),
        an_observation(40.0, year=2017, obs_status=ObservationStatus.DEFINITION_DIFFERS),
        an_observation(39.0, year=2018, unit="NUMBER"),
    ]
    trends = analyse(a_dossier(rows)).series[0].trends

    plain = next(t for t in trends if not t.context)
    assert [[e.period.label for e in s.estimates] for s in plain.segments] == [
        ["2010", "2012"],
        ["2014", "2016"],
        ["2017"],
    ]
    assert [t.context for t in trends if t.context] == [{"unit": "NUMBER"}]


def test_intersections_keep_every_cell_and_name_the_worst() -> None:
    cells = {("F", "R"): 40.0, ("F", "U"): 20.0, ("M", "R"): None, ("M", "U"): 10.0}
    rows = [
        an_observation(value, dimensions={"sex": sex, "urbanisation": area})
        for (sex, area), value in cells.items()
    ]
    (found,) = analyse(a_dossier(rows)).series[0].intersections

    assert found.dimension_ids == ("sex", "urbanisation")
    assert len(found.cells) == 4
    assert found.worst is not None
    assert [c.code for c in found.worst.categories] == ["F", "R"]


@pytest.mark.parametrize(
    ("citizen", "se", "expected"),
    [
        (33.0, 1.0, Agreement.DIFFER),
        (31.0, 1.0, Agreement.AGREE),
        (33.0, None, Agreement.UNDECIDED),
    ],
)
def test_official_beside_citizen_is_decided_by_the_interval_of_the_difference(
    citizen: float, se: float | None, expected: Agreement
) -> None:
    # se 1 and 1: half-width 1.96 * sqrt(2) = 2.77.
    rows = [
        an_observation(20.0, year=2010, se=1.0),
        an_observation(30.0, year=2018, se=1.0),
        an_observation(citizen, year=2020, se=se, source_id="ngo"),
        an_observation(12.0, dimensions={"sex": "F"}),
    ]
    (compared,) = analyse(a_dossier(rows)).series[0].official_citizen
    everybody, women = compared.pairs

    assert everybody.official is not None
    assert everybody.official.value == 30.0
    assert everybody.difference == pytest.approx(citizen - 30.0)
    assert (everybody.agreement, women.agreement) == (expected, Agreement.OFFICIAL_ONLY)


def test_official_and_citizen_that_differ_need_words_on_why() -> None:
    rows = [an_observation(30.0, se=1.0), an_observation(40.0, se=1.0, source_id="ngo")]
    silent = a_dossier(rows)
    (problem,) = implausible_figures(silent)
    (compared,) = analyse(silent).series[0].official_citizen

    assert (problem.code, problem.severity) == ("CMP001", Severity.WARNING)
    assert compared.needs_explanation
    assert compared.pairs[0].interval == pytest.approx((7.228, 12.772), abs=1e-3)
    explained = a_dossier(rows, series=[a_series(official_citizen_note="Asked in other places.")])
    assert list(implausible_figures(explained)) == []


def test_official_beside_citizen_of_another_method_or_definition_says_so() -> None:
    mode = a_dimension("mode", "phone", role=DimensionRole.METHOD)
    kind = a_dimension("kind", "narrow", role=DimensionRole.DEFINITION)
    rows = [
        an_observation(30.0, se=1.0),
        an_observation(20.0, se=1.0, dimensions={"kind": "narrow"}),
        an_observation(31.0, se=1.0, source_id="ngo", dimensions={"mode": "phone"}, year=2022),
    ]
    (compared,) = analyse(a_dossier(rows, dimensions=[mode, kind])).series[0].official_citizen
    (pair,) = compared.pairs

    assert (pair.is_same_definition, pair.differs_in) == (True, ("mode",))
    assert pair.years_apart == pytest.approx(2.0, abs=0.01)
    assert compared.other_definitions == ({"kind": "narrow"},)

    marked = [rows[0], replace(rows[2], obs_status=ObservationStatus.DEFINITION_DIFFERS)]
    (compared,) = analyse(a_dossier(marked, dimensions=[mode])).series[0].official_citizen
    (pair,) = compared.pairs
    assert (pair.is_same_definition, pair.difference) == (False, None)
    assert pair.agreement is Agreement.UNDECIDED


def test_official_and_citizen_figures_are_never_in_one_breakdown() -> None:
    rows = [*a_group_of("sex", {"F": 1.0}), *a_group_of("sex", {"M": 2.0}, source_id="ngo")]
    found = analyse(a_dossier(rows)).series[0]

    assert [(b.source_kind, len(b.members)) for b in found.breakdowns] == [
        ("citizen", 1),
        ("official", 1),
    ]
    assert found.furthest_behind == ()


def test_the_coverage_row_of_a_group_says_what_it_has_and_what_it_lacks() -> None:
    groups = [a_group("women", "sex", "F"), a_group("men", "sex", "M"), a_group("nobody", "caste")]
    rows = [
        *a_group_of("sex", {"F": 20.0}, source_id="ngo"),
        *a_group_of("sex", {"M": 20.0}, n_unweighted=10),
    ]
    dossier = a_dossier(rows, groups=groups, stories=(a_story(),), qualitative=(a_finding(),))
    women, men, nobody = analyse(dossier).coverage

    assert women.kinds == {
        "official": Standing.CITIZEN_ONLY,
        "citizen": Standing.PRESENT,
        "qualitative": Standing.PRESENT,
        "story": Standing.PRESENT,
        "recommendation": Standing.EMPTY,
        "policy": Standing.EMPTY,
    }
    assert women.counts == {
        "official": 0,
        "citizen": 1,
        "qualitative": 1,
        "story": 1,
        "recommendation": 0,
        "policy": 0,
    }
    assert women.empty == ("recommendation", "policy")
    assert (men.kinds["official"], men.counts["official"]) == (Standing.WITHHELD, 0)
    assert set(nobody.kinds.values()) == {Standing.EMPTY}


def test_a_group_that_was_met_and_of_whom_no_finding_is_shown_was_asked() -> None:
    assembly = replace(a_consultation("K2", None), method="assembly", group_ids=("men",))
    dossier = a_dossier(
        groups=[a_group("women"), a_group("men")],
        consultations=(a_consultation("K1", None), assembly),  # a dialogue with women
    )
    women, men = analyse(dossier).coverage

    assert (women.kinds["qualitative"], women.counts["qualitative"]) == (Standing.HEARD, 0)
    assert men.kinds["qualitative"] is Standing.EMPTY


def test_what_is_about_children_under_five_is_about_children_and_not_the_other_way_round() -> None:
    groups = [a_group("children", "age", "Y0T17"), a_group("older", "age", "Y_GE60")]
    for fixed, told in (
        ("Y0T4", [1, 0]),
        ("Y0T17", [1, 0]),
        ("Y_GE15", [0, 0]),
        ("Y_GE70", [0, 1]),
    ):
        dossier = a_dossier(
            [an_observation()], series=[a_series(fixed={"age": fixed})], groups=groups
        )
        assert [row.counts["official"] for row in analyse(dossier).coverage] == told, fixed


def test_the_group_furthest_behind_is_named_within_each_dimension_and_never_across() -> None:
    rows = [
        an_observation(25.0),
        *a_group_of("sex", {"F": 30.0, "M": 20.0}),
        *a_group_of("disability_status", {"PD": 45.0, "PWD": 22.0}, se=1.0),
    ]
    disabled, women = analyse(a_dossier(rows)).series[0].furthest_behind

    assert (disabled.member.category.code, disabled.shortfall) == ("PD", 20.0)
    assert disabled.certainty is Certainty.CLEAR
    assert (women.member.category.code, women.shortfall) == ("F", 5.0)
    assert women.certainty is Certainty.UNKNOWN
    assert [m.category.code for m in women.unknown] == ["M"]


values = st.dictionaries(
    st.sampled_from(["Q1", "Q2", "Q3"]),
    st.one_of(st.none(), st.integers(0, 100).map(float)),
    min_size=2,
)


@settings(max_examples=40, deadline=None)
@given(values, values, st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_rows(
    one: dict[str, float | None], other: dict[str, float | None], order: Any
) -> None:
    rows = [
        *a_group_of("income_wealth_quantile", one),
        *a_group_of("ethnicity", other, source_id="ngo"),
        *a_group_of("ethnicity", one, place="north"),
        an_observation(50.0),
    ]
    shuffled = list(rows)
    order.shuffle(shuffled)

    assert analyse(a_dossier(shuffled, dimensions=[WEALTH])) == analyse(
        a_dossier(rows, dimensions=[WEALTH])
    )


def known(measured: dict[str, float | None]) -> list[float]:
    return [value for value in measured.values() if value is not None]


@settings(max_examples=40, deadline=None)
@given(values, st.sampled_from(["income_wealth_quantile", "ethnicity"]))
@example({"Q1": 0.0, "Q2": 0.0, "Q3": 99.0}, "ethnicity")
def test_a_favourable_indicator_mirrors_its_adverse_complement(
    measured: dict[str, float | None], dimension: str
) -> None:
    mirrored = {code: None if v is None else 100.0 - v for code, v in measured.items()}
    # Parts of a whole are no rates; their complements do not add up to one.
    assume(not any(divides(known(side), 100.0, 3) for side in (measured, mirrored)))
    adverse = only(
        analyse(a_dossier(a_group_of(dimension, measured), dimensions=[WEALTH])), dimension
    )
    favourable = only(
        analyse(
            a_dossier(
                a_group_of(dimension, mirrored),
                dimensions=[WEALTH],
                series=[a_series(favourable=True)],
            )
        ),
        dimension,
    )

    assert (adverse.gap is None) == (favourable.gap is None)
    if adverse.gap and favourable.gap:
        assert math.isclose(adverse.gap.difference, favourable.gap.difference)
        assert adverse.gap.behind.category == favourable.gap.behind.category
        assert adverse.gap.worst.category == favourable.gap.worst.category


def test_of_ages_only_those_that_a_series_is_about_are_expected() -> None:
    age = a_dimension("age", "Y15T24", "Y_GE25", "Y0T17", "Y_GE60")
    named = {c: replace(age.categories[c], group_id=c) for c in ("Y0T17", "Y_GE60")}
    age = replace(age, categories={**age.categories, **named})
    groups = [a_group(code, "age", code) for code in named]
    adults = a_series(fixed={"age": "Y_GE15"})
    rows = a_group_of("age", {"Y15T24": 19.0, "Y_GE25": 6.0})
    found = analyse(a_dossier(rows, series=[adults], dimensions=[age], groups=groups))

    # Older persons have no figure; children are not among those of fifteen and over.
    assert [(r.with_value, r.expected) for r in found.disaggregation] == [(2, 3)]
