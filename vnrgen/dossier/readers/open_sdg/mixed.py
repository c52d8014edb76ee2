"""Columns that tell several things apart ("Women", "Rural", "15 to 24 years") are parted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import canonical_code, dimension_label, is_total
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.readers.open_sdg.columns import meaning_of
from vnrgen.dossier.readers.open_sdg.contents import kind_of
from vnrgen.problems import listed

if TYPE_CHECKING:
    from vnrgen.dossier.readers.open_sdg.files import IndicatorTable
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.remarks import Remarks

_LEAST_CODES = 2
_MOST_NAMED = 6


def with_columns_parted(
    table: IndicatorTable, options: OpenSdgOptions, remarks: Remarks
) -> IndicatorTable:
    """Return a table in which no column holds groups of several kinds.

    Women are not behind or ahead of rural people: the two overlap. The words of such a column that
    mean only one thing move to a column of their own, the others stay. A column that says by its
    name what it tells apart (Sex, Age) is left alone, and so is one with a declared role that is
    not that of groups.

    Args:
        table: One file.
        options: Aliases say what a label means; roles, that a column is a definition.
        remarks: Receives a notice for each column.
    """
    taken = _dimensions_named(table)
    for index in table.columns.breakdowns:
        header = table.columns.header[index]
        meaning = meaning_of(header)
        role = options.role_of(table.indicator_id, header)
        is_named = meaning is not None and meaning.is_exact and meaning.dimension
        if is_named or role not in (None, DimensionRole.GROUP):
            continue
        parts = _parts(table, index, options, taken)
        if parts:
            taken |= set(parts)
            _report(table, header, parts, remarks)
            table = _parted(table, index, parts, options)
    return table


def _dimensions_named(table: IndicatorTable) -> set[str]:
    meanings = [meaning_of(table.columns.header[index]) for index in table.columns.breakdowns]
    return {meaning.dimension for meaning in meanings if meaning and meaning.dimension}


def _parts(
    table: IndicatorTable, index: int, options: OpenSdgOptions, taken: set[str]
) -> dict[str, list[str]]:
    """Return the words of a column by dimension, {} where they are not of several kinds.

    A kind is there with two of its codes at least: one word alone may mean anything.
    """
    header = table.columns.header[index]
    words: dict[str, list[str]] = {}
    others = 0
    for written in dict.fromkeys(table.column(index)):
        meant = options.alias_of(header, written)
        if not written or is_total(meant):
            continue
        kind = kind_of(meant)
        if kind and kind not in taken:
            words.setdefault(kind, []).append(written)
        else:
            others += 1
    told = {
        kind: found for kind, found in words.items() if _are_several(kind, found, header, options)
    }
    others += sum(len(found) for kind, found in words.items() if kind not in told)
    is_mixed = len(told) > 1 or (bool(told) and others > 0)
    return told if is_mixed and set(told) != {"age"} else {}


def _are_several(kind: str, words: Sequence[str], header: str, options: OpenSdgOptions) -> bool:
    codes = {canonical_code(kind, options.alias_of(header, word)) for word in words}
    return len(codes) >= _LEAST_CODES


def _parted(
    table: IndicatorTable, index: int, parts: Mapping[str, Sequence[str]], options: OpenSdgOptions
) -> IndicatorTable:
    header = table.columns.header[index]
    kinds = {word: kind for kind, words in parts.items() for word in words}
    rows = []
    for number, cells in table.rows:
        kind = kinds.get(cells[index], "")
        meant = options.alias_of(header, cells[index])
        more = [meant if kind == one else "" for one in parts]
        own = "" if kind else cells[index]
        rows.append((number, [*cells[:index], own, *cells[index + 1 :], *more]))
    width = len(table.columns.header)
    columns = replace(
        table.columns,
        header=(*table.columns.header, *map(_name, parts)),
        breakdowns=(*table.columns.breakdowns, *range(width, width + len(parts))),
    )
    return replace(table, columns=columns, rows=rows)


def _name(kind: str) -> str:
    label = dimension_label(kind)
    return label.within("en") if label else kind


def _report(
    table: IndicatorTable, header: str, parts: Mapping[str, Sequence[str]], remarks: Remarks
) -> None:
    quoted = {kind: [f'"{word}"' for word in words] for kind, words in parts.items()}
    told = "; ".join(f"{kind} ({listed(words, _MOST_NAMED)})" for kind, words in quoted.items())
    remarks.notice(
        "OSG047",
        table.where(1, header),
        f'the column "{header}" holds groups of several kinds, which overlap; they are read as '
        f"breakdowns of their own: {told}",
        f'nothing; to keep it one column, add the option roles: {{"{header}": definition}}',
    )
