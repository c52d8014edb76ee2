"""What every chart block of a series is made of: its key, its notes, its words for the drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from vnrgen.analysis.findings import Breakdown, Estimate, GroupEstimate, Trend
from vnrgen.analysis.partition import PLACE
from vnrgen.document.blocks import Chart, Inlines, Origin, Table
from vnrgen.document.drawings import Drawing, Measured
from vnrgen.document.figures.axes import starts_at_zero
from vnrgen.document.figures.positions import in_reading_order
from vnrgen.document.figures.table_parts import absent_notes, estimates_of
from vnrgen.document.sentences import opening
from vnrgen.document.series.circumstances import context_words, rhythm_words
from vnrgen.document.series.context import SeriesContext

GENERATED = Origin("generated", "")
MOST_SPOKEN = 12
"""Values that an alternative text reads out."""


def chart_of(
    ctx: SeriesContext,
    key: tuple[str, ...],
    title: Inlines,
    subtitle: Inlines,
    drawing: Drawing,
    alternative: str,
    table_of: Callable[[str], Table],
    notes: tuple[Inlines, ...],
) -> Chart:
    """Return a chart with its data table; marks and sources are explained once, by the chart."""
    block_id = ctx.block_id(*key)
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
        origin=GENERATED,
    )


def key_of(ctx: SeriesContext, breakdown: Breakdown) -> tuple[str, ...]:
    """Return what tells a breakdown's blocks apart: its dimension; for places, which places."""
    if breakdown.dimension_id != PLACE:
        return (breakdown.dimension_id,)
    first = ctx.publishable.places.get(breakdown.members[0].category.code)
    level = str(first.level) if first is not None else ""
    return tuple(filter(None, (PLACE, level, breakdown.place_id)))


def zero_note(ctx: SeriesContext, drawing: Measured) -> tuple[Inlines, ...]:
    """Return the note that an axis does not start at zero, where it does not."""
    if starts_at_zero(drawing.axis):
        return ()
    return (ctx.wording.inlines("The axis does not start at zero."),)


def break_note(ctx: SeriesContext) -> Inlines:
    """Return the note that there is a break in the series."""
    return ctx.wording.inlines("There is a break in the series: compare within one run of years.")


def context_notes(ctx: SeriesContext, found: Breakdown | Trend) -> list[Inlines]:
    """Return by which definition, and how often, something was measured."""
    notes = []
    context = context_words(ctx, found)
    if context:
        words = ctx.wording.listing(context)
        notes.append(ctx.wording.inlines("Measured for: {context}.", context=words))
    rhythms = rhythm_words(ctx, found)
    return [*notes, *(ctx.wording.inlines("Periods: {rhythm}.", rhythm=r) for r in rhythms)]


def notes_of(
    ctx: SeriesContext, drawing: Measured, breakdown: Breakdown, shown: Sequence[Breakdown]
) -> tuple[Inlines, ...]:
    """Return what must be said under a chart: axis, definition, margins of error, marks."""
    notes = [*zero_note(ctx, drawing), *context_notes(ctx, breakdown)]
    if breakdown.gap is not None and breakdown.gap.distinguishable is None:
        notes.append(ctx.wording.inlines("No margin of error was published."))
    if any(not kind.forbids_ranking for one in shown for kind in one.doubts):
        notes.append(
            ctx.wording.inlines(
                "Some of these figures contradict others; "
                "they are printed as their source has them."
            )
        )
    # Marks of citizens' figures are open in any case.
    is_filled = not breakdown.source_kind.is_citizen
    notes.extend(ctx.mark_notes(estimates_of(shown), has_open_marks=is_filled))
    return tuple(notes)


def spoken(ctx: SeriesContext, breakdown: Breakdown) -> str:
    """Return the values read out in an alternative text: all, or the ends of a long list."""
    members = in_reading_order(ctx, breakdown)
    if len(members) <= MOST_SPOKEN:
        return opening.value_list(ctx, _named(ctx, members))
    shown = [member for member in members if member.estimate.value is not None]
    ends = [*shown[:3], *shown[-3:]] if len(shown) > 6 else shown
    return ctx.wording.plural(
        "{values}; {count} group in all, every one in the table",
        "{values}; {count} groups in all, every one in the table",
        len(members),
        values=opening.value_list(ctx, _named(ctx, ends)),
    )


def _named(ctx: SeriesContext, members: Sequence[GroupEstimate]) -> list[tuple[str, Estimate]]:
    return [(ctx.category(member.category), member.estimate) for member in members]
