"""Two documents that differ in one block, and what a review tells of them."""

from __future__ import annotations

from dataclasses import replace

from tests.builders_document import composed
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Binding, Block, BoundNumber, Document, Inlines, Text
from vnrgen.document.tree.saved import save
from vnrgen.versions.changes.content import ContentKind
from vnrgen.versions.reports.as_json import review_json
from vnrgen.versions.reports.document import report
from vnrgen.versions.reports.lines import lines
from vnrgen.versions.review import Review, review

BASE = composed()[0]


def observation(group: str, period: str = "2024", indicator: str = "3.1.2") -> Binding:
    """Return what a number of a group, in the family of 3.1.2, is bound to."""
    return Binding("observation", f"{indicator}|S|ost|{period}|wealth={group}|nso", "value")


def number(text: str, group: str, period: str = "2024", indicator: str = "3.1.2") -> BoundNumber:
    """Return a printed number, bound."""
    return BoundNumber(text, observation(group, period, indicator))


def document(*blocks: Block, version: str = "1") -> Document:
    """Return a document of these blocks and of nobody's words."""
    return replace(
        BASE, metadata=replace(BASE.metadata, version=version), blocks=blocks, testimonies={}
    )


def p(block_id: str, *parts: str | b.Inline) -> b.Paragraph:
    """Return a paragraph of words and other inlines."""
    content: Inlines = tuple(Text(part) if isinstance(part, str) else part for part in parts)
    return b.Paragraph(block_id=block_id, content=content)


def figures(**by_group: str) -> b.Table:
    """Return a table with a bound figure a group."""
    return b.Table(
        block_id="f/table",
        label="Table 1",
        caption=(Text("Births attended"),),
        description="",
        columns=tuple(b.Column(column_id=c, head=(Text(c),)) for c in ("who", "value")),
        rows=tuple(
            b.Row(row_id=g, cells=((Text(g),), (number(text, g),))) for g, text in by_group.items()
        ),
    )


def changed(old: Block, new: Block) -> Review:
    """Return the review of two documents of one block each."""
    return review(document(old), document(new, version="2"))


def told_of(found: Review) -> list[tuple[str, ContentKind, str | None, str | None]]:
    """Return what is told of words: kind, place, old and new."""
    parts = (("evidence", found.evidence), ("prose", found.prose), ("form", found.form))
    return [(part, c.kind, c.old, c.new) for part, changes in parts for c in changes]


def printed(found: Review) -> str:
    """Return all that a review prints, in every form."""
    """Everything that any form of the comparison says."""
    tree = save(found.comparison).decode() + save(report(found, everything=True)).decode()
    return tree + review_json(found).decode() + "\n".join(lines(found))


def recommendations(**texts: str) -> b.RecommendationTable:
    """Return recommendations by their ids."""
    return b.RecommendationTable(
        block_id="r",
        label="",
        caption=(),
        entries=tuple(
            b.RecommendationEntry(
                rec_id=key, text=(Text(text),), details=(("Status", (Text("open"),)),)
            )
            for key, text in texts.items()
        ),
    )


MIDWIVES = "House one midwife in each of the nine upper valleys from November to April."


def matrix(*marks: b.MatrixMark) -> b.CoverageMatrix:
    """Return a matrix of evidence with these marks."""
    return b.CoverageMatrix(
        block_id="m",
        label="",
        caption=(),
        description="",
        corner=(),
        columns=((Text("Survey"),),),
        rows=tuple(
            b.MatrixRow(row_id=f"g{n}", head=(Text(f"Group {n}"),), cells=((mark, str(mark)),))
            for n, mark in enumerate(marks)
        ),
        legend=(),
    )
