"""Values of a series in words: number, unit and the marks of small samples."""

from __future__ import annotations

from decimal import Decimal

from vnrgen.document.language.wording import Wording, decimals_of, rounded
from vnrgen.dossier.codes.codelists import unit as known_unit
from vnrgen.dossier.model import Series

PERCENT = "PT"
COUNT = "NUMBER"


_BARE = ("NUMBER", "RO", "IX")  # units whose own names do not follow a number


def unit_words(series: Series, wording: Wording) -> str:
    """Return the unit as it may follow a number: "deaths", but nothing for a mere "number"."""
    words = series.unit_label.within(wording.language)
    known = known_unit(series.unit) if series.unit in _BARE else None
    return "" if known is not None and words in known.label.texts.values() else words


def quantity(value: float, series: Series, wording: Wording, *, unit: bool = False) -> str:
    """Return a value with the decimals of its series; a percentage keeps its sign.

    Args:
        value: In the unit of the series.
        series: Gives decimals and unit.
        wording: The language.
        unit: Whether to add the unit in words where it is not a percentage.
    """
    if series.unit == PERCENT:
        return wording.percent(value, series.decimals)
    number = wording.number(value, series.decimals)
    return wording.amount(number, unit_words(series, wording)) if unit else number


def target_quantity(target: float, series: Series, wording: Wording) -> str:
    """Return a target as it was set: "70%", not "70.0%", which nobody decided."""
    decimals = next(
        (n for n in range(series.decimals) if round(target, n) == round(target, series.decimals)),
        series.decimals,
    )
    if series.unit == PERCENT:
        return wording.percent(target, decimals)
    return wording.number(target, decimals)


def distance(difference: float, series: Series, wording: Wording, *, unit: bool = True) -> str:
    """Return a difference of two values; of two percentages in percentage points."""
    number = wording.number(abs(difference), series.decimals)
    if series.unit == PERCENT:
        if not unit:
            return number
        return percentage_points(rounded(abs(difference), series.decimals), wording)
    return wording.amount(number, unit_words(series, wording)) if unit else number


def percentage_points(points: Decimal, wording: Wording, sign: str = "") -> str:
    """Return a difference of two percentages, with the decimals it has and perhaps a sign.

    >>> percentage_points(Decimal("1.1"), Wording("fr"))
    '1,1 point de pourcentage'
    """
    number = sign + wording.number(float(points), decimals_of(points))
    return wording.plural(
        "{number} percentage point", "{number} percentage points", points, number=number
    )


def in_parentheses(text: str) -> str:
    """Return the mark of a value that rests on few cases (MICS reports): ``(29.5%)``."""
    return f"({text})"


SUPPRESSED = "(*)"
"""What stands where fewer cases than the threshold were asked (MICS reports)."""
