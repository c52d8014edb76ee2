"""How a gap changed between the first and the last comparable period of a breakdown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from vnrgen.analysis.findings import Breakdown, Gap, GapTrend
from vnrgen.analysis.over_time.pace import gap_change


class Change(Enum):
    """What became of a gap; ``TURNED`` where the group behind is now the one ahead."""

    NARROWED = "narrowed"
    WIDENED = "widened"
    UNCLEAR = "unclear"
    TURNED = "turned"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class GapChange:
    """A change, and the two breakdowns between which it happened."""

    change: Change
    first: Breakdown
    last: Breakdown


def change_of(trend: GapTrend) -> GapChange | None:
    """Return how the gap of the same two groups changed, None where that cannot be said.

    Only firm figures of the newest comparable run that contradict no others are compared: nothing
    is told across a break in the series. What is a clear change is decided where the table of
    changes has it from.
    """
    told = [b for b in trend.segments[-1] if b.gap and b.gap.is_firm and not b.doubts]
    if len(told) < 2:
        return None
    first, last = told[0], told[-1]
    if first.gap is None or last.gap is None or set(_pair(first.gap)) != set(_pair(last.gap)):
        return None
    before, after = _signed(first.gap, last.gap), last.gap.difference
    if before == 0 or after <= 0:
        return None
    if last.gap.distinguishable is False:
        was_sure = before > 0 and first.gap.distinguishable is not False
        return GapChange(Change.CLOSED, first, last) if was_sure else None
    if before < 0:
        both = (first.gap.distinguishable, last.gap.distinguishable)
        return None if False in both else GapChange(Change.TURNED, first, last)
    if not gap_change(first, last).is_clear:
        return GapChange(Change.UNCLEAR, first, last)
    return GapChange(Change.NARROWED if after < before else Change.WIDENED, first, last)


def _pair(gap: Gap) -> tuple[str, str]:
    return (gap.behind.category.code, gap.ahead.category.code)


def _signed(first: Gap, last: Gap) -> float:
    """Return the earlier difference, positive where the same group was behind."""
    return first.difference if _pair(first) == _pair(last) else -first.difference
