"""Breakdowns in sentences: those without a clear gap, each with why, and those with one figure."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.findings import DoubtKind, Reliability
from vnrgen.document.blocks import Inlines, Text
from vnrgen.document.figures.gap_rows import End, GapRow
from vnrgen.document.language.wording import Wording
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.verdict import Verdict


def gone(ctx: SeriesContext, row: GapRow) -> str:
    """Return for which groups there is no figure, or none that is shown."""
    groups = ctx.wording.listing(list(dict.fromkeys(row.missing)))
    if row.is_kept_back:
        return ctx.wording.text("no figure shown for {groups}", groups=groups)
    return ctx.wording.text("no figure for {groups}", groups=groups)


def level_sentences(ctx: SeriesContext, rows: Sequence[GapRow]) -> list[Inlines]:
    """Return a sentence for each reason why nobody is named as behind."""
    sentences = []
    for told, doubt in dict.fromkeys((row.told, row.doubt) for row in rows):
        ends = [_both_ends(ctx, r) for r in rows if r.told is told and r.doubt is doubt]
        found = _listed(ctx.wording, ends)
        said = _of_reason(ctx, told, found) if doubt is None else _of_doubt(ctx, doubt, found)
        sentences.append(said)
    return sentences


def _listed(wording: Wording, figures: Sequence[Inlines]) -> Inlines:
    """List figures that have commas in them."""
    parts: list[Inlines] = []
    for figure in figures:
        parts += [(Text(wording.semicolon),), figure] if parts else [figure]
    return tuple(inline for part in parts for inline in part)


def _of_reason(ctx: SeriesContext, reason: Verdict | None, figures: Inlines) -> Inlines:
    say = ctx.wording.inlines
    match reason:
        case Verdict.EQUAL:
            return say("There is no difference for: {figures}.", figures=figures)
        case Verdict.NOT_TOLD_APART:
            return say(
                "The difference is within the margin of error for: {figures}.", figures=figures
            )
        case Verdict.OUT_OF_ORDER:
            return say(
                "Figures do not follow the order of the groups for: {figures}.", figures=figures
            )
        case _:
            return say("One end of the order has no figure for: {figures}.", figures=figures)


def _of_doubt(ctx: SeriesContext, doubt: DoubtKind, figures: Inlines) -> Inlines:
    say = ctx.wording.inlines
    match doubt:
        case DoubtKind.DISTRIBUTION:
            return say(
                "Not ranked, because the figures divide a whole and are no rates: {figures}.",
                figures=figures,
            )
        case DoubtKind.OFF_SCALE:
            return say(
                "Not ranked, because a figure is outside what a share can be: {figures}.",
                figures=figures,
            )
        case DoubtKind.LEVELS_MIXED:
            return say(
                "Not ranked, because places of different levels stand side by side: {figures}.",
                figures=figures,
            )
        case DoubtKind.BOUNDARIES_CHANGE:
            return say(
                "Not ranked, because some places exist only before or after a reform: {figures}.",
                figures=figures,
            )
        case _:
            return say("Not ranked, because the figures are doubtful: {figures}.", figures=figures)


def _both_ends(ctx: SeriesContext, row: GapRow) -> Inlines:
    if row.behind is None or row.ahead is None:
        return (Text(row.name),)
    parts: dict[str, str | Inlines] = {
        "name": row.name,
        "low": _in_words(ctx, row.behind),
        "high": _in_words(ctx, row.ahead),
        "note": (ctx.cite(row.source_id),),
    }
    if not row.missing:
        return ctx.wording.inlines("{name}, from {low} to {high}{note}", **parts)
    return ctx.wording.inlines(
        "{name}, from {low} to {high}, {missing}{note}",
        missing=gone(ctx, row),
        **parts,
    )


def _in_words(ctx: SeriesContext, end: End) -> Inlines:
    parts: dict[str, str | Inlines] = {"group": end.name, "value": ctx.value(end.estimate)}
    if end.estimate.reliability is Reliability.SMALL:
        return ctx.wording.inlines("{value}, on few cases, for {group}", **parts)
    return ctx.wording.inlines("{value} for {group}", **parts)


def lone_sentence(ctx: SeriesContext, rows: Sequence[GapRow]) -> list[Inlines]:
    """Return the sentence of breakdowns with one figure or none."""
    if not rows:
        return []
    figures = _listed(ctx.wording, [_lone_words(ctx, row) for row in rows])
    return [
        ctx.wording.inlines(
            "Fewer than two groups have a figure, so that no gap can be told, by: {figures}.",
            figures=figures,
        )
    ]


def _lone_words(ctx: SeriesContext, row: GapRow) -> Inlines:
    if row.behind is None:
        return ctx.wording.inlines("{name}, {missing}", name=row.name, missing=gone(ctx, row))
    parts: dict[str, str | Inlines] = {
        "name": row.name,
        "only": _in_words(ctx, row.behind),
        "note": (ctx.cite(row.source_id),),
    }
    if not row.missing:
        return ctx.wording.inlines("{name}, {only}{note}", **parts)
    return ctx.wording.inlines("{name}, {only}, {missing}{note}", missing=gone(ctx, row), **parts)
