"""Tables and coverage matrices as markup, with every head tied to its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from markupsafe import Markup

from vnrgen.document.blocks import (
    Column,
    CoverageMatrix,
    Inlines,
    MatrixMark,
    MatrixRow,
    Row,
    RowKind,
    Table,
)
from vnrgen.render.html.inlines import NOTHING, inlines, plain
from vnrgen.render.html.medium import Page, anchor
from vnrgen.render.widths import LONGEST, column_shares, longest_word, narrowest

_AFTER_NUMBERS = 3
"""Letters' worth of space that the style sheet puts between numbers and words after them."""

_READABLE, _ROOMY = 12, 18
"""Letters that a column of sentences needs at least, and with which it is read with ease."""

SHORT = 8
"""A table of at most so many rows stays on one page."""


def table_markup(table: Table, page: Page, *, belongs_to: str = "") -> Markup:
    """Return a table with its caption, notes and source.

    ``belongs_to`` is the label of the chart an unnumbered table stands behind.
    """
    name = table.label or belongs_to or plain(table.caption)
    closings = closing_columns(table)
    head = Markup("<thead>{}{}</thead>").format(
        _group_heads(table, page), _column_heads(table, page)
    )
    body = NOTHING.join(
        Markup("<tbody>{}</tbody>").format(
            NOTHING.join(
                _row(row, table, closings, _going_on(name, rows, row, page), page) for row in rows
            )
        )
        for rows in _bodies(table.rows)
    )
    markup = Markup('<table class="{}"{}{}>{}{}{}{}</table>').format(
        table.role,
        _measured(table, page),
        _described(table.block_id, table.description, page),
        _caption(table, name, page),
        _widths(table_shares(table)),
        head,
        body,
    )
    return Markup('<div class="table{}" id="{}"{}>{}{}{}</div>{}').format(
        " short" if len(table.rows) <= SHORT else "",
        anchor(table.block_id),
        _continued(name, page) if belongs_to and not table.caption else "",
        _switch(table, page),
        framed(markup, table, page, belongs_to),
        notes_markup(table.notes, table.source, page),
        _end(page),
    )


def _measured(table: Table, page: Page) -> Markup:
    """Say how many columns a table has and how many letters these ask for beside each other.

    By them a screen knows how narrow it may become: as narrow as it may be where it then fits,
    else as wide as is read with ease. Not on paper: the styles of the PDF engine's cells are shared
    between tables that look alike.
    """
    if not page.on_screen:
        return NOTHING
    return Markup(' style="--columns:{};--letters:{};--roomy:{}"').format(
        len(table.columns), letters_asked(table, _READABLE), letters_asked(table, _ROOMY)
    )


def letters_asked(table: Table, words: int) -> int:
    """Return how many letters the columns of a table ask for, beside each other.

    A number stays in one line; of words a column holds the longest, and ``words`` letters where
    its cells are longer.
    """
    rows = [row.cells for row in table.rows if row.kind is not RowKind.GROUP]
    asked = 0
    for index, column in enumerate(table.columns):
        cells = [plain(cells[index]) for cells in rows]
        longest = max(map(len, cells), default=0)
        least = narrowest([plain(column.head), *cells])
        asked += max(min(least, LONGEST), longest if column.numeric else min(longest, words))
    return asked


def matrix_markup(matrix: CoverageMatrix, page: Page) -> Markup:
    """Return a coverage matrix: a mark and its words per cell, and the legend beneath."""
    heads = NOTHING.join(
        Markup('<th scope="col">{}</th>').format(inlines(head, page)) for head in matrix.columns
    )
    head = Markup('<thead><tr><th scope="col">{}</th>{}</tr></thead>').format(
        inlines(matrix.corner, page), heads
    )
    rows = NOTHING.join(_matrix_row(row, page) for row in matrix.rows)
    markup = Markup('<table class="matrix"{}>{}{}{}<tbody>{}</tbody></table>').format(
        _described(matrix.block_id, matrix.description, page),
        _caption(matrix, matrix.label, page),
        _widths(matrix_shares(matrix)),
        head,
        rows,
    )
    legend = NOTHING.join(
        Markup("<li>{}</li>").format(_mark(mark, words)) for mark, words in matrix.legend
    )
    return Markup(
        '<div class="table coverage" id="{}">{}<ul class="legend">{}</ul>{}</div>{}'
    ).format(
        anchor(matrix.block_id),
        framed(markup, matrix, page, ""),
        legend,
        notes_markup(matrix.notes, (), page),
        _end(page),
    )


