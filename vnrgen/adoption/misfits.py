"""Decisions of a ledger that do not fit the dossier any more, or never did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vnrgen.adoption.quoting import has_words
from vnrgen.dossier.decisions import Decision, Evidence, Uptake, Vocabulary
from vnrgen.dossier.model import Dossier, NationalReport, Recommendation
from vnrgen.pdftext.passages import read_report
from vnrgen.pdftext.quotes import QuotePlace, find_quotes
from vnrgen.problems import InvalidInputError, Location, Problem, Severity

_LEDGER = Location("ledger")
_MOST_NAMED = 5  # ids in one warning


def misfits(
    dossier: Dossier, decisions: Iterable[Decision], *, with_quotes: bool
) -> tuple[Problem, ...]:
    """Check the decisions that count today, as they are checked when they are recorded here.

    A ledger that was united with another laptop's, or outlives a report, holds decisions that were
    never checked against this dossier; its chains tell only that nobody changed them.

    Args:
        dossier: The register and the reports.
        decisions: Of its ledger, each after those it corrects.
        with_quotes: Whether reports are read, to find each quote on its page.

    Returns:
        Warnings (LED019), by recommendation; where a report cannot be read, why.
    """
    known = {r.rec_id: r for r in dossier.recommendations}
    reports = {r.report_id: r for r in dossier.reports}
    newest = _newest(decisions)
    problems = [*_unknown("recommendations", (d.rec_id for d in newest), known)]
    named = (
        d.report_id or "(none)" for d in newest if d.report_id or d.vocabulary is Vocabulary.UPTAKE
    )
    problems += _unknown("reports", named, reports)
    unread: set[str] = set()
    for decision in newest:
        recommendation, report = known.get(decision.rec_id), reports.get(decision.report_id or "")
        if recommendation is None or report is None:
            continue
        problems += _unfit(decision, recommendation, report)
        if with_quotes and decision.evidence and report.report_id not in unread:
            try:
                problems += _misplaced(decision, decision.evidence, report)
            except InvalidInputError as error:
                unread.add(report.report_id)
                problems += error.problems
    return tuple(problems)


def _newest(decisions: Iterable[Decision]) -> list[Decision]:
    """Return each assessor's newest answer to each question, without those taken back."""
    found: dict[tuple[str, ...], Decision] = {}
    for decision in decisions:
        who = (decision.assessor, str(decision.assessor_kind))
        asked = (decision.rec_id, decision.report_id or "", str(decision.vocabulary))
        found[*asked, *who] = decision
    return [found[key] for key in sorted(found) if found[key].value != Uptake.NOT_ASSESSED]


def _unknown(what: str, ids: Iterable[str], known: Mapping[str, object]) -> Iterator[Problem]:
    strange = sorted(set(ids) - known.keys())
    if strange:
        more = f" and {len(strange) - _MOST_NAMED} more" if len(strange) > _MOST_NAMED else ""
        yield _misfit(
            f"it holds decisions on {what} that the dossier does not have: "
            f"{', '.join(strange[:_MOST_NAMED])}{more}",
            f"add the {what}, or keep the ledger of another dossier apart",
        )


def _unfit(
    decision: Decision, recommendation: Recommendation, report: NationalReport
) -> Iterator[Problem]:
    if recommendation.cycle > report.cycle:
        yield _misfit(
            f"{_said(decision)}, a report of an earlier cycle: it cannot answer what was asked "
            "later",
            "take the decision back, or mend the cycle of one of the two",
        )
    if decision.vocabulary is not Vocabulary.UPTAKE or not Uptake(decision.value).needs_evidence:
        return
    if decision.evidence is None or not has_words(decision.evidence.quote):
        yield _misfit(
            f"{_said(decision)}, and no words of the report are quoted",
            "decide again, with the words that decide",
        )


def _misplaced(decision: Decision, evidence: Evidence, report: NationalReport) -> Iterator[Problem]:
    if not has_words(evidence.quote):
        return
    first = None
    for place in find_quotes(read_report(report.path), evidence.quote):
        if _is_on(evidence, place):
            return
        first = first or place
    if first is None:
        version = f" ({report.version}; read was {evidence.report_version})"
        yield _misfit(
            f"{_said(decision)}, by words that do not stand there: {evidence.quote}",
            f"decide again on the report as it is now{version if report.version else ''}",
        )
        return
    page = first.pages[0]
    yield _misfit(
        f"{_said(decision)}, by words on page {evidence.print_page or evidence.pdf_page}, which "
        f"stand on page {page.print_page or page.pdf_page}: {evidence.quote}",
        "decide again on the report as it is now",
    )


def _is_on(evidence: Evidence, place: QuotePlace) -> bool:
    """Whether a quote stands on the page that is recorded; many formats have none."""
    return any(page.pdf_page in {None, evidence.pdf_page} for page in place.pages)


def _said(decision: Decision) -> str:
    return (
        f"{decision.assessor} says that {decision.rec_id} is {decision.value} in "
        f"{decision.report_id}"
    )


def _misfit(what: str, fix: str) -> Problem:
    return Problem("LED019", _LEDGER, what, fix, Severity.WARNING)
