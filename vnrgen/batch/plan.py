"""What a batch is asked for becomes its items: dossiers, a list of countries, or a whole file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vnrgen.batch.area_list import Listed, read_list
from vnrgen.batch.naming import check_names
from vnrgen.batch.run import Item
from vnrgen.build import BuildRequest
from vnrgen.dossier.area import AreaRequest, areas_of
from vnrgen.dossier.large.store import FOLDER as STORE
from vnrgen.problems import InvalidInputError, Location, Problem, ProblemLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to make.

    Attributes:
        dossiers: Folders.
        areas: A list of countries, None for none.
        data: A file of the global SDG database for countries without a dossier; where there are
            neither dossiers nor a list, all its countries are meant.
        year, as_of: Of briefs from the database alone, never of dossiers; None for those of the
            newest figure.
        basis: Everything else that holds for all; its ``output`` is the folder of the outputs.
    """

    dossiers: tuple[Path, ...]
    areas: Path | None
    data: Path | None
    basis: BuildRequest
    year: int | None = None
    as_of: date | None = None


def items_of(asked: Asked, problems: ProblemLog | None = None) -> tuple[Item, ...]:
    """Return an item for each country, in the order in which they are asked for.

    Args:
        asked: What to make.
        problems: Receives what is to be said about the list and does not stop the run.

    Raises:
        InvalidInputError: Two outputs would have one name (BAT001), or the list cannot be read,
            is empty or does not say where figures come from (BAT013).
    """
    found = list(_items(asked, ProblemLog() if problems is None else problems))
    check_names([(item.source, item.name) for item in found])
    return tuple(found)


def _items(asked: Asked, problems: ProblemLog) -> Iterator[Item]:
    for dossier in asked.dossiers:
        yield _of_dossier(asked, dossier)
    for country in _listed(asked, problems):
        if country.dossier is not None:
            yield _of_dossier(asked, country.dossier)
        elif asked.data is not None:
            yield _of_area(asked, asked.data, country)


def _listed(asked: Asked, problems: ProblemLog) -> tuple[Listed, ...]:
    if asked.areas is not None:
        listed = read_list(asked.areas, problems, has_data=asked.data is not None)
        problems.stop_if_any(strict=asked.basis.strict)
        return listed
    if asked.data is None or asked.dossiers:
        return ()
    where = Location(asked.data.name)
    try:
        found = areas_of(asked.data, _store(asked, asked.data))
    except OSError as error:
        raise InvalidInputError([_no_areas(where, error.strerror or str(error))]) from error
    if not found:
        raise InvalidInputError([_no_areas(where, "it names no country")])
    return tuple(Listed(area=code, dossier=None, year=None, where=where) for code, _ in found)


def _of_dossier(asked: Asked, dossier: Path) -> Item:
    name = dossier.resolve().name
    request = replace(
        asked.basis, dossier=dossier.absolute(), output=asked.basis.output.absolute() / name
    )
    return Item(name=name, request=request, source=dossier.as_posix())


def _of_area(asked: Asked, data: Path, country: Listed) -> Item:
    area = AreaRequest(
        area=country.area,
        data=data.resolve(),
        year=country.year or asked.year,
        as_of=asked.as_of or asked.basis.on,
        language=asked.basis.language or "en",
        store=_store(asked, data),
    )
    request = replace(
        asked.basis,
        dossier=data.resolve().parent,
        output=asked.basis.output.absolute() / country.name,
        area=area,
    )
    return Item(name=country.name, request=request, source=str(country.where))


def _store(asked: Asked, data: Path) -> Path | None:
    """Return where positions in the file are kept: beside it, or else among the outputs."""
    is_writable = os.access(data.resolve().parent, os.W_OK)
    return None if is_writable else asked.basis.output.absolute() / STORE


def _no_areas(where: Location, why: str) -> Problem:
    return Problem(
        "BAT013",
        where,
        f"no countries can be found in the file: {why}",
        "name a CSV file of the UN's global SDG database, or the countries with --areas",
    )
