"""The columns and rows of SDMX data as records, whichever message they come in.

The standard's rules (sdmx-twg/sdmx-csv): the character after the first header term parts the
cells; ``labels=both`` writes ``ID: Name`` into headers and cells, ``labels=name`` adds a column of
names after each coded one; columns before OBS_VALUE are dimensions, those after it attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import Label
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.dossier.readers.records.areas import rows_of_areas, wanted_areas
from vnrgen.dossier.readers.records.model import Breakdown, Record, Records, RecordTable
from vnrgen.dossier.readers.records.options import RecordOptions
from vnrgen.dossier.readers.records.places import country_of, known_keys
from vnrgen.dossier.readers.records.sheets import Sheet
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.readers.sdmx_content import Structure
from vnrgen.dossier.readers.sdmx_terms import (
    CONFIDENTIAL,
    DEFINITION_IN,
    GROUP_CODES,
    PARTS,
    SERIES_OF_OTHERS,
    breakdown_of,
    is_about_the_message,
)

_NAMES_STRUCTURE = frozenset({"DATAFLOW", "STRUCTURE_ID"})
_HEADER = re.compile(r"(?P<id>[A-Za-z_][\w@$-]*): ?(?P<words>.+)", re.DOTALL)
_IDENTIFIER = re.compile(r"(?P<id>[^:]+?): (?P<words>.+)", re.DOTALL)
_ACTIONS = {"i": "I", "a": "A", "m": "M", "r": "R", "d": "D", "": "M"}
_COMMA_DECIMAL = re.compile(r"-?\d+,\d+")
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+")
_POINTS_OF_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+,\d+")


def recognises(headers: Iterable[str]) -> bool:
    """Tell whether a first row is that of SDMX-CSV."""
    first = [_split_header(header)[0].upper() for header in headers]
    opening = re.sub(r"\[.\]$", "", first[0]) if first else ""
    return opening in {"DATAFLOW", "STRUCTURE"} and "OBS_VALUE" in first


def _split(text: str) -> tuple[str, str]:
    """Part ``F: Female`` into code and words; a text without words stays whole.

    >>> _split("SEX: Sex"), _split("SEX")
    (('SEX', 'Sex'), ('SEX', ''))
    """
    match = _IDENTIFIER.fullmatch(text)
    return (match["id"].strip(), match["words"].strip()) if match else (text, "")


def _split_header(text: str) -> tuple[str, str]:
    """Part a header into id and words; some services write no blank after the colon.

    >>> _split_header("SEX:Sex"), _split_header("STRUCTURE[;]")
    (('SEX', 'Sex'), ('STRUCTURE[;]', ''))
    """
    match = _HEADER.fullmatch(text) or _IDENTIFIER.fullmatch(text)
    return (match["id"].strip(), match["words"].strip()) if match else (text, "")


def area_columns(header: Sequence[str]) -> tuple[int, ...]:
    """Return the columns of the area's code and, where it follows, its name."""
    split = [_split_header(cell)[0] for cell in header]
    found = next((n for n, name in enumerate(split) if PARTS.get(name.upper()) == "area"), None)
    if found is None:
        return ()
    with_names = "STRUCTURE_NAME" in header or "DATAFLOW_NAME" in header
    has_name = with_names and found + 1 < len(split) and _is_name(split[found + 1])
    return (found, found + 1) if has_name else (found,)


def bare_area(area: tuple[str, ...]) -> tuple[str, ...]:
    """Return the code of an area without the words that may stand with it, and its name."""
    code, words = _split(area[0])
    return (code, *area[1:]) if len(area) > 1 or not words else (code,)


@dataclass(frozen=True, slots=True)
class _Column:
    """One component: its id, its words, and the column of names that follows it, if any."""

    index: int
    identifier: str
    words: str
    names: int | None


