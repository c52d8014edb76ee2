"""Decisions on recommendations: the three vocabularies, kept apart, and the evidence for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Uptake(StrEnum):
    """Whether a recommendation is in the text of a report.

    ``ADOPTED``: the same action for the same group or addressee; ``ADOPTED_IN_PART``: a part of
    it; ``REFLECTED``: the issue is mentioned, the action is not.
    """

    ADOPTED = "adopted"
    ADOPTED_IN_PART = "adopted_in_part"
    REFLECTED = "reflected"
    NOT_FOUND = "not_found"
    CONTRADICTED = "contradicted"
    NOT_ASSESSED = "not_assessed"

    @property
    def needs_evidence(self) -> bool:
        """Whether the status rests on a passage that must be named."""
        return self not in {Uptake.NOT_FOUND, Uptake.NOT_ASSESSED}


class Implementation(StrEnum):
    """How far a recommendation has been carried out."""

    NOT_STARTED = "not_started"
    IN_PREPARATION = "in_preparation"
    IN_PROGRESS = "in_progress"
    PARTIALLY_IMPLEMENTED = "partially_implemented"
    IMPLEMENTED = "implemented"
    NO_LONGER_APPLICABLE = "no_longer_applicable"
    REVERSED = "reversed"
    NO_INFORMATION = "no_information"


class Vocabulary(StrEnum):
    """Which question a decision answers; the three are never mixed."""

    POSITION = "position"
    UPTAKE = "uptake"
    IMPLEMENTATION = "implementation"


class AssessorKind(StrEnum):
    """On whose behalf somebody assesses."""

    STATE = "state"
    NHRI = "nhri"
    CSO = "cso"
    UN = "un"
    ACADEMIC = "academic"


class Unfounded(StrEnum):
    """Why a decision does not count in a dossier: what it rests on is not there."""

    NO_REPORT = "no_report"
    REPORT_TOO_EARLY = "report_too_early"
    REPORT_NOT_READABLE = "report_not_readable"
    NO_QUOTE = "no_quote"
    QUOTE_NOT_IN_REPORT = "quote_not_in_report"


class Asked(NamedTuple):
    """One question to one assessor, of which the newest answer holds."""

    rec_id: str
    report_id: str
    vocabulary: str
    assessor: str
    assessor_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a report says it.

    Attributes:
        report_id, report_version, language: Of the report that was read.
        section: The heading above the passage.
        pdf_page: Page of the file, from 1; None for formats without pages.
        print_page: What is printed on it.
        quote: Its words, 50 at most.
        paragraph: The report's own number of the paragraph, or "".
        basis: "direct" where the words say it, "synthesis" where it follows from several places.
        method: How the passage was found: "manual", "text" or "semantic".
        score: Of the ranking that proposed it, without unit; None where a person found it.
    """

    report_id: str
    report_version: str
    section: str
    pdf_page: int | None
    print_page: str
    quote: str
    paragraph: str = ""
    language: str = ""
    basis: str = "direct"
    method: str = "manual"
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One assessor's judgement of one recommendation on one day; never overwritten."""

    rec_id: str
    report_id: str | None
    assessor_kind: AssessorKind
    assessor: str
    decided_on: date
    vocabulary: Vocabulary
    value: str
    evidence: Evidence | None = None
    note: str = ""

    @property
    def asked(self) -> Asked:
        """The question that it answers, and who was asked."""
        who = (self.assessor, str(self.assessor_kind))
        return Asked(self.rec_id, self.report_id or "", str(self.vocabulary), *who)
