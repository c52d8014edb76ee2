"""A table's header is matched to the documented columns, and its rows to their numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vnrgen.dossier.files.grid import Grid, header_key, path_within, read_grid
from vnrgen.dossier.files.workbook import column_letters
from vnrgen.dossier.tables.suggestions import closest
from vnrgen.problems import Location, ProblemLog

TABLE_ENDINGS = (".csv", ".tsv", ".xlsx")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_LATEST_HEADER = 20  # rows in which a header is looked for
_FEWEST_HEADERS = 3  # known ones that make a row a header


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
            Location(path_within(found[0], root)),
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
    found = ProblemLog()
    grid = read_grid(path, root, found, known=columns.names, sheet=sheet)
    above = _rows_above_header(grid, columns)
    if above:
        _report_above(grid, above, found, problems)
        return Table(grid.path)
    problems.extend(found)
    if not grid.rows:
        return Table(grid.path)
    if _is_in_one_cell(grid.rows[0], columns):
        problems.error(
            "TAB029",
            grid.where(1),
            "every row stands in one cell: its columns are not apart",
            "in a spreadsheet divide the column (Data, Text to columns); in a CSV file delete the "
            "quotation marks at the beginning and end of every line",
        )
        return Table(grid.path)
    matched = _matched_headers(grid, columns, problems)
    header = grid.rows[0]
    usual = _usual_width(grid)
    rows = []
    for number, cells in enumerate(grid.rows[1:], start=2):
        if not any(cells):
            continue
        _check_width(grid, number, cells, usual, problems)
        named = {name: cells[i] for name, i in matched.items() if i < len(cells)}
        rows.append((number, named))
    written = {name: header[index] for name, index in matched.items()}
    if not rows:
        problems.notice(
            "TAB002", Location(grid.path), "the table has a header and no rows", "add rows"
        )
    return Table(grid.path, written, tuple(Row(grid.path, n, c, written) for n, c in rows))


def _is_in_one_cell(header: Sequence[str], columns: Columns) -> bool:
    """Tell whether the names of the columns stand in one cell, as after pasting a CSV file."""
    names = set(map(header_key, columns.names))
    cells = [cell for cell in header if cell]
    inside = {header_key(part) for cell in cells[:1] for part in re.split(r"[;,\t]", cell)}
    return len(cells) == 1 and len(names & inside) >= _FEWEST_HEADERS


def _rows_above_header(grid: Grid, columns: Columns) -> int:
    """Return how many rows stand above the header: a title, an empty row; 0 where there is none."""
    names = set(map(header_key, (*columns.names, *columns.localised)))
    known = [len(names.intersection(map(header_key, row))) for row in grid.rows[:_LATEST_HEADER]]
    most = max(known, default=0)
    is_below = most >= _FEWEST_HEADERS and most > 2 * known[0]
    return known.index(most) if is_below else 0


def _report_above(grid: Grid, above: int, found: ProblemLog, problems: ProblemLog) -> None:
    """Report that the header is not in row 1, and of the rest what deleting rows will not mend."""
    rows = "row 1" if above == 1 else f"rows 1 to {above}"
    problems.error(
        "TAB028",
        grid.where(above + 1),
        "the header stands here and not in row 1",
        f"delete {rows}, so that the header is row 1; a title can be the name of the sheet",
    )
    problems.extend(p for p in found if p.where.row is None or p.where.row > above)


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


def _usual_width(grid: Grid) -> int:
    """Return how many cells most rows have: some programs end every row with commas."""
    widths = Counter(len(cells) for cells in grid.rows[1:] if any(cells))
    usual = widths.most_common(1)
    return max(len(grid.rows[0]), usual[0][0] if usual else 0)


def _check_width(
    grid: Grid, number: int, cells: Sequence[str], usual: int, problems: ProblemLog
) -> None:
    """Report a row with too many or too few cells.

    One that is longer than the others is wrong even if its last cell is empty: a comma in its
    midst has moved all that follows it by a column.
    """
    width = len(grid.rows[0])
    if any(cells[width:]) or (len(cells) > usual and not grid.is_sheet):
        problems.error(
            "TAB021",
            grid.where(number),
            f"the row has {_counted(len(cells), 'cell')}, the header {width}",
            "put a text or number that contains the delimiter in quotation marks; where there is "
            "none, delete the empty cells at the end",
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
