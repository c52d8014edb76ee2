"""The measures of one breakdown as findings carry them: which, by what formula, from which source.

Values only; ``measures_of`` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vnrgen.analysis.evidence import GroupEstimate
from vnrgen.analysis.measures.measure import Measure


class MeasureName(StrEnum):
    """The measures, by the abbreviations of WHO HEAT where it has one."""

    DIFFERENCE = "D"
    RATIO = "R"
    ACI = "ACI"
    RCI = "RCI"
    SII = "SII"
    RII = "RII"
    PAR = "PAR"
    PAF = "PAF"
    BGV = "BGV"
    BGSD = "BGSD"
    COV = "COV"
    IDISU = "IDISU"
    IDISW = "IDISW"
    MDMU = "MDMU"
    MDMW = "MDMW"
    MDBU = "MDBU"
    MDBW = "MDBW"
    MDRU = "MDRU"
    MDRW = "MDRW"
    TI = "TI"
    MLD = "MLD"
    D_INDEX = "D-index"
    HOI = "HOI"


FROM_EVERYBODY = frozenset(
    {
        MeasureName.PAR,
        MeasureName.PAF,
        MeasureName.IDISU,
        MeasureName.IDISW,
        MeasureName.MDMU,
        MeasureName.MDMW,
    }
)
"""The measures of a distance from everybody's figure, μ; all others know the groups only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """What a measure is: its formula in the letters of docs/measures.md and where it is from.

    ``formula_id`` is the stable name under which it is filed; ``citations`` are keys of
    ``catalogue.CITATIONS``, the definition first.
    """

    formula_id: str
    text: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredValue:
    """One measure of one breakdown: its value or its refusal, and its formula.

    ``is_main`` marks the few that are printed beside a figure; all others stand in the annex.
    ``measure.refused`` is the code of the reason where there is no value, see ``Refusal``.
    """

    name: MeasureName
    measure: Measure
    formula: Formula
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The measures that suit one breakdown, refused ones too, in the order of ``MeasureName``.

    ``behind`` and ``ahead`` are the two groups that D and R compare, None where these are refused.
    ``average_is_published`` tells whether distances are from the published figure for everybody,
    or from the average of the compared groups because there is none (``FROM_EVERYBODY``).
    """

    breakdown_id: str
    dimension_id: str
    is_ordered: bool
    results: tuple[MeasuredValue, ...]
    average_is_published: bool
    behind: GroupEstimate | None = None
    ahead: GroupEstimate | None = None

    def of(self, name: MeasureName) -> Measure | None:
        """Return a measure, None where it does not suit the breakdown."""
        return next((r.measure for r in self.results if r.name is name), None)

    @property
    def values(self) -> Mapping[MeasureName, Measure]:
        """The measures by name."""
        return {result.name: result.measure for result in self.results}

    @property
    def main(self) -> tuple[MeasuredValue, ...]:
        """The measures that are printed beside a figure."""
        return tuple(result for result in self.results if result.is_main)

    @property
    def with_value(self) -> tuple[MeasuredValue, ...]:
        """The measures that were not refused."""
        return tuple(result for result in self.results if result.measure.value is not None)
