"""The list of countries that a batch is asked for: codes, or dossiers where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vnrgen.dossier.codes.countries import iso3_codes, iso3_of_m49
from vnrgen.dossier.files.grid import Grid, header_key, read_grid
from vnrgen.problems import Location, ProblemLog

_COLUMNS = {
    "area": "area",
    "areacode": "area",
    "code": "area",
    "iso3": "area",
    "iso3code": "area",
    "isocode": "area",
    "m49": "area",
    "m49code": "area",
    "dossier": "dossier",
    "year": "year",
}
_UNFIT = re.compile(r"[^A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A country of the list: ``dossier`` is its folder, None where its code is all there is.

    ``area`` is an ISO 3166 alpha-3 code, or the text as written where that is none.
    """

    area: str
    dossier: Path | None
    year: int | None
    where: Location

    @property
    def name(self) -> str:
        """The name of the output's folder."""
        if self.dossier is not None:
            return self.dossier.resolve().name
        return _UNFIT.sub("_", self.area)[:50]


def read_list(path: Path, problems: ProblemLog, *, has_data: bool) -> tuple[Listed, ...]:
    """Read a list of countries as CSV or XLSX, each once.

    Args:
        path: A table with a column ``area`` (or ``iso3``, ``m49``), and perhaps ``dossier`` with
            folders, seen from the list, and ``year``. One column of codes needs no header.
        problems: Receives rows that name no country, or that there are none, and as a warning a
            year beside a dossier (BAT013). A code that does not exist is no problem here: it is
            the failure of that country alone.
        has_data: Whether a file of the global database is given, which codes alone need.
    """
    grid = read_grid(path, path.parent, problems, known=_COLUMNS)
    columns = _columns(grid, problems)
    first, known = (1, {"area": 0}) if columns is None else (2, columns)
    listed = [
        country
        for number, row in enumerate(grid.rows[first - 1 :], first)
        if any(row)
        for country in _listed(grid, number, row, known, path.parent, problems)
    ]
    if columns and not any(map(any, grid.rows[1:])):
        problems.error(
            "BAT013",
            grid.where(1),
            "below its header the list names no country",
            "write a country in each row, or leave --areas out",
        )
    for country in listed:
        _judge(country, problems, has_data=has_data)
    return tuple({_identity(country): country for country in listed}.values())


def _judge(country: Listed, problems: ProblemLog, *, has_data: bool) -> None:
    """Report a year that is not used, and a country of which there are no figures."""
    if country.dossier is not None and country.year is not None:
        problems.warning(
            "BAT013",
            replace(country.where, column="year"),
            "this year is not used: a dossier says itself for when it is",
            "empty the cell; the year of a dossier stands in its dossier.yaml",
        )
    if country.dossier is None and not has_data:
        problems.error(
            "BAT013",
            country.where,
            f"{country.area} has no dossier, and no file of the global database is given",
            "add --data FILE, or a column dossier with the folder of each dossier",
        )


def _identity(country: Listed) -> tuple[str, Path | None, int | None]:
    return (country.area, country.dossier, country.year)


def _columns(grid: Grid, problems: ProblemLog) -> dict[str, int] | None:
    """Return where each column is, None where there is no header because row 1 is a country."""
    if not grid.rows:
        return {}
    found: dict[str, int] = {}
    for index, header in enumerate(grid.rows[0]):
        name = _COLUMNS.get(header_key(header))
        if name is not None:
            found.setdefault(name, index)
    if found.keys() & {"area", "dossier"}:
        return found
    if _code(grid.rows[0][0]) in iso3_codes():
        return None
    problems.error(
        "BAT013",
        grid.where(1),
        "no column names countries",
        "name a column area (codes like NPL or 524), or dossier (folders)",
    )
    return {}


def _listed(
    grid: Grid,
    number: int,
    row: list[str],
    columns: Mapping[str, int],
    folder: Path,
    problems: ProblemLog,
) -> Iterator[Listed]:
    cells = {name: row[index] if index < len(row) else "" for name, index in columns.items()}
    area, dossier, year = (cells.get(name, "") for name in ("area", "dossier", "year"))
    if columns and not area and not dossier:
        problems.error("BAT013", grid.where(number), "this row names no country", "delete the row")
    elif year and not (year.isdecimal() and len(year) == 4):
        problems.error(
            "BAT013", grid.where(number, "year"), f'"{year}" is not a year', "write one like 2026"
        )
    elif columns:
        yield Listed(
            area=_code(area),
            dossier=folder / dossier if dossier else None,
            year=int(year) if year else None,
            where=grid.where(number),
        )


def _code(text: str) -> str:
    """Return the alpha-3 code that a code means, else the text in capitals."""
    code = text.strip().upper().removesuffix(".0")
    return (iso3_of_m49(code.zfill(3)) if code.isdigit() else None) or code
