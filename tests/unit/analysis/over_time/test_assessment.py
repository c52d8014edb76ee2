"""What may be said of a figure and of a gap over time, and why nothing may."""

from __future__ import annotations

import pytest

from tests.builders_evidence import a_dossier, a_group_of, a_series, an_observation, settings
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import GapProgress, NotAssessable, Pace, Progress
from vnrgen.dossier.model.observations import Observation, ObservationStatus

BROKEN = ObservationStatus.SERIES_BREAK


def line(values: dict[int, float | None], **changes: object) -> list[Observation]:
    return [an_observation(value, year=year, **changes) for year, value in values.items()]


def progress(rows: list[Observation], review: int | None = 2020, **series: object) -> Progress:
    told = {"target": 10.0, "target_year": 2030, **series}
    dossier = a_dossier(rows, series=[a_series(**told)], settings=settings(previous_year=review))
    (found,) = analyse(dossier).series[0].progress
    return found


def gap(rows: list[Observation], review: int | None = 2020) -> GapProgress:
    dossier = a_dossier(rows, settings=settings(previous_year=review))
    (found,) = analyse(dossier).series[0].gap_progress
    return found


@pytest.mark.parametrize(
    ("latest", "pace", "ratio"),
    [
        # From 40 (2015) to 10 (2030): ((x/40)^(1/5) - 1) / ((10/40)^(1/15) - 1).
        (9.0, Pace.MET, None),
        (25.198421, Pace.ON_TRACK, 1.0),
        (38.0, Pace.TOO_SLOW, 0.1156),
        (40.0, Pace.TOO_SLOW, 0.0),
        (44.0, Pace.AWAY, -0.2181),
    ],
)
def test_a_pace_is_told_in_one_of_five_ways(latest: float, pace: Pace, ratio: float | None) -> None:
    found = progress(line({2015: 40.0, 2020: latest}))

    assert found.target is not None
    if pace is Pace.ON_TRACK:
        assert found.target.pace == pytest.approx(1.0, abs=1e-6)
        assert found.projected == pytest.approx(10.0, abs=1e-5)
        return
    assert (found.pace, found.reason) == (pace, None)
    assert found.target.pace == (None if ratio is None else pytest.approx(ratio, abs=1e-4))


def test_no_direction_is_claimed_where_the_interval_of_the_change_includes_none() -> None:
    assert progress(line({2015: 40.0, 2020: 38.0}, se=1.0)).pace is Pace.UNCLEAR
    assert progress(line({2015: 40.0, 2020: 36.0}, se=1.0)).pace is Pace.TOO_SLOW


@pytest.mark.parametrize(
    ("rows", "series", "reason"),
    [
        (line({2015: None}), {}, NotAssessable.NO_FIGURE),
        (line({2015: 40.0, 2020: 30.0}), {"favourable": None}, NotAssessable.NO_DIRECTION),
        (line({2015: 40.0, 2020: 30.0}), {"target": None}, NotAssessable.NO_TARGET),
        (line({2015: 40.0, 2020: 30.0}), {"target_year": None}, NotAssessable.NO_TARGET_YEAR),
        (line({2020: 30.0}), {}, NotAssessable.ONE_FIGURE),
        (line({2010: 40.0, 2020: 30.0}), {}, NotAssessable.ONE_FIGURE),
        (
            [*line({2016: 40.0}), *line({2020: 30.0}, obs_status=BROKEN)],
            {},
            NotAssessable.BREAK,
        ),
        (line({2015: 8.0, 2020: 12.0}), {}, NotAssessable.MET_AT_START),
        (line({2015: 40.0, 2020: 30.0}), {"target_year": 2018}, NotAssessable.TARGET_YEAR_PASSED),
        (line({2018: 40.0, 2020: 30.0}), {"target_year": 2016}, NotAssessable.TARGET_YEAR_PASSED),
    ],
)
def test_every_reason_not_to_assess_a_pace(
    rows: list[Observation], series: dict[str, object], reason: NotAssessable
) -> None:
    found = progress(rows, **series)
    assert (found.pace, found.reason, found.projected) == (Pace.NOT_ASSESSABLE, reason, None)


