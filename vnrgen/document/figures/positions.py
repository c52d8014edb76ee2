"""Findings → what a chart draws: points, rows and axes, every label as finished words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from vnrgen.analysis.disparity import is_ordered, is_ranked
from vnrgen.analysis.findings import (
    Breakdown,
    Estimate,
    GapTrend,
    GroupEstimate,
    OfficialCitizen,
    OfficialCitizenPair,
    Reliability,
    Trend,
)
from vnrgen.document.drawings import (
    Bars,
    Dumbbell,
    Emphasis,
    Equiplot,
    Point,
    Producer,
    Row,
)
from vnrgen.document.figures.axes import value_axis
from vnrgen.document.language.quantities import COUNT
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.shown_periods import evenly, shown_periods
from vnrgen.document.series.verdict import Verdict, verdict

NamedPair = tuple[str, OfficialCitizenPair]

MOST_PERIODS = 6
AGE = "age"


def in_reading_order(ctx: SeriesContext, breakdown: Breakdown) -> list[GroupEstimate]:
    """Return every category as a chart or table lists it.

    An ordered dimension and ages keep their order. Others run from the worst value to the best,
    then the residual categories, then those without a value. None is left out.
    """
    named = [member for member in breakdown.members if is_ranked(member)]
    if breakdown.dimension_id == AGE or is_ordered(named):
        return list(breakdown.members)
    sign = 1 if ctx.series.favourable else -1

    def place(member: GroupEstimate) -> tuple[bool, bool, float, str]:
        value = member.estimate.value
        shown = 0.0 if value is None else sign * value
        return (value is None, not is_ranked(member), shown, member.category.code)

    return sorted(breakdown.members, key=place)


def producer_of(estimate: Estimate) -> Producer:
    """Return whether people themselves produced a figure."""
    return Producer.CITIZEN if estimate.source_kind.is_citizen else Producer.OFFICIAL


def point_of(ctx: SeriesContext, estimate: Estimate, label: str, emphasis: Emphasis) -> Point:
    """Return a value as it is drawn, with its interval.

    Raises:
        ValueError: The estimate has no value; a gap is named, never drawn.
    """
    if estimate.value is None:
        msg = "only a value can be drawn"
        raise ValueError(msg)
    has_interval = estimate.lower is not None and estimate.upper is not None
    return Point(
        value=estimate.value,
        text=ctx.text(estimate),
        label=label,
        producer=producer_of(estimate),
        emphasis=emphasis,
        lower=estimate.lower if has_interval else None,
        upper=estimate.upper if has_interval else None,
        small=estimate.reliability is Reliability.SMALL,
    )


def parts_of(ctx: SeriesContext, breakdown: Breakdown) -> dict[str, Emphasis]:
    """Return the category codes that carry the message: who is behind, who is ahead.

    Nobody is coloured as behind where the two are equal, cannot be told apart or are doubted.
    """
    gap = breakdown.gap
    if gap is None:
        return {}
    told, behind, ahead = verdict(ctx, breakdown, gap), gap.behind, gap.ahead
    if not told.is_a_gap:
        return {}
    if told is Verdict.OUT_OF_ORDER:
        if gap.worst.estimate.reliability is not Reliability.FIRM:
            return {}
        behind, ahead = gap.worst, gap.behind if gap.difference < 0 else gap.ahead
    return {ahead.category.code: Emphasis.AHEAD, behind.category.code: Emphasis.BEHIND}


def extremes(points: Iterable[Point]) -> list[float]:
    """Return every number that an axis must reach: values and the limits of intervals."""
    return [
        number
        for point in points
        for number in (point.value, point.lower, point.upper)
        if number is not None
    ]


# --- bars --------------------------------------------------------------------------------------


def bars(ctx: SeriesContext, breakdown: Breakdown) -> Bars:
    """Return bars of one breakdown, with the reference line where one was published."""
    parts = parts_of(ctx, breakdown)
    rows = tuple(_bar(ctx, member, parts) for member in in_reading_order(ctx, breakdown))
    reference = _reference(ctx, breakdown)
    points = [point for row in rows for point in row.points]
    numbers = extremes([*points, *([reference] if reference else [])])
    return Bars(rows=rows, axis=value_axis(numbers, ctx.series, ctx.wording), reference=reference)


def _bar(ctx: SeriesContext, member: GroupEstimate, parts: dict[str, Emphasis]) -> Row:
    name, estimate = ctx.category(member.category), member.estimate
    if estimate.value is None:
        return Row(label=name, points=(), absent=ctx.absence(estimate))
    if estimate.reliability is Reliability.SMALL and estimate.n is not None:
        count = ctx.wording.number(estimate.n)
        name = ctx.wording.text("{group} (n\u00a0=\u00a0{count})", group=name, count=count)
    emphasis = parts.get(member.category.code, Emphasis.PLAIN)
    return Row(label=name, points=(point_of(ctx, estimate, "", emphasis),))


def _reference(ctx: SeriesContext, breakdown: Breakdown) -> Point | None:
    reference = breakdown.reference
    # The whole of a count is the sum of its groups: no line that a group could reach or miss.
    if reference is None or reference.value is None or ctx.series.unit == COUNT:
        return None
    return point_of(ctx, reference, ctx.place(breakdown.place_id), Emphasis.NATIONAL)


def headline_bars(ctx: SeriesContext, trend: Trend) -> Bars:
    """Return bars of a headline, one per period, oldest first; gaps keep their place.

    Of very many periods a choice is drawn, the same that the table prints.
    """
    rows = []
    for estimate in shown_headlines(trend):
        label = estimate.period.label
        if estimate.value is None:
            rows.append(Row(label=label, points=(), absent=ctx.absence(estimate)))
            continue
        rows.append(Row(label=label, points=(point_of(ctx, estimate, "", Emphasis.PLAIN),)))
    numbers = extremes(point for row in rows for point in row.points)
    axis = value_axis(numbers, ctx.series, ctx.wording)
    return Bars(rows=tuple(rows), axis=axis, reference=None)


def headline_estimates(trend: Trend) -> list[Estimate]:
    """Return all estimates of a headline by period, then source."""
    every = [estimate for segment in trend.segments for estimate in segment.estimates]
    return sorted(every, key=lambda e: (e.period, e.source_id))


def shown_headlines(trend: Trend) -> list[Estimate]:
    """Return the estimates of a headline that are drawn and printed; of very many periods, some."""
    return shown_periods(headline_estimates(trend), lambda estimate: estimate.period)


# --- equiplot ----------------------------------------------------------------------------------


def drawn_periods(trend: GapTrend) -> list[Breakdown]:
    """Return the periods of a breakdown that are drawn, oldest first: of very many, some."""
    speaking = [
        breakdown
        for breakdown in trend.breakdowns
        if any(m.estimate.reliability is not Reliability.ABSENT for m in breakdown.members)
    ]
    return evenly(speaking, MOST_PERIODS)


def equiplot(ctx: SeriesContext, trend: GapTrend) -> Equiplot:
    """Return an equiplot of a breakdown over its periods; the newest is drawn on top.

    Where a run of comparable periods ends, a rule with words stands between the rows.
    """
    drawn = drawn_periods(trend)
    parts = parts_of(ctx, drawn[-1])
    rows = []
    newer: Breakdown | None = None
    for breakdown in reversed(drawn):
        row = _period_row(ctx, breakdown, parts)
        if newer is not None and not are_in_one_run(trend, breakdown, newer):
            row = replace(row, break_above=ctx.wording.text("Not comparable with later years"))
        rows.append(row)
        newer = breakdown
    numbers = [point.value for row in rows for point in row.points]
    axis = value_axis(numbers, ctx.series, ctx.wording, from_zero=False)
    return Equiplot(rows=tuple(rows), axis=axis)


def are_in_one_run(trend: GapTrend, one: Breakdown, other: Breakdown) -> bool:
    """Tell whether nothing breaks the comparison between two periods of a breakdown."""
    return any(
        {one.finding_id, other.finding_id} <= {breakdown.finding_id for breakdown in run}
        for run in trend.segments
    )


def _period_row(ctx: SeriesContext, breakdown: Breakdown, parts: dict[str, Emphasis]) -> Row:
    points, absent = [], []
    for member in breakdown.members:
        name, estimate = ctx.category(member.category), member.estimate
        if estimate.value is None:
            absent.append(
                ctx.wording.text("{name}: {value}", name=name, value=ctx.absence(estimate))
            )
            continue
        emphasis = parts.get(member.category.code, Emphasis.PLAIN)
        points.append(point_of(ctx, estimate, name, emphasis))
    reference = _reference(ctx, breakdown)
    if reference is not None and points:
        points.append(reference)
    return Row(
        label=breakdown.period.label, points=tuple(points), absent=ctx.wording.listing(absent)
    )


# --- official beside citizen -------------------------------------------------------------------


def dumbbell(ctx: SeriesContext, pairs: Sequence[NamedPair]) -> Dumbbell:
    """Return official and citizen figures per group, each with the words for who produced it."""
    rows = tuple(_pair_row(ctx, pair, name) for name, pair in pairs)
    numbers = extremes(point for row in rows for point in row.points)
    return Dumbbell(
        rows=rows,
        axis=value_axis(numbers, ctx.series, ctx.wording, from_zero=False),
        official_label=ctx.wording.text("official"),
        citizen_label=ctx.wording.text("citizen"),
    )


def named_pairs(ctx: SeriesContext, found: OfficialCitizen) -> list[NamedPair]:
    """Return the pairs of one place that have a citizen side, each with a name.

    Where a group has two citizen sources, its name says which.
    """
    pairs = [pair for pair in found.pairs if pair.citizen is not None]
    plain = [pair_label(ctx, pair) for pair in pairs]
    named = []
    for pair, name in zip(pairs, plain, strict=True):
        if plain.count(name) > 1 and pair.citizen is not None:
            source = ctx.publishable.sources.get(pair.citizen.source_id)
            title = source.title if source is not None else pair.citizen.source_id
            named.append((ctx.wording.text("{group} ({source})", group=name, source=title), pair))
        else:
            named.append((name, pair))
    return named


def placed_pairs(ctx: SeriesContext, found: Sequence[OfficialCitizen]) -> list[NamedPair]:
    """Return the pairs of several places, each named by its place, and its group if it has one."""
    pairs = []
    for item in found:
        place = ctx.place(item.place_id)
        for name, pair in named_pairs(ctx, item):
            if pair.category is None:
                pairs.append((place, pair))
            else:
                label = ctx.wording.text("{place}: {group}", place=place, group=name)
                pairs.append((label, pair))
    return pairs


def pair_label(ctx: SeriesContext, pair: OfficialCitizenPair) -> str:
    """Return the name of the group that a pair is about."""
    return ctx.category(pair.category) if pair.category else ctx.wording.text("Everybody")


def _pair_row(ctx: SeriesContext, pair: OfficialCitizenPair, name: str) -> Row:
    points, absent = [], []
    for estimate, is_citizen in ((pair.official, False), (pair.citizen, True)):
        if estimate is not None and estimate.value is not None:
            points.append(point_of(ctx, estimate, "", Emphasis.PLAIN))
        elif is_citizen:
            absent.append(_absent_citizen(ctx, estimate))
        else:
            absent.append(_absent_official(ctx, estimate))
    return Row(label=name, points=tuple(points), absent=ctx.wording.listing(absent))


def _is_missing(ctx: SeriesContext, estimate: Estimate) -> bool:
    """Whether a source has a row and says nothing in it: as good as no row."""
    return ctx.absence(estimate) == ctx.wording.text("no data")


def _absent_official(ctx: SeriesContext, estimate: Estimate | None) -> str:
    if estimate is None or _is_missing(ctx, estimate):
        return ctx.wording.text("no official figure")
    return ctx.wording.text("official: {value}", value=ctx.absence(estimate))


def _absent_citizen(ctx: SeriesContext, estimate: Estimate | None) -> str:
    if estimate is None or _is_missing(ctx, estimate):
        return ctx.wording.text("no citizen figure")
    return ctx.wording.text("citizen: {value}", value=ctx.absence(estimate))
