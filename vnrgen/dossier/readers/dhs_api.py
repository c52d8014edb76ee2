"""Rows of the DHS Program's API and of STATcompiler: one figure of one survey in each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.files.grid import header_key
from vnrgen.dossier.model import DataFile, DimensionRole
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.records.areas import rows_of_areas, wanted_areas
from vnrgen.dossier.readers.records.assemble import Assembly
from vnrgen.dossier.readers.records.model import Breakdown, Record, Records, RecordTable
from vnrgen.dossier.readers.records.options import RecordOptions, read_options
from vnrgen.dossier.readers.records.places import known_keys
from vnrgen.dossier.readers.records.sheets import Sheet, read_sheet_of
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.readers.survey_terms import characteristic, without_dots
from vnrgen.dossier.tables.cells import parse_number
from vnrgen.problems import ProblemLog

_NEEDED = {
    "value": "Value",
    "countryname": "CountryName",
    "surveyyearlabel": "SurveyYearLabel",
    "indicatorid": "IndicatorId",
    "characteristiccategory": "CharacteristicCategory",
    "characteristiclabel": "CharacteristicLabel",
}
_PARTS = {
    "value": "value",
    "countryname": "area_label",
    "surveyyearlabel": "period",
    "surveyid": "source",
    "indicatorid": "series",
    "indicator": "series_label",
    "measurementtype": "unit",
    "denominatorunweighted": "n_unweighted",
    "cilow": "lower",
    "cihigh": "upper",
}
_BY = "ByVariableLabel"
_SUBREGION = "Sub-region"
_UNITS = {"percent": "PT", "number": "NUMBER"}


def read(file: DataFile, context: ReadingContext, problems: ProblemLog) -> ReadResult:
    """Read a table of the DHS API (CSV or XLSX).

    The country is found by its name, not by the programme's own code: MD is Madagascar there and
    Moldova elsewhere. Of several recall periods the one that DHS prefers is read.

    Args:
        file: The file; ``docs/layouts.md`` describes its options.
        context: What the dossier already says.
        problems: Receives what is wrong, and every assumption as a notice.
    """
    remarks = Remarks()
    options = read_options(file, context.decimal_mark, remarks)
    result = ReadResult()
    sheet = read_sheet_of(file, context, options, problems, known=_NEEDED.values())
    rows = _rows(sheet, context, options, remarks) if sheet else None
    if sheet and rows is not None:
        table = rows.table(sheet)
        result = Assembly(file, context, options, remarks, problems).result(table)
    remarks.hand_over(problems)
    return result


def recognises(headers: Iterable[str]) -> bool:
    """Tell whether a first row is that of the DHS API."""
    keys = {header_key(header) for header in headers}
    return {"indicatorid", "characteristiclabel", "value"} <= keys


def _rows(
    sheet: Sheet, context: ReadingContext, options: RecordOptions, remarks: Remarks
) -> _DhsRows | None:
    columns = {header_key(header): index for index, header in enumerate(sheet.header)}
    missing = [name for key, name in _NEEDED.items() if key not in columns]
    if missing:
        remarks.error(
            "DHS001",
            sheet.where(1),
            f"rows of the DHS API need the columns {', '.join(missing)}",
            "download them again with all fields, or name the layout that the file has",
        )
        return None
    wanted = wanted_areas(options, known_keys(context))
    kept = rows_of_areas(sheet, [columns["countryname"]], wanted, remarks, "DHS002")
    return _DhsRows(_preferred(sheet, columns, kept, options, remarks), columns)


def _preferred(
    sheet: Sheet,
    columns: Mapping[str, int],
    rows: Sequence[tuple[int, list[str]]],
    options: RecordOptions,
    remarks: Remarks,
) -> list[tuple[int, list[str]]]:
    """Leave out the rows that DHS does not prefer, unless the options choose among them."""
    index = columns.get("ispreferred")
    if index is None or fold(_BY) in options.only or fold("IsPreferred") in options.only:
        return list(rows)
    kept = [(n, cells) for n, cells in rows if cells[index].removesuffix(".0") != "0"]
    left = len(rows) - len(kept)
    if left:
        remarks.notice(
            "DHS003",
            sheet.where(1, sheet.header[index]),
            f"{left} rows are not those that DHS prefers (IsPreferred 0); they are left out",
            f"nothing; or choose with the option only: {{{_BY}: [Three years preceding survey]}}",
        )
    return kept


@dataclass(frozen=True, slots=True)
class _DhsRows:
    rows: Sequence[tuple[int, list[str]]]
    columns: Mapping[str, int]

    def table(self, sheet: Sheet) -> RecordTable:
        """Return the records, with one breakdown for every category of characteristics."""
        names = list(dict.fromkeys(self._category(cells) for _, cells in self.rows))
        names = [name for name in names if name]
        parents = self._parents()
        labels: dict[str, list[str]] = {name: [] for name in names}
        for _, cells in self.rows:
            if self._category(cells):
                labels[self._category(cells)].append(self._label(cells))
        breakdowns = [characteristic(name, labels[name]) for name in names]
        has_by = "byvariablelabel" in self.columns
        extra = [Breakdown(header=_SUBREGION, role=DimensionRole.AREA)] if parents else []
        extra += [Breakdown(header=_BY, role=DimensionRole.DEFINITION)] if has_by else []
        return RecordTable(
            path=sheet.path,
            breakdowns=[*breakdowns, *extra],
            records=Records.of(
                Record(
                    row=number,
                    parts=self._parts(cells),
                    codes=self._codes(cells, names, parents, has_by=has_by),
                )
                for number, cells in self.rows
            ),
            headers={
                part: sheet.header[self.columns[key]]
                for key, part in _PARTS.items()
                if key in self.columns
            },
            input_files=[sheet.file],
        )

    def _cell(self, cells: Sequence[str], key: str) -> str:
        index = self.columns.get(key)
        return cells[index] if index is not None else ""

    def _label(self, cells: Sequence[str]) -> str:
        label = without_dots(self._cell(cells, "characteristiclabel"))
        return label.removeprefix("Total ") if self._is_part(cells) else label

    def _is_part(self, cells: Sequence[str]) -> bool:
        """Tell a total of a part of the people: "Total 15-49"."""
        return self._cell(cells, "characteristiclabel").startswith("Total ")

    def _category(self, cells: Sequence[str]) -> str:
        """Return what a row is broken down by, "" where it speaks of everybody."""
        label = self._cell(cells, "characteristiclabel")
        if codelists.is_total(label):
            return ""
        if self._is_part(cells) and codelists.canonical_code("age", label.removeprefix("Total ")):
            return "Age"
        return self._cell(cells, "characteristiccategory")

    def _parents(self) -> dict[str, str]:
        """Return the region of every sub-region; DHS writes sub-regions with dots, below theirs."""
        ordered = sorted(
            (parse_number(self._cell(cells, "characteristicorder")) or 0.0, n, cells)
            for n, cells in self.rows
            if fold(self._cell(cells, "characteristiccategory")) == "region"
        )
        parents: dict[str, str] = {}
        last = ""
        for _, _, cells in ordered:
            label = self._cell(cells, "characteristiclabel")
            if not label.startswith(".."):
                last = label
            elif last:
                parents[without_dots(label)] = last
        return parents

    def _codes(
        self,
        cells: Sequence[str],
        names: Sequence[str],
        parents: Mapping[str, str],
        *,
        has_by: bool,
    ) -> tuple[tuple[str, str], ...]:
        category, label = self._category(cells), self._label(cells)
        inner = parents.get(label) if fold(category) == "region" else None
        codes = [("", (inner or label) if name == category else "") for name in names]
        if parents:
            codes.append(("", label if inner else ""))
        if has_by:
            codes.append(("", self._cell(cells, "byvariablelabel")))
        return tuple(codes)

    def _parts(self, cells: Sequence[str]) -> dict[str, str]:
        parts = {part: self._cell(cells, key) for key, part in _PARTS.items()}
        unit = parts["unit"]
        parts["unit"] = _UNITS.get(fold(unit), unit)
        parts["period"] = _in_full(parts["period"])
        return {part: text for part, text in parts.items() if text}


def _in_full(label: str) -> str:
    """Write out the second year of a survey; 2008-09 is never a month here.

    >>> _in_full("2008-09"), _in_full("1998-99"), _in_full("2014")
    ('2008-2009', '1998-1999', '2014')
    """
    match = re.fullmatch(r"(?P<century>\d{2})(?P<first>\d{2})[-/](?P<last>\d{2})", label)
    if not match:
        return label
    later = int(match["last"]) < int(match["first"])
    century = int(match["century"]) + later
    return f"{match['century']}{match['first']}-{century}{match['last']}"
