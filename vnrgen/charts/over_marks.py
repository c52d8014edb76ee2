"""Words that stand in lines over the marks of a row, each as near its own mark as others allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vnrgen.charts.canvas import Canvas
from vnrgen.charts.fonts import text_width, wrapped
from vnrgen.charts.frame import Span
from vnrgen.charts.layout import Scale
from vnrgen.charts.look import DEEP, LINE_HEIGHT, MUTED, VALUE
from vnrgen.charts.shapes import Style
from vnrgen.charts.upright import spread

_BETWEEN = 11.0  # from words to the words beside them
_NEAR = 12.0  # by which words may leave their mark and still be read with it
_STEP = VALUE * LINE_HEIGHT


@dataclass(frozen=True, slots=True)
class Item:
    """Words over the value they belong to; ``value`` is None for words about an absent one."""

    lines: tuple[str, ...]
    width: float
    value: float | None


Run = tuple[Item, ...]
"""Items that stand beside each other."""


def runs_of(texts: Sequence[tuple[str, float | None]], edges: Span) -> tuple[Run, ...]:
    """Wrap words between two edges and part them into lines: as many beside each other as fit."""
    left, right = edges
    runs: list[list[Item]] = []
    for text, value in texts:
        lines = wrapped(text, VALUE, right - left)
        item = Item(lines, max(text_width(line, VALUE) for line in lines), value)
        taken = sum(i.width + _BETWEEN for i in runs[-1]) if runs else right
        if runs and taken + item.width <= right - left:
            runs[-1].append(item)
        else:
            runs.append([item])
    return tuple(tuple(run) for run in runs)


def height_of(runs: Sequence[Run]) -> float:
    """Return the height that lines of words take, in points."""
    return sum(max(len(item.lines) for item in run) for run in runs) * _STEP


def draw_runs(
    canvas: Canvas, runs: Sequence[Run], scale: Scale, edges: Span, top: float, *, rtl: bool
) -> None:
    """Set lines of words from ``top`` downwards, between two edges."""
    for run in runs:
        for item, middle in zip(run, middles_of(run, scale, edges, rtl=rtl), strict=True):
            height = len(item.lines) * _STEP
            x, align = middle - item.width / 2, "left"
            if rtl:
                x, align = middle + item.width / 2, "right"
            style = Style(VALUE, MUTED if item.value is None else DEEP)
            canvas.lines_of_words(x, top + height / 2, item.lines, style, align=align)
        top += height_of((run,))


def middles_of(run: Run, scale: Scale, edges: Span, *, rtl: bool) -> list[float]:
    """Return the middle of each item of a line: over its mark, moved no more than needed.

    Words about an absent value have no mark: they stand where the line begins, or at its end
    where that leaves the others much nearer to their marks.
    """
    left, right = edges
    absent = sum(item.width + _BETWEEN for item in run if item.value is None)
    after = _placed(run, scale, (left + absent, right), left)
    before = _placed(run, scale, (left, right - absent), right - absent + _BETWEEN)
    usual, other = (before, after) if rtl else (after, before)
    gain = _moved(run, scale, usual) - _moved(run, scale, other)
    return other if gain > _NEAR else usual


def _placed(run: Run, scale: Scale, room: Span, beside: float) -> list[float]:
    """Return middles with the words of values in ``room`` and the others from ``beside`` on."""
    values = [item for item in run if item.value is not None]
    places = iter(
        spread(
            [scale.x(item.value) for item in values if item.value is not None],
            [item.width + _BETWEEN for item in values],
            room[0] - _BETWEEN / 2,
            room[1] + _BETWEEN / 2,
        )
    )
    middles = []
    for item in run:
        if item.value is None:
            middles.append(beside + item.width / 2)
            beside += item.width + _BETWEEN
        else:
            middles.append(next(places))
    return middles


def _moved(run: Run, scale: Scale, middles: Sequence[float]) -> float:
    """Return how far the words of values are moved off their marks in all, in points."""
    return sum(
        abs(scale.x(item.value) - middle)
        for item, middle in zip(run, middles, strict=True)
        if item.value is not None
    )
