"""Complementary suppression: withhold what else is needed so that no sum gives a figure back."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from vnrgen.disclosure.bounds import squeezed
from vnrgen.disclosure.elimination import Elimination
from vnrgen.disclosure.relations import Cell, Relation, Table, Variable

# Changed factors after which one cell at a time is given up (some seconds); only a table of four
# and more dimensions gets there.
_MOST_WORK = 4_000_000


def complementary_cells(table: Table) -> tuple[Cell, ...]:
    """Withhold further cells of a table until no withheld one follows from what is published.

    The cells are marked as withheld in the table, and returned in the order of their choice. Each
    figure that could still be got back costs one more cell: of those it is computed from, the one
    whose loss hurts least (see ``Cell.harm``); this ends, because there is always one cell less.
    What a source itself suppressed is protected as well, in sums that are certain; in presumed
    ones it would cost figures that are public already. Counts are protected from being told by
    what they cannot be, too (``squeezed``).

    Source:
        A. Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4 (secondary
        cell suppression; a heuristic of its kind, one cell after the other).
    """
    chosen: list[Cell] = []
    certain = [relation for relation in table.relations if relation.is_certain]
    while True:
        while alone := _lonely(table):
            chosen += alone
        chosen += _protect(table, table.relations, of_sources=False)
        added = []
        if any(cell.is_suppressed_by_source for cell in table.cells.values()):
            added += _protect(table, certain, of_sources=True)
        added += _loosened(table)
        if not added:
            return tuple(chosen)
        chosen += added


def _loosened(table: Table) -> list[Cell]:
    """Withhold one more cell for every withheld count that can only be what it is."""
    added: list[Cell] = []
    for _, sums in squeezed(table):
        near = [variable for relation in sums for variable in relation.coefficients]
        if any(cell is _cell(table, variable) for cell in added for variable in near):
            continue  # what went for another may have made room here
        cheapest = _cheapest(table, near)
        if cheapest is not None:
            added.append(cheapest)
    return added


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
        cheapest = _cheapest(table, relation.coefficients)
        if cheapest is not None:
            added.append(cheapest)
    return added


def _is_protected(cell: Cell, *, of_sources: bool) -> bool:
    return cell.is_withheld or (of_sources and cell.is_suppressed_by_source)


def _protect(table: Table, relations: Sequence[Relation], *, of_sources: bool) -> list[Cell]:
    """Withhold cells until no figure to protect follows from the sums."""
    added: list[Cell] = []
    most_work: float = _MOST_WORK
    while True:
        found, is_done = _search(table, relations, of_sources=of_sources, most_work=most_work)
        added += found
        if is_done:
            return added
        most_work = _MOST_WORK if found else math.inf


def _search(
    table: Table, relations: Sequence[Relation], *, of_sources: bool, most_work: float
) -> tuple[list[Cell], bool]:
    """Withhold a cell for every figure that follows from the sums; tell whether all are protected.

    Where that takes too long, one more cell goes in every sum of the figures left, and the search
    has to start again.
    """
    names = dict.fromkeys(v for r in relations for v in r.coefficients if _is_unknown(table, v))
    queue = [v for v in names if _must_stay_unknown(table, v, of_sources=of_sources)]
    elimination = Elimination(relations)
    added: list[Cell] = []
    for name in names if queue else ():
        elimination.add(name)
        if elimination.work > most_work:
            return _beside(table, relations, filter(elimination.is_determined, queue)), False
    queue = sorted(filter(elimination.is_determined, queue), key=str)
    for name in queue:
        while elimination.is_determined(name):
            if elimination.work > most_work:
                left = filter(elimination.is_determined, queue)
                return [*added, *_beside(table, relations, left)], False
            cheapest = _cheapest(table, elimination.used_for(name))
            if cheapest is None:
                break
            added.append(cheapest)
            elimination.add(_variable(cheapest))
            queue.append(_variable(cheapest))
    return added, True


def _beside(table: Table, relations: Iterable[Relation], left: Iterable[Variable]) -> list[Cell]:
    """Withhold one more cell in every sum that holds one of the figures left."""
    figures = frozenset(left)
    beside = (r for r in relations if not figures.isdisjoint(r.coefficients))
    found = (_cheapest(table, relation.coefficients) for relation in beside)
    return [cell for cell in found if cell is not None]


def _cheapest(table: Table, variables: Iterable[Variable]) -> Cell | None:
    """Withhold the published cell whose loss hurts least, and return it; None if there is none."""
    cheapest = min(_published(table, variables), key=lambda cell: cell.harm, default=None)
    if cheapest is not None:
        cheapest.is_withheld = True
    return cheapest


def _published(table: Table, variables: Iterable[Variable]) -> Iterator[Cell]:
    """Yield the cells among variables that readers know; one of nobody protects nobody."""
    for variable in variables:
        cell = _cell(table, variable)
        if cell is not None and cell.is_known and not cell.is_nobody:
            yield cell


def _must_stay_unknown(table: Table, variable: Variable, *, of_sources: bool) -> bool:
    cell = _cell(table, variable)
    return cell is not None and _is_protected(cell, of_sources=of_sources)


def _variable(cell: Cell) -> Variable:
    return ("cell", *cell.key)


def _cell(table: Table, variable: Variable) -> Cell | None:
    """Return the cell of a variable, None for a total that was not published or an auxiliary."""
    kind, place_id, breakdown, *_ = variable
    if kind != "cell":
        return None
    return table.cells.get((place_id, breakdown))  # type: ignore[arg-type]


def _is_unknown(table: Table, variable: Variable) -> bool:
    cell = _cell(table, variable)
    return cell is None or not cell.is_known
