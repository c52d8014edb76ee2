"""The values of a breakdown become categories: code, label, order, total and residual."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import Category, Dimension, DimensionRole, Label
from vnrgen.dossier.model.observations import SDMX_DIMENSIONS, TOTAL
from vnrgen.dossier.readers.open_sdg.contents import is_whole_country
from vnrgen.dossier.readers.open_sdg.orders import LabelOrder, order_of_labels

if TYPE_CHECKING:
    from vnrgen.dossier.readers.contract import ReadingContext
    from vnrgen.dossier.readers.open_sdg.files import IndicatorTable
    from vnrgen.dossier.readers.open_sdg.options import OpenSdgOptions
    from vnrgen.dossier.readers.open_sdg.roles import Breakdown
    from vnrgen.dossier.readers.remarks import Remarks

_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_RESIDUAL = re.compile(
    r"\b(?:not (?:stated|known|specified|reported|recorded|available|answered|applicable)"
    r"|unknown|unspecified|undisclosed|missing|refused|prefer not to|no (?:answer|response)"
    r"|no \w+ stated|don'?t know|not enough information)\b"
)
_RESERVED = str.maketrans({"|": "/", ";": ",", "=": "-"})


@dataclass(frozen=True, slots=True)
class Coding:
    """How one column is read: the code of every cell as written, and the dimension."""

    breakdown: Breakdown
    codes: Mapping[str, str]
    dimension: Dimension


def is_residual(label: str) -> bool:
    """Tell whether a category holds those of whom nothing is known.

    >>> is_residual("Not stated"), is_residual("White (inc. not known)")
    (True, False)
    """
    return _RESIDUAL.search(_BRACKETED.sub(" ", fold(label))) is not None


def code_column(
    table: IndicatorTable,
    breakdown: Breakdown,
    context: ReadingContext,
    options: OpenSdgOptions,
    remarks: Remarks,
) -> Coding:
    """Give every value of a column its code, and describe the dimension it makes."""
    counts = Counter(table.column(breakdown.index))
    codes: dict[str, str] = {}
    spellings: dict[str, Counter[str]] = {}
    for written, count in counts.items():
        meant = options.alias_of(breakdown.header, written)
        code = _code(breakdown.dimension_id, meant, options)
        codes[written] = code
        if written:
            spellings.setdefault(code, Counter())[written] += count
    _report_merged(table, breakdown, spellings, remarks)
    categories = _categories(breakdown, spellings, context)
    _report_alike(table, breakdown, spellings, remarks)
    if breakdown.role is DimensionRole.GROUP:
        categories = _ordered(table, breakdown, categories, options, remarks)
    dimension = Dimension(
        dimension_id=breakdown.dimension_id,
        label=_dimension_label(breakdown, context),
        role=_usual_role(breakdown),
        categories=categories,
    )
    return Coding(breakdown, codes, dimension)


def _usual_role(breakdown: Breakdown) -> DimensionRole:
    """Return the role outside this file too: an age that one file fixes tells groups elsewhere."""
    is_fixed = breakdown.role is DimensionRole.DEFINITION and not breakdown.is_declared
    tells_people = breakdown.dimension_id in SDMX_DIMENSIONS and breakdown.dimension_id not in {
        "activity",
        "product",
    }
    return DimensionRole.GROUP if is_fixed and tells_people else breakdown.role


def _code(dimension_id: str, meant: str, options: OpenSdgOptions) -> str:
    folded = fold(meant)
    if codelists.is_total(meant) or folded in options.totals:
        return TOTAL
    if dimension_id == "urbanisation" and is_whole_country(meant):
        return TOTAL
    return codelists.canonical_code(dimension_id, meant) or folded.translate(_RESERVED)


def _categories(
    breakdown: Breakdown, spellings: Mapping[str, Counter[str]], context: ReadingContext
) -> dict[str, Category]:
    total = Category(code=TOTAL, label=Label(texts={"en": "Total"}), is_total=True)
    categories = {TOTAL: total}
    for code in sorted(set(spellings) - {TOTAL}):
        written = spellings[code].most_common(1)[0][0]
        label = codelists.label(breakdown.dimension_id, code)
        categories[code] = Category(
            code=code,
            label=label or Label(texts={"en": written}),
            order=codelists.order(breakdown.dimension_id, code),
            group_id=_group_id(breakdown, code, spellings[code], context),
            is_residual=is_residual(written),
        )
    return categories


def _group_id(
    breakdown: Breakdown, code: str, written: Iterable[str], context: ReadingContext
) -> str | None:
    """Return the group of groups.csv that names this category by code or by label."""
    names = {fold(code), *(fold(text) for text in written)}
    dimensions = {fold(breakdown.dimension_id), fold(breakdown.header)}
    for group_id, group in context.groups.items():
        if group.sdmx_dim and group.sdmx_code and fold(group.sdmx_dim) in dimensions:
            meant = codelists.canonical_code(breakdown.dimension_id, group.sdmx_code)
            if meant == code or fold(group.sdmx_code) in names:
                return group_id
    return None


def _dimension_label(breakdown: Breakdown, context: ReadingContext) -> Label:
    declared = context.dimensions.get(breakdown.dimension_id)
    if declared:
        return declared.label
    own = codelists.dimension_label(breakdown.dimension_id)
    return own or Label(texts={"en": breakdown.header})


def _report_merged(
    table: IndicatorTable,
    breakdown: Breakdown,
    spellings: Mapping[str, Counter[str]],
    remarks: Remarks,
) -> None:
    for code, written in sorted(spellings.items()):
        if len(written) > 1:
            names = " and ".join(f'"{name}"' for name in sorted(written))
            remarks.notice(
                "OSG012",
                table.where(1, breakdown.header),
                f'in the column "{breakdown.header}", {names} are read as one category ({code})',
                "write one spelling in the file, if they are not the same rename one",
            )


def _report_alike(
    table: IndicatorTable,
    breakdown: Breakdown,
    spellings: Mapping[str, Counter[str]],
    remarks: Remarks,
) -> None:
    """Name labels that may be the same; merging them is a decision for people."""
    alike: dict[str, list[str]] = {}
    for code in sorted(set(spellings) - {TOTAL}):
        label = spellings[code].most_common(1)[0][0]
        alike.setdefault(_essence(label, breakdown.dimension_id), []).append(label)
    for labels in alike.values():
        if len(labels) > 1:
            first, *others = labels
            names = " and ".join(f'"{label}"' for label in labels)
            pairs = ", ".join(f'"{other}": "{first}"' for other in others)
            remarks.notice(
                "OSG013",
                table.where(1, breakdown.header),
                f'in the column "{breakdown.header}", {names} may be the same; they are kept apart',
                f"if they are, add the option aliases: {{{pairs}}}",
            )


def _essence(label: str, dimension_id: str) -> str:
    """Return what is left of a label without brackets, articles, plurals and second names."""
    plain = _BRACKETED.sub(" ", fold(label)).split("/")[0]
    known = codelists.canonical_code(dimension_id, plain)
    if known and known != TOTAL:
        return known
    words = [word.removesuffix("s") for word in re.findall(r"\w+", plain)]
    return " ".join(word for word in words if word not in {"the", "a", "an"}) or fold(label)


def _ordered(
    table: IndicatorTable,
    breakdown: Breakdown,
    categories: dict[str, Category],
    options: OpenSdgOptions,
    remarks: Remarks,
) -> dict[str, Category]:
    declared = options.order.get(fold(breakdown.header), ())
    if declared:
        return _declared_order(table, breakdown, categories, declared, remarks)
    if breakdown.dimension_id == "age" or any(c.order for c in categories.values()):
        return categories
    named = {c: v.label.within("en") for c, v in categories.items() if _is_ranked(v)}
    found = order_of_labels(breakdown.header, list(named.values()))
    if found is None:
        return categories
    _report_order(table, breakdown, found, remarks)
    ranks = found.ranks
    return categories | {
        code: replace(categories[code], order=ranks[label])
        for code, label in named.items()
        if label in ranks
    }


def _report_order(
    table: IndicatorTable, breakdown: Breakdown, found: LabelOrder, remarks: Remarks
) -> None:
    where = table.where(1, breakdown.header)
    option = f'add the option order: {{"{breakdown.header}": [the most disadvantaged, …]}}'
    if not found.ranks:
        what = (
            f'the column "{breakdown.header}" has ordered categories, but nothing says which end '
            "is the most disadvantaged; they are not ranked"
        )
        remarks.warning("OSG015", where, what, option)
        return
    worst = min(found.ranks, key=lambda label: found.ranks[label])
    what = (
        f'in the column "{breakdown.header}", "{worst}" is taken for the most disadvantaged, '
        f"because {found.reason}"
    )
    remarks.notice("OSG014", where, what, f"if that is wrong, {option}")


def _is_ranked(category: Category) -> bool:
    return not category.is_total and not category.is_residual


def _declared_order(
    table: IndicatorTable,
    breakdown: Breakdown,
    categories: dict[str, Category],
    declared: Sequence[str],
    remarks: Remarks,
) -> dict[str, Category]:
    ranks: dict[str, int] = {}
    for rank, name in enumerate(declared, start=1):
        code = codelists.canonical_code(breakdown.dimension_id, name) or name.translate(_RESERVED)
        ranks[code] = rank
    unranked = [c for c, v in categories.items() if _is_ranked(v) and c not in ranks]
    if unranked:
        names = ", ".join(f'"{categories[code].label.within("en")}"' for code in unranked)
        remarks.warning(
            "OSG015",
            table.where(1, breakdown.header),
            f'the declared order of the column "{breakdown.header}" leaves out {names}',
            "add them to the option order:",
        )
    return {c: replace(v, order=ranks.get(c, v.order)) for c, v in categories.items()}
