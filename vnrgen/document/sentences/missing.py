"""Which groups have no figure, in sentences: one for each reason."""

from __future__ import annotations

from collections.abc import Iterable

from vnrgen.analysis.findings import Breakdown, Estimate, Reliability
from vnrgen.document.blocks import Inlines
from vnrgen.document.series.context import SeriesContext
from vnrgen.dossier.model.observations import ObservationStatus

_MOST_NAMED = 12  # more groups than this are counted: the chart or table below names them all


def missing(ctx: SeriesContext, breakdowns: Iterable[Breakdown]) -> list[Inlines]:
    """Return a sentence per reason for which categories have no figure: named, or counted."""
    return [
        _counted(ctx, reason, len(found))
        if len(found) > _MOST_NAMED
        else _named(ctx, reason, ctx.wording.listing(list(found)))
        for reason, found in _by_reason(ctx, breakdowns).items()
        if found
    ]


def only_counted(ctx: SeriesContext, breakdowns: Iterable[Breakdown]) -> frozenset[str]:
    """Return the categories that ``missing`` counts and does not name."""
    every = _by_reason(ctx, breakdowns).values()
    return frozenset(name for found in every if len(found) > _MOST_NAMED for name in found.values())


def _by_reason(ctx: SeriesContext, breakdowns: Iterable[Breakdown]) -> dict[str, dict[str, str]]:
    """Return for each reason the names of those without a figure, each with its category's."""
    names: dict[str, dict[str, str]] = {"nothing": {}, "source": {}, "small": {}}
    for breakdown in breakdowns:
        for member in breakdown.members:
            reason = _reason(member.estimate)
            if reason is not None:
                names[reason].setdefault(ctx.member(member), ctx.category(member.category))
    return names


def _named(ctx: SeriesContext, reason: str, groups: str) -> Inlines:
    say = ctx.wording.inlines
    match reason:
        case "nothing":
            return say("No figure exists for: {groups}.", groups=groups)
        case "source":
            return say("Figures are withheld by their source for: {groups}.", groups=groups)
        case _:
            return say(
                "Figures are not shown, because a group is too small or could be worked out from"
                " another, for: {groups}.",
                groups=groups,
            )


def _counted(ctx: SeriesContext, reason: str, count: int) -> Inlines:
    say, number = ctx.wording.inlines, ctx.wording.number(count)
    match reason:
        case "nothing":
            return say("No figure exists for {count} groups, named below.", count=number)
        case "source":
            return say(
                "Figures are withheld by their source for {count} groups, named below.",
                count=number,
            )
        case _:
            return say(
                "Figures are not shown, because a group is too small or could be worked out from"
                " another, for {count} groups, named below.",
                count=number,
            )


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
