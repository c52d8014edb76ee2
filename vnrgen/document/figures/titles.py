"""What a breakdown says, as the title of its chart: who is furthest behind, how far, how sure.

The data decide what may be said: a figure on few cases is never the headline, and two groups that
the margin of error does not let us tell apart are not ranked. How it is said takes turns from
series to series, so that neighbouring titles do not read alike: by setting two figures side by
side, by the change or the span, by naming who is furthest behind. Each message is a whole sentence.
"""

from __future__ import annotations

import math
from enum import Enum

from vnrgen.analysis.disparity import is_ranked
from vnrgen.analysis.findings import Breakdown, Gap, GapTrend
from vnrgen.analysis.partition import PLACE
from vnrgen.document.blocks import BoundNumber, Inlines
from vnrgen.document.figures.title_parts import Turn, ends_of
from vnrgen.document.figures.unclear_titles import (
    doubtful,
    not_told_apart,
    on_few_cases,
    out_of_order,
    without_gap,
)
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.gap_changes import Change, change_of
from vnrgen.document.series.numbers import is_kept_back
from vnrgen.document.series.verdict import Verdict, doubt_of, is_alone_at_the_end, verdict
from vnrgen.dossier.model.observations import ObservationStatus

_TELLING_RATIO = 1.5  # below it, "times as high" says less than the difference
_NAMED = 3  # more groups without a figure than this are counted, not listed, in a title
_WHOLE_RATIO = 10.0  # from here on a decimal would be false precision
_SHARP = 0.05  # the rounding that a divisor may carry, as a share of it


class _Who(Enum):
    """What the category furthest behind is: "in" may stand before the name of a place.

    Nothing may stand before the name of a group, which is written as at the head of a list.
    """

    PLACES = "places"
    OTHER = "other"


def breakdown_title(
    ctx: SeriesContext, breakdown: Breakdown, trend: GapTrend | None = None, nth: int = 0
) -> Inlines:
    """Return what a breakdown says, as one sentence without a full stop.

    Args:
        ctx: The series.
        breakdown: What the chart shows, in its newest period.
        trend: The same breakdown over time, where the chart shows that too.
        nth: How many charts of the series come before this one.
    """
    gap = breakdown.gap
    if gap is None:
        return without_gap(ctx, breakdown)
    turn = Turn((2 * ctx.turn + nth) % len(Turn))
    match verdict(ctx, breakdown, gap):
        case Verdict.EQUAL:
            return ctx.wording.inlines(
                "No difference: {first} and {second} are both at {a}", **ends_of(ctx, gap)
            )
        case Verdict.NOT_TOLD_APART:
            return not_told_apart(ctx, gap, turn)
        case Verdict.FEW_CASES:
            return on_few_cases(ctx, gap, turn)
        case Verdict.OUT_OF_ORDER:
            return out_of_order(ctx, gap)
        case Verdict.DOUBTED:
            return doubtful(ctx, doubt_of(breakdown))
        case Verdict.BEHIND:
            return _and_missing(ctx, breakdown, _clear(ctx, breakdown, gap, trend, turn))


def _clear(
    ctx: SeriesContext, breakdown: Breakdown, gap: Gap, trend: GapTrend | None, turn: Turn
) -> Inlines:
    if turn is Turn.SIDE_BY_SIDE:
        return _side_by_side(ctx, breakdown, gap)
    if turn is Turn.FURTHEST and is_alone_at_the_end(ctx, breakdown, gap):
        return _furthest(ctx, breakdown.finding_id, gap)
    return _changed(ctx, gap, trend) or _spanning(ctx, breakdown, gap)


def _and_missing(ctx: SeriesContext, breakdown: Breakdown, title: Inlines) -> Inlines:
    """Add which groups have no figure: they may be further behind than anybody named."""
    missing = [
        member
        for member in breakdown.members
        if is_ranked(member)
        and member.estimate.value is None
        and member.estimate.status is not ObservationStatus.NOT_APPLICABLE
    ]
    if not missing:
        return title
    if len(missing) <= _NAMED:
        groups = ctx.wording.listing([ctx.member(member) for member in missing])
        if any(is_kept_back(member.estimate) for member in missing):
            say = ctx.wording.inlines
            return say("{title}; no figure shown for: {groups}", title=title, groups=groups)
        return ctx.wording.inlines("{title}; no figure for: {groups}", title=title, groups=groups)
    return ctx.wording.plural_inlines(
        "{title}; no figure for {count} more group",
        "{title}; no figure for {count} more groups",
        len(missing),
        title=title,
    )


# --- a clear gap, in three ways ----------------------------------------------------------------


def _side_by_side(ctx: SeriesContext, breakdown: Breakdown, gap: Gap) -> Inlines:
    who = _who(breakdown)
    if _is_told_as_ratio(ctx, gap):
        if ctx.series.favourable is False:
            return _times_the_other(ctx, breakdown.finding_id, gap, who)
        return _times_as_high(ctx, breakdown.finding_id, gap, who)
    if ctx.is_percentage:
        return _apart(ctx, breakdown.finding_id, gap, who)
    return _bare(ctx, gap, who)


