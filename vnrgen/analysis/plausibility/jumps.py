"""Where a line of figures jumps: one step, or one figure, out of all proportion to the others."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from vnrgen.analysis.evidence import Estimate
from vnrgen.analysis.over_time.pace import year_of
from vnrgen.analysis.uncertainty import distinguishable

# A jump is so many times the largest other step of its line, so large relative to the figures, and
# seen only where a line has that many steps to compare it with.
_TIMES_THE_LARGEST_OTHER = 3.0
_TIMES_THE_USUAL = 6.0
_RELATIVE_JUMP = 0.25
_LEAST_OTHER_STEPS = 2
# A figure that is so many times all others, or such a part of them, while they agree among each
# other: a decimal sign in the wrong place makes it ten.
_OTHER_MAGNITUDE = 5.0
_AGREEING = 2.0
_HUNDREDTHS = 50.0


def jumps(run: Sequence[Estimate]) -> list[tuple[Estimate, Estimate]]:
    """Return the pairs of neighbours between which a line of figures with values jumps."""
    return list(_steps_out_of_proportion(run)) or list(_other_magnitude(run))


def _steps_out_of_proportion(run: Sequence[Estimate]) -> Iterator[tuple[Estimate, Estimate]]:
    """Yield the pairs of neighbours between which a line jumps.

    Steps are per year. A step is compared with the largest and the usual one of all others; the
    step back from a single figure that sticks out is not among them.
    """
    steps = _steps(run)
    for place in _standing_out(steps):
        step = steps[place]
        back = [
            n for n in (place - 1, place + 1) if 0 <= n < len(steps) and _is_back(steps[n], step)
        ]
        others = [abs(s) for n, s in enumerate(steps) if n != place and n not in back[-1:]]
        if len(others) < _LEAST_OTHER_STEPS:
            continue
        before, after = run[place], run[place + 1]
        size = max(abs(before.value or 0.0), abs(after.value or 0.0))
        change = abs((after.value or 0.0) - (before.value or 0.0))
        if (
            abs(step) > _TIMES_THE_LARGEST_OTHER * max(others)
            and abs(step) > _TIMES_THE_USUAL * median(others)
            and change > _RELATIVE_JUMP * size
            and distinguishable(before, after) is not False
        ):
            yield before, after


def _is_back(step: float, jump: float) -> bool:
    """Tell whether a step takes at least half of a jump back."""
    return step * jump < 0 and abs(step) >= abs(jump) / 2


def _other_magnitude(run: Sequence[Estimate]) -> Iterator[tuple[Estimate, Estimate]]:
    """Yield the one figure that is of another order than all others, with its neighbour.

    It needs two others only: a short line has too few steps to tell what is in proportion. Of two
    figures of a share, one in hundredths of the other is enough.
    """
    values = [estimate.value or 0.0 for estimate in run]
    place = odd_one(values)
    if len(run) == 2 and min(values) > 0 and max(values) >= _HUNDREDTHS * min(values):
        place = 1
    if place is None:
        place = _other_magnitude_from(values)
    if place is None:
        return
    before, after = run[max(place - 1, 0)], run[max(place, 1)]
    if distinguishable(before, after) is not False:
        yield before, after


def _other_magnitude_from(values: Sequence[float]) -> int | None:
    """Return from where on a line is of another order, every other step being small.

    The step back, where it comes at once, is not among the others.
    """
    if len(values) <= 1 + _LEAST_OTHER_STEPS or min(values) <= 0:
        return None
    times = [math.log(after / before) for before, after in pairwise(values)]
    place = max(range(len(times)), key=lambda n: abs(times[n]))
    back = [
        n
        for n in (place - 1, place + 1)
        if 0 <= n < len(times) and _is_back(times[n], times[place])
    ]
    others = [abs(t) for n, t in enumerate(times) if n != place and n not in back[-1:]]
    is_large = abs(times[place]) >= math.log(_OTHER_MAGNITUDE)
    alike = len(others) >= _LEAST_OTHER_STEPS and max(others) <= math.log(_AGREEING)
    return place + 1 if is_large and alike else None


def odd_one(values: Sequence[float]) -> int | None:
    """Return the place of the one value of another order than all others, None where none is.

    >>> odd_one([21.0, 2.4, 25.0]), odd_one([21.0, 12.4, 25.0]), odd_one([2.1, 25.0])
    (1, None, None)
    """
    told = sorted(values)
    if len(told) <= 2 or told[0] <= 0:
        return None
    least, greatest = told[0], told[-1]
    if greatest <= _AGREEING * told[1] and least * _OTHER_MAGNITUDE <= told[1]:
        return values.index(least)
    if told[-2] <= _AGREEING * least and greatest >= _OTHER_MAGNITUDE * told[-2]:
        return values.index(greatest)
    return None


def _standing_out(steps: Sequence[float]) -> list[int]:
    """Return which steps are far larger than the third largest: no other can be a jump.

    A jump is compared with all steps but itself and the step back, so the third largest of all or
    a larger one is among them. Most lines end here.
    """
    sizes = [abs(step) for step in steps]
    if len(sizes) <= _LEAST_OTHER_STEPS:
        return []
    least = _TIMES_THE_LARGEST_OTHER * sorted(sizes)[-3]
    return [place for place, size in enumerate(sizes) if size > least]


def _steps(run: Sequence[Estimate]) -> list[float]:
    """Return how much a line changes a year, from each figure to the next."""
    years = [year_of(estimate.period) for estimate in run]
    values = [estimate.value or 0.0 for estimate in run]
    return [
        (after - before) / (end - start) if end - start > 0 else math.inf
        for (start, end), (before, after) in zip(pairwise(years), pairwise(values), strict=True)
    ]
