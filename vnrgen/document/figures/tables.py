"""Tables of their own: a breakdown as a writer asks for it, and a crossing of groups."""

from __future__ import annotations

from vnrgen.analysis.findings import Breakdown, Intersection
from vnrgen.document.blocks import Inlines, Row, RowKind, Table, Text
from vnrgen.document.figures.table_parts import (
    Measures,
    described,
    estimates_of,
    everybody,
    figures_table,
    heading_row,
    name_column,
    one_period,
)
from vnrgen.document.sentences.comparison import crossed
from vnrgen.document.series.context import SeriesContext


def breakdown_table(
    ctx: SeriesContext, block_id: str, caption: Inlines, breakdown: Breakdown
) -> Table:
    """Return one breakdown in one period: a row per category and the reference last."""
    columns, rows = one_period(ctx, breakdown)
    description = described(
        ctx,
        ctx.by(breakdown),
        ctx.place(breakdown.place_id),
        breakdown.period.label,
    )
    estimates = estimates_of([breakdown])
    return figures_table(ctx, block_id, caption, description, columns, rows, estimates)


def intersection_table(
    ctx: SeriesContext, block_id: str, caption: Inlines, found: Intersection
) -> Table:
    """Return a crossing of groups: one row a cell, under a heading per category of the first."""
    estimates = [cell.estimate for cell in found.cells]
    if found.reference is not None:
        estimates.append(found.reference)
    measures = Measures.of(estimates)
    rows = _intersection_rows(ctx, found, measures)
    dimensions = ctx.wording.listing([ctx.dimension(name) for name in found.dimension_ids])
    description = described(ctx, dimensions, ctx.place(found.place_id), found.period.label)
    columns = (name_column(dimensions), *measures.columns(ctx))
    return figures_table(ctx, block_id, caption, description, columns, rows, estimates)


def _intersection_rows(ctx: SeriesContext, found: Intersection, measures: Measures) -> list[Row]:
    """Return the rows of a crossing, the categories of its first dimension as headings."""
    rows: list[Row] = []
    heading = ""
    for cell in found.cells:
        first, *others = cell.categories
        if first.code != heading:
            heading = first.code
            rows.append(heading_row(heading, (Text(ctx.category(first)),)))
        name = crossed(ctx, found.dimension_ids[1:], others)
        codes = "/".join(category.code for category in cell.categories)
        cells = ((Text(name),), *measures.cells(ctx, cell.estimate))
        rows.append(Row(row_id=codes, cells=cells))
    if found.reference is not None:
        total = (everybody(ctx, found.reference), *measures.cells(ctx, found.reference))
        rows.append(Row(row_id="_T", cells=total, kind=RowKind.TOTAL))
    return rows
