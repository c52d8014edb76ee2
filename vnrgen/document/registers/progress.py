"""How progress is measured: targets, where each indicator stands, and what is still missing."""

from __future__ import annotations

from datetime import date

from vnrgen.analysis.findings import Estimate, SeriesFindings, Trend
from vnrgen.document.blocks import Binding, Block, BoundNumber, Inlines, Row
from vnrgen.document.context import SectionContext
from vnrgen.document.headlines import headline, lead_gap
from vnrgen.document.quantities import distance, target_quantity
from vnrgen.document.registers.coverage import series_name
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.document.series_context import SeriesContext
from vnrgen.document.table_parts import context_words
from vnrgen.dossier.model import Series

_BASELINE = date(2015, 7, 1)  # the middle of the year in which the 2030 Agenda was adopted


def targets(section: SectionContext) -> Block:
    """Return every indicator with its first and newest value, its target and the way to go."""
    wording = section.wording
    if not section.evidence.findings.series:
        return section.fallback("targets", wording.text("No data yet."))
    return register(
        section,
        "targets",
        caption=wording.text("Indicators, targets and where they stand"),
        heads=(
            Head(wording.text("Indicator"), 2.4),
            Head(wording.text("Baseline"), 1.2, numeric=True),
            Head(wording.text("Newest value"), 1.2, numeric=True),
            Head(wording.text("Direction"), 1.0),
            Head(wording.text("Furthest behind"), 1.6),
            Head(wording.text("Target"), 1.2, numeric=True),
            Head(wording.text("Still to go"), 1.2, numeric=True),
        ),
        rows=[_target_row(found, section) for found in section.evidence.findings.series],
        notes=(
            words(
                wording.text(
                    "Baseline: the value nearest to 2015, the first year of the 2030 Agenda, that"
                    " can be compared with the newest."
                )
            ),
            words(
                wording.text(
                    "Where several sources give a figure for the whole, it is that of the source"
                    " of the figures by group; the others are named under the indicator."
                )
            ),
        ),
    )


def _target_row(found: SeriesFindings, section: SectionContext) -> Row:
    wording, series = section.wording, found.series
    ctx = SeriesContext(
        publishable=section.evidence, findings=found, wording=wording, cite=section.cite
    )
    trend = headline(ctx)
    latest = trend.latest if trend is not None else None
    first = _baseline(trend, latest)
    none = words(wording.text("No data yet"))
    return Row(
        row_id="/".join(series.key),
        cells=(
            words(_named(series, ctx, trend, section)),
            _dated(first, ctx) if first is not None else words("–"),
            _dated(latest, ctx) if latest is not None else none,
            words(_direction(first, latest, series, section)),
            _furthest_behind(ctx),
            _target(series, section),
            _still_to_go(latest, series, section),
        ),
    )


def _named(series: Series, ctx: SeriesContext, trend: Trend | None, section: SectionContext) -> str:
    """Return code, name and unit (a percentage says so by its sign), and the place if a part."""
    name = series_name(series.key, section)
    if not ctx.is_percentage and ctx.unit:
        name = section.wording.text("{indicator} ({unit})", indicator=name, unit=ctx.unit)
    if trend is not None and context_words(ctx, trend):
        context = section.wording.listing(context_words(ctx, trend))
        name = section.wording.text("{indicator} ({unit})", indicator=name, unit=context)
    if trend is None or ctx.is_country(trend.place_id):
        return name
    place = ctx.place(trend.place_id)
    return section.wording.text("{indicator}: {place} only", indicator=name, place=place)


def _baseline(trend: Trend | None, latest: Estimate | None) -> Estimate | None:
    """Return the value nearest to the first year of the 2030 Agenda, of those that can be compared.

    Only values of the same unbroken run as the newest can; of two equally near the earlier one.
    """
    if trend is None or latest is None:
        return None
    for segment in trend.segments:
        if latest in segment.estimates:
            valued = [e for e in segment.estimates if e.value is not None and e is not latest]
            return min(valued, key=lambda e: (_from_baseline(e), e.period), default=None)
    return None


def _from_baseline(estimate: Estimate) -> float:
    period = estimate.period
    middle = (period.start.toordinal() + period.end.toordinal()) / 2
    return abs(middle - _BASELINE.toordinal())


def _dated(estimate: Estimate, ctx: SeriesContext) -> Inlines:
    return ctx.wording.inlines(
        "{value} ({period}){note}",
        value=ctx.value(estimate),
        period=ctx.dated(estimate, estimate.period.label),
        note=ctx.cite(estimate.source_id),
    )


def _direction(
    first: Estimate | None, latest: Estimate | None, series: Series, section: SectionContext
) -> str:
    wording = section.wording
    if latest is None or latest.value is None:
        return "–"
    if first is None or first.value is None:
        return wording.text("one value only")
    change = round(latest.value, series.decimals) - round(first.value, series.decimals)
    if _overlap(first, latest) or change == 0:
        return wording.text("no clear change")
    if series.favourable is None:
        return wording.text("higher") if change > 0 else wording.text("lower")
    better = (change > 0) is series.favourable
    return wording.text("better") if better else wording.text("worse")


def _overlap(first: Estimate, latest: Estimate) -> bool:
    """Whether the 95 % intervals of two values overlap; False where one has none."""
    bounds = (first.lower, first.upper, latest.lower, latest.upper)
    if first.lower is None or first.upper is None or None in bounds:
        return False
    low, high = latest.lower, latest.upper
    return low is not None and high is not None and first.lower <= high and low <= first.upper


def _furthest_behind(ctx: SeriesContext) -> Inlines:
    """Return who is furthest behind in the main chart of the indicator, if that can be said."""
    found = lead_gap(ctx)
    if found is None:
        return words("–")
    breakdown, gap = found
    parts: dict[str, str | Inlines] = {
        "group": ctx.member(gap.behind),
        "value": ctx.value(gap.behind.estimate),
        "period": ctx.dated(gap.behind.estimate, breakdown.period.label),
        "note": (ctx.cite(breakdown.source_id),),
    }
    if ctx.is_country(breakdown.place_id):
        return ctx.wording.inlines("{group}: {value} ({period}){note}", **parts)
    place = ctx.place(breakdown.place_id)
    return ctx.wording.inlines("{group}, {place}: {value} ({period}){note}", place=place, **parts)


def _target(series: Series, section: SectionContext) -> Inlines:
    wording = section.wording
    if series.target is None:
        return words(wording.text("no target"))
    binding = Binding("finding", "/".join(("target", *series.key)), "target")
    number = BoundNumber(target_quantity(series.target, series, wording), binding)
    if series.target_year is None:
        return (number,)
    return wording.inlines("{target} by {year}", target=number, year=str(series.target_year))


def _still_to_go(latest: Estimate | None, series: Series, section: SectionContext) -> Inlines:
    wording = section.wording
    if series.target is None or latest is None or latest.value is None:
        return words("–")
    missing = series.target - latest.value
    reached = series.favourable is not None and (missing <= 0) is series.favourable
    if missing == 0 or reached:
        return words(wording.text("reached"))
    binding = Binding("finding", "/".join(("target", *series.key)), "difference")
    return (BoundNumber(distance(missing, series, wording), binding),)
