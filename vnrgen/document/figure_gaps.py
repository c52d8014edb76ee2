"""The table "Other gaps": a row for every breakdown of a series that has no chart of its own.

So no dimension, no level of places, no citizen source and no crossing of groups vanishes from
the running text, and no group without a figure: each row says who is furthest behind, how far,
how sure that is, and for whom there is no figure. All values are in the annex.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vnrgen.analysis.disparity import is_ranked, shortfall, worst_first
from vnrgen.analysis.findings import Breakdown, Estimate, Gap, Intersection, Reliability
from vnrgen.analysis.partition import PLACE
from vnrgen.analysis.uncertainty import distinguishable
from vnrgen.document.blocks import Column, Inlines, Row, Table, Text
from vnrgen.document.comparison_sentences import crossed
from vnrgen.document.figure_choice import breadth, ranked
from vnrgen.document.series_context import SeriesContext
from vnrgen.document.table_parts import context_words, figures_table


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a gap: whose it is, and the figure."""

    name: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class _GapRow:
    """One breakdown in a line; the ends are None where there is no figure for them."""

    finding_id: str
    name: str
    behind: _End | None
    ahead: _End | None
    difference: float | None
    sure: str
    estimates: tuple[Estimate, ...]


def other_gaps(ctx: SeriesContext, charted: Sequence[Breakdown]) -> Table | None:
    """Return the table of all gaps of a series without a chart, None where there is none left."""
    shown = {breakdown.finding_id for breakdown in charted}
    left = [b for b in ctx.findings.breakdowns if b.finding_id not in shown]
    main = charted[0] if charted else None
    found = [_of_breakdown(ctx, breakdown, main) for breakdown in _in_order(ctx, left)]
    found += [_of_crossing(ctx, crossing, main) for crossing in ctx.findings.intersections]
    if not found:
        return None
    return _table(ctx, found)


def _in_order(ctx: SeriesContext, breakdowns: Sequence[Breakdown]) -> list[Breakdown]:
    """Return official figures before citizen ones, people before places, wide gaps first."""
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


def _of_breakdown(ctx: SeriesContext, breakdown: Breakdown, main: Breakdown | None) -> _GapRow:
    behind, ahead = _ends_of(ctx, breakdown)
    gap = breakdown.gap
    return _GapRow(
        finding_id=breakdown.finding_id,
        name=_name(ctx, breakdown, main),
        behind=behind,
        ahead=ahead,
        difference=gap.difference if gap is not None else None,
        sure=_sure(ctx, breakdown, behind, ahead),
        estimates=tuple(member.estimate for member in breakdown.members),
    )


def _ends_of(ctx: SeriesContext, breakdown: Breakdown) -> tuple[_End | None, _End | None]:
    gap = breakdown.gap
    if gap is not None:
        both = (gap.behind, gap.ahead)
        return (
            _End(ctx.category(both[0].category), both[0].estimate),
            _End(ctx.category(both[1].category), both[1].estimate),
        )
    named = [member for member in breakdown.members if is_ranked(member)]
    ordered = worst_first(named, favourable=ctx.series.favourable is not False)
    ends = [_End(ctx.category(m.category), m.estimate) for m in ordered]
    if not ends:
        return None, None
    return (ends[0], ends[-1] if len(ends) > 1 else None)


def _of_crossing(ctx: SeriesContext, found: Intersection, main: Breakdown | None) -> _GapRow:
    named = [
        (crossed(ctx, cell.categories), cell.estimate)
        for cell in found.cells
        if not any(c.is_residual or c.is_total for c in cell.categories)
    ]
    sign = -1 if ctx.series.favourable is False else 1
    valued = sorted(
        (pair for pair in named if pair[1].value is not None),
        key=lambda pair: (sign * (pair[1].value or 0.0), pair[0]),
    )
    behind = _End(*valued[0]) if valued else None
    ahead = _End(*valued[-1]) if len(valued) > 1 else None
    missing = [name for name, estimate in named if estimate.value is None]
    return _GapRow(
        finding_id=found.finding_id,
        name=_crossing_name(ctx, found, main),
        behind=behind,
        ahead=ahead,
        difference=_difference(ctx, behind, ahead),
        sure=_with_missing(ctx, _certainty(ctx, behind, ahead), missing),
        estimates=tuple(cell.estimate for cell in found.cells),
    )


def _difference(ctx: SeriesContext, behind: _End | None, ahead: _End | None) -> float | None:
    if behind is None or ahead is None or ctx.series.favourable is None:
        return None
    low, high = behind.estimate.value or 0.0, ahead.estimate.value or 0.0
    return shortfall(low, high, favourable=ctx.series.favourable)


def _name(ctx: SeriesContext, breakdown: Breakdown, main: Breakdown | None) -> str:
    return _in_context(
        ctx,
        ctx.dimension(breakdown.dimension_id),
        [
            *_elsewhere(ctx, breakdown.place_id),
            *_other_time(breakdown.period.label, main),
            *context_words(ctx, breakdown),
            *([ctx.wording.text("citizen data")] if breakdown.source_kind.is_citizen else []),
        ],
    )


