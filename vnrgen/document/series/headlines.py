"""Which figure stands for the whole of a series, and which gap leads it.

One rule for every section: the part of the indicator, the table of targets, the key figures and
the brief. Of several figures for the whole, the one that stands for it is

1. of the widest place that has a figure;
2. from the State before an estimate, a model or a proxy, and those before citizen data (all of
   them are printed; none is averaged);
3. of the plain definition before a special one;
4. from the source that also gives the figures of the main chart, and by the same definition, so
   that the whole and its groups belong together, unless another one is more than five years newer;
5. the newest; of equally new ones, that with more periods.

The gap that leads is that of the main chart. Sections name the source of each.
"""

from __future__ import annotations

from vnrgen.analysis.findings import Breakdown, Gap, Trend
from vnrgen.document.series.choice import STALE_DAYS, charted, rivals_of
from vnrgen.document.series.circumstances import NOT_DIMENSIONS
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.verdict import Verdict, verdict_of_figures
from vnrgen.dossier.model import SourceKind

MOST_DEFINITIONS = 3
"""Figures by special definitions that a sentence can hold; more stand in the annex only."""

_OF_THE_STATE = (SourceKind.OFFICIAL, SourceKind.ADMINISTRATIVE)


def headline(ctx: SeriesContext) -> Trend | None:
    """Return the line of figures that stands for the whole, None where no figure can be shown."""
    valued = [trend for trend in ctx.findings.trends if trend.latest is not None]
    if len(valued) < 2:
        return valued[0] if valued else None
    best = min(_standing(ctx, trend) for trend in valued)
    rivals = [trend for trend in valued if _standing(ctx, trend) == best]
    newest = max(_ends_on(trend) for trend in rivals)
    main = next(iter(charted(ctx)), None)

    def place(trend: Trend) -> tuple[bool, bool, float, int, str]:
        is_stale = newest - _ends_on(trend) > STALE_DAYS
        is_of_groups = main is not None and _source(trend) == main.source_id and not is_stale
        is_same = is_of_groups and main is not None and dict(trend.context) == dict(main.context)
        newest_first = (-_ends_on(trend), -_length(trend), trend.finding_id)
        return (not is_of_groups, not is_same, *newest_first)

    return min(rivals, key=place)


def other_headlines(ctx: SeriesContext, chosen: Trend) -> list[Trend]:
    """Return what other sources say of the same whole, by the same definition."""
    return sorted(
        (
            trend
            for trend in ctx.findings.trends
            if trend.latest is not None
            and trend.place_id == chosen.place_id
            and dict(trend.context) == dict(chosen.context)
            and _source(trend) != _source(chosen)
        ),
        key=lambda trend: (*_standing(ctx, trend), -_ends_on(trend), trend.finding_id),
    )


def other_definitions(ctx: SeriesContext, chosen: Trend) -> list[Trend]:
    """Return the other special definitions of a whole that nobody measured plainly."""
    if not _definition(chosen):
        return []
    return sorted(
        (
            trend
            for trend in ctx.findings.trends
            if trend.latest is not None
            and trend.place_id == chosen.place_id
            and _definition(trend) != _definition(chosen)
        ),
        key=lambda trend: trend.finding_id,
    )


def has_definition(trend: Trend) -> bool:
    """Whether a line of figures goes by a special definition: it is not that of the whole."""
    return bool(_definition(trend))


def is_one_of_many(ctx: SeriesContext, chosen: Trend) -> bool:
    """Whether so many definitions compete that none of their figures may lead."""
    return len(other_definitions(ctx, chosen)) >= MOST_DEFINITIONS


def _definition(trend: Trend) -> dict[str, str]:
    return {name: code for name, code in trend.context.items() if name not in NOT_DIMENSIONS}


def lead_gap(ctx: SeriesContext) -> tuple[Breakdown, Gap] | None:
    """Return the gap of the main chart where it names who is furthest behind, else None.

    It names nobody where its figures contradict themselves.
    """
    found = _first_gap(ctx)
    return None if found is None or found[0].doubts else found


def _first_gap(ctx: SeriesContext) -> tuple[Breakdown, Gap] | None:
    """Return the gap of the main chart where somebody is behind by its figures, doubted or not."""
    shown = charted(ctx)
    return (shown[0], shown[0].gap) if shown and shown[0].gap and _leads(ctx, shown[0]) else None


def _leads(ctx: SeriesContext, breakdown: Breakdown) -> bool:
    gap = breakdown.gap
    return gap is not None and verdict_of_figures(ctx, gap) is Verdict.BEHIND


def other_gaps(ctx: SeriesContext) -> list[tuple[Breakdown, Gap]]:
    """Return the gaps of the groups that lead by the other definitions, the largest first."""
    lead = _first_gap(ctx)
    if lead is None:
        return []
    return [
        (breakdown, breakdown.gap)
        for rivals in rivals_of(ctx)
        if rivals[0] is lead[0]
        for breakdown in rivals[1:]
        if breakdown.gap is not None and _leads(ctx, breakdown)
    ]


def every_gap(ctx: SeriesContext) -> list[tuple[Breakdown, Gap]]:
    """Return the gap that leads an indicator, then those by its other definitions.

    Those whose figures contradict themselves are among them: they are named where they are not
    told.
    """
    lead = _first_gap(ctx)
    return [lead, *other_gaps(ctx)] if lead is not None else []


def told_gaps(ctx: SeriesContext) -> list[tuple[Breakdown, Gap]]:
    """Return the gaps that may be told of a series; the first one leads.

    Without those whose figures contradict themselves: where that by one of several definitions
    does, the next one leads.
    """
    return [(b, gap) for b, gap in every_gap(ctx) if gap.ratio is not None and not b.doubts]


def _standing(ctx: SeriesContext, trend: Trend) -> tuple[tuple[int, bool], int, int]:
    return (ctx.breadth(trend.place_id), _rank(trend.source_kind), len(trend.context))


def _rank(kind: SourceKind) -> int:
    if kind in _OF_THE_STATE:
        return 0
    return 2 if kind.is_citizen else 1


def _source(trend: Trend) -> str:
    return trend.latest.source_id if trend.latest is not None else ""


def _ends_on(trend: Trend) -> int:
    return trend.latest.period.end.toordinal() if trend.latest is not None else 0


def _length(trend: Trend) -> int:
    return sum(e.value is not None for segment in trend.segments for e in segment.estimates)
