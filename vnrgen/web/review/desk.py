"""What lies on the reviewer's desk: the reports with their ranked passages, and the ledger."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from vnrgen.adoption.ledger.transfer import record_in_dossier, verified_events
from vnrgen.adoption.misfits import misfits
from vnrgen.problems import InvalidInputError, Problem
from vnrgen.web.review.history import History, to_review

if TYPE_CHECKING:
    from vnrgen.adoption.candidates import Candidate
    from vnrgen.adoption.ledger.events import Event
    from vnrgen.dossier.model import Dossier, NationalReport, Recommendation
    from vnrgen.dossier.model.decisions import Decision, Unfounded
    from vnrgen.pdftext.model import Passage

_CANDIDATES = 8  # passages offered; the report can be searched for any other


@dataclass(frozen=True)
class OpenReport:
    """A report as it was read, and what is asked of it.

    Attributes:
        report: Its entry in the dossier.
        passages: Of every kind, in reading order.
        recommendations: Those that a decision on this report counts for.
        candidates: By id of recommendation, the likeliest passage first.
    """

    report: NationalReport
    passages: tuple[Passage, ...]
    recommendations: tuple[Recommendation, ...]
    candidates: Mapping[str, tuple[Candidate, ...]]

    @cached_property
    def position(self) -> Mapping[int, int]:
        """Where the passage of an index stands in ``passages``."""
        return {passage.index: place for place, passage in enumerate(self.passages)}

    def passage(self, index: int | None) -> Passage | None:
        """Return the passage of an index, or None where there is none."""
        place = self.position.get(index) if index is not None else None
        return None if place is None else self.passages[place]

    def around(self, index: int, count: int) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """Return up to ``count`` passages before and after the one of an index."""
        place = self.position[index]
        before = self.passages[max(place - count, 0) : place]
        return before, self.passages[place + 1 : place + 1 + count]

    def recommendation(self, rec_id: str) -> Recommendation | None:
        """Return a recommendation that is asked of this report."""
        return next((r for r in self.recommendations if r.rec_id == rec_id), None)


@dataclass
class Desk:
    """Everything the page works on. Reports are read once; the ledger is read for every page."""

    dossier: Dossier
    reports: tuple[OpenReport, ...]
    url: str | None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _checked: dict[str, Unfounded | None] = field(default_factory=dict)

    def report(self, report_id: str) -> OpenReport | None:
        """Return an open report by id."""
        return next((r for r in self.reports if r.report.report_id == report_id), None)

    def history(self) -> History:
        """Read the ledger anew, so that what others decided meanwhile is there.

        Raises:
            InvalidInputError: It cannot be read (LED007, LED012) or was tampered with (LED008,
                LED009).
        """
        events = verified_events(self.dossier.root, self.url)
        newest = {event.decision.asked: event for event in events}
        reasons = {event.event_id: self._why_not(event) for event in newest.values()}
        return History(events, {event_id: why for event_id, why in reasons.items() if why})

    def _why_not(self, event: Event) -> Unfounded | None:
        """Return why an event does not count here; its words are sought once."""
        if event.event_id not in self._checked:
            found = misfits(self.dossier, [event.decision]).unfounded
            self._checked[event.event_id] = found.get(event.decision.asked)
        return self._checked[event.event_id]

    def record(self, decision: Decision) -> Event:
        """Append a decision; it is on disk when this returns.

        Raises:
            InvalidInputError: The ledger cannot be written (LED011) or read.
        """
        with self._lock:
            (event,) = record_in_dossier(self.dossier.root, self.url, [decision])
            return event


def open_desk(
    dossier: Dossier, url: str | None, tell: Callable[[str], None] = lambda _: None
) -> Desk:
    """Read every report of a dossier and rank its passages for each recommendation.

    Args:
        dossier: With reports and recommendations.
        url: Of a shared ledger, None for the dossier's own.
        tell: Is told which step begins.

    Raises:
        InvalidInputError: There is no report (WEB001) or nothing to ask of one (WEB002), a report
            cannot be read, or the ledger cannot; every problem of every report.
    """
    problems: list[Problem] = []
    opened = []
    for report in dossier.reports:
        tell(f"Reading {report.report_id}")
        try:
            opened.append(_open_report(report, dossier))
        except InvalidInputError as error:
            problems += error.problems
    problems += _nothing_to_do(dossier, opened)
    if problems:
        raise InvalidInputError(problems)
    desk = Desk(dossier, tuple(opened), url)
    desk.history()
    return desk


def _open_report(report: NationalReport, dossier: Dossier) -> OpenReport:
    from vnrgen.adoption.candidates import candidate_passages
    from vnrgen.pdftext.passages import read_passages

    passages = tuple(read_passages(report.path))
    asked = tuple(r for r in to_review(dossier.recommendations) if r.cycle <= report.cycle)
    names = {i: group.label.within(report.language) for i, group in dossier.groups.items()}
    if not asked:
        return OpenReport(report, passages, (), {})
    ranked = candidate_passages(asked, passages, most=_CANDIDATES, group_names=names)
    return OpenReport(report, passages, asked, ranked)


def _nothing_to_do(dossier: Dossier, opened: Sequence[OpenReport]) -> list[Problem]:
    from vnrgen.adoption.scan import no_report, nothing_to_ask

    if not dossier.reports:
        return [no_report()]
    if len(opened) == len(dossier.reports) and not any(r.recommendations for r in opened):
        return [nothing_to_ask()]
    return []
