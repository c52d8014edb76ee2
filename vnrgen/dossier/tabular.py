"""Tables as people have them (CSV or XLSX) become rows with the numbers a spreadsheet shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vnrgen.dossier.delimited import split_rows
from vnrgen.dossier.encoding import DecodedText, decode
from vnrgen.dossier.suggestions import closest
from vnrgen.dossier.workbook import (
    SheetRows,
    UnreadableWorkbookError,
    column_letters,
    looks_like_old_workbook,
    looks_like_workbook,
    read_sheet,
)
from vnrgen.problems import Location, ProblemLog

TABLE_ENDINGS = (".csv", ".tsv", ".xlsx")
MOST_BYTES = 400 * 1024 * 1024
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a table may have, by the names the documentation gives them.

    ``localised`` columns may come again with a language after them (``label_fr``);
    ``accepts_any`` is for tables in which every other column means something too.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    localised: tuple[str, ...] = ()
    accepts_any: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the required ones first."""
        return (*self.required, *self.optional)


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of a file as they are: ``rows[0]`` is row 1, usually the header.

    ``path`` is relative to the dossier. Cells keep their text; surrounding blanks are gone.
    ``is_sheet`` tells a workbook, whose rows end at the last cell that holds something.
    """

    path: str
    rows: list[list[str]]
    is_sheet: bool = False

    def where(self, row: int, column: str | None = None) -> Location:
        """Return the place of a row as a spreadsheet numbers it."""
        return Location(self.path, row, column)


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: cells by documented column name, "" where a cell is empty or absent."""

    path: str
    number: int
    cells: Mapping[str, str]
    headers: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def at(self, column: str | None = None) -> Location:
        """Return the place of the row, or of one of its cells, as a person sees it."""
        written = self.headers.get(column, column) if column else None
        return Location(self.path, self.number, written)


@dataclass(frozen=True, slots=True)
class Table:
    """The data rows of one file; ``headers`` maps documented names to headers as written."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()


def header_key(header: str) -> str:
    """Return what a header is compared by: no case, spaces or underscores.

    >>> header_key(" Place_ID "), header_key("place id")
    ('placeid', 'placeid')
    """
    return re.sub(r"[\s_]+", "", header.casefold())


def find_table(folder: Path, stem: str, root: Path, problems: ProblemLog) -> Path | None:
    """Return the file of a table, ``stem`` with any usual ending and in any case, or None."""
    found = sorted(
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.stem.casefold() == stem
        and path.suffix.casefold() in TABLE_ENDINGS
        and path.is_file()
    )
    if len(found) > 1:
        names = " and ".join(path.name for path in found)
        problems.error(
            "TAB001",
            Location(_relative(found[0], root)),
            f"the table {stem} is there twice: {names}",
            "keep one of the files and delete or move the other",
        )
    return found[0] if found else None


def read_table(
    path: Path, root: Path, columns: Columns, problems: ProblemLog, *, sheet: str = ""
) -> Table:
    """Read a table and match its headers to the documented columns.

    Unknown columns are reported and kept out. Rows without any content are left out, but counted.
    A missing required column is one problem; its cells then read as "".
    """
    grid = read_grid(path, root, problems, known=columns.names, sheet=sheet)
    if not grid.rows:
        return Table(grid.path)
    matched = _matched_headers(grid, columns, problems)
    header = grid.rows[0]
    rows = []
    for number, cells in enumerate(grid.rows[1:], start=2):
        if not any(cells):
            continue
        _check_width(grid, number, cells, len(header), problems)
        named = {name: cells[i] for name, i in matched.items() if i < len(cells)}
        rows.append((number, named))
    written = {name: header[index] for name, index in matched.items()}
    if not rows:
        problems.notice(
            "TAB002", Location(grid.path), "the table has a header and no rows", "add rows"
        )
    return Table(grid.path, written, tuple(Row(grid.path, n, c, written) for n, c in rows))


def read_grid(
    path: Path, root: Path, problems: ProblemLog, *, known: Iterable[str] = (), sheet: str = ""
) -> Grid:
    """Read all cells of a CSV or XLSX file, whatever its ending says it is.

    Args:
        path: The file.
        root: The dossier's folder, for the paths that problems show.
        problems: Receives what is wrong; the grid then holds what could be read.
        known: Header names that help to tell the delimiter.
        sheet: The sheet to read; by default the first one with content.
    """
    name = _relative(path, root)
    data = _bytes(path, name, problems)
    if data is None:
        return Grid(name, [])
    is_sheet = looks_like_workbook(data)
    if is_sheet:
        rows = _workbook_rows(data, name, sheet or path.stem, problems)
    else:
        rows = _text_rows(data, name, frozenset(map(header_key, known)), problems)
    if rows is None:
        return Grid(name, [])
    cleaned = [[_clean(cell) for cell in row] for row in rows]
    while cleaned and not any(cleaned[-1]):
        cleaned.pop()
    if not cleaned:
        problems.error("TAB004", Location(name), "the file is empty", "fill it, or delete the file")
    elif not any(cleaned[0]):
        problems.error(
            "TAB005",
            Location(name, 1),
            "the first row is blank",
            "delete the rows above the header, so that the header is row 1",
        )
        return Grid(name, [])
    return Grid(name, cleaned, is_sheet)


def _bytes(path: Path, name: str, problems: ProblemLog) -> bytes | None:
    try:
        size = path.stat().st_size
        if size <= MOST_BYTES:
            return path.read_bytes()
        reason = f"the file has {size // 1_000_000} MB"
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror or error}"
    problems.error("TAB006", Location(name), reason, "check the file and its permissions")
    return None


def _workbook_rows(
    data: bytes, name: str, sheet: str, problems: ProblemLog
) -> list[list[str]] | None:
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
    if sheet.other_sheets:
        others = ", ".join(f'"{title}"' for title in sheet.other_sheets)
        problems.notice(
            "TAB012",
            Location(name),
            f'only the sheet "{sheet.name}" is read, not {others}',
            "keep one table in one workbook, or name the sheet like the file",
        )


def _text_rows(
    data: bytes, name: str, known: frozenset[str], problems: ProblemLog
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
    split = split_rows(
        decoded.text, lambda cells: sum(header_key(_clean(c)) in known for c in cells)
    )
    for fault in split.faults:
        problems.error(
            "TAB013",
            Location(name, fault.row),
            fault.what,
            'write a cell with quotation marks as "she said ""no""", or save the file again '
            "from a spreadsheet",
        )
    for number, row in enumerate(split.rows, start=1):
        if any("\x00" in cell for cell in row):
            problems.error(
                "TAB014",
                Location(name, number),
                "the row holds null bytes, so the file is damaged or not a CSV file",
                "save the table again as CSV UTF-8",
            )
    return split.rows


