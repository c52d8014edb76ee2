"""Whether the numbers of one row can be what they say they are."""

from __future__ import annotations

from typing import NamedTuple

from vnrgen.dossier.codes.codelists import unit
from vnrgen.dossier.model import Series
from vnrgen.dossier.observations.published_values import PublishedValue
from vnrgen.dossier.tables.cells import Cells


class Numbers(NamedTuple):
    """The numbers of a row after its multiplier; None where a cell is empty."""

    value: float | None
    lower: float | None = None
    upper: float | None = None
    se: float | None = None
    population: float | None = None
    n_unweighted: int | None = None


def is_evident(series: Series, numbers: Numbers) -> bool:
    """Tell a row whose numbers ``is_plausible`` has nothing to say of: one, within its scale."""
    if (numbers.lower, numbers.upper, numbers.se) != (None, None, None):
        return False
    return numbers.value is None or is_evident_value(series, numbers.value)


def is_evident_value(series: Series, value: float) -> bool:
    """Tell a value within the scale of its series."""
    scale = series.scale
    return scale is None or (value <= scale and (value >= 0 or series.may_be_negative))


def is_in_unit(written: str, series: Series) -> bool:
    """Tell whether a unit, as a code or in words, is that of a series."""
    known = unit(written)
    return (known.code if known else written) == series.unit


def is_plausible(cells: Cells, series: Series, published: PublishedValue, numbers: Numbers) -> bool:
    """Tell whether unit, scale, interval and standard error agree; report each that does not."""
    checks = (
        _has_right_unit(cells, series, published),
        _is_in_scale(cells, series, numbers),
        _is_within_bounds(cells, numbers),
    )
    return all(checks)


def _has_right_unit(cells: Cells, series: Series, published: PublishedValue) -> bool:
    written = cells.text("unit")
    known = unit(written) if written else None
    code = known.code if known else written
    if published.is_percent and not code:
        code = "PT"
    if code and code != series.unit:
        cells.problems.error(
            "OBS007",
            cells.row.at("unit" if written else "value"),
            f"the value is in {code}, the series in {series.unit}",
            "a series has one unit: convert the value, or make it a series of its own in "
            "indicators.csv",
        )
        return False
    return True


def _is_in_scale(cells: Cells, series: Series, numbers: Numbers) -> bool:
    value = numbers.value
    if value is None or series.scale is None:
        return True
    if value < 0 and not series.may_be_negative:
        cells.problems.error(
            "OBS008",
            cells.row.at("value"),
            f"{value:g} is negative, which a share cannot be",
            f"if (…) was typed for few cases, Excel made it negative: format the column as "
            f"text and write ({-value:g}); if it is a change, set may_be_negative in "
            "indicators.csv",
        )
        return False
    if value > series.scale:
        cells.problems.warning(
            "OBS009",
            cells.row.at("value"),
            f"{value:g} is more than the whole ({series.scale:g})",
            "check the decimal mark and unit_mult; leave it if the indicator can exceed 100",
        )
    return True


def _is_within_bounds(cells: Cells, numbers: Numbers) -> bool:
    low, value, high = numbers.lower, numbers.value, numbers.upper
    present = [number for number in (low, value, high) if number is not None]
    if present != sorted(present):
        cells.problems.error(
            "OBS010",
            cells.row.at("value"),
            "the value is not between value_lower and value_upper",
            "correct the interval; value_lower is the smaller end",
        )
        return False
    if numbers.se is not None and numbers.se < 0:
        cells.problems.error(
            "OBS011", cells.row.at("se"), "the standard error is negative", "correct it"
        )
        return False
    return True
