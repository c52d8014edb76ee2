"""What tells observations apart: every dimension with its role, its codes and their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.model import Category, Dimension, DimensionRole, Group, Label
from vnrgen.dossier.model.observations import SDMX_DIMENSIONS, TOTAL
from vnrgen.dossier.observations.rows import ObservationRows
from vnrgen.dossier.tables.suggestions import closest
from vnrgen.problems import Location, ProblemLog

# Dimensions of the global structure that tell things apart, not people.
_OF_DEFINITION = frozenset({"activity", "product"})
# SDMX codes for "other", "not known" and "not applicable": kept, and never ranked as a group.
_RESIDUAL = frozenset({"_O", "_U", "_X", "_Z", "_N"})


@dataclass(frozen=True, slots=True)
class KnownDimensions:
    """Everything that says what a code means, in the order in which it is believed."""

    declared: Mapping[str, Dimension]
    from_readers: Sequence[Mapping[str, Dimension]]
    groups: Mapping[str, Group]
    language: str


def build_dimensions(
    observations: ObservationRows, known: KnownDimensions, problems: ProblemLog
) -> dict[str, Dimension]:
    """Return every dimension by id: the SDMX ones, the declared ones and the readers' own.

    A code is named by dossier.yaml, else by its reader, else by the SDMX code list, else by the
    group of groups.csv that has it. A code that nothing names is reported once, with its first
    row, and is shown as written.
    """
    used = _used_codes(observations)
    by_code = _groups_by_code(known.groups, problems)
    names = dict.fromkeys(
        (
            *SDMX_DIMENSIONS,
            *known.declared,
            *(name for dimensions in known.from_readers for name in dimensions),
            *used,
        )
    )
    _report_undeclared(known.groups, names, problems)
    return {name: _dimension(name, used.get(name, {}), by_code, known, problems) for name in names}


@dataclass(frozen=True, slots=True)
class _Use:
    """Where a code is used first, and in how many rows."""

    first: Location
    rows: int


def _used_codes(observations: ObservationRows) -> dict[str, dict[str, _Use]]:
    columns = observations.columns
    which = list(map(id, columns["dimensions"]))  # many observations share their codes
    counts, last = Counter(which), len(which) - 1
    first = {each: last - n for n, each in enumerate(reversed(which))}
    used: dict[str, dict[str, _Use]] = {}
    for each, dimensions in observations.shared_dimensions().items():
        for name, code in dimensions.items():
            if code == TOTAL:
                continue
            codes = used.setdefault(name, {})
            known = codes.get(code)
            if known is None:
                place = first[each]
                known = _Use(Location(columns["file"][place], columns["row"][place], name), 0)
            codes[code] = _Use(known.first, known.rows + counts[each])
    return used


def _groups_by_code(
    groups: Mapping[str, Group], problems: ProblemLog
) -> dict[tuple[str, str], Group]:
    found: dict[tuple[str, str], Group] = {}
    for group in groups.values():
        if not (group.sdmx_dim and group.sdmx_code):
            continue
        first = found.setdefault((group.sdmx_dim, group.sdmx_code), group)
        if first is not group:
            problems.error(
                "GRP002",
                Location(group.where.path, group.where.row, "sdmx_code"),
                f"{group.sdmx_dim}={group.sdmx_code} already stands for the group "
                f'"{first.group_id}"',
                "give each group a code of its own, or leave sdmx_dim and sdmx_code empty",
            )
    return found


def _report_undeclared(
    groups: Mapping[str, Group], names: Iterable[str], problems: ProblemLog
) -> None:
    known = list(names)
    for group in groups.values():
        if group.sdmx_dim and group.sdmx_dim not in known:
            nearest = closest(group.sdmx_dim, known)
            hint = f'did you mean "{nearest}"? If not, ' if nearest else ""
            problems.error(
                "GRP003",
                Location(group.where.path, group.where.row, "sdmx_dim"),
                f'"{group.sdmx_dim}" is no dimension of the observations',
                f"{hint}declare it under dimensions: in dossier.yaml",
            )
        elif bool(group.sdmx_dim) != bool(group.sdmx_code):
            problems.error(
                "GRP004",
                Location(group.where.path, group.where.row, "sdmx_code"),
                "sdmx_dim and sdmx_code must both be filled or both be empty",
                "name the column and the code that observations of this group have, or neither",
            )


def _dimension(
    name: str,
    used: Mapping[str, _Use],
    by_code: Mapping[tuple[str, str], Group],
    known: KnownDimensions,
    problems: ProblemLog,
) -> Dimension:
    sources = [known.declared.get(name), *(d.get(name) for d in known.from_readers)]
    given = [dimension for dimension in sources if dimension is not None]
    codes = dict.fromkeys(
        (
            *(code for dimension in given for code in dimension.categories),
            *(code for dimension, code in by_code if dimension == name),
            *sorted(used),
        )
    )
    categories = {TOTAL: _total()}
    for code in codes:
        if code == TOTAL:
            continue
        category = _category(name, code, given, by_code.get((name, code)))
        if not category.label.texts:
            _report_unnamed(name, code, used.get(code), list(categories), problems)
            category = replace(category, label=Label(texts={known.language: code}))
        categories[code] = category
    return Dimension(
        dimension_id=name,
        label=given[0].label if given else _label(name, known.language),
        role=given[0].role if given else _role(name),
        categories=categories,
    )


def _category(name: str, code: str, given: Sequence[Dimension], group: Group | None) -> Category:
    stated = [d.categories[code] for d in given if code in d.categories]
    listed = codelists.label(name, code) if name in SDMX_DIMENSIONS else None
    label = stated[0].label if stated else listed or (group.label if group else Label(texts={}))
    orders = (
        group.order if group else None,
        *(category.order for category in stated),
        codelists.order(name, code) if name in SDMX_DIMENSIONS else None,
    )
    return Category(
        code=code,
        label=label,
        order=next((order for order in orders if order is not None), None),
        group_id=group.group_id
        if group
        else next((c.group_id for c in stated if c.group_id), None),
        is_reference=any(category.is_reference for category in stated),
        is_residual=code in _RESIDUAL or any(category.is_residual for category in stated),
    )


def _total() -> Category:
    return Category(
        code=TOTAL, label=codelists.label("sex", TOTAL) or Label(texts={}), is_total=True
    )


def _label(name: str, language: str) -> Label:
    listed = codelists.dimension_label(name)
    if listed:
        return listed
    return Label(texts={language: name.replace("_", " ").capitalize()})


def _role(name: str) -> DimensionRole:
    return DimensionRole.DEFINITION if name in _OF_DEFINITION else DimensionRole.GROUP


def _report_unnamed(
    name: str, code: str, use: _Use | None, known: Sequence[str], problems: ProblemLog
) -> None:
    if use is None:
        return
    rows = "1 row" if use.rows == 1 else f"{use.rows} rows"
    nearest = closest(code, [c for c in known if c != TOTAL])
    hint = f'did you mean "{nearest}"? If not, ' if nearest else ""
    problems.warning(
        "DIM001",
        use.first,
        f'nothing says what {name} "{code}" means ({rows})',
        f"{hint}add a group with sdmx_dim {name} and sdmx_code {code} to groups.csv, or name it "
        f"under dimensions: {name}: categories: in dossier.yaml",
    )
