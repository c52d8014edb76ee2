"""What makes a figure or a ranking doubtful, and in which rows; nothing here is ever corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DoubtKind(StrEnum):
    """What contradicts itself or its neighbours; ``code`` is that of its problem."""

    OFF_SCALE = "off_scale"
    """A share below 0 or above 100 %."""
    VALUE_WITHOUT_CASES = "value_without_cases"
    """A value that rests on no cases."""
    TOTAL_OUTSIDE_PARTS = "total_outside_parts"
    """A total below the least or above the greatest of its parts."""
    DISTRIBUTION = "distribution"
    """Parts of a share that add up to the whole: they divide it and are no rates of groups."""
    UNIT_CHANGES = "unit_changes"
    """The unit of one line of figures changes from one period to the next."""
    SOURCE_CHANGES = "source_changes"
    """Another source goes on where one ends, and no break is marked."""
    TOTAL_JUMPS = "total_jumps"
    """A step far out of proportion to all others of its line, and no break is marked."""
    LEVELS_MIXED = "levels_mixed"
    """Places of several administrative levels stand side by side as if they were of one."""
    BOUNDARIES_CHANGE = "boundaries_change"
    """Places that exist only after a reform stand beside those that existed only before it."""
    LATEST_DIFFERS = "latest_differs"
    """The newest figure is of another kind than those before it: a forecast, another span."""
    GROUP_JUMPS = "group_jumps"
    """A figure of a group many times, or a small part of, its other figures; nobody else moves."""
    EXCHANGED = "exchanged"
    """Two figures of one period of which each goes on with the line of the other."""
    OUT_OF_TIME = "out_of_time"
    """A figure alone in its period, and missing from the one period where all others stand."""
    SHARES = "shares"
    """Figures up to 1 where 100 is the whole: shares written for percentages."""

    @property
    def code(self) -> str:
        """The code of the problem that reports it."""
        return _CODES[self]

    @property
    def forbids_ranking(self) -> bool:
        """Whether a ranking of the groups concerned would say nothing, and so is not made."""
        return self in _MEANINGLESS


_CODES = {
    DoubtKind.OFF_SCALE: "IMP001",
    DoubtKind.VALUE_WITHOUT_CASES: "IMP002",
    DoubtKind.TOTAL_OUTSIDE_PARTS: "IMP003",
    DoubtKind.DISTRIBUTION: "IMP004",
    DoubtKind.UNIT_CHANGES: "IMP005",
    DoubtKind.SOURCE_CHANGES: "IMP006",
    DoubtKind.TOTAL_JUMPS: "IMP007",
    DoubtKind.LEVELS_MIXED: "IMP008",
    DoubtKind.BOUNDARIES_CHANGE: "IMP009",
    DoubtKind.LATEST_DIFFERS: "IMP010",
    DoubtKind.GROUP_JUMPS: "IMP011",
    DoubtKind.EXCHANGED: "IMP012",
    DoubtKind.OUT_OF_TIME: "IMP013",
    DoubtKind.SHARES: "IMP014",
}

_MEANINGLESS = frozenset(
    {
        DoubtKind.OFF_SCALE,
        DoubtKind.DISTRIBUTION,
        DoubtKind.LEVELS_MIXED,
        DoubtKind.BOUNDARIES_CHANGE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One doubt, where it is and in which rows.

    ``observation_ids`` are the rows concerned, the one to look at first leading. ``dimension_id``
    is None for a headline, ``"place"`` for places. ``periods`` are the ends of the periods
    concerned, oldest first. ``lines`` counts the places and definitions in which the same was
    found; the rows are those of the newest.
    """

    kind: DoubtKind
    place_id: str
    dimension_id: str | None
    observation_ids: tuple[str, ...]
    periods: tuple[date, ...]
    lines: int = 1
