"""Charts and tables as blocks: drawing, finding as title, data behind it, words for the drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vnrgen.analysis.findings import (
    Breakdown,
    Estimate,
    GapTrend,
    GroupEstimate,
    Intersection,
    OfficialCitizen,
    Reliability,
    Trend,
)
from vnrgen.analysis.partition import PLACE
from vnrgen.document import comparison_sentences, figure_drawings, figure_tables, sentences
from vnrgen.document.axes import starts_at_zero
from vnrgen.document.blocks import (
    Block,
    Chart,
    Inlines,
    Origin,
    Paragraph,
    ParagraphRole,
    Table,
    Text,
)
from vnrgen.document.drawings import Drawing, Producer, Row
from vnrgen.document.figure_choice import main_trend
from vnrgen.document.plain import plain
from vnrgen.document.series_context import SeriesContext, periods_span
from vnrgen.document.table_parts import estimates_of

_GENERATED = Origin("generated", "")
_MOST_SPOKEN = 12  # values that an alternative text reads out


def equiplot_chart(ctx: SeriesContext, trend: GapTrend) -> Chart:
    """Return an equiplot of a breakdown over its periods."""
    breakdowns = [b for b in trend.breakdowns if _has_any(b)]
    newest = breakdowns[-1]
    drawing = figure_drawings.equiplot(ctx, breakdowns)
    period = periods_span(ctx.wording, [b.period for b in breakdowns])
    notes = _notes(ctx, drawing, newest)
    if len(drawing.rows) < len(breakdowns):
        notes = (*notes, _choice_note(ctx))
    title = sentences.breakdown_title(ctx, newest)
    alternative = ctx.wording.text(
        "Equiplot, a row per period: {indicator} by {dimension}, {place}, {period}. {title}. In"
        " {newest}: {values}. {change}",
        indicator=ctx.indicator,
        dimension=ctx.dimension(newest.dimension_id),
        place=ctx.place(newest.place_id),
        period=period,
        title=plain(title),
        newest=newest.period.label,
        values=_spoken(ctx, newest),
        change=plain(sentences.change_sentence(ctx, trend)),
    )
    return _chart(
        ctx,
        ("equiplot", *_key(ctx, newest)),
        title,
        ctx.subtitle(newest.place_id, period, is_citizen=newest.source_kind.is_citizen),
        drawing,
        alternative.strip(),
        lambda block_id: figure_tables.breakdown_table(ctx, block_id, title, breakdowns),
        notes,
    )


def _has_any(breakdown: Breakdown) -> bool:
    return any(m.estimate.reliability is not Reliability.ABSENT for m in breakdown.members)


def bars_chart(ctx: SeriesContext, breakdown: Breakdown) -> Chart:
    """Return bars of a breakdown."""
    drawing = figure_drawings.bars(ctx, breakdown)
    title = sentences.breakdown_title(ctx, breakdown)
    alternative = ctx.wording.text(
        "Bar chart: {indicator} by {dimension}, {place}, {period}. {title}. {values}.",
        indicator=ctx.indicator,
        dimension=ctx.dimension(breakdown.dimension_id),
        place=ctx.place(breakdown.place_id),
        period=breakdown.period.label,
        title=plain(title),
        values=_spoken(ctx, breakdown),
    )
    return _chart(
        ctx,
        ("bars", *_key(ctx, breakdown)),
        title,
        ctx.subtitle(
            breakdown.place_id,
            breakdown.period.label,
            is_citizen=breakdown.source_kind.is_citizen,
        ),
        drawing,
        alternative,
        lambda block_id: figure_tables.breakdown_table(ctx, block_id, title, [breakdown]),
        _notes(ctx, drawing, breakdown),
    )


def breakdown_table(ctx: SeriesContext, breakdown: Breakdown) -> Table:
    """Return a breakdown as a table."""
    block_id = ctx.block_id("table", *_key(ctx, breakdown))
    title = sentences.breakdown_title(ctx, breakdown)
    return figure_tables.breakdown_table(ctx, block_id, title, [breakdown])


def dumbbell_chart(ctx: SeriesContext, found: OfficialCitizen) -> Chart:
    """Return official beside citizen figures of a place: its groups with a citizen figure."""
    pairs = figure_drawings.named_pairs(ctx, found)
    key = () if ctx.is_country(found.place_id) else (found.place_id,)
    return _side_by_side(ctx, (key or ("all",)), [found], pairs)


def places_dumbbell(ctx: SeriesContext, found: Sequence[OfficialCitizen]) -> Chart:
    """Return official beside citizen figures of parts of the country, a row per place."""
    return _side_by_side(ctx, (PLACE,), found, figure_drawings.placed_pairs(ctx, found))


def _side_by_side(
    ctx: SeriesContext,
    key: tuple[str, ...],
    found: Sequence[OfficialCitizen],
    pairs: Sequence[figure_drawings.NamedPair],
) -> Chart:
    drawing = figure_drawings.dumbbell(ctx, pairs)
    title = comparison_sentences.comparison_title(ctx, found[0].finding_id, pairs)
    estimates = [e for _, p in pairs for e in (p.official, p.citizen) if e is not None]
    period = periods_span(ctx.wording, [estimate.period for estimate in estimates])
    place = ctx.wording.listing([ctx.place(item.place_id) for item in found])
    alternative = ctx.wording.text(
        "Official and citizen figures side by side: {indicator}, {place}, {period}. {title}."
        " {values}.",
        indicator=ctx.indicator,
        place=place,
        period=period,
        title=plain(title),
        values="; ".join(_spoken_row(ctx, row) for row in drawing.rows[:_MOST_SPOKEN]),
    )
    notes = [*_zero_note(ctx, drawing), *ctx.mark_notes(estimates)]
    if found[0].explanation:
        notes.append((Text(found[0].explanation),))
    return _chart(
        ctx,
        ("dumbbell", *key),
        title,
        ctx.subtitle_of(place, period),
        drawing,
        alternative,
        lambda block_id: figure_tables.comparison_table(ctx, block_id, title, pairs, place),
        tuple(notes),
    )


def crossing_table(ctx: SeriesContext, found: Intersection) -> Table:
    """Return a crossing of groups as a table; its caption says where disadvantages meet."""
    block_id = ctx.block_id("table", "*".join(found.dimension_ids))
    caption = comparison_sentences.intersection_title(ctx, found)
    return figure_tables.intersection_table(ctx, block_id, caption, found)


def headline_blocks(ctx: SeriesContext) -> list[Block]:
    """Return what a series without breakdowns has: a chart of its periods, a row, or a sentence."""
    trend = main_trend(ctx)
    if trend is None or trend.latest is None:
        return [
            Paragraph(
                block_id=ctx.block_id("lead", "none"),
                content=ctx.wording.inlines("No figure of this indicator can be shown."),
                role=ParagraphRole.MUTED,
                origin=_GENERATED,
            )
        ]
    title = comparison_sentences.headline_title(ctx, trend)
    if len(figure_drawings.headline_estimates(trend)) == 1:
        return [figure_tables.headline_table(ctx, ctx.block_id("table", "all"), title, trend)]
    return [_headline_chart(ctx, trend, title)]


def _headline_chart(ctx: SeriesContext, trend: Trend, title: Inlines) -> Chart:
    drawing = figure_drawings.headline_bars(ctx, trend)
    estimates = figure_drawings.headline_estimates(trend)
    period = periods_span(ctx.wording, [estimate.period for estimate in estimates])
    spoken = sentences.value_list(ctx, [(e.period.label, e) for e in estimates[-_MOST_SPOKEN:]])
    alternative = ctx.wording.text(
        "Bar chart, a bar per period: {indicator}, {place}. {title}. {values}.",
        indicator=ctx.indicator,
        place=ctx.place(trend.place_id),
        title=plain(title),
        values=spoken,
    )
    notes = ctx.mark_notes(estimates)
    if len(drawing.rows) < len(estimates):
        notes = (*notes, _choice_note(ctx))
    if len(trend.segments) > 1:
        notes = (
            *notes,
            ctx.wording.inlines(
                "There is a break in the series: see the table for what may be compared."
            ),
        )
    return _chart(
        ctx,
        ("bars", "all"),
        title,
        ctx.subtitle(trend.place_id, period, is_citizen=trend.source_kind.is_citizen),
        drawing,
        alternative,
        lambda block_id: figure_tables.headline_table(ctx, block_id, title, trend),
        notes,
    )


# --- parts of a chart block --------------------------------------------------------------------


def _chart(
    ctx: SeriesContext,
    key: tuple[str, ...],
    title: Inlines,
    subtitle: Inlines,
    drawing: Drawing,
    alternative: str,
    table_of: Callable[[str], Table],
    notes: tuple[Inlines, ...],
) -> Chart:
    block_id = ctx.block_id(*key)
    table = table_of(f"{block_id}/table")
    return Chart(
        block_id=block_id,
        label="",
        title=title,
        subtitle=subtitle,
        drawing=drawing,
        alternative=alternative,
        table=table,
        notes=notes,
        source=table.source,
        origin=_GENERATED,
    )


def _key(ctx: SeriesContext, breakdown: Breakdown) -> tuple[str, ...]:
    """Return what tells a breakdown's blocks apart: its dimension; for places, which places."""
    if breakdown.dimension_id != PLACE:
        return (breakdown.dimension_id,)
    first = ctx.publishable.places.get(breakdown.members[0].category.code)
    level = str(first.level) if first is not None else ""
    return tuple(filter(None, (PLACE, level, breakdown.place_id)))


