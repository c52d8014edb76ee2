"""What is read of a report: passages in reading order, each with its kind, place and pages."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a passage is in its report."""

    TEXT = "text"
    ITEM = "item"  # of a list
    ROW = "row"  # of a table
    BOX = "box"  # a box, sidebar or text frame beside the text
    HEADING = "heading"
    RECOMMENDATIONS = "recommendations"  # a heading that lists numbers of recommendations
    FOOTNOTE = "footnote"  # or endnote
    CONTENTS = "contents"  # a line of a table of contents
    HEADER = "header"
    FOOTER = "footer"

    @property
    def can_answer(self) -> bool:
        """Whether a passage of this kind may answer a recommendation by itself."""
        return self in {Kind.TEXT, Kind.ITEM, Kind.ROW, Kind.BOX}


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a page begins in the text of a passage.

    ``offset`` counts characters of the text; ``pdf_page`` counts from 1 in the file (None for
    formats without pages); ``print_page`` is what is printed on the page, or "".
    """

    offset: int
    pdf_page: int | None
    print_page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, list item, table row, heading or note of a report.

    ``index`` counts from 1 in reading order over passages of every kind, and names the passage.
    ``pdf_page`` and ``print_page`` are those on which it begins (see ``PageStart``); ``starts``
    has every page it stands on, the first with offset 0. ``section`` is the nearest heading above
    it and ``path`` all headings above it, the highest first. ``paragraph`` is the report's own
    paragraph number or the mark of a note, or "". ``level`` is the level of a heading from 1, else
    0. ``language`` is an ISO 639-1 code, or "" where it cannot be told. ``notes`` are the marks of
    the notes it refers to.
    """

    index: int
    text: str
    section: str
    paragraph: str
    pdf_page: int | None
    print_page: str
    kind: Kind = Kind.TEXT
    level: int = 0
    path: tuple[str, ...] = ()
    language: str = ""
    notes: tuple[str, ...] = ()
    starts: tuple[PageStart, ...] = ()

    def page_at(self, offset: int) -> PageStart:
        """Return the page on which the character at an offset of the text stands."""
        if not self.starts:
            return PageStart(0, self.pdf_page, self.print_page)
        found = bisect_right([start.offset for start in self.starts], offset) - 1
        return self.starts[max(found, 0)]


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page of the file and what is printed on it."""

    pdf_page: int
    print_page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as it was read: passages of every kind, and the pages of the file.

    ``scanned`` are the pages (from 1 in the file) that are pictures without text, ``misread`` those
    whose text has other letters than are drawn.
    """

    passages: tuple[Passage, ...]
    pages: tuple[PagePlace, ...] = ()
    scanned: tuple[int, ...] = ()
    misread: tuple[int, ...] = ()
    language: str = ""
    _by_index: dict[int, Passage] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_index.update((passage.index, passage) for passage in self.passages)

    @property
    def answers(self) -> tuple[Passage, ...]:
        """The passages that may answer a recommendation: no headings, notes or page furniture."""
        return tuple(passage for passage in self.passages if passage.kind.can_answer)

    def passage(self, index: int) -> Passage:
        """Return the passage of an index; KeyError where there is none."""
        return self._by_index[index]
