"""Every kind of doubt has the smallest table that raises it, and a near one that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.builders_evidence import (
    a_dimension,
    a_dossier,
    a_group_of,
    a_place,
    a_series,
    a_source,
    an_observation,
)
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import Breakdown, DoubtKind, SeriesFindings
from vnrgen.analysis.measures.measure import Refusal
from vnrgen.analysis.plausibility.report import implausible_figures
from vnrgen.dossier.model import DimensionRole, Dossier, Place, PlaceLevel
from vnrgen.dossier.model.observations import Observation, ObservationStatus


def found(dossier: Dossier) -> SeriesFindings:
    return analyse(dossier).series[0]


def kinds(dossier: Dossier) -> list[DoubtKind]:
    return [doubt.kind for doubt in found(dossier).doubts]


def one_breakdown(dossier: Dossier, dimension: str) -> Breakdown:
    (breakdown,) = (b for b in found(dossier).breakdowns if b.dimension_id == dimension)
    return breakdown


def line(values: list[float], **changes: object) -> list[Observation]:
    return [
        an_observation(value, year=2010 + n, row=n + 2, **changes) for n, value in enumerate(values)
    ]


def districts(values: dict[str, float], **changes: object) -> list[Observation]:
    return [an_observation(value, place=place, **changes) for place, value in values.items()]


def of_places(rows: list[Observation], *places: Place) -> Dossier:
    country = a_place("XX", PlaceLevel.COUNTRY, None)
    return a_dossier(rows, places={place.place_id: place for place in (country, *places)})


@pytest.mark.parametrize("kind", DoubtKind)
def test_every_kind_has_a_code_of_its_own(kind: DoubtKind) -> None:
    assert kind.code == f"IMP{list(DoubtKind).index(kind) + 1:03}"


def test_a_distribution_is_shown_and_not_ranked_unless_the_series_says_that_it_is_rates() -> None:
    rows = a_group_of("ethnicity", {"A": 20.5, "B": 30.5, "C": 49.0}, population=10.0)
    divided = a_dossier(rows)

    assert kinds(divided) == [DoubtKind.DISTRIBUTION]
    breakdown = one_breakdown(divided, "ethnicity")
    assert (breakdown.gap, breakdown.is_rankable, len(breakdown.members)) == (None, False, 3)
    assert found(divided).furthest_behind == ()
    (measures,) = found(divided).measures
    assert {r.measure.refused for r in measures.results} == {Refusal.DISTRIBUTION}
    assert [s.compared for s in analyse(divided).standings] == [0, 0, 0]

    rates = a_dossier(rows, series=[a_series(roles={"ethnicity": DimensionRole.GROUP})])
    assert kinds(rates) == []
    assert one_breakdown(rates, "ethnicity").gap is not None


def test_an_impossible_share_forbids_the_ranking_that_holds_it_and_no_other() -> None:
    rows = [
        *a_group_of("sex", {"F": 120.0, "M": 20.0}),
        *a_group_of("urbanisation", {"R": 40.0, "U": 20.0}),
    ]
    dossier = a_dossier(rows)

    assert kinds(dossier) == [DoubtKind.OFF_SCALE]
    assert one_breakdown(dossier, "sex").gap is None
    assert one_breakdown(dossier, "urbanisation").gap is not None
    refused = {r.measure.refused for m in found(dossier).measures for r in m.results}
    assert Refusal.DOUBTFUL in refused
    assert kinds(a_dossier(line([-5.0]), series=[a_series(may_be_negative=True)])) == []


def test_a_unit_that_changes_in_a_line_is_told_and_two_units_side_by_side_are_not() -> None:
    percent, per_thousand = line([20.0, 21.0]), line([200.0, 210.0], unit="PER_1000_POP")
    later = [replace(r, period_label=f"{r.period_label}b") for r in per_thousand]
    moved = [
        replace(r, period_start=date(2020 + n, 1, 1), period_end=date(2020 + n, 12, 31))
        for n, r in enumerate(later)
    ]

    assert kinds(a_dossier([*percent, *moved])) == [DoubtKind.UNIT_CHANGES]
    assert kinds(a_dossier([*percent, *per_thousand])) == []


def test_a_source_that_goes_on_where_another_ends_is_told_unless_a_break_is_marked() -> None:
    def rows(status: ObservationStatus) -> list[Observation]:
        return [
            *line([20.0, 21.0]),
            an_observation(22.0, year=2014, source_id="census", obs_status=status),
        ]

    sources = {s.source_id: s for s in (a_source("nso"), a_source("census"))}
    changed = a_dossier(rows(ObservationStatus.NORMAL), sources=sources)
    marked = a_dossier(rows(ObservationStatus.SERIES_BREAK), sources=sources)
    beside = a_dossier([*line([20.0, 21.0]), *line([20.5, 21.5], source_id="census")])

    assert kinds(changed) == [DoubtKind.SOURCE_CHANGES]
    assert kinds(marked) == []
    assert kinds(beside) == []


def test_a_total_that_jumps_is_told_and_a_restless_or_a_broken_line_is_not() -> None:
    steady = [20.0, 21.0, 20.5, 21.5, 21.0]
    jump = [*steady, 55.0, 54.0]

    assert kinds(a_dossier(line(jump))) == [DoubtKind.TOTAL_JUMPS]
    assert found(a_dossier(line(jump))).doubts[0].observation_ids[0].split("|")[3] == "2015"
    assert kinds(a_dossier(line(steady))) == []
    assert kinds(a_dossier(line([20.0, 35.0, 22.0, 40.0, 25.0, 55.0, 30.0]))) == []
    assert kinds(a_dossier(line([20.0, 20.5, 55.0, 54.0]))) == [DoubtKind.TOTAL_JUMPS]
    assert kinds(a_dossier(line([20.0, 20.0, 55.0]))) == []  # too few steps to compare it with
    marked = line(jump)
    marked[5] = replace(marked[5], obs_status=ObservationStatus.SERIES_BREAK)
    assert kinds(a_dossier(marked)) == []


def test_one_figure_that_sticks_out_is_a_jump_there_and_back() -> None:
    (doubt,) = found(a_dossier(line([20.0, 21.0, 20.5, 62.0, 21.5, 21.0, 20.8, 21.2]))).doubts

    assert doubt.kind is DoubtKind.TOTAL_JUMPS
    assert "2013" in "".join(doubt.observation_ids)


@pytest.mark.parametrize(
    ("values", "year"),
    [((21.0, 20.0, 2.05), 2012), ((92.0, 9.6, 9.5), 2010), ((21.0, 2.05, 20.0, 22.0), 2011)],
)
def test_a_decimal_sign_in_the_wrong_place_is_seen_in_a_short_line(
    values: tuple[float, ...], year: int
) -> None:
    (doubt,) = found(a_dossier(line(list(values)))).doubts
    assert doubt.kind is DoubtKind.TOTAL_JUMPS
    assert f"|{year}|" in "".join(doubt.observation_ids)


def test_a_share_that_grows_fast_is_no_decimal_sign_in_the_wrong_place() -> None:
    assert kinds(a_dossier(line([2.0, 12.0, 45.0]))) == []
    assert kinds(a_dossier(line([0.0, 12.0, 13.0]))) == []


def test_categories_named_after_places_of_two_levels_are_not_ranked() -> None:
    rows = a_group_of("region", {"north": 20.0, "south": 30.0, "hilltown": 45.0})
    places = (
        a_place("north", PlaceLevel.REGION, "XX"),
        a_place("south", PlaceLevel.REGION, "XX"),
        a_place("hilltown", PlaceLevel.CITY, "north"),
    )
    mixed = of_places(rows, *places)
    names = {**mixed.dimensions, "region": a_dimension("region", "north", "south", "hilltown")}
    mixed = replace(mixed, dimensions=names)

    assert kinds(mixed) == [DoubtKind.LEVELS_MIXED]
    assert one_breakdown(mixed, "region").gap is None
    assert kinds(of_places(rows[:2], *places[:2])) == []


def test_a_place_whose_code_begins_those_of_others_is_wider_than_they_are() -> None:
    def place(name: str, code: str) -> Place:
        return replace(a_place(name, PlaceLevel.DISTRICT, "XX"), codes={"nuts": code})

    rows = districts({"a": 20.0, "b": 30.0, "c": 40.0})
    nested = of_places(rows, place("a", "XX1"), place("b", "XX11"), place("c", "XX12"))
    beside = of_places(rows, place("a", "XX1"), place("b", "XX2"), place("c", "XX3"))

    assert kinds(nested) == [DoubtKind.LEVELS_MIXED]
    assert kinds(beside) == []


def test_a_category_as_large_as_all_others_together_is_their_sum() -> None:
    people = {"A": 100.0, "B": 150.0, "C": 250.0, "all three": 500.0}
    rows = [
        an_observation(20.0 + n, dimensions={"ethnicity": code}, population=size)
        for n, (code, size) in enumerate(people.items())
    ]

    assert kinds(a_dossier(rows)) == [DoubtKind.LEVELS_MIXED]
    assert kinds(a_dossier(rows[:3])) == []


def test_a_place_with_a_value_before_it_existed_is_not_ranked_for_that_time() -> None:
    new = replace(a_place("new", PlaceLevel.DISTRICT, "XX"), valid_from=date(2015, 1, 1))
    old = replace(a_place("old", PlaceLevel.DISTRICT, "XX"), valid_to=date(2014, 12, 31))
    other = a_place("other", PlaceLevel.DISTRICT, "XX")
    rows = districts({"new": 20.0, "old": 30.0, "other": 40.0}, year=2020)
    mixed = of_places(rows, new, old, other)

    assert kinds(mixed) == [DoubtKind.BOUNDARIES_CHANGE]
    assert one_breakdown(mixed, "place").gap is None
    assert kinds(of_places([rows[0], rows[2]], new, old, other)) == []


def test_places_that_begin_where_others_end_cut_the_trend() -> None:
    rows = [
        *districts({"a": 10.0, "b": 20.0, "c": 30.0}, year=2012),
        *districts({"a": 11.0, "b": 21.0, "c": 31.0}, year=2013),
        *districts({"a": 12.0, "b": 22.0, "c1": 40.0, "c2": 25.0}, year=2016),
    ]
    places = [a_place(p, PlaceLevel.DISTRICT, "XX") for p in ("a", "b", "c", "c1", "c2")]
    reformed = of_places(rows, *places)
    (trend,) = found(reformed).gap_trends

    assert kinds(reformed) == [DoubtKind.BOUNDARIES_CHANGE]
    assert [[b.period.label for b in run] for run in trend.segments] == [["2012", "2013"], ["2016"]]
    assert one_breakdown(reformed, "place").gap is not None  # no two of 2016 overlap
    other_sample = [r for r in rows if r.place in {"a", "c", "c1", "c2"}]
    assert kinds(of_places(other_sample, *places)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"obs_status": ObservationStatus.PROVISIONAL},
        {"obs_status": ObservationStatus.ESTIMATED},
        {"nature": "M"},
        {"period_start": date(2011, 1, 1)},
        {"period_end": date(2027, 12, 31), "period_start": date(2027, 1, 1)},
    ],
)
def test_a_newest_figure_of_another_kind_is_told(changes: dict[str, object]) -> None:
    rows = line([20.0, 21.0, 20.5, 21.5], nature="C")

    assert kinds(a_dossier(rows)) == []
    assert kinds(a_dossier([*rows[:3], replace(rows[3], **changes)])) == [DoubtKind.LATEST_DIFFERS]


def test_a_line_that_is_always_provisional_has_no_newest_of_another_kind() -> None:
    rows = line([20.0, 21.0, 20.5, 21.5], obs_status=ObservationStatus.PROVISIONAL)
    assert kinds(a_dossier(rows)) == []


def test_what_is_found_is_reported_with_its_rows_and_nothing_is_changed() -> None:
    dossier = a_dossier(line([20.0, 21.0, 20.5, 21.5, 21.0, 55.0, 54.0]))
    before = dossier.observations.frame.copy()
    (problem,) = implausible_figures(dossier)

    assert (problem.code, str(problem.where)) == ("IMP007", "data/poverty.csv:7")
    assert dossier.observations.frame.equals(before)
