"""Mean distances of the subgroups: from the average, from the best, from a reference."""

from __future__ import annotations

import math
from collections.abc import Sequence

from vnrgen.analysis.measures.distribution import Distribution, distribution
from vnrgen.analysis.measures.measure import Measure, MeasureUnit, Refusal, Subgroup, refusal
from vnrgen.analysis.measures.pairs import reference_of


def mean_difference_from_mean(
    subgroups: Sequence[Subgroup], *, by_people: bool, average: float | None = None
) -> Measure:
    """Return how far the subgroups are from the average, on average, in the unit of the series.

    ``MDMU = Σ |y_i - μ| / n`` and, with ``by_people``, ``MDMW = Σ w_i |y_i - μ|``; 0 for no
    inequality. μ is the average of all people in both. No standard error: |·| has a kink at μ.

    Args:
        subgroups: At least two.
        by_people: Whether each counts by its share of the people, or all alike.
        average: The published value for everybody, in the unit of the series; without it the
            population-weighted average of the subgroups.

    Source:
        A. Schlotheuber, A. R. Hosseinpoor (2022), Summary measures of health inequality,
        International Journal of Environmental Research and Public Health 19, 3697.
    """
    unit = MeasureUnit.SERIES
    found = distribution(subgroups)
    mean = found if isinstance(found, Refusal) else _mean(found, average)
    return _distance(found, mean, by_people=by_people, unit=unit)


def index_of_disparity(
    subgroups: Sequence[Subgroup], *, by_people: bool, average: float | None = None
) -> Measure:
    """Return the mean difference from the average in per cent of the average.

    ``IDISU = 100 MDMU / μ`` and, with ``by_people``, ``IDISW = 100 MDMW / μ``, of the measures in
    ``mean_difference_from_mean``; 0 for no inequality. No standard error, as for these.

    Args:
        subgroups: As in ``mean_difference_from_mean``.
        by_people: As in ``mean_difference_from_mean``.
        average: As in ``mean_difference_from_mean``; above 0.

    Source:
        J. N. Pearcy, K. G. Keppel (2002), A summary measure of health disparity, Public Health
        Reports 117, 273-280; weighted: as ``mean_difference_from_mean``.
    """
    unit = MeasureUnit.PERCENT
    found = distribution(subgroups)
    mean = found if isinstance(found, Refusal) else _mean(found, average)
    if not isinstance(mean, Refusal) and mean <= 0:
        mean = Refusal.NOT_POSITIVE
    return _distance(found, mean, by_people=by_people, unit=unit)


def mean_difference_from_best(
    subgroups: Sequence[Subgroup], *, favourable: bool | None, by_people: bool
) -> Measure:
    """Return how far the subgroups are from the best one, on average, in the unit of the series.

    ``MDBU = Σ |y_best - y_i| / n`` and, with ``by_people``, ``MDBW = Σ w_i |y_best - y_i|``, over
    all n subgroups, the best included; 0 for no inequality. No standard error: which subgroup is
    best is itself uncertain.

    Args:
        subgroups: At least two.
        favourable: Whether higher is better.
        by_people: Whether each counts by its share of the people, or all alike.

    Source:
        As ``mean_difference_from_mean``.
    """
    unit = MeasureUnit.SERIES
    if favourable is None:
        return refusal(unit, Refusal.NO_DIRECTION)
    found = distribution(subgroups)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    best = max(found.values) if favourable else min(found.values)
    return _distance(found, best, by_people=by_people, unit=unit)


def mean_difference_from_reference(subgroups: Sequence[Subgroup], *, by_people: bool) -> Measure:
    """Return how far the subgroups are from the reference one, on average, in the series' unit.

    ``MDRU = Σ |y_ref - y_i| / n`` and, with ``by_people``, ``MDRW = Σ w_i |y_ref - y_i|``, over all
    n subgroups, the reference included; 0 for no inequality. No standard error, as for
    ``mean_difference_from_mean``.

    Args:
        subgroups: At least two, exactly one of them the reference.
        by_people: Whether each counts by its share of the people, or all alike.

    Source:
        As ``mean_difference_from_mean``.
    """
    unit = MeasureUnit.SERIES
    found = distribution(subgroups)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    reference = reference_of(subgroups)
    if reference is None:
        return refusal(unit, Refusal.NO_REFERENCE)
    if reference.estimate is None:
        return refusal(unit, Refusal.MISSING_SUBGROUP)
    return _distance(found, reference.estimate, by_people=by_people, unit=unit)


def _mean(found: Distribution, average: float | None) -> float | Refusal:
    if average is not None:
        return average
    if found.shares is None:
        return Refusal.NO_POPULATION
    return math.fsum(w * y for w, y in zip(found.shares, found.values, strict=True))


def _distance(
    found: Distribution | Refusal, point: float | Refusal, *, by_people: bool, unit: MeasureUnit
) -> Measure:
    """Return the mean absolute distance from a point; in per cent of the point if so expressed."""
    if isinstance(found, Refusal):
        return refusal(unit, found)
    if isinstance(point, Refusal):
        return refusal(unit, point)
    if by_people and found.shares is None:
        return refusal(unit, Refusal.NO_POPULATION)
    count = len(found.values)
    shares = (found.shares if by_people else None) or (1 / count,) * count
    value = math.fsum(w * abs(y - point) for w, y in zip(shares, found.values, strict=True))
    return Measure(unit=unit, value=100 * value / point if unit is MeasureUnit.PERCENT else value)
