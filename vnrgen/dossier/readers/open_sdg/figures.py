"""A published cell and its status become a number, or a gap that says why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.dossier.observations.published_values import read_published_value

_POWERS = {
    "": 0,
    "unit": 0,
    "units": 0,
    "ones": 0,
    "tens": 1,
    "hundreds": 2,
    "thousand": 3,
    "thousands": 3,
    "million": 6,
    "millions": 6,
    "billion": 9,
    "billions": 9,
    "trillions": 12,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell says. ``text`` is kept where it is more than the number ("<5", "(29.5)")."""

    value: float | None
    status: ObservationStatus
    text: str = ""


def read_value(cell: str, decimal_mark: str) -> Figure | None:
    """Read the cell of a value, or return None where it is none of the usual signs.

    >>> read_value("17.96", ".").value, str(read_value("<5", ".").status), read_value("95*", ".")
    (17.96, 'censored', None)
    """
    published = read_published_value(cell, decimal_mark)
    if published is None:
        return None
    usual = ObservationStatus.MISSING if published.value is None else ObservationStatus.NORMAL
    return Figure(published.value, published.status or usual, published.text)


def with_status(figure: Figure, status: ObservationStatus | None) -> Figure:
    """Join a cell with the status beside it; a status that withholds wins over a number."""
    if status is None or (status is ObservationStatus.NORMAL and figure.status is status):
        return figure
    if not status.has_value:
        return Figure(None, status)
    if figure.status is not ObservationStatus.NORMAL:
        return figure
    return Figure(figure.value, status, figure.text)


def power_of_ten(cell: str) -> int | None:
    """Return the power that a unit multiplier stands for: a word, or SDMX's number.

    >>> power_of_ten("Thousands"), power_of_ten("6"), power_of_ten("dozens")
    (3, 6, None)
    """
    folded = fold(cell)
    if re.fullmatch(r"-?\d{1,2}", folded):
        return int(folded)
    return _POWERS.get(folded)
