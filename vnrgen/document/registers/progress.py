"""How progress is measured: targets, where each indicator stands, and what is still missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from vnrgen.analysis.findings import (
    Estimate,
    NotAssessable,
    Pace,
    Progress,
    SeriesFindings,
    Trend,
)
from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    Inlines,
    Paragraph,
    ParagraphRole,
    Row,
    Text,
)
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.language.quantities import distance, target_quantity
from vnrgen.document.registers.coverage import series_name
from vnrgen.document.registers.definitions import (
    each_definition,
    is_measured_in_several_ways,
)
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.document.sentences.progress import (
    is_of_the_country,
    pace_words,
    progress_of,
    why_not,
)
from vnrgen.document.series.circumstances import context_words
from vnrgen.document.series.context import SeriesContext, context_of
from vnrgen.document.series.headlines import every_gap, headline, is_one_of_many, lead_gap
from vnrgen.dossier.model import Series

_BASELINE = date(2015, 7, 1)  # the middle of the year in which the 2030 Agenda was adopted


def targets(section: SectionContext) -> tuple[Block, ...]:
    """Return where every target stands: how many are on the way, then each with its figures."""
    wording = section.wording
    series = section.evidence.findings.series
    if not series:
        return (section.fallback("targets", wording.text("No data yet.")),)
    aimed = [found for found in series if found.series.target is not None]
    without = [series_name(found.series.key, section) for found in series if found not in aimed]
    notes = _notes(section)
    if without:
        listed = wording.apart(without)
        notes = (*notes, words(wording.text("Without a target: {indicators}.", indicators=listed)))
    if not aimed:
        return (section.fallback("targets", wording.text("No indicator has a target.")),)
    table = register(
        section,
        "targets",
        caption=wording.text("Indicators, targets and where they stand"),
        heads=(
            Head(wording.text("Indicator"), 2.2),
            Head(wording.text("Baseline"), 1.1, numeric=True),
            Head(wording.text("Newest value"), 1.1, numeric=True),
            Head(wording.text("Behind, in the leading gap"), 1.5),
            Head(wording.text("Target"), 1.1, numeric=True),
            Head(wording.text("Still to go"), 1.1, numeric=True),
            Head(wording.text("At the pace so far"), 1.3),
        ),
        rows=[_target_row(found, section) for found in aimed],
        notes=notes,
    )
    return (_overview(aimed, section), table)


def _notes(section: SectionContext) -> tuple[Inlines, ...]:
    say = section.wording.text
    return (
        words(
            say(
                "Baseline: the value nearest to 2015, the first year of the 2030 Agenda,"
                " that can be compared with the newest. The pace is counted from the first"
                " comparable value of 2015 or later, by yearly growth (by equal yearly"
                " steps where a figure or the target is not above 0), and is told only"
                " where the change since then is more than chance. The leading gap is the"
                " widest whose two ends are told apart, where margins of error are published,"
                " between groups of people before places; the annex has all others."
            )
        ),
        words(
            say(
                "Where several sources give a figure for the whole, the newest value is that of the"
                " source of the figures by group, where that is an official one; the others are"
                " named under the indicator."
            )
        ),
    )


def _overview(aimed: Sequence[SeriesFindings], section: SectionContext) -> Block:
    """Return how many targets are met, on track and so on; what does not occur is left out."""
    wording = section.wording
    counts = Counter(_pace(found, section)[0] for found in aimed)
    told = [
        wording.inlines(
            "{pace} ({count})",
            pace=pace_words(wording, pace),
            count=BoundNumber(
                wording.number(counts[pace]), Binding("finding", f"pace/{pace}", "count")
            ),
        )
        for pace in Pace
        if counts[pace]
    ]
    return Paragraph(
        block_id=section.block_id("pace"),
        content=wording.inlines("Targets by the pace so far: {paces}.", paces=_semicolons(told)),
        role=ParagraphRole.FINDING,
        origin=GENERATED,
    )


def _semicolons(parts: Sequence[Inlines]) -> Inlines:
    joined: list[Inlines] = []
    for part in parts:
        joined += [(Text("; "),), part] if joined else [part]
    return tuple(inline for part in joined for inline in part)


def _pace(
    found: SeriesFindings, section: SectionContext
) -> tuple[Pace, NotAssessable | None, Progress | None]:
    """Return how the headline moves; figures of a part, or of citizens, have no pace."""
    ctx = context_of(found, section)
    told = progress_of(ctx, headline(ctx))
    if told is None:
        return Pace.NOT_ASSESSABLE, NotAssessable.NO_FIGURE, None
    if told.target is not None and not is_of_the_country(ctx, told):
        return Pace.NOT_ASSESSABLE, NotAssessable.NO_FIGURE, told
    return told.pace, told.reason, told


def _pace_cell(found: SeriesFindings, section: SectionContext) -> Inlines:
    wording = section.wording
    pace, reason, told = _pace(found, section)
    if pace is Pace.NOT_ASSESSABLE and reason is not None:
        is_part = reason is NotAssessable.NO_FIGURE and told is not None
        said = (
            wording.text("no official figure for the country")
            if is_part and told is not None and told.target is not None
            else why_not(wording, reason)
        )
        return words(wording.text("cannot be said: {reason}", reason=said))
    base = told.target.baseline if told is not None and told.target is not None else None
    if base is None or pace is Pace.MET:
        return words(pace_words(wording, pace))
    return words(
        wording.text(
            "{pace}, since {period}", pace=pace_words(wording, pace), period=base.period.label
        )
    )


def _target_row(found: SeriesFindings, section: SectionContext) -> Row:
    series = found.series
    ctx = context_of(found, section)
    trend = headline(ctx)
    values = _values(ctx, trend) if trend is not None else None
    return Row(
        row_id="/".join(series.key),
        cells=(
            words(series_in_place(ctx, trend, section)),
            *(values or (words("–"), words(section.wording.text("No data yet")))),
            _furthest_behind(ctx),
            _target(series, section),
            _still_to_go(trend, series, section),
            _pace_cell(found, section),
        ),
    )


def _values(ctx: SeriesContext, trend: Trend) -> tuple[Inlines, Inlines]:
    """Return baseline and newest value, of each definition where there are several."""
    if not is_measured_in_several_ways(ctx, trend):
        return _first(ctx, trend) or words("–"), _newest(ctx, trend)
    first = words("–")
    if not is_one_of_many(ctx, trend):
        first = each_definition(ctx, trend, lambda one: _first(ctx, one))
    return first, each_definition(ctx, trend, lambda one: _newest(ctx, one))


def _first(ctx: SeriesContext, trend: Trend) -> Inlines:
    found = _baseline(trend)
    return dated(found, ctx) if found is not None else ()


def _newest(ctx: SeriesContext, trend: Trend) -> Inlines:
    return dated(trend.latest, ctx) if trend.latest is not None else ()


def series_in_place(ctx: SeriesContext, trend: Trend | None, section: SectionContext) -> str:
    """Return code, name and unit (a percentage says so by its sign), and the place if a part.

    The only definition that has figures is named, too; of several each stands with its figure.
    """
    name = series_name(ctx.series.key, section)
    if not ctx.is_percentage and ctx.unit:
        name = section.wording.text("{indicator} ({unit})", indicator=name, unit=ctx.unit)
    if (
        trend is not None
        and context_words(ctx, trend)
        and not is_measured_in_several_ways(ctx, trend)
    ):
        context = section.wording.listing(context_words(ctx, trend))
        name = section.wording.text("{indicator} ({unit})", indicator=name, unit=context)
    if trend is None or ctx.is_country(trend.place_id):
        return name
    place = ctx.place(trend.place_id)
    return section.wording.text("{indicator}: {place} only", indicator=name, place=place)


def _baseline(trend: Trend) -> Estimate | None:
    """Return the value nearest to the first year of the 2030 Agenda, of those that can be compared.

    Only values of the same unbroken run as the newest can; of two equally near the earlier one.
    """
    latest = trend.latest
    for segment in trend.segments:
        if latest in segment.estimates:
            valued = [e for e in segment.estimates if e.value is not None and e is not latest]
            return min(valued, key=lambda e: (_from_baseline(e), e.period), default=None)
    return None


def _from_baseline(estimate: Estimate) -> float:
    period = estimate.period
    middle = (period.start.toordinal() + period.end.toordinal()) / 2
    return abs(middle - _BASELINE.toordinal())


def dated(estimate: Estimate, ctx: SeriesContext) -> Inlines:
    """Return a value with its period and source."""
    return ctx.wording.inlines(
        "{value} ({period}){note}",
        value=ctx.value(estimate),
        period=ctx.dated(estimate, estimate.period.label),
        note=ctx.cite(estimate.source_id),
    )


def _furthest_behind(ctx: SeriesContext) -> Inlines:
    """Return who is furthest behind in the main chart of the indicator, if that can be said."""
    found = lead_gap(ctx)
    if found is None:
        is_doubted = any(breakdown.doubts for breakdown, _ in every_gap(ctx)[:1])
        return words(ctx.wording.text("the figures are doubtful") if is_doubted else "–")
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


def _still_to_go(trend: Trend | None, series: Series, section: SectionContext) -> Inlines:
    """Return the distance to the target, none for a line of another unit or definition."""
    wording = section.wording
    latest = None if trend is None or trend.context else trend.latest
    if series.target is None or latest is None or latest.value is None:
        return words("–")
    missing = series.target - latest.value
    reached = series.favourable is not None and (missing <= 0) is series.favourable
    if missing == 0 or reached:
        return words(wording.text("reached"))
    binding = Binding("finding", "/".join(("target", *series.key)), "difference")
    return (BoundNumber(distance(missing, series, wording), binding),)
