"""The door to a survey's file: columns that nobody asked for never come in.

Each row is looked at once, the cells of the asked columns are kept and the rest is dropped before
the next row is read. Of the other columns only the headers remain.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vnrgen.dossier.files.delimited import split_rows
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.grid import MOST_BYTES, path_within
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.files.workbook import (
    NumberCell,
    UnreadableWorkbookError,
    each_sheet,
    looks_like_old_workbook,
    looks_like_workbook,
)
from vnrgen.problems import Location, ProblemLog
from vnrgen.visible import visible

# Tells which columns of a sheet may be opened: its title and header row -> column indices.
Keep = Callable[[str, Sequence[str]], Collection[int]]

_LONGEST_CELL = 10_000_000
_SAMPLE = 200_000
_HXL = re.compile(r"#[a-z]", re.IGNORECASE)
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"


@dataclass(slots=True)
class OpenedSheet:
    """What was let in of one sheet.

    ``header`` holds all headers; ``columns`` the cells of the opened columns, by the index of
    their header; ``rows`` the number of each row as a spreadsheet shows it. Rows without any
    content are left out.
    """

    title: str
    header: list[str]
    columns: dict[int, list[str]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    @property
    def closed(self) -> int:
        """How many columns with a header were left closed."""
        return sum(bool(cell) for cell in self.header) - len(self.columns)


def open_columns(path: Path, root: Path, keep: Keep, problems: ProblemLog) -> list[OpenedSheet]:
    """Read the sheets of a workbook, or a CSV as one sheet, letting in only what ``keep`` names.

    Returns:
        Every sheet that has a header, also those of which nothing was opened. None at all where
        the file cannot be read; ``problems`` says why.
    """
    name = path_within(path, root)
    try:
        data = read_inside(path, root, most=MOST_BYTES)
        if looks_like_workbook(data):
            sheets = [_let_in(title, rows, keep) for title, rows in each_sheet(data)]
        elif looks_like_old_workbook(data):
            _unreadable(name, "it is an old .xls or protected by a password", problems)
            return []
        else:
            sheets = [_let_in(path.stem, _text_rows(data, name, problems), keep)]
    except UnreadableFileError as error:
        problems.add(error.problem)
        return []
    except UnreadableWorkbookError as error:
        _unreadable(name, str(error), problems)
        return []
    found = [sheet for sheet in sheets if sheet is not None]
    if not found:
        _unreadable(name, "it has no row of headers", problems)
    return found


def _unreadable(name: str, reason: str, problems: ProblemLog) -> None:
    problems.error(
        "KOB024",
        Location(name),
        f"the file cannot be read: {reason}",
        "download it again from KoboToolbox or ODK as XLSX or CSV",
    )


def _let_in(title: str, rows: Iterable[Sequence[str]], keep: Keep) -> OpenedSheet | None:
    """Keep the asked cells of every row; the header is row 1."""
    numbered = enumerate(rows, start=1)
    _, first = next(numbered, (0, ()))
    header = [_clean(cell) for cell in first]
    if not any(header):
        return None
    sheet = OpenedSheet(title, header, {index: [] for index in sorted(keep(title, header))})
    for number, cells in numbered:
        if not any(cell.strip() for cell in cells) or (number == 2 and _is_hxl(cells)):
            continue
        sheet.rows.append(number)
        for index, column in sheet.columns.items():
            column.append(_clean(cells[index]) if index < len(cells) else "")
    return sheet


def _is_hxl(cells: Sequence[str]) -> bool:
    """Whether a row holds the hashtags of the Humanitarian Exchange Language, not answers."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return all(_HXL.match(cell) for cell in filled)


def _clean(cell: str) -> str:
    if isinstance(cell, NumberCell):
        return cell
    return visible(cell.strip().strip(_INVISIBLE).strip())


def _text_rows(data: bytes, name: str, problems: ProblemLog) -> Iterator[list[str]]:
    text = decode(data).text
    delimiter = split_rows(text[:_SAMPLE], lambda _: 0).delimiter
    if text[:5].strip('"').casefold().startswith("sep="):  # a line for Excel, which hides it
        text = text.partition("\n")[2]
    previous = csv.field_size_limit(_LONGEST_CELL)
    stream = io.StringIO(text, newline="")
    number = 1
    try:
        for row in csv.reader(stream, delimiter=delimiter, strict=True):
            yield row
            number += 1
    except csv.Error:
        problems.error(
            "KOB024",
            Location(name, number),
            "the row cannot be split into cells: a quotation mark is never closed",
            "download the export again, and do not edit it as text",
        )
    finally:
        csv.field_size_limit(previous)
