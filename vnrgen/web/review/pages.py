"""What each page shows: the ledger and the report in finished words, ready for a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.adoption.ledger.events import Event
from vnrgen.document.wording import Wording
from vnrgen.dossier.decisions import Vocabulary
from vnrgen.web.review import labels
from vnrgen.web.review.desk import Desk, OpenReport
from vnrgen.web.review.history import (
    Assessor,
    History,
    Progress,
    Question,
    Show,
    listed,
    progress_of,
)
from vnrgen.web.review.judgement import index_of
from vnrgen.web.review.search import Found, search
from vnrgen.web.review.shown import (
    FURNITURE,
    ShownEvent,
    ShownPassage,
    offered_passages,
    shown_event,
    shown_passage,
)

if TYPE_CHECKING:
    from vnrgen.dossier.model import Recommendation
    from vnrgen.pdftext.model import Passage

_ROWS = 200  # of the list of recommendations, a page
_STRETCH = 60  # passages of the report, a page
_IN_A_LIST = 220  # characters of a recommendation


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A recommendation in the list."""

    rec_id: str
    text: str
    own: str
    others: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The list of recommendations of one report, and how far this assessor is with each report."""

    opened: OpenReport
    progress: Mapping[str, Progress]
    show: Show
    rows: tuple[Row, ...]
    count: int
    page: int
    pages: int
    next_left: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A stretch of a report, or what a search found in it."""

    query: str
    found: Found
    passages: tuple[ShownPassage, ...]
    at: int | None
    back: int | None
    onward: int | None
    rec_id: str
    ask: str
    headings: tuple[tuple[int, str], ...]


def names(wording: Wording) -> Mapping[str, object]:
    """Return the words for the values of the vocabularies and the kinds of assessors."""
    return {
        "answers": {v: labels.answers(wording, v) for v in labels.QUESTIONS},
        "questions": {v: labels.question_name(wording, v) for v in labels.QUESTIONS},
        "asks": {v: labels.question_text(wording, v) for v in labels.QUESTIONS},
        "kinds": labels.kind_names(wording),
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


def overview(
    desk: Desk, history: History, assessor: Assessor, asked: Mapping[str, str], wording: Wording
) -> Overview:
    """Return the list for the report and the filter that are asked for."""
    opened = desk.report(asked.get("report", "")) or desk.reports[0]
    show = next((s for s in Show if s == asked.get("show")), Show.LEFT)
    report_id = opened.report.report_id
    matching = [
        r
        for r in opened.recommendations
        if listed(history, _uptake(r.rec_id, report_id), assessor, show)
    ]
    pages = max(-(-len(matching) // _ROWS), 1)
    page = min(max(index_of(asked.get("page", "")) or 1, 1), pages)
    spoken = labels.answer_names(wording)
    return Overview(
        opened=opened,
        progress={o.report.report_id: _progress(o, history, assessor) for o in desk.reports},
        show=show,
        rows=tuple(
            _row(r, _uptake(r.rec_id, report_id), history, assessor, spoken)
            for r in matching[(page - 1) * _ROWS : page * _ROWS]
        ),
        count=len(matching),
        page=page,
        pages=pages,
        next_left=next_left(opened, history, None, assessor),
    )


def review(
    opened: OpenReport, rec_id: str, history: History, asked: Asked, wording: Wording
) -> ReviewPage:
    """Return the page of one recommendation and question."""
    recommendation = next(r for r in opened.recommendations if r.rec_id == rec_id)
    question = Question(rec_id, opened.report.report_id, asked.vocabulary)
    own = history.own(question, asked.assessor)
    newest = history.newest(question)
    ids = [r.rec_id for r in opened.recommendations]
    place = ids.index(rec_id)
    return ReviewPage(
        recommendation=recommendation,
        groups=tuple(asked.group_names.get(g, g) for g in recommendation.group_ids),
        vocabulary=asked.vocabulary,
        passages=offered_passages(opened, rec_id, asked.chosen, wording),
        chosen=asked.chosen,
        own=tuple(shown_event(e, wording) for e in reversed(own)),
        others=tuple(shown_event(e, wording) for a, e in newest.items() if a != asked.assessor),
        differs=history.differs(question),
        after=own[-1].event_id if own else "",
        can_undo=_can_undo(own),
        progress=_progress(opened, history, asked.assessor, asked.vocabulary),
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


def reading(opened: OpenReport, asked: Mapping[str, str], wording: Wording) -> Reading:
    """Return a stretch of the report around a passage, or what a search found."""
    query = asked.get("q", "").strip()
    readable = [p for p in opened.passages if p.kind not in FURNITURE]
    found = search(readable, query)
    at = index_of(asked.get("at", ""))
    start = next((i for i, p in enumerate(readable) if p.index == at), 0)
    start = max(start - 3, 0) if at is not None else start
    stretch = found.passages if query else tuple(readable[start : start + _STRETCH])
    end = start + _STRETCH
    return Reading(
        query=query,
        found=found,
        passages=tuple(shown_passage(p, opened, wording, query=query) for p in stretch),
        at=at,
        back=readable[max(start - _STRETCH + 3, 0)].index if start > 0 and not query else None,
        onward=readable[end].index if end < len(readable) and not query else None,
        rec_id=asked.get("rec", "") if opened.recommendation(asked.get("rec", "")) else "",
        ask=asked.get("ask", ""),
        headings=_headings(readable),
    )


def _headings(passages: Sequence[Passage]) -> tuple[tuple[int, str], ...]:
    """Return where each section begins: by its headings, or by the sections of its passages."""
    found: list[tuple[int, str]] = []
    for passage in passages:
        title = passage.section
        if title and (not found or found[-1][1] != title):
            found.append((passage.index, title))
    return tuple((index, title[:_IN_A_LIST]) for index, title in found[:500])


def _uptake(rec_id: str, report_id: str) -> Question:
    return Question(rec_id, report_id, Vocabulary.UPTAKE)


def _progress(
    opened: OpenReport,
    history: History,
    assessor: Assessor,
    vocabulary: Vocabulary = Vocabulary.UPTAKE,
) -> Progress:
    report_id = opened.report.report_id
    asked = [Question(r.rec_id, report_id, vocabulary) for r in opened.recommendations]
    return progress_of(history, asked, assessor)


def _row(
    recommendation: Recommendation,
    question: Question,
    history: History,
    assessor: Assessor,
    spoken: Mapping[tuple[Vocabulary, str], str],
) -> Row:
    said = {
        who: spoken[e.decision.vocabulary, e.decision.value]
        for who, e in history.newest(question).items()
    }
    text = recommendation.text
    return Row(
        rec_id=recommendation.rec_id,
        text=text if len(text) <= _IN_A_LIST else text[:_IN_A_LIST].rstrip() + "…",
        own=said.get(assessor, ""),
        others=tuple(f"{who.name}: {name}" for who, name in said.items() if who != assessor),
        differs=history.differs(question),
    )


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
        can_undo=_can_undo(own),
    )


def _can_undo(own: Sequence[Event]) -> bool:
    if not own:
        return False
    return len(own) > 1 or own[-1].decision.vocabulary is not Vocabulary.POSITION
