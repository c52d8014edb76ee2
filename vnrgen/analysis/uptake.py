"""What became of the recommendations: decisions folded into statuses and rates."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from vnrgen.analysis.uptake_findings import (
    AssessorAgreement,
    RateBy,
    UptakeRate,
    UptakeRow,
)
from vnrgen.dossier.model import Origin, Recommendation
from vnrgen.dossier.model.decisions import (
    Asked,
    AssessorKind,
    Decision,
    Unfounded,
    Uptake,
    Vocabulary,
)
from vnrgen.dossier.register.state import State, states

OURS = frozenset({Origin.CSO})

_ALL_FOUNDED: Mapping[Asked, Unfounded] = {}

# From the least to the most favourable reading of a report.
_FAVOUR = (
    Uptake.CONTRADICTED,
    Uptake.NOT_FOUND,
    Uptake.REFLECTED,
    Uptake.ADOPTED_IN_PART,
    Uptake.ADOPTED,
)


def uptake_rows(
    decisions: Iterable[Decision], unfounded: Mapping[Asked, Unfounded] = _ALL_FOUNDED
) -> tuple[UptakeRow, ...]:
    """Return the newest uptake decision per recommendation, report and assessor.

    A later event of the same assessor on the same report replaces the earlier one; two assessors
    may differ, and both rows stay. Who decides on behalf of another is another assessor, as in the
    ledger: what the State says under a name takes nothing back that was said for civil society.
    A row whose answer is ``unfounded`` is told and counts for nothing.
    """
    newest = {d.asked: d for d in decisions if d.vocabulary is Vocabulary.UPTAKE}
    return tuple(_row(newest[asked], unfounded.get(asked)) for asked in sorted(newest))


def uptake_rates(
    recommendations: Sequence[Recommendation],
    rows: Iterable[UptakeRow],
    origins: Collection[Origin] = OURS,
) -> tuple[UptakeRate, ...]:
    """Return one rate per cycle of the recommendations of some origins: ours, unless asked.

    ``eligible`` are the submitted recommendations that were not withdrawn, out of scope, merged
    into another, or split into parts (the parts count). A decision whose report or words are not
    in the dossier says nothing that could be shown, so it assesses nothing. Where assessors of
    one report differ, the least favourable status counts, so that no rate is flattered by choice;
    of several reports the one that goes furthest counts, since a recommendation is taken up when
    any report takes it up. What the State says of its own report stands beside the others and is
    not counted.
    """
    judged = tuple(rows)
    whole = _Whole([r for r in recommendations if r.origin in origins])
    return tuple(
        _rate(whole.of_cycle(cycle), judged, whole, cycle, RateBy.CYCLE, "")
        for cycle in whole.cycles
    )


def uptake_rates_by(
    by: RateBy,
    recommendations: Sequence[Recommendation],
    rows: Iterable[UptakeRow],
    origins: Collection[Origin] = OURS,
) -> tuple[UptakeRate, ...]:
    """Return one rate per cycle and group, target, addressee, report or assessor.

    A recommendation for two groups counts for both, so rates by group do not add up to the cycle.
    A report or an assessor is counted on the decisions on that report or by that assessor alone.
    """
    judged = tuple(rows)
    whole = _Whole([r for r in recommendations if r.origin in origins])
    rates: list[UptakeRate] = []
    for cycle in whole.cycles:
        asked = whole.of_cycle(cycle)
        if by in {RateBy.REPORT, RateBy.ASSESSOR}:
            ids = {r.rec_id for r in asked}
            source = _report if by is RateBy.REPORT else _named(judged)
            for key in sorted({source(row) for row in judged if row.rec_id in ids}):
                own = tuple(row for row in judged if source(row) == key)
                rates.append(_rate(asked, own, whole, cycle, by, key))
        else:
            for key in sorted({key for r in asked for key in _keys(by, r)}):
                own_recommendations = [r for r in asked if key in _keys(by, r)]
                rates.append(_rate(own_recommendations, judged, whole, cycle, by, key))
    return tuple(rates)


def uptake_statuses(rows: Iterable[UptakeRow]) -> Mapping[str, Uptake]:
    """Return where each assessed recommendation stands, as the rates count it."""
    return _statuses(row for row in rows if not _by_state(row))[0]


def assessor_agreement(rows: Iterable[UptakeRow]) -> tuple[AssessorAgreement, ...]:
    """Compare every two assessors on what both assessed; pairs with nothing in common are out."""
    judged = [row for row in rows if row.uptake != Uptake.NOT_ASSESSED and not row.unfounded]
    name = _named(judged)
    statuses: dict[str, dict[tuple[str, str], str]] = {}
    for row in judged:
        statuses.setdefault(name(row), {})[row.rec_id, _report(row)] = row.uptake
    agreements = []
    for one, other in itertools.combinations(sorted(statuses), 2):
        common = sorted(statuses[one].keys() & statuses[other].keys())
        if common:
            pairs = [(statuses[one][key], statuses[other][key]) for key in common]
            agreements.append(_agreement((one, other), pairs))
    return tuple(agreements)


class _Whole:
    """The register as a whole: where each recommendation stands, and the cycles."""

    def __init__(self, recommendations: Sequence[Recommendation]) -> None:
        self._all = recommendations
        self.states = states(recommendations)
        self.cycles = sorted({recommendation.cycle for recommendation in recommendations})

    def of_cycle(self, cycle: int) -> list[Recommendation]:
        return [r for r in self._all if r.cycle == cycle]


def _keys(by: RateBy, recommendation: Recommendation) -> tuple[str, ...]:
    keys: dict[RateBy, Callable[[Recommendation], tuple[str, ...]]] = {
        RateBy.GROUP: lambda r: r.group_ids,
        RateBy.TARGET: lambda r: r.targets,
        RateBy.ADDRESSEE: lambda r: (r.addressee,) if r.addressee else (),
    }
    return keys[by](recommendation)


def _report(row: UptakeRow) -> str:
    return row.report_id or ""


def _by_state(row: UptakeRow) -> bool:
    return row.assessor_kind == AssessorKind.STATE


def _named(rows: Iterable[UptakeRow]) -> Callable[[UptakeRow], str]:
    """Return how to name the assessor of a row: with the kind where two kinds bear the name."""
    kinds: dict[str, set[str]] = {}
    for row in rows:
        kinds.setdefault(row.assessor, set()).add(row.assessor_kind)

    def name(row: UptakeRow) -> str:
        return (
            f"{row.assessor} ({row.assessor_kind})"
            if len(kinds[row.assessor]) > 1
            else row.assessor
        )

    return name


def _row(decision: Decision, unfounded: Unfounded | None) -> UptakeRow:
    evidence = decision.evidence
    return UptakeRow(
        rec_id=decision.rec_id,
        report_id=decision.report_id,
        assessor=decision.assessor,
        assessor_kind=str(decision.assessor_kind),
        uptake=decision.value,
        assessed_on=decision.decided_on,
        report_version=evidence.report_version if evidence else "",
        quote=evidence.quote if evidence else "",
        pdf_page=evidence.pdf_page if evidence else None,
        print_page=evidence.print_page if evidence else "",
        section=evidence.section if evidence else "",
        paragraph=evidence.paragraph if evidence else "",
        note=decision.note,
        unfounded=unfounded,
    )


def _statuses(rows: Iterable[UptakeRow]) -> tuple[Mapping[str, Uptake], set[str]]:
    """Return the status of each recommendation, and those on which assessors differ."""
    in_report: dict[tuple[str, str], set[Uptake]] = {}
    for row in rows:
        status = Uptake(row.uptake)
        if status is not Uptake.NOT_ASSESSED and not row.unfounded:
            in_report.setdefault((row.rec_id, _report(row)), set()).add(status)
    statuses: dict[str, Uptake] = {}
    for (rec_id, _), said in sorted(in_report.items()):
        cautious = min(said, key=_FAVOUR.index)
        statuses[rec_id] = max(statuses.get(rec_id, cautious), cautious, key=_FAVOUR.index)
    return statuses, {rec_id for (rec_id, _), said in in_report.items() if len(said) > 1}


def _rate(
    recommendations: Sequence[Recommendation],
    rows: Iterable[UptakeRow],
    whole: _Whole,
    cycle: int,
    by: RateBy,
    key: str,
) -> UptakeRate:
    heard = [row for row in rows if by is RateBy.ASSESSOR or not _by_state(row)]
    statuses, disputed = _statuses(heard)
    unfounded = {row.rec_id for row in heard if row.unfounded}
    by_state: dict[State, tuple[str, ...]] = {}
    for recommendation in recommendations:
        state = whole.states[recommendation.rec_id]
        by_state[state] = (*by_state.get(state, ()), recommendation.rec_id)
    eligible = by_state.pop(State.STANDS, ())
    counts = Counter(statuses.get(rec_id, Uptake.NOT_ASSESSED) for rec_id in eligible)
    return UptakeRate(
        cycle=cycle,
        by=by,
        key=key,
        submitted=len(recommendations),
        excluded={state: by_state[state] for state in State if state in by_state},
        eligible=len(eligible),
        counts={str(status): counts[status] for status in Uptake},
        adopted=counts[Uptake.ADOPTED],
        adopted_in_part=counts[Uptake.ADOPTED_IN_PART],
        not_assessed=counts[Uptake.NOT_ASSESSED],
        disputed=len(disputed.intersection(eligible)),
        unfounded=tuple(sorted(unfounded.intersection(eligible))),
    )


def _agreement(assessors: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> AssessorAgreement:
    """Cohen's kappa: (observed - expected agreement) / (1 - expected)."""
    count = len(pairs)
    agreed = sum(one == other for one, other in pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(first[status] * second[status] for status in first)  # times count squared
    kappa = None
    if expected != count * count:
        kappa = (agreed * count - expected) / (count * count - expected)
    return AssessorAgreement(assessors=assessors, compared=count, agreed=agreed, kappa=kappa)
