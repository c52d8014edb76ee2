"""How a gap changed, in a sentence: narrowed, widened, closed, turned, or not clearly."""

from __future__ import annotations

from vnrgen.analysis.findings import GapTrend
from vnrgen.document.blocks import Inlines
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.gap_changes import Change, change_of


def change_sentence(ctx: SeriesContext, trend: GapTrend) -> Inlines:
    """Return how the gap changed within its newest comparable run, () where none can be said."""
    found = change_of(trend)
    if found is None or found.first.gap is None or found.last.gap is None:
        return ()
    first, last = found.first, found.last
    parts: dict[str, str | Inlines] = {
        "behind": ctx.member(found.last.gap.behind),
        "ahead": ctx.member(found.last.gap.ahead),
        "first": first.period.label,
        "last": last.period.label,
        "before": ctx.bare_gap(first.finding_id, found.first.gap),
        "was": ctx.distance(first.finding_id, found.first.gap.difference),
        "after": ctx.distance(last.finding_id, found.last.gap.difference),
        "now": ctx.bare_gap(last.finding_id, found.last.gap),
    }
    return _CHANGES[found.change](ctx, parts)


def _narrowed(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    say = ctx.wording.inlines
    if ctx.turn % 2:
        return say(
            "The gap ({behind} against {ahead}) has narrowed: it was {was} in {first} and is"
            " {now} in {last}.",
            **parts,
        )
    return say(
        "From {first} to {last} the gap ({behind} against {ahead}) narrowed from {before} to"
        " {after}.",
        **parts,
    )


def _widened(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    say = ctx.wording.inlines
    if ctx.turn % 2:
        return say(
            "The gap ({behind} against {ahead}) has widened: it was {was} in {first} and is"
            " {now} in {last}.",
            **parts,
        )
    return say(
        "From {first} to {last} the gap ({behind} against {ahead}) widened from {before} to"
        " {after}.",
        **parts,
    )


def _unclear(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    say = ctx.wording.inlines
    if ctx.turn % 2:
        return say(
            "The gap ({behind} against {ahead}) has not clearly changed: it was {was} in"
            " {first} and is {now} in {last}.",
            **parts,
        )
    return say(
        "From {first} to {last} the gap ({behind} against {ahead}) did not clearly change:"
        " {before} and {after}.",
        **parts,
    )


def _turned(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    return ctx.wording.inlines(
        "The two ends have changed places (furthest behind in {first}: {ahead}; in {last}:"
        " {behind}).",
        **parts,
    )


def _closed(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    return ctx.wording.inlines(
        "In {first} there was a gap ({behind} against {ahead}: {was}); in {last} the two"
        " cannot be told apart.",
        **parts,
    )


_CHANGES = {
    Change.CLOSED: _closed,
    Change.NARROWED: _narrowed,
    Change.WIDENED: _widened,
    Change.UNCLEAR: _unclear,
    Change.TURNED: _turned,
}
