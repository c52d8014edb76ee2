"""The measure of inequality that is told beside a figure, in words that need no formula."""

from __future__ import annotations

from vnrgen.analysis.findings import Breakdown, Measures, Reliability
from vnrgen.analysis.measures.measure import Measure
from vnrgen.analysis.measures.measured import MeasureName
from vnrgen.document.blocks import Inlines
from vnrgen.document.language.quantities import distance
from vnrgen.document.series.context import SeriesContext


def measure_sentence(ctx: SeriesContext, breakdown: Breakdown) -> Inlines:
    """Return how unequal all groups are, not only the two ends, () where that cannot be said.

    Of an order it is the slope index, of more than two groups without one the mean difference
    from the mean; of two groups their difference says all. Nothing that rests on few cases, or on
    figures that contradict others, is told, nor a slope whose line ends where no figure can be.
    """
    found = ctx.findings.measures_of(breakdown.finding_id)
    is_firm = all(
        m.estimate.reliability is Reliability.FIRM
        for m in breakdown.members
        if m.estimate.value is not None
    )
    if found is None or not is_firm or breakdown.doubts:
        return ()
    slope, mean = found.of(MeasureName.SII), found.of(MeasureName.MDMU)
    if slope is not None and slope.is_unsteady:
        return ()
    if slope is not None and slope.value is not None:
        return _slope(ctx, found, slope)
    if mean is not None and mean.value is not None:
        return _spread(ctx, breakdown, found, mean.value)
    return ()


def _spread(ctx: SeriesContext, breakdown: Breakdown, found: Measures, mean: float) -> Inlines:
    """Return how far groups are from everybody on average, and which ones are not counted."""
    rest = [
        ctx.category(member.category)
        for member in breakdown.members
        if member.category.is_residual and member.estimate.value is not None
    ]
    parts: dict[str, str | Inlines] = {
        "distance": ctx.distance(measure_reference(found, MeasureName.MDMU), mean),
        "rest": ctx.wording.listing(rest),
    }
    say = ctx.wording.inlines
    if not found.average_is_published:
        return say(
            "On average the groups that are compared lie {distance} from their common average (mean"
            " difference from the mean).",
            **parts,
        )
    if rest:
        return say(
            "On average the groups that are compared lie {distance} from everybody’s figure (mean"
            " difference from the mean, without: {rest}).",
            **parts,
        )
    return say(
        "On average the groups that are compared lie {distance} from everybody’s figure (mean"
        " difference from the mean).",
        **parts,
    )


def _slope(ctx: SeriesContext, found: Measures, slope: Measure) -> Inlines:
    value, reference = slope.value or 0.0, measure_reference(found, MeasureName.SII)
    parts: dict[str, str | Inlines] = {"distance": ctx.distance(reference, value)}
    interval = slope.interval
    if interval is None:
        if value < 0:
            return ctx.wording.inlines(
                "Over the whole order, the bottom is {distance} better off than the top (slope"
                " index of inequality).",
                **parts,
            )
        return ctx.wording.inlines(
            "Over the whole order, the bottom is {distance} worse off than the top (slope index of"
            " inequality).",
            **parts,
        )
    low, high = interval
    if low <= 0 <= high:
        return ctx.wording.inlines(
            "Over the whole order no slope can be told from chance (slope index of inequality:"
            " {distance}).",
            **parts,
        )
    low, high = (abs(high), abs(low)) if value < 0 else (low, high)
    parts |= {
        "low": _end(ctx, reference, low, "lower"),
        "high": _end(ctx, reference, high, "upper"),
    }
    if value < 0:
        return ctx.wording.inlines(
            "Over the whole order, the bottom is {distance} better off than the top (slope index"
            " of inequality; 95% interval {low} to {high}, by how well a line fits the groups).",
            **parts,
        )
    return ctx.wording.inlines(
        "Over the whole order, the bottom is {distance} worse off than the top (slope index of"
        " inequality; 95% interval {low} to {high}, by how well a line fits the groups).",
        **parts,
    )


def _end(ctx: SeriesContext, reference: str, number: float, which: str) -> Inlines:
    text = distance(number, ctx.series, ctx.wording, unit=False)
    return (ctx.found(reference, text, which),)


def measure_reference(found: Measures, name: MeasureName) -> str:
    """Return what the numbers of a measure are bound to: the breakdown and the measure's name."""
    return f"{found.breakdown_id}/{name.value}"
