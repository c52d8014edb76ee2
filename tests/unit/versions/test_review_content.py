"""A review tells of words, evidence, recommendations and stories."""

from __future__ import annotations

from dataclasses import replace

from tests.builders_comparisons import (
    MIDWIVES,
    changed,
    document,
    figures,
    matrix,
    p,
    printed,
    recommendations,
    told_of,
)
from tests.builders_document import told
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Text
from vnrgen.document.blocks.plain import plain
from vnrgen.versions.changes.content import ContentKind
from vnrgen.versions.reports.as_json import review_json
from vnrgen.versions.reports.document import report
from vnrgen.versions.reports.lines import lines
from vnrgen.versions.review import review


def test_words_and_marks_beside_the_running_text_are_told() -> None:
    def card(badge: str) -> b.QualityCard:
        title = (Text("The survey"),)
        return b.QualityCard(block_id="q", title=title, badge=badge, facts=(), criteria=())

    def key(value: str) -> b.KeyFigures:
        figure = b.KeyFigure(figure_id="k", value=(Text(value),), label=(Text("l"),), detail=())
        return b.KeyFigures(block_id="k", figures=(figure,))

    def notes(title: str) -> b.NoteList:
        note = b.Note(note_id="n", label="1", content=(Text("n"),))
        return b.NoteList(block_id="n", title=(Text(title),), notes=(note,))

    def heads(head: str) -> b.Table:
        group = b.ColumnGroup(head=(Text(head),), span=2)
        return replace(figures(Q1="38.4%"), column_groups=(group,))

    reworded, renamed = ContentKind.REWORDED, ContentKind.RENAMED
    assert told_of(changed(card("good"), card("weak"))) == [("prose", reworded, "good", "weak")]
    assert told_of(changed(key("3"), key("4"))) == [("prose", reworded, "3", "4")]
    assert told_of(changed(notes("a"), notes("b"))) == [("prose", renamed, "a", "b")]
    assert told_of(changed(heads("a"), heads("b"))) == [("prose", reworded, "a", "b")]


def test_a_caption_over_recommendations_or_a_matrix_is_wording_and_a_cell_is_evidence() -> None:
    old = matrix(b.MatrixMark.FILLED)
    assert [kind for _part, kind, _o, _n in told_of(changed(old, matrix(b.MatrixMark.HATCHED)))]
    other = replace(old, caption=(Text("Another caption"),))
    assert [(part, kind) for part, kind, _o, _n in told_of(changed(old, other))] == [
        ("prose", ContentKind.REWORDED)
    ]
    table = recommendations(R1="Build a road.")
    named = replace(table, caption=(Text("What we ask"),))
    assert [part for part, _k, _o, _n in told_of(changed(table, named))] == ["prose"]


def test_the_cover_is_wording_and_the_day_on_its_stamp_is_not() -> None:
    old = document(p("a", "Words."))
    dated = replace(old, metadata=replace(old.metadata, stamp="Draft, 2 May", version="2"))
    assert review(old, dated).is_empty
    titled = replace(
        old, metadata=replace(old.metadata, title="Another", status="final", stamp="F")
    )
    assert [c.key for c in review(old, titled).prose] == ["cover/title", "cover/stamp"]


ROADS = "Keep the road over the pass open for the ambulance through the winter months."


def test_a_recommendation_split_in_two_and_two_merged_in_one_are_told() -> None:
    one, two = recommendations(R1=f"{MIDWIVES} {ROADS}"), recommendations(R2=MIDWIVES, R3=ROADS)
    (split,) = changed(one, two).recommendations
    assert (split.kind, split.old, split.new) == (ContentKind.SPLIT, "R1", "R2, R3")
    (merged,) = changed(two, one).recommendations
    assert (merged.kind, merged.old, merged.new) == (ContentKind.MERGED, "R2, R3", "R1")


def test_a_recommendation_with_another_status_is_not_reworded() -> None:
    old = recommendations(R1=MIDWIVES)
    entry = replace(old.entries[0], details=(("Status", (Text("taken up"),)),))
    (change,) = changed(old, replace(old, entries=(entry,))).recommendations
    assert (change.kind, change.old, change.new) == (ContentKind.STATUS, "open", "taken up")


def test_a_group_that_came_and_evidence_that_is_now_empty_are_told() -> None:
    filled, empty = b.MatrixMark.FILLED, b.MatrixMark.EMPTY
    found = changed(matrix(filled), matrix(empty, filled)).evidence
    assert [(c.kind, c.name) for c in found] == [
        (ContentKind.ADDED, "Group 1"),
        (ContentKind.EMPTY, "Group 0, Survey"),
    ]


def test_a_story_told_otherwise_is_named_and_not_repeated() -> None:
    story = b.Story(block_id="s", testimony_id="S", title=(Text("The clinic"),), meta=())
    older = replace(document(story), testimonies={"S": told("S", "I walked an hour.")})
    newer = replace(document(story), testimonies={"S": told("S", "I walked for two hours.")})
    found = review(older, newer)
    assert [(c.kind, c.name) for c in found.stories] == [(ContentKind.REWORDED, "The clinic")]
    assert "an hour" not in printed(found)
    assert "walked" not in review_json(found).decode() + " ".join(lines(found))
    assert "two hours" in repr(report(found))
    listed = next(block for block in report(found).blocks if block.block_id == "diff/stories")
    assert [plain(column.head) for column in listed.blocks[0].columns] == [
        "What happened",
        "To what",
    ]
    # Two landmarks of a page never have one name: a reader who jumps could not tell them apart.
    assert plain(listed.blocks[0].caption) != plain(listed.title)
    (gone,) = review(older, document(p("a", "x"))).stories
    assert gone.kind is ContentKind.DROPPED


def test_a_table_with_another_number_is_a_change_of_form_alone() -> None:
    found = changed(figures(Q1="1"), replace(figures(Q1="1"), label="Table 2"))
    assert [(c.kind, c.old, c.new) for c in found.form] == [
        (ContentKind.RENUMBERED, "Table 1", "Table 2")
    ]
    assert not found.prose
    assert not found.figures
