"""A proportion with its standard error and an interval that stays between none and all.

Without weights and clusters: p = x / n, SE = sqrt(p (1 - p) / n), and the interval of Wilson
(1927, "Probable inference, the law of succession, and statistical inference", Journal of the
American Statistical Association 22:209-212).

With weights or clusters: the ratio p = sum(w y) / sum(w) over the people asked about. Its variance
is that of its Taylor linearisation over the whole sample (Woodruff 1971, JASA 66:411-414):
z = w (y - p) / sum(w), summed within each cluster, and in each stratum of m clusters
m / (m - 1) times the sum of squares of the cluster sums about their mean. A group is a domain:
clusters without anybody of it count with 0. Clusters are taken as drawn with replacement.

The interval then is Wilson's with the effective sample size of Korn and Graubard (1998, "Confidence
intervals for proportions with small expected number of positive counts estimated from survey
data", Survey Methodology 24:193-201): n* = p (1 - p) / var, times the square of
t(n - 1) / t(clusters - strata), at most n; clusters and strata are those with somebody of the
group, as in the standards of the US National Center for Health Statistics (Parker and others 2017,
Vital and Health Statistics 2:175). Of the intervals on an effective size, Franco, Little, Louis and
Slud (2019, Journal of Survey Statistics and Methodology 7:334-364) recommend Wilson's; with few
clusters, they found, every such interval covers the truth less often than it says. Where everybody
or nobody counts, var is 0 and says nothing; n* then is Kish's (sum w)^2 / sum(w^2), with the same
correction.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

_LEVEL = 0.95
_Z = NormalDist().inv_cdf(0.5 + _LEVEL / 2)
_LIKE_NORMAL = 2000  # degrees of freedom from which t is z to three decimals


@dataclass(frozen=True, slots=True)
class Design:
    """How the sample was drawn, one entry for each row; None where it was drawn plainly.

    ``clusters`` are numbers that are unique over all strata; ``sizes`` counts the clusters of the
    whole sample in each stratum.
    """

    weights: Sequence[float] | None = None
    clusters: Sequence[int] | None = None
    strata: Sequence[int] | None = None
    sizes: Mapping[int, int] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether every row counts alike and by itself."""
        return self.weights is None and self.clusters is None and self.strata is None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share of 0 to 1; standard error and bounds are None where they cannot be known."""

    share: float
    cases: int
    se: float | None
    lower: float | None
    upper: float | None


def estimate(outcomes: Sequence[bool], rows: Sequence[int], design: Design) -> Estimate:
    """Return the share of rows whose outcome is true.

    Args:
        outcomes: One entry for each of ``rows``; there is at least one.
        rows: The rows asked about, by their index in the design.
        design: The design of the whole sample.
    """
    cases, hits = len(rows), sum(outcomes)
    if design.is_plain:
        share = hits / cases
        lower, upper = wilson(share, cases)
        return Estimate(share, cases, math.sqrt(share * (1 - share) / cases), lower, upper)
    weights = [1.0 if design.weights is None else design.weights[row] for row in rows]
    total = math.fsum(weights)
    share = math.fsum(w for w, hit in zip(weights, outcomes, strict=True) if hit) / total
    share = 1.0 if hits == cases else min(share, 1.0)
    scores = [w * (hit - share) / total for w, hit in zip(weights, outcomes, strict=True)]
    variance = _variance(scores, rows, design)
    freedom = _freedom(rows, design)
    if variance is None or freedom < 1:
        return Estimate(share, cases, None, None, None)
    if 0 < hits < cases and variance > 0:
        effective = share * (1 - share) / variance
    else:
        effective = total**2 / math.fsum(w * w for w in weights)
    if cases > 1:
        effective *= (t_quantile(cases - 1) / t_quantile(freedom)) ** 2
    lower, upper = wilson(share, min(effective, cases))
    return Estimate(share, cases, math.sqrt(variance), lower, upper)


def wilson(share: float, cases: float) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share; ``cases`` may be an effective number.

    >>> [round(bound, 4) for bound in wilson(34 / 73, 73)]
    [0.3559, 0.579]
    """
    square = _Z * _Z
    middle = (share + square / (2 * cases)) / (1 + square / cases)
    spread = share * (1 - share) / cases + square / (4 * cases * cases)
    half = _Z * math.sqrt(spread) / (1 + square / cases)
    lower = 0.0 if share == 0 else max(0.0, min(middle - half, share))
    upper = 1.0 if share == 1 else min(1.0, max(middle + half, share))
    return lower, upper


def _variance(scores: Sequence[float], rows: Sequence[int], design: Design) -> float | None:
    """Sum the variance of the cluster totals over the strata; None where one cannot be known."""
    totals: dict[int, dict[int, float]] = {}
    for score, row in zip(scores, rows, strict=True):
        stratum = 0 if design.strata is None else design.strata[row]
        cluster = row if design.clusters is None else design.clusters[row]
        inner = totals.setdefault(stratum, {})
        inner[cluster] = inner.get(cluster, 0.0) + score
    parts = []
    for stratum, sums in totals.items():
        count = (design.sizes or {}).get(stratum, len(sums))
        if count < 2:
            return None
        mean = math.fsum(sums.values()) / count
        squares = math.fsum((value - mean) ** 2 for value in sums.values())
        squares += (count - len(sums)) * mean * mean
        parts.append(count / (count - 1) * squares)
    return math.fsum(parts)


def _freedom(rows: Sequence[int], design: Design) -> int:
    """Count clusters less strata, of those in which somebody of the group was asked."""
    clusters = rows if design.clusters is None else [design.clusters[row] for row in rows]
    strata = [0] if design.strata is None else [design.strata[row] for row in rows]
    return len(set(clusters)) - len(set(strata))


@lru_cache(maxsize=4096)
def t_quantile(freedom: int) -> float:
    """Return the 97.5 % point of Student's t.

    >>> [round(t_quantile(df), 3) for df in (1, 2, 10, 30)]
    [12.706, 4.303, 2.228, 2.042]
    """
    if freedom >= _LIKE_NORMAL:
        return _Z
    low, high = 0.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        if _t_within(middle, freedom) < _LEVEL:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _t_within(t: float, freedom: int) -> float:
    """Return P(|T| < t) by the finite series of Abramowitz and Stegun (26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(freedom))
    square = math.cos(angle) ** 2
    is_odd = freedom % 2 == 1
    term = math.cos(angle) if is_odd else 1.0
    total = term if freedom > 1 else 0.0
    for k in range(3 if is_odd else 2, freedom - 1, 2):
        term *= square * (k - 1) / k
        total += term
    if is_odd:
        return 2 / math.pi * (angle + math.sin(angle) * total)
    return math.sin(angle) * total
