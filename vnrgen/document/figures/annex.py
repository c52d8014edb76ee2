"""The annex table of a series: everybody, every group, place, source and crossing, once each.

The newest figures have their interval and number of cases; up to three earlier periods that can
be compared with them stand beside. What is before a break has rows of its own, and so have other
periods of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from vnrgen.analysis.findings import Estimate, Period, Trend
from vnrgen.analysis.partition import PLACE
from vnrgen.document.blocks import Column, Inlines, Row, RowKind, Table, TableRole, Text
from vnrgen.document.figures.annex_runs import (
    Line,
    Run,
    heads_of,
    newest_runs,
    older_runs,
    valued_periods,
    with_older,
)
from vnrgen.document.figures.table_parts import (
    absent_notes,
    choice_note,
    figures_table,
    heading_row,
    measured_head,
    name_column,
)
from vnrgen.document.series.circumstances import context_words, rhythm_words
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.headlines import headline
from vnrgen.document.series.shown_periods import evenly, shown_periods

_MOST_EARLIER = 3


def annex(ctx: SeriesContext) -> Table:
    """Return every latest figure of a series, each run of rows under what sets it apart."""
    headlines = [_headline(ctx, trend) for trend in _headlines(ctx)]
    heads = heads_of(ctx)
    newest = newest_runs(ctx, heads)
    earlier = _earlier_periods([run[0] for run in headlines], newest)
    older = older_runs(ctx, earlier, heads)
    runs = with_older(newest, older)
    lines = [*(line for run in headlines for line in run), *(x for run in runs for x in run.lines)]
    has_cases = any(line.newest.n is not None for line in lines)
    rows: list[Row] = []
    for index, whole in enumerate(headlines):
        rows.extend(_headline_rows(ctx, whole, earlier, has_cases, is_first=index == 0))
    for run in runs:
        rows.append(heading_row(run.run_id, run.head))
        rows.extend(_row(ctx, line, earlier, has_cases) for line in run.lines)
    estimates = [line.newest for line in lines]
    estimates += [e for line in lines for period, e in line.earlier.items() if period in earlier]
    table = figures_table(
        ctx,
        ctx.block_id("annex", "all"),
        (Text(ctx.indicator),),
        ctx.wording.text(
            "{indicator}: the latest figure for everybody and for every group and place.",
            indicator=ctx.indicator,
        ),
        _columns(ctx, estimates, earlier, has_cases),
        rows,
        estimates,
    )
    notes = table.notes
    if older or any(len(run) > 1 for run in headlines):
        notes = _notes_of_breaks(ctx, table)
    if _is_choice(headlines, newest, older, earlier):
        notes = (*notes, choice_note(ctx))
    return replace(table, notes=notes, role=TableRole.LOOKUP)


def _notes_of_breaks(ctx: SeriesContext, table: Table) -> tuple[Inlines, ...]:
    """Return the notes of a table, the one of cells without a figure true of broken series too."""
    said = ctx.wording.inlines(
        ".. No figure published or shown, or none that can be compared with the others of its row."
    )
    plain_ones = absent_notes(ctx, table.rows)
    return tuple(said if note in plain_ones else note for note in table.notes)


def _is_choice(
    headlines: Sequence[Sequence[Line]],
    newest: Sequence[Run],
    older: Mapping[str, Sequence[Run]],
    earlier: Sequence[Period],
) -> bool:
    """Whether some period of somebody's figures has neither a column nor rows of its own."""
    if any(len(_rows_of_their_own(x)) < len(x.earlier) for lines in headlines for x in lines):
        return True
    if any(valued_periods(line) - set(earlier) for run in newest for line in run.lines):
        return True
    return any(run.is_choice for runs in older.values() for run in runs)


# --- the whole ---------------------------------------------------------------------------------


def _headlines(ctx: SeriesContext) -> list[Trend]:
    """Return the headlines of the country and of places that no breakdown lists."""
    listed = {
        (member.category.code, breakdown.source_kind)
        for breakdown in ctx.findings.breakdowns
        if breakdown.dimension_id == PLACE
        for member in breakdown.members
    }
    found = [
        trend for trend in ctx.findings.trends if (trend.place_id, trend.source_kind) not in listed
    ]
    chosen = headline(ctx)
    return sorted(
        found,
        key=lambda t: (t is not chosen, not ctx.is_country(t.place_id), t.source_kind.is_citizen),
    )


