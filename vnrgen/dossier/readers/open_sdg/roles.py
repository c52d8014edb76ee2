"""What every breakdown of a file tells apart: people, places, definitions or methods.

The files do not say it. It is taken, in this order, from the options, from indicators.csv, from
``dossier.yaml``, from the data (one value everywhere) and from the words of the header; whatever
was not declared and is not a documented name is reported as an assumption.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import canonical_code, fold, is_total
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.model.observations import CORE_COLUMNS, SDMX_DIMENSIONS
from vnrgen.dossier.readers.open_sdg.columns import Meaning, meaning_of
from vnrgen.dossier.readers.open_sdg.contents import codes_of_areas, dimension_of_values

if TYPE_CHECKING:
    from vnrgen.dossier.readers.contract import ReadingContext
    from vnrgen.dossier.readers.open_sdg.files import IndicatorTable
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.remarks import Remarks

_DEFAULT_MARK = re.compile(r"\s*\(\s*default\s*\)\s*", re.IGNORECASE)
# Dimensions of a few codes, whose words are known in all languages of the lists.
_CLOSED_LISTS = frozenset({"sex", "urbanisation"})
_IN_WORDS = {
    DimensionRole.GROUP: "groups of people",
    DimensionRole.AREA: "places",
    DimensionRole.DEFINITION: "definitions of what is measured",
    DimensionRole.METHOD: "methods",
}


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One breakdown column: where it is, the dimension it becomes and its role.

    ``is_declared`` is True where a person said the role; then the data do not change it.
    """

    index: int
    header: str
    dimension_id: str
    role: DimensionRole
    is_declared: bool = False


def dimension_id_of(header: str) -> str:
    """Return the name of a dimension that has no SDMX name: its header, made safe.

    >>> dimension_id_of("Net weekly income (£)"), dimension_id_of("Population")
    ('net_weekly_income', 'population_breakdown')
    """
    slug = re.sub(r"[\W_]+", "_", fold(_DEFAULT_MARK.sub("", header))).strip("_")
    return f"{slug}_breakdown" if slug in CORE_COLUMNS or not slug else slug


def find_breakdowns(
    table: IndicatorTable, context: ReadingContext, options: OpenSdgOptions, remarks: Remarks
) -> list[Breakdown]:
    """Return the breakdowns of a file in its order, each with its role."""
    found: list[Breakdown] = []
    for index in table.columns.breakdowns:
        header = table.columns.header[index]
        values = [value for value in dict.fromkeys(table.column(index)) if value]
        if not values:
            continue
        meaning = meaning_of(_DEFAULT_MARK.sub("", header))
        taken = {breakdown.dimension_id for breakdown in found}
        dimension_id = _dimension_id(header, meaning, values, taken)
        declared = _declared_role(table.indicator_id, header, dimension_id, context, options)
        if declared is None and not (meaning and meaning.is_exact and not _is_area(meaning)):
            by_values = dimension_of_values(_meant(header, values, options), taken)
            if by_values and by_values != dimension_id:
                found.append(_by_values(table, index, by_values, context, remarks))
                continue
        role = declared or _assumed_role(table, index, meaning, remarks)
        found.append(Breakdown(index, header, dimension_id, role, is_declared=declared is not None))
    return codes_of_areas(table, found, remarks)


def _meant(header: str, values: Iterable[str], options: OpenSdgOptions) -> list[str]:
    return [options.alias_of(header, value) for value in values]


def _by_values(
    table: IndicatorTable,
    index: int,
    dimension_id: str,
    context: ReadingContext,
    remarks: Remarks,
) -> Breakdown:
    """Return a breakdown known by its values: "Location" that says only urban and rural."""
    header = table.columns.header[index]
    declared = context.dimensions.get(dimension_id)
    values = list(dict.fromkeys(value for value in table.column(index) if value))
    why = f"its values are {', '.join(values[:4])}"
    role = declared.role if declared else DimensionRole.GROUP
    _assume(table, header, role, why, remarks)
    return Breakdown(index, header, dimension_id, role)


