"""Tables of words: one shape for all registers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vnrgen.document.blocks import Column, Inlines, Row, RowKind, Table, TableRole, Text
from vnrgen.document.context import SectionContext, table_origin
from vnrgen.problems import Location


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a register: its head, its share of the width, whether it holds numbers."""

    text: str
    weight: float = 1.0
    numeric: bool = False


def register(
    section: SectionContext,
    kind: str,
    *,
    caption: str,
    heads: Sequence[Head],
    rows: Iterable[Row],
    file: str = "",
    role: TableRole = TableRole.REGISTER,
    notes: tuple[Inlines, ...] = (),
) -> Table:
    """Return a register as a table.

    Args:
        section: Where it stands.
        kind: Its part of the block id.
        caption: Its title, a finished message.
        heads: Its columns.
        rows: Its rows, each with one cell per column (or one, for a group row).
        file: The dossier's table it comes from, "" where it is made from several.
        role: How it is laid out.
        notes: What stands under it.
    """
    columns = tuple(
        Column(
            column_id=f"c{number}",
            head=(Text(head.text),),
            numeric=head.numeric,
            weight=head.weight,
        )
        for number, head in enumerate(heads, start=1)
    )
    kept = tuple(rows)
    body = sum(row.kind is RowKind.BODY for row in kept)
    return Table(
        block_id=section.block_id(kind),
        label="",
        caption=(Text(caption),),
        description=section.wording.plural(
            "{caption}: {count} row; columns: {columns}.",
            "{caption}: {count} rows; columns: {columns}.",
            body,
            caption=caption,
            columns=section.wording.listing([head.text for head in heads]),
        ),
        columns=columns,
        rows=kept,
        notes=notes,
        role=role,
        origin=table_origin(Location(file)) if file else None,
    )


def words(text: str) -> Inlines:
    """Return finished words as a cell."""
    return (Text(text),) if text else ()


def group_row(row_id: str, content: Inlines) -> Row:
    """Return a heading for the rows below it."""
    return Row(row_id=row_id, cells=(content,), kind=RowKind.GROUP)