def notes_markup(notes: Iterable[Inlines], source: Inlines, page: Page) -> Markup:
    """Return the notes and the source line under a table or a chart."""
    lines = [Markup('<p class="note">{}</p>').format(inlines(note, page)) for note in notes]
    if source:
        lines.append(Markup('<p class="source">{}</p>').format(inlines(source, page)))
    return NOTHING.join(lines)


def caption_markup(label: str, caption: Inlines, page: Page) -> Markup:
    """Return "Table 3" and what the table shows; an unnumbered table has no label."""
    words = Markup('<span class="caption-words">{}</span>').format(inlines(caption, page))
    if not label:
        return words
    return Markup('<span class="label">{}</span> {}').format(label, words)


def framed(markup: Markup, table: Table | CoverageMatrix, page: Page, belongs_to: str) -> Markup:
    """Return a table in a frame that scrolls by itself on a narrow screen.

    The frame of a table behind a chart is named after the chart: it may have no caption of its own.
    """
    if not page.on_screen:
        return markup
    name = Markup('aria-label="{}"').format(page.furniture("table"))
    if belongs_to:
        words = f"{belongs_to} – {page.furniture('data_behind_chart')}"
        name = Markup('aria-label="{}"').format(words)
    elif table.caption:
        name = Markup('aria-labelledby="{}"').format(_caption_anchor(table.block_id))
    hidden = NOTHING
    if table.description:
        hidden = Markup('<p id="{}" hidden>{}</p>').format(
            _description_anchor(table.block_id), table.description
        )
    frame = Markup('<div class="frame" role="region" tabindex="0" {}>{}</div>{}')
    return frame.format(name, markup, hidden)


def _described(block_id: str, description: str, page: Page) -> Markup:
    if not description:
        return NOTHING
    if page.on_screen:
        return Markup(' aria-describedby="{}"').format(_description_anchor(block_id))
    return Markup(' data-summary="{}"').format(description)


def _caption(table: Table | CoverageMatrix, name: str, page: Page) -> Markup:
    """Return the caption; on paper it also keeps what a page that continues the table says."""
    if not table.caption:
        return NOTHING
    mark = Markup('<span class="continues"{}></span>')
    return Markup('<caption id="{}">{}{}</caption>').format(
        _caption_anchor(table.block_id),
        caption_markup(table.label, table.caption, page),
        NOTHING if page.on_screen else mark.format(_continued(name, page)),
    )


def _continued(name: str, page: Page, group: str = "") -> Markup:
    """Return the attribute with what a page that goes on with a table says above it."""
    if page.on_screen:
        return NOTHING
    where = Markup(": {}").format(group) if group else NOTHING
    return Markup(' data-continued="{} ({}){}"').format(name, page.furniture("continued"), where)


def _going_on(name: str, rows: tuple[Row, ...], row: Row, page: Page) -> Markup:
    """Return what a page says that begins after a row: within a group of rows, the group too."""
    if rows[0].kind is not RowKind.GROUP or (row is not rows[0] and row is not rows[-1]):
        return NOTHING
    return _continued(name, page, "" if row is rows[-1] else plain(row.cells[0]))


def _caption_anchor(block_id: str) -> str:
    return anchor(f"{block_id}/caption")


def _description_anchor(block_id: str) -> str:
    return anchor(f"{block_id}/description")


def _end(page: Page) -> Markup:
    """Return what tells the following pages that no table goes on."""
    return NOTHING if page.on_screen else Markup('<div class="table-end"></div>')


def _widths(shares: Iterable[float]) -> Markup:
    columns = (Markup('<col style="width:{:.2f}%">').format(100 * share) for share in shares)
    return Markup("<colgroup>{}</colgroup>").format(NOTHING.join(columns))


def table_shares(table: Table) -> tuple[float, ...]:
    """Return the share of the width that each column of a table gets."""
    rows = [row.cells for row in table.rows if row.kind is not RowKind.GROUP]
    longest = [
        narrowest(plain(cell) for cell in [column.head, *(cells[index] for cells in rows)])
        for index, column in enumerate(table.columns)
    ]
    for index, (before, column) in enumerate(pairwise(table.columns), start=1):
        if before.numeric and not column.numeric:
            longest[index] += _AFTER_NUMBERS
    return column_shares([column.weight for column in table.columns], longest)


def matrix_shares(matrix: CoverageMatrix) -> tuple[float, ...]:
    """Give the heads of rows two columns' room; a mark takes the place of three letters."""
    first = longest_word(
        plain(head) for head in [matrix.corner, *(row.head for row in matrix.rows)]
    )
    longest = [
        max(
            longest_word([plain(head)]),
            *(3 + len(word) for row in matrix.rows for word in row.cells[index][1].split()),
            0,
        )
        for index, head in enumerate(matrix.columns)
    ]
    return column_shares([2.0, *(1.0 for _ in matrix.columns)], [first, *longest])


