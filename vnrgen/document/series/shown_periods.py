"""Which of many periods a table prints: years before quarters, and never more than a page holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from vnrgen.analysis.findings import Period

T = TypeVar("T")

MOST_ROWS = 24
_SHORTER_THAN_A_YEAR = 300  # days: quarters and months, not years cut short


def evenly(items: Sequence[T], most: int) -> list[T]:
    """Return all items, or an even choice of ``most`` with the first and the last among them."""
    if len(items) <= most:
        return list(items)
    last = len(items) - 1
    return [items[index] for index in sorted({round(i * last / (most - 1)) for i in range(most)})]


def shown_periods(
    items: Sequence[T], period_of: Callable[[T], Period], most: int = MOST_ROWS
) -> list[T]:
    """Return the items of the periods that are printed, in their order.

    All of them where they fit. Else, of quarters and months the last of each year, so that the
    newest is among them; and of more than ``most`` years an even choice with the first and last.
    """
    if len(items) <= most:
        return list(items)
    return evenly(_last_of_each_year(items, period_of), most)


def _last_of_each_year(items: Sequence[T], period_of: Callable[[T], Period]) -> list[T]:
    last: dict[int, Period] = {}
    for item in items:
        period = period_of(item)
        if _is_short(period):
            last[period.end.year] = max(period, last.get(period.end.year, period))
    return [
        item
        for item in items
        if not _is_short(period_of(item)) or period_of(item) == last[period_of(item).end.year]
    ]


def _is_short(period: Period) -> bool:
    return (period.end - period.start).days < _SHORTER_THAN_A_YEAR
