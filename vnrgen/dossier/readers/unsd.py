"""The CSV files of the UN Statistics Division's global SDG database, of the portal and long.

Both hold the whole world; the rows of the dossier's own country are read unless the option
``area`` names others. Columns that are no part of the layout are breakdowns.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.files.grid import header_key
from vnrgen.dossier.large.head import read_head
from vnrgen.dossier.large.index import AreaIndex, Part
from vnrgen.dossier.large.store import AreaStore
from vnrgen.dossier.model import Category, DataFile, DimensionRole, Label
from vnrgen.dossier.observations.selection import selected
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.records.areas import places_of_areas, wanted_areas
from vnrgen.dossier.readers.records.assemble import Assembly
from vnrgen.dossier.readers.records.model import Breakdown, Codes, Record, Records, RecordTable
from vnrgen.dossier.readers.records.options import RecordOptions, read_options
from vnrgen.dossier.readers.records.places import country_keys
from vnrgen.dossier.readers.records.scanning import AreaColumns, large_sheet, layout_of
from vnrgen.dossier.readers.records.series import indicators_of
from vnrgen.dossier.readers.records.sheets import SheetColumns, SheetHead, read_sheet_of
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.problems import ProblemLog

_COLUMNS = Path(__file__).parents[1] / "codes" / "unsd.csv"
_PARTS = {
    "indicator": "indicator",
    "indicatorcode": "indicator",
    "seriescode": "series",
    "seriesdescription": "series_label",
    "seriesdesc": "series_label",
    "geoareacode": "area",
    "geoareaname": "area_label",
    "geoareadesc": "area_label",
    "iso3cd": "iso3",
    "timeperiod": "period",
    "year": "period",
    "value": "value",
    "units": "unit",
    "unitscode": "unit",
    "unit": "unit",
    "unitsdesc": "unit_label",
    "unitmultiplier": "multiplier",
    "unitmult": "multiplier",
    "observationstatus": "status",
    "observationstatuscode": "status",
    "obsstatus": "status",
    "nature": "nature",
    "naturecode": "nature",
    "reportingtype": "reporting",
    "reportingtypecode": "reporting",
    "freq": "frequency",
    "freqcode": "frequency",
    "upperbound": "upper",
    "lowerbound": "lower",
    "bounds": "bounds",
    "boundscode": "bounds",
    "footnote": "note",
    "footnotes": "note",
    "source": "source",
    "timedetail": "detail",
    "timecoverage": "detail",
}
_AREA = ("area", "area_label", "iso3")
_NOTING = ("note", "detail", "source", "period")
_NEEDED = ("indicator", "series", "area", "period", "value")
KNOWN = ("Goal", "Target", "Indicator", "SeriesCode", "GeoAreaCode", "TimePeriod", "Value")
# The older download gives an interval as three rows: lower bound, midpoint, upper bound.
_LOWER, _MIDDLE, _UPPER = "LB", "MP", "UB"
_SKILLS = {
    "SKILL_READ": {"en": "Reading", "fr": "Lecture", "es": "Lectura"},
    "SKILL_MATH": {"en": "Mathematics", "fr": "Mathématiques", "es": "Matemáticas"},
}


def read(file: DataFile, context: ReadingContext, problems: ProblemLog) -> ReadResult:
    """Read a CSV (or XLSX) file of the global SDG database.

    Args:
        file: The file; ``docs/layouts.md`` describes its options.
        context: What the dossier already says, its country's codes among it.
        problems: Receives what is wrong, and every assumption as a notice.
    """
    remarks = Remarks()
    options = read_options(file, context.decimal_mark, remarks)
    result = ReadResult()
    wanted = wanted_areas(options, country_keys(context))
    areas = AreaColumns(known=KNOWN, of=_area_columns)
    sheet = large_sheet(file, context, areas, wanted, problems)
    if sheet is None:
        whole = read_sheet_of(file, context, options, problems, known=KNOWN)
        sheet = SheetColumns.of(whole) if whole else None
    columns = _columns(sheet, remarks) if sheet else None
    if sheet and columns:
        table = _table(sheet, columns, context, options, remarks)
        result = Assembly(file, context, options, remarks, problems).result(table)
    remarks.hand_over(problems)
    return result


def areas_in(path: Path, store: Path | None = None) -> tuple[Part, ...]:
    """Return the areas of a CSV file with the number of their rows, in the order they come.

    The file is gone through once. Where ``store`` is a folder, ``read`` with the same folder in its
    context then reads any area's rows without going through the file again: what a brief for each
    of 193 countries needs.

    Args:
        path: The file, of any size.
        store: Where to keep the rows' positions.

    Raises:
        OSError: The file cannot be read.
    """
    index = area_index(path, store)
    return tuple(index.parts.values()) if index is not None else ()


def area_index(path: Path, store: Path | None = None) -> AreaIndex | None:
    """Return where the rows of each area of a CSV file are, None where it names no areas.

    Args:
        path: The file, of any size.
        store: Where to keep the rows' positions.

    Raises:
        OSError: The file cannot be read.
    """
    head = read_head(path, KNOWN)
    columns = _area_columns(head.header) if head else ()
    if head is None or not columns:
        return None
    return AreaStore(store).index(path, layout_of(head, columns))


def _area_columns(header: Sequence[str]) -> tuple[int, ...]:
    """Return the columns with an area's code, words and ISO code; none without the code."""
    found: dict[str, int] = {}
    for index, name in enumerate(header):
        found.setdefault(_PARTS.get(_key(name), ""), index)
    if "area" not in found:
        return ()
    return tuple(found[part] for part in _AREA if part in found)


