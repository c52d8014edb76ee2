"""Right table heads in a tagged PDF: each cell names every head above and before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydyf


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell and the grid it covers; ``body`` numbers the row group it belongs to."""

    box: Any
    row: int
    column: int
    rows: int
    columns: int
    body: int

    @property
    def tag(self) -> str:
        return str(self.box.element_tag)

    @property
    def scope(self) -> str:
        return str(self.box.element.get("scope") or "col")

    def heads(self, other: _Cell) -> bool:
        """Whether this head belongs to a data cell: above it, before it, or over its body."""
        above = self.row < other.row and self._shares_columns(other)
        if self.scope == "rowgroup":
            return above and self.body == other.body
        if self.scope == "row":
            return self.column < other.column and self._shares_rows(other)
        return above

    def _shares_columns(self, other: _Cell) -> bool:
        return (
            self.column < other.column + other.columns and other.column < self.column + self.columns
        )

    def _shares_rows(self, other: _Cell) -> bool:
        return self.row < other.row + other.rows and other.row < self.row + self.rows


def bind_heads(pages: Any) -> None:  # noqa: ANN401 - WeasyPrint is not typed
    """Rewrite scope, headers and summary of every table of a laid out document.

    The engine shifts row spans and binds a spanning head to its first column only; here every
    cell is put on the grid it covers first.
    """
    for page in pages:
        for wrapper in _wrappers(page._page_box):  # noqa: SLF001 - no public way
            _bind(wrapper.get_wrapped_table())


def _wrappers(box: Any) -> Iterator[Any]:  # noqa: ANN401
    if getattr(box, "element_tag", None) == "table" and getattr(box, "is_table_wrapper", False):
        yield box
    for child in getattr(box, "children", None) or ():
        yield from _wrappers(getattr(child, "_box", child))


def _bind(table: Any) -> None:  # noqa: ANN401
    cells = [cell for cell in _cells(table) if cell.box.element is not None]
    heads = [cell for cell in cells if cell.tag == "th"]
    for head in heads:
        across = head.scope in {"row", "rowgroup"}
        head.box.mark["A"]["Scope"] = "/Row" if across else "/Column"
    for cell in cells:
        if cell.tag == "td":
            bound = [head.box.mark["ID"] for head in heads if head.heads(cell)]
            cell.box.mark["A"]["Headers"] = pydyf.Array(bound)


def _cells(table: Any) -> Iterator[_Cell]:  # noqa: ANN401
    first = 0
    for body, group in enumerate(table.children):
        rows = list(_rows(group))
        taken: set[tuple[int, int]] = set()
        for offset, row in enumerate(rows):
            column = 0
            for box in row.children:
                while (offset, column) in taken:
                    column += 1
                left = len(rows) - offset  # a row span never leaves its row group
                deep = min(box.rowspan or left, left)
                taken.update(
                    (offset + down, column + along)
                    for down in range(deep)
                    for along in range(box.colspan)
                )
                yield _Cell(box, first + offset, column, deep, box.colspan, body)
                column += box.colspan
        first += len(rows)


def _rows(box: Any) -> Iterator[Any]:  # noqa: ANN401
    for child in box.children:
        if child.element_tag == "tr":
            yield child
        elif hasattr(child, "children"):
            yield from _rows(child)
