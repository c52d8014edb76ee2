"""Totals that lie outside their parts, and parts that divide a whole instead of being rates."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vnrgen.analysis.estimates import COUNT_UNITS
from vnrgen.analysis.evidence import Estimate, Period
from vnrgen.analysis.families import Family
from vnrgen.analysis.partition import PLACE
from vnrgen.analysis.plausibility.doubts import DoubtKind
from vnrgen.analysis.plausibility.suspicions import Looked, Mark, Suspicion, also, doubt
from vnrgen.dossier.codes.codelists import canonical_code
from vnrgen.dossier.model import DimensionRole

# Published figures are rounded: a total may lie so far outside its parts, relative to their range,
# or one unit of the last decimal (half for the total and half for the part).
_ROUNDING = 0.02
# A total that lies outside now and then is worth a look from so far on, relative to it. By less it
# is the people who belong to none of the parts.
_BY_FAR = 0.02
_HALF = 0.5
# Parts of a distribution add up to the whole within so much, relative to it; more where they are
# published without decimals. They do so in (nearly) every period: once in a while is chance.
_WHOLE = 0.002
_WHOLE_OF_INTEGERS = 0.01
_MOST_PERIODS = 0.9
# Two rates add up to the whole by chance now and then, but not in three periods, one after another.
_LEAST_PARTS = 3
_PERIODS_OF_TWO_PARTS = 3
_MOST_DECIMALS = 6
# A total copied from one of two sexes: so far must they be apart, relative to the higher and beyond
# what rounding explains, and so seldom may it be, of so many periods and places at least.
_SEXES = 2
_FAR_APART = 0.1
_LAST_DECIMALS = 5  # of so many units of the last decimal, a tenth is half of one: rounding
_NOW_AND_THEN = 0.25
_LEAST_LOOKED_AT = 4


class _Parts(NamedTuple):
    """The parts of one total in one period, all with a value; ``values`` are those."""

    period: Period
    parts: tuple[Estimate, ...]
    values: list[float]
    total: Estimate | None

    @property
    def whole(self) -> float | None:
        return self.total.value if self.total else None


@dataclass(frozen=True, slots=True)
class _Line:
    """A family with its complete periods, and those of them in which something is found."""

    family: Family
    every: tuple[_Parts, ...]
    found: tuple[_Parts, ...]

    @property
    def newest(self) -> _Parts:
        return self.found[-1]


def doubtful_parts(looked: Looked) -> Iterator[Suspicion]:
    """Yield what is wrong between totals and their parts, once per dimension of a series.

    Counts of people add up as they should and are left alone; so are places, whose total is
    published for the country by other means often enough. A dimension that the series itself
    calls a group dimension holds rates, even if they add up to 100 by chance.
    """
    if looked.found.series.unit in COUNT_UNITS:
        return
    breakdowns: dict[str, list[tuple[Family, tuple[_Parts, ...]]]] = {}
    for family in looked.families:
        if family.dimension_id != PLACE:
            every = tuple(_complete(family))
            breakdowns.setdefault(family.dimension_id, []).append((family, every))
    said = looked.found.series.roles
    for dimension_id, families in breakdowns.items():
        may_divide = said.get(dimension_id) is not DimensionRole.GROUP
        divided = [
            line for family, every in families if may_divide and (line := _divided(family, every))
        ]
        names = {id(line.family) for line in divided}
        outside = [
            _Line(family, every, beyond)
            for family, every in families
            if id(family) not in names and (beyond := _beyond(every))
        ]
        if divided:
            yield _divides_a_whole(looked, dimension_id, divided)
        if outside:
            yield _lies_outside(looked, dimension_id, outside)
        if same := _copied_from_a_sex(families):
            yield _is_a_part(looked, dimension_id, same)


def _complete(family: Family) -> Iterator[_Parts]:
    """Yield the periods in which every part has a value, and there is more than one."""
    named = sorted(code for code, c in family.categories.items() if not c.is_total)
    for period in sorted(family.periods):
        cells = family.periods[period]
        parts = tuple([cells[code] for code in named if code in cells])
        values = [part.value for part in parts if part.value is not None]
        if len(values) == len(parts) > 1:
            yield _Parts(period, parts, values, family.references.get(period))


def _divided(family: Family, every: tuple[_Parts, ...]) -> _Line | None:
    least = 2 if len(every) >= _PERIODS_OF_TWO_PARTS else _LEAST_PARTS
    dividing = tuple(p for p in every if _is_distribution(p, family.series.scale, least))
    whole = bool(dividing) and len(dividing) >= _MOST_PERIODS * len(every)
    return _Line(family, every, dividing) if whole else None


def _divides_a_whole(looked: Looked, dimension_id: str, lines: Sequence[_Line]) -> Suspicion:
    line = _newest(lines)
    newest = line.newest
    return Suspicion(
        doubt=doubt(
            DoubtKind.DISTRIBUTION,
            line.family.strand.place_id,
            dimension_id,
            newest.parts,
            len(lines),
        ),
        where=looked.at(newest.parts[0]),
        what=f"the {len(newest.parts)} values by {dimension_id} for {newest.period.label} add up "
        f"to {sum(newest.values):g}: they divide a whole, and are no rates of the groups"
        + also(len(lines))
        + "; the groups are not ranked",
        fix=f"if so, write roles: {dimension_id}=definition for this series in indicators.csv; if "
        f"they are rates all the same, write roles: {dimension_id}=group",
        marks=tuple(Mark(one.family.strand, one.family.name) for one in lines),
    )


def _lies_outside(looked: Looked, dimension_id: str, lines: Sequence[_Line]) -> Suspicion:
    line = _newest(lines)
    newest = line.newest
    rows = [*([newest.total] if newest.total else []), *newest.parts]
    return Suspicion(
        doubt=doubt(
            DoubtKind.TOTAL_OUTSIDE_PARTS,
            line.family.strand.place_id,
            dimension_id,
            rows,
            len(lines),
        ),
        where=looked.at(rows[0]),
        what=f"the total {newest.whole:g} for {newest.period.label} lies outside its parts by "
        f"{dimension_id}, which run from {min(newest.values):g} to {max(newest.values):g} "
        f"(so in {len(line.found)} of {len(line.every)} periods)" + also(len(lines)),
        fix="check whether total and parts have the same unit, definition and source, and whether "
        "rows have slipped",
        marks=tuple(
            Mark(one.family.strand, one.family.name, parts.period)
            for one in lines
            for parts in one.found
        ),
    )


def _copied_from_a_sex(
    families: Sequence[tuple[Family, tuple[_Parts, ...]]],
) -> list[_Line]:
    """Return the lines in which the figure of one sex stands for everybody's now and then.

    Women and men are each about half of the people, so a total that is that of one of them, while
    the other is far away, was copied. Where it is so often, few of the other sex are counted.
    """
    lines = []
    for family, _ in families:
        every = tuple(_by_sex(family))
        lines.append(_Line(family, every, tuple(p for p in every if _is_copied(p))))
    copied = sum([len(line.found) for line in lines])
    looked_at = sum([len(line.every) for line in lines])
    if looked_at < _LEAST_LOOKED_AT or copied > _NOW_AND_THEN * looked_at:
        return []
    return [line for line in lines if line.found]


def _by_sex(family: Family) -> Iterator[_Parts]:
    """Yield the periods in which both sexes and everybody have a figure, in any dimension."""
    codes: dict[str, str] = {}
    for code, category in sorted(family.categories.items()):
        sex = _sex_meant((code, *category.label.texts.values()))
        if sex:
            codes.setdefault(sex, code)
    if len(codes) == _SEXES:
        for period in sorted(family.periods):
            cells, total = family.periods[period], family.references.get(period)
            parts = tuple([cells[code] for code in codes.values() if code in cells])
            values = [part.value for part in parts if part.value is not None]
            if total is not None and total.value is not None and len(values) == _SEXES:
                yield _Parts(period, parts, values, total)


@functools.lru_cache(maxsize=1024)  # every series asks for the same groups
def _sex_meant(words: tuple[str, ...]) -> str:
    """Return the sex that the code and the names of a group mean, "" for none or for both."""
    meant = {str(sex) for word in words if (sex := canonical_code("sex", word)) in ("F", "M")}
    return meant.pop() if len(meant) == 1 else ""


def _is_copied(parts: _Parts) -> bool:
    low, high = min(parts.values), max(parts.values)
    if parts.whole not in (low, high) or high - low <= _FAR_APART * high:
        return False
    last: float = 10.0 ** -decimals(parts.values)
    return high - low >= _LAST_DECIMALS * last * (1 - 1e-9)


def _is_a_part(looked: Looked, dimension_id: str, lines: Sequence[_Line]) -> Suspicion:
    line = _newest(lines)
    newest = line.newest
    told = [parts for one in lines for parts in one.found]
    others = [parts.total for parts in told if parts is not newest and parts.total]
    first = newest.total or newest.parts[0]
    return Suspicion(
        doubt=doubt(
            DoubtKind.TOTAL_OUTSIDE_PARTS,
            line.family.strand.place_id,
            dimension_id,
            [first, *newest.parts],
            len(lines),
        ),
        where=looked.at(first),
        what=f"the total {newest.whole:g} for {newest.period.label} is that of one of its parts by "
        f"{dimension_id}, which are {newest.values[0]:g} and {newest.values[1]:g}"
        + also(len(told), looked.rows_of(others)),
        fix="check whether the row of one of them was copied to the total",
        marks=tuple(
            Mark(one.family.strand, one.family.name, parts.period)
            for one in lines
            for parts in one.found
        ),
    )


def _newest(lines: Iterable[_Line]) -> _Line:
    return max(lines, key=lambda line: line.newest.period)


def _is_distribution(parts: _Parts, scale: float | None, least: int) -> bool:
    """Tell whether shares add up to everything, or to their total.

    A total below the largest of them is a mean, and they are rates that add up by chance.
    """
    if scale is None or (parts.whole is not None and parts.whole < max(parts.values)):
        return False
    if divides(parts.values, scale, least):
        return True
    return bool(parts.whole) and divides(parts.values, parts.whole or 0.0, least)


def divides(values: Sequence[float], whole: float, least: int) -> bool:
    """Tell whether shares, ``least`` of them or more, add up to a whole, as rounded.

    >>> divides([20.4, 30.5, 49.1], 100.0, 3), divides([40.0, 60.0], 100.0, 3)
    (True, False)
    """
    if len(values) < least or min(values) < 0:
        return False
    apart = abs(sum(values) - whole)
    if apart <= _WHOLE * whole:
        return True
    return apart <= _WHOLE_OF_INTEGERS * whole and all(float(v).is_integer() for v in values)


def _beyond(every: Sequence[_Parts]) -> tuple[_Parts, ...]:
    """Return the periods whose total lies outside its parts, none where that is of no weight.

    It has weight in half of the periods, or once by more than a fiftieth: by less and now and then
    it comes of people who belong to none of the parts.
    """
    found = [(parts, distance) for parts in every if (distance := _distance(parts)) > 0]
    by_far = any(distance > _BY_FAR * abs(parts.whole or 0.0) for parts, distance in found)
    has_weight = by_far or len(found) >= _HALF * len(every)
    return tuple(parts for parts, _ in found) if has_weight else ()


def _distance(parts: _Parts) -> float:
    """Return how far a total lies outside its parts, 0 where rounding explains it."""
    values, whole = parts.values, parts.whole
    if whole is None:
        return 0.0
    low, high = min(values), max(values)
    distance = max(low - whole, whole - high)
    slack = _ROUNDING * (high - low)
    if distance <= slack * (1 + 1e-9):
        return 0.0
    if distance > max(1.0, slack) * (1 + 1e-9):  # more than any last decimal
        return distance
    unit: float = 10.0 ** -decimals((*values, whole))
    return distance if distance > max(unit, slack) * (1 + 1e-9) else 0.0


def decimals(values: Iterable[float]) -> int:
    """Return with how many decimals figures are published, six at most.

    >>> decimals([18.0, 18.25])
    2
    """
    found = 0
    for value in values:
        while found < _MOST_DECIMALS and round(value, found) != value:
            found += 1
    return found