@functools.cache
def is_definition(dimension_id: str, indicator_id: str) -> bool:
    """Tell whether a dimension says what is measured in an indicator, and not of whom.

    >>> is_definition("type_of_skill", "4.1.1"), is_definition("education_lev", "4.1.1")
    (True, True)
    >>> is_definition("education_lev", "1.1.1"), is_definition("sex", "4.1.1")
    (False, False)
    """
    return any(
        role == DimensionRole.DEFINITION or (bool(of) and indicator_id.startswith(of))
        for name, role, of in _known_columns().values()
        if name == dimension_id
    )


def recognises(headers: Iterable[str]) -> bool:
    """Tell whether a first row is that of the global database."""
    keys = {_key(header) for header in headers}
    return {"seriescode", "geoareacode", "value"} <= keys and bool(keys & {"timeperiod", "year"})


def _key(header: str) -> str:
    return header_key(header.strip().removeprefix("[").removesuffix("]"))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where everything is: parts by index, and (code, words) indices of each breakdown."""

    parts: Mapping[str, int]
    breakdowns: tuple[tuple[Breakdown, int, int | None], ...]
    definitions: Mapping[str, str]


@functools.cache
def _known_columns() -> dict[str, tuple[str, str, str]]:
    with _COLUMNS.open(encoding="utf-8", newline="") as stream:
        return {
            header_key(row["header"]): (row["dimension"], row["role"], row["definition_in"])
            for row in csv.DictReader(stream)
        }


def _columns(sheet: SheetHead, remarks: Remarks) -> _Columns | None:
    parts: dict[str, int] = {}
    found: list[tuple[Breakdown, int, int | None]] = []
    definitions: dict[str, str] = {}
    keys = [_key(header) for header in sheet.header]
    for index, key in enumerate(keys):
        part = _PARTS.get(key)
        if part is not None:
            parts.setdefault(part, index)
        elif key and not _is_about_the_file(key) and not _is_words_of(key, keys):
            breakdown, prefix = _breakdown(sheet.header[index])
            words = keys.index(f"{key[:-4]}desc") if f"{key[:-4]}desc" in keys else None
            found.append((breakdown, index, words if key.endswith("code") else None))
            if prefix:
                definitions[breakdown.dimension_id] = prefix
    missing = [part for part in _NEEDED if part not in parts]
    if missing:
        remarks.error(
            "UNS001",
            sheet.where(1),
            f"this is not a table of the global SDG database: no column holds the "
            f"{' or the '.join(missing)}",
            "download it from unstats.un.org/sdgs/dataportal with all columns, or name the "
            "layout the file has",
        )
        return None
    return _Columns(parts, tuple(found), definitions)


def _is_about_the_file(key: str) -> bool:
    """Tell a column of the list of indicators, the map or the file: it tells no figures apart."""
    return _known_columns().get(key, ("", "", ""))[1] == "ignored"


def _is_words_of(key: str, keys: Sequence[str]) -> bool:
    return key.endswith("desc") and f"{key[:-4]}code" in keys


def _breakdown(header: str) -> tuple[Breakdown, str]:
    name = re.sub(r"_Code$", "", header.strip().removeprefix("[").removesuffix("]"), flags=re.I)
    dimension, role, prefix = _known_columns().get(header_key(name), ("", "", ""))
    breakdown = Breakdown(
        header=name,
        dimension_id=dimension,
        role=DimensionRole(role) if role else None,
        categories=_skills() if dimension == "type_of_skill" else {},
    )
    return breakdown, prefix


def _skills() -> dict[str, Category]:
    return {code: Category(code=code, label=Label(texts=words)) for code, words in _SKILLS.items()}


def _table(
    sheet: SheetColumns,
    columns: _Columns,
    context: ReadingContext,
    options: RecordOptions,
    remarks: Remarks,
) -> RecordTable:
    kept = _rows_kept(sheet, columns, context, options, remarks)
    cells = [selected(column, kept) for column in sheet.columns]
    used = [one for one in columns.breakdowns if any(cells[one[1]])]
    parts = {part: cells[index] for part, index in columns.parts.items()}
    records = Records(
        rows=selected(sheet.numbers, kept),
        parts={**parts, "note": _notes(parts, len(kept))},
        codes=_codes(cells, [(code, words) for _, code, words in used], len(kept)),
    )
    return RecordTable(
        path=sheet.path,
        breakdowns=[breakdown for breakdown, _, _ in used],
        records=_with_bounds(_of_indicators(records, options.indicators)),
        headers={part: sheet.header[index] for part, index in columns.parts.items()},
        input_files=[sheet.file],
        definitions=columns.definitions,
    )


def _rows_kept(
    sheet: SheetColumns,
    columns: _Columns,
    context: ReadingContext,
    options: RecordOptions,
    remarks: Remarks,
) -> Sequence[int]:
    """Return the positions of the rows of the wanted areas."""
    wanted = wanted_areas(options, country_keys(context))
    if wanted is None:
        return range(len(sheet.numbers))
    places = [columns.parts[part] for part in _AREA if part in columns.parts]
    areas = list(zip(*(sheet.columns[place] for place in places), strict=True))
    return places_of_areas(sheet, sheet.header[places[0]], areas, wanted, remarks, "UNS002")


def _codes(
    cells: Sequence[Sequence[str]], places: Sequence[tuple[int, int | None]], count: int
) -> Iterable[Codes]:
    """Return for each row the code and the words of every breakdown, those alike as one."""
    if not places:
        return [()] * count
    nothing = [""] * count
    written = [cells[n] if n is not None else nothing for place in places for n in place]
    known: dict[tuple[str, ...], Codes] = {}
    found = list(zip(*written, strict=True))
    for row in found:
        if row not in known:
            known[row] = tuple(zip(row[::2], row[1::2], strict=True))
    return map(known.__getitem__, found)


def _of_indicators(records: Records, wanted: frozenset[str]) -> Records:
    """Return the records of some indicators; where none is asked for, all."""
    if not wanted:
        return records
    named = records.column("indicator", range(len(records)))
    is_wanted = {text: not wanted.isdisjoint(indicators_of(text)) for text in set(named)}
    return records.at([place for place, text in enumerate(named) if is_wanted[text]])


def _notes(parts: Mapping[str, Sequence[str]], count: int) -> list[str]:
    """Return what each row says in words: its footnote, its time where that is more, its source."""
    nothing = [""] * count
    said = zip(*(parts.get(name, nothing) for name in _NOTING), strict=True)
    found = list(said)
    notes = {one: _note(*one) for one in set(found)}
    return list(map(notes.__getitem__, found))


def _note(note: str, detail: str, source: str, period: str) -> str:
    detail = detail.removesuffix(".0") if detail != period else ""
    if detail == period.removesuffix(".0"):
        detail = ""
    return "; ".join([text for text in (note, detail, source) if text])


def _with_bounds(records: Records) -> Records:
    """Give the rows of lower and upper bounds to the row of the midpoint that they belong to."""
    if "bounds" not in records.parts:
        return records
    bounds: dict[tuple[object, ...], dict[str, str]] = {}
    for record in records:
        kind = record["bounds"].upper()
        if kind in {_LOWER, _UPPER}:
            bounds.setdefault(_key_of(record), {})[kind] = record["value"]
    if not bounds:
        return records
    middles = {_key_of(r) for r in records if r["bounds"].upper() in {"", _MIDDLE}}
    found = []
    for record in records:
        kind, key = record["bounds"].upper(), _key_of(record)
        if kind in {_LOWER, _UPPER} and key in middles:
            continue
        pair = bounds.get(key, {}) if kind in {"", _MIDDLE} else {}
        ends = {"lower": pair.get(_LOWER, ""), "upper": pair.get(_UPPER, "")}
        parts = {**record.parts, **{part: text for part, text in ends.items() if text}}
        found.append(Record(row=record.row, parts=parts, codes=record.codes))
    return Records.of(found)


def _key_of(record: Record) -> tuple[object, ...]:
    names = ("indicator", "series", "area", "period", "unit", "detail")
    return (*(fold(record[name]) for name in names), record.codes)
