"""The rows of a few areas out of a CSV file that is too large to be taken apart as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vnrgen.dossier.files.encoding import name_of_encoding
from vnrgen.dossier.files.grid import (
    path_within,
    report_guessed,
    report_long_cell,
    report_nulls,
    report_quoting,
    report_too_large,
    report_unreadable,
)
from vnrgen.dossier.files.workbook import column_letters
from vnrgen.dossier.large.head import Head, is_large, read_head
from vnrgen.dossier.large.index import Area, AreaCells, AreaIndex, ChangedFileError, Layout
from vnrgen.dossier.large.store import AreaStore
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.dossier.readers.records.areas import is_wanted, name_of
from vnrgen.dossier.readers.records.sheets import Sheet, SheetColumns, report_width
from vnrgen.problems import Location, ProblemLog
from vnrgen.visible import has_hidden, report_hidden, visible

LOOKED_AT = 20_000  # rows of a file that is looked at without a dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaColumns:
    """Which columns of a layout name the area of a row.

    ``known`` are headers that tell the delimiter; ``of`` returns the indices of the columns, the
    code first; ``texts`` what the cells of an area say, where a cell holds code and words.
    """

    known: Iterable[str]
    of: Callable[[Sequence[str]], tuple[int, ...]]
    texts: Callable[[Area], Area] = tuple
    delimiter: str = ""


def large_sheet(
    file: DataFile,
    context: ReadingContext,
    columns: AreaColumns,
    wanted: frozenset[str] | None,
    problems: ProblemLog,
) -> SheetColumns | None:
    """Return the rows of the wanted areas of a very large file.

    Args:
        file: The entry.
        context: Where it is, and where the indexes of such files are kept.
        columns: Which columns name an area.
        wanted: Keys of areas, as ``area_key`` makes them; None for all.
        problems: Receives what reading the whole file would say of these rows, of its encoding,
            and of rows whose area cannot be trusted.

    Returns:
        The sheet; None where the file is to be read whole.
    """
    path = context.path_of(file)
    if not is_large(path, context.root) or (wanted is None and not context.is_trial):
        return None
    head = read_head(path, columns.known, columns.delimiter)
    found = columns.of(head.header) if head else ()
    if head is None or not found:
        return None
    try:
        return _sheet(path, context, head, found, columns, wanted, problems)
    except OSError:
        return None  # reading the file reports it


def _sheet(
    path: Path,
    context: ReadingContext,
    head: Head,
    found: tuple[int, ...],
    columns: AreaColumns,
    wanted: frozenset[str] | None,
    problems: ProblemLog,
) -> SheetColumns:
    layout = layout_of(head, found)
    store = AreaStore(context.store)
    index = store.index(path, layout)
    areas = _chosen(index, columns, wanted)
    try:
        cells = index.cells(path, areas)
    except ChangedFileError:
        store.forget(path)
        index = store.index(path, layout)
        areas = _chosen(index, columns, wanted)
        cells = index.cells(path, areas)
    name = path_within(path, context.root)
    left = Counter[str]()
    for area, part in index.parts.items():
        if area not in areas:
            left[name_of(columns.texts(area))] += part.count
    is_whole = _report_faults(index, name, problems)
    sheet = SheetColumns(
        path=name,
        file=path,
        header=head.header,
        numbers=cells.numbers,
        columns=cells.columns,
        left_out=left,
    )
    if wanted is None and left:
        _report_choice(sheet, len(areas), problems)
    _report_text(index, sheet, cells, problems)
    if not is_whole:
        return SheetColumns.of(Sheet(path=name, file=path, header=head.header, rows=[]))
    return sheet


def layout_of(head: Head, columns: tuple[int, ...]) -> Layout:
    """Return how the rows of a file are to be found."""
    return Layout(
        delimiter=head.delimiter,
        width=len(head.header),
        columns=columns,
        start=head.start,
        wide=head.wide,
    )


def _chosen(
    index: AreaIndex, columns: AreaColumns, wanted: frozenset[str] | None
) -> Collection[Area]:
    """Return the wanted areas; where all are, as many as are worth looking at, largest first."""
    if wanted is not None:
        return {area for area in index.parts if is_wanted(columns.texts(area), wanted)}
    chosen: set[Area] = set()
    rows = 0
    for part in sorted(index.parts.values(), key=lambda part: (-part.count, part.area)):
        rows += part.count
        if rows > LOOKED_AT and chosen:
            break
        chosen.add(part.area)
    return chosen


def _report_choice(sheet: SheetColumns, count: int, problems: ProblemLog) -> None:
    """Say that only a part of a large file was looked at."""
    others, own = sum(sheet.left_out.values()), len(sheet.numbers)
    problems.notice(
        "LRG001",
        sheet.where(),
        f"the file holds {others + own:,} rows of {len(sheet.left_out) + count} areas; "
        f"what is said of it is what the {own:,} rows of {count} of them say",
        "name the areas to look at, for instance area=404, or the dossier it is for",
    )


def _report_faults(index: AreaIndex, name: str, problems: ProblemLog) -> bool:
    """Report rows that may be of any area; return whether the table can be read at all."""
    reports: Mapping[str, Callable[[Location, str], None]] = {
        "TAB013": lambda where, what: report_quoting(where, what, problems),
        "TAB014": lambda where, _: report_nulls(where, problems),
        "TAB021": lambda where, what: report_width(where, what, problems),
    }
    for fault in index.faults:
        if fault.code == "TAB023":
            report_too_large(fault.what, name, problems)
            return False
        if fault.code == "TAB024":
            column = column_letters(int(fault.what))
            report_long_cell(Location(name, fault.row, column), problems)
            return False
        reports[fault.code](Location(name, fault.row), fault.what)
    return True


def _report_text(
    index: AreaIndex, sheet: SheetColumns, found: AreaCells, problems: ProblemLog
) -> None:
    """Report the encoding, and characters that are left out of the rows that are read."""
    encoding = name_of_encoding(index.encoding)
    text = "".join(found.texts)
    if "\ufffd" in text:
        unread = next(_rows_with(found, lambda cell: "\ufffd" in cell))
        report_unreadable(sheet.where(found.numbers[unread]), encoding, problems)
    elif not index.is_certain:
        report_guessed(sheet.where(), encoding, problems)
    if not has_hidden(text):
        return
    for place in _rows_with(found, has_hidden):
        for n, column in enumerate(found.columns):
            cell = column[place]
            if has_hidden(cell):
                where = sheet.where(found.numbers[place], column_letters(n + 1))
                report_hidden(cell.replace("\x00", ""), where, problems)
                column[place] = visible(cell)


def _rows_with(found: AreaCells, is_meant: Callable[[str], bool]) -> Iterator[int]:
    """Yield the positions of the rows in which a cell is meant; every text is looked at once."""
    meant = set(filter(is_meant, found.texts))
    for place, cells in enumerate(zip(*found.columns, strict=True)):
        if not meant.isdisjoint(cells):
            yield place
