"""The places that the area columns and GeoCodes of all files name.

One place may come as "East" with a GeoCode in one file and as "East of England" with the same
GeoCode in another; and one GeoCode may stand beside a country and all its health boards. So the
files are looked at together: a GeoCode belongs to the widest of the nested areas it is given for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vnrgen.dossier.codelists import fold, is_total
from vnrgen.dossier.model import DimensionRole, Label, Place, PlaceLevel
from vnrgen.problems import Location

if TYPE_CHECKING:
    from vnrgen.dossier.readers.contract import ReadingContext
    from vnrgen.dossier.readers.open_sdg.files import IndicatorTable
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.open_sdg.remarks import Remarks
    from vnrgen.dossier.readers.open_sdg.roles import Breakdown

EVERY = "*"
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
    """The area of every row of a file: its path of names and its GeoCode, by spreadsheet row."""

    table: IndicatorTable
    by_row: Mapping[int, tuple[AreaPath, str]]


@dataclass(slots=True)
class Gazetteer:
    """All places of a folder: which place a path of names or a GeoCode means."""

    context: ReadingContext
    places: dict[str, Place] = field(default_factory=dict)
    by_path: dict[tuple[str, AreaPath], str] = field(default_factory=dict)
    by_code: dict[str, str] = field(default_factory=dict)
    blank: dict[str, str] = field(default_factory=dict)

    def place_of(self, file_name: str, path: AreaPath, code: str) -> str:
        """Return the place of a row; a blank area is the place the whole file speaks of."""
        if path:
            return self.by_path[(file_name, path)]
        return self.by_code.get(fold(code), self.blank[file_name])


def areas_of(table: IndicatorTable, breakdowns: Sequence[Breakdown]) -> FileAreas:
    """Read the area columns of a file, the widest first, and its GeoCodes."""
    columns = sorted(
        (b for b in breakdowns if b.role is DimensionRole.AREA), key=lambda b: _breadth(b.header)
    )
    only_codes = not columns and len(set(_codes(table))) > 1
    by_row: dict[int, tuple[AreaPath, str]] = {}
    for number, cells in table.rows:
        code = table.columns.cell(cells, "geocode")
        names = [cells[b.index] for b in columns if not is_total(cells[b.index])]
        path = tuple(dict.fromkeys(names))
        by_row[number] = ((code,) if only_codes and code else path, code)
    return FileAreas(table, by_row)


def _codes(table: IndicatorTable) -> Iterable[str]:
    index = table.columns.parts.get("geocode")
    return table.column(index) if index is not None else ()


def _breadth(header: str) -> int:
    return next((rank for pattern, rank in _BREADTH if pattern.search(fold(header))), 1)


def build_gazetteer(
    files: Sequence[FileAreas], context: ReadingContext, options: OpenSdgOptions, remarks: Remarks
) -> Gazetteer:
    """Find or make the place of every area, and the place that a blank area means in each file."""
    gazetteer = Gazetteer(context)
    country = _declared_place(EVERY, context, options, files, remarks)
    owners = {areas.table.name: _code_owners(areas, remarks) for areas in files}
    found = _areas_by_depth(files, owners)
    for areas in files:
        gazetteer.blank[areas.table.name] = country
    for name, path, code in found:
        _settle(gazetteer, name, path, code, country)
        _report_other_name(gazetteer, name, path, remarks)
    for areas in files:
        place = _blank_place(areas, gazetteer, country, options, remarks)
        gazetteer.blank[areas.table.name] = place
        _report_bare_codes(areas, gazetteer, remarks)
    _nest_in_coverage(gazetteer, files, country)
    _report_new(gazetteer, files, remarks)
    return gazetteer


def _declared_place(
    indicator_id: str,
    context: ReadingContext,
    options: OpenSdgOptions,
    files: Sequence[FileAreas],
    remarks: Remarks,
) -> str:
    """Return the place that the options name, else the country of places.csv, else ""."""
    declared = options.place.get(indicator_id)
    if declared in context.places:
        return str(declared)
    countries = [p for p, place in context.places.items() if place.level is PlaceLevel.COUNTRY]
    where = files[0].table.where() if files else Location("dossier.yaml")
    if declared:
        what = f'the option place names "{declared}", which places.csv does not have'
        remarks.error("OSG016", where, what, "add it to places.csv, or correct the option")
    elif not countries:
        what = "it is not known which place a blank area means"
        remarks.error("OSG016", where, what, "add the country to places.csv (level country)")
    elif indicator_id == EVERY:
        label = context.places[countries[0]].label.within("en")
        what = f"a row without an area is taken to speak of {label}"
        fix = f"add the option place: {countries[0]}, or the place that is meant"
        remarks.notice("OSG017", where, what, fix)
    return countries[0] if countries else ""


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
            others = len(named) - nested
            what = f"the GeoCode {code} stands beside {len(named)} different areas; "
            what += f"it is kept for {widest[-1]} only" if nested else "it is kept for none"
            fix = f"nothing, or give the other {others} their own codes in places.csv"
            remarks.notice("OSG018", areas.table.where(), what, fix)
    return owners


def _areas_by_depth(
    files: Sequence[FileAreas], owners: Mapping[str, Mapping[AreaPath, str]]
) -> list[tuple[str, AreaPath, str]]:
    """List all areas, wider ones of the same chain implied by narrower ones too.

    Those with the longest paths come first, because they know their parents; an area that a
    longer path implies comes before that path.
    """
    paths = {
        (areas.table.name, path) for areas in files for path, _ in areas.by_row.values() if path
    }
    implied = {(name, path[:depth]) for name, path in paths for depth in range(1, len(path) + 1)}
    order = {areas.table.name: number for number, areas in enumerate(files)}
    longest = {
        key: max(len(p) for n, p in implied if n == key[0] and p[: len(key[1])] == key[1])
        for key in implied
    }
    ordered = sorted(implied, key=lambda k: (-longest[k], len(k[1]), order[k[0]], k[1]))
    return [(name, path, owners[name].get(path, "")) for name, path in ordered]


def _settle(gazetteer: Gazetteer, name: str, path: AreaPath, code: str, country: str) -> None:
    """Find the place of an area by its GeoCode, then by its name; else make one."""
    parent = gazetteer.by_path[(name, path[:-1])] if len(path) > 1 else country
    known = _known_place(gazetteer, path, code, parent)
    place_id = known or _new_place(gazetteer, path, code, parent)
    gazetteer.by_path[(name, path)] = place_id
    if code:
        gazetteer.by_code.setdefault(fold(code), place_id)
        _keep_code(gazetteer, place_id, code)


def _report_other_name(gazetteer: Gazetteer, name: str, path: AreaPath, remarks: Remarks) -> None:
    place_id = gazetteer.by_path[(name, path)]
    place = gazetteer.places.get(place_id) or gazetteer.context.places[place_id]
    if _is_named(place_id, place, path) or fold(path[-1]) in map(fold, place.codes.values()):
        return
    label = place.label.within("en")
    what = f'the area "{path[-1]}" is read as {label}, because it has the same GeoCode'
    remarks.notice("OSG018", Location(name), what, "nothing, or correct the GeoCode")


def _report_bare_codes(areas: FileAreas, gazetteer: Gazetteer, remarks: Remarks) -> None:
    """Say which place a GeoCode without an area name is taken for."""
    codes = {code for path, code in areas.by_row.values() if code and not path}
    place_id = gazetteer.blank[areas.table.name]
    known = {**gazetteer.context.places, **gazetteer.places}
    for code in sorted(codes):
        if fold(code) not in gazetteer.by_code and place_id in known:
            place = known[place_id]
            if fold(code) in {fold(text) for text in place.codes.values()}:
                continue
            what = f"the GeoCode {code} without an area is taken for {place.label.within('en')}"
            fix = f"add the code to that place in places.csv (codes: geocode={code})"
            remarks.notice("OSG018", areas.table.where(), what, fix)


def _keep_code(gazetteer: Gazetteer, place_id: str, code: str) -> None:
    place = gazetteer.places.get(place_id)
    if place and not place.codes:
        gazetteer.places[place_id] = replace(place, codes={"geocode": code})


def _known_place(gazetteer: Gazetteer, path: AreaPath, code: str, parent: str) -> str | None:
    if code and fold(code) in gazetteer.by_code:
        return gazetteer.by_code[fold(code)]
    declared = gazetteer.context.places
    codes = {fold(text) for text in (code, path[-1]) if text}
    for place_id, place in declared.items():
        if codes & {fold(text) for text in place.codes.values()}:
            return place_id
    known = {**declared, **gazetteer.places}
    same = [p for p, place in known.items() if _is_named(p, place, path)]
    inside = [p for p in same if known[p].parent == parent]
    candidates = [p for p in (inside or same) if not _has_other_code(gazetteer, p, code)]
    is_sure = len(candidates) == 1 and (inside or len(path) == 1 or candidates[0] in declared)
    return candidates[0] if is_sure else None


def _is_named(place_id: str, place: Place, path: AreaPath) -> bool:
    name = fold(path[-1])
    return name == fold(place_id) or name in {fold(text) for text in place.label.texts.values()}


def _has_other_code(gazetteer: Gazetteer, place_id: str, code: str) -> bool:
    place = gazetteer.places.get(place_id)
    known = place.codes.get("geocode", "") if place else ""
    return bool(code and known and fold(code) != fold(known))


def _new_place(gazetteer: Gazetteer, path: AreaPath, code: str, parent: str) -> str:
    taken = gazetteer.context.places.keys() | gazetteer.places.keys()
    slug = _slug(path[-1])
    place_id = next(
        name
        for name in (slug, _slug(" ".join(path)), f"{slug}_{_slug(code)}", *_numbered(slug))
        if name not in taken
    )
    gazetteer.places[place_id] = Place(
        place_id=place_id,
        label=Label(texts={"en": path[-1]}),
        level=_level_below(gazetteer, parent),
        parent=parent or None,
        codes={"geocode": code} if code else {},
    )
    return place_id


def _numbered(slug: str) -> Iterable[str]:
    return (f"{slug}_{number}" for number in range(2, 100_000))


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "_", fold(text)).strip("_") or "place"


def _level_below(gazetteer: Gazetteer, parent: str) -> PlaceLevel:
    levels = list(PlaceLevel)
    place = gazetteer.places.get(parent) or gazetteer.context.places.get(parent)
    if place is None:
        return PlaceLevel.REGION
    return levels[min(levels.index(place.level) + 1, len(levels) - 1)]


def _blank_place(
    areas: FileAreas,
    gazetteer: Gazetteer,
    country: str,
    options: OpenSdgOptions,
    remarks: Remarks,
) -> str:
    """Return the place a blank area means: declared, else what the metadata say is covered."""
    table = areas.table
    if table.indicator_id in options.place:
        return _declared_place(table.indicator_id, gazetteer.context, options, [areas], remarks)
    coverage = table.metadata.text("national_geographical_coverage")
    if not coverage or not country:
        return country
    label = gazetteer.context.places[country].label
    if fold(coverage) in {fold(text) for text in (*label.texts.values(), country)}:
        return country
    known = {**gazetteer.context.places, **gazetteer.places}
    named = [p for p, place in known.items() if _is_named(p, place, (coverage,))]
    _report_coverage(areas, coverage, named, label.within("en"), remarks)
    return named[0] if len(named) == 1 else country


def _nest_in_coverage(gazetteer: Gazetteer, files: Sequence[FileAreas], country: str) -> None:
    """Put areas that only one part of the country's files name into that part."""
    within: dict[str, set[str]] = {}
    for areas in files:
        name = areas.table.name
        for path in {path for path, _ in areas.by_row.values() if len(path) == 1}:
            within.setdefault(gazetteer.by_path[(name, path)], set()).add(gazetteer.blank[name])
    for place_id, parents in sorted(within.items()):
        place = gazetteer.places.get(place_id)
        parent = min(parents)
        if place is None or place.parent != country or len(parents) > 1:
            continue
        if parent not in {country, place_id} and not _holds(gazetteer, place_id, parent):
            level = _level_below(gazetteer, parent)
            gazetteer.places[place_id] = replace(place, parent=parent, level=level)


