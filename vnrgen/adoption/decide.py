"""A judgement becomes a decision: ids are known, and the quote stands in the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vnrgen.adoption.quoting import (
    LONGEST_QUOTE,
    LONGEST_QUOTE_TEXT,
    evidence_at,
    is_too_long,
    plain_quote,
)
from vnrgen.dossier.decisions import AssessorKind, Decision, Evidence, Uptake, Vocabulary
from vnrgen.dossier.model import Dossier, NationalReport
from vnrgen.pdftext.passages import read_report
from vnrgen.pdftext.quotes import find_quote
from vnrgen.problems import InvalidInputError, Location, Problem, Severity


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
            missing where the status rests on one (LED003), too long (LED004), or
            does not stand in the report (LED005).
    """
    quote = plain_quote(judgement.quote)
    problems = list(unknown_ids(dossier, judgement.rec_id, judgement.report_id))
    problems += _quote_problems(judgement, quote)
    if problems:
        raise InvalidInputError(problems)
    report = next(r for r in dossier.reports if r.report_id == judgement.report_id)
    evidence = _evidence(report, quote) if quote else None
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


def unknown_ids(dossier: Dossier, rec_id: str | None, report_id: str | None) -> Iterable[Problem]:
    """Yield a problem for an id that the dossier does not know (LED001, LED002); None is none."""
    if rec_id is not None and rec_id not in {r.rec_id for r in dossier.recommendations}:
        yield Problem(
            "LED001",
            Location("recommendations.csv"),
            f'there is no recommendation "{rec_id}"',
            "use an id from the column rec_id",
        )
    known = [r.report_id for r in dossier.reports]
    if report_id is not None and report_id not in known:
        yield Problem(
            "LED002",
            Location("reports/reports.yaml"),
            f'there is no report "{report_id}"',
            f"use a report_id of reports.yaml ({', '.join(known) or 'none yet'})",
        )


def _quote_problems(judgement: UptakeJudgement, quote: str) -> Iterable[Problem]:
    where = Location(judgement.rec_id)
    if judgement.uptake.needs_evidence and not quote:
        yield Problem(
            "LED003",
            where,
            f'"{judgement.uptake}" rests on a passage, and none is quoted',
            "quote the words of the report with --quote",
        )
    if is_too_long(quote):
        yield Problem(
            "LED004",
            where,
            f"the quote has more than {LONGEST_QUOTE} words, or {LONGEST_QUOTE_TEXT:,} characters",
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
    return evidence_at(place, quote, report)


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
