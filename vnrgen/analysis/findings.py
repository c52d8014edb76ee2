"""What the observations say: typed findings, in the units of the series, with their uncertainty.

Values only; the functions that make them are the other modules of this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vnrgen.dossier.model import Category, Series, SourceKind
from vnrgen.dossier.observations import ObservationStatus


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


class Agreement(StrEnum):
    """How an official and a citizen figure stand to each other."""

    AGREE = "agree"
    DIFFER = "differ"
    UNDECIDED = "undecided"
    OFFICIAL_ONLY = "official_only"
    CITIZEN_ONLY = "citizen_only"


class Standing(StrEnum):
    """What evidence a group has of one kind."""

    PRESENT = "present"
    CITIZEN_ONLY = "citizen_only"
    WITHHELD = "withheld"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of time and its label as published; orders by end, then start."""

    end: date
    start: date
    label: str = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One published value with all that decides how it may be read.

    ``observation_id`` binds a displayed number to its row. ``value`` is None unless reliability
    is FIRM or SMALL. ``lower`` and ``upper`` bound a 95 % interval in the unit of the series.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEstimate:
    """The estimate for one category of one dimension."""

    dimension_id: str
    category: Category
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The distance between the group furthest behind and the one ahead, in one breakdown.

    ``behind`` and ``ahead`` are the most and least disadvantaged categories of an ordered
    dimension, else the worst and best values (WHO HEAT, difference and ratio). ``difference``
    is |ahead - behind| with its sign such that a positive one means ``behind`` is worse; in the
    unit of the series. ``ratio`` is larger over smaller value of the two, None where the smaller
    is 0. ``distinguishable`` is False where the 95 % intervals say the two cannot be told apart,
    None where there are no intervals. ``worst`` is the worst value whatever the order.
    """

    behind: GroupEstimate
    ahead: GroupEstimate
    worst: GroupEstimate
    difference: float
    ratio: float | None
    is_ordered: bool
    distinguishable: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """One dimension of one series, in one place and period, from one source.

    ``members`` hold every category in order, those without a value too. ``reference`` is the
    total with the same place, definition and source, or None where none was published.
    ``context`` gives the definition and method dimensions that are not total.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendSegment:
    """Estimates that may be joined by a line: one source, one definition, no break."""

    estimates: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The headline of a series in one place over time, cut at every break of comparability."""

    finding_id: str
    place_id: str
    source_kind: SourceKind
    segments: tuple[TrendSegment, ...]
    context: Mapping[str, str] = field(default_factory=dict)

    @property
    def latest(self) -> Estimate | None:
        """The newest estimate that has a value, or None."""
        valued = [e for s in self.segments for e in s.estimates if e.value is not None]
        return max(valued, key=lambda e: e.period, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTrend:
    """One breakdown over several periods, oldest first; what an equiplot shows.

    ``segments`` are the same breakdowns cut at every break of comparability: values may be joined
    by a line, and a change may be told, only within one of them.
    """

    finding_id: str
    dimension_id: str
    place_id: str
    breakdowns: tuple[Breakdown, ...]
    segments: tuple[tuple[Breakdown, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntersectionCell:
    """A value for two groups at once; ``categories`` is in the order of the dimensions."""

    categories: tuple[Category, ...]
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Intersection:
    """A breakdown by two (or more) group dimensions."""

    finding_id: str
    dimension_ids: tuple[str, ...]
    place_id: str
    period: Period
    source_id: str
    cells: tuple[IntersectionCell, ...]
    worst: IntersectionCell | None
    reference: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialCitizenPair:
    """Official beside citizen for one group (``category`` None: for everybody). Never averaged.

    ``difference`` is citizen minus official in the unit of the series.
    """

    dimension_id: str | None
    category: Category | None
    official: Estimate | None
    citizen: Estimate | None
    difference: float | None
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialCitizen:
    """All pairs of one series in one place, and the coalition's words on why they differ."""

    finding_id: str
    place_id: str
    pairs: tuple[OfficialCitizenPair, ...]
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FurthestBehind:
    """The group with the worst value of one series, over its latest breakdowns in one place.

    ``reference`` is everybody's value (None where none was published) and ``shortfall`` the
    distance to it, positive where the group is worse. ``not_told_apart`` are the groups of the
    same breakdown that the 95 % intervals do not tell from it.
    """

    finding_id: str
    breakdown_id: str
    member: GroupEstimate
    reference: Estimate | None
    shortfall: float | None
    not_told_apart: tuple[GroupEstimate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStanding:
    """How a group stands over all series that speak of it, official or citizen figures alone.

    ``furthest`` counts the breakdowns in which the group has the worst value, and
    ``uncertain`` those of them in which the intervals do not tell it from the next. ``compared``
    counts all breakdowns that rank it. ``average`` is its mean standing: 0 always best, 1 always
    worst. ``group_id`` is None for a category that groups.csv does not name.
    """

    dimension_id: str
    category: Category
    group_id: str | None
    is_citizen: bool
    furthest: int
    uncertain: int
    compared: int
    average: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFindings:
    """Everything found in one series."""

    series: Series
    trends: tuple[Trend, ...]
    breakdowns: tuple[Breakdown, ...]
    gap_trends: tuple[GapTrend, ...]
    intersections: tuple[Intersection, ...]
    official_citizen: tuple[OfficialCitizen, ...]
    furthest_behind: tuple[FurthestBehind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """What evidence one group has: ``kinds`` maps official, citizen, qualitative, story,
    recommendation and policy to its standing.
    """

    group_id: str
    kinds: Mapping[str, Standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisaggregationRow:
    """For how many groups of a dimension a series has a value in its latest period."""

    indicator_id: str
    series: str
    dimension_id: str
    with_value: int
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UptakeRow:
    """Where one recommendation stands in one report, by the newest decision of each assessor."""

    rec_id: str
    report_id: str | None
    assessor: str
    uptake: str
    assessed_on: date | None
    quote: str = ""
    pdf_page: int | None = None
    print_page: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UptakeRate:
    """How many eligible recommendations were taken up (field rule: strict and inclusive).

    ``eligible`` = submitted - withdrawn - out of scope - merged away. ``lower`` and ``upper``
    bound the strict count by what is not yet assessed.
    """

    cycle: int
    submitted: int
    eligible: int
    counts: Mapping[str, int]
    adopted: int
    adopted_in_part: int
    not_assessed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All findings of a dossier."""

    series: tuple[SeriesFindings, ...]
    coverage: tuple[CoverageRow, ...]
    disaggregation: tuple[DisaggregationRow, ...]
    uptake: tuple[UptakeRow, ...] = ()
    uptake_rates: tuple[UptakeRate, ...] = ()
    standings: tuple[GroupStanding, ...] = ()

    def of(self, indicator_id: str, series: str | None = None) -> SeriesFindings | None:
        """Return the findings of an indicator (of its first series unless one is named)."""
        for item in self.series:
            if item.series.indicator_id == indicator_id and series in (None, item.series.series):
                return item
        return None
