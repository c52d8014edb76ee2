"""Subgroups made ready for a measure: complete enough, weighted by people, ranked if ordered."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from vnrgen.analysis.measures.measure import Refusal, Subgroup

# WHO HEAT computes a measure of an unordered dimension only if at least 85 % of it is known.
MISSING_AT_MOST = 0.15


@dataclass(frozen=True, slots=True)
class Distribution:
    """Subgroups that all have an estimate; every tuple is in the same order.

    ``values`` and ``mean`` are in the unit of the series, ``shares`` add up to 1 and are None
    where a population is not known. ``errors`` are standard errors in the unit of the series,
    None unless every subgroup has one.
    """

    subgroups: tuple[Subgroup, ...]
    values: tuple[float, ...]
    errors: tuple[float, ...] | None
    shares: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class Weighted:
    """A distribution whose population shares are known, and its average over all people."""

    values: tuple[float, ...]
    errors: tuple[float, ...] | None
    shares: tuple[float, ...]
    mean: float

    def propagated(self, gradient: Iterable[float]) -> float | None:
        """Return the standard error of a function of the estimates by the delta method.

        Estimates are taken as independent and shares as known. None without standard errors.

        Args:
            gradient: The derivative by each estimate, in the order of ``values``.
        """
        if self.errors is None:
            return None
        return math.hypot(*(g * se for g, se in zip(gradient, self.errors, strict=True)))


def is_ordered(subgroups: Sequence[Subgroup]) -> bool:
    """Tell whether every subgroup has a place of its own from most to least disadvantaged."""
    orders = {s.order for s in subgroups}
    return len(subgroups) > 1 and None not in orders and len(orders) == len(subgroups)


def distribution(subgroups: Sequence[Subgroup]) -> Distribution | Refusal:
    """Return the subgroups that have an estimate, or why too many of them have none.

    An ordered dimension must be complete. Of any other at most 15 % of the subgroups may lack an
    estimate, and where all populations are known at most 15 % of the people.

    Source:
        WHO, Health Equity Assessment Toolkit, technical notes (missing subgroups).
    """
    valued = [s for s in subgroups if s.estimate is not None]
    if is_ordered(subgroups):
        if len(valued) < len(subgroups):
            return Refusal.MISSING_SUBGROUP
        valued.sort(key=lambda s: s.order or 0)
    elif missing_share(subgroups) > MISSING_AT_MOST:
        return Refusal.TOO_MANY_MISSING
    if len(valued) < 2:
        return Refusal.TOO_FEW
    return Distribution(
        subgroups=tuple(valued),
        values=tuple(s.estimate for s in valued if s.estimate is not None),
        errors=_errors(valued),
        shares=_shares(valued),
    )


def weighted(subgroups: Sequence[Subgroup]) -> Weighted | Refusal:
    """Return the subgroups with their shares of the people, or why there are none."""
    found = distribution(subgroups)
    if isinstance(found, Refusal):
        return found
    if found.shares is None:
        return Refusal.NO_POPULATION
    mean = math.fsum(w * y for w, y in zip(found.shares, found.values, strict=True))
    return Weighted(found.values, found.errors, found.shares, mean)


def ranked(subgroups: Sequence[Subgroup]) -> tuple[Weighted, tuple[float, ...]] | Refusal:
    """Return the subgroups from the most to the least disadvantaged, and the rank of each.

    A rank is the share of people in all subgroups below plus half of its own: in (0, 1), its
    average over all people is 1/2.

    Source:
        I. D. J. Bross (1958), How to use ridit analysis, Biometrics 14, 18-38.
    """
    if not is_ordered(subgroups):
        return Refusal.NOT_ORDERED
    found = weighted(subgroups)
    if isinstance(found, Refusal):
        return found
    below = accumulate(found.shares, initial=0.0)
    return found, tuple(b + w / 2 for b, w in zip(below, found.shares, strict=False))


def missing_share(subgroups: Sequence[Subgroup]) -> float:
    """Return what share has no estimate, 0-1: of subgroups or of people, whichever is larger."""
    if not subgroups:
        return 0.0
    missing = [s for s in subgroups if s.estimate is None]
    share = len(missing) / len(subgroups)
    people = [s.population for s in subgroups]
    total = math.fsum(p for p in people if p is not None)
    if None not in people and total > 0:
        share = max(share, math.fsum(s.population or 0.0 for s in missing) / total)
    return share


def _errors(subgroups: Sequence[Subgroup]) -> tuple[float, ...] | None:
    errors = tuple(s.se for s in subgroups if s.se is not None and s.se >= 0)
    return errors if len(errors) == len(subgroups) else None


def _shares(subgroups: Sequence[Subgroup]) -> tuple[float, ...] | None:
    people = tuple(s.population for s in subgroups if s.population is not None)
    if len(people) < len(subgroups) or min(people) < 0 or not any(people):
        return None
    total = math.fsum(people)
    return tuple(p / total for p in people)
