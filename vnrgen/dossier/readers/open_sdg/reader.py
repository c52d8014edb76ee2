"""Reads a folder of Open SDG files: tables, places, roles, series, then observations."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.model.observations import SDMX_DIMENSIONS
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.open_sdg.areas import areas_of
from vnrgen.dossier.readers.open_sdg.categories import Coding, code_column
from vnrgen.dossier.readers.open_sdg.contents import (
    report_ages,
    report_no_headline,
    rows_not_observed,
)
from vnrgen.dossier.readers.open_sdg.coverage import build_gazetteer
from vnrgen.dossier.readers.open_sdg.files import IndicatorTable, read_tables
from vnrgen.dossier.readers.open_sdg.mixed import with_columns_parted
from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions, read_options
from vnrgen.dossier.readers.open_sdg.roles import Breakdown, find_breakdowns
from vnrgen.dossier.readers.open_sdg.rows import CodedRows, code_rows, observe, without_repeats
from vnrgen.dossier.readers.open_sdg.series import Strand, build_series, strands_of
from vnrgen.dossier.readers.open_sdg.structure import (
    fixed_codes,
    nested_columns,
    parts_of_a_whole,
    report_nested,
)
from vnrgen.dossier.readers.remarks import Remarks

if TYPE_CHECKING:
    from vnrgen.dossier.model import DataFile, Dimension, Series
    from vnrgen.problems import ProblemLog


def read(file: DataFile, context: ReadingContext, problems: ProblemLog) -> ReadResult:
    """Read the data files of an Open SDG site.

    Args:
        file: A folder with ``data/`` and ``meta/``, a folder of ``indicator_*.csv``, or one CSV.
            ``docs/open-sdg.md`` describes its options.
        context: What the dossier already says; it rules over what is assumed here.
        problems: Receives what is wrong, and every assumption as a notice.

    Returns:
        Observations, and the dimensions, series and places the files bring. A series that
        indicators.csv has comes back with the roles and fixed dimensions found in the data.
    """
    remarks = Remarks()
    result = ReadResult()
    options = read_options(file, remarks)
    tables, result.input_files = read_tables(file, context, options, remarks, problems)
    shapes = [_shape(table, context, options, remarks) for table in tables]
    areas = [areas_of(table, breakdowns, options) for table, breakdowns in shapes]
    gazetteer = build_gazetteer(areas, context, options, remarks)
    result.places.update(gazetteer.added)
    _check_sources(tables, file, context, options, remarks)
    for (table, breakdowns), found in zip(shapes, areas, strict=True):
        places = {
            number: gazetteer.place_of(table.name, path, code)
            for number, (path, code) in found.by_row.items()
        }
        whole = {number for number, (path, _) in found.by_row.items() if not path}
        _IndicatorReading(table, context, options, remarks, result).read(breakdowns, places, whole)
    remarks.hand_over(problems)
    return result


def _shape(
    table: IndicatorTable, context: ReadingContext, options: OpenSdgOptions, remarks: Remarks
) -> tuple[IndicatorTable, list[Breakdown]]:
    """Return a table without the rows that hold no observations, and its breakdowns."""
    table = with_columns_parted(table, options, remarks)
    breakdowns = find_breakdowns(table, context, options, remarks)
    without = rows_not_observed(table, breakdowns, options, remarks)
    if not without:
        return table, breakdowns
    rows = [(number, cells) for number, cells in table.rows if number not in without]
    return replace(table, rows=rows), breakdowns


@dataclass(frozen=True, slots=True)
class _IndicatorReading:
    table: IndicatorTable
    context: ReadingContext
    options: OpenSdgOptions
    remarks: Remarks
    result: ReadResult

    def read(
        self, breakdowns: Sequence[Breakdown], places: Mapping[int, str], whole: Set[int]
    ) -> None:
        codings = [
            self._kept_apart(
                code_column(self.table, breakdown, self.context, self.options, self.remarks)
            )
            for breakdown in breakdowns
            if breakdown.role is not DimensionRole.AREA
        ]
        nested = nested_columns(codings, self.table)
        report_nested(self.table, nested, codings, self.remarks)
        report_ages(self.table, codings, self.remarks)
        areas = [b for b in breakdowns if b.role is DimensionRole.AREA]
        coded = code_rows(self.table, codings, nested, self.context, self.options, self.remarks)
        source_id = self.options.source_of(self.table.indicator_id)
        found = []
        for strand in strands_of(self.table, self.remarks):
            series = self._series(strand, codings, coded)
            report_no_headline(
                self.table, strand, codings, coded, series.fixed, areas, whole, self.remarks
            )
            self.result.series[series.key] = series
            for row in strand.rows:
                place = places[self.table.rows[row][0]]
                observation = observe(self.table, row, series, place, coded, codings, source_id)
                if observation:
                    found.append(observation)
        self.result.observations.extend(
            without_repeats(self.table, found, self.context.rulings, self.remarks)
        )
        for coding in codings:
            self._add_dimension(coding.dimension)

    def _series(self, strand: Strand, codings: Sequence[Coding], coded: CodedRows) -> Series:
        """Describe one strand with the roles its own rows show."""
        roles = {c.breakdown.dimension_id: c.breakdown.role for c in codings}
        fixed = fixed_codes(self.table, strand, codings, coded.dimensions, self.remarks)
        shares: list[str] = []
        unit = codelists.unit(strand.unit)
        if unit and unit.scale == 100:
            shares = parts_of_a_whole(
                self.table, strand, codings, coded.dimensions, coded.values, self.remarks
            )
        roles |= dict.fromkeys([*fixed, *shares], DimensionRole.DEFINITION)
        return build_series(
            self.table, strand, roles, fixed, self.context, self.options, self.remarks
        )

    def _kept_apart(self, coding: Coding) -> Coding:
        """Give a dimension its own name where another file orders the same labels otherwise.

        "Quintile 5" is the most deprived fifth in one file and the least deprived in the next;
        as one dimension one of the two would be turned upside down.
        """
        known = self.result.dimensions.get(coding.dimension.dimension_id)
        if known is None or not _contradict(known, coding.dimension):
            return coding
        suffix = self.table.indicator_id.replace(".", "_")
        own = f"{coding.dimension.dimension_id}_{suffix}"
        self.remarks.notice(
            "OSG036",
            self.table.where(1, coding.breakdown.header),
            f'the column "{coding.breakdown.header}" orders its labels otherwise than in another '
            f"file; here it is the dimension {own}",
            "name that dimension in groups.csv, or declare the order of both columns",
        )
        return replace(
            coding,
            breakdown=replace(coding.breakdown, dimension_id=own),
            dimension=replace(coding.dimension, dimension_id=own),
        )

    def _add_dimension(self, dimension: Dimension) -> None:
        known = self.result.dimensions.get(dimension.dimension_id)
        if known:
            categories = {**dimension.categories, **known.categories}
            dimension = replace(known, categories=categories)
        self.result.dimensions[dimension.dimension_id] = dimension


def _contradict(one: Dimension, other: Dimension) -> bool:
    """Tell whether two orders cannot be one: a label has two ranks, or a rank two labels."""
    if one.dimension_id in SDMX_DIMENSIONS:
        return False
    ranks = {code: category.order for code, category in one.categories.items() if category.order}
    labels = {order: code for code, order in ranks.items()}
    return any(
        ranks.get(code, category.order) != category.order
        or labels.get(category.order, code) != code
        for code, category in other.categories.items()
        if category.order
    )


def _check_sources(
    tables: Sequence[IndicatorTable],
    file: DataFile,
    context: ReadingContext,
    options: OpenSdgOptions,
    remarks: Remarks,
) -> None:
    """See that all figures have a source; if not, write its row from the metadata."""
    missing: dict[str, IndicatorTable] = {}
    for table in tables:
        source_id = options.source_of(table.indicator_id)
        if source_id not in context.sources:
            missing.setdefault(source_id, table)
    for source_id, table in missing.items():
        said = f'sources.csv has no source "{source_id}"' if source_id else "no source is declared"
        option = "" if source_id else "add the option source_id: nso, and "
        remarks.error(
            "OSG025",
            file.where,
            f"{said} for the figures of {file.path}",
            f"{option}add to sources.csv (source_id,title,producer,kind,published,url), "
            f"for instance: {_source_row(source_id or 'nso', table)}",
        )


def _source_row(source_id: str, table: IndicatorTable) -> str:
    text = table.metadata.text
    row = (
        source_id,
        text("source_url_text_1") or table.metadata.title,
        text("source_organisation_1"),
        _kind(text("source_statistical_classification_1")),
        text("source_release_date_1"),
        text("source_url_1"),
    )
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(row)
    return stream.getvalue()


def _kind(classification: str) -> str:
    """Say ``official`` only where the office says so; a person decides the rest."""
    is_official = re.match(r"(?:national|official|accredited) ", fold(classification))
    return "official" if is_official else "administrative"
