"""One country of the UN's global SDG database as a dossier: figures, and nothing else.

Names of indicators and which way is better come from ``codes/global_series.csv``; a series that it
does not have keeps the words of the file, or its code, and is reported, as its groups cannot be
ranked. Where the file contradicts itself, the series is left out and reported.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from vnrgen.dossier.codes.countries import iso3_codes, iso3_of_m49, m49_of_iso3
from vnrgen.dossier.collection import no_collection
from vnrgen.dossier.large.store import FOLDER as STORE
from vnrgen.dossier.model import (
    DataFile,
    Dossier,
    Label,
    Place,
    PlaceLevel,
    Series,
    Settings,
    Source,
    SourceKind,
    Thresholds,
)
from vnrgen.dossier.observations.dimensions import KnownDimensions, build_dimensions
from vnrgen.dossier.observations.merging import merged_observations
from vnrgen.dossier.observations.rows import ObservationRows, observations_from_rows
from vnrgen.dossier.readers import unsd
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.records.places import area_key
from vnrgen.problems import InvalidInputError, Location, Problem, ProblemLog, Severity, listed

GLOBAL_DATABASE = "unsd"
"""The id of the one source of such a dossier."""

_NAMES = Path(__file__).parent / "codes" / "global_series.csv"
_PLACE = "country"
_ARGUMENT = Location("--area")
_MOST_NAMED = 8
_BEFORE_UNIT = "_per_"
_OF_DOSSIERS = re.compile(r"\boptions?\b|\b[a-z_]+\.csv\b|\bdossier\.yaml\b")
_NEEDED = "this needs a dossier that reads the file (begin one with: vnrgen new FOLDER)"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRequest:
    """Which country of which file.

    ``area`` is an ISO 3166 alpha-3 or a UN M49 code. ``year`` is that of the review the brief is
    for, ``as_of`` its date; None means the year, or the last day of the year, of the newest figure.
    ``store`` is a folder for the positions of areas in large files; None is one beside the file.
    """

    area: str
    data: Path
    year: int | None = None
    as_of: date | None = None
    language: str = "en"
    store: Path | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    label: Label
    favourable: str


@dataclass(slots=True)
class _Area:
    """A country, as the file and the lists of codes know it."""

    iso3: str
    m49: str
    name: str
    context: ReadingContext = field(init=False)


@no_collection()
def load_area(request: AreaRequest, problems: ProblemLog) -> Dossier:
    """Read the figures of one country.

    Args:
        request: Which one.
        problems: Receives what is wrong in its rows, and what is not known of its series.

    Raises:
        InvalidInputError: There is no such country (ARE001), no such file or no row of the country
            in it (ARE002), or its rows cannot be read.
    """
    area = _area(request)
    entry = _entry(request, area)
    result = _read(entry, area, problems)
    rows = _consistent(result, area.context, problems)
    if not rows:
        raise InvalidInputError([_nothing(request, "it has no figure of this country")])
    series = _named(result.series, rows.series_keys(), problems)
    known = KnownDimensions({}, [result.dimensions], {}, request.language)
    dimensions = build_dimensions(rows, known, problems)
    return Dossier(
        root=request.data.parent,
        settings=_settings(request, area, entry, rows),
        places={**result.places, **area.context.places},
        groups={},
        sources=area.context.sources,
        dimensions=dimensions,
        series=series,
        observations=observations_from_rows(rows, dimensions),
        qualitative=(),
        scorecards=(),
        stories=(),
        recommendations=(),
        policies=(),
        factors=(),
        consultations=(),
        practices=(),
        narratives=(),
        reports=(),
        input_files=(request.data,),
    )


def to_follow(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems with advice that can be followed where a file is read without a dossier.

    What readers advise to write stands in tables and settings of a dossier, and there is none.
    """
    return tuple(
        replace(problem, fix=f"{problem.fix}; {_NEEDED}")
        if _OF_DOSSIERS.search(problem.fix)
        else problem
        for problem in problems
    )


