"""Values of a series in words: number, unit and the marks of small samples."""

from __future__ import annotations

from vnrgen.document.wording import Wording
from vnrgen.dossier.model import Series

PERCENT = "PT"
COUNT = "NUMBER"


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
    return wording.amount(number, series.unit_label.within(wording.language)) if unit else number


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
        return wording.text("{number} percentage points", number=number)
    words = series.unit_label.within(wording.language)
    return f"{number} {words}" if unit and words else number


def in_parentheses(text: str) -> str:
    """Return the mark of a value that rests on few cases (MICS reports): ``(29.5%)``."""
    return f"({text})"


SUPPRESSED = "(*)"
"""What stands where fewer cases than the threshold were asked (MICS reports)."""
