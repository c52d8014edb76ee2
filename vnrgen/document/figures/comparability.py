"""What must be known before official and citizen figures are compared, as notes of a chart."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.findings import OfficialCitizen
from vnrgen.document.blocks import Inlines, Text
from vnrgen.document.figures.positions import NamedPair
from vnrgen.document.series.context import SeriesContext

_FAR_APART = 1.5  # years between two figures, from which on time alone may make a difference


def comparability_notes(
    ctx: SeriesContext, found: Sequence[OfficialCitizen], pairs: Sequence[NamedPair]
) -> list[Inlines]:
    """Return whether both measure the same thing, how they were gathered, and why they differ.

    A difference that nobody has explained is said to be unexplained: the two are never averaged,
    and neither is taken for the correction of the other.
    """
    explanations = list(dict.fromkeys(i.explanation.strip() for i in found if i.explanation))
    notes = [*_definitions(ctx, pairs), *_methods(ctx, pairs), *_years(ctx, pairs)]
    notes += [(Text(words),) for words in explanations if words]
    if any(item.needs_explanation for item in found):
        notes.append(ctx.wording.inlines("Nobody has explained yet why the figures differ."))
    return notes


def _definitions(ctx: SeriesContext, pairs: Sequence[NamedPair]) -> list[Inlines]:
    told = [pair.is_same_definition for _, pair in pairs if pair.is_same_definition is not None]
    say = ctx.wording.inlines
    if not told or all(told):
        return [say("Both are given for the same indicator, unit and groups.")] if told else []
    if not any(told):
        return [say("The two go by different definitions: their difference is not computed.")]
    names = [name for name, pair in pairs if pair.is_same_definition is False]
    return [
        say(
            "By different definitions, so that no difference is computed: {groups}.",
            groups=ctx.wording.listing(names),
        )
    ]


def _methods(ctx: SeriesContext, pairs: Sequence[NamedPair]) -> list[Inlines]:
    ways = sorted({way for _, pair in pairs for way in pair.differs_in})
    if not ways:
        return []
    named = ctx.wording.listing([ctx.dimension(way) for way in ways])
    return [ctx.wording.inlines("Gathered in different ways: {ways}.", ways=named)]


def _years(ctx: SeriesContext, pairs: Sequence[NamedPair]) -> list[Inlines]:
    apart = [abs(pair.years_apart) for _, pair in pairs if pair.years_apart is not None]
    widest = max(apart, default=0.0)
    if widest < _FAR_APART:
        return []
    years = round(widest)
    return [
        ctx.wording.plural_inlines(
            "Up to {count} year lies between the figures.",
            "Up to {count} years lie between the figures.",
            years,
        )
    ]
