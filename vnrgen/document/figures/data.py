"""The data behind charts, as tables as short as they can be.

Groups are rows and periods columns, the newest first and with its 95 % interval. One period of
few groups lies on its side, so that it takes two or three lines. Many periods of few groups are
rows by period. A break in the series is said over the columns, or between the rows, it parts.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.findings import (
    Breakdown,
    Estimate,
    GapTrend,
    GroupEstimate,
    Reliability,
    Trend,
)
from vnrgen.document.blocks import Column, ColumnGroup, Inlines, Row, RowKind, Table, Text
from vnrgen.document.figures.positions import (
    are_in_one_run,
    drawn_periods,
    in_reading_order,
    shown_headlines,
)
from vnrgen.document.figures.table_parts import (
    Measures,
    described,
    estimates_of,
    everybody,
    figures_table,
    heading_row,
    measured_head,
    name_column,
    one_period,
)
from vnrgen.document.series.context import SeriesContext, periods_span
from vnrgen.document.series.shown_periods import shown_periods

_MOST_PERIOD_COLUMNS = 6
_MOST_GROUP_COLUMNS = 6
_EVERYBODY = "_T"


def breakdown_data(ctx: SeriesContext, block_id: str, breakdown: Breakdown) -> Table:
    """Return the figures behind a chart of one period; on its side where the groups are few."""
    estimates = estimates_of([breakdown])
    dimension, place = ctx.by(breakdown), ctx.place(breakdown.place_id)
    description = described(ctx, dimension, place, breakdown.period.label)
    if len(estimates) <= _MOST_GROUP_COLUMNS:
        columns, rows = _by_period(ctx, [breakdown], None)
    else:
        columns, rows = one_period(ctx, breakdown)
    return figures_table(ctx, block_id, (), description, columns, rows, estimates)


def trend_data(ctx: SeriesContext, block_id: str, trend: GapTrend) -> Table:
    """Return the figures behind a chart of several periods.

    Every period is there where periods or groups are few; of more than a page holds, some.
    """
    periods = printed_periods(ctx, trend)
    if _lie_on_their_side(ctx, trend):
        columns, rows = _by_period(ctx, periods, trend)
        groups: tuple[ColumnGroup, ...] = ()
    else:
        columns, rows = _by_group(ctx, periods)
        groups = _runs(ctx, trend, periods, len(columns))
    newest = periods[-1]
    description = described(
        ctx,
        ctx.by(newest),
        ctx.place(newest.place_id),
        periods_span(ctx.wording, [breakdown.period for breakdown in periods]),
    )
    estimates = estimates_of(periods)
    return figures_table(ctx, block_id, (), description, columns, rows, estimates, groups)


def printed_periods(ctx: SeriesContext, trend: GapTrend) -> list[Breakdown]:
    """Return the periods that the table prints, oldest first: all of few, of very many some."""
    if _lie_on_their_side(ctx, trend):
        return shown_periods(list(trend.breakdowns), lambda breakdown: breakdown.period)
    is_long = len(trend.breakdowns) > _MOST_PERIOD_COLUMNS
    return drawn_periods(trend) if is_long else list(trend.breakdowns)


def _lie_on_their_side(ctx: SeriesContext, trend: GapTrend) -> bool:
    """Whether periods are rows: where groups are few, and periods many or fewer still."""
    periods = list(trend.breakdowns)
    named = _every_member(ctx, periods)
    across = len(named) + any(breakdown.reference for breakdown in periods)
    is_long = len(periods) > _MOST_PERIOD_COLUMNS
    return across <= _MOST_GROUP_COLUMNS and (is_long or len(periods) + 1 < across)


def _by_group(
    ctx: SeriesContext, periods: Sequence[Breakdown]
) -> tuple[tuple[Column, ...], list[Row]]:
    """Return a row per group and a column per period, the newest first with its interval."""
    newest, *earlier = reversed(periods)
    found = [_by_code(breakdown) for breakdown in earlier]
    with_cases = _has_small(newest)
    rows = []
    for member in _every_member(ctx, [newest, *earlier]):
        code = member.category.code
        cells = _newest_cells(ctx, _by_code(newest).get(code), with_cases=with_cases)
        cells += [_cell(ctx, estimates.get(code)) for estimates in found]
        rows.append(Row(row_id=code, cells=((Text(ctx.category(member.category)),), *cells)))
    references = [breakdown.reference for breakdown in (newest, *earlier)]
    named = next((reference for reference in references if reference is not None), None)
    if named is not None:
        cells = _newest_cells(ctx, references[0], with_cases=with_cases)
        cells += [_cell(ctx, reference) for reference in references[1:]]
        row = (everybody(ctx, named), *cells)
        rows.append(Row(row_id=_EVERYBODY, cells=row, kind=RowKind.TOTAL))
    return (_head(ctx, newest), *_period_columns(ctx, newest, earlier, with_cases)), rows


def _by_code(breakdown: Breakdown) -> dict[str, Estimate]:
    return {member.category.code: member.estimate for member in breakdown.members}


def _has_small(breakdown: Breakdown) -> bool:
    return any(
        estimate.reliability is Reliability.SMALL and estimate.n is not None
        for estimate in estimates_of([breakdown])
    )


def _newest_cells(
    ctx: SeriesContext, estimate: Estimate | None, *, with_cases: bool
) -> list[Inlines]:
    if estimate is None:
        return [(), ()] if with_cases else [()]
    measured = ctx.measured_cell(estimate)
    return [measured, ctx.cases_cell(estimate)] if with_cases else [measured]


def _cell(ctx: SeriesContext, estimate: Estimate | None) -> Inlines:
    return () if estimate is None else ctx.cell(estimate)


def _every_member(ctx: SeriesContext, newest_first: Sequence[Breakdown]) -> list[GroupEstimate]:
    """Return each category once: as the newest period lists it, then those it has no longer."""
    known: dict[str, GroupEstimate] = {}
    for breakdown in newest_first:
        for member in in_reading_order(ctx, breakdown):
            known.setdefault(member.category.code, member)
    return list(known.values())


def _head(ctx: SeriesContext, breakdown: Breakdown, weight: float = 2.2) -> Column:
    dimension = ctx.by(breakdown)
    if not ctx.unit:
        return name_column(dimension, weight)
    return name_column(
        ctx.wording.text("{dimension} ({unit})", dimension=dimension, unit=ctx.unit), weight
    )


def _period_columns(
    ctx: SeriesContext,
    newest: Breakdown,
    earlier: Sequence[Breakdown],
    with_cases: bool,  # noqa: FBT001
) -> list[Column]:
    first = measured_head(ctx, newest.period.label, estimates_of([newest]))
    columns = [Column(column_id=newest.period.label, head=first, numeric=True, weight=1.5)]
    if with_cases:
        head = (Text(ctx.wording.text("Cases (n)")),)
        columns.append(Column(column_id="n", head=head, numeric=True, weight=0.8))
    columns += [
        Column(column_id=b.period.label, head=(Text(b.period.label),), numeric=True)
        for b in earlier
    ]
    return columns


def _by_period(
    ctx: SeriesContext, periods: Sequence[Breakdown], trend: GapTrend | None
) -> tuple[tuple[Column, ...], list[Row]]:
    """Return a column per group and a row per period, the newest first with its interval."""
    newest_first = list(reversed(periods))
    members = _every_member(ctx, newest_first)
    named: list[tuple[str, Inlines]] = [
        (m.category.code, (Text(ctx.category(m.category)),)) for m in members
    ]
    references = [b.reference for b in newest_first if b.reference is not None]
    if references:
        named.append((_EVERYBODY, everybody(ctx, references[0])))
    columns = [_head(ctx, newest_first[0], 1.5)]
    columns += [Column(column_id=code, head=name, numeric=True) for code, name in named]
    rows: list[Row] = []
    newer: Breakdown | None = None
    for breakdown in newest_first:
        label = breakdown.period.label
        if newer is not None and trend and not are_in_one_run(trend, breakdown, newer):
            words = ctx.wording.inlines("Not comparable with the rows above")
            rows.append(heading_row(f"{label}/break", words))
        found = {**_by_code(breakdown), _EVERYBODY: breakdown.reference}
        figures = [found.get(code) for code, _ in named]
        rows.append(Row(row_id=label, cells=((Text(label),), *(_cell(ctx, e) for e in figures))))
        if newer is None:
            rows.extend(_newest_rows(ctx, figures))
        newer = breakdown
    return tuple(columns), rows


def _newest_rows(ctx: SeriesContext, figures: Sequence[Estimate | None]) -> list[Row]:
    """Return the rows of intervals and, where a sample is small, of cases."""
    known = [estimate for estimate in figures if estimate is not None]
    rows = []
    if Measures.of(known).interval:
        cells = [() if e is None else ctx.interval_cell(e) for e in figures]
        head = ctx.wording.inlines("95% interval")
        rows.append(Row(row_id="interval", cells=(head, *cells)))
    if any(e.reliability is Reliability.SMALL and e.n is not None for e in known):
        cells = [() if e is None else ctx.cases_cell(e) for e in figures]
        rows.append(Row(row_id="n", cells=(ctx.wording.inlines("Cases (n)"), *cells)))
    return rows


def _runs(
    ctx: SeriesContext, trend: GapTrend, periods: Sequence[Breakdown], columns: int
) -> tuple[ColumnGroup, ...]:
    """Return heads over the columns that say which periods cannot be compared, () for no break."""
    spans: list[int] = []
    newer: Breakdown | None = None
    for breakdown in reversed(periods):
        if newer is not None and are_in_one_run(trend, breakdown, newer):
            spans[-1] += 1
        else:
            spans.append(1)
        newer = breakdown
    if len(spans) < 2:
        return ()
    newest = columns - sum(spans[1:])
    apart = ctx.wording.inlines("Not comparable with later years")
    return (
        ColumnGroup(head=(), span=newest),
        *(ColumnGroup(head=apart, span=span) for span in spans[1:]),
    )


def headline_table(ctx: SeriesContext, block_id: str, caption: Inlines, trend: Trend) -> Table:
    """Return a headline by period; a break between comparable runs has its own row of words."""
    estimates = shown_headlines(trend)
    measures = Measures.of(estimates)
    run_of = {e.observation_id: n for n, run in enumerate(trend.segments) for e in run.estimates}
    rows: list[Row] = []
    run = run_of[estimates[0].observation_id]
    for estimate in estimates:
        label = estimate.period.label
        if run_of[estimate.observation_id] != run:
            run = run_of[estimate.observation_id]
            words = ctx.wording.inlines("Not comparable with the rows above")
            rows.append(heading_row(f"{label}/{estimate.source_id}/break", words))
        cells = ((Text(label),), *measures.cells(ctx, estimate))
        rows.append(Row(row_id=f"{label}/{estimate.source_id}", cells=cells))
    period = ctx.wording.text("Period")
    columns = (name_column(period), *measures.columns(ctx))
    place = ctx.place(trend.place_id)
    span = periods_span(ctx.wording, [e.period for e in estimates])
    description = described(ctx, period, place, span)
    return figures_table(ctx, block_id, caption, description, columns, rows, estimates)
