"""What changed in published figures since the edition that was published last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FigureFate(StrEnum):
    """What became of a figure that had been published."""

    CHANGED = "changed"
    GONE = "gone"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedChange:
    """A published figure that is another now, or that is not given any more.

    Attributes:
        indicator_id, series, place, period, source_id: Whose figure.
        breakdown: Dimension and code of the people or places it is of, sorted by dimension.
        fate: What became of it.
        before: What had been published; None where it may not be told again, because a figure
            beside it is withheld in one of the two editions.
        after: What is published now; None unless ``fate`` is CHANGED.
        few_before, few_after: Whether the value rests on few cases.
    """

    indicator_id: str
    series: str
    place: str
    period: str
    source_id: str
    breakdown: tuple[tuple[str, str], ...]
    fate: FigureFate
    before: float | None = None
    after: float | None = None
    few_before: bool = False
    few_after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEdition:
    """The edition that was published last, and what changed in its figures."""

    name: str
    as_of: date
    changes: tuple[PublishedChange, ...]
