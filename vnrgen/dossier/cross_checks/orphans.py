"""Evidence that was gathered and that nothing in the dossier builds on."""

from __future__ import annotations

from collections.abc import Iterator

from vnrgen.dossier.model import Dossier
from vnrgen.problems import Location, Problem, Severity


def unused_evidence(dossier: Dossier) -> Iterator[Problem]:
    """Yield a notice (REC009) for each story and finding that no recommendation rests on.

    People gave their time for them. Evidence that an analysis of factors rests on is in use, and a
    story may name its recommendations itself. Sources, indicators and consultations are not made
    for one recommendation, and are left out.

    Args:
        dossier: As it may be shown: what is withheld from its readers is no evidence for them, and
            a story that somebody took back must not be asked for.
    """
    if not any(r.is_ours for r in dossier.recommendations):
        return
    used = {i for r in dossier.recommendations for i in r.evidence_ids}
    used |= {i for factor in dossier.factors for i in factor.evidence_ids}
    told = [(s.story_id, "story", s.where) for s in dossier.stories if not s.linked_recommendations]
    heard = [(f.finding_id, "finding", f.where) for f in dossier.qualitative]
    for identifier, noun, where in (*told, *heard):
        if identifier not in used:
            yield _unused(identifier, noun, where)


def _unused(identifier: str, noun: str, where: Location) -> Problem:
    return Problem(
        "REC009",
        Location(where.path, where.row),
        f"no recommendation rests on the {noun} {identifier}",
        f"add {identifier} to the evidence of the recommendation that follows from it, or make one",
        Severity.NOTICE,
    )
