"""Who is furthest behind in one series, by one dimension, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable

from vnrgen.analysis.disparity import is_ranked, shortfall, worst_first
from vnrgen.analysis.evidence import Breakdown, GroupEstimate
from vnrgen.analysis.findings import FurthestBehind
from vnrgen.analysis.partition import is_comparable_between_groups
from vnrgen.analysis.uncertainty import distinguishable
from vnrgen.dossier.model import Series


def furthest_behind_of(series: Series, latest: Iterable[Breakdown]) -> tuple[FurthestBehind, ...]:
    """Return the group with the worst value of every breakdown that may be ranked, in their order.

    Nothing is named where the dossier does not say which direction is better, where a breakdown
    has one value only, where a doubt makes its ranking meaningless, and of numbers of people: the
    larger group has more of them.
    """
    if series.favourable is None or not is_comparable_between_groups(series):
        return ()
    return tuple(
        _furthest(breakdown, members, favourable=series.favourable)
        for breakdown in latest
        if len(members := ranking(breakdown, favourable=series.favourable)) > 1
    )


def ranking(breakdown: Breakdown, *, favourable: bool) -> list[GroupEstimate]:
    """Return the groups with a value from the worst to the best; none where a doubt forbids it."""
    if not breakdown.is_rankable:
        return []
    return worst_first([m for m in breakdown.members if is_ranked(m)], favourable=favourable)


def told_apart(one: GroupEstimate, other: GroupEstimate) -> bool | None:
    """Tell whether two groups differ; equal values do not, None without published intervals."""
    if one.estimate.value == other.estimate.value:
        return False
    return distinguishable(one.estimate, other.estimate)


def _furthest(
    breakdown: Breakdown, members: list[GroupEstimate], *, favourable: bool
) -> FurthestBehind:
    worst, *others = members
    value = worst.estimate.value
    everybody = breakdown.reference.value if breakdown.reference else None
    apart = [(other, told_apart(worst, other)) for other in others]
    return FurthestBehind(
        finding_id=breakdown.finding_id.replace("breakdown|", "furthest-behind|", 1),
        breakdown_id=breakdown.finding_id,
        dimension_id=breakdown.dimension_id,
        place_id=breakdown.place_id,
        period=breakdown.period,
        is_citizen=breakdown.source_kind.is_citizen,
        member=worst,
        reference=breakdown.reference,
        shortfall=None
        if value is None or everybody is None
        else shortfall(value, everybody, favourable=favourable),
        not_told_apart=tuple(other for other, differs in apart if differs is False),
        unknown=tuple(other for other, differs in apart if differs is None),
        without_figure=tuple(
            m for m in breakdown.members if is_ranked(m) and m.estimate.value is None
        ),
    )
