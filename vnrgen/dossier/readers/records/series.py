"""Which series of the dossier a record belongs to, and what is known of one it does not have."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import DimensionRole, Label, Series
from vnrgen.dossier.observations.selection import consecutive
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.dossier.readers.records.model import Record, RecordTable
from vnrgen.dossier.readers.records.options import EVERY, RecordOptions
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.problems import Location

MAIN = "main"
_MOST_DECIMALS = 2
_INDICATOR = re.compile(r"(1[0-7]|[1-9])(\.[0-9a-z]{1,3}){1,3}")
_SEPARATORS = re.compile(r"[,;|\s]+")
_NAMING = ("indicator", "series", "series_label", "unit", "unit_label")
SeriesName = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """The records of one series in one unit, under one indicator."""

    indicator_id: str
    name: str
    words: str
    unit: str
    unit_label: str
    records: Sequence[int]


def indicators_of(text: str) -> tuple[str, ...]:
    """Return the SDG indicators that a cell names; one series may serve several.

    >>> indicators_of("[12.4.2,12.5.1]"), indicators_of("3.1.2"), indicators_of("SBA")
    (('12.4.2', '12.5.1'), ('3.1.2',), ())
    """
    parts = _SEPARATORS.split(text.strip().strip("[]").replace("'", "").replace('"', ""))
    found = [part for part in parts if _INDICATOR.fullmatch(part)]
    return tuple(dict.fromkeys(found)) if len(found) == len(parts) else ()


def strands_of(
    table: RecordTable, context: ReadingContext, options: RecordOptions, remarks: Remarks
) -> list[Strand]:
    """Sort the records by indicator, series and unit, in the order of the file."""
    rows: dict[SeriesName, list[int]] = {}
    first: dict[SeriesName, tuple[str, str, str]] = {}
    resolved: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = {}
    known: dict[tuple[str, ...], list[SeriesName]] = {}
    names = table.records.together(_NAMING)
    for written, stretch in groupby(range(len(names)), key=names.__getitem__):
        indices = list(stretch)
        if written not in known:
            known[written] = []
            record, said = table.records[indices[0]], written[:3]
            if said not in resolved:
                resolved[said] = _keys(table, record, context, options, remarks)
            for indicator_id, name in resolved[said]:
                unit = _unit_text(record, indicator_id, name, options)
                key = (indicator_id, name, unit_code(unit))
                known[written].append(key)
                first.setdefault(key, (said[2], unit, record["unit_label"]))
        for key in known[written]:
            rows.setdefault(key, []).extend(indices)
    counts = Counter((indicator, name) for indicator, name, _ in rows)
    strands = []
    for (indicator_id, name, code), indices in rows.items():
        words, unit, unit_label = first[indicator_id, name, code]
        alone = counts[indicator_id, name] == 1 or (indicator_id, name) in context.series
        strands.append(
            Strand(
                indicator_id=indicator_id,
                name=name if alone else f"{name}_{_slug(code) or 'no_unit'}",
                words=words,
                unit=unit,
                unit_label=unit_label,
                records=consecutive(indices),
            )
        )
    return strands


def _keys(
    table: RecordTable,
    record: Record,
    context: ReadingContext,
    options: RecordOptions,
    remarks: Remarks,
) -> tuple[tuple[str, str], ...]:
    """Return the (indicator, series) pairs that a record is a value of."""
    name, words = record["series"], record["series_label"]
    indicators = indicators_of(record["indicator"])
    if not indicators:
        declared = _declared_indicator(name, words, options)
        indicators = indicators_of(declared.partition("/")[0]) if declared else ()
        name = declared.partition("/")[2] or name
    if not indicators:
        known = _by_series(name, words, context)
        if known:
            return tuple(series.key for series in known)
        _report_unknown(table, record, remarks)
        return (("", name or _slug(words) or MAIN),) if context.is_trial else ()
    found = []
    for indicator_id in indicators:
        if options.indicators and indicator_id not in options.indicators:
            continue
        own = [s for s in _by_series(name, words, context) if s.indicator_id == indicator_id]
        found += [s.key for s in own] or [(indicator_id, name or _slug(words) or MAIN)]
    return tuple(found)


def is_known(record: Record, context: ReadingContext, options: RecordOptions) -> bool:
    """Tell whether a record's indicator is named by the file, the options or indicators.csv."""
    name, words = record["series"], record["series_label"]
    return bool(
        indicators_of(record["indicator"])
        or _declared_indicator(name, words, options)
        or _by_series(name, words, context)
    )


def _declared_indicator(name: str, words: str, options: RecordOptions) -> str:
    keys = [fold(text) for text in (name, words) if text]
    return next((options.indicator[key] for key in (*keys, EVERY) if key in options.indicator), "")


def _by_series(name: str, words: str, context: ReadingContext) -> list[Series]:
    """Return the rows of indicators.csv that have this series code, or else this label."""
    wanted = {_slug(name)} if name else set()
    by_code = [s for s in context.series.values() if _slug(s.series) in wanted]
    if by_code:
        return by_code
    labels = {fold(words)} - {""}
    return [
        s
        for s in context.series.values()
        if labels & ({fold(text) for text in s.label.texts.values()} | {fold(s.series)})
    ]


