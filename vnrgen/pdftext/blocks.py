"""Puts lines together: paragraphs, items, headings, cells and notes, each a block of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vnrgen.pdftext.lines import Area, Line, Page, around
from vnrgen.pdftext.marking import (
    BULLET,
    NUMBERED,
    begins_with_marker,
    ends_clause,
    ends_sentence,
    has_heading_number,
    lists_recommendations,
    opens_list_of_recommendations,
)
from vnrgen.pdftext.model import Kind
from vnrgen.pdftext.pieces import whole_lines

_LOOSE = 1.25  # of the usual leading: what stands further apart is another paragraph
_THIN = 2.6  # points: a shape not thicker is a ruled line
_INDENT = 0.8  # ems by which a new paragraph may begin further in
_MOST_LINES = 1_000  # of a paragraph: the longest of any report have some hundred
_SMALL = 0.93  # of the usual size: notes are set smaller


@dataclass(slots=True)
class Block:
    """Lines that belong together, on the page at a position from 0 of the report."""

    lines: list[Line]
    page: int
    kind: Kind = Kind.TEXT
    level: int = 0
    box: Area | None = None
    cells: list[Block] = field(default_factory=list)
    left: float = field(init=False)
    right: float = field(init=False)
    _area: Area | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.left = min(line.left for line in self.lines)
        self.right = max(line.right for line in self.lines)

    def append(self, line: Line) -> None:
        """Add a line at the end."""
        self.lines.append(line)
        self.left, self.right = min(self.left, line.left), max(self.right, line.right)
        self._area = None

    @property
    def area(self) -> Area:
        """The rectangle that holds the lines."""
        if self._area is None:
            self._area = around(self.lines)
        return self._area

    @property
    def text(self) -> str:
        """The lines as they are, for recognition."""
        return " ".join(line.text.strip() for line in self.lines)

    @property
    def size(self) -> float:
        """The font size of the first line, in points."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether every line is bold."""
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        """Whether every line is italic."""
        return all(line.italic for line in self.lines)


@dataclass(frozen=True, slots=True)
class Setting:
    """How most of a report is set: font size and leading in points, and whether sizes are known."""

    size: float
    leading: float
    measured: bool = True


@dataclass(slots=True)
class Numbers:
    """How far the numbered paragraphs of a report are counted."""

    last: int = 0

    def is_next(self, text: str) -> bool:
        """Whether a line begins with the number that comes next."""
        found = NUMBERED.match(text)
        return found is not None and self.last > 0 and int(found[1]) == self.last + 1

    def count(self, text: str) -> None:
        """Count a paragraph, if it has the next number or begins anew with 1."""
        if self.is_next(text):
            self.last += 1
        elif (found := NUMBERED.match(text)) and int(found[1]) == 1:
            self.last = 1


def blocks_of(page: Page, index: int, setting: Setting, numbers: Numbers) -> list[Block]:
    """Return the blocks of a page in the order of the file."""
    builder = _Builder(page, index, setting, numbers)
    lines = whole_lines(page)
    for place, line in enumerate(lines):
        builder.add(line, lines[max(place - 7, 0) : place + 6])
    return builder.blocks


def boxes_of(page: Page, size: float) -> list[Area]:
    """Return the rectangles of a page that can hold a box of text, the smallest first."""
    least = 1.6 * size
    drawn = [s for s in page.shapes if s.width > 60 and s.height > least]
    sides = [s for s in page.shapes if s.width <= _THIN and s.height > least]
    drawn += [
        Area(one.left, one.bottom, two.right, one.top)
        for one in sides[:80]
        for two in sides[:80]
        if two.left - one.left > 60
        and abs(one.bottom - two.bottom) < 4
        and abs(one.top - two.top) < 4
    ]
    most = 0.6 * page.width * page.height
    fitting = {box for box in drawn if box.width * box.height < most}
    return sorted(fitting, key=lambda b: (b.width * b.height, b.left, b.bottom))[:200]


