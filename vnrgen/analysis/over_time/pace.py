"""A figure since an earlier review, its distance to the target, and its pace towards it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vnrgen.analysis.evidence import Breakdown, Estimate, GapTrend, Period, Trend
from vnrgen.analysis.over_time.progress import Change, GapChange, PaceModel, TargetDistance
from vnrgen.analysis.uncertainty import difference_interval
from vnrgen.dossier.model import Series

# The year in which the 2030 Agenda was adopted, from which its progress is counted.
AGENDA_YEAR = 2015


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a moment, ``year`` in decimal years: an annual figure stands in mid-year."""

    year: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressScale:
    """The words of one guideline for a pace, as its profile gives them; there is no default.

    ``steps`` are pairs of the least pace ratio and its word, the highest first. A ratio below all
    of them takes ``below``.
    """

    met: str
    steps: tuple[tuple[float, str], ...]
    below: str
    unknown: str

    def word(self, found: TargetDistance | None) -> str:
        """Return the word for a distance and its pace."""
        if found is not None and found.is_met:
            return self.met
        if found is None or found.pace is None:
            return self.unknown
        return next((word for least, word in self.steps if found.pace >= least), self.below)


def pace_ratio(
    baseline: Point, latest: Point, target: Point, *, model: PaceModel = PaceModel.GROWTH
) -> float:
    """Return the observed pace of change over the pace that the target requires.

    GROWTH: ``((b/a)^(1/t) - 1) / ((z/a)^(1/T) - 1)``, DIFFERENCE: ``((b - a)/t) / ((z - a)/T)``,
    with ``a`` the baseline, ``b`` the latest value after ``t`` years and ``z`` the target ``T``
    years after the baseline.

    Args:
        baseline: Where the count begins.
        latest: The newest value, in the same unit and later.
        target: The value to reach, in the same unit and later than the baseline.
        model: GROWTH asks for values above 0.

    Returns:
        A ratio without unit. 1 is exactly the required pace, above 1 faster, 0 no change, below 0
        away from the target.

    Raises:
        ValueError: The years do not increase, the baseline is at the target, or GROWTH is asked
            of a value that is not above 0.

    Source:
        Eurostat, Sustainable development in the European Union: monitoring report on progress
        towards the SDGs, annex on indicators with a quantitative target (growth).

    >>> round(pace_ratio(Point(2015, 50.0), Point(2020, 60.0), Point(2030, 80.0)), 3)
    1.167
    """
    if latest.year <= baseline.year or target.year <= baseline.year:
        raise ValueError("the years do not increase from the baseline")
    if target.value == baseline.value:
        raise ValueError("the baseline is at the target: no pace is required")
    if model is PaceModel.DIFFERENCE:
        return _per_year(baseline, latest) / _per_year(baseline, target)
    if min(baseline.value, latest.value, target.value) <= 0:
        raise ValueError("yearly growth needs values above 0")
    return _growth(baseline, latest) / _growth(baseline, target)


def change_since(trend: Trend, series: Series, *, year: int) -> Change | None:
    """Return the change since a review year; None where the two figures are not comparable.

    The earlier figure is the newest that ended in or before that year, in the same run of
    comparable figures as the newest of all. None also where nothing newer was published since.

    Args:
        trend: A headline over time.
        series: Whose direction applies.
        year: That of the earlier review.
    """
    run = _newest_run(trend)
    before = [estimate for estimate in run if estimate.period.end.year <= year]
    if not before or before[-1] is run[-1]:
        return None
    earlier, latest = before[-1], run[-1]
    amount = (latest.value or 0.0) - (earlier.value or 0.0)
    interval = difference_interval(latest, earlier)
    gain = amount if series.favourable else -amount
    return Change(
        earlier=earlier,
        latest=latest,
        amount=amount,
        gain=None if series.favourable is None else gain,
        interval=interval,
        distinguishable=_excludes_zero(interval),
    )


def gap_change_since(trend: GapTrend, *, year: int) -> GapChange | None:
    """Return how far a gap has narrowed since a review year; None as for ``change_since``.

    The interval combines those of both gaps as of independent samples.

    Args:
        trend: One breakdown over time.
        year: That of the earlier review.

    Source:
        G. Y. Zou, A. Donner (2008), Statistics in Medicine 27, 1693-1702 (MOVER).
    """
    runs = [[b for b in segment if b.gap is not None] for segment in trend.segments]
    run = max((r for r in runs if r), key=lambda r: r[-1].period, default=[])
    before = [breakdown for breakdown in run if breakdown.period.end.year <= year]
    if not before or before[-1] is run[-1]:
        return None
    return gap_change(before[-1], run[-1])


