"""The annex table of a series: the latest figure of everybody, every group, place and crossing."""

from __future__ import annotations

from vnrgen.analysis.findings import Estimate
from vnrgen.document.blocks import Inlines, Row, RowKind, Table, Text
from vnrgen.document.figure_tables import breakdown_heading, context_words, intersection_rows
from vnrgen.document.series_context import SeriesContext
from vnrgen.document.table_parts import (
    Measures,
    breakdown_rows,
    estimates_of,
    figures_table,
    heading_row,
    name_column,
)


def annex(ctx: SeriesContext) -> Table:
    """Return every latest figure of a series, each run of rows under what sets it apart."""
    found = ctx.findings
    headlines = [trend.latest for trend in found.trends]
    estimates = [
        *(estimate for estimate in headlines if estimate is not None),
        *estimates_of(found.breakdowns),
        *(cell.estimate for crossing in found.intersections for cell in crossing.cells),
    ]
    measures = Measures.of(estimates)
    rows = [*_headlines(ctx, measures)]
    for breakdown in found.breakdowns:
        rows.append(heading_row(breakdown.finding_id, breakdown_heading(ctx, breakdown)))
        rows.extend(_under(breakdown.finding_id, breakdown_rows(ctx, breakdown, measures)))
    for crossing in found.intersections:
        words = ctx.wording.inlines(
            "{dimensions} – {place}, {period}",
            dimensions=ctx.wording.listing([ctx.dimension(d) for d in crossing.dimension_ids]),
            place=ctx.place(crossing.place_id),
            period=crossing.period.label,
        )
        rows.append(heading_row(crossing.finding_id, words))
        rows.extend(_under(crossing.finding_id, intersection_rows(ctx, crossing, measures)))
    description = ctx.wording.text(
        "{indicator}: the latest figure for everybody and for every group and place.",
        indicator=ctx.indicator,
    )
    columns = (name_column(ctx.wording.text("Group")), *measures.columns(ctx))
    caption: Inlines = (Text(ctx.indicator),)
    block_id = ctx.block_id("annex", "all")
    return figures_table(ctx, block_id, caption, description, columns, rows, estimates)


def _under(finding_id: str, rows: list[Row]) -> list[Row]:
    return [
        Row(row_id=f"{finding_id}/{row.row_id}", cells=row.cells, kind=row.kind) for row in rows
    ]


def _headlines(ctx: SeriesContext, measures: Measures) -> list[Row]:
    rows = []
    for trend in ctx.findings.trends:
        latest = trend.latest
        if latest is None:
            continue
        words = _headline_name(ctx, latest, context_words(ctx, trend))
        cells = (words, *measures.cells(ctx, latest))
        rows.append(Row(row_id=trend.finding_id, cells=cells, kind=RowKind.TOTAL))
    return rows


def _headline_name(ctx: SeriesContext, latest: Estimate, context: list[str]) -> Inlines:
    parts = {"place": ctx.place(latest.place_id), "period": latest.period.label}
    if latest.source_kind.is_citizen:
        context = [*context, ctx.wording.text("citizen data")]
    if not context:
        return ctx.wording.inlines("{place}, everybody, {period}", **parts)
    return ctx.wording.inlines(
        "{place}, everybody, {period} ({context})", context=ctx.wording.listing(context), **parts
    )