def _group_heads(table: Table, page: Page) -> Markup:
    if not table.column_groups:
        return NOTHING
    cells = []
    for group in table.column_groups:
        if group.head:
            cell = Markup('<th scope="colgroup" colspan="{}">{}</th>')
            cells.append(cell.format(group.span, inlines(group.head, page)))
        else:
            cells.append(Markup('<td colspan="{}"></td>').format(group.span))
    return Markup('<tr class="groups">{}</tr>').format(NOTHING.join(cells))


def _column_heads(table: Table, page: Page) -> Markup:
    cells = NOTHING.join(
        Markup('<th scope="col"{}>{}</th>').format(_numeric(column), inlines(column.head, page))
        for column in table.columns
    )
    return Markup("<tr>{}</tr>").format(cells)


def _bodies(rows: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    """Part rows into bodies, each opened by its GROUP row, so that the heading covers them."""
    opened = 0
    numbered = []
    for row in rows:
        opened += row.kind is RowKind.GROUP
        numbered.append((opened, row))
    for _, body in groupby(numbered, key=lambda pair: pair[0]):
        yield tuple(row for _, row in body)


def _row(
    row: Row, table: Table, closings: tuple[bool, ...], going_on: Markup, page: Page
) -> Markup:
    if row.kind is RowKind.GROUP:
        cell = Markup('<tr class="group{}"{}><th scope="rowgroup" colspan="{}">{}</th></tr>')
        words = inlines(row.cells[0], page)
        if page.on_screen:  # what stays in sight while the frame scrolls
            words = Markup('<span class="group-words">{}</span>').format(words)
        return cell.format(_quiet(row), going_on, len(table.columns), words)
    head = Markup('<th scope="row">{}</th>').format(inlines(row.cells[0], page))
    cells = NOTHING.join(
        Markup("<td{}>{}</td>").format(
            _numeric(column, hung=closing and not _closes(cell)), inlines(cell, page)
        )
        for column, cell, closing in zip(
            table.columns[1:], row.cells[1:], closings[1:], strict=True
        )
    )
    kind = f"{row.kind}{_quiet(row)}"
    return Markup('<tr class="{}"{}>{}{}</tr>').format(kind, going_on, head, cells)


def _quiet(row: Row) -> str:
    return " quiet" if row.quiet else ""


def _switch(table: Table, page: Page) -> Markup:
    """Return what hides and shows the quiet rows of a table: two buttons, no script."""
    if not page.on_screen or not any(row.quiet for row in table.rows):
        return NOTHING
    name = f"{anchor(table.block_id)}/rows"
    button = Markup('<label><input type="radio" name="{}" value="{}"{}> {}</label>')
    buttons = (
        button.format(name, value, Markup(" checked") if value == "changed" else NOTHING, words)
        for value, words in (
            ("changed", page.furniture("rows_changed")),
            ("all", page.furniture("rows_all")),
        )
    )
    return Markup('<fieldset class="rows"><legend>{}</legend>{}</fieldset>').format(
        page.furniture("rows_shown"), NOTHING.join(buttons)
    )


def closing_columns(table: Table) -> tuple[bool, ...]:
    """Say per column whether a value in it ends in a bracket, as estimates from few cases do."""
    rows = [row for row in table.rows if row.kind is not RowKind.GROUP]
    return tuple(
        column.numeric and any(_closes(row.cells[index]) for row in rows)
        for index, column in enumerate(table.columns)
    )


def _closes(cell: Inlines) -> bool:
    return plain(cell).endswith(")")


def _numeric(column: Column, *, hung: bool = False) -> Markup:
    """Return the class of a number; one is hung where others end in a bracket, to stay aligned."""
    if not column.numeric:
        return NOTHING
    return Markup(' class="numeric{}"').format(" hung" if hung else "")


def _matrix_row(row: MatrixRow, page: Page) -> Markup:
    cells = NOTHING.join(
        Markup("<td>{}</td>").format(_mark(mark, words)) for mark, words in row.cells
    )
    head = Markup('<th scope="row">{}</th>').format(inlines(row.head, page))
    return Markup("<tr>{}{}</tr>").format(head, cells)


def _mark(mark: MatrixMark, words: str) -> Markup:
    return Markup('<span class="evidence {}">{}</span>').format(mark, words)
