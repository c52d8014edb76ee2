"""Decisions on recommendations without what their notes and quotes may not say."""

from __future__ import annotations

from dataclasses import replace

from vnrgen.disclosure.leaks import told_texts
from vnrgen.disclosure.names import Names, Wording
from vnrgen.disclosure.testimonies import Testimonies
from vnrgen.dossier.model import Dossier
from vnrgen.dossier.model.decisions import Decision
from vnrgen.problems import Location, ProblemLog


def publishable_decisions(
    dossier: Dossier, passed: Testimonies, problems: ProblemLog
) -> tuple[Decision, ...]:
    """Return the decisions of a dossier, one for one, as they may be shown.

    A ledger is never changed, so words in it that disclosure withholds cannot be an error that
    somebody could mend: a note (or a quote) with a name that a story withholds, and a note with
    words of a story that is left out, are dropped with a notice (DIS010).
    """
    shown = {item.story_id for item in passed.told} | {item.finding_id for item in passed.heard}
    names = [Names(story.names_to_withhold) for story in dossier.stories]
    words = Wording((owner, text) for owner, text in told_texts(dossier) if owner not in shown)

    def told(decision: Decision) -> Decision:
        evidence = decision.evidence
        if evidence and any(n.are_in(evidence.quote) for n in names):
            _report(decision, "the quote", problems)
            decision = replace(decision, evidence=replace(evidence, quote=""))
        if any(n.are_in(decision.note) for n in names) or words.found_in(decision.note):
            _report(decision, "the note", problems)
            decision = replace(decision, note="")
        return decision

    return tuple(told(decision) for decision in dossier.decisions)


def _report(decision: Decision, part: str, problems: ProblemLog) -> None:
    problems.notice(
        "DIS010",
        Location("the ledger"),
        f"{part} of the decision on {decision.rec_id} of {decision.decided_on.isoformat()} says "
        "what disclosure withholds, and is not shown",
        "nothing; to show a reason, decide again with other words",
    )
