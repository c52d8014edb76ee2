"""What goes into a measure of inequality and what comes out: subgroups, a value, or a refusal."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from vnrgen.analysis.uncertainty import Z95, student95


class MeasureUnit(StrEnum):
    """In what a measure is expressed.

    ``SERIES`` the unit of the series, ``SERIES_SQUARED`` its square, ``PERCENT`` per cent of the
    average, ``RATIO`` no unit with 1 for no inequality, ``INDEX`` no unit with 0 for no
    inequality, ``THOUSANDTHS`` an index multiplied by 1000.
    """

    SERIES = "series"
    SERIES_SQUARED = "series_squared"
    PERCENT = "percent"
    RATIO = "ratio"
    INDEX = "index"
    THOUSANDTHS = "thousandths"


class Refusal(StrEnum):
    """Why a measure has no value. A refused measure is reported as such, never as zero."""

    TOO_FEW = "too_few"
    """Fewer than two subgroups have an estimate."""
    MISSING_SUBGROUP = "missing_subgroup"
    """A subgroup that an ordered dimension needs has no estimate."""
    TOO_MANY_MISSING = "too_many_missing"
    """More than 15 % of the subgroups, or of their people, have no estimate."""
    WITHHELD = "withheld"
    """A subgroup is withheld from publication."""
    NO_POPULATION = "no_population"
    """The number of people in a subgroup is not known, and the measure weights by it."""
    NO_DIRECTION = "no_direction"
    """The dossier does not say whether higher is better."""
    NO_REFERENCE = "no_reference"
    """No subgroup is named as the one to compare with."""
    NOT_ORDERED = "not_ordered"
    """The subgroups have no order from the most to the least disadvantaged."""
    NO_SCALE = "no_scale"
    """The dossier does not say what 100 % is."""
    OUT_OF_SCALE = "out_of_scale"
    """An estimate lies below 0 or above 100 %."""
    NOT_POSITIVE = "not_positive"
    """A value that is divided by, or whose logarithm is taken, is not above 0."""
    NOT_ESTIMABLE = "not_estimable"
    """The model has no finite solution (every estimate is 0 % or 100 %)."""
    BARRIER = "barrier"
    """The indicator counts people who lack something: only its complement may be used."""
    DISTRIBUTION = "distribution"
    """The figures divide a whole among the subgroups and are no rates of them."""
    NUMBERS = "numbers"
    """The figures are numbers of people and no rates: the larger subgroup has more of them."""
    DOUBTFUL = "doubtful"
    """The subgroups may not be ranked: see the doubts of the breakdown."""
    OVERLAPPING = "overlapping"
    """Some subgroups contain others, so that people would be counted twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subgroup:
    """One subgroup of a dimension of inequality.

    ``estimate`` and its standard error ``se`` are in the unit of the series; None where there is
    none. ``population`` is the number of people (or a weight proportional to it). ``order`` is 1
    for the most disadvantaged, None in a dimension without order. A subgroup that exists but has
    no estimate is listed with None, so that its absence is noticed.
    """

    estimate: float | None
    population: float | None = None
    se: float | None = None
    order: int | None = None
    is_reference: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure of inequality, or why there is none.

    ``value`` and ``se`` are in ``unit``; ``se`` is None where the sources or the literature give
    none. With ``se_of_log`` the standard error is that of the natural logarithm of the value. With
    ``of_complement`` the measure describes those who do *not* meet the barrier. ``degrees`` are
    those of freedom of a standard error that comes from the fit of a line. ``is_unsteady``
    where the value hangs on an end of a fitted line that the figures do not bear out: its sign may
    be read, its size may not.
    """

    unit: MeasureUnit
    value: float | None = None
    se: float | None = None
    refused: Refusal | None = None
    se_of_log: bool = False
    of_complement: bool = False
    degrees: int | None = None
    is_unsteady: bool = False

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval, on the log scale where the error is.

        By the normal distribution; that of a fitted line by Student's t, because few groups tell
        little of how far they lie from it.

        >>> m = Measure(unit=MeasureUnit.RATIO, value=2.0, se=0.1, se_of_log=True)
        >>> tuple(round(limit, 3) for limit in m.interval or ())
        (1.644, 2.433)
        """
        if self.value is None or self.se is None:
            return None
        margin = (Z95 if self.degrees is None else student95(self.degrees)) * self.se
        if self.se_of_log:
            return (self.value * math.exp(-margin), self.value * math.exp(margin))
        return (self.value - margin, self.value + margin)


def refusal(unit: MeasureUnit, reason: Refusal) -> Measure:
    """Return the measure that has no value for a reason."""
    return Measure(unit=unit, refused=reason)
