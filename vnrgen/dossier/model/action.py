"""What is asked for and what is done: recommendations, policies, factors and practices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vnrgen.problems import Location


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


class Factor(StrEnum):
    """The five factors of being left behind (UNDP, What does it mean to LNOB?, 2018)."""

    DISCRIMINATION = "discrimination"
    GEOGRAPHY = "geography"
    GOVERNANCE = "governance"
    SOCIO_ECONOMIC_STATUS = "socio_economic_status"
    SHOCKS_AND_FRAGILITY = "shocks_and_fragility"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorAnalysis:
    """Why a group is behind, under one of the five factors."""

    group_id: str
    factor: Factor
    text: str
    evidence_ids: tuple[str, ...]
    where: Location = Location("factors.csv")


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
