"""Values for two (or more) groups at once: where disadvantages meet."""

from __future__ import annotations

from collections.abc import Mapping

from vnrgen.analysis.evidence import Estimate, Intersection, IntersectionCell, Period, Reliability
from vnrgen.analysis.partition import Partition, Strand, in_declared_order
from vnrgen.dossier.model import Category, Dimension

_Cells = Mapping[tuple[str, ...], Estimate]


def intersections_of(
    found: Partition, dimensions: Mapping[str, Dimension]
) -> tuple[Intersection, ...]:
    """Return every crossing of group dimensions in its newest period that says something."""
    crossings = (
        _crossing(found, strand, names, _newest(periods), periods, dimensions)
        for (strand, names), periods in found.intersections.items()
    )
    return tuple(sorted(crossings, key=lambda crossing: crossing.finding_id))


def _crossing(
    found: Partition,
    strand: Strand,
    names: tuple[str, ...],
    period: Period,
    periods: Mapping[Period, _Cells],
    dimensions: Mapping[str, Dimension],
) -> Intersection:
    categories = [
        in_declared_order(name, {codes[place] for codes in periods[period]}, dimensions)
        for place, name in enumerate(names)
    ]
    cells = tuple(
        IntersectionCell(categories=_named(codes, categories), estimate=periods[period][codes])
        for codes in sorted(periods[period], key=lambda codes: _place(codes, categories))
    )
    return Intersection(
        finding_id=strand.key("*".join(names), series=found.series, kind="intersection")
        + f"|{period.label}",
        dimension_ids=names,
        place_id=strand.place_id,
        period=period,
        source_id=strand.source_id,
        cells=cells,
        worst=_worst(cells, favourable=found.series.favourable),
        reference=found.headlines.get(strand, {}).get(period),
    )


def _named(codes: tuple[str, ...], categories: list[dict[str, Category]]) -> tuple[Category, ...]:
    return tuple(known[code] for code, known in zip(codes, categories, strict=True))


def _place(codes: tuple[str, ...], categories: list[dict[str, Category]]) -> tuple[int, ...]:
    return tuple(list(known).index(code) for code, known in zip(codes, categories, strict=True))


def _newest(periods: Mapping[Period, _Cells]) -> Period:
    """Return the newest period with a value or a withheld one, else the newest."""
    telling = [
        period
        for period, cells in periods.items()
        if any(cell.reliability is not Reliability.ABSENT for cell in cells.values())
    ]
    return max(telling or periods)


def _worst(
    cells: tuple[IntersectionCell, ...], *, favourable: bool | None
) -> IntersectionCell | None:
    """Return the cell furthest behind, None where nothing may be ranked."""
    ranked = [
        cell
        for cell in cells
        if cell.estimate.value is not None
        and not any(c.is_residual or c.is_total for c in cell.categories)
    ]
    if favourable is None or len(ranked) < 2:
        return None
    sign = 1 if favourable else -1
    return min(
        ranked,
        key=lambda cell: (
            sign * (cell.estimate.value or 0.0),
            [category.code for category in cell.categories],
        ),
    )