def _report_encoding(decoded: DecodedText, name: str, problems: ProblemLog) -> None:
    if "\ufffd" in decoded.text:
        row = decoded.text.count("\n", 0, decoded.text.index("\ufffd")) + 1
        problems.warning(
            "TAB015",
            Location(name, row),
            f"some characters cannot be read as {decoded.encoding_name}",
            "save the table again as CSV UTF-8 and check the letters with accents",
        )
    elif not decoded.is_certain:
        problems.notice(
            "TAB016",
            Location(name),
            f"the file does not say its encoding; it is read as {decoded.encoding_name}",
            "save the table as CSV UTF-8, or check that letters with accents are right",
        )


def _matched_headers(grid: Grid, columns: Columns, problems: ProblemLog) -> dict[str, int]:
    by_key = {header_key(name): name for name in columns.names}
    localised = {header_key(name): name for name in columns.localised}
    matched: dict[str, int] = {}
    for index, header in enumerate(grid.rows[0]):
        name = _name_of(header, by_key, localised)
        if name is None and columns.accepts_any and header:
            name = re.sub(r"[\s_]+", "_", header.casefold())
        if name is None:
            _report_unknown(grid, index, columns.names, problems)
        elif name in matched:
            problems.error(
                "TAB017",
                grid.where(1, header),
                f'the column "{name}" is there twice',
                "delete one of the two columns, or correct its header",
            )
        else:
            matched[name] = index
    left = [header for i, header in enumerate(grid.rows[0]) if i not in matched.values()]
    missing = [name for name in columns.required if name not in matched]
    _report_missing(grid, missing, left, problems)
    return matched


def _name_of(header: str, by_key: Mapping[str, str], localised: Mapping[str, str]) -> str | None:
    name = by_key.get(header_key(header))
    if name is not None:
        return name
    parts = re.split(r"[\s_]+", header.casefold())
    for count in range(1, len(parts)):
        base = localised.get("".join(parts[:count]))
        tag = "-".join(parts[count:])
        if base is not None and _LANGUAGE_TAG.fullmatch(tag):
            return f"{base}_{language_tag(tag)}"
    return None


def language_tag(tag: str) -> str:
    """Return a BCP 47 tag in its usual case.

    >>> language_tag("pt-br"), language_tag("ZH_hant")
    ('pt-BR', 'zh-Hant')
    """
    first, *rest = tag.replace("_", "-").split("-")
    cased = [part.upper() if len(part) == 2 else part.title() for part in rest]
    return "-".join((first.casefold(), *cased))


def _report_unknown(grid: Grid, index: int, names: Sequence[str], problems: ProblemLog) -> None:
    header = grid.rows[0][index]
    values = [row[index] for row in grid.rows[1:] if index < len(row) and row[index]]
    if not header:
        if values:
            problems.error(
                "TAB018",
                grid.where(1, column_letters(index + 1)),
                f"the column has no header, but holds {_counted(len(values), 'value')}",
                "write the header of the column, or delete the column",
            )
        return
    nearest = closest(header, names)
    meant = f'did you mean "{nearest}"? If not, delete' if nearest else "delete"
    problems.warning(
        "TAB019",
        grid.where(1, header),
        f'the column "{header}" is not known and is left out',
        f"{meant} the column, or keep it elsewhere",
    )


def _report_missing(
    grid: Grid, missing: Sequence[str], left: Sequence[str], problems: ProblemLog
) -> None:
    for name in missing:
        nearest = closest(name, left)
        hint = f' (is it "{nearest}"?)' if nearest else ""
        problems.error(
            "TAB020",
            grid.where(1),
            f'the column "{name}" is missing',
            f"add a column with the header {name}{hint}",
        )


def _check_width(
    grid: Grid, number: int, cells: Sequence[str], width: int, problems: ProblemLog
) -> None:
    if any(cells[width:]):
        problems.error(
            "TAB021",
            grid.where(number),
            f"the row has {_counted(len(cells), 'cell')}, the header {width}",
            "put a text that contains the delimiter in quotation marks",
        )
    elif len(cells) < width and not grid.is_sheet:
        problems.warning(
            "TAB022",
            grid.where(number),
            f"the row has {_counted(len(cells), 'cell')}, the header {width}",
            "write the missing delimiters, so that every cell is under its header",
        )


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def _clean(cell: str) -> str:
    stripped = cell.strip().strip(_INVISIBLE).strip()
    if stripped == cell and "\r" not in cell:
        return cell  # keeps a NumberCell what it is
    return stripped.replace("\r\n", "\n").replace("\r", "\n")


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
