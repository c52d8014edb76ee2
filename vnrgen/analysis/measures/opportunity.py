"""How evenly an opportunity is spread: dissimilarity index and Human Opportunity Index."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from vnrgen.analysis.measures.distribution import Weighted, weighted
from vnrgen.analysis.measures.measure import Measure, MeasureUnit, Refusal, Subgroup, refusal


def dissimilarity_index(
    subgroups: Sequence[Subgroup], *, is_barrier: bool, scale: float | None
) -> Measure:
    """Return the share of an opportunity that would have to change hands for all to have it alike.

    ``D = Σ w_i |p_i - p̄| / 2p̄`` with the coverage ``p`` of the subgroups: 0 (alike) to 1. It
    falls as coverage rises, so it is refused for a barrier (what people lack): ask for the
    ``complement``.

    Args:
        subgroups: At least two, of a circumstance that people cannot choose.
        is_barrier: Whether the indicator counts those who lack something.
        scale: What 100 % is; estimates lie between 0 and it.

    Source:
        R. Paes de Barros, F. H. G. Ferreira, J. R. Molinas Vega, J. Saavedra Chanduvi (2009),
        Measuring Inequality of Opportunities in Latin America and the Caribbean, World Bank,
        chapter 2; ESCAP, Leaving No One Behind, methodology (D-index).
    """
    unit = MeasureUnit.INDEX
    found = _coverage(subgroups, is_barrier=is_barrier, scale=scale)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    return Measure(unit=unit, value=_dissimilarity(found))


def human_opportunity_index(
    subgroups: Sequence[Subgroup], *, is_barrier: bool, scale: float | None
) -> Measure:
    """Return average coverage discounted by how unevenly it is spread, in the unit of the series.

    ``HOI = C (1 - D)`` with the average coverage ``C``: between 0 and ``C``, equal to it where all
    have the opportunity alike. Refused for a barrier, as ``dissimilarity_index``.

    Args:
        subgroups: As in ``dissimilarity_index``.
        is_barrier: As in ``dissimilarity_index``.
        scale: As in ``dissimilarity_index``.

    Source:
        As ``dissimilarity_index``.
    """
    unit = MeasureUnit.SERIES
    found = _coverage(subgroups, is_barrier=is_barrier, scale=scale)
    if isinstance(found, Refusal):
        return refusal(unit, found)
    return Measure(unit=unit, value=found.mean * (1 - _dissimilarity(found)))


def complement(subgroups: Sequence[Subgroup], *, scale: float) -> tuple[Subgroup, ...]:
    """Return the subgroups with the share that does not meet the barrier: ``scale - y``.

    >>> complement([Subgroup(estimate=30.0)], scale=100.0)[0].estimate
    70.0
    """
    return tuple(
        s if s.estimate is None else replace(s, estimate=scale - s.estimate) for s in subgroups
    )


def _coverage(
    subgroups: Sequence[Subgroup], *, is_barrier: bool, scale: float | None
) -> Weighted | Refusal:
    if scale is None or scale <= 0:
        return Refusal.NO_SCALE
    if is_barrier:
        return Refusal.BARRIER
    found = weighted(subgroups)
    if isinstance(found, Refusal):
        return found
    if not all(0 <= y <= scale for y in found.values):
        return Refusal.OUT_OF_SCALE
    return found if found.mean > 0 else Refusal.NOT_POSITIVE


def _dissimilarity(found: Weighted) -> float:
    apart = math.fsum(
        w * abs(y - found.mean) for w, y in zip(found.shares, found.values, strict=True)
    )
    return min(apart / (2 * found.mean), 1.0)
