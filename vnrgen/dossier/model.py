"""The dossier as typed, frozen values: what every later step may know about the input.

Nothing here reads a file. Tables of observations are columnar (see ``observations``); all else
is small and is kept as one object per row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from vnrgen.dossier.decisions import Asked, Decision, Unfounded
from vnrgen.dossier.observations import Observations
from vnrgen.dossier.rulings import Ruling
from vnrgen.problems import Location


class Audience(StrEnum):
    """Who a build is made for, from the widest to the narrowest circle."""

    PUBLIC = "public"
    UN_ONLY = "un_only"
    INTERNAL = "internal"

    def may_see(self, scope: Audience) -> bool:
        """Tell whether a build for this audience may show material consented for ``scope``.

        >>> Audience.PUBLIC.may_see(Audience.UN_ONLY), Audience.INTERNAL.may_see(Audience.PUBLIC)
        (False, True)
        """
        circle = list(Audience)
        return circle.index(scope) <= circle.index(self)


class SourceKind(StrEnum):
    """Where a figure comes from; ``official`` and ``administrative`` are the State's own."""

    OFFICIAL = "official"
    ADMINISTRATIVE = "administrative"
    CITIZEN = "citizen"
    PROXY = "proxy"
    ESTIMATE = "estimate"
    MODELLED = "modelled"

    @property
    def is_citizen(self) -> bool:
        """Whether people themselves produced the figure."""
        return self is SourceKind.CITIZEN


class DimensionRole(StrEnum):
    """What a column of a series tells apart."""

    GROUP = "group"
    AREA = "area"
    DEFINITION = "definition"
    METHOD = "method"


class PlaceLevel(StrEnum):
    """Administrative levels, from the widest to the narrowest."""

    COUNTRY = "country"
    REGION = "region"
    PROVINCE = "province"
    DISTRICT = "district"
    CITY = "city"
    COMMUNE = "commune"


class Position(StrEnum):
    """The addressee's stated answer to a recommendation."""

    SUPPORTED = "supported"
    SUPPORTED_IN_PART = "supported_in_part"
    NOTED = "noted"
    REJECTED = "rejected"
    NO_RESPONSE = "no_response"
    NOT_APPLICABLE = "not_applicable"


class Origin(StrEnum):
    """Who made a recommendation; only those of the coalition itself are counted as ours."""

    CSO = "cso"
    NHRI = "nhri"
    UPR = "upr"
    TREATY_BODY = "treaty_body"
    SPECIAL_PROCEDURE = "special_procedure"
    OTHER = "other"