def areas_of(data: Path, store: Path | None = None) -> tuple[tuple[str, str], ...]:
    """Return the ISO codes and names of the countries that a file has figures of, by code.

    Raises:
        OSError: The file cannot be read.
    """
    found: dict[str, str] = {}
    for part in unsd.areas_in(data, store or data.parent / STORE):
        iso3 = iso3_of_m49(area_key(part.area[0]))
        if iso3:
            found.setdefault(iso3, part.area[1] if len(part.area) > 1 else iso3)
    return tuple(sorted(found.items()))


# --- which country -----------------------------------------------------------------------------


def _area(request: AreaRequest) -> _Area:
    asked = request.area.strip().upper()
    iso3 = iso3_of_m49(asked.zfill(3)) if asked.isdigit() else asked
    m49 = m49_of_iso3(iso3) if iso3 in iso3_codes() else None
    if iso3 is None or m49 is None:
        fix = "write the three letters of ISO 3166 (NPL) or the number of UN M49 (524)"
        what = f'"{request.area}" is not the code of a country'
        raise InvalidInputError([Problem("ARE001", _ARGUMENT, what, fix)])
    area = _Area(iso3, m49, _name(request, m49))
    area.context = _context(request, area)
    return area


def _name(request: AreaRequest, m49: str) -> str:
    """Return what the file calls a country: the name that the United Nations use."""
    try:
        parts = unsd.areas_in(request.data, _store(request))
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise InvalidInputError([_nothing(request, reason)]) from error
    for part in parts:
        if area_key(part.area[0]) == m49 and len(part.area) > 1 and part.area[1]:
            return part.area[1]
    if not any(area_key(part.area[0]) == m49 for part in parts):
        raise InvalidInputError([_nothing(request, "it has no figure of this country")])
    return request.area.upper()


def _nothing(request: AreaRequest, reason: str) -> Problem:
    return Problem(
        "ARE002",
        Location(request.data.name),
        f"no figures of {request.area} can be read: {reason}",
        "name a CSV file of the UN's global SDG database that has rows of this country",
    )


def _store(request: AreaRequest) -> Path:
    return request.store or request.data.parent / STORE


def _context(request: AreaRequest, area: _Area) -> ReadingContext:
    country = Place(
        place_id=_PLACE,
        label=Label(texts={"en": area.name}),
        level=PlaceLevel.COUNTRY,
        parent=None,
        codes={"m49": area.m49, "iso3": area.iso3},
    )
    source = Source(
        source_id=GLOBAL_DATABASE,
        title="Global SDG Indicators Database",
        producer="United Nations Statistics Division",
        kind=SourceKind.OFFICIAL,
        method="Figures that international agencies compile from countries, or estimate.",
        fieldwork="",
        sample_size=None,
        url="https://unstats.un.org/sdgs/dataportal",
        licence="",
    )
    return ReadingContext(
        root=request.data.parent,
        places={_PLACE: country},
        sources={GLOBAL_DATABASE: source},
        m49=area.m49,
        iso3=area.iso3,
        store=_store(request),
    )


def _entry(request: AreaRequest, area: _Area) -> DataFile:
    options: dict[str, object] = {
        "source_id": GLOBAL_DATABASE,
        "area": [area.m49, area.iso3],
        "favourable": {code: known.favourable for code, known in known_series().items()},
        "place": {area.m49: _PLACE, area.name: _PLACE, area.iso3: _PLACE},
    }
    return DataFile(
        path=request.data.name, layout="unsd", options=options, where=Location(request.data.name)
    )


# --- its figures -------------------------------------------------------------------------------

_ABOUT_OTHERS = frozenset({"MAP018"})  # rows of other countries are left out: that is the point
_DIRECTION = "MAP009"


def _read(entry: DataFile, area: _Area, problems: ProblemLog) -> ReadResult:
    said = ProblemLog()
    result = unsd.read(entry, area.context, said)
    problems.extend(p for p in said if p.code not in {*_ABOUT_OTHERS, _DIRECTION})
    problems.stop_if_any()
    return result