def _holds(gazetteer: Gazetteer, outer: str, inner: str) -> bool:
    """Tell whether a place lies within another, directly or not."""
    known = {**gazetteer.context.places, **gazetteer.places}
    seen: set[str] = set()
    while inner in known and inner not in seen:
        seen.add(inner)
        parent = known[inner].parent
        if parent == outer:
            return True
        inner = parent or ""
    return False


def _report_coverage(
    areas: FileAreas, coverage: str, named: Sequence[str], country: str, remarks: Remarks
) -> None:
    read_as = coverage if len(named) == 1 else country
    fix = f'if that is wrong, add the option place: {{"{areas.table.indicator_id}": place_id}}'
    if len(named) != 1:
        fix = f"add {coverage} to places.csv, or {fix}"
    remarks.notice(
        "OSG017",
        Location(areas.table.metadata.path),
        f"the metadata say that the figures cover {coverage}; a row without an area is taken to "
        f"speak of {read_as}",
        fix,
    )


def _report_new(gazetteer: Gazetteer, files: Sequence[FileAreas], remarks: Remarks) -> None:
    if not gazetteer.places or not files:
        return
    rows = "; ".join(
        f'{p.place_id},"{p.label.within("en")}",{p.level},{p.parent or ""}'
        + "".join(f",{kind}={code}" for kind, code in p.codes.items())
        for p in gazetteer.places.values()
    )
    remarks.notice(
        "OSG019",
        files[0].table.where(),
        f"{len(gazetteer.places)} areas of the data are not in places.csv; they are added",
        f"to name or nest them yourself, add to places.csv (place_id,label,level,parent,codes): "
        f"{rows}",
    )
