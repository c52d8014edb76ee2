"""The area of every row: its path of names, the widest first, and its GeoCode."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import fold, is_total
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.readers.open_sdg.contents import is_whole_country

if TYPE_CHECKING:
    from vnrgen.dossier.readers.open_sdg.files import IndicatorTable
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.open_sdg.roles import Breakdown
    from vnrgen.dossier.readers.remarks import Remarks

AreaPath = tuple[str, ...]
_BREADTH = (
    (re.compile(r"country|nation"), 0),
    (re.compile(r"region|state|province|area"), 1),
    (re.compile(r"district|county|authority|board"), 2),
    (re.compile(r"city|municipality|town"), 3),
    (re.compile(r"commune|ward|village"), 4),
)


@dataclass(frozen=True, slots=True)
class FileAreas:
    """The areas of one file; ``by_row`` is keyed by spreadsheet row, ``()`` is a blank area.

    ``coarser`` are areas that divide the same place as those of another column do, into fewer.
    """

    table: IndicatorTable
    by_row: Mapping[int, tuple[AreaPath, str]]
    coarser: frozenset[AreaPath] = frozenset()

    @property
    def paths(self) -> set[AreaPath]:
        """The distinct areas that rows name."""
        return {path for path, _ in self.by_row.values() if path}


@dataclass(frozen=True, slots=True)
class NamedArea:
    """One area as one file names it; ``code`` is its own GeoCode, or ""."""

    file_name: str
    path: AreaPath
    code: str


def areas_of(
    table: IndicatorTable, breakdowns: Sequence[Breakdown], options: OpenSdgOptions
) -> FileAreas:
    """Read the area columns of a file and its GeoCodes.

    Where there is no area column and more than one GeoCode, the codes are the names.
    """
    columns = sorted(
        (b for b in breakdowns if b.role is DimensionRole.AREA), key=lambda b: _breadth(b.header)
    )
    only_codes = not columns and len(set(_codes(table))) > 1
    by_row: dict[int, tuple[AreaPath, str]] = {}
    divisions: dict[tuple[int, ...], set[AreaPath]] = {}
    for number, cells in table.rows:
        code = table.columns.cell(cells, "geocode")
        names = {b.index: options.alias_of(b.header, cells[b.index]) for b in columns}
        named = {i: n for i, n in names.items() if not is_total(n) and not is_whole_country(n)}
        path = tuple(dict.fromkeys(named.values()))
        divisions.setdefault(tuple(named), set()).add(path)
        by_row[number] = ((code,) if only_codes and code else path, code)
    return FileAreas(table, by_row, _coarser(divisions))


def _coarser(divisions: Mapping[tuple[int, ...], set[AreaPath]]) -> frozenset[AreaPath]:
    """Return the areas of columns beside which another divides the same place more finely.

    Args:
        divisions: The areas by the columns that name them. Two columns divide alike where they
            are never filled in the same row.
    """
    found: set[AreaPath] = set()
    for columns, paths in divisions.items():
        for others, finer in divisions.items():
            if not (columns and others) or columns == others or columns[:-1] != others[:-1]:
                continue
            if any(columns[-1] in both and others[-1] in both for both in divisions):
                continue
            for parent in {path[:-1] for path in paths} & {path[:-1] for path in finer}:
                here = {path for path in paths if path[:-1] == parent}
                if len(here) < sum(path[:-1] == parent for path in finer):
                    found |= here
    return frozenset(found)


def _codes(table: IndicatorTable) -> Iterable[str]:
    index = table.columns.parts.get("geocode")
    return table.column(index) if index is not None else ()


def _breadth(header: str) -> int:
    return next((rank for pattern, rank in _BREADTH if pattern.search(fold(header))), 1)


def named_areas(files: Sequence[FileAreas], remarks: Remarks) -> list[NamedArea]:
    """List the areas of all files, in the order in which they can be made into places.

    Those of the longest paths come first, because they know their parents; an area that a longer
    path implies comes before that path.
    """
    longest: dict[tuple[int, AreaPath], int] = {}
    for position, areas in enumerate(files):
        for path in areas.paths:
            for depth in range(1, len(path) + 1):
                key = (position, path[:depth])
                longest[key] = max(longest.get(key, 0), len(path))
    owners = [_code_owners(areas, remarks) for areas in files]
    ordered = sorted(longest, key=lambda key: (-longest[key], len(key[1]), key))
    return [
        NamedArea(files[position].table.name, path, owners[position].get(path, ""))
        for position, path in ordered
    ]


def _code_owners(areas: FileAreas, remarks: Remarks) -> dict[AreaPath, str]:
    """Return the GeoCode of each area; a code of several belongs to the one that holds them."""
    paths: dict[str, set[AreaPath]] = {}
    for path, code in areas.by_row.values():
        if path and code:
            paths.setdefault(code, set()).add(path)
    owners: dict[AreaPath, str] = {}
    for code, named in sorted(paths.items()):
        widest = min(named, key=lambda path: (len(path), path))
        nested = all(path[: len(widest)] == widest for path in named)
        if nested:
            owners[widest] = code
        if len(named) > 1:
            kept = f"it is kept for {widest[-1]} only" if nested else "it is kept for none"
            what = f"the GeoCode {code} stands beside {len(named)} different areas; {kept}"
            fix = "nothing, or give the other areas their own codes in places.csv"
            remarks.notice("OSG018", areas.table.where(), what, fix)
    return owners
