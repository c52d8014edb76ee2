"""What each column of an Open SDG data file is: period, value, unit, series … or a breakdown."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.files.workbook import column_letters
from vnrgen.problems import Location

if TYPE_CHECKING:
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.remarks import Remarks

_HEADERS = Path(__file__).parents[2] / "codes" / "headers.csv"
_BREAKDOWNS = frozenset({"group", "area", "definition", "method"})
_FIGURE = re.compile(r"^[(\s]*-?\d[\d\s.,]*[)%\s]*$")
_NO_UNIT = frozenset({"", "units", "unit", "_z", "_x"})

Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header says: a part of the layout or a role, and how sure that is.

    ``is_exact`` is True where the whole header is a documented name, False where one word of it
    was recognised. ``dimension`` is the SDMX dimension it stands for, or "".
    """

    what: str
    dimension: str
    is_exact: bool
    word: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of the layout are; ``parts`` maps a part to its column, counted from 0.

    Parts are period, value, unit, multiplier, series, status, geocode, nature, frequency,
    reporting and note. ``breakdowns`` are the columns left, in the order of the file.
    """

    header: tuple[str, ...]
    parts: Mapping[str, int]
    breakdowns: tuple[int, ...] = field(default=())

    def cell(self, cells: Sequence[str], part: str) -> str:
        """Return the cell of one part in a row, "" where the file has no such column."""
        index = self.parts.get(part)
        return cells[index] if index is not None else ""

    def name(self, part: str) -> str | None:
        """Return the header of a part as written, None where there is no such column."""
        index = self.parts.get(part)
        return self.header[index] if index is not None else None


def meaning_of(header: str) -> Meaning | None:
    """Return what is known about a header, or None.

    >>> meaning_of("OBS_VALUE").what, meaning_of("Type of partner abuse").what
    ('value', 'definition')
    """
    name = fold(header.replace("_", " "))
    exact = _names().get(name)
    if exact:
        return Meaning(exact[0], exact[1], is_exact=True, word=header)
    for pattern, word, what in _words():
        if pattern.search(name):
            return Meaning(what, "", is_exact=False, word=word)
    return None


@functools.cache
def _rows() -> tuple[dict[str, str], ...]:
    with _HEADERS.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


@functools.cache
def _names() -> dict[str, tuple[str, str]]:
    rows = (row for row in _rows() if row["match"] == "name")
    return {fold(row["header"]): (row["meaning"], row["dimension"]) for row in rows}


@functools.cache
def _words() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    found = []
    for row in _rows():
        if row["match"] == "words":
            word = row["header"].removesuffix("*")
            end = "" if row["header"].endswith("*") else r"\b"
            found.append((re.compile(rf"\b{re.escape(word)}{end}"), word, row["meaning"]))
    return tuple(found)


def find_columns(
    path: str,
    header: Sequence[str],
    rows: Rows,
    options: OpenSdgOptions,
    remarks: Remarks,
) -> Columns | None:
    """Tell the columns of a file apart, or return None where it has no period or no value."""
    parts: dict[str, int] = {}
    units: list[int] = []
    breakdowns: list[int] = []
    seen: set[str] = set()
    for index, name in enumerate(header):
        if not _is_kept(path, header, index, rows, options, seen, remarks):
            continue
        meaning = meaning_of(name)
        what = meaning.what if meaning else ""
        if options.role_of("", name) or what in _BREAKDOWNS or not what:
            breakdowns.append(index)
        elif what == "unit":
            units.append(index)
        elif what == "ignored":
            _report_ignored(path, name, remarks)
        elif what in parts:
            _report_second(path, name, header[parts[what]], remarks)
        else:
            parts[what] = index
    if units:
        parts["unit"] = _best_unit(path, header, units, rows, remarks)
    missing = [part for part in ("period", "value") if part not in parts]
    for part in missing:
        usual = "Year" if part == "period" else "Value"
        what = f"no column of this file holds the {part}; the usual header is {usual}"
        fix = f"give that column the header {usual}"
        if part == "value" and _count_of_numbers(header, rows) > 1:
            fix += (
                "; or, where each column holds figures of its own, read the file in the layout "
                "wide, with the options header: {1: indicator} and labels: {A: year}; where the "
                "columns are groups of people, with header: {1: Sex} (or Residence, Age, …), "
                "the columns of other groups in skip_columns, and once more for those"
            )
        remarks.error("OSG007", Location(path, 1), what, fix)
    return None if missing else Columns(tuple(header), parts, tuple(breakdowns))


def _count_of_numbers(header: Sequence[str], rows: Rows) -> int:
    """Return how many columns after the first hold mostly figures."""
    return sum(
        1
        for index in range(1, len(header))
        if (cells := [row[index] for _, row in rows if row[index]])
        and 2 * sum(bool(_FIGURE.search(cell)) for cell in cells) > len(cells)
    )


def _is_kept(
    path: str,
    header: Sequence[str],
    index: int,
    rows: Rows,
    options: OpenSdgOptions,
    seen: set[str],
    remarks: Remarks,
) -> bool:
    name = header[index]
    if not name:
        count = sum(bool(cells[index]) for _, cells in rows)
        if count:
            what = f"column {column_letters(index + 1)} has {count} values and no header"
            fix = "write its header, so that its values are not lost"
            remarks.warning("OSG008", Location(path, 1), what + "; it is left out", fix)
        return False
    if fold(name) in seen:
        what = f'the column "{name}" is there twice; only the first is read'
        remarks.warning("OSG008", Location(path, 1, name), what, "delete or rename one of them")
        return False
    seen.add(fold(name))
    return fold(name) not in options.ignore


def _report_ignored(path: str, name: str, remarks: Remarks) -> None:
    what = f'the column "{name}" is about the site, not the figures; it is left out'
    remarks.notice("OSG009", Location(path, 1, name), what, "nothing")


def _report_second(path: str, name: str, first: str, remarks: Remarks) -> None:
    what = f'the column "{name}" says the same kind of thing as "{first}"; it is left out'
    fix = f'if it is the right one, add the option ignore: ["{first}"]'
    remarks.notice("OSG009", Location(path, 1, name), what, fix)


def _best_unit(
    path: str, header: Sequence[str], units: Sequence[int], rows: Rows, remarks: Remarks
) -> int:
    """Choose the column that names units; some files have another that only says "Units"."""
    informative = [
        index for index in units if any(fold(cells[index]) not in _NO_UNIT for _, cells in rows)
    ]
    best = (informative or list(units))[0]
    for index in units:
        if index == best:
            continue
        differ = index in informative and any(
            cells[index] and cells[index] != cells[best] for _, cells in rows
        )
        if differ:
            what = f'the columns "{header[best]}" and "{header[index]}" name different units'
            fix = f'"{header[best]}" is read; if it is wrong, add ignore: ["{header[best]}"]'
            remarks.warning("OSG009", Location(path, 1, header[index]), what, fix)
        else:
            _report_second(path, header[index], header[best], remarks)
    return best


def unit_text(cell: str) -> str:
    """Return the unit a cell names, "" where it only says "Units"."""
    return "" if fold(cell) in _NO_UNIT else cell
