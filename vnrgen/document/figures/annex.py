"""The annex table of a series: everybody, every group, place, source and crossing, once each.

The newest figures have their interval and number of cases; up to three earlier periods that can
be compared with them stand beside, and other periods of the whole in rows of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vnrgen.analysis.findings import Breakdown, Estimate, Intersection, Period, Trend
from vnrgen.analysis.partition import PLACE
from vnrgen.document.blocks import Column, Inlines, Row, RowKind, Table, TableRole, Text
from vnrgen.document.figures.positions import in_reading_order
from vnrgen.document.figures.table_parts import (
    choice_note,
    figures_table,
    heading_row,
    measured_head,
    name_column,
)
from vnrgen.document.sentences.comparison import crossed
from vnrgen.document.series.circumstances import context_words, rhythm_words
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.headlines import headline
from vnrgen.document.series.shown_periods import evenly, shown_periods

_MOST_EARLIER = 3

_ByPeriod = dict[Period, Estimate]


@dataclass(frozen=True, slots=True)
class _Line:
    """One row to be: what it is called, its newest figure, and earlier comparable ones.

    ``context`` is how a headline was measured, in words.
    """

    row_id: str
    name: Inlines
    newest: Estimate
    earlier: _ByPeriod
    context: tuple[str, ...] = ()


def annex(ctx: SeriesContext) -> Table:
    """Return every latest figure of a series, each run of rows under what sets it apart."""
    headlines = [_headline(ctx, trend) for trend in _headlines(ctx)]
    breakdowns = _official_first(ctx.findings.breakdowns)
    shared = Counter(_breakdown_head(ctx, b) for b in breakdowns)
    runs = [
        *((_own_head(ctx, b, shared), _breakdown_lines(ctx, b)) for b in breakdowns),
        *((_crossing_head(ctx, c), _crossing_lines(ctx, c)) for c in ctx.findings.intersections),
    ]
    lines = [*(line for run in headlines for line in run), *(x for _, run in runs for x in run)]
    earlier = _earlier_periods(lines)
    has_cases = any(line.newest.n is not None for line in lines)
    rows: list[Row] = []
    for index, run in enumerate(headlines):
        rows.extend(_headline_rows(ctx, run, earlier, has_cases, is_first=index == 0))
    for head, run in runs:
        rows.append(heading_row(run[0].row_id.rpartition("/")[0], head))
        rows.extend(_row(ctx, line, earlier, has_cases) for line in run)
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
    if any(len(_rows_of_their_own(line)) < len(line.earlier) for line in lines):
        table = replace(table, notes=(*table.notes, choice_note(ctx)))
    return replace(table, role=TableRole.LOOKUP)


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


def _headline(ctx: SeriesContext, trend: Trend) -> list[_Line]:
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
        lines.append(_Line(row_id, name, newest, {e.period: e for e in earlier}, tuple(context)))
    if not lines:
        every = (estimate for segment in trend.segments for estimate in segment.estimates)
        gap = max(every, key=lambda estimate: estimate.period)
        row_id = f"{trend.finding_id}/{gap.period.label}"
        lines.append(_Line(row_id, _headline_name(ctx, gap, context), gap, {}))
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
    lines: Sequence[_Line],
    earlier: Sequence[Period],
    has_cases: bool,  # noqa: FBT001
    *,
    is_first: bool,
) -> Iterable[Row]:
    """Yield a row per comparable run, and one for each period that has no column."""
    for index, line in enumerate(lines):
        if index:
            words = ctx.wording.inlines("Not comparable with the rows above")
            yield heading_row(f"{line.row_id}/break", words)
        kind = RowKind.TOTAL if is_first and index == 0 else RowKind.BODY
        yield _row(ctx, line, earlier, has_cases, kind)
        for period, estimate in _rows_of_their_own(line):
            if period not in earlier:
                row_id = f"{line.row_id}/{period.label}"
                name = _headline_name(ctx, estimate, line.context)
                yield _row(ctx, _Line(row_id, name, estimate, {}), earlier, has_cases)


def _rows_of_their_own(line: _Line) -> list[tuple[Period, Estimate]]:
    """Return the earlier figures of a line that are printed, the newest first."""
    every = sorted(line.earlier.items())
    return list(reversed(shown_periods(every, lambda pair: pair[0])))


# --- groups, places and crossings --------------------------------------------------------------


def _official_first(breakdowns: Sequence[Breakdown]) -> list[Breakdown]:
    """Return breakdowns in their order, those by one dimension in one place official first."""
    nth = {(b.dimension_id, b.place_id): n for n, b in reversed(list(enumerate(breakdowns)))}
    return sorted(
        breakdowns, key=lambda b: (nth[b.dimension_id, b.place_id], b.source_kind.is_citizen)
    )


def _own_head(ctx: SeriesContext, breakdown: Breakdown, shared: Mapping[Inlines, int]) -> Inlines:
    """Return the words over a breakdown, with its source where others have the same words."""
    head = _breakdown_head(ctx, breakdown)
    if shared[head] == 1:
        return head
    return _breakdown_head(ctx, breakdown, ctx.source_title(breakdown.source_id))


def _breakdown_head(ctx: SeriesContext, breakdown: Breakdown, *more: str) -> Inlines:
    """Return what sets a breakdown apart: dimension, place, period, definition, source kind."""
    context = [*context_words(ctx, breakdown), *rhythm_words(ctx, breakdown)]
    if breakdown.source_kind.is_citizen:
        context = [*context, ctx.wording.text("citizen data")]
    context += more
    dimension = ctx.by(breakdown)
    return _head(ctx, dimension, breakdown.place_id, breakdown.period.label, context)


def _breakdown_lines(ctx: SeriesContext, breakdown: Breakdown) -> list[_Line]:
    run = _comparable(ctx, breakdown)
    lines = []
    for member in in_reading_order(ctx, breakdown):
        code = member.category.code
        earlier = {
            other.period: found.estimate
            for other in run
            for found in other.members
            if found.category.code == code
        }
        row_id = f"{breakdown.finding_id}/{code}"
        lines.append(
            _Line(row_id, (Text(ctx.category(member.category)),), member.estimate, earlier)
        )
    return lines


def _comparable(ctx: SeriesContext, breakdown: Breakdown) -> list[Breakdown]:
    """Return the earlier periods of a breakdown that nothing parts from it."""
    for trend in ctx.findings.gap_trends:
        for run in trend.segments:
            ids = [found.finding_id for found in run]
            if breakdown.finding_id in ids:
                return list(run[: ids.index(breakdown.finding_id)])
    return []


def _crossing_head(ctx: SeriesContext, found: Intersection) -> Inlines:
    dimensions = ctx.wording.listing([ctx.dimension(name) for name in found.dimension_ids])
    source = ctx.publishable.sources.get(found.source_id)
    is_citizen = source is not None and source.kind.is_citizen
    context = [ctx.wording.text("citizen data")] if is_citizen else []
    return _head(ctx, dimensions, found.place_id, found.period.label, context)


def _crossing_lines(ctx: SeriesContext, found: Intersection) -> list[_Line]:
    return [
        _Line(
            f"{found.finding_id}/{'+'.join(category.code for category in cell.categories)}",
            (Text(crossed(ctx, found.dimension_ids, cell.categories)),),
            cell.estimate,
            {},
        )
        for cell in found.cells
    ]


def _head(
    ctx: SeriesContext, dimension: str, place_id: str, period: str, context: Sequence[str]
) -> Inlines:
    parts = {"dimension": dimension, "place": ctx.place(place_id), "period": period}
    if not context:
        return ctx.wording.inlines("{dimension} – {place}, {period}", **parts)
    return ctx.wording.inlines(
        "{dimension} – {place}, {period} ({context})",
        context=", ".join(context),
        **parts,
    )


# --- rows and columns --------------------------------------------------------------------------


def _earlier_periods(lines: Iterable[_Line]) -> list[Period]:
    """Return the earlier periods that get a column, the newest first: of many, some."""
    periods = sorted({p for line in lines for p, e in line.earlier.items() if e.value is not None})
    return list(reversed(evenly(periods, _MOST_EARLIER)))


def _row(
    ctx: SeriesContext,
    line: _Line,
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
