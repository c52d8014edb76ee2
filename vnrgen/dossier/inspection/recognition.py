"""Which layout a file has, told by its headers and never by its name alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.grid import MOST_BYTES, Grid, header_key, read_grid
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.files.workbook import UnreadableWorkbookError, each_sheet, looks_like_workbook
from vnrgen.dossier.inspection import surveys
from vnrgen.dossier.inspection.sheets import table_of_a_report, years_across, years_down
from vnrgen.dossier.large.head import is_large, read_head
from vnrgen.dossier.readers import dhs_api, heat, sdmx_table, unsd
from vnrgen.dossier.readers.open_sdg.columns import meaning_of
from vnrgen.dossier.readers.open_sdg.files import indicator_of
from vnrgen.problems import ProblemLog

_XML = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?(?P<root>\w+)", re.DOTALL)
_CANONICAL = frozenset({"indicatorid", "series", "place", "period", "value", "sourceid"})
_MOST_SHEETS = 30
_WITHOUT_SHEETS = frozenset({"open-sdg", "kobo", "heat-plus"})
_LONG = frozenset({"period", "value", "unit", "series", "geocode"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A layout, why it is taken for that, and the options that the file itself suggests."""

    layout: str
    because: str
    options: dict[str, object]


def recognise(path: Path, sheet: str = "") -> Recognised | None:
    """Return the layout of a file or folder, None where it has none that is known. Never raises.

    Args:
        path: The file or folder.
        sheet: The sheet of a workbook; by default the first that has a layout.
    """
    if path.is_dir():
        return _folder(path)
    text = _beginning(path)
    found = _XML.match(text)
    if found:
        is_data = "Data" in found["root"]
        because = f"the XML message {found['root']}"
        return Recognised(layout="sdmx-ml", because=because, options={}) if is_data else None
    return _table(path, text, sheet) or (None if sheet else _other_sheet(path, text))


def _other_sheet(path: Path, text: str) -> Recognised | None:
    """Recognise the first sheet after one that has no layout, such as a list of contents."""
    try:
        data = read_inside(path, path.parent, most=MOST_BYTES)
        titles = [title for title, _ in each_sheet(data)] if looks_like_workbook(data) else []
    except (OSError, UnreadableFileError, UnreadableWorkbookError):
        return None  # reading the file reports it
    for title in titles[1:_MOST_SHEETS]:
        found = _table(path, text, title)
        if found is not None and found.layout not in _WITHOUT_SHEETS:
            options = {"sheet": title, **found.options}
            because = f'{found.because} of the sheet "{title}"'
            return replace(found, because=because, options=options)
    return None


def other_form(path: Path) -> str:
    """Return how to get a file whose form is known and not read in one that is, else "".

    >>> other_form(Path("no such file"))
    ''
    """
    if path.is_dir():
        return ""
    line = _beginning(path).partition("\n")[0].casefold()
    cells = (cell.strip('" \r').removesuffix(".label") for cell in re.split(r"[,;\t]", line))
    keys = {header_key(cell) for cell in cells}
    if re.search(r"\\(?:time_period|time)\b", line):
        name = "a table of Eurostat in its own form (TSV)"
    elif keys >= {"refarea", "indicator", "time"} or keys >= {"refarea", "time", "obsvalue"}:
        name = "a table of ILOSTAT in its own form"
    elif line.lstrip("\ufeff{ ").startswith(('"version":"2.0"', '"dataset"', '"class":"dataset"')):
        name = "JSON-stat"
    else:
        return ""
    return f"this is {name}; download the same figures as SDMX-CSV, which is read"


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


def _table(path: Path, text: str, sheet: str) -> Recognised | None:
    template = _grid(path, heat.SHEET, text)
    if template.rows and heat.recognises(template.rows[0]):
        return _by_columns("heat-plus", template.rows[0], heat.NEEDED)
    form = _grid(path, "survey", text)
    if form.rows and surveys.is_form(form.rows[0]):
        return Recognised(layout="kobo", because=surveys.FORM, options={})
    grid = _grid(path, sheet, text)
    header = grid.rows[0] if grid.rows else []
    of_export = surveys.export_columns(header)
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
    if _is_long(header):
        told = [cell for cell in header if (found := meaning_of(cell)) and found.what in _LONG]
        because = f"the columns {', '.join(told[:4])}"
        return Recognised(layout="open-sdg", because=because, options={})
    return _sheet(grid)


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


def _sheet(grid: Grid) -> Recognised | None:
    """Recognise a sheet that is laid out for the eye."""
    shapes: tuple[tuple[str, Callable[[Grid], tuple[str, dict[str, object]] | None]], ...] = (
        ("report-table", table_of_a_report),
        ("wide", years_across),
        ("wide", years_down),
    )
    for layout, shape in shapes:
        found = shape(grid)
        if found:
            return Recognised(layout=layout, because=found[0], options=found[1])
    return None


def _is_long(header: Sequence[str]) -> bool:
    """Tell a table with a column of periods and one of values, in any language known here."""
    meanings = [meaning for cell in header if cell and (meaning := meaning_of(cell))]
    exact = {meaning.what for meaning in meanings if meaning.is_exact}
    return exact >= {"period", "value"}
