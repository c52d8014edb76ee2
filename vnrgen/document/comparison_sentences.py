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
from vnrgen.document.blocks import Inlines
from vnrgen.document.series_context import SeriesContext
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
    say = ctx.wording.inlines
    pairs = [pair for _, pair in named]
    differ = [name for name, pair in named if pair.agreement is Agreement.DIFFER]
    compared = [pair for pair in pairs if pair.difference is not None]
    if differ and len(differ) <= _NAMED:
        groups = ctx.wording.listing(differ)
        return say("Official and citizen figures differ for: {groups}", groups=groups)
    if differ:
        return ctx.wording.plural_inlines(
            "Official and citizen figures differ in {count} comparison of {total}",
            "Official and citizen figures differ in {count} comparisons of {total}",
            len(differ),
            count=ctx.found(finding_id, ctx.wording.number(len(differ)), "count"),
            total=ctx.found(finding_id, ctx.wording.number(len(compared)), "count"),
        )
    standings = {pair.agreement for pair in compared}
    if Agreement.AGREE in standings and Agreement.UNDECIDED in standings:
        return say(
            "Official and citizen figures do not differ wherever margins of error allow a judgement"
        )
    if Agreement.AGREE in standings:
        return say("Official and citizen figures do not differ beyond their margins of error")
    if compared:
        return say(
            "Official and citizen figures side by side; without margins of error on both sides it"
            " cannot be said whether they differ"
        )
    alone = [
        name for name, pair in named if pair.citizen is not None and pair.citizen.value is not None
    ]
    if alone and len(alone) <= _NAMED:
        return say("Only citizen figures speak of: {groups}", groups=ctx.wording.listing(alone))
    return say("Citizen figures stand where official ones are missing")


def pair_label(ctx: SeriesContext, pair: OfficialCitizenPair) -> str:
    """Return the name of the group that a pair is about."""
    return ctx.category(pair.category) if pair.category else ctx.wording.text("Everybody")


def intersection_title(ctx: SeriesContext, found: Intersection) -> Inlines:
    """Return where two disadvantages meet hardest, or which dimensions are crossed."""
    dimensions = ctx.wording.listing([ctx.dimension(name) for name in found.dimension_ids])
    worst = found.worst
    if worst is None or worst.estimate.reliability is not Reliability.FIRM:
        return ctx.wording.inlines(
            "{indicator}, by: {dimensions}", indicator=ctx.indicator, dimensions=dimensions
        )
    parts: dict[str, str | Inlines] = {
        "dimensions": dimensions,
        "groups": crossed(ctx, worst.categories),
        "value": ctx.value(worst.estimate),
    }
    return ctx.wording.inlines(
        "Where disadvantages meet ({dimensions}), furthest behind: {groups}, at {value}", **parts
    )


def crossed(ctx: SeriesContext, categories: Sequence[Category]) -> str:
    """Return the name of people who are in several groups at once."""
    name = ""
    for category in categories:
        label = ctx.category(category)
        name = ctx.wording.text("{first} + {second}", first=name, second=label) if name else label
    return name


def headline_title(ctx: SeriesContext, trend: Trend) -> Inlines:
    """Return where a headline stands, and where it came from within the same comparable run."""
    latest = trend.latest
    if latest is None:
        return ctx.wording.inlines("No figure can be shown")
    run = next(s.estimates for s in trend.segments if latest in s.estimates)
    firm = [e for e in run if e.reliability is Reliability.FIRM]
    if len(firm) < 2:
        return ctx.wording.inlines(
            "{place}: {value} in {period}",
            place=ctx.place(trend.place_id),
            value=ctx.value(latest),
            period=latest.period.label,
        )
    return ctx.wording.inlines(
        "{place}: from {a} in {first} to {b} in {last}",
        place=ctx.place(trend.place_id),
        a=ctx.value(firm[0]),
        first=firm[0].period.label,
        b=ctx.value(firm[-1]),
        last=firm[-1].period.label,
    )