def _dimension_id(
    header: str, meaning: Meaning | None, values: Iterable[str], taken: Iterable[str]
) -> str:
    own = dimension_id_of(header)
    dimension = meaning.dimension if meaning else ""
    if own in SDMX_DIMENSIONS:
        dimension = own
    if dimension and dimension != own and not _fits(dimension, values):
        dimension = ""
    if not dimension or dimension in taken:
        return own if own not in SDMX_DIMENSIONS or own not in taken else f"{own}_breakdown"
    return dimension


def _fits(dimension: str, values: Iterable[str]) -> bool:
    """Tell whether a column by another name ("Gender") holds codes of an SDMX dimension.

    Open lists (occupation, national breakdowns) have no codes of ours and always fit.
    """
    if dimension not in {"sex", "urbanisation", "income_wealth_quantile", "composite_breakdown"}:
        return True
    return any(canonical_code(dimension, value) not in {None, "_T"} for value in values)


def _declared_role(
    indicator_id: str,
    header: str,
    dimension_id: str,
    context: ReadingContext,
    options: OpenSdgOptions,
) -> DimensionRole | None:
    role = options.role_of(indicator_id, header)
    if role:
        return role
    for series in context.series.values():
        if series.indicator_id == indicator_id and dimension_id in series.roles:
            return series.roles[dimension_id]
    declared = context.dimensions.get(dimension_id)
    return declared.role if declared else None


def _assumed_role(
    table: IndicatorTable, index: int, meaning: Meaning | None, remarks: Remarks
) -> DimensionRole:
    header = table.columns.header[index]
    values = set(table.column(index))
    if len(values) == 1 and not is_total(next(iter(values))) and not _is_area(meaning):
        why = f'every row says "{next(iter(values))}"'
        return _assume(table, header, DimensionRole.DEFINITION, why, remarks)
    if meaning is None and _varies_with_geocode(table, index):
        return _assume(table, header, DimensionRole.AREA, "GeoCode varies with it", remarks)
    if meaning is None:
        return _unknown(table, header, remarks)
    role = DimensionRole(meaning.what)
    if meaning.dimension in _CLOSED_LISTS and not _fits(meaning.dimension, values):
        return _unknown(table, header, remarks)  # "Sex" that says "North, men" and "South, men"
    if meaning.is_exact:
        return role
    return _assume(table, header, role, f'its name contains "{meaning.word}"', remarks)


def _is_area(meaning: Meaning | None) -> bool:
    return meaning is not None and meaning.what == DimensionRole.AREA


def _assume(
    table: IndicatorTable, header: str, role: DimensionRole, why: str, remarks: Remarks
) -> DimensionRole:
    remarks.notice(
        "OSG010",
        table.where(1, header),
        f'the column "{header}" is taken to tell {_IN_WORDS[role]} apart ({role}), because {why}',
        f'if that is wrong, add the option roles: {{"{header}": {_other(role)}}}',
    )
    return role


def _unknown(table: IndicatorTable, header: str, remarks: Remarks) -> DimensionRole:
    """Assume a definition: then nobody is called a group who is none."""
    expected = {fold(name) for name in table.metadata.texts("expected_disaggregations")}
    if fold(header) in expected:
        why = "the metadata expect this disaggregation"
        return _assume(table, header, DimensionRole.GROUP, why, remarks)
    remarks.warning(
        "OSG011",
        table.where(1, header),
        f'it is not known what the column "{header}" tells apart; it is taken for a definition, '
        "so that its values are never compared as groups of people",
        f'add the option roles: {{"{header}": group}}, or area, definition or method',
    )
    return DimensionRole.DEFINITION


def _other(role: DimensionRole) -> DimensionRole:
    is_group = role is DimensionRole.GROUP
    return DimensionRole.DEFINITION if is_group else DimensionRole.GROUP


def _varies_with_geocode(table: IndicatorTable, index: int) -> bool:
    """Tell whether every value of a column has its own GeoCode."""
    geocode = table.columns.parts.get("geocode")
    if geocode is None:
        return False
    pairs = {(cells[index], cells[geocode]) for _, cells in table.rows if cells[index]}
    codes = {code for _, code in pairs}
    return len(codes) == len(pairs) == len({value for value, _ in pairs}) > 1 and "" not in codes
