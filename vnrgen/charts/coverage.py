"""The coverage map: how much evidence there is of each group, and where there is none."""

from __future__ import annotations

from collections.abc import Callable

from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import text_width
from vnrgen.charts.look import DEEP, INK, LINK, PAPER, VALUE, Sheet
from vnrgen.charts.matrix import Cell, Matrix, draw_matrix
from vnrgen.document.drawings import CoverageMap, Depth

_FILLS = {Depth.LITTLE: "#D3E2E9", Depth.SOME: "#8FB4C4", Depth.MUCH: DEEP}
_STRIPE = 5.0  # from one line of the hatching to the next


def draw(chart: CoverageMap, direction: str, sheet: Sheet) -> Canvas:
    """Draw groups by kinds of evidence; an empty cell is hatched, every cell has its count."""

    def cell(canvas: Canvas, row: int, column: int, place: Cell) -> None:
        found = chart.rows[row].cells[column]
        _fill(canvas, found.depth, place)
        colour = PAPER if found.depth is Depth.MUCH else INK
        middle = place[0] + place[2] / 2, place[1] + place[3] / 2
        if found.depth is Depth.EMPTY:  # words on paper, or the hatching runs through them
            width = text_width(found.text, VALUE) + 4
            canvas.box(middle[0] - width / 2, middle[1] - 5, width, 10, fill=PAPER, layer=3.3)
        canvas.words(*middle, found.text, Style(VALUE, colour), align="center")

    texts = [text_width(c.text, VALUE) for row in chart.rows for c in row.cells]
    key = tuple((_depth_key(depth), words) for depth, words in chart.key)
    matrix = Matrix(
        columns=chart.columns,
        names=tuple(row.label for row in chart.rows),
        totals=("",) * len(chart.rows),
        total_label="",
        draw_cell=cell,
        key=key,
        widest_text=max(texts, default=0.0) + 8,
    )
    return draw_matrix(matrix, sheet, rtl=direction == "rtl")


def _fill(canvas: Canvas, depth: Depth, place: Cell) -> None:
    left, top, width, height = place
    inner = left + 0.75, top + 0.75, width - 1.5, height - 1.5
    if depth is Depth.EMPTY:
        canvas.box(*inner, fill=PAPER, edge=LINK)
        canvas.lines(_hatching(inner), colour=LINK, width=0.5, layer=3.2)
    else:
        canvas.box(*inner, fill=_FILLS[depth])


def _hatching(place: Cell) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return slanting lines that end at the edges of a cell, one every five points."""
    left, top, width, height = place
    lines = []
    offset = _STRIPE
    while offset < width + height:
        start = left + max(0.0, offset - height), top + min(offset, height)
        end = left + min(offset, width), top + max(0.0, offset - width)
        lines.append((start, end))
        offset += _STRIPE
    return lines


def _depth_key(depth: Depth) -> Callable[[Canvas, Cell], None]:
    return lambda canvas, place: _fill(canvas, depth, place)