def _consistent(
    result: ReadResult, context: ReadingContext, problems: ProblemLog
) -> ObservationRows:
    """Return the figures without the series in which two rows contradict each other."""
    said = ProblemLog()
    rows = merged_observations(result.observations, said, context.rulings)
    errors = said.blocking()
    problems.extend(p for p in said if p not in errors and p.code != "OBS012")
    if not errors:
        return rows
    places = {(p.where.path, p.where.row) for p in errors}
    columns = result.observations.columns
    stands = zip(columns["file"], columns["row"], strict=True)
    keys = result.observations.series_keys()
    wrong = {key for key, place in zip(keys, stands, strict=True) if place in places}
    for problem in errors:
        what = f"{problem.what}; the series is left out"
        problems.add(replace(problem, what=what, severity=Severity.WARNING))
    kept = [place for place, key in enumerate(rows.series_keys()) if key not in wrong]
    return rows.at(kept)


def _named(
    found: Mapping[tuple[str, str], Series],
    used: Iterable[tuple[str, str]],
    problems: ProblemLog,
) -> dict[tuple[str, str], Series]:
    """Give series the names of the list; report those that it does not have (ARE003)."""
    names, kept, unknown = known_series(), dict[tuple[str, str], Series](), list[str]()
    wanted = set(used)
    for key, series in sorted(found.items(), key=lambda item: _order(item[0])):
        if key not in wanted:
            continue
        known = names.get(_code(series.series, names))
        if known is None:
            unknown.append(series.series)
            kept[key] = _with_its_definition(series)
        else:
            kept[key] = replace(_with_its_definition(series), label=known.label)
    if unknown:
        problems.add(_without_name(unknown))
    return kept


def _with_its_definition(series: Series) -> Series:
    """Return a series of which every figure says by which definition it goes.

    Where all rows of a country have one skill and one level of education, these define the series
    there, and its name does not say so: beside another country its figure would be read as that
    of all pupils.
    """
    telling = {
        name
        for name in series.fixed
        if unsd.is_definition(name, series.indicator_id) and name in series.roles
    }
    fixed = {name: code for name, code in series.fixed.items() if name not in telling}
    return replace(series, fixed=fixed) if telling else series


def _code(series: str, names: Mapping[str, _Known]) -> str:
    """Return the code of a series; one that was parted by its units has the unit behind it."""
    if series in names and _BEFORE_UNIT not in series:
        return series
    return next(
        (c for c in names if series == c or series.startswith(f"{c}{_BEFORE_UNIT}")), series
    )


def _without_name(unknown: Sequence[str]) -> Problem:
    shown = listed(unknown, _MOST_NAMED)
    return Problem(
        "ARE003",
        Location("global_series.csv"),
        f"of {len(unknown)} series it is not known whether more or less is better: {shown}",
        "nothing; their groups are not ranked, and they keep the name that the file gives them",
        Severity.NOTICE,
    )


def _order(key: tuple[str, str]) -> tuple[tuple[str, ...], str]:
    return (tuple(part.zfill(3) for part in key[0].split(".")), key[1])


@functools.cache
def known_series() -> dict[str, _Known]:
    """Return the series of the global list that speak of people, by code."""
    with _NAMES.open(encoding="utf-8", newline="") as stream:
        return {
            row["series"]: _Known(_label(row), row["favourable"]) for row in csv.DictReader(stream)
        }


def _label(row: Mapping[str, str]) -> Label:
    """Return the name of a series in every language that the list has."""
    names = {"en": row["label"], "fr": row["label_fr"], "es": row["label_es"]}
    return Label(texts={language: name for language, name in names.items() if name})


def _settings(
    request: AreaRequest, area: _Area, entry: DataFile, rows: ObservationRows
) -> Settings:
    newest = max(rows.columns["period_end"]).year
    year = request.year or newest
    return Settings(
        title="",
        country=area.name,
        iso3=area.iso3,
        m49=area.m49,
        year=year,
        cycle=0,
        language=request.language,
        languages=(request.language,),
        coalition="",
        as_of=request.as_of or date(newest, 12, 31),
        status="final",
        version="",
        outline="brief",
        guideline=None,
        thresholds=Thresholds(),
        data=(entry,),
    )
