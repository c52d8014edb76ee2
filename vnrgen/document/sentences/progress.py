"""Whether a figure moves towards its target, and what became of it since the last review.

Nothing is claimed that an interval does not let one claim; where nothing can be said, the table of
targets names the reason.
"""

from __future__ import annotations

from vnrgen.analysis.findings import Change, NotAssessable, Pace, Progress, Trend
from vnrgen.document.blocks import Inlines
from vnrgen.document.language.quantities import quantity
from vnrgen.document.language.wording import Wording
from vnrgen.document.series.context import SeriesContext


def progress_of(ctx: SeriesContext, trend: Trend | None) -> Progress | None:
    """Return what became of a headline, None where nothing was found."""
    if trend is None:
        return None
    return next((p for p in ctx.findings.progress if p.trend_id == trend.finding_id), None)


def pace_sentence(ctx: SeriesContext, found: Progress | None) -> Inlines:
    """Return whether the target will be met at the pace so far, () where the table says why not.

    A target is the country's: figures of a part of it, or of citizens, have no pace.
    """
    if found is None or found.target is None or not is_of_the_country(ctx, found):
        return ()
    say = ctx.wording.inlines
    first = found.target.baseline.period.label if found.target.baseline else ""
    match found.pace:
        case Pace.MET:
            return say("The target is met.")
        case Pace.ON_TRACK:
            return say(
                "If it goes on as it has since {first}, the target will be met.", first=first
            )
        case Pace.TOO_SLOW:
            return _too_slow(ctx, found, first)
        case Pace.AWAY:
            return say("Since {first} it has moved away from the target.", first=first)
        case Pace.UNCLEAR:
            return say(
                "Since {first} no movement towards the target can be told from chance.", first=first
            )
        case Pace.NOT_ASSESSABLE:
            return _not_assessable(ctx, found, first)


def is_of_the_country(ctx: SeriesContext, found: Progress) -> bool:
    """Whether a line of figures is the country's own, so that the target is for it."""
    is_citizen = found.target is not None and found.target.latest.source_kind.is_citizen
    return ctx.is_country(found.place_id) and not is_citizen


def _too_slow(ctx: SeriesContext, found: Progress, first: str) -> Inlines:
    series, target_year = ctx.series, str(ctx.series.target_year)
    if found.projected is None or series.target is None:
        return ctx.wording.inlines(
            "Since {first} it has moved too slowly to meet the target.", first=first
        )
    expected = quantity(found.projected, series, ctx.wording)
    if expected == quantity(series.target, series, ctx.wording):
        return ctx.wording.inlines(
            "If it goes on as it has since {first}, the target will be missed by very little.",
            first=first,
        )
    parts: dict[str, str | Inlines] = {
        "first": first,
        "year": target_year,
        "value": (ctx.found(found.finding_id, expected, "projected"),),
    }
    if ctx.turn % 2:
        return ctx.wording.inlines(
            "If it goes on as it has since {first}, it will be {value} in {year}: the target will"
            " be missed.",
            **parts,
        )
    return ctx.wording.inlines(
        "Progress is too slow: at the pace since {first} it will be {value} in {year}.", **parts
    )


def _not_assessable(ctx: SeriesContext, found: Progress, first: str) -> Inlines:
    say = ctx.wording.inlines
    match found.reason:
        case NotAssessable.MET_AT_START:
            return say("In {first} the target was met; it is met no longer.", first=first)
        case NotAssessable.TARGET_YEAR_PASSED:
            return say("The year of the target has passed, and it is not met.")
        case NotAssessable.BREAK:
            return say("Whether that is fast enough cannot be said, because the series was broken.")
        case _:
            return ()


# --- since the last review ---------------------------------------------------------------------


def since_review(ctx: SeriesContext, found: Progress | None) -> Inlines:
    """Return what became of the whole since the last review, () where the table says why not."""
    if found is None or found.since_review is None:
        return ()
    change, say = found.since_review, ctx.wording.inlines
    parts: dict[str, str | Inlines] = {
        "period": change.earlier.period.label,
        "value": ctx.value(change.earlier),
        "distance": ctx.distance(found.finding_id, change.amount),
    }
    match direction(ctx, change):
        case "same":
            return say(
                "At the last review the figure was {value} ({period}); it has not clearly changed.",
                **parts,
            )
        case "better":
            return say(
                "At the last review the figure was {value} ({period});"
                " it is now better by {distance}.",
                **parts,
            )
        case "worse":
            return say(
                "At the last review the figure was {value} ({period});"
                " it is now worse by {distance}.",
                **parts,
            )
        case "higher":
            return say(
                "At the last review the figure was {value} ({period});"
                " it is now higher by {distance}.",
                **parts,
            )
        case _:
            return say(
                "At the last review the figure was {value} ({period});"
                " it is now lower by {distance}.",
                **parts,
            )


def direction(ctx: SeriesContext, change: Change) -> str:
    """Return ``same``, ``better``, ``worse``, ``higher`` or ``lower``, as far as can be told.

    What is printed alike, or cannot be told from chance, is the same.
    """
    is_alike = ctx.text(change.earlier).strip("()") == ctx.text(change.latest).strip("()")
    if is_alike or change.distinguishable is False:
        return "same"
    if change.gain is None:
        return "higher" if change.amount > 0 else "lower"
    return "better" if change.gain > 0 else "worse"


def why_not(wording: Wording, reason: NotAssessable) -> str:
    """Return in a few words why nothing is said of a change or of a pace."""
    names = {
        NotAssessable.NO_FIGURE: wording.text("no figure"),
        NotAssessable.NO_DIRECTION: wording.text("neither way is better"),
        NotAssessable.NO_TARGET: wording.text("no target"),
        NotAssessable.OTHER_DEFINITION: wording.text("the target is for another definition"),
        NotAssessable.NO_TARGET_YEAR: wording.text("the target has no year"),
        NotAssessable.ONE_FIGURE: wording.text("one comparable figure only"),
        NotAssessable.BREAK: wording.text("a break in the series"),
        NotAssessable.MET_AT_START: wording.text("met at first, no longer"),
        NotAssessable.TARGET_YEAR_PASSED: wording.text("its year has passed"),
        NotAssessable.NO_EARLIER_REVIEW: wording.text("no earlier review"),
        NotAssessable.NOTHING_BEFORE: wording.text("no figure from before the review"),
        NotAssessable.NOTHING_SINCE: wording.text("no figure since the review"),
        NotAssessable.NO_GAP: wording.text("no gap can be told"),
        NotAssessable.OTHER_GROUPS: wording.text("a group had no figure then or has none now"),
    }
    return names[reason]


def pace_words(wording: Wording, pace: Pace) -> str:
    """Return a pace in a few words."""
    names = {
        Pace.MET: wording.text("met"),
        Pace.ON_TRACK: wording.text("on track"),
        Pace.TOO_SLOW: wording.text("too slow"),
        Pace.AWAY: wording.text("moving away"),
        Pace.UNCLEAR: wording.text("no clear movement"),
        Pace.NOT_ASSESSABLE: wording.text("cannot be said"),
    }
    return names[pace]
