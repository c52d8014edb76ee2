"""Disproportion between shares of people and shares of the indicator: Theil, mean log deviation."""

from __future__ import annotations

import math
from collections.abc import Sequence

from vnrgen.analysis.measures.distribution import weighted
from vnrgen.analysis.measures.measure import Measure, MeasureUnit, Refusal, Subgroup, refusal

_TIMES = 1000.0


def theil_index(subgroups: Sequence[Subgroup]) -> Measure:
    """Return Theil's index of the subgroups, multiplied by 1000; 0 for no inequality.

    ``TI = 1000 Σ w_i r_i ln r_i`` with ``r_i = y_i / μ``; a subgroup at 0 adds 0 (the limit). The
    standard error propagates those of the estimates, ``dTI/dy_i = 1000 w_i (ln r_i - T) / μ`` with
    ``T = TI / 1000``, and is times 1000 as the value is.

    Source:
        H. Theil (1967), Economics and Information Theory, chapter 4; S. Harper, J. Lynch (2005),
        Methods for Measuring Cancer Disparities, National Cancer Institute, section on entropy.
    """
    unit = MeasureUnit.THOUSANDTHS
    found = weighted(subgroups)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    if found.mean <= 0 or min(found.values) < 0:
        return refusal(unit, Refusal.NOT_POSITIVE)
    relative = [y / found.mean for y in found.values]
    value = math.fsum(
        w * r * math.log(r) for w, r in zip(found.shares, relative, strict=True) if r > 0
    )
    error = None
    if min(relative) > 0:
        error = found.propagated(
            w * (math.log(r) - value) / found.mean
            for w, r in zip(found.shares, relative, strict=True)
        )
    return _times_1000(value, error)


def mean_log_deviation(subgroups: Sequence[Subgroup]) -> Measure:
    """Return the mean log deviation, multiplied by 1000; 0 for no inequality.

    ``MLD = 1000 Σ w_i ln(μ / y_i)``: it weighs those with little most, and has no value where
    someone has nothing. The standard error propagates those of the estimates,
    ``dMLD/dy_i = 1000 (w_i / μ - w_i / y_i)``, and is times 1000 as the value is.

    Source:
        As ``theil_index`` (Theil's second measure).
    """
    unit = MeasureUnit.THOUSANDTHS
    found = weighted(subgroups)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    if min(found.values) <= 0:
        return refusal(unit, Refusal.NOT_POSITIVE)
    pairs = list(zip(found.shares, found.values, strict=True))
    value = math.fsum(w * math.log(found.mean / y) for w, y in pairs)
    return _times_1000(value, found.propagated(w / found.mean - w / y for w, y in pairs))


def _times_1000(value: float, error: float | None) -> Measure:
    # Neither is below 0 in exact arithmetic; rounding may leave the last digit there.
    return Measure(
        unit=MeasureUnit.THOUSANDTHS,
        value=max(_TIMES * value, 0.0),
        se=None if error is None else _TIMES * error,
    )
