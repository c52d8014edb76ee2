"""Where things go: the value scale, room for labels at its ends, and direct labels that clear
each other. Pure arithmetic in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vnrgen.document.drawings import Axis

_ROUNDS = 40
_TOLERANCE = 0.05
_CLEAR = 3.5  # from the line of zero to the nearest edge of a label


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values of an axis to x; values grow from left to right in every language."""

    axis: Axis
    left: float
    right: float

    def x(self, value: float) -> float:
        """Return where a value is, in points."""
        span = self.axis.maximum - self.axis.minimum
        return self.left + (value - self.axis.minimum) / span * (self.right - self.left)

    @property
    def zero(self) -> float | None:
        """Where the line of zero stands; None where zero is not on the axis."""
        return self.x(0.0) if self.axis.minimum <= 0 <= self.axis.maximum else None

    def beside(self, value: float, side: int, gap: float, width: float) -> float:
        """Return where a label beside a value begins (``side`` 1) or ends (-1).

        The label stands ``gap`` from the value; where it would lie over the line of zero, it is
        moved past that line.
        """
        start = self.x(value) + side * gap
        zero = self.zero
        if zero is not None:
            nearest, farthest = sorted((start, start + side * width))
            if nearest - _CLEAR < zero < farthest + _CLEAR:
                return zero + side * _CLEAR
        return start


@dataclass(frozen=True, slots=True)
class Room:
    """What must fit around a value: ``before`` points to its left and ``after`` to its right."""

    value: float
    before: float
    after: float

    def span(self, scale: Scale) -> tuple[float, float]:
        """Return the left and right edge of what must fit."""
        return scale.x(self.value) - self.before, scale.x(self.value) + self.after


@dataclass(frozen=True, slots=True)
class Label:
    """A label that must fit beside a value, on one side of it, clear of the line of zero."""

    value: float
    side: int
    gap: float
    width: float

    def span(self, scale: Scale) -> tuple[float, float]:
        """Return the left and right edge of what must fit."""
        start = scale.beside(self.value, self.side, self.gap, self.width)
        low, high = sorted((start, start + self.side * self.width))
        return low, high


def scale_with_room(axis: Axis, left: float, right: float, rooms: Sequence[Room | Label]) -> Scale:
    """Return the widest scale between two edges at which every label still fits.

    A label near the end of the axis pushes that end inwards, no more than it has to. The plot
    keeps at least a third of the room, whatever the labels ask.
    """
    least = (right - left) / 3
    start, end = left, right
    for _ in range(_ROUNDS):
        scale = Scale(axis, start, end)
        over = max((_excess(scale, room, right) for room in rooms), default=0.0)
        under = max((_shortage(scale, room, left) for room in rooms), default=0.0)
        if max(over, under) <= _TOLERANCE:
            break
        end = max(end - max(over, 0.0), start + least)
        start = min(start + max(under, 0.0), end - least)
    return Scale(axis, start, end)


def _excess(scale: Scale, room: Room | Label, edge: float) -> float:
    share = (scale.x(room.value) - scale.left) / (scale.right - scale.left)
    return (room.span(scale)[1] - edge) / max(share, 0.2)


def _shortage(scale: Scale, room: Room | Label, edge: float) -> float:
    share = (scale.right - scale.x(room.value)) / (scale.right - scale.left)
    return (edge - room.span(scale)[0]) / max(share, 0.2)


@dataclass(frozen=True, slots=True)
class Flag:
    """A direct label on a pole above its point: where the pole stands and how big the label is."""

    x: float
    width: float
    height: float


def flag_bottoms(flags: Sequence[Flag], gap: float, *, leftwards: bool = False) -> list[float]:
    """Return how high above the points the bottom of each flag hangs.

    Flags fly to the right of their poles (to the left where ``leftwards``). The further left a
    pole, the higher its flag, wherever the two would touch: so no flag covers another, and no
    pole runs through one, however close the values are.
    """
    places = [(-flag.x if leftwards else flag.x) for flag in flags]
    # Equal places are taken in the given order, so that the result is always the same.
    order = sorted(range(len(flags)), key=lambda i: (-places[i], i))
    bottoms = [0.0] * len(flags)
    placed: list[int] = []
    for index in order:
        reach = places[index] + flags[index].width + gap
        tops = [bottoms[k] + flags[k].height for k in placed if places[k] < reach]
        bottoms[index] = max(tops, default=0.0)
        placed.append(index)
    return bottoms
