"""Value axes: round ticks, from zero wherever lengths are compared, in the unit of the series."""

from __future__ import annotations

import math
from collections.abc import Sequence

from vnrgen.document.drawings import Axis, Tick
from vnrgen.document.language.quantities import PERCENT
from vnrgen.document.language.wording import Wording
from vnrgen.dossier.model import Series

_MOST_STEPS = 6
_MULTIPLES = (1.0, 2.0, 5.0, 10.0)
_WHOLE = 100.0
_NEARLY_WHOLE = 60.0  # a percentage axis that reaches this far shows the whole
_NARROW = 0.15  # points that spread over less of their size may leave zero out


def value_axis(
    values: Sequence[float], series: Series, wording: Wording, *, from_zero: bool = True
) -> Axis:
    """Return the axis for values, interval limits included.

    Args:
        values: Everything that will be drawn, in the unit of the series.
        series: Says the unit, and whether values are counts.
        wording: The language of tick texts and title.
        from_zero: Bars must start at zero. Points need not, where they all lie so close together
            that their distances would vanish; then the axis starts at a round number below them.
    """
    low, high = min(values, default=0.0), max(values, default=0.0)
    if not from_zero and low > 0 and high - low < _NARROW * high and high > low:
        start, end, step = _zoomed(low, high, series)
    else:
        start, end, step = _from_zero(min(low, 0.0), max(high, 0.0), series)
    count = round((end - start) / step)
    ticks = tuple(_tick(start + step * index, step, series, wording) for index in range(count + 1))
    # Ticks of percentages carry their sign; any other unit is named once, as the title.
    title = "" if series.unit == PERCENT else series.unit_label.within(wording.language)
    return Axis(title=title, minimum=start, maximum=end, ticks=ticks)


def starts_at_zero(axis: Axis) -> bool:
    """Tell whether zero is on the axis; a reader must be told where it is not."""
    return axis.minimum <= 0 <= axis.maximum


def _from_zero(low: float, high: float, series: Series) -> tuple[float, float, float]:
    if low == high == 0:
        high = 10.0 if series.unit == PERCENT else 1.0
    if series.unit == PERCENT and low >= 0 and _NEARLY_WHOLE < high <= _WHOLE:
        return 0.0, _WHOLE, 20.0
    step = _step(high - low, series)
    start = _down(low, step)
    return start, max(_up(high, step), start + step), step


def _zoomed(low: float, high: float, series: Series) -> tuple[float, float, float]:
    step = _step((high - low) * 1.2, series)
    end = _up(high, step)
    if series.unit == PERCENT and high <= _WHOLE < end:
        end = _WHOLE
    start = _down(low, step)
    return start, max(end, start + step), step


def _step(span: float, series: Series) -> float:
    # No finer than a tenth of what is printed; people are never counted in parts.
    counts = series.decimals == 0 and series.unit != PERCENT
    finest = 1.0 if counts else 10.0 ** -(series.decimals + 1)
    rough = max(span / _MOST_STEPS, finest)
    power = 10.0 ** math.floor(math.log10(rough) + 1e-9)
    return next(power * m for m in _MULTIPLES if power * m >= rough * (1 - 1e-9))


def _down(value: float, step: float) -> float:
    return math.floor(value / step + 1e-9) * step


def _up(value: float, step: float) -> float:
    return math.ceil(value / step - 1e-9) * step


def _tick(value: float, step: float, series: Series, wording: Wording) -> Tick:
    clean = round(value / step) * step
    decimals = next((d for d in range(12) if abs(round(step, d) - step) < step * 1e-6), 12)
    if series.unit == PERCENT:
        return Tick(value=clean, text=wording.percent(clean, decimals))
    return Tick(value=clean, text=wording.number(clean, decimals))
