"""From a breakdown as it may be published to the measures that suit it."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vnrgen.analysis.disparity import is_ranked
from vnrgen.analysis.evidence import Breakdown, Estimate, GroupEstimate, Reliability
from vnrgen.analysis.measures import (
    deviation,
    entropy,
    gradient,
    impact,
    opportunity,
    pairs,
    variance,
)
from vnrgen.analysis.measures.catalogue import FORMULAS, MAIN_OF_ANY, is_main
from vnrgen.analysis.measures.distribution import is_ordered
from vnrgen.analysis.measures.gradient import SlopeModel
from vnrgen.analysis.measures.measure import Measure, Refusal, Subgroup, refusal
from vnrgen.analysis.measures.measured import MeasuredValue, MeasureName, Measures
from vnrgen.analysis.partition import is_comparable_between_groups
from vnrgen.analysis.plausibility.doubts import DoubtKind
from vnrgen.analysis.uncertainty import Z95
from vnrgen.dossier.codes.codelists import age_bounds
from vnrgen.dossier.model import Series


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the measures are asked of; ``average`` as published, None where there is none."""

    subgroups: tuple[Subgroup, ...]
    series: Series
    average: float | None


def measures_of(
    breakdown: Breakdown, series: Series, parents: Mapping[str, str] | None = None
) -> Measures:
    """Return the measures that suit a breakdown, computed from nothing but its own estimates.

    Two groups have a difference, a ratio and an impact; more than two also the measures of an
    ordered or of an unordered dimension (as in WHO HEAT). Residual groups ("other", "not stated")
    and totals take no part. If any group is withheld every measure is refused: a measure of the
    others would describe a population that is not there, or narrow down what is withheld. If some
    groups contain others (ages 15-24 beside 15-49) only D and R are computed, which compare two.

    Everybody's figure is the published one (WHO HEAT's setting average), so that a reader can work
    a distance from it out. Where none is published for the same place, definition and source, the
    average of the compared groups by people takes its place, and the measures say so
    (``average_is_published``).

    Args:
        breakdown: As disclosure left it; members without a value count as missing.
        series: Whose direction, scale and barrier mark apply.
        parents: The wider group of each group that has one, by id.
    """
    ranked = [member for member in breakdown.members if is_ranked(member)]
    subgroups = tuple(_subgroup(member) for member in ranked)
    ordered = is_ordered(subgroups)
    refused = _refused(breakdown, ranked, series)
    asked = _Asked(subgroups, series, _average(breakdown))
    results = []
    nested = Refusal.OVERLAPPING if refused is None and _overlap(ranked, parents or {}) else None
    for name, measure in _suitable(subgroups).items():
        found = measure(asked)
        reason = refused or (nested if name not in MAIN_OF_ANY else None)
        results.append(
            MeasuredValue(
                name=name,
                measure=found if reason is None else refusal(found.unit, reason),
                formula=FORMULAS[name],
                is_main=is_main(name, ordered=ordered),
            )
        )
    behind, ahead = _compared(ranked, subgroups, series) if refused is None else (None, None)
    return Measures(
        breakdown_id=breakdown.finding_id,
        dimension_id=breakdown.dimension_id,
        is_ordered=ordered,
        average_is_published=asked.average is not None,
        results=tuple(results),
        behind=behind,
        ahead=ahead,
    )


def _compared(
    members: Sequence[GroupEstimate], subgroups: Sequence[Subgroup], series: Series
) -> tuple[GroupEstimate | None, GroupEstimate | None]:
    """Return the two groups that the difference and the ratio compare."""
    pair = pairs.compared_pair(subgroups, favourable=series.favourable)
    if isinstance(pair, Refusal):
        return None, None
    of = {id(subgroup): m for subgroup, m in zip(subgroups, members, strict=True)}
    return of[id(pair[0])], of[id(pair[1])]


def _overlap(members: Sequence[GroupEstimate], parents: Mapping[str, str]) -> bool:
    """Tell whether some groups contain others, by their ages or by groups.csv."""
    spans = sorted(
        (bounds[0], math.inf if bounds[1] is None else bounds[1])
        for m in members
        if m.dimension_id == "age" and (bounds := age_bounds(m.category.code)) is not None
    )
    if any(first <= end for (_, end), (first, _) in pairwise(spans)):
        return True
    here = {m.category.group_id for m in members if m.category.group_id is not None}
    return any(parents.get(group_id) in here for group_id in here)


def _refused(
    breakdown: Breakdown, ranked: Sequence[GroupEstimate], series: Series
) -> Refusal | None:
    """Return why no measure at all may be made of a breakdown."""
    if any(member.estimate.reliability is Reliability.WITHHELD for member in ranked):
        return Refusal.WITHHELD
    if DoubtKind.DISTRIBUTION in breakdown.doubts:
        return Refusal.DISTRIBUTION
    if not is_comparable_between_groups(series):
        return Refusal.NUMBERS
    return None if breakdown.is_rankable else Refusal.DOUBTFUL


def _subgroup(member: GroupEstimate) -> Subgroup:
    estimate, category = member.estimate, member.category
    return Subgroup(
        estimate=estimate.value,
        population=estimate.population,
        se=_error(estimate),
        order=category.order,
        is_reference=category.is_reference,
    )


