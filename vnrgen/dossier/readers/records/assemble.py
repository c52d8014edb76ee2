"""Records become observations: every text read, coded, checked, and reported where it cannot be."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vnrgen.dossier import codelists
from vnrgen.dossier.codelists import fold
from vnrgen.dossier.model import DataFile, DimensionRole, Series
from vnrgen.dossier.observations import TOTAL, Observation, ObservationStatus
from vnrgen.dossier.periods import DEFAULT_FISCAL_YEAR_START, Period, parse_periods
from vnrgen.dossier.published_values import PublishedValue
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.plausibility import Numbers
from vnrgen.dossier.readers.records.categories import Coding, code_breakdowns
from vnrgen.dossier.readers.records.figures import FigureReading, RowChecks
from vnrgen.dossier.readers.records.model import Record, RecordTable
from vnrgen.dossier.readers.records.options import RecordOptions
from vnrgen.dossier.readers.records.places import Places
from vnrgen.dossier.readers.records.series import Strand, describe, strands_of
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.problems import ProblemLog

_FREQUENCIES = {code.casefold(): code for code in ("A", "S", "Q", "M", "W", "D")} | {
    "annual": "A",
    "quarterly": "Q",
    "monthly": "M",
}
_REPORTING_TYPES = {
    "n": "N",
    "g": "G",
    "r": "R",
    "national": "N",
    "global": "G",
    "regional": "R",
}
_MANNER = ("multiplier", "frequency", "reporting", "nature")
_NOTHING_BESIDE = Numbers(None)
Written = tuple[tuple[str, str], ...]
Told = tuple[float | None, str, ObservationStatus, Numbers]  # the value, its text, why none, others


@dataclass(slots=True)
class Assembly:
    """Everything one file is read with; ``problems`` receives what is said of single rows."""

    file: DataFile
    context: ReadingContext
    options: RecordOptions
    remarks: Remarks
    problems: ProblemLog

    def result(self, table: RecordTable) -> ReadResult:
        """Return the observations of a table, with the dimensions, series and places it brings."""
        result = ReadResult(input_files=list(table.input_files))
        wanted = _wanted(table, self.options)
        if table.records and not wanted.records:
            self.remarks.error(
                "MAP014",
                table.where(),
                f"none of the {len(table.records)} rows is among those that the options ask for",
                "check the options only, indicators and series against the file",
            )
        codings = code_breakdowns(wanted, self.context, self.options, self.remarks)
        places = Places(wanted, self.context, self.options.place, self.remarks)
        reading = _TableReading(self, wanted, codings, places)
        for strand in strands_of(wanted, self.context, self.options, self.remarks):
            series = reading.series(strand)
            result.series[series.key] = series
            result.observations += reading.observations(strand, series)
        self._check_sources(table, reading.sources)
        result.places.update(places.added)
        for coding in codings:
            if coding.role is not DimensionRole.AREA and coding.dimension.categories:
                result.dimensions.setdefault(coding.dimension_id, coding.dimension)
        return result

    def _check_sources(self, table: RecordTable, sources: Mapping[str, str]) -> None:
        for source_id, words in sources.items():
            if source_id in self.context.sources or self.context.is_trial:
                continue
            said = (
                f'sources.csv has no source "{source_id}"' if source_id else "no source is declared"
            )
            option = "" if source_id else "add the option source_id: and "
            row = _csv_row(
                (source_id or "my_source", words or "its title", "its producer", "official")
            )
            self.remarks.error(
                "MAP002",
                self.file.where,
                f"{said} for the figures of {table.path}",
                f"{option}add to sources.csv (source_id,title,producer,kind) a row such as: {row}",
            )


def _csv_row(cells: Sequence[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(cells)
    return stream.getvalue()


def _wanted(table: RecordTable, options: RecordOptions) -> RecordTable:
    """Leave out the columns and rows that the options do not ask for."""
    if not (options.ignore or options.only or options.series):
        return table
    kept = [n for n, b in enumerate(table.breakdowns) if fold(b.header) not in options.ignore]
    filters = [
        (number, breakdown.header)
        for number, breakdown in enumerate(table.breakdowns)
        if fold(breakdown.header) in options.only
    ]
    parts = [(part, header) for part, header in table.headers.items()]
    limited = [(part, header) for part, header in parts if fold(header) in options.only]
    records = [
        replace(record, codes=tuple(record.codes[n] for n in kept))
        for record in table.records
        if (not options.series or _is_named(record, options.series))
        and all(options.is_wanted(header, *record.codes[n]) for n, header in filters)
        and all(options.is_wanted(header, record[part]) for part, header in limited)
    ]
    return replace(table, breakdowns=[table.breakdowns[n] for n in kept], records=records)


def _is_named(record: Record, names: frozenset[str]) -> bool:
    return fold(record["series"]) in names or fold(record["series_label"]) in names


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manner:
    """How a number is to be taken; ``freq`` is "" where the period says it."""

    power: int
    freq: str
    reporting_type: str
    nature: str


@dataclass(slots=True)
class _TableReading:
    assembly: Assembly
    table: RecordTable
    codings: Sequence[Coding]
    places: Places
    sources: dict[str, str] = field(default_factory=dict)
    _periods: dict[str, Period | None] = field(default_factory=dict)
    _found_places: dict[tuple[str, ...], str] = field(default_factory=dict)
    _places_written: dict[tuple[Written, str, str], str] = field(default_factory=dict)
    _found_dimensions: dict[Written, Mapping[str, str]] = field(default_factory=dict)
    _found_sources: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _manners: dict[tuple[str | None, ...], _Manner] = field(default_factory=dict)
    figures: FigureReading = field(init=False)

    def __post_init__(self) -> None:
        options, context = self.assembly.options, self.assembly.context
        self.figures = FigureReading(self.table, options.decimal, self.assembly.remarks)
        start = options.fiscal_year_start or context.fiscal_year_start
        self._periods = parse_periods(
            (record["period"] for record in self.table.records),
            fiscal_year_start=start or DEFAULT_FISCAL_YEAR_START,
        )

    def series(self, strand: Strand) -> Series:
        """Describe one strand with the roles that its own rows show."""
        roles = {
            coding.dimension_id: self._role(strand, position, coding)
            for position, coding in enumerate(self.codings)
            if coding.role is not DimensionRole.AREA and coding.dimension.categories
        }
        fixed = self._fixed(strand)
        roles |= dict.fromkeys(fixed, DimensionRole.DEFINITION)
        a = self.assembly
        return describe(self.table, strand, roles, fixed, a.context, a.options, a.remarks)

    def _role(self, strand: Strand, position: int, coding: Coding) -> DimensionRole:
        """Return the role of a column in one series, where that differs from its usual one."""
        name = coding.dimension_id
        if coding.is_declared or coding.role is not DimensionRole.GROUP:
            return coding.role
        beginning = self.table.definitions.get(name)
        people = self.table.group_codes.get(name, "")
        codes = self._codes(strand, position, coding) - {TOTAL}
        is_other = any(not code.startswith(people) for code in codes)
        if (beginning and strand.indicator_id.startswith(beginning)) or is_other:
            return DimensionRole.DEFINITION
        return coding.role

    def _codes(self, strand: Strand, position: int, coding: Coding) -> set[str]:
        written = {self.table.records[index].codes[position] for index in strand.records}
        return {coding.codes[one] for one in written}

    def _fixed(self, strand: Strand) -> dict[str, str]:
        """Return the dimensions that have one code, and no total, in all rows of a series."""
        fixed: dict[str, str] = {}
        for position, coding in enumerate(self.codings):
            is_group = coding.is_declared and coding.role is DimensionRole.GROUP
            if is_group or coding.role in {DimensionRole.AREA, DimensionRole.METHOD}:
                continue
            codes = self._codes(strand, position, coding)
            if len(codes) != 1 or TOTAL in codes:
                continue
            code = next(iter(codes))
            fixed[coding.dimension_id] = code
            category = coding.dimension.categories[code]
            if coding.role is DimensionRole.GROUP:
                self._report_fixed(strand, coding, category.label.within("en") or code, code)
        return fixed

    def _report_fixed(self, strand: Strand, coding: Coding, words: str, code: str) -> None:
        self.assembly.remarks.notice(
            "MAP011",
            self.table.where(1, coding.header),
            f'all rows of {strand.indicator_id} {strand.name} have "{words}" in the column '
            f'"{coding.header}"; it is taken to define the indicator, so its rows are headlines',
            f"if that is wrong, add the option roles: {{{coding.dimension_id}: group}} (now fixed "
            f"{coding.dimension_id}={code})",
        )

    def observations(self, strand: Strand, series: Series) -> list[Observation]:
        """Return the observations of one strand; rows with errors are reported and left out."""
        a, records = self.assembly, self.table.records
        checks = RowChecks(self.table, strand, series, a.problems, a.options.decimal)
        made = (self._observation(records[index], series, checks) for index in strand.records)
        return [observation for observation in made if observation is not None]

    def _observation(self, record: Record, series: Series, checks: RowChecks) -> Observation | None:
        source_id = self._source(record, series)
        period, place = self._period(record), self._place(record)
        manner = self._manner(record)
        plain = self.figures.plain(record)
        published = self.figures.published(record) if plain is None else None
        is_unread = plain is None and published is None
        if period is None or manner is None or not place or is_unread:
            return None
        told = self._told(record, plain, published, manner.power, checks)
        if told is None:
            return None
        value, text, status, beside = told
        note = record.parts.get("note", "")
        return Observation(
            indicator_id=series.indicator_id,
            series=series.series,
            place=place,
            period_start=period.start,
            period_end=period.end,
            period_label=period.label,
            value=value,
            value_text=text,
            unit=series.unit,
            source_id=source_id,
            dimensions=self._dimensions(record.codes),
            obs_status=status,
            value_lower=beside.lower,
            value_upper=beside.upper,
            se=beside.se,
            n_unweighted=beside.n_unweighted,
            population=beside.population,
            freq=manner.freq or period.freq,
            reporting_type=manner.reporting_type,
            nature=manner.nature,
            note=f"{period.note}; {note}" if period.note and note else period.note or note,
            file=self.table.path,
            row=record.row,
        )

    def _told(
        self,
        record: Record,
        plain: float | None,
        published: PublishedValue | None,
        power: int,
        checks: RowChecks,
    ) -> Told | None:
        """Return what the cells of a record say, None where they cannot be; that is reported.

        ``plain`` is the value where nothing else has to be said of it.
        """
        if plain is not None and not power and checks.is_evident(plain):
            return plain, "", ObservationStatus.NORMAL, _NOTHING_BESIDE
        published = published or self.figures.published(record)
        if published is None:
            return None
        figure = self.figures.figure(record, published)
        numbers = self.figures.numbers(record, figure, power)
        if not checks.is_plausible(record, published, numbers):
            return None
        return numbers.value, "" if power else figure.text, figure.status, numbers

    def _source(self, record: Record, series: Series) -> str:
        words = record.parts.get("source", "")
        key = (series.indicator_id, series.series, words)
        if key not in self._found_sources:
            source_id = self._found_sources[key] = self.assembly.options.source_of(*key)
            self.sources.setdefault(source_id, words)
        return self._found_sources[key]

    def _manner(self, record: Record) -> _Manner | None:
        """Return how a record's number is to be taken, None where its multiplier says nothing."""
        key = tuple(map(record.parts.get, _MANNER))
        known = self._manners.get(key)
        if known is not None:
            return known
        power = self.figures.power(record)
        if power is None:
            return None
        self._manners[key] = found = _Manner(
            power=power,
            freq=_FREQUENCIES.get(fold(record["frequency"]), ""),
            reporting_type=_REPORTING_TYPES.get(fold(record["reporting"]), "N"),
            nature=codelists.nature(record["nature"]) or "",
        )
        return found

    def _dimensions(self, written: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
        """Return the codes of a record by dimension; records with the same share one mapping."""
        if written not in self._found_dimensions:
            self._found_dimensions[written] = {
                coding.dimension_id: coding.codes[pair]
                for coding, pair in zip(self.codings, written, strict=True)
                if coding.role is not DimensionRole.AREA
            }
        return self._found_dimensions[written]

    def _period(self, record: Record) -> Period | None:
        period = self._periods[record["period"]]
        if period is None:
            self.assembly.remarks.error(
                "OBS001",
                self.table.where(record.row, "period"),
                f'"{record["period"]}" is not a period',
                "write 2024, 2018-20, 2021/22, 2024-Q1, 2024-03 or 2019-04-01/2020-03-31",
            )
        return period

    def _place(self, record: Record) -> str:
        """Return the place of a record: its narrowest area, made below the wider ones."""
        written = (record.codes, record["area"], record["area_label"])
        known = self._places_written.get(written)
        if known is not None:
            return known
        inner = self._inner_areas(record)
        key = (*written[1:], *(text for _, pair in inner for text in pair))
        if key not in self._found_places:
            place = self.places.of_area(record["area"], record["area_label"], record.row)
            for header, (code, words) in inner if place else ():
                place = self.places.within(code, words, place, record.row, header)
            self._found_places[key] = place
        self._places_written[written] = self._found_places[key]
        return self._found_places[key]

    def _inner_areas(self, record: Record) -> list[tuple[str, tuple[str, str]]]:
        return [
            (coding.header, record.codes[position])
            for position, coding in enumerate(self.codings)
            if coding.role is DimensionRole.AREA and coding.codes[record.codes[position]] != TOTAL
        ]
