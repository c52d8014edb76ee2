"""Inequality along an order: concentration indices, slope and relative index of inequality."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vnrgen.analysis.measures.distribution import Weighted, ranked
from vnrgen.analysis.measures.line import Line, logistic, logit_line, straight_line
from vnrgen.analysis.measures.measure import Measure, MeasureUnit, Refusal, Subgroup, refusal


class SlopeModel(StrEnum):
    """How the line of the slope index runs: in the log odds (proportions), or straight."""

    LOGIT = "logit"
    LINEAR = "linear"


def absolute_concentration_index(subgroups: Sequence[Subgroup]) -> Measure:
    """Return how far the indicator is concentrated among the advantaged, in its unit.

    ``ACI = Σ w_i y_i (2 X_i - 1)`` with population shares ``w`` and ranks ``X`` from the most
    disadvantaged. 0 for no inequality, positive where the advantaged have more of what is
    measured, good or bad: the direction of the indicator plays no part. The standard error is
    that of the slope in the convenient regression of ``2 σ²_X y`` on ``X``, weighted by people.

    Source:
        A. Wagstaff, P. Paci, E. van Doorslaer (1991), On the measurement of inequalities in
        health, Social Science & Medicine 33, 545-557; N. Kakwani, A. Wagstaff, E. van Doorslaer
        (1997), Socioeconomic inequalities in health, Journal of Econometrics 77, 87-103.
    """
    unit = MeasureUnit.SERIES
    found = ranked(subgroups)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    value, error = _concentration(*found)
    return Measure(unit=unit, value=value, se=error)


def relative_concentration_index(subgroups: Sequence[Subgroup]) -> Measure:
    """Return the absolute concentration index over the average, without unit, -1 to 1.

    ``RCI = ACI / μ``; its standard error is that of ACI over μ, the average taken as known.

    Source:
        As ``absolute_concentration_index``.
    """
    unit = MeasureUnit.INDEX
    found = ranked(subgroups)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    mean = found[0].mean
    if mean <= 0:
        return refusal(unit, Refusal.NOT_POSITIVE)
    value, error = _concentration(*found)
    return Measure(unit=unit, value=value / mean, se=None if error is None else error / mean)


def slope_index(
    subgroups: Sequence[Subgroup],
    *,
    favourable: bool | None,
    model: SlopeModel = SlopeModel.LOGIT,
    scale: float | None = 100.0,
) -> Measure:
    """Return the slope index of inequality: the fitted gap between both ends of the order.

    A line is fitted to the estimates over the ranks, weighted by population; ``SII`` is its value
    at rank 1 minus at rank 0 for a favourable indicator, the reverse for an adverse one: in the
    unit of the series, positive where the disadvantaged are worse, 0 for no inequality. The
    standard error comes from the fit by the delta method.

    Args:
        subgroups: At least two, ordered; three for a standard error.
        favourable: Whether higher is better.
        model: LOGIT for proportions, LINEAR for what has no upper end.
        scale: What 100 % is; only the logit model asks for it.

    Source:
        E. R. Pamuk (1985), Social class inequality in mortality, Population Studies 39, 17-31;
        J. P. Mackenbach, A. E. Kunst (1997), Measuring the magnitude of socio-economic
        inequalities in health, Social Science & Medicine 44, 757-771; A. J. D. Barros,
        C. G. Victora (2013), Measuring coverage in MNCH, PLoS Medicine 10, e1001390 (logit).
    """
    unit = MeasureUnit.SERIES
    ends = _fitted_ends(subgroups, favourable=favourable, model=model, scale=scale)
    if isinstance(ends, Refusal):
        return refusal(unit, ends)
    slope = ends.high - ends.low
    return Measure(unit=unit, value=slope if favourable else -slope, se=ends.error_of_difference())


def relative_index(
    subgroups: Sequence[Subgroup],
    *,
    favourable: bool | None,
    model: SlopeModel = SlopeModel.LOGIT,
    scale: float | None = 100.0,
) -> Measure:
    """Return the relative index of inequality: the fitted ratio of both ends of the order.

    ``RII`` is the value of the line of ``slope_index`` at rank 1 over that at rank 0 for a
    favourable indicator, the reverse for an adverse one: without unit, above 1 where the
    disadvantaged are worse, 1 for no inequality. The standard error is that of log RII.

    Args:
        subgroups: As in ``slope_index``.
        favourable: Whether higher is better.
        model: As in ``slope_index``.
        scale: As in ``slope_index``.

    Source:
        As ``slope_index`` (the ratio of Mackenbach and Kunst 1997).
    """
    unit = MeasureUnit.RATIO
    ends = _fitted_ends(subgroups, favourable=favourable, model=model, scale=scale)
    if isinstance(ends, Refusal):
        return refusal(unit, ends)
    if ends.low <= 0 or ends.high <= 0:
        return refusal(unit, Refusal.NOT_POSITIVE)
    value = ends.high / ends.low if favourable else ends.low / ends.high
    return Measure(unit=unit, value=value, se=ends.error_of_log_ratio(), se_of_log=True)


def _concentration(found: Weighted, ranks: tuple[float, ...]) -> tuple[float, float | None]:
    value = math.fsum(
        w * y * (2 * x - 1) for w, y, x in zip(found.shares, found.values, ranks, strict=True)
    )
    spread = math.fsum(w * (x - 0.5) ** 2 for w, x in zip(found.shares, ranks, strict=True))
    if spread <= 0:
        return value, None
    error = straight_line(ranks, found.values, found.shares).error(0.0, 1.0)
    return value, None if error is None else 2 * spread * error


@dataclass(frozen=True, slots=True)
class _Ends:
    """A fitted line at rank 0 and at rank 1, in the unit of the series.

    ``by_low`` and ``by_high`` are the derivatives of both by intercept and slope. ``line`` is None
    where all estimates are alike, which leaves nothing to fit.
    """

    low: float
    high: float
    line: Line | None = None
    by_low: tuple[float, float] = (0.0, 0.0)
    by_high: tuple[float, float] = (0.0, 0.0)

    def error_of_difference(self) -> float | None:
        return self._error(1.0, 1.0)

    def error_of_log_ratio(self) -> float | None:
        return self._error(1 / self.low, 1 / self.high)

    def _error(self, low: float, high: float) -> float | None:
        if self.line is None:
            return None
        first, second = (high * h - low * d for d, h in zip(self.by_low, self.by_high, strict=True))
        return self.line.error(first, second)


def _fitted_ends(
    subgroups: Sequence[Subgroup],
    *,
    favourable: bool | None,
    model: SlopeModel,
    scale: float | None,
) -> _Ends | Refusal:
    if favourable is None:
        return Refusal.NO_DIRECTION
    found = ranked(subgroups)
    if isinstance(found, Refusal):
        return found
    if sum(share > 0 for share in found[0].shares) < 2:
        return Refusal.TOO_FEW
    if model is SlopeModel.LINEAR:
        line = straight_line(found[1], found[0].values, found[0].shares)
        ends = (line.intercept, line.intercept + line.slope)
        return _Ends(*ends, line, (1.0, 0.0), (1.0, 1.0))
    return Refusal.NO_SCALE if scale is None or scale <= 0 else _logit_ends(*found, scale)


def _logit_ends(found: Weighted, ranks: Sequence[float], scale: float) -> _Ends | Refusal:
    lowest, highest = min(found.values), max(found.values)
    if lowest < 0 or highest > scale:
        return Refusal.OUT_OF_SCALE
    if lowest == highest:
        return _Ends(lowest, highest)
    line = logit_line(ranks, [y / scale for y in found.values], found.shares)
    if line is None:
        return Refusal.NOT_ESTIMABLE
    low, high = logistic(line.intercept), logistic(line.intercept + line.slope)
    steep_low, steep_high = scale * low * (1 - low), scale * high * (1 - high)
    return _Ends(scale * low, scale * high, line, (steep_low, 0.0), (steep_high, steep_high))
