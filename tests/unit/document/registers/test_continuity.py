"""What this review takes up again of what was asked before: split and merged ones counted right."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders_document import a_publishable, composed, recommendation
from vnrgen.document.blocks import Paragraph, RecommendationTable, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.prose.bound import counts_of
from vnrgen.document.registers.recommendations import beginning
from vnrgen.document.tree.walk import every_block
from vnrgen.dossier.model import Recommendation


def old(rec_id: str, **changes: object) -> Recommendation:
    return recommendation(rec_id=rec_id, cycle=1, text=rec_id, repeats=None, **changes)


def new(rec_id: str, repeats: str | None, **changes: object) -> Recommendation:
    return recommendation(rec_id=rec_id, cycle=2, text=rec_id, repeats=repeats, **changes)


def continuity(*register: Recommendation) -> str:
    document, _ = composed(a_publishable(recommendations=register))
    (found,) = (
        plain(block.content)
        for block in every_block(document.blocks)
        if isinstance(block, Paragraph) and block.block_id.endswith("/continuity")
    )
    return found


def test_what_nothing_new_repeats_is_counted_as_not_repeated() -> None:
    said = continuity(old("A"), old("B"), old("C"), new("N1", "A"), new("N2", None))

    assert "new: 1; repeated in the same words: 0; repeated and developed: 1." in said
    assert said.endswith("Made before: 3, of which not repeated: 2.")


def test_repeating_a_split_recommendation_repeats_its_parts() -> None:
    parts = (old("A1", parent_id="A"), old("A2", parent_id="A"))

    said = continuity(old("A"), *parts, old("B"), new("N1", "A"))

    assert said.endswith("Made before: 3, of which not repeated: 1.")


def test_repeating_a_merged_recommendation_repeats_the_one_it_went_into() -> None:
    said = continuity(old("A"), old("B", merged_into="A"), old("C"), new("N1", "B"))

    assert said.endswith("Made before: 2, of which not repeated: 1.")


def test_a_recommendation_is_followed_over_two_mergers() -> None:
    merged = (old("A", merged_into="B"), old("B", merged_into="C"))

    said = continuity(*merged, old("C"), old("D"), new("N1", "A"))

    assert said.endswith("Made before: 2, of which not repeated: 1.")


def test_the_parts_of_a_new_one_repeat_what_the_whole_repeats() -> None:
    parts = (new("N1a", None, parent_id="N1"), new("N1b", None, parent_id="N1"))

    said = continuity(old("A"), new("N1", "A"), *parts)

    assert said.startswith("Recommendations of this review: 2, of which new: 0;")
    assert "repeated and developed: 2." in said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Post a midwife in every highland commune.", "Post a midwife in every highland commune."),
        (
            (
                "Train one contact officer for hate crime in every police district, and publish the"
                " counts of each year by ground and by place from the year 2027 on."
            ),
            "Train one contact officer for hate crime in every police district\u00a0…",
        ),
        (
            " ".join(f"word{n}" for n in range(30)),
            " ".join(f"word{n}" for n in range(22)) + "\u00a0…",
        ),
    ],
)
def test_what_falls_due_is_known_by_its_first_words(text: str, shown: str) -> None:
    assert beginning(text) == shown


def test_what_does_not_stand_is_recommended_counted_and_mapped_nowhere() -> None:
    register = (
        new("W", None, withdrawn_on=date(2026, 3, 1)),
        new("O", None, out_of_scope_reason="for the city"),
        new("M", None, merged_into="S"),
        new("S", None),
        new("S1", None, parent_id="S"),
        new("S2", None, parent_id="S"),
    )
    publishable = a_publishable(recommendations=register)
    document, _ = composed(publishable)
    (table,) = (b for b in every_block(document.blocks) if isinstance(b, RecommendationTable))
    (steps,) = (b for b in every_block(document.blocks) if b.block_id.endswith("/next-steps"))

    assert [entry.rec_id for entry in table.entries] == ["S1", "S2"]
    assert isinstance(steps, Table)
    named = [plain(row.cells[1]).partition(". ")[0] for row in steps.rows[1:]]
    assert named == ["S1", "S2"]
    assert counts_of(publishable)["recommendations"] == 2
