"""The figures of a series as a chapter prints them: all its blocks, or one chart."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.builders_figures import a_publishable, cite
from vnrgen.analysis.findings import SeriesFindings
from vnrgen.document.blocks import RowKind, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.figures.indicator import chart_block, figure_blocks
from vnrgen.document.language.wording import Wording

EN = Wording("en")

GROUPS = {"Highland": 38.4, "Lowland": 20.0, "Capital": 12.0, "Islands": None}


def blocks(found: SeriesFindings) -> tuple[Any, ...]:
    """Return the blocks that a chapter prints of a series."""
    return figure_blocks(a_publishable(found), found, EN, cite)


def chart(kind: str, found: SeriesFindings, by: str | None = None) -> Any:
    """Return one chart of a series, as a template asks for it."""
    return chart_block(kind, a_publishable(found), found, by, EN, cite)


def names(table: Table) -> list[str]:
    """Return the heads of the body rows of a table."""
    return [plain(row.cells[0]) for row in table.rows if row.kind is RowKind.BODY]


CODES = st.sampled_from([f"Group {letter}" for letter in "ABCDEFGHIJKL"])

NUMBERS = st.one_of(st.none(), st.floats(0, 100, allow_nan=False))
