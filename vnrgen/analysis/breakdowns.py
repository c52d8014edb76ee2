"""Breakdowns: one dimension of one series in one place and period, with its reference line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from vnrgen.analysis.disparity import gap, is_ordered
from vnrgen.analysis.doubted import Marks
from vnrgen.analysis.doubts import DoubtKind
from vnrgen.analysis.evidence import (
    Breakdown,
    Estimate,
    GapTrend,
    GroupEstimate,
    Period,
    Reliability,
)
from vnrgen.analysis.families import Family
from vnrgen.analysis.partition import is_comparable_between_groups
from vnrgen.analysis.suspicions import Mark
from vnrgen.analysis.trends import are_comparable
from vnrgen.dossier.observations import ObservationStatus

_SPOKEN_FOR = (Reliability.FIRM, Reliability.SMALL, Reliability.WITHHELD, Reliability.NO_CASES)


def breakdowns_of(
    families: Iterable[Family], marks: Marks, cuts: Collection[Mark]
) -> tuple[tuple[Breakdown, ...], tuple[GapTrend, ...]]:
    """Return the latest breakdown of every kind, and every one that has more than one period.

    The latest is the newest period in which at least two categories have a value (or one that is
    withheld); where there is none, the newest with any; where even that is missing, the newest.

    Args:
        families: Of one series.
        marks: What is doubtful about them.
        cuts: From which periods on they may not be compared with what was before.
    """
    latest: list[Breakdown] = []
    trends: list[GapTrend] = []
    for family in families:
        every = tuple(_breakdown(family, period, marks) for period in sorted(family.periods))
        latest.append(_latest(every))
        if len(every) > 1:
            strand, dimension_id = family.strand, family.dimension_id
            trends.append(
                GapTrend(
                    finding_id=strand.key(family.name, series=family.series, kind="gap-trend"),
                    dimension_id=dimension_id,
                    place_id=strand.place_id,
                    breakdowns=every,
                    segments=_segments(family, every, cuts),
                )
            )
    latest.sort(key=lambda breakdown: breakdown.finding_id)
    trends.sort(key=lambda trend: trend.finding_id)
    return tuple(latest), tuple(trends)


def _segments(
    family: Family, every: Sequence[Breakdown], marked: Collection[Mark]
) -> tuple[tuple[Breakdown, ...], ...]:
    """Cut breakdowns wherever the line of any group, or of everybody, is cut.

    What is broken for everybody is broken for the groups, also where the mark stands at a period
    in which the groups have no rows.
    """
    strand, name = family.strand, family.name
    reforms = {p for p in family.periods if Mark(strand, name, p) in marked} if marked else set()
    cuts = _cuts(family) | reforms
    runs: list[list[Breakdown]] = []
    for breakdown in every:
        period = breakdown.period
        if runs and not any(runs[-1][-1].period < cut <= period for cut in cuts):
            runs[-1].append(breakdown)
        else:
            runs.append([breakdown])
    return tuple(tuple(run) for run in runs)


def _cuts(family: Family) -> frozenset[Period]:
    """Return the periods before which some line of a breakdown ends."""
    lines: dict[str, list[Estimate]] = {"": [family.references[p] for p in family.references]}
    for cells in family.periods.values():
        for code, estimate in cells.items():
            lines.setdefault(code, []).append(estimate)
    cuts: set[Period] = set()
    for line in lines.values():
        told = sorted((e for e in line if e.status.has_value), key=lambda e: e.period)
        cuts.update(e.period for e in told if e.status is ObservationStatus.SERIES_BREAK)
        cuts.update(b.period for a, b in pairwise(told) if not are_comparable(a, b))
    return frozenset(cuts)


def _breakdown(family: Family, period: Period, marks: Marks) -> Breakdown:
    cells = family.periods[period]
    reference = family.references.get(period)
    sample = next(iter(cells.values()))
    named = [
        code
        for code, category in family.categories.items()
        if code in cells or category.group_id is not None
    ]
    members = _in_order(
        tuple(
            GroupEstimate(
                dimension_id=family.dimension_id,
                category=family.categories[code],
                estimate=cells.get(code) or _nothing_published(family, code, sample),
            )
            for code in named
        )
    )
    strand = family.strand
    doubts: tuple[DoubtKind, ...] = ()
    if marks:
        whole, own = (Mark(strand, family.name, at) for at in (None, period))
        doubts = (*marks.get(whole, ()), *marks.get(own, ()))
    forbidden = any(kind.forbids_ranking for kind in doubts) or not is_comparable_between_groups(
        family.series
    )
    found = gap(members, favourable=family.series.favourable, expected_orders=family.orders)
    return Breakdown(
        finding_id=f"{family.family_id}|{period.label}",
        dimension_id=family.dimension_id,
        place_id=strand.place_id,
        period=period,
        source_id=strand.source_id,
        source_kind=sample.source_kind,
        members=members,
        reference=reference,
        gap=None if forbidden else found,
        context=dict(strand.context),
        doubts=doubts,
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


def _in_order(members: Sequence[GroupEstimate]) -> tuple[GroupEstimate, ...]:
    """Sort by disadvantage where there is an order, else as declared; residual categories last."""
    named = [m for m in members if not (m.category.is_residual or m.category.is_total)]
    ordered = is_ordered(named)
    return tuple(
        sorted(
            members,
            key=lambda m: (
                m.category.is_residual or m.category.is_total,
                (m.category.order or 0) if ordered else 0,
            ),
        )
    )


def _latest(every: Sequence[Breakdown]) -> Breakdown:
    """Return the newest breakdown that has something to say (see ``breakdowns_of``)."""
    for enough in (2, 1, 0):
        for breakdown in reversed(every):
            if _speaking(breakdown) >= enough:
                return breakdown
    return every[-1]


def _speaking(breakdown: Breakdown) -> int:
    return sum(member.estimate.reliability in _SPOKEN_FOR for member in breakdown.members)
