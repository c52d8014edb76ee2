"""Tables and coverage matrices as data: heads, rows, widths, and what a following page says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from vnrgen.document.blocks import Column, CoverageMatrix, Inlines, Row, RowKind, Table
from vnrgen.render.html.inlines import plain
from vnrgen.render.html.tables import SHORT, closing_columns, matrix_shares, table_shares
from vnrgen.render.typst.inlines import Run, run
from vnrgen.render.typst.setting import Setting
from vnrgen.render.widths import letters_across

_BREAK = "\u200b"


def table_data(table: Table, setting: Setting, *, belongs_to: str = "") -> dict[str, Any]:
    """Return a table; ``belongs_to`` is the label of the chart an unnumbered one stands behind."""
    name = table.label or belongs_to or plain(table.caption)
    setting.summaries.append(setting.words(table.description))
    shares = table_shares(table)
    across = [letters_across(share) for share in shares]
    return {
        "kind": "table",
        **setting.place(table.block_id),
        "role": str(table.role),
        "label": setting.words(table.label),
        "caption": run(table.caption, setting),
        "shares": _percent(shares),
        "groups": [[group.span, run(group.head, setting)] for group in table.column_groups],
        "columns": [_column(*pair, setting) for pair in zip(table.columns, across, strict=True)],
        "rows": _rows(table, across, name, setting),
        "notes": [run(note, setting) for note in table.notes],
        "source": run(table.source, setting),
        "continued": going_on(name, setting) if table.caption or belongs_to else "",
        "short": len(table.rows) <= SHORT,
    }


def matrix_data(matrix: CoverageMatrix, setting: Setting) -> dict[str, Any]:
    """Return a coverage matrix: a mark and its words per cell, and the legend."""
    setting.summaries.append(setting.words(matrix.description))
    return {
        "kind": "matrix",
        **setting.place(matrix.block_id),
        "label": setting.words(matrix.label),
        "caption": run(matrix.caption, setting),
        "shares": _percent(matrix_shares(matrix)),
        "corner": run(matrix.corner, setting),
        "columns": [run(head, setting) for head in matrix.columns],
        "rows": [
            {
                "head": run(row.head, setting),
                "cells": [[str(mark), setting.words(words)] for mark, words in row.cells],
            }
            for row in matrix.rows
        ],
        "legend": [[str(mark), setting.words(words)] for mark, words in matrix.legend],
        "notes": [run(note, setting) for note in matrix.notes],
        "source": [],
        "continued": going_on(matrix.label, setting),
    }


def going_on(name: str, setting: Setting, group: str = "") -> str:
    """Return what a page that goes on with a table says above it."""
    where = f": {group}" if group else ""
    return setting.words(f"{name} ({setting.document.furniture['continued']}){where}")


def _percent(shares: Iterable[float]) -> list[float]:
    return [round(100 * share, 2) for share in shares]


def _column(column: Column, across: int, setting: Setting) -> dict[str, Any]:
    return {"numeric": column.numeric, "head": _breakable(column.head, across, setting)}


def _rows(table: Table, across: Sequence[int], name: str, setting: Setting) -> list[dict[str, Any]]:
    closings = closing_columns(table)
    ends = _ends_of_groups(table.rows)
    group = ""
    rows = []
    for index, row in enumerate(table.rows):
        if row.kind is RowKind.GROUP:
            group = plain(row.cells[0])
        said = None
        if row.kind is RowKind.GROUP or (group and index in ends):
            said = going_on(name, setting, "" if index in ends else group)
        cells = [
            _breakable(cell, letters, setting)
            for cell, letters in zip(row.cells, across, strict=False)
        ]
        hung = [
            column
            for column, (cell, closing) in enumerate(zip(row.cells, closings, strict=False))
            if column and closing and not plain(cell).endswith(")")
        ]
        rows.append({"kind": str(row.kind), "cells": cells, "hung": hung, "going-on": said})
    return rows


def _ends_of_groups(rows: tuple[Row, ...]) -> frozenset[int]:
    """Return where rows of a group end: a page that begins after one begins with the next."""
    ends = {index for index, (_, after) in enumerate(pairwise(rows)) if after.kind is RowKind.GROUP}
    return frozenset(ends | {len(rows) - 1})


def _breakable(cell: Inlines, across: int, setting: Setting) -> Run:
    """Return a cell in which a word that is wider than its column may be broken."""
    return _broken(run(cell, setting), across)


def _broken(pieces: Run, across: int) -> Run:
    long = re.compile(rf"[^\s\u200b]{{{across + 1},}}")

    def broken(piece: Any) -> Any:  # noqa: ANN401 - a string, or a list that begins with its kind
        if isinstance(piece, str):
            return long.sub(lambda word: _BREAK.join(_parts(word[0], across)), piece)
        kind, *rest = piece
        if isinstance(rest[-1], list):
            return [kind, *rest[:-1], [broken(part) for part in rest[-1]]]
        return piece

    return [broken(piece) for piece in pieces]


def _parts(word: str, across: int) -> list[str]:
    """Cut a word where an address or a compound ends, else anywhere.

    >>> _parts("data.un.org/series/births", 10)
    ['data.', 'un.', 'org/', 'series/', 'births']
    """
    parts = re.findall(r"[^/.?&=_-]*[/.?&=_-]+|[^/.?&=_-]+", word)
    return [part[at : at + across] for part in parts for at in range(0, len(part), across)]
