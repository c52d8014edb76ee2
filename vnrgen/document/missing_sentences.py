"""Which groups have no figure, in sentences: one for each reason."""

from __future__ import annotations

from collections.abc import Iterable

from vnrgen.analysis.findings import Breakdown, Estimate, Reliability
from vnrgen.document.blocks import Inlines
from vnrgen.document.series_context import SeriesContext
from vnrgen.dossier.observations import ObservationStatus


def missing(ctx: SeriesContext, breakdowns: Iterable[Breakdown]) -> list[Inlines]:
    """Return a sentence per reason for which named categories have no figure."""
    names: dict[str, list[str]] = {"nothing": [], "source": [], "small": []}
    for breakdown in breakdowns:
        for member in breakdown.members:
            reason = _reason(member.estimate)
            if reason is not None:
                names[reason].append(ctx.member(member))
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
            say("Figures are withheld by their source for: {groups}.", groups=listed["source"])
        )
    if "small" in listed:
        sentences.append(
            say(
                "Figures are not shown, because a group is too small or could be worked out from"
                " another, for: {groups}.",
                groups=listed["small"],
            )
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
