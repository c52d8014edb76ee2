"""Where every group stands on every indicator: what the matrix of standings draws.

Groups are set beside those of their own dimension only, and official figures beside official ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vnrgen.analysis.disparity import shortfall
from vnrgen.analysis.findings import (
    Breakdown,
    Estimate,
    FurthestBehind,
    GroupEstimate,
    GroupStanding,
    Reliability,
    SeriesFindings,
)
from vnrgen.analysis.furthest_behind import ranking
from vnrgen.analysis.standings import votes
from vnrgen.analysis.uncertainty import distinguishable
from vnrgen.document.context import SectionContext
from vnrgen.document.drawings import Standing
from vnrgen.document.series.context import SeriesContext, context_of
from vnrgen.document.series.verdict import may_rank

Key = tuple[str, str]
"""A dimension and the code of one of its categories."""


@dataclass(frozen=True, slots=True)
class Standings:
    """The series in which groups are compared, and where each group stands in them.

    ``marks`` is by series, then by group; a group that a series does not speak of has no entry.
    ``unmeasured`` are the series with a worst figure that no margin of error was published for,
    ``doubted`` those in which figures contradict others.
    """

    series: tuple[SeriesFindings, ...]
    marks: dict[tuple[str, str], dict[Key, Standing]]
    unmeasured: tuple[SeriesFindings, ...]
    doubted: tuple[SeriesFindings, ...] = ()

    def of(self, group: GroupStanding, series: SeriesFindings) -> Standing:
        """Return where a group stands in a series."""
        return self.marks[series.series.key].get(key_of(group), Standing.ABSENT)


def key_of(group: GroupStanding) -> Key:
    """Return what a group is found by."""
    return (group.dimension_id, group.category.code)


def standings_of(section: SectionContext, *, is_citizen: bool) -> Standings:
    """Return where groups stand by the figures of one producer, official or citizen."""
    kept: list[SeriesFindings] = []
    unmeasured: list[SeriesFindings] = []
    doubted: list[SeriesFindings] = []
    marks: dict[tuple[str, str], dict[Key, Standing]] = {}
    for found in section.evidence.findings.series:
        ctx = context_of(found, section)
        compared = list(_compared(ctx, is_citizen=is_citizen))
        if not compared:
            continue
        kept.append(found)
        marks[found.series.key] = dict(
            mark for breakdown, worst in compared for mark in _marks(ctx, breakdown, worst)
        )
        if any(worst.unknown and not worst.not_told_apart for _, worst in compared):
            unmeasured.append(found)
        if any(breakdown.doubts for breakdown, _ in compared):
            doubted.append(found)
    return Standings(tuple(kept), marks, tuple(unmeasured), tuple(doubted))


def _compared(
    ctx: SeriesContext, *, is_citizen: bool
) -> Iterator[tuple[Breakdown, FurthestBehind]]:
    """Yield the breakdowns that count in standings, each with who is furthest behind in it."""
    named = {found.breakdown_id: found for found in ctx.findings.furthest_behind}
    for breakdown in votes(ctx.findings.breakdowns, ctx.publishable.places):
        found = named.get(breakdown.finding_id)
        is_asked = breakdown.source_kind.is_citizen is is_citizen
        if found is not None and is_asked and may_rank(ctx, breakdown):
            yield breakdown, found


def _marks(
    ctx: SeriesContext, breakdown: Breakdown, worst: FurthestBehind
) -> Iterator[tuple[Key, Standing]]:
    favourable = bool(ctx.series.favourable)
    among = {member.category.code for member in worst.not_told_apart}
    lowest = ctx.text(worst.member.estimate).strip("()")
    members = ranking(breakdown, favourable=favourable)
    among |= {
        member.category.code
        for member in members
        if ctx.text(member.estimate).strip("()") == lowest and member is not worst.member
    }
    for member in members:
        key = (breakdown.dimension_id, member.category.code)
        if member is worst.member or member.category.code == worst.member.category.code:
            is_open = among or _is_small(member) or breakdown.doubts
            yield key, Standing.AMONG if is_open else Standing.FURTHEST
        elif member.category.code in among:
            yield key, Standing.AMONG
        else:
            yield key, _beside_everybody(member, breakdown.reference, favourable=favourable)


def _is_small(member: GroupEstimate) -> bool:
    return member.estimate.reliability is not Reliability.FIRM


def _beside_everybody(
    member: GroupEstimate, everybody: Estimate | None, *, favourable: bool
) -> Standing:
    """Return whether a group is behind the whole, as far as intervals let one say."""
    value, whole = member.estimate.value, everybody.value if everybody is not None else None
    if value is None or whole is None or everybody is None:
        return Standing.LEVEL
    is_worse = shortfall(value, whole, favourable=favourable) > 0
    is_sure = distinguishable(member.estimate, everybody) is not False
    return Standing.BEHIND if is_worse and is_sure else Standing.LEVEL
