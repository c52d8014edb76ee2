"""What matrices of groups have in common: heads, names, cells, words at the end of rows, a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import block_height, text_width, wrapped
from vnrgen.charts.look import (
    INK,
    LABEL,
    LINE_HEIGHT,
    MARGIN,
    MUTED,
    SMALL,
    TICK,
    VALUE,
    Sheet,
)
from vnrgen.document.language.scripts import BOLD

_TOTAL_SHARE = 0.2  # of a sheet, for the words at the end of rows
_GAP = 8.0
_CELL_HEIGHT = 16.0
_TIGHT_CELL = 12.3  # rows stand closer where there are many
_MANY = 27
_LEAST_CELL = 17.0  # narrower columns go into a second block below
_WIDEST_CELL = 84.0
_TALLEST_HEAD = 110.0  # words of a head that stand upright wrap here
_KEY_BOX = 14.0
_ROOM_IN_CELL = 3.0

Cell = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class Matrix:
    """What both matrices have: heads, names, words at the end of rows, and how a cell is drawn."""

    columns: tuple[str, ...]
    names: tuple[str, ...]
    totals: tuple[str, ...]
    total_label: str
    draw_cell: Callable[[Canvas, int, int, Cell], None]
    key: tuple[tuple[Callable[[Canvas, Cell], None], str], ...]
    widest_text: float


@dataclass(frozen=True, slots=True)
class _Frame:
    """Widths of a matrix: of names, of a cell, of words at the end; and the columns of a block.

    ``tight``: its rows stand close.
    """

    sheet: Sheet
    rtl: bool
    names: float
    cell: float
    totals: float
    blocks: tuple[tuple[int, ...], ...]
    tight: bool

    def left(self, nth: int) -> float:
        """Return the left edge of the nth cell of a row, counted as the language is read."""
        if self.rtl:
            return self.sheet.width - MARGIN - self.names - (nth + 1) * self.cell
        return MARGIN + self.names + nth * self.cell

    def total_edge(self, cells: int) -> float:
        """Return where the words at the end of a row begin; on a narrow sheet, where they end."""
        if self.sheet.names_above:
            return MARGIN if self.rtl else self.sheet.width - MARGIN
        taken = MARGIN + self.names + cells * self.cell + _GAP
        return self.sheet.width - taken if self.rtl else taken

    @property
    def align(self) -> str:
        return "right" if self.rtl else "left"

    @property
    def total_align(self) -> str:
        """How words at the end of a row are aligned: on a narrow sheet to its far edge."""
        return "right" if self.rtl is not self.sheet.names_above else "left"

    @property
    def edge(self) -> float:
        return self.sheet.width - MARGIN if self.rtl else MARGIN


def draw_matrix(matrix: Matrix, sheet: Sheet, *, rtl: bool) -> Canvas:
    """Draw a matrix; columns that do not fit beside each other go on in a block below."""
    frame = _frame(matrix, sheet, rtl=rtl)
    names = _names(matrix, frame)
    heads = [_heads(matrix, block, frame) for block in frame.blocks]
    rows = [_row_height(lines, _total(matrix, i, sheet), frame) for i, lines in enumerate(names)]
    key = _key_runs(matrix, sheet)
    body = sum(head.height + sum(rows) + _GAP for head in heads)
    canvas = Canvas(sheet.width, MARGIN + body + len(key) * _CELL_HEIGHT + MARGIN)
    top = MARGIN
    for head, block in zip(heads, frame.blocks, strict=True):
        _draw_heads(canvas, head, block, frame, top)
        top += head.height
        for row, height in enumerate(rows):
            _draw_row(canvas, matrix, frame, (row, names[row], block), (top, height))
            top += height
        top += _GAP
    _draw_key(canvas, key, frame, top)
    return canvas


def _frame(matrix: Matrix, sheet: Sheet, *, rtl: bool) -> _Frame:
    names = 0.0
    if not sheet.names_above:
        lines = [wrapped(n, LABEL, sheet.width * sheet.name_share, BOLD) for n in matrix.names]
        names = max((text_width(w, LABEL, BOLD) for ws in lines for w in ws), default=0.0) + _GAP
    totals = [_total(matrix, index, sheet) for index in range(len(matrix.totals))]
    said = max((text_width(line, VALUE) for lines in totals for line in lines), default=0.0)
    if said:
        head = min(text_width(matrix.total_label, TICK), sheet.width * _TOTAL_SHARE)
        said = max(said, head) + _GAP
    # On a narrow sheet the words at the end stand in the line of the name, at its other end.
    beside = 0.0 if sheet.names_above else said
    room = sheet.width - 2 * MARGIN - names - beside
    least = max(_LEAST_CELL, matrix.widest_text)
    many = max(1, int(room / least))
    count = max(1, -(-len(matrix.columns) // many))
    ends = [round(len(matrix.columns) * index / count) for index in range(count + 1)]
    blocks = tuple(tuple(range(ends[i], ends[i + 1])) for i in range(count))
    widest = max((len(block) for block in blocks), default=1)
    cell = min(_WIDEST_CELL, room / max(1, widest))
    return _Frame(sheet, rtl, names, cell, said, blocks, len(matrix.names) >= _MANY)


def _total(matrix: Matrix, index: int, sheet: Sheet) -> tuple[str, ...]:
    return wrapped(matrix.totals[index], VALUE, sheet.width * _TOTAL_SHARE)


def _names(matrix: Matrix, frame: _Frame) -> list[tuple[str, ...]]:
    if not frame.sheet.names_above:
        return [wrapped(name, LABEL, frame.names - _GAP, BOLD) for name in matrix.names]
    room = frame.sheet.width - 2 * MARGIN - frame.totals
    return [wrapped(name, LABEL, room, BOLD) for name in matrix.names]


def _row_height(lines: tuple[str, ...], total: tuple[str, ...], frame: _Frame) -> float:
    height = max(block_height(lines, LABEL), block_height(total, VALUE))
    if frame.sheet.names_above:
        return 3 + height + _CELL_HEIGHT
    return max(_TIGHT_CELL, height + 1.5) if frame.tight else max(_CELL_HEIGHT, height + 3)


@dataclass(frozen=True, slots=True)
class _Heads:
    """The wrapped heads of a block's columns; ``upright`` where they do not fit across."""

    lines: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    upright: bool
    height: float


