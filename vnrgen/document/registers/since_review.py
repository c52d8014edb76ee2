"""What has changed since the last review: everybody, and the gap that leads each indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vnrgen.analysis.findings import (
    Breakdown,
    Change,
    GapChange,
    GapProgress,
    NotAssessable,
    Progress,
    SeriesFindings,
    Trend,
)
from vnrgen.document.blocks import Block, Inlines, Row
from vnrgen.document.context import SectionContext
from vnrgen.document.registers.definitions import (
    each_definition,
    is_measured_in_several_ways,
)
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.document.registers.progress import series_in_place
from vnrgen.document.sentences.progress import direction, progress_of, why_not
from vnrgen.document.series.context import SeriesContext, context_of
from vnrgen.document.series.headlines import headline, is_one_of_many, lead_gap


def since_last_review(section: SectionContext) -> Block:
    """Return what became of everybody, and of the gap, since the review that the dossier names."""
    wording, year = section.wording, section.evidence.settings.previous_year
    if year is None:
        message = wording.text("No earlier review is named, so nothing is compared with one.")
        return section.fallback("since-review", message)
    return register(
        section,
        "since-review",
        caption=wording.text("What has changed since the review of {year}", year=str(year)),
        heads=(
            Head(wording.text("Indicator"), 2.3),
            Head(wording.text("Everybody, then and now"), 1.5),
            Head(wording.text("Change"), 1.6),
            Head(wording.text("The gap, then and now"), 2.5),
            Head(wording.text("Change of the gap"), 1.6),
        ),
        rows=[_row(found, section) for found in section.evidence.findings.series],
        notes=(
            words(
                wording.text(
                    "Then: the newest figure for a time up to {year} that can be compared with the"
                    " newest one. No clear change: the two cannot be told apart from chance. The"
                    " gap is the one that leads the indicator; between percentages it is in"
                    " percentage points, otherwise in the unit of the indicator.",
                    year=str(year),
                )
            ),
            *_marks(section),
            words(wording.text("Sources: as named under the figures of each indicator")),
        ),
    )


def _marks(section: SectionContext) -> tuple[Inlines, ...]:
    """Return the note on few cases, where a gap of the table rests on them."""
    contexts = [context_of(found, section) for found in section.evidence.findings.series]
    changes = [
        found.since_review
        for ctx in contexts
        if (found := gap_progress(ctx)) and found.since_review
    ]
    gaps = [side.gap for change in changes for side in (change.earlier, change.latest) if side.gap]
    ends = [end.estimate for gap in gaps for end in (gap.behind, gap.ahead)]
    return contexts[0].mark_notes(ends) if contexts else ()


def _row(found: SeriesFindings, section: SectionContext) -> Row:
    ctx = context_of(found, section)
    trend = headline(ctx)
    gap = gap_progress(ctx)
    return Row(
        row_id="/".join(found.series.key),
        cells=(
            words(series_in_place(ctx, trend, section)),
            *_cells_of_all(ctx, trend),
            *_gap_cells(ctx, gap),
        ),
    )


def _cells_of_all(ctx: SeriesContext, trend: Trend | None) -> tuple[Inlines, Inlines]:
    """Return the figures of the whole and their change, by each definition if there are several."""
    if trend is None or not is_measured_in_several_ways(ctx, trend):
        return _whole_cells(ctx, progress_of(ctx, trend))

    def figures(one: Trend) -> Inlines:
        return _whole_cells(ctx, progress_of(ctx, one))[0]

    def change(one: Trend) -> Inlines:
        return _whole_cells(ctx, progress_of(ctx, one))[1]

    changes = words("–") if is_one_of_many(ctx, trend) else each_definition(ctx, trend, change)
    return each_definition(ctx, trend, figures), changes


def _whole_cells(ctx: SeriesContext, found: Progress | None) -> tuple[Inlines, Inlines]:
    if found is None or found.since_review is None:
        reason = found.no_change_because if found is not None else NotAssessable.NO_FIGURE
        return words("–"), words(why_not(ctx.wording, reason or NotAssessable.NO_FIGURE))
    return whole_words(ctx, found)


def whole_words(ctx: SeriesContext, found: Progress) -> tuple[Inlines, Inlines]:
    """Return both figures of the whole, and the change; nothing where there is none to tell."""
    change = found.since_review
    if change is None:
        return (), ()
    told = ctx.wording.inlines(
        "{before} ({then}), now {after} ({now})",
        before=ctx.value(change.earlier),
        then=change.earlier.period.label,
        after=ctx.value(change.latest),
        now=change.latest.period.label,
    )
    return told, _changed(ctx, found, change)


def _changed(ctx: SeriesContext, found: Progress, change: Change) -> Inlines:
    distance = ctx.distance(found.finding_id, change.amount)
    say = ctx.wording.inlines
    match direction(ctx, change):
        case "same":
            return say("no clear change")
        case "better":
            return say("better by {distance}", distance=distance)
        case "worse":
            return say("worse by {distance}", distance=distance)
        case "higher":
            return say("higher by {distance}", distance=distance)
        case _:
            return say("lower by {distance}", distance=distance)


# --- the gap -----------------------------------------------------------------------------------


def gap_progress(ctx: SeriesContext) -> GapProgress | None:
    """Return what became of the gap that leads the series, None where nobody leads.

    Nor is it told where one of the two gaps has figures that contradict others.
    """
    found = lead_gap(ctx)
    if found is None:
        return None
    trends = {trend.finding_id: trend for trend in ctx.findings.gap_trends}
    for progress in ctx.findings.gap_progress:
        trend = trends.get(progress.gap_trend_id)
        if trend is not None and _ends_with(trend.breakdowns, found[0]):
            change = progress.since_review
            if change is None or not (change.earlier.doubts or change.latest.doubts):
                return progress
            return replace(progress, since_review=None, no_change_because=NotAssessable.NO_GAP)
    return None


def _ends_with(breakdowns: Sequence[Breakdown], wanted: Breakdown) -> bool:
    return any(breakdown.finding_id == wanted.finding_id for breakdown in reversed(breakdowns))


def _gap_cells(ctx: SeriesContext, found: GapProgress | None) -> tuple[Inlines, Inlines]:
    if found is None:
        reason = NotAssessable.NO_GAP if lead_gap(ctx) is None else NotAssessable.NOTHING_BEFORE
        return words("–"), words(why_not(ctx.wording, reason))
    if found.since_review is None:
        reason = found.no_change_because or NotAssessable.NO_GAP
        return words("–"), words(why_not(ctx.wording, reason))
    return gap_words(ctx, found)


def gap_words(ctx: SeriesContext, found: GapProgress) -> tuple[Inlines, Inlines]:
    """Return both gaps, and the change; nothing where there is none to tell."""
    change = found.since_review
    if change is None:
        return (), ()
    return _then_and_now(ctx, change), _narrowed(ctx, found, change)


def _then_and_now(ctx: SeriesContext, change: GapChange) -> Inlines:
    before, after = change.earlier.gap, change.latest.gap
    if before is None or after is None:
        return words("–")
    parts: dict[str, str | Inlines] = {
        "before": ctx.bare_gap(change.earlier.finding_id, before),
        "after": ctx.bare_gap(change.latest.finding_id, after),
        "then": change.earlier.period.label,
        "now": change.latest.period.label,
        "behind": ctx.member(after.behind),
        "ahead": ctx.member(after.ahead),
    }
    if change.same_groups:
        return ctx.wording.inlines(
            "{behind} against {ahead}: {before} ({then}), now {after} ({now})", **parts
        )
    return ctx.wording.inlines(
        "{behind} against {ahead}: {after} ({now}); other groups at the ends then: {before}"
        " ({then})",
        **parts,
    )


def _narrowed(ctx: SeriesContext, found: GapProgress, change: GapChange) -> Inlines:
    distance = ctx.distance(found.finding_id, change.narrowed)
    is_nothing = round(change.narrowed, ctx.series.decimals) == 0
    if not change.is_clear or is_nothing:
        return ctx.wording.inlines("no clear change")
    if change.narrowed > 0:
        return ctx.wording.inlines("narrower by {distance}", distance=distance)
    return ctx.wording.inlines("wider by {distance}", distance=distance)
