"""What people told, scored and discussed, and for whom they agreed that it may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

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
