"""A judgement becomes a decision: ids are known, and the quote stands in the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vnrgen.adoption.ledger.events import VALUES
from vnrgen.adoption.quoting import (
    LONGEST_QUOTE,
    LONGEST_QUOTE_TEXT,
    evidence_at,
    is_too_long,
    plain_quote,
)
from vnrgen.dossier.decisions import AssessorKind, Decision, Evidence, Uptake, Vocabulary
from vnrgen.dossier.model import Dossier, NationalReport
from vnrgen.pdftext.passages import misread_pages, read_report
from vnrgen.pdftext.quotes import find_quote
from vnrgen.problems import InvalidInputError, Location, Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an assessor says of one recommendation in one report: a value of a vocabulary."""

    rec_id: str
    report_id: str
    value: str
    assessor: str
    assessor_kind: AssessorKind
    decided_on: date
    vocabulary: Vocabulary = Vocabulary.UPTAKE
    quote: str = ""
    note: str = ""

    @property
    def needs_evidence(self) -> bool:
        """Whether it rests on a passage that must be quoted."""
        return self.vocabulary is Vocabulary.UPTAKE and Uptake(self.value).needs_evidence


def decision_on(dossier: Dossier, judgement: Judgement) -> tuple[Decision, tuple[Problem, ...]]:
    """Check a judgement against the dossier and return the decision to record, with notices.

    Raises:
        InvalidInputError: The recommendation or report is unknown (LED001, LED002), a quote is
            missing where the status rests on one (LED003), too long (LED004), or
            does not stand in the report (LED005); the value is none of its vocabulary (LED013).
    """
    quote = plain_quote(judgement.quote)
    problems = list(unknown_ids(dossier, judgement.rec_id, judgement.report_id))
    if judgement.value not in VALUES[judgement.vocabulary]:
        raise InvalidInputError([*problems, _no_value(judgement)])
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
        vocabulary=judgement.vocabulary,
        value=judgement.value,
        evidence=evidence,
        note=judgement.note,
    )
    return decision, (*_notices(dossier, judgement), *_misread(report, evidence))


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


def _no_value(judgement: Judgement) -> Problem:
    return Problem(
        "LED013",
        Location(judgement.rec_id),
        f'"{judgement.value}" is no answer to the question of {judgement.vocabulary}',
        f"say one of: {', '.join(VALUES[judgement.vocabulary])}",
    )


def _quote_problems(judgement: Judgement, quote: str) -> Iterable[Problem]:
    where = Location(judgement.rec_id)
    if judgement.needs_evidence and not quote:
        yield Problem(
            "LED003",
            where,
            f'"{judgement.value}" rests on a passage, and none is quoted',
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


def _misread(report: NationalReport, evidence: Evidence | None) -> Iterable[Problem]:
    """Yield a warning (REP014) where a quote stands on a page that is read wrongly."""
    read = read_report(report.path) if evidence else None
    if read and evidence and evidence.pdf_page in read.misread:
        problem = misread_pages(report.path, read)
        if problem:
            yield problem


def _notices(dossier: Dossier, judgement: Judgement) -> Iterable[Problem]:
    recommendation = next(r for r in dossier.recommendations if r.rec_id == judgement.rec_id)
    if recommendation.withdrawn_on or recommendation.out_of_scope_reason:
        yield Problem(
            "LED006",
            recommendation.where,
            f"{judgement.rec_id} was withdrawn or is out of scope; no rate will count it",
            "nothing, if that is meant",
            Severity.NOTICE,
        )
