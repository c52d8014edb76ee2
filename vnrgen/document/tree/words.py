"""The words of a document in the one order that every format keeps.

The order, block by block (a renderer prints what is named, in this order, and nothing else;
what stands in square brackets is not counted among the words):

- Section: number, title, then its blocks. A goal tag is furniture.
- Paragraph: content. BulletList: the blocks of each item [bullets and item numbers].
- Table: label, caption, column groups, column heads, rows cell by cell, notes, source
  [description].
- Chart: label, title, subtitle, [the drawing and its alternative,] notes, source, then the table
  behind it: its caption, column groups, heads, rows, notes, source. ``data_tables=False`` leaves
  that table out, for a format that does not print it.
- KeyFigures: per figure value, label, detail.
- Story: title, the person's words, meta, then the figures beside it (value, label, detail)
  [photo and its alternative].
- Quote: the person's words, attribution.
- RecommendationTable: label, caption; per entry its id, text, and each detail's label and content.
- CoverageMatrix: label, caption, corner, columns; per row its head and the words of its cells;
  the words of the legend; notes [description].
- QualityCard: badge, title, facts (label, content), criteria (label, mark in words).
- Callout: title, blocks. NoteList: title; per note its label and content [links back].
- Contents: title; per entry its number and title [page numbers]. PageBreak: nothing.
- Marked, Revised: its block. Divided: its parts.

A word is what stands between spaces. Inlines of one paragraph or cell follow each other without a
space of their own, so a note mark belongs to the word before it ("attended1").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import (
    Block,
    BulletList,
    Callout,
    Chart,
    Contents,
    CoverageMatrix,
    Divided,
    Document,
    Inlines,
    KeyFigure,
    KeyFigures,
    Marked,
    NoteList,
    PageBreak,
    Paragraph,
    QualityCard,
    Quote,
    RecommendationTable,
    Revised,
    Section,
    Story,
    Table,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.markdown.testimony import testimony_blocks
from vnrgen.document.tree.walk import children


def words(document: Document, *, data_tables: bool = True) -> list[str]:
    """Return the words of a document's blocks in order; cover and running heads are furniture.

    Args:
        document: The document, with its testimonies.
        data_tables: Whether the tables behind charts are counted.
    """
    reader = _Reader(document.testimonies, data_tables=data_tables)
    return [word for piece in reader.blocks(document.blocks) for word in piece.split()]


class _Reader:
    """Reads blocks aloud."""

    def __init__(self, testimonies: Mapping[str, Testimony], *, data_tables: bool) -> None:
        self._testimonies = testimonies
        self._data_tables = data_tables

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Section():
                yield block.number
                yield plain(block.title)
                yield from self.blocks(block.blocks)
            case Paragraph():
                yield plain(block.content)
            case BulletList():
                for item in block.items:
                    yield from self.blocks(item.blocks)
            case Chart():
                yield from self._chart(block)
            case Callout():
                yield plain(block.title)
                yield from self.blocks(block.blocks)
            case Marked() | Revised() | Divided():
                yield from self.blocks(children(block))
            case Story() | Quote():
                yield from self._told(block)
            case PageBreak():
                return
            case _:
                yield from _register(block)

    def _chart(self, chart: Chart) -> Iterator[str]:
        yield chart.label
        yield from _each(chart.title, chart.subtitle, *chart.notes, chart.source)
        if self._data_tables:
            yield from _table(chart.table)

    def _told(self, block: Story | Quote) -> Iterator[str]:
        testimony = self._testimonies.get(block.testimony_id)
        own = () if testimony is None else testimony_blocks(testimony)
        if isinstance(block, Quote):
            yield from self.blocks(own)
            yield plain(block.attribution)
            return
        yield plain(block.title)
        yield from self.blocks(own)
        yield plain(block.meta)
        yield from _key_figures(block.beside)


def _register(
    block: Table
    | KeyFigures
    | RecommendationTable
    | CoverageMatrix
    | QualityCard
    | NoteList
    | Contents,
) -> Iterator[str]:
    match block:
        case Table():
            yield from _table(block)
        case KeyFigures():
            yield from _key_figures(block.figures)
        case RecommendationTable():
            yield from _recommendations(block)
        case CoverageMatrix():
            yield from _matrix(block)
        case QualityCard():
            yield from _card(block)
        case NoteList():
            yield plain(block.title)
            for note in block.notes:
                yield from (note.label, plain(note.content))
        case Contents():
            yield plain(block.title)
            for entry in block.entries:
                yield from (entry.number, entry.title)


def _each(*contents: Inlines) -> Iterator[str]:
    for content in contents:
        yield plain(content)


def _table(table: Table) -> Iterator[str]:
    yield table.label
    yield plain(table.caption)
    yield from _each(*(group.head for group in table.column_groups))
    yield from _each(*(column.head for column in table.columns))
    for row in table.rows:
        yield from _each(*row.cells)
    yield from _each(*table.notes, table.source)


def _key_figures(figures: Iterable[KeyFigure]) -> Iterator[str]:
    for figure in figures:
        yield from _each(figure.value, figure.label, figure.detail)


def _recommendations(table: RecommendationTable) -> Iterator[str]:
    yield table.label
    yield plain(table.caption)
    for entry in table.entries:
        yield entry.rec_id
        yield plain(entry.text)
        for label, content in entry.details:
            yield from (label, plain(content))


def _card(card: QualityCard) -> Iterator[str]:
    yield card.badge
    yield plain(card.title)
    for label, content in card.facts:
        yield from (label, plain(content))
    for criterion in card.criteria:
        yield from (criterion.label, criterion.mark_label)


def _matrix(matrix: CoverageMatrix) -> Iterator[str]:
    yield matrix.label
    yield from _each(matrix.caption, matrix.corner, *matrix.columns)
    for row in matrix.rows:
        yield plain(row.head)
        yield from (text for _mark, text in row.cells)
    yield from (text for _mark, text in matrix.legend)
    yield from _each(*matrix.notes)
