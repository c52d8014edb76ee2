"""The frame of a Word table: its properties, its rows and cells, as strings of XML."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from vnrgen.render.docx.markup import attribute, toggle
from vnrgen.render.docx.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A table's style, column widths in twips, and its words for those who cannot see it."""

    style: str
    widths: tuple[int, ...]
    caption: str = ""
    description: str = ""
    head: bool = True


def shared_widths(weights: Sequence[float], width: int) -> tuple[int, ...]:
    """Return column widths in twips that share ``width`` by weight and add up to it.

    >>> shared_widths([1.0, 1.0, 1.0], 100)
    (33, 34, 33)
    """
    total = sum(weights)
    edges = [0]
    reached = 0.0
    for weight in weights:
        reached += weight
        edges.append(round(width * reached / total))
    return tuple(right - left for left, right in itertools.pairwise(edges))


def table_xml(writer: Writer, frame: Frame, rows: Sequence[str]) -> str:
    """Return a table of finished rows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in frame.widths)
    caption = f'<w:tblCaption w:val="{attribute(frame.caption)}"/>' if frame.caption else ""
    words = attribute(frame.description)
    description = f'<w:tblDescription w:val="{words}"/>' if words else ""
    head = int(frame.head)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{writer.package.style(frame.style)}"/>'
        f'{toggle("bidiVisual", on=writer.rtl)}<w:tblW w:w="{sum(frame.widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{0x0020 * head + 0x0080 * head + 0x0600:04X}" w:firstRow="{head}"'
        f' w:lastRow="0" w:firstColumn="{head}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"{caption}{description}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row_xml(cells: Sequence[str], *, head: bool = False) -> str:
    """Return a row that does not break over pages; a head row is repeated on every page."""
    return (
        f"<w:tr><w:trPr><w:cantSplit/>{toggle('tblHeader', on=head)}</w:trPr>"
        f"{''.join(cells)}</w:tr>"
    )


def cell_xml(
    width: int, content: str, *, span: int = 1, borders: str = "", shading: str = "", end: str = ""
) -> str:
    """Return a cell; ``content`` is one or more paragraphs, ``end`` its vertical alignment."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "")
        + shading
        + (f'<w:vAlign w:val="{end}"/>' if end else "")
        + f"</w:tcPr>{content}</w:tc>"
    )
