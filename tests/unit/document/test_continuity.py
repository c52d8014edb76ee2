"""What this review takes up again of what was asked before: split and merged ones counted right."""

from __future__ import annotations

from tests.builders_document import a_publishable, composed, recommendation
from vnrgen.document.blocks import Paragraph
from vnrgen.document.plain import plain
from vnrgen.document.walk import every_block
from vnrgen.dossier.model import Recommendation


def old(rec_id: str, **changes: object) -> Recommendation:
    return recommendation(rec_id=rec_id, cycle=1, text=rec_id, repeats=None, **changes)


def new(rec_id: str, repeats: str | None) -> Recommendation:
    return recommendation(rec_id=rec_id, cycle=2, text=rec_id, repeats=repeats)


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
    assert said.endswith("Of the 3 made before, not repeated: 2.")


def test_repeating_a_split_recommendation_repeats_its_parts() -> None:
    parts = (old("A1", parent_id="A"), old("A2", parent_id="A"))

    said = continuity(old("A"), *parts, old("B"), new("N1", "A"))

    assert said.endswith("Of the 3 made before, not repeated: 1.")


def test_repeating_a_merged_recommendation_repeats_the_one_it_went_into() -> None:
    said = continuity(old("A"), old("B", merged_into="A"), old("C"), new("N1", "B"))

    assert said.endswith("Of the 2 made before, not repeated: 1.")
