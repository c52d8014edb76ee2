"""All cells of a file as people have it (CSV or XLSX), whatever its ending says it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vnrgen.dossier.files.cell_text import clean_cell
from vnrgen.dossier.files.delimited import TooManyCellsError, split_rows, two_versions
from vnrgen.dossier.files.encoding import DecodedText, decode, twice_encoded
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.files.workbook import (
    SheetRows,
    UnreadableWorkbookError,
    column_letters,
    looks_like_old_workbook,
    looks_like_workbook,
    read_sheet,
)
from vnrgen.dossier.files.workbook_parts import in_words
from vnrgen.problems import Location, ProblemLog
from vnrgen.visible import has_hidden, report_hidden, visible

MOST_BYTES = 60_000_000
MOST_COLUMNS = 16_384  # of a sheet in Excel
LONGEST_CELL_OF_SHEET = 32_767  # characters of a cell in Excel


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of a file as they are: ``rows[0]`` is row 1, usually the header.

    ``path`` is relative to the dossier. Cells keep their text; surrounding blanks are gone.
    ``is_sheet`` tells a workbook, whose rows end at the last cell that holds something; ``merged``
    are its merged ranges ("A2:A4") where it was read as laid out.
    """

    path: str
    rows: list[list[str]]
    is_sheet: bool = False
    merged: tuple[str, ...] = ()

    def where(self, row: int, column: str | None = None) -> Location:
        """Return the place of a row as a spreadsheet numbers it."""
        return Location(self.path, row, column)


def header_key(header: str) -> str:
    """Return what a header is compared by: no case, spaces or underscores.

    >>> header_key(" Place_ID "), header_key("place id")
    ('placeid', 'placeid')
    """
    return re.sub(r"[\s_]+", "", header.casefold())


def read_grid(
    path: Path,
    root: Path,
    problems: ProblemLog,
    *,
    known: Iterable[str] = (),
    sheet: str = "",
    delimiter: str = "",
    as_laid_out: bool = False,
) -> Grid:
    """Read all cells of a CSV or XLSX file, whatever its ending says it is.

    Args:
        path: The file.
        root: The dossier's folder, for the paths that problems show.
        problems: Receives what is wrong; the grid then holds what could be read.
        known: Header names that help to tell the delimiter.
        sheet: The sheet to read; by default the first one with content.
        delimiter: What is between the cells of a CSV file, where its layout says so.
        as_laid_out: Whether blank first rows and merged cells are part of the layout.
    """
    name = path_within(path, root)
    merged: list[str] | None = [] if as_laid_out else None
    data = _bytes(path, root, problems)
    if data is None:
        return Grid(name, [])
    is_sheet = looks_like_workbook(data)
    if is_sheet:
        rows = _workbook_rows(data, name, sheet or path.stem, problems, merged)
    else:
        rows = _text_rows(data, name, frozenset(map(header_key, known)), problems, delimiter)
    if rows is None:
        return Grid(name, [])
    cleaned = [[clean_cell(cell) for cell in row] for row in rows]
    if not _check_extent(cleaned, name, problems):
        return Grid(name, [])
    _leave_out_hidden(cleaned, name, problems)
    while cleaned and not any(cleaned[-1]):
        cleaned.pop()
    if not cleaned:
        problems.error("TAB004", Location(name), "the file is empty", "fill it, or delete the file")
    elif not any(cleaned[0]) and not as_laid_out:
        problems.error(
            "TAB005",
            Location(name, 1),
            "the first row is blank",
            "delete the rows above the header, so that the header is row 1",
        )
        return Grid(name, [])
    return Grid(name, cleaned, is_sheet, tuple(merged or ()))


def _check_extent(rows: list[list[str]], name: str, problems: ProblemLog) -> bool:
    for number, row in enumerate(rows, start=1):
        if len(row) > MOST_COLUMNS:
            report_too_large(f"row {number} has {len(row):,} columns", name, problems)
            return False
        if row and max(map(len, row)) > LONGEST_CELL_OF_SHEET:
            column = next(i for i, cell in enumerate(row, 1) if len(cell) > LONGEST_CELL_OF_SHEET)
            report_long_cell(Location(name, number, column_letters(column)), problems)
            return False
    return True


def report_long_cell(where: Location, problems: ProblemLog) -> None:
    """Report a cell that no spreadsheet could hold."""
    problems.error(
        "TAB024",
        where,
        f"the cell holds more than {LONGEST_CELL_OF_SHEET:,} characters",
        "shorten it; if it begins with a quotation mark, close it",
    )


def report_too_large(what: str, name: str, problems: ProblemLog) -> None:
    """Report a table that has more than can be read."""
    problems.error(
        "TAB023",
        Location(name),
        f"the table is too large: {what}",
        "leave out the rows and columns that are not needed, or split the file",
    )


def _leave_out_hidden(rows: list[list[str]], name: str, problems: ProblemLog) -> None:
    for number, row in enumerate(rows, start=1):
        if not has_hidden("".join(row)):
            continue
        for index, cell in enumerate(row):
            if has_hidden(cell):
                where = Location(name, number, column_letters(index + 1))
                report_hidden(cell.replace("\x00", ""), where, problems)  # nulls: TAB014
                row[index] = visible(cell)


def _bytes(path: Path, root: Path, problems: ProblemLog) -> bytes | None:
    try:
        return read_inside(path, root, most=MOST_BYTES)
    except UnreadableFileError as error:
        problems.error("TAB006", Location(error.name), error.reason, error.fix)
        return None