def _choice_note(ctx: SeriesContext) -> Inlines:
    return ctx.wording.inlines("The chart shows a choice of periods; the table has all of them.")


def _zero_note(ctx: SeriesContext, drawing: Drawing) -> tuple[Inlines, ...]:
    if starts_at_zero(drawing.axis):
        return ()
    return (ctx.wording.inlines("The axis does not start at zero."),)


def _notes(ctx: SeriesContext, drawing: Drawing, breakdown: Breakdown) -> tuple[Inlines, ...]:
    notes = [*_zero_note(ctx, drawing)]
    context = figure_tables.context_words(ctx, breakdown)
    if context:
        words = ctx.wording.listing(context)
        notes.append(ctx.wording.inlines("Measured for: {context}.", context=words))
    if breakdown.gap is not None and breakdown.gap.distinguishable is None:
        notes.append(
            ctx.wording.inlines(
                "No margin of error was published: small differences may not be real."
            )
        )
    notes.extend(ctx.mark_notes(estimates_of([breakdown])))
    return tuple(notes)


def _spoken(ctx: SeriesContext, breakdown: Breakdown) -> str:
    """Return the values read out in an alternative text: all, or the ends of a long list."""
    members = figure_drawings.in_reading_order(ctx, breakdown)
    if len(members) <= _MOST_SPOKEN:
        return sentences.value_list(ctx, _named(ctx, members))
    shown = [member for member in members if member.estimate.value is not None]
    ends = [*shown[:3], *shown[-3:]] if len(shown) > 6 else shown
    return ctx.wording.plural(
        "{values}; {count} group in all, every one in the table",
        "{values}; {count} groups in all, every one in the table",
        len(members),
        values=sentences.value_list(ctx, _named(ctx, ends)),
    )


def _named(ctx: SeriesContext, members: Sequence[GroupEstimate]) -> list[tuple[str, Estimate]]:
    return [(ctx.category(member.category), member.estimate) for member in members]


def _spoken_row(ctx: SeriesContext, row: Row) -> str:
    words = []
    for point in row.points:
        if point.producer is Producer.CITIZEN:
            words.append(ctx.wording.text("citizen {value}", value=point.text))
        else:
            words.append(ctx.wording.text("official {value}", value=point.text))
    if row.absent:
        words.append(row.absent)
    return ctx.wording.text("{group}: {values}", group=row.label, values=ctx.wording.listing(words))