@dataclass(frozen=True, slots=True)
class SdmxTable:
    """The columns of one file told apart; ``has_both`` where cells hold code and words."""

    sheet: Sheet
    columns: Sequence[_Column]
    has_both: bool

    @classmethod
    def of(cls, sheet: Sheet, remarks: Remarks) -> SdmxTable | None:
        """Tell the columns apart; None, and a problem, where the file is no SDMX-CSV."""
        if not recognises(sheet.header):
            remarks.error(
                "SDX001",
                sheet.where(1),
                "this is not SDMX-CSV: its header begins with neither DATAFLOW nor STRUCTURE, or "
                "has no OBS_VALUE",
                "download the data again as SDMX-CSV, or name the layout that the file has",
            )
            return None
        split = [_split_header(header) for header in sheet.header]
        with_names = "STRUCTURE_NAME" in sheet.header or "DATAFLOW_NAME" in sheet.header
        columns: list[_Column] = []
        for index, (identifier, words) in enumerate(split):
            if with_names and columns and _is_name(identifier) and columns[-1].index == index - 1:
                columns[-1] = replace(columns[-1], names=index, words=identifier)
            elif identifier:
                columns.append(_Column(index, identifier, words, None))
        return cls(sheet, columns, any(words for _, words in split))

    @property
    def structure_ids(self) -> tuple[str, ...]:
        """The ids of the structure or dataflow that the rows name, without agency and version."""
        named = [c for c in self.columns if c.identifier.partition("[")[0] in _NAMES_STRUCTURE]
        cells = (self._written(row, c)[0] for c in named for _, row in self.sheet.rows[:1])
        found = (re.sub(r"\(.*\)$", "", cell).rpartition(":")[2] for cell in cells)
        return tuple(name for name in found if name)

    def records(
        self,
        context: ReadingContext,
        options: RecordOptions,
        structure: Structure,
        remarks: Remarks,
    ) -> tuple[RecordTable, RecordOptions]:
        """Return the records, and the options with the decimal mark that the file shows."""
        parts = self._parts()
        breakdowns = self._breakdowns(parts, structure, options, remarks)
        headers = {part: self.sheet.header[c.index] for part, c in parts.items()}
        sheet = replace(self.sheet, rows=self._data_rows(parts, remarks))
        rows = sheet.rows
        if "area" in parts:
            column = parts["area"]
            both = [column.index] if column.names is None else [column.index, column.names]
            plain = replace(
                sheet,
                rows=[(n, self._with_bare_area(cells, column)) for n, cells in sheet.rows],
            )
            wanted = wanted_areas(options, known_keys(context))
            country = country_of(context)
            place_id = country.place_id if country else ""
            found = rows_of_areas(plain, both, wanted, remarks, "SDX004", place_id)
            kept = {number for number, _ in found}
            rows = [(number, cells) for number, cells in sheet.rows if number in kept]
        options = self._with_decimal_mark(options, parts, rows, remarks)
        table = RecordTable(
            path=self.sheet.path,
            breakdowns=[breakdown for _, breakdown in breakdowns],
            records=Records.of(
                self._record(n, cells, parts, breakdowns, structure) for n, cells in rows
            ),
            headers=headers,
            input_files=[self.sheet.file],
            definitions=DEFINITION_IN,
            group_codes=GROUP_CODES,
        )
        return table, options

    def _parts(self) -> dict[str, _Column]:
        parts: dict[str, _Column] = {}
        for column in self.columns:
            part = PARTS.get(column.identifier.upper())
            if part is not None:
                parts.setdefault(part, column)
        if "series" not in parts:
            measures = [c for c in self.columns if c.identifier.upper() == SERIES_OF_OTHERS]
            if measures:
                parts["series"] = measures[0]
        return parts

    def _breakdowns(
        self,
        parts: Mapping[str, _Column],
        structure: Structure,
        options: RecordOptions,
        remarks: Remarks,
    ) -> list[tuple[_Column, Breakdown]]:
        """Return the dimensions that tell records apart: those of the structure, or by place."""
        found: list[tuple[_Column, Breakdown]] = []
        attributes: list[str] = []
        value = parts["value"].index
        for column in self.columns:
            name = column.identifier.upper()
            if (
                PARTS.get(name)
                or column in parts.values()
                or is_about_the_message(name)
                or fold(name) in options.ignore
            ):
                continue
            is_wanted = fold(name) in options.roles or fold(name) in options.dimensions
            known = structure.breakdowns
            is_dimension = name in known if known else column.index < value
            if not is_dimension and not is_wanted:
                attributes.append(column.identifier)
                continue
            made = known.get(name) or breakdown_of(column.identifier)
            if column.words and made.label is None:
                made = replace(made, label=Label(texts={"en": column.words}))
            found.append((column, replace(made, header=column.identifier)))
        if attributes:
            remarks.notice(
                "SDX003",
                self.sheet.where(1),
                f"the attributes {', '.join(attributes)} tell no figures apart; they are left out",
                "nothing; or add the option roles: with the columns that do",
            )
        return found

    def _data_rows(
        self, parts: Mapping[str, _Column], remarks: Remarks
    ) -> list[tuple[int, list[str]]]:
        """Leave out rows that delete something, and those that only carry attributes."""
        action = parts.get("action")
        period, value = parts.get("period"), parts["value"]
        kept: list[tuple[int, list[str]]] = []
        deleted: list[int] = []
        bare: list[tuple[int, list[str]]] = []
        for number, cells in self.sheet.rows:
            word = cells[action.index] if action else ""
            code = _ACTIONS.get(fold(word)[:1])
            if code is None:
                self._report_action(number, word, action, remarks)
            if code == "D":
                deleted.append(number)
            elif not cells[value.index] and period and not cells[period.index]:
                bare.append((number, cells))
            else:
                kept.append((number, cells))
        if deleted:
            remarks.notice(
                "SDX002",
                self.sheet.where(deleted[0], self.sheet.header[action.index] if action else None),
                f"{len(deleted)} rows say that figures were deleted (ACTION D); they are not read",
                "nothing; if the same figures are in another file, delete them there",
            )
        return self._with_attributes(kept, bare, value.index)

    def _report_action(
        self, number: int, word: str, action: _Column | None, remarks: Remarks
    ) -> None:
        column = self.sheet.header[action.index] if action else None
        remarks.error(
            "SDX005",
            self.sheet.where(number, column),
            f'"{word}" is no ACTION of SDMX',
            "write I, A, M, R or D; rows with D are not read",
        )

    def _with_attributes(
        self,
        rows: list[tuple[int, list[str]]],
        bare: Sequence[tuple[int, list[str]]],
        value: int,
    ) -> list[tuple[int, list[str]]]:
        """Give each row the attributes that a row without a value states for its series."""
        by_key: dict[tuple[int, ...], dict[tuple[str, ...], list[str]]] = {}
        for _, stated in bare:
            columns = tuple(n for n in range(value) if stated[n] and self._is_key(n))
            known = by_key.setdefault(columns, {})
            key = tuple(stated[n] for n in columns)
            known[key] = _filled(known.get(key, []), stated)
        for columns, known in by_key.items():
            for _, cells in rows:
                stated = known.get(tuple(cells[n] for n in columns), [])
                cells[value + 1 :] = _filled(cells, stated)[value + 1 :]
        return rows

    def _is_key(self, index: int) -> bool:
        name = next((c.identifier.upper() for c in self.columns if c.index == index), "")
        return bool(name) and not is_about_the_message(name) and name != "ACTION"

    def _with_decimal_mark(
        self,
        options: RecordOptions,
        parts: Mapping[str, _Column],
        rows: Iterable[tuple[int, list[str]]],
        remarks: Remarks,
    ) -> RecordOptions:
        """Read a comma as the decimal mark where the values can mean nothing else."""
        texts = [cells[parts["value"].index] for _, cells in rows]
        commas = [text for text in texts if _COMMA_DECIMAL.fullmatch(text)]
        is_sure = any(not _THOUSANDS.fullmatch(text) for text in commas)
        points = any("." in text and not _POINTS_OF_THOUSANDS.fullmatch(text) for text in texts)
        if options.decimal == "," or not is_sure or points:
            return options
        remarks.notice(
            "SDX006",
            self.sheet.where(1, self.sheet.header[parts["value"].index]),
            f'values such as "{commas[0]}" have a decimal comma; all are read so',
            'nothing; or add the option decimal: "." if the commas part thousands',
        )
        return replace(options, decimal=",")

    def _record(
        self,
        number: int,
        cells: Sequence[str],
        parts: Mapping[str, _Column],
        breakdowns: Sequence[tuple[_Column, Breakdown]],
        structure: Structure,
    ) -> Record:
        said: dict[str, str] = {}
        for part, column in parts.items():
            code, words = self._written(cells, column)
            said[part] = code
            words = words or structure.words.get(column.identifier.upper(), {}).get(code, "")
            if words and part in {"series", "area", "unit"}:
                said[f"{part}_label"] = words
        said["indicator"] = structure.indicators.get(said.get("series", ""), "")
        if CONFIDENTIAL.get(said.get("confidentiality", "").upper()):
            said["status"] = "Q"
        notes = (said.get(name, "") for name in ("note", "series_note", "detail", "source"))
        said["note"] = "; ".join(note for note in notes if note)
        codes = [self._written(cells, column) for column, _ in breakdowns]
        own = said.get("custom_label", "")
        for index, (column, _) in enumerate(breakdowns):
            if own and column.identifier.upper() == "CUST_BREAKDOWN" and codes[index][0] != "_T":
                codes[index] = ("", own)  # C01 means something else in every series
        return Record(row=number, parts=said, codes=tuple(codes))

    def _written(self, cells: Sequence[str], column: _Column) -> tuple[str, str]:
        cell = cells[column.index]
        if column.names is not None:
            return cell, cells[column.names]
        return _split(cell) if self.has_both and column.words else (cell, "")

    def _with_bare_area(self, cells: list[str], column: _Column) -> list[str]:
        code, _ = self._written(cells, column)
        return [*cells[: column.index], code, *cells[column.index + 1 :]]


def _filled(cells: list[str], stated: list[str]) -> list[str]:
    """Return cells, with those of another row where they are empty."""
    if not cells or not stated:
        return cells or stated
    return [own or other for own, other in zip(cells, stated, strict=True)]


def _is_name(identifier: str) -> bool:
    """Tell a column of names: ids have no blanks and, where names follow, no small letters."""
    return identifier in {"STRUCTURE_NAME", "DATAFLOW_NAME"} or bool(
        re.search(r"[a-z ]", identifier)
    )
