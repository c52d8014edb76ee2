"""The template of WHO's HEAT Plus: one row per subgroup, with its order, reference and interval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.files.grid import header_key
from vnrgen.dossier.model import Category, DataFile, DimensionRole, Label
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.heat_checks import check_template
from vnrgen.dossier.readers.open_sdg.columns import meaning_of
from vnrgen.dossier.readers.records.assemble import Assembly
from vnrgen.dossier.readers.records.model import Breakdown, Record, Records, RecordTable
from vnrgen.dossier.readers.records.options import read_options
from vnrgen.dossier.readers.records.sheets import Sheet, read_sheet_of
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.tables.cells import parse_number, parse_yes_no
from vnrgen.problems import ProblemLog

SHEET = "template"
NEEDED = (
    "setting",
    "date",
    "source",
    "indicator_name",
    "dimension",
    "subgroup",
    "estimate",
    "favourable_indicator",
    "indicator_scale",
    "ordered_dimension",
    "subgroup_order",
    "reference_subgroup",
)
_OTHERS = (
    "indicator_abbr",
    "se",
    "ci_lb",
    "ci_ub",
    "population",
    "note",
    "setting_average",
    "iso3",
)
_OLDER = {"year": "date", "flag": "note", "favorableindicator": "favourable_indicator"}
# What the template calls the dimensions that have a code list here.
_DIMENSIONS = {
    "economic status": "income_wealth_quantile",
    "wealth": "income_wealth_quantile",
    "household economic status": "income_wealth_quantile",
    "place of residence": "urbanisation",
    "residence": "urbanisation",
    "sex": "sex",
    "age": "age",
    "education": "education_lev",
    "disability": "disability_status",
    "disability status": "disability_status",
    "migration status": "composite_breakdown",
    "occupation": "occupation",
}
_QUANTILES = {5: "Q", 10: "D"}
_PARTS = {
    "indicator_abbr": "series",
    "indicator_name": "series_label",
    "iso3": "area",
    "setting": "area_label",
    "date": "period",
    "source": "source",
    "estimate": "value",
    "se": "se",
    "ci_lb": "lower",
    "ci_ub": "upper",
    "population": "population",
    "note": "note",
}

Row = Mapping[str, str]


def read(file: DataFile, context: ReadingContext, problems: ProblemLog) -> ReadResult:
    """Read a HEAT Plus template (XLSX or CSV).

    Args:
        file: The file; ``docs/layouts.md`` describes its options.
        context: What the dossier already says.
        problems: Receives what is wrong, by the checks of the template itself too.
    """
    remarks = Remarks()
    options = read_options(file, context.decimal_mark, remarks)
    result = ReadResult()
    known = (*NEEDED, *_OTHERS)
    sheet = read_sheet_of(file, context, options, problems, known=known, sheet=SHEET)
    template = _template(sheet, remarks) if sheet else None
    if sheet and template:
        check_template(template.rows, sheet, template.headers, options.decimal, remarks)
        table = template.table(sheet)
        result = Assembly(file, context, options, remarks, problems).result(table)
    remarks.hand_over(problems)
    return result


def recognises(headers: Iterable[str]) -> bool:
    """Tell whether a first row is that of the template."""
    keys = {_name(header) for header in headers}
    return {"setting", "dimension", "subgroup", "estimate"} <= keys


def _name(header: str) -> str:
    key = header_key(header)
    names = {header_key(name): name for name in (*NEEDED, *_OTHERS)}
    return names.get(key, _OLDER.get(key, ""))


def _template(sheet: Sheet, remarks: Remarks) -> _Template | None:
    columns: dict[str, int] = {}
    unknown: list[str] = []
    for index, header in enumerate(sheet.header):
        name = _name(header)
        if name:
            columns.setdefault(name, index)
        elif header:
            unknown.append(header)
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        remarks.error(
            "HEA001",
            sheet.where(1),
            f"the template of HEAT Plus needs the columns {', '.join(missing)}",
            "add them (docs/layouts.md says what they hold), or name the layout that the file has",
        )
        return None
    if unknown:
        remarks.warning(
            "HEA002",
            sheet.where(1, unknown[0]),
            f"the template of HEAT Plus has no column {', '.join(unknown)}; left out",
            "delete the columns, or correct their headers",
        )
    rows = [
        (number, {name: cells[index] for name, index in columns.items()})
        for number, cells in sheet.rows
    ]
    return _Template(rows, {name: sheet.header[index] for name, index in columns.items()})


@dataclass(frozen=True, slots=True)
class _Template:
    """The rows by the template's own names of columns, and the headers as written."""

    rows: Sequence[tuple[int, Row]]
    headers: Mapping[str, str]

    def table(self, sheet: Sheet) -> RecordTable:
        """Return a record for every subgroup, and one for every average of a setting."""
        names = list(dict.fromkeys(row["dimension"] for _, row in self.rows if row["dimension"]))
        codes = {name: self._codes(name) for name in names}
        records: list[Record] = []
        averages: set[tuple[str, ...]] = set()
        for number, row in self.rows:
            key = tuple(fold(row.get(n, "")) for n in ("setting", "date", "source", _abbr(row)))
            if key not in averages and row.get("setting_average", ""):
                averages.add(key)
                records.append(_average(number, row, len(names)))
            written = [
                codes[name].get(row["subgroup"], ("", "")) if name == row["dimension"] else ("", "")
                for name in names
            ]
            records.append(Record(row=number, parts=_parts(row), codes=tuple(written)))
        return RecordTable(
            path=sheet.path,
            breakdowns=[self._breakdown(name, codes[name]) for name in names],
            records=Records.of(records),
            headers={
                part: self.headers[name] for name, part in _PARTS.items() if name in self.headers
            },
            input_files=[sheet.file],
        )

    def _rows_of(self, dimension: str) -> list[Row]:
        return [row for _, row in self.rows if row["dimension"] == dimension and row["subgroup"]]

    def _codes(self, dimension: str) -> dict[str, tuple[str, str]]:
        """Return code and words of each subgroup; fifths and tenths of wealth by their order."""
        rows = self._rows_of(dimension)
        places = {row["subgroup"]: _order(row) for row in rows}
        letter = _QUANTILES.get(len(places), "")
        ranks = {place for place in places.values() if place}
        by_rank = _dimension_id(dimension) == "income_wealth_quantile" and letter
        if by_rank and ranks == set(range(1, len(places) + 1)):
            return {name: (f"{letter}{place}", name) for name, place in places.items()}
        return {name: ("", name) for name in places}

    def _breakdown(self, dimension: str, codes: Mapping[str, tuple[str, str]]) -> Breakdown:
        meaning = meaning_of(dimension)
        is_area = meaning is not None and meaning.what == DimensionRole.AREA
        categories = {}
        for row in self._rows_of(dimension):
            code, words = codes[row["subgroup"]]
            categories[code or words] = Category(
                code=code or words,
                label=Label(texts={"en": words}),
                order=_order(row),
                is_reference=parse_yes_no(row["reference_subgroup"]) is True,
            )
        return Breakdown(
            header=dimension,
            dimension_id=_dimension_id(dimension),
            role=DimensionRole.AREA if is_area else DimensionRole.GROUP,
            label=Label(texts={"en": dimension}),
            categories=categories,
        )


