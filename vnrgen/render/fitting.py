"""Fits a document on its pages by leaving things out, in the order that its outline states."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vnrgen.charts import KeptDrawings, draw_all
from vnrgen.document.blocks import Chart, Document, Section
from vnrgen.document.length import Allowance, Room, least_step, steps
from vnrgen.document.tree.walk import every_block
from vnrgen.render.engines import PdfEngine, layer_out

if TYPE_CHECKING:
    from vnrgen.render.engines import Laid


@dataclass(frozen=True, slots=True)
class _Height:
    """How much of a page a row of items takes: so much, and more for each letter of a long name."""

    least: float
    letter: float = 0.0
    free: int = 0
    beside: int = 1

    def of(self, count: int, letters: float) -> float:
        rows = -(-count // self.beside)
        return rows * (self.least + self.letter * max(0.0, letters - self.free))


ROOM_FOR_WORD = 0.04
"""Share of the last page that stays empty: Word breaks lines a little otherwise than the PDF."""

LEAST_OF_LAST = 0.2
"""Share of a page that is worth beginning one for: less is left out, where enough may be."""

_FULL = 0.13  # share of a page that may stay free where more attempts would find room for little
# Pages of what no item is: the band, headings, captions, sources. typst sets them a little closer.
_ALWAYS = {PdfEngine.WEASYPRINT: 0.41, PdfEngine.TYPST: 0.19}
_ERROR = 0.02  # of a page, by which what an item takes may be guessed too high
_SPARE = 0.03  # of a page, which a guess stays below what is wanted
_GUESSES = 3  # attempts that guess where to look next; then the rest is halved
# For guessing only: what counts is laid out.
_HEIGHTS = {
    "key_figures": _Height(0.09, beside=4),
    "behind": _Height(0.018, letter=0.0012, free=52),
    "charts": _Height(0.23, beside=2),
    "changes": _Height(0.02, letter=0.0011, free=35, beside=2),
    "compared": _Height(0.03, letter=0.0004, free=50, beside=2),
    "missing": _Height(0.003, letter=0.0002, free=15),
    "recommendations": _Height(0.045, letter=0.0003, free=100, beside=2),
    "quotes": _Height(0.13, beside=3),
}
_HEIGHTS_OF = {
    PdfEngine.WEASYPRINT: _HEIGHTS,
    PdfEngine.TYPST: {**_HEIGHTS, "behind": _Height(0.028, letter=0.0004, free=52)},
}

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
    """Composes and lays out a document with less and less in it; keeps every attempt.

    ``letters`` is how long the name of an item of each kind usually is, ``least`` the step at which
    every kind has come down to its least, ``last`` the step that was tried last.
    """

    composing: Composing
    allowed: Sequence[Mapping[str, int]]
    pages: int
    engine: PdfEngine
    letters: Mapping[str, float]
    least: int
    kept: KeptDrawings
    last: int = -1
    tried: dict[int, Fitted] = field(default_factory=dict)
    lengths: dict[int, float] = field(default_factory=dict)

    def at(self, step: int) -> Fitted:
        if step not in self.tried:
            room = Room(self.allowed[step])
            found = self.laid_out(self.composing(room), room)
            self.lengths[step] = _length(found.laid_out)
            self.last = step
            self.tried[step] = found
        return self.tried[step]

    def laid_out(self, document: Document, room: Room) -> Fitted:
        """Lay a document out with its charts."""
        laid_out = layer_out(self.engine)(document, self._drawn(document))
        return Fitted(document, laid_out, room, _length(laid_out) <= self.pages - ROOM_FOR_WORD)

    def guess(self, step: int) -> float:
        """Return how many pages a step should take."""
        found = _ALWAYS[self.engine]
        for what, count in self.allowed[step].items():
            found += _HEIGHTS_OF[self.engine][what].of(count, self.letters.get(what, 0.0))
        return found

    def is_within(self, step: int, pages: int) -> bool:
        """Whether a step fits so many pages, with the room for Word."""
        self.at(step)
        return self.lengths[step] <= pages - ROOM_FOR_WORD

    def is_full(self, step: int) -> bool:
        """Whether a step was tried, fits, and leaves so little free that the search may end.

        So little is less than would do for more attempts, or for the next item, such as a row of
        charts.

        Where even the least of a kind had to give way, nothing more than needed does.
        """
        if step > self.least or step not in self.tried or not self.tried[step].fits:
            return False
        most = self.pages - ROOM_FOR_WORD
        return self.lengths[step] > most - _FULL or self._with_one_more(step) > most + _ERROR

    def _with_one_more(self, step: int) -> float:
        """Return how many pages a step should take with the item that it left out last."""
        more = self.guess(step - 1) - self.guess(step) if step else 0.0
        return self.lengths[step] + more

    def _drawn(self, document: Document) -> Mapping[str, bytes]:
        charts = (block for block in every_block(document.blocks) if isinstance(block, Chart))
        direction = document.metadata.direction
        return draw_all(charts, direction, ("pdf",), small=True, kept=self.kept).paper


def fit(
    composing: Composing,
    allowances: Sequence[Allowance],
    pages: int,
    engine: PdfEngine = PdfEngine.WEASYPRINT,
    kept: KeptDrawings | None = None,
) -> Fitted:
    """Return the document with as much in it as its pages hold.

    The step that fits and leaves out least is looked for: first where it should be by how much
    there is of each kind, then, by how long that came out, above or below. The search ends at a
    step that fits and leaves, beyond the room for Word, less than about an eighth of a page free:
    0.04 and 0.13 of it, or too little for the next item. Where that begins a page for next to
    nothing, more is left out until it need not be begun, or a section is moved to it. The search
    begins anew with every document, so that the same one never depends on what was made before.

    Args:
        composing: Makes the document for the room it is given, and fills in what was left out.
        allowances: How much of each kind there may be, in the order in which they give way.
        pages: How many pages there may be.
        engine: What lays the pages out.
        kept: Drawings that are not made again, and where those that are made are kept.

    Raises:
        EnvironmentFailureError: The machine has nothing to lay out pages with (PDF001, PDF008).
    """
    known = Room.at_most(allowances)
    composing(known)
    allowed = list(steps(allowances, known.offered))
    least = least_step(allowances, known.offered)
    drawings: KeptDrawings = {} if kept is None else kept
    trial = _Trial(composing, allowed, pages, engine, known.letters, least, drawings)
    low, high = -1, len(trial.allowed) - 1
    while high - low > 1 and not trial.is_full(high):
        step = _next_step(trial, low, high)
        low, high = (low, step) if trial.at(step).fits else (step, high)
    return _without_a_stub(trial, high)


def _without_a_stub(trial: _Trial, step: int) -> Fitted:
    """Return a step, or what stands in its place so that its last page is worth turning to.

    That page holds too little below ``LEAST_OF_LAST``; or nothing yet, where the one before it is
    full to the end and Word will begin another. Then more is left out until it need not be begun,
    as long as no kind comes below its least; else a whole section goes to it.
    """
    fitted = trial.at(step)
    pages = math.floor(trial.lengths[step] + ROOM_FOR_WORD)
    if not 1 <= pages < trial.pages or trial.lengths[step] >= pages + LEAST_OF_LAST:
        return fitted
    shorter = _step_within(trial, step, pages)
    return trial.at(shorter) if shorter is not None else _with_a_section_over(trial, fitted)


def _step_within(trial: _Trial, step: int, pages: int) -> int | None:
    """Return the first step after one that fits so many pages with the least of every kind."""
    low, high = step, trial.least
    if high <= low or not trial.is_within(high, pages):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if trial.is_within(middle, pages) else (middle, high)
    return high


def _with_a_section_over(trial: _Trial, fitted: Fitted) -> Fitted:
    """Return a document whose last page begins with a section: the last one that fills enough."""
    document = fitted.document
    places = [n for n, block in enumerate(document.blocks) if isinstance(block, Section)]
    for place in reversed(places[1:]):
        found = trial.laid_out(_begun_at(document, place), fitted.room)
        length = _length(found.laid_out)
        if found.fits and length - math.floor(length) >= LEAST_OF_LAST:
            return found
    return fitted


def _begun_at(document: Document, place: int) -> Document:
    """Return a document in which a section begins a page."""
    blocks = [
        replace(block, starts_page=True) if n == place and isinstance(block, Section) else block
        for n, block in enumerate(document.blocks)
    ]
    return replace(document, blocks=tuple(blocks))


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
    """Return the step between two that should fit with the least left out."""
    if len(trial.tried) > _GUESSES:
        return (low + high) // 2
    wanted = _guess_of(trial, trial.pages - ROOM_FOR_WORD - _SPARE, low, high)
    between = range(low + 1, high)
    return next((step for step in between if trial.guess(step) <= wanted), high - 1)


def _guess_of(trial: _Trial, length: float, low: int, high: int) -> float:
    """Return what would be guessed of a document that comes out so long.

    Between two that were laid out it is in proportion; beyond one it is wrong by as much as there.
    """
    if low in trial.lengths and high in trial.lengths:
        long, short = trial.lengths[low], trial.lengths[high]
        share = (length - short) / (long - short) if long > short else 0.5
        return trial.guess(high) + share * (trial.guess(low) - trial.guess(high))
    if trial.last < 0:
        return length
    return length + trial.guess(trial.last) - trial.lengths[trial.last]


def _length(laid_out: Laid | None) -> float:
    return laid_out.pages - laid_out.free if laid_out is not None else 0.0
