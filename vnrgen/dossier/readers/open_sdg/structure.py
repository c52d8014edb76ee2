"""What the rows of a series show about its breakdowns: fixed, nested, or parts of a whole."""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.model.observations import TOTAL

if TYPE_CHECKING:
    from vnrgen.dossier.readers.open_sdg.categories import Coding
    from vnrgen.dossier.readers.open_sdg.files import IndicatorTable
    from vnrgen.dossier.readers.open_sdg.series import Strand
    from vnrgen.dossier.readers.remarks import Remarks

_LEAST_CELLS = 3
_ROUNDING = 2.0  # percentage points by which parts rounded one by one may miss 100
_LEAST_SHARE = 1 / 3  # of the sets; in the others a part was not published, or came twice


def nested_columns(codings: Sequence[Coding], table: IndicatorTable) -> list[tuple[int, int]]:
    """Find columns that refine others ("Ethnic group" within "Ethnicity").

    Every value of the inner column lies in one value of the outer; the headers share a word stem,
    so that two characteristics that are only published together are not mistaken for one.

    Returns:
        Pairs (outer, inner) of positions in ``codings``.
    """
    groups = [n for n, c in enumerate(codings) if c.breakdown.role is DimensionRole.GROUP]
    return [
        (outer, inner)
        for inner in groups
        for outer in groups
        if outer != inner
        and _share_stem(codings[outer].breakdown.header, codings[inner].breakdown.header)
        and _refines(table, codings[outer], codings[inner])
    ]


def _share_stem(one: str, other: str) -> bool:
    stems = [{word[:5] for word in re.findall(r"\w{5,}", fold(text))} for text in (one, other)]
    return bool(stems[0] & stems[1])


def _refines(table: IndicatorTable, outer: Coding, inner: Coding) -> bool:
    parents: dict[str, set[str]] = {}
    for _, cells in table.rows:
        child = inner.codes[cells[inner.breakdown.index]]
        if child != TOTAL:
            parents.setdefault(child, set()).add(outer.codes[cells[outer.breakdown.index]])
    if any(len(found) > 1 or TOTAL in found for found in parents.values()):
        return False
    used = {next(iter(found)) for found in parents.values()}
    return len(parents) > len(used) > 1


def report_nested(
    table: IndicatorTable,
    pairs: Sequence[tuple[int, int]],
    codings: Sequence[Coding],
    remarks: Remarks,
) -> None:
    """Say that a row of an inner category is a group of its own, not of two characteristics."""
    for outer, inner in pairs:
        first, second = codings[outer].breakdown.header, codings[inner].breakdown.header
        remarks.notice(
            "OSG022",
            table.where(1, second),
            f'the column "{second}" divides "{first}" further; its rows are read as one group, '
            "not as two characteristics that meet",
            f'if that is wrong, give "{second}" a name that shares no word with "{first}"',
        )


def fixed_codes(
    table: IndicatorTable,
    strand: Strand,
    codings: Sequence[Coding],
    dimensions: Sequence[Sequence[str]],
    remarks: Remarks,
) -> dict[str, str]:
    """Return the dimensions that define a series: one value in all its rows.

    Where no row has a total and the metadata open the site with one value, that value is taken.
    """
    fixed: dict[str, str] = {}
    for position, coding in enumerate(codings):
        breakdown = coding.breakdown
        is_declared_group = breakdown.is_declared and breakdown.role is DimensionRole.GROUP
        if breakdown.role is DimensionRole.METHOD or is_declared_group:
            continue
        codes = {dimensions[row][position] for row in strand.rows}
        if TOTAL in codes:
            continue
        code = next(iter(codes)) if len(codes) == 1 else _start_value(table, coding, codes)
        if code:
            fixed[breakdown.dimension_id] = code
            _report_fixed(table, strand, coding, code, remarks)
    return fixed


def _start_value(table: IndicatorTable, coding: Coding, codes: set[str]) -> str:
    header = fold(coding.breakdown.header)
    values = [
        record.get("value", "")
        for record in table.metadata.records("data_start_values")
        if fold(record.get("field", "")) == header
    ]
    code = coding.codes.get(values[0], "") if len(values) == 1 else ""
    return code if code in codes else ""


def _report_fixed(
    table: IndicatorTable, strand: Strand, coding: Coding, code: str, remarks: Remarks
) -> None:
    label = coding.dimension.categories[code].label.within("en")
    name = f' of the series "{strand.name}"' if strand.name else ""
    remarks.notice(
        "OSG023",
        table.where(1, coding.breakdown.header),
        f'the rows{name} have no total in the column "{coding.breakdown.header}"; '
        f'"{label}" is taken to define the indicator, so that its rows are headlines',
        f"if that is wrong, write fixed in indicators.csv (now {coding.dimension.dimension_id}"
        f"={code})",
    )


def parts_of_a_whole(
    table: IndicatorTable,
    strand: Strand,
    codings: Sequence[Coding],
    dimensions: Sequence[Sequence[str]],
    values: Mapping[int, float],
    remarks: Remarks,
) -> list[str]:
    """Find breakdowns whose categories share out 100 per cent.

    "Of all carers, 22 % are retired" compares no rate of the retired with a rate of others. A
    series of percentages without any headline, in which the categories of a column add up to 100,
    is such a distribution; its categories are definitions there, never groups.

    Args:
        table: The file.
        strand: The series; its unit is a percentage.
        codings: The breakdowns.
        dimensions: The code of every breakdown, by index of the row.
        values: The numbers, by index of the row.
        remarks: Receives one notice for each column.

    Returns:
        The ids of the dimensions.
    """
    groups = [
        position
        for position, coding in enumerate(codings)
        if coding.breakdown.role is DimensionRole.GROUP and not coding.breakdown.is_declared
    ]
    if any(set(dimensions[row]) <= {TOTAL} for row in strand.rows):
        return []
    found = []
    for position in groups:
        sums = _sums(strand, position, dimensions, values, table)
        if _are_shares(sums):
            found.append(codings[position].breakdown.dimension_id)
            _report_parts(table, strand, codings[position].breakdown.header, remarks)
    return found


def _are_shares(sums: Sequence[float]) -> bool:
    if len(sums) < _LEAST_CELLS:
        return False
    whole = sum(abs(total - 100.0) <= _ROUNDING for total in sums)
    return whole >= _LEAST_SHARE * len(sums) or abs(statistics.median(sums) - 100.0) <= _ROUNDING


def _sums(
    strand: Strand,
    position: int,
    dimensions: Sequence[Sequence[str]],
    values: Mapping[int, float],
    table: IndicatorTable,
) -> list[float]:
    """Add up the categories of one column where all else is the same, for full sets only."""
    cells: dict[tuple[str, ...], list[float]] = {}
    period = table.columns.parts["period"]
    for row in strand.rows:
        codes = dimensions[row]
        if codes[position] != TOTAL and row in values:
            others = (*codes[:position], *codes[position + 1 :])
            key = (table.rows[row][1][period], *others)
            cells.setdefault(key, []).append(values[row])
    fullest = max(map(len, cells.values()), default=0)
    return [sum(found) for found in cells.values() if len(found) == fullest > 1]


def _report_parts(table: IndicatorTable, strand: Strand, header: str, remarks: Remarks) -> None:
    remarks.notice(
        "OSG024",
        table.where(1, header),
        f'in the series "{strand.name}", the categories of "{header}" add up to 100 per cent; '
        "they are parts of a whole, so they are definitions there and not groups to compare",
        f'if they are rates of groups, add the option roles: {{"{table.indicator_id}": '
        f'{{"{header}": group}}}}',
    )
