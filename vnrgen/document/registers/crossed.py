"""Where disadvantages meet: for each indicator, the worst-off people who are in two groups."""

from __future__ import annotations

from vnrgen.analysis.findings import Intersection, Reliability, SeriesFindings
from vnrgen.analysis.partition import is_comparable_between_groups
from vnrgen.document.blocks import Block, Inlines, Row
from vnrgen.document.context import SectionContext
from vnrgen.document.registers.coverage import series_name
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.document.sentences.comparison import crossed
from vnrgen.document.series.choice import crossings
from vnrgen.document.series.context import SeriesContext, context_of


def crossed_groups(section: SectionContext) -> tuple[Block, ...]:
    """Return who is worst off where two groups meet, beside either group alone and everybody."""
    wording = section.wording
    rows = [
        _row(context_of(found, section), crossing, found, section)
        for found in section.evidence.findings.series
        if found.series.favourable is not None and is_comparable_between_groups(found.series)
        for crossing in crossings(context_of(found, section))
        if crossing.worst is not None
    ]
    if not rows:
        return ()
    return (
        register(
            section,
            "crossed",
            caption=wording.text("Where disadvantages meet: people who belong to two groups"),
            heads=(
                Head(wording.text("Indicator"), 2.0),
                Head(wording.text("Worst off of those in both"), 2.0),
                Head(wording.text("The worse of the two alone"), 1.6),
                Head(wording.text("Everybody"), 0.9, numeric=True),
                Head(wording.text("How sure"), 1.6),
            ),
            rows=rows,
        ),
    )


def _row(
    ctx: SeriesContext, found: Intersection, series: SeriesFindings, section: SectionContext
) -> Row:
    alone, everybody = found.worst_with_one, found.reference
    return Row(
        row_id=found.finding_id,
        cells=(
            words(series_name(series.series.key, section)),
            _worst(ctx, found),
            words("–")
            if alone is None
            else ctx.wording.inlines(
                "{group}: {value}", group=ctx.member(alone), value=ctx.value(alone.estimate)
            ),
            words("–") if everybody is None else ctx.value(everybody),
            words(_how_sure(ctx, found)),
        ),
    )


def _worst(ctx: SeriesContext, found: Intersection) -> Inlines:
    worst = found.worst
    if worst is None or _says_nothing(found):
        dimensions = ctx.wording.listing([ctx.dimension(name) for name in found.dimension_ids])
        return ctx.wording.inlines("nobody is named ({dimensions})", dimensions=dimensions)
    return ctx.wording.inlines(
        "{groups}: {value} ({period}){note}",
        groups=crossed(ctx, found.dimension_ids, worst.categories),
        value=ctx.value(worst.estimate),
        period=found.period.label,
        note=(ctx.cite(found.source_id),),
    )


def _says_nothing(found: Intersection) -> bool:
    """Whether not even the best figure can be told from the worst."""
    return found.best is None or found.best in found.not_told_apart


def _how_sure(ctx: SeriesContext, found: Intersection) -> str:
    say, worst = ctx.wording.text, found.worst
    if worst is None or _says_nothing(found):
        return say("no two can be told apart")
    if worst.estimate.reliability is not Reliability.FIRM:
        return say("rests on few cases")
    if found.not_told_apart:
        return ctx.wording.plural(
            "not told apart from {count} other",
            "not told apart from {count} others",
            len(found.not_told_apart),
        )
    if found.unknown:
        return say("no margin of error published")
    return say("told apart from all others")