def _crossing_name(ctx: SeriesContext, found: Intersection, main: Breakdown | None) -> str:
    dimensions = ctx.wording.listing([ctx.dimension(name) for name in found.dimension_ids])
    source = ctx.publishable.sources.get(found.source_id)
    is_citizen = source is not None and source.kind.is_citizen
    return _in_context(
        ctx,
        dimensions,
        [
            *_elsewhere(ctx, found.place_id),
            *_other_time(found.period.label, main),
            *([ctx.wording.text("citizen data")] if is_citizen else []),
        ],
    )


def _in_context(ctx: SeriesContext, dimension: str, context: Sequence[str]) -> str:
    if not context:
        return dimension
    words = ", ".join(context)
    return ctx.wording.text("{dimension} ({context})", dimension=dimension, context=words)


def _elsewhere(ctx: SeriesContext, place_id: str) -> list[str]:
    return [] if ctx.is_country(place_id) else [ctx.place(place_id)]


def _other_time(period: str, main: Breakdown | None) -> list[str]:
    return [] if main is None or main.period.label == period else [period]


# --- how sure ----------------------------------------------------------------------------------


def _sure(ctx: SeriesContext, breakdown: Breakdown, behind: _End | None, ahead: _End | None) -> str:
    missing = [
        ctx.category(member.category)
        for member in breakdown.members
        if member.estimate.value is None
    ]
    told = _certainty(ctx, behind, ahead)
    if breakdown.gap is not None:
        told = _order(ctx, breakdown.gap) or told
    return _with_missing(ctx, told, missing)


def _certainty(ctx: SeriesContext, behind: _End | None, ahead: _End | None) -> str:
    say = ctx.wording.text
    if behind is None:
        return ""
    if ahead is None:
        return say("One figure only")
    both = (behind.estimate, ahead.estimate)
    if any(estimate.reliability is not Reliability.FIRM for estimate in both):
        return say("Rests on few cases")
    apart = distinguishable(*both)
    if apart is None:
        return say("No margin of error published")
    return say("Told apart") if apart else say("Cannot be told apart")


def _order(ctx: SeriesContext, gap: Gap) -> str:
    """Return what breaks the order of an ordered dimension, "" where nothing does."""
    is_worst = gap.worst.category.code == gap.behind.category.code
    if is_worst or gap.worst.estimate.reliability is not Reliability.FIRM:
        return ""
    if gap.worst.category.code == gap.ahead.category.code:
        return ctx.wording.text("The gap runs the other way")
    return ctx.wording.text(
        "Furthest behind between the two ends: {group}, at {value}",
        group=ctx.category(gap.worst.category),
        value=ctx.text(gap.worst.estimate),
    )


def _with_missing(ctx: SeriesContext, told: str, missing: Sequence[str]) -> str:
    if not missing:
        return told
    groups = ctx.wording.listing(missing)
    if not told:
        return ctx.wording.text("No figure for: {groups}", groups=groups)
    return ctx.wording.text("{told}; no figure for: {groups}", told=told, groups=groups)


# --- the table ---------------------------------------------------------------------------------


def _table(ctx: SeriesContext, found: Sequence[_GapRow]) -> Table:
    rows = [
        Row(
            row_id=row.finding_id,
            cells=(
                (Text(row.name),),
                _end_cell(ctx, row.behind),
                _end_cell(ctx, row.ahead),
                _gap_cell(ctx, row),
                (Text(row.sure),),
            ),
        )
        for row in found
    ]
    caption = ctx.wording.inlines("Other gaps: {indicator}", indicator=ctx.indicator)
    description = ctx.wording.text(
        "{indicator}: for every other breakdown who is furthest behind, the other end, the gap"
        " between them and how sure it is.",
        indicator=ctx.indicator,
    )
    estimates = [estimate for row in found for estimate in row.estimates]
    block_id = ctx.block_id("table", "others")
    return figures_table(ctx, block_id, caption, description, _columns(ctx), rows, estimates)


def _columns(ctx: SeriesContext) -> tuple[Column, ...]:
    say = ctx.wording.text
    is_ranked_series = ctx.series.favourable is not None
    heads = (
        (say("Broken down by"), 1.9),
        (say("Furthest behind") if is_ranked_series else say("Lowest"), 1.9),
        (say("Other end") if is_ranked_series else say("Highest"), 1.9),
    )
    gap = say("Gap, points") if ctx.is_percentage else say("Gap")
    return (
        *(
            Column(column_id=f"c{i}", head=(Text(head),), weight=weight)
            for i, (head, weight) in enumerate(heads)
        ),
        Column(column_id="gap", head=(Text(gap),), numeric=True, weight=0.6),
        Column(column_id="sure", head=(Text(say("How sure")),), weight=1.6),
    )


def _end_cell(ctx: SeriesContext, end: _End | None) -> Inlines:
    if end is None:
        return ()
    return ctx.wording.inlines("{value} {group}", value=ctx.value(end.estimate), group=end.name)


def _gap_cell(ctx: SeriesContext, row: _GapRow) -> Inlines:
    if row.difference is None:
        return ()
    return ctx.bare_distance(row.finding_id, row.difference)
