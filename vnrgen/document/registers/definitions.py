"""The figures of a whole that is measured in several ways: each with its definition, or a count."""

from __future__ import annotations

from collections.abc import Callable

from vnrgen.analysis.findings import Trend
from vnrgen.document.blocks import Inlines, Text
from vnrgen.document.registers.grid import words
from vnrgen.document.series.circumstances import context_words
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.headlines import is_one_of_many, other_definitions


def is_measured_in_several_ways(ctx: SeriesContext, chosen: Trend | None) -> bool:
    """Whether other definitions of the same whole have figures as well: none is *the* figure."""
    return chosen is not None and bool(other_definitions(ctx, chosen))


def each_definition(
    ctx: SeriesContext, chosen: Trend, shown: Callable[[Trend], Inlines]
) -> Inlines:
    """Return what is shown of every definition, one after the other with its name.

    Of so many that none may lead their number is told: the annex has the figures.

    Args:
        ctx: The series.
        chosen: One of them.
        shown: What is shown of one, () where there is nothing.
    """
    found = [chosen, *other_definitions(ctx, chosen)]
    if is_one_of_many(ctx, chosen):
        count = ctx.wording.number(len(found))
        return words(ctx.wording.text("measured in {count} ways: see the annex", count=count))
    parts: list[Inlines] = []
    for trend in sorted(found, key=lambda one: one.finding_id):
        told = shown(trend)
        if told:
            context = ctx.wording.listing(context_words(ctx, trend))
            parts.append(ctx.wording.inlines("{context}: {value}", context=context, value=told))
    joined: list[Inlines] = []
    for part in parts:
        joined += [(Text("; "),), part] if joined else [part]
    return tuple(inline for part in joined for inline in part) or words("–")
