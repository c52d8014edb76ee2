"""The first page: three to five numbers, chosen by a stated rule."""

from __future__ import annotations

from collections.abc import Iterator

from vnrgen.analysis.findings import Breakdown, Gap, Reliability, SeriesFindings
from vnrgen.analysis.partition import PLACE
from vnrgen.document.blocks import Block, KeyFigure, KeyFigures
from vnrgen.document.context import SectionContext
from vnrgen.document.lookup import country_place
from vnrgen.document.series_context import SeriesContext

_MOST = 5


def key_figures(section: SectionContext) -> Block:
    """Return the widest gaps, one per goal, as key figures.

    The rule: of all newest breakdowns of the whole country, those whose two ends are firm
    (enough cases, not within the margin of error), the largest ratio first, at most one per
    goal and one per group, five in all; groups of people come before places, and ties go to
    the lower indicator code.
    """
    chosen = list(_chosen(section))
    if not chosen:
        return section.fallback("key-figures", section.wording.text("No data yet."))
    figures = tuple(_figure(found, breakdown, gap, section) for found, breakdown, gap in chosen)
    return KeyFigures(block_id=section.block_id("key-figures"), figures=figures)


def _chosen(section: SectionContext) -> Iterator[tuple[SeriesFindings, Breakdown, Gap]]:
    goals: set[int] = set()
    groups: set[tuple[str, str]] = set()
    for found, breakdown, gap in sorted(_candidates(section), key=_rank):
        group = (breakdown.dimension_id, gap.behind.category.code)
        if found.series.goal in goals or group in groups or len(goals) == _MOST:
            continue
        goals.add(found.series.goal)
        groups.add(group)
        yield found, breakdown, gap


def _rank(candidate: tuple[SeriesFindings, Breakdown, Gap]) -> tuple[bool, float, str, str, str]:
    found, breakdown, gap = candidate
    is_place = breakdown.dimension_id == PLACE
    return (is_place, -(gap.ratio or 0.0), *found.series.key, breakdown.finding_id)


def _candidates(section: SectionContext) -> Iterator[tuple[SeriesFindings, Breakdown, Gap]]:
    for found in section.evidence.findings.series:
        yield from _candidates_of(found, country_place(section.evidence))


def _candidates_of(
    found: SeriesFindings, place: str | None
) -> Iterator[tuple[SeriesFindings, Breakdown, Gap]]:
    for breakdown in found.breakdowns:
        gap = breakdown.gap
        if gap is None or place not in (None, breakdown.place_id):
            continue
        is_wide = gap.ratio is not None and gap.difference > 0
        if is_wide and _is_firm(gap) and _newest(found, breakdown):
            yield found, breakdown, gap


def widest(ctx: SeriesContext) -> tuple[SeriesFindings, Breakdown, Gap] | None:
    """Return the widest firm gap of a series between groups, by the rule of the key figures.

    Where the whole country has none, it is that of the widest place that has one.
    """
    places = {breakdown.place_id for breakdown in ctx.findings.breakdowns}
    for place in sorted(places, key=lambda place: (ctx.breadth(place), place)):
        found = min(_candidates_of(ctx.findings, place), key=_rank, default=None)
        if found is not None:
            return found
    return None


def _newest(found: SeriesFindings, breakdown: Breakdown) -> bool:
    same = [
        b.period
        for b in found.breakdowns
        if (b.dimension_id, b.place_id) == (breakdown.dimension_id, breakdown.place_id)
    ]
    return breakdown.period == max(same)


def _is_firm(gap: Gap) -> bool:
    ends = (gap.behind.estimate, gap.ahead.estimate)
    return gap.distinguishable is not False and all(
        end.reliability is Reliability.FIRM and end.value is not None for end in ends
    )


def _figure(
    found: SeriesFindings, breakdown: Breakdown, gap: Gap, section: SectionContext
) -> KeyFigure:
    ctx = SeriesContext(
        publishable=section.evidence, findings=found, wording=section.wording, cite=section.cite
    )
    indicator = ctx.indicator
    if not ctx.is_percentage and ctx.unit:
        indicator = section.wording.text("{indicator} ({unit})", indicator=indicator, unit=ctx.unit)
    return KeyFigure(
        figure_id=section.block_id("key-figure", *found.series.key),
        value=ctx.value(gap.behind.estimate),
        label=section.wording.inlines(
            "{group}: {indicator}", group=ctx.category(gap.behind.category), indicator=indicator
        ),
        detail=section.wording.inlines(
            "against {value} ({other}, {period}){note}",
            value=ctx.value(gap.ahead.estimate),
            other=ctx.category(gap.ahead.category),
            period=ctx.dated(gap.behind.estimate, breakdown.period.label),
            note=section.cite(breakdown.source_id),
        ),
        goal=found.series.goal,
    )
