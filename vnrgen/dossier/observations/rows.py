"""What readers find: observations row by row, held as one list for each field.

A file brings ten thousand of them, and nearly all is done with whole columns: an ``Observation`` is
made where somebody asks for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, overload

from vnrgen.dossier.model.observations import (
    CORE_COLUMNS,
    NUMBERS,
    SDMX_DIMENSIONS,
    TOTAL,
    Observation,
    Observations,
    breakdown_id,
    numbers,
)
from vnrgen.dossier.observations.selection import selected

FIELDS = tuple(field.name for field in fields(Observation))


class ObservationRows(Sequence[Observation]):
    """Observations in order. ``columns`` has a list for each field of ``Observation``.

    Rows with the same codes may share one mapping as their ``dimensions``; what depends on the
    codes alone is then done once for all of them.
    """

    __slots__ = ("columns",)

    def __init__(self, rows: Iterable[Observation] = ()) -> None:
        kept = list(rows)
        self.columns: dict[str, list[Any]] = {
            name: list(map(attrgetter(name), kept)) for name in FIELDS
        }

    @classmethod
    def of(cls, rows: Iterable[Observation]) -> ObservationRows:
        """Return rows as columns; those that are so already as they are."""
        return rows if isinstance(rows, ObservationRows) else cls(rows)

    def add(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """Add rows that come as columns of one length, all fields among them."""
        for name, column in self.columns.items():
            column.extend(columns[name])

    def extend(self, rows: Iterable[Observation]) -> None:
        """Add rows at the end."""
        self.add(ObservationRows.of(rows).columns)

    def at(self, positions: Sequence[int]) -> ObservationRows:
        """Return the rows at some positions, in that order."""
        found = ObservationRows()
        for name, column in self.columns.items():
            found.columns[name] = list(selected(column, positions))
        return found

    def __len__(self) -> int:
        return len(self.columns["row"])

    @overload
    def __getitem__(self, place: int) -> Observation: ...

    @overload
    def __getitem__(self, place: slice) -> ObservationRows: ...

    def __getitem__(self, place: int | slice) -> Observation | ObservationRows:
        if isinstance(place, slice):
            return self.at(range(len(self))[place])
        return Observation(**{name: column[place] for name, column in self.columns.items()})

    def __iter__(self) -> Iterator[Observation]:
        rows = zip(*self.columns.values(), strict=True)
        return (Observation(**dict(zip(FIELDS, row, strict=True))) for row in rows)

    def ids(self) -> list[str]:
        """Return the ``observation_id`` of every row."""
        columns = self.columns
        told = {each: breakdown_id(codes) for each, codes in self.shared_dimensions().items()}
        parts = (
            columns["indicator_id"],
            columns["series"],
            columns["place"],
            columns["period_label"],
            [told[each] for each in map(id, columns["dimensions"])],
            columns["source_id"],
        )
        return list(map("|".join, zip(*parts, strict=True)))

    def series_keys(self) -> list[tuple[str, str]]:
        """Return the indicator and series of every row."""
        return list(zip(self.columns["indicator_id"], self.columns["series"], strict=True))

    def shared_dimensions(self) -> dict[int, Mapping[str, str]]:
        """Return the mappings of codes that rows share by their ``id``, in the order of rows."""
        shared = self.columns["dimensions"]
        return dict(zip(map(id, shared), shared, strict=True))


def observations_from_rows(
    rows: Iterable[Observation], extra_dimensions: Iterable[str] = ()
) -> Observations:
    """Build the columnar table from single observations.

    Args:
        rows: Observations in any order; the order is kept.
        extra_dimensions: National dimensions that must be columns even where no row names them.
    """
    kept = ObservationRows.of(rows)
    columns: dict[str, list[Any]] = {name: list(kept.columns[name]) for name in CORE_COLUMNS}
    for name in NUMBERS:
        columns[name] = numbers(columns[name])
    for name in ("period_start", "period_end"):
        written = {day: day.isoformat() for day in dict.fromkeys(columns[name])}
        columns[name] = list(map(written.__getitem__, columns[name]))
    columns["obs_status"] = list(map(str, columns["obs_status"]))
    shared = kept.shared_dimensions()
    named = dict.fromkeys((*SDMX_DIMENSIONS, *extra_dimensions))
    for found in shared.values():
        named.update(dict.fromkeys(found))
    which = list(map(id, kept.columns["dimensions"]))
    for name in named:
        codes = {each: found.get(name, TOTAL) for each, found in shared.items()}
        is_told = any(code != TOTAL for code in codes.values())
        columns[name] = list(map(codes.__getitem__, which)) if is_told else [TOTAL] * len(which)
    return Observations(None, tuple(named), columns=columns)
