"""The figures of the whole where a series has no breakdown: a chart of its periods, or a row."""

from __future__ import annotations

from vnrgen.analysis.findings import Trend
from vnrgen.document.blocks import Block, Chart, Inlines, Paragraph, ParagraphRole
from vnrgen.document.blocks.plain import plain
from vnrgen.document.figures import positions
from vnrgen.document.figures.chart_parts import GENERATED, MOST_SPOKEN, chart_of, context_notes
from vnrgen.document.figures.data import headline_table
from vnrgen.document.figures.table_parts import choice_note
from vnrgen.document.sentences import comparison, opening
from vnrgen.document.series.circumstances import context_words
from vnrgen.document.series.context import SeriesContext, periods_span
from vnrgen.document.series.headlines import headline


def headline_blocks(ctx: SeriesContext) -> list[Block]:
    """Return what a series without breakdowns has: a chart of its periods, a row, or a sentence."""
    trend = headline(ctx)
    if trend is None or trend.latest is None:
        return [
            Paragraph(
                block_id=ctx.block_id("lead", "none"),
                content=ctx.wording.inlines("No figure of this indicator can be shown."),
                role=ParagraphRole.MUTED,
                origin=GENERATED,
            )
        ]
    title = comparison.headline_title(ctx, trend, context_words(ctx, trend))
    if len(positions.headline_estimates(trend)) == 1:
        return [headline_table(ctx, ctx.block_id("table", "all"), title, trend)]
    return [_headline_chart(ctx, trend, title)]


def _headline_chart(ctx: SeriesContext, trend: Trend, title: Inlines) -> Chart:
    drawing = positions.headline_bars(ctx, trend)
    estimates = positions.shown_headlines(trend)
    period = periods_span(ctx.wording, [estimate.period for estimate in estimates])
    spoken = opening.value_list(ctx, [(e.period.label, e) for e in estimates[-MOST_SPOKEN:]])
    alternative = ctx.wording.text(
        "Bar chart, a bar per period: {indicator}, {place}. {title}. {values}.",
        indicator=ctx.indicator,
        place=ctx.place(trend.place_id),
        title=plain(title),
        values=spoken,
    )
    notes = (*context_notes(ctx, trend), *ctx.mark_notes(estimates))
    if len(drawing.rows) < len(positions.headline_estimates(trend)):
        notes = (*notes, choice_note(ctx))
    if len(trend.segments) > 1:
        notes = (
            *notes,
            ctx.wording.inlines(
                "There is a break in the series: see the table for what may be compared."
            ),
        )
    return chart_of(
        ctx,
        ("bars", "all"),
        title,
        ctx.subtitle(trend.place_id, period, is_citizen=trend.source_kind.is_citizen),
        drawing,
        alternative,
        lambda block_id: headline_table(ctx, block_id, (), trend),
        notes,
    )