def _heads(matrix: Matrix, block: tuple[int, ...], frame: _Frame) -> _Heads:
    heads = [matrix.columns[index] for index in block]
    total = _total_lines(matrix, frame) if block == frame.blocks[-1] else ()
    room = frame.cell - _ROOM_IN_CELL
    step = TICK * LINE_HEIGHT
    lines = tuple(wrapped(head, TICK, max(room, _longest_word(head))) for head in heads)
    if _lie_across(lines, room):
        tall = max((len(ls) for ls in lines), default=0) * step
        upright = False
    else:
        most = max(1, int(frame.cell / step))
        lines = tuple(_upright_lines(head, most) for head in heads)
        tall = max(text_width(line, TICK) for ls in lines for line in ls)
        upright = True
    words = len(total) * step
    # On a narrow sheet the head of the last words has a line of its own, below the others.
    height = tall + words if frame.sheet.names_above else max(tall, words)
    return _Heads(lines, total, upright, height + 5)


def _longest_word(head: str) -> float:
    return max((text_width(word, TICK) for word in head.split()), default=0.0)


def _lie_across(heads: tuple[tuple[str, ...], ...], room: float) -> bool:
    """Say whether heads keep off each other; a long word may stand out over short neighbours."""
    widths = [max((text_width(line, TICK) for line in lines), default=0.0) for lines in heads]
    if any(width > room for width in (*widths[:1], *widths[-1:])):
        return False
    return all((one + other) / 2 <= room for one, other in pairwise(widths))


def _total_lines(matrix: Matrix, frame: _Frame) -> tuple[str, ...]:
    if not frame.totals:
        return ()
    room = frame.sheet.width - 2 * MARGIN if frame.sheet.names_above else frame.totals - _GAP
    return wrapped(matrix.total_label, TICK, room)


