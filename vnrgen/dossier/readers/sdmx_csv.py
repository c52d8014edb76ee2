"""SDMX-CSV 1.0 and 2.x, of the global SDG structure and of national ones."""

from __future__ import annotations

import re

from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.grid import MOST_BYTES
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.large.head import is_large
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.records.areas import wanted_areas
from vnrgen.dossier.readers.records.assemble import Assembly
from vnrgen.dossier.readers.records.options import read_options
from vnrgen.dossier.readers.records.places import known_keys
from vnrgen.dossier.readers.records.scanning import AreaColumns, large_sheet
from vnrgen.dossier.readers.records.sheets import is_one_file, read_sheet_of
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.readers.sdmx_ml import structure_files, structure_of
from vnrgen.dossier.readers.sdmx_table import SdmxTable, area_columns, bare_area
from vnrgen.problems import ProblemLog

_BEGINNING = 4096
_FIRST_TERM = re.compile(
    r'\ufeff?"?(?:DATAFLOW|STRUCTURE)(?:\[.\])?(?:: ?[^",;\t|]*)?"?(?P<mark>[^\w\s"]|\t)'
)


def read(file: DataFile, context: ReadingContext, problems: ProblemLog) -> ReadResult:
    """Read a file of SDMX-CSV.

    Args:
        file: The file; the option ``structure`` names an SDMX-ML file with its structure, whose
            code lists then say what codes mean. ``docs/layouts.md`` describes all options.
        context: What the dossier already says.
        problems: Receives what is wrong, and every assumption as a notice.
    """
    remarks = Remarks()
    options = read_options(file, context.decimal_mark, remarks, ("structure",))
    result = ReadResult()
    if is_one_file(file, context, problems):
        mark = _delimiter(file, context)
        wanted = wanted_areas(options, known_keys(context))
        columns = AreaColumns(known=(), of=area_columns, texts=bare_area, delimiter=mark)
        large = large_sheet(file, context, columns, wanted, problems)
        sheet = (
            large.as_rows()
            if large
            else read_sheet_of(file, context, options, problems, delimiter=mark)
        )
        table = SdmxTable.of(sheet, remarks) if sheet else None
        if table is not None:
            structure = structure_of(options, context, problems, table.structure_ids)
            records, options = table.records(context, options, structure, remarks)
            result = Assembly(file, context, options, remarks, problems).result(records)
    result.input_files += structure_files(options, context)
    remarks.hand_over(problems)
    return result


def _delimiter(file: DataFile, context: ReadingContext) -> str:
    """Return the character after the first header term, "" where the file does not begin so."""
    path = context.path_of(file)
    try:
        if is_large(path, context.root):
            with path.open("rb") as stream:
                data = stream.read(_BEGINNING)
        else:
            data = read_inside(path, context.root, most=MOST_BYTES)[:_BEGINNING]
    except (UnreadableFileError, OSError):
        return ""  # reading the file reports it
    match = _FIRST_TERM.match(decode(data).text)
    return match["mark"] if match else ""
