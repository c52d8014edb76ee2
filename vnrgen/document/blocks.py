"""The document: one tree of typed, frozen blocks that every format reads.

Every word and number in the tree is final: composed, translated and formatted. A renderer adds
layout and nothing else. Ids are stable (``section/kind/key``), never positions. People's own
words are not in the tree: ``Story`` and ``Quote`` name a testimony that ``Document`` carries
beside it, so that a withdrawal can erase it from every version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.drawings import Drawing

# --- changes (only in a comparison of two documents; ``marks`` reads them) ------------------------


class ChangeKind(StrEnum):
    """What happened between two versions; what moved stands at both places, told apart."""

    INSERT = "insert"
    DELETE = "delete"
    MOVE_FROM = "move_from"
    MOVE_TO = "move_to"
    REVISE = "revise"

    @property
    def is_old(self) -> bool:
        """Whether what is marked stands in the older version only."""
        return self in (ChangeKind.DELETE, ChangeKind.MOVE_FROM)

    @property
    def is_new(self) -> bool:
        """Whether what is marked stands in the newer version only."""
        return self in (ChangeKind.INSERT, ChangeKind.MOVE_TO)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMark:
    """One change.

    ``change_id`` is the same whenever the same two versions are compared; ``pair_id`` is shared
    by the two ends of a move, and empty otherwise. ``form`` says that only the form changed:
    emphasis, numbering, ids, a place in the sources; no word, number or picture.
    """

    change_id: str
    kind: ChangeKind
    pair_id: str = ""
    form: bool = False


# --- inlines -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Binding:
    """What a displayed number says: ``measure`` of an observation or of a finding.

    ``kind`` is ``observation`` or ``finding``; ``reference`` the observation or finding id;
    ``measure`` one of value, lower, upper, se, n, population, difference, ratio, count, rate,
    target, projected.
    """

    kind: str
    reference: str
    measure: str


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class BoundNumber:
    """A displayed number and what it is bound to; ``text`` is formatted for the language."""

    text: str
    binding: Binding


@dataclass(frozen=True, slots=True)
class Strong:
    """Words with strong importance."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the document; ``href`` is http, https or mailto."""

    href: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A reference to a note of a ``NoteList``; ``label`` is what is printed, e.g. "12"."""

    note_id: str
    label: str


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to a numbered block; ``text`` is what is printed, e.g. "Figure 3"."""

    target_id: str
    text: str


@dataclass(frozen=True, slots=True)
class LanguageSpan:
    """Words in another language than the document; ``language`` is a BCP 47 tag."""

    language: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words that a newer version added or moved here; marks stand outermost, never in a mark."""

    children: Inlines
    mark: ChangeMark = ChangeMark(change_id="", kind=ChangeKind.INSERT)


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words that a newer version dropped or moved away; marks stand outermost, never in a mark."""

    children: Inlines
    mark: ChangeMark = ChangeMark(change_id="", kind=ChangeKind.DELETE)


Inline = (
    Text
    | BoundNumber
    | Strong
    | Emphasis
    | Link
    | NoteMark
    | CrossReference
    | LanguageSpan
    | Inserted
    | Deleted
)
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a block's words come from, so that an edit can find its way back.

    ``kind`` is ``narrative``, ``template``, ``story``, ``table`` (a dossier table) or
    ``generated``. Lines count from 1; both are 0 where the whole file or a table row is meant.
    """

    kind: str
    path: str
    first_line: int = 0
    last_line: int = 0


# --- blocks ------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its head, whether it holds numbers, and its share of the width."""

    column_id: str
    head: Inlines
    numeric: bool = False
    weight: float = 1.0
    mark: ChangeMark | None = None
    was: Column | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGroup:
    """A head over ``span`` neighbouring columns; an empty head spans without words."""

    head: Inlines
    span: int


