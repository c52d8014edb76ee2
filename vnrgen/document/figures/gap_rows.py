"""The other gaps of a series: for each breakdown its name, both ends and what may be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vnrgen.analysis.disparity import is_ranked, shortfall, worst_first
from vnrgen.analysis.findings import (
    Breakdown,
    DoubtKind,
    Estimate,
    Intersection,
    Reliability,
)
from vnrgen.analysis.partition import PLACE, is_comparable_between_groups
from vnrgen.analysis.uncertainty import distinguishable
from vnrgen.document.sentences.comparison import crossed
from vnrgen.document.series.choice import breadth, ranked
from vnrgen.document.series.circumstances import context_words, rhythm_words
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.numbers import is_kept_back
from vnrgen.document.series.verdict import Verdict, doubt_of, forbidding, verdict


@dataclass(frozen=True, slots=True)
class End:
    """One end of a gap: whose it is, and the figure."""

    name: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class GapRow:
    """One breakdown in a line; the ends are None where there is no figure for them.

    ``name`` has no ``context`` (place, time, definition, producer) until all rows are known.
    Where nobody may be named as behind, ``behind`` has the lower and ``ahead`` the higher figure;
    ``doubt`` is what forbids a ranking, if that is the reason. ``is_kept_back`` where a figure that
    is ``missing`` exists and is not shown.
    """

    finding_id: str
    source_id: str
    name: str
    behind: End | None
    ahead: End | None
    difference: float | None
    told: Verdict | None
    missing: tuple[str, ...]
    doubt: DoubtKind | None = None
    context: tuple[str, ...] = ()
    is_kept_back: bool = False

    @property
    def names_behind(self) -> bool:
        """Whether one side may be called behind the other."""
        return self.told in (Verdict.BEHIND, Verdict.FEW_CASES)

    @property
    def estimates(self) -> list[Estimate]:
        """The figures that are printed."""
        return [end.estimate for end in (self.behind, self.ahead) if end is not None]


def gap_rows(ctx: SeriesContext, charted: Sequence[Breakdown]) -> list[GapRow]:
    """Return a row for every breakdown and crossing without a chart, none left out.

    Official figures come before citizen ones, people before places, wide gaps first.
    """
    shown = {breakdown.finding_id for breakdown in charted}
    left = [b for b in ctx.findings.breakdowns if b.finding_id not in shown]
    main = charted[0] if charted else None
    rows = [_of_breakdown(ctx, breakdown, main) for breakdown in _in_order(ctx, left)]
    rows += [_of_crossing(ctx, crossing, main) for crossing in ctx.findings.intersections]
    return _told_apart_by_source(ctx, rows)


def _in_order(ctx: SeriesContext, breakdowns: Sequence[Breakdown]) -> list[Breakdown]:
    by_gap = ranked(breakdowns)
    return sorted(
        by_gap,
        key=lambda b: (
            b.source_kind.is_citizen,
            b.dimension_id == PLACE,
            not ctx.is_country(b.place_id),
            breadth(ctx, b)[0],
            by_gap.index(b),
        ),
    )


# --- rows --------------------------------------------------------------------------------------


def _of_breakdown(ctx: SeriesContext, breakdown: Breakdown, main: Breakdown | None) -> GapRow:
    told = verdict(ctx, breakdown, breakdown.gap) if breakdown.gap is not None else None
    row = GapRow(
        finding_id=breakdown.finding_id,
        source_id=breakdown.source_id,
        name=ctx.by(breakdown),
        context=_context(ctx, breakdown, main),
        behind=None,
        ahead=None,
        difference=None,
        told=told,
        missing=tuple(
            ctx.category(member.category)
            for member in breakdown.members
            if member.estimate.value is None
        ),
        is_kept_back=any(is_kept_back(member.estimate) for member in breakdown.members),
        doubt=doubt_of(breakdown) if told is Verdict.DOUBTED else forbidding(breakdown),
    )
    if breakdown.gap is not None and row.names_behind:
        ends = [End(ctx.member(m), m.estimate) for m in (breakdown.gap.behind, breakdown.gap.ahead)]
        difference = breakdown.gap.difference
        return replace(row, behind=ends[0], ahead=ends[1], difference=difference)
    members = worst_first([m for m in breakdown.members if is_ranked(m)], favourable=True)
    return _low_to_high(row, [End(ctx.member(m), m.estimate) for m in members])


def _of_crossing(ctx: SeriesContext, found: Intersection, main: Breakdown | None) -> GapRow:
    named = [
        End(crossed(ctx, found.dimension_ids, cell.categories), cell.estimate)
        for cell in found.cells
        if not any(c.is_residual or c.is_total for c in cell.categories)
    ]
    ends = sorted(
        (end for end in named if end.estimate.value is not None),
        key=lambda end: (end.estimate.value or 0.0, end.name),
    )
    row = GapRow(
        finding_id=found.finding_id,
        source_id=found.source_id,
        name=ctx.wording.listing([ctx.dimension(name) for name in found.dimension_ids]),
        context=_crossing_context(ctx, found, main),
        behind=None,
        ahead=None,
        difference=None,
        told=_told(ctx, ends) if found.worst is not None else None,
        missing=tuple(end.name for end in named if end.estimate.value is None),
        is_kept_back=any(is_kept_back(end.estimate) for end in named),
        doubt=_forbidding(ctx, found, ends),
    )
    favourable = ctx.series.favourable
    if favourable is None or not row.names_behind:
        return _low_to_high(row, ends)
    behind, ahead = (ends[0], ends[-1]) if favourable else (ends[-1], ends[0])
    low, high = behind.estimate.value or 0.0, ahead.estimate.value or 0.0
    difference = shortfall(low, high, favourable=favourable)
    return replace(row, behind=behind, ahead=ahead, difference=difference)


def _forbidding(ctx: SeriesContext, found: Intersection, ends: Sequence[End]) -> DoubtKind | None:
    """Return what forbids to rank a crossing that has a direction and figures enough for it."""
    has_ranking = found.worst is not None or ctx.series.favourable is None or len(ends) < 2
    if has_ranking or not is_comparable_between_groups(ctx.series):
        return None
    divided = {d.dimension_id for d in ctx.findings.doubts if d.kind is DoubtKind.DISTRIBUTION}
    is_divided = not divided.isdisjoint(found.dimension_ids)
    return DoubtKind.DISTRIBUTION if is_divided else DoubtKind.OFF_SCALE


def _low_to_high(row: GapRow, ends: Sequence[End]) -> GapRow:
    if not ends:
        return row
    if len(ends) == 1:
        return replace(row, behind=ends[0])
    low, high = ends[0], ends[-1]
    difference = (high.estimate.value or 0.0) - (low.estimate.value or 0.0)
    return replace(row, behind=low, ahead=high, difference=difference)


def _told(ctx: SeriesContext, ends: Sequence[End]) -> Verdict | None:
    """Judge the ends of a crossing as those of a breakdown are judged."""
    if len(ends) < 2 or ctx.series.favourable is None:
        return None
    both = (ends[0].estimate, ends[-1].estimate)
    if ctx.text(both[0]).strip("()") == ctx.text(both[1]).strip("()"):
        return Verdict.EQUAL
    if distinguishable(*both) is False:
        return Verdict.NOT_TOLD_APART
    is_firm = all(estimate.reliability is Reliability.FIRM for estimate in both)
    return Verdict.BEHIND if is_firm else Verdict.FEW_CASES


# --- names -------------------------------------------------------------------------------------


def _context(ctx: SeriesContext, breakdown: Breakdown, main: Breakdown | None) -> tuple[str, ...]:
    """Return all that the main chart does not share with a breakdown."""
    known = [*context_words(ctx, main), *rhythm_words(ctx, main)] if main is not None else []
    own = [*context_words(ctx, breakdown), *rhythm_words(ctx, breakdown)]
    return (
        *_elsewhere(ctx, breakdown.place_id, main),
        *_other_time(breakdown.period.label, main),
        *(words for words in own if words not in known),
        *([ctx.wording.text("citizen data")] if breakdown.source_kind.is_citizen else []),
    )


def _crossing_context(
    ctx: SeriesContext, found: Intersection, main: Breakdown | None
) -> tuple[str, ...]:
    source = ctx.publishable.sources.get(found.source_id)
    is_citizen = source is not None and source.kind.is_citizen
    return (
        *_elsewhere(ctx, found.place_id, main),
        *_other_time(found.period.label, main),
        *([ctx.wording.text("citizen data")] if is_citizen else []),
    )


def _in_context(ctx: SeriesContext, dimension: str, context: Sequence[str]) -> str:
    if not context:
        return dimension
    words = ", ".join(context)
    return ctx.wording.text("{dimension} ({context})", dimension=dimension, context=words)


def _elsewhere(ctx: SeriesContext, place_id: str, main: Breakdown | None) -> list[str]:
    is_same = ctx.is_country(place_id) if main is None else place_id == main.place_id
    return [] if is_same else [ctx.place(place_id)]


def _other_time(period: str, main: Breakdown | None) -> list[str]:
    return [] if main is None or main.period.label == period else [period]


def _told_apart_by_source(ctx: SeriesContext, rows: Sequence[GapRow]) -> list[GapRow]:
    """Name rows with their context, and with the source those that would share a name."""
    often = Counter((row.name, row.context) for row in rows)
    return [
        replace(row, name=_in_context(ctx, row.name, _with_source(ctx, row, often))) for row in rows
    ]


def _with_source(
    ctx: SeriesContext, row: GapRow, often: Mapping[tuple[str, tuple[str, ...]], int]
) -> Sequence[str]:
    if often[row.name, row.context] == 1:
        return row.context
    return (*row.context, ctx.source_title(row.source_id))