def _workbook_rows(
    data: bytes, name: str, sheet: str, problems: ProblemLog, merged: list[str] | None
) -> list[list[str]] | None:
    """Return the rows of a sheet; its merged ranges go to ``merged``, or are errors."""
    if not name.casefold().endswith(".xlsx"):
        problems.notice(
            "TAB007",
            Location(name),
            "the file is an Excel workbook, read as one",
            "give it the ending .xlsx",
        )
    try:
        found = read_sheet(data, sheet)
    except UnreadableWorkbookError as error:
        problems.error(
            "TAB008",
            Location(name),
            f"the workbook cannot be read: {error}",
            "open it in Excel or LibreOffice, copy the cells to a new workbook and save that",
        )
        return None
    if merged is not None:
        merged += [area for _, area in found.merged]
        found.merged.clear()
    _report_sheet(found, name, problems)
    return found.rows


def _report_sheet(sheet: SheetRows, name: str, problems: ProblemLog) -> None:
    for row, area in sheet.merged:
        problems.error(
            "TAB009",
            Location(name, row),
            f"the cells {area} are merged",
            "unmerge them and write the value into every cell it holds for",
        )
    for row, column in sheet.uncalculated:
        problems.error(
            "TAB010",
            Location(name, row, column_letters(column)),
            "the formula has no stored result",
            "open the workbook in Excel or LibreOffice and save it, or write the value itself",
        )
    for row, column, text in sheet.errors:
        problems.error(
            "TAB011",
            Location(name, row, column_letters(column)),
            f"the cell holds the error {text}",
            "correct the formula, or write the value itself",
        )
    if sheet.hidden:
        problems.warning(
            "TAB025",
            Location(name, sheet.hidden[0]),
            f"rows {in_words(sheet.hidden)} are hidden in the workbook; they are read like all",
            "show the rows, and delete those that are not meant to be published",
        )
    if sheet.other_sheets:
        others = ", ".join(f'"{title}"' for title in sheet.other_sheets)
        problems.notice(
            "TAB012",
            Location(name),
            f'only the sheet "{sheet.name}" is read, not {others}',
            "keep one table in one workbook, or name the sheet like the file",
        )


def _text_rows(
    data: bytes, name: str, known: frozenset[str], problems: ProblemLog, delimiter: str
) -> list[list[str]] | None:
    if looks_like_old_workbook(data):
        problems.error(
            "TAB003",
            Location(name),
            "the file is an old Excel workbook (.xls) or protected by a password",
            "open it in Excel and save it as .xlsx, without a password",
        )
        return None
    if name.casefold().endswith(".xlsx") and data.strip():
        problems.notice(
            "TAB007", Location(name), "the file is text, read as CSV", "give it the ending .csv"
        )
    decoded = decode(data)
    _report_encoding(decoded, name, problems)
    _report_two_versions(decoded.text, name, problems)
    try:
        split = split_rows(
            decoded.text,
            lambda cells: sum(header_key(clean_cell(c)) in known for c in cells),
            delimiter,
        )
    except TooManyCellsError as error:
        report_too_large(str(error), name, problems)
        return None
    for fault in split.faults:
        report_quoting(Location(name, fault.row), fault.what, problems)
    for number, row in enumerate(split.rows, start=1):
        if any("\x00" in cell for cell in row):
            report_nulls(Location(name, number), problems)
    return split.rows


def report_quoting(where: Location, what: str, problems: ProblemLog) -> None:
    """Report a row whose quotation marks break the rules."""
    problems.error(
        "TAB013",
        where,
        what,
        'write a cell with quotation marks as "she said ""no""", or save the file again '
        "from a spreadsheet",
    )


def report_nulls(where: Location, problems: ProblemLog) -> None:
    """Report a row with null bytes."""
    problems.error(
        "TAB014",
        where,
        "the row holds null bytes, so the file is damaged or not a CSV file",
        "save the table again as CSV UTF-8",
    )


def _report_encoding(decoded: DecodedText, name: str, problems: ProblemLog) -> None:
    if "\ufffd" in decoded.text:
        row = decoded.text.count("\n", 0, decoded.text.index("\ufffd")) + 1
        report_unreadable(Location(name, row), decoded.encoding_name, problems)
    elif not decoded.is_certain:
        report_guessed(Location(name), decoded.encoding_name, problems)
    report_twice_encoded(decoded.text, name, problems)


def _report_two_versions(text: str, name: str, problems: ProblemLog) -> None:
    row = two_versions(text)
    if row is not None:
        problems.error(
            "TAB027",
            Location(name, row),
            "the file holds two versions of its rows, which were never put together",
            "between the lines that begin with <<<<<<< and >>>>>>>, keep the rows that hold and "
            "delete the others and these lines; or get the file from its publisher again",
        )


def report_twice_encoded(text: str, name: str, problems: ProblemLog) -> None:
    """Warn of letters that another program has spoilt before (TAB026)."""
    found = twice_encoded(text)
    if found is not None:
        row, word, meant = found
        problems.warning(
            "TAB026",
            Location(name, row),
            f'"{word}" stands where "{meant}" was written: a program read the letters wrongly',
            "save the file again from where the letters are right, or correct every such word",
        )


def report_unreadable(where: Location, encoding: str, problems: ProblemLog) -> None:
    """Warn of characters that the encoding of the file does not have."""
    problems.warning(
        "TAB015",
        where,
        f"some characters cannot be read as {encoding}",
        "save the table again as CSV UTF-8 and check the letters with accents",
    )


def report_guessed(where: Location, encoding: str, problems: ProblemLog) -> None:
    """Say which encoding was taken for a file that does not say it."""
    problems.notice(
        "TAB016",
        where,
        f"the file does not say its encoding; it is read as {encoding}",
        "save the table as CSV UTF-8, or check that letters with accents are right",
    )


def path_within(path: Path, root: Path) -> str:
    """Return a path as problems show it: from the dossier's folder, with forward slashes."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
