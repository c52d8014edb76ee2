"""The place that a row without an area speaks of, and the places of a whole folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import is_urban_or_rural
from vnrgen.dossier.codes.countries import is_name_of
from vnrgen.dossier.model import PlaceLevel
from vnrgen.dossier.readers.open_sdg.areas import FileAreas, named_areas
from vnrgen.dossier.readers.open_sdg.gazetteer import Gazetteer
from vnrgen.dossier.readers.open_sdg.options import EVERY
from vnrgen.problems import Location, listed

if TYPE_CHECKING:
    from vnrgen.dossier.readers.contract import ReadingContext
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.remarks import Remarks

_MOST_SHOWN = 40
# What joins names in the languages that vnrgen's users write most.
_JOINT = re.compile(r",\s*(?:and\s|et\s|y\s|e\s)?|\s(?:and|et|y|e|und|&|\+)\s", re.IGNORECASE)


def build_gazetteer(
    files: Sequence[FileAreas], context: ReadingContext, options: OpenSdgOptions, remarks: Remarks
) -> Gazetteer:
    """Find or make the place of every area, and the place that a blank area means in each file."""
    gazetteer = Gazetteer(context.places)
    if not files:
        return gazetteer
    country = _country(files[0], context, options, remarks)
    level = context.places[country].level if country in context.places else None
    for area in named_areas(files, remarks):
        is_known = gazetteer.named(area.path[-1]) or gazetteer.knows_code(area.code)
        is_new = not is_known and len(area.path) == 1
        if is_new and level is PlaceLevel.COUNTRY and is_name_of(area.path[-1], context.iso3):
            gazetteer.join(area, country)
        else:
            gazetteer.settle(area, country, remarks)
    for areas in files:
        place = _blank_place(areas, gazetteer, country, options, remarks)
        gazetteer.blank[areas.table.name] = place
        _report_bare_codes(areas, gazetteer, remarks)
    _nest_in_coverage(gazetteer, files, country)
    _mark_aggregates(gazetteer, files, remarks)
    _mark_people(gazetteer, files[0], remarks)
    _report_added(gazetteer, files[0], remarks)
    return gazetteer


def _country(
    first: FileAreas, context: ReadingContext, options: OpenSdgOptions, remarks: Remarks
) -> str:
    """Return the place of the whole folder: declared, else the country of places.csv, else ""."""
    declared = options.place.get(EVERY, "")
    if declared in context.places:
        return declared
    countries = [p for p, place in context.places.items() if place.level is PlaceLevel.COUNTRY]
    if declared:
        _report_unknown_place(first, declared, remarks)
    elif not countries:
        what = "it is not known which place a blank area means"
        fix = "add the country to places.csv (level country)"
        remarks.error("OSG016", first.table.where(), what, fix)
    else:
        label = context.places[countries[0]].label.within("en")
        what = f"a row without an area is taken to speak of {label}"
        fix = f"add the option place: {countries[0]}, or the place that is meant"
        remarks.notice("OSG017", first.table.where(), what, fix)
    return countries[0] if countries else ""


def _report_unknown_place(areas: FileAreas, place_id: str, remarks: Remarks) -> None:
    what = f'the option place names "{place_id}", which places.csv does not have'
    fix = "add it to places.csv, or correct the option"
    remarks.error("OSG016", areas.table.where(), what, fix)


def _blank_place(
    areas: FileAreas,
    gazetteer: Gazetteer,
    country: str,
    options: OpenSdgOptions,
    remarks: Remarks,
) -> str:
    """Return the place a blank area means: declared, else what the metadata say is covered."""
    declared = options.place.get(areas.table.indicator_id)
    if declared and gazetteer.get(declared):
        return declared
    if declared:
        _report_unknown_place(areas, declared, remarks)
    coverage = areas.table.metadata.text("national_geographical_coverage")
    whole = gazetteer.get(country)
    if not coverage or whole is None or country in gazetteer.named(coverage):
        return country
    places = gazetteer.named(coverage)
    is_known = len(places) == 1
    read_as = coverage if is_known else whole.label.within("en")
    fix = f'if that is wrong, add the option place: {{"{areas.table.indicator_id}": place_id}}'
    remarks.notice(
        "OSG017",
        Location(areas.table.metadata.path),
        f"the metadata say that the figures cover {coverage}; a row without an area is taken to "
        f"speak of {read_as}",
        fix if is_known else f"add {coverage} to places.csv, or {fix}",
    )
    return places[0] if is_known else country


def _report_bare_codes(areas: FileAreas, gazetteer: Gazetteer, remarks: Remarks) -> None:
    """Say which place a GeoCode without an area name is taken for."""
    place = gazetteer.get(gazetteer.blank[areas.table.name])
    codes = {code for path, code in areas.by_row.values() if code and not path}
    for code in sorted(codes):
        if place and not gazetteer.knows_code(code):
            what = f"the GeoCode {code} without an area is taken for {place.label.within('en')}"
            fix = f"add the code to that place in places.csv (codes: geocode={code})"
            remarks.notice("OSG018", areas.table.where(), what, fix)


def _nest_in_coverage(gazetteer: Gazetteer, files: Sequence[FileAreas], country: str) -> None:
    """Put areas that only files about one part of the country name into that part."""
    within: dict[str, set[str]] = {}
    for areas in files:
        name = areas.table.name
        for path in areas.paths:
            if len(path) == 1:
                place_id = gazetteer.place_of(name, path)
                within.setdefault(place_id, set()).add(gazetteer.blank[name])
    for place_id, parents in sorted(within.items()):
        place = gazetteer.added.get(place_id)
        if place is None or place.parent != country or len(parents) > 1:
            continue
        parent = min(parents)
        if parent not in {country, place_id} and not gazetteer.holds(place_id, parent):
            gazetteer.move(place_id, parent)


def _mark_aggregates(gazetteer: Gazetteer, files: Sequence[FileAreas], remarks: Remarks) -> None:
    """Mark the added areas that join others, by their names or their columns, and say so."""
    joining = {
        place_id: files[0]
        for place_id, place in gazetteer.added.items()
        if _is_joint(place.label.within("en"), gazetteer)
    }
    for areas in files:
        for path in areas.coarser:
            joining.setdefault(gazetteer.place_of(areas.table.name, path), areas)
    for place_id, areas in sorted(joining.items()):
        place = gazetteer.added.get(place_id)
        if place is None:
            continue
        gazetteer.mark_aggregate(place_id)
        remarks.notice(
            "OSG037",
            areas.table.where(),
            f"the area {place.label.within('en')} joins other areas of the data; its figures are "
            "shown, and not ranked beside theirs",
            f"nothing; if it is an area like the others, add {place_id} to places.csv without "
            "aggregate",
        )


def _is_joint(name: str, gazetteer: Gazetteer) -> bool:
    parts = [part.strip() for part in _JOINT.split(name)]
    return len(parts) > 1 and all(gazetteer.named(part) for part in parts)


def _mark_people(gazetteer: Gazetteer, first: FileAreas, remarks: Remarks) -> None:
    """Keep urban and rural people out of the ranking of areas that they stand among."""
    labels = {p: place.label.within("en") for p, place in gazetteer.added.items()}
    found = {p: label for p, label in labels.items() if is_urban_or_rural(label)}
    for place_id in found:
        gazetteer.mark_aggregate(place_id)
    if found:
        named = listed([f'"{label}"' for label in found.values()], _MOST_SHOWN)
        remarks.warning(
            "OSG046",
            first.table.where(),
            f"{named} among the areas say where people live, and are no areas; they are not ranked "
            "among the areas, nor as groups",
            'give these rows a column "Urban or rural" of their own, with a blank area',
        )


def _report_added(gazetteer: Gazetteer, first: FileAreas, remarks: Remarks) -> None:
    rows = [
        f'{p.place_id},"{p.label.within("en")}",{p.level},{p.parent or ""},'
        + ";".join(f"{kind}={code}" for kind, code in p.codes.items())
        + (",yes" if p.is_aggregate else "")
        for p in gazetteer.added.values()
    ]
    if rows:
        remarks.notice(
            "OSG019",
            first.table.where(),
            f"{len(rows)} areas of the data are not in places.csv; they are added",
            "to name or nest them yourself, add to places.csv (place_id,label,level,parent,codes,"
            "aggregate): " + listed(rows, _MOST_SHOWN, between=" | "),
        )
