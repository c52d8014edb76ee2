"""Paragraphs that were split in several, or joined from several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vnrgen.versions.comparison.alignment import Thing, likeness

_WHOLE = 0.8  # of the letters of the one text are those of the several together
_BETTER = 0.08  # by so much do the several together resemble it more than the likest alone
_SHORTEST = 12  # letters of a part: a shorter one says too little to be known again
_MOST = 6


@dataclass(frozen=True, slots=True)
class Division:
    """One position of one list that is a stretch of positions, neighbours, of the other."""

    one: int
    several: tuple[int, ...]


def divisions(
    one: Sequence[Thing],
    several: Sequence[Thing],
    matched: dict[int, int],
    divisible: Callable[[Thing], bool],
) -> list[Division]:
    """Return what of one list stands in several pieces in the other.

    Args:
        one: The list whose things may have been divided.
        several: The list with the pieces.
        matched: What of the first is what of the second, if it is not divided.
        divisible: Whether a thing is of a kind that can be divided.
    """
    found: list[Division] = []
    pieces = {
        k for k, thing in enumerate(several) if divisible(thing) and len(thing.text) >= _SHORTEST
    }
    loose = pieces.difference(matched.values())
    if not loose:
        return found
    for i, j in sorted({**matched, **_contained(one, several, matched, divisible)}.items()):
        alone = loose.isdisjoint((j - 1, j + 1)) or j not in pieces
        if alone or not divisible(one[i]) or one[i].text == several[j].text:
            continue
        near = {k for k in range(j - _MOST, j + _MOST + 1) if k in loose}
        stretch = _stretch(one[i].text, several, j, {j, *near})
        if len(stretch) > 1:
            found.append(Division(i, stretch))
            pieces.difference_update(stretch)
            loose.difference_update(stretch)
    return found


def _contained(
    one: Sequence[Thing],
    several: Sequence[Thing],
    matched: dict[int, int],
    divisible: Callable[[Thing], bool],
) -> dict[int, int]:
    """Return, for what is not matched at all, a free piece of the other list that it holds."""
    taken = set(matched.values())
    free = [
        k
        for k, piece in enumerate(several)
        if k not in taken and divisible(piece) and len(piece.text) >= _SHORTEST
    ]
    found = {}
    for i, whole in enumerate(one):
        if i not in matched and divisible(whole):
            held = next((k for k in free if several[k].text in whole.text), None)
            if held is not None:
                found[i] = held
    return found


def _stretch(text: str, several: Sequence[Thing], start: int, free: set[int]) -> tuple[int, ...]:
    """Return the stretch around a piece that resembles the text most, or the piece alone."""
    low = high = start
    alone = best = likeness(text, several[start].text)
    while True:
        wider = []
        if low - 1 in free:
            wider.append((low - 1, high))
        if high + 1 in free:
            wider.append((low, high + 1))
        scored = [(likeness(text, _together(several, *ends)), ends) for ends in wider]
        score, ends = max(scored, default=(0.0, (low, high)))
        if score <= best:
            break
        best, (low, high) = score, ends
    if best < _WHOLE or best - alone < _BETTER:
        return (start,)
    return tuple(range(low, high + 1))


def _together(several: Sequence[Thing], low: int, high: int) -> str:
    return " ".join(several[k].text for k in range(low, high + 1))