def _upright_lines(head: str, most: int) -> tuple[str, ...]:
    """Wrap a head that stands upright in no more lines than its column is wide."""
    width = _TALLEST_HEAD
    lines = wrapped(head, TICK, width)
    while len(lines) > most:
        width *= 1.25
        lines = wrapped(head, TICK, width)
    return lines


def _draw_heads(
    canvas: Canvas,
    heads: _Heads,
    block: tuple[int, ...],
    frame: _Frame,
    top: float,
) -> None:
    style = Style(TICK, MUTED)
    step = TICK * LINE_HEIGHT
    words = len(heads.total) * step
    bottom = top + heads.height - 3
    base = bottom - words if frame.sheet.names_above else bottom
    for nth, lines in enumerate(heads.lines):
        middle = frame.left(nth) + frame.cell / 2
        if heads.upright:
            first = middle - step * (len(lines) - 1) / 2
            for index, line in enumerate(lines):
                canvas.rising_words(first + index * step, base, line, style)
        else:
            place = base - len(lines) * step / 2
            canvas.lines_of_words(middle, place, lines, style, align="center")
    edge = frame.total_edge(len(block))
    place = bottom - words / 2
    canvas.lines_of_words(edge, place, heads.total, style, align=frame.total_align)


def _draw_row(
    canvas: Canvas,
    matrix: Matrix,
    frame: _Frame,
    row: tuple[int, tuple[str, ...], tuple[int, ...]],
    place: tuple[float, float],
) -> None:
    index, lines, block = row
    top, height = place
    above = frame.sheet.names_above
    words = block_height(lines, LABEL)
    middle = top + 3 + words / 2 if above else top + height / 2
    canvas.lines_of_words(frame.edge, middle, lines, Style(LABEL, INK), align=frame.align)
    start = top + height - _CELL_HEIGHT if above else top
    for nth, column in enumerate(block):
        cell = frame.left(nth), start, frame.cell, top + height - start
        matrix.draw_cell(canvas, index, column, cell)
    if frame.totals and block == frame.blocks[-1]:
        edge = frame.total_edge(len(block))
        total = _total(matrix, index, frame.sheet)
        if above:
            middle = top + 3 + block_height(total, VALUE) / 2
        style = Style(VALUE, INK)
        canvas.lines_of_words(edge, middle, total, style, align=frame.total_align)


_Run = list[tuple[Callable[[Canvas, Cell], None], tuple[str, ...], float]]


def _key_runs(matrix: Matrix, sheet: Sheet) -> list[_Run]:
    """Part the key into lines; words too long for one line go on in lines of their own."""
    room = sheet.width - 2 * MARGIN
    runs: list[_Run] = []
    taken = room + 0.0
    for sample, words in matrix.key:
        lines = wrapped(words, SMALL, room - _KEY_BOX - 4)
        width = _KEY_BOX + 4 + max(text_width(line, SMALL) for line in lines)
        if not runs or taken + width > room or len(lines) > 1:
            runs.append([])
            taken = 0.0
        runs[-1].append((sample, lines, width))
        taken = room if len(lines) > 1 else taken + width + _GAP * 1.5
        runs.extend([] for _ in lines[1:])
    return runs


def _draw_key(canvas: Canvas, runs: list[_Run], frame: _Frame, top: float) -> None:
    side = -1 if frame.rtl else 1
    for run in runs:
        x = frame.edge
        for sample, lines, width in run:
            left = x - _KEY_BOX if frame.rtl else x
            sample(canvas, (left, top + 1, _KEY_BOX, _CELL_HEIGHT - 2))
            start = x + side * (_KEY_BOX + 4)
            for index, line in enumerate(lines):
                middle = top + (index + 0.5) * _CELL_HEIGHT
                canvas.words(start, middle, line, Style(SMALL, MUTED), align=frame.align)
            x += side * (width + _GAP * 1.5)
        top += _CELL_HEIGHT
