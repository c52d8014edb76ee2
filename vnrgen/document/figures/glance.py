"""The first page: three to five numbers, chosen by a stated rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vnrgen.analysis.findings import Breakdown, Gap
from vnrgen.analysis.partition import PLACE
from vnrgen.document.blocks import Block, Inline, KeyFigure, KeyFigures, Text
from vnrgen.document.context import SectionContext
from vnrgen.document.figures.titles import is_sharp
from vnrgen.document.series.circumstances import context_words
from vnrgen.document.series.context import SeriesContext, context_of
from vnrgen.document.series.headlines import every_gap, told_gaps

_MOST = 5


def key_figures(section: SectionContext) -> Block:
    """Return the widest gaps, one per goal, as key figures.

    The rule: of the gaps that lead the indicators in the section of figures (each in the widest
    place that has one), those that rest on enough cases and lie outside the margin of error; those
    of the country and of its largest parts before those of narrower places, groups of people
    before places, then the largest ratio first; at most one per goal and one per group, five in
    all. A gap whose smaller value is too small to be divided by comes after those whose ratio can
    be told. A gap whose figures contradict themselves (see the annex of doubts) leads nothing.
    """
    return key_figures_of(first_leads(section)[:_MOST], section)


def key_figures_of(chosen: Sequence[Lead], section: SectionContext) -> Block:
    """Return gaps as a strip of key figures."""
    if not chosen:
        return section.fallback("key-figures", section.wording.text("No data yet."))
    figures = tuple(_figure(*found, section) for found in chosen)
    return KeyFigures(block_id=section.block_id("key-figures"), figures=figures)


Lead = tuple[SeriesContext, Breakdown, Gap]


def leads(section: SectionContext) -> list[Lead]:
    """Return the gaps that lead their indicators, in the order in which they are told.

    First those of the first page, one for each Goal and no group twice; then the others. Several
    parts of a document ask for them; they are looked for once.
    """
    choices = section.whole.choices
    if choices.leading is None:
        choices.leading = tuple([(ctx.findings, by, gap) for ctx, by, gap in _in_turn(section)])
    return [(context_of(found, section), by, gap) for found, by, gap in choices.leading]


def _in_turn(section: SectionContext) -> list[Lead]:
    goals: set[int] = set()
    groups: set[tuple[str, str]] = set()
    first: list[Lead] = []
    others: list[Lead] = []
    for ctx, breakdown, gap in sorted(_candidates(section), key=_rank):
        group = (breakdown.dimension_id, gap.behind.category.code)
        if ctx.series.goal in goals or group in groups:
            others.append((ctx, breakdown, gap))
            continue
        goals.add(ctx.series.goal)
        groups.add(group)
        first.append((ctx, breakdown, gap))
    return first + others


def first_leads(section: SectionContext) -> list[Lead]:
    """Return the widest gaps: one for each Goal, and no group twice."""
    found = leads(section)
    goals: set[int] = set()
    groups: set[tuple[str, str]] = set()
    for ctx, breakdown, gap in found:
        group = (breakdown.dimension_id, gap.behind.category.code)
        if ctx.series.goal in goals or group in groups:
            break
        goals.add(ctx.series.goal)
        groups.add(group)
    return found[: len(goals)]


def every_lead(section: SectionContext) -> list[Lead]:
    """Return ``leads``, and after them the gaps of the same groups by other definitions.

    An indicator that has no plain figure (pupils of three school grades) has as many gaps as
    definitions; the first of them leads it, and the others are as true.
    """
    found = leads(section)
    others = [(ctx, breakdown, gap) for ctx, _, _ in found for breakdown, gap in told_gaps(ctx)[1:]]
    return found + sorted(others, key=_rank)


def _candidates(section: SectionContext) -> Iterator[Lead]:
    for found in section.evidence.findings.series:
        ctx = context_of(found, section)
        told = told_gaps(ctx)
        if told:
            yield ctx, *told[0]


def doubted_leads(section: SectionContext) -> list[Lead]:
    """Return the gaps that are not told, for their figures contradict themselves."""
    every = [context_of(found, section) for found in section.evidence.findings.series]
    return [(ctx, b, gap) for ctx in every for b, gap in every_gap(ctx) if b.doubts]


def doubted_gaps(section: SectionContext) -> tuple[Inline, ...]:
    """Return the sentence on gaps that lead an indicator and are not told first; () without any."""
    every = (every_gap(context_of(f, section))[:1] for f in section.evidence.findings.series)
    if not any(breakdown.doubts for first in every for breakdown, _ in first):
        return ()
    told = section.wording.text(
        "Gaps with figures that contradict themselves are not among them; the annexes name them."
    )
    return (Text(f" {told}"),)


def _is_narrow(ctx: SeriesContext, place_id: str) -> bool:
    """Whether a place lies deeper than directly below the country."""
    place = ctx.publishable.places.get(place_id)
    if place is None:
        return True
    return place.parent is not None and not ctx.is_country(place.parent)


def _rank(candidate: Lead) -> tuple[bool, bool, bool, float, str, str, str]:
    ctx, breakdown, gap = candidate
    return (
        _is_narrow(ctx, breakdown.place_id),
        breakdown.dimension_id == PLACE,
        not is_sharp(ctx, gap),
        -(gap.ratio or 0.0),
        *ctx.series.key,
        breakdown.finding_id,
    )


def _figure(
    ctx: SeriesContext, breakdown: Breakdown, gap: Gap, section: SectionContext
) -> KeyFigure:
    indicator = measured_name(ctx, breakdown)
    return KeyFigure(
        figure_id=section.block_id("key-figure", *ctx.series.key),
        value=ctx.value(gap.behind.estimate),
        label=section.wording.inlines(
            "{group}: {indicator}", group=ctx.member(gap.behind), indicator=indicator
        ),
        detail=section.wording.inlines(
            "against {value} ({other}, {period}){note}",
            value=ctx.value(gap.ahead.estimate),
            other=ctx.member(gap.ahead),
            period=_when_and_where(ctx, breakdown, gap),
            note=section.cite(breakdown.source_id),
        ),
        goal=ctx.series.goal,
    )


def measured_name(ctx: SeriesContext, breakdown: Breakdown) -> str:
    """Return what a breakdown measures: the series, its unit, and by which definition.

    A figure by one of several definitions is not that of the whole series.
    """
    said = context_words(ctx, breakdown)
    if not ctx.is_percentage and ctx.unit and ctx.unit.casefold() not in ctx.indicator.casefold():
        said = [ctx.unit, *said]
    if not said:
        return ctx.indicator
    listed = ", ".join(said)
    return ctx.wording.text("{indicator} ({unit})", indicator=ctx.indicator, unit=listed)


def _when_and_where(ctx: SeriesContext, breakdown: Breakdown, gap: Gap) -> str:
    dated = ctx.dated(gap.behind.estimate, breakdown.period.label)
    if ctx.is_country(breakdown.place_id):
        return dated
    place = ctx.place(breakdown.place_id)
    return ctx.wording.text("{place}, {period}", place=place, period=dated)
