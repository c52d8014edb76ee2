"""Tables of figures and words: captions, heads that repeat, decimals under each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from vnrgen.document.blocks import (
    Column,
    ColumnGroup,
    Inlines,
    Origin,
    Row,
    RowKind,
    Table,
    TableRole,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.render.docx.fields import label_xml
from vnrgen.render.docx.grid import Frame, cell_xml, row_xml, shared_widths, table_xml
from vnrgen.render.docx.inlines import inlines_xml
from vnrgen.render.docx.writer import Setting, Writer
from vnrgen.render.widths import column_shares, longest_word

_STYLES: Final = {
    TableRole.FIGURES: "Figures table",
    TableRole.LOOKUP: "Figures table",
    TableRole.GRID: "Grid table",
    TableRole.REGISTER: "Register table",
}
_TOGETHER: Final = 14  # rows of figures that fit well on one page: such a table is not divided
_GROUP: Final = 10  # rows under the words of their group that are kept with it
_GAP: Final = 200  # twips between a number and the words of the next column
_GAP_LETTERS: Final = 2  # letters that would fill it
_FIRST_NUMBER: Final = re.compile(r"\d(?:[\d.,’'\u00a0\u202f ]*\d)?")
_NARROW: Final = frozenset(".,:;'’!|()[]il \u00a0\u202f")
_TWIPS_PER_EM: Final = 170  # table text is 8.5 points
AFTER_LAST_NOTE: Final = '<w:spacing w:after="200"/>'  # where no source line ends the figure
_RULE: Final = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
_NO_RULE: Final = '<w:bottom w:val="nil"/>'


def write_table(writer: Writer, table: Table, setting: Setting) -> None:
    """Write a table with its caption before it, its notes and source after it."""
    here = setting.within(table.block_id)
    mark = writer.begin(table.block_id, "Table", origin=table.origin)
    writer.open(mark)
    write_caption(writer, table.label, table.caption, "Table", here)
    writer.settle()
    followed = bool(table.notes or table.source)
    writer.add(_table(writer, table, here, followed=followed))
    write_remarks(writer, table.notes, table.source, here)
    writer.end_table()
    writer.close(mark)


def write_caption(
    writer: Writer, label: str, caption: Inlines, kind: str, setting: Setting
) -> None:
    """Write a caption: a numbered label, if there is one, and the words."""
    if not label and not caption:
        return
    numbered = label_xml(writer, label, kind, setting) if label else ""
    gap = writer.run("  ", setting) if label and caption else ""
    words = inlines_xml(writer, caption, setting)
    style = "caption" if label else "Data caption"
    writer.add(writer.paragraph(style, numbered + gap + words))


def write_remarks(
    writer: Writer, notes: tuple[Inlines, ...], source: Inlines, setting: Setting
) -> None:
    """Write the notes and the source line under a table or a chart."""
    for number, note in enumerate(notes, start=1):
        more = number < len(notes) or bool(source)
        content = inlines_xml(writer, note, setting)
        layout = "" if more else AFTER_LAST_NOTE
        writer.add(writer.paragraph("Table note", content, keep_next=more, layout=layout))
    if source:
        writer.add(writer.paragraph("Source", inlines_xml(writer, source, setting)))


def _table(writer: Writer, table: Table, setting: Setting, *, followed: bool) -> str:
    texts = [[plain(cell) for cell in row.cells] for row in table.rows]
    widths = _widths(table, texts, writer.package.page.text_width)
    frame = Frame(
        style=_STYLES[table.role] if table.label else "Data table",
        widths=widths,
        caption=f"{table.label} {plain(table.caption)}".strip(),
        description=table.description,
    )
    rows = _head_rows(writer, table, widths, setting)
    plan = _Plan(
        table=table,
        widths=widths,
        pads=_decimal_pads(writer, table, texts, widths),
        kept=_kept(table, followed=followed),
        first_group=_first_group(table),
        group=setting,
        body=replace(setting, strong=False),
        total=replace(setting, strong=True),
    )
    for number, row in enumerate(table.rows):
        write = _group if row.kind is RowKind.GROUP else _row
        rows.append(write(writer, plan, row, number))
    return table_xml(writer, frame, rows)


def _first_group(table: Table) -> int:
    """Return the number of the first row of words over a group, past the end where none is."""
    kinds = [row.kind for row in table.rows]
    return kinds.index(RowKind.GROUP) if RowKind.GROUP in kinds else len(kinds)


def _kept(table: Table, *, followed: bool) -> list[bool]:
    """Return for each row whether it stays on one page with what follows it.

    A row that is parted from the words over its group no longer says of what or whom it speaks,
    and Word repeats only the head: a group that fits on a page is not divided, and a longer one
    leaves no row alone on either side.
    """
    last = len(table.rows) - 1
    together = table.role is TableRole.FIGURES and last < _TOGETHER
    kept = [together or number in (0, last - 1) for number in range(last + 1)]
    heads = [number for number, row in enumerate(table.rows) if row.kind is RowKind.GROUP]
    for first, following in pairwise([*heads, last + 1]):
        end = following - 1
        whole = end - first <= _GROUP
        for number in range(first, end):
            kept[number] |= whole or number <= first + 1 or number == end - 1
    if kept:
        kept[last] = followed
    return kept


def _widths(table: Table, texts: Sequence[Sequence[str]], width: int) -> tuple[int, ...]:
    """Return the columns' widths in twips: by weight, but wide enough for their longest words."""
    kinds = [row.kind for row in table.rows]
    rows = [row for kind, row in zip(kinds, texts, strict=True) if kind is not RowKind.GROUP]
    longest = [
        longest_word([plain(column.head), *(row[index] for row in rows)])
        for index, column in enumerate(table.columns)
    ]
    for index, (before, column) in enumerate(pairwise(table.columns), start=1):
        if before.numeric and not column.numeric:
            longest[index] += _GAP_LETTERS
    shares = column_shares([column.weight for column in table.columns], longest)
    return shared_widths(shares, width)


