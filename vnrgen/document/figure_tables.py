"""Tables of figures: the data behind every chart, crossings of groups, and the annex."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.findings import Breakdown, Intersection, Trend
from vnrgen.document.blocks import Column, ColumnGroup, Inlines, Row, RowKind, Table, Text
from vnrgen.document.comparison_sentences import crossed
from vnrgen.document.figure_drawings import NamedPair, headline_estimates, in_reading_order
from vnrgen.document.series_context import SeriesContext
from vnrgen.document.table_parts import (
    Measures,
    breakdown_rows,
    described,
    estimates_of,
    everybody,
    figures_table,
    heading_row,
    name_column,
)

_MOST_PERIOD_COLUMNS = 6
_NOT_DIMENSIONS = frozenset({"freq", "reporting_type", "unit"})


def breakdown_table(
    ctx: SeriesContext, block_id: str, caption: Inlines, breakdowns: Sequence[Breakdown]
) -> Table:
    """Return the figures of one dimension in one or more periods (oldest first), newest on top.

    Where there is nothing but values and few periods, the periods are columns; else every period
    is a run of rows under its own heading, so that the table never grows too wide.
    """
    estimates = estimates_of(breakdowns)
    measures = Measures.of(estimates)
    newest = breakdowns[-1]
    dimension, place = ctx.dimension(newest.dimension_id), ctx.place(newest.place_id)
    labels = [breakdown.period.label for breakdown in reversed(breakdowns)]
    description = described(ctx, dimension, place, ctx.wording.listing(labels))
    if measures.count == 1 and 1 < len(breakdowns) <= _MOST_PERIOD_COLUMNS:
        columns, rows = _by_columns(ctx, breakdowns)
    else:
        columns = (name_column(dimension), *measures.columns(ctx))
        rows = []
        for breakdown in reversed(breakdowns):
            if len(breakdowns) > 1:
                label = breakdown.period.label
                rows.append(heading_row(label, (Text(label),)))
            rows.extend(breakdown_rows(ctx, breakdown, measures))
    return figures_table(ctx, block_id, caption, description, columns, rows, estimates)


def _by_columns(
    ctx: SeriesContext, breakdowns: Sequence[Breakdown]
) -> tuple[tuple[Column, ...], list[Row]]:
    newest_first = list(reversed(breakdowns))
    columns = tuple(
        Column(column_id=b.period.label, head=(Text(b.period.label),), numeric=True)
        for b in newest_first
    )
    by_code = [{m.category.code: m.estimate for m in b.members} for b in newest_first]
    names = {m.category.code: m for b in newest_first for m in reversed(in_reading_order(ctx, b))}
    ordered = [m.category for m in in_reading_order(ctx, newest_first[0])]
    known = {category.code for category in ordered}
    ordered += [names[code].category for code in sorted(names) if code not in known]
    rows = [
        Row(
            row_id=category.code,
            cells=(
                (Text(ctx.category(category)),),
                *(ctx.cell(e) if (e := found.get(category.code)) else () for found in by_code),
            ),
        )
        for category in ordered
    ]
    references = [b.reference for b in newest_first]
    named = next((reference for reference in references if reference is not None), None)
    if named is not None:
        cells = tuple(() if r is None else ctx.cell(r) for r in references)
        rows.append(Row(row_id="_T", cells=(everybody(ctx, named), *cells), kind=RowKind.TOTAL))
    head = ctx.wording.text(
        "{dimension} ({unit})", dimension=ctx.dimension(breakdowns[-1].dimension_id), unit=ctx.unit
    )
    return (name_column(head), *columns), rows


def headline_table(ctx: SeriesContext, block_id: str, caption: Inlines, trend: Trend) -> Table:
    """Return a headline by period; a break between comparable runs has its own row of words."""
    estimates = headline_estimates(trend)
    measures = Measures.of(estimates)
    starts = {s.estimates[0].observation_id for s in trend.segments[1:] if s.estimates}
    rows = []
    for estimate in estimates:
        label = estimate.period.label
        if estimate.observation_id in starts:
            words = ctx.wording.inlines("Not comparable with the rows above")
            rows.append(heading_row(f"{label}/{estimate.source_id}/break", words))
        cells = ((Text(label),), *measures.cells(ctx, estimate))
        rows.append(Row(row_id=f"{label}/{estimate.source_id}", cells=cells))
    period = ctx.wording.text("Period")
    columns = (name_column(period), *measures.columns(ctx))
    place = ctx.place(trend.place_id)
    labels = ctx.wording.listing([e.period.label for e in estimates])
    description = described(ctx, period, place, labels)
    return figures_table(ctx, block_id, caption, description, columns, rows, estimates)


def comparison_table(
    ctx: SeriesContext, block_id: str, caption: Inlines, pairs: Sequence[NamedPair], place: str
) -> Table:
    """Return official beside citizen figures, each side with its own period."""
    sides = [[pair.official for _, pair in pairs], [pair.citizen for _, pair in pairs]]
    estimates = [estimate for side in sides for estimate in side if estimate is not None]
    measures = [Measures.of(e for e in side if e is not None) for side in sides]
    period = (Text(ctx.wording.text("Period")),)
    columns: list[Column] = [name_column(ctx.wording.text("Group"))]
    groups = [ColumnGroup(head=(), span=1)]
    heads = (ctx.wording.inlines("Official"), ctx.wording.inlines("Citizen"))
    for key, head, measure in zip(("official-", "citizen-"), heads, measures, strict=True):
        columns.append(Column(column_id=f"{key}period", head=period, weight=0.9))
        columns.extend(measure.columns(ctx, key))
        groups.append(ColumnGroup(head=head, span=1 + measure.count))
    rows = []
    for index, (name, _) in enumerate(pairs):
        cells: list[Inlines] = [(Text(name),)]
        for side, measure in zip(sides, measures, strict=True):
            estimate = side[index]
            cells.append(() if estimate is None else (Text(estimate.period.label),))
            cells.extend(measure.cells(ctx, estimate))
        rows.append(Row(row_id=f"{index}/{name}", cells=tuple(cells)))
    description = ctx.wording.text(
        "{indicator}, {place}: official and citizen figures of every group, side by side.",
        indicator=ctx.indicator,
        place=place,
    )
    return figures_table(
        ctx, block_id, caption, description, tuple(columns), rows, estimates, tuple(groups)
    )


# --- tables of their own -----------------------------------------------------------------------


def dimensions_table(
    ctx: SeriesContext, block_id: str, caption: Inlines, breakdowns: Sequence[Breakdown]
) -> Table:
    """Return several breakdowns one under the other, each under a heading that says what it is."""
    estimates = estimates_of(breakdowns)
    measures = Measures.of(estimates)
    rows = []
    for breakdown in breakdowns:
        rows.append(heading_row(breakdown.finding_id, breakdown_heading(ctx, breakdown)))
        for row in breakdown_rows(ctx, breakdown, measures):
            row_id = f"{breakdown.finding_id}/{row.row_id}"
            rows.append(Row(row_id=row_id, cells=row.cells, kind=row.kind))
    named = list(dict.fromkeys(ctx.dimension(b.dimension_id) for b in breakdowns))
    places = list(dict.fromkeys(ctx.place(b.place_id) for b in breakdowns))
    periods = list(
        dict.fromkeys(b.period.label for b in sorted(breakdowns, key=lambda b: b.period))
    )
    description = described(
        ctx,
        ctx.wording.listing(named),
        ctx.wording.listing(places),
        ctx.wording.listing(periods),
    )
    columns = (name_column(ctx.wording.text("Group")), *measures.columns(ctx))
    return figures_table(ctx, block_id, caption, description, columns, rows, estimates)


def breakdown_heading(ctx: SeriesContext, breakdown: Breakdown) -> Inlines:
    """Return what sets a breakdown apart: dimension, place, period, definition, source kind."""
    parts = {
        "dimension": ctx.dimension(breakdown.dimension_id),
        "place": ctx.place(breakdown.place_id),
        "period": breakdown.period.label,
    }
    context = context_words(ctx, breakdown)
    if breakdown.source_kind.is_citizen:
        context = [*context, ctx.wording.text("citizen data")]
    if not context:
        return ctx.wording.inlines("{dimension} – {place}, {period}", **parts)
    return ctx.wording.inlines(
        "{dimension} – {place}, {period} ({context})",
        context=ctx.wording.listing(context),
        **parts,
    )


def _frequency(ctx: SeriesContext, code: str) -> list[str]:
    known = {
        "Q": ctx.wording.text("quarterly figures"),
        "M": ctx.wording.text("monthly figures"),
    }
    return [known[code]] if code in known else []


def context_words(ctx: SeriesContext, found: Breakdown | Trend) -> list[str]:
    """Return the definition and method that a figure was measured by, in words."""
    words = []
    for name, code in sorted(found.context.items()):
        if name in _NOT_DIMENSIONS:
            words.extend(_frequency(ctx, code) if name == "freq" else [])
            continue
        dimension = ctx.publishable.dimensions.get(name)
        category = dimension.categories.get(code) if dimension is not None else None
        words.append(ctx.label(category.label) if category is not None else code)
    return words


def intersection_table(
    ctx: SeriesContext, block_id: str, caption: Inlines, found: Intersection
) -> Table:
    """Return a crossing of groups: one row a cell, under a heading per category of the first."""
    estimates = [cell.estimate for cell in found.cells]
    if found.reference is not None:
        estimates.append(found.reference)
    measures = Measures.of(estimates)
    rows = intersection_rows(ctx, found, measures)
    dimensions = ctx.wording.listing([ctx.dimension(name) for name in found.dimension_ids])
    description = described(ctx, dimensions, ctx.place(found.place_id), found.period.label)
    columns = (name_column(dimensions), *measures.columns(ctx))
    return figures_table(ctx, block_id, caption, description, columns, rows, estimates)


def intersection_rows(ctx: SeriesContext, found: Intersection, measures: Measures) -> list[Row]:
    """Return the rows of a crossing, the categories of its first dimension as headings."""
    rows: list[Row] = []
    heading = ""
    for cell in found.cells:
        first, *others = cell.categories
        if first.code != heading:
            heading = first.code
            rows.append(heading_row(heading, (Text(ctx.category(first)),)))
        name = crossed(ctx, others)
        codes = "/".join(category.code for category in cell.categories)
        cells = ((Text(name),), *measures.cells(ctx, cell.estimate))
        rows.append(Row(row_id=codes, cells=cells))
    if found.reference is not None:
        total = (everybody(ctx, found.reference), *measures.cells(ctx, found.reference))
        rows.append(Row(row_id="_T", cells=total, kind=RowKind.TOTAL))
    return rows
