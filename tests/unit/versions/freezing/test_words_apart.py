"""People's words are taken out of the tree, wherever they stand in it, and put back again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders_document import composed
from tests.builders_trees import documents
from tests.builders_versions import (
    FOUND,
    HEARD,
    SAID,
    TITLE,
    a_document,
    a_version,
    everything,
)
from vnrgen.disclosure.names import Wording
from vnrgen.document.blocks import Document, Paragraph, Story, Text
from vnrgen.document.blocks.plain import plain
from vnrgen.problems import Location
from vnrgen.versions.freezing.layout import words_folder
from vnrgen.versions.freezing.words_apart import put_together, taken_apart


def prose_of(document: Document) -> str:
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    return plain(first.content)


def put_together_again(document: Document) -> Document:
    tree, words = taken_apart(document)
    return put_together(tree, words, Location("made"))


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_a_document_is_put_together_from_its_parts(document: Document) -> None:
    assert put_together_again(document) == document


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_is_put_together_from_its_parts(document: Document) -> None:
    assert put_together_again(document) == document


def test_a_text_may_hold_the_sign_between_which_marks_stand() -> None:
    for prose in ("\ufffc", "\ufffc page 3/4\ufffc", "\ufffcFG1/0\ufffc", "\ufffc/\ufffc/\ufffc"):
        document = a_document(prose=f"{prose} {TITLE}{prose}")
        assert put_together_again(document) == document


def test_nobodys_words_are_in_the_folder_of_a_version(tmp_path: Path) -> None:
    kept = everything(a_version(tmp_path, "first")).decode()
    for words in (SAID, TITLE, HEARD, FOUND, "ferrywoman", "long-way-round", "Adobe"):
        assert words not in kept


def test_of_a_composed_chapter_nothing_that_people_can_take_back_stays_in_the_tree() -> None:
    tree, words = taken_apart(composed()[0])
    assert {"ST01", "Q1"} <= set(words)
    said = ("clinic closes at noon", "walked", "Women are not asked", "Nobody asked", "Marta")
    assert [text for text in said if text in tree.decode()] == []


def test_with_a_title_goes_no_longer_title_and_no_longer_word() -> None:
    said = "Read “The long way round about” and “The long way round”; The long way roundabouts."
    document = a_document(prose=said)
    longer = Story(block_id="2", testimony_id="ST02", title=(Text(f"{TITLE} about"),), meta=())
    tree, words = taken_apart(replace(document, blocks=(*document.blocks, longer)))
    left = put_together(tree, {k: v for k, v in words.items() if k != "ST01"}, Location("made"))
    assert prose_of(left) == said.replace(f"“{TITLE}”", "“”")
    left = put_together(tree, {k: v for k, v in words.items() if k != "ST02"}, Location("made"))
    assert prose_of(left) == said.replace(f"“{TITLE} about”", "“”")


def test_with_a_story_go_its_words_wherever_they_are_repeated() -> None:
    told_of = "The bridge was gone, so we carried her for two hours to the ferry."
    repeated = "the Bridge was gone — so we carried her for two hours"
    prose = f"One said: “{repeated}”. The bridge was gone. THE LONG\u00a0WAY ROUND tells more."
    document = a_document(said=told_of, prose=prose)
    tree, words = taken_apart(document)
    assert put_together(tree, words, Location("made")) == document
    assert "carried" not in tree.decode()
    left = put_together(tree, {k: v for k, v in words.items() if k != "ST01"}, Location("made"))
    assert prose_of(left) == "One said: “”. The bridge was gone.  tells more."


def test_where_two_peoples_words_run_into_each_other_each_keeps_her_own() -> None:
    first = "We cross the river before the sun is up"
    second = "before the sun is up my boat goes over to school"
    told = Wording([("S1", first), ("S2", second)])
    text = "We cross the river before the sun is up my boat goes over to school"
    assert [(text[start:end], owner) for start, end, owner in told.spans(text)] == [
        (first, "S1"),
        (" my boat goes over to school", "S2"),
    ]


def test_words_without_spaces_that_are_repeated_go_too() -> None:
    said = "สะพานขาดเราจึงอุ้มเธอไปที่ท่าเรือข้ามฟาก"
    document = a_document(said=said, prose=f"a {said} b")
    tree, words = taken_apart(document)
    assert put_together(tree, words, Location("made")) == document
    assert said[2:-2] not in tree.decode()


def test_a_title_of_one_word_is_no_other_word() -> None:
    story = Story(block_id="2", testimony_id="ST02", title=(Text("Water"),), meta=())
    base = a_document(prose="Water: there is no water here.")
    tree, words = taken_apart(replace(base, blocks=(*base.blocks, story)))
    left = put_together(tree, {k: v for k, v in words.items() if k != "ST02"}, Location("made"))
    assert prose_of(left) == ": there is no water here."


def test_ids_that_a_file_system_does_not_tell_apart_have_folders_of_their_own() -> None:
    ids = ("ST01", "st01", "../../ST01", "a b", "CON", "é", "")
    folders = [words_folder(Path("versions"), key) for key in ids]
    assert len({folder.name.lower() for folder in folders}) == len(ids)
    assert {folder.parent for folder in folders} == {Path("versions/_words")}


def test_the_same_words_are_kept_once(tmp_path: Path) -> None:
    a_version(tmp_path, "first")
    files = sorted((tmp_path / "versions" / "_words").rglob("*.json"))
    a_version(tmp_path, "second", a_document(prose="Other."))
    assert sorted((tmp_path / "versions" / "_words").rglob("*.json")) == files
