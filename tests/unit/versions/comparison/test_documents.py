"""Two documents compared: the marked tree holds both, whatever was edited."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings

from tests.builders_document import composed, told
from tests.builders_edits import edited, edited_pairs
from tests.builders_trees import documents
from vnrgen.document.blocks import (
    Block,
    BulletList,
    ChangeKind,
    Chart,
    Column,
    Deleted,
    Divided,
    Document,
    Emphasis,
    Inserted,
    ListItem,
    Marked,
    NoteMark,
    Paragraph,
    Revised,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from vnrgen.document.tree.marks import accept, normal, reject
from vnrgen.document.tree.saved import load, save
from vnrgen.document.tree.walk import every_block
from vnrgen.versions.comparison.documents import compare, compared_blocks
from vnrgen.versions.review import review

LONG = "In the highlands nobody keeps a register of births, and the clinic closes in winter."
OTHER = "The coalition asked the ministry for the survey of 2024 and received no answer to it."
THIRD = "Girls who walk more than an hour to school leave it earlier than those who do not."


@settings(max_examples=8, deadline=None)
@given(edited_pairs())
def test_accepted_it_is_the_newer_document_and_rejected_the_older(
    pair: tuple[Document, Document],
) -> None:
    older, newer = pair
    comparison = compare(older, newer)
    assert accept(comparison) == normal(newer)
    assert reject(comparison) == normal(older)


@cache
def chapter() -> Document:
    return composed()[0]


@pytest.mark.parametrize("seed", range(12))
def test_a_whole_chapter_edited_in_forty_places_comes_back_both_ways(seed: int) -> None:
    newer = edited(chapter(), seed, 40)
    comparison = compare(chapter(), newer)
    assert accept(comparison) == normal(newer)
    assert reject(comparison) == normal(chapter())
    assert accept(load(save(comparison))).blocks == normal(newer).blocks
    assert compare(chapter(), newer) == comparison


def test_a_document_compared_with_itself_has_no_marks() -> None:
    comparison = compare(chapter(), chapter())
    assert comparison.blocks == normal(chapter()).blocks
    assert not comparison.reworded


def p(block_id: str, *words: str | Strong | Emphasis | NoteMark) -> Paragraph:
    content = tuple(Text(word) if isinstance(word, str) else word for word in words)
    return Paragraph(block_id=block_id, content=content)


def test_one_number_is_replaced_whole_and_nothing_else() -> None:
    (block,) = compared_blocks(
        [p("a", "It fell to 12.1% by 2024.")], [p("a", "It fell to 12.3% by 2024.")]
    )
    assert isinstance(block, Paragraph)
    assert [type(part).__name__ for part in block.content] == [
        "Text",
        "Deleted",
        "Inserted",
        "Text",
    ]
    gone, come = block.content[1:3]
    assert isinstance(gone, Deleted)
    assert isinstance(come, Inserted)
    assert (gone.children, come.children) == ((Text("12.1%"),), (Text("12.3%"),))


def test_a_paragraph_split_in_two_is_one_division_without_a_word_marked_but_the_space() -> None:
    blocks = compared_blocks([p("a", f"{LONG} {OTHER}")], [p("a", LONG), p("b", OTHER)])
    (block,) = blocks
    assert isinstance(block, Divided)
    assert block.mark.kind is ChangeKind.INSERT
    marked = [part for q in block.parts for part in q.content if not isinstance(part, Text)]
    assert [part.children for part in marked if isinstance(part, Deleted)] == [(Text(" "),)]
    assert len(marked) == 1


def test_two_paragraphs_joined_are_one_division() -> None:
    (block,) = compared_blocks([p("a", LONG), p("b", OTHER)], [p("c", f"{LONG} {OTHER}")])
    assert isinstance(block, Divided)
    assert block.mark.kind is ChangeKind.DELETE


def kinds(blocks: tuple[Block, ...]) -> list[str]:
    return [str(block.mark.kind) if isinstance(block, Marked) else "same" for block in blocks]


def test_a_paragraph_at_another_place_moved_and_both_ends_name_the_pair() -> None:
    old = [p("a", LONG), p("b", OTHER), p("c", THIRD)]
    blocks = compared_blocks(old, [old[1], old[2], old[0]])
    assert kinds(blocks) == ["move_from", "same", "same", "move_to"]
    ends = [block for block in blocks if isinstance(block, Marked)]
    assert ends[0].mark.pair_id == ends[1].mark.pair_id != ""


def test_a_paragraph_that_went_to_another_section_moved() -> None:
    def section(key: str, *inner: Block) -> Section:
        return Section(block_id=key, title=(Text(key),), level=1, blocks=inner)

    old = [section("one", p("a", LONG), p("b", OTHER)), section("two", p("c", THIRD))]
    new = [section("one", p("b", OTHER)), section("two", p("c", THIRD), p("x", LONG))]
    found = [block for block in every_block(compared_blocks(old, new)) if isinstance(block, Marked)]
    assert [block.mark.kind for block in found] == [ChangeKind.MOVE_FROM, ChangeKind.MOVE_TO]


def test_a_reworded_paragraph_whose_id_comes_from_its_words_is_known_again() -> None:
    new = OTHER.replace("The coalition asked", "Twice we asked").replace("no answer", "none")
    (block,) = compared_blocks([p("a", OTHER)], [p("z", new)])
    assert isinstance(block, Revised)
    assert block.mark.form
    assert isinstance(block.block, Paragraph)


def test_emphasis_alone_is_a_change_of_form() -> None:
    old, new = (
        p("a", "It is ", Strong((Text("late"),))),
        p("a", "It is ", Emphasis((Text("late"),))),
    )
    (block,) = compared_blocks([old], [new])
    assert isinstance(block, Paragraph)
    marks = [part.mark for part in block.content if isinstance(part, Inserted | Deleted)]
    assert len(marks) == 2
    assert all(mark.form for mark in marks)


def test_a_note_with_another_number_is_a_change_of_form_and_another_note_is_not() -> None:
    def marks(new: NoteMark) -> list[bool]:
        (block,) = compared_blocks([p("a", "Said", NoteMark("n/1", "3"))], [p("a", "Said", new)])
        assert isinstance(block, Paragraph)
        return [part.mark.form for part in block.content if isinstance(part, Inserted | Deleted)]

    assert marks(NoteMark("n/1", "4")) == [True, True]
    assert marks(NoteMark("n/2", "3")) == [False, False]


def table(columns: str, *rows: str) -> Table:
    return Table(
        block_id="t",
        label="Table 1",
        caption=(Text("Births"),),
        description="",
        columns=tuple(Column(column_id=c, head=(Text(c),)) for c in columns),
        rows=tuple(
            Row(row_id=row[0], cells=tuple((Text(f"{row[0]}{c}"),) for c in columns))
            for row in rows
        ),
    )


def test_a_column_that_came_is_marked_with_its_cells_and_a_row_that_went_as_a_whole() -> None:
    (block,) = compared_blocks([table("ab", "1", "2")], [table("abc", "1")])
    assert isinstance(block, Table)
    assert [c.mark and c.mark.kind for c in block.columns] == [None, None, ChangeKind.INSERT]
    first, second = block.rows
    assert first.mark is None
    assert isinstance(first.cells[2][0], Inserted)
    assert second.mark is not None
    assert second.mark.kind is ChangeKind.DELETE
    assert second.cells == ((Text("2a"),), (Text("2b"),), ())


def test_a_row_that_changed_its_rank_moved() -> None:
    (block,) = compared_blocks([table("a", "1", "2", "3")], [table("a", "2", "3", "1")])
    assert isinstance(block, Table)
    marks = [row.mark for row in block.rows]
    assert [m and m.kind for m in marks] == [ChangeKind.MOVE_FROM, None, None, ChangeKind.MOVE_TO]
    assert marks[0] is not None
    assert marks[-1] is not None
    assert marks[0].pair_id == marks[-1].pair_id != ""


def test_a_chart_drawn_otherwise_keeps_its_old_drawing_beside_the_new() -> None:
    charts = [b for b in every_block(chapter().blocks) if isinstance(b, Chart)]
    new = replace(charts[0], drawing=charts[1].drawing)
    (block,) = compared_blocks([charts[0]], [new])
    assert isinstance(block, Revised)
    assert isinstance(block.was, Chart)
    assert block.was.drawing == charts[0].drawing
    assert not block.mark.form


def test_an_item_put_before_others_leaves_them_unmarked() -> None:
    def bullets(*texts: str) -> BulletList:
        items = tuple(ListItem(block_id=t, blocks=(p(f"{t}/p", t),)) for t in texts)
        return BulletList(block_id="l", items=items)

    (block,) = compared_blocks([bullets(LONG, OTHER)], [bullets(THIRD, LONG, OTHER)])
    assert isinstance(block, BulletList)
    assert [item.mark is None for item in block.items] == [False, True, True]


def test_a_story_told_otherwise_is_marked_beside_the_tree() -> None:
    older = replace(chapter(), testimonies={"S": told("S", "I walked for an hour.")})
    newer = replace(chapter(), testimonies={"S": told("S", "I walked for two hours.")})
    comparison = compare(older, newer)
    (block,) = comparison.reworded["S"]
    assert isinstance(block, Revised)
    assert isinstance(block.block, Paragraph)
    assert any(isinstance(part, Deleted) for part in block.block.content)
    assert reject(comparison).testimonies == older.testimonies
    assert b"walked" not in save(comparison)


@settings(max_examples=6, deadline=None)
@given(documents())
def test_any_document_beside_itself_has_no_marks(document: Document) -> None:
    comparison = compare(document, document)
    assert comparison.blocks == normal(document).blocks
    assert comparison.reworded == {}
    assert review(document, document).is_empty


@settings(max_examples=6, deadline=None)
@given(edited_pairs())
def test_a_saved_comparison_alone_gives_both_documents(pair: tuple[Document, Document]) -> None:
    """What is saved needs neither document: rejected it is the one, accepted the other.

    People's words are in no saved tree; they stay with the documents.
    """
    older, newer = pair
    saved = load(save(compare(older, newer)))
    for read, own in ((reject(saved), older), (accept(saved), newer)):
        assert replace(read, testimonies=own.testimonies) == normal(own)
