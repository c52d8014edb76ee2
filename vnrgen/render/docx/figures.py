"""Charts, coverage matrices and key-figure strips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vnrgen.document.blocks import (
    Chart,
    CoverageMatrix,
    KeyFigure,
    KeyFigures,
    MatrixMark,
    MatrixRow,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.problems import Location, ProblemLog
from vnrgen.render.docx import look
from vnrgen.render.docx.grid import Frame, cell_xml, row_xml, shared_widths, table_xml
from vnrgen.render.docx.inlines import inlines_xml
from vnrgen.render.docx.native import NotNativeError, native_chart
from vnrgen.render.docx.pictures import chart_xml, drawing_xml
from vnrgen.render.docx.tables import AFTER_LAST_NOTE, write_caption, write_remarks, write_table
from vnrgen.render.docx.writer import Setting, Writer
from vnrgen.render.widths import column_shares, longest_word

_MARKS: Final = {
    MatrixMark.FILLED: "Matrix filled",
    MatrixMark.HATCHED: "Matrix hatched",
    MatrixMark.WITHHELD: "Matrix withheld",
    MatrixMark.EMPTY: "Matrix empty",
}
_STRIP: Final = 5  # as many key figures as stand side by side and can still be read
_SWATCH: Final = "\u00a0" * 5


@dataclass(frozen=True, slots=True)
class Pictures:
    """The drawings of charts by block id: vector, and the PNG for readers that have no SVG.

    With ``native`` they are needed for those charts alone that Word cannot draw itself; each of
    those is a notice in ``problems``.
    """

    svg: Mapping[str, bytes]
    png: Mapping[str, bytes]
    problems: ProblemLog
    native: bool = False


def write_chart(writer: Writer, chart: Chart, pictures: Pictures, setting: Setting) -> None:
    """Write a chart: its finding, what it measures, the drawing, notes, source, and its data."""
    here = setting.within(chart.block_id)
    mark = writer.begin(chart.block_id, "Chart", origin=chart.origin)
    writer.open(mark)
    write_caption(writer, chart.label, chart.title, "Figure", here)
    if chart.subtitle:
        content = inlines_xml(writer, chart.subtitle, here)
        writer.add(writer.paragraph("Chart subtitle", content))
    drawing, remarks = _drawing(writer, chart, pictures, here)
    followed = bool(remarks or chart.notes or chart.source)
    writer.add(writer.paragraph("Picture", drawing, keep_next=followed))
    for remark in remarks:
        words = writer.run(remark, here)
        writer.add(writer.paragraph("Table note", words, keep_next=True))
    write_remarks(writer, chart.notes, chart.source, here)
    if chart.table.rows:
        _name_data(writer, chart, here)
        write_table(writer, chart.table, setting)
    writer.close(mark)


def _name_data(writer: Writer, chart: Chart, setting: Setting) -> None:
    """Say whose data follow, where their table does not: it may stand on the next page."""
    words = writer.document.furniture.get("data_behind_chart", "")
    if chart.label and words and not chart.table.caption:
        name = writer.run(f"{chart.label} – {words}", setting)
        writer.add(writer.paragraph("Data caption", name))


def write_charts_beside(
    writer: Writer, charts: Sequence[Chart], pictures: Pictures, setting: Setting
) -> None:
    """Write two charts of a brief side by side, as the cells of a table without lines."""
    writer.settle()
    widths = shared_widths([1.0, 1.0], writer.package.page.text_width)
    cells = []
    for chart, width in zip(charts, widths, strict=False):
        outside, writer.body = writer.body, []
        write_chart(writer, chart, pictures, setting)
        cells.append(cell_xml(width, "".join(writer.body)))
        writer.body = outside
    cells += [
        cell_xml(width, writer.paragraph("Table text", "")) for width in widths[len(charts) :]
    ]
    words = "; ".join(plain(chart.title) for chart in charts)
    frame = Frame(style="Key figures", widths=widths, description=words, head=False)
    writer.add(table_xml(writer, frame, [row_xml(cells)]))
    writer.end_table()


def _drawing(
    writer: Writer, chart: Chart, pictures: Pictures, setting: Setting
) -> tuple[str, tuple[str, ...]]:
    """Return the run that shows a chart, drawn by Word where that is wanted and can be.

    With it come the words that stand in the picture and that Word's chart has no room for.
    """
    if pictures.native:
        metadata = writer.document.metadata
        try:
            native = native_chart(chart, metadata.language, metadata.direction, writer.decimal_mark)
        except NotNativeError as error:
            name = chart.label or chart.block_id
            what = f"{name} stays a picture in the Word file: {error}"
            fix = "nothing needs to be done; its data can be edited in the dossier"
            pictures.problems.notice("DOC002", Location(chart.block_id), what, fix)
        else:
            return chart_xml(writer, native, chart.alternative, setting), native.remarks
    svg, png = pictures.svg[chart.block_id], pictures.png[chart.block_id]
    return drawing_xml(writer, svg, png, chart.alternative, setting), ()


# --- coverage matrix ---------------------------------------------------------------------------


def write_matrix(writer: Writer, matrix: CoverageMatrix, setting: Setting) -> None:
    """Write a coverage matrix: every cell has its words, and a shade or pattern of its own."""
    here = setting.within(matrix.block_id)
    mark = writer.begin(matrix.block_id, "CoverageMatrix")
    writer.open(mark)
    write_caption(writer, matrix.label, matrix.caption, "Figure", here)
    writer.settle()
    frame = Frame(
        style="Matrix table",
        widths=_matrix_widths(matrix, writer.package.page.text_width),
        caption=f"{matrix.label} {plain(matrix.caption)}".strip(),
        description=matrix.description,
    )
    rows = [_matrix_head(writer, matrix, frame.widths, here)]
    rows += [_matrix_row(writer, row, frame.widths, here) for row in matrix.rows]
    writer.add(table_xml(writer, frame, rows))
    _write_legend(writer, matrix, here, is_last=not matrix.notes)
    write_remarks(writer, matrix.notes, (), here)
    writer.end_table()
    writer.close(mark)


def _matrix_widths(matrix: CoverageMatrix, width: int) -> tuple[int, ...]:
    """Return the columns' widths in twips: the heads of rows have two columns' room."""
    first = longest_word(plain(head) for head in [matrix.corner, *(r.head for r in matrix.rows)])
    longest = [
        longest_word([plain(head), *(row.cells[index][1] for row in matrix.rows)])
        for index, head in enumerate(matrix.columns)
    ]
    shares = column_shares([2.0, *(1.0 for _ in matrix.columns)], [first, *longest])
    return shared_widths(shares, width)


def _matrix_head(
    writer: Writer, matrix: CoverageMatrix, widths: tuple[int, ...], setting: Setting
) -> str:
    corner = writer.paragraph("Table head", inlines_xml(writer, matrix.corner, setting))
    cells = [cell_xml(widths[0], corner, end="bottom")]
    for head, width in zip(matrix.columns, widths[1:], strict=True):
        paragraph = writer.paragraph("Matrix head", inlines_xml(writer, head, setting))
        cells.append(cell_xml(width, paragraph, end="bottom"))
    return row_xml(cells, head=True)


def _matrix_row(writer: Writer, row: MatrixRow, widths: tuple[int, ...], setting: Setting) -> str:
    head = inlines_xml(writer, row.head, setting)
    cells = [cell_xml(widths[0], writer.paragraph("Table text", head, keep_next=True))]
    for (mark, text), width in zip(row.cells, widths[1:], strict=True):
        style = "Matrix empty" if mark is MatrixMark.EMPTY else "Matrix cell"
        words = writer.run(text, setting)
        paragraph = writer.paragraph(style, words, keep_next=True)
        shading = writer.package.shading(_MARKS[mark])
        cells.append(cell_xml(width, paragraph, shading=shading, end="center"))
    return row_xml(cells)


def _write_legend(
    writer: Writer, matrix: CoverageMatrix, setting: Setting, *, is_last: bool
) -> None:
    parts = []
    for mark, text in matrix.legend:
        shade = writer.package.shading(_MARKS[mark])
        swatch = f'<w:r><w:rPr>{shade}</w:rPr><w:t xml:space="preserve">{_SWATCH}</w:t></w:r>'
        parts.append(swatch + writer.run(f" {text}    ", setting))
    if parts:
        layout = AFTER_LAST_NOTE if is_last else ""
        writer.add(writer.paragraph("Matrix legend", "".join(parts), layout=layout))


# --- key figures -------------------------------------------------------------------------------


def write_key_figures(writer: Writer, strip: KeyFigures, setting: Setting) -> None:
    """Write key figures side by side; each cell is read as a whole: value, label, detail."""
    here = setting.within(strip.block_id)
    mark = writer.begin(strip.block_id, "KeyFigures")
    writer.open(mark)
    writer.add(writer.paragraph("Separator", "", keep_next=True))
    across = min(len(strip.figures), _STRIP) or 1
    words = "; ".join(f"{plain(f.value)} {plain(f.label)}" for f in strip.figures)
    widths = shared_widths([1.0] * across, writer.package.page.text_width)
    frame = Frame(style="Key figures", widths=widths, description=words, head=False)
    rows = []
    for first in range(0, len(strip.figures), across):
        figures = strip.figures[first : first + across]
        cells = [_figure_cell(writer, f, w, here) for f, w in zip(figures, widths, strict=False)]
        cells += [
            cell_xml(width, writer.paragraph("Table text", "")) for width in widths[len(figures) :]
        ]
        rows.append(row_xml(cells))
    writer.add(table_xml(writer, frame, rows))
    writer.add(writer.paragraph("Key figures end", ""))
    writer.close(mark)


def _figure_cell(writer: Writer, figure: KeyFigure, width: int, setting: Setting) -> str:
    content = "".join(
        writer.paragraph(style, inlines_xml(writer, part, setting), layout=layout)
        for style, part, layout in (
            ("Key figure", figure.value, _goal_rule(figure.goal)),
            ("Key figure label", figure.label, ""),
            ("Key figure detail", figure.detail, ""),
        )
    )
    return cell_xml(width, content)


def _goal_rule(goal: int | None) -> str:
    """Return the layout of a paragraph with a rule above in the colour of a Goal, or nothing."""
    colour = look.GOAL_COLOURS.get(goal or 0)
    if colour is None:
        return ""
    rule = f'<w:top w:val="single" w:sz="20" w:space="4" w:color="{colour}"/>'
    return f"<w:pBdr>{rule}</w:pBdr>"


def beside_xml(writer: Writer, figure: KeyFigure, setting: Setting) -> str:
    """Return a story's figure as one paragraph of its panel: value, label, detail."""
    parts = (
        (figure.value, replace(setting, style="Figure value")),
        (figure.label, replace(setting, strong=True)),
        (figure.detail, setting),
    )
    content = "".join(
        inlines_xml(writer, words, look_of_it) + writer.run("  ", setting)
        for words, look_of_it in parts
        if words
    )
    return writer.paragraph("Story figure", content)
