"""What everybody would gain without inequality: population attributable risk and fraction."""

from __future__ import annotations

import math
from collections.abc import Sequence

from vnrgen.analysis.measures.distribution import Distribution, distribution, is_ordered
from vnrgen.analysis.measures.measure import Measure, MeasureUnit, Refusal, Subgroup, refusal
from vnrgen.analysis.measures.pairs import reference_of


def population_attributable_risk(
    subgroups: Sequence[Subgroup], *, favourable: bool | None, average: float | None = None
) -> Measure:
    """Return by how much the average would change if all stood where the subgroup ahead stands.

    ``PAR = y_ref - μ`` in the unit of the series, ``y_ref`` that of the least disadvantaged
    subgroup of an ordered dimension, of the reference subgroup of another, of the best where none
    is named. It is never below 0 for a favourable indicator and never above 0 for an adverse one:
    nobody is asked to lose. The standard error propagates those of the estimates (shares known,
    estimates independent), of which a given average is taken to be made too; there is none at the
    floor, nor without the numbers of people.

    Args:
        subgroups: At least two.
        favourable: Whether higher is better.
        average: The published value for everybody, in the unit of the series; without it the
            population-weighted average of the subgroups.

    Source:
        J. P. Mackenbach, A. E. Kunst (1997), Measuring the magnitude of socio-economic
        inequalities in health, Social Science & Medicine 44, 757-771; WHO (2013), Handbook on
        health inequality monitoring, section 3.3; floor: WHO HEAT technical notes.
    """
    return _impact(subgroups, favourable, average, relative=False)


def population_attributable_fraction(
    subgroups: Sequence[Subgroup], *, favourable: bool | None, average: float | None = None
) -> Measure:
    """Return the population attributable risk in per cent of the average.

    ``PAF = 100 PAR / μ``. The standard error propagates those of the estimates, also through μ.

    Args:
        subgroups: As in ``population_attributable_risk``.
        favourable: Whether higher is better.
        average: As in ``population_attributable_risk``; above 0.

    Source:
        As ``population_attributable_risk``.
    """
    return _impact(subgroups, favourable, average, relative=True)


def _impact(
    subgroups: Sequence[Subgroup],
    favourable: bool | None,  # noqa: FBT001
    average: float | None,
    *,
    relative: bool,
) -> Measure:
    unit = MeasureUnit.PERCENT if relative else MeasureUnit.SERIES
    found = distribution(subgroups)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    best = _standard(found, subgroups, favourable=favourable)
    if isinstance(best, Refusal):
        return refusal(unit, best)
    risk = _risk(found, best, average)
    if isinstance(risk, Refusal):
        return refusal(unit, risk)
    mean = found.values[best] - risk
    if relative and mean <= 0:
        return refusal(unit, Refusal.NOT_POSITIVE)
    if (risk <= 0) if favourable else (risk >= 0):
        return Measure(unit=unit, value=0.0)
    error = _error(found, best, mean, relative=relative)
    return Measure(unit=unit, value=100 * risk / mean if relative else risk, se=error)


def _risk(found: Distribution, best: int, average: float | None) -> float | Refusal:
    """Return the standard minus the average, in the unit of the series."""
    standard = found.values[best]
    if average is not None:
        return standard - average
    if found.shares is None:
        return Refusal.NO_POPULATION
    # From the distances, so that nothing to gain is exactly 0.
    return math.fsum(w * (standard - y) for w, y in zip(found.shares, found.values, strict=True))


def _standard(
    found: Distribution, subgroups: Sequence[Subgroup], *, favourable: bool | None
) -> int | Refusal:
    """Return the position of the subgroup that sets the standard."""
    if favourable is None:
        return Refusal.NO_DIRECTION
    if is_ordered(subgroups):
        return len(found.values) - 1
    reference = reference_of(subgroups)
    if reference is not None:
        if reference.estimate is None:
            return Refusal.MISSING_SUBGROUP
        return next(i for i, s in enumerate(found.subgroups) if s is reference)
    sign = 1 if favourable else -1
    errors = found.errors or (0.0,) * len(found.values)
    return max(range(len(errors)), key=lambda i: (sign * found.values[i], errors[i]))


def _error(found: Distribution, best: int, mean: float, *, relative: bool) -> float | None:
    if found.errors is None or found.shares is None:
        return None
    standard = found.values[best]
    terms = []
    for index, (share, error) in enumerate(zip(found.shares, found.errors, strict=True)):
        own = 1.0 if index == best else 0.0
        by_estimate = own - share
        if relative:
            by_estimate = 100 * (own / mean - share * standard / mean**2)
        terms.append(by_estimate * error)
    return math.hypot(*terms)
