"""The data files of an Open SDG folder, each with its metadata and its columns told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import is_code
from vnrgen.dossier.files.grid import Grid, read_grid
from vnrgen.dossier.readers.open_sdg.columns import Columns, Rows, find_columns, meaning_of
from vnrgen.dossier.readers.open_sdg.metadata import (
    METADATA_ENDINGS,
    Metadata,
    joined,
    read_metadata,
)
from vnrgen.dossier.readers.open_sdg.translations import (
    Translations,
    Translator,
    read_translations,
)
from vnrgen.problems import Location, listed

if TYPE_CHECKING:
    from vnrgen.dossier.model import DataFile
    from vnrgen.dossier.readers.contract import ReadingContext
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.remarks import Remarks
    from vnrgen.problems import ProblemLog

_PREFIX = re.compile(r"indicator[_-]")
_NAME = re.compile(
    r"(?:indicator[_-])?(\d{1,2})[-._](\d{1,2}|[a-z])[-._](\d{1,2})(?P<rest>[a-z]?)"
    r"(?P<own>(?:[-._][0-9a-z]{1,4}){0,3})"
)
_MOST_NAMED = 12
_COMMA_DECIMAL = re.compile(r"-?\d+,\d+")
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+")
_POINTS_OF_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+,\d+")
_QUOTED = re.compile(r"^['’\"](.*?)['’\"]?$")
_EXPECTED_HEADERS = ("Year", "Value", "Units", "Series", "GeoCode", "Sex", "Age")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """The table of one indicator. ``rows`` are (spreadsheet row, cells), blank rows left out.

    ``own`` is what the name of the file adds to the SDG code ("a" of 1-3-1-a), ``decimal_mark`` the
    mark that its figures have.
    """

    indicator_id: str
    own: str
    path: Path
    name: str
    columns: Columns
    rows: list[tuple[int, list[str]]]
    metadata: Metadata
    decimal_mark: str = "."

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
    place = context.path_of(file)
    found = _data_files(place, options, remarks, context.root)
    translations = Translations()
    if found:
        translations = read_translations(_site_of(place), context.root, remarks)
    tables: list[IndicatorTable] = []
    read: list[Path] = list(translations.files)
    for one in found:
        name = _relative(one.path, context.root)
        paths = _metadata_paths(one.path)
        metadata = joined(
            [read_metadata(p, _relative(p, context.root), context.root, remarks) for p in paths],
            translations,
        )
        read += [one.path, *paths]
        if metadata.is_flag("data_non_statistical"):
            what = "the metadata say that this indicator is not statistical; it is left out"
            remarks.notice("OSG004", Location(name), what, "nothing, or correct the metadata")
            continue
        reading = _TableReading(one, metadata, translations, context, options, remarks, problems)
        table = reading.table()
        if table:
            tables.append(table)
    return tables, read


@dataclass(frozen=True, slots=True)
class _DataFile:
    indicator_id: str
    own: str
    path: Path


def _site_of(place: Path) -> Path:
    """Return the folder that holds data/ and translations/."""
    folder = place.parent if place.is_file() else place
    return folder.parent if folder.name == "data" else folder


def _data_files(
    place: Path, options: OpenSdgOptions, remarks: Remarks, root: Path
) -> list[_DataFile]:
    where = Location(_relative(place, root))
    if place.is_file():
        found = _of_name(place, options)
        if found:
            return [found]
        remarks.error(
            "OSG003",
            where,
            "the name of the file does not say which indicator it holds",
            "name it like indicator_3-1-1.csv, or add the option indicator: 3.1.1",
        )
        return []
    folder = place / "data" if (place / "data").is_dir() else place
    named = [(path, _of_name(path, options)) for path in _listing(folder)]
    wanted = options.indicators
    files = [f for _, f in named if f and (not wanted or f.indicator_id in wanted)]
    _report_unnamed([path for path, found in named if not found], where, remarks)
    for missing in sorted(wanted - {one.indicator_id for one in files}):
        what = f"there is no data file of the indicator {missing}"
        remarks.error("OSG002", where, what, "add the file, or take it out of indicators:")
    if not files and not wanted:
        remarks.error(
            "OSG002",
            where,
            "there are no data files of Open SDG here",
            "give the folder that holds data/indicator_*.csv and meta/*.md",
        )
    return sorted(files, key=lambda one: (_natural(one.indicator_id), one.path.name))


def _of_name(path: Path, options: OpenSdgOptions) -> _DataFile | None:
    """Return what the options or the name of a file say that it holds."""
    stem = path.stem
    declared = options.indicator_of(_PREFIX.sub("", stem)) or options.indicator_of(stem)
    if declared:
        own = "" if indicator_of(stem) == declared else _PREFIX.sub("", stem)
        return _DataFile(declared, own, path)
    match = _NAME.fullmatch(stem.casefold())
    indicator_id = indicator_of(stem)
    return _DataFile(indicator_id, match["own"][1:], path) if match and indicator_id else None


def _report_unnamed(paths: Sequence[Path], where: Location, remarks: Remarks) -> None:
    """Name the files that are left out, because their names hold no code of the SDG list."""
    if not paths:
        return
    names = [path.name for path in paths]
    shown = listed(names, _MOST_NAMED)
    key = _PREFIX.sub("", paths[0].stem)
    remarks.warning(
        "OSG038",
        where,
        f"the names of {len(names)} files hold no SDG indicator code, and they are not read: "
        f"{shown}",
        f'say which indicator each belongs to with the option indicator: {{"{key}": 3.1.1}}, or '
        "leave them",
    )


def _listing(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.casefold() in {".csv", ".tsv"})


def indicator_of(stem: str) -> str:
    """Return the SDG code that the name of a file holds, or "".

    >>> indicator_of("indicator_3-1-1"), indicator_of("1-3-1-a"), indicator_of("codes")
    ('3.1.1', '1.3.1', '')
    """
    match = _NAME.fullmatch(stem.casefold())
    if not match or not 1 <= int(match[1]) <= 17:
        return ""
    return ".".join(match.group(1, 2, 3)) + match["rest"]


def _natural(code: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part) if part.isdigit() else 99, part) for part in code.split("."))


def _metadata_paths(data_path: Path) -> list[Path]:
    """Return the files that describe a data file: its metadata, then how its page is set up."""
    name = _PREFIX.sub("", data_path.stem)
    site = data_path.parent.parent
    places = [
        (site / "meta", METADATA_ENDINGS),
        (site / "meta" / "en", METADATA_ENDINGS),
        (data_path.parent / "meta", METADATA_ENDINGS),
        (data_path.parent, METADATA_ENDINGS[:3]),  # beside the data, a CSV would be data
    ]
    paths = (folder / f"{name}{ending}" for folder, endings in places for ending in endings)
    first = next((path for path in paths if path.is_file()), None)
    setup = (site / "indicator-config" / f"{name}{ending}" for ending in (".yml", ".yaml"))
    return [*([first] if first else []), *(path for path in setup if path.is_file())]


@dataclass(frozen=True, slots=True)
class _TableReading:
    one: _DataFile
    metadata: Metadata
    translations: Translations
    context: ReadingContext
    options: OpenSdgOptions
    remarks: Remarks
    problems: ProblemLog

    def table(self) -> IndicatorTable | None:
        grid = read_grid(self.one.path, self.context.root, self.problems, known=_EXPECTED_HEADERS)
        if not grid.rows:
            return None
        header, *body = grid.rows
        rows = [
            (number, cells + [""] * (len(header) - len(cells)))
            for number, cells in enumerate(body, start=2)
            if any(cells)
        ]
        self._report_width(grid, rows, len(header))
        header = self._translated(grid, header, rows)
        columns = find_columns(grid.path, header, rows, self.options, self.remarks)
        if not columns:
            return None
        if not rows:
            what = "the file has a header and no rows"
            self.remarks.notice("OSG004", grid.where(1), what, "nothing; there are no data yet")
        if self.one.own:
            self._report_own(grid)
        _unquote(columns.parts.get("geocode"), rows)
        return IndicatorTable(
            indicator_id=self.one.indicator_id,
            own=self.one.own,
            path=self.one.path,
            name=grid.path,
            columns=columns,
            rows=rows,
            metadata=self.metadata,
            decimal_mark=self._decimal_mark(grid, columns, rows),
        )

    def _report_width(self, grid: Grid, rows: Rows, width: int) -> None:
        for number, cells in rows:
            if any(cells[width:]):
                what = f"the row has {len(cells)} cells and the header {width}"
                fix = "put a text that contains a comma in quotation marks"
                self.remarks.error("OSG006", grid.where(number), what, fix)

    def _report_own(self, grid: Grid) -> None:
        self.remarks.notice(
            "OSG040",
            grid.where(1),
            f'the name of the file adds "{self.one.own}" to {self.one.indicator_id}; it is read as '
            "a series of its own under that indicator",
            f'nothing; or name its indicator with the option indicator: {{"{self._key}": 3.1.1}}',
        )

    @property
    def _key(self) -> str:
        return _PREFIX.sub("", self.one.path.stem)

    def _translated(
        self, grid: Grid, header: Sequence[str], rows: list[tuple[int, list[str]]]
    ) -> list[str]:
        """Put texts for the keys in the header and in the cells that are no figures."""
        translator = Translator(self.translations)
        found = [name if _is_documented(name) else translator.of(name) for name in header]
        for index, name in enumerate(found):
            meaning = meaning_of(name)
            if meaning is not None and meaning.what in {"period", "value", "geocode", "note"}:
                continue
            for _, cells in rows:
                if index < len(cells) and cells[index] and not is_code(cells[index]):
                    cells[index] = translator.of(cells[index])
        if translator.bare:
            shown = ", ".join(f'"{key}"' for key in list(translator.bare)[:_MOST_NAMED])
            self.remarks.notice(
                "OSG039",
                grid.where(1),
                f"the keys {shown} have no text in translations/; their last part is read",
                "put the site's folder translations/ beside data/",
            )
        return found

    def _decimal_mark(self, grid: Grid, columns: Columns, rows: Rows) -> str:
        """Return the decimal mark of the figures: a comma where they can mean nothing else."""
        declared = self.options.decimal or self.context.decimal_mark
        cells = [cells[columns.parts["value"]] for _, cells in rows]
        commas = [cell for cell in cells if _COMMA_DECIMAL.fullmatch(cell)]
        sure = [cell for cell in commas if not _THOUSANDS.fullmatch(cell)]
        points = any("." in cell and not _POINTS_OF_THOUSANDS.fullmatch(cell) for cell in cells)
        if self.options.decimal or declared == "," or not sure or points:
            return declared
        self.remarks.notice(
            "OSG041",
            grid.where(1, columns.name("value")),
            f'values such as "{sure[0]}" have a decimal comma; all of the file are read so',
            'nothing; or add the option decimal: "," to say it',
        )
        return ","


def _is_documented(header: str) -> bool:
    meaning = meaning_of(header)
    return meaning is not None and meaning.is_exact


def _unquote(index: int | None, rows: Rows) -> None:
    """Take the quotation marks off GeoCodes that somebody protected from a spreadsheet."""
    for _, cells in rows if index is not None else ():
        if isinstance(cells, list):
            cells[index or 0] = _QUOTED.sub(r"\1", cells[index or 0])


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
