"""What the review page shows of one recommendation, in finished words, ready for a template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.adoption.ledger.events import Event
from vnrgen.document.language import statuses
from vnrgen.document.language.wording import Wording
from vnrgen.dossier.model.decisions import Vocabulary
from vnrgen.web.review import labels
from vnrgen.web.review.desk import OpenReport
from vnrgen.web.review.history import (
    Assessor,
    History,
    Progress,
    Question,
    Show,
    progress_of,
)
from vnrgen.web.review.shown import (
    ShownEvent,
    ShownPassage,
    offered_passages,
    shown_event,
)

if TYPE_CHECKING:
    from vnrgen.dossier.model import Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the review page: by whom, which question, which passage is chosen."""

    assessor: Assessor
    vocabulary: Vocabulary
    chosen: int | None
    recorded: str
    group_names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was just recorded, and whether it can be taken back."""

    event: ShownEvent
    rec_id: str
    vocabulary: Vocabulary
    can_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """A recommendation, its passages, and what was said of it."""

    recommendation: Recommendation
    groups: tuple[str, ...]
    vocabulary: Vocabulary
    passages: tuple[ShownPassage, ...]
    chosen: int | None
    own: tuple[ShownEvent, ...]
    others: tuple[ShownEvent, ...]
    differs: bool
    after: str
    can_undo: bool
    progress: Progress
    before_id: str | None
    after_id: str | None
    next_left: str | None
    recorded: Recorded | None


def names(wording: Wording) -> Mapping[str, object]:
    """Return the words for the values of the vocabularies and the kinds of assessors."""
    return {
        "answers": {v: labels.answers(wording, v) for v in labels.QUESTIONS},
        "questions": {v: labels.question_name(wording, v) for v in labels.QUESTIONS},
        "asks": {v: labels.question_text(wording, v) for v in labels.QUESTIONS},
        "kinds": labels.kind_names(wording),
        "origins": statuses.origins(wording),
        "shows": {
            Show.LEFT: wording.text("Left for me"),
            Show.DIFFERING: wording.text("Assessors differ"),
            Show.DECIDED: wording.text("Decided by me"),
            Show.ALL: wording.text("All"),
        },
    }


def refusal(code: int, wording: Wording) -> str:
    """Return in words why a request was refused, and what to do."""
    return {
        400: wording.text(
            "This form did not come from this page, or the page was started anew since. Nothing "
            "was recorded. Go back, reload the page and send it again."
        ),
        403: wording.text(
            "This page is open to the browser that was started with its address. The address works "
            "once. Stop the command and start it again for a new one: nothing recorded is lost."
        ),
        404: wording.text("There is no such page. Go back to the list."),
        413: wording.text("The form holds too much text. Go back and shorten it."),
        421: wording.text("This page is called by another name than its own."),
    }.get(code, wording.text("The page cannot be shown. Nothing recorded is lost."))


def changed_meanwhile(newest: Event | None, wording: Wording) -> str:
    """Return in words that a decision was recorded elsewhere since the form was shown."""
    if newest is None:
        return wording.text("Your decision was not there when this page was shown. Check it.")
    said = labels.answer_names(wording)[newest.decision.vocabulary, newest.decision.value]
    return wording.text(
        "Meanwhile you recorded “{answer}” for this in another window. Record again to replace it.",
        answer=said,
    )


def review(
    opened: OpenReport, rec_id: str, history: History, asked: Asked, wording: Wording
) -> ReviewPage:
    """Return the page of one recommendation and question."""
    recommendation = next(r for r in opened.recommendations if r.rec_id == rec_id)
    question = Question(rec_id, opened.report.report_id, asked.vocabulary)
    own = history.own(question, asked.assessor)

    def shown(event: Event) -> ShownEvent:
        return shown_event(event, wording, history.why_not_counted(event))

    ids = [r.rec_id for r in opened.recommendations]
    place = ids.index(rec_id)
    return ReviewPage(
        recommendation=recommendation,
        groups=tuple(asked.group_names.get(g, g) for g in recommendation.group_ids),
        vocabulary=asked.vocabulary,
        passages=offered_passages(opened, rec_id, asked.chosen, wording),
        chosen=asked.chosen,
        own=tuple(map(shown, reversed(own))),
        others=tuple(shown(e) for a, e in history.said(question).items() if a != asked.assessor),
        differs=history.differs(question),
        after=own[-1].event_id if own else "",
        can_undo=bool(own),
        progress=progress_in(opened, history, asked.assessor, asked.vocabulary),
        before_id=ids[place - 1] if place else None,
        after_id=ids[place + 1] if place + 1 < len(ids) else None,
        next_left=next_left(opened, history, rec_id, asked.assessor, asked.vocabulary),
        recorded=_recorded(history, asked, wording),
    )


def next_left(
    opened: OpenReport,
    history: History,
    after: str | None,
    assessor: Assessor,
    vocabulary: Vocabulary = Vocabulary.UPTAKE,
) -> str | None:
    """Return the next recommendation of which this assessor has not decided a question.

    The search goes on at the beginning where the end is reached; ``after`` itself is left out.
    """
    ids = [r.rec_id for r in opened.recommendations]
    start = ids.index(after) + 1 if after in ids else 0
    for rec_id in (*ids[start:], *ids[:start]):
        newest = history.newest(Question(rec_id, opened.report.report_id, vocabulary))
        if rec_id != after and assessor not in newest:
            return rec_id
    return None


def progress_in(
    opened: OpenReport,
    history: History,
    assessor: Assessor,
    vocabulary: Vocabulary = Vocabulary.UPTAKE,
) -> Progress:
    """Count how far an assessor is with one question in one report."""
    report_id = opened.report.report_id
    asked = [Question(r.rec_id, report_id, vocabulary) for r in opened.recommendations]
    return progress_of(history, asked, assessor)


def _recorded(history: History, asked: Asked, wording: Wording) -> Recorded | None:
    event = history.event(asked.recorded)
    if event is None:
        return None
    decision = event.decision
    own = history.own(
        Question(decision.rec_id, decision.report_id or "", decision.vocabulary), asked.assessor
    )
    if not own or own[-1].event_id != event.event_id:
        return None
    return Recorded(
        event=shown_event(event, wording),
        rec_id=decision.rec_id,
        vocabulary=decision.vocabulary,
        can_undo=bool(own),
    )
