"""Tables of DHS and MICS reports: background characteristics, marks of few cases, "Number of …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.files.grid import Grid
from vnrgen.dossier.files.workbook import NumberCell
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.observations.published_values import read_published_value
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.records.assemble import Assembly
from vnrgen.dossier.readers.records.model import Record, Records, RecordTable
from vnrgen.dossier.readers.records.options import RecordOptions, read_options
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.readers.wide import laid_out, records_of
from vnrgen.dossier.readers.wide_mapping import DIMENSION, OPTIONS, SheetMapping, read_mapping
from vnrgen.dossier.readers.wide_sheet import GROUP, WideSheet
from vnrgen.problems import ProblemLog

_COUNT = re.compile(
    r"(?:weighted |unweighted |total )*(?:number|no\.) (?:of|weighted|unweighted)\b.*"
    r"|\b(?:nombre|effectif|número|numero|число|количество|anzahl)\b.*"
)
# "Mean number of children": a figure of its own, not how many people others rest on.
_AVERAGE = re.compile(
    r"\b(?:mean|average|median|ideal|moyens?|moyenne|médiane?|idéal|medi[oa]|promedio|mediana|"
    r"médi[oa]|durchschnittliche?|mittlere|средн\w+|медиан\w+)\b"
)
_UNWEIGHTED = re.compile(r"unweighted|non pondér|sin ponderar|no ponderad|não ponderad|невзвешен")
_PERCENT = re.compile(
    r"\b(?:per ?cent(?:age)?|proportions?|pourcentages?|porcentajes?|porcentage[mn]s?|proporción|"
    r"proporção|prozent|процент\w*|доля)\b|%",
    re.IGNORECASE,
)
_TITLES_AT_MOST = 25


def read(file: DataFile, context: ReadingContext, problems: ProblemLog) -> ReadResult:
    """Read one table of a survey report, saved as CSV or XLSX.

    Args:
        file: The file; ``docs/layouts.md`` describes its options: ``period``, ``indicator`` by
            the heading of a column, and those of the layout ``wide`` where the table differs.
        context: What the dossier already says.
        problems: Receives what is wrong, with the row and the letters of the column.
    """
    remarks = Remarks()
    options = read_options(file, context.decimal_mark, remarks, OPTIONS)
    mapping = read_mapping(file, remarks)
    result = ReadResult()
    grid = laid_out(file, context, options, problems)
    if grid:
        usual = _usual(mapping, grid, options.decimal)
        if _is_complete(usual, grid, remarks):
            counts, ignored = _counts(grid, usual)
            sheet = WideSheet(grid, replace(usual, skip_columns=ignored), remarks, counts)
            table = records_of(sheet, file, context, options, remarks)
            table = _without_negatives(_with_units(table, grid), context, options, remarks)
            result = Assembly(file, context, options, remarks, problems).result(table)
    remarks.hand_over(problems)
    return result


def _usual(mapping: SheetMapping, grid: Grid, mark: str) -> SheetMapping:
    """Fill in what every such table has: headings of columns, then characteristics in column A."""
    found = mapping
    if not mapping.header:
        first, last = header_rows(grid, mark)
        rows = dict.fromkeys(range(first, last), "series_label")
        found = replace(found, header=rows, first=max(mapping.first, last))
    if set(mapping.labels.values()) == {"series_label"}:
        found = replace(found, labels={0: GROUP})
    return replace(found, headings=mapping.headings or DIMENSION)


def header_rows(grid: Grid, mark: str) -> tuple[int, int]:
    """Return the first row of headings and the row after the last, counted from 0.

    Headings begin where text stands beside column A, and end before the first row that has
    figures, or text in column A only.
    """
    first = -1
    for index, row in enumerate(grid.rows[:_TITLES_AT_MOST]):
        others = [cell for cell in row[1:] if cell]
        if first < 0:
            if others and not _has_figures(others, mark):
                first = index
        elif not others or _has_figures(others, mark):
            return first, index
    return (first, first + 1) if first >= 0 else (0, 0)


def _has_figures(cells: Sequence[str], mark: str) -> bool:
    """Tell figures from headings, with whichever decimal mark the sheet was typed."""
    return any(
        isinstance(cell, NumberCell) or read_published_value(cell, either) is not None
        for cell in cells
        for either in {mark: None, ".": None, ",": None}
    )


def _is_complete(mapping: SheetMapping, grid: Grid, remarks: Remarks) -> bool:
    if not mapping.header:
        remarks.error(
            "DHS004",
            grid.where(1),
            "no row of headings is found above the figures",
            "add the option header: {3: indicator} with the number of the row",
        )
    elif not mapping.period:
        remarks.error(
            "DHS005",
            grid.where(1),
            "nothing says which year the figures are from",
            "add the option period: 2022 (the years of the survey)",
        )
    else:
        return True
    return False


def _counts(grid: Grid, mapping: SheetMapping) -> tuple[dict[int, tuple[str, int]], frozenset[int]]:
    """Return the column of cases that each column of figures belongs to, and all such columns.

    A column "Number of women" counts the weighted cases of the columns to its left; one that says
    unweighted counts the cases themselves.
    """
    width = max((len(row) for row in grid.rows), default=0)
    kinds: dict[int, str] = {}
    for column in range(width):
        texts = [
            grid.rows[row][column] if column < len(grid.rows[row]) else ""
            for row in sorted(mapping.header)
        ]
        text = fold(" ".join(texts))
        if column not in mapping.labels and _is_count(text):
            kinds[column] = "n_unweighted" if _UNWEIGHTED.search(text) else "population"
    counts: dict[int, tuple[str, int]] = {}
    for column in range(width):
        after = [other for other in sorted(kinds) if other > column]
        if column not in kinds and after:
            counts[column] = (kinds[after[0]], after[0])
    return counts, mapping.skip_columns | frozenset(kinds)


def _is_count(heading: str) -> bool:
    """Tell a folded heading of numbers of cases from one of figures."""
    is_figure = _PERCENT.search(heading) or _AVERAGE.search(heading)
    return _COUNT.search(heading) is not None and not is_figure


def _with_units(table: RecordTable, grid: Grid) -> RecordTable:
    """Read percentages as such where the heading or the title of the table says percent."""
    title = " ".join(cell for row in grid.rows[:_TITLES_AT_MOST] for cell in row[:1])
    records = []
    for record in table.records:
        says = _PERCENT.search(record["series_label"]) or _PERCENT.search(title)
        unit = record["unit"] or ("PT" if says else "")
        records.append(replace(record, parts={**record.parts, "unit": unit}))
    return replace(table, records=Records.of(records))


def _without_negatives(
    table: RecordTable, context: ReadingContext, options: RecordOptions, remarks: Remarks
) -> RecordTable:
    """Report negative figures: no rate of a survey is below 0, but Excel makes -29.5 of (29.5)."""
    kept: list[Record] = []
    may = {
        fold(t)
        for s in context.series.values()
        if s.may_be_negative
        for t in s.label.texts.values()
    }
    for record in table.records:
        found = read_published_value(record["value"], options.decimal)
        number = found.value if found else None
        if number is None or number >= 0 or fold(record["series_label"]) in may:
            kept.append(record)
            continue
        remarks.error(
            "DHS006",
            table.value_of(record),
            f"{number:g} is negative; the report has ({-number:g}), a figure from few cases, and "
            "Excel took the brackets for a minus",
            f"format the column as text and write ({-number:g}); for a change that may be "
            "negative, set may_be_negative in indicators.csv",
        )
    return replace(table, records=Records.of(kept))
