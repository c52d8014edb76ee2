"""The rows of one table are read: what depends on few different cells is read once for all rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from vnrgen.dossier.model import DimensionRole, Series
from vnrgen.dossier.model.observations import TOTAL, ObservationStatus
from vnrgen.dossier.observations.periods import DEFAULT_FISCAL_YEAR_START, Period, parse_periods
from vnrgen.dossier.observations.rows import ObservationRows
from vnrgen.dossier.observations.selection import selected
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.dossier.readers.plausibility import Numbers
from vnrgen.dossier.readers.records.categories import Coding
from vnrgen.dossier.readers.records.figures import FigureReading, RowChecks
from vnrgen.dossier.readers.records.manners import MANNER, Manner, manner_of
from vnrgen.dossier.readers.records.model import Codes, Record, RecordTable
from vnrgen.dossier.readers.records.options import RecordOptions
from vnrgen.dossier.readers.records.places import Places
from vnrgen.dossier.readers.records.series import Strand, describe
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.problems import ProblemLog

_PLAINLY = ("", ObservationStatus.NORMAL, Numbers(None))  # what stands beside a plain value
Told = tuple[float | None, str, ObservationStatus, Numbers]  # the value, its text, why none, others
Spot = tuple[int, str, str]  # which codes, the area and its words


@dataclass(slots=True)
class TableReading:
    """Reads one table, series by series; ``sources`` are the ids of its sources, with words."""

    table: RecordTable
    codings: Sequence[Coding]
    places: Places
    context: ReadingContext
    options: RecordOptions
    remarks: Remarks
    sources: dict[str, str] = field(default_factory=dict)
    figures: FigureReading = field(init=False)
    _periods: Sequence[Period | None] = field(init=False)  # of each record, as those that follow
    _dimensions: Sequence[Mapping[str, str]] = field(init=False)
    _spots: Sequence[Spot] = field(init=False)
    _manners_written: Sequence[tuple[str, ...]] = field(init=False)
    _found_spots: dict[Spot, str] = field(default_factory=dict)
    _found_places: dict[tuple[str, ...], str] = field(default_factory=dict)
    _found_manners: dict[tuple[str, ...], Manner] = field(default_factory=dict)

    def __post_init__(self) -> None:
        records, every = self.table.records, range(len(self.table.records))
        self.figures = FigureReading(self.table, self.options.decimal, self.remarks)
        start = self.options.fiscal_year_start or self.context.fiscal_year_start
        written = records.column("period", every)
        periods = parse_periods(written, fiscal_year_start=start or DEFAULT_FISCAL_YEAR_START)
        self._periods = list(map(periods.__getitem__, written))
        dimensions = [self._dimensions_of(codes) for codes in records.forms]
        self._dimensions = list(map(dimensions.__getitem__, records.form_of))
        words = (records.column("area", every), records.column("area_label", every))
        self._spots = list(zip(records.form_of, *words, strict=True))
        self._manners_written = records.together(MANNER)

    def _dimensions_of(self, codes: Codes) -> Mapping[str, str]:
        return {
            coding.dimension_id: coding.codes[pair]
            for coding, pair in zip(self.codings, codes, strict=True)
            if coding.role is not DimensionRole.AREA
        }

    # --- what a series is ----------------------------------------------------------------------

    def series(self, strand: Strand) -> Series:
        """Describe one strand with the roles that its own rows show."""
        records = self.table.records
        forms = [records.forms[n] for n in set(selected(records.form_of, strand.records))]
        roles = {
            coding.dimension_id: self._role(strand, coding, _codes(forms, position, coding))
            for position, coding in enumerate(self.codings)
            if coding.role is not DimensionRole.AREA and coding.dimension.categories
        }
        fixed = self._fixed(strand, forms)
        roles |= dict.fromkeys(fixed, DimensionRole.DEFINITION)
        return describe(self.table, strand, roles, fixed, self.context, self.options, self.remarks)

    def _role(self, strand: Strand, coding: Coding, codes: set[str]) -> DimensionRole:
        """Return the role of a column in one series, where that differs from its usual one."""
        name = coding.dimension_id
        if coding.is_declared or coding.role is not DimensionRole.GROUP:
            return coding.role
        beginning = self.table.definitions.get(name)
        people = self.table.group_codes.get(name, "")
        is_other = any(not code.startswith(people) for code in codes - {TOTAL})
        if (beginning and strand.indicator_id.startswith(beginning)) or is_other:
            return DimensionRole.DEFINITION
        return coding.role

    def _fixed(self, strand: Strand, forms: Sequence[Codes]) -> dict[str, str]:
        """Return the dimensions that have one code, and no total, in all rows of a series."""
        fixed: dict[str, str] = {}
        for position, coding in enumerate(self.codings):
            is_group = coding.is_declared and coding.role is DimensionRole.GROUP
            if is_group or coding.role in {DimensionRole.AREA, DimensionRole.METHOD}:
                continue
            codes = _codes(forms, position, coding)
            if len(codes) != 1 or TOTAL in codes:
                continue
            code = next(iter(codes))
            fixed[coding.dimension_id] = code
            category = coding.dimension.categories[code]
            if coding.role is DimensionRole.GROUP:
                self._report_fixed(strand, coding, category.label.within("en") or code, code)
        return fixed

    def _report_fixed(self, strand: Strand, coding: Coding, words: str, code: str) -> None:
        self.remarks.notice(
            "MAP011",
            self.table.where(1, coding.header),
            f'all rows of {strand.indicator_id} {strand.name} have "{words}" in the column '
            f'"{coding.header}"; it is taken to define the indicator, so its rows are headlines',
            f"if that is wrong, add the option roles: {{{coding.dimension_id}: group}} (now fixed "
            f"{coding.dimension_id}={code})",
        )

    # --- its rows ------------------------------------------------------------------------------

    def read(
        self, strand: Strand, series: Series, found: ObservationRows, problems: ProblemLog
    ) -> None:
        """Add the observations of one strand; rows with errors are reported and left out."""
        which = strand.records
        sources = self._sources(series, which)
        periods = self._known_periods(which)
        places = self._known_places(which)
        manners = self._known_manners(which)
        is_known = list(map(all, zip(periods, manners, places, strict=True)))
        checks = RowChecks(self.table, strand, series, problems, self.options.decimal)
        told = self._told(which, manners, is_known, checks)
        columns: dict[str, Sequence[Any]] = {
            "told": told,
            "period": periods,
            "place": places,
            "manner": manners,
            "source_id": sources,
            "dimensions": selected(self._dimensions, which),
            "note": self.table.records.column("note", which),
            "row": selected(self.table.records.rows, which),
        }
        if not all(told):
            columns = {name: list(compress(cells, told)) for name, cells in columns.items()}
        found.add(_as_fields(columns, series, self.table.path))

    def _sources(self, series: Series, which: Sequence[int]) -> list[str]:
        written = self.table.records.column("source", which)
        found = {}
        for words in dict.fromkeys(written):
            source_id = self.options.source_of(series.indicator_id, series.series, words)
            found[words] = source_id
            self.sources.setdefault(source_id, words)
        return list(map(found.__getitem__, written))

    def _known_periods(self, which: Sequence[int]) -> Sequence[Period | None]:
        periods = selected(self._periods, which)
        if not all(periods):
            for place, period in zip(which, periods, strict=True):
                if period is None:
                    self._report_period(self.table.records[place])
        return periods

    def _report_period(self, record: Record) -> None:
        self.remarks.error(
            "OBS001",
            self.table.where(record.row, "period"),
            f'"{record["period"]}" is not a period',
            "write 2024, 2018-20, 2021/22, 2024-Q1, 2024-03 or 2019-04-01/2020-03-31",
        )

    def _known_manners(self, which: Sequence[int]) -> list[Manner | None]:
        """Return how numbers are to be taken, None where that is not known; each is reported."""
        written = selected(self._manners_written, which)
        found = list(map(self._found_manners.get, written))
        if all(found):
            return found
        return [
            self._found_manners.get(key) or self._manner(key, place)
            for place, key in zip(which, written, strict=True)
        ]

    def _manner(self, written: tuple[str, ...], place: int) -> Manner | None:
        found = manner_of(self.table.records[place], self.figures)
        if found is not None:
            self._found_manners[written] = found
        return found

    def _known_places(self, which: Sequence[int]) -> list[str]:
        """Return the place of each record, "" where it has none; that is reported once."""
        known, written = self._found_spots, selected(self._spots, which)
        for place, spot in zip(which, written, strict=True):
            if spot not in known:
                known[spot] = self._place(self.table.records[place])
        return list(map(known.__getitem__, written))

    def _place(self, record: Record) -> str:
        """Return the place of a record: its narrowest area, made below the wider ones."""
        inner = self._inner_areas(record)
        area = (record["area"], record["area_label"])
        key = (*area, *(text for _, pair in inner for text in pair))
        if key not in self._found_places:
            place = self.places.of_area(*area, record.row)
            for header, (code, words) in inner if place else ():
                place = self.places.within(code, words, place, record.row, header)
            self._found_places[key] = place
        return self._found_places[key]

    def _inner_areas(self, record: Record) -> list[tuple[str, tuple[str, str]]]:
        return [
            (coding.header, record.codes[position])
            for position, coding in enumerate(self.codings)
            if coding.role is DimensionRole.AREA and coding.codes[record.codes[position]] != TOTAL
        ]

    def _told(
        self,
        which: Sequence[int],
        manners: Sequence[Manner | None],
        is_known: Sequence[bool],
        checks: RowChecks,
    ) -> list[Told | None]:
        """Return what the cells of each record say, None where they cannot be; that is reported.

        ``is_known`` tells the records of which period, place and manner are known.
        """
        plain = self.figures.plain(which)
        is_one = [known and not (m and m.power) for known, m in zip(is_known, manners, strict=True)]
        if all(is_one) and checks.are_evident(plain):
            return [(value, *_PLAINLY) for value in plain]
        return [
            (value, *_PLAINLY)
            if one and value is not None and checks.is_evident(value)
            else self._told_by(self.table.records[place], manner if known else None, checks)
            for place, value, one, known, manner in zip(
                which, plain, is_one, is_known, manners, strict=True
            )
        ]

    def _told_by(self, record: Record, manner: Manner | None, checks: RowChecks) -> Told | None:
        """Return what the cells of one record say; ``manner`` is None where it is not to count."""
        published = self.figures.published(record)
        if manner is None or published is None:
            return None
        figure = self.figures.figure(record, published)
        numbers = self.figures.numbers(record, figure, manner.power)
        if not checks.is_plausible(record, published, numbers):
            return None
        return numbers.value, "" if manner.power else figure.text, figure.status, numbers


def _codes(forms: Sequence[Codes], position: int, coding: Coding) -> set[str]:
    return {coding.codes[form[position]] for form in forms}


def _as_fields(
    columns: Mapping[str, Sequence[Any]], series: Series, path: str
) -> dict[str, Sequence[Any]]:
    """Return the fields of ``Observation`` of what was read of the rows of one series."""
    periods, manners = columns["period"], columns["manner"]
    count = len(periods)
    values, texts, statuses, beside = zip(*columns["told"], strict=True) if count else [()] * 4
    _, lower, upper, se, population, cases = zip(*beside, strict=True) if count else [()] * 6
    notes, of_periods = columns["note"], [period.note for period in periods]
    if any(of_periods):
        notes = ["; ".join(filter(None, both)) for both in zip(of_periods, notes, strict=True)]
    return {
        "indicator_id": [series.indicator_id] * count,
        "series": [series.series] * count,
        "place": columns["place"],
        "period_start": [period.start for period in periods],
        "period_end": [period.end for period in periods],
        "period_label": [period.label for period in periods],
        "value": values,
        "unit": [series.unit] * count,
        "source_id": columns["source_id"],
        "dimensions": columns["dimensions"],
        "obs_status": statuses,
        "value_text": texts,
        "value_lower": lower,
        "value_upper": upper,
        "se": se,
        "n_unweighted": cases,
        "population": population,
        "freq": [m.freq or p.freq for m, p in zip(manners, periods, strict=True)],
        "reporting_type": [manner.reporting_type for manner in manners],
        "nature": [manner.nature for manner in manners],
        "note": notes,
        "file": [path] * count,
        "row": columns["row"],
    }
