"""Which unknowns of a set of sums a reader can compute, kept up to date as unknowns are added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vnrgen.disclosure.relations import Relation, Variable

# Arithmetic is modulo this prime: exact, and as quick as with small numbers. It could only be
# wrong about a solution with this number (2**31 - 1) among its denominators; the coefficients of
# tables are 1 and -1, and their denominators small.
_PRIME = 2_147_483_647

_Vector = dict[int, int]


class Elimination:
    """Sums solved for their unknowns by Gauss-Jordan elimination, one unknown after the other.

    What is kept is not the solved sums but how each is combined of the original ones, so that an
    unknown can be added at any time. A column that a sum can be solved for is a pivot; the others
    are free. A pivot is determined (a reader can compute it) exactly as long as its solved sum
    holds no free unknown, and a free one never is.
    """

    def __init__(self, relations: Sequence[Relation]) -> None:
        self._relations = relations
        self._where: dict[Variable, list[tuple[int, int]]] = {}
        for index, relation in enumerate(relations):
            for variable, coefficient in relation.coefficients.items():
                self._where.setdefault(variable, []).append((index, coefficient))
        self._combined: dict[int, _Vector] = {}  # solved sum -> original sum -> factor
        self._users: dict[int, set[int]] = {}  # original sum -> solved sums that use it
        self._pivots: dict[int, Variable] = {}
        self._solved: dict[Variable, int] = {}
        self._free = [0] * len(relations)  # how many free unknowns a solved sum holds
        self.work = 0  # factors changed so far

    def add(self, unknown: Variable) -> None:
        """Make one more variable unknown."""
        column = self._column(unknown)
        candidates = [row for row in column if row not in self._pivots]
        if not candidates:
            for row in column:
                self._free[row] += 1
            return
        pivot = min(candidates, key=lambda row: (len(self._combined[row]), row))
        inverse = pow(column.pop(pivot), -1, _PRIME)
        solved = {r: factor * inverse % _PRIME for r, factor in self._combined[pivot].items()}
        self._combined[pivot] = solved
        for row, factor in column.items():
            self._subtract(row, factor, solved)
        self._pivots[pivot] = unknown
        self._solved[unknown] = pivot

    def is_determined(self, unknown: Variable) -> bool:
        """Tell whether a reader can compute an unknown that was added."""
        row = self._solved.get(unknown)
        return row is not None and self._free[row] == 0

    def used_for(self, unknown: Variable) -> dict[Variable, int]:
        """Return the variables from which a determined unknown is computed, itself included."""
        used: dict[Variable, int] = {}
        for index, factor in self._combined[self._solved[unknown]].items():
            for variable, coefficient in self._relations[index].coefficients.items():
                used[variable] = (used.get(variable, 0) + factor * coefficient) % _PRIME
        return {variable: factor for variable, factor in used.items() if factor}

    def _column(self, unknown: Variable) -> _Vector:
        """Return the coefficient of a variable in every solved sum that holds it."""
        column: _Vector = {}
        for index, coefficient in self._where.get(unknown, ()):
            if index not in self._users:
                self._users[index] = {index}
                self._combined[index] = {index: 1}
            for row in self._users[index]:
                column[row] = (
                    column.get(row, 0) + coefficient * self._combined[row][index]
                ) % _PRIME
        return {row: column[row] for row in sorted(column) if column[row]}

    def _subtract(self, row: int, factor: int, solved: Mapping[int, int]) -> None:
        target = self._combined[row]
        self.work += len(solved)
        for index, value in solved.items():
            left = (target.get(index, 0) - value * factor) % _PRIME
            if left:
                target[index] = left
                self._users[index].add(row)
            elif target.pop(index, None) is not None:
                self._users[index].discard(row)
