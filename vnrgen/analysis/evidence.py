"""One published value and what several make together: breakdowns, trends and crossings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple, NoReturn

from vnrgen.analysis.plausibility.doubts import DoubtKind
from vnrgen.dossier.model import Category, SourceKind
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.frozen import quickly_made

_period = attrgetter("period")


class Reliability(StrEnum):
    """How a figure may be shown, by its unweighted cases (MICS conventions).

    ``FIRM`` plainly; ``SMALL`` in parentheses; ``WITHHELD`` as ``(*)``; ``NO_CASES`` as a dash;
    ``ABSENT`` where the source itself has no value, whatever its reason.
    """

    FIRM = "firm"
    SMALL = "small"
    WITHHELD = "withheld"
    NO_CASES = "no_cases"
    ABSENT = "absent"


class Period(tuple[date, date]):
    """A span of time and its label as published; orders by end, then start.

    Two periods of one span are equal whatever their labels. It is a pair of days because periods
    are keys: pairs are hashed and compared five times as quickly as fields of a class.
    """

    label: str

    def __new__(cls, end: date, start: date, label: str) -> Period:
        """Make a period of its last day, its first day and its label."""
        made = super().__new__(cls, (end, start))
        vars(made)["label"] = label
        return made

    @property
    def end(self) -> date:
        """The last day."""
        return self[0]

    @property
    def start(self) -> date:
        """The first day."""
        return self[1]

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a period cannot be changed: {name}")

    def __getnewargs__(self) -> tuple[date, date, str]:
        return (*self, self.label)

    def __repr__(self) -> str:
        return f"Period(end={self.end!r}, start={self.start!r}, label={self.label!r})"


class Estimate(NamedTuple):
    """One published value with all that decides how it may be read.

    ``observation_id`` binds a displayed number to its row. ``value`` is None unless reliability
    is FIRM or SMALL. ``lower`` and ``upper`` bound a 95 % interval in the unit of the series. There
    is one for every row of a dossier; as named tuples they are made of whole columns at once.
    """

    observation_id: str
    value: float | None
    reliability: Reliability
    status: ObservationStatus
    source_id: str
    source_kind: SourceKind
    period: Period
    place_id: str
    lower: float | None = None
    upper: float | None = None
    se: float | None = None
    n: int | None = None
    population: float | None = None
    value_text: str = ""
    note: str = ""


class GroupEstimate(NamedTuple):
    """The estimate for one category of one dimension."""

    dimension_id: str
    category: Category
    estimate: Estimate


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The distance between the group furthest behind and the one ahead, in one breakdown.

    ``behind`` and ``ahead`` are the most and least disadvantaged categories of an ordered
    dimension, else the worst and best values (WHO HEAT, difference and ratio). ``difference``
    is |ahead - behind| with its sign such that a positive one means ``behind`` is worse; in the
    unit of the series. ``ratio`` is larger over smaller value of the two, None where the smaller
    is 0. ``distinguishable`` is False where the 95 % intervals say the two cannot be told apart,
    None where there are no intervals. ``worst`` is the worst value whatever the order.
    ``interval`` is the 95 % interval of ``difference``, None where the sources give none.
    """

    behind: GroupEstimate
    ahead: GroupEstimate
    worst: GroupEstimate
    difference: float
    ratio: float | None
    is_ordered: bool
    distinguishable: bool | None
    interval: tuple[float, float] | None = None

    @property
    def is_firm(self) -> bool:
        """Whether both figures rest on enough cases."""
        both = (self.behind.estimate.reliability, self.ahead.estimate.reliability)
        return all(reliability is Reliability.FIRM for reliability in both)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """One dimension of one series, in one place and period, from one source.

    ``members`` hold every category in order, those without a value too. ``reference`` is the
    total with the same place, definition and source, or None where none was published.
    ``context`` gives the definition and method dimensions that are not total.
    ``doubts`` are what is doubtful about it; where one of them forbids a ranking there is no
    ``gap``, and nobody may be called behind. ``is_directed`` is False for one answer to a question
    where the series counts another (see ``Series.answers``).
    """

    finding_id: str
    dimension_id: str
    place_id: str
    period: Period
    source_id: str
    source_kind: SourceKind
    members: tuple[GroupEstimate, ...]
    reference: Estimate | None
    gap: Gap | None
    context: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[DoubtKind, ...] = ()
    is_directed: bool = True

    @property
    def is_rankable(self) -> bool:
        """Whether the groups may be set in an order from worst to best at all."""
        return self.is_directed and not any(doubt.forbids_ranking for doubt in self.doubts)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendSegment:
    """Estimates that may be joined by a line: one source, one definition, no break."""

    estimates: tuple[Estimate, ...]


@dataclass(frozen=True, kw_only=True)
class Trend:
    """The headline of a series in one place over time, cut at every break of comparability."""

    finding_id: str
    place_id: str
    source_kind: SourceKind
    segments: tuple[TrendSegment, ...]
    context: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def latest(self) -> Estimate | None:
        """The newest estimate that has a value, or None."""
        valued = [e for s in self.segments for e in s.estimates if e.value is not None]
        return max(valued, key=_period, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTrend:
    """One breakdown over several periods, oldest first; what an equiplot shows.

    ``segments`` are the same breakdowns cut at every break of comparability: values may be joined
    by a line, and a change may be told, only within one of them.
    """

    finding_id: str
    dimension_id: str
    place_id: str
    breakdowns: Sequence[Breakdown]
    segments: tuple[Sequence[Breakdown], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntersectionCell:
    """A value for two groups at once; ``categories`` is in the order of the dimensions."""

    categories: tuple[Category, ...]
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Intersection:
    """A breakdown by two (or more) group dimensions.

    Cells keep the marks of small numbers (``Estimate.reliability``); one without a value stays.
    ``missing`` are the pairs of categories that have no row at all. ``worst`` and ``best`` are
    among the cells with a value, None where nothing may be ranked; ``shortfall`` is how much worse
    ``worst`` is than ``reference`` (everybody), in the unit of the series. ``not_told_apart`` are
    the cells that the 95 % intervals do not tell from ``worst``, ``unknown`` those of which there
    is no interval to say. ``worst_with_one`` is the worst value by one of the dimensions alone.
    """

    finding_id: str
    dimension_ids: tuple[str, ...]
    place_id: str
    period: Period
    source_id: str
    cells: tuple[IntersectionCell, ...]
    worst: IntersectionCell | None
    reference: Estimate | None
    best: IntersectionCell | None = None
    shortfall: float | None = None
    not_told_apart: tuple[IntersectionCell, ...] = ()
    unknown: tuple[IntersectionCell, ...] = ()
    missing: tuple[tuple[Category, ...], ...] = ()
    worst_with_one: GroupEstimate | None = None

    @property
    def without_figure(self) -> tuple[IntersectionCell, ...]:
        """The cells that have no value, withheld ones among them: they are not ranked."""
        return tuple(cell for cell in self.cells if cell.estimate.value is None)
