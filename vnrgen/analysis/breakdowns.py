"""Breakdowns: one dimension of one series in one place and period, with its reference line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from vnrgen.analysis.disparity import gap, has_an_order
from vnrgen.analysis.evidence import (
    Breakdown,
    Estimate,
    GapTrend,
    GroupEstimate,
    Period,
    Reliability,
)
from vnrgen.analysis.families import Family
from vnrgen.analysis.later import Later
from vnrgen.analysis.over_time.trends import CUTTING, are_comparable
from vnrgen.analysis.partition import is_comparable_between_groups
from vnrgen.analysis.plausibility.checks import Marks
from vnrgen.analysis.plausibility.suspicions import Mark
from vnrgen.dossier.model import Category
from vnrgen.dossier.model.observations import ObservationStatus

_finding_id, _period = attrgetter("finding_id"), attrgetter("period")
_SPOKEN_FOR = (Reliability.FIRM, Reliability.SMALL, Reliability.WITHHELD, Reliability.NO_CASES)


def breakdowns_of(
    families: Iterable[Family], marks: Marks, cuts: Collection[Mark]
) -> tuple[tuple[Breakdown, ...], tuple[GapTrend, ...]]:
    """Return the latest breakdown of every kind, and every one that has more than one period.

    The latest is the newest period in which at least two categories have a value (or one that is
    withheld); where there is none, the newest with any; where even that is missing, the newest.
    Those before it are made when they are asked for: most documents tell little of them.

    Args:
        families: Of one series.
        marks: What is doubtful about them.
        cuts: From which periods on they may not be compared with what was before.
    """
    latest: list[Breakdown] = []
    trends: list[GapTrend] = []
    for family in families:
        periods = sorted(family.periods)
        every = Later(_Periods(family, marks).breakdown, periods)
        latest.append(every[_latest(family, periods)])
        if len(every) > 1:
            strand, dimension_id = family.strand, family.dimension_id
            trends.append(
                GapTrend(
                    finding_id=strand.key(family.name, series=family.series, kind="gap-trend"),
                    dimension_id=dimension_id,
                    place_id=strand.place_id,
                    breakdowns=every,
                    segments=tuple(
                        [Later(every.__getitem__, run) for run in _runs(family, periods, cuts)]
                    ),
                )
            )
    latest.sort(key=_finding_id)
    trends.sort(key=_finding_id)
    return tuple(latest), tuple(trends)


def _runs(family: Family, periods: Sequence[Period], marked: Collection[Mark]) -> list[range]:
    """Cut periods wherever the line of any group, or of everybody, is cut; return their places.

    What is broken for everybody is broken for the groups, also where the mark stands at a period
    in which the groups have no rows.
    """
    strand, name = family.strand, family.name
    reforms = {p for p in family.periods if Mark(strand, name, p) in marked} if marked else set()
    cuts = _cuts(family) | reforms
    starts = [
        place
        for place, (before, after) in enumerate(pairwise(periods), 1)
        if any(before < cut <= after for cut in cuts)
    ]
    return [range(*ends) for ends in pairwise((0, *starts, len(periods)))]


def _cuts(family: Family) -> frozenset[Period]:
    """Return the periods before which some line of a breakdown ends."""
    lines: dict[str, list[Estimate]] = {"": [family.references[p] for p in family.references]}
    for cells in family.periods.values():
        for code, estimate in cells.items():
            lines.setdefault(code, []).append(estimate)
    cuts: set[Period] = set()
    for line in lines.values():
        if not any(estimate.status in CUTTING for estimate in line):
            continue  # no two of it would be found not to be comparable
        told = sorted((e for e in line if e.status.has_value), key=_period)
        cuts.update(e.period for e in told if e.status is ObservationStatus.SERIES_BREAK)
        cuts.update(b.period for a, b in pairwise(told) if not are_comparable(a, b))
    return frozenset(cuts)


class _Periods:
    """One family, of which breakdowns are made: what they share is worked out once."""

    def __init__(self, family: Family, marks: Marks) -> None:
        self._family, self._marks = family, marks
        self._doubts = marks.get(Mark(family.strand, family.name), ())
        self._id, self._context = family.family_id, dict(family.strand.context)
        self._orders, self._favourable = family.orders, family.series.favourable
        self._is_comparable = is_comparable_between_groups(family.series)
        self._is_directed = family.series.answers.isdisjoint(self._context)
        self._in_order: dict[tuple[str, ...], tuple[str, ...]] = {}
        named = [code for code, c in family.categories.items() if c.group_id is not None]
        self._always = frozenset(named)

    def breakdown(self, period: Period) -> Breakdown:
        """Return the breakdown in one period."""
        family, strand = self._family, self._family.strand
        cells = family.periods[period]
        sample = next(iter(cells.values()))
        members = self._members(cells, sample)
        own = self._marks.get(Mark(strand, family.name, period), ())
        doubts = (*self._doubts, *own)
        is_barred = not self._is_comparable or any(kind.forbids_ranking for kind in doubts)
        return Breakdown(
            finding_id=f"{self._id}|{period.label}",
            dimension_id=family.dimension_id,
            place_id=strand.place_id,
            period=period,
            source_id=strand.source_id,
            source_kind=sample.source_kind,
            members=members,
            reference=family.references.get(period),
            gap=None
            if is_barred
            else gap(members, favourable=self._favourable, expected_orders=self._orders),
            context=self._context,
            doubts=doubts,
            is_directed=self._is_directed,
        )

    def _members(
        self, cells: Mapping[str, Estimate], sample: Estimate
    ) -> tuple[GroupEstimate, ...]:
        """Return every group that has a row in a period, or a name in groups.csv, in order."""
        family = self._family
        codes = tuple(cells)
        order = self._in_order.get(codes)
        if order is None:
            here = self._always.union(codes)
            named = [code for code in family.categories if code in here]
            order = self._in_order[codes] = _in_order(named, family.categories)
        return tuple(
            [
                GroupEstimate(
                    family.dimension_id,
                    family.categories[code],
                    cells.get(code) or _nothing_published(family, code, sample),
                )
                for code in order
            ]
        )


def _nothing_published(family: Family, code: str, sample: Estimate) -> Estimate:
    """Return the gap where a named group has no row in this period, though it has in others."""
    breakdown = f"{family.dimension_id}={code}"
    strand = family.strand
    key = (*family.series.key, strand.place_id, sample.period.label, breakdown, strand.source_id)
    return Estimate(
        observation_id="|".join(key),
        value=None,
        reliability=Reliability.ABSENT,
        status=ObservationStatus.MISSING,
        source_id=strand.source_id,
        source_kind=sample.source_kind,
        period=sample.period,
        place_id=strand.place_id,
    )


def _in_order(codes: Sequence[str], categories: Mapping[str, Category]) -> tuple[str, ...]:
    """Sort by disadvantage where there is an order, else as declared; residual categories last."""
    last = {code for code in codes if categories[code].is_residual or categories[code].is_total}
    ordered = has_an_order([categories[code] for code in codes if code not in last])
    if not ordered:
        return tuple(sorted(codes, key=last.__contains__))
    return tuple(sorted(codes, key=lambda code: (code in last, categories[code].order or 0)))


def _latest(family: Family, periods: Sequence[Period]) -> int:
    """Return the place of the newest period that has something to say (see ``breakdowns_of``)."""
    for enough in (2, 1):
        for place in reversed(range(len(periods))):
            cells = family.periods[periods[place]].values()
            if len(cells) >= enough and sum([_is_spoken_for(cell) for cell in cells]) >= enough:
                return place
    return len(periods) - 1


def _is_spoken_for(estimate: Estimate) -> bool:
    """Tell whether a source has a value, shown or not."""
    return estimate.reliability in _SPOKEN_FOR
