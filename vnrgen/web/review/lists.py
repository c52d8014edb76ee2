"""The list of recommendations: what is left, what is decided, where assessors differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.document.language.wording import Wording
from vnrgen.dossier.model.decisions import Vocabulary
from vnrgen.web.review import labels
from vnrgen.web.review.desk import Desk, OpenReport
from vnrgen.web.review.history import Assessor, History, Progress, Question, Show, listed
from vnrgen.web.review.judgement import index_of
from vnrgen.web.review.pages import next_left, progress_in

if TYPE_CHECKING:
    from vnrgen.dossier.model import Recommendation

_ROWS = 200  # a page
_LONGEST = 220  # characters of a recommendation


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
        progress={o.report.report_id: progress_in(o, history, assessor) for o in desk.reports},
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
        text=text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…",
        own=said.get(assessor, ""),
        others=tuple(f"{who.name}: {name}" for who, name in said.items() if who != assessor),
        differs=history.differs(question),
    )


def _uptake(rec_id: str, report_id: str) -> Question:
    return Question(rec_id, report_id, Vocabulary.UPTAKE)
