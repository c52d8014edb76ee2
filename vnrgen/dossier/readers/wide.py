"""Wide sheets of statistics offices, by a small mapping in ``dossier.yaml``."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.dossier.files.grid import Grid, read_grid
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.records.assemble import Assembly
from vnrgen.dossier.readers.records.model import Record, Records, RecordTable
from vnrgen.dossier.readers.records.options import RecordOptions, read_options
from vnrgen.dossier.readers.records.series import is_known
from vnrgen.dossier.readers.records.sheets import is_one_file
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.readers.wide_mapping import OPTIONS, SheetMapping, read_mapping
from vnrgen.dossier.readers.wide_sheet import WideSheet
from vnrgen.problems import ProblemLog, listed

_NAMED_AT_MOST = 6


def read(file: DataFile, context: ReadingContext, problems: ProblemLog) -> ReadResult:
    """Read a sheet with headings in rows and columns.

    Args:
        file: The file; ``docs/layouts.md`` describes the mapping in its options.
        context: What the dossier already says.
        problems: Receives what is wrong, with the row and the letters of the column.
    """
    remarks = Remarks()
    options = read_options(file, context.decimal_mark, remarks, OPTIONS)
    mapping = read_mapping(file, remarks)
    result = ReadResult()
    grid = laid_out(file, context, options, problems)
    if grid and _is_complete(mapping, grid, remarks):
        sheet = WideSheet(grid, mapping, remarks, meant=options.alias_of)
        table = records_of(sheet, file, context, options, remarks)
        result = Assembly(file, context, options, remarks, problems).result(table)
    remarks.hand_over(problems)
    return result


def laid_out(
    file: DataFile, context: ReadingContext, options: RecordOptions, problems: ProblemLog
) -> Grid | None:
    """Return all cells of a declared sheet as it is laid out, None where there are none."""
    if not is_one_file(file, context, problems):
        return None
    path = context.path_of(file)
    grid = read_grid(path, context.root, problems, sheet=options.sheet, as_laid_out=True)
    return grid if grid.rows else None


def _is_complete(mapping: SheetMapping, grid: Grid, remarks: Remarks) -> bool:
    """Report a mapping that leaves open what the columns are, or when the figures are from."""
    if not mapping.header:
        remarks.error(
            "WID001",
            grid.where(1),
            "nothing says which rows hold the headings of the columns",
            "add the option header: {4: year} with the number of the row and what its headings "
            "are (year, indicator, unit, area, or the name of a dimension)",
        )
        return False
    meanings = {*mapping.header.values(), *mapping.labels.values(), mapping.headings}
    if "period" not in meanings and not mapping.period:
        remarks.error(
            "WID002",
            grid.where(1),
            "nothing says which year the figures are from",
            "add the option period: 2022, or name the row or column of the years",
        )
        return False
    return True


def records_of(
    sheet: WideSheet,
    file: DataFile,
    context: ReadingContext,
    options: RecordOptions,
    remarks: Remarks,
) -> RecordTable:
    """Return the records whose indicator is known; say which are left out for want of one."""
    breakdowns, records = sheet.records()
    if not records:
        remarks.error(
            "WID004",
            sheet.grid.where(sheet.mapping.first + 1),
            "there are no figures where the mapping says they are",
            "check header, labels and rows against the numbers and letters of the spreadsheet",
        )
    _report_codes(sheet, remarks)
    known = [record for record in records if is_known(record, context, options)]
    left = list(
        dict.fromkeys(
            record["series_label"] or record["series"]
            for record in records
            if not is_known(record, context, options)
        )
    )
    table = RecordTable(
        path=sheet.grid.path,
        breakdowns=breakdowns,
        records=Records.of(known),
        headers={},
        input_files=[context.path_of(file)],
    )
    if left:
        _report_left(table, records, left, remarks)
    return table


def _report_codes(sheet: WideSheet, remarks: Remarks) -> None:
    """Say which numbers before labels are taken for SDG codes; a yearbook numbers tables too."""
    if not sheet.coded:
        return
    label = next(iter(sheet.coded.values()))
    named = listed([f'"{text}"' for text in sheet.coded.values()], _NAMED_AT_MOST)
    remarks.warning(
        "WID006",
        sheet.grid.where(sheet.mapping.first + 1),
        f"the numbers before labels are read as codes of SDG indicators: {named}",
        f"nothing, if they are; else write the label without its number. "
        f'For another indicator of "{label}", add a column of codes (labels: {{A: code}})',
    )


def _report_left(
    table: RecordTable, records: Sequence[Record], left: Sequence[str], remarks: Remarks
) -> None:
    named = listed([f'"{name}"' for name in left], _NAMED_AT_MOST)
    report = remarks.warning if table.records else remarks.error
    report(
        "WID005",
        table.where(records[0].row),
        f"nothing says which SDG indicator {named} {'is' if len(left) == 1 else 'are'}; left out",
        _indicator_fix(left[0]),
    )


def _indicator_fix(label: str) -> str:
    if not label:
        return (
            'add the option indicator: {"*": 3.1.2} with the SDG code of all figures of the sheet'
        )
    return (
        f'add the option indicator: {{"{label}": 3.1.2}} with the SDG code, or a row with that '
        "label to indicators.csv; to leave it out in silence, name those to read in series:. Where "
        "these are places or groups, say so with labels: {A: Region} (or Sex, …) and give all "
        'figures one indicator: {"*": 3.1.2}'
    )
