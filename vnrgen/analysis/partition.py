"""The rows of one series as headlines, groups and intersections, and what dimensions tell apart.

A row's breakdown is its group dimensions that are neither total nor fixed: none makes a headline,
one a group, two or more an intersection. All other dimensions, and the unit, the frequency and
the reporting type, say *what* was measured: rows that differ there are never set side by side.
``sorting`` makes them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from vnrgen.analysis.evidence import Estimate, Period
from vnrgen.dossier.codes.codelists import age_bounds
from vnrgen.dossier.model import Category, Dimension, DimensionRole, Label, Series

# The id under which a breakdown by area is filed; its categories are places.
PLACE = "place"

# Units of numbers of people: they add up over groups, and the larger group has more of them.
_NUMBERS = ("NUMBER", "NUM_TH", "NUM_MN")

# Dimensions of the SDG structure that tell kinds of things apart, not people.
_NOT_PEOPLE = frozenset({"activity", "product"})

Codes = tuple[tuple[str, str], ...]


class Strand(NamedTuple):
    """What two rows must share to be comparable: place, source and all that defines the figure.

    ``context`` holds the definition, method and area dimensions that are not total, and the unit,
    frequency and reporting type where they are not the usual ones, as sorted pairs.
    """

    place_id: str
    source_id: str
    context: Codes = ()

    def key(self, *parts: str, series: Series, kind: str) -> str:
        """Return a stable, readable id for a finding in this strand."""
        said = ";".join([f"{name}={code}" for name, code in self.context])
        named = (kind, *series.key, *parts, self.place_id, self.source_id)
        return "|".join((*named, said) if said else named)


class Row(NamedTuple):
    """One estimate with its strand and its breakdown (group dimensions, sorted by name).

    ``position`` is that of the row among the dossier's observations.
    """

    position: int
    estimate: Estimate
    strand: Strand
    breakdown: Codes
    file: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """The rows of one series by what they describe, each level keyed and sorted.

    ``headlines`` maps strand → period → estimate; ``groups`` (strand, dimension) → period → code
    → estimate; ``intersections`` (strand, dimensions) → period → codes → estimate.
    """

    series: Series
    headlines: Mapping[Strand, Mapping[Period, Estimate]]
    groups: Mapping[tuple[Strand, str], Mapping[Period, Mapping[str, Estimate]]]
    intersections: Mapping[
        tuple[Strand, tuple[str, ...]], Mapping[Period, Mapping[tuple[str, ...], Estimate]]
    ]
    rows: tuple[Row, ...] = field(default=(), repr=False)

    @property
    def strands(self) -> frozenset[Strand]:
        """Those of all rows."""
        split = (*self.groups, *self.intersections)
        return frozenset([*self.headlines, *(strand for strand, _ in split)])


def directed(series: Series, context: Iterable[str]) -> Series:
    """Return a series as it holds for figures by some definitions: their names are ``context``.

    Its direction is that of one answer to a question, and of no other (see ``Series.answers``).
    """
    is_other = series.favourable is not None and not series.answers.isdisjoint(context)
    return replace(series, favourable=None) if is_other else series


def is_comparable_between_groups(series: Series) -> bool:
    """Tell whether figures of groups can be set against each other: rates can, numbers cannot."""
    return series.unit not in _NUMBERS


def role_of(
    dimension_id: str, series: Series, dimensions: Mapping[str, Dimension]
) -> DimensionRole:
    """Return what a dimension tells apart in a series: the series' own word, else the dossier's."""
    if dimension_id in series.roles:
        return series.roles[dimension_id]
    if dimension_id in dimensions:
        return dimensions[dimension_id].role
    return DimensionRole.DEFINITION if dimension_id in _NOT_PEOPLE else DimensionRole.GROUP


def category_of(dimension_id: str, code: str, dimensions: Mapping[str, Dimension]) -> Category:
    """Return the category of a code; its code is its label where nothing declares it."""
    dimension = dimensions.get(dimension_id)
    found = dimension.categories.get(code) if dimension else None
    return found or Category(code=code, label=Label(texts={"und": code}))


def in_declared_order(
    dimension_id: str, codes: Iterable[str], dimensions: Mapping[str, Dimension]
) -> dict[str, Category]:
    """Return the categories of codes as their dimension lists them; ages from young to old."""
    dimension = dimensions.get(dimension_id)
    declared = {code: place for place, code in enumerate(dimension.categories if dimension else ())}

    def place(code: str) -> tuple[float, float, int, str]:
        bounds = age_bounds(code) if dimension_id == "age" else None
        first, last = bounds or (math.inf, None)
        width = math.inf if last is None else last
        return (first, width, declared.get(code, len(declared)), code)

    return {code: category_of(dimension_id, code, dimensions) for code in sorted(codes, key=place)}
