"""The sample's chapter as plain items that every peer prints: headings, paragraphs, tables, charts.

Each peer gets the same words, the same cells and the same points; how they look is its own affair.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vnrgen.document import blocks as kinds
from vnrgen.document import drawings
from vnrgen.document.blocks import Block, Document
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import children
from vnrgen.document.tree.words import words

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """The items of a document; tables and charts have a number each, and a file of their data."""

    items: tuple[Item, ...]

    @classmethod
    def of(cls, document: Document) -> Content:
        """Take a document apart; contents lists are left to the peers, which make their own."""
        return cls(tuple(_numbered(_Walk(document).items(document.blocks))))

    def count(self) -> str:
        """Say how much there is of each kind, and how many words."""
        shown = {kind: sum(item["kind"] == kind for item in self.items) for kind in _KINDS}
        total = sum(len(text.split()) for item in self.items for text in _texts(item))
        return f"{total:,} words, " + ", ".join(f"{n} {kind}s" for kind, n in shown.items())

    def write(self, folder: Path) -> None:
        """Write ``content.json``, and a CSV file for each table and each chart."""
        (folder / "content.json").write_text(json.dumps(self.items, ensure_ascii=False))
        for item in self.items:
            if item["kind"] in {"table", "chart"}:
                with (folder / f"{item['name']}.csv").open("w", encoding="utf-8") as stream:
                    csv.writer(stream).writerows([item["head"], *item["rows"]])

    def write_pictures(
        self, folder: Path, vector: Mapping[str, bytes], raster: Mapping[str, bytes]
    ) -> None:
        """Write an SVG and a PNG file for each chart; both mappings go by block id."""
        for item in self.items:
            if item["kind"] == "chart":
                (folder / f"{item['name']}.svg").write_bytes(vector[item["block"]])
                (folder / f"{item['name']}.png").write_bytes(raster[item["block"]])


_KINDS = ("heading", "paragraph", "table", "chart")
_POINTS = ("row", "series", "value", "lower", "upper")


def _texts(item: Item) -> Iterator[str]:
    yield item.get("text", "")
    if item["kind"] == "table":
        yield from (cell for row in [item["head"], *item["rows"]] for cell in row)


def _numbered(items: Iterable[Item]) -> Iterator[Item]:
    counts = {"table": 0, "chart": 0}
    for item in items:
        kind = item["kind"]
        if kind in counts:
            counts[kind] += 1
            yield {**item, "name": f"{kind}{counts[kind]}"}
        elif item.get("text", "").strip():
            yield item


@dataclass(frozen=True, slots=True)
class _Walk:
    document: Document

    def items(self, blocks: Iterable[Block], level: int = 1) -> Iterator[Item]:
        for block in blocks:
            yield from self._item(block, level)

    def _item(self, block: Block, level: int) -> Iterator[Item]:
        match block:
            case kinds.Section():
                title = f"{block.number} {plain(block.title)}".strip()
                yield {"kind": "heading", "level": min(level, 4), "text": title}
                yield from self.items(block.blocks, level + 1)
            case kinds.Chart():
                yield from _chart(block)
                yield from self._item(block.table, level)
            case kinds.Table():
                head = [plain(column.head) for column in block.columns]
                rows = [[plain(cell) for cell in row.cells] for row in block.rows]
                groups = [text for group in block.column_groups for text in _over(group)]
                rows = [groups, *rows] if groups else rows
                yield _table(f"{block.label} {plain(block.caption)}", head, rows)
                for text in (*block.notes, block.source):
                    yield _paragraph(plain(text))
            case kinds.RecommendationTable():
                rows = [_entry(entry) for entry in block.entries]
                yield _table(f"{block.label} {plain(block.caption)}", ["", "", ""], rows)
            case kinds.KeyFigures():
                figures = block.figures
                rows = [[plain(f.value), plain(f.label), plain(f.detail)] for f in figures]
                yield _table("", ["", "", ""], rows)
            case kinds.BulletList() | kinds.Callout() | kinds.Marked() | kinds.Divided():
                if isinstance(block, kinds.Callout):
                    yield _paragraph(plain(block.title))
                yield from self.items(children(block), level)
            case kinds.Contents() | kinds.PageBreak():
                return
            case _:
                yield _paragraph(" ".join(words(replace(self.document, blocks=(block,)))))


def _paragraph(text: str) -> Item:
    return {"kind": "paragraph", "text": text}


def _table(caption: str, head: list[str], rows: list[list[str]]) -> Item:
    return {"kind": "table", "text": caption.strip(), "head": head, "rows": rows}


def _over(group: kinds.ColumnGroup) -> list[str]:
    return [plain(group.head), *[""] * (group.span - 1)]


def _entry(entry: kinds.RecommendationEntry) -> list[str]:
    details = " ".join(f"{label} {plain(content)}" for label, content in entry.details)
    return [entry.rec_id, plain(entry.text), details]


def _chart(chart: kinds.Chart) -> Iterator[Item]:
    title = f"{chart.label} {plain(chart.title)}"
    yield {
        "kind": "chart",
        "text": title.strip(),
        "alternative": chart.alternative,
        "block": chart.block_id,
        "head": list(_POINTS),
        "rows": [list(point) for point in _points(chart.drawing)],
    }
    for text in (chart.subtitle, *chart.notes, chart.source):
        yield _paragraph(plain(text))


def _points(drawing: drawings.Drawing) -> Iterator[tuple[object, ...]]:
    match drawing:
        case drawings.Equiplot() | drawings.Bars() | drawings.Dumbbell():
            for row in drawing.rows:
                for point in row.points:
                    yield row.label, point.label, point.value, point.lower, point.upper
        case drawings.Slope():
            yield from _lines(drawing.lines, drawing.moments)
        case drawings.SmallMultiples():
            for panel in drawing.panels:
                yield from _lines(panel.lines, drawing.moments, panel.label)
        case _:
            yield from _tiles(drawing)


def _tiles(drawing: drawings.CoverageMap | drawings.StandingMatrix) -> Iterator[tuple[object, ...]]:
    """Yield a point for each tile; what it says is its series."""
    for row in drawing.rows:
        cells = (
            [cell.depth for cell in row.cells]
            if isinstance(row, drawings.CoverageRow)
            else row.standings
        )
        for index, said in enumerate(cells):
            yield row.label, str(said), index, "", ""


def _lines(
    lines: Iterable[drawings.Line], moments: Iterable[drawings.Moment], panel: str = ""
) -> Iterator[tuple[object, ...]]:
    labels = [moment.label for moment in moments]
    for line in lines:
        for label, point in zip(labels, line.points, strict=False):
            if point is not None:
                yield f"{panel} {line.label}".strip(), label, point.value, point.lower, point.upper
