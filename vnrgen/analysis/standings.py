"""How every group stands over all series that speak of it, with what the intervals leave open."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vnrgen.analysis.disparity import is_ranked
from vnrgen.analysis.evidence import Breakdown, GroupEstimate, Reliability
from vnrgen.analysis.findings import GroupStanding
from vnrgen.analysis.furthest_behind import ranking, told_apart
from vnrgen.analysis.partition import PLACE, is_comparable_between_groups
from vnrgen.dossier.model import Category, Group, Place, PlaceLevel, Series

_LEVELS = list(PlaceLevel)
_Key = tuple[bool, str, str]


@dataclass(slots=True)
class _Tally:
    category: Category
    standings: list[float] = field(default_factory=list)
    bounds: list[tuple[float, float] | None] = field(default_factory=list)
    indicators: set[str] = field(default_factory=set)
    furthest: int = 0
    uncertain: int = 0
    unknown: int = 0
    without_figure: int = 0
    withheld: int = 0


def standings_of(
    found: Iterable[tuple[Series, Iterable[Breakdown]]],
    places: Mapping[str, Place],
    groups: Mapping[str, Group],
) -> tuple[GroupStanding, ...]:
    """Return how every group stands over all series; no group is ever cut from the list.

    Each series has one vote per dimension and kind of source: its latest breakdown in the widest
    place, of the plainest definition. A group's standing in it runs from 0 (best value) to 1
    (worst): the share of the other groups that are better, equal ones counting half. Places are
    no groups of people. Sorted by kind of source and dimension, in it those most often furthest
    behind first, then by average; groups never ranked come last.
    """
    tallies: dict[_Key, _Tally] = {}
    for series, latest in found:
        if series.favourable is not None and is_comparable_between_groups(series):
            for breakdown in votes(latest, places):
                _count(tallies, breakdown, series)
    known = {t.category.group_id for (is_citizen, _, _), t in tallies.items() if not is_citizen}
    for group in groups.values():
        if group.group_id not in known:
            _add_silent(tallies, group)
    return tuple(
        sorted((_standing(key, tally) for key, tally in sorted(tallies.items())), key=_order)
    )


def _order(standing: GroupStanding) -> tuple[bool, str, bool, int, float]:
    return (
        standing.is_citizen,
        standing.dimension_id,
        standing.average is None,
        -standing.furthest,
        -(standing.average or 0.0),
    )


def _standing(key: _Key, tally: _Tally) -> GroupStanding:
    is_citizen, dimension_id, _ = key
    compared = len(tally.standings)
    bounds = [bound for bound in tally.bounds if bound is not None]
    bounded = bool(compared) and len(bounds) == compared
    return GroupStanding(
        dimension_id=dimension_id,
        category=tally.category,
        group_id=tally.category.group_id,
        is_citizen=is_citizen,
        furthest=tally.furthest,
        uncertain=tally.uncertain,
        unknown=tally.unknown,
        compared=compared,
        indicators=len(tally.indicators),
        without_figure=tally.without_figure,
        withheld=tally.withheld,
        average=math.fsum(tally.standings) / compared if compared else None,
        lowest=math.fsum(low for low, _ in bounds) / compared if bounded else None,
        highest=math.fsum(high for _, high in bounds) / compared if bounded else None,
    )


def _add_silent(tallies: dict[_Key, _Tally], group: Group) -> None:
    """List a group of which no official figures speak."""
    code = group.sdmx_code or group.group_id
    category = Category(code=code, label=group.label, order=group.order, group_id=group.group_id)
    tallies.setdefault((False, group.sdmx_dim or group.dimension, code), _Tally(category))


def votes(latest: Iterable[Breakdown], places: Mapping[str, Place]) -> Iterator[Breakdown]:
    """Yield the breakdowns of a series that count in standings: one per dimension and producer."""
    chosen: dict[tuple[str, bool], Breakdown] = {}
    for breakdown in sorted(latest, key=lambda b: _plainness(b, places)):
        if breakdown.dimension_id != PLACE:
            key = (breakdown.dimension_id, breakdown.source_kind.is_citizen)
            chosen.setdefault(key, breakdown)
    yield from chosen.values()


def _plainness(breakdown: Breakdown, places: Mapping[str, Place]) -> tuple[int, int, int, int, str]:
    """Order breakdowns by width of place, plainness of definition, then newness."""
    place = places.get(breakdown.place_id)
    level = _LEVELS.index(place.level) if place else len(_LEVELS)
    period = breakdown.period
    return (
        level,
        len(breakdown.context),
        -period.end.toordinal(),
        -period.start.toordinal(),
        breakdown.finding_id,
    )


def _count(tallies: dict[_Key, _Tally], breakdown: Breakdown, series: Series) -> None:
    members = ranking(breakdown, favourable=bool(series.favourable))
    ranked = members if len(members) > 1 else []
    of: dict[str, _Tally] = {}
    for member in filter(is_ranked, breakdown.members):
        category = member.category
        key = (breakdown.source_kind.is_citizen, breakdown.dimension_id, category.code)
        tally = of[category.code] = tallies.setdefault(key, _Tally(category))
        tally.without_figure += member.estimate.value is None
        tally.withheld += member.estimate.reliability is Reliability.WITHHELD
    for place, member in enumerate(ranked):
        tally = of[member.category.code]
        others = [other for other in ranked if other is not member]
        apart = [told_apart(member, other) for other in others]
        tally.standings.append(_share(ranked, member))
        tally.bounds.append(_bound(ranked, place, apart))
        tally.indicators.add(series.indicator_id)
        if member.estimate.value == ranked[0].estimate.value:
            tally.furthest += 1
            is_open = False in apart or bool(breakdown.doubts)
            tally.uncertain += is_open
            tally.unknown += None in apart and not is_open


def _share(ranked: Sequence[GroupEstimate], member: GroupEstimate) -> float:
    """Return the share of the other groups that are better, equal ones counting half."""
    values = [other.estimate.value for other in ranked]
    first = values.index(member.estimate.value)
    last = len(values) - 1 - values[::-1].index(member.estimate.value)
    return 1 - (first + last) / 2 / (len(values) - 1)


def _bound(
    ranked: Sequence[GroupEstimate], place: int, apart: Sequence[bool | None]
) -> tuple[float, float] | None:
    """Return the least and the greatest standing that the intervals allow, None without them.

    ``apart`` is in the order of ``ranked`` without the group itself: the first ``place`` of them
    are not better than it.
    """
    if None in apart:
        return None
    others = len(ranked) - 1
    surely_worse = sum(differs is True for differs in apart[:place])
    surely_better = sum(differs is True for differs in apart[place:])
    return (surely_better / others, 1 - surely_worse / others)
