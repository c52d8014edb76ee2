"""Findings that set figures side by side as sentences: two producers, two groups, two periods."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.findings import (
    Agreement,
    Intersection,
    OfficialCitizenPair,
    Reliability,
    Trend,
)
from vnrgen.analysis.partition import is_comparable_between_groups
from vnrgen.document.blocks import Inlines
from vnrgen.document.series.context import SeriesContext
from vnrgen.dossier.model import Category

_NAMED = 3  # more groups than this are counted, not listed, in a title


def comparison_title(
    ctx: SeriesContext, finding_id: str, named: Sequence[tuple[str, OfficialCitizenPair]]
) -> Inlines:
    """Return how official and citizen figures stand to each other, without a full stop.

    Args:
        ctx: The series.
        finding_id: What the counts in the title are bound to.
        named: The pairs that are shown, each with the name of its row.
    """
    named = [(_in_a_title(ctx, name, pair), pair) for name, pair in named]
    differ = [(name, pair) for name, pair in named if pair.agreement is Agreement.DIFFER]
    compared = [(name, pair) for name, pair in named if pair.difference is not None]
    if differ:
        return _differing(ctx, finding_id, differ, len(compared))
    standings = {pair.agreement for _, pair in compared}
    if Agreement.AGREE in standings:
        return _agreeing(ctx, finding_id, compared, is_partly=Agreement.UNDECIDED in standings)
    if compared:
        return _undecided(ctx, compared)
    alone = [
        name for name, pair in named if pair.citizen is not None and pair.citizen.value is not None
    ]
    say = ctx.wording.inlines
    if alone and len(alone) <= _NAMED:
        return say("Only citizen figures speak of: {groups}", groups=ctx.wording.listing(alone))
    return say("Citizen figures stand where official ones are missing")


_Named = tuple[str, OfficialCitizenPair]


def _in_a_title(ctx: SeriesContext, name: str, pair: OfficialCitizenPair) -> str:
    """Return what a row is called in a title, where "everybody" would read as every group."""
    if pair.category is not None or name != ctx.wording.text("Everybody"):
        return name
    return ctx.wording.text("the country as a whole")


def _direction(named: Sequence[_Named]) -> int:
    """Return 1 where all citizen figures are higher, -1 where all are lower, else 0."""
    signs = {(pair.difference or 0.0) > 0 for _, pair in named}
    if len(signs) > 1 or any(pair.difference == 0 for _, pair in named):
        return 0
    return 1 if True in signs else -1


def _differing(
    ctx: SeriesContext, finding_id: str, differ: Sequence[_Named], compared: int
) -> Inlines:
    say, direction = ctx.wording.inlines, _direction(differ)
    if len(differ) <= _NAMED:
        groups = ctx.wording.listing([name for name, _ in differ])
        if direction > 0:
            return say(
                "Citizen figures are clearly higher than official ones for: {groups}", groups=groups
            )
        if direction < 0:
            return say(
                "Citizen figures are clearly lower than official ones for: {groups}", groups=groups
            )
        return say("Official and citizen figures differ clearly for: {groups}", groups=groups)
    counts = {
        "count": ctx.found(finding_id, ctx.wording.number(len(differ)), "count"),
        "total": ctx.found(finding_id, ctx.wording.number(compared), "count"),
    }
    if direction > 0:
        return say(
            "Citizen figures are clearly higher than official ones in {count} of {total}"
            " comparisons",
            **counts,
        )
    if direction < 0:
        return say(
            "Citizen figures are clearly lower than official ones in {count} of {total}"
            " comparisons",
            **counts,
        )
    return say(
        "Official and citizen figures differ clearly in {count} of {total} comparisons", **counts
    )


def _agreeing(
    ctx: SeriesContext, finding_id: str, compared: Sequence[_Named], *, is_partly: bool
) -> Inlines:
    say = ctx.wording.inlines
    if is_partly:
        return say(
            "Official and citizen figures do not differ wherever margins of error allow a judgement"
        )
    group, widest = max(compared, key=lambda pair: abs(pair[1].difference or 0.0))
    if len(compared) == 1:
        return say(
            "Official and citizen figures do not differ beyond their margins of error: {group}",
            group=group,
        )
    return say(
        "Official and citizen figures do not differ beyond their margins of error; furthest apart,"
        " by {distance}: {group}",
        distance=ctx.distance(finding_id, widest.difference or 0.0),
        group=group,
    )


def _undecided(ctx: SeriesContext, compared: Sequence[_Named]) -> Inlines:
    say, direction = ctx.wording.inlines, _direction(compared)
    if direction > 0 and len(compared) > 1:
        return say(
            "Every citizen figure is higher than the official one; without margins of error on both"
            " sides it cannot be said how sure this is"
        )
    if direction < 0 and len(compared) > 1:
        return say(
            "Every citizen figure is lower than the official one; without margins of error on both"
            " sides it cannot be said how sure this is"
        )
    return say(
        "Official and citizen figures side by side; without margins of error on both sides it"
        " cannot be said whether they differ"
    )


def intersection_title(ctx: SeriesContext, found: Intersection) -> Inlines:
    """Return where two disadvantages meet hardest, or which dimensions are crossed."""
    dimensions = ctx.wording.listing([ctx.dimension(name) for name in found.dimension_ids])
    worst = found.worst
    if (
        worst is None
        or worst.estimate.reliability is not Reliability.FIRM
        or found.not_told_apart
        or not is_comparable_between_groups(ctx.series)
    ):
        return ctx.wording.inlines(
            "{indicator}, by: {dimensions}", indicator=ctx.indicator, dimensions=dimensions
        )
    parts: dict[str, str | Inlines] = {
        "dimensions": dimensions,
        "groups": crossed(ctx, found.dimension_ids, worst.categories),
        "value": ctx.value(worst.estimate),
    }
    return ctx.wording.inlines(
        "Where disadvantages meet ({dimensions}), furthest behind: {groups}, at {value}", **parts
    )


def crossed(
    ctx: SeriesContext, dimension_ids: Sequence[str], categories: Sequence[Category]
) -> str:
    """Return the name of people who are in several groups at once, one of each dimension."""
    name = ""
    for dimension_id, category in zip(dimension_ids, categories, strict=True):
        label = ctx.named(dimension_id, category)
        name = ctx.wording.text("{first} + {second}", first=name, second=label) if name else label
    return name


def headline_title(ctx: SeriesContext, trend: Trend, context: Sequence[str] = ()) -> Inlines:
    """Return where a headline stands, and where it came from within the same comparable run.

    ``context`` says by which definition: one of several is not the figure of the whole place.
    """
    latest = trend.latest
    if latest is None:
        return ctx.wording.inlines("No figure can be shown")
    run = next(s.estimates for s in trend.segments if latest in s.estimates)
    firm = [e for e in run if e.reliability is Reliability.FIRM]
    if len(firm) < 2:
        return ctx.wording.inlines(
            "{place}: {value} in {period}",
            place=_measured_place(ctx, trend, context),
            value=ctx.value(latest),
            period=latest.period.label,
        )
    return ctx.wording.inlines(
        "{place}: from {a} in {first} to {b} in {last}",
        place=_measured_place(ctx, trend, context),
        a=ctx.value(firm[0]),
        first=firm[0].period.label,
        b=ctx.value(firm[-1]),
        last=firm[-1].period.label,
    )


def _measured_place(ctx: SeriesContext, trend: Trend, context: Sequence[str]) -> str:
    place = ctx.place(trend.place_id)
    if not context:
        return place
    words = ctx.wording.listing(context)
    return ctx.wording.text("{place} ({context})", place=place, context=words)
