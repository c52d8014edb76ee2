"""How a figure was measured, in words, where it matters: definition, method, unit and rhythm."""

from __future__ import annotations

from vnrgen.analysis.findings import Breakdown, Trend
from vnrgen.document.series.context import SeriesContext
from vnrgen.dossier.codes.codelists import unit

NOT_DIMENSIONS = frozenset({"freq", "reporting_type", "unit"})


def rhythm_words(ctx: SeriesContext, found: Breakdown | Trend) -> list[str]:
    """Return that figures are of quarters or months, where they are."""
    known = {
        "Q": ctx.wording.text("quarterly figures"),
        "M": ctx.wording.text("monthly figures"),
    }
    code = found.context.get("freq", "")
    return [known[code]] if code in known else []


def context_words(ctx: SeriesContext, found: Breakdown | Trend) -> list[str]:
    """Return the definition, method and unusual unit that a figure was measured by, in words."""
    words = []
    for name, code in sorted(found.context.items()):
        if name == "unit":
            known_unit = unit(code)
            words.append(ctx.label(known_unit.label) if known_unit is not None else code)
        if name in NOT_DIMENSIONS:
            continue
        dimension = ctx.publishable.dimensions.get(name)
        category = dimension.categories.get(code) if dimension is not None else None
        words.append(ctx.label(category.label) if category is not None else code)
    return words
