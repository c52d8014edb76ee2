"""The table behind official beside citizen figures: each side with its period and interval."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.findings import Estimate
from vnrgen.document.blocks import Column, Inlines, Row, Table, Text
from vnrgen.document.figures.positions import NamedPair
from vnrgen.document.figures.table_parts import figures_table, measured_head, name_column
from vnrgen.document.series.context import SeriesContext


def comparison_data(
    ctx: SeriesContext, block_id: str, pairs: Sequence[NamedPair], place: str
) -> Table:
    """Return official beside citizen figures, each side with its period and interval."""
    sides = [[pair.official for _, pair in pairs], [pair.citizen for _, pair in pairs]]
    names = (ctx.wording.text("Official"), ctx.wording.text("Citizen"))
    columns = [name_column(ctx.wording.text("Group"))]
    cells = []
    for key, name, side in zip(("official", "citizen"), names, sides, strict=True):
        columns += _side_columns(ctx, key, name, side)
        cells.append([_side_cells(ctx, estimate, side) for estimate in side])
    rows = [
        Row(row_id=f"{i}/{name}", cells=((Text(name),), *cells[0][i], *cells[1][i]))
        for i, (name, _) in enumerate(pairs)
    ]
    estimates = [estimate for side in sides for estimate in side if estimate is not None]
    description = ctx.wording.text(
        "{indicator}, {place}: official and citizen figures of every group, side by side.",
        indicator=ctx.indicator,
        place=place,
    )
    return figures_table(ctx, block_id, (), description, tuple(columns), rows, estimates)


def _side_columns(
    ctx: SeriesContext, key: str, name: str, side: Sequence[Estimate | None]
) -> list[Column]:
    known = [estimate for estimate in side if estimate is not None]
    periods = {estimate.period.label for estimate in known}
    if len(periods) == 1:
        name = ctx.wording.text("{producer}, {period}", producer=name, period=min(periods))
    head = measured_head(ctx, name, known)
    columns = [Column(column_id=key, head=head, numeric=True, weight=1.5)]
    if len(periods) > 1:
        period = (Text(ctx.wording.text("Period")),)
        columns.append(Column(column_id=f"{key}-period", head=period, numeric=True, weight=0.7))
    return columns


def _side_cells(
    ctx: SeriesContext, estimate: Estimate | None, side: Sequence[Estimate | None]
) -> list[Inlines]:
    periods = {found.period.label for found in side if found is not None}
    cells: list[Inlines] = [() if estimate is None else ctx.measured_cell(estimate)]
    if len(periods) > 1:
        cells.append(() if estimate is None else (Text(estimate.period.label),))
    return cells
