"""What the rows and columns of a sheet laid out for the eye seem to be: options to begin with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vnrgen.dossier.codes.codelists import canonical_code, fold, is_total, languages_of
from vnrgen.dossier.files.grid import Grid
from vnrgen.dossier.files.workbook import NumberCell, column_letters
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.observations.periods import Period, parse_period
from vnrgen.dossier.observations.published_values import read_published_value
from vnrgen.dossier.readers.open_sdg.columns import meaning_of
from vnrgen.dossier.readers.open_sdg.contents import dimension_of_values
from vnrgen.dossier.readers.report_table import header_rows
from vnrgen.dossier.readers.sheet_labels import leading_code, without_marks
from vnrgen.dossier.readers.wide_sheet import merged_areas

_SEARCHED = 60
_WIDEST = 500  # columns of one merged heading
_PEOPLE_OR_PLACES = frozenset({DimensionRole.GROUP, DimensionRole.AREA})
_CHARACTERISTICS = re.compile(
    r"total|area|residence|region|sex|age.*|.*education.*|.*wealth.*|background characteristics?"
)
_INDICATOR = re.compile(
    r"(?:ال)?مؤشر(?:ات)?|indicators?(?: name| label)?|indicateurs?|indicador(?:es)?|"
    r"indikator(?:en|i)?|indicator[ei]|"
    r"показател[ьи]|индикатор[ы]?|показник[и]?|көрсөткүч(?:төр)?|көрсеткіш(?:тер)?|wskaźnik[i]?|"
    r"gösterge(?:ler)?|ցուցանիշ(?:ներ)?"
)
_SOURCE = re.compile(
    r"(?:data )?sources?(?: of data)?|источник(?:и|и? данных)?|fuentes?|fontes?|quellen?|"
    r"sources? des données|джерел[оа]|źródło"
)
_CODE = re.compile(r"(?:indicator|series) code|код показателя|code (?:de l')?indicateur")
_COUNTRY_CODE = re.compile(r"country code|iso3?|iso code")
_SERIAL = re.compile(r"#|no|nos|n°|nº|№|№ ?п/п|s/ ?n|s\.?n\.?o?|sr\.? ?no|nr|n/o|no\.|nr\.")
_COMMA = re.compile(r"\(?-?\d+,(?:\d{1,2}|\d{4,})\)?")
_POINT = re.compile(r"\(?-?\d+\.\d+\)?")


def table_of_a_report(grid: Grid) -> tuple[str, dict[str, object]] | None:
    """Recognise a report's table by headings without figures that name characteristics.

    Returns:
        Why it is taken for one, and the options to begin with; None for any other sheet.
    """
    first, last = header_rows(grid, ".")
    rows = grid.rows[last : last + _SEARCHED]
    alone = [row[0] for row in rows if row and row[0] and not any(row[1:])]
    headings = [text for text in alone if _is_characteristic(text)]
    if last <= first or not headings or not any(_has_figures(row) for row in rows):
        return None
    if any(_has_years(row) for row in _merged(grid)[:last]):
        return None  # a sheet with years in columns and characteristics in rows
    named = ", ".join(f'"{fold(text)}"' for text in headings[:3])
    options = {"period": "YEAR"} | decimal_of(rows)
    return f"headings in the first column such as {named}", options


def _is_characteristic(text: str) -> bool:
    if _CHARACTERISTICS.fullmatch(fold(text)):
        return True
    meanings = [meaning_of(part) for part in languages_of(without_marks(text))]
    return len(text) < 60 and any(m is not None and m.what in _PEOPLE_OR_PLACES for m in meanings)


def years_across(grid: Grid) -> tuple[str, dict[str, object]] | None:
    """Recognise a wide sheet by a row with different years; say what seems to be beside them."""
    for index, row in enumerate(_merged(grid)[:_SEARCHED]):
        years = {n: year for n, cell in enumerate(row) if n and (year := _year(cell))}
        if not _has_years(row):
            continue
        header: dict[str, object] = {str(index + 1): "year"}
        below = grid.rows[index + 1] if index + 1 < len(grid.rows) else []
        repeated = len(years) > len({year.label for year in years.values()})
        if repeated and not _has_figures(below):
            header[str(index + 2)] = _words(below[min(years) :])
        labels, skipped = _beside(grid, index, years)
        options: dict[str, object] = {"header": header, "labels": labels}
        options |= {"skip_columns": skipped} if skipped else {}
        options |= _headings(grid.rows[index + 1 + len(header) - 1 :], labels)
        return f"the years in row {index + 1}", options | decimal_of(grid.rows[index + 1 :])
    return None


def _has_years(row: Sequence[str]) -> bool:
    years = [year for cell in row[1:] if (year := _year(cell))]
    return len({(year.start, year.end) for year in years}) > 1


def _headings(rows: Sequence[Sequence[str]], labels: dict[str, str]) -> dict[str, object]:
    """Return what rows without figures say of those below them: what is told apart, or measured.

    Where they name characteristics, the first column of labels holds their groups.
    """
    filled = [n for n, row in enumerate(rows) if _has_figures(row)]
    alone = [
        row[0]
        for n, row in enumerate(rows)
        if row and row[0] and not any(row[1:]) and filled and n < filled[-1]
    ]
    if not alone or "A" not in labels:
        return {}
    if any(_is_characteristic(text) and not leading_code(text) for text in alone):
        labels["A"] = "group"
        return {"headings": "dimension"}
    if labels["A"] != "indicator" and "indicator" not in labels.values():
        return {"headings": "indicator"}
    return {}


def _merged(grid: Grid) -> list[list[str]]:
    """Return the rows with merged headings over all their rows and columns."""
    rows = [list(row) for row in grid.rows[:_SEARCHED]]
    for area in merged_areas(grid):
        if area.top >= len(rows) or area.left >= len(rows[area.top]):
            continue
        text = rows[area.top][area.left]
        right = min(area.right, _WIDEST)
        for row in rows[area.top : area.bottom + 1]:
            row.extend([""] * (right + 1 - len(row)))
            row[area.left : right + 1] = [text] * (right + 1 - area.left)
    return rows


def _words(cells: Sequence[str]) -> str:
    """Return what a second row of headings tells apart: a dimension of few codes, or its name."""
    names = {"sex": "Sex", "urbanisation": "Residence", "age": "Age"}
    for dimension, name in names.items():
        if any(canonical_code(dimension, cell) not in {None, "_T"} for cell in cells if cell):
            return name
    return "DIMENSION"


def _beside(
    grid: Grid, index: int, years: Mapping[int, Period]
) -> tuple[dict[str, str], list[str]]:
    """Return what the columns beside the years are, and those that say nothing of a figure."""
    labels: dict[str, str] = {}
    skipped: list[str] = []
    cells = _merged(grid)[index]
    width = max(len(row) for row in grid.rows[index : index + _SEARCHED])
    for column in (n for n in range(width) if n not in years):
        text = without_marks(cells[column]) if column < len(cells) else ""
        below = [row[column] for row in grid.rows[index + 1 :] if column < len(row) and row[column]]
        if not text and not below:
            continue
        is_group = not text and column == 0 and _are_people(grid.rows[index + 1 :])
        what = "group" if is_group else _meaning(text, column)
        if not text and column > min(years):
            continue  # a year's own column whose heading stands in merged cells
        is_serial = _SERIAL.fullmatch(fold(text)) or _COUNTRY_CODE.fullmatch(fold(text))
        if is_serial or (column > min(years) and what not in _OF_A_ROW):
            skipped.append(column_letters(column + 1))
        elif what not in labels.values() or what not in _OF_A_ROW:
            labels[column_letters(column + 1)] = what
    return labels, skipped


def _are_people(rows: Sequence[Sequence[str]]) -> bool:
    """Tell a first column of which the labels beside figures are words for all and for groups."""
    labels = list(dict.fromkeys(without_marks(row[0]) for row in rows if _has_figures(row)))
    groups = [label for label in labels if dimension_of_values([label], ())]
    totals = [label for label in labels if is_total(label)]
    return bool(totals) and 2 * len(groups) > len(labels) - len(totals) > 0


_OF_A_ROW = ("indicator", "series", "unit", "source", "note")


def _meaning(text: str, column: int) -> str:
    """Return what a column of labels is: what its heading says, or the indicator in the first."""
    for part in map(fold, languages_of(text)):
        if _INDICATOR.fullmatch(part):
            return "indicator"
        if _SOURCE.fullmatch(part):
            return "source"
        if _CODE.fullmatch(part):
            return "series"
        meaning = meaning_of(part)
        if meaning is not None and meaning.is_exact and meaning.what in {"unit", "note"}:
            return meaning.what
    if not text:
        return "indicator" if column == 0 else f"column_{column_letters(column + 1)}"
    return text


def years_down(grid: Grid) -> tuple[str, dict[str, object]] | None:
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
    return "the periods in its first column", options | decimal_of(filled)


def decimal_of(rows: Sequence[Sequence[str]]) -> dict[str, object]:
    """Return the option of a decimal comma where figures can mean nothing else."""
    cells = [cell for row in rows for cell in row if not isinstance(cell, NumberCell)]
    commas = any(_COMMA.fullmatch(cell.strip()) for cell in cells)
    points = any(_POINT.fullmatch(cell.strip()) for cell in cells)
    return {"decimal": ","} if commas and not points else {}


def _has_figures(row: Sequence[str]) -> bool:
    return any(cell and _is_figure(cell) for cell in row[1:])


def _is_figure(cell: str) -> bool:
    return isinstance(cell, NumberCell) or any(
        read_published_value(cell, mark) is not None for mark in ".,"
    )


def _year(cell: str) -> Period | None:
    period = parse_period(without_marks(cell).removesuffix(".0"))
    is_year = period is not None and period.freq == "A" and 1900 <= period.start.year < 2100
    return period if is_year else None
