"""Which layout a file has, told by its headers and never by its name alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vnrgen.dossier import survey_inspection
from vnrgen.dossier.codelists import fold
from vnrgen.dossier.encoding import decode
from vnrgen.dossier.grid import Grid, header_key, read_grid
from vnrgen.dossier.large.head import is_large, read_head
from vnrgen.dossier.periods import parse_period
from vnrgen.dossier.published_values import read_published_value
from vnrgen.dossier.readers import dhs_api, heat, sdmx_table, unsd
from vnrgen.dossier.readers.open_sdg.files import indicator_of
from vnrgen.dossier.readers.report_table import header_rows
from vnrgen.dossier.workbook import NumberCell, column_letters
from vnrgen.problems import ProblemLog

_XML = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?(?P<root>\w+)", re.DOTALL)
_CANONICAL = frozenset({"indicatorid", "series", "place", "period", "value", "sourceid"})
_CHARACTERISTICS = re.compile(
    r"total|area|residence|region|sex|age.*|.*education.*|.*wealth.*|background characteristics?"
)
_SEARCHED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A layout, why it is taken for that, and the options that the file itself suggests."""

    layout: str
    because: str
    options: dict[str, object]


def recognise(path: Path) -> Recognised | None:
    """Return the layout of a file or folder, None where it has none that is known. Never raises."""
    if path.is_dir():
        return _folder(path)
    text = _beginning(path)
    found = _XML.match(text)
    if found:
        is_data = "Data" in found["root"]
        because = f"the XML message {found['root']}"
        return Recognised(layout="sdmx-ml", because=because, options={}) if is_data else None
    return _table(path, text)


