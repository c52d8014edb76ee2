"""What became of every headline and every gap, or why nothing may be said of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from vnrgen.analysis.evidence import Breakdown, Estimate, GapTrend, Period, Trend
from vnrgen.analysis.over_time.pace import (
    AGENDA_YEAR,
    change_since,
    distance_to_target,
    gap_change,
    gap_change_since,
    year_of,
)
from vnrgen.analysis.over_time.progress import (
    Break,
    GapChange,
    GapProgress,
    NotAssessable,
    Pace,
    PaceModel,
    Progress,
    TargetDistance,
)
from vnrgen.analysis.uncertainty import distinguishable
from vnrgen.dossier.model import Series


def progress_of(trend: Trend, series: Series, *, review_year: int | None) -> Progress:
    """Return what became of a headline since the last review and on its way to the target.

    A target is for the series as it is defined: a line of another unit or definition has none.
    Nothing is told across a break, and no direction is claimed where the 95 % interval of the
    change since the first figure of the count includes 0.

    Args:
        trend: A headline over time.
        series: With direction and target.
        review_year: That of the earlier review, None where there was none.
    """
    runs = _runs_of(trend)
    change = None if review_year is None else change_since(trend, series, year=review_year)
    target = None if trend.context else distance_to_target(trend, series)
    pace, reason = _pace(target, series, runs)
    if trend.context and series.target is not None:
        reason = NotAssessable.OTHER_DEFINITION
    return Progress(
        finding_id=trend.finding_id.replace("trend|", "progress|", 1),
        trend_id=trend.finding_id,
        place_id=trend.place_id,
        since_review=change,
        no_change_because=None if change else _why_no_change(runs, review_year),
        target=target,
        pace=pace,
        reason=reason,
        projected=_projected(target, series) if reason is None else None,
        breaks=_breaks((e.period for e in segment.estimates) for segment in trend.segments),
    )


def gap_progress_of(trend: GapTrend, *, review_year: int | None) -> GapProgress:
    """Return how a gap has changed in its newest run of comparable figures, and since the review.

    A gap is not set against an earlier one if a group that either compares has no figure in the
    other: it might have narrowed because the group furthest behind is no longer counted.

    Args:
        trend: One breakdown over time.
        review_year: That of the earlier review, None where there was none.
    """
    runs = [[b for b in segment if b.gap is not None] for segment in trend.segments]
    filled = [run for run in runs if run]
    newest = max(filled, key=lambda run: run[-1].period, default=[])
    over_run = gap_change(newest[0], newest[-1]) if len(newest) > 1 else None
    since = None if review_year is None else gap_change_since(trend, year=review_year)
    no_run = None if over_run else _why_no_run(filled, newest)
    no_change = None if since else _why_no_gap_change(filled, newest, review_year)
    return GapProgress(
        finding_id=trend.finding_id.replace("gap-trend|", "gap-progress|", 1),
        gap_trend_id=trend.finding_id,
        dimension_id=trend.dimension_id,
        place_id=trend.place_id,
        over_run=_of_the_same(over_run),
        no_run_because=no_run if _is_of_the_same(over_run) else NotAssessable.OTHER_GROUPS,
        since_review=_of_the_same(since),
        no_change_because=no_change if _is_of_the_same(since) else NotAssessable.OTHER_GROUPS,
        breaks=_breaks((b.period for b in segment) for segment in trend.segments),
    )


def _runs_of(trend: Trend) -> list[list[Estimate]]:
    """Return the runs of comparable figures that have a value, the newest last."""
    runs = [[e for e in segment.estimates if e.value is not None] for segment in trend.segments]
    return sorted((run for run in runs if run), key=lambda run: run[-1].period)


def _why_no_change(runs: Sequence[Sequence[Estimate]], review_year: int | None) -> NotAssessable:
    if review_year is None:
        return NotAssessable.NO_EARLIER_REVIEW
    if not runs:
        return NotAssessable.NO_FIGURE
    if runs[-1][-1].period.end.year <= review_year:
        return NotAssessable.NOTHING_SINCE
    before = any(e.period.end.year <= review_year for run in runs[:-1] for e in run)
    return NotAssessable.BREAK if before else NotAssessable.NOTHING_BEFORE


def _pace(
    target: TargetDistance | None, series: Series, runs: Sequence[Sequence[Estimate]]
) -> tuple[Pace, NotAssessable | None]:
    if target is None:
        return Pace.NOT_ASSESSABLE, _why_no_target(series)
    if target.is_met:
        return Pace.MET, None
    if target.pace is None:
        return Pace.NOT_ASSESSABLE, _why_no_pace(target, series, runs)
    latest = target.latest
    if series.target_year is not None and year_of(latest.period) >= series.target_year + 0.5:
        return Pace.NOT_ASSESSABLE, NotAssessable.TARGET_YEAR_PASSED
    if target.baseline is not None and distinguishable(latest, target.baseline) is False:
        return Pace.UNCLEAR, None
    if target.pace >= 1:
        return Pace.ON_TRACK, None
    return (Pace.AWAY if target.pace < 0 else Pace.TOO_SLOW), None


def _why_no_target(series: Series) -> NotAssessable:
    if series.target is None:
        return NotAssessable.NO_TARGET
    return NotAssessable.NO_DIRECTION if series.favourable is None else NotAssessable.NO_FIGURE


def _why_no_pace(
    target: TargetDistance, series: Series, runs: Sequence[Sequence[Estimate]]
) -> NotAssessable:
    if series.target_year is None:
        return NotAssessable.NO_TARGET_YEAR
    if target.baseline is None:
        earlier = any(e.period.end.year >= AGENDA_YEAR for run in runs[:-1] for e in run)
        return NotAssessable.BREAK if earlier else NotAssessable.ONE_FIGURE
    if series.target_year + 0.5 <= year_of(target.baseline.period):
        return NotAssessable.TARGET_YEAR_PASSED
    return NotAssessable.MET_AT_START


def _projected(target: TargetDistance | None, series: Series) -> float | None:
    """Return the value in the target's year if the pace stays, within what the scale allows."""
    if target is None or target.pace is None or series.target_year is None:
        return None
    base, latest = target.baseline, target.latest
    if base is None or base.value is None or latest.value is None:
        return None
    gone = year_of(latest.period) - year_of(base.period)
    to_go = series.target_year + 0.5 - year_of(latest.period)
    if target.model is PaceModel.GROWTH:
        value = latest.value * math.pow(latest.value / base.value, to_go / gone)
    else:
        value = latest.value + (latest.value - base.value) * to_go / gone
    if series.scale is None:
        return value
    return min(max(value, 0.0), series.scale)


