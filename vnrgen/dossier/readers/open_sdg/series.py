"""One Series for every value of the Series column, and for every unit within it."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import DimensionRole, Label, Series
from vnrgen.dossier.readers.open_sdg.columns import unit_text
from vnrgen.problems import Location

if TYPE_CHECKING:
    from vnrgen.dossier.readers.contract import ReadingContext
    from vnrgen.dossier.readers.open_sdg.files import IndicatorTable
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.remarks import Remarks

MAIN = "main"
_MOST_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Strand:
    """The rows of one series in one unit: ``name`` and ``unit`` as written in the file."""

    name: str
    unit: str
    slug: str
    series_id: str
    rows: tuple[int, ...]


def strands_of(table: IndicatorTable, remarks: Remarks) -> list[Strand]:
    """Split the rows of a file by series and unit; figures of two units are never one series.

    Returns:
        Strands in the order of the file; ``rows`` are indices into ``table.rows``.
    """
    rows: dict[tuple[str, str], list[int]] = {}
    spelling: dict[tuple[str, str], tuple[str, str]] = {}
    for index, (_, cells) in enumerate(table.rows):
        name = table.columns.cell(cells, "series")
        unit = unit_text(table.columns.cell(cells, "unit")) or _only_unit(table)
        key = (fold(name), _unit_code(unit))
        rows.setdefault(key, []).append(index)
        spelling.setdefault(key, (name, unit))
    units = Counter(name for name, _ in rows)
    _report_changes(table, rows, spelling, remarks)
    strands = []
    for (name, code), indices in rows.items():
        slug = _slug(name) or MAIN
        slug = f"{slug}_{_slug(table.own)}" if table.own else slug
        series_id = f"{slug}_{_slug(code)}" if units[name] > 1 else slug
        written_name, written_unit = spelling[(name, code)]
        strands.append(Strand(written_name, written_unit, slug, series_id, tuple(indices)))
    return strands


def _report_changes(
    table: IndicatorTable,
    rows: Mapping[tuple[str, str], Sequence[int]],
    spelling: Mapping[tuple[str, str], tuple[str, str]],
    remarks: Remarks,
) -> None:
    """Say where a series goes on in another unit, instead of being given in two."""
    index = table.columns.parts["period"]
    by_name: dict[str, list[tuple[str, str]]] = {}
    for key in rows:
        by_name.setdefault(key[0], []).append(key)
    for keys in by_name.values():
        periods = [{table.rows[row][1][index] for row in rows[key]} for key in keys]
        if len(keys) < 2 or len(set().union(*periods)) < sum(map(len, periods)):
            continue
        for before, after in itertools.pairwise(keys):
            first = table.rows[rows[after][0]]
            name, unit = spelling[after]
            remarks.warning(
                "OSG045",
                table.where(first[0], table.columns.name("unit")),
                f"the unit{f' of {name}' if name else ''} changes from "
                f'"{spelling[before][1]}" to "{unit}" at {first[1][index]}; the two are read as '
                "two series and never as one line",
                "correct the unit if it is wrong; if the figures are the same, write one unit",
            )


def _only_unit(table: IndicatorTable) -> str:
    """Return the unit the metadata name, where they name one that is known."""
    text = table.metadata.text("computation_units")
    return text if text and codelists.unit(text) else ""


def _unit_code(unit: str) -> str:
    known = codelists.unit(unit) if unit else None
    return known.code if known else _slug(unit).upper()


def _report_unit(table: IndicatorTable, unit: str, remarks: Remarks) -> None:
    if not unit:
        what = "rows have no unit, and the metadata do not name one"
        fix = "add a column Units, or give the series its unit in indicators.csv"
        remarks.warning("OSG020", table.where(), what, fix)
    elif not codelists.unit(unit):
        what = f'the unit "{unit}" is not in the list of units; it is kept as written'
        fix = "nothing, or give the series unit and unit_label in indicators.csv"
        remarks.notice("OSG020", table.where(1, table.columns.name("unit")), what, fix)


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "_", fold(text)).strip("_")


def build_series(
    table: IndicatorTable,
    strand: Strand,
    roles: Mapping[str, DimensionRole],
    fixed: Mapping[str, str],
    context: ReadingContext,
    options: OpenSdgOptions,
    remarks: Remarks,
) -> Series:
    """Describe a strand; a row of indicators.csv for it rules, and lends its series name."""
    declared = _declared(table.indicator_id, strand, context)
    if declared:
        return replace(
            declared,
            roles={**roles, **declared.roles},
            fixed=declared.fixed or dict(fixed),
        )
    _report_unit(table, strand.unit, remarks)
    series = replace(_described(table, strand), roles=dict(roles), fixed=dict(fixed))
    for key in (f"{series.indicator_id}/{series.series}", series.indicator_id):
        if key in options.favourable:
            return replace(series, favourable=options.favourable[key])
    _report_direction(series, remarks)
    return series


def _described(table: IndicatorTable, strand: Strand) -> Series:
    """Describe a strand by its rows and the metadata alone."""
    known = codelists.unit(strand.unit) if strand.unit else None
    return Series(
        indicator_id=table.indicator_id,
        series=strand.series_id,
        label=Label(texts={"en": _label(table, strand)}),
        unit=_unit_code(strand.unit),
        unit_label=known.label if known else Label(texts={"en": strand.unit}),
        decimals=_decimals(table, strand, table.decimal_mark),
        favourable=None,
        scale=known.scale if known else None,
        target=None,
        target_year=None,
        definition=table.metadata.text("national_indicator_description"),
        where=table.where(),
    )


def _declared(indicator_id: str, strand: Strand, context: ReadingContext) -> Series | None:
    """Return the row of indicators.csv, found by our series name or by the file's."""
    names = {strand.series_id, strand.slug}
    rows = [s for s in context.series.values() if s.indicator_id == indicator_id]
    exact = [s for s in rows if s.series == strand.series_id]
    return next(
        iter(exact or [s for s in rows if _slug(s.series) in names and _same(s, strand)]), None
    )


