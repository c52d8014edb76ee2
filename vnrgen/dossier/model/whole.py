"""The whole dossier, with its prose, its reports and its corrections of earlier editions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from vnrgen.dossier.model.action import FactorAnalysis, Policy, Practice, Recommendation
from vnrgen.dossier.model.decisions import Asked, Decision, Unfounded
from vnrgen.dossier.model.evidence import Consultation, QualitativeFinding, ScorecardScore, Story
from vnrgen.dossier.model.observations import Observations
from vnrgen.dossier.model.reference import Dimension, Group, Place, Series, Source
from vnrgen.dossier.model.settings import Settings
from vnrgen.problems import Location


class CorrectionKind(StrEnum):
    """Why a published figure had to be changed.

    ``CONTRADICTION``: two places of the report, or a report and its source, disagreed;
    ``MISLABEL``: the value was right, what it was said to be was not; ``UNVERIFIED``: it could not
    be verified; ``CORRECTED``: the source itself corrected it.
    """

    CONTRADICTION = "contradiction"
    MISLABEL = "mislabel"
    UNVERIFIED = "unverified"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Why published figures were changed; what is "" is meant of all series, places, periods..."""

    indicator_id: str
    kind: CorrectionKind
    why: str
    series: str = ""
    place_id: str = ""
    period: str = ""
    source_id: str = ""
    group_id: str = ""
    where: Location = Location("corrections.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """The coalition's own prose for one section, in Markdown."""

    section: str
    language: str
    text: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalReport:
    """A national report in which the uptake of recommendations is sought."""

    report_id: str
    title: str
    year: int
    version: str
    language: str
    path: Path
    published_on: date | None
    cycle: int
    url: str = ""
    where: Location = Location("reports/reports.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything a coalition keeps about who is left behind in one country.

    ``unfounded`` are the newest answers of ``decisions`` that do not count here, with the reason.
    """

    root: Path
    settings: Settings
    places: Mapping[str, Place]
    groups: Mapping[str, Group]
    sources: Mapping[str, Source]
    dimensions: Mapping[str, Dimension]
    series: Mapping[tuple[str, str], Series]
    observations: Observations
    qualitative: tuple[QualitativeFinding, ...]
    scorecards: tuple[ScorecardScore, ...]
    stories: tuple[Story, ...]
    recommendations: tuple[Recommendation, ...]
    policies: tuple[Policy, ...]
    factors: tuple[FactorAnalysis, ...]
    consultations: tuple[Consultation, ...]
    practices: tuple[Practice, ...]
    narratives: tuple[Narrative, ...]
    reports: tuple[NationalReport, ...]
    input_files: tuple[Path, ...]
    decisions: tuple[Decision, ...] = ()
    unfounded: Mapping[Asked, Unfounded] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
