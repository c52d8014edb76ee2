"""What each measure of inequality is: how it is read, its formula, its unit, where it is from."""

from __future__ import annotations

from collections.abc import Iterable

from vnrgen.analysis.findings import MeasuredValue, MeasureName
from vnrgen.analysis.measures.catalogue import CITATIONS
from vnrgen.document.blocks import Block, Row, TableRole
from vnrgen.document.context import SectionContext
from vnrgen.document.language.measures import (
    formula_words,
    measure_names,
    measure_readings,
    measure_unit,
)
from vnrgen.document.registers.grid import Head, register, words


def measures_explained(section: SectionContext, results: Iterable[MeasuredValue]) -> Block:
    """Return name, reading, formula, unit and source of every measure that occurs."""
    wording = section.wording
    names, readings = measure_names(wording), measure_readings(wording)
    used = {result.name: result for result in results}
    cited = list(dict.fromkeys(c for n in MeasureName if n in used for c in _cited(used[n])))
    numbers = {citation: str(n) for n, citation in enumerate(cited, start=1)}
    rows = [
        Row(
            row_id=name.value,
            cells=(
                words(wording.text("{name}, {sign}", name=names[name], sign=name.value)),
                words(readings[name]),
                words(formula_words(wording, used[name].formula)),
                words(measure_unit(wording, used[name].measure.unit)),
                words(", ".join(numbers[citation] for citation in _cited(used[name]))),
            ),
        )
        for name in MeasureName
        if name in used
    ]
    sources = "; ".join(f"{numbers[c]} {CITATIONS[c].removesuffix('.')}" for c in cited)
    return register(
        section,
        "measures",
        caption=wording.text("What each measure of inequality is"),
        heads=(
            Head(wording.text("Measure"), 1.8),
            Head(wording.text("How to read it"), 2.6),
            Head(wording.text("Formula"), 1.5),
            Head(wording.text("Unit"), 1.1),
            Head(wording.text("Source"), 0.8),
        ),
        rows=rows,
        role=TableRole.LOOKUP,
        notes=(
            words(
                wording.text(
                    "y: the figure of a group, without “other” groups; ahead, behind, best: of the"
                    " group that is ahead, behind or best; ref: of the group that all are compared"
                    " with, else of the one ahead; w: the group’s share of the people; n: the"
                    " number of groups; X: the rank of a group from the bottom of the order; ŷ(0),"
                    " ŷ(1): the ends of the line fitted to the figures, bottom and top; p: y as a"
                    " share of the whole."
                )
            ),
            words(
                wording.text(
                    "μ: everybody’s figure as published; m: the average of the groups that are"
                    " compared, each by its people; p̄: the same of p. μ and m are not the same"
                    " where “other” groups are left out or figures are rounded."
                )
            ),
            words(
                wording.text(
                    "Where lower is better, differences, ratios and slopes are reversed, so that"
                    " larger is more unequal; what the country would gain (PAR, PAF) is then below"
                    " 0. Concentration indices (ACI, RCI) have no direction."
                )
            ),
            words(wording.text("Sources: {sources}.", sources=sources)),
        ),
    )


def _cited(result: MeasuredValue) -> tuple[str, ...]:
    return result.formula.citations