def _dimension_id(dimension: str) -> str:
    """Return the dimension of the code lists that a name stands for, "" where there is none."""
    plain = fold(dimension).partition("(")[0].strip()
    return _DIMENSIONS.get(fold(dimension), _DIMENSIONS.get(plain, ""))


def _abbr(row: Row) -> str:
    return "indicator_abbr" if row.get("indicator_abbr") else "indicator_name"


def _order(row: Row) -> int | None:
    """Return the place of a subgroup, None in a dimension without order."""
    number = parse_number(row["subgroup_order"])
    is_ordered = parse_yes_no(row["ordered_dimension"].removesuffix(".0")) is not False
    return int(number) if number and number > 0 and is_ordered else None


def _parts(row: Row) -> dict[str, str]:
    parts = {part: row[name] for name, part in _PARTS.items() if row.get(name)}
    favourable = parse_yes_no(row["favourable_indicator"].removesuffix(".0"))
    parts["favourable"] = {True: "higher", False: "lower", None: ""}[favourable]
    scale = parse_number(row["indicator_scale"])
    if scale == 100:
        parts["unit"] = "PT"
    elif scale and scale > 1:
        parts["unit"] = f"per {scale:,.0f}"
    elif scale == 1:
        parts["unit"] = "NUMBER"
    return parts


def _average(number: int, row: Row, dimensions: int) -> Record:
    parts = {k: v for k, v in _parts(row).items() if k not in {"se", "lower", "upper", "note"}}
    parts.pop("population", None)
    parts["value"] = row["setting_average"]
    return Record(row=number, parts=parts, codes=(("", ""),) * dimensions)
