"""What titles of breakdowns share: how they take turns, and the two ends of a gap as words."""

from __future__ import annotations

from enum import Enum

from vnrgen.analysis.findings import Gap
from vnrgen.document.blocks import Inlines
from vnrgen.document.series.context import SeriesContext


class Turn(Enum):
    """How a title says what it says."""

    SIDE_BY_SIDE = 0
    SPAN = 1
    FURTHEST = 2


def ends_of(ctx: SeriesContext, gap: Gap) -> dict[str, str | Inlines]:
    """Return both ends of a gap with their values, by the names that messages give them."""
    return {
        "first": ctx.member(gap.behind),
        "a": ctx.value(gap.behind.estimate),
        "second": ctx.member(gap.ahead),
        "b": ctx.value(gap.ahead.estimate),
    }