def gap_change(earlier: Breakdown, latest: Breakdown) -> GapChange:
    """Return how far the gap of one breakdown has narrowed from an earlier to a later period.

    The interval combines those of both gaps as of independent samples (see ``gap_change_since``).
    Both must have a gap and belong to one run of comparable figures.
    """
    interval = _narrowed_interval(earlier, latest)
    return GapChange(
        earlier=earlier,
        latest=latest,
        narrowed=_difference(earlier) - _difference(latest),
        same_groups=_compared(earlier) == _compared(latest),
        interval=interval,
        distinguishable=_excludes_zero(interval),
    )


def distance_to_target(
    trend: Trend, series: Series, *, base_year: int = AGENDA_YEAR
) -> TargetDistance | None:
    """Return how far the newest figure is from the target of its series, and at what pace.

    None where the series has no target or no direction, or the trend no figure. The pace is
    counted from the first figure of the base year or later in the newest run of comparable ones.

    Args:
        trend: A headline over time.
        series: With ``target``, ``target_year`` and ``favourable``.
        base_year: From which on figures count.
    """
    run = _newest_run(trend)
    if not run or series.target is None or series.favourable is None:
        return None
    latest = run[-1]
    to_go = series.target - (latest.value or 0.0)
    base = next((e for e in run if e.period.end.year >= base_year), latest)
    model = _model(base, latest, series.target)
    distance = to_go if series.favourable else -to_go
    return TargetDistance(
        baseline=None if base is latest else base,
        latest=latest,
        distance=distance,
        pace=_pace(base, latest, series, model) if distance > 0 else None,
        model=model,
    )


@lru_cache(maxsize=1024)  # a dossier has some dozen periods, and asks for each some hundred times
def year_of(period: Period) -> float:
    """Return the middle of a period in decimal years: 2019.5 for 2018-20.

    >>> round(year_of(Period(date(2020, 12, 31), date(2018, 1, 1), "2018-20")), 2)
    2019.5
    """
    middle = (period.start.toordinal() + period.end.toordinal() + 1) / 2
    first = date.fromordinal(int(middle)).replace(month=1, day=1)
    length = first.replace(year=first.year + 1).toordinal() - first.toordinal()
    return first.year + (middle - first.toordinal()) / length


def _newest_run(trend: Trend) -> list[Estimate]:
    """Return the comparable figures that the newest one belongs to, oldest first."""
    runs = [[e for e in segment.estimates if e.value is not None] for segment in trend.segments]
    return max((run for run in runs if run), key=lambda run: run[-1].period, default=[])


def _pace(base: Estimate, latest: Estimate, series: Series, model: PaceModel) -> float | None:
    if base is latest or series.target is None or series.target_year is None:
        return None
    start = Point(year_of(base.period), base.value or 0.0)
    met = start.value >= series.target if series.favourable else start.value <= series.target
    target = Point(series.target_year + 0.5, series.target)
    if met or target.year <= start.year:
        return None
    return pace_ratio(
        start, Point(year_of(latest.period), latest.value or 0.0), target, model=model
    )


def _model(base: Estimate, latest: Estimate, target: float) -> PaceModel:
    least = min(base.value or 0.0, latest.value or 0.0, target)
    return PaceModel.GROWTH if least > 0 else PaceModel.DIFFERENCE


def _per_year(start: Point, end: Point) -> float:
    return (end.value - start.value) / (end.year - start.year)


def _growth(start: Point, end: Point) -> float:
    return math.expm1(math.log(end.value / start.value) / (end.year - start.year))


def _difference(breakdown: Breakdown) -> float:
    return breakdown.gap.difference if breakdown.gap is not None else 0.0


def _compared(breakdown: Breakdown) -> Sequence[str]:
    gap = breakdown.gap
    return () if gap is None else (gap.behind.category.code, gap.ahead.category.code)


def _narrowed_interval(earlier: Breakdown, latest: Breakdown) -> tuple[float, float] | None:
    before, after = _gap_margins(earlier), _gap_margins(latest)
    if before is None or after is None:
        return None
    narrowed = _difference(earlier) - _difference(latest)
    return (
        narrowed - math.hypot(before[0], after[1]),
        narrowed + math.hypot(before[1], after[0]),
    )


def _gap_margins(breakdown: Breakdown) -> tuple[float, float] | None:
    """Return how far the interval of a gap reaches below and above it."""
    gap = breakdown.gap
    if gap is None:
        return None
    behind, ahead = gap.behind.estimate, gap.ahead.estimate
    interval = difference_interval(ahead, behind)
    if interval is None:
        return None
    plain = (ahead.value or 0.0) - (behind.value or 0.0)
    below, above = plain - interval[0], interval[1] - plain
    # Of an adverse indicator the gap is behind minus ahead: its interval is the mirrored one.
    return (below, above) if math.isclose(plain, gap.difference) else (above, below)


def _excludes_zero(interval: tuple[float, float] | None) -> bool | None:
    return None if interval is None else not interval[0] <= 0 <= interval[1]
