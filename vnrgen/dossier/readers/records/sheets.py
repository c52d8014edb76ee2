"""A declared file as a header and numbered rows, all of the header's width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vnrgen.dossier.files.grid import read_grid
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.dossier.readers.records.options import RecordOptions
from vnrgen.problems import Location, ProblemLog


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """What is known of a table besides its rows.

    ``left_out`` counts the rows of other areas that were never split into cells, by its name.
    """

    path: str
    file: Path
    header: Sequence[str]
    left_out: Mapping[str, int] = field(default_factory=dict)

    def where(self, row: int | None = None, column: str | None = None) -> Location:
        """Return a place in the file."""
        return Location(self.path, row, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(SheetHead):
    """One table: ``rows`` are (spreadsheet row, cells), blank rows left out."""

    rows: Sequence[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumns(SheetHead):
    """One table by columns: the spreadsheet rows, and for each header the cells of all rows."""

    numbers: Sequence[int]
    columns: Sequence[Sequence[str]]

    @classmethod
    def of(cls, sheet: Sheet) -> SheetColumns:
        """Return a table that comes by rows."""
        cells = [cells for _, cells in sheet.rows]
        return cls(
            path=sheet.path,
            file=sheet.file,
            header=sheet.header,
            left_out=sheet.left_out,
            numbers=[number for number, _ in sheet.rows],
            columns=list(zip(*cells, strict=True)) or [()] * len(sheet.header),
        )

    def as_rows(self) -> Sheet:
        """Return the same table by rows."""
        cells = map(list, zip(*self.columns, strict=True))
        return Sheet(
            path=self.path,
            file=self.file,
            header=self.header,
            left_out=self.left_out,
            rows=list(zip(self.numbers, cells, strict=True)),
        )


def is_one_file(file: DataFile, context: ReadingContext, problems: ProblemLog) -> bool:
    """Tell whether an entry is a file; a folder, which most layouts are not, is reported."""
    if context.path_of(file).is_file():
        return True
    problems.error(
        "LAY002",
        file.where,
        f'"{file.path}" is a folder; the layout {file.layout} is one file',
        "name each file of the folder in dossier.yaml",
    )
    return False


def read_sheet_of(
    file: DataFile,
    context: ReadingContext,
    options: RecordOptions,
    problems: ProblemLog,
    *,
    known: Iterable[str] = (),
    delimiter: str = "",
    sheet: str = "",
) -> Sheet | None:
    """Read a declared CSV or XLSX file whose header is row 1, None where there is nothing in it.

    Args:
        file: The entry; a folder is a problem.
        context: Where the dossier is.
        options: ``sheet`` is heeded.
        problems: Receives what is wrong with the file.
        known: Headers that help to tell the delimiter.
        delimiter: What is between the cells, where the layout says so.
        sheet: The usual name of the sheet, where the options name none.
    """
    if not is_one_file(file, context, problems):
        return None
    path = context.path_of(file)
    wanted = options.sheet or sheet
    grid = read_grid(path, context.root, problems, known=known, sheet=wanted, delimiter=delimiter)
    if not grid.rows:
        return None
    header, *body = grid.rows
    width = len(header)
    rows = []
    for number, cells in enumerate(body, start=2):
        if not any(cells):
            continue
        if any(cells[width:]):
            what = f"the row has {len(cells)} cells, the header {width}"
            report_width(grid.where(number), what, problems)
        rows.append((number, [*cells[:width], *[""] * (width - len(cells))]))
    return Sheet(path=grid.path, file=path, header=header, rows=rows)


def report_width(where: Location, what: str, problems: ProblemLog) -> None:
    """Report a row that is wider than the header."""
    fix = "put a text that contains the delimiter in quotation marks"
    problems.error("TAB021", where, what, fix)
