"""What other bodies recommended stands beside ours by Goal, and is counted with none of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.builders_document import a_publishable, an_outline, composed, recommendation
from vnrgen.analysis.findings import UptakeRow
from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.blocks import Paragraph, RowKind, Section, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import every_block
from vnrgen.dossier.model import Origin, Recommendation


def theirs(rec_id: str, **changes: Any) -> Recommendation:
    given = {"cycle": 1, "origin": Origin.UPR, "repeats": None, "text": f"Do {rec_id}."} | changes
    return recommendation(rec_id=rec_id, **given)


def read(rec_id: str, uptake: str, **changes: Any) -> UptakeRow:
    row = UptakeRow(
        rec_id=rec_id,
        report_id="vnr",
        assessor="Coalition",
        assessor_kind="cso",
        uptake=uptake,
        assessed_on=date(2026, 3, 1),
        report_version="final",
        quote="the words of the report" if uptake == "adopted" else "",
        pdf_page=4,
        print_page="2",
        section="",
        paragraph="",
        note="",
    )
    return replace(row, **changes)


def shown(others: tuple[Recommendation, ...], *rows: UptakeRow, **changes: Any) -> Publishable:
    made = a_publishable(recommendations_of_others=others, **changes)
    return replace(made, findings=replace(made.findings, uptake=rows))


def blocks_of(publishable: Publishable) -> dict[str, Any]:
    document, _ = composed(publishable)
    return {block.block_id: block for block in every_block(document.blocks)}


def table(found: dict[str, Any], end: str) -> list[list[str]]:
    (block,) = (b for i, b in found.items() if i.endswith(end))
    assert isinstance(block, Table)
    return [[plain(cell) for cell in row.cells] for row in block.rows]


def test_they_stand_by_target_in_the_order_of_numbers_with_ours_beside() -> None:
    ours = (recommendation(rec_id="R1", cycle=2, sdg_target="5.2", repeats=None),)
    others = (
        theirs("115.10", sdg_target="5.2"),
        theirs("115.9", sdg_target="5.2"),
        theirs("T1", sdg_target="5.10", origin=Origin.TREATY_BODY),
        theirs("N1", sdg_target="", theme="A12 Acceptance of norms"),
    )
    found = blocks_of(shown(others, read("115.9", "adopted"), recommendations=ours))
    assert table(found, "/others-by-goal") == [
        ["Goal 5: Gender equality"],
        [
            "5.2",
            "Universal Periodic Review: 115.9, 115.10",
            "adopted: 1; not yet assessed: 1",
            "R1",
        ],
        ["5.10", "treaty bodies: T1", "not yet assessed: 1", ""],
        ["No Goal named"],
        ["Acceptance of norms", "Universal Periodic Review: N1", "not yet assessed: 1", ""],
    ]


def test_the_sentence_counts_each_once_and_those_that_stand_alone() -> None:
    others = (
        theirs("A", sdg_target="5.2", further_targets=("3.1",)),
        theirs("B", sdg_target="3.1", withdrawn_on=date(2026, 1, 1)),
        theirs("C", sdg_target="3.1"),
    )
    found = blocks_of(shown(others, read("A", "reflected"), read("B", "adopted")))
    (said,) = (b for i, b in found.items() if i.endswith("/others"))
    assert isinstance(said, Paragraph)
    text = plain(said.content)
    assert "kept beside ours: 2 (Universal Periodic Review: 2)" in text
    assert text.endswith("mentioned, without the action: 1 and not yet assessed: 1.")


def test_what_the_state_reads_of_itself_is_shown_and_not_counted() -> None:
    row = read("A", "adopted", assessor="Ministry", assessor_kind="state")
    found = blocks_of(shown((theirs("A", sdg_target="5.2"),), row))
    assert table(found, "/others-by-goal")[1][2] == "not yet assessed: 1"
    (listed,) = table(found, "/others-read")
    assert "Ministry for the State itself" in listed[2]


def test_the_annex_holds_those_assessed_with_the_words_of_the_report() -> None:
    others = (theirs("A", sdg_target="5.2"), theirs("B", sdg_target="5.2"))
    found = blocks_of(shown(others, read("A", "adopted"), read("B", "not_assessed")))
    (listed,) = table(found, "/others-read")
    assert listed[0] == "A. Do A."
    assert "adopted: “the words of the report”" in listed[2]


def test_without_recommendations_of_others_there_is_no_table() -> None:
    found = blocks_of(a_publishable())
    assert not any(i.endswith(("/others", "/others-by-goal")) for i in found if "figures" not in i)


def test_decisions_on_theirs_are_no_agreement_on_ours() -> None:
    ids = [f"U{n}" for n in range(12)]
    rows = [read(i, "adopted", assessor=name) for i in ids for name in ("One", "Two")]
    found = blocks_of(shown(tuple(theirs(i, sdg_target="5.2") for i in ids), *rows))
    assert not any(i.endswith("/agreement") for i in found)
    assert [r.kind for r in _table(found).rows].count(RowKind.GROUP) == 1


def _table(found: dict[str, Any]) -> Table:
    (block,) = (b for i, b in found.items() if i.endswith("/others-by-goal"))
    assert isinstance(block, Table)
    return block


@pytest.mark.parametrize("others", [(), (theirs("A", sdg_target="5.2"),)])
def test_the_annex_has_a_part_for_others_only_where_there_are_any(
    others: tuple[Recommendation, ...],
) -> None:
    document, _ = composed(shown(others), an_outline("annexes"))
    titles = [plain(b.title) for b in every_block(document.blocks) if isinstance(b, Section)]
    assert ("Recommendations of other bodies" in titles) is bool(others)
    assert "Methods" in titles