def test_a_target_is_not_for_another_unit_of_the_series() -> None:
    found = progress(line({2015: 400.0, 2020: 300.0}, unit="NUMBER"))
    assert (found.pace, found.reason) == (Pace.NOT_ASSESSABLE, NotAssessable.OTHER_DEFINITION)


def test_a_change_since_the_review_is_told_within_one_run_only() -> None:
    whole = progress(line({2018: 40.0, 2020: 38.0, 2022: 30.0}))
    assert whole.since_review is not None
    assert (whole.since_review.amount, whole.since_review.gain) == (-8.0, 8.0)

    broken = progress([*line({2018: 40.0}), *line({2022: 30.0}, obs_status=BROKEN)])
    assert (broken.since_review, broken.no_change_because) == (None, NotAssessable.BREAK)
    assert [(b.before.label, b.after.label) for b in broken.breaks] == [("2018", "2022")]

    reasons = {
        NotAssessable.NO_EARLIER_REVIEW: progress(line({2018: 40.0, 2022: 30.0}), review=None),
        NotAssessable.NO_FIGURE: progress(line({2018: None})),
        NotAssessable.NOTHING_SINCE: progress(line({2018: 40.0})),
        NotAssessable.NOTHING_BEFORE: progress(line({2022: 40.0})),
    }
    assert {found.no_change_because for found in reasons.values()} == set(reasons)


def test_a_projection_stays_within_what_can_be() -> None:
    found = progress(line({2015: 50.0, 2020: 80.0}), favourable=True, target=95.0, target_year=2030)
    assert (found.pace, found.projected) == (Pace.ON_TRACK, 100.0)


def test_a_gap_is_followed_through_its_newest_run_and_since_the_review() -> None:
    rows = [
        *a_group_of("sex", {"F": 50.0, "M": 20.0}, year=2012),
        *a_group_of("sex", {"F": 40.0, "M": 20.0}, year=2016, obs_status=BROKEN),
        *a_group_of("sex", {"F": 38.0, "M": 20.0}, year=2020),
        *a_group_of("sex", {"F": 30.0, "M": 20.0}, year=2022),
    ]
    found = gap(rows)

    assert found.over_run is not None
    assert found.since_review is not None
    assert (found.over_run.narrowed, found.since_review.narrowed) == (10.0, 8.0)
    assert [(b.before.label, b.after.label) for b in found.breaks] == [("2012", "2016")]
    assert gap(rows, review=None).no_change_because is NotAssessable.NO_EARLIER_REVIEW
    assert gap(rows, review=2013).no_change_because is NotAssessable.BREAK


def test_a_gap_that_narrows_because_a_group_is_no_longer_counted_is_not_told() -> None:
    rows = [
        *a_group_of("ethnicity", {"A": 50.0, "B": 30.0, "C": 25.0}, year=2016),
        *a_group_of("ethnicity", {"B": 30.0, "C": 25.0}, year=2022),
        *a_group_of("ethnicity", {"A": 55.0}, year=2022, n_unweighted=12),
    ]
    found = gap(rows)

    assert (found.over_run, found.no_run_because) == (None, NotAssessable.OTHER_GROUPS)
    assert (found.since_review, found.no_change_because) == (None, NotAssessable.OTHER_GROUPS)


@pytest.mark.parametrize(
    ("latest", "figures", "clear"),
    [
        (49.2, {}, False),  # the gap of 20 is less by 0.8, below a twentieth of it
        (48.9, {}, True),
        (48.9, {"se": 0.1}, True),
        (45.0, {"se": 2.0}, False),  # less by 5.0 ± 1.96 √(4 x 2²)
        (30.0, {"n_unweighted": 30}, False),  # more than half of it, on few cases
    ],
)
def test_a_gap_has_clearly_changed_by_one_rule_wherever_that_is_said(
    latest: float, figures: dict[str, object], *, clear: bool
) -> None:
    found = gap(
        [
            *a_group_of("ethnicity", {"A": 50.0, "B": 30.0}, year=2016, **figures),
            *a_group_of("ethnicity", {"A": latest, "B": 30.0}, year=2022, **figures),
        ]
    )

    assert found.over_run is not None
    assert found.over_run.is_clear is clear
