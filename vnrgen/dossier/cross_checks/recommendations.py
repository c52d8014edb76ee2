"""Recommendations that contradict their own history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vnrgen.dossier.cross_checks.smart import Smart, smart_hints
from vnrgen.dossier.model import Dossier, Recommendation
from vnrgen.problems import Location, Problem, Severity


def check_recommendations(dossier: Dossier) -> Iterator[Problem]:
    """Yield problems of each recommendation, and of the set as a whole."""
    by_id = {recommendation.rec_id: recommendation for recommendation in dossier.recommendations}
    for recommendation in dossier.recommendations:
        yield from _check_dates(recommendation)
        yield from _check_chain(recommendation, by_id)
        yield from _check_grounds(recommendation, dossier.settings.cycle)
        yield from _check_reasons(recommendation)
        yield from _hints(recommendation, dossier)
    yield from _check_circles(by_id)
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
    is_due = recommendation.is_ours and recommendation.cycle == cycle and stands
    if is_due and not recommendation.evidence_ids:
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


def _check_reasons(recommendation: Recommendation) -> Iterator[Problem]:
    """Yield a warning where a recommendation is left out of the count and half of why is missing.

    What is not counted raises a rate, so each needs its reason; a withdrawal has its date already.
    """
    gaps = (
        (
            bool(recommendation.withdrawn_on),
            recommendation.withdrawn_reason,
            "withdrawn_reason",
            "was withdrawn, and nothing says why",
        ),
        (
            bool(recommendation.out_of_scope_reason),
            recommendation.out_of_scope_on,
            "out_of_scope_on",
            "is out of scope, and nothing says since when",
        ),
        (
            bool(recommendation.withdrawn_reason),
            recommendation.withdrawn_on,
            "withdrawn_on",
            "has a reason to be withdrawn and no date, so it still counts",
        ),
        (
            bool(recommendation.out_of_scope_on),
            recommendation.out_of_scope_reason,
            "out_of_scope_reason",
            "has a date from which it is out of scope and no reason, so it still counts",
        ),
    )
    for applies, there, column, what in gaps:
        if applies and not there:
            yield Problem(
                "REC008",
                _at(recommendation, column),
                f"{recommendation.rec_id} {what}",
                f"fill in {column}: the rate names what it leaves out, and why",
                Severity.WARNING,
            )


def _check_circles(by_id: Mapping[str, Recommendation]) -> Iterator[Problem]:
    """Yield an error for parts and merges that lead round to where they began.

    Each would be counted through another one, and so none of them. Circles of one column alone
    are REF008.
    """
    links = {
        rec_id: tuple(i for i in (r.parent_id, r.merged_into) if i and i in by_id)
        for rec_id, r in by_id.items()
    }
    reported: set[str] = set()
    for start in by_id:
        ring = _ring(start, links)
        is_mixed = any(by_id[i].parent_id in ring for i in ring) and any(
            by_id[i].merged_into in ring for i in ring
        )
        if not ring or not is_mixed or reported.intersection(ring):
            continue
        reported.update(ring)
        yield Problem(
            "REC011",
            _at(by_id[ring[0]], "parent_id"),
            "parts and merges lead back to themselves, so none of these is counted: "
            + " → ".join((*ring, ring[0])),
            "clear parent_id or merged_into in one of these rows",
        )


def _ring(start: str, links: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the shortest way from an id back to itself, () where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:  # grows while it is gone through
        for following in links[way[-1]]:
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()


def _hints(recommendation: Recommendation, dossier: Dossier) -> Iterator[Problem]:
    """Yield a notice with what would make a recommendation of this review easier to follow up."""
    is_due = recommendation.is_ours and recommendation.cycle == dossier.settings.cycle
    if not (is_due and recommendation.stands):
        return
    hints = smart_hints(recommendation, dossier.settings.language)
    if not recommendation.evidence_ids:  # REC005 says so
        hints = tuple(hint for hint in hints if hint.letter is not Smart.RELEVANT)
    if hints:
        yield Problem(
            "REC010",
            _at(recommendation, "text"),
            f"{recommendation.rec_id} may be hard to follow up: "
            + "; ".join(hint.what for hint in hints),
            "these are hints from a few words, not a judgement: say who does what by when, with a "
            "number to count, or leave it as it is",
            Severity.NOTICE,
        )


def _check_previous_cycles(dossier: Dossier) -> Iterator[Problem]:
    cycle = dossier.settings.cycle
    if cycle < 2 or any(r.is_ours and r.cycle < cycle for r in dossier.recommendations):
        return
    yield Problem(
        "REC007",
        Location("recommendations.csv"),
        f"this is review number {cycle}, and no recommendation of an earlier one is given",
        "add what was recommended then with its cycle, so that the chapter can say what became "
        "of it",
        Severity.WARNING,
    )
