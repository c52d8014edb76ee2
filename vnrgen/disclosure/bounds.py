"""Which withheld counts are told by what they cannot be: less than one, or more than a total."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vnrgen.disclosure.relations import Cell, Relation, Table, Variable

_MOST_ROUNDS = 40  # ranges that still narrow then are wide
_NOISE = 1e-6  # of sums of numbers with decimals


@dataclass(slots=True)
class _Range:
    """Between what readers know a number to lie, and the sums from which they know it."""

    low: float
    high: float
    low_from: Relation | None = None
    high_from: Relation | None = None

    @property
    def is_told(self) -> bool:
        """Whether the number can only be one."""
        return self.high - self.low <= _NOISE


@dataclass(slots=True)
class _Ranges:
    """The ranges of all numbers in a table, narrowed sum by sum."""

    table: Table
    of: dict[Variable, _Range] = field(default_factory=dict)

    def narrow(self) -> None:
        """Narrow every range by every sum until nothing changes."""
        for relation in self.table.relations:
            for variable in relation.coefficients:
                if variable not in self.of:
                    self.of[variable] = _known_of(self.table, variable)
        relations = [r for r in self.table.relations if self._open(r)]
        for _ in range(_MOST_ROUNDS):
            changed = [self._narrow_by(relation) for relation in relations]
            if not any(changed):
                return

    def _open(self, relation: Relation) -> bool:
        return not all(self.of[variable].is_told for variable in relation.coefficients)

    def _narrow_by(self, relation: Relation) -> bool:
        """Narrow each term of a sum by what the others leave of it; tell whether one changed."""
        ends = [
            (variable, sign, *_times(sign, self.of[variable]))
            for variable, sign in relation.coefficients.items()
        ]
        lows = _Total([low for _, _, low, _ in ends])
        highs = _Total([high for _, _, _, high in ends])
        changed = False
        for variable, sign, lowest, highest in ends:
            one = self.of[variable]
            if one.is_told:
                continue
            low, high = -highs.without(highest) / sign, -lows.without(lowest) / sign
            low, high = (low, high) if sign > 0 else (high, low)
            if low > one.low + _NOISE:
                one.low, one.low_from, changed = low, relation, True
            if high < one.high - _NOISE:
                one.high, one.high_from, changed = high, relation, True
        return changed

    def sums_behind(self, variable: Variable) -> list[Relation]:
        """Return the sums from which the range of a number follows."""
        found: dict[int, Relation] = {}
        waiting, seen = [variable], {variable}
        while waiting:
            one = self.of[waiting.pop()]
            for relation in (one.low_from, one.high_from):
                if relation is None or id(relation) in found:
                    continue
                found[id(relation)] = relation
                fresh = [v for v in relation.coefficients if v not in seen]
                seen.update(fresh)
                waiting += fresh
        return list(found.values())


def squeezed(table: Table) -> Iterator[tuple[Cell, list[Relation]]]:
    """Yield the withheld counts of a table that can only be what they are, and what tells so.

    Readers know that no count is below 0, and that one of 0 is not withheld: if two withheld ones
    add up to 2, both are 1. Ranges are narrowed by one sum at a time, so what only several sums
    together would tell (as a linear programme) is not found.

    Source:
        A. Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4 (the interval
        that an intruder can compute for a suppressed cell).
    """
    held = [c for c in table.cells.values() if c.is_withheld and c.is_count and c.value]
    if not held:
        return
    ranges = _Ranges(table)
    ranges.narrow()
    for cell in held:
        variable: Variable = ("cell", *cell.key)
        one = ranges.of.get(variable)
        if one is not None and one.is_told:
            yield cell, ranges.sums_behind(variable)


def _known_of(table: Table, variable: Variable) -> _Range:
    kind, place_id, breakdown, *_ = variable
    if kind != "cell":
        return _Range(-math.inf, math.inf)
    cell = table.cells.get((place_id, breakdown))  # type: ignore[arg-type]
    if cell is not None and cell.is_known:
        return _Range(cell.value or 0.0, cell.value or 0.0)
    return _Range(1.0 if cell is not None and cell.is_withheld else 0.0, math.inf)


def _times(sign: int, one: _Range) -> tuple[float, float]:
    low, high = sign * one.low, sign * one.high
    return (low, high) if sign > 0 else (high, low)


class _Total:
    """A sum from which any one term can be taken away, infinite ones too."""

    def __init__(self, ends: Sequence[float]) -> None:
        self._endless = [end for end in ends if math.isinf(end)]
        self._finite = math.fsum(end for end in ends if math.isfinite(end))

    def without(self, end: float) -> float:
        """Return the sum of all terms but one."""
        if math.isfinite(end):
            return self._endless[0] if self._endless else self._finite - end
        return end if len(self._endless) > 1 else self._finite
