"""The lead under the heading of a series: where the whole stands, what changed, who is missing.

Each message is a whole sentence that a translator can turn around. A label of a group never
stands where the grammar of a language would have to bend it. Sentences that say the same of
another series take turns, so that a page of them does not read like a form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vnrgen.analysis.findings import Breakdown, Estimate, GapTrend, Reliability
from vnrgen.document.blocks import Inlines, Text
from vnrgen.document.gap_changes import Change, change_of
from vnrgen.document.quantities import quantity
from vnrgen.document.series_context import SeriesContext
from vnrgen.dossier.observations import ObservationStatus

_WAYS = 3


def lead(
    ctx: SeriesContext,
    breakdown: Breakdown,
    trend: GapTrend | None,
    missing_in: Sequence[Breakdown] = (),
) -> Inlines:
    """Return the sentences above the main chart: whole and target, change, who is missing.

    Args:
        ctx: The series.
        breakdown: What the main chart shows.
        trend: The same over time, where that can be told.
        missing_in: All breakdowns whose groups without a figure are to be named.
    """
    everywhere = missing_in or (breakdown,)
    sentences = [
        _whole(ctx, breakdown.reference),
        change_sentence(ctx, trend) if trend is not None else (),
        *_missing(ctx, everywhere),
    ]
    return joined([sentence for sentence in sentences if sentence])


def joined(sentences: Sequence[Inlines]) -> Inlines:
    """Set sentences one after the other, in one paragraph."""
    parts: list[Inlines] = []
    for sentence in sentences:
        parts.extend([(Text(" "),), sentence] if parts else [sentence])
    return tuple(inline for part in parts for inline in part)


# --- the whole and the target ------------------------------------------------------------------


def _whole(ctx: SeriesContext, reference: Estimate | None) -> Inlines:
    target = _target(ctx)
    if reference is None or reference.value is None:
        return _target_alone(ctx, target)
    parts: dict[str, str | Inlines] = {
        "place": ctx.place(reference.place_id),
        "value": ctx.value_in_words(reference),
        "period": reference.period.label,
    }
    if reference.source_kind.is_citizen:
        counted = ctx.wording.inlines(
            "{place} as a whole, by citizen data: {value} in {period}.", **parts
        )
        alone = _target_alone(ctx, target)
        return joined([counted, alone]) if alone else counted
    if not target:
        return _whole_alone(ctx, parts)
    if ctx.series.target_year is None:
        return ctx.wording.inlines(
            "{place} as a whole stood at {value} in {period}; the target is {target}.",
            target=target,
            **parts,
        )
    return _whole_and_target(ctx, {**parts, "target": target, "year": str(ctx.series.target_year)})


def _target(ctx: SeriesContext) -> Inlines:
    series = ctx.series
    if series.target is None:
        return ()
    number = quantity(series.target, series, ctx.wording)
    return (ctx.found("|".join(("target", *series.key)), number, "target"),)


def _target_alone(ctx: SeriesContext, target: Inlines) -> Inlines:
    if not target:
        return ()
    if ctx.series.target_year is None:
        return ctx.wording.inlines("The target is {value}.", value=target)
    year = str(ctx.series.target_year)
    return ctx.wording.inlines("The target for {year} is {value}.", year=year, value=target)


def _whole_alone(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    say = ctx.wording.inlines
    match ctx.turn % _WAYS:
        case 0:
            return say("In {period} the figure for {place} as a whole was {value}.", **parts)
        case 1:
            return say("{place} as a whole stood at {value} in {period}.", **parts)
        case _:
            return say("Across {place} it was {value} in {period}.", **parts)


def _whole_and_target(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    say = ctx.wording.inlines
    match ctx.turn % _WAYS:
        case 0:
            return say(
                "In {period} the figure for {place} as a whole was {value}; the target for {year}"
                " is {target}.",
                **parts,
            )
        case 1:
            return say(
                "{place} as a whole stood at {value} in {period}. The target is {target} by"
                " {year}.",
                **parts,
            )
        case _:
            return say(
                "The target for {year} is {target}; across {place} it was {value} in {period}.",
                **parts,
            )


# --- change ------------------------------------------------------------------------------------


def change_sentence(ctx: SeriesContext, trend: GapTrend) -> Inlines:
    """Return how the gap changed within its newest comparable run, () where none can be said."""
    found = change_of(trend)
    if found is None or found.first.gap is None or found.last.gap is None:
        return ()
    first, last = found.first, found.last
    parts: dict[str, str | Inlines] = {
        "behind": ctx.category(found.last.gap.behind.category),
        "ahead": ctx.category(found.last.gap.ahead.category),
        "first": first.period.label,
        "last": last.period.label,
        "before": ctx.bare_distance(first.finding_id, found.first.gap.difference),
        "after": ctx.distance(last.finding_id, found.last.gap.difference),
    }
    return _CHANGES[found.change](ctx, parts)


def _narrowed(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    say = ctx.wording.inlines
    if ctx.turn % 2:
        return say(
            "The gap ({behind} against {ahead}) was {before} in {first} and {after} in {last}: it"
            " has narrowed.",
            **parts,
        )
    return say(
        "From {first} to {last} the gap ({behind} against {ahead}) narrowed from {before} to"
        " {after}.",
        **parts,
    )


def _widened(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    say = ctx.wording.inlines
    if ctx.turn % 2:
        return say(
            "The gap ({behind} against {ahead}) was {before} in {first} and {after} in {last}: it"
            " has widened.",
            **parts,
        )
    return say(
        "From {first} to {last} the gap ({behind} against {ahead}) widened from {before} to"
        " {after}.",
        **parts,
    )


def _unclear(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    say = ctx.wording.inlines
    if ctx.turn % 2:
        return say(
            "The gap ({behind} against {ahead}) was {before} in {first} and {after} in {last}:"
            " no clear change.",
            **parts,
        )
    return say(
        "From {first} to {last} the gap ({behind} against {ahead}) did not clearly change:"
        " {before} and {after}.",
        **parts,
    )


def _turned(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    return ctx.wording.inlines(
        "The two ends have changed places (furthest behind in {first}: {ahead}; in {last}:"
        " {behind}).",
        **parts,
    )


_CHANGES = {
    Change.NARROWED: _narrowed,
    Change.WIDENED: _widened,
    Change.UNCLEAR: _unclear,
    Change.TURNED: _turned,
}


# --- who is missing ----------------------------------------------------------------------------


def _missing(ctx: SeriesContext, breakdowns: Iterable[Breakdown]) -> list[Inlines]:
    """Return a sentence per reason for which named categories have no figure."""
    names: dict[str, list[str]] = {"nothing": [], "source": [], "small": []}
    for breakdown in breakdowns:
        for member in breakdown.members:
            reason = _reason(member.estimate)
            if reason is not None:
                names[reason].append(ctx.category(member.category))
    listed = {
        reason: ctx.wording.listing(list(dict.fromkeys(found)))
        for reason, found in names.items()
        if found
    }
    say, sentences = ctx.wording.inlines, []
    if "nothing" in listed:
        sentences.append(say("No figure exists for: {groups}.", groups=listed["nothing"]))
    if "source" in listed:
        sentences.append(
            say("The source withholds the figure for: {groups}.", groups=listed["source"])
        )
    if "small" in listed:
        sentences.append(
            say("Not shown, because a group is too small: {groups}.", groups=listed["small"])
        )
    return sentences


def _reason(estimate: Estimate) -> str | None:
    """Return why a figure is missing, None where there is one or none is to be expected."""
    if estimate.reliability is Reliability.WITHHELD:
        return "small"
    if estimate.reliability is not Reliability.ABSENT:
        return None
    match estimate.status:
        case ObservationStatus.SUPPRESSED:
            return "source"
        case ObservationStatus.NOT_APPLICABLE | ObservationStatus.CENSORED:
            return None
        case _:
            return "nothing"


def value_list(ctx: SeriesContext, named: Sequence[tuple[str, Estimate]]) -> str:
    """Return names and values as running text, for those who cannot see the drawing."""
    return ctx.wording.listing(
        [
            ctx.wording.text("{name} {value}", name=name, value=ctx.text(estimate))
            for name, estimate in named
        ]
    )
