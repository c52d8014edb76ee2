"""Fits a document on its pages by leaving things out, in the order that its outline states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vnrgen.charts import draw_small
from vnrgen.document.blocks import Chart, Document
from vnrgen.document.length import Allowance, Room, steps, usual_step
from vnrgen.document.walk import every_block
from vnrgen.render.engines import PdfEngine, layer_out

if TYPE_CHECKING:
    from vnrgen.render.engines import Laid

ROOM_FOR_WORD = 0.04
"""Share of the last page that stays empty: Word breaks lines a little otherwise than the PDF."""

_FULL = 0.13  # share of a page that may stay free where more attempts would find room for little
_USUAL_ITEM = 0.05
_GUESSES = 3  # attempts whose lengths say where to look next; then the rest is halved

Composing = Callable[[Room], Document]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A document that fits its pages, laid out, and what it had room for.

    ``laid_out`` is None for one that may have any number of pages. ``fits`` is False where even
    the least that may stand in it is too long.
    """

    document: Document
    laid_out: Laid | None
    room: Room
    fits: bool


@dataclass(slots=True)
class _Trial:
    """Composes and lays out a document with less and less in it; keeps every attempt."""

    composing: Composing
    allowed: Sequence[Mapping[str, int]]
    pages: int
    engine: PdfEngine
    pictures: dict[str, tuple[Chart, bytes]] = field(default_factory=dict)
    tried: dict[int, Fitted] = field(default_factory=dict)
    lengths: dict[int, float] = field(default_factory=dict)

    def at(self, step: int) -> Fitted:
        if step not in self.tried:
            room = Room(self.allowed[step])
            document = self.composing(room)
            laid_out = layer_out(self.engine)(document, self._drawn(document))
            fits = _length(laid_out) <= self.pages - ROOM_FOR_WORD
            self.lengths[step] = _length(laid_out)
            self.tried[step] = Fitted(document, laid_out, room, fits)
        return self.tried[step]

    def begin_at(self, step: int, allowed: Sequence[Mapping[str, int]]) -> None:
        """Know all steps, and that what was tried first is one of them."""
        self.allowed = allowed
        self.tried = {step: self.tried[0]}
        self.lengths = {step: self.lengths[0]}

    def is_full(self, step: int) -> bool:
        """Whether a step was tried, fits, and leaves so little free that the search may end."""
        length = self.lengths.get(step)
        if length is None or not self.tried[step].fits:
            return False
        return length > self.pages - ROOM_FOR_WORD - _FULL

    def _drawn(self, document: Document) -> Mapping[str, bytes]:
        charts = [block for block in every_block(document.blocks) if isinstance(block, Chart)]
        for chart in charts:
            known = self.pictures.get(chart.block_id)
            if known is None or known[0].drawing != chart.drawing:
                picture = draw_small(chart, document.metadata.direction)
                self.pictures[chart.block_id] = (chart, picture)
        return {chart.block_id: self.pictures[chart.block_id][1] for chart in charts}


def fit(
    composing: Composing,
    allowances: Sequence[Allowance],
    pages: int,
    engine: PdfEngine = PdfEngine.WEASYPRINT,
) -> Fitted:
    """Return the document with as much in it as its pages hold.

    It is laid out first with what stands in it in the usual case. The step that fits and leaves out
    least is then looked for, among the larger ones where there is room to spare, else among the
    smaller ones: how long it came out says where to look first. The search ends at a step that
    fits and leaves less than an eighth of the last page free.

    Args:
        composing: Makes the document for the room it is given, and fills in what was left out.
        allowances: How much of each kind there may be, in the order in which they give way.
        pages: How many pages there may be.
        engine: What lays the pages out.

    Raises:
        EnvironmentFailureError: The machine has nothing to lay out pages with (PDF001, PDF008).
    """
    trial = _Trial(composing, [dict(Room.at_most(allowances).allowed)], pages, engine)
    first = trial.at(0)
    usual = usual_step(allowances, first.room.offered)
    trial.begin_at(usual, list(steps(allowances, first.room.offered)))
    low, high = (-1, usual) if first.fits else (usual, len(trial.allowed) - 1)
    while high - low > 1 and not trial.is_full(high):
        step = _next_step(trial, low, high)
        low, high = (low, step) if trial.at(step).fits else (step, high)
    return trial.at(high)


def fit_words(
    composing: Composing,
    allowances: Sequence[Allowance],
    count: Callable[[Document], int],
    most: int,
) -> Fitted:
    """Return the document with as much in it as so many words hold; nothing is laid out.

    Args:
        composing: Makes the document for the room it is given, and fills in what was left out.
        allowances: How much of each kind there may be, in the order in which they give way.
        count: Counts the words of a document.
        most: How many words there may be.
    """

    def at(allowed: Mapping[str, int]) -> Fitted:
        room = Room(allowed)
        document = composing(room)
        return Fitted(document, None, room, count(document) <= most)

    offered = at(Room.at_most(allowances).allowed).room.offered
    allowed = list(steps(allowances, offered))
    low, high = 0, len(allowed) - 1
    first, found = at(allowed[low]), at(allowed[high])
    if first.fits or not found.fits:
        return first if first.fits else found
    while high - low > 1:
        middle = (low + high) // 2
        trial = at(allowed[middle])
        low, high, found = (low, middle, trial) if trial.fits else (middle, high, found)
    return found


def _next_step(trial: _Trial, low: int, high: int) -> int:
    """Return the step between two at which the length should be right, if all were as long.

    Where one of the two was never laid out, items are taken to be as long as they usually are.
    """
    wanted = trial.pages - ROOM_FOR_WORD
    long, short = trial.lengths.get(low), trial.lengths.get(high)
    if len(trial.tried) > _GUESSES or (long is None and short is None):
        return (low + high) // 2
    if long is None:
        step = high - round((wanted - (short or 0.0)) / _USUAL_ITEM)
    elif short is None:
        step = low + round((long - wanted) / _USUAL_ITEM)
    else:
        share = (long - wanted) / (long - short) if long > short else 0.5
        step = low + round(share * (high - low))
    return min(high - 1, max(low + 1, step))


def _length(laid_out: Laid) -> float:
    return laid_out.pages - laid_out.free