def _same(series: Series, strand: Strand) -> bool:
    return not series.unit or not strand.unit or series.unit == _unit_code(strand.unit)


def _label(table: IndicatorTable, strand: Strand) -> str:
    metadata = table.metadata
    title = metadata.graph_title(strand.name, strand.unit)
    names = {fold(table.columns.cell(cells, "series")) for _, cells in table.rows}
    if not title and len(names) < 2:
        title = metadata.title or strand.name
    if not title:
        title = f"{metadata.title}: {strand.name}" if metadata.title else strand.name
    split = strand.unit and strand.series_id != strand.slug
    own = f" ({table.own})" if table.own else ""
    title = title or f"Indicator {table.indicator_id}{own}"
    return f"{title} ({strand.unit})" if split else title


def _decimals(table: IndicatorTable, strand: Strand, decimal_mark: str) -> int:
    """Return how many decimals the office prints; longer fractions are the machine's."""
    index = table.columns.parts["value"]
    cells = (table.rows[row][1][index] for row in strand.rows)
    counts = Counter(
        0
        if decimal_mark not in cell or cell.endswith(f"{decimal_mark}0")
        else len(cell.rpartition(decimal_mark)[2])
        for cell in cells
        if cell
    )
    return min(_MOST_DECIMALS, _usual(counts))


def _usual(counts: Counter[int]) -> int:
    """Return the most frequent number; whole numbers count only where there is nothing else."""
    fractions = {number: count for number, count in counts.items() if number}
    if not fractions:
        return 0
    return max(fractions, key=lambda number: (fractions[number], -number))


def _report_direction(series: Series, remarks: Remarks) -> None:
    label = series.label.within("en")
    row = _csv_row((series.indicator_id, series.series, label, series.unit, ""))
    remarks.warning(
        "OSG021",
        Location("indicators.csv"),
        f'it is not known whether more or less of "{label}" ({series.indicator_id}) is better; '
        "its groups are not ranked",
        "add this row to indicators.csv (indicator_id,series,label,unit,favourable), with higher, "
        f"lower or neither at its end: {row}",
    )


def _csv_row(cells: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(list(cells))
    return stream.getvalue()
