"""Tables with tracked changes: rows that came or went, and what differs in cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from vnrgen.render.docx.tracked.atoms import WORD, Element, properties, serialized
from vnrgen.render.docx.tracked.pairing import paired
from vnrgen.render.docx.tracked.paragraphs import changed_paragraph, whole_paragraph
from vnrgen.render.docx.tracked.revisions import Revisions, Status
from vnrgen.render.docx.tracked.sides import without_ids

_WIDTH: Final = re.compile(r'<w:tcW w:w="\d+"')
_ROW_PROPERTIES: Final = re.compile(r"</w:trPr>")


def whole_table(table: Element, status: Status, revisions: Revisions) -> str:
    """Return a table that came or went: Word tracks that row by row."""
    head = f"{properties(table, 'tblPr')}{properties(table, 'tblGrid')}"
    rows = "".join(_whole_row(row, status, revisions, ()) for row in table.findall(f"{WORD}tr"))
    return f"<w:tbl>{head}{rows}</w:tbl>"


def changed_table(old: Element, new: Element, revisions: Revisions) -> str | None:
    """Return a table that both documents have; None where the columns are not the same number."""
    widths = _widths(new)
    if len(_widths(old)) != len(widths):
        return None
    before, after = properties(old, "tblPr"), properties(new, "tblPr")
    if before != after:
        change = revisions.changed("tblPrChange", before)
        after = f"{after.removesuffix('</w:tblPr>')}{change}</w:tblPr>"
    rows = _rows(old.findall(f"{WORD}tr"), new.findall(f"{WORD}tr"), widths, revisions)
    return f"<w:tbl>{after}{properties(new, 'tblGrid')}{rows}</w:tbl>"


def _widths(table: Element) -> tuple[str, ...]:
    return tuple(column.get(f"{WORD}w") for column in table.iter(f"{WORD}gridCol"))


def _rows(
    old: Sequence[Element], new: Sequence[Element], widths: tuple[str, ...], revisions: Revisions
) -> str:
    kept = [
        (i, j) for i, j in paired(_keys(old), _keys(new)).kept if _shape(old[i]) == _shape(new[j])
    ]
    written = ""
    row, fresh = 0, 0
    for i, j in [*kept, (len(old), len(new))]:
        for gone in old[row:i]:
            written += _whole_row(gone, Status.DELETED, revisions, widths)
        for come in new[fresh:j]:
            written += _whole_row(come, Status.INSERTED, revisions, ())
        if j < len(new):
            written += _row(old[i], new[j], revisions)
        row, fresh = i + 1, j + 1
    return written


def _keys(rows: Sequence[Element]) -> list[tuple[str, int]]:
    """Return what each row is known by: its bookmark, else its first words, each once."""
    counts: Counter[str] = Counter()
    keys = []
    for row in rows:
        mark = row.find(f".//{WORD}bookmarkStart")
        if row.find(f"{WORD}trPr/{WORD}tblHeader") is not None:
            key = "head"
        elif mark is not None:
            key = str(mark.get(f"{WORD}name"))
        else:
            cell = row.find(f"{WORD}tc")
            key = "".join(text.text or "" for text in cell.iter(f"{WORD}t"))
        counts[key] += 1
        keys.append((key, counts[key]))
    return keys


def _shape(row: Element) -> list[tuple[int, int]]:
    """Return how many columns and paragraphs each cell has."""
    return [(_span(cell), len(cell.findall(f"{WORD}p"))) for cell in row.findall(f"{WORD}tc")]


def _span(cell: Element) -> int:
    span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
    return 1 if span is None else int(span.get(f"{WORD}val"))


def _whole_row(row: Element, status: Status, revisions: Revisions, widths: tuple[str, ...]) -> str:
    """Return a row that came or went; one that went takes the widths of the newer table."""
    base = properties(row, "trPr") or "<w:trPr></w:trPr>"
    base = _ROW_PROPERTIES.sub(f"{revisions.mark(status)}</w:trPr>", base)
    cells, first = "", 0
    for cell in row.findall(f"{WORD}tc"):
        span = _span(cell)
        look = properties(cell, "tcPr")
        if widths:
            width = sum(int(each) for each in widths[first : first + span])
            look = _WIDTH.sub(f'<w:tcW w:w="{width}"', look)
        first += span
        words = "".join(
            whole_paragraph(paragraph, status, revisions) for paragraph in cell.findall(f"{WORD}p")
        )
        cells += f"<w:tc>{look}{words}</w:tc>"
    return f"<w:tr>{base}{cells}</w:tr>"


def _row(old: Element, new: Element, revisions: Revisions) -> str:
    pairs = zip(old.findall(f"{WORD}tc"), new.findall(f"{WORD}tc"), strict=True)
    cells = "".join(_cell(before, after, revisions) for before, after in pairs)
    return f"<w:tr>{properties(new, 'trPr')}{cells}</w:tr>"


def _cell(old: Element, new: Element, revisions: Revisions) -> str:
    """Return a cell; its width is that of the newer table, its shade and rules are tracked."""
    before, after = properties(old, "tcPr"), properties(new, "tcPr")
    width = _WIDTH.search(after)
    if width is not None:
        before = _WIDTH.sub(width[0], before)
    if before != after:
        change = revisions.changed("tcPrChange", before)
        after = f"{after.removesuffix('</w:tcPr>')}{change}</w:tcPr>"
    pairs = zip(old.findall(f"{WORD}p"), new.findall(f"{WORD}p"), strict=True)
    return f"<w:tc>{after}{''.join(_paragraph(a, b, revisions) for a, b in pairs)}</w:tc>"


def _paragraph(old: Element, new: Element, revisions: Revisions) -> str:
    xml = serialized(new)
    if without_ids(serialized(old)) == without_ids(xml):
        return xml
    return changed_paragraph(old, new, revisions)
