"""What the ledger says of each question: who decided what, what is left, where assessors differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vnrgen.adoption.ledger.events import TAKEN_BACK, Event
from vnrgen.dossier.model import Recommendation
from vnrgen.dossier.model.decisions import AssessorKind, Decision, Unfounded, Vocabulary
from vnrgen.dossier.register.state import State, states

_ALL_FOUNDED: Mapping[str, Unfounded] = {}


@dataclass(frozen=True, slots=True, order=True)
class Assessor:
    """Who decides, and on whose behalf."""

    kind: AssessorKind
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: one of the three vocabularies, of one recommendation, in one report."""

    rec_id: str
    report_id: str
    vocabulary: Vocabulary


class Show(StrEnum):
    """Which recommendations a list holds."""

    LEFT = "left"
    DIFFERING = "differing"
    DECIDED = "decided"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one assessor is with one report: counts of eligible recommendations.

    ``by_me`` were decided by this assessor, ``by_anyone`` by somebody; ``differing`` are those
    for which the newest statuses of two assessors are not the same.
    """

    eligible: int
    by_me: int
    by_anyone: int
    differing: int

    @property
    def left(self) -> int:
        """How many this assessor has not decided yet."""
        return self.eligible - self.by_me


class History:
    """The events of a ledger by question."""

    def __init__(
        self, events: Iterable[Event], unfounded: Mapping[str, Unfounded] = _ALL_FOUNDED
    ) -> None:
        """Take events in the order of the ledger: each after those it corrects.

        ``unfounded`` are the ids of those that do not count here, with the reason.
        """
        self._unfounded = unfounded
        self._events: dict[Question, list[Event]] = {}
        self._by_id: dict[str, Event] = {}
        for event in events:
            self._events.setdefault(question_of(event.decision), []).append(event)
            self._by_id[event.event_id] = event

    def event(self, event_id: str) -> Event | None:
        """Return an event by its id."""
        return self._by_id.get(event_id)

    def of(self, question: Question) -> tuple[Event, ...]:
        """Return every event of a question, oldest first."""
        return tuple(self._events.get(question, ()))

    def own(self, question: Question, assessor: Assessor) -> tuple[Event, ...]:
        """Return one assessor's events of a question, oldest first."""
        return tuple(e for e in self.of(question) if assessor_of(e.decision) == assessor)

    def newest(self, question: Question) -> Mapping[Assessor, Event]:
        """Return what each assessor says now; decisions that were taken back are left out.

        So are those that rest on nothing in the dossier: the question is still to be decided.
        """
        return {a: e for a, e in self.said(question).items() if e.event_id not in self._unfounded}

    def said(self, question: Question) -> Mapping[Assessor, Event]:
        """Return what each assessor says now, whether it counts or not."""
        newest = {assessor_of(event.decision): event for event in self.of(question)}
        return {
            assessor: newest[assessor]
            for assessor in sorted(newest)
            if newest[assessor].decision.value != TAKEN_BACK
        }

    def why_not_counted(self, event: Event) -> Unfounded | None:
        """Return why an event does not count, None where it does."""
        return self._unfounded.get(event.event_id)

    def differs(self, question: Question) -> bool:
        """Whether two assessors say different things now."""
        return len({event.decision.value for event in self.newest(question).values()}) > 1

    def before(self, question: Question, assessor: Assessor) -> Decision | None:
        """Return what the assessor's newest decision of a question replaced, if anything."""
        events = self.own(question, assessor)
        return events[-2].decision if len(events) > 1 else None


def question_of(decision: Decision) -> Question:
    """Return the question that a decision answers."""
    return Question(decision.rec_id, decision.report_id or "", decision.vocabulary)


def assessor_of(decision: Decision) -> Assessor:
    """Return who made a decision."""
    return Assessor(decision.assessor_kind, decision.assessor)


def to_review(recommendations: Sequence[Recommendation]) -> tuple[Recommendation, ...]:
    """Return the recommendations that a decision counts for.

    Left out are those withdrawn, out of scope, merged into another, or split into parts: the
    parts are decided.
    """
    state = states(recommendations)
    return tuple(r for r in recommendations if state[r.rec_id] is State.STANDS)


def progress_of(history: History, asked: Iterable[Question], assessor: Assessor) -> Progress:
    """Count how far an assessor is with a question that is asked of recommendations."""
    eligible = by_me = by_anyone = differing = 0
    for question in asked:
        newest = history.newest(question)
        eligible += 1
        by_me += assessor in newest
        by_anyone += bool(newest)
        differing += history.differs(question)
    return Progress(eligible, by_me, by_anyone, differing)


def listed(history: History, question: Question, assessor: Assessor, show: Show) -> bool:
    """Whether a recommendation belongs on a list."""
    if show is Show.LEFT:
        return assessor not in history.newest(question)
    if show is Show.DECIDED:
        return assessor in history.newest(question)
    return show is Show.ALL or history.differs(question)
