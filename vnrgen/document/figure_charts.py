"""Charts and tables as blocks: drawing, finding as title, data behind it, words for the drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from vnrgen.analysis.findings import (
    Breakdown,
    Estimate,
    GapTrend,
    GroupEstimate,
    Intersection,
    OfficialCitizen,
    OfficialCitizenPair,
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
from vnrgen.document.drawings import Drawing, Dumbbell, Measured, Producer, Row
from vnrgen.document.figure_data import (
    breakdown_data,
    comparison_data,
    headline_table,
    trend_data,
)
from vnrgen.document.figure_titles import breakdown_title
from vnrgen.document.headlines import headline
from vnrgen.document.plain import plain
from vnrgen.document.series_context import SeriesContext, periods_span
from vnrgen.document.table_parts import (
    absent_notes,
    choice_note,
    context_words,
    estimates_of,
    rhythm_words,
)

MOST_ROWS = 40  # groups that one page can draw; no category is ever cut to make it fit
_GENERATED = Origin("generated", "")
_MOST_SPOKEN = 12  # values that an alternative text reads out
_NAMED_PLACES = 2  # more places than this are counted in a subtitle, not listed


def breakdown_chart(
    ctx: SeriesContext, breakdown: Breakdown, trend: GapTrend | None, nth: int = 0
) -> Chart | Table:
    """Return an equiplot where periods can be compared, else bars; a table of very many groups.

    ``nth`` counts the charts of the series before this one.
    """
    if len(breakdown.members) > MOST_ROWS:
        return breakdown_table(ctx, breakdown)
    if trend is not None:
        return equiplot_chart(ctx, trend, nth)
    return bars_chart(ctx, breakdown, nth)


def equiplot_chart(ctx: SeriesContext, trend: GapTrend, nth: int = 0) -> Chart:
    """Return an equiplot of a breakdown over its periods."""
    drawn = figure_drawings.drawn_periods(trend)
    newest = drawn[-1]
    drawing = figure_drawings.equiplot(ctx, trend)
    period = periods_span(ctx.wording, [b.period for b in drawn])
    notes = _notes(ctx, drawing, newest, drawn)
    if any(row.break_above for row in drawing.rows):
        notes = (*notes, _break_note(ctx))
    if len(drawn) < sum(_has_any(b) for b in trend.breakdowns):
        notes = (*notes, choice_note(ctx))
    title = breakdown_title(ctx, newest, trend, nth)
    alternative = ctx.wording.text(
        "Equiplot, a row per period: {indicator} by {dimension}, {place}, {period}. {title}. In"
        " {newest}: {values}. {change}",
        indicator=ctx.indicator,
        dimension=ctx.by(newest),
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
        lambda block_id: trend_data(ctx, block_id, trend),
        notes,
    )


def _has_any(breakdown: Breakdown) -> bool:
    return any(m.estimate.reliability is not Reliability.ABSENT for m in breakdown.members)


def bars_chart(ctx: SeriesContext, breakdown: Breakdown, nth: int = 0) -> Chart:
    """Return bars of a breakdown."""
    drawing = figure_drawings.bars(ctx, breakdown)
    title = breakdown_title(ctx, breakdown, None, nth)
    alternative = ctx.wording.text(
        "Bar chart: {indicator} by {dimension}, {place}, {period}. {title}. {values}.",
        indicator=ctx.indicator,
        dimension=ctx.by(breakdown),
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
        lambda block_id: breakdown_data(ctx, block_id, breakdown),
        _notes(ctx, drawing, breakdown, [breakdown]),
    )


def breakdown_table(ctx: SeriesContext, breakdown: Breakdown) -> Table:
    """Return a breakdown as a table."""
    block_id = ctx.block_id("table", *_key(ctx, breakdown))
    title = breakdown_title(ctx, breakdown)
    return figure_tables.breakdown_table(ctx, block_id, title, breakdown)


def dumbbell_chart(ctx: SeriesContext, found: Sequence[OfficialCitizen]) -> Chart:
    """Return official beside citizen figures: of the country by group, then of its places.

    Groups that only people themselves counted keep their row, because nobody else speaks of them;
    places that only they counted are named in a note.
    """
    country = [item for item in found if ctx.is_country(item.place_id)]
    listed = list(ctx.publishable.places)
    parts = sorted(
        (item for item in found if item not in country),
        key=lambda item: listed.index(item.place_id) if item.place_id in listed else len(listed),
    )
    pairs = [pair for item in country for pair in figure_drawings.named_pairs(ctx, item)]
    placed = figure_drawings.placed_pairs(ctx, parts)
    both = [(name, pair) for name, pair in placed if _has_both(pair)]
    lone = [name for name, pair in placed if not _has_both(pair)]
    if not country and not both:
        both, lone = placed, []
    drawing = figure_drawings.dumbbell(ctx, [*pairs, *both])
    return _side_by_side(ctx, found, [*pairs, *both], drawing, lone)


def _has_both(pair: OfficialCitizenPair) -> bool:
    return pair.official is not None and pair.citizen is not None


def _side_by_side(
    ctx: SeriesContext,
    found: Sequence[OfficialCitizen],
    pairs: Sequence[figure_drawings.NamedPair],
    drawing: Dumbbell,
    lone: Sequence[str],
) -> Chart:
    title = comparison_sentences.comparison_title(ctx, found[0].finding_id, pairs)
    estimates = [e for _, p in pairs for e in (p.official, p.citizen) if e is not None]
    period = periods_span(ctx.wording, [estimate.period for estimate in estimates])
    place = _places(ctx, list(dict.fromkeys(estimate.place_id for estimate in estimates)))
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
    if lone:
        names = ctx.wording.listing(lone)
        notes.append(ctx.wording.inlines("Only citizen figures exist for: {places}.", places=names))
    if found[0].explanation:
        notes.append((Text(found[0].explanation),))
    key = () if ctx.is_country(found[0].place_id) else (found[0].place_id,)
    return _chart(
        ctx,
        ("dumbbell", *(key or ("all",))),
        title,
        ctx.subtitle_of(place, period),
        drawing,
        alternative,
        lambda block_id: comparison_data(ctx, block_id, pairs, place),
        tuple(notes),
    )


def _places(ctx: SeriesContext, place_ids: Sequence[str]) -> str:
    """Return the name of a place, of two, or of one and how many others."""
    first, *others = place_ids
    if len(others) < _NAMED_PLACES:
        return ctx.wording.listing([ctx.place(place_id) for place_id in place_ids])
    if ctx.is_country(first):
        return ctx.wording.plural(
            "{place} and {count} of its places",
            "{place} and {count} of its places",
            len(others),
            place=ctx.place(first),
        )
    return ctx.wording.plural("{count} place", "{count} places", len(place_ids))


def crossing_table(ctx: SeriesContext, found: Intersection) -> Table:
    """Return a crossing of groups as a table; its caption says where disadvantages meet."""
    block_id = ctx.block_id("table", "*".join(found.dimension_ids))
    caption = comparison_sentences.intersection_title(ctx, found)
    return figure_tables.intersection_table(ctx, block_id, caption, found)


def headline_blocks(ctx: SeriesContext) -> list[Block]:
    """Return what a series without breakdowns has: a chart of its periods, a row, or a sentence."""
    trend = headline(ctx)
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
        return [headline_table(ctx, ctx.block_id("table", "all"), title, trend)]
    return [_headline_chart(ctx, trend, title)]


def _headline_chart(ctx: SeriesContext, trend: Trend, title: Inlines) -> Chart:
    drawing = figure_drawings.headline_bars(ctx, trend)
    estimates = figure_drawings.shown_headlines(trend)
    period = periods_span(ctx.wording, [estimate.period for estimate in estimates])
    spoken = sentences.value_list(ctx, [(e.period.label, e) for e in estimates[-_MOST_SPOKEN:]])
    alternative = ctx.wording.text(
        "Bar chart, a bar per period: {indicator}, {place}. {title}. {values}.",
        indicator=ctx.indicator,
        place=ctx.place(trend.place_id),
        title=plain(title),
        values=spoken,
    )
    notes = (*_context_notes(ctx, trend), *ctx.mark_notes(estimates))
    if len(drawing.rows) < len(figure_drawings.headline_estimates(trend)):
        notes = (*notes, choice_note(ctx))
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
        lambda block_id: headline_table(ctx, block_id, title, trend),
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
    # The chart itself names its sources and explains its marks: the table need not do so again.
    table = table_of(f"{block_id}/table")
    data = replace(table, notes=(), source=())
    notes = (*absent_notes(ctx, table.rows), *notes)
    return Chart(
        block_id=block_id,
        label="",
        title=title,
        subtitle=subtitle,
        drawing=drawing,
        alternative=alternative,
        table=data,
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


def _zero_note(ctx: SeriesContext, drawing: Measured) -> tuple[Inlines, ...]:
    if starts_at_zero(drawing.axis):
        return ()
    return (ctx.wording.inlines("The axis does not start at zero."),)


def _break_note(ctx: SeriesContext) -> Inlines:
    return ctx.wording.inlines("There is a break in the series: compare within one run of years.")


def _context_notes(ctx: SeriesContext, found: Breakdown | Trend) -> list[Inlines]:
    """Return by which definition, and how often, something was measured."""
    notes = []
    context = context_words(ctx, found)
    if context:
        words = ctx.wording.listing(context)
        notes.append(ctx.wording.inlines("Measured for: {context}.", context=words))
    rhythms = rhythm_words(ctx, found)
    return [*notes, *(ctx.wording.inlines("Periods: {rhythm}.", rhythm=r) for r in rhythms)]


def _notes(
    ctx: SeriesContext, drawing: Measured, breakdown: Breakdown, shown: Sequence[Breakdown]
) -> tuple[Inlines, ...]:
    notes = [*_zero_note(ctx, drawing), *_context_notes(ctx, breakdown)]
    if breakdown.gap is not None and breakdown.gap.distinguishable is None:
        notes.append(ctx.wording.inlines("No margin of error was published."))
    notes.extend(ctx.mark_notes(estimates_of(shown)))
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
