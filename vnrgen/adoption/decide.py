"""A judgement becomes a decision: ids are known, and the quote stands in the report."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vnrgen.adoption.ledger.events import TAKEN_BACK, VALUES
from vnrgen.adoption.quoting import (
    LONGEST_QUOTE,
    LONGEST_QUOTE_TEXT,
    evidence_at,
    has_words,
    is_too_long,
    plain_name,
    plain_quote,
)
from vnrgen.dossier.model import Dossier, NationalReport, Recommendation
from vnrgen.dossier.model.decisions import AssessorKind, Decision, Evidence, Uptake, Vocabulary
from vnrgen.dossier.register.state import State, states
from vnrgen.pdftext.passages import misread_pages, read_report
from vnrgen.pdftext.quotes import QuotePlace, copied_forms, find_quotes
from vnrgen.problems import InvalidInputError, Location, Problem, Severity

_MOST_PLACES = 20  # of a quote that are looked for: how many more there are says nothing


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
        InvalidInputError: The recommendation or report is unknown (LED001, LED002), the report
            is of an earlier cycle (LED014), nobody decides (LED017), a quote is
            missing where the status rests on one (LED003), too long (LED004), or
            does not stand in the report (LED005); the value is none of its vocabulary (LED013).
    """
    quote = plain_quote(judgement.quote)
    problems = [*unknown_ids(dossier, judgement.rec_id, judgement.report_id), *_nobody(judgement)]
    if judgement.value not in VALUES[judgement.vocabulary]:
        raise InvalidInputError([*problems, _no_value(judgement)])
    problems += _quote_problems(judgement, quote)
    if problems:
        raise InvalidInputError(problems)
    report = next(r for r in dossier.reports if r.report_id == judgement.report_id)
    recommendation = next(r for r in dossier.recommendations if r.rec_id == judgement.rec_id)
    if recommendation.cycle > report.cycle and judgement.value != TAKEN_BACK:
        raise InvalidInputError([_too_early(recommendation, report)])
    quote, places = _placed(report, quote) if quote else ("", [])
    evidence = evidence_at(places[0], quote, report) if places else None
    decision = Decision(
        rec_id=judgement.rec_id,
        report_id=judgement.report_id,
        assessor_kind=judgement.assessor_kind,
        assessor=plain_name(judgement.assessor),
        decided_on=judgement.decided_on,
        vocabulary=judgement.vocabulary,
        value=judgement.value,
        evidence=evidence,
        note=judgement.note,
    )
    notices = (
        *_not_counted(dossier, recommendation),
        *_before_publication(judgement, report),
        *_several_places(report, places),
        *_misread(report, evidence),
    )
    return decision, notices


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
    if judgement.needs_evidence and not has_words(quote):
        yield Problem(
            "LED003",
            where,
            f'"{judgement.value}" rests on a passage, and none is quoted',
            "quote the words of the report, with --quote or in the column quote",
        )
    if is_too_long(quote):
        yield Problem(
            "LED004",
            where,
            f"the quote has more than {LONGEST_QUOTE} words, or {LONGEST_QUOTE_TEXT:,} characters",
            "quote only the words that decide",
        )


def _nobody(judgement: Judgement) -> Iterable[Problem]:
    if not plain_name(judgement.assessor):
        yield Problem(
            "LED017",
            Location(judgement.rec_id),
            "nobody is named as the one who decides",
            "name the assessor, with --assessor or in the column assessor",
        )


def _too_early(recommendation: Recommendation, report: NationalReport) -> Problem:
    return Problem(
        "LED014",
        recommendation.where,
        f"{recommendation.rec_id} is of cycle {recommendation.cycle}, the report "
        f'"{report.report_id}" of cycle {report.cycle}: it cannot answer what was asked later',
        "name the report that came after it, or mend the cycle of one of the two",
    )


def _placed(report: NationalReport, quote: str) -> tuple[str, list[QuotePlace]]:
    """Return a quote as it stands in a report, and where: the likeliest first, each passage once.

    Raises:
        InvalidInputError: It does not stand there (LED005).
    """
    read = read_report(report.path)
    for form in filter(has_words, copied_forms(quote)):
        places: dict[int, QuotePlace] = {}
        for place in itertools.islice(find_quotes(read, form), _MOST_PLACES):
            places.setdefault(place.passage.index, place)
        if places:
            return form, list(places.values())
    problem = Problem(
        "LED005",
        Location(report.path.name),
        f"these words do not stand in the report: {quote}",
        "copy them from the report as they are, leaving nothing out",
    )
    raise InvalidInputError([problem])


def _several_places(report: NationalReport, places: list[QuotePlace]) -> Iterable[Problem]:
    """Yield a warning (LED015) where a quote does not tell by itself where it stands."""
    said = list(dict.fromkeys(map(_place_in_words, places)))
    if len(said) > 1:
        yield Problem(
            "LED015",
            Location(report.path.name),
            f"these words stand in the report more than once; recorded is the first place{said[0]}",
            "quote more of the sentence that decides",
            Severity.WARNING,
        )


def _place_in_words(place: QuotePlace) -> str:
    """Return what is recorded of a place: its page, paragraph and section."""
    page = place.pages[0].print_page or place.pages[0].pdf_page
    named = (("page", page), ("paragraph", place.passage.paragraph), ("", place.passage.section))
    return "".join(f", {name} {value}".replace("  ", " ") for name, value in named if value)


def _before_publication(judgement: Judgement, report: NationalReport) -> Iterable[Problem]:
    if report.published_on and judgement.decided_on < report.published_on:
        yield Problem(
            "LED016",
            Location(judgement.rec_id),
            f"decided on {judgement.decided_on}, before the report was published "
            f"({report.published_on})",
            "mend the date, or nothing where a draft was read",
            Severity.WARNING,
        )


def _misread(report: NationalReport, evidence: Evidence | None) -> Iterable[Problem]:
    """Yield a warning (REP014) where a quote stands on a page that is read wrongly."""
    read = read_report(report.path) if evidence else None
    if read and evidence and evidence.pdf_page in read.misread:
        problem = misread_pages(report.path, read)
        if problem:
            yield problem


def _not_counted(dossier: Dossier, recommendation: Recommendation) -> Iterable[Problem]:
    register = dossier.recommendations
    state = states(register)[recommendation.rec_id]
    if state is State.STANDS:
        return
    rec_id = recommendation.rec_id
    parts = ", ".join(r.rec_id for r in register if r.parent_id == rec_id)
    what, fix = {
        State.MERGED: ("was merged into another", f"decide on {recommendation.merged_into}"),
        State.SPLIT: ("was split into parts", f"decide on the parts: {parts}"),
    }.get(state, ("was withdrawn or is out of scope", "nothing, if that is meant"))
    yield Problem(
        "LED006",
        recommendation.where,
        f"{rec_id} {what}; no rate will count it",
        fix,
        Severity.NOTICE,
    )
