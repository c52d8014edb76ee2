"""The publishable observations and their sources as CSV, for the reader who wants to compute."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence

from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.length import LeftOut
from vnrgen.dossier.model import Source

# Published columns, in reading order; file and row of the input stay inside the coalition.
_COLUMNS = (
    "indicator_id",
    "series",
    "place",
    "period_label",
    "period_start",
    "period_end",
    "value",
    "value_text",
    "unit",
    "value_lower",
    "value_upper",
    "n_unweighted",
    "obs_status",
    "source_id",
    "note",
)
_FIGURE = "value"
_END = "\r\n"  # of a line
_QUOTED = re.compile('[",\r\n]')
# The wide forms are what keyboards in East Asia write; some spreadsheets run them too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def observations_csv(publishable: Publishable) -> bytes:
    """Return the publishable observations: one row per value, only dimensions that are used."""
    found, dimensions = publishable.observations.columns, publishable.observations.dimensions
    used = [name for name in dimensions if set(found[name]) - {"_T"}]
    names = [*_COLUMNS[:3], *used, *_COLUMNS[3:]]
    cells = (_figures(found[name]) if name == _FIGURE else _cells(found[name]) for name in names)
    lines = map(",".join, zip(*cells, strict=True))
    return csv_bytes(names, ()) + _END.join((*lines, "")).encode()


def sources_csv(publishable: Publishable) -> bytes:
    """Return the sources that the publishable observations name, one row each."""
    named = set(publishable.observations.columns["source_id"])
    columns = ("source_id", "title", "producer", "kind", "method", "fieldwork", "url", "licence")
    rows = (
        _source_cells(source, columns)
        for source in sorted(publishable.sources.values(), key=lambda s: s.source_id)
        if source.source_id in named
    )
    return csv_bytes(columns, rows)


def left_out_csv(found: Mapping[str, LeftOut]) -> bytes:
    """Return what a document had no room for: one row for each thing, by its kind and name."""
    rows = [(one.what, name) for one in found.values() for name in one.names]
    return csv_bytes(("what", "name"), rows)


def _source_cells(source: Source, columns: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(source, column) for column in columns)


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV in which no text can be taken for a formula."""
    return _written(columns, ([_cell(value) for value in row] for row in rows))


def _written(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator=_END)
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")  # spreadsheets know UTF-8 by its mark


def _cells(values: Iterable[object]) -> list[str]:
    """Return the cells of a column as they are written; most values stand in it many times."""
    return list(map(_Cells().__getitem__, values))


def _figures(values: Iterable[float | None]) -> list[str]:
    """Return the cells of a column of numbers, of which few stand in it twice."""
    return [_cell(value) for value in values]


class _Cells(dict[object, str]):
    """Cells of a table of several columns, in quotation marks where a CSV file needs them."""

    def __missing__(self, value: object) -> str:
        cell = _number(value) if isinstance(value, float) else _quoted(_cell(value))
        self[value] = cell
        return cell


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _number(value: float) -> str:
    """Return a number as it is written, a whole one without decimals; "" for one that is none."""
    if value.is_integer():
        return repr(int(value))
    return "" if math.isnan(value) else repr(value)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return _number(value)
    if value is None:
        return ""
    text = str(value)
    # A leading quote keeps a spreadsheet from running text as a formula (OWASP, CSV injection).
    return f"'{text}" if text.startswith(_FORMULA) and not _is_mark_or_number(text) else text


def _is_mark_or_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return text == "-"  # the mark for "no cases", as published
    return True