def _report_unknown(table: RecordTable, record: Record, remarks: Remarks) -> None:
    name = record["series"] or record["series_label"]
    said = record["indicator"]
    shown = f'"{said}" is no SDG indicator' if said else f'nothing says which indicator "{name}" is'
    remarks.error(
        "MAP008",
        table.where(record.row, "indicator" if said else "series"),
        shown,
        f"add a row with the series {name or 'main'} to indicators.csv, or the option indicator: "
        f'{{"{name or "*"}": 3.1.2}} (its SDG code)',
    )


def _unit_text(record: Record, indicator_id: str, name: str, options: RecordOptions) -> str:
    for key in (fold(name), indicator_id, EVERY):
        if key in options.unit:
            return options.unit[key]
    return record["unit"] or record["unit_label"]


def unit_code(unit: str) -> str:
    """Return the code of a unit; of one that no list has, its words as a code.

    >>> unit_code("percentage"), unit_code("per 700 people, or so")
    ('PT', 'PER_700_PEOPLE_OR_SO')
    """
    known = codelists.unit(unit) if unit else None
    return known.code if known else _slug(unit).upper()


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "_", fold(text)).strip("_")


def describe(
    table: RecordTable,
    strand: Strand,
    roles: Mapping[str, DimensionRole],
    fixed: Mapping[str, str],
    context: ReadingContext,
    options: RecordOptions,
    remarks: Remarks,
) -> Series:
    """Describe a strand; a row of indicators.csv for it rules."""
    declared = context.series.get((strand.indicator_id, strand.name))
    if declared is not None:
        return replace(
            declared, roles={**roles, **declared.roles}, fixed=declared.fixed or dict(fixed)
        )
    first = table.records[strand.records[0]]
    known = codelists.unit(strand.unit) if strand.unit else None
    scale = _number(first["scale"])
    words = strand.words or strand.name
    series = Series(
        indicator_id=strand.indicator_id,
        series=strand.name,
        label=Label(texts={"en": words}),
        unit=unit_code(strand.unit),
        unit_label=known.label if known else Label(texts={"en": strand.unit_label or strand.unit}),
        decimals=_decimals(table, strand, options.decimal),
        favourable=_favourable(strand, first, options),
        scale=scale if scale is not None else known.scale if known else None,
        target=None,
        target_year=None,
        fixed=dict(fixed),
        roles=dict(roles),
        where=table.where(first.row),
    )
    _report_unit(table, strand, remarks)
    if series.favourable is None and not first["favourable"] and not _is_said(strand, options):
        _report_direction(series, remarks)
    return series


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _is_said(strand: Strand, options: RecordOptions) -> bool:
    keys = (f"{strand.indicator_id}/{fold(strand.name)}", fold(strand.name), strand.indicator_id)
    return any(key in options.favourable for key in keys)


def _favourable(strand: Strand, first: Record, options: RecordOptions) -> bool | None:
    keys = (f"{strand.indicator_id}/{fold(strand.name)}", fold(strand.name), strand.indicator_id)
    for key in keys:
        if key in options.favourable:
            return options.favourable[key]
    said = first["favourable"]
    return said == "higher" if said in {"higher", "lower"} else None


def _decimals(table: RecordTable, strand: Strand, mark: str) -> int:
    """Return how many decimals are usual in the file; longer fractions are the machine's."""
    cells = table.records.column("value", strand.records)
    lengths = Counter(len(cell.rpartition(mark)[2]) for cell in cells if mark in cell)
    if not lengths:
        return 0
    usual = max(lengths, key=lambda number: (lengths[number], -number))
    return min(_MOST_DECIMALS, usual) if usual <= 4 else 1


def _report_unit(table: RecordTable, strand: Strand, remarks: Remarks) -> None:
    where = table.where(table.records[strand.records[0]].row, "unit")
    if not strand.unit:
        remarks.warning(
            "MAP010",
            where,
            f"nothing says the unit of {strand.indicator_id} {strand.name}",
            "add the option unit: and the unit, or give the series a row in indicators.csv",
        )
    elif codelists.unit(strand.unit) is None:
        remarks.notice(
            "MAP010",
            where,
            f'the unit "{strand.unit}" is not in the list of units; it is kept as written',
            "nothing, or give the series unit and unit_label in indicators.csv",
        )


def _report_direction(series: Series, remarks: Remarks) -> None:
    label = series.label.within("en")
    row = _csv_row((series.indicator_id, series.series, label, series.unit, ""))
    remarks.warning(
        "MAP009",
        Location("indicators.csv"),
        f'it is not known whether more or less of "{label}" ({series.indicator_id}) is better; '
        "its groups are not ranked",
        "add this row to indicators.csv (indicator_id,series,label,unit,favourable), with higher, "
        f"lower or neither at its end: {row}",
    )


def _csv_row(cells: Sequence[str] | Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(list(cells))
    return stream.getvalue()
