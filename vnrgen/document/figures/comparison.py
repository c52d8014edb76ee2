"""Official beside citizen figures as a chart: its rows, its title, why the two may differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vnrgen.analysis.findings import OfficialCitizen, OfficialCitizenPair
from vnrgen.document.blocks import Chart, Inlines, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.drawings import Dumbbell, Producer, Row
from vnrgen.document.figures import positions
from vnrgen.document.figures.chart_parts import MOST_SPOKEN, chart_of, zero_note
from vnrgen.document.figures.comparability import comparability_notes
from vnrgen.document.figures.comparison_table import comparison_data
from vnrgen.document.sentences import comparison
from vnrgen.document.series.context import SeriesContext, periods_span

MOST_PAIRS = 24  # that one page can draw, each with both its values beside it
_NAMED_PLACES = 2  # more places than this are counted in a subtitle, not listed


def dumbbell_chart(ctx: SeriesContext, found: Sequence[OfficialCitizen]) -> Chart | Table:
    """Return official beside citizen figures: of the country by group, then of its places.

    Of very many there is a table.

    Groups that only people themselves counted keep their row, because nobody else speaks of them;
    places that only they counted are named in a note.
    """
    country = [item for item in found if ctx.is_country(item.place_id)]
    listed = list(ctx.publishable.places)
    parts = sorted(
        (item for item in found if item not in country),
        key=lambda item: listed.index(item.place_id) if item.place_id in listed else len(listed),
    )
    pairs = [pair for item in country for pair in positions.named_pairs(ctx, item)]
    placed = positions.placed_pairs(ctx, parts)
    both = [(name, pair) for name, pair in placed if _has_both(pair)]
    lone = [name for name, pair in placed if not _has_both(pair)]
    if not country and not both:
        both, lone = placed, []
    return _side_by_side(ctx, found, [*pairs, *both], lone)


def _has_both(pair: OfficialCitizenPair) -> bool:
    return pair.official is not None and pair.citizen is not None


def _side_by_side(
    ctx: SeriesContext,
    found: Sequence[OfficialCitizen],
    pairs: Sequence[positions.NamedPair],
    lone: Sequence[str],
) -> Chart | Table:
    title = comparison.comparison_title(ctx, found[0].finding_id, pairs)
    estimates = [e for _, p in pairs for e in (p.official, p.citizen) if e is not None]
    period = periods_span(ctx.wording, [estimate.period for estimate in estimates])
    place = _places(ctx, list(dict.fromkeys(estimate.place_id for estimate in estimates)))
    notes = _only_citizen(ctx, lone) + comparability_notes(ctx, found, pairs)
    key = "all" if ctx.is_country(found[0].place_id) else found[0].place_id
    if len(pairs) > MOST_PAIRS:
        table = comparison_data(ctx, ctx.block_id("table", "dumbbell", key), pairs, place)
        caption = ctx.wording.inlines(
            "{title}. {subtitle}", title=title, subtitle=ctx.subtitle_of(place, period)
        )
        return replace(table, caption=caption, notes=(*table.notes, *notes))
    drawing = positions.dumbbell(ctx, pairs)
    return chart_of(
        ctx,
        ("dumbbell", key),
        title,
        ctx.subtitle_of(place, period),
        drawing,
        _alternative(ctx, drawing, place, period, plain(title)),
        lambda block_id: comparison_data(ctx, block_id, pairs, place),
        (*zero_note(ctx, drawing), *ctx.mark_notes(estimates), *notes),
    )


def _only_citizen(ctx: SeriesContext, lone: Sequence[str]) -> list[Inlines]:
    if not lone:
        return []
    names = ctx.wording.listing(lone)
    return [ctx.wording.inlines("Only citizen figures exist for: {places}.", places=names)]


def _alternative(ctx: SeriesContext, drawing: Dumbbell, place: str, period: str, title: str) -> str:
    """Return what the chart shows, for those who cannot see it."""
    return ctx.wording.text(
        "Official and citizen figures side by side: {indicator}, {place}, {period}. {title}."
        " {values}.",
        indicator=ctx.indicator,
        place=place,
        period=period,
        title=title,
        values=ctx.wording.apart(_spoken_row(ctx, row) for row in drawing.rows[:MOST_SPOKEN]),
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
