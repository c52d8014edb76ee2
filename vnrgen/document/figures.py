"""Findings of a series → the charts and tables that a reader sees, chosen by stated rules.

The rules, in the order of the blocks:

1. *Every dimension is shown.* Each dimension is represented by its widest evidence: the whole
   country before a part of it, official before citizen figures, the plain definition before a
   special one. Other places, definitions and sources of the same dimension are in the annex table.
2. *The widest gap leads.* The main chart is of the dimension with the largest gap between firm,
   distinguishable figures: an equiplot where it was measured in two or more periods, else bars.
3. *The rest stays short.* One more dimension gets bars of its own; several, or one without any
   value to draw, are a table.
4. *Places* directly under the whole are bars; the parts of those parts are in the annex table.
5. *Official beside citizen figures* are a dumbbell: the groups of the country that have a citizen
   figure in one, all other places in a second.
6. *Crossings of groups* are tables, the first two of them; all are in the annex table.
7. A series without any breakdown shows its headline: bars over the periods, or one row.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.findings import Breakdown, SeriesFindings
from vnrgen.analysis.partition import PLACE
from vnrgen.disclosure.publishable import Publishable
from vnrgen.document import figure_tables, sentences
from vnrgen.document.blocks import Block, Chart, Origin, Paragraph, ParagraphRole, Table
from vnrgen.document.figure_annex import annex
from vnrgen.document.figure_charts import (
    bars_chart,
    breakdown_table,
    crossing_table,
    dumbbell_chart,
    equiplot_chart,
    headline_blocks,
    places_dumbbell,
)
from vnrgen.document.figure_choice import (
    FigureError,
    breakdown_by,
    comparable_periods,
    compared,
    comparison_by,
    crossing_by,
    crossings,
    has_value,
    ranked,
    representatives,
    widest_places,
)
from vnrgen.document.series_context import Cite, SeriesContext
from vnrgen.document.wording import Wording

__all__ = ["KINDS", "Cite", "FigureError", "annex_table", "chart_block", "figure_blocks"]

KINDS = ("equiplot", "bars", "dumbbell", "table")

_GENERATED = Origin("generated", "")
_MOST_CROSSINGS = 2
_MOST_ROWS = 40  # bars that one page holds; no category is ever cut to make it fit


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
    groups = ranked([b for b in representatives(ctx) if b.dimension_id != PLACE])
    places = ranked([b for b in series_findings.breakdowns if b.dimension_id == PLACE])
    blocks: list[Block] = []
    if groups or places:
        main, *others = groups or places[:1]
        blocks += _main(ctx, main)
        blocks += _others(ctx, others)
        blocks += [_bars_or_table(ctx, b) for b in widest_places(ctx, places) if b is not main]
    else:
        blocks += headline_blocks(ctx)
    blocks += _both(ctx)
    blocks += [crossing_table(ctx, found) for found in crossings(ctx)[:_MOST_CROSSINGS]]
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
        return dumbbell_chart(ctx, comparison_by(ctx, by))
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
    return equiplot_chart(ctx, comparable)


def annex_table(
    publishable: Publishable, series_findings: SeriesFindings, wording: Wording, cite: Cite
) -> Table:
    """Return the latest figures of a series: everybody, every group, place and definition.

    The arguments are those of ``figure_blocks``.
    """
    ctx = SeriesContext(
        publishable=publishable, findings=series_findings, wording=wording, cite=cite
    )
    return annex(ctx)


# --- the order of the blocks -------------------------------------------------------------------


def _main(ctx: SeriesContext, breakdown: Breakdown) -> list[Block]:
    trend = comparable_periods(ctx, breakdown)
    is_crowded = len(breakdown.members) > _MOST_ROWS
    chart: Chart | Table
    if trend is None or is_crowded:
        chart = _bars_or_table(ctx, breakdown)
    else:
        chart = equiplot_chart(ctx, trend)
    lead = sentences.lead(ctx, breakdown, trend)
    if not lead:
        return [chart]
    paragraph = Paragraph(
        block_id=ctx.block_id("lead", breakdown.dimension_id),
        content=lead,
        role=ParagraphRole.FINDING,
        origin=_GENERATED,
    )
    return [paragraph, chart]


def _bars_or_table(ctx: SeriesContext, breakdown: Breakdown) -> Chart | Table:
    """Return bars; a table where more categories were measured than one page can draw."""
    if len(breakdown.members) > _MOST_ROWS:
        return breakdown_table(ctx, breakdown)
    return bars_chart(ctx, breakdown)


def _others(ctx: SeriesContext, breakdowns: Sequence[Breakdown]) -> list[Block]:
    if len(breakdowns) == 1 and has_value(breakdowns[0]):
        return [_bars_or_table(ctx, breakdowns[0])]
    if not breakdowns:
        return []
    caption = ctx.wording.inlines("{indicator}, by other groups", indicator=ctx.indicator)
    block_id = ctx.block_id("table", "others")
    return [figure_tables.dimensions_table(ctx, block_id, caption, breakdowns)]


def _both(ctx: SeriesContext) -> list[Block]:
    """Return official beside citizen figures: of the country by group, then of its places."""
    found = compared(ctx)
    national = [item for item in found if ctx.is_country(item.place_id)]
    places = [item for item in found if not ctx.is_country(item.place_id)]
    blocks: list[Block] = [dumbbell_chart(ctx, item) for item in national[:1]]
    if len(places) == 1:
        blocks.append(dumbbell_chart(ctx, places[0]))
    elif places:
        blocks.append(places_dumbbell(ctx, places))
    return blocks
