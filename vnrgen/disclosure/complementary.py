"""Complementary suppression: withhold what else is needed so that no sum gives a figure back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from vnrgen.disclosure.relations import Cell, Relation, Table, Variable

if TYPE_CHECKING:
    import numpy

# A cell is got back when its row of the projection onto the equations is 1; a figure that stays
# free in a chain of n cells has 1 - 1/n, so this separates them for any table that is published.
_TOLERANCE = 1e-7

_Relations = tuple[Relation, ...]


def complementary_cells(table: Table) -> tuple[Cell, ...]:
    """Withhold further cells of a table until no withheld one follows from what is published.

    The cells are marked as withheld in the table, and returned in the order of their choice. In
    every round each figure that could still be got back costs one more cell: of those in the sums
    that give it away, the one whose loss hurts least (see ``Cell.harm``). A round withholds at
    least one cell more, so the rounds end. What a source itself suppressed is protected as well,
    in sums that are certain; in presumed ones it would cost figures that are public already.

    Source:
        A. Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4 (secondary
        cell suppression; a heuristic of its kind, one round for all cells at risk).
    """
    chosen: list[Cell] = []
    while True:
        added = _lonely(table) or [
            cell
            for of_sources in (False, True)
            for relations in _components(table, only_certain=of_sources)
            for cell in _round(_Equations(table, relations, of_sources=of_sources))
        ]
        if not added:
            return tuple(chosen)
        chosen += added


def _lonely(table: Table) -> list[Cell]:
    """Withhold one more cell in every sum whose only unknown is a figure to protect.

    Most figures at risk are found here, without solving anything.
    """
    added: list[Cell] = []
    for relation in table.relations:
        unknown = [v for v in relation.coefficients if _is_unknown(table, v)]
        if len(unknown) != 1:
            continue
        alone = _cell(table, unknown[0])
        if alone is None or not _is_protected(alone, of_sources=relation.is_certain):
            continue
        cells = (_cell(table, v) for v in relation.coefficients if v != unknown[0])
        others = [cell for cell in cells if cell is not None and not cell.is_empty]
        cheapest = min(others, key=lambda cell: cell.harm, default=None)
        if cheapest is not None:
            cheapest.is_withheld = True
            added.append(cheapest)
    return added


def _is_protected(cell: Cell, *, of_sources: bool) -> bool:
    return cell.is_withheld or (of_sources and cell.is_suppressed_by_source)


def _components(table: Table, *, only_certain: bool) -> list[_Relations]:
    """Return the sums that hang together through unknowns, each set apart; others tell nothing."""
    root: dict[Variable, Variable] = {}

    def find(variable: Variable) -> Variable:
        while root.setdefault(variable, variable) != variable:
            root[variable] = root[root[variable]]
            variable = root[variable]
        return variable

    relations = [r for r in table.relations if r.is_certain or not only_certain]
    unknown = [[v for v in r.coefficients if _is_unknown(table, v)] for r in relations]
    for variables in unknown:
        for variable in variables[1:]:
            root[find(variable)] = find(variables[0])
    sets: dict[Variable, list[Relation]] = {}
    for relation, variables in zip(relations, unknown, strict=True):
        if variables:
            sets.setdefault(find(variables[0]), []).append(relation)
    return [tuple(together) for together in sets.values()]


class _Equations:
    """The sums of one component as a matrix: a row per sum, a column per unknown.

    ``of_sources`` makes the cells that sources suppressed themselves ones to protect.
    """

    def __init__(self, table: Table, relations: _Relations, *, of_sources: bool) -> None:
        import numpy as np

        self.table = table
        self.relations = relations
        self.of_sources = of_sources
        names = dict.fromkeys(v for r in relations for v in r.coefficients if _is_unknown(table, v))
        self.unknowns = tuple(names)
        place = {name: index for index, name in enumerate(self.unknowns)}
        self.matrix: numpy.ndarray[Any, Any] = np.zeros((len(relations), len(place)))
        for row, relation in enumerate(relations):
            for variable, coefficient in relation.coefficients.items():
                if variable in place:
                    self.matrix[row, place[variable]] = coefficient

    def protected(self) -> Iterator[tuple[int, Cell]]:
        """Yield the column and the cell of every unknown that must stay unknown."""
        for column, name in enumerate(self.unknowns):
            cell = _cell(self.table, name)
            if cell is not None and _is_protected(cell, of_sources=self.of_sources):
                yield column, cell


def _at_risk(equations: _Equations) -> list[tuple[Cell, Any]]:
    """Return the withheld cells that follow from the sums, each with how to combine the sums."""
    import numpy as np

    protected = list(equations.protected())
    if not protected:
        return []
    inverse = np.linalg.pinv(equations.matrix, rcond=1e-10)
    projection = np.einsum("ij,ji->i", inverse, equations.matrix)
    return [
        (cell, inverse[column]) for column, cell in protected if projection[column] > 1 - _TOLERANCE
    ]


def _round(equations: _Equations) -> list[Cell]:
    """Withhold one more cell for each figure at risk that no cell of this round protects yet."""
    added: list[Cell] = []
    for _, combination in sorted(_at_risk(equations), key=lambda risk: risk[0].key):
        weights = _published_in(equations, combination)
        if any(cell.is_withheld for cell in weights):
            continue
        cheapest = min(weights, key=lambda cell: cell.harm, default=None)
        if cheapest is not None:
            cheapest.is_withheld = True
            added.append(cheapest)
    return added


def _published_in(equations: _Equations, combination: Iterable[float]) -> list[Cell]:
    """Return the cells with a value that a combination of the sums really uses."""
    used: dict[Variable, float] = {}
    unknown = set(equations.unknowns)
    for factor, relation in zip(combination, equations.relations, strict=True):
        for variable, coefficient in relation.coefficients.items():
            if variable not in unknown:
                used[variable] = used.get(variable, 0.0) + factor * coefficient
    cells = (_cell(equations.table, v) for v, total in used.items() if abs(total) > 1e-9)
    return [cell for cell in cells if cell is not None and not cell.is_empty]


def _cell(table: Table, variable: Variable) -> Cell | None:
    """Return the cell of a variable, None for a total that was not published or an auxiliary."""
    kind, place_id, breakdown, *_ = variable
    if kind != "cell":
        return None
    return table.cells.get((place_id, breakdown))  # type: ignore[arg-type]


def _is_unknown(table: Table, variable: Variable) -> bool:
    cell = _cell(table, variable)
    return cell is None or not cell.is_known
