"""What became of the recommendations: decisions folded into statuses and rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from vnrgen.analysis.findings import UptakeRate, UptakeRow
from vnrgen.dossier.decisions import Decision, Uptake, Vocabulary
from vnrgen.dossier.model import Recommendation


def uptake_rows(decisions: Iterable[Decision]) -> tuple[UptakeRow, ...]:
    """Return the newest uptake decision per recommendation, report and assessor.

    A later event of the same assessor on the same report replaces the earlier one; two assessors
    may differ, and both rows stay.
    """
    newest: dict[tuple[str, str, str], Decision] = {}
    for decision in decisions:
        if decision.vocabulary is Vocabulary.UPTAKE:
            newest[decision.rec_id, decision.report_id or "", decision.assessor] = decision
    return tuple(_row(newest[key]) for key in sorted(newest))


def uptake_rates(
    recommendations: Sequence[Recommendation], rows: Iterable[UptakeRow]
) -> tuple[UptakeRate, ...]:
    """Return one rate per cycle.

    ``eligible`` are the submitted recommendations that were not withdrawn, out of scope, merged
    into another, or split into parts (the parts count). Where assessors differ, the least
    favourable status counts, so that no rate is flattered by choice.
    """
    statuses = _cautious_statuses(rows)
    split = {r.parent_id for r in recommendations if r.parent_id}
    cycles = sorted({recommendation.cycle for recommendation in recommendations})
    return tuple(
        _rate(cycle, [r for r in recommendations if r.cycle == cycle], split, statuses)
        for cycle in cycles
    )


def _row(decision: Decision) -> UptakeRow:
    evidence = decision.evidence
    return UptakeRow(
        rec_id=decision.rec_id,
        report_id=decision.report_id,
        assessor=decision.assessor,
        uptake=decision.value,
        assessed_on=decision.decided_on,
        quote=evidence.quote if evidence else "",
        pdf_page=evidence.pdf_page if evidence else None,
        print_page=evidence.print_page if evidence else "",
        section=evidence.section if evidence else "",
    )


# From the least to the most favourable reading of a report.
_CAUTION = (
    Uptake.CONTRADICTED,
    Uptake.NOT_FOUND,
    Uptake.REFLECTED,
    Uptake.ADOPTED_IN_PART,
    Uptake.ADOPTED,
)


def _cautious_statuses(rows: Iterable[UptakeRow]) -> dict[str, Uptake]:
    statuses: dict[str, Uptake] = {}
    for row in rows:
        status = Uptake(row.uptake)
        if status is Uptake.NOT_ASSESSED:
            continue
        known = statuses.get(row.rec_id, status)
        statuses[row.rec_id] = min(known, status, key=_CAUTION.index)
    return statuses


def _rate(
    cycle: int,
    recommendations: list[Recommendation],
    split: set[str],
    statuses: dict[str, Uptake],
) -> UptakeRate:
    eligible = [r for r in recommendations if _is_eligible(r, split)]
    counts = Counter(statuses.get(r.rec_id, Uptake.NOT_ASSESSED) for r in eligible)
    return UptakeRate(
        cycle=cycle,
        submitted=len(recommendations),
        eligible=len(eligible),
        counts={str(status): counts[status] for status in Uptake},
        adopted=counts[Uptake.ADOPTED],
        adopted_in_part=counts[Uptake.ADOPTED_IN_PART],
        not_assessed=counts[Uptake.NOT_ASSESSED],
    )


def _is_eligible(recommendation: Recommendation, split: set[str]) -> bool:
    return not (
        recommendation.withdrawn_on
        or recommendation.out_of_scope_reason
        or recommendation.merged_into
        or recommendation.rec_id in split
    )
