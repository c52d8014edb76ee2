"""A sheet laid out for the eye becomes records: headings above and beside every figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.files.grid import Grid
from vnrgen.dossier.files.workbook import NumberCell, column_letters
from vnrgen.dossier.observations.published_values import read_published_value
from vnrgen.dossier.readers.open_sdg.contents import is_whole_country, kind_of
from vnrgen.dossier.readers.records.model import PARTS, Breakdown, Record
from vnrgen.dossier.readers.records.series import indicators_of
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.readers.sheet_labels import leading_code, without_code, without_marks
from vnrgen.dossier.readers.survey_terms import characteristic, without_dots
from vnrgen.dossier.readers.wide_mapping import DIMENSION, INDICATOR, SheetMapping
from vnrgen.problems import Location

_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
GROUP = "group"
_AROUND_A_MARK = " ()[]"


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range, rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


def merged_areas(grid: Grid) -> list[Area]:
    """Return the merged ranges of a sheet."""
    return [
        Area(int(m[2]) - 1, _number(m[1]), int(m[4]) - 1, _number(m[3]))
        for text in grid.merged
        if (m := _RANGE.fullmatch(text))
    ]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _as_written(column: str, text: str) -> str:  # noqa: ARG001
    return text


@dataclass(slots=True)
class WideSheet:
    """One sheet and its mapping; ``counts`` are columns of cases that belong to others.

    ``counts`` maps the column of a figure to (part, column): the number of cases beside it.
    ``coded`` are the SDG codes that labels began with, each with its first label. ``known`` are the
    dimensions that words below no heading were told by. ``meant`` says what a label of a column is
    to be read as.
    """

    grid: Grid
    mapping: SheetMapping
    remarks: Remarks
    counts: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    coded: dict[str, str] = field(default_factory=dict)
    meant: Callable[[str, str], str] = _as_written
    known: set[str] = field(default_factory=set)
    _areas: list[Area] = field(default_factory=list)
    _merged_labels: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._areas = merged_areas(self.grid)
        self._merged_labels = {
            (row, area.left): area.top
            for area in self._areas
            if area.left in self.mapping.labels
            for row in range(area.top, min(area.bottom + 1, len(self.grid.rows)))
        }

    def records(self) -> tuple[list[Breakdown], list[Record]]:
        """Return the breakdowns that the headings make, and a record for every figure."""
        self._report_merged_figures()
        headings = self._column_headings()
        found: list[tuple[Record, dict[str, str]]] = []
        for index, said, codes in self._figure_rows(headings):
            row = self.grid.rows[index]
            for column, above in headings.items():
                cell = row[column] if column < len(row) else ""
                if not cell:
                    continue
                record, told = self._record(index, column, cell, [above, said])
                found.append((record, told | codes))
        names = list(dict.fromkeys(name for _, told in found for name in told))
        kinds = [self._breakdown(name, [told.get(name, "") for _, told in found]) for name in names]
        return kinds, [
            Record(
                row=record.row,
                parts=record.parts,
                codes=tuple(("", told.get(name, "")) for name in names),
                column=record.column,
            )
            for record, told in found
        ]

    def _breakdown(self, name: str, labels: Iterable[str]) -> Breakdown:
        return characteristic(name, dict.fromkeys(self.meant(name, label) for label in labels))

    def _rows(self) -> range:
        last = self.mapping.last if self.mapping.last is not None else len(self.grid.rows)
        return range(self.mapping.first, min(last, len(self.grid.rows)))

    def _report_merged_figures(self) -> None:
        for area in self._areas:
            is_label = area.left == area.right and area.left in self.mapping.labels
            inside = area.top in self._rows() and area.left not in self.mapping.labels
            if inside and not is_label and self._cell(area.top, area.left):
                letters = f"{column_letters(area.left + 1)}{area.top + 1}"
                self.remarks.error(
                    "TAB009",
                    self.grid.where(area.top + 1, column_letters(area.left + 1)),
                    f"the figure in {letters} stands in merged cells",
                    "unmerge them and write the figure into every cell it holds for",
                )

    def _cell(self, row: int, column: int) -> str:
        cells = self.grid.rows[row] if row < len(self.grid.rows) else []
        return cells[column] if column < len(cells) else ""

    def _column_headings(self) -> dict[int, dict[str, str]]:
        """Return what stands above each column of figures, by meaning."""
        width = max((len(self.grid.rows[row]) for row in self._rows()), default=0)
        rows = sorted(self.mapping.header)
        found: dict[int, dict[str, str]] = {}
        for row in rows:
            texts = self._spread_right(row, width, is_last=row == rows[-1])
            for column in range(width):
                if column in self.mapping.labels or column in self.mapping.skip_columns:
                    continue
                if texts[column]:
                    meaning = self.mapping.header[row]
                    said = found.setdefault(column, {})
                    if meaning == GROUP:
                        meaning = self._group_above(row, column, texts[column])
                        texts[column] = self.meant(GROUP, without_marks(texts[column]))
                    if meaning:
                        _add(said, meaning, without_marks(texts[column]))
                    if meaning == "period":
                        said |= self._of_a_marked_period(row, column, texts[column])
        taken = {column for _, column in self.counts.values()}
        return {column: found[column] for column in sorted(found) if column not in taken}

    def _group_above(self, row: int, column: int, text: str) -> str:
        """Return what the group above a column is one of; "" for everybody, GROUP if unknown."""
        word = self.meant(GROUP, without_marks(text))
        where = self.grid.where(row + 1, column_letters(column + 1))
        if codelists.is_total(word) or is_whole_country(word):
            return ""
        known = self._known_word(word, where)
        if not known:
            self.remarks.error(
                "WID003",
                where,
                f'nothing says what "{word}" above the column is one of',
                "name the dimension in header: {1: Region}, or leave the column out with "
                "skip_columns",
            )
        return known or GROUP

    def _of_a_marked_period(self, row: int, column: int, text: str) -> dict[str, str]:
        """Return what the mark of a period says of all figures below it: "2021 (p)"."""
        plain = " ".join(text.split())
        mark = plain.removeprefix(without_marks(text)).strip()
        if not mark:
            return {}
        for written in (mark, mark.strip(_AROUND_A_MARK)):
            if written in self.mapping.marks:
                return _meant(self.mapping.marks[written])
        letter = mark.strip(_AROUND_A_MARK)
        if letter.isalpha() and letter.isascii():
            self.remarks.warning(
                "WID007",
                self.grid.where(row + 1, column_letters(column + 1)),
                f'nothing says what the mark of "{plain}" means; its figures are read without it',
                f"add the option marks: {{{letter}: provisional}} (or another status, or words)",
            )
        return {}

    def _spread_right(self, row: int, width: int, *, is_last: bool) -> list[str]:
        """Return a row of headings with merged ones over all their columns.

        In a file without merged cells a heading holds for the blank cells to its right, but in the
        last row of headings, where each column has its own.
        """
        texts = [self._cell(row, column) for column in range(width)]
        areas = [area for area in self._areas if area.top <= row <= area.bottom]
        for area in areas:
            for column in range(area.left, min(area.right + 1, width)):
                texts[column] = self._cell(area.top, area.left)
        if not areas and not is_last:
            for column in range(1, width):
                before = column - 1
                if not texts[column] and before not in self.mapping.labels:
                    texts[column] = texts[before]
        return texts

    def _figure_rows(
        self, headings: Mapping[int, Mapping[str, str]]
    ) -> Iterable[tuple[int, dict[str, str], dict[str, str]]]:
        """Yield each row with figures: its index, what its labels say, and its breakdowns."""
        heading = ""
        parents: dict[int, str] = {}
        for index in self._rows():
            if index in self.mapping.skip_rows:
                continue
            labels = {column: self._label(index, column, parents) for column in self.mapping.labels}
            has_figures = any(self._cell(index, column) for column in headings)
            own = next((text for text in labels.values() if text), "")
            if not has_figures:
                heading = own or heading
                continue
            said: dict[str, str] = {}
            codes: dict[str, str] = {}
            taken = [
                self._take(self.mapping.labels[column], text, heading, said, codes, index)
                for column, text in labels.items()
            ]
            if not all(taken):
                continue
            divides = self.mapping.headings != INDICATOR and GROUP in self.mapping.labels.values()
            if codelists.is_total(own) and divides:
                heading = ""
            if heading and self.mapping.headings == INDICATOR:
                _add(said, "series_label", heading)
            elif heading and self.mapping.headings not in {"", DIMENSION}:
                codes[self.mapping.headings] = heading
            yield index, said, codes

    def _label(self, row: int, column: int, parents: dict[int, str]) -> str:
        """Return a label; in all label columns but the last it holds for the blanks below it."""
        text = without_marks(self._cell(row, column))
        if not text and (row, column) in self._merged_labels:
            return without_marks(self._cell(self._merged_labels[row, column], column))
        if text:
            parents[column] = text
            for other in [c for c in parents if c > column]:
                del parents[other]
        is_last = column == max(self.mapping.labels)
        return text if text or is_last else parents.get(column, "")

    def _take(
        self,
        meaning: str,
        text: str,
        heading: str,
        said: dict[str, str],
        codes: dict[str, str],
        row: int,
    ) -> bool:
        """Put a label where it belongs, a part of the record or a breakdown; False if nowhere."""
        if meaning == GROUP:
            if codelists.is_total(text) or is_whole_country(text):
                return True
            if self.mapping.headings == DIMENSION and heading:
                codes[heading] = without_dots(text)
                return True
            word = self.meant(GROUP, without_dots(text))
            known = self._known_word(word, self.grid.where(row + 1))
            if known:
                codes[known] = word
                return True
            self.remarks.error(
                "WID003",
                self.grid.where(row + 1),
                f'"{text}" stands below no heading, so nothing says what it is one of',
                "add the option headings: dimension if headings stand above, or name the dimension "
                "in labels: {A: Region}; a row for everybody is one labelled Total",
            )
            return False
        if meaning in PARTS:
            if text:
                _add(said, meaning, text)
        else:
            codes[meaning] = text
        return True

    def _known_word(self, text: str, where: Location) -> str:
        """Return the dimension that a word tells apart by itself, "" where it may be any."""
        dimension = kind_of(text)
        if dimension and dimension not in self.known:
            self.known.add(dimension)
            self.remarks.notice(
                "WID008",
                where,
                f'labels such as "{text}" stand below no heading; they are read by {dimension}, '
                "the only thing that the word tells apart",
                "nothing; or put a heading without figures above them",
            )
        return dimension

    def _record(
        self, row: int, column: int, cell: str, said: Sequence[Mapping[str, str]]
    ) -> tuple[Record, dict[str, str]]:
        parts: dict[str, str] = {"period": self.mapping.period}
        codes: dict[str, str] = {}
        for one in said:
            for meaning, text in one.items():
                if meaning in PARTS:
                    _add(parts, meaning, text, replacing=meaning == "period")
                else:
                    codes[meaning] = text
        self._take_code(parts)
        parts |= self._value(cell)
        for part, other in [self.counts[column]] if column in self.counts else []:
            parts[part] = self._cell(row, other)
        record = Record(
            row=row + 1,
            parts={part: text for part, text in parts.items() if text},
            codes=(),
            column=column_letters(column + 1),
        )
        return record, codes

    def _take_code(self, parts: dict[str, str]) -> None:
        """Take the SDG code that a label is, or begins with: "8.5.2 Unemployment rate"."""
        named = parts.get("series_label", "")
        if parts.get("indicator") or not named:
            return
        if indicators_of(named):
            parts["indicator"] = named
            return
        code = leading_code(named)
        if code:
            words = without_code(named)
            parts |= {"indicator": code, "series_label": words}
            self.coded.setdefault(code, named)

    def _value(self, cell: str) -> dict[str, str]:
        """Part a figure from a declared mark: a status, or a note in words."""
        if isinstance(cell, NumberCell) or not self.mapping.marks:
            return {"value": cell}
        for mark in sorted(self.mapping.marks, key=len, reverse=True):
            rest = cell.removesuffix(mark).rstrip()
            if rest == cell or (
                rest and read_published_value(rest, ".") is None and not rest[:1].isdigit()
            ):
                continue
            return {"value": rest} | _meant(self.mapping.marks[mark])
        return {"value": cell}


def _meant(mark: str) -> dict[str, str]:
    """Return what a declared mark says: a status, or a note in words."""
    return {"status" if codelists.status(mark) is not None else "note": mark}


def _add(said: dict[str, str], meaning: str, text: str, *, replacing: bool = False) -> None:
    """Join what two rows of headings say of one thing ("Delivery": "Health facility")."""
    before = said.get(meaning, "")
    if not before or replacing or before == text:
        said[meaning] = text
    elif text:
        said[meaning] = f"{before}: {text}"
