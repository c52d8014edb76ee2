"""Which decisions of a table are new to the ledger, so that a table may be imported twice."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.dossier.model.decisions import Decision
from vnrgen.problems import Location, Problem, Severity

_Question = tuple[str | None, ...]
_History = dict[_Question, list[Decision]]


def new_decisions(
    decisions: Sequence[Decision], known: Sequence[Decision], table: str
) -> tuple[list[Decision], list[Problem]]:
    """Return the decisions to record, and a warning for each that would replace a later one.

    Of two answers of a table to one question the later row corrects the earlier; both are recorded
    once, however often the table is imported.

    Args:
        decisions: Of a table, in its order.
        known: Of the ledger, each after those it corrects.
        table: The name of the table, for the warnings (LED018).
    """
    history = _by_question(known)
    fresh: list[Decision] = []
    outdated: list[Problem] = []
    for decision in _not_held(decisions, history):
        if _is_older(decision, history.get(_question(decision), [])):
            outdated.append(_outdated(table, decision))
        else:
            fresh.append(decision)
    return fresh, outdated


def _not_held(decisions: Sequence[Decision], history: _History) -> list[Decision]:
    """Return the decisions that the ledger lacks; a question that ends as it stands has none.

    What a table says of one question is taken by its dates, whatever the order of its rows. What
    is recorded already, and was corrected on a later day, stays corrected.
    """
    answers: _History = {}
    for decision in sorted(decisions, key=lambda d: d.decided_on):
        said = answers.setdefault(_question(decision), [])
        if not said or said[-1] != decision:
            said.append(decision)
    lacking: list[Decision] = []
    for question, said in answers.items():
        before = history.get(question, [])
        rest = said[_overlap(before, said) :]
        lacking += [d for d in rest if d not in before or not _is_older(d, before)]
    return lacking


def _overlap(before: Sequence[Decision], said: Sequence[Decision]) -> int:
    """Return with how many of its first answers a table repeats the last ones known."""
    most = min(len(before), len(said))
    return next((n for n in range(most, 0, -1) if before[-n:] == said[:n]), 0)


def _by_question(decisions: Sequence[Decision]) -> _History:
    history: _History = {}
    for decision in decisions:
        history.setdefault(_question(decision), []).append(decision)
    return history


def _question(decision: Decision) -> _Question:
    """Return what a later decision replaces: one assessor's answer to one question."""
    who = (str(decision.assessor_kind), decision.assessor)
    return decision.rec_id, decision.report_id, str(decision.vocabulary), *who


def _is_older(decision: Decision, before: Sequence[Decision]) -> bool:
    return any(decision.decided_on < other.decided_on for other in before)


def _outdated(table: str, decision: Decision) -> Problem:
    return Problem(
        "LED018",
        Location(table),
        f"what {decision.assessor} said of {decision.rec_id} on {decision.decided_on} is not "
        "recorded: the ledger holds a later decision, which it would replace",
        "give it the date of today if it is a correction; else nothing",
        Severity.WARNING,
    )