def _head_rows(
    writer: Writer, table: Table, widths: tuple[int, ...], setting: Setting
) -> list[str]:
    rows = []
    if table.column_groups:
        rows.append(_group_row(writer, table.column_groups, widths, setting))
    rule = _RULE if table.column_groups else ""
    cells = [
        cell_xml(width, _head(writer, table.columns, number, setting), borders=rule, end="bottom")
        for number, width in enumerate(widths)
    ]
    rows.append(row_xml(cells, head=True))
    return rows


def _head(writer: Writer, columns: tuple[Column, ...], number: int, setting: Setting) -> str:
    style = "Table number head" if columns[number].numeric else "Table head"
    content = inlines_xml(writer, columns[number].head, setting)
    layout = _layout(writer, columns, number, 0)
    return writer.paragraph(style, content, layout=layout)


def _layout(writer: Writer, columns: tuple[Column, ...], number: int, pad: int) -> str:
    """Return the indent of a cell: a number's to align it, a word's to keep off a number before.

    Numbers run from left to right in every script and end at the right edge: in a line from right
    to left that is the edge where the line begins, which Word calls left.
    """
    if columns[number].numeric and writer.rtl:
        return (f'<w:ind w:left="{pad}"/>' if pad else "") + '<w:jc w:val="left"/>'
    if pad:
        return f'<w:ind w:right="{pad}"/>'
    follows = number > 0 and columns[number - 1].numeric and not columns[number].numeric
    return f'<w:ind w:left="{_GAP}"/>' if follows else ""


