"""Passages and decisions as a page shows them: with their places in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.adoption.ledger.events import Event
from vnrgen.adoption.ranking.marks import Mark, MarkKind
from vnrgen.document.language.statuses import not_founded
from vnrgen.document.language.wording import Wording
from vnrgen.dossier.model.decisions import Evidence, Unfounded
from vnrgen.pdftext.model import Kind, Passage
from vnrgen.web.review import labels
from vnrgen.web.review.desk import OpenReport
from vnrgen.web.review.history import Assessor, assessor_of
from vnrgen.web.review.judgement import place_name
from vnrgen.web.review.search import marked

if TYPE_CHECKING:
    from vnrgen.adoption.candidates import Candidate

FURNITURE = frozenset({Kind.HEADER, Kind.FOOTER, Kind.CONTENTS})
_LONGEST_SHOWN = 6_000  # characters of a passage; more would push all others out of sight
_NEIGHBOURS = 2
_MOST_TERMS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    """A passage with its place in words, and its neighbours where they are shown.

    ``cut`` is how many characters are left out at the end; ``terms`` are what it shares with the
    recommendation and ``doubts`` what speaks against it, in words; ``parts`` cut the text at the
    words searched for.
    """

    index: int
    text: str
    cut: int
    path: tuple[str, ...]
    place: str
    language: str
    kind: Kind
    parts: tuple[tuple[str, bool], ...] = ()
    terms: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    before: tuple[ShownPassage, ...] = ()
    after: tuple[ShownPassage, ...] = ()
    is_candidate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvent:
    """A decision as the history lists it; ``not_counted`` says why no rate holds it, or is ""."""

    event_id: str
    answer: str
    assessor: Assessor
    date: str
    quote: str
    place: str
    note: str
    not_counted: str = ""


def offered_passages(
    opened: OpenReport, rec_id: str, chosen: int | None, wording: Wording
) -> tuple[ShownPassage, ...]:
    """Return the ranked passages, and before them the chosen one if it is none of them."""
    candidates = opened.candidates.get(rec_id, ())
    offered = [
        shown_passage(c.passage, opened, wording, candidate=c, neighbours=_NEIGHBOURS)
        for c in candidates
    ]
    own = opened.passage(chosen)
    if own is not None and own.index not in {c.passage.index for c in candidates}:
        offered.insert(0, shown_passage(own, opened, wording, neighbours=_NEIGHBOURS))
    return tuple(offered)


def shown_passage(
    passage: Passage,
    opened: OpenReport,
    wording: Wording,
    *,
    candidate: Candidate | None = None,
    neighbours: int = 0,
    query: str = "",
) -> ShownPassage:
    """Return a passage as it is shown, with up to ``neighbours`` before and after it."""
    text = passage.text[:_LONGEST_SHOWN]
    before: tuple[ShownPassage, ...] = ()
    after: tuple[ShownPassage, ...] = ()
    if neighbours:
        beside = opened.around(passage.index, neighbours * 3)
        kept = [[p for p in side if p.kind not in FURNITURE] for side in beside]
        before = tuple(shown_passage(p, opened, wording) for p in kept[0][-neighbours:])
        after = tuple(shown_passage(p, opened, wording) for p in kept[1][:neighbours])
    return ShownPassage(
        index=passage.index,
        text=text,
        cut=len(passage.text) - len(text),
        path=passage.path or ((passage.section,) if passage.section else ()),
        place=place_name(passage, wording),
        language=passage.language or opened.report.language,
        kind=passage.kind,
        parts=marked(text, query),
        terms=_shared(candidate) if candidate else (),
        doubts=tuple(_doubt(mark, wording) for mark in candidate.marks) if candidate else (),
        before=before,
        after=after,
        is_candidate=candidate is not None,
    )


def _shared(candidate: Candidate) -> tuple[str, ...]:
    named = (reason.text for reason in candidate.reasons)
    return tuple(dict.fromkeys((*named, *candidate.shared_terms)))[:_MOST_TERMS]


def _doubt(mark: Mark, wording: Wording) -> str:
    match mark.kind:
        case MarkKind.CONTRADICTION:
            return wording.text("may be a refusal: “{words}”", words=mark.words)
        case MarkKind.NEGATION:
            return wording.text("has a “not” before what was asked: “{words}”", words=mark.words)
        case MarkKind.OTHER_TREATY:
            return wording.text("names another treaty: {words}", words=mark.words)
        case MarkKind.OTHER_GROUP:
            return wording.text("names another group: {words}", words=mark.words)


def shown_event(event: Event, wording: Wording, why: Unfounded | None = None) -> ShownEvent:
    """Return a decision as the history lists it, with ``why`` it does not count."""
    decision, evidence = event.decision, event.decision.evidence
    return ShownEvent(
        event_id=event.event_id,
        answer=labels.answer_names(wording)[decision.vocabulary, decision.value],
        assessor=assessor_of(decision),
        date=wording.date(decision.decided_on),
        quote=evidence.quote if evidence else "",
        place=_evidence_place(evidence, wording) if evidence else "",
        note=decision.note,
        not_counted=not_founded(wording)[why] if why else "",
    )


def _evidence_place(evidence: Evidence, wording: Wording) -> str:
    stands = Passage(
        index=0,
        text="",
        section=evidence.section,
        paragraph=evidence.paragraph,
        pdf_page=evidence.pdf_page,
        print_page=evidence.print_page,
    )
    numbered = evidence.paragraph or evidence.pdf_page or evidence.print_page
    parts = (evidence.section, place_name(stands, wording) if numbered else "")
    return ", ".join(part for part in parts if part)
