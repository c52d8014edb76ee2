"""The blocks that hold words or other blocks, and ``Block``: every kind that there is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vnrgen.document.blocks.changes import ChangeMark
from vnrgen.document.blocks.evidence import QualityCard, Quote, RecommendationTable, Story
from vnrgen.document.blocks.figures import Chart, CoverageMatrix, KeyFigures, Table
from vnrgen.document.blocks.inlines import Inlines, Origin


class ParagraphRole(StrEnum):
    """What a paragraph is for; each role is one named style in every format."""

    BODY = "body"
    LEAD = "lead"
    FINDING = "finding"
    SOURCE = "source"
    NOTE = "note"
    MUTED = "muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    block_id: str
    content: Inlines
    role: ParagraphRole = ParagraphRole.BODY
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it. ``level`` is 1 to 4; ``number`` is "2.1" or ""."""

    block_id: str
    title: Inlines
    level: int
    blocks: tuple[Block, ...]
    number: str = ""
    goal: int | None = None
    starts_page: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item of a list; mostly one paragraph."""

    block_id: str
    blocks: tuple[Block, ...]
    mark: ChangeMark | None = None
    was: ListItem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletList:
    """A list, ordered or not."""

    block_id: str
    items: tuple[ListItem, ...]
    ordered: bool = False
    origin: Origin | None = None


class Tone(StrEnum):
    """What a callout is for."""

    INFORM = "inform"
    CAUTION = "caution"
    METHOD = "method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A box beside the running text."""

    block_id: str
    title: Inlines
    blocks: tuple[Block, ...]
    tone: Tone = Tone.INFORM
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One endnote: ``label`` is printed at its mark; ``mark_ids`` are where it is called."""

    note_id: str
    label: str
    content: Inlines
    mark: ChangeMark | None = None
    was: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteList:
    """The endnotes of a section."""

    block_id: str
    title: Inlines
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """A line of the contents."""

    target_id: str
    number: str
    title: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The table of contents."""

    block_id: str
    title: Inlines
    entries: tuple[ContentsEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """What follows starts on a new page."""

    block_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A whole block that was inserted, deleted or moved; nothing in it is marked."""

    block_id: str
    mark: ChangeMark
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A block that also differs in what inlines cannot mark: its label, number, drawing, id...

    ``block`` has the newer values, and marks inside; ``was`` is the older block without its
    content (``marks.shell``). ``mark.kind`` is REVISE.
    """

    block_id: str
    mark: ChangeMark
    was: Block
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """One paragraph that became several (INSERT: their ends were inserted), or several that
    became one (DELETE: their ends were deleted).

    ``parts`` are the several, marks inside; ``whole`` is the one, without its content.
    """

    block_id: str
    mark: ChangeMark
    whole: Paragraph
    parts: tuple[Paragraph, ...]


Block = (
    Paragraph
    | Section
    | BulletList
    | Table
    | Chart
    | KeyFigures
    | Story
    | Quote
    | RecommendationTable
    | CoverageMatrix
    | QualityCard
    | Callout
    | NoteList
    | Contents
    | PageBreak
    | Marked
    | Revised
    | Divided
)
