"""The rows of one indicator's file become observations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model.observations import TOTAL, Observation, ObservationStatus
from vnrgen.dossier.observations.periods import DEFAULT_FISCAL_YEAR_START, Period, parse_periods
from vnrgen.dossier.readers.open_sdg.figures import Figure, power_of_ten, read_value, with_status

if TYPE_CHECKING:
    from vnrgen.dossier.model import Series
    from vnrgen.dossier.readers.contract import ReadingContext
    from vnrgen.dossier.readers.open_sdg.categories import Coding
    from vnrgen.dossier.readers.open_sdg.files import IndicatorTable
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.remarks import Remarks
    from vnrgen.dossier.settings.rulings import Rulings

_FISCAL = re.compile(r"[12]\d{3} ?/ ?\d{2,4}\b")
_FREQUENCIES = {code.casefold(): code for code in ("A", "S", "Q", "M", "W", "D")} | {
    "annual": "A",
    "quarterly": "Q",
    "monthly": "M",
}
_REPORTING_TYPES = {"n": "N", "g": "G", "national": "N", "global": "G"}
_CONTRADICTION = (
    "find out which is right and delete the other row, or say which holds under contradictions: in "
    "dossier.yaml"
)
_SHORT_SPAN = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class CodedRows:
    """Everything read from the cells of a file, one entry for each of its rows."""

    figures: Sequence[Figure | None]
    periods: Sequence[Period | None]
    dimensions: Sequence[tuple[str, ...]]

    @property
    def values(self) -> dict[int, float]:
        """The numbers there are, by index of the row."""
        return {
            index: figure.value
            for index, figure in enumerate(self.figures)
            if figure is not None and figure.value is not None
        }


def code_rows(
    table: IndicatorTable,
    codings: Sequence[Coding],
    nested: Sequence[tuple[int, int]],
    context: ReadingContext,
    options: OpenSdgOptions,
    remarks: Remarks,
) -> CodedRows:
    """Read the periods, figures and codes of all rows."""
    statuses = _statuses(table, remarks)
    powers = _powers(table, remarks)
    figures = [_figure(table, row, statuses, powers, remarks) for row in table.rows]
    periods = _periods(table, figures, context, options, remarks)
    dimensions = [_codes(cells, codings, nested) for _, cells in table.rows]
    return CodedRows(figures, periods, dimensions)


def _codes(
    cells: Sequence[str], codings: Sequence[Coding], nested: Sequence[tuple[int, int]]
) -> tuple[str, ...]:
    codes = [coding.codes[cells[coding.breakdown.index]] for coding in codings]
    for outer, inner in nested:
        if codes[inner] != TOTAL:
            codes[outer] = TOTAL
    return tuple(codes)


def _statuses(table: IndicatorTable, remarks: Remarks) -> dict[str, ObservationStatus | None]:
    index = table.columns.parts.get("status")
    if index is None:
        return {}
    found: dict[str, ObservationStatus | None] = {"": None}
    for number, cells in table.rows:
        cell = cells[index]
        if cell not in found:
            found[cell] = codelists.status(cell)
            if found[cell] is None:
                remarks.warning(
                    "OSG026",
                    table.where(number, table.columns.name("status")),
                    f'the observation status "{cell}" is not known; its values are read as normal',
                    "use a status of SDMX, such as Normal value, Estimated value or "
                    "Missing value; suppressed",
                )
    return found


def _powers(table: IndicatorTable, remarks: Remarks) -> dict[str, int]:
    index = table.columns.parts.get("multiplier")
    found: dict[str, int] = {}
    for number, cells in table.rows if index is not None else ():
        cell = cells[index or 0]
        if cell not in found:
            power = power_of_ten(cell)
            found[cell] = power or 0
            if power is None:
                what = f'the unit multiplier "{cell}" is not known'
                fix = "write Units, Thousands, Millions or a power of ten (3, 6)"
                where = table.where(number, table.columns.name("multiplier"))
                remarks.error("OSG027", where, what, fix)
    return found


def _figure(
    table: IndicatorTable,
    row: tuple[int, list[str]],
    statuses: Mapping[str, ObservationStatus | None],
    powers: Mapping[str, int],
    remarks: Remarks,
) -> Figure | None:
    number, cells = row
    cell = cells[table.columns.parts["value"]]
    where = table.where(number, table.columns.name("value"))
    figure = read_value(cell, table.decimal_mark)
    if figure is None:
        what = f'"{cell}" is not a number'
        fix = "write the number alone; what a mark on it means goes to Observation status"
        if "," in cell and table.decimal_mark == ".":
            fix += '; if the comma is the decimal mark, add the option decimal: ","'
        remarks.error("OSG028", where, what, fix)
        return Figure(None, ObservationStatus.MISSING, cell)
    word = table.columns.cell(cells, "status")
    status = statuses.get(word)
    if figure.value is None and (status is None or status.has_value) and not figure.text:
        said = f'the status is "{word}"' if word else "there is no status"
        what = f"the value is empty and {said}; it is read as missing, not as 0"
        remarks.notice("OSG029", where, what, "write a status that says why there is no value")
    if figure.value is not None and status is not None and not status.has_value:
        what = f'there is a value, but the status is "{word}"; the value is not used'
        remarks.warning("OSG030", where, what, "correct the status, or delete the value")
    joined = with_status(figure, status)
    power = powers.get(table.columns.cell(cells, "multiplier"), 0)
    if power and joined.value is not None:
        joined = replace(joined, value=joined.value * 10.0**power, text="")
    return joined


def _periods(
    table: IndicatorTable,
    figures: Sequence[Figure | None],
    context: ReadingContext,
    options: OpenSdgOptions,
    remarks: Remarks,
) -> list[Period | None]:
    declared = options.fiscal_year_start or context.fiscal_year_start
    column = table.columns.parts["period"]
    read = parse_periods(
        table.column(column), fiscal_year_start=declared or DEFAULT_FISCAL_YEAR_START
    )
    where = table.where(1, table.columns.header[column])
    if declared is None and any(_FISCAL.match(label) for label in read):
        what = "years such as 2014/15 are taken to begin on 1 April"
        remarks.notice("OSG031", where, what, "add fiscal_year_start: 7 to dossier.yaml for July")
    _report_short_spans(table, read, remarks)
    for (number, cells), figure in zip(table.rows, figures, strict=True):
        if read[cells[column]] is None:
            _report_unreadable(table, number, cells[column], figure, remarks)
    return [read[cells[column]] for _, cells in table.rows]


def _report_short_spans(
    table: IndicatorTable, read: Mapping[str, Period | None], remarks: Remarks
) -> None:
    for label, period in read.items():
        if period and _SHORT_SPAN.fullmatch(label):
            months = period.freq == "M"
            meant = "a month" if months else f"{period.start.year} to {period.end.year}"
            what = f'periods such as "{label}" are taken for {meant}, as the others of the column'
            fix = "write 2009 to 2011, or 2009-M11, where that is wrong"
            where = table.where(1, table.columns.name("period"))
            remarks.notice("OSG032", where, what, fix)
            return


def _report_unreadable(
    table: IndicatorTable, row: int, label: str, figure: Figure | None, remarks: Remarks
) -> None:
    where = table.where(row, table.columns.name("period"))
    what = f'"{label}" is not a period'
    if figure is not None and figure.value is None:
        remarks.notice(
            "OSG033", where, f"{what} and the row has no value; it is left out", "nothing"
        )
    else:
        fix = "write a year, 2014/15, 2018-20, 2024 Q1 or 2024-03"
        remarks.error("OSG033", where, what, fix)


def observe(
    table: IndicatorTable,
    row: int,
    series: Series,
    place: str,
    coded: CodedRows,
    codings: Sequence[Coding],
    source_id: str,
) -> Observation | None:
    """Return the observation of one row, None where its period could not be read."""
    period, figure = coded.periods[row], coded.figures[row]
    if period is None or figure is None:
        return None
    number, cells = table.rows[row]
    columns = table.columns
    notes = (period.note, columns.cell(cells, "note"))
    return Observation(
        indicator_id=series.indicator_id,
        series=series.series,
        place=place,
        period_start=period.start,
        period_end=period.end,
        period_label=period.label,
        value=figure.value,
        unit=series.unit,
        source_id=source_id,
        dimensions={
            coding.breakdown.dimension_id: code
            for coding, code in zip(codings, coded.dimensions[row], strict=True)
        },
        obs_status=figure.status,
        value_text=figure.text,
        freq=_listed(columns.cell(cells, "frequency"), _FREQUENCIES, period.freq),
        reporting_type=_listed(columns.cell(cells, "reporting"), _REPORTING_TYPES, "N"),
        nature=codelists.nature(columns.cell(cells, "nature")) or "",
        note="; ".join(note for note in notes if note),
        file=table.name,
        row=number,
    )


def _listed(cell: str, codes: Mapping[str, str], default: str) -> str:
    return codes.get(fold(cell), default)


def without_repeats(
    table: IndicatorTable, found: Sequence[Observation], rulings: Rulings, remarks: Remarks
) -> list[Observation]:
    """Keep one row for every figure; where two rows disagree, the figure becomes a gap.

    Two different numbers for the same people, place and period cannot both be right, and nothing
    says which is; using either would be a guess.
    """
    kept: dict[str, Observation] = {}
    value = table.columns.name("value")
    cells = dict(table.rows)
    for observation in found:
        key = f"{observation.observation_id}|{observation.period_start}|{observation.period_end}"
        first = kept.setdefault(key, observation)
        if first is observation:
            continue
        where = table.where(observation.row, value)
        if _figure_of(first) == _figure_of(observation):
            what = f"the row says the same as row {first.row}; it is read once"
            remarks.warning("OSG034", where, what, "delete one of the two rows")
            continue
        settled = rulings.settle(first, observation)
        if settled is not None:
            kept[key] = settled
            continue
        what = (
            f"the row gives {_in_words(observation)} where row {first.row} gives "
            f"{_in_words(first)}; neither is used"
        )
        fix = _CONTRADICTION + _another_total(table, (cells[first.row], cells[observation.row]))
        remarks.warning("OSG035", where, what, fix)
        kept[key] = replace(
            first,
            value=None,
            value_text="",
            obs_status=ObservationStatus.MISSING,
            note=f"Rows {first.row} and {observation.row} of {table.name} contradict each other.",
        )
    return list(kept.values())


def _another_total(table: IndicatorTable, rows: Sequence[Sequence[str]]) -> str:
    """Say which word for everybody may mean another thing: "Total" of persons with disabilities."""
    for index in table.columns.breakdowns:
        written = sorted({cells[index] for cells in rows})
        if len(written) == 2 and all(map(codelists.is_total, written)):
            header = table.columns.header[index]
            return (
                f'; if "{written[1]}" in the column "{header}" does not mean everybody, add the '
                f'option aliases: {{"{header}": {{"{written[1]}": another name}}}}'
            )
    return ""


def _figure_of(observation: Observation) -> tuple[float | None, ObservationStatus, str]:
    return (observation.value, observation.obs_status, observation.value_text)


def _in_words(observation: Observation) -> str:
    if observation.value is None:
        return observation.value_text or f"no value ({fold(observation.obs_status)})"
    return f"{observation.value:g}"
