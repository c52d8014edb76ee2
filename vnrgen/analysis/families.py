"""Families: one breakdown of one strand over all its periods, by a dimension or by places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vnrgen.analysis.evidence import Estimate, Period
from vnrgen.analysis.partition import PLACE, Partition, Strand, directed, in_declared_order
from vnrgen.dossier.model import Category, Dimension, Place, PlaceLevel, Series


@dataclass(frozen=True, slots=True)
class Family:
    """All periods of one breakdown: what is needed to make each of them.

    ``periods`` map to code → estimate, ``references`` to everybody's. ``name`` tells the families
    of one strand apart: a dimension, or the level of places.
    """

    series: Series
    strand: Strand
    dimension_id: str
    periods: Mapping[Period, Mapping[str, Estimate]]
    references: Mapping[Period, Estimate]
    categories: Mapping[str, Category]
    name: str

    @property
    def family_id(self) -> str:
        """A stable id: that of its breakdowns without their periods."""
        return self.strand.key(self.name, series=self.series, kind="breakdown")

    @property
    def orders(self) -> tuple[int, ...]:
        """The places in the order of disadvantage that any period has."""
        return tuple(c.order for c in self.categories.values() if c.order is not None)


def families_of(
    found: Partition, dimensions: Mapping[str, Dimension], places: Mapping[str, Place]
) -> tuple[Family, ...]:
    """Return every family of a series, those by group before those by place."""
    return (*_by_group(found, dimensions), *_by_place(found, places))


def _by_group(found: Partition, dimensions: Mapping[str, Dimension]) -> Iterator[Family]:
    for (strand, dimension_id), periods in found.groups.items():
        codes = {code for cells in periods.values() for code in cells}
        yield Family(
            directed(found.series, dict(strand.context)),
            strand,
            dimension_id,
            periods,
            found.headlines.get(strand, {}),
            in_declared_order(dimension_id, codes, dimensions),
            dimension_id,
        )


def _by_place(found: Partition, places: Mapping[str, Place]) -> Iterator[Family]:
    """Yield the places under one parent and of one level as the categories of their parent.

    A place that joins others is left out: it would stand beside its own parts.
    """
    families: dict[tuple[Strand, PlaceLevel], dict[Period, dict[str, Estimate]]] = {}
    for strand, periods in found.headlines.items():
        place = places.get(strand.place_id)
        if place is None or place.level is PlaceLevel.COUNTRY or place.is_aggregate:
            continue
        parent = place.parent or _country(places)
        above = Strand(parent, strand.source_id, strand.context)
        family = families.setdefault((above, place.level), {})
        for period, estimate in periods.items():
            family.setdefault(period, {})[strand.place_id] = estimate
    for (above, level), by_period in families.items():
        members = sorted({place for cells in by_period.values() for place in cells})
        if len(members) < 2:
            continue
        yield Family(
            directed(found.series, dict(above.context)),
            above,
            PLACE,
            by_period,
            found.headlines.get(above, {}),
            {code: Category(code=code, label=places[code].label) for code in members},
            f"{PLACE}:{level}",
        )


def _country(places: Mapping[str, Place]) -> str:
    """Return the id of the country, under which places without a parent stand; "" without one."""
    countries = sorted(p.place_id for p in places.values() if p.level is PlaceLevel.COUNTRY)
    return countries[0] if countries else ""
