"""What the options of a wide sheet say: which rows and columns hold headings, and of what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.readers.records.options import OptionReading
from vnrgen.dossier.readers.remarks import Remarks

OPTIONS = (
    "header",
    "labels",
    "rows",
    "headings",
    "skip_rows",
    "skip_columns",
    "marks",
    "period",
)
# What a heading may be besides a dimension, by the words people write for it.
MEANINGS = {
    "year": "period",
    "years": "period",
    "period": "period",
    "date": "period",
    "indicator": "series_label",
    "indicators": "series_label",
    "code": "indicator",
    "series": "series",
    "unit": "unit",
    "units": "unit",
    "area": "area_label",
    "place": "area_label",
    "source": "source",
    "note": "note",
    "group": "group",
}
DIMENSION, INDICATOR = "dimension", "indicator"
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_RANGE = re.compile(r"(\d{1,7})(?:\s*-\s*(\d{1,7}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMapping:
    """Where everything stands; rows and columns count from 0.

    ``header`` maps rows to what their headings are, ``labels`` columns. A meaning is a part of a
    record, ``group``, or the name of a dimension as the dossier is to show it. ``headings`` is
    what a row without figures says of those below it: "dimension" (it names one), "indicator", a
    dimension's name, or "" (nothing).
    """

    header: Mapping[int, str] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)
    first: int = 0
    last: int | None = None
    headings: str = ""
    skip_rows: frozenset[int] = frozenset()
    skip_columns: frozenset[int] = frozenset()
    marks: Mapping[str, str] = field(default_factory=dict)
    period: str = ""


def read_mapping(file: DataFile, remarks: Remarks) -> SheetMapping:
    """Return the mapping that the options of an entry declare; wrong ones are MAP001."""
    reading = OptionReading(file, remarks)
    header = {
        number - 1: _meaning(what)
        for name, what in reading.mapping("header")
        if (number := _row(name, reading)) is not None
    }
    labels = {
        index: _meaning(what)
        for name, what in reading.mapping("labels")
        if (index := _column(name, reading)) is not None
    }
    rows = [_row(text, reading) for text in reading.texts("rows")]
    numbers = [number for number in rows if number is not None]
    return SheetMapping(
        header=header,
        labels=labels or {0: "series_label"},
        first=numbers[0] - 1 if numbers else max(header, default=-1) + 1,
        last=numbers[1] if len(numbers) > 1 else None,
        headings=reading.text("headings"),
        skip_rows=frozenset(_rows(reading.texts("skip_rows"), reading)),
        skip_columns=frozenset(
            index
            for text in reading.texts("skip_columns")
            if (index := _column(text, reading)) is not None
        ),
        marks={name: str(what) for name, what in reading.mapping("marks")},
        period=reading.text("period"),
    )


def _meaning(what: object) -> str:
    return MEANINGS.get(fold(str(what)), str(what).strip())


def _row(text: str, reading: OptionReading) -> int | None:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 1_048_576:
        return int(text)
    reading.wrong(f'"{text}" is no row of a sheet', "write the number that the spreadsheet shows")
    return None


def _rows(texts: Sequence[str], reading: OptionReading) -> list[int]:
    found: list[int] = []
    for text in texts:
        match = _RANGE.fullmatch(text)
        if match:
            last = min(int(match[2] or match[1]), 1_048_576)
            found += range(int(match[1]) - 1, last)
        else:
            reading.wrong(f'"{text}" is no row of a sheet', "write skip_rows: [7, 12-14]")
    return found


def _column(text: str, reading: OptionReading) -> int | None:
    if not _LETTERS.fullmatch(text):
        reading.wrong(f'"{text}" is no column of a sheet', "write the letters, such as A or AB")
        return None
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