def _headline(ctx: SeriesContext, trend: Trend) -> list[Line]:
    """Return a line per comparable run of a headline, the newest first.

    Where no figure at all can be shown, one line says so.
    """
    context = _headline_context(ctx, trend)
    lines = []
    for segment in reversed(trend.segments):
        valued = [estimate for estimate in segment.estimates if estimate.value is not None]
        if not valued:
            continue
        *earlier, newest = valued
        row_id = f"{trend.finding_id}/{newest.period.label}"
        name = _headline_name(ctx, newest, context)
        lines.append(Line(row_id, name, newest, {e.period: e for e in earlier}, tuple(context)))
    if not lines:
        every = (estimate for segment in trend.segments for estimate in segment.estimates)
        gap = max(every, key=lambda estimate: estimate.period)
        row_id = f"{trend.finding_id}/{gap.period.label}"
        lines.append(Line(row_id, _headline_name(ctx, gap, context), gap, {}))
    return lines


def _headline_context(ctx: SeriesContext, trend: Trend) -> list[str]:
    """Return how a headline was measured, and its source where another one speaks of the place."""
    sources = {_source_of(t) for t in ctx.findings.trends if t.place_id == trend.place_id}
    context = [*context_words(ctx, trend), *rhythm_words(ctx, trend)]
    return [*context, ctx.source_title(_source_of(trend))] if len(sources) > 1 else context


def _source_of(trend: Trend) -> str:
    return trend.segments[0].estimates[0].source_id


def _headline_name(ctx: SeriesContext, latest: Estimate, context: Sequence[str]) -> Inlines:
    parts = {"place": ctx.place(latest.place_id), "period": latest.period.label}
    if latest.source_kind.is_citizen:
        context = [ctx.wording.text("citizen data"), *context]
    if not context:
        return ctx.wording.inlines("{place}, everybody, {period}", **parts)
    return ctx.wording.inlines(
        "{place}, everybody, {period} ({context})", context=", ".join(context), **parts
    )


def _headline_rows(
    ctx: SeriesContext,
    lines: Sequence[Line],
    earlier: Sequence[Period],
    has_cases: bool,  # noqa: FBT001
    *,
    is_first: bool,
) -> Iterable[Row]:
    """Yield a row per comparable run, and one for each period that has no column."""
    for index, line in enumerate(lines):
        if index:
            words = ctx.wording.inlines(
                "Before a break in the series: not comparable with the rows above"
            )
            yield heading_row(f"{line.row_id}/break", words)
        kind = RowKind.TOTAL if is_first and index == 0 else RowKind.BODY
        yield _row(ctx, line, earlier, has_cases, kind)
        for period, estimate in _rows_of_their_own(line):
            if period not in earlier:
                row_id = f"{line.row_id}/{period.label}"
                name = _headline_name(ctx, estimate, line.context)
                yield _row(ctx, Line(row_id, name, estimate, {}), earlier, has_cases)


def _rows_of_their_own(line: Line) -> list[tuple[Period, Estimate]]:
    """Return the earlier figures of a line that are printed, the newest first."""
    every = sorted(line.earlier.items())
    return list(reversed(shown_periods(every, lambda pair: pair[0])))


# --- rows and columns --------------------------------------------------------------------------


def _earlier_periods(headlines: Sequence[Line], runs: Sequence[Run]) -> list[Period]:
    """Return the periods that get a column beside the newest, the newest first: of many, some.

    Those before a break have rows instead: a column would hold one figure and be empty for all.
    """
    lines = [*headlines, *(line for run in runs for line in run.lines)]
    periods = sorted({period for line in lines for period in valued_periods(line)})
    return list(reversed(evenly(periods, _MOST_EARLIER)))


def _row(
    ctx: SeriesContext,
    line: Line,
    earlier: Sequence[Period],
    has_cases: bool,  # noqa: FBT001
    kind: RowKind = RowKind.BODY,
) -> Row:
    cells: list[Inlines] = [line.name, ctx.measured_cell(line.newest)]
    if has_cases:
        cells.append(ctx.cases_cell(line.newest))
    before = [line.earlier.get(period) for period in earlier]
    cells += [() if estimate is None else ctx.cell(estimate) for estimate in before]
    return Row(row_id=line.row_id, cells=tuple(cells), kind=kind)


def _columns(
    ctx: SeriesContext,
    estimates: Sequence[Estimate],
    earlier: Sequence[Period],
    has_cases: bool,  # noqa: FBT001
) -> tuple[Column, ...]:
    unit = ctx.unit
    value = ctx.wording.text("Value, {unit}", unit=unit) if unit else ctx.wording.text("Value")
    head = measured_head(ctx, value, estimates)
    columns = [
        name_column(ctx.wording.text("Group"), 2.6),
        Column(column_id="value", head=head, numeric=True, weight=1.5),
    ]
    if has_cases:
        cases = (Text(ctx.wording.text("Cases (n)")),)
        columns.append(Column(column_id="n", head=cases, numeric=True, weight=0.7))
    columns += [
        Column(column_id=period.label, head=(Text(period.label),), numeric=True, weight=0.7)
        for period in earlier
    ]
    return tuple(columns)
