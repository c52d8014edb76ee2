"""Titles of breakdowns in which nobody is clearly behind, and why that is so."""

from __future__ import annotations

from vnrgen.analysis.disparity import is_ranked, worst_first
from vnrgen.analysis.findings import Breakdown, DoubtKind, Gap, GroupEstimate, Reliability
from vnrgen.analysis.uncertainty import distinguishable
from vnrgen.document.blocks import Inlines
from vnrgen.document.figures.title_parts import Turn, ends_of
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.verdict import doubt_of, may_rank


def on_few_cases(ctx: SeriesContext, gap: Gap, turn: Turn) -> Inlines:
    """Say that who is behind rests on few cases."""
    say, group = ctx.wording.inlines, ctx.member(gap.behind)
    match turn:
        case Turn.SIDE_BY_SIDE:
            return say("{group} may be furthest behind, but this rests on few cases", group=group)
        case Turn.SPAN:
            return say(
                "Too few cases to be sure who is furthest behind: perhaps {group}", group=group
            )
        case Turn.FURTHEST:
            return say("Perhaps furthest behind, on few cases: {group}", group=group)


def not_told_apart(ctx: SeriesContext, gap: Gap, turn: Turn) -> Inlines:
    """Say that the margin of error covers the difference."""
    say, ends = ctx.wording.inlines, ends_of(ctx, gap)
    match turn:
        case Turn.SIDE_BY_SIDE:
            return say(
                "{first}, at {a}, and {second}, at {b}, cannot be told apart: the difference is"
                " within the margin of error",
                **ends,
            )
        case Turn.SPAN:
            return say(
                "No clear gap: {first} at {a} and {second} at {b}, a difference within the margin"
                " of error",
                **ends,
            )
        case Turn.FURTHEST:
            return say(
                "Who is furthest behind cannot be said: the margin of error covers the difference"
                " between {first}, at {a}, and {second}, at {b}",
                **ends,
            )


def out_of_order(ctx: SeriesContext, gap: Gap) -> Inlines:
    """Say that the order of the groups is not the order of their figures."""
    worst, say, ends = gap.worst, ctx.wording.inlines, ends_of(ctx, gap)
    if worst.estimate.reliability is not Reliability.FIRM:
        return say("The two ends of the scale: {first}, at {a}, and {second}, at {b}", **ends)
    if worst.category.code == gap.ahead.category.code:
        return say(
            "The gap runs the other way: {b} at the upper end ({second}) is worse than {a} at the"
            " lower end ({first})",
            **ends,
        )
    return say(
        "Furthest behind: {worst}, at {w}; the ends of the scale are {first}, at {a}, and {second},"
        " at {b}",
        worst=ctx.member(worst),
        w=ctx.value(worst.estimate),
        **ends,
    )


def without_gap(ctx: SeriesContext, breakdown: Breakdown) -> Inlines:
    """Say what there is where nothing may be ranked, or too little can be shown."""
    firm = [
        member
        for member in breakdown.members
        if member.estimate.reliability is Reliability.FIRM and is_ranked(member)
    ]
    by = ctx.by(breakdown)
    if not firm:
        return ctx.wording.inlines("{dimension}: no group has a firm figure", dimension=by)
    if len(firm) == 1:
        return ctx.wording.inlines(
            "Only one group has a firm figure: {group}, at {value}", **_group(ctx, firm[0])
        )
    favourable, doubt = ctx.series.favourable, doubt_of(breakdown)
    if doubt is not None:
        return doubtful(ctx, doubt)
    worst, *_, best = worst_first(firm, favourable=favourable is not False)
    if not may_rank(ctx, breakdown) or distinguishable(worst.estimate, best.estimate) is False:
        return _lowest_and_highest(ctx, firm)
    return ctx.wording.inlines(
        "Furthest behind of those with a firm figure: {group}, at {value}", **_group(ctx, worst)
    )


def doubtful(ctx: SeriesContext, doubt: DoubtKind | None) -> Inlines:
    """Say in place of a ranking why there is none."""
    say = ctx.wording.inlines
    match doubt:
        case DoubtKind.DISTRIBUTION:
            return say("Not ranked: these figures divide a whole and are no rates of the groups")
        case DoubtKind.OFF_SCALE:
            return say("Not ranked: a figure lies outside what a share can be")
        case DoubtKind.LEVELS_MIXED:
            return say("Not ranked: places of different levels stand side by side")
        case DoubtKind.BOUNDARIES_CHANGE:
            return say("Not ranked: some of these places exist only before or after a reform")
        case _:
            return say("Not ranked: the figures are doubtful")


def _lowest_and_highest(ctx: SeriesContext, firm: list[GroupEstimate]) -> Inlines:
    ordered = worst_first(firm, favourable=True)
    return ctx.wording.inlines(
        "Lowest: {first}, at {a}; highest: {second}, at {b}",
        first=ctx.member(ordered[0]),
        a=ctx.value(ordered[0].estimate),
        second=ctx.member(ordered[-1]),
        b=ctx.value(ordered[-1].estimate),
    )


def _group(ctx: SeriesContext, member: GroupEstimate) -> dict[str, str | Inlines]:
    return {"group": ctx.member(member), "value": ctx.value(member.estimate)}
