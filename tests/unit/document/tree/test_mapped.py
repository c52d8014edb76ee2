"""Changing inlines makes anew what holds a changed one, and nothing else."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings

from tests.builders_trees import documents
from vnrgen.document.blocks import Block, Document, Emphasis, Inline, Paragraph, Section, Text
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.mapped import map_inlines


def _shouted(inline: Inline) -> Inline:
    return Text(inline.text.upper()) if isinstance(inline, Text) else inline


def _section(*blocks: Block) -> Section:
    return Section(block_id="s", title=(Text("title"),), level=1, blocks=blocks)


def test_an_inline_inside_another_is_changed_and_its_neighbours_are_the_very_objects() -> None:
    spoken = Paragraph(block_id="a", content=(Emphasis((Text("word"),)),))
    silent = Paragraph(block_id="b", content=())
    changed = map_inlines(_section(spoken, silent), _shouted)
    first, second = changed.blocks
    assert isinstance(first, Paragraph)
    assert plain(first.content) == "WORD"
    assert second is silent
    assert plain(changed.title) == "TITLE"


@settings(max_examples=30, deadline=None)
@given(documents())
def test_a_tree_in_which_nothing_changes_is_the_tree(document: Document) -> None:
    assert all(map_inlines(block, lambda inline: inline) is block for block in document.blocks)


@settings(max_examples=30, deadline=None)
@given(documents())
def test_equal_inlines_made_anew_give_an_equal_tree(document: Document) -> None:
    for block in document.blocks:
        assert map_inlines(block, dataclasses.replace) == block