class _Builder:
    def __init__(self, page: Page, index: int, setting: Setting, numbers: Numbers) -> None:
        self._page, self._index, self._setting, self._numbers = page, index, setting, numbers
        self._boxes = boxes_of(page, setting.size)
        self._rules = [s for s in page.shapes if s.height <= _THIN and s.width > 30]
        self._near: Sequence[Line] = ()
        self.blocks: list[Block] = []

    def add(self, line: Line, near: Sequence[Line]) -> None:
        """Add a line to the last block, or begin another with it; ``near`` stand around it."""
        self._near = near
        box = next((box for box in self._boxes if box.holds(line)), None)
        last = self.blocks[-1] if self.blocks else None
        if last is not None and last.box == box and self._continues(last, line):
            last.append(line)
        else:
            self.blocks.append(Block([line], self._index, box=box))
            self._numbers.count(line.text.lstrip())

    def _continues(self, block: Block, line: Line) -> bool:
        before = block.lines[-1]
        size = max(before.size, line.size)
        step = before.base - line.base
        usual = self._setting.leading / self._setting.size
        if abs(before.size - line.size) > 0.08 * size or line.mark:
            return False
        if len(block.lines) >= _MOST_LINES:
            return False
        if not 0.5 * size < step <= _LOOSE * usual * size:
            return False
        if min(block.right, line.right) <= max(block.left, line.left):
            return False
        if begins_with_marker(line.text.lstrip()) and self._may_begin(block, line):
            return False
        if block.bold != line.bold and (block.bold or ends_clause(before.text)):
            return False
        if self._is_note(line) and ends_sentence(before.text):
            return False
        if self._heads_more(block, line):
            return False
        if self._ruled_between(before, line):
            return False
        return not (ends_clause(before.text) and self._begins_anew(block, before, line))

    def _heads_more(self, block: Block, line: Line) -> bool:
        """Whether a heading ends here: what follows is another, or the text after a list."""
        text = line.text.strip()
        if self._setting.measured and not text[:1].isupper():
            return False
        if opens_list_of_recommendations(text):
            return True
        first = block.lines[0].text
        if not self._setting.measured and has_heading_number(text):
            before = block.lines[-1]
            if has_heading_number(first.strip()):
                return not ends_clause(before.text)
            return self._ended_early(before, line, block.left)
        listing = text[:1].isupper() and opens_list_of_recommendations(first)
        return listing and lists_recommendations(block.text)

    def _may_begin(self, block: Block, line: Line) -> bool:
        """Whether a number or bullet begins something here, and is not part of a sentence."""
        before = block.lines[-1]
        if self._numbers.is_next(line.text.lstrip()):
            return True
        if BULLET.match(line.text.lstrip()) and len(line.text.strip()) > 2:
            return True
        marked = begins_with_marker(block.lines[0].text.lstrip())
        aligned = abs(block.lines[0].left - line.left) < 0.5 * line.size
        further = line.left > block.left + _INDENT * line.size
        if ends_clause(before.text) or (marked and aligned and len(block.lines) == 1) or further:
            return True
        return self._ended_early(before, line, block.left)

    def _is_note(self, line: Line) -> bool:
        small = line.size < _SMALL * self._setting.size
        first, _, rest = line.text.strip().partition(" ")
        return small and first.isdecimal() and len(first) < 4 and rest[:1].isupper()

    def _ruled_between(self, before: Line, line: Line) -> bool:
        return any(
            line.base < rule.bottom < before.base
            and rule.left < line.right
            and rule.right > line.left
            and line.top - 1 < rule.top
            and rule.width > 0.8 * (line.right - line.left)
            for rule in self._rules
        )

    def _begins_anew(self, block: Block, before: Line, line: Line) -> bool:
        left = min(other.left for other in block.lines[1:] or block.lines)
        if line.left > left + _INDENT * line.size and len(block.lines) > 1:
            return True
        if line.left > left + _INDENT * line.size and not begins_with_marker(block.lines[0].text):
            return True
        return ends_sentence(before.text) and self._ended_early(before, line, left)

    def _ended_early(self, before: Line, line: Line, left: float) -> bool:
        """Whether a line ended though the next word had room on it, as last lines do."""
        alike = (o for o in self._near if abs(o.left - left) < 0.5 * line.size)
        edges = [o.right for o in alike if abs(o.size - line.size) < 0.5]
        edge = max([*edges, before.right])
        if not self._setting.measured:  # lines of equal width differ in their number of characters
            edge -= 0.2 * (edge - left)
        return fits_behind(before, line, edge)


def fits_behind(before: Line, line: Line, edge: float) -> bool:
    """Whether the first word of a line would have had room behind the line before it."""
    word = line.text.split(maxsplit=1)[0] if line.text.split() else ""
    width = (line.right - line.left) / max(len(line.text.strip()), 1) * (len(word) + 1)
    return before.right + width + 1.2 * line.size < edge
