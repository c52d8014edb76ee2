"""The dot matrix: where each group stands on each indicator, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable

from vnrgen.charts.canvas import Canvas
from vnrgen.charts.look import DEEP, FAINT, MUTED, PAPER, WARM, Sheet
from vnrgen.charts.matrix import Cell, Matrix, draw_matrix
from vnrgen.document.drawings import Standing, StandingMatrix


def draw(chart: StandingMatrix, direction: str, sheet: Sheet) -> Canvas:
    """Draw groups by indicators; shape and size say the standing, colour only repeats it."""

    def cell(canvas: Canvas, row: int, column: int, place: Cell) -> None:
        left, top, width, height = place
        canvas.line((left, top + height / 2), (left + width, top + height / 2), colour=FAINT)
        _mark(canvas, chart.rows[row].standings[column], place)

    matrix = Matrix(
        columns=chart.columns,
        names=tuple(row.label for row in chart.rows),
        totals=tuple(row.total for row in chart.rows),
        total_label=chart.total_label,
        draw_cell=cell,
        key=tuple((_standing_key(standing), words) for standing, words in chart.key),
        widest_text=16.0,
    )
    return draw_matrix(matrix, sheet, rtl=direction == "rtl")


def _mark(canvas: Canvas, standing: Standing, place: Cell) -> None:
    x, y = place[0] + place[2] / 2, place[1] + place[3] / 2
    match standing:
        case Standing.FURTHEST:
            canvas.mark(x, y, "o", 11.6, fill=PAPER, edge=WARM, edge_width=0.9, layer=4.9)
            canvas.mark(x, y, "o", 8.4, fill=WARM, edge=PAPER, edge_width=0.6)
        case Standing.AMONG:
            canvas.mark(x, y, "o", 10.0, fill=PAPER, edge=WARM, edge_width=1.5)
            canvas.mark(x, y, "_", 5.0, fill=WARM, edge=WARM, edge_width=1.3, layer=5.1)
        case Standing.BEHIND:
            canvas.mark(x, y, "o", 6.2, fill=DEEP, edge=PAPER, edge_width=0.6)
        case Standing.LEVEL:
            canvas.mark(x, y, "o", 3.2, fill=PAPER, edge=MUTED, edge_width=0.9)
        case Standing.ABSENT:
            canvas.mark(x, y, "x", 4.0, fill=MUTED, edge=MUTED, edge_width=0.9)


def _standing_key(standing: Standing) -> Callable[[Canvas, Cell], None]:
    return lambda canvas, place: _mark(canvas, standing, place)
