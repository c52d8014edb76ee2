"""The data files of an Open SDG folder, each with its metadata and its columns told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen.dossier.grid import read_grid
from vnrgen.dossier.readers.open_sdg.columns import Columns, find_columns
from vnrgen.dossier.readers.open_sdg.metadata import Metadata, read_metadata
from vnrgen.problems import Location

if TYPE_CHECKING:
    from vnrgen.dossier.model import DataFile
    from vnrgen.dossier.readers.contract import ReadingContext
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.open_sdg.remarks import Remarks
    from vnrgen.problems import ProblemLog

_NAME = re.compile(r"(?:indicator[_-])?(\d{1,2})[-._](\d{1,2}|[a-z])[-._](\d{1,2})(?P<rest>[a-z]?)")
_EXPECTED_HEADERS = ("Year", "Value", "Units", "Series", "GeoCode", "Sex", "Age")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """The table of one indicator. ``rows`` are (spreadsheet row, cells), blank rows left out."""

    indicator_id: str
    path: Path
    name: str
    columns: Columns
    rows: list[tuple[int, list[str]]]
    metadata: Metadata

    def where(self, row: int | None = None, column: str | None = None) -> Location:
        """Return a place in this file."""
        return Location(self.name, row, column)

    def column(self, index: int) -> Iterator[str]:
        """Yield the cells of one column, from the first data row on."""
        return (cells[index] for _, cells in self.rows)


def read_tables(
    file: DataFile,
    context: ReadingContext,
    options: OpenSdgOptions,
    remarks: Remarks,
    problems: ProblemLog,
) -> tuple[list[IndicatorTable], list[Path]]:
    """Read every data file of the folder (or the one file) with its metadata.

    Returns:
        The tables in the order of their indicators, and all files that were read.
    """
    found = _data_files(context.path_of(file), options, remarks, context.root)
    tables: list[IndicatorTable] = []
    read: list[Path] = []
    for indicator_id, path in found:
        name = _relative(path, context.root)
        metadata_path = _metadata_path(path, indicator_id)
        metadata = Metadata()
        if metadata_path:
            metadata = read_metadata(
                metadata_path, _relative(metadata_path, context.root), context.root, remarks
            )
        read += [path, *([metadata_path] if metadata_path else [])]
        if metadata.is_flag("data_non_statistical"):
            what = "the metadata say that this indicator is not statistical; it is left out"
            remarks.notice("OSG004", Location(name), what, "nothing, or correct the metadata")
            continue
        table = _read_table(path, indicator_id, metadata, context, options, remarks, problems)
        if table:
            tables.append(table)
    return tables, read


def _data_files(
    place: Path, options: OpenSdgOptions, remarks: Remarks, root: Path
) -> list[tuple[str, Path]]:
    where = Location(_relative(place, root))
    if place.is_file():
        indicator_id = options.indicator or indicator_of(place.stem)
        if indicator_id:
            return [(indicator_id, place)]
        remarks.error(
            "OSG003",
            where,
            "the name of the file does not say which indicator it holds",
            "name it like indicator_3-1-1.csv, or add the option indicator: 3.1.1",
        )
        return []
    folder = place / "data" if (place / "data").is_dir() else place
    named = [(indicator_of(path.stem), path) for path in _listing(folder)]
    found = [(i, p) for i, p in named if i and (not options.indicators or i in options.indicators)]
    for missing in sorted(options.indicators - {indicator_id for indicator_id, _ in found}):
        what = f"there is no data file of the indicator {missing}"
        remarks.error("OSG002", where, what, "add the file, or take it out of indicators:")
    if not found and not options.indicators:
        remarks.error(
            "OSG002",
            where,
            "there are no data files of Open SDG here",
            "give the folder that holds data/indicator_*.csv and meta/*.md",
        )
    return sorted(found, key=lambda item: (_natural(item[0]), item[1].name))


def _listing(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.casefold() in {".csv", ".tsv"})


def indicator_of(stem: str) -> str:
    """Return the SDG code that the name of a file holds, or "".

    >>> indicator_of("indicator_3-1-1"), indicator_of("indicator_16-a-1"), indicator_of("codes")
    ('3.1.1', '16.a.1', '')
    """
    match = _NAME.fullmatch(stem.casefold())
    if not match or not 1 <= int(match[1]) <= 17:
        return ""
    return ".".join(match.group(1, 2, 3)) + match["rest"]


def _natural(code: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part) if part.isdigit() else 99, part) for part in code.split("."))


def _metadata_path(data_path: Path, indicator_id: str) -> Path | None:
    name = indicator_id.replace(".", "-")
    for folder in (data_path.parent.parent / "meta", data_path.parent / "meta", data_path.parent):
        for ending in (".md", ".yml", ".yaml"):
            path = folder / f"{name}{ending}"
            if path.is_file():
                return path
    return None


def _read_table(
    path: Path,
    indicator_id: str,
    metadata: Metadata,
    context: ReadingContext,
    options: OpenSdgOptions,
    remarks: Remarks,
    problems: ProblemLog,
) -> IndicatorTable | None:
    grid = read_grid(path, context.root, problems, known=_EXPECTED_HEADERS)
    if not grid.rows:
        return None
    header, *body = grid.rows
    rows = [
        (number, cells + [""] * (len(header) - len(cells)))
        for number, cells in enumerate(body, start=2)
        if any(cells)
    ]
    for number, cells in rows:
        if any(cells[len(header) :]):
            what = f"the row has {len(cells)} cells and the header {len(header)}"
            fix = "put a text that contains a comma in quotation marks"
            remarks.error("OSG006", grid.where(number), what, fix)
    columns = find_columns(grid.path, header, rows, options, remarks)
    if not columns:
        return None
    if not rows:
        what = "the file has a header and no rows"
        remarks.notice("OSG004", grid.where(1), what, "nothing; there are no data yet")
    return IndicatorTable(
        indicator_id=indicator_id,
        path=path,
        name=grid.path,
        columns=columns,
        rows=rows,
        metadata=metadata,
    )


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
