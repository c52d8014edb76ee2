"""Findings of a series → the charts and tables that a reader sees, chosen by stated rules.

In the running text a series has at most three charts and one table, in this order:

1. *The lead*: where the whole stands, what the target is and whether it will be met at the pace so
   far, and for which groups there is no figure; below it what changed since the last review, how
   the widest gap changed, and one measure of how unequal all groups are.
2. *The main chart*: the breakdown with the widest gap that can be relied on, people before
   places. Where two or more of its periods can be compared it is a slope chart (few groups), an
   equiplot (an order) or a panel for each group (many, with a course), else bars. The table
   behind it is as short as it can be: periods as columns, or one period on its side. A second
   chart is earned only by another dimension whose gap is as sure and at least as wide.
3. *Official beside citizen figures*: one dumbbell of the groups that citizens counted and of the
   places that both counted, with the coalition's words on why they differ.
4. *Other gaps*: a row for every other breakdown, level of places, citizen source and crossing,
   with both ends, the gap, how sure it is, and the groups without a figure. Those whose ends are
   equal or cannot be told apart stand in a table of their own, where nobody is named as behind;
   those with one figure or none in a sentence. Counts have no gaps: groups differ in size.

A series without any breakdown shows its headline: bars over the periods, or one row. Every value
of every breakdown is in the annex table. A template may ask for any further chart by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.findings import Breakdown, SeriesFindings
from vnrgen.analysis.partition import PLACE
from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.blocks import Block, Chart, Origin, Paragraph, ParagraphRole, Table
from vnrgen.document.figures.annex import annex
from vnrgen.document.figures.charts import (
    bars_chart,
    breakdown_chart,
    breakdown_table,
    chart_over_time,
    crossing_table,
)
from vnrgen.document.figures.comparison import dumbbell_chart
from vnrgen.document.figures.gaps import other_gaps
from vnrgen.document.figures.headline import headline_blocks
from vnrgen.document.figures.over_time import Form
from vnrgen.document.language.wording import Wording
from vnrgen.document.sentences import opening
from vnrgen.document.sentences.missing import only_counted
from vnrgen.document.series.choice import (
    FigureError,
    breakdown_by,
    charted,
    comparable_periods,
    compared,
    comparison_by,
    crossing_by,
    representatives,
)
from vnrgen.document.series.context import Cite, SeriesContext

__all__ = ["KINDS", "Cite", "FigureError", "annex_table", "chart_block", "figure_blocks"]

KINDS = ("slope", "equiplot", "multiples", "bars", "dumbbell", "table")

_GENERATED = Origin("generated", "")


def figure_blocks(
    publishable: Publishable, series_findings: SeriesFindings, wording: Wording, cite: Cite
) -> tuple[Block, ...]:
    """Return lead, charts and tables of one series, by the rules of this module.

    Args:
        publishable: What may be shown, for the names of groups, places and sources.
        series_findings: The findings of the series.
        wording: The language.
        cite: Gives the note mark of a source.
    """
    ctx = SeriesContext(
        publishable=publishable, findings=series_findings, wording=wording, cite=cite
    )
    shown = charted(ctx)
    blocks: list[Block] = []
    blocks += _lead(ctx, shown)
    if shown:
        for nth, breakdown in enumerate(shown):
            trend = comparable_periods(ctx, breakdown)
            blocks.append(breakdown_chart(ctx, breakdown, trend, nth))
    else:
        blocks += headline_blocks(ctx)
    both = compared(ctx)
    if both:
        blocks.append(dumbbell_chart(ctx, both))
    blocks += other_gaps(ctx, shown, _said_missing(ctx, shown))
    return tuple(blocks)


def chart_block(
    kind: str,
    publishable: Publishable,
    series_findings: SeriesFindings,
    by: str | None,
    wording: Wording,
    cite: Cite,
) -> Chart | Table:
    """Return the one chart or table that a template asks for.

    Args:
        kind: One of ``KINDS``.
        publishable: What may be shown.
        series_findings: The findings of the series.
        by: A dimension (its id, or its name in the dossier), two joined by ``*`` for a table of
            their crossing, or None for the dimension with the widest gap.
        wording: The language.
        cite: Gives the note mark of a source.

    Raises:
        FigureError: The kind or dimension is unknown, or the series has no such figures.
    """
    ctx = SeriesContext(
        publishable=publishable, findings=series_findings, wording=wording, cite=cite
    )
    if kind not in KINDS:
        raise FigureError(f'there is no chart "{kind}"', f"use one of: {', '.join(KINDS)}")
    if kind == "dumbbell":
        return dumbbell_chart(ctx, [comparison_by(ctx, by)])
    if kind == "table" and by is not None and "*" in by:
        return crossing_table(ctx, crossing_by(ctx, by))
    breakdown = breakdown_by(ctx, by)
    if kind == "bars":
        return bars_chart(ctx, breakdown)
    if kind == "table":
        return breakdown_table(ctx, breakdown)
    comparable = comparable_periods(ctx, breakdown)
    if comparable is None:
        dimension = ctx.dimension(breakdown.dimension_id)
        raise FigureError(
            f"{ctx.series.indicator_id} by {dimension} has figures for one period only",
            'use chart("bars", …)',
        )
    return chart_over_time(ctx, comparable, Form(kind))


def annex_table(
    publishable: Publishable, series_findings: SeriesFindings, wording: Wording, cite: Cite
) -> Table:
    """Return the figures of a series: everybody, every group, place, source and crossing.

    The arguments are those of ``figure_blocks``.
    """
    ctx = SeriesContext(
        publishable=publishable, findings=series_findings, wording=wording, cite=cite
    )
    return annex(ctx)


def _lead(ctx: SeriesContext, shown: Sequence[Breakdown]) -> list[Block]:
    """Return the sentences above the charts; a headline that is charted is not said twice."""
    main = shown[0] if shown else None
    content = opening.lead(ctx, _told_of(ctx, shown)) if shown else opening.beside_headline(ctx)
    trend = comparable_periods(ctx, main) if main is not None else None
    below = opening.then_and_now(ctx, main, trend)
    key = main.dimension_id if main is not None else "all"
    said = ((("lead", content), ParagraphRole.FINDING), (("change", below), ParagraphRole.BODY))
    return [
        Paragraph(block_id=ctx.block_id(kind, key), content=words, role=role, origin=_GENERATED)
        for (kind, words), role in said
        if words
    ]


def _told_of(ctx: SeriesContext, shown: Sequence[Breakdown]) -> list[Breakdown]:
    """Return the breakdowns whose groups without a figure the lead names."""
    return [*shown[:1], *(b for b in representatives(ctx) if b.dimension_id != PLACE)]


def _said_missing(ctx: SeriesContext, shown: Sequence[Breakdown]) -> frozenset[str]:
    if not shown:
        return frozenset()
    told = _told_of(ctx, shown)
    members = [member for found in told for member in found.members]
    every = frozenset(ctx.category(m.category) for m in members if m.estimate.value is None)
    return every - only_counted(ctx, told)
