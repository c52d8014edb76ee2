"""What the tracker may show: the register and its decisions, after disclosure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen.adoption.ledger.store import LEDGER_FILE
from vnrgen.adoption.ledger.transfer import events_of_dossier, verify
from vnrgen.adoption.misfits import with_decisions
from vnrgen.analysis import analyse
from vnrgen.disclosure.disclose import disclose
from vnrgen.disclosure.publishable import Publishable
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Audience, Recommendation
from vnrgen.dossier.model.decisions import Decision, Unfounded
from vnrgen.problems import Problem, ProblemLog

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from vnrgen.dossier.model import Dossier


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision as it may be shown, with the id of its event in the ledger.

    ``unfounded`` says why no count holds it, though it is its assessor's newest answer.
    """

    event_id: str
    decision: Decision
    unfounded: Unfounded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """What is published of a dossier.

    Attributes:
        dossier: As loaded; only its folder and files are of use, never its texts.
        publishable: What may be shown to the audience.
        judgements: Every decision on a recommendation of the register, oldest first.
        problems: What was noticed on the way.
    """

    dossier: Dossier
    publishable: Publishable
    judgements: tuple[Judgement, ...]
    problems: tuple[Problem, ...]

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """All of the register: ours, then those of others."""
        shown = self.publishable
        return (*shown.recommendations, *shown.recommendations_of_others)


def gather(
    root: Path,
    *,
    audience: Audience,
    on: date | None,
    ledger_url: str | None,
    strict: bool,
    step: Callable[[str], None],
) -> Tracked:
    """Read a dossier and its ledger, and take out what an audience may not see.

    Args:
        root: The dossier.
        audience: Who the site is for.
        on: The day on which consents must hold; None for the dossier's ``as_of``.
        ledger_url: Of a shared ledger; None for the dossier's own.
        strict: Whether warnings stop it, too.
        step: Is told what is being done.

    Raises:
        InvalidInputError: With every problem found, if any of them blocks.
    """
    problems = ProblemLog()
    step("Reading the dossier")
    dossier = load_dossier(root, problems)
    if on is not None:
        dossier = replace(dossier, settings=replace(dossier.settings, as_of=on))
    problems.stop_if_any(strict=strict)
    step("Reading the ledger")
    events = events_of_dossier(root, ledger_url)
    problems.extend(verify(events, LEDGER_FILE))
    problems.stop_if_any(strict=strict)
    dossier, unfit = with_decisions(dossier, (event.decision for event in events))
    problems.extend(unfit)
    problems.stop_if_any(strict=strict)
    step("Deciding what may be published")
    day = dossier.settings.as_of
    shown = disclose(dossier, analyse(dossier), audience=audience, on=day, problems=problems)
    problems.stop_if_any(strict=strict)
    known = {r.rec_id for r in dossier.recommendations}
    newest = {event.decision.asked: event.event_id for event in events}
    judgements = tuple(
        Judgement(
            event.event_id,
            decision,
            dossier.unfounded.get(decision.asked)
            if newest[decision.asked] == event.event_id
            else None,
        )
        for event, decision in zip(events, shown.decisions, strict=True)
        if decision.rec_id in known
    )
    return Tracked(
        dossier=dossier, publishable=shown, judgements=judgements, problems=problems.sorted()
    )
