"""Which figures of a series a reader is shown, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.findings import (
    Breakdown,
    Estimate,
    Gap,
    GapTrend,
    Intersection,
    OfficialCitizen,
    Reliability,
)
from vnrgen.analysis.partition import PLACE
from vnrgen.document.series.context import SeriesContext

STALE_DAYS = 5 * 365.25
"""Two rounds of a household survey are usually that far apart; older figures are not today's."""


class FigureError(Exception):
    """A chart that was asked for cannot be drawn; ``what`` is wrong and ``fix`` says what to do."""

    def __init__(self, what: str, fix: str) -> None:
        self.what, self.fix = what, fix
        super().__init__(what)


def representatives(ctx: SeriesContext) -> list[Breakdown]:
    """Return one breakdown per dimension, in the order of their ids.

    It is the first of its rivals.
    """
    return [rivals[0] for rivals in rivals_of(ctx)]


def rivals_of(ctx: SeriesContext) -> list[list[Breakdown]]:
    """Return for each dimension, in the order of their ids, what may stand for it, the best first.

    That is the widest evidence: the whole country before a part of it, official before citizen
    figures, the plain definition before a special one. Where several special definitions are
    equally wide (children of three school grades), each gives its newest breakdown, unless it is
    more than five years older than another's; that with more groups comes first, then that with
    the larger ratio, as where indicators are compared.
    """
    choices = ctx.choices
    if choices.rivals is None:
        choices.rivals = _rivals_by_dimension(ctx)
    return choices.rivals


def _rivals_by_dimension(ctx: SeriesContext) -> list[list[Breakdown]]:
    by_dimension: dict[str, list[Breakdown]] = {}
    for breakdown in sorted(ctx.findings.breakdowns, key=lambda b: breadth(ctx, b)):
        by_dimension.setdefault(breakdown.dimension_id, []).append(breakdown)
    return [_rivals(ctx, by_dimension[name]) for name in sorted(by_dimension)]


def _rivals(ctx: SeriesContext, breakdowns: Sequence[Breakdown]) -> list[Breakdown]:
    """Return those that are as wide as the first, one for each definition and place."""
    if len(breakdowns) == 1:
        return list(breakdowns)
    widest = breadth(ctx, breakdowns[0])
    equal = [b for b in breakdowns if breadth(ctx, b) == widest]
    newest = max(b.period.end.toordinal() for b in equal)
    current = [b for b in equal if newest - b.period.end.toordinal() <= STALE_DAYS]
    chosen: dict[tuple[str, tuple[tuple[str, str], ...]], Breakdown] = {}
    for found in sorted(current, key=_newest_first):
        chosen.setdefault((found.place_id, tuple(sorted(found.context.items()))), found)
    return sorted(ranked(list(chosen.values())), key=lambda b: (-_valued(b), *_by_ratio(b)))


def _newest_first(breakdown: Breakdown) -> tuple[int, int, str]:
    return (-_valued(breakdown), -breakdown.period.end.toordinal(), breakdown.finding_id)


def breadth(ctx: SeriesContext, breakdown: Breakdown) -> tuple[bool, tuple[int, bool], bool, int]:
    """Return how wide the evidence of a breakdown is beside others of its dimension."""
    return (
        not has_value(breakdown),
        ctx.breadth(breakdown.place_id),
        breakdown.source_kind.is_citizen,
        len(breakdown.context),
    )


def ranked(breakdowns: Sequence[Breakdown]) -> list[Breakdown]:
    """Return breakdowns by gap, the widest that can be relied on first."""

    def place(breakdown: Breakdown) -> tuple[bool, bool, bool, float, str]:
        gap = breakdown.gap
        if gap is None:
            values = [m.estimate.value for m in breakdown.members if m.estimate.value is not None]
            spread = max(values) - min(values) if values else 0.0
            return (*_doubtfulness(gap), -spread, breakdown.finding_id)
        return (*_doubtfulness(gap), -abs(gap.difference), breakdown.finding_id)

    return sorted(breakdowns, key=place)


def _by_ratio(breakdown: Breakdown) -> tuple[bool, bool, bool, float]:
    """Return what sorts by ratio; what has none stays in the order in which it was."""
    gap = breakdown.gap
    return (*_doubtfulness(gap), -((gap.ratio if gap else None) or 0.0))


def _doubtfulness(gap: Gap | None) -> tuple[bool, bool, bool]:
    """Return what sorts gaps that can be relied on before those that cannot, and before none."""
    if gap is None:
        return (True, True, True)
    both = (gap.behind.estimate, gap.ahead.estimate)
    is_firm = all(e.reliability is Reliability.FIRM for e in both)
    return (False, not is_firm, gap.distinguishable is False)


def charted(ctx: SeriesContext) -> list[Breakdown]:
    """Return the breakdowns that earn a chart: the widest firm gap, and one at least as wide.

    People come before places: a breakdown by place is the main one only where no group of people
    has a figure. A second chart must be of another dimension, with a gap that can be relied on
    and is not narrower than the first.
    """
    choices = ctx.choices
    if choices.charted is None:
        choices.charted = _earning_a_chart(ctx)
    return choices.charted


