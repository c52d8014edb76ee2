"""Change since a review, distance to the target and pace, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_evidence import a_series, label
from vnrgen.analysis.disparity import gap
from vnrgen.analysis.findings import (
    Breakdown,
    Estimate,
    GapTrend,
    GroupEstimate,
    Period,
    Reliability,
    Trend,
    TrendSegment,
)
from vnrgen.analysis.over_time.pace import (
    PaceModel,
    Point,
    ProgressScale,
    change_since,
    distance_to_target,
    gap_change_since,
    pace_ratio,
    year_of,
)
from vnrgen.dossier.model import Category, SourceKind
from vnrgen.dossier.model.observations import ObservationStatus

COVERAGE = a_series(favourable=True, target=80.0, target_year=2030)
POVERTY = a_series(favourable=False, target=10.0, target_year=2030)
# An invented guideline.
WORDS = ProgressScale(
    met="reached", steps=((0.9, "in time"), (0.0, "too slow")), below="backwards", unknown="?"
)


def a_year(year: int) -> Period:
    return Period(date(year, 12, 31), date(year, 1, 1), str(year))


def an_estimate(year: int, value: float | None, **changes: Any) -> Estimate:
    base = Estimate(
        observation_id=str(year),
        value=value,
        reliability=Reliability.FIRM if value is not None else Reliability.ABSENT,
        status=ObservationStatus.NORMAL,
        source_id="s",
        source_kind=SourceKind.OFFICIAL,
        period=a_year(year),
        place_id="XX",
    )
    return base._replace(**changes)


def a_trend(*runs: dict[int, float | None], se: float | None = None) -> Trend:
    return Trend(
        finding_id="t",
        place_id="XX",
        source_kind=SourceKind.OFFICIAL,
        segments=tuple(
            TrendSegment(estimates=tuple(an_estimate(y, v, se=se) for y, v in run.items()))
            for run in runs
        ),
    )


def a_breakdown(year: int, values: dict[str, float], se: float | None = None) -> Breakdown:
    members = tuple(
        GroupEstimate(
            dimension_id="d",
            category=Category(code=code, label=label(code)),
            estimate=an_estimate(year, value, se=se),
        )
        for code, value in values.items()
    )
    return Breakdown(
        finding_id=str(year),
        dimension_id="d",
        place_id="XX",
        period=a_year(year),
        source_id="s",
        source_kind=SourceKind.OFFICIAL,
        members=members,
        reference=None,
        gap=gap(members, favourable=False),
    )


def a_gap_trend(*runs: tuple[Breakdown, ...]) -> GapTrend:
    return GapTrend(
        finding_id="g",
        dimension_id="d",
        place_id="XX",
        breakdowns=tuple(b for run in runs for b in run),
        segments=runs,
    )


def test_a_pace_of_one_arrives_on_the_day() -> None:
    # 50 at 2 % a year is 50 * 1.02⁵ after five years and 50 * 1.02¹⁵ after fifteen.
    halfway, there = Point(2020, 50 * 1.02**5), Point(2030, 50 * 1.02**15)
    assert pace_ratio(Point(2015, 50), halfway, there) == pytest.approx(1)
    # 4 of 12 points in 5 of 15 years.
    found = pace_ratio(Point(2015, 12), Point(2020, 8), Point(2030, 0), model=PaceModel.DIFFERENCE)
    assert found == pytest.approx(1)


@pytest.mark.parametrize(
    ("baseline", "latest", "target"),
    [
        ((2015, 50.0), (2015, 60.0), (2030, 80.0)),
        ((2015, 50.0), (2020, 60.0), (2015, 80.0)),
        ((2015, 50.0), (2020, 60.0), (2030, 50.0)),
        ((2015, 50.0), (2020, 60.0), (2030, 0.0)),
        ((2015, 0.0), (2020, 60.0), (2030, 80.0)),
    ],
)
def test_no_pace_where_none_is_required_or_none_can_be_counted(
    baseline: tuple[float, float], latest: tuple[float, float], target: tuple[float, float]
) -> None:
    with pytest.raises(ValueError, match=r"years|baseline|above 0"):
        pace_ratio(Point(*baseline), Point(*latest), Point(*target))


@given(
    values=st.lists(
        st.integers(10, 990).map(lambda tenths: tenths / 10), min_size=3, max_size=3, unique=True
    ),
    times=st.floats(min_value=0.1, max_value=100),
)
def test_a_pace_knows_no_unit_and_its_sign_is_the_direction(
    values: list[float], times: float
) -> None:
    years = (2015, 2020, 2030)
    points = [Point(year, value) for year, value in zip(years, values, strict=True)]
    scaled = [Point(point.year, point.value * times) for point in points]
    for model in PaceModel:
        found = pace_ratio(*points, model=model)
        assert found == pytest.approx(pace_ratio(*scaled, model=model), rel=1e-6, abs=1e-9)
        towards = (values[1] > values[0]) == (values[2] > values[0])
        assert (found > 0) == towards


def test_a_period_of_years_stands_in_its_middle() -> None:
    assert year_of(a_year(2021)) == pytest.approx(2021.5)
    school = Period(date(2022, 8, 31), date(2021, 9, 1), "2021/22")
    assert year_of(school) == pytest.approx(2022 + 60.5 / 365)  # 122 + 60.5 days of 365


def test_a_change_is_told_with_its_gain_and_its_doubt() -> None:
    trend = a_trend({2015: 30.0, 2018: 26.0, 2020: 25.0, 2024: 20.0}, se=1.0)
    found = change_since(trend, POVERTY, year=2019)
    assert found is not None
    assert (found.earlier.period.label, found.amount, found.gain) == ("2018", -6, 6)
    assert found.interval == pytest.approx((-6 - 1.96 * 2**0.5, -6 + 1.96 * 2**0.5), abs=1e-4)
    assert found.distinguishable is True
    doubtful = change_since(a_trend({2018: 20.0, 2024: 19.0}, se=1.0), POVERTY, year=2019)
    assert doubtful is not None
    assert doubtful.distinguishable is False
    undirected = change_since(trend, replace(POVERTY, favourable=None), year=2019)
    assert undirected is not None
    assert undirected.gain is None


def test_no_change_is_told_across_a_break_nor_where_nothing_is_newer() -> None:
    assert change_since(a_trend({2015: 30.0, 2018: 26.0}, {2021: 35.0}), POVERTY, year=2019) is None
    assert change_since(a_trend({2015: 30.0, 2018: 26.0}), POVERTY, year=2019) is None
    assert change_since(a_trend({2021: 30.0, 2024: 26.0}), POVERTY, year=2019) is None
    assert change_since(a_trend({2018: 30.0, 2021: None}), POVERTY, year=2019) is None
    assert change_since(a_trend({2018: None}), POVERTY, year=2019) is None


def test_a_distance_is_what_is_still_to_go_in_either_direction() -> None:
    up = distance_to_target(a_trend({2015: 50.0, 2020: 60.0}), COVERAGE)
    assert up is not None
    assert (up.distance, up.is_met, up.model) == (20, False, PaceModel.GROWTH)
    assert up.pace == pytest.approx(1.167, abs=5e-4)
    down = distance_to_target(a_trend({2015: 25.0, 2020: 20.0}), POVERTY)
    assert down is not None
    # 0.8^(1/5) - 1 = -4.365 % a year; 0.4^(1/15) - 1 = -5.925 %.
    assert down.distance == 10
    assert down.pace == pytest.approx(0.7367, abs=5e-4)
    assert WORDS.word(down) == "too slow"


def test_a_target_of_zero_is_paced_by_differences() -> None:
    found = distance_to_target(a_trend({2015: 30.0, 2020: 25.0}), replace(POVERTY, target=0.0))
    assert found is not None
    assert found.model is PaceModel.DIFFERENCE
    assert found.pace == pytest.approx(0.5)  # 5 of 30 points in 5 of 15 years


def test_a_met_target_has_no_pace_and_a_lost_one_neither() -> None:
    met = distance_to_target(a_trend({2015: 12.0, 2020: 9.0}), POVERTY)
    assert met is not None
    assert (met.is_met, met.pace, WORDS.word(met)) == (True, None, "reached")
    lost = distance_to_target(a_trend({2015: 9.0, 2020: 12.0}), POVERTY)
    assert lost is not None
    assert (lost.is_met, lost.pace, WORDS.word(lost)) == (False, None, "?")


def test_a_pace_counts_from_the_agenda_and_within_comparable_figures() -> None:
    found = distance_to_target(a_trend({2005: 60.0}, {2012: 40.0, 2017: 26.0, 2022: 20.0}), POVERTY)
    assert found is not None
    assert found.baseline is not None
    assert found.baseline.period.label == "2017"
    alone = distance_to_target(a_trend({2015: 40.0}, {2022: 20.0}), POVERTY)
    assert alone is not None
    assert (alone.baseline, alone.pace, alone.distance) == (None, None, 10)


def test_without_target_direction_or_figure_there_is_no_distance() -> None:
    trend = a_trend({2015: 30.0, 2020: 25.0})
    assert distance_to_target(trend, replace(POVERTY, target=None)) is None
    assert distance_to_target(trend, replace(POVERTY, favourable=None)) is None
    assert distance_to_target(a_trend({2015: None}), POVERTY) is None
    assert WORDS.word(None) == "?"
    yearless = distance_to_target(trend, replace(POVERTY, target_year=None))
    assert yearless is not None
    assert (yearless.distance, yearless.pace) == (15, None)


def test_the_words_of_a_guideline_go_by_its_own_limits() -> None:
    found = distance_to_target(a_trend({2015: 25.0, 2020: 20.0}), POVERTY)
    assert found is not None
    for pace, word in ((0.9, "in time"), (0.89, "too slow"), (0.0, "too slow"), (-1, "backwards")):
        assert WORDS.word(replace(found, pace=pace)) == word


def test_a_gap_narrows_where_the_groups_come_closer() -> None:
    before = a_breakdown(2018, {"poor": 40.0, "rich": 10.0}, se=1.0)
    after = a_breakdown(2023, {"poor": 30.0, "rich": 8.0}, se=1.0)
    found = gap_change_since(a_gap_trend((before, after)), year=2019)
    assert found is not None
    assert (found.narrowed, found.same_groups) == (8, True)  # 30 - 22
    # Four independent errors of 1: half-width 1.96 * √4.
    assert found.interval == pytest.approx((8 - 3.92, 8 + 3.92), abs=1e-4)
    assert found.distinguishable is True


def test_a_gap_between_other_groups_says_so_and_a_break_tells_nothing() -> None:
    before = a_breakdown(2018, {"north": 40.0, "south": 10.0})
    after = a_breakdown(2023, {"north": 10.0, "south": 30.0})
    found = gap_change_since(a_gap_trend((before, after)), year=2019)
    assert found is not None
    assert (found.narrowed, found.same_groups, found.interval) == (10, False, None)
    assert found.distinguishable is None
    assert gap_change_since(a_gap_trend((before,), (after,)), year=2019) is None
    assert gap_change_since(a_gap_trend((before, after)), year=2023) is None