class Factor(StrEnum):
    """The five factors of being left behind (UNDP, What does it mean to LNOB?, 2018)."""

    DISCRIMINATION = "discrimination"
    GEOGRAPHY = "geography"
    GOVERNANCE = "governance"
    SOCIO_ECONOMIC_STATUS = "socio_economic_status"
    SHOCKS_AND_FRAGILITY = "shocks_and_fragility"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name in one or more languages; ``texts`` maps BCP 47 tags to text."""

    texts: Mapping[str, str]

    def within(self, language: str, fallback: str = "en") -> str:
        """Return the text in ``language``, else its base language, else the fallback, else any.

        >>> Label(texts={"en": "Women", "fr": "Femmes"}).within("fr-CA")
        'Femmes'
        """
        for tag in (language, language.split("-", maxsplit=1)[0], fallback):
            if tag in self.texts:
                return self.texts[tag]
        return next(iter(self.texts.values()), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Sizes below which a figure is marked or withheld (unweighted cases).

    Source of the defaults: MICS report conventions: fewer than 25 cases ``(*)``, 25-49 ``( )``.
    ``minimum_count`` withholds counts of people below it.
    """

    suppress_below: int = 25
    mark_below: int = 50
    minimum_count: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """One declared file (or folder) of observations and the layout a reader knows it by."""

    path: str
    layout: str
    options: Mapping[str, object] = field(default_factory=dict)
    where: Location = Location("dossier.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What ``dossier.yaml`` says.

    ``drop_sections`` and ``section_order`` are ``sections: {drop, order}``: sections of the
    outline to leave out, and those that come first, in that order. ``fiscal_year_start`` is the
    month (1-12) in which a year written "2021/22" begins, None where nobody has said. ``rulings``
    say which of two rows that contradict each other holds. ``native_word_charts`` is
    ``word: {charts: native}``: Word itself draws the charts of its file. ``mentions`` are other
    countries and years that the prose may name. ``guideline_answers`` are answers to rules of a
    guideline that cannot be met, by the id of the rule.
    """

    title: str
    country: str
    iso3: str
    m49: str
    year: int
    cycle: int
    language: str
    languages: tuple[str, ...]
    coalition: str
    as_of: date
    status: str
    version: str
    outline: str
    guideline: str | None
    thresholds: Thresholds
    data: tuple[DataFile, ...]
    fictional: bool = False
    subtitle: str = ""
    contact: str = ""
    previous_year: int | None = None
    decimal_mark: str = "."
    drop_sections: tuple[str, ...] = ()
    section_order: tuple[str, ...] = ()
    fiscal_year_start: int | None = None
    rulings: tuple[Ruling, ...] = ()
    native_word_charts: bool = False
    mentions: tuple[str, ...] = ()
    guideline_answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in which something was measured or someone was heard.

    ``is_aggregate`` marks one that joins places beside which it would stand ("England and
    Wales"): it has figures of its own and is never compared with its parts.
    """

    place_id: str
    label: Label
    level: PlaceLevel
    parent: str | None
    valid_from: date | None = None
    valid_to: date | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    is_aggregate: bool = False
    where: Location = Location("places.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of people named in the chapter.

    ``sdmx_dim`` and ``sdmx_code`` say which observations speak of it; both are None for a group
    for which no data exist yet. ``population`` is a head count, None where it is unknown.
    """

    group_id: str
    label: Label
    definition: str
    identification_method: str
    dimension: str
    sdmx_dim: str | None
    sdmx_code: str | None
    agenda2030: bool
    self_identified: bool | None
    population: int | None
    parent: str | None = None
    order: int | None = None
    uhri_label: str = ""
    where: Location = Location("groups.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where figures or statements come from.

    ``quality`` maps a quality criterion (relevance, credibility, timeliness, methods, accuracy,
    coherence, confidentiality, impartiality, self_identification, sustainability) to ``pass``,
    ``partial``, ``fail`` or ``unknown``; it is empty for official sources.
    """

    source_id: str
    title: str
    producer: str
    kind: SourceKind
    method: str
    fieldwork: str
    sample_size: int | None
    url: str
    licence: str
    published: str = ""
    quality: Mapping[str, str] = field(default_factory=dict)
    consent_basis: str = ""
    citizen_stage: str = ""
    where: Location = Location("sources.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One value of a dimension.

    ``order`` is 1 for the most disadvantaged, and None where the dimension has no order.
    ``is_total`` marks the code that stands for everybody (``_T``).
    """

    code: str
    label: Label
    order: int | None = None
    group_id: str | None = None
    is_total: bool = False
    is_reference: bool = False
    is_residual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A column that tells observations of a series apart, with all the values it takes."""

    dimension_id: str
    label: Label
    role: DimensionRole
    categories: Mapping[str, Category]

    @property
    def is_ordered(self) -> bool:
        """Whether the categories run from the most to the least disadvantaged."""
        named = [c for c in self.categories.values() if not c.is_total and not c.is_residual]
        return len(named) > 1 and all(c.order is not None for c in named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One way of measuring an indicator: a unit, a direction and a meaning of every dimension.

    ``favourable`` is True where higher is better, False where lower is better and None where the
    dossier does not say (then nothing may be ranked). ``scale`` is what 100 % is (100 for
    percentages). ``fixed`` gives dimensions whose value defines the indicator (age under 5), so
    that such a row is a headline. ``roles`` overrides the role of a dimension for this series.
    """

    indicator_id: str
    series: str
    label: Label
    unit: str
    unit_label: Label
    decimals: int
    favourable: bool | None
    scale: float | None
    target: float | None
    target_year: int | None
    fixed: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, DimensionRole] = field(default_factory=dict)
    definition: str = ""
    is_barrier: bool = False
    official_citizen_note: str = ""
    may_be_negative: bool = False
    where: Location = Location("indicators.csv")

    @property
    def key(self) -> tuple[str, str]:
        """Indicator and series together, the key under which observations are filed."""
        return (self.indicator_id, self.series)

    @property
    def goal(self) -> int:
        """The number of the Goal, 1 to 17."""
        return int(self.indicator_id.split(".", maxsplit=1)[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The consent record of a person who told something.

    ``status`` is ``yes``, ``no`` or ``withdrawn``; ``scope`` is the widest audience agreed to.
    """

    status: str
    scope: Audience
    given_on: date | None
    recorded_by: str
    withdrawn_on: date | None = None
    is_minor: bool = False
    guardian_consent: bool = False
    photo: bool = False
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A case story with its consent record; ``text`` is Markdown in ``language``.

    What may be printed of the place is its level, ``place_level``, and where ``place_named`` is
    True the name of the place of that level in which the story's own lies.
    """

    story_id: str
    title: str
    text: str
    group_id: str
    place_id: str | None
    place_level: str
    sdg_targets: tuple[str, ...]
    told_on: date
    language: str
    consent: Consent
    pseudonym: str = ""
    names_to_withhold: tuple[str, ...] = ()
    photo: Path | None = None
    photo_alternative: str = ""
    linked_indicator: str | None = None
    linked_recommendations: tuple[str, ...] = ()
    place_named: bool = False
    where: Location = Location("stories")


@dataclass(frozen=True, slots=True, kw_only=True)
class QualitativeFinding:
    """A finding of a focus group, interview, dialogue or scorecard meeting."""

    finding_id: str
    method: str
    place_id: str | None
    held_on: date
    participants: Mapping[str, int]
    group_ids: tuple[str, ...]
    sdg_targets: tuple[str, ...]
    finding: str
    quote: str
    quote_language: str
    attribution: str
    consent: Consent
    source_id: str | None = None
    where: Location = Location("qualitative.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardScore:
    """One score of a community scorecard meeting; ordinal, never a share of a population."""

    held_on: date
    place_id: str
    service: str
    side: str
    group: str
    criterion: str
    score: float
    scale_max: float
    participants: int | None
    reason: str
    suggestion: str
    round: int
    where: Location = Location("scorecards.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommendation of the register: the coalition's own, or one of another body beside it.

    Attributes:
        cycle: Of the review it was made for or is read beside.
        sdg_target, further_targets: Targets ("3.8") or whole Goals ("10"), the first one first.
        persons: Whom it speaks of, in the words of its source; ``group_ids`` are our groups.
        themes: All themes in the words of the source; ``theme`` is the one it is filed under.
        recommended_by: The States or bodies that made it.
        repeats: The recommendation of an earlier cycle that it takes up again.
        parent_id: The recommendation it is a part of; the parts are counted, not the whole.
        merged_into: The recommendation that stands for it.
    """

    rec_id: str
    cycle: int
    text: str
    addressee: str
    sdg_target: str
    group_ids: tuple[str, ...]
    theme: str
    evidence_ids: tuple[str, ...]
    submitted_on: date | None
    submitted_in: str
    position: Position | None
    position_source: str
    due_on: date | None
    repeats: str | None = None
    parent_id: str | None = None
    merged_into: str | None = None
    withdrawn_on: date | None = None
    out_of_scope_reason: str = ""
    origin: Origin = Origin.CSO
    recommended_by: tuple[str, ...] = ()
    further_targets: tuple[str, ...] = ()
    persons: str = ""
    themes: str = ""
    position_on: date | None = None
    withdrawn_reason: str = ""
    out_of_scope_on: date | None = None
    note: str = ""
    where: Location = Location("recommendations.csv")

    @property
    def is_ours(self) -> bool:
        """Whether the coalition made it; the others are never mixed into our rates."""
        return self.origin is Origin.CSO

    @property
    def stands(self) -> bool:
        """Whether it still asks for something under its own id."""
        gone = self.withdrawn_on or self.out_of_scope_reason or self.merged_into
        return not gone

    @property
    def targets(self) -> tuple[str, ...]:
        """All its targets, the one it is filed under first."""
        return tuple(t for t in dict.fromkeys((self.sdg_target, *self.further_targets)) if t)

    @property
    def goals(self) -> tuple[int, ...]:
        """The numbers of its Goals, 1 to 17, sorted."""
        numbers = (target.partition(".")[0] for target in self.targets)
        return tuple(sorted({int(n) for n in numbers if n.isdecimal() and 1 <= int(n) <= 17}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is being done for a group: the measure, its budget and the responsible body."""

    policy_id: str
    group_id: str
    title: str
    body: str
    budget: str
    period: str
    sdg_target: str
    status: str
    source_id: str | None
    where: Location = Location("policies.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorAnalysis:
    """Why a group is behind, under one of the five factors."""

    group_id: str
    factor: Factor
    text: str
    evidence_ids: tuple[str, ...]
    where: Location = Location("factors.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """Who was heard, how, when and where; ``participants`` counts people."""

    consultation_id: str
    title: str
    method: str
    held_on: date
    place_id: str | None
    group_ids: tuple[str, ...]
    participants: int | None
    women: int | None
    organiser: str
    where: Location = Location("consultations.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A good practice, a lesson, a challenge or a need for support; ``kind`` says which."""

    practice_id: str
    kind: str
    title: str
    text: str
    group_ids: tuple[str, ...]
    sdg_target: str
    organisation: str
    where: Location = Location("practices.csv")


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