def _earning_a_chart(ctx: SeriesContext) -> list[Breakdown]:
    every = representatives(ctx)
    people = ranked([b for b in every if b.dimension_id != PLACE])
    places = ranked([b for b in every if b.dimension_id == PLACE])
    candidates = [b for b in people if has_value(b)] + [b for b in places if has_value(b)]
    if not candidates:
        return (people + places)[:1]
    main, *others = candidates
    return [main, *(b for b in ranked(others) if is_as_wide(b, main))][:2]


def is_as_wide(breakdown: Breakdown, main: Breakdown) -> bool:
    """Tell whether a breakdown says something as weighty as the main one, and as surely."""
    gap = breakdown.gap
    if gap is None or gap.distinguishable is False or gap.difference <= 0:
        return False
    both = (gap.behind.estimate, gap.ahead.estimate)
    if any(estimate.reliability is not Reliability.FIRM for estimate in both):
        return False
    return main.gap is None or gap.difference >= main.gap.difference


def comparable_periods(ctx: SeriesContext, breakdown: Breakdown) -> GapTrend | None:
    """Return the same breakdown over time, None where fewer than two periods can be compared.

    Periods that say something must be two or more in the newest run without a break.
    """
    for trend in ctx.findings.gap_trends:
        speaking = [b for b in trend.segments[-1] if _valued(b) > 1]
        if len(speaking) > 1 and speaking[-1].finding_id == breakdown.finding_id:
            return trend
    return None


def has_value(breakdown: Breakdown) -> bool:
    """Whether there is anything to draw."""
    return _valued(breakdown) > 0


def _valued(breakdown: Breakdown) -> int:
    return len([None for member in breakdown.members if member.estimate.value is not None])


def compared(ctx: SeriesContext) -> list[OfficialCitizen]:
    """Return the comparisons in which both sides have a value somewhere."""

    def spoken(estimates: Sequence[Estimate | None]) -> bool:
        return any(estimate is not None and estimate.value is not None for estimate in estimates)

    found = [
        item
        for item in ctx.findings.official_citizen
        if spoken([pair.official for pair in item.pairs])
        and spoken([pair.citizen for pair in item.pairs])
    ]
    return sorted(found, key=lambda item: (not ctx.is_country(item.place_id), item.finding_id))


def crossings(ctx: SeriesContext) -> list[Intersection]:
    """Return one crossing per pair of dimensions, those with something firm to say first."""

    def place(found: Intersection) -> tuple[bool, bool, str]:
        worst = found.worst
        is_firm = worst is not None and worst.estimate.reliability is Reliability.FIRM
        return (not is_firm, not ctx.is_country(found.place_id), found.finding_id)

    chosen: dict[tuple[str, ...], Intersection] = {}
    for found in sorted(ctx.findings.intersections, key=place):
        chosen.setdefault(found.dimension_ids, found)
    return list(chosen.values())


# --- what a template asks for ------------------------------------------------------------------


def breakdown_by(ctx: SeriesContext, by: str | None) -> Breakdown:
    """Return the breakdown of a dimension by id or name; without one, the widest gap's.

    Raises:
        FigureError: The series has no such figures.
    """
    found = ranked(representatives(ctx))
    if by is None and found:
        return found[0]
    for breakdown in found:
        if by is not None and _is_named(ctx, breakdown.dimension_id, by):
            return breakdown
    raise _nothing_by(ctx, by, sorted({b.dimension_id for b in found}))


def crossing_by(ctx: SeriesContext, by: str) -> Intersection:
    """Return the crossing of dimensions joined by ``*``, in any order.

    Raises:
        FigureError: The series has no such figures.
    """
    names = [name.strip() for name in by.split("*")]
    for found in crossings(ctx):
        if len(names) == len(found.dimension_ids) and all(
            any(_is_named(ctx, dimension_id, name) for name in names)
            for dimension_id in found.dimension_ids
        ):
            return found
    raise _nothing_by(ctx, by, ["*".join(found.dimension_ids) for found in crossings(ctx)])


def comparison_by(ctx: SeriesContext, by: str | None) -> OfficialCitizen:
    """Return official beside citizen figures of a place; without one, the country's.

    Raises:
        FigureError: The series has no such figures.
    """
    both = compared(ctx)
    if both and by is None:
        return both[0]
    for found in both:
        if by in {found.place_id, ctx.place(found.place_id)}:
            return found
    if both:
        raise _nothing_by(ctx, by, [found.place_id for found in both])
    raise FigureError(
        f"{ctx.series.indicator_id} has no official and citizen figures of the same thing",
        'use chart("bars", …), or add the missing figures to data/',
    )


def _is_named(ctx: SeriesContext, dimension_id: str, name: str) -> bool:
    return name.strip().casefold() in {dimension_id, ctx.dimension(dimension_id).casefold()}


def _nothing_by(ctx: SeriesContext, by: str | None, known: Sequence[str]) -> FigureError:
    indicator = ctx.series.indicator_id
    if not known:
        return FigureError(
            f"{indicator} has no figures by group", "add them to data/, or remove this chart"
        )
    return FigureError(f'{indicator} has no figures by "{by}"', f"use one of: {', '.join(known)}")
