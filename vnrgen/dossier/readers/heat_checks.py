"""The checks that WHO's HEAT Plus workbook makes of its template, with row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.readers.records.sheets import Sheet
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.tables.cells import parse_number, parse_yes_no

_SCALES = (1.0, 100.0, 1000.0, 10_000.0, 100_000.0, 1_000_000.0)

Row = Mapping[str, str]
Numbered = tuple[int, Row]


def check_template(
    rows: Sequence[Numbered],
    sheet: Sheet,
    headers: Mapping[str, str],
    mark: str,
    remarks: Remarks,
) -> None:
    """Report what the template itself does not allow.

    Args:
        rows: Spreadsheet rows by the template's names of columns.
        sheet: The file, for places.
        headers: The headers as written.
        mark: The decimal mark.
        remarks: Receives HEA003 to HEA007.
    """
    checks = _Checks(sheet, headers, mark, remarks)
    for number, row in rows:
        checks.flags(number, row)
    setting = ("setting", "date", "source", "indicator_abbr", "indicator_name")
    for group in _groups(rows, (*setting,)):
        checks.one_average(group)
        checks.one_of(group, "favourable_indicator")
        checks.one_of(group, "indicator_scale")
    for group in _groups(rows, (*setting, "dimension")):
        checks.one_of(group, "ordered_dimension")
        checks.order(group)
        checks.one_reference(group)
    for group in _groups(rows, ("indicator_abbr", "indicator_name")):
        checks.percentages(group)


def _groups(rows: Iterable[Numbered], names: Sequence[str]) -> list[list[Numbered]]:
    found: dict[tuple[str, ...], list[Numbered]] = {}
    for number, row in rows:
        key = tuple(fold(row.get(name, "")) for name in names)
        found.setdefault(key, []).append((number, row))
    return list(found.values())


class _Checks:
    def __init__(
        self, sheet: Sheet, headers: Mapping[str, str], mark: str, remarks: Remarks
    ) -> None:
        self._sheet = sheet
        self._headers = headers
        self._mark = mark
        self._remarks = remarks

    def _wrong(self, code: str, number: int, column: str, what: str, fix: str) -> None:
        self._remarks.error(
            code, self._sheet.where(number, self._headers.get(column, column)), what, fix
        )

    def flags(self, number: int, row: Row) -> None:
        """Report cells that must be 0 or 1, a known scale or a whole number, and are not."""
        for column in ("favourable_indicator", "ordered_dimension", "reference_subgroup"):
            if parse_yes_no(row[column].removesuffix(".0")) is None:
                self._wrong(
                    "HEA003", number, column, f'"{row[column]}" is neither 0 nor 1', "write 0 or 1"
                )
        scale = parse_number(row["indicator_scale"], self._mark)
        if scale not in _SCALES:
            self._wrong(
                "HEA003",
                number,
                "indicator_scale",
                f'"{row["indicator_scale"]}" is no scale',
                "write 100 for percentages, 1000 for rates per 1,000, 1 for numbers",
            )
        order = parse_number(row["subgroup_order"], self._mark)
        if order is None or order != int(order) or order < 0:
            self._wrong(
                "HEA003",
                number,
                "subgroup_order",
                f'"{row["subgroup_order"]}" is no place in an order',
                "write 1, 2, 3 … from the most disadvantaged, or 0 without an order",
            )

    def one_average(self, group: Sequence[Numbered]) -> None:
        """Report a setting that has two averages for one indicator, date and source."""
        self._differing(
            group,
            "setting_average",
            "HEA004",
            lambda first, cell: (
                f"the setting average is {cell} here and {first} in another row of "
                "the same setting, date, source and indicator"
            ),
            "write the one average of the whole setting in every row",
        )

    def one_of(self, group: Sequence[Numbered], column: str) -> None:
        """Report a column that must not change within an indicator or a dimension, and does."""
        self._differing(
            group,
            column,
            "HEA004",
            lambda first, cell: (
                f'{column} is "{cell}" here and "{first}" in another row of the same '
                "indicator and dimension"
            ),
            "write the same in every row of them",
        )

    def _differing(
        self,
        group: Sequence[Numbered],
        column: str,
        code: str,
        said: Callable[[str, str], str],
        fix: str,
    ) -> None:
        cells = [(number, row.get(column, "")) for number, row in group if row.get(column, "")]
        if not cells:
            return
        first = cells[0][1]
        for number, cell in cells[1:]:
            if parse_number(cell, self._mark) != parse_number(first, self._mark):
                self._wrong(code, number, column, said(first, cell), fix)

    def order(self, group: Sequence[Numbered]) -> None:
        """Report an ordered dimension whose places are not 1 to n, once each."""
        number, row = group[0]
        is_ordered = parse_yes_no(row["ordered_dimension"].removesuffix(".0"))
        places = [parse_number(row["subgroup_order"], self._mark) for _, row in group]
        subgroups = len({fold(row["subgroup"]) for _, row in group})
        distinct = {place for place in places if place is not None}
        if is_ordered and distinct != set(map(float, range(1, subgroups + 1))):
            self._wrong(
                "HEA005",
                number,
                "subgroup_order",
                f'the order of "{row["dimension"]}" is not 1 to {subgroups}',
                "number the subgroups from the most disadvantaged (1) on, each once",
            )
        elif is_ordered is False and distinct - {0.0}:
            self._wrong(
                "HEA005",
                number,
                "subgroup_order",
                f'"{row["dimension"]}" has no order, but its subgroups have places',
                "write 0 in subgroup_order, or 1 in ordered_dimension",
            )

    def one_reference(self, group: Sequence[Numbered]) -> None:
        """Report a dimension with two subgroups that all others are compared with."""
        references = [
            (number, row["subgroup"])
            for number, row in group
            if parse_yes_no(row["reference_subgroup"].removesuffix(".0"))
        ]
        if len({fold(name) for _, name in references}) > 1:
            names = " and ".join(f'"{name}"' for _, name in references)
            self._wrong(
                "HEA006",
                references[1][0],
                "reference_subgroup",
                f"{names} are both the reference of one dimension",
                "write 1 for one subgroup at most",
            )

    def percentages(self, group: Sequence[Numbered]) -> None:
        """Report percentages that look like shares of 1."""
        number, row = group[0]
        values = [parse_number(row["estimate"], self._mark) for _, row in group]
        present = [value for value in values if value is not None]
        is_percent = parse_number(row["indicator_scale"], self._mark) == 100
        if is_percent and len(present) > 1 and 0 < max(present) <= 1:
            self._remarks.warning(
                "HEA007",
                self._sheet.where(number, self._headers["estimate"]),
                f"the scale is 100, but no estimate of this indicator is above {max(present):g}",
                "write 71.2 and not 0.712 for 71.2 per cent",
            )
