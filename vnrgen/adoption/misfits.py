"""Decisions of a ledger that do not fit the dossier any more, or never did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from vnrgen.adoption.quoting import has_words
from vnrgen.dossier.model import Dossier, NationalReport, Recommendation
from vnrgen.dossier.model.decisions import Asked, Decision, Evidence, Unfounded, Uptake, Vocabulary
from vnrgen.pdftext.passages import read_report
from vnrgen.pdftext.quotes import QuotePlace, copied_forms, find_quotes
from vnrgen.problems import InvalidInputError, Location, Problem, Severity

_LEDGER = Location("ledger")
_MOST_NAMED = 5  # ids in one warning


@dataclass(frozen=True, slots=True)
class Misfits:
    """What does not fit: warnings (LED019) or why a report cannot be read, and what is not counted.

    What stands on another page than is recorded is warned of and counts: the report does say it.
    """

    problems: tuple[Problem, ...]
    unfounded: Mapping[Asked, Unfounded]


def with_decisions(
    dossier: Dossier, decisions: Iterable[Decision]
) -> tuple[Dossier, tuple[Problem, ...]]:
    """Return a dossier with the decisions of its ledger, and those that do not count in it."""
    every = tuple(decisions)
    found = misfits(dossier, every)
    return replace(dossier, decisions=every, unfounded=found.unfounded), found.problems


def misfits(dossier: Dossier, decisions: Iterable[Decision]) -> Misfits:
    """Check the decisions that hold today, as they are checked when they are recorded here.

    A ledger that was united with another laptop's, or outlives a report, holds decisions that were
    never checked against this dossier; its chains tell only that nobody changed them. A report is
    read where a decision quotes it.

    Args:
        dossier: The register and the reports.
        decisions: Of its ledger, each after those it corrects.
    """
    known = {r.rec_id: r for r in dossier.recommendations}
    reports = {r.report_id: r for r in dossier.reports}
    newest = _newest(decisions)
    found = _Found([*_unknown("recommendations", (d.rec_id for d in newest), known)])
    of_reports = [d for d in newest if d.report_id or d.vocabulary is Vocabulary.UPTAKE]
    named = (d.report_id or "(none)" for d in of_reports)
    found.problems += _unknown("reports", named, reports)
    for decision in of_reports:
        report = reports.get(decision.report_id or "")
        if report is None:
            found.unfounded[decision.asked] = Unfounded.NO_REPORT
        elif decision.rec_id in known:
            found.check(decision, known[decision.rec_id], report)
    return Misfits(tuple(found.problems), found.unfounded)


@dataclass(slots=True)
class _Found:
    problems: list[Problem]
    unfounded: dict[Asked, Unfounded] = field(default_factory=dict)
    _unread: set[str] = field(default_factory=set)

    def check(
        self, decision: Decision, recommendation: Recommendation, report: NationalReport
    ) -> None:
        """Look whether a decision on a report of the dossier rests on what is in it."""
        reason = self._why_not(decision, recommendation, report)
        if reason is not None:
            self.unfounded[decision.asked] = reason

    def _why_not(
        self, decision: Decision, recommendation: Recommendation, report: NationalReport
    ) -> Unfounded | None:
        if recommendation.cycle > report.cycle:
            self.problems.append(_too_early(decision))
            return Unfounded.REPORT_TOO_EARLY
        if decision.evidence is None or not has_words(decision.evidence.quote):
            if decision.vocabulary is Vocabulary.UPTAKE and Uptake(decision.value).needs_evidence:
                self.problems.append(_unquoted(decision))
                return Unfounded.NO_QUOTE
            return None
        try:
            return self._misplaced(decision, decision.evidence, report)
        except InvalidInputError as error:
            if report.report_id not in self._unread:
                self._unread.add(report.report_id)
                # What is printed holds without it: the decision is left out, nothing stops.
                self.problems += (replace(p, severity=Severity.WARNING) for p in error.problems)
            return Unfounded.REPORT_NOT_READABLE

    def _misplaced(
        self, decision: Decision, evidence: Evidence, report: NationalReport
    ) -> Unfounded | None:
        first = None
        read = read_report(report.path)
        for form in filter(has_words, copied_forms(evidence.quote)):
            for place in find_quotes(read, form):
                if _is_on(evidence, place):
                    return None
                first = first or place
        if first is None:
            self.problems.append(_not_in(decision, evidence, report))
            return Unfounded.QUOTE_NOT_IN_REPORT
        self.problems.append(_elsewhere(decision, evidence, first))
        return None


def _newest(decisions: Iterable[Decision]) -> list[Decision]:
    """Return each assessor's newest answer to each question, without those taken back."""
    newest = {decision.asked: decision for decision in decisions}
    return [newest[key] for key in sorted(newest) if newest[key].value != Uptake.NOT_ASSESSED]


def _unknown(what: str, ids: Iterable[str], known: Mapping[str, object]) -> Iterator[Problem]:
    strange = sorted(set(ids) - known.keys())
    if strange:
        more = f" and {len(strange) - _MOST_NAMED} more" if len(strange) > _MOST_NAMED else ""
        yield _misfit(
            f"it holds decisions on {what} that the dossier does not have: "
            f"{', '.join(strange[:_MOST_NAMED])}{more}",
            f"add the {what}, or keep the ledger of another dossier apart",
        )


def _too_early(decision: Decision) -> Problem:
    return _misfit(
        f"{_said(decision)}, a report of an earlier cycle: it cannot answer what was asked later",
        "take the decision back, or mend the cycle of one of the two",
    )


def _unquoted(decision: Decision) -> Problem:
    return _misfit(
        f"{_said(decision)}, and no words of the report are quoted",
        "decide again, with the words that decide",
    )


def _not_in(decision: Decision, evidence: Evidence, report: NationalReport) -> Problem:
    version = f" ({report.version}; read was {evidence.report_version})"
    return _misfit(
        f"{_said(decision)}, by words that do not stand there: {evidence.quote}",
        f"decide again on the report as it is now{version if report.version else ''}",
    )


def _elsewhere(decision: Decision, evidence: Evidence, found: QuotePlace) -> Problem:
    page = found.pages[0]
    return _misfit(
        f"{_said(decision)}, by words on page {evidence.print_page or evidence.pdf_page}, which "
        f"stand on page {page.print_page or page.pdf_page}: {evidence.quote}",
        "decide again on the report as it is now",
    )


def _is_on(evidence: Evidence, place: QuotePlace) -> bool:
    """Whether a quote stands on the page that is recorded; many formats have none to record."""
    named = evidence.pdf_page
    return named is None or any(page.pdf_page in {None, named} for page in place.pages)


def _said(decision: Decision) -> str:
    return (
        f"{decision.assessor} says that {decision.rec_id} is {decision.value} in "
        f"{decision.report_id}"
    )


def _misfit(what: str, fix: str) -> Problem:
    return Problem("LED019", _LEDGER, what, fix, Severity.WARNING)
