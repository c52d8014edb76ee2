"""Ties every value of a table to its heads, which the compiler does for column heads alone.

It has no way to say that the first cell of a row is a head (its function for that is behind a
switch that its Python package does not reach), and below a heading of rows it forgets the column
heads. So the tags are written anew from where the cells stand: the first cell of a row is the head
of its row, a cell as wide as the table the head of the rows below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vnrgen.render.typst.objects import Objects
from vnrgen.render.typst.tags import ELEMENT, KIDS, elements, kind_of, root_of, text_string

_SPAN = re.compile(rb"/ColSpan (\d+)")
_OWN_ID = re.compile(rb"/ID\(([^)]*)\)")
_ATTRIBUTES = re.compile(rb"/A\[<<.*?>>\](?=/K|/Pg|>>$)", re.DOTALL)
_KIND = re.compile(rb"(?<=/S/)T[HD]\b")


@dataclass(slots=True)
class _Cell:
    number: int
    row: int
    column: int
    wide: int
    in_head: bool
    empty: bool
    scope: bytes = b""
    heads: tuple[bytes, ...] = ()

    @property
    def is_head(self) -> bool:
        return bool(self.scope)


def bind_heads(file: Objects, summaries: Sequence[str]) -> None:
    """Write the heads of every table into its tags, and what it holds in words.

    Args:
        file: The PDF; its parts are changed.
        summaries: What each table holds, in the order of the document.
    """
    tables = [number for number in elements(file) if kind_of(file, number) == b"Table"]
    for count, number in enumerate(tables, start=1):
        cells = list(_cells(file, number))
        _bind(cells, count)
        for cell in cells:
            _write(file, cell, count)
    if len(summaries) == len(tables):
        for number, summary in zip(tables, summaries, strict=True):
            _describe(file, number, summary)
    _index(file)


def _cells(file: Objects, table: int) -> Iterator[_Cell]:
    row = -1
    in_head = False
    column = 0
    for number in elements(file, table):
        match kind_of(file, number):
            case b"THead":
                in_head = True
            case b"TBody":
                in_head = False
            case b"TR":
                row, column = row + 1, 0
            case b"TH" | b"TD":
                part = file.parts[number]
                span = _SPAN.search(part)
                wide = int(span[1]) if span else 1
                found = KIDS.search(part)
                empty = found is None or not found[1].strip()
                yield _Cell(number, row, column, wide, in_head, empty)
                column += wide
            case _:
                pass


def _bind(cells: list[_Cell], table: int) -> None:
    width = max((cell.column + cell.wide for cell in cells), default=0)
    over: list[_Cell] = []
    opening: tuple[bytes, ...] = ()
    head_of_row: tuple[bytes, ...] = ()
    for cell in cells:
        if cell.in_head:
            cell.scope = b"" if cell.empty else b"Column"
            cell.heads = _above(over, cell, table)
            over += [cell] if cell.is_head else []
        elif cell.column == 0:
            as_wide = cell.wide == width > 1
            cell.scope = b"Row"
            cell.heads = () if as_wide else opening
            if as_wide:
                opening = (_name(cell, table),)
            head_of_row = (_name(cell, table),)
        else:
            cell.heads = (*_above(over, cell, table), *head_of_row, *opening)


def _above(over: list[_Cell], cell: _Cell, table: int) -> tuple[bytes, ...]:
    """Return the names of the heads above a cell that share a column with it."""
    return tuple(
        _name(head, table)
        for head in over
        if head.row < cell.row
        and head.column < cell.column + cell.wide
        and cell.column < head.column + head.wide
    )


def _name(cell: _Cell, table: int) -> bytes:
    return b"t%dr%dc%d" % (table, cell.row + 1, cell.column + 1)


def _write(file: Objects, cell: _Cell, table: int) -> None:
    part = _OWN_ID.sub(b"", file.parts[cell.number], count=1)
    said = b"/Scope/%b" % cell.scope if cell.is_head else b""
    if cell.wide > 1:
        said += b"/ColSpan %d" % cell.wide
    if cell.heads:
        said += b"/Headers[%b]" % b"".join(b"(%b)" % head for head in cell.heads)
    attributes = b"/A<</O/Table%b>>" % said if said else b""
    if cell.is_head:
        attributes = b"/ID(%b)" % _name(cell, table) + attributes
    part = _ATTRIBUTES.sub(b"", part, count=1)
    part = _KIND.sub(b"TH" if cell.is_head else b"TD", part, count=1)
    found = ELEMENT.match(part)
    if found is None:
        raise ValueError("a cell of a table is no element")
    file.parts[cell.number] = part[: found.end()] + attributes + part[found.end() :]


def _describe(file: Objects, number: int, summary: str) -> None:
    part = _ATTRIBUTES.sub(b"", file.parts[number], count=1)
    found = ELEMENT.match(part)
    if found and summary:
        said = b"/A<</O/Table/Summary%b>>" % text_string(summary)
        part = part[: found.end()] + said + part[found.end() :]
    file.parts[number] = part


def _index(file: Objects) -> None:
    """List every named element at the root, as a reader looks names up there."""
    names = {}
    for number, part in file.parts.items():
        if part.startswith(b"<</Type/StructElem"):
            own = _OWN_ID.search(part)
            if own:
                names[own[1]] = number
    listed = b"".join(b"(%b)%d 0 R" % (name, names[name]) for name in sorted(names))
    root = root_of(file)
    part = file.parts[root]
    found = re.search(rb"/IDTree<<.*?\]>>", part, re.DOTALL)
    if found:
        tree = b"/IDTree<</Names[%b]>>" % listed if names else b""
        file.parts[root] = part[: found.start()] + tree + part[found.end() :]
