"""Lines of text with their places on a page: what every layout of a report is read from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Line:
    """A piece of text on one line: a line of a column, or of a cell.

    Places are in points from the page's lower left corner; ``base`` is where the letters stand.
    ``notes`` are the marks of notes that were raised in it, ``mark`` the mark it begins with.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    notes: tuple[str, ...] = ()
    mark: str = ""

    def beside(self, other: Line) -> bool:
        """Whether both stand on the same line of the page, side by side."""
        near = abs(self.base - other.base) <= 0.35 * min(self.size, other.size)
        return near and (self.left >= other.right - 1 or other.left >= self.right - 1)

    def overlap(self, other: Line) -> float:
        """Return the width of the strip that both share, negative for a distance."""
        return min(self.right, other.right) - max(self.left, other.left)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """The width in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height in points."""
        return self.top - self.bottom

    def holds(self, line: Line) -> bool:
        """Whether a line stands within the rectangle."""
        middle = line.base + 0.25 * line.size
        across = self.left - 2 <= line.left and line.right <= self.right + 2
        return across and self.bottom <= middle <= self.top


@dataclass(slots=True)
class Page:
    """A page of a file: its label there, its lines in the order of the file, and what is drawn.

    ``number`` counts from 1, or is None for formats without pages; ``images`` is the share of the
    page that pictures cover; ``measured`` is False where places are only those of characters.
    """

    number: int | None
    lines: list[Line]
    label: str = ""
    width: float = 0.0
    height: float = 0.0
    shapes: list[Area] = field(default_factory=list)
    images: float = 0.0
    measured: bool = True


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")


def mirror(page: Page) -> None:
    """Turn a page that is read from right to left round, so that all reading goes to the right."""
    text = " ".join(line.text for line in page.lines)
    if not _RIGHT_TO_LEFT.search(text):
        return
    if 2 * len(_RIGHT_TO_LEFT.findall(text)) <= len(_LETTER.findall(text)):
        return
    for line in page.lines:
        line.left, line.right = page.width - line.right, page.width - line.left
    page.shapes = [
        Area(page.width - s.right, s.bottom, page.width - s.left, s.top) for s in page.shapes
    ]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark of a PDF: its depth from 1, and the page it leads to, from 1."""

    level: int
    page: int | None
    title: str


def usual_size(pages: Iterable[Page]) -> float:
    """Return the font size in which most characters are set, in points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sorted(sizes), key=lambda size: sizes[size], default=10.0)


def usual_leading(pages: Iterable[Page], size: float) -> float:
    """Return the usual distance of lines of the usual size, in points."""
    steps: Counter[float] = Counter()
    for page in pages:
        for one, two in zip(page.lines, page.lines[1:], strict=False):
            step = one.base - two.base
            alike = abs(one.size - size) < 0.6 and abs(two.size - size) < 0.6
            if alike and 0.8 * size < step < 2.6 * size and one.overlap(two) > 0:
                steps[round(step * 2) / 2] += 1
    return max(sorted(steps), key=lambda step: steps[step], default=1.3 * size)


def around(lines: Sequence[Line]) -> Area:
    """Return the rectangle that holds lines."""
    return Area(
        min(line.left for line in lines),
        min(line.bottom for line in lines),
        max(line.right for line in lines),
        max(line.top for line in lines),
    )
