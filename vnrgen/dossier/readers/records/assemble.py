"""Records become observations: every text read, coded, checked, and reported where it cannot be."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import DataFile, DimensionRole
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.records.categories import code_breakdowns
from vnrgen.dossier.readers.records.model import Record, Records, RecordTable
from vnrgen.dossier.readers.records.options import RecordOptions
from vnrgen.dossier.readers.records.places import Places
from vnrgen.dossier.readers.records.series import strands_of
from vnrgen.dossier.readers.records.table_reading import TableReading
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.problems import ProblemLog


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
        reading = TableReading(wanted, codings, places, self.context, self.options, self.remarks)
        for strand in strands_of(wanted, self.context, self.options, self.remarks):
            series = reading.series(strand)
            result.series[series.key] = series
            reading.read(strand, series, result.observations, self.problems)
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
    return replace(
        table, breakdowns=[table.breakdowns[n] for n in kept], records=Records.of(records)
    )


def _is_named(record: Record, names: frozenset[str]) -> bool:
    return fold(record["series"]) in names or fold(record["series_label"]) in names
