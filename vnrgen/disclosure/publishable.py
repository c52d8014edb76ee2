"""What may be published, and to whom: the only thing that composition may read.

A ``Publishable`` holds no raw value below a threshold, no story without a valid consent for the
audience, and no name that a consent withholds. It is made by ``disclose`` and by nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vnrgen.analysis.findings import Findings
from vnrgen.disclosure.testimony import Testimony
from vnrgen.dossier.model import (
    Audience,
    Consultation,
    Correction,
    Dimension,
    FactorAnalysis,
    Group,
    Label,
    Narrative,
    Place,
    Policy,
    Practice,
    Recommendation,
    ScorecardScore,
    Series,
    Settings,
    Source,
)
from vnrgen.dossier.model.decisions import Decision
from vnrgen.dossier.model.observations import Observations
from vnrgen.problems import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishableStory:
    """A story that may be shown; its words are the testimony of the same id."""

    story_id: str
    title: str
    group_id: str
    place_level: str
    place_label: Label | None
    sdg_targets: tuple[str, ...]
    told_on: date
    scope: Audience
    linked_indicator: str | None
    linked_recommendations: tuple[str, ...]
    where: Location = Location("stories")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishableFinding:
    """A qualitative finding; its quote, where one may be shown, is the testimony of the same id."""

    finding_id: str
    method: str
    place_label: Label | None
    held_on: date
    participants: Mapping[str, int]
    group_ids: tuple[str, ...]
    sdg_targets: tuple[str, ...]
    finding: str
    has_quote: bool
    source_id: str | None
    where: Location = Location("qualitative.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedReport:
    """A national report in which uptake was sought, as it may be named; ``url`` may be ""."""

    report_id: str
    title: str
    year: int
    version: str
    language: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Something left out by disclosure: ``kind`` is story, quote, photo or value."""

    kind: str
    item_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishable:
    """The dossier as it may be shown to one audience.

    ``recommendations`` are the coalition's own; those of other bodies (the UPR, the treaty bodies)
    are apart in ``recommendations_of_others``, so that nothing counts them as ours. ``decisions``
    are those of the dossier, one for one, without notes and quotes that may not be shown.
    """

    audience: Audience
    settings: Settings
    places: Mapping[str, Place]
    groups: Mapping[str, Group]
    sources: Mapping[str, Source]
    dimensions: Mapping[str, Dimension]
    series: Mapping[tuple[str, str], Series]
    observations: Observations
    findings: Findings
    stories: tuple[PublishableStory, ...]
    qualitative: tuple[PublishableFinding, ...]
    scorecards: tuple[ScorecardScore, ...]
    recommendations: tuple[Recommendation, ...]
    policies: tuple[Policy, ...]
    factors: tuple[FactorAnalysis, ...]
    consultations: tuple[Consultation, ...]
    practices: tuple[Practice, ...]
    narratives: tuple[Narrative, ...]
    testimonies: Mapping[str, Testimony]
    withheld: tuple[Withheld, ...]
    recommendations_of_others: tuple[Recommendation, ...] = ()
    reports: tuple[PublishedReport, ...] = ()
    decisions: tuple[Decision, ...] = ()
    corrections: tuple[Correction, ...] = ()