def _why_no_run(runs: Sequence[Sequence[Breakdown]], newest: Sequence[Breakdown]) -> NotAssessable:
    if not newest:
        return NotAssessable.NO_GAP
    return NotAssessable.BREAK if len(runs) > 1 else NotAssessable.ONE_FIGURE


def _why_no_gap_change(
    runs: Sequence[Sequence[Breakdown]], newest: Sequence[Breakdown], review_year: int | None
) -> NotAssessable:
    if review_year is None:
        return NotAssessable.NO_EARLIER_REVIEW
    if not newest:
        return NotAssessable.NO_GAP
    if newest[-1].period.end.year <= review_year:
        return NotAssessable.NOTHING_SINCE
    others = [b for run in runs if run is not newest for b in run]
    before = any(b.period.end.year <= review_year for b in others)
    return NotAssessable.BREAK if before else NotAssessable.NOTHING_BEFORE


def _of_the_same(change: GapChange | None) -> GapChange | None:
    return change if _is_of_the_same(change) else None


def _is_of_the_same(change: GapChange | None) -> bool:
    """Tell whether every group that one of two gaps compares has a figure in the other, too."""
    if change is None:
        return True
    pairs = ((change.earlier, change.latest), (change.latest, change.earlier))
    return all(_compared(one) <= _with_value(other) for one, other in pairs)


def _compared(breakdown: Breakdown) -> set[str]:
    gap = breakdown.gap
    return set() if gap is None else {gap.behind.category.code, gap.ahead.category.code}


def _with_value(breakdown: Breakdown) -> set[str]:
    return {m.category.code for m in breakdown.members if m.estimate.value is not None}


def _breaks(segments: Iterable[Iterable[Period]]) -> tuple[Break, ...]:
    """Return where one run of figures ends and the next begins after it."""
    spans = [sorted(segment) for segment in segments]
    ends = [(span[0], span[-1]) for span in spans if span]
    return tuple(
        Break(before=last, after=first)
        for (_, last), (first, _) in pairwise(sorted(ends))
        if first > last
    )
