"""The background characteristics by which DHS and MICS break figures down."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vnrgen.dossier import codelists
from vnrgen.dossier.codelists import fold
from vnrgen.dossier.model import DimensionRole, Label
from vnrgen.dossier.readers.records.model import Breakdown

_DOTS = re.compile(r"^\.{2,}\s*")
_DIMENSIONS = (
    (re.compile(r"(?:household )?wealth(?: index)?(?: quintiles?)?"), "income_wealth_quantile"),
    (re.compile(r"(?:type of )?(?:place of )?residence|area|urban.rural"), "urbanisation"),
    (re.compile(r"sex|gender"), "sex"),
    (re.compile(r"age(?: groups?)?(?: \(.*\))?"), "age"),
    (re.compile(r"education(?:al)?(?: level| attainment)?(?: \(.*\))?"), "education_lev"),
)
_AREAS = re.compile(
    r"(?:sub.?)?regions?|province|county|counties|district|state|governorate|division"
)
_PEOPLE = re.compile(
    r"\b(?:education|disabilit|functional difficult|ethnic|religio|language|marital|caste|"
    r"wealth|migra|head of household|household head|mother|father|woman|age|sex|orphan)"
)


def without_dots(label: str) -> str:
    """Return the name of a sub-region without the dots before it.

    >>> without_dots("..Kilifi")
    'Kilifi'
    """
    return _DOTS.sub("", label)


def characteristic(name: str, labels: Iterable[str]) -> Breakdown:
    """Return the breakdown that a background characteristic is.

    Args:
        name: The heading, as in "Wealth quintile" or "Mother's education".
        labels: What stands below it; "Area" is urban and rural only where its labels say so.
    """
    folded = fold(name)
    for pattern, dimension in _DIMENSIONS:
        if pattern.fullmatch(folded) and _has_codes(dimension, labels):
            role = DimensionRole.GROUP
            return Breakdown(header=name, dimension_id=dimension, role=role)
    if _AREAS.fullmatch(folded) or folded == "area":
        return Breakdown(header=name, role=DimensionRole.AREA)
    is_people = _PEOPLE.search(folded) is not None
    return Breakdown(
        header=name,
        role=DimensionRole.GROUP if is_people else None,
        label=Label(texts={"en": name}),
    )


def _has_codes(dimension: str, labels: Iterable[str]) -> bool:
    if dimension not in {"urbanisation", "sex", "income_wealth_quantile"}:
        return True
    found = {codelists.canonical_code(dimension, label) for label in labels if label}
    return bool(found - {None, "_T"})
