"""Sort the rows of one series into headlines, groups and intersections, by dimension role.

A row's breakdown is its group dimensions that are neither total nor fixed: none makes a headline,
one a group, two or more an intersection. All other dimensions, and the unit, the frequency and
the reporting type, say *what* was measured: rows that differ there are never set side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from vnrgen.analysis.evidence import Estimate, Period
from vnrgen.dossier.codelists import age_bounds
from vnrgen.dossier.model import Category, Dimension, DimensionRole, Label, Series
from vnrgen.dossier.observations import TOTAL, Observations
from vnrgen.frozen import quickly_made

# The id under which a breakdown by area is filed; its categories are places.
PLACE = "place"

# Units of numbers of people: they add up over groups, and the larger group has more of them.
_NUMBERS = ("NUMBER", "NUM_TH", "NUM_MN")

# Dimensions of the SDG structure that tell kinds of things apart, not people.
_NOT_PEOPLE = frozenset({"activity", "product"})
_USUAL_FREQUENCY = "A"
_USUAL_REPORTING_TYPE = "N"

Codes = tuple[tuple[str, str], ...]
_rank = attrgetter("rank")


@dataclass(frozen=True, slots=True, order=True)
class Strand:
    """What two rows must share to be comparable: place, source and all that defines the figure.

    ``context`` holds the definition, method and area dimensions that are not total, and the unit,
    frequency and reporting type where they are not the usual ones, as sorted pairs.
    """

    place_id: str
    source_id: str
    context: Codes = ()

    def key(self, *parts: str, series: Series, kind: str) -> str:
        """Return a stable, readable id for a finding in this strand."""
        said = ";".join(f"{name}={code}" for name, code in self.context)
        named = (kind, *series.key, *parts, self.place_id, self.source_id)
        return "|".join((*named, said) if said else named)


@quickly_made
@dataclass(frozen=True, slots=True)
class Row:
    """One estimate with its strand and its breakdown (group dimensions, sorted by name).

    ``index`` is the position of the row among the dossier's observations.
    """

    index: int
    estimate: Estimate
    strand: Strand
    breakdown: Codes
    file: str
    row: int

    @property
    def rank(self) -> tuple[bool, int, str, str, int]:
        """Order among rows that say the same.

        One with a value comes first, then the one that names more of what is fixed for the series
        (age under 5 before no age at all), then by where it stands.
        """
        named = self.estimate.observation_id
        return (self.estimate.value is None, -named.count("="), named, self.file, self.row)


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


def rows_of(
    series: Series,
    observations: Observations,
    positions: Iterable[int],
    found: Iterable[Estimate],
    dimensions: Mapping[str, Dimension],
) -> tuple[Row, ...]:
    """Return the rows of one series with strand and breakdown; of rows alike the best is first.

    Args:
        series: The series all observations belong to.
        observations: Its rows.
        positions: Where each of them is among all rows.
        found: One estimate per row, in their order.
        dimensions: The dossier's, for roles and totals.
    """
    columns = observations.columns
    names = (*sorted(observations.dimensions), "freq", "reporting_type", "unit")
    written = list(zip(*(columns[name] for name in names), strict=True))
    parted = _parted(series, names, dict.fromkeys(written), dimensions)
    strands: dict[tuple[str, str, Codes], Strand] = {}
    rows = []
    for index, e, codes, file, row in zip(
        positions, found, written, columns["file"], columns["row"], strict=True
    ):
        groups, context = parted[codes]
        key = (e.place_id, e.source_id, context)
        strand = strands.get(key) or strands.setdefault(key, Strand(*key))
        rows.append(Row(index, e, strand, groups, file, row))
    return tuple(sorted(rows, key=_rank))


def _parted(
    series: Series,
    names: Sequence[str],
    written: Iterable[tuple[str, ...]],
    dimensions: Mapping[str, Dimension],
) -> dict[tuple[str, ...], tuple[Codes, Codes]]:
    """Return the breakdown and the context of every combination of codes; ``names`` are theirs."""
    own = {"freq": _USUAL_FREQUENCY, "reporting_type": _USUAL_REPORTING_TYPE, "unit": series.unit}
    silent = [
        frozenset({own[name], ""}) if name in own else _silent_codes(name, series, dimensions)
        for name in names
    ]
    grouping = [
        name not in own and role_of(name, series, dimensions) is DimensionRole.GROUP
        for name in names
    ]
    parted = {}
    for codes in written:
        telling = [
            (is_group, (name, code))
            for name, code, quiet, is_group in zip(names, codes, silent, grouping, strict=True)
            if code not in quiet
        ]
        groups = tuple(pair for is_group, pair in telling if is_group)
        parted[codes] = (groups, tuple(pair for is_group, pair in telling if not is_group))
    return parted


def partition(series: Series, rows: tuple[Row, ...]) -> Partition:
    """Sort rows into headlines, groups and intersections; of rows alike the first stays."""
    headlines: dict[Strand, dict[Period, Estimate]] = {}
    groups: dict[tuple[Strand, str], dict[Period, dict[str, Estimate]]] = {}
    crossed: dict[
        tuple[Strand, tuple[str, ...]], dict[Period, dict[tuple[str, ...], Estimate]]
    ] = {}
    for row in rows:
        period, estimate = row.estimate.period, row.estimate
        names = tuple(name for name, _ in row.breakdown)
        codes = tuple(code for _, code in row.breakdown)
        if not names:
            headlines.setdefault(row.strand, {}).setdefault(period, estimate)
        elif len(names) == 1:
            by_period = groups.setdefault((row.strand, names[0]), {})
            by_period.setdefault(period, {}).setdefault(codes[0], estimate)
        else:
            cells = crossed.setdefault((row.strand, names), {})
            cells.setdefault(period, {}).setdefault(codes, estimate)
    return Partition(
        series=series,
        headlines=dict(sorted(headlines.items())),
        groups=dict(sorted(groups.items())),
        intersections=dict(sorted(crossed.items())),
        rows=rows,
    )


def _silent_codes(
    dimension_id: str, series: Series, dimensions: Mapping[str, Dimension]
) -> frozenset[str]:
    """Return the codes that say nothing more than the series itself: totals and the fixed code."""
    dimension = dimensions.get(dimension_id)
    categories = dimension.categories.values() if dimension else ()
    totals = {category.code for category in categories if category.is_total}
    fixed = {series.fixed[dimension_id]} if dimension_id in series.fixed else set()
    return frozenset({TOTAL, "", *totals, *fixed})
