"""What the values of a column say of it, where its header says nothing or another thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import age_bounds, canonical_code, fold, is_total, languages_of
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.model.observations import TOTAL

if TYPE_CHECKING:
    from vnrgen.dossier.readers.open_sdg.categories import Coding
    from vnrgen.dossier.readers.open_sdg.files import IndicatorTable
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.open_sdg.roles import Breakdown
    from vnrgen.dossier.readers.open_sdg.rows import CodedRows
    from vnrgen.dossier.readers.open_sdg.series import Strand
    from vnrgen.dossier.readers.remarks import Remarks

# Dimensions of people whose words mean nothing else; "lowest" or "16-24" could be anything.
_PLAIN_DIMENSIONS = ("sex", "urbanisation", "disability_status")
_WHOLE_COUNTRY = frozenset(
    {"national", "nationwide", "country", "whole country", "national total", "national average"}
    | {
        "nacional",
        "total nacional",
        "total país",
        "todo el país",
        "ensemble du pays",
        "pays entier",
    }
    | {"niveau national", "bundesgebiet", "republic", "республика", "по республике", "по стране"}
    | {"всего по республике", "всего по стране", "вся страна", "страна"}
)
_NOT_OBSERVED = re.compile(
    r"\b(?:targets?|projections?|projected|forecasts?|goal values?|target values?|zielwerte?|"
    r"projektion(?:en)?|prognosen?|cibles?|prévisions?|metas?|proyección|proyecciones|"
    r"projeção|projeções|прогноз|цель|целевое значение)\b"
)
_MOST_SHOWN = 6


def dimension_of_values(values: Iterable[str], taken: Iterable[str]) -> str:
    """Return the SDMX dimension of which every value of a column is a code or word, or "".

    >>> dimension_of_values(["Urban", "rural", "National"], []), dimension_of_values(["North"], [])
    ('urbanisation', '')
    """
    words = [v for v in values if not is_total(v) and fold(v) not in _WHOLE_COUNTRY]
    fitting = [
        name
        for name in _PLAIN_DIMENSIONS
        if words and all(canonical_code(name, word) not in {None, TOTAL} for word in words)
    ]
    return fitting[0] if len(fitting) == 1 and fitting[0] not in set(taken) else ""


def kind_of(word: str) -> str:
    """Return the only dimension that a word for people is of, "" where it may mean anything.

    An age must say so in letters.

    >>> kind_of("Women"), kind_of("15 to 24 years"), kind_of("15-24"), kind_of("Herders")
    ('sex', 'age', '', '')
    """
    plain = dimension_of_values([word], ())
    if plain:
        return plain
    is_age = canonical_code("age", word) not in {None, TOTAL} and any(map(str.isalpha, word))
    return "age" if is_age else ""


def is_whole_country(value: str) -> bool:
    """Tell a word that stands for the whole country where a place is expected."""
    parts = languages_of(value)
    return bool(parts) and all(fold(part) in _WHOLE_COUNTRY for part in parts)


def codes_of_areas(
    table: IndicatorTable, breakdowns: Sequence[Breakdown], remarks: Remarks
) -> list[Breakdown]:
    """Return the breakdowns without those that only repeat an area as its code."""
    areas = [b for b in breakdowns if b.role is DimensionRole.AREA]
    kept = []
    for one in breakdowns:
        area = next((a for a in areas if a is not one and _says_the_same(table, a, one)), None)
        if area is None or one.is_declared or one.role is not DimensionRole.DEFINITION:
            kept.append(one)
            continue
        what = f'the column "{one.header}" has one code for each "{area.header}"; it is left out'
        fix = "rename it to GeoCode if these are the codes of the places"
        remarks.notice("OSG009", table.where(1, one.header), what, fix)
    return kept


def _says_the_same(table: IndicatorTable, area: Breakdown, other: Breakdown) -> bool:
    pairs = {(cells[area.index], cells[other.index]) for _, cells in table.rows}
    pairs.discard(("", ""))
    sides = tuple(zip(*pairs, strict=True)) if pairs else ()
    return len(pairs) > 1 and all("" not in side and len(set(side)) == len(pairs) for side in sides)


def rows_not_observed(
    table: IndicatorTable,
    breakdowns: Sequence[Breakdown],
    options: OpenSdgOptions,
    remarks: Remarks,
) -> set[int]:
    """Return the rows whose label says that they hold a target or a projection, with a warning.

    Such rows stand among the observed ones with years to come, and would be the latest of all. To
    call a column one of groups does not make a target a group; an alias says what a label means.
    """
    found: set[int] = set()
    for breakdown in breakdowns:
        is_said = breakdown.is_declared and breakdown.role is not DimensionRole.GROUP
        if is_said or breakdown.role is DimensionRole.AREA:
            continue
        by_label: dict[str, list[int]] = {}
        for number, cells in table.rows:
            label = cells[breakdown.index]
            if label and _NOT_OBSERVED.search(fold(options.alias_of(breakdown.header, label))):
                by_label.setdefault(label, []).append(number)
        if sum(map(len, by_label.values())) == len(table.rows):
            continue
        for label, numbers in by_label.items():
            found.update(numbers)
            remarks.warning(
                "OSG042",
                table.where(numbers[0], breakdown.header),
                f'"{label}" says that {len(numbers)} rows are no observations but targets or '
                "projections; they are left out",
                "put targets into indicators.csv (target, target_year); if the rows were observed, "
                f"add the option {_said_to_be_observed(breakdown, label)}",
            )
    return found


def _said_to_be_observed(breakdown: Breakdown, label: str) -> str:
    """Return the option that makes a label count as observed."""
    if breakdown.is_declared:
        return f'aliases: {{"{breakdown.header}": {{"{label}": another name}}}}'
    return f'roles: {{"{breakdown.header}": definition}}'


def report_ages(table: IndicatorTable, codings: Sequence[Coding], remarks: Remarks) -> None:
    """Say where ages in months stand between ages in years that they continue."""
    for coding in codings:
        if coding.breakdown.dimension_id != "age":
            continue
        codes = [code for code in coding.dimension.categories if code != TOTAL]
        years = [bounds for code in codes if code[0] == "Y" and (bounds := age_bounds(code))]
        for code in codes:
            bounds = age_bounds(code)
            if code[0] != "M" or bounds is None or bounds[1] is None:
                continue
            first, last = round(bounds[0] * 12), round(bounds[1] * 12)
            ends = {int(end) + 1 for _, end in years if end is not None}
            starts = {int(start) - 1 for start, _ in years}
            if first >= 12 and (first in ends or last in starts):
                _report_age(table, coding, code, first, last, remarks)


def _report_age(
    table: IndicatorTable, coding: Coding, code: str, first: int, last: int, remarks: Remarks
) -> None:
    index = coding.breakdown.index
    rows = [number for number, cells in table.rows if coding.codes[cells[index]] == code]
    written = next(cells[index] for number, cells in table.rows if number == rows[0])
    remarks.warning(
        "OSG043",
        table.where(rows[0], coding.breakdown.header),
        f'"{written}" means {first} to {last} months of age ({len(rows)} rows), but the other ages '
        "of the file are years that leave just these years open",
        f'if years are meant, add the option aliases: {{"{written}": Y{first}T{last}}}',
    )


def report_no_headline(
    table: IndicatorTable,
    strand: Strand,
    codings: Sequence[Coding],
    coded: CodedRows,
    fixed: Iterable[str],
    areas: Sequence[Breakdown],
    whole: Set[int],
    remarks: Remarks,
) -> None:
    """Say which columns never hold a total in a series, so that it has no figure for everybody.

    Args:
        table: The file.
        strand: The series.
        codings: Its breakdowns.
        coded: The codes of its rows.
        fixed: The dimensions that define the series.
        areas: The columns of areas.
        whole: The rows, by spreadsheet number, that name no part of the country.
        remarks: Receives a warning for each column.
    """
    known = set(fixed)
    never: list[tuple[str, list[str]]] = []
    for position, coding in enumerate(codings):
        codes = {coded.dimensions[row][position] for row in strand.rows}
        name = coding.breakdown.dimension_id
        is_group = coding.breakdown.role is DimensionRole.GROUP
        if is_group and TOTAL not in codes and name not in known:
            written = {table.rows[row][1][coding.breakdown.index] for row in strand.rows}
            never.append((coding.breakdown.header, sorted(written)))
    if areas and not any(table.rows[row][0] in whole for row in strand.rows):
        names = {table.rows[row][1][areas[0].index] for row in strand.rows}
        never.append((areas[0].header, sorted(names)))
    for header, labels in never:
        shown = ", ".join(f'"{label}"' for label in labels[:_MOST_SHOWN])
        more = " …" if len(labels) > _MOST_SHOWN else ""
        remarks.warning(
            "OSG044",
            table.where(1, header),
            f'no row{_of(strand)} has a total in the column "{header}", so that it has no figure '
            f"for everybody: {shown}{more}",
            f'if one of the labels stands for all, add the option aliases: {{"{header}": '
            '{"the label": Total}}',
        )


def _of(strand: Strand) -> str:
    return f' of the series "{strand.name}"' if strand.name else ""
