"""Inequality along an order: concentration indices, slope and relative index of inequality."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vnrgen.analysis.measures.distribution import Weighted, ranked
from vnrgen.analysis.measures.line import Line, logistic, logit_line, straight_line
from vnrgen.analysis.measures.measure import Measure, MeasureUnit, Refusal, Subgroup, refusal
from vnrgen.analysis.uncertainty import student95

_SHARP = 0.05  # the rounding that a divisor may carry, as a share of it
_BEYOND = 2.0  # by so much the line may exceed the ratio of the figures themselves


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
    standard error comes from the fit by the delta method, its interval from Student's t with n - 2
    degrees of freedom. Unsteady where a straight line ends
    below 0 and no figure does: nobody can be there.

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
    return Measure(
        unit=unit,
        value=slope if favourable else -slope,
        se=ends.error_of_difference(),
        degrees=ends.degrees,
        is_unsteady=ends.smaller < 0 <= ends.smallest,
    )


def relative_index(
    subgroups: Sequence[Subgroup],
    *,
    favourable: bool | None,
    model: SlopeModel = SlopeModel.LOGIT,
    scale: float | None = 100.0,
    rounding: float = 0.0,
) -> Measure:
    """Return the relative index of inequality: the fitted ratio of both ends of the order.

    ``RII`` is the value of the line of ``slope_index`` at rank 1 over that at rank 0 for a
    favourable indicator, the reverse for an adverse one: without unit, above 1 where the
    disadvantaged are worse, 1 for no inequality. The standard error is that of log RII.

    Unsteady where the smaller end, which it is divided by or divides, cannot carry a ratio: it is
    not told from 0 at 95 % (then the interval of a ratio has no end, Fieller 1954), is below
    twenty times the rounding of the figures, or makes the ratio twice that of the largest figure
    to the smallest. Relative measures grow without bound as levels near 0 (Houweling et al. 2007).

    Args:
        subgroups: As in ``slope_index``.
        favourable: Whether higher is better.
        model: As in ``slope_index``.
        scale: As in ``slope_index``.
        rounding: Half of the last decimal to which figures are published.

    Source:
        As ``slope_index`` (the ratio of Mackenbach and Kunst 1997); E. C. Fieller (1954), Some
        problems in interval estimation, Journal of the Royal Statistical Society B 16, 175-185;
        T. A. J. Houweling, A. E. Kunst, M. Huisman, J. P. Mackenbach (2007), Using relative and
        absolute measures for monitoring health inequalities, Int. J. for Equity in Health 6:15.
    """
    unit = MeasureUnit.RATIO
    ends = _fitted_ends(subgroups, favourable=favourable, model=model, scale=scale)
    if isinstance(ends, Refusal):
        return refusal(unit, ends)
    if ends.low <= 0 or ends.high <= 0:
        return refusal(unit, Refusal.NOT_POSITIVE)
    value = ends.high / ends.low if favourable else ends.low / ends.high
    return Measure(
        unit=unit,
        value=value,
        se=ends.error_of_log_ratio(),
        degrees=ends.degrees,
        se_of_log=True,
        is_unsteady=ends.cannot_carry_a_ratio(rounding),
    )


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

    ``smallest`` and ``largest`` are the estimates at their extremes. ``by_low`` and ``by_high`` are
    the derivatives of both ends by intercept and slope. ``line`` is None where all estimates are
    alike, which leaves nothing to fit.
    """

    low: float
    high: float
    smallest: float
    largest: float
    line: Line | None = None
    by_low: tuple[float, float] = (0.0, 0.0)
    by_high: tuple[float, float] = (0.0, 0.0)

    @property
    def smaller(self) -> float:
        """The lower of both ends."""
        return min(self.low, self.high)

    def cannot_carry_a_ratio(self, rounding: float) -> bool:
        """Tell whether the smaller end, above 0, is too small or too far out for a ratio."""
        if self.line is None:
            return False
        error = self._error(-1.0, 0.0) if self.low <= self.high else self._error(0.0, 1.0)
        if error is not None and self.smaller <= student95(self.line.degrees) * error:
            return True
        ratio = max(self.low, self.high) / self.smaller
        is_far_out = ratio * self.smallest > _BEYOND * self.largest
        return is_far_out or self.smaller * _SHARP < rounding

    @property
    def degrees(self) -> int | None:
        """The degrees of freedom of the errors, None where there are none."""
        return None if self.line is None or self.line.covariance is None else self.line.degrees

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
        return _Ends(*ends, *_extremes(found[0]), line, (1.0, 0.0), (1.0, 1.0))
    return Refusal.NO_SCALE if scale is None or scale <= 0 else _logit_ends(*found, scale)


def _logit_ends(found: Weighted, ranks: Sequence[float], scale: float) -> _Ends | Refusal:
    lowest, highest = _extremes(found)
    if lowest < 0 or highest > scale:
        return Refusal.OUT_OF_SCALE
    if lowest == highest:
        return _Ends(lowest, highest, lowest, highest)
    line = logit_line(ranks, [y / scale for y in found.values], found.shares)
    if line is None:
        return Refusal.NOT_ESTIMABLE
    low, high = logistic(line.intercept), logistic(line.intercept + line.slope)
    steep_low, steep_high = scale * low * (1 - low), scale * high * (1 - high)
    ends = (scale * low, scale * high)
    return _Ends(*ends, lowest, highest, line, (steep_low, 0.0), (steep_high, steep_high))


def _extremes(found: Weighted) -> tuple[float, float]:
    """Return the smallest and the largest estimate of groups with people."""
    held = [value for value, share in zip(found.values, found.shares, strict=True) if share > 0]
    return min(held), max(held)