def _beginning(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return decode(stream.read(4096)).text
    except OSError:
        return ""


def _folder(path: Path) -> Recognised | None:
    data = path / "data" if (path / "data").is_dir() else path
    tables = sorted(data.glob("*.csv"))
    named = [p for p in tables if p.stem.startswith("indicator_") or indicator_of(p.stem)]
    if not named:
        return None
    because = f"its data files, such as {named[0].name}"
    return Recognised(layout="open-sdg", because=because, options={})


def _table(path: Path, text: str) -> Recognised | None:
    template = _grid(path, heat.SHEET, text)
    if template.rows and heat.recognises(template.rows[0]):
        return _by_columns("heat-plus", template.rows[0], heat.NEEDED)
    form = _grid(path, "survey", text)
    if form.rows and survey_inspection.is_form(form.rows[0]):
        return Recognised(layout="kobo", because=survey_inspection.FORM, options={})
    grid = _grid(path, "", text)
    header = grid.rows[0] if grid.rows else []
    of_export = survey_inspection.export_columns(header)
    if of_export:
        because = f"the columns {', '.join(of_export[:4])}"
        return Recognised(layout="kobo", because=because, options={})
    keys = {header_key(cell) for cell in header}
    tests: tuple[tuple[str, Callable[[Iterable[str]], bool], Iterable[str]], ...] = (
        ("sdmx-csv", sdmx_table.recognises, ("DATAFLOW", "STRUCTURE", "OBS_VALUE")),
        ("unsd", unsd.recognises, ("SeriesCode", "GeoAreaCode", "GeoArea_Code", "TimePeriod")),
        ("dhs-api", dhs_api.recognises, ("IndicatorId", "CharacteristicLabel", "SurveyId")),
    )
    for layout, recognises, telling in tests:
        if recognises(header):
            return _by_columns(layout, header, telling)
    if keys >= _CANONICAL:
        return _by_columns("canonical", header, ("indicator_id", "series", "place", "source_id"))
    if keys & {"year", "timeperiod"} and "value" in keys:
        return _by_columns("open-sdg", header, ("Year", "Value", "Units", "Series", "GeoCode"))
    return _report_table(grid) or _wide(grid) or _years_down(grid)


def _grid(path: Path, sheet: str, text: str) -> Grid:
    """Read a file as it is laid out; what is wrong with it is said when it is read for good.

    Of a very large file only the header is read.
    """
    head = read_head(path, unsd.KNOWN) if is_large(path, path.parent) else None
    if head is not None:
        return Grid(path.name, [list(head.header)])
    first = re.match(r"\ufeff?\"?(?:DATAFLOW|STRUCTURE)(?:\[.\])?\"?([^\w\s\"]|\t)", text)
    return read_grid(
        path,
        path.parent,
        ProblemLog(),
        sheet=sheet,
        as_laid_out=True,
        delimiter=first[1] if first else "",
    )


def _by_columns(layout: str, header: Sequence[str], telling: Iterable[str]) -> Recognised:
    keys = {header_key(name) for name in telling}
    found = [cell for cell in header if header_key(cell.strip("[]")) in keys]
    return Recognised(layout=layout, because=f"the columns {', '.join(found[:4])}", options={})


def _report_table(grid: Grid) -> Recognised | None:
    """Recognise a report's table by headings without figures that name characteristics."""
    first, last = header_rows(grid, ".")
    rows = grid.rows[last : last + _SEARCHED]
    alone = [fold(row[0]) for row in rows if row and row[0] and not any(row[1:])]
    headings = [text for text in alone if _CHARACTERISTICS.fullmatch(text)]
    if last <= first or not headings or not any(_figures(row) for row in rows):
        return None
    named = ", ".join(f'"{text}"' for text in headings[:3])
    return Recognised(
        layout="report-table",
        because=f"headings in the first column such as {named}",
        options={"period": "YEAR"},
    )


def _figures(row: Sequence[str]) -> bool:
    return any(cell and _is_figure(cell) for cell in row[1:])


def _wide(grid: Grid) -> Recognised | None:
    """Recognise a wide sheet by a row of years."""
    for index, row in enumerate(grid.rows[:_SEARCHED]):
        years = [n for n, cell in enumerate(row) if n and _is_year(cell)]
        if len(years) < 2:
            continue
        labels = range(years[0])
        known = {column_letters(n + 1): _label(grid, index, n) for n in labels}
        options: dict[str, object] = {"header": {str(index + 1): "year"}, "labels": known}
        because = f"the years in row {index + 1}"
        return Recognised(layout="wide", because=because, options=options)
    return None


def _years_down(grid: Grid) -> Recognised | None:
    """Recognise a sheet with the periods in the first column and an indicator in each other."""
    header, *rows = grid.rows or [[]]
    filled = [row for row in rows[:_SEARCHED] if any(row[1:])]
    periods = [row for row in filled if parse_period(row[0].removesuffix(".0")) is not None]
    if len(filled) < 2 or len(periods) < len(filled) or not any(header[1:]):
        return None
    columns = {
        n: [row[n] for row in filled if n < len(row) and row[n]] for n in range(1, len(header))
    }
    texts = [n for n, cells in columns.items() if cells and not any(map(_is_figure, cells))]
    if len(texts) == len(columns):
        return None
    options: dict[str, object] = {"header": {"1": "indicator"}, "labels": {"A": "year"}}
    if texts:
        options["skip_columns"] = [column_letters(n + 1) for n in texts]
    because = "the periods in its first column"
    return Recognised(layout="wide", because=because, options=options)


def _is_figure(cell: str) -> bool:
    return isinstance(cell, NumberCell) or read_published_value(cell, ".") is not None


def _is_year(cell: str) -> bool:
    period = parse_period(cell.removesuffix(".0")) if cell[:2] in {"19", "20"} else None
    return period is not None and period.freq == "A"


def _label(grid: Grid, row: int, column: int) -> str:
    """Return what a column of labels is: what its heading says, or the indicator in the first."""
    cells = grid.rows[row]
    text = cells[column] if column < len(cells) else ""
    usual = "indicator" if column == 0 else f"column_{column_letters(column + 1)}"
    return usual if column == 0 and fold(text) in {"", "indicator", "indicators"} else text or usual
