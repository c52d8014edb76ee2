"""Recommendations that contradict their own history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vnrgen.dossier.model import Dossier, Recommendation
from vnrgen.problems import Location, Problem, Severity


def check_recommendations(dossier: Dossier) -> Iterator[Problem]:
    """Yield problems of each recommendation, and of the set as a whole."""
    by_id = {recommendation.rec_id: recommendation for recommendation in dossier.recommendations}
    for recommendation in dossier.recommendations:
        yield from _check_dates(recommendation)
        yield from _check_chain(recommendation, by_id)
        yield from _check_grounds(recommendation, dossier.settings.cycle)
    yield from _check_previous_cycles(dossier)


def _at(recommendation: Recommendation, column: str) -> Location:
    return Location(recommendation.where.path, recommendation.where.row, column)


def _check_dates(recommendation: Recommendation) -> Iterator[Problem]:
    submitted = recommendation.submitted_on
    later = (("withdrawn_on", recommendation.withdrawn_on), ("due_on", recommendation.due_on))
    for column, day in later:
        if submitted and day and day < submitted:
            word = "withdrawn" if column == "withdrawn_on" else "due"
            yield Problem(
                "REC001",
                _at(recommendation, column),
                f"{recommendation.rec_id} was {word} ({day}) before it was submitted ({submitted})",
                "correct one of the two dates",
            )


def _check_chain(
    recommendation: Recommendation, by_id: Mapping[str, Recommendation]
) -> Iterator[Problem]:
    earlier = by_id.get(recommendation.repeats or "")
    if earlier and earlier.cycle >= recommendation.cycle:
        yield Problem(
            "REC002",
            _at(recommendation, "repeats"),
            f"{recommendation.rec_id} repeats {earlier.rec_id}, which is of the same cycle or a "
            "later one",
            "repeats names a recommendation of an earlier review; within one review use parent_id "
            "or merged_into",
        )
    target = by_id.get(recommendation.merged_into or "")
    if target and target.withdrawn_on and not recommendation.withdrawn_on:
        yield Problem(
            "REC003",
            _at(recommendation, "merged_into"),
            f"{recommendation.rec_id} is merged into {target.rec_id}, which was withdrawn",
            "name the recommendation that still stands, or withdraw this one too",
            Severity.WARNING,
        )


def _check_grounds(recommendation: Recommendation, cycle: int) -> Iterator[Problem]:
    if recommendation.cycle > cycle:
        yield Problem(
            "REC004",
            _at(recommendation, "cycle"),
            f"{recommendation.rec_id} is of cycle {recommendation.cycle}, this review is cycle "
            f"{cycle}",
            "correct the cycle here or in dossier.yaml",
        )
    stands = not (recommendation.withdrawn_on or recommendation.out_of_scope_reason)
    if stands and recommendation.cycle == cycle and not recommendation.evidence_ids:
        yield Problem(
            "REC005",
            _at(recommendation, "evidence"),
            f"{recommendation.rec_id} rests on no evidence",
            "name the sources, findings, stories or indicator:… it follows from",
            Severity.WARNING,
        )
    if recommendation.position and not recommendation.position_source:
        yield Problem(
            "REC006",
            _at(recommendation, "position_source"),
            f"nothing says where the addressee stated its position on {recommendation.rec_id}",
            "name the document and the paragraph",
            Severity.WARNING,
        )


def _check_previous_cycles(dossier: Dossier) -> Iterator[Problem]:
    cycle = dossier.settings.cycle
    if cycle < 2 or any(r.cycle < cycle for r in dossier.recommendations):
        return
    yield Problem(
        "REC007",
        Location("recommendations.csv"),
        f"this is review number {cycle}, and no recommendation of an earlier one is given",
        "add what was recommended then with its cycle, so that the chapter can say what became "
        "of it",
        Severity.WARNING,
    )
