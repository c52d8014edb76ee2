"""The first page: three to five numbers, chosen by a stated rule."""

from __future__ import annotations

from collections.abc import Iterator

from vnrgen.analysis.findings import Breakdown, Gap, Reliability, SeriesFindings
from vnrgen.document.blocks import Block, KeyFigure, KeyFigures
from vnrgen.document.context import SectionContext
from vnrgen.document.lookup import country_place
from vnrgen.document.series_context import SeriesContext

_MOST = 5


def key_figures(section: SectionContext) -> Block:
    """Return the widest gaps, one per goal, as key figures.

    The rule: of all newest breakdowns of the whole country, those whose two ends are firm
    (enough cases, not within the margin of error), the largest ratio first, at most one per
    goal and five in all; ties go to the lower indicator code.
    """
    chosen = list(_chosen(section))
    if not chosen:
        return section.fallback("key-figures", section.wording.text("No data yet."))
    figures = tuple(_figure(found, breakdown, gap, section) for found, breakdown, gap in chosen)
    return KeyFigures(block_id=section.block_id("key-figures"), figures=figures)


def _chosen(section: SectionContext) -> Iterator[tuple[SeriesFindings, Breakdown, Gap]]:
    goals: list[int] = []
    for found, breakdown, gap in sorted(_candidates(section), key=_rank):
        if found.series.goal not in goals and len(goals) < _MOST:
            goals.append(found.series.goal)
            yield found, breakdown, gap


def _rank(candidate: tuple[SeriesFindings, Breakdown, Gap]) -> tuple[float, str, str, str]:
    found, breakdown, gap = candidate
    return (-(gap.ratio or 0.0), *found.series.key, breakdown.finding_id)


def _candidates(section: SectionContext) -> Iterator[tuple[SeriesFindings, Breakdown, Gap]]:
    place = country_place(section.evidence)
    for found in section.evidence.findings.series:
        newest = [_newest(found, b) for b in found.breakdowns]
        for breakdown, is_newest in zip(found.breakdowns, newest, strict=True):
            gap = breakdown.gap
            if gap is None or not is_newest or place not in (None, breakdown.place_id):
                continue
            if _is_firm(gap) and gap.ratio is not None and gap.difference > 0:
                yield found, breakdown, gap


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
    return KeyFigure(
        figure_id=section.block_id("key-figure", *found.series.key),
        value=ctx.value(gap.behind.estimate),
        label=section.wording.inlines(
            "{group}: {indicator}", group=ctx.category(gap.behind.category), indicator=ctx.indicator
        ),
        detail=section.wording.inlines(
            "against {value} ({other}, {period}){note}",
            value=ctx.value(gap.ahead.estimate),
            other=ctx.category(gap.ahead.category),
            period=breakdown.period.label,
            note=section.cite(breakdown.source_id),
        ),
        goal=found.series.goal,
    )