class RowKind(StrEnum):
    """What a table row is: a heading for the rows below, a body row, or a total."""

    GROUP = "group"
    BODY = "body"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row. The first cell is its header; a GROUP row has one cell, over all columns.

    ``quiet`` rows are there for who wants to see all; a page on a screen hides them at first and
    has a switch (``furniture``: ``rows_shown``, ``rows_changed``, ``rows_all``).
    """

    row_id: str
    cells: tuple[Inlines, ...]
    kind: RowKind = RowKind.BODY
    quiet: bool = False
    mark: ChangeMark | None = None
    was: Row | None = None


class TableRole(StrEnum):
    """How a table is laid out: figures, many figures to look up, words in a grid, or a register."""

    FIGURES = "figures"
    LOOKUP = "lookup"
    GRID = "grid"
    REGISTER = "register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. ``label`` is "Table 3", or "" for the unnumbered table behind a chart.

    ``column_groups`` is empty or covers all columns. ``description`` says in words what the
    table holds, for a reader who cannot see it.
    """

    block_id: str
    label: str
    caption: Inlines
    description: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    column_groups: tuple[ColumnGroup, ...] = ()
    notes: tuple[Inlines, ...] = ()
    source: Inlines = ()
    role: TableRole = TableRole.FIGURES
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart: its finding as title, what it measures as subtitle, the drawing and its data.

    ``label`` is "Figure 3"; ``alternative`` says in words what the drawing shows; ``table`` has
    every value drawn; ``source`` names source and year.
    """

    block_id: str
    label: str
    title: Inlines
    subtitle: Inlines
    drawing: Drawing
    alternative: str
    table: Table
    notes: tuple[Inlines, ...] = ()
    source: Inlines = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One number that matters, with what it is about and what it is compared with."""

    figure_id: str
    value: Inlines
    label: Inlines
    detail: Inlines
    goal: int | None = None
    mark: ChangeMark | None = None
    was: KeyFigure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """A strip of three to five key figures."""

    block_id: str
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A case story: the words and photo are the testimony ``testimony_id`` of the document.

    ``meta`` is the line beneath (place level, date, consent); ``beside`` the story's indicator.
    """

    block_id: str
    testimony_id: str
    title: Inlines
    meta: Inlines
    beside: tuple[KeyFigure, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody's words from a meeting: the testimony ``testimony_id`` of the document."""

    block_id: str
    testimony_id: str
    attribution: Inlines
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationEntry:
    """One recommendation; ``details`` are label and content pairs (target, group, evidence...)."""

    rec_id: str
    text: Inlines
    details: tuple[tuple[str, Inlines], ...]
    goal: int | None = None
    mark: ChangeMark | None = None
    was: RecommendationEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationTable:
    """Recommendations one under the other, each with its details."""

    block_id: str
    label: str
    caption: Inlines
    entries: tuple[RecommendationEntry, ...]
    origin: Origin | None = None


class MatrixMark(StrEnum):
    """What a cell of a coverage matrix shows; each mark has its own shape."""

    FILLED = "filled"
    HATCHED = "hatched"
    WITHHELD = "withheld"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A row of a coverage matrix: a head, then a mark and its words per column."""

    row_id: str
    head: Inlines
    cells: tuple[tuple[MatrixMark, str], ...]
    mark: ChangeMark | None = None
    was: MatrixRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageMatrix:
    """Groups against kinds of evidence; the empty cell is the message."""

    block_id: str
    label: str
    caption: Inlines
    description: str
    corner: Inlines
    columns: tuple[Inlines, ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[tuple[MatrixMark, str], ...]
    notes: tuple[Inlines, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCriterion:
    """One quality criterion of a source: its name, ``pass``, ``partial``, ``fail`` or
    ``unknown``, and that mark in words.
    """

    label: str
    mark: str
    mark_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCard:
    """What a reader must know to trust a citizen source."""

    block_id: str
    title: Inlines
    badge: str
    facts: tuple[tuple[str, Inlines], ...]
    criteria: tuple[QualityCriterion, ...]


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

# --- the document ------------------------------------------------------------------------------


class Layout(StrEnum):
    """How pages look: a chapter with cover and contents, or a brief with a band at its head."""

    CHAPTER = "chapter"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What stands on the cover, in running heads and in document properties.

    ``direction`` is ``ltr`` or ``rtl``. ``stamp`` is the draft or final stamp in words;
    ``banner`` is printed on every page where it is not empty (a fictional country).
    """

    title: str
    subtitle: str
    country: str
    iso3: str
    year: int
    language: str
    direction: str
    coalition: str
    as_of: date
    date_text: str
    status: str
    version: str
    stamp: str
    banner: str = ""
    audience_note: str = ""
    contact: str = ""
    running_head: str = ""
    layout: Layout = Layout.CHAPTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A composed document.

    ``furniture`` holds every other word a renderer prints or speaks (``contents``, ``notes``,
    ``back_to_text``, ``data_behind_chart``, ``skip_to_content``, ``page``, ``continued``), so that
    no renderer has words of its own. ``testimonies`` are the words and photos that ``Story`` and
    ``Quote`` blocks name.

    Only a comparison has ``was``, the older document without its blocks (metadata, furniture,
    testimonies: what is deleted and what moved away names those), and ``reworded``: the marked
    words of each testimony that both versions print and that reads otherwise. Both kinds of words
    are left out of the saved tree.
    """

    metadata: Metadata
    blocks: tuple[Block, ...]
    furniture: Mapping[str, str] = field(default_factory=dict)
    testimonies: Mapping[str, Testimony] = field(default_factory=dict)
    was: Document | None = None
    reworded: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
