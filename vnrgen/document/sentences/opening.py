"""The words under the heading of a series: where the whole stands, what changed, who is missing.

Each message is a whole sentence that a translator can turn around. A label of a group never
stands where the grammar of a language would have to bend it. Sentences that say the same of
another series take turns, so that a page of them does not read like a form.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.findings import Breakdown, Estimate, GapTrend, Trend
from vnrgen.document.blocks import Inlines, Text
from vnrgen.document.language.quantities import target_quantity
from vnrgen.document.sentences.changes import change_sentence
from vnrgen.document.sentences.measures import measure_sentence
from vnrgen.document.sentences.missing import missing
from vnrgen.document.sentences.progress import pace_sentence, progress_of, since_review
from vnrgen.document.series.circumstances import context_words
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.headlines import (
    has_definition,
    headline,
    is_one_of_many,
    other_definitions,
    other_headlines,
)

_WAYS = 3


def lead(ctx: SeriesContext, missing_in: Sequence[Breakdown] = ()) -> Inlines:
    """Return the sentences above the main chart: whole, target, pace, others, who is missing.

    The pace is that of the figure before it: what other sources say comes after.

    Args:
        ctx: The series.
        missing_in: All breakdowns whose groups without a figure are to be named.
    """
    pace = pace_sentence(ctx, progress_of(ctx, _leading(ctx)))
    return joined([whole(ctx), pace, _said_elsewhere(ctx), *missing(ctx, missing_in)])


def then_and_now(ctx: SeriesContext, main: Breakdown | None, trend: GapTrend | None) -> Inlines:
    """Return the sentences below the lead: since the last review, the gap over time, its measure.

    Args:
        ctx: The series.
        main: What the main chart shows, None where no group has a figure.
        trend: The same over time, where that can be told.
    """
    return joined(
        [
            since_review(ctx, progress_of(ctx, _leading(ctx))),
            change_sentence(ctx, trend) if trend is not None else (),
            measure_sentence(ctx, main) if main is not None else (),
        ]
    )


def _leading(ctx: SeriesContext) -> Trend | None:
    """Return what stands for the whole, None where one of many definitions would have to."""
    chosen = headline(ctx)
    return None if chosen is None or is_one_of_many(ctx, chosen) else chosen


def joined(sentences: Sequence[Inlines]) -> Inlines:
    """Set sentences one after the other, in one paragraph; empty ones are left out."""
    parts: list[Inlines] = []
    for sentence in filter(None, sentences):
        parts.extend([(Text(" "),), sentence] if parts else [sentence])
    return tuple(inline for part in parts for inline in part)


# --- the whole and the target ------------------------------------------------------------------


def whole(ctx: SeriesContext) -> Inlines:
    """Return where the whole stands and what the target is."""
    chosen = headline(ctx)
    target = _target(ctx)
    if chosen is None or chosen.latest is None:
        return _target_alone(ctx, target)
    if is_one_of_many(ctx, chosen):
        return joined([_target_alone(ctx, target), _many_definitions(ctx, chosen)])
    if has_definition(chosen):
        one = _by_one_definition(ctx, chosen, chosen.latest)
        return joined([one, _target_alone(ctx, target)])
    return _standing(ctx, chosen.latest, target)


def _said_elsewhere(ctx: SeriesContext) -> Inlines:
    """Return what other sources say of a whole that has been told."""
    chosen = headline(ctx)
    if chosen is None or chosen.latest is None or is_one_of_many(ctx, chosen):
        return ()
    return _other_sources(ctx, chosen)


def beside_headline(ctx: SeriesContext) -> Inlines:
    """Return the target and what other sources say, where a chart or row shows the headline."""
    chosen = headline(ctx)
    others = _other_sources(ctx, chosen) if chosen is not None else ()
    pace = pace_sentence(ctx, progress_of(ctx, _leading(ctx)))
    return joined([_target_alone(ctx, _target(ctx)), pace, others])


def _standing(ctx: SeriesContext, latest: Estimate, target: Inlines) -> Inlines:
    parts: dict[str, str | Inlines] = {
        "value": ctx.value_in_words(latest),
        "note": (ctx.cite(latest.source_id),),
        "period": latest.period.label,
    }
    if latest.source_kind.is_citizen or not ctx.is_country(latest.place_id):
        alone = _target_alone(ctx, target)
        told = _of_part(ctx, latest, parts)
        return joined([told, alone]) if alone else told
    if not target:
        return _whole_alone(ctx, parts)
    if ctx.series.target_year is None:
        return ctx.wording.inlines(
            "The country as a whole stood at {value}{note} in {period}; the target is {target}.",
            target=target,
            **parts,
        )
    return _whole_and_target(ctx, {**parts, "target": target, "year": str(ctx.series.target_year)})


def _of_part(ctx: SeriesContext, latest: Estimate, parts: dict[str, str | Inlines]) -> Inlines:
    """Return a figure that the State did not publish for the country: the sentence says so."""
    say, place = ctx.wording.inlines, ctx.place(latest.place_id)
    if ctx.is_country(latest.place_id):
        return say(
            "By citizen data the figure for the country as a whole was {value}{note} in {period}.",
            **parts,
        )
    if latest.source_kind.is_citizen:
        return say(
            "By citizen data the figure was {value}{note} in {period} ({place}); there is none for"
            " the country as a whole.",
            place=place,
            **parts,
        )
    return say(
        "In {period} the figure was {value}{note} ({place}); there is none for the country as a"
        " whole.",
        place=place,
        **parts,
    )


def _by_one_definition(ctx: SeriesContext, chosen: Trend, latest: Estimate) -> Inlines:
    """Return a figure with the definition it goes by: it is not said to be of the whole."""
    parts: dict[str, str | Inlines] = {
        "value": ctx.value_in_words(latest),
        "note": (ctx.cite(latest.source_id),),
        "period": ctx.dated(latest, latest.period.label),
        "place": ctx.place(latest.place_id),
        "context": ctx.wording.listing(context_words(ctx, chosen)),
    }
    return ctx.wording.inlines("{place} ({context}): {value}{note} in {period}.", **parts)


def _many_definitions(ctx: SeriesContext, chosen: Trend) -> Inlines:
    """Return that the whole is measured in many ways: no figure of them is put first."""
    count = 1 + len(other_definitions(ctx, chosen))
    return ctx.wording.inlines(
        "This is measured in several ways ({count} lines of figures), and none of them stands for"
        " the whole: see the annex of figures.",
        count=ctx.wording.number(count),
    )


def _other_sources(ctx: SeriesContext, chosen: Trend) -> Inlines:
    """Return what is said elsewhere of the same whole: never averaged, never left out.

    Of many definitions the annex has the figures.
    """
    if is_one_of_many(ctx, chosen):
        return _many_definitions(ctx, chosen)
    found = [trend.latest for trend in other_headlines(ctx, chosen) if trend.latest is not None]
    said = []
    if found:
        said.append(
            ctx.wording.plural_inlines(
                "Another source gives {figures}.",
                "Other sources give {figures}.",
                len(found),
                figures=ctx.wording.listing_inlines([_by_source(ctx, one) for one in found]),
            )
        )
    otherwise = other_definitions(ctx, chosen)
    if otherwise:
        figures = [_by_definition(ctx, trend) for trend in (chosen, *otherwise)]
        listed = ctx.wording.listing_inlines(figures)
        said.append(ctx.wording.inlines("Measured in several ways: {figures}.", figures=listed))
    return joined(said)


def _by_source(ctx: SeriesContext, estimate: Estimate) -> Inlines:
    parts: dict[str, str | Inlines] = {
        "value": ctx.value(estimate),
        "period": estimate.period.label,
        "source": (Text(ctx.source_title(estimate.source_id)), ctx.cite(estimate.source_id)),
    }
    if estimate.source_kind.is_citizen:
        return ctx.wording.inlines("{value} in {period} (citizen data: {source})", **parts)
    return ctx.wording.inlines("{value} in {period} ({source})", **parts)


def _by_definition(ctx: SeriesContext, trend: Trend) -> Inlines:
    if trend.latest is None:
        return ()
    return ctx.wording.inlines(
        "{value} in {period} ({context})",
        value=ctx.value(trend.latest),
        period=trend.latest.period.label,
        context=ctx.wording.listing(context_words(ctx, trend)),
    )


def _target(ctx: SeriesContext) -> Inlines:
    series = ctx.series
    if series.target is None:
        return ()
    number = target_quantity(series.target, series, ctx.wording)
    return (ctx.found("|".join(("target", *series.key)), number, "target"),)


def _target_alone(ctx: SeriesContext, target: Inlines) -> Inlines:
    if not target:
        return ()
    if ctx.series.target_year is None:
        return ctx.wording.inlines("The target is {value}.", value=target)
    year = str(ctx.series.target_year)
    return ctx.wording.inlines("The target for {year} is {value}.", year=year, value=target)


def _whole_alone(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    say = ctx.wording.inlines
    match ctx.turn % _WAYS:
        case 0:
            return say(
                "In {period} the figure for the country as a whole was {value}{note}.", **parts
            )
        case 1:
            return say("The country as a whole stood at {value}{note} in {period}.", **parts)
        case _:
            return say(
                "The figure for the country as a whole was {value}{note} in {period}.", **parts
            )


def _whole_and_target(ctx: SeriesContext, parts: dict[str, str | Inlines]) -> Inlines:
    say = ctx.wording.inlines
    match ctx.turn % _WAYS:
        case 0:
            return say(
                "In {period} the figure for the country as a whole was {value}{note}; the target"
                " for {year} is {target}.",
                **parts,
            )
        case 1:
            return say(
                "The country as a whole stood at {value}{note} in {period}. The target is {target}"
                " by {year}.",
                **parts,
            )
        case _:
            return say(
                "The target for {year} is {target}; the country as a whole stood at {value}{note}"
                " in {period}.",
                **parts,
            )


def value_list(ctx: SeriesContext, named: Sequence[tuple[str, Estimate]]) -> str:
    """Return names and values as running text, for those who cannot see the drawing."""
    return ctx.wording.listing(
        [
            ctx.wording.text("{name} {value}", name=name, value=ctx.text(estimate))
            for name, estimate in named
        ]
    )
