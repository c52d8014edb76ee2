"""How far the group behind is from the one ahead: difference and ratio as in WHO HEAT."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from vnrgen.analysis.evidence import Gap, GroupEstimate
from vnrgen.analysis.uncertainty import distinguishable
from vnrgen.dossier.model import Category


def gap(
    members: Sequence[GroupEstimate],
    *,
    favourable: bool | None,
    expected_orders: Collection[int] = (),
) -> Gap | None:
    """Return the gap of one breakdown, or None where nothing may be ranked.

    An ordered dimension compares its most disadvantaged category with its least disadvantaged
    one, and refuses if either has no value; any other compares the worst with the best value.
    Residual categories ("other", "not stated") are nobody's group and are never ranked.

    Args:
        members: All categories of the breakdown, those without a value too.
        favourable: Whether higher is better; None refuses.
        expected_orders: The places in the order that this breakdown has in any period, so that a
            missing extreme is noticed.

    Source:
        WHO, Health Equity Assessment Toolkit, technical notes (difference, ratio).
    """
    if favourable is None:
        return None
    named = [member for member in members if is_ranked(member)]
    ranked = [member for member in named if member.estimate.value is not None]
    if len(ranked) < 2:
        return None
    by_value = worst_first(ranked, favourable=favourable)
    worst, best = by_value[0], by_value[-1]
    if not is_ordered(named):
        return _gap(worst, best, worst, favourable=favourable, ordered=False)
    orders = {m.category.order for m in named if m.category.order is not None}
    first, last = min((*orders, *expected_orders)), max((*orders, *expected_orders))
    extremes = {m.category.order: m for m in ranked}
    if first not in extremes or last not in extremes:
        return None
    return _gap(extremes[first], extremes[last], worst, favourable=favourable, ordered=True)


def is_ranked(member: GroupEstimate) -> bool:
    """Tell whether a category takes part in a ranking: it names people, and not everybody."""
    category = member.category
    return not (category.is_residual or category.is_total)


def is_ordered(members: Sequence[GroupEstimate]) -> bool:
    """Tell whether every category has a place of its own from most to least disadvantaged."""
    return has_an_order([member.category for member in members])


def has_an_order(categories: Sequence[Category]) -> bool:
    """Tell the same of categories alone."""
    orders = [category.order for category in categories]
    return len(orders) > 1 and None not in orders and len(set(orders)) == len(orders)


def worst_first(members: Sequence[GroupEstimate], *, favourable: bool) -> list[GroupEstimate]:
    """Return members that have a value from the worst to the best; ties by code."""
    sign = 1 if favourable else -1
    valued = [m for m in members if m.estimate.value is not None]
    return sorted(valued, key=lambda m: (sign * (m.estimate.value or 0.0), m.category.code))


def ratio(one: float, other: float) -> float | None:
    """Return the larger over the smaller of two values, None where the smaller is not above 0.

    >>> round(ratio(7.12, 17.96) or 0, 4)
    2.5225
    """
    smaller, larger = sorted((one, other))
    return larger / smaller if smaller > 0 else None


def shortfall(behind: float, ahead: float, *, favourable: bool) -> float:
    """Return the difference with its sign such that a positive one means ``behind`` is worse."""
    return ahead - behind if favourable else behind - ahead


def _gap(
    behind: GroupEstimate,
    ahead: GroupEstimate,
    worst: GroupEstimate,
    *,
    favourable: bool,
    ordered: bool,
) -> Gap:
    low, high = behind.estimate.value or 0.0, ahead.estimate.value or 0.0
    return Gap(
        behind=behind,
        ahead=ahead,
        worst=worst,
        difference=shortfall(low, high, favourable=favourable),
        ratio=ratio(low, high),
        is_ordered=ordered,
        distinguishable=distinguishable(behind.estimate, ahead.estimate),
    )
