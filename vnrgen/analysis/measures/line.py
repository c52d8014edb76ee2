"""A line through subgroups weighted by people: straight, or straight in the log of the odds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = 200
_HALVINGS = 30
_ROUNDING = 1e-12
_TOLERANCE = 1e-9
# Beyond odds of e^35 a proportion is 0 or 1 in floating point: the fit runs to infinity.
_FARTHEST = 35.0
# The log odds at either end move by so much at most in one step: a longer one goes astray.
_LONGEST_STEP = 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """A fitted line over ranks 0-1, on the scale of the fit.

    ``covariance`` holds var(intercept), cov(intercept, slope), var(slope); None for two points,
    through which every line goes. ``degrees`` are its degrees of freedom: points with people, less
    two.
    """

    intercept: float
    slope: float
    covariance: tuple[float, float, float] | None
    degrees: int

    def error(self, by_intercept: float, by_slope: float) -> float | None:
        """Return the standard error of a function with these derivatives (delta method)."""
        if self.covariance is None:
            return None
        a, b = by_intercept, by_slope
        first, cross, second = self.covariance
        return math.sqrt(max(a * a * first + 2 * a * b * cross + b * b * second, 0.0))


def straight_line(ranks: Sequence[float], values: Sequence[float], shares: Sequence[float]) -> Line:
    """Fit ``y = a + b x`` by least squares weighted by population shares.

    The variance of the residuals is estimated with n - 2 degrees of freedom, so that errors do not
    depend on the unit in which people are counted.
    """
    information = _information(ranks, shares)
    # Measured from one of them, so that equal values give a slope and an error of exactly 0.
    origin = values[0]
    heights = [value - origin for value in values]
    intercept, slope = _solved(information, _moments(ranks, heights, shares))
    squares = math.fsum(
        w * (y - intercept - slope * x) ** 2 for x, y, w in zip(ranks, heights, shares, strict=True)
    )
    covariance = _covariance(information, squares, shares)
    return Line(origin + intercept, slope, covariance, _degrees(shares))


def logit_line(
    ranks: Sequence[float], proportions: Sequence[float], shares: Sequence[float]
) -> Line | None:
    """Fit ``log(p / (1 - p)) = a + b x`` to proportions by quasi-likelihood, Newton's method.

    Each subgroup counts by its share of the people, once. The dispersion is Pearson's, with n - 2
    degrees of freedom: errors do not depend on the unit in which people are counted.

    Returns:
        The line on the logit scale, or None where the fit has no finite solution.

    Source:
        L. E. Papke, J. M. Wooldridge (1996), Econometric methods for fractional response
        variables, Journal of Applied Econometrics 11, 619-632; P. McCullagh, J. A. Nelder (1989),
        Generalized Linear Models, chapters 4 and 9.
    """
    average = math.fsum(w * p for p, w in zip(proportions, shares, strict=True))
    if not 0 < average < 1:
        return None
    at = (math.log(average / (1 - average)), 0.0)
    for _ in range(_STEPS):
        fitted = [logistic(at[0] + at[1] * x) for x in ranks]
        gaps = [p - m for p, m in zip(proportions, fitted, strict=True)]
        information = _information(
            ranks, [w * m * (1 - m) for w, m in zip(shares, fitted, strict=True)]
        )
        if information[0] * information[2] - information[1] ** 2 <= 0:
            return None
        step = _shortened(_solved(information, _moments(ranks, gaps, shares)))
        at = _uphill(at, step, ranks, proportions, shares)
        if max(abs(at[0]), abs(at[0] + at[1])) > _FARTHEST:
            return None
        if max(abs(step[0]), abs(step[1])) < _TOLERANCE * max(1.0, abs(at[0]), abs(at[1])):
            covariance = _dispersed(gaps, fitted, shares, information)
            return Line(*at, covariance, _degrees(shares))
    return None


def logistic(log_odds: float) -> float:
    """Return the proportion, 0-1, that has these log odds."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    odds = math.exp(log_odds)
    return odds / (1 + odds)


_Symmetric = tuple[float, float, float]


def _shortened(step: tuple[float, float]) -> tuple[float, float]:
    """Return a step of intercept and slope that moves neither end by more than the longest."""
    length = max(abs(step[0]), abs(step[0] + step[1]))
    factor = min(1.0, _LONGEST_STEP / length) if length > 0 else 1.0
    return (step[0] * factor, step[1] * factor)


def _uphill(
    at: tuple[float, float],
    step: tuple[float, float],
    ranks: Sequence[float],
    proportions: Sequence[float],
    shares: Sequence[float],
) -> tuple[float, float]:
    """Take a step, halved until the fit is no worse: a full one may leap over the solution."""

    def likelihood(intercept: float, slope: float) -> float:
        return math.fsum(
            w * (p * (intercept + slope * x) - _log1p_exp(intercept + slope * x))
            for x, p, w in zip(ranks, proportions, shares, strict=True)
        )

    # Near the solution Newton's step is right, and its gain is lost in rounding.
    before = likelihood(*at) - _ROUNDING
    for halvings in range(_HALVINGS):
        taken = (at[0] + step[0] / 2**halvings, at[1] + step[1] / 2**halvings)
        if likelihood(*taken) >= before:
            return taken
    return at


def _log1p_exp(number: float) -> float:
    return max(number, 0.0) + math.log1p(math.exp(-abs(number)))


def _dispersed(
    gaps: Sequence[float],
    fitted: Sequence[float],
    shares: Sequence[float],
    information: _Symmetric,
) -> _Symmetric | None:
    squares = math.fsum(
        w * gap * gap / (m * (1 - m)) for gap, m, w in zip(gaps, fitted, shares, strict=True)
    )
    return _covariance(information, squares, shares)


def _information(ranks: Sequence[float], weights: Sequence[float]) -> _Symmetric:
    return (
        math.fsum(weights),
        math.fsum(w * x for x, w in zip(ranks, weights, strict=True)),
        math.fsum(w * x * x for x, w in zip(ranks, weights, strict=True)),
    )


def _moments(
    ranks: Sequence[float], values: Sequence[float], shares: Sequence[float]
) -> tuple[float, float]:
    return (
        math.fsum(w * y for y, w in zip(values, shares, strict=True)),
        math.fsum(w * x * y for x, y, w in zip(ranks, values, shares, strict=True)),
    )


def _solved(matrix: _Symmetric, right: tuple[float, float]) -> tuple[float, float]:
    a, b, d = matrix
    determinant = a * d - b * b
    return (
        (d * right[0] - b * right[1]) / determinant,
        (a * right[1] - b * right[0]) / determinant,
    )


def _degrees(shares: Sequence[float]) -> int:
    return sum(share > 0 for share in shares) - 2


def _covariance(
    information: _Symmetric, squares: float, shares: Sequence[float]
) -> _Symmetric | None:
    degrees = _degrees(shares)
    if degrees < 1:
        return None
    a, b, d = information
    factor = squares / degrees / (a * d - b * b)
    return (d * factor, -b * factor, a * factor)
