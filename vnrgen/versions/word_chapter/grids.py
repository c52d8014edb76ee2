"""Tables of a Word file → tables and key figures of the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Inlines, Text
from vnrgen.document.blocks.identity import IdBook
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import bound_numbers
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.word_chapter.words import Entries, inlines_of

_ROW, _CELL = "row/", "cell/"
_HEADS = ("table head", "table number head")


@dataclass(slots=True)
class _Line:
    """A row of a table as it stands in the file."""

    row_id: str = ""
    is_head: bool = False
    cells: dict[int, list[Leaf]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the cells of a table: its ends in the text."""

    block_id: str
    label: str = ""
    caption: Inlines = ()
    notes: tuple[Inlines, ...] = ()
    source: Inlines = ()
    origin: b.Origin | None = None


def table_of(leaves: Sequence[Leaf], around: Around, entries: Entries) -> b.Table:
    """Return the cells of one table of a file, all in ``leaves``, as a table.

    A table whose figures are no observations is one to look things up in: its rows are evidence.
    """
    lines = _lines(leaves, entries)
    heads = [line for line in lines if line.is_head]
    bodies = [line for line in lines if not line.is_head]
    width = max((max(line.cells) + 1 for line in lines if line.cells), default=0)
    columns = _columns(heads[-1] if heads else None, width, entries)
    book = IdBook()
    rows = [_row(line, width, book, entries, prefix="head") for line in heads[:-1]]
    rows += [_row(line, width, book, entries, prefix="row") for line in bodies]
    observed = any(n.binding.kind == "observation" for row in rows for n in bound_numbers(row))
    return b.Table(
        block_id=around.block_id,
        label=around.label,
        caption=around.caption,
        description="",
        columns=columns,
        rows=tuple(rows),
        notes=around.notes,
        source=around.source,
        role=b.TableRole.FIGURES if observed or not heads else b.TableRole.REGISTER,
        origin=around.origin,
    )


def key_figures_of(leaves: Sequence[Leaf], block_id: str, entries: Entries) -> b.KeyFigures:
    """Return a strip of key figures: in each cell a number, its label and what it is beside."""
    book = IdBook()
    figures = []
    for line in _lines(leaves, entries):
        for _column, cell in sorted(line.cells.items()):
            parts = [inlines_of([leaf], entries) for leaf in cell]
            value, label, *rest = (*parts, (), ())
            bound = next(iter(bound_numbers(value)), None)
            key = bound.binding.reference if bound is not None else plain(label)
            detail = _together(rest)
            figures.append(
                b.KeyFigure(figure_id=book.unique(key), value=value, label=label, detail=detail)
            )
    return b.KeyFigures(block_id=block_id, figures=tuple(figures))


def _lines(leaves: Iterable[Leaf], entries: Entries) -> list[_Line]:
    found: dict[int, _Line] = {}
    for leaf in leaves:
        if leaf.form.cell is None:
            continue
        _table, row, column = leaf.form.cell
        line = found.setdefault(row, _Line())
        line.cells.setdefault(column, []).append(leaf)
        line.row_id = line.row_id or _row_id(leaf, entries)
    lines = [line for _row, line in sorted(found.items())]
    for line in lines:
        styles = [leaf.form.style for cell in line.cells.values() for leaf in cell]
        line.is_head = not line.row_id and all(style in _HEADS for style in styles)
    return lines


def _row_id(leaf: Leaf, entries: Entries) -> str:
    parts = (entries[name].part for name in leaf.starts if name in entries)
    return next((part.removeprefix(_ROW) for part in parts if part.startswith(_ROW)), "")


def _columns(head: _Line | None, width: int, entries: Entries) -> tuple[b.Column, ...]:
    """Return the columns, known by their heads; by their place where they have none."""
    book = IdBook()
    columns = []
    for place in range(width):
        words = inlines_of(head.cells.get(place, ()), entries) if head else ()
        key = plain(words).strip() or f"column {place + 1}"
        columns.append(b.Column(column_id=book.unique(key), head=words))
    return tuple(columns)


def _row(line: _Line, width: int, book: IdBook, entries: Entries, *, prefix: str) -> b.Row:
    cells = [inlines_of(line.cells.get(place, ()), entries) for place in range(width)]
    spans = len(line.cells) == 1 < width or prefix == "head"
    if spans:
        cells = [_together(cells)]
    key = line.row_id or f"{prefix}/{plain(cells[0]).strip() if cells else ''}"
    kind = b.RowKind.GROUP if spans else b.RowKind.BODY
    return b.Row(row_id=book.unique(key), cells=tuple(cells), kind=kind)


def _together(cells: Iterable[Inlines]) -> Inlines:
    content: list[b.Inline] = []
    for cell in cells:
        if cell and content:
            content.append(Text(" · "))
        content += cell
    return tuple(content)
