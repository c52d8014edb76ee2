"""Findings as sentences: the grammar of chart titles, leads and alternative texts.

Each message is a whole sentence that a translator can turn around. A label of a group never
stands where the grammar of a language would have to bend it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from vnrgen.analysis.disparity import is_ranked, worst_first
from vnrgen.analysis.findings import (
    Breakdown,
    Estimate,
    Gap,
    GapTrend,
    GroupEstimate,
    Reliability,
)
from vnrgen.analysis.uncertainty import difference_interval
from vnrgen.document.blocks import BoundNumber, Inlines, Text
from vnrgen.document.quantities import quantity
from vnrgen.document.series_context import SeriesContext

_TELLING_RATIO = 1.5  # below it, "times as high" says less than the difference
_WHOLE_RATIO = 10.0  # from here on a decimal would be false precision
_SHARP = 0.05  # the rounding that a divisor may carry, as a share of it
_NOTABLE = 0.05  # a change of a gap below this share is no change (UNSD country profiles)


def breakdown_title(ctx: SeriesContext, breakdown: Breakdown) -> Inlines:
    """Return what a breakdown says, as one sentence without a full stop.

    A figure on few cases is never the headline; where the margin of error does not let two
    groups be told apart, that is the headline.
    """
    gap = breakdown.gap
    if gap is None:
        return _without_gap(ctx, breakdown)
    both = (gap.behind.estimate, gap.ahead.estimate)
    if any(estimate.reliability is not Reliability.FIRM for estimate in both):
        return ctx.wording.inlines(
            "{group} may be furthest behind, but this rests on few cases",
            group=ctx.category(gap.behind.category),
        )
    if gap.distinguishable is False:
        return ctx.wording.inlines(
            "{first} ({a}) and {second} ({b}) cannot be told apart: the difference is within the"
            " margin of error",
            **_ends(ctx, gap),
        )
    if ctx.text(both[0]) == ctx.text(both[1]):
        return ctx.wording.inlines(
            "No difference: {first} and {second} are both at {a}", **_ends(ctx, gap)
        )
    if gap.worst.category.code != gap.behind.category.code or gap.difference < 0:
        return _worst_elsewhere(ctx, gap)
    return _clear_gap(ctx, breakdown.finding_id, gap)


def _ends(ctx: SeriesContext, gap: Gap) -> dict[str, str | Inlines]:
    return {
        "first": ctx.category(gap.behind.category),
        "a": ctx.value(gap.behind.estimate),
        "second": ctx.category(gap.ahead.category),
        "b": ctx.value(gap.ahead.estimate),
    }


def _clear_gap(ctx: SeriesContext, finding_id: str, gap: Gap) -> Inlines:
    say, ends = ctx.wording.inlines, _ends(ctx, gap)
    higher_is_worse = ctx.series.favourable is False
    if gap.ratio is not None and gap.ratio >= _TELLING_RATIO and _is_sharp(ctx, gap):
        ratio = _ratio(ctx, finding_id, gap.ratio)
        if higher_is_worse:
            return say(
                "Furthest behind: {first}, at {a}, about {ratio} times the {b} at the other end"
                " ({second})",
                ratio=ratio,
                **ends,
            )
        return say(
            "Furthest behind: {first}, at {a}; at the other end ({second}) it is {b}, about {ratio}"
            " times as high",
            ratio=ratio,
            **ends,
        )
    if ctx.is_percentage and higher_is_worse:
        return say(
            "Furthest behind: {first}, at {a}, {distance} above the {b} at the other end"
            " ({second})",
            distance=ctx.distance(finding_id, gap.difference),
            **ends,
        )
    if ctx.is_percentage:
        return say(
            "Furthest behind: {first}, at {a}, {distance} below the {b} at the other end"
            " ({second})",
            distance=ctx.distance(finding_id, gap.difference),
            **ends,
        )
    return say("Furthest behind: {first}, at {a}, against {b} at the other end ({second})", **ends)


def _ratio(ctx: SeriesContext, finding_id: str, ratio: float) -> BoundNumber:
    whole = ratio >= _WHOLE_RATIO or math.isclose(round(ratio, 1), round(ratio))
    return ctx.found(finding_id, ctx.wording.number(ratio, 0 if whole else 1), "ratio")


def _is_sharp(ctx: SeriesContext, gap: Gap) -> bool:
    """Tell whether the smaller value is printed sharply enough to be divided by.

    0.3 may stand for anything from 0.25 to 0.35: "39 times" would be false precision.
    """
    smaller = min(abs(gap.behind.estimate.value or 0.0), abs(gap.ahead.estimate.value or 0.0))
    return 0.5 * 10.0**-ctx.series.decimals <= _SHARP * smaller


def _worst_elsewhere(ctx: SeriesContext, gap: Gap) -> Inlines:
    worst = gap.worst.estimate
    if worst.reliability is not Reliability.FIRM:
        return ctx.wording.inlines(
            "The two ends of the scale: {first}, at {a}, and {second}, at {b}", **_ends(ctx, gap)
        )
    return ctx.wording.inlines(
        "Furthest behind: {worst}, at {w}; the ends of the scale are {first}, at {a}, and {second},"
        " at {b}",
        worst=ctx.category(gap.worst.category),
        w=ctx.value(worst),
        **_ends(ctx, gap),
    )


def _without_gap(ctx: SeriesContext, breakdown: Breakdown) -> Inlines:
    """Say what there is where nothing may be ranked, or too little can be shown."""
    firm = [
        member
        for member in breakdown.members
        if member.estimate.reliability is Reliability.FIRM and is_ranked(member)
    ]
    by = ctx.dimension(breakdown.dimension_id)
    if not firm:
        return ctx.wording.inlines("{dimension}: no group has a firm figure", dimension=by)
    if len(firm) == 1:
        return ctx.wording.inlines(
            "Only one group has a firm figure: {group}, at {value}", **_group(ctx, firm[0])
        )
    if ctx.series.favourable is None:
        ordered = worst_first(firm, favourable=True)
        return ctx.wording.inlines(
            "Lowest: {first}, at {a}; highest: {second}, at {b}",
            first=ctx.category(ordered[0].category),
            a=ctx.value(ordered[0].estimate),
            second=ctx.category(ordered[-1].category),
            b=ctx.value(ordered[-1].estimate),
        )
    worst = worst_first(firm, favourable=ctx.series.favourable)[0]
    return ctx.wording.inlines(
        "Furthest behind of those with a firm figure: {group}, at {value}", **_group(ctx, worst)
    )


def _group(ctx: SeriesContext, member: GroupEstimate) -> dict[str, str | Inlines]:
    return {"group": ctx.category(member.category), "value": ctx.value(member.estimate)}


# --- change over time --------------------------------------------------------------------------


def change_sentence(ctx: SeriesContext, trend: GapTrend) -> Inlines:
    """Return how the gap changed from the first to the last period, () where none can be said.

    Only firm figures of the same two groups are compared. A change within the margin of error,
    or below a twentieth where no margin is published, is no change.
    """
    told = [b for b in trend.breakdowns if b.gap is not None and _is_firm(b.gap)]
    if len(told) < 2:
        return ()
    first, last = told[0], told[-1]
    if first.gap is None or last.gap is None or _pair(first.gap) != _pair(last.gap):
        return ()
    before, after = first.gap.difference, last.gap.difference
    if before <= 0 or after <= 0:
        return ()
    parts: dict[str, str | Inlines] = {
        "behind": ctx.category(last.gap.behind.category),
        "ahead": ctx.category(last.gap.ahead.category),
        "first": first.period.label,
        "last": last.period.label,
        "before": ctx.bare_distance(first.finding_id, before),
        "after": ctx.distance(last.finding_id, after),
    }
    if not _changed(first.gap, last.gap):
        return ctx.wording.inlines(
            "From {first} to {last} the gap ({behind} against {ahead}) did not clearly change:"
            " {before} and {after}.",
            **parts,
        )
    if after < before:
        return ctx.wording.inlines(
            "From {first} to {last} the gap ({behind} against {ahead}) narrowed from {before} to"
            " {after}.",
            **parts,
        )
    return ctx.wording.inlines(
        "From {first} to {last} the gap ({behind} against {ahead}) widened from {before} to"
        " {after}.",
        **parts,
    )


def _pair(gap: Gap) -> tuple[str, str]:
    return (gap.behind.category.code, gap.ahead.category.code)


def _is_firm(gap: Gap) -> bool:
    both = (gap.behind.estimate.reliability, gap.ahead.estimate.reliability)
    return all(reliability is Reliability.FIRM for reliability in both)


def _changed(first: Gap, last: Gap) -> bool:
    change = abs(last.difference - first.difference)
    half = [_half_width(gap) for gap in (first, last)]
    if half[0] is not None and half[1] is not None:
        return change > math.hypot(half[0], half[1])
    return change >= _NOTABLE * max(abs(first.difference), abs(last.difference))


def _half_width(gap: Gap) -> float | None:
    interval = difference_interval(gap.behind.estimate, gap.ahead.estimate)
    return None if interval is None else (interval[1] - interval[0]) / 2


# --- the lead under a heading ------------------------------------------------------------------


def lead(ctx: SeriesContext, breakdown: Breakdown, trend: GapTrend | None) -> Inlines:
    """Return the sentences beside the main chart: change, whole, target, who is missing."""
    sentences = [
        change_sentence(ctx, trend) if trend is not None else (),
        _national(ctx, breakdown),
        _target(ctx),
        _missing(ctx, breakdown),
        _too_few(ctx, breakdown),
    ]
    return joined([sentence for sentence in sentences if sentence])


def joined(sentences: Sequence[Inlines]) -> Inlines:
    """Set sentences one after the other, in one paragraph."""
    parts: list[Inlines] = []
    for sentence in sentences:
        parts.extend([(Text(" "),), sentence] if parts else [sentence])
    return tuple(inline for part in parts for inline in part)


def _national(ctx: SeriesContext, breakdown: Breakdown) -> Inlines:
    reference = breakdown.reference
    if reference is None or reference.value is None:
        return ()
    parts: dict[str, str | Inlines] = {
        "place": ctx.place(breakdown.place_id),
        "value": ctx.value(reference),
        "period": reference.period.label,
    }
    if reference.source_kind.is_citizen:
        return ctx.wording.inlines(
            "{place} as a whole: {value} in {period}, by citizen data.", **parts
        )
    return ctx.wording.inlines("{place} as a whole: {value} in {period}.", **parts)


def _target(ctx: SeriesContext) -> Inlines:
    series = ctx.series
    if series.target is None:
        return ()
    number = quantity(series.target, series, ctx.wording)
    value = ctx.found("|".join(("target", *series.key)), number, "target")
    if series.target_year is None:
        return ctx.wording.inlines("The target is {value}.", value=value)
    year = str(series.target_year)
    return ctx.wording.inlines("The target for {year} is {value}.", year=year, value=value)


def _missing(ctx: SeriesContext, breakdown: Breakdown) -> Inlines:
    missing = _named(ctx, breakdown, Reliability.ABSENT)
    if not missing:
        return ()
    return ctx.wording.inlines("No figure was published for: {groups}.", groups=missing)


def _too_few(ctx: SeriesContext, breakdown: Breakdown) -> Inlines:
    missing = _named(ctx, breakdown, Reliability.WITHHELD)
    if not missing:
        return ()
    return ctx.wording.inlines("Too few cases to show a figure: {groups}.", groups=missing)


def _named(ctx: SeriesContext, breakdown: Breakdown, reliability: Reliability) -> str:
    names = [
        ctx.category(member.category)
        for member in breakdown.members
        if member.estimate.reliability is reliability
    ]
    return ctx.wording.listing(names) if names else ""


def value_list(ctx: SeriesContext, named: Sequence[tuple[str, Estimate]]) -> str:
    """Return names and values as running text, for those who cannot see the drawing."""
    return ctx.wording.listing(
        [
            ctx.wording.text("{name} {value}", name=name, value=ctx.text(estimate))
            for name, estimate in named
        ]
    )
