"""The canonical layout: one row per published value, one column per dimension."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from vnrgen.dossier.codes.codelists import canonical_code, is_total, nature, status
from vnrgen.dossier.model import DataFile, Series
from vnrgen.dossier.model.observations import (
    SDMX_DIMENSIONS,
    TOTAL,
    Observation,
    ObservationStatus,
)
from vnrgen.dossier.observations.periods import DEFAULT_FISCAL_YEAR_START, Period, parse_periods
from vnrgen.dossier.observations.published_values import PublishedValue, read_published_value
from vnrgen.dossier.observations.rows import ObservationRows
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.plausibility import Numbers, is_plausible
from vnrgen.dossier.tables.cells import Cells, number_fix, parse_number
from vnrgen.dossier.tables.headers import Columns, Row, Table, read_table
from vnrgen.dossier.tables.suggestions import did_you_mean
from vnrgen.problems import ProblemLog

_REQUIRED = ("indicator_id", "series", "place", "period", "value", "source_id")
_OPTIONAL = (
    "unit",
    "unit_mult",
    "value_lower",
    "value_upper",
    "se",
    "n_unweighted",
    "population",
    "obs_status",
    "nature",
    "freq",
    "reporting_type",
    "note",
)
_OPTIONS = ("sheet", "decimal")


def read(file: DataFile, context: ReadingContext, problems: ProblemLog) -> ReadResult:
    """Read one file in the canonical layout; rows with errors are reported and left out."""
    path = context.path_of(file)
    if not path.is_file():
        problems.error(
            "LAY002",
            file.where,
            f'"{file.path}" is a folder; the canonical layout is one file',
            "name each file of the folder in dossier.yaml",
        )
        return ReadResult()
    for name in sorted(set(file.options) - set(_OPTIONS)):
        problems.warning(
            "LAY003",
            file.where,
            f'the canonical layout has no option "{name}"',
            did_you_mean(name, _OPTIONS),
        )
    dimensions = tuple(dict.fromkeys((*SDMX_DIMENSIONS, *context.dimensions)))
    columns = Columns(_REQUIRED, (*_OPTIONAL, *dimensions))
    sheet = str(file.options.get("sheet", ""))
    table = read_table(path, context.root, columns, problems, sheet=sheet)
    reading = _Reading(context, problems, file, dimensions, _periods(table, context))
    made = (reading.observation(row) for row in table.rows)
    return ReadResult(
        observations=ObservationRows(one for one in made if one is not None),
        input_files=[path],
    )


def _periods(table: Table, context: ReadingContext) -> dict[str, Period | None]:
    start = context.fiscal_year_start or DEFAULT_FISCAL_YEAR_START
    return parse_periods((str(row["period"]) for row in table.rows), fiscal_year_start=start)


class _Reading:
    """The reading of one file, row by row."""

    def __init__(
        self,
        context: ReadingContext,
        problems: ProblemLog,
        file: DataFile,
        dimensions: tuple[str, ...],
        periods: dict[str, Period | None],
    ) -> None:
        self._context = context
        self._problems = problems
        self._decimal = str(file.options.get("decimal", context.decimal_mark))
        self._dimensions = dimensions
        self._periods = periods
        self._national = _national_codes(context)

    def observation(self, row: Row) -> Observation | None:
        """Return the observation of a row, or None where the row is wrong."""
        cells = Cells(row, self._problems, decimal_mark=self._decimal)
        series = self._series(cells)
        period = self._period(cells)
        place = self._known(cells, "place", "REF002", self._context.places)
        source = self._known(cells, "source_id", "REF004", self._context.sources)
        published = self._published(cells)
        if series is None or period is None or published is None or not (place and source):
            return None
        numbers = self._numbers(cells, published)
        state = self._status(cells, published)
        if state is None or not is_plausible(cells, series, published, numbers):
            return None
        return Observation(
            indicator_id=series.indicator_id,
            series=series.series,
            place=place,
            period_start=period.start,
            period_end=period.end,
            period_label=period.label,
            value=numbers.value,
            value_text=published.text,
            unit=series.unit,
            source_id=source,
            dimensions={name: self._code(cells, name) for name in self._dimensions},
            obs_status=state,
            value_lower=numbers.lower,
            value_upper=numbers.upper,
            se=numbers.se,
            n_unweighted=numbers.n_unweighted,
            population=numbers.population,
            freq=cells.text("freq").upper() or period.freq,
            reporting_type=cells.text("reporting_type").upper() or "N",
            nature=nature(cells.text("nature")) or cells.text("nature"),
            note="; ".join(filter(None, (cells.text("note"), period.note))),
            file=row.path,
            row=row.number,
        )

    def _series(self, cells: Cells) -> Series | None:
        key = (cells.required("indicator_id"), cells.required("series"))
        if not all(key):
            return None
        series = self._context.series.get(key)
        if series is None and self._context.series and not self._is_unread(*key):
            known = [" ".join(known) for known in sorted(self._context.series)]
            self._problems.error(
                "REF005",
                cells.row.at("series"),
                f'"{key[0]} {key[1]}" is not in indicators.csv',
                f"{did_you_mean(' '.join(key), known)} Or add the series to indicators.csv",
            )
        return series

    def _is_unread(self, indicator_id: str, series: str) -> bool:
        """Whether indicators.csv has the series in a row with an error, reported there."""
        unread = self._context.unread
        return unread.may_be("indicators", series) or unread.may_be("indicators", indicator_id)

    def _known(self, cells: Cells, column: str, code: str, known: Mapping[str, object]) -> str:
        identifier = cells.required(column)
        if not identifier or identifier in known:
            return identifier
        if known:  # an empty or unreadable table is a problem of its own
            table = "places.csv" if column == "place" else "sources.csv"
            self._problems.error(
                code,
                cells.row.at(column),
                f'"{identifier}" is not in {table}',
                f"{did_you_mean(identifier, known)} Or add it to {table}",
            )
        return ""

    def _period(self, cells: Cells) -> Period | None:
        text = cells.required("period")
        period = self._periods.get(text)
        if text and period is None:
            self._problems.error(
                "OBS001",
                cells.row.at("period"),
                f'"{text}" is not a period',
                "write 2024, 2018-20, 2021/22, 2024-Q1, 2024-03 or 2019-04-01/2020-03-31",
            )
        return period

    def _published(self, cells: Cells) -> PublishedValue | None:
        cell = cells.row["value"]
        published = read_published_value(cell, self._decimal)
        if published is None:
            self._problems.error(
                "OBS002",
                cells.row.at("value"),
                f'"{cell}" is not a number',
                f"{number_fix(self._decimal)}; marks such as (29.5), (*), - and <5 are understood",
            )
        return published

    def _numbers(self, cells: Cells, published: PublishedValue) -> Numbers:
        power = self._power(cells)
        return Numbers(
            value=_scaled(published.value, power),
            lower=_scaled(cells.number("value_lower"), power),
            upper=_scaled(cells.number("value_upper"), power),
            se=_scaled(cells.number("se"), power),
            population=cells.number("population"),
            n_unweighted=cells.integer("n_unweighted"),
        )

    def _power(self, cells: Cells) -> int:
        text = cells.text("unit_mult")
        number = parse_number(text, self._decimal) if text else 0.0
        if number is None or number != int(number) or not -12 <= number <= 12:
            self._problems.error(
                "OBS003",
                cells.row.at("unit_mult"),
                f'"{text}" is not a power of ten',
                "write the exponent: 3 for thousands, 6 for millions, 0 or nothing for ones",
            )
            return 0
        return int(number)

    def _status(self, cells: Cells, published: PublishedValue) -> ObservationStatus | None:
        """Settle the status from the column, the mark in the cell and the note."""
        written = cells.text("obs_status")
        declared = _status_of(written)
        if written and declared is None:
            self._problems.error(
                "OBS004",
                cells.row.at("obs_status"),
                f'"{written}" is not an observation status',
                "use A, E, P, U, D, B, Q, O, M or L, or the words (docs/dossier.md)",
            )
            return None
        if published.value is None:
            return self._status_of_gap(cells, published, declared)
        if declared is not None and not declared.has_value:
            self._problems.error(
                "OBS005",
                cells.row.at("value"),
                f"the row has a value, but its status says {str(declared).replace('_', ' ')}",
                "delete the value (a withheld value must not be in the dossier), or correct the "
                "status",
            )
            return None
        if declared in {None, ObservationStatus.NORMAL}:
            return published.status or ObservationStatus.NORMAL
        return declared

    def _status_of_gap(
        self, cells: Cells, published: PublishedValue, declared: ObservationStatus | None
    ) -> ObservationStatus | None:
        if declared is not None and not declared.has_value:
            return declared
        if published.status is not None:
            return published.status
        if cells.text("note"):
            return ObservationStatus.MISSING
        self._problems.error(
            "OBS006",
            cells.row.at("value"),
            "the value is empty and nothing says why",
            "write why in obs_status (Q suppressed, M missing, L cannot exist) or in the note",
        )
        return None

    def _code(self, cells: Cells, dimension: str) -> str:
        """Return the code of one dimension, spelled as the code list or the dossier has it."""
        text = cells.text(dimension)
        if not text or is_total(text):
            return TOTAL
        if dimension in SDMX_DIMENSIONS:
            found = canonical_code(dimension, text)
            if found is not None:
                return found
        return self._national.get((dimension, text.casefold()), text)


def _status_of(text: str) -> ObservationStatus | None:
    if not text:
        return None
    try:
        return ObservationStatus(text.strip().casefold().replace(" ", "_"))
    except ValueError:
        return status(text)


def _scaled(number: float | None, power: int) -> float | None:
    """Apply UNIT_MULT without the noise of binary multiplication."""
    if number is None or power == 0:
        return number
    return float(Decimal(repr(number)).scaleb(power))


def _national_codes(context: ReadingContext) -> dict[tuple[str, str], str]:
    """Return the codes that the dossier itself defines, findable without regard to case."""
    codes: dict[tuple[str, str], str] = {}
    for group in context.groups.values():
        if group.sdmx_dim and group.sdmx_code:
            codes[group.sdmx_dim, group.sdmx_code.casefold()] = group.sdmx_code
    for dimension in context.dimensions.values():
        for code in dimension.categories:
            codes[dimension.dimension_id, code.casefold()] = code
    return codes
