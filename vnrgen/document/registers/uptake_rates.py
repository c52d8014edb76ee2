"""How many earlier recommendations were taken up, by whom they were read and how far they agree."""

from __future__ import annotations

from vnrgen.analysis.findings import UptakeRate
from vnrgen.analysis.uptake import assessor_agreement
from vnrgen.document.blocks import Binding, Block, BoundNumber, Inlines, Paragraph, Text
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.uptake import reading_of
from vnrgen.document.registers.uptake_chart import uptake_chart
from vnrgen.document.registers.uptake_words import (
    FEWEST_FOR_PERCENT,
    bound_count,
    counted,
    year_of,
)
from vnrgen.dossier.model.decisions import AssessorKind

_FEWEST_FOR_CHART = 5
_FEWEST_COMPARED = 5  # recommendations on which agreement of two assessors means anything


def uptake_rates(section: SectionContext) -> tuple[Block, ...]:
    """Return, for each earlier review, how many of the eligible were taken up, and a chart.

    The register is complete and no sample: what is not yet assessed bounds the count, and there is
    no confidence interval.
    """
    found = section.evidence.findings
    cycle = section.evidence.settings.cycle
    rates = [r for r in found.uptake_rates if r.cycle < cycle and r.eligible]
    blocks: list[Block] = []
    for rate in rates:
        if rate.not_assessed == rate.eligible and not rate.unfounded:
            continue
        said = counted(rate, section.wording, year_of(rate, section))
        if _state_read(rate, section):
            said += (Text(" "), *_not_counted(section.wording))
        blocks.append(_paragraph(section, ("uptake", str(rate.cycle)), said))
        if rate.eligible - rate.not_assessed >= _FEWEST_FOR_CHART:
            blocks.append(uptake_chart(rate, section))
    if not blocks and not any(r.cycle < cycle for r in section.evidence.recommendations):
        return ()  # the register of them says so
    if not blocks:
        message = section.wording.text(
            "It has not been assessed yet which earlier recommendations were taken up."
        )
        return (section.fallback("uptake", message),)
    agreement = _agreement(section)
    if agreement:
        blocks.append(_paragraph(section, ("agreement",), agreement))
    return tuple(blocks)


def _state_read(rate: UptakeRate, section: SectionContext) -> bool:
    """Whether the State has read its own report for a recommendation of this review."""
    of_cycle = {r.rec_id for r in section.evidence.recommendations if r.cycle == rate.cycle}
    return any(
        row.rec_id in of_cycle and row.assessor_kind == AssessorKind.STATE
        for row in section.evidence.findings.uptake
    )


def _not_counted(wording: Wording) -> Inlines:
    return wording.inlines(
        "The State’s own reading of its report is shown beside the others. It is"
        " counted neither in the numbers nor where readers are said to differ."
    )


def _agreement(section: SectionContext) -> Inlines:
    """Say how far those who read the reports agree."""
    wording = section.wording
    sentences: list[Inlines] = []
    for pair in assessor_agreement(reading_of(section.evidence.recommendations, section)):
        if pair.compared < _FEWEST_COMPARED:
            continue
        one, other = (section.whole.own_words(name) for name in pair.assessors)
        key = "agreement/" + "|".join(pair.assessors)
        said = wording.inlines(
            "{one} and {other} give the same status to {agreed} of the {compared} that both "
            "assessed",
            one=one,
            other=other,
            agreed=bound_count(pair.agreed, f"{key}/agreed", wording),
            compared=bound_count(pair.compared, f"{key}/compared", wording),
        )
        if pair.kappa is not None and pair.compared >= FEWEST_FOR_PERCENT:
            kappa = BoundNumber(
                wording.number(pair.kappa, 2), Binding("finding", f"uptake/{key}", "kappa")
            )
            said += wording.inlines(" (Cohen’s kappa {kappa})", kappa=kappa)
        sentences.append((*said, Text(". ")))
    if not sentences:
        return ()
    last = sentences[-1][:-1]
    return tuple(i for sentence in (*sentences[:-1], (*last, Text("."))) for i in sentence)


def _paragraph(section: SectionContext, key: tuple[str, ...], content: Inlines) -> Paragraph:
    return Paragraph(block_id=section.block_id(*key), content=content, origin=GENERATED)
