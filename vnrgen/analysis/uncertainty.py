"""Confidence intervals of differences, from what sources publish: standard errors or intervals."""

from __future__ import annotations

import math

from vnrgen.analysis.evidence import Estimate

# The 97.5th percentile of the standard normal distribution.
Z95 = 1.959963984540054
# That of Student's t with 1 to 10 degrees of freedom, as every book of tables has it.
_T95 = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281)


def student95(degrees: int) -> float:
    """Return by how many standard errors a 95 % interval reaches to each side, by Student's t.

    Beyond the table by the expansion about the normal distribution, right to three decimals.

    Args:
        degrees: Degrees of freedom, at least 1.

    Source:
        M. Abramowitz, I. A. Stegun (1964), Handbook of Mathematical Functions, 26.7.5.
    """
    if degrees <= len(_T95):
        return _T95[degrees - 1]
    first = (Z95**3 + Z95) / (4 * degrees)
    second = (5 * Z95**5 + 16 * Z95**3 + 3 * Z95) / (96 * degrees**2)
    third = (3 * Z95**7 + 19 * Z95**5 + 17 * Z95**3 - 15 * Z95) / (384 * degrees**3)
    return Z95 + first + second + third


def margins(estimate: Estimate) -> tuple[float, float] | None:
    """Return how far the 95 % interval reaches below and above the value, in its unit.

    A published interval is used as it is, because it need not be symmetric; else the standard
    error. None where the source gives neither, or where there is no value.
    """
    if estimate.value is None:
        return None
    lower, upper = estimate.lower, estimate.upper
    if lower is not None and upper is not None and lower <= estimate.value <= upper:
        return (estimate.value - lower, upper - estimate.value)
    if estimate.se is not None and estimate.se >= 0:
        return (Z95 * estimate.se, Z95 * estimate.se)
    return None


def difference_interval(first: Estimate, second: Estimate) -> tuple[float, float] | None:
    """Return the 95 % interval of ``first - second`` in the unit of the values, or None.

    The two are taken as independent samples. Each one's distance to its own limits is combined
    in quadrature on the side where it matters, which for symmetric intervals is the usual
    ``d ± 1.96 √(se₁² + se₂²)``.

    Source:
        G. Y. Zou, A. Donner (2008), Construction of confidence limits about effect measures: a
        general approach, Statistics in Medicine 27, 1693-1702 (MOVER).
    """
    one, other = margins(first), margins(second)
    if one is None or other is None or first.value is None or second.value is None:
        return None
    difference = first.value - second.value
    return (
        difference - math.hypot(one[0], other[1]),
        difference + math.hypot(one[1], other[0]),
    )


def distinguishable(first: Estimate, second: Estimate) -> bool | None:
    """Tell whether two values differ: whether the 95 % interval of their difference excludes 0.

    The interval of the difference is asked, not whether two intervals overlap: overlapping ones
    may well belong to values that differ. None where the sources give no uncertainty.

    Source:
        N. Schenker, J. F. Gentleman (2001), On judging the significance of differences by
        examining the overlap between confidence intervals, The American Statistician 55, 182-186.
    """
    interval = difference_interval(first, second)
    if interval is None:
        return None
    return not interval[0] <= 0 <= interval[1]
