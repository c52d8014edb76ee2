"""Who is furthest behind: in one series, and over all series that speak of a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vnrgen.analysis.disparity import is_ranked, shortfall, worst_first
from vnrgen.analysis.findings import Breakdown, FurthestBehind, GroupEstimate, GroupStanding
from vnrgen.analysis.partition import PLACE
from vnrgen.analysis.uncertainty import distinguishable
from vnrgen.dossier.model import Category, Place, PlaceLevel, Series

_LEVELS = list(PlaceLevel)


@dataclass(slots=True)
class _Tally:
    category: Category
    standings: list[float] = field(default_factory=list)
    furthest: int = 0
    uncertain: int = 0


def furthest_behind_of(series: Series, latest: Iterable[Breakdown]) -> tuple[FurthestBehind, ...]:
    """Return the group with the worst value per place, definition and kind of source.

    Breakdowns of different dimensions share the unit of the series, so their values can be set
    side by side; places are not groups of people and stay out. Nothing is named where the
    dossier does not say which direction is better, or where a breakdown has one value only.
    """
    if series.favourable is None:
        return ()
    contests: dict[tuple[str, bool, tuple[tuple[str, str], ...]], list[Breakdown]] = {}
    for breakdown in latest:
        if breakdown.dimension_id != PLACE and len(_ranking(breakdown, series.favourable)) > 1:
            key = (
                breakdown.place_id,
                breakdown.source_kind.is_citizen,
                tuple(sorted(breakdown.context.items())),
            )
            contests.setdefault(key, []).append(breakdown)
    return tuple(
        _furthest(contest, favourable=series.favourable) for _, contest in sorted(contests.items())
    )


def standings_of(
    found: Iterable[tuple[Series, Iterable[Breakdown]]], places: Mapping[str, Place]
) -> tuple[GroupStanding, ...]:
    """Return how every group stands over all series; no group is ever cut from the list.

    Each series has one vote per dimension and kind of source: its latest breakdown in the widest
    place, of the plainest definition. A group's standing in it runs from 0 (best value) to 1
    (worst); equal values share their standing. Sorted with those most often furthest behind first.
    """
    tallies: dict[tuple[bool, str, str], _Tally] = {}
    for series, latest in found:
        if series.favourable is not None:
            for breakdown in _votes(latest, places):
                _count(tallies, breakdown, favourable=series.favourable)
    standings = [
        GroupStanding(
            dimension_id=dimension_id,
            category=tally.category,
            group_id=tally.category.group_id,
            is_citizen=is_citizen,
            furthest=tally.furthest,
            uncertain=tally.uncertain,
            compared=len(tally.standings),
            average=sum(tally.standings) / len(tally.standings),
        )
        for (is_citizen, dimension_id, _), tally in sorted(tallies.items())
    ]
    return tuple(sorted(standings, key=lambda s: (s.is_citizen, -s.furthest, -s.average)))


def _ranking(breakdown: Breakdown, favourable: bool) -> list[GroupEstimate]:  # noqa: FBT001
    return worst_first(
        [member for member in breakdown.members if is_ranked(member)], favourable=favourable
    )


def _furthest(contest: list[Breakdown], *, favourable: bool) -> FurthestBehind:
    candidates = {_ranking(b, favourable)[0].estimate.observation_id: b for b in contest}
    leaders = worst_first([_ranking(b, favourable)[0] for b in contest], favourable=favourable)
    worst = leaders[0]
    breakdown = candidates[worst.estimate.observation_id]
    reference = breakdown.reference
    value, everybody = worst.estimate.value, reference.value if reference else None
    known = value is not None and everybody is not None
    return FurthestBehind(
        finding_id=breakdown.finding_id.replace("breakdown|", "furthest-behind|", 1),
        breakdown_id=breakdown.finding_id,
        member=worst,
        reference=reference,
        shortfall=shortfall(value or 0.0, everybody or 0.0, favourable=favourable)
        if known
        else None,
        not_told_apart=tuple(
            other
            for other in _ranking(breakdown, favourable)[1:]
            if distinguishable(worst.estimate, other.estimate) is False
        ),
    )


def _votes(latest: Iterable[Breakdown], places: Mapping[str, Place]) -> Iterator[Breakdown]:
    """Yield one breakdown per dimension and kind of source."""
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


def _count(
    tallies: dict[tuple[bool, str, str], _Tally], breakdown: Breakdown, *, favourable: bool
) -> None:
    ranking = _ranking(breakdown, favourable)
    if len(ranking) < 2:
        return
    values = [member.estimate.value for member in ranking]
    for member in ranking:
        category = member.category
        key = (breakdown.source_kind.is_citizen, breakdown.dimension_id, category.code)
        tally = tallies.setdefault(key, _Tally(category))
        first = values.index(member.estimate.value)
        last = len(values) - 1 - values[::-1].index(member.estimate.value)
        tally.standings.append(1 - (first + last) / 2 / (len(values) - 1))
    worst, second = ranking[0], ranking[1]
    tally = tallies[breakdown.source_kind.is_citizen, breakdown.dimension_id, worst.category.code]
    tally.furthest += 1
    if distinguishable(worst.estimate, second.estimate) is False:
        tally.uncertain += 1
