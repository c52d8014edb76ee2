"""What is found about the uptake of recommendations: statuses, rates, agreement of assessors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from vnrgen.dossier.model.decisions import Unfounded
from vnrgen.dossier.register.state import State

_HALF = Fraction(1, 2)  # percentage points: what whole percentages round away


class RateBy(StrEnum):
    """What a rate is counted for, always within one cycle of recommendations."""

    CYCLE = "cycle"
    GROUP = "group"
    TARGET = "target"
    ADDRESSEE = "addressee"
    REPORT = "report"
    ASSESSOR = "assessor"


@dataclass(frozen=True, slots=True, kw_only=True)
class UptakeRow:
    """Where one recommendation stands in one report, by the newest decision of each assessor.

    ``unfounded`` says why it does not count, where what it rests on is not in the dossier.
    """

    rec_id: str
    report_id: str | None
    assessor: str
    uptake: str
    assessed_on: date | None
    assessor_kind: str = "cso"
    report_version: str = ""
    quote: str = ""
    pdf_page: int | None = None
    print_page: str = ""
    section: str = ""
    paragraph: str = ""
    note: str = ""
    unfounded: Unfounded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UptakeRate:
    """How many eligible recommendations were taken up; the count is a complete one, no sample.

    Attributes:
        cycle: Of the recommendations.
        by, key: What is counted: ``(GROUP, "highland")``; for the whole cycle the key is "".
        submitted: Recommendations of this kind.
        excluded: Ids that are not counted, by reason; a split recommendation is counted by its
            parts, a merged one by the one it was merged into.
        eligible: ``submitted`` less the excluded: the denominator.
        counts: Eligible recommendations by status (``Uptake``), every status named.
        adopted, adopted_in_part, not_assessed: The three that a rate is made of.
        disputed: Eligible recommendations on which assessors of the same report differ.
        unfounded: Ids of eligible ones with a decision that does not count, since what it rests
            on is not in the dossier; without another decision they are not assessed.
    """

    cycle: int
    submitted: int
    eligible: int
    counts: Mapping[str, int]
    adopted: int
    adopted_in_part: int
    not_assessed: int
    by: RateBy = RateBy.CYCLE
    key: str = ""
    excluded: Mapping[State, tuple[str, ...]] | None = None
    disputed: int = 0
    unfounded: tuple[str, ...] = ()

    @property
    def inclusive(self) -> int:
        """How many were adopted, wholly or in part."""
        return self.adopted + self.adopted_in_part

    @property
    def strict_bounds(self) -> tuple[int, int]:
        """The least and the most that can be adopted once all are assessed."""
        return self.adopted, self.adopted + self.not_assessed

    @property
    def inclusive_bounds(self) -> tuple[int, int]:
        """The same for adopted wholly or in part."""
        return self.inclusive, self.inclusive + self.not_assessed


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessorAgreement:
    """How far two assessors agree on what a report says.

    Attributes:
        assessors: The two, sorted.
        compared: Recommendations (times reports) that both assessed.
        agreed: Of them, those with the same status.
        kappa: Cohen's kappa, from -1 to 1, over the statuses as unordered categories (Cohen, A
            coefficient of agreement for nominal scales, 1960); None where both always gave one
            and the same status, so that chance alone explains all agreement.
    """

    assessors: tuple[str, str]
    compared: int
    agreed: int
    kappa: float | None


def decimals_of_share(count: int, of: int) -> int:
    """Return how many decimals a percentage needs so that nearly all does not read as all.

    >>> decimals_of_share(199, 200), decimals_of_share(200, 200), decimals_of_share(3, 4)
    (1, 0, 0)
    >>> decimals_of_share(1999, 2000), decimals_of_share(1, 2000)  # 99.95, which rounds to 100.0
    (2, 1)
    """
    if not 0 < count < of:
        return 0
    decimals, percent = 0, Fraction(100 * count, of)
    while percent < (half := _HALF / 10**decimals) or 100 - percent <= half:
        decimals += 1
    return decimals
