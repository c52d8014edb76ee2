"""Spread around the average of all people: between-group variance and what derives from it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from vnrgen.analysis.measures.distribution import Weighted, weighted
from vnrgen.analysis.measures.measure import Measure, MeasureUnit, Refusal, Subgroup, refusal


def between_group_variance(subgroups: Sequence[Subgroup]) -> Measure:
    """Return the population-weighted variance of the subgroups, in the squared unit of the series.

    ``BGV = Σ w_i (y_i - μ)²``; 0 for no inequality. Large gaps weigh most. The standard error is
    that of a quadratic form ``y'Qy``, ``Q = diag(w) - ww'``, in independent normal estimates:
    ``Var = 4 Σ w_i² (y_i - μ)² se_i² + 2 tr(QΣQΣ)``, with Σ the diagonal of their variances.

    Source:
        K. Keppel and others (2005), Methodological issues in measuring health disparities, Vital
        and Health Statistics 2 (141); S. R. Searle (1971), Linear Models, section 2.5 (variance).
    """
    unit = MeasureUnit.SERIES_SQUARED
    found = weighted(subgroups)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    return Measure(unit=unit, value=_variance(found), se=_error(found))


def between_group_standard_deviation(subgroups: Sequence[Subgroup]) -> Measure:
    """Return the square root of the between-group variance, in the unit of the series.

    ``BGSD = sqrt(BGV)``; 0 for no inequality. The literature has no standard error for it.

    Source:
        A. Schlotheuber, A. R. Hosseinpoor (2022), Summary measures of health inequality,
        International Journal of Environmental Research and Public Health 19, 3697.
    """
    unit = MeasureUnit.SERIES
    found = weighted(subgroups)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    return Measure(unit=unit, value=math.sqrt(_variance(found)))


def coefficient_of_variation(subgroups: Sequence[Subgroup]) -> Measure:
    """Return the between-group standard deviation in per cent of the average.

    ``COV = 100 BGSD / μ``; 0 for no inequality. The literature has no standard error for it.

    Source:
        As ``between_group_standard_deviation``.
    """
    unit = MeasureUnit.PERCENT
    found = weighted(subgroups)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    if found.mean <= 0:
        return refusal(unit, Refusal.NOT_POSITIVE)
    return Measure(unit=unit, value=100 * math.sqrt(_variance(found)) / found.mean)


def _variance(found: Weighted) -> float:
    return math.fsum(
        w * (y - found.mean) ** 2 for w, y in zip(found.shares, found.values, strict=True)
    )


def _error(found: Weighted) -> float | None:
    if found.errors is None:
        return None
    rows = list(zip(found.shares, found.values, found.errors, strict=True))
    linear = math.fsum((w * (y - found.mean) * se) ** 2 for w, y, se in rows)
    # tr(QΣQΣ) without the n x n matrices: the diagonal apart, the rest as a square of a sum.
    diagonal = math.fsum(w**2 * (1 - 2 * w) * se**4 for w, _, se in rows)
    trace = diagonal + math.fsum((w * se) ** 2 for w, _, se in rows) ** 2
    return math.sqrt(4 * linear + 2 * max(trace, 0.0))
