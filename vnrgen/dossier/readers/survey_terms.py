"""The background characteristics by which DHS and MICS break figures down."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import DimensionRole, Label
from vnrgen.dossier.readers.open_sdg.columns import meaning_of
from vnrgen.dossier.readers.records.model import Breakdown

_DOTS = re.compile(r"^\.{2,}\s*")
_DIMENSIONS = (
    (re.compile(r"(?:household )?wealth(?: index)?(?: quintiles?)?"), "income_wealth_quantile"),
    (re.compile(r"(?:type of )?(?:place of )?residence|area|urban.rural"), "urbanisation"),
    (re.compile(r"sex|gender"), "sex"),
    (re.compile(r"age(?: groups?)?(?: \(.*\))?"), "age"),
    (re.compile(r"education(?:al)?(?: level| attainment)?(?: \(.*\))?"), "education_lev"),
)
# Dimensions of few codes: labels in any known language tell them from others.
_TOLD_BY_LABELS = ("urbanisation", "sex", "income_wealth_quantile")
_WEALTH = re.compile(
    r"wealth|income|bien.être|richesse|revenu|riqueza|bienestar|ingreso|rendimento|renda|"
    r"einkommen|доход|благосост"
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
    meaning = next(filter(None, map(meaning_of, codelists.languages_of(name))), None)
    says = meaning.what if meaning else ""
    if says == DimensionRole.AREA:
        return Breakdown(header=name, role=DimensionRole.AREA)
    known = meaning.dimension if meaning else ""
    usual = _usual_names(folded, known)
    dimension = next((each for each in usual if _has_codes(each, labels)), "")
    if dimension and says == DimensionRole.GROUP:
        return Breakdown(header=name, dimension_id=dimension, role=DimensionRole.GROUP)
    is_people = _PEOPLE.search(folded) is not None or says == DimensionRole.GROUP
    return Breakdown(
        header=name,
        role=DimensionRole.GROUP if is_people else None,
        label=Label(texts={"en": name}),
    )


def _usual_names(folded: str, known: str) -> list[str]:
    """Return the dimensions of SDMX that a heading in any language may be.

    A quintile is one of wealth only where the heading says so: the first of deprivation is
    another thing, and the most deprived may be its last.
    """
    wealth = ["income_wealth_quantile"] if _WEALTH.search(folded) else []
    return [*([known] if known else []), "urbanisation", "sex", *wealth]


def _has_codes(dimension: str, labels: Iterable[str]) -> bool:
    if dimension not in _TOLD_BY_LABELS:
        return True
    found = {codelists.canonical_code(dimension, label) for label in labels if label}
    return bool(found - {None, "_T"})
