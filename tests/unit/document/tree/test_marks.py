"""A comparison holds both documents: accepted it is the newer, rejected the older."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from tests.builders_marks import comparisons
from tests.builders_render import a_document
from tests.builders_trees import documents
from vnrgen.document.blocks import (
    ChangeKind,
    ChangeMark,
    Column,
    Deleted,
    Document,
    Inserted,
    Link,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from vnrgen.document.tree.marks import (
    Side,
    accept,
    blocks_of_side,
    normal,
    normal_words,
    reject,
    shell,
    words_of_side,
)
from vnrgen.document.tree.saved import load, save
from vnrgen.document.tree.walk import every_block
from vnrgen.document.tree.words import words


@settings(max_examples=15, deadline=None)
@given(comparisons())
def test_accepted_it_is_the_newer_document_and_rejected_the_older(
    made: tuple[Document, Document, Document],
) -> None:
    older, comparison, newer = made
    assert accept(comparison) == normal(newer)
    assert reject(comparison) == normal(older)


@settings(max_examples=6, deadline=None)
@given(comparisons())
def test_a_comparison_is_saved_and_read_back_without_anybody_s_words(
    made: tuple[Document, Document, Document],
) -> None:
    older, comparison, newer = made
    told = replace(comparison, reworded={"S": (Paragraph(block_id="s", content=()),)})
    again = load(save(told))
    assert again.reworded == {} == again.testimonies
    assert accept(again).blocks == normal(newer).blocks
    assert reject(again) == replace(normal(older), testimonies={})


@settings(max_examples=6, deadline=None)
@given(documents())
def test_normal_form_prints_the_same_words_and_is_reached_once(document: Document) -> None:
    assert words(normal(document)) == words(document)
    assert normal(normal(document)) == normal(document)


def test_every_kind_of_block_has_a_shell_without_words() -> None:
    for block in every_block(normal(a_document()).blocks):
        empty = replace(a_document(), blocks=(shell(block),), testimonies={})
        labels = words(empty)
        assert len(labels) <= len(words(replace(a_document(), blocks=(block,))))
        assert shell(shell(block)) == shell(block)


def test_neighbours_that_are_alike_are_joined_and_others_are_not() -> None:
    def strong(text: str) -> Strong:
        return Strong((Text(text),))

    def link(href: str) -> Link:
        return Link(href, (Text("x"),))

    assert normal_words((strong("a"), strong("b"))) == (strong("ab"),)
    assert normal_words((link("https://a.org"), link("https://b.org"))) == (
        link("https://a.org"),
        link("https://b.org"),
    )
    assert normal_words((Text("a"), Strong(()), Text(""), Text("b"))) == (Text("ab"),)


def test_a_word_inside_bold_that_was_replaced_leaves_the_bold_whole() -> None:
    bold = (
        Strong((Text("fell to "),)),
        Deleted((Strong((Text("12"),)),)),
        Inserted((Strong((Text("13"),)),)),
    )
    assert words_of_side(bold, Side.OLD) == (Strong((Text("fell to 12"),)),)
    assert words_of_side(bold, Side.NEW) == (Strong((Text("fell to 13"),)),)


def test_a_column_that_came_takes_its_cells_with_it_but_not_a_heading_over_all() -> None:
    came = ChangeMark(change_id="c", kind=ChangeKind.INSERT)
    table = Table(
        block_id="t",
        label="",
        caption=(),
        description="",
        columns=(
            Column(column_id="a", head=(Text("A"),)),
            Column(column_id="b", head=(Text("B"),), mark=came),
        ),
        rows=(
            Row(row_id="1", cells=((Text("1"),), (Inserted((Text("2"),), came),))),
            Row(row_id="2", cells=((Text("3"),), ())),
        ),
    )
    (older,) = blocks_of_side((table,), Side.OLD)
    assert isinstance(older, Table)
    assert [c.column_id for c in older.columns] == ["a"]
    assert [row.cells for row in older.rows] == [((Text("1"),),), ((Text("3"),),)]
    (newer,) = blocks_of_side((table,), Side.NEW)
    assert isinstance(newer, Table)
    assert newer.rows[1].cells == ((Text("3"),), ())
