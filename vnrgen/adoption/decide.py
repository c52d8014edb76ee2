"""A judgement becomes a decision: ids are known, and the quote stands in the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vnrgen.dossier.decisions import AssessorKind, Decision, Evidence, Uptake, Vocabulary
from vnrgen.dossier.model import Dossier, NationalReport
from vnrgen.pdftext.passages import read_report
from vnrgen.pdftext.quotes import find_quote
from vnrgen.problems import InvalidInputError, Location, Problem, Severity

_LONGEST_QUOTE = 50  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class UptakeJudgement:
    """What an assessor says of one recommendation in one report."""

    rec_id: str
    report_id: str
    uptake: Uptake
    assessor: str
    assessor_kind: AssessorKind
    decided_on: date
    quote: str = ""
    note: str = ""


def uptake_decision(
    dossier: Dossier, judgement: UptakeJudgement
) -> tuple[Decision, tuple[Problem, ...]]:
    """Check a judgement against the dossier and return the decision to record, with notices.

    Raises:
        InvalidInputError: The recommendation or report is unknown (LED001, LED002), a quote is
            missing where the status rests on one (LED003), longer than 50 words (LED004), or
            does not stand in the report (LED005).
    """
    problems = list(_unknown_ids(dossier, judgement))
    problems += _quote_problems(judgement)
    if problems:
        raise InvalidInputError(problems)
    report = next(r for r in dossier.reports if r.report_id == judgement.report_id)
    evidence = _evidence(report, judgement.quote) if judgement.quote else None
    decision = Decision(
        rec_id=judgement.rec_id,
        report_id=judgement.report_id,
        assessor_kind=judgement.assessor_kind,
        assessor=judgement.assessor,
        decided_on=judgement.decided_on,
        vocabulary=Vocabulary.UPTAKE,
        value=str(judgement.uptake),
        evidence=evidence,
        note=judgement.note,
    )
    return decision, tuple(_notices(dossier, judgement))


def _unknown_ids(dossier: Dossier, judgement: UptakeJudgement) -> Iterable[Problem]:
    if judgement.rec_id not in {r.rec_id for r in dossier.recommendations}:
        yield Problem(
            "LED001",
            Location("recommendations.csv"),
            f'there is no recommendation "{judgement.rec_id}"',
            "use an id from the column rec_id",
        )
    if judgement.report_id not in {r.report_id for r in dossier.reports}:
        known = ", ".join(r.report_id for r in dossier.reports) or "none yet"
        yield Problem(
            "LED002",
            Location("reports/reports.yaml"),
            f'there is no report "{judgement.report_id}"',
            f"use a report_id of reports.yaml ({known})",
        )


def _quote_problems(judgement: UptakeJudgement) -> Iterable[Problem]:
    where = Location(judgement.rec_id)
    if judgement.uptake.needs_evidence and not judgement.quote.strip():
        yield Problem(
            "LED003",
            where,
            f'"{judgement.uptake}" rests on a passage, and none is quoted',
            "quote the words of the report with --quote",
        )
    if len(judgement.quote.split()) > _LONGEST_QUOTE:
        yield Problem(
            "LED004",
            where,
            f"the quote has more than {_LONGEST_QUOTE} words",
            "quote only the words that decide",
        )


def _evidence(report: NationalReport, quote: str) -> Evidence:
    place = find_quote(read_report(report.path), quote)
    if place is None:
        problem = Problem(
            "LED005",
            Location(report.path.name),
            f"these words do not stand in the report: {quote}",
            "copy them from the report as they are",
        )
        raise InvalidInputError([problem])
    page = place.pages[0]
    return Evidence(
        report_id=report.report_id,
        report_version=report.version,
        section=place.passage.section,
        paragraph=place.passage.paragraph,
        language=place.passage.language or report.language,
        pdf_page=page.pdf_page,
        print_page=page.print_page,
        quote=quote,
    )


def _notices(dossier: Dossier, judgement: UptakeJudgement) -> Iterable[Problem]:
    recommendation = next(r for r in dossier.recommendations if r.rec_id == judgement.rec_id)
    if recommendation.withdrawn_on or recommendation.out_of_scope_reason:
        yield Problem(
            "LED006",
            recommendation.where,
            f"{judgement.rec_id} was withdrawn or is out of scope; no rate will count it",
            "nothing, if that is meant",
            Severity.NOTICE,
        )
