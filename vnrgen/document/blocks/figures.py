"""Blocks that show numbers: tables, charts with their data, key figures, coverage matrices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vnrgen.document.blocks.changes import ChangeMark
from vnrgen.document.blocks.inlines import Inlines, Origin
from vnrgen.document.drawings import Drawing


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