def _group_row(
    writer: Writer, groups: tuple[ColumnGroup, ...], widths: tuple[int, ...], setting: Setting
) -> str:
    cells, first = [], 0
    for group in groups:
        content = inlines_xml(writer, group.head, setting)
        layout = '<w:jc w:val="center"/>' if group.head else ""
        paragraph = writer.paragraph("Table head", content, layout=layout)
        width = sum(widths[first : first + group.span])
        rule = _RULE if group.head else _NO_RULE
        cells.append(cell_xml(width, paragraph, span=group.span, borders=rule, end="bottom"))
        first += group.span
    return row_xml(cells, head=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """How a table is laid out, worked out once for all of its rows.

    ``pads`` and ``kept`` go by row; ``first_group`` is the first row of words over a group;
    ``group``, ``body`` and ``total`` are the settings of rows by kind.
    """

    table: Table
    widths: tuple[int, ...]
    pads: list[list[int]]
    kept: list[bool]
    first_group: int
    group: Setting
    body: Setting
    total: Setting


def _group(writer: Writer, plan: _Plan, row: Row, number: int) -> str:
    """Return the words over a run of rows, across the table."""
    table, widths = plan.table, plan.widths
    mark = writer.begin(table.block_id, "Row", f"row/{row.row_id}", origin=table.origin)
    words = mark.start + inlines_xml(writer, row.cells[0], plan.group) + writer.end(mark)
    paragraph = writer.paragraph("Table group", words, keep_next=plan.kept[number])
    return row_xml([cell_xml(sum(widths), paragraph, span=len(widths))])


def _row(writer: Writer, plan: _Plan, row: Row, number: int) -> str:
    table, origin, keep = plan.table, plan.table.origin, plan.kept[number]
    mark = writer.begin(table.block_id, "Row", f"row/{row.row_id}", origin=origin)
    setting = plan.total if row.kind is RowKind.TOTAL else plan.body
    stands_in = row.kind is RowKind.BODY and number > plan.first_group
    last = len(row.cells) - 1
    cells = []
    for place, (content, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        part = f"cell/{row.row_id}/{column.column_id}"
        runs = _cell_runs(writer, content, part, origin, setting)
        if place == 0:
            runs = mark.start + runs
        if place == last:
            runs += writer.end(mark)
        layout = _layout(writer, table.columns, place, plan.pads[number][place])
        if place == 0 and stands_in:
            layout = f'<w:ind w:left="{_GAP}"/>'
        style = "Table number" if column.numeric else "Table text"
        paragraph = writer.paragraph(style, runs, keep_next=keep, layout=layout)
        cells.append(cell_xml(plan.widths[place], paragraph))
    return row_xml(cells)


def _cell_runs(
    writer: Writer, content: Inlines, part: str, origin: Origin | None, setting: Setting
) -> str:
    """Return the words of a cell, bookmarked where they come from a table of the dossier."""
    if origin is None or origin.kind not in {"table", "narrative"} or not content:
        return inlines_xml(writer, content, setting)
    mark = writer.begin(setting.block_id, "Cell", part, origin=origin)
    return mark.start + inlines_xml(writer, content, setting) + writer.end(mark)


# --- decimals under each other -----------------------------------------------------------------


def _decimal_pads(
    writer: Writer, table: Table, texts: Sequence[Sequence[str]], widths: tuple[int, ...]
) -> list[list[int]]:
    """Return for each cell what it stands in from the edge, so that decimal marks align."""
    pads = [[0] * len(table.columns) for _ in table.rows]
    for number, column in enumerate(table.columns):
        if not column.numeric:
            continue
        tails = {
            index: tail_width(texts[index][number], writer.decimal_mark)
            for index, row in enumerate(table.rows)
            if row.kind is not RowKind.GROUP and _has_digit(texts[index][number])
        }
        longest = max(tails.values(), default=0)
        if longest > widths[number] // 2:
            continue
        for index, tail in tails.items():
            pads[index][number] = longest - tail
    return pads


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def tail_width(text: str, decimal_mark: str) -> int:
    """Return the width in twips of what follows the whole part of the first number in a text.

    The digits of the house font are all 0.497 em wide; other widths are near enough.

    >>> tail_width("(29.5)", "."), tail_width("1,204", "."), tail_width("29,5", ",")
    (176, 0, 130)
    """
    found = _FIRST_NUMBER.search(text)
    if found is None:
        return 0
    whole = found.start() + found.group().find(decimal_mark)
    end = whole if decimal_mark in found.group() else found.end()
    ems = sum(0.27 if character in _NARROW else 0.497 for character in text[end:])
    return round(ems * _TWIPS_PER_EM)
