"""When a figure may be told as a trend: the rule of the UN Statistics Division's country profiles.

The profiles of 2018 (UNStats/FIS4SDGs, ``unsd/country-profiles``, Script01) print a sentence about
a change only where all of this holds, and one about the newest figure otherwise:

1. there is more than one figure, and the first one is from before 2010;
2. the newest one is a number, not a limit such as "<5";
3. the first and the newest differ by at least a twentieth of the newest;
4. the newest is at least a quarter of the median of all, so that one odd figure makes no trend.

Here the figures must also be comparable: of one source, by one definition, without a break.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from vnrgen.analysis.evidence import Estimate, Trend
from vnrgen.dossier.model.observations import ObservationStatus

LEAST_CHANGE = 0.05
LEAST_OF_MEDIAN = 0.25
FIRST_BEFORE = 2010


@dataclass(frozen=True, slots=True)
class Course:
    """The first and the newest of comparable figures between which a change may be told."""

    first: Estimate
    last: Estimate


def course_of(trend: Trend) -> Course | None:
    """Return between which figures a trend may be told, None where none may."""
    run = _newest_run(trend)
    if len(run) < 2 or run[-1].status is ObservationStatus.CENSORED:
        return None
    told = [estimate for estimate in run if estimate.value is not None]
    if len(told) < 2 or told[-1] is not run[-1]:
        return None
    values = [estimate.value for estimate in told if estimate.value is not None]
    first_year = told[0].period.end.year
    return Course(told[0], told[-1]) if may_be_told(values, first_year) else None


def may_be_told(values: Sequence[float], first_year: int) -> bool:
    """Tell whether figures, the oldest first, make a trend.

    >>> may_be_told([40.0, 50.0], 2000), may_be_told([49.0, 50.0], 2000)
    (True, False)
    >>> may_be_told([40.0, 50.0], 2010), may_be_told([90.0, 80.0, 10.0], 2000)
    (False, False)
    """
    if len(values) < 2 or first_year >= FIRST_BEFORE:
        return False
    first, last = values[0], values[-1]
    is_much = abs(first - last) >= LEAST_CHANGE * abs(last) and first != last
    return is_much and abs(last) >= LEAST_OF_MEDIAN * abs(statistics.median(values))


def _newest_run(trend: Trend) -> tuple[Estimate, ...]:
    latest = trend.latest
    if latest is None:
        return ()
    return next((s.estimates for s in trend.segments if latest in s.estimates), ())
