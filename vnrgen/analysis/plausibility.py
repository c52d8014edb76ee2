"""Figures that cannot be right, or cannot be what they are taken for; reported, never corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from vnrgen.analysis.analyse import partitions_of
from vnrgen.analysis.estimates import COUNT_UNITS
from vnrgen.analysis.evidence import Estimate, Period
from vnrgen.analysis.partition import Partition, Row, category_of
from vnrgen.dossier.model import Dimension, Dossier
from vnrgen.problems import Location, Problem, Severity

# Published figures are rounded: a total may lie so far outside its parts, relative to their range,
# or one unit of the last decimal (half for the total and half for the part).
_ROUNDING = 0.02
# A total that lies outside once is worth a look from so far on, relative to it.
_BY_FAR = 0.25
_HALF = 0.5
# Parts of a distribution add up to the whole within so much, relative to it; more where they are
# published without decimals. They do so in (nearly) every period: once in a while is chance.
_WHOLE = 0.002
_WHOLE_OF_INTEGERS = 0.01
_MOST_PERIODS = 0.9
_LEAST_PARTS = 3


@dataclass(frozen=True, slots=True)
class _Family:
    """The parts of one total in one period, all with a value."""

    period: Period
    parts: tuple[Estimate, ...]
    total: Estimate | None

    @property
    def values(self) -> list[float]:
        return [part.value for part in self.parts if part.value is not None]

    @property
    def whole(self) -> float | None:
        return self.total.value if self.total else None


def implausible_figures(dossier: Dossier) -> Iterator[Problem]:
    """Yield a warning for every figure that contradicts itself or its neighbours.

    ``IMP001``: a share above its scale or below 0. ``IMP002``: no cases, and yet a value.
    ``IMP003``: a total outside the range of its parts. ``IMP004``: parts of a share that add up to
    100 (or to their total), so that they divide a whole and are no rates of their groups.
    The last two are reported once per series and dimension, at the newest period.
    """
    yield from _cases_without_people(dossier)
    for found in partitions_of(dossier):
        where = {row.estimate.observation_id: Location(row.file, row.row) for row in found.rows}
        yield from chain.from_iterable(_off_scale(found, row) for row in found.rows)
        if found.series.unit in COUNT_UNITS:
            continue
        breakdowns: dict[str, list[list[_Family]]] = {}
        for (strand, dimension_id), periods in found.groups.items():
            wholes = found.headlines.get(strand, {})
            families = [
                _Family(period, parts, wholes.get(period))
                for period, cells in sorted(periods.items())
                if (parts := _complete(dimension_id, cells, dossier.dimensions)) is not None
            ]
            breakdowns.setdefault(dimension_id, []).append(families)
        for dimension_id, strands in breakdowns.items():
            yield from _beside_total(found, dimension_id, strands, where)


def _cases_without_people(dossier: Dossier) -> Iterator[Problem]:
    frame = dossier.observations.frame
    empty = frame[(frame["n_unweighted"] == 0) & frame["value"].notna()]
    for file, row, value in zip(empty["file"], empty["row"], empty["value"], strict=True):
        yield _warning(
            "IMP002",
            Location(file, int(row), "n_unweighted"),
            f"the value {value:g} rests on no cases",
            "correct the number of cases, or leave the value empty",
        )


def _off_scale(found: Partition, row: Row) -> Iterator[Problem]:
    value, scale = row.estimate.value, found.series.scale
    if value is None or scale is None or 0 <= value <= scale * (1 + 1e-9):
        return
    yield _warning(
        "IMP001",
        Location(row.file, row.row, "value"),
        f"the value {value:g} is no share: 100 % is {scale:g} here",
        "correct the value, or the unit and scale of the series in indicators.csv",
    )


def _complete(
    dimension_id: str, cells: Mapping[str, Estimate], dimensions: Mapping[str, Dimension]
) -> tuple[Estimate, ...] | None:
    """Return the parts of a total, None where one has no value or where there is only one."""
    parts = tuple(
        cells[code]
        for code in sorted(cells)
        if not category_of(dimension_id, code, dimensions).is_total
    )
    whole = len(parts) > 1 and all(part.value is not None for part in parts)
    return parts if whole else None


def _beside_total(
    found: Partition,
    dimension_id: str,
    strands: Sequence[Sequence[_Family]],
    where: Mapping[str, Location],
) -> Iterator[Problem]:
    """Yield what is wrong with one breakdown in all its places and definitions: once each."""
    scale = found.series.scale
    divided = [
        [family for family in families if _is_distribution(family, scale)] for families in strands
    ]
    is_divided = [
        bool(dividing) and len(dividing) >= _MOST_PERIODS * len(families)
        for families, dividing in zip(strands, divided, strict=True)
    ]
    if any(is_divided):
        newest = _newest(d for d, is_one in zip(divided, is_divided, strict=True) if is_one)
        yield _divided(dimension_id, newest, where, sum(is_divided))
    others = [f for f, is_one in zip(strands, is_divided, strict=True) if not is_one]
    outside = [(families, beyond) for families in others if (beyond := _beyond(families))]
    if outside:
        yield _outside(dimension_id, outside, where)


def _newest(lines: Iterable[Sequence[_Family]]) -> _Family:
    return max((line[-1] for line in lines), key=lambda family: family.period)


def _divided(
    dimension_id: str, newest: _Family, where: Mapping[str, Location], strands: int
) -> Problem:
    return _warning(
        "IMP004",
        where[newest.parts[0].observation_id],
        f"the {len(newest.parts)} values by {dimension_id} for {newest.period.label} add up to "
        f"{sum(newest.values):g}: they divide a whole, and are no rates of the groups"
        + _also(strands),
        f"if so, write roles: {dimension_id}=definition for this series in indicators.csv, so "
        "that they are not compared",
    )


def _outside(
    dimension_id: str,
    outside: Sequence[tuple[Sequence[_Family], Sequence[_Family]]],
    where: Mapping[str, Location],
) -> Problem:
    newest = _newest(beyond for _, beyond in outside)
    families, beyond = next(pair for pair in outside if newest in pair[1])
    total = newest.total
    return _warning(
        "IMP003",
        where[total.observation_id] if total else Location("data"),
        f"the total {newest.whole:g} for {newest.period.label} lies outside its parts by "
        f"{dimension_id}, which run from {min(newest.values):g} to {max(newest.values):g} "
        f"(so in {len(beyond)} of {len(families)} periods)" + _also(len(outside)),
        "check whether total and parts have the same unit, definition and source, and whether "
        "rows have slipped",
    )


def _also(strands: int) -> str:
    return f"; {strands - 1} more in other places or definitions" if strands > 1 else ""


def _is_distribution(family: _Family, scale: float | None) -> bool:
    """Tell whether shares add up to everything; two categories may do so by chance."""
    values = family.values
    if scale is None or len(values) < _LEAST_PARTS or min(values) < 0:
        return False
    slack = _WHOLE_OF_INTEGERS if all(value.is_integer() for value in values) else _WHOLE
    wholes = [scale, *([family.whole] if family.whole else [])]
    return any(abs(sum(values) - whole) <= slack * whole for whole in wholes)


def _beyond(families: Sequence[_Family]) -> list[_Family]:
    """Return the periods whose total lies outside its parts, none where that is of no weight.

    It has weight in half of the periods, or once by far: by a little and now and then it comes of
    rounding and of people who belong to none of the parts.
    """
    beyond = [family for family in families if _distance(family) > 0]
    by_far = any(_distance(f) > _BY_FAR * abs(f.whole or 0.0) for f in beyond)
    return beyond if by_far or len(beyond) >= _HALF * len(families) else []


def _distance(family: _Family) -> float:
    """Return how far a total lies outside its parts, 0 where rounding explains it."""
    low, high, whole = min(family.values), max(family.values), family.whole
    if whole is None:
        return 0.0
    unit: float = 10.0 ** -_decimals((*family.values, whole))
    distance = max(low - whole, whole - high)
    return distance if distance > max(unit, _ROUNDING * (high - low)) * (1 + 1e-9) else 0.0


def _decimals(values: Iterable[float]) -> int:
    """Return with how many decimals figures are published, six at most."""
    told = list(values)
    return next((d for d in range(6) if all(round(v, d) == v for v in told)), 6)


def _warning(code: str, where: Location, what: str, fix: str) -> Problem:
    return Problem(code, where, what, fix, Severity.WARNING)
