"""Going through columns says of every row what going through the rows one by one would say."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders_evidence import a_dimension, a_dossier, a_series, an_observation
from vnrgen.analysis.analyse import partitions_of
from vnrgen.analysis.estimates import (
    NO_CASES,
    SMALL_COUNT,
    SMALL_SAMPLE,
    estimates,
    observation_ids,
    withholding_reasons,
)
from vnrgen.analysis.evidence import Estimate, Period, Reliability
from vnrgen.analysis.partition import Row
from vnrgen.analysis.plausibility import jumps
from vnrgen.analysis.plausibility.parts import decimals, divides
from vnrgen.analysis.sorting import positions_by_series
from vnrgen.dossier.model import Dossier, SourceKind
from vnrgen.dossier.model.observations import Observation, ObservationStatus

NUMBERS = st.sampled_from([None, 0.0, 3.0, 40.0])
ROWS = st.lists(
    st.builds(
        an_observation,
        st.sampled_from([None, 0.0, 3.0, 55.5]),
        year=st.sampled_from([2018, 2019]),
        place=st.sampled_from(["XX", "north"]),
        source_id=st.sampled_from(["nso", "ngo", "unknown"]),
        unit=st.sampled_from(["PT", "NUMBER"]),
        freq=st.sampled_from(["A", "M"]),
        series=st.sampled_from(["S", "R"]),
        n_unweighted=st.sampled_from([None, 0, 10, 30, 60]),
        se=NUMBERS,
        value_lower=NUMBERS,
        population=NUMBERS,
        obs_status=st.sampled_from(ObservationStatus),
        value_text=st.sampled_from(["", "-", "(3.0)", "<5", "3.0 (4.0)"]),
        note=st.sampled_from(["", NO_CASES, SMALL_SAMPLE]),
        row=st.integers(2, 5),
        dimensions=st.fixed_dictionaries(
            {
                "sex": st.sampled_from(["_T", "F", ""]),
                "age": st.sampled_from(["_T", "Y0T4"]),
                "kind": st.sampled_from(["_T", "ALL", "a"]),
            }
        ),
    ),
    max_size=12,
)
KIND = a_dimension("kind", "a")
SERIES = (a_series(fixed={"age": "Y0T4"}), a_series(series="R", unit="NUMBER"))


def of(rows: list[Observation]) -> Dossier:
    return a_dossier(rows, series=SERIES, dimensions=[KIND])


@given(ROWS)
def test_an_estimate_of_many_is_the_one_that_its_row_has_alone(rows: list[Observation]) -> None:
    dossier = of(rows)
    told = (dossier.sources, dossier.settings.thresholds)

    found = estimates(dossier.observations, *told)

    assert found == [e for row in rows for e in estimates(of([row]).observations, *told)]
    assert observation_ids(dossier.observations) == [row.observation_id for row in rows]
    for estimate, row in zip(found, rows, strict=True):
        is_shown = estimate.reliability in {Reliability.FIRM, Reliability.SMALL}
        assert (estimate.value is not None) == is_shown
        hidden = (estimate.lower, estimate.se, estimate.n, estimate.population)
        assert is_shown or hidden == (None,) * 4
        assert (estimate.status, estimate.note) == (row.obs_status, row.note)
        is_citizen = row.source_id == "ngo"
        assert estimate.source_kind is (SourceKind.CITIZEN if is_citizen else SourceKind.OFFICIAL)


@pytest.mark.parametrize(
    ("changes", "reason", "reliability"),
    [
        ({}, "", Reliability.FIRM),
        ({"unit": "NUMBER", "value": 3.0}, SMALL_COUNT, Reliability.WITHHELD),
        ({"n_unweighted": 10}, SMALL_SAMPLE, Reliability.WITHHELD),
        ({"n_unweighted": 0}, NO_CASES, Reliability.NO_CASES),
        ({"n_unweighted": 30}, "", Reliability.SMALL),
        ({"value_text": "(50.0)"}, "", Reliability.SMALL),
        ({"obs_status": ObservationStatus.LOW_RELIABILITY}, "", Reliability.SMALL),
        ({"value": None}, "", Reliability.ABSENT),
    ],
)
def test_a_row_that_is_not_plain_is_found_among_plain_ones(
    changes: dict[str, Any], reason: str, reliability: Reliability
) -> None:
    dossier = of([an_observation(), an_observation(**changes), an_observation()])
    thresholds = dossier.settings.thresholds

    reasons = withholding_reasons(dossier.observations.columns, thresholds)
    found = estimates(dossier.observations, dossier.sources, thresholds)

    firm = Reliability.FIRM
    assert (reasons[0], reasons[1], reasons[2]) == ("", reason, "")
    assert [estimate.reliability for estimate in found] == [firm, reliability, firm]


@given(ROWS)
def test_rows_are_sorted_into_what_they_say_the_best_of_those_alike_first(
    rows: list[Observation],
) -> None:
    for found in partitions_of(of(rows)):
        own = [place for place, row in enumerate(rows) if row.series == found.series.series]
        assert sorted(row.position for row in found.rows) == own
        assert list(found.rows) == sorted(found.rows, key=_rank)
        for row in found.rows:
            assert (row.strand.context, row.breakdown) == _said(rows[row.position])
            assert row.estimate.observation_id == rows[row.position].observation_id
        cells = [e for by_period in found.headlines.values() for e in by_period.values()]
        assert cells == [
            found.rows[place].estimate
            for strand in sorted(found.headlines)
            for place in _firsts(found.rows, strand)
        ]
        strands = {row.strand for row in found.rows}
        assert found.strands == strands


def _rank(row: Row) -> tuple[bool, int, str, str, int, int]:
    named = row.estimate.observation_id
    count = named.count("=")
    return (row.estimate.value is None, -count, named, row.file, row.row, row.position)


def _said(row: Observation) -> tuple[Any, Any]:
    """The context and the breakdown of a row, worked out from it alone."""
    fixed, unit = ("Y0T4", "PT") if row.series == "S" else ("", "NUMBER")
    silent = {"age": {"_T", "", fixed}, "sex": {"_T", ""}, "kind": {"_T", ""}}
    names = ("age", "kind", "sex")
    groups = tuple((n, row.dimensions[n]) for n in names if row.dimensions[n] not in silent[n])
    manner = (("freq", row.freq, "A"), ("unit", row.unit, unit))
    return tuple((name, code) for name, code, usual in manner if code != usual), groups


def _firsts(rows: tuple[Row, ...], strand: object) -> list[int]:
    """The places of the first headline of each period in a strand."""
    seen: dict[Period, int] = {}
    for place, row in enumerate(rows):
        if row.strand == strand and not row.breakdown:
            seen.setdefault(row.estimate.period, place)
    return list(seen.values())


@given(st.lists(st.sampled_from(["S", "R", "Q"]), max_size=12))
def test_rows_of_a_series_are_found_wherever_they_stand(names: list[str]) -> None:
    found = positions_by_series(of([an_observation(series=name) for name in names]).observations)

    assert {key: list(places) for key, places in found.items()} == {
        ("1.1.1", name): [place for place, one in enumerate(names) if one == name]
        for name in dict.fromkeys(names)
    }


def _a_line(steps: list[float]) -> list[Estimate]:
    values = [50.0]
    for step in steps:
        values.append(values[-1] + step)
    rows = [an_observation(value, year=2000 + n) for n, value in enumerate(values)]
    dossier = a_dossier(rows)
    return estimates(dossier.observations, dossier.sources, dossier.settings.thresholds)


STEPS = st.lists(st.sampled_from([0.0, 1.0, -1.0, 2.0, 4.0, -9.0, 30.0, -30.0]), max_size=9)


@given(STEPS)
@example([1.0, 1.0, 30.0, -30.0, 1.0, 1.0, 1.0])
def test_no_jump_is_missed_by_looking_only_at_the_steps_that_stand_out(
    steps: list[float],
) -> None:
    run = _a_line(steps)

    found = list(jumps._steps_out_of_proportion(run))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(jumps, "_standing_out", lambda steps: range(len(steps)))
        assert found == list(jumps._steps_out_of_proportion(run))


@given(st.lists(st.sampled_from([0.0, 1.0, 2.5, 3.25, 1 / 3, 1e20, -0.125]), min_size=1))
def test_decimals_are_the_fewest_that_leave_every_figure_as_it_is(values: list[float]) -> None:
    fewest = [d for d in range(6) if all(round(value, d) == value for value in values)]

    assert decimals(values) == (fewest[0] if fewest else 6)


@given(
    st.lists(st.sampled_from([0.0, 10.0, 19.9, 30.0, 49.5, 50.4, 60.0, -1.0]), max_size=5),
    st.sampled_from([0.0, 100.0, 99.0, 80.0]),
)
def test_integers_may_be_further_from_their_whole_than_figures_with_decimals(
    values: list[float], whole: float
) -> None:
    slack = 0.01 if all(value.is_integer() for value in values) else 0.002
    is_near = abs(sum(values) - whole) <= slack * whole

    assert divides(values, whole, 3) == (len(values) > 2 and min(values) >= 0 and is_near)


def test_a_period_is_its_span_whatever_its_label_and_cannot_be_changed() -> None:
    first, last = date(2018, 1, 1), date(2020, 12, 31)
    period, same = Period(last, first, "2018-20"), Period(last, first, "2018/20")

    assert (period, hash(period)) == (same, hash(same))
    assert period < Period(date(2021, 12, 31), date(2011, 1, 1), "")
    assert (period.start, period.end, period.label) == (first, last, "2018-20")
    again = pickle.loads(pickle.dumps(period))  # noqa: S301 - our own bytes
    assert (again, again.label) == (period, "2018-20")
    for name in ("label", "end"):
        with pytest.raises(AttributeError):
            setattr(period, name, "2019")
