"""What every table of figures is made of: columns of measures, rows of names, notes and source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vnrgen.analysis.findings import Breakdown, Estimate
from vnrgen.document.blocks import (
    Column,
    ColumnGroup,
    Inlines,
    Row,
    RowKind,
    Table,
    Text,
)
from vnrgen.document.figures.positions import in_reading_order
from vnrgen.document.series.context import SeriesContext


@dataclass(frozen=True, slots=True)
class Measures:
    """Which columns besides the value a table needs: those that any of its figures fills."""

    interval: bool
    cases: bool

    @classmethod
    def of(cls, estimates: Iterable[Estimate]) -> Measures:
        """Look at all figures of a table."""
        valued = [estimate for estimate in estimates if estimate.value is not None]
        return cls(
            any(e.lower is not None and e.upper is not None for e in valued),
            any(e.n is not None for e in valued),
        )

    @property
    def count(self) -> int:
        """The number of columns."""
        return 1 + self.interval + self.cases

    def columns(self, ctx: SeriesContext, prefix: str = "") -> tuple[Column, ...]:
        """Return the columns: the value with its unit, the interval, the number of cases."""
        unit = ctx.unit
        value = ctx.wording.text("Value, {unit}", unit=unit) if unit else ctx.wording.text("Value")
        columns = [Column(column_id=f"{prefix}value", head=(Text(value),), numeric=True)]
        if self.interval:
            head = (Text(ctx.wording.text("95% interval")),)
            columns.append(Column(column_id=f"{prefix}interval", head=head, numeric=True))
        if self.cases:
            head = (Text(ctx.wording.text("Cases (n)")),)
            columns.append(Column(column_id=f"{prefix}n", head=head, numeric=True, weight=0.7))
        return tuple(columns)

    def cells(self, ctx: SeriesContext, estimate: Estimate | None) -> tuple[Inlines, ...]:
        """Return the cells of one figure; empty ones where there is no figure at all."""
        if estimate is None:
            return ((),) * self.count
        cells = [ctx.cell(estimate)]
        if self.interval:
            cells.append(ctx.interval_cell(estimate))
        if self.cases:
            cells.append(ctx.cases_cell(estimate))
        return tuple(cells)


def name_column(head: str, weight: float = 2.2) -> Column:
    """Return the column of names, which heads every row."""
    return Column(column_id="name", head=(Text(head),), weight=weight)


def everybody(ctx: SeriesContext, reference: Estimate) -> Inlines:
    """Return the name of a reference line: the place as a whole."""
    return ctx.wording.inlines("{place}, everybody", place=ctx.place(reference.place_id))


def breakdown_rows(ctx: SeriesContext, breakdown: Breakdown, measures: Measures) -> list[Row]:
    """Return a row per category, none left out, and the reference line last."""
    rows = [
        Row(
            row_id=f"{breakdown.period.label}/{member.category.code}",
            cells=(
                (Text(ctx.category(member.category)),),
                *measures.cells(ctx, member.estimate),
            ),
        )
        for member in in_reading_order(ctx, breakdown)
    ]
    reference = breakdown.reference
    if reference is not None:
        cells = (everybody(ctx, reference), *measures.cells(ctx, reference))
        rows.append(Row(row_id=f"{breakdown.period.label}/_T", cells=cells, kind=RowKind.TOTAL))
    return rows


def heading_row(row_id: str, words: Inlines) -> Row:
    """Return a heading over the rows that follow."""
    return Row(row_id=row_id, cells=(words,), kind=RowKind.GROUP)


def estimates_of(breakdowns: Iterable[Breakdown]) -> list[Estimate]:
    """Return every figure of some breakdowns, reference lines too."""
    found: list[Estimate] = []
    for breakdown in breakdowns:
        found.extend(member.estimate for member in breakdown.members)
        if breakdown.reference is not None:
            found.append(breakdown.reference)
    return found


def described(ctx: SeriesContext, dimension: str, place: str, period: str) -> str:
    """Return what a table holds, in words, for a reader who cannot see it."""
    return ctx.wording.text(
        "{indicator}; broken down by: {dimension}; {place}, {period}.",
        indicator=ctx.indicator,
        dimension=dimension,
        place=place,
        period=period,
    )


def figures_table(
    ctx: SeriesContext,
    block_id: str,
    caption: Inlines,
    description: str,
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    estimates: Sequence[Estimate],
    groups: tuple[ColumnGroup, ...] = (),
) -> Table:
    """Return a table of figures with the notes its marks need and its source line."""
    filled = tuple(_filled(row) for row in rows)
    return Table(
        block_id=block_id,
        label="",
        caption=caption,
        description=description,
        columns=columns,
        column_groups=groups,
        rows=filled,
        notes=(*ctx.mark_notes(estimates), *absent_notes(ctx, filled)),
        source=ctx.source_line(sorted({e.source_id for e in estimates})),
    )


def choice_note(ctx: SeriesContext) -> Inlines:
    """Return the note that not every period is printed, and where all of them are."""
    return ctx.wording.inlines(
        "Not every period is shown here; data/observations.csv has all of them."
    )


NO_FIGURE = ".."
"""What stands in a cell for which there is no figure (United Nations statistical practice)."""


def absent_notes(ctx: SeriesContext, rows: Iterable[Row]) -> tuple[Inlines, ...]:
    """Return the note that explains the mark for "no figure", where a row has it."""
    marked = (Text(NO_FIGURE),)
    if any(cell == marked for row in rows for cell in row.cells):
        return (ctx.wording.inlines(".. No figure published or shown."),)
    return ()


def _filled(row: Row) -> Row:
    """Put the mark for "no figure" into empty cells: nobody can hear or see an empty cell."""
    if row.kind is RowKind.GROUP:
        return row
    return replace(row, cells=tuple(cell or (Text(NO_FIGURE),) for cell in row.cells))


def one_period(ctx: SeriesContext, breakdown: Breakdown) -> tuple[tuple[Column, ...], list[Row]]:
    """Return columns and rows of one breakdown: a row per category, the reference last."""
    measures = Measures.of(estimates_of([breakdown]))
    columns = (name_column(ctx.by(breakdown)), *measures.columns(ctx))
    return columns, breakdown_rows(ctx, breakdown, measures)


def measured_head(ctx: SeriesContext, name: str, estimates: Iterable[Estimate]) -> Inlines:
    """Return the head of a column whose cells hold value and, where published, interval."""
    if not Measures.of(estimates).interval:
        return (Text(name),)
    return ctx.wording.inlines("{name} [95% interval]", name=name)
