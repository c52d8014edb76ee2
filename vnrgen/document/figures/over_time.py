"""Breakdowns over several periods → what a slope chart or small multiples draw."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from vnrgen.analysis.disparity import is_ordered, is_ranked
from vnrgen.analysis.findings import Breakdown, Estimate, GapTrend, GroupEstimate, Period
from vnrgen.analysis.over_time.pace import year_of
from vnrgen.document.drawings import Emphasis, Line, Moment, Panel, Point, Slope, SmallMultiples
from vnrgen.document.figures.axes import value_axis
from vnrgen.document.figures.data import printed_periods
from vnrgen.document.figures.positions import (
    AGE,
    are_in_one_run,
    extremes,
    in_reading_order,
    parts_of,
    point_of,
    producer_of,
)
from vnrgen.document.language.quantities import COUNT
from vnrgen.document.series.context import SeriesContext, periods_span

MOST_LINES = 4
"""Groups whose lines a reader can still tell apart in one plot, the whole beside them."""

MOST_OVER_TIME = 18
"""Groups that a page can name beside their points, or draw a panel each."""

_LEAST_IN_PANELS = 3  # periods: two make a slope, not a course
_LISTED = 3  # more periods without a value than this are named by the first and the last


class Form(Enum):
    """How a breakdown over several periods is drawn."""

    SLOPE = "slope"
    EQUIPLOT = "equiplot"
    MULTIPLES = "multiples"


def form_of(ctx: SeriesContext, trend: GapTrend) -> Form:
    """Choose the drawing: few groups as lines, an order as an equiplot, many groups as panels.

    Panels are for groups or places without an order that have a course, three or more periods
    that can be compared; with fewer an equiplot shows their spread.
    """
    named = _named(ctx, printed_periods(ctx, trend))
    if len(named) <= MOST_LINES:
        return Form.SLOPE
    newest = [member for member in trend.breakdowns[-1].members if is_ranked(member)]
    run = trend.segments[-1]
    is_long = sum(_has_value(breakdown) for breakdown in run) >= _LEAST_IN_PANELS
    if trend.dimension_id == AGE or is_ordered(newest) or not is_long:
        return Form.EQUIPLOT
    return Form.MULTIPLES


def slope(ctx: SeriesContext, trend: GapTrend) -> Slope:
    """Return a line per group over the periods of a breakdown, and one for everybody."""
    drawn = printed_periods(ctx, trend)
    parts = parts_of(ctx, drawn[-1])
    named = _named(ctx, drawn)
    lines = [_line(ctx, member, drawn, parts) for member in named]
    whole = _whole(ctx, drawn)
    if whole is not None:
        lines.append(whole)
    absent = [words for member in named if (words := _absent(ctx, member, drawn, with_name=True))]
    numbers = extremes(point for line in lines for point in line.points if point is not None)
    return Slope(
        moments=_moments(ctx, trend, drawn),
        lines=tuple(line for line in lines if any(line.points)),
        axis=value_axis(numbers, ctx.series, ctx.wording, from_zero=False),
        absent=ctx.wording.apart(absent),
    )


def multiples(ctx: SeriesContext, trend: GapTrend) -> SmallMultiples:
    """Return a panel per group or place, none left out, with the whole in each of them."""
    drawn = printed_periods(ctx, trend)
    parts = parts_of(ctx, drawn[-1])
    panels = tuple(
        Panel(
            label=ctx.category(member.category),
            lines=tuple(line for line in [_line(ctx, member, drawn, parts)] if any(line.points)),
            absent=_absent(ctx, member, drawn, with_name=False),
        )
        for member in _named(ctx, drawn)
    )
    whole = _whole(ctx, drawn)
    every = [*(line for panel in panels for line in panel.lines), *([whole] if whole else [])]
    numbers = extremes(point for line in every for point in line.points if point is not None)
    return SmallMultiples(
        moments=_moments(ctx, trend, drawn),
        panels=panels,
        axis=value_axis(numbers, ctx.series, ctx.wording, from_zero=False),
        reference=whole,
    )


def _has_value(breakdown: Breakdown) -> bool:
    return any(member.estimate.value is not None for member in breakdown.members)


def _named(ctx: SeriesContext, drawn: Sequence[Breakdown]) -> list[GroupEstimate]:
    """Return every category once: as the newest period lists it, then those it has no longer."""
    known: dict[str, GroupEstimate] = {}
    for breakdown in reversed(drawn):
        for member in in_reading_order(ctx, breakdown):
            known.setdefault(member.category.code, member)
    return list(known.values())


def _moments(ctx: SeriesContext, trend: GapTrend, drawn: Sequence[Breakdown]) -> tuple[Moment, ...]:
    apart = ctx.wording.text("Not comparable with earlier years")
    breaks = [""]
    breaks += ["" if are_in_one_run(trend, old, new) else apart for old, new in pairwise(drawn)]
    return tuple(
        Moment(label=b.period.label, year=year_of(b.period), break_before=words)
        for b, words in zip(drawn, breaks, strict=True)
    )


def _line(
    ctx: SeriesContext,
    member: GroupEstimate,
    drawn: Sequence[Breakdown],
    parts: dict[str, Emphasis],
) -> Line:
    emphasis = parts.get(member.category.code, Emphasis.PLAIN)
    estimates = [_of(breakdown, member) for breakdown in drawn]
    return Line(
        label=ctx.category(member.category),
        points=tuple(_drawn(ctx, estimate, emphasis) for estimate in estimates),
        emphasis=emphasis,
        producer=producer_of(member.estimate),
    )


def _whole(ctx: SeriesContext, drawn: Sequence[Breakdown]) -> Line | None:
    """Return the line of everybody; the whole of a count is a sum, which no group could reach."""
    references = [breakdown.reference for breakdown in drawn]
    valued = [e for e in references if e is not None and e.value is not None]
    if not valued or ctx.series.unit == COUNT:
        return None
    return Line(
        label=ctx.place(drawn[-1].place_id),
        points=tuple(_drawn(ctx, estimate, Emphasis.NATIONAL) for estimate in references),
        emphasis=Emphasis.NATIONAL,
        producer=producer_of(valued[-1]),
    )


def _drawn(ctx: SeriesContext, estimate: Estimate | None, emphasis: Emphasis) -> Point | None:
    if estimate is None or estimate.value is None:
        return None
    return point_of(ctx, estimate, "", emphasis)


def _of(breakdown: Breakdown, member: GroupEstimate) -> Estimate | None:
    code = member.category.code
    return next((m.estimate for m in breakdown.members if m.category.code == code), None)


def _absent(
    ctx: SeriesContext, member: GroupEstimate, drawn: Sequence[Breakdown], *, with_name: bool
) -> str:
    """Return why values of a group are not drawn, each reason with its periods."""
    reasons: dict[str, list[Period]] = {}
    for breakdown in drawn:
        estimate = _of(breakdown, member)
        if estimate is None:
            reasons.setdefault(ctx.wording.text("no data"), []).append(breakdown.period)
        elif estimate.value is None:
            reasons.setdefault(ctx.absence(estimate), []).append(breakdown.period)
    if not reasons:
        return ""
    told = [
        ctx.wording.text("{period}: {reason}", period=_periods(ctx, periods), reason=reason)
        for reason, periods in reasons.items()
    ]
    if not with_name:
        return ctx.wording.listing(told)
    name = ctx.category(member.category)
    return ctx.wording.text("{group}, {values}", group=name, values=ctx.wording.listing(told))


def _periods(ctx: SeriesContext, periods: Sequence[Period]) -> str:
    if len(periods) <= _LISTED:
        return ctx.wording.listing([period.label for period in periods])
    return periods_span(ctx.wording, periods)
