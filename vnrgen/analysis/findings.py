"""What the observations say: typed findings, in the units of the series, with their uncertainty.

Values only; the functions that make them are the other modules of this package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from vnrgen.analysis.evidence import (
    Breakdown,
    Estimate,
    Gap,
    GapTrend,
    GroupEstimate,
    Intersection,
    IntersectionCell,
    Period,
    Reliability,
    Trend,
    TrendSegment,
)
from vnrgen.analysis.measures.measured import Formula, MeasuredValue, MeasureName, Measures
from vnrgen.analysis.over_time.progress import (
    Break,
    Change,
    GapChange,
    GapProgress,
    NotAssessable,
    Pace,
    PaceModel,
    Progress,
    TargetDistance,
)
from vnrgen.analysis.plausibility.doubts import Doubt, DoubtKind
from vnrgen.analysis.uptake_findings import UptakeRate, UptakeRow
from vnrgen.dossier.model import Category, Series

__all__ = [
    "LEAST_COMPARED",
    "Agreement",
    "Break",
    "Breakdown",
    "Certainty",
    "Change",
    "CoverageRow",
    "Disaggregated",
    "DisaggregationRow",
    "Doubt",
    "DoubtKind",
    "Estimate",
    "ExpectedDisaggregation",
    "Findings",
    "Formula",
    "FurthestBehind",
    "Gap",
    "GapChange",
    "GapProgress",
    "GapTrend",
    "GroupEstimate",
    "GroupStanding",
    "Intersection",
    "IntersectionCell",
    "MeasureName",
    "MeasuredValue",
    "Measures",
    "NotAssessable",
    "OfficialCitizen",
    "OfficialCitizenPair",
    "Pace",
    "PaceModel",
    "Period",
    "Progress",
    "Reliability",
    "SeriesFindings",
    "Standing",
    "TargetDistance",
    "Trend",
    "TrendSegment",
    "UptakeRate",
    "UptakeRow",
]


class Agreement(StrEnum):
    """How an official and a citizen figure stand to each other."""

    AGREE = "agree"
    DIFFER = "differ"
    UNDECIDED = "undecided"
    OFFICIAL_ONLY = "official_only"
    CITIZEN_ONLY = "citizen_only"


class Standing(StrEnum):
    """What evidence a group has of one kind.

    ``HEARD``: it was met, and nothing of what it said is among what may be shown.
    """

    PRESENT = "present"
    CITIZEN_ONLY = "citizen_only"
    WITHHELD = "withheld"
    HEARD = "heard"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialCitizenPair:
    """Official beside citizen for one group (``category`` None: for everybody). Never averaged.

    ``difference`` is citizen minus official in the unit of the series and ``interval`` its 95 %
    interval, both None where the two do not measure the same thing. ``differs_in`` are the ways in
    which they were gathered differently (ids of method dimensions). ``is_same_definition`` is None
    where one of them is missing. ``years_apart`` is citizen minus official, middle to middle.
    """

    dimension_id: str | None
    category: Category | None
    official: Estimate | None
    citizen: Estimate | None
    difference: float | None
    agreement: Agreement
    interval: tuple[float, float] | None = None
    is_same_definition: bool | None = None
    differs_in: tuple[str, ...] = ()
    years_apart: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialCitizen:
    """All pairs of one series in one place, and the coalition's words on why they differ.

    ``context`` is the definition that both have. ``other_definitions`` are those in which there
    are official figures of the same place which these citizen figures may not be set beside.
    """

    finding_id: str
    place_id: str
    pairs: tuple[OfficialCitizenPair, ...]
    explanation: str
    context: Mapping[str, str] = field(default_factory=dict)
    other_definitions: tuple[Mapping[str, str], ...] = ()

    @property
    def needs_explanation(self) -> bool:
        """Whether two figures differ and nobody has written why (problem ``CMP001``)."""
        differ = any(pair.agreement is Agreement.DIFFER for pair in self.pairs)
        return differ and not self.explanation.strip()


class Certainty(StrEnum):
    """How sure it is that a group is furthest behind.

    ``CLEAR`` the intervals tell it from every other group. ``SHARED`` they do not tell it from
    one at least. ``UNKNOWN`` of one at least no interval is published, and none says that it
    cannot be told apart.
    """

    CLEAR = "clear"
    SHARED = "shared"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class FurthestBehind:
    """The group with the worst value of one series by one dimension, at its latest.

    Groups of different dimensions overlap and are never ranked against each other. ``reference``
    is everybody's value (None where none was published) and ``shortfall`` the distance to it,
    positive where the group is worse. ``not_told_apart`` are the groups that the 95 % intervals
    do not tell from it, ``unknown`` those of which there is no interval to say, and
    ``without_figure`` those that could not be ranked: nothing published, too few, or withheld.
    """

    finding_id: str
    breakdown_id: str
    dimension_id: str
    place_id: str
    period: Period
    is_citizen: bool
    member: GroupEstimate
    reference: Estimate | None
    shortfall: float | None
    not_told_apart: tuple[GroupEstimate, ...]
    unknown: tuple[GroupEstimate, ...] = ()
    without_figure: tuple[GroupEstimate, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """How sure it is that no other group stands as low."""
        if self.not_told_apart:
            return Certainty.SHARED
        return Certainty.UNKNOWN if self.unknown else Certainty.CLEAR


# Fewer rankings than this are too few to speak of where a group stands in general.
LEAST_COMPARED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStanding:
    """How a group stands over all series that speak of it, official or citizen figures alone.

    Standings compare groups of one dimension only. ``furthest`` counts the breakdowns in which the
    group has the worst value; ``uncertain`` those of them in which the intervals do not tell it
    from another, or figures contradict others, ``unknown`` those in which there are no intervals
    to say. ``compared`` counts the breakdowns that rank it, of ``indicators`` different indicators,
    and ``without_figure`` those that speak of its dimension and have no figure of it, ``withheld``
    of them because it is withheld. ``average`` is its mean standing: 0 always best, 1 always worst,
    None if never ranked.
    ``lowest`` and ``highest`` bound the average by what the intervals leave open (which groups
    are surely better or worse); None where a ranking has no intervals. ``group_id`` is None for a
    category that groups.csv does not name. A group without data has its own id as category.
    """

    dimension_id: str
    category: Category
    group_id: str | None
    is_citizen: bool
    furthest: int
    uncertain: int
    compared: int
    average: float | None
    unknown: int = 0
    indicators: int = 0
    without_figure: int = 0
    withheld: int = 0
    lowest: float | None = None
    highest: float | None = None

    @property
    def is_enough(self) -> bool:
        """Whether there is enough evidence to say where the group stands in general."""
        return self.compared >= LEAST_COMPARED


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFindings:
    """Everything found in one series.

    ``measures`` has one entry for each of ``breakdowns``, in their order; ``progress`` one for
    each of ``trends``; ``gap_progress`` one for each of ``gap_trends``. ``furthest_behind`` has
    one entry per breakdown that may be ranked. ``doubts`` are reported, never corrected.
    """

    series: Series
    trends: tuple[Trend, ...]
    breakdowns: tuple[Breakdown, ...]
    gap_trends: tuple[GapTrend, ...]
    intersections: tuple[Intersection, ...]
    official_citizen: tuple[OfficialCitizen, ...]
    furthest_behind: tuple[FurthestBehind, ...] = ()
    measures: Sequence[Measures] = ()
    progress: tuple[Progress, ...] = ()
    gap_progress: Sequence[GapProgress] = ()
    doubts: tuple[Doubt, ...] = ()

    def measures_of(self, breakdown_id: str) -> Measures | None:
        """Return the measures of a breakdown by its finding id."""
        ids = [breakdown.finding_id for breakdown in self.breakdowns[: len(self.measures)]]
        return self.measures[ids.index(breakdown_id)] if breakdown_id in ids else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """What evidence one group has: ``kinds`` maps official, citizen, qualitative, story,
    recommendation and policy to its standing, ``counts`` the same to how many there are: series
    with a value for figures, records for the others.
    """

    group_id: str
    kinds: Mapping[str, Standing]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def empty(self) -> tuple[str, ...]:
        """The kinds of evidence that the group lacks, in the order of ``kinds``."""
        return tuple(kind for kind, standing in self.kinds.items() if standing is Standing.EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisaggregationRow:
    """For how many groups of a dimension a series has a value in its latest period."""

    indicator_id: str
    series: str
    dimension_id: str
    with_value: int
    expected: int


class Disaggregated(StrEnum):
    """How far a series is broken down by a dimension.

    ``COMPLETE`` every group has a value at the latest period; ``IN_PART`` some have; ``WITHHELD``
    none has, because all are withheld; ``EMPTY`` there are rows and none has a value; ``CROSSED``
    there are rows only for crossings with another dimension; ``MISSING`` there are no rows at all.
    """

    COMPLETE = "complete"
    IN_PART = "in_part"
    WITHHELD = "withheld"
    EMPTY = "empty"
    CROSSED = "crossed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDisaggregation:
    """One dimension by which a series could be broken down, whether the dossier does or not.

    ``is_expected`` is True where the global SDG data structure allows this dimension for the
    series (or, where the dossier's series is not of the global list, for its indicator), False for
    a breakdown beyond that, None where the global list does not know the indicator. ``expected``
    counts the groups that the dossier knows of, 0 where it knows none. ``basis`` names the global
    series that the expectation comes from.
    """

    indicator_id: str
    series: str
    dimension_id: str
    is_expected: bool | None
    status: Disaggregated
    with_value: int
    expected: int
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All findings of a dossier.

    ``disaggregation`` counts what the dossier has; ``expected_disaggregation`` sets it against
    what the global SDG data structure allows, with a row for every dimension that is missing.
    ``standings`` has every group of groups.csv and every category that a breakdown names.
    """

    series: tuple[SeriesFindings, ...]
    coverage: tuple[CoverageRow, ...]
    disaggregation: tuple[DisaggregationRow, ...]
    uptake: tuple[UptakeRow, ...] = ()
    uptake_rates: tuple[UptakeRate, ...] = ()
    standings: tuple[GroupStanding, ...] = ()
    expected_disaggregation: tuple[ExpectedDisaggregation, ...] = ()

    def of(self, indicator_id: str, series: str | None = None) -> SeriesFindings | None:
        """Return the findings of an indicator (of its first series unless one is named)."""
        for item in self.series:
            if item.series.indicator_id == indicator_id and series in (None, item.series.series):
                return item
        return None
