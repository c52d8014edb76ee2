"""Which published figures add up to which: the sums from which a withheld one could be got back.

A share times its weight (people or cases) is an amount, and amounts add up: over the categories of
a dimension to the total, over the places under one parent to the parent, over age bands to wider
bands. Taken as amounts every sum has the coefficients 1 and -1, whatever the weights are; so
whoever knows the weights can solve exactly these equations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from vnrgen.analysis.estimates import COUNT_UNITS, NO_CASES
from vnrgen.analysis.findings import Period
from vnrgen.analysis.partition import Codes, Partition, Row
from vnrgen.analysis.plausibility.parts import divides
from vnrgen.disclosure.places import with_ancestors
from vnrgen.dossier.codes.codelists import age_bounds
from vnrgen.dossier.model import Dimension, Dossier, Place, PlaceLevel

# Parts whose weights come to between these shares of their total's are taken to be all parts:
# what is missing (not stated, rounding) is too little to hide anything in.
_SHARE_OF_TOTAL = (0.9, 1.1)

_WEIGHTS = ("population", "cases")
_LEAST_SHARES = 2  # that add up to a whole: of two, each is known from the other

CellKey = tuple[str, Codes]
Variable = tuple[object, ...]
_TableKey = tuple[str, Codes, Period]


@dataclass(slots=True)
class Cell:
    """One figure of a table, as often as it was published.

    ``place_id`` and ``breakdown`` are its key. ``indices`` are its rows in the frame.
    ``is_withheld`` marks one that must not be got back; ``is_known`` is False where a reader
    cannot know it, because it is withheld or because its source has no value;
    ``is_suppressed_by_source`` where the source itself keeps it back. ``cases`` and
    ``population`` are its size, None where unknown; ``is_count`` makes the value itself a size.
    """

    place_id: str
    breakdown: Codes
    level: int
    indices: list[int] = field(default_factory=list)
    value: float | None = None
    cases: float | None = None
    population: float | None = None
    is_withheld: bool = False
    is_suppressed_by_source: bool = False
    is_empty: bool = False
    is_count: bool = False

    @property
    def key(self) -> CellKey:
        """What the cell is about, within its table."""
        return (self.place_id, self.breakdown)

    @property
    def is_known(self) -> bool:
        """Whether a reader of the publication knows the cell."""
        return not self.is_withheld and (self.value is not None or self.is_empty)

    @property
    def is_nobody(self) -> bool:
        """Whether there are no people in the cell: it is shown, and nothing can hide behind it."""
        return self.is_empty or (self.is_count and self.value == 0)

    @property
    def harm(self) -> tuple[int, int, float, CellKey]:
        """Order cells by how much their loss would hurt: fine, narrow and small ones least."""
        sizes = (self.cases, self.population, self.value if self.is_count else None)
        size = next((size for size in sizes if size is not None), None)
        return (
            -len(self.breakdown),
            -self.level,
            float("inf") if size is None else size,
            self.key,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Columns of the dossier's frame, by position: value, cases, population, and why withheld.

    ``suppressed`` tells of which rows the source itself keeps the value back; ``protected`` are
    the positions of those, and of all that are withheld.
    """

    protected: frozenset[int]
    suppressed: Sequence[bool]
    values: Sequence[float | None]
    cases: Sequence[float | None]
    populations: Sequence[float | None]
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Relation:
    """An equation whose sum is 0: a coefficient for each cell or auxiliary unknown.

    ``is_certain`` where counts or known weights let a reader really compute it.
    """

    coefficients: Mapping[Variable, int]
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one series, source, definition and period, and the sums among them."""

    cells: Mapping[CellKey, Cell]
    relations: tuple[Relation, ...]


def tables_of(found: Partition, dossier: Dossier, figures: Figures) -> Iterator[Table]:
    """Yield every table of a series that holds a cell withheld here or by its source.

    Args:
        found: The partitioned series.
        dossier: For its places, groups and dimensions.
        figures: The columns of the dossier's frame; a reason other than "" or "no_cases" makes a
            cell withheld.
    """
    is_count = found.series.unit in COUNT_UNITS
    for cells in _cells(found, dossier.places, figures, is_count=is_count):
        every = {**_unpublished_totals(cells, dossier.places), **cells}
        relations = (
            *_sums_over_groups(every, dossier, is_count=is_count),
            *_sums_over_places(every, dossier.places, is_count=is_count),
            *_wholes(every, None if is_count else found.series.scale),
        )
        yield Table(every, relations)


def _unpublished_totals(
    cells: Mapping[CellKey, Cell], places: Mapping[str, Place]
) -> dict[CellKey, Cell]:
    """Return a cell without a figure for every total, margin and parent place of the cells.

    One that was not published still links the sums above it and below it.
    """
    totals: dict[CellKey, Cell] = {}
    upwards = {
        place_id: (place_id, *(place.place_id for place in with_ancestors(place_id, places)))
        for place_id in dict.fromkeys(place_id for place_id, _ in cells)
    }
    for (place_id, breakdown), cell in cells.items():
        margins = [
            rest for size in range(len(breakdown) + 1) for rest in combinations(breakdown, size)
        ]
        for key in product(upwards[place_id], margins):
            if key not in totals:
                totals[key] = Cell(*key, cell.level)
    return totals


def _cells(
    found: Partition, places: Mapping[str, Place], figures: Figures, *, is_count: bool
) -> Iterable[Mapping[CellKey, Cell]]:
    """Return the cells of every table with one to protect; rows that say the same are one cell."""
    wanted = {_table_of(row) for row in found.rows if row.position in figures.protected}
    periods = {period for _, _, period in wanted}
    tables: dict[_TableKey, dict[CellKey, Cell]] = {}
    levels = list(PlaceLevel)
    depth = {place.place_id: levels.index(place.level) for place in places.values()}
    for row in [row for row in found.rows if row.estimate.period in periods]:
        table = _table_of(row)
        if table not in wanted:
            continue
        place_id, index = row.strand.place_id, row.position
        cell = tables.setdefault(table, {}).setdefault(
            (place_id, row.breakdown),
            Cell(place_id, row.breakdown, depth.get(place_id, len(depth)), is_count=is_count),
        )
        reason = figures.reasons[index]
        cell.indices.append(index)
        cell.is_empty |= reason == NO_CASES
        cell.is_withheld |= reason not in {"", NO_CASES}
        cell.is_suppressed_by_source |= figures.suppressed[index]
        cell.value = figures.values[index] if cell.value is None else cell.value
        cell.cases = figures.cases[index] if cell.cases is None else cell.cases
        if cell.population is None:
            cell.population = figures.populations[index]
    return tables.values()


def _table_of(row: Row) -> _TableKey:
    """Return what the figures of one table share."""
    return (row.strand.source_id, row.strand.context, row.estimate.period)


def _sums_over_groups(
    cells: Mapping[CellKey, Cell], dossier: Dossier, *, is_count: bool
) -> Iterator[Relation]:
    families: dict[tuple[str, Codes, str], dict[str, Cell]] = {}
    for (place_id, breakdown), cell in cells.items():
        for dimension_id, code in breakdown:
            rest = tuple([pair for pair in breakdown if pair[0] != dimension_id])
            families.setdefault((place_id, rest, dimension_id), {})[code] = cell
    for (place_id, rest, dimension_id), parts in families.items():
        total = (place_id, rest)
        spans = _age_spans(parts) if dimension_id == "age" else None
        if spans is not None:
            yield from _sums_over_ages(cells, total, parts, spans, is_count=is_count)
            continue
        parents = _parents(parts, dossier.dimensions.get(dimension_id), dossier)
        top = [cell for code, cell in parts.items() if code not in parents]
        yield from _sum(cells, total, top, is_count=is_count)
        for parent in sorted(set(parents.values())):
            below = [parts[code] for code, above in parents.items() if above == parent]
            yield from _sum(cells, parts[parent].key, below, is_count=is_count)


def _wholes(cells: Mapping[CellKey, Cell], scale: float | None) -> Iterator[Relation]:
    """Yield the equation of shares that divide a whole: they add up to 100 % (or to their total).

    Whoever sees all but one of them knows the last, whatever the weights are. Shares that add up
    by chance cost at worst a figure too much.
    """
    if not scale:
        return
    families: dict[tuple[str, Codes, str], list[Cell]] = {}
    for (place_id, breakdown), cell in cells.items():
        for dimension_id, _ in breakdown:
            rest = tuple([pair for pair in breakdown if pair[0] != dimension_id])
            families.setdefault((place_id, rest, dimension_id), []).append(cell)
    for (place_id, rest, _), parts in families.items():
        values = [part.value for part in parts if part.value is not None]
        if len(values) < len(parts):
            continue
        signs: dict[Variable, int] = {("cell", *part.key): -1 for part in parts}
        total = cells.get((place_id, rest))
        if divides(values, scale, _LEAST_SHARES):
            yield Relation(signs, is_certain=True)
        elif total is not None and total.value and divides(values, total.value, _LEAST_SHARES):
            yield Relation({("cell", *total.key): 1, **signs}, is_certain=True)


def _sums_over_places(
    cells: Mapping[CellKey, Cell], places: Mapping[str, Place], *, is_count: bool
) -> Iterator[Relation]:
    """Yield the sums of places to their parent, where no place of that level is missing.

    Where weights show that the places cover their parent, it does not matter whether one is
    missing.
    """
    families: dict[tuple[str, PlaceLevel, Codes], list[Cell]] = {}
    for (place_id, breakdown), cell in cells.items():
        place = places.get(place_id)
        if place is not None and place.parent and not place.is_aggregate:
            families.setdefault((place.parent, place.level, breakdown), []).append(cell)
    for (parent, level, breakdown), parts in families.items():
        siblings = sum(
            p.parent == parent and p.level is level and not p.is_aggregate for p in places.values()
        )
        yield from _sum(
            cells,
            (parent, breakdown),
            parts,
            is_count=is_count,
            may_be_whole=len(parts) == siblings,
        )


def _sum(
    cells: Mapping[CellKey, Cell],
    total: CellKey,
    parts: Sequence[Cell],
    *,
    is_count: bool,
    may_be_whole: bool = True,
) -> Iterator[Relation]:
    """Yield the equation total = parts, if the parts can be all there is of the total.

    Where nothing is known of the weights, two or more parts are presumed to be everything: that
    protects at worst too much.
    """
    whole = cells.get(total)
    covered = _covers(whole, parts, is_count=is_count)
    if covered or (covered is None and may_be_whole and len(parts) > 1):
        signs: dict[Variable, int] = {("cell", *part.key): -1 for part in parts}
        is_certain = is_count or _are_weighted([*parts, *([whole] if whole else [])])
        yield Relation({("cell", *total): 1, **signs}, is_certain)


def _covers(total: Cell | None, parts: Sequence[Cell], *, is_count: bool) -> bool | None:
    """Tell by the weights whether parts come to their total; None where weights are not known.

    A part that readers do not know may lack its weight: what is left of the total's is taken for
    it where that is too little to hide anything else in.
    """
    if total is None:
        return None
    low, high = _SHARE_OF_TOTAL
    for name in ("value", *_WEIGHTS) if is_count else _WEIGHTS:
        whole = getattr(total, name)
        sizes = {part.key: getattr(part, name) for part in parts}
        lacking = [part for part in parts if sizes[part.key] is None and not part.is_empty]
        if not whole or any(part.is_known for part in lacking):
            continue
        share = sum(size for size in sizes.values() if size is not None) / whole
        if low <= share <= high:
            return True
        return None if lacking and share < low else False
    return None


def _are_weighted(cells: Sequence[Cell]) -> bool:
    """Tell whether readers know the weight of every share they know, and so can add them up."""
    known = [cell for cell in cells if cell.is_known and not cell.is_empty]
    return any(all(getattr(cell, name) is not None for cell in known) for name in _WEIGHTS)


def _parents(codes: Iterable[str], dimension: Dimension | None, dossier: Dossier) -> dict[str, str]:
    """Return for each code the code of its parent group, where both are in the same table."""
    known = {code: dimension.categories.get(code) for code in codes} if dimension else {}
    by_group = {c.group_id: code for code, c in known.items() if c is not None and c.group_id}
    parents = {}
    for code, category in known.items():
        group = dossier.groups.get(category.group_id or "") if category else None
        above = by_group.get(group.parent) if group and group.parent else None
        if above is not None and above != code:
            parents[code] = above
    return parents


def _age_spans(codes: Iterable[str]) -> dict[str, tuple[float, float]] | None:
    """Return where each age band begins and ends (in years), None unless all can be read."""
    spans = {}
    for code in codes:
        bounds = age_bounds(code)
        if bounds is None:
            return None
        first, last = bounds
        step = 1 / 12 if code.startswith("M") else 1.0
        spans[code] = (round(first, 3), float("inf") if last is None else round(last + step, 3))
    return spans


def _sums_over_ages(
    cells: Mapping[CellKey, Cell],
    total: CellKey,
    parts: Mapping[str, Cell],
    spans: Mapping[str, tuple[float, float]],
    *,
    is_count: bool,
) -> Iterator[Relation]:
    """Yield one equation per band: what lies below its end less what lies below its beginning.

    Bands may overlap and nest; every sum and difference of them follows from these.
    """

    def below(age: float) -> Variable:
        return ("below", *total, age)

    for code, (first, end) in spans.items():
        band: dict[Variable, int] = {("cell", *parts[code].key): 1}
        is_certain = is_count or _are_weighted([parts[code]])
        yield Relation({**band, below(end): -1, below(first): 1}, is_certain)
    widest = [
        code
        for code, (first, end) in spans.items()
        if not any(a <= first and end <= b and (a, b) != (first, end) for a, b in spans.values())
    ]
    covered = _covers(cells.get(total), [parts[code] for code in widest], is_count=is_count)
    if len(spans) > 1 and covered is not False:
        first = min(first for first, _ in spans.values())
        end = max(end for _, end in spans.values())
        everybody: dict[Variable, int] = {("cell", *total): 1}
        whole = [cells[total]] if total in cells else []
        is_certain = is_count or _are_weighted([*whole, *(parts[code] for code in widest)])
        yield Relation({**everybody, below(end): -1, below(first): 1}, is_certain)
