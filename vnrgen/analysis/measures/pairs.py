"""Two subgroups set against each other: difference and ratio."""

from __future__ import annotations

import math
from collections.abc import Sequence

from vnrgen.analysis.measures.distribution import distribution, is_ordered
from vnrgen.analysis.measures.measure import Measure, MeasureUnit, Refusal, Subgroup, refusal


def difference(subgroups: Sequence[Subgroup], *, favourable: bool | None) -> Measure:
    """Return how much worse the disadvantaged subgroup stands, in the unit of the series.

    ``D = y_ahead - y_behind`` of a favourable indicator, ``y_behind - y_ahead`` of an adverse one:
    positive where the disadvantaged subgroup is worse, 0 for no inequality. Which two are
    compared: see ``compared_pair``. ``SE = sqrt(se_ahead² + se_behind²)``, independent samples.

    Source:
        WHO (2013), Handbook on health inequality monitoring, section 3.1; WHO, Health Equity
        Assessment Toolkit, technical notes.

    >>> quintiles = [Subgroup(estimate=y, order=n) for n, y in ((1, 20.0), (2, 30.0), (3, 60.0))]
    >>> difference(quintiles, favourable=True).value
    40.0
    """
    unit = MeasureUnit.SERIES
    pair = compared_pair(subgroups, favourable=favourable)
    if isinstance(pair, Refusal):
        return refusal(unit, pair)
    behind, ahead = (s.estimate or 0.0 for s in pair)
    first, second = pair[0].se, pair[1].se
    return Measure(
        unit=unit,
        value=ahead - behind if favourable else behind - ahead,
        se=None if first is None or second is None else math.hypot(first, second),
    )


def ratio(subgroups: Sequence[Subgroup], *, favourable: bool | None) -> Measure:
    """Return how many times the one subgroup is the other, without unit; 1 for no inequality.

    ``R = y_ahead / y_behind`` of a favourable indicator, ``y_behind / y_ahead`` of an adverse one:
    above 1 where the disadvantaged subgroup is worse. Which two: see ``compared_pair``. The
    standard error is that of log R, ``sqrt((se_1/y_1)² + (se_2/y_2)²)``.

    Source:
        WHO (2013), Handbook on health inequality monitoring, section 3.1; D. G. Kleinbaum,
        L. L. Kupper, H. Morgenstern (1982), Epidemiologic Research (log-scale interval).
    """
    unit = MeasureUnit.RATIO
    pair = compared_pair(subgroups, favourable=favourable)
    if isinstance(pair, Refusal):
        return refusal(unit, pair)
    behind, ahead = (s.estimate or 0.0 for s in pair)
    above, below = (ahead, behind) if favourable else (behind, ahead)
    if below <= 0 or above < 0:
        return refusal(unit, Refusal.NOT_POSITIVE)
    first, second = pair[0].se, pair[1].se
    known = first is not None and second is not None and above > 0
    error = math.hypot((first or 0.0) / behind, (second or 0.0) / ahead) if known else None
    return Measure(unit=unit, value=above / below, se=error, se_of_log=True)


def compared_pair(
    subgroups: Sequence[Subgroup], *, favourable: bool | None
) -> tuple[Subgroup, Subgroup] | Refusal:
    """Return the subgroup behind and the one ahead, whose estimates are compared.

    Ordered: the most and the least disadvantaged, both of which must have an estimate. Unordered
    with a reference subgroup: the worst of the others, and the reference. Else: worst and best.
    """
    if favourable is None:
        return Refusal.NO_DIRECTION
    if is_ordered(subgroups):
        first, *_, last = sorted(subgroups, key=lambda s: s.order or 0)
        complete = first.estimate is not None and last.estimate is not None
        return (first, last) if complete else Refusal.MISSING_SUBGROUP
    found = distribution(subgroups)
    if isinstance(found, Refusal):
        return found
    reference = reference_of(subgroups)
    if reference is not None and reference.estimate is None:
        return Refusal.MISSING_SUBGROUP
    sign = 1 if favourable else -1
    # Of subgroups with the same estimate the least certain is taken, whatever their order.
    others = [s for s in found.subgroups if s is not reference]
    behind = min(others, key=lambda s: (sign * (s.estimate or 0.0), -(s.se or 0.0)))
    rest = [s for s in others if s is not behind]
    ahead = reference or max(rest, key=lambda s: (sign * (s.estimate or 0.0), s.se or 0.0))
    return behind, ahead


def reference_of(subgroups: Sequence[Subgroup]) -> Subgroup | None:
    """Return the subgroup named as reference, or None unless exactly one is."""
    named = [s for s in subgroups if s.is_reference]
    return named[0] if len(named) == 1 else None
