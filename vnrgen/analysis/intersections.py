"""Values for two (or more) groups at once: where disadvantages meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from vnrgen.analysis.disparity import is_ranked, shortfall, worst_first
from vnrgen.analysis.evidence import (
    Estimate,
    GroupEstimate,
    Intersection,
    IntersectionCell,
    Period,
    Reliability,
)
from vnrgen.analysis.partition import (
    Partition,
    Strand,
    category_of,
    directed,
    in_declared_order,
    is_comparable_between_groups,
)
from vnrgen.analysis.plausibility.doubts import Doubt, DoubtKind
from vnrgen.analysis.uncertainty import distinguishable
from vnrgen.dossier.model import Category, Dimension

_Cells = Mapping[tuple[str, ...], Estimate]


def intersections_of(
    found: Partition, dimensions: Mapping[str, Dimension], doubts: Iterable[Doubt] = ()
) -> tuple[Intersection, ...]:
    """Return every crossing of group dimensions in its newest period that says something.

    Cells are marked and withheld by the rules of small numbers like any other figure. None of a
    dimension that divides a whole is ranked, nor any that holds an impossible share.

    Args:
        found: The partitioned series.
        dimensions: The dossier's, for the categories.
        doubts: What is doubtful in the series.
    """
    told = tuple(doubts)
    crossings = (
        _crossing(found, (strand, names), _newest(periods), dimensions, told)
        for (strand, names), periods in found.intersections.items()
    )
    return tuple(sorted(crossings, key=lambda crossing: crossing.finding_id))


def _crossing(
    found: Partition,
    key: tuple[Strand, tuple[str, ...]],
    period: Period,
    dimensions: Mapping[str, Dimension],
    doubts: Sequence[Doubt],
) -> Intersection:
    (strand, names), told = key, found.intersections[key][period]
    categories = [
        in_declared_order(name, {codes[place] for codes in told}, dimensions)
        for place, name in enumerate(names)
    ]
    cells = tuple(
        IntersectionCell(categories=_named(codes, categories), estimate=told[codes])
        for codes in sorted(told, key=lambda codes: _place(codes, categories))
    )
    favourable = directed(found.series, dict(strand.context)).favourable
    barred = _is_doubtful(names, cells, doubts) or not is_comparable_between_groups(found.series)
    ranked = [] if barred else _worst_first(cells, favourable)
    worst, others = (ranked[0], ranked[1:]) if len(ranked) > 1 else (None, [])
    apart = [(cell, _apart(worst, cell)) for cell in others]
    reference = found.headlines.get(strand, {}).get(period)
    return Intersection(
        finding_id=strand.key("*".join(names), series=found.series, kind="intersection")
        + f"|{period.label}",
        dimension_ids=names,
        place_id=strand.place_id,
        period=period,
        source_id=strand.source_id,
        cells=cells,
        worst=worst,
        reference=reference,
        best=others[-1] if others else None,
        shortfall=_shortfall(worst, reference, favourable),
        not_told_apart=tuple(cell for cell, differs in apart if differs is False),
        unknown=tuple(cell for cell, differs in apart if differs is None),
        missing=_missing(told, categories),
        worst_with_one=_worst_with_one(found, key, period, dimensions) if worst else None,
    )


def _named(codes: tuple[str, ...], categories: list[dict[str, Category]]) -> tuple[Category, ...]:
    return tuple(known[code] for code, known in zip(codes, categories, strict=True))


def _place(codes: tuple[str, ...], categories: list[dict[str, Category]]) -> tuple[int, ...]:
    return tuple(list(known).index(code) for code, known in zip(codes, categories, strict=True))


def _missing(
    told: _Cells, categories: Sequence[Mapping[str, Category]]
) -> tuple[tuple[Category, ...], ...]:
    """Return the pairs without a row; of more than two dimensions most would not exist at all."""
    if len(categories) != 2:
        return ()
    every = product(*(known for known in categories))
    return tuple(_named(codes, [*map(dict, categories)]) for codes in every if codes not in told)


def _newest(periods: Mapping[Period, _Cells]) -> Period:
    """Return the newest period with a value or a withheld one, else the newest."""
    telling = [
        period
        for period, cells in periods.items()
        if any(cell.reliability is not Reliability.ABSENT for cell in cells.values())
    ]
    return max(telling or periods)


def _is_doubtful(
    names: Sequence[str], cells: Sequence[IntersectionCell], doubts: Sequence[Doubt]
) -> bool:
    rows = {cell.estimate.observation_id for cell in cells}
    return any(
        (doubt.kind is DoubtKind.DISTRIBUTION and doubt.dimension_id in names)
        or (doubt.kind is DoubtKind.OFF_SCALE and not rows.isdisjoint(doubt.observation_ids))
        for doubt in doubts
    )


def _worst_first(
    cells: Iterable[IntersectionCell],
    favourable: bool | None,  # noqa: FBT001
) -> list[IntersectionCell]:
    """Return the cells that may be ranked, the one furthest behind first; ties by code."""
    if favourable is None:
        return []
    sign = 1 if favourable else -1
    ranked = [
        cell
        for cell in cells
        if cell.estimate.value is not None
        and not any(c.is_residual or c.is_total for c in cell.categories)
    ]
    return sorted(
        ranked,
        key=lambda cell: (
            sign * (cell.estimate.value or 0.0),
            [category.code for category in cell.categories],
        ),
    )


def _apart(worst: IntersectionCell | None, cell: IntersectionCell) -> bool | None:
    if worst is None:
        return None
    if worst.estimate.value == cell.estimate.value:
        return False
    return distinguishable(worst.estimate, cell.estimate)


def _shortfall(
    worst: IntersectionCell | None,
    reference: Estimate | None,
    favourable: bool | None,  # noqa: FBT001
) -> float | None:
    value = worst.estimate.value if worst else None
    everybody = reference.value if reference else None
    if value is None or everybody is None or favourable is None:
        return None
    return shortfall(value, everybody, favourable=favourable)


def _worst_with_one(
    found: Partition,
    key: tuple[Strand, tuple[str, ...]],
    period: Period,
    dimensions: Mapping[str, Dimension],
) -> GroupEstimate | None:
    """Return the worst value by any of the dimensions alone, at the same time."""
    strand, names = key
    groups = [
        GroupEstimate(
            dimension_id=name, category=category_of(name, code, dimensions), estimate=estimate
        )
        for name in names
        for code, estimate in found.groups.get((strand, name), {}).get(period, {}).items()
    ]
    favourable = bool(found.series.favourable)
    return next(iter(worst_first([*filter(is_ranked, groups)], favourable=favourable)), None)
