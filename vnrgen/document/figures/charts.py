"""Breakdowns as blocks: drawing, finding as title, data behind it, words for the drawing."""

from __future__ import annotations

from vnrgen.analysis.findings import Breakdown, GapTrend, Intersection, Reliability
from vnrgen.document.blocks import Chart, Inlines, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.drawings import Drawing, Equiplot, Slope, SmallMultiples
from vnrgen.document.figures import over_time, positions, tables
from vnrgen.document.figures.chart_parts import break_note, chart_of, key_of, notes_of, spoken
from vnrgen.document.figures.data import breakdown_data, printed_periods, trend_data
from vnrgen.document.figures.over_time import Form
from vnrgen.document.figures.table_parts import choice_note
from vnrgen.document.figures.titles import breakdown_title
from vnrgen.document.sentences import changes, comparison
from vnrgen.document.series.context import SeriesContext, periods_span

MOST_ROWS = 40  # groups that one page can draw; no category is ever cut to make it fit


def breakdown_chart(
    ctx: SeriesContext, breakdown: Breakdown, trend: GapTrend | None, nth: int = 0
) -> Chart | Table:
    """Return a chart over time where periods can be compared, else bars; of very many, a table.

    Of many groups, too, there are bars: each has its name beside it, and the annex earlier periods.
    ``nth`` counts the charts of the series before this one.
    """
    if len(breakdown.members) > MOST_ROWS:
        return breakdown_table(ctx, breakdown)
    if trend is not None and len(breakdown.members) <= over_time.MOST_OVER_TIME:
        return chart_over_time(ctx, trend, over_time.form_of(ctx, trend), nth)
    return bars_chart(ctx, breakdown, nth)


def chart_over_time(ctx: SeriesContext, trend: GapTrend, form: Form, nth: int = 0) -> Chart:
    """Return a breakdown over its periods as a slope chart, an equiplot or small multiples."""
    drawing, drawn = _drawn(ctx, trend, form)
    newest = drawn[-1]
    period = periods_span(ctx.wording, [b.period for b in drawn])
    notes = notes_of(ctx, drawing, newest, drawn)
    if _is_broken(drawing):
        notes = (*notes, break_note(ctx))
    if len(drawn) < sum(_has_any(b) for b in trend.breakdowns):
        notes = (*notes, choice_note(ctx))
    title = breakdown_title(ctx, newest, trend, nth)
    return chart_of(
        ctx,
        (str(form.value), *key_of(ctx, newest)),
        title,
        ctx.subtitle(newest.place_id, period, is_citizen=newest.source_kind.is_citizen),
        drawing,
        _alternative(ctx, form, trend, newest, period, plain(title)),
        lambda block_id: trend_data(ctx, block_id, trend),
        notes,
    )


def _drawn(
    ctx: SeriesContext, trend: GapTrend, form: Form
) -> tuple[Equiplot | Slope | SmallMultiples, list[Breakdown]]:
    """Return the drawing and the periods in it, oldest first."""
    match form:
        case Form.SLOPE:
            return over_time.slope(ctx, trend), printed_periods(ctx, trend)
        case Form.MULTIPLES:
            return over_time.multiples(ctx, trend), printed_periods(ctx, trend)
        case Form.EQUIPLOT:
            drawn = positions.drawn_periods(trend)
            return positions.equiplot(ctx, trend), drawn


def _alternative(
    ctx: SeriesContext, form: Form, trend: GapTrend, newest: Breakdown, period: str, title: str
) -> str:
    """Return what a chart over time shows, for those who cannot see it."""
    parts = {
        "indicator": ctx.indicator,
        "dimension": ctx.by(newest),
        "place": ctx.place(newest.place_id),
        "period": period,
        "title": title,
        "newest": newest.period.label,
        "values": spoken(ctx, newest),
        "change": plain(changes.change_sentence(ctx, trend)),
    }
    say = ctx.wording.text
    match form:
        case Form.SLOPE:
            return say(
                "Slope chart, a line per group: {indicator} by {dimension}, {place}, {period}."
                " {title}. In {newest}: {values}. {change}",
                **parts,
            ).strip()
        case Form.MULTIPLES:
            return say(
                "Small line charts, one per group: {indicator} by {dimension}, {place}, {period}."
                " {title}. In {newest}: {values}. {change}",
                **parts,
            ).strip()
        case Form.EQUIPLOT:
            return say(
                "Equiplot, a row per period: {indicator} by {dimension}, {place}, {period}."
                " {title}. In {newest}: {values}. {change}",
                **parts,
            ).strip()


def _is_broken(drawing: Drawing) -> bool:
    """Whether a rule stands in a drawing over which nothing may be compared."""
    if isinstance(drawing, Equiplot):
        return any(row.break_above for row in drawing.rows)
    if isinstance(drawing, Slope | SmallMultiples):
        return any(moment.break_before for moment in drawing.moments)
    return False


def _has_any(breakdown: Breakdown) -> bool:
    return any(m.estimate.reliability is not Reliability.ABSENT for m in breakdown.members)


def bars_chart(ctx: SeriesContext, breakdown: Breakdown, nth: int = 0) -> Chart:
    """Return bars of a breakdown."""
    drawing = positions.bars(ctx, breakdown)
    title = breakdown_title(ctx, breakdown, None, nth)
    alternative = ctx.wording.text(
        "Bar chart: {indicator} by {dimension}, {place}, {period}. {title}. {values}.",
        indicator=ctx.indicator,
        dimension=ctx.by(breakdown),
        place=ctx.place(breakdown.place_id),
        period=breakdown.period.label,
        title=plain(title),
        values=spoken(ctx, breakdown),
    )
    return chart_of(
        ctx,
        ("bars", *key_of(ctx, breakdown)),
        title,
        ctx.subtitle(
            breakdown.place_id,
            breakdown.period.label,
            is_citizen=breakdown.source_kind.is_citizen,
        ),
        drawing,
        alternative,
        lambda block_id: breakdown_data(ctx, block_id, breakdown),
        notes_of(ctx, drawing, breakdown, [breakdown]),
    )


def breakdown_table(ctx: SeriesContext, breakdown: Breakdown) -> Table:
    """Return a breakdown as a table."""
    block_id = ctx.block_id("table", *key_of(ctx, breakdown))
    title: Inlines = breakdown_title(ctx, breakdown)
    return tables.breakdown_table(ctx, block_id, title, breakdown)


def crossing_table(ctx: SeriesContext, found: Intersection) -> Table:
    """Return a crossing of groups as a table; its caption says where disadvantages meet."""
    block_id = ctx.block_id("table", "*".join(found.dimension_ids))
    caption = comparison.intersection_title(ctx, found)
    return tables.intersection_table(ctx, block_id, caption, found)
