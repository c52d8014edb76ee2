"""What became of figures and gaps: since the last review, and on the way to a target.

Values only; ``pace`` makes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vnrgen.analysis.evidence import Breakdown, Estimate, Period

_NOTABLE = 0.05


class PaceModel(StrEnum):
    """How a pace is counted: by yearly growth in per cent, or by yearly difference.

    GROWTH is the usual one; DIFFERENCE is for series and targets that reach 0 or lie below.
    """

    GROWTH = "growth"
    DIFFERENCE = "difference"


class Pace(StrEnum):
    """How a figure moves towards its target, counted from the first figure of 2015 or later.

    ``MET`` nothing is left to go. ``ON_TRACK`` at least as fast as the target requires (a pace
    ratio of 1 or more). ``TOO_SLOW`` towards the target, but below that. ``AWAY`` from it.
    ``UNCLEAR`` the interval of the change includes 0, so that no direction may be claimed.
    ``NOT_ASSESSABLE`` see the reason.
    """

    MET = "met"
    ON_TRACK = "on_track"
    TOO_SLOW = "too_slow"
    AWAY = "away"
    UNCLEAR = "unclear"
    NOT_ASSESSABLE = "not_assessable"


class NotAssessable(StrEnum):
    """Why nothing is said of a change or of a pace."""

    NO_FIGURE = "no_figure"
    """There is no figure with a value."""
    NO_DIRECTION = "no_direction"
    """The dossier does not say whether higher is better."""
    NO_TARGET = "no_target"
    """The series has no target."""
    OTHER_DEFINITION = "other_definition"
    """The target is not for this unit or definition of the series."""
    NO_TARGET_YEAR = "no_target_year"
    """The target has no year, so that no pace is required."""
    ONE_FIGURE = "one_figure"
    """There is one figure only since the beginning of the count."""
    BREAK = "break"
    """There are earlier figures, but across a break: they may not be compared."""
    MET_AT_START = "met_at_start"
    """The target was met when the count began, and is met no longer."""
    TARGET_YEAR_PASSED = "target_year_passed"
    """The year of the target has passed, and the target is not met."""
    NO_EARLIER_REVIEW = "no_earlier_review"
    """The dossier names no earlier review (previous_year)."""
    NOTHING_BEFORE = "nothing_before"
    """There is no figure from before the earlier review."""
    NOTHING_SINCE = "nothing_since"
    """There is no figure newer than what the earlier review could know."""
    NO_GAP = "no_gap"
    """The groups have no gap that may be told (see ``Breakdown.doubts`` and ``Measures``)."""
    OTHER_GROUPS = "other_groups"
    """A group that is compared then or now has no figure at the other time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Where a line is cut: nothing may be told from ``before`` to ``after``."""

    before: Period
    after: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The newest figure set against that of an earlier review, of one run of comparable figures.

    ``amount`` is newest minus earlier in the unit of the series and ``gain`` the same with its
    sign such that a positive one is better (None without a direction). ``distinguishable`` is
    False where the 95 % interval of the change includes 0, None where there is no interval.
    """

    earlier: Estimate
    latest: Estimate
    amount: float
    gain: float | None
    interval: tuple[float, float] | None
    distinguishable: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapChange:
    """A gap set against the same gap at an earlier time, of one run of comparable figures.

    ``narrowed`` is the earlier difference minus the newest one in the unit of the series: positive
    where the groups have come closer. ``same_groups`` is False where others are behind or ahead.
    """

    earlier: Breakdown
    latest: Breakdown
    narrowed: float
    same_groups: bool
    interval: tuple[float, float] | None
    distinguishable: bool | None

    @property
    def is_clear(self) -> bool:
        """Whether a gap may be said to have narrowed or widened, wherever that is said.

        The 95 % interval of the change excludes 0; where the sources give no uncertainty, the
        change is at least a twentieth of the larger gap (the bound below which the UNSD country
        profiles call a change none). No change is clear that rests on few cases.
        """
        gaps = [breakdown.gap for breakdown in (self.earlier, self.latest) if breakdown.gap]
        if not all(gap.is_firm for gap in gaps):
            return False
        if self.distinguishable is not None:
            return self.distinguishable
        larger = max((abs(gap.difference) for gap in gaps), default=0.0)
        return larger > 0 and abs(self.narrowed) >= _NOTABLE * larger


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDistance:
    """How far the newest figure is from its target, in the unit of the series.

    ``distance`` is what is still to go, 0 or below where the target is met. ``pace`` is as in
    ``pace_ratio``; None where the target is met, was met from the start, or where the newest run
    of comparable figures has but one.
    """

    baseline: Estimate | None
    latest: Estimate
    distance: float
    pace: float | None
    model: PaceModel

    @property
    def is_met(self) -> bool:
        """Whether nothing is left to go."""
        return self.distance <= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One headline over time: since the last review, and on its way to the target.

    ``since_review`` is None for ``no_change_because``; ``target`` is None for ``reason`` where
    no distance can be told. ``pace`` is NOT_ASSESSABLE for ``reason``. ``projected`` is the value
    of the target's year if the pace stays as it was (in the unit of the series; None without a
    pace). ``breaks`` are those of all figures of the line, oldest first.
    """

    finding_id: str
    trend_id: str
    place_id: str
    since_review: Change | None
    no_change_because: NotAssessable | None
    target: TargetDistance | None
    pace: Pace
    reason: NotAssessable | None
    projected: float | None = None
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapProgress:
    """One gap over time: in its newest run of comparable figures, and since the last review.

    ``over_run`` sets the newest gap against the oldest of the same run, ``since_review`` against
    that of the last review; each is None for the reason beside it. A change is told only where
    ``distinguishable`` is not False; where it is None the sources give no uncertainty.
    """

    finding_id: str
    gap_trend_id: str
    dimension_id: str
    place_id: str
    over_run: GapChange | None
    no_run_because: NotAssessable | None
    since_review: GapChange | None
    no_change_because: NotAssessable | None
    breaks: tuple[Break, ...] = ()