def _times_the_other(ctx: SeriesContext, finding_id: str, gap: Gap, who: _Who) -> Inlines:
    say, ends = ctx.wording.inlines, ends_of(ctx, gap)
    ratio = _ratio(ctx, finding_id, gap)
    match who:
        case _Who.PLACES:
            return say(
                "{a} in {first}, about {ratio} times the {b} in {second}", ratio=ratio, **ends
            )
        case _Who.OTHER:
            return say(
                "{first}: {a}, about {ratio} times the {b} at the other end ({second})",
                ratio=ratio,
                **ends,
            )


def _times_as_high(ctx: SeriesContext, finding_id: str, gap: Gap, who: _Who) -> Inlines:
    say, ends = ctx.wording.inlines, ends_of(ctx, gap)
    ratio = _ratio(ctx, finding_id, gap)
    match who:
        case _Who.PLACES:
            return say(
                "{a} in {first}; in {second} it is {b}, about {ratio} times as high",
                ratio=ratio,
                **ends,
            )
        case _Who.OTHER:
            return say(
                "{first}: {a}; at the other end ({second}): {b}, about {ratio} times as high",
                ratio=ratio,
                **ends,
            )


def _apart(ctx: SeriesContext, finding_id: str, gap: Gap, who: _Who) -> Inlines:
    say, ends = ctx.wording.inlines, ends_of(ctx, gap)
    distance = ctx.distance(finding_id, gap.difference)
    match who:
        case _Who.PLACES:
            return say(
                "{a} in {first} and {b} in {second}: {distance} apart", distance=distance, **ends
            )
        case _Who.OTHER:
            return say(
                "{first} ({a}) and {second} ({b}): {distance} apart", distance=distance, **ends
            )


def _bare(ctx: SeriesContext, gap: Gap, who: _Who) -> Inlines:
    say, ends = ctx.wording.inlines, ends_of(ctx, gap)
    match who:
        case _Who.PLACES:
            return say("{a} in {first}, against {b} in {second}", **ends)
        case _Who.OTHER:
            return say("{first}: {a}, against {b} at the other end ({second})", **ends)


def _changed(ctx: SeriesContext, gap: Gap, trend: GapTrend | None) -> Inlines:
    """Return how the gap changed, () where that cannot be said."""
    found = change_of(trend) if trend is not None else None
    if found is None or found.change is Change.CLOSED:
        return ()
    say, ends = ctx.wording.inlines, {**ends_of(ctx, gap), "year": found.first.period.label}
    match found.change:
        case Change.NARROWED:
            return say(
                "The gap has narrowed since {year}, but is not closed: {first} at {a}, {second} at"
                " {b}",
                **ends,
            )
        case Change.WIDENED:
            return say("The gap has widened since {year}: {first} at {a}, {second} at {b}", **ends)
        case Change.UNCLEAR:
            return say(
                "No clear change in the gap since {year}: {first} at {a}, {second} at {b}", **ends
            )
        case Change.TURNED:
            return say(
                "The two ends have changed places since {year}: {first} at {a}, {second} at {b}",
                **ends,
            )


def _spanning(ctx: SeriesContext, breakdown: Breakdown, gap: Gap) -> Inlines:
    say, ends = ctx.wording.inlines, ends_of(ctx, gap)
    if _is_told_as_ratio(ctx, gap):
        return say(
            "From {a} ({first}) to {b} ({second}): a ratio of about {ratio} to one",
            ratio=_ratio(ctx, breakdown.finding_id, gap),
            **ends,
        )
    if ctx.is_percentage:
        return say(
            "From {a} ({first}) to {b} ({second}): a gap of {distance}",
            distance=ctx.distance(breakdown.finding_id, gap.difference),
            **ends,
        )
    return say("From {a} ({first}) to {b} ({second})", **ends)


def _furthest(ctx: SeriesContext, finding_id: str, gap: Gap) -> Inlines:
    say, ends = ctx.wording.inlines, ends_of(ctx, gap)
    higher_is_worse = ctx.series.favourable is False
    if _is_told_as_ratio(ctx, gap):
        ratio = _ratio(ctx, finding_id, gap)
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


def _who(breakdown: Breakdown) -> _Who:
    if breakdown.dimension_id == PLACE:
        return _Who.PLACES
    return _Who.OTHER


def _is_told_as_ratio(ctx: SeriesContext, gap: Gap) -> bool:
    return gap.ratio is not None and gap.ratio >= _TELLING_RATIO and is_sharp(ctx, gap)


def _ratio(ctx: SeriesContext, finding_id: str, gap: Gap) -> BoundNumber:
    ratio = gap.ratio or 0.0
    whole = ratio >= _WHOLE_RATIO or math.isclose(round(ratio, 1), round(ratio))
    return ctx.found(finding_id, ctx.wording.number(ratio, 0 if whole else 1), "ratio")


def is_sharp(ctx: SeriesContext, gap: Gap) -> bool:
    """Tell whether the smaller value is printed sharply enough to be divided by.

    0.3 may stand for anything from 0.25 to 0.35: "39 times" would be false precision.
    """
    smaller = min(abs(gap.behind.estimate.value or 0.0), abs(gap.ahead.estimate.value or 0.0))
    return 0.5 * 10.0**-ctx.series.decimals <= _SHARP * smaller