def _error(estimate: Estimate) -> float | None:
    """Return the published standard error, else that of the published 95 % interval."""
    if estimate.se is not None or estimate.lower is None or estimate.upper is None:
        return estimate.se
    return (estimate.upper - estimate.lower) / (2 * Z95)


def _average(breakdown: Breakdown) -> float | None:
    """Return the value for everybody as it is published, None where it is not."""
    return None if breakdown.reference is None else breakdown.reference.value


def _suitable(subgroups: Sequence[Subgroup]) -> Mapping[MeasureName, _Computation]:
    named = {**_PAIRS}
    if len(subgroups) > 2:
        named.update(_ORDERED if is_ordered(subgroups) else _UNORDERED)
    if any(s.is_reference for s in subgroups) and not is_ordered(subgroups) and len(subgroups) > 2:
        named.update(_REFERENCED)
    named.update(_OPPORTUNITY)
    return {name: named[name] for name in MeasureName if name in named}


def _model(asked: _Asked) -> SlopeModel:
    """Return the logit model for proportions; a straight line for what has no upper end."""
    scale = asked.series.scale
    values = [s.estimate for s in asked.subgroups if s.estimate is not None]
    bounded = scale is not None and all(0 <= value <= scale for value in values)
    return SlopeModel.LOGIT if bounded else SlopeModel.LINEAR


def _slope(measure: Callable[..., Measure]) -> _Computation:
    return lambda asked: measure(
        asked.subgroups,
        favourable=asked.series.favourable,
        model=_model(asked),
        scale=asked.series.scale,
    )


def _opportunity(measure: Callable[..., Measure]) -> _Computation:
    """Return a measure of an opportunity; of a barrier it describes those who do not meet it."""

    def computed(asked: _Asked) -> Measure:
        series, scale = asked.series, asked.series.scale
        if series.favourable is None:
            refused = measure(asked.subgroups, is_barrier=True, scale=scale)
            return replace(refused, refused=Refusal.NO_DIRECTION)
        if series.favourable and not series.is_barrier:
            return measure(asked.subgroups, is_barrier=False, scale=scale)
        if not scale:
            return measure(asked.subgroups, is_barrier=True, scale=scale)
        without = opportunity.complement(asked.subgroups, scale=scale)
        return replace(measure(without, is_barrier=False, scale=scale), of_complement=True)

    return computed


_Computation = Callable[[_Asked], Measure]

_PAIRS: dict[MeasureName, _Computation] = {
    MeasureName.DIFFERENCE: lambda a: pairs.difference(a.subgroups, favourable=a.series.favourable),
    MeasureName.RATIO: lambda a: pairs.ratio(a.subgroups, favourable=a.series.favourable),
    MeasureName.PAR: lambda a: impact.population_attributable_risk(
        a.subgroups, favourable=a.series.favourable, average=a.average
    ),
    MeasureName.PAF: lambda a: impact.population_attributable_fraction(
        a.subgroups, favourable=a.series.favourable, average=a.average
    ),
}
_ORDERED: dict[MeasureName, _Computation] = {
    MeasureName.ACI: lambda a: gradient.absolute_concentration_index(a.subgroups),
    MeasureName.RCI: lambda a: gradient.relative_concentration_index(a.subgroups),
    MeasureName.SII: _slope(gradient.slope_index),
    MeasureName.RII: lambda a: _slope(
        functools.partial(gradient.relative_index, rounding=0.5 * 10.0**-a.series.decimals)
    )(a),
}
_UNORDERED: dict[MeasureName, _Computation] = {
    MeasureName.BGV: lambda a: variance.between_group_variance(a.subgroups),
    MeasureName.BGSD: lambda a: variance.between_group_standard_deviation(a.subgroups),
    MeasureName.COV: lambda a: variance.coefficient_of_variation(a.subgroups),
    MeasureName.IDISU: lambda a: deviation.index_of_disparity(
        a.subgroups, by_people=False, average=a.average
    ),
    MeasureName.IDISW: lambda a: deviation.index_of_disparity(
        a.subgroups, by_people=True, average=a.average
    ),
    MeasureName.MDMU: lambda a: deviation.mean_difference_from_mean(
        a.subgroups, by_people=False, average=a.average
    ),
    MeasureName.MDMW: lambda a: deviation.mean_difference_from_mean(
        a.subgroups, by_people=True, average=a.average
    ),
    MeasureName.MDBU: lambda a: deviation.mean_difference_from_best(
        a.subgroups, favourable=a.series.favourable, by_people=False
    ),
    MeasureName.MDBW: lambda a: deviation.mean_difference_from_best(
        a.subgroups, favourable=a.series.favourable, by_people=True
    ),
    MeasureName.TI: lambda a: entropy.theil_index(a.subgroups),
    MeasureName.MLD: lambda a: entropy.mean_log_deviation(a.subgroups),
}
_REFERENCED: dict[MeasureName, _Computation] = {
    MeasureName.MDRU: lambda a: deviation.mean_difference_from_reference(
        a.subgroups, by_people=False
    ),
    MeasureName.MDRW: lambda a: deviation.mean_difference_from_reference(
        a.subgroups, by_people=True
    ),
}
_OPPORTUNITY: dict[MeasureName, _Computation] = {
    MeasureName.D_INDEX: _opportunity(opportunity.dissimilarity_index),
    MeasureName.HOI: _opportunity(opportunity.human_opportunity_index),
}
