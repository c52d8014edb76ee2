"""A review as a terminal and side by side show it."""

from __future__ import annotations

from dataclasses import replace

from tests.builders_comparisons import (
    BASE,
    MIDWIVES,
    changed,
    figures,
    matrix,
    p,
    recommendations,
)
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Block, Document, Text
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import bound_numbers
from vnrgen.versions.reports.document import report
from vnrgen.versions.reports.lines import lines
from vnrgen.versions.review import review


def test_nothing_changed_is_said_in_one_line() -> None:
    assert list(lines(review(BASE, BASE))) == ["Nothing changed."]
    assert not list(bound_numbers(report(review(BASE, BASE))))


SCREEN = """\
Figures (2)
  3.1.2, Q1, 2024: 38.4% → 41.5% (+3.1 percentage points); nso; the ranking
    changes
  3.1.2, Q3, 2024: new, 12.0%; nso
Recommendations (1)
  R1 (reworded): House one midwife in each of the nine upper valleys from
    November to [-April-]{+May+}.
Wording (2)
  What we heard on the road (renamed): What we heard{+ on the road+}
  Nobody keeps a register there. (added)
Form (1)
  Table 2 (renumbered): Table [-1-]{+2+}"""


def test_a_terminal_of_eighty_columns_shows_it_in_the_reviewer_s_order() -> None:
    def chapter(title: str, *blocks: Block) -> b.Section:
        return b.Section(block_id="voices", title=(Text(title),), level=1, blocks=blocks)

    old = chapter("What we heard", figures(Q1="38.4%", Q2="40.0%"), recommendations(R1=MIDWIVES))
    new = chapter(
        "What we heard on the road",
        replace(figures(Q1="41.5%", Q2="40.0%", Q3="12.0%"), label="Table 2"),
        p("n", "Nobody keeps a register there."),
        recommendations(R1=MIDWIVES.replace("April", "May")),
    )
    shown = list(lines(changed(old, new)))
    assert max(map(len, shown)) <= 80
    assert "\n".join(shown) == SCREEN


def test_side_by_side_has_a_matrix_cell_that_changed_and_quiet_rows_for_the_rest() -> None:
    filled, empty = b.MatrixMark.FILLED, b.MatrixMark.EMPTY
    found = changed(matrix(filled, filled), matrix(empty, filled))
    table = _side_table(report(found, everything=True))
    loud = [plain(row.cells[-1]) for row in table.rows if not row.quiet and len(row.cells) > 1]
    assert len(loud) == 1
    assert sum(row.quiet for row in table.rows) >= 1
    assert not any(row.quiet for row in _side_table(report(found)).rows)


def test_a_section_that_goes_on_behind_its_parts_has_a_quiet_head_there_if_nothing_changed() -> (
    None
):
    def chapter(first: str) -> b.Section:
        part = b.Section(block_id="a/b", title=(Text("A part"),), level=2, blocks=(p("m", "M."),))
        blocks = (p("x", first), part, p("z", "As it was."))
        return b.Section(block_id="a", title=(Text("All of it"),), level=1, blocks=blocks)

    table = _side_table(report(changed(chapter("Once."), chapter("Twice.")), everything=True))
    heads = [(plain(row.cells[0]), row.quiet) for row in table.rows if len(row.cells) == 1]
    assert heads == [("All of it", False), ("A part", True), ("All of it", True)]


def _side_table(document: Document) -> b.Table:
    return next(
        block
        for section in document.blocks
        if isinstance(section, b.Section) and section.block_id.endswith("side-by-side")
        for block in section.blocks
        if isinstance(block, b.Table)
    )
