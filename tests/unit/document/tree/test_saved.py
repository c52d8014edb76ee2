"""The saved tree: the same document in the same bytes, and nothing else is read back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_document import composed, told
from tests.builders_render import a_document
from tests.builders_trees import documents
from vnrgen.document.blocks import Document
from vnrgen.document.tree.canonical_json import canonical
from vnrgen.document.tree.saved import load, load_testimonies, save, save_testimonies
from vnrgen.problems import InvalidInputError


@settings(max_examples=40, deadline=None)
@given(documents())
def test_what_is_saved_is_read_back_equal_but_for_the_testimonies(document: Document) -> None:
    saved = save(document)
    assert load(saved) == replace(document, testimonies={})
    assert save(load(saved)) == saved
    assert load_testimonies(save_testimonies(document.testimonies)) == document.testimonies


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)  # fmt: skip


@given(_JSON)
def test_the_canonical_form_is_that_of_the_library(value: object) -> None:
    asked = {"ensure_ascii": False, "allow_nan": False, "sort_keys": True, "indent": 1}
    assert canonical(value) == json.dumps(value, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
def test_a_number_that_json_lacks_is_not_written(value: object) -> None:
    with pytest.raises(ValueError, match="finite"):
        canonical(value)


def test_every_kind_of_block_and_drawing_is_read_back_equal() -> None:
    document = a_document()
    assert load(save(document)) == replace(document, testimonies={})


def test_people_s_words_are_not_in_the_saved_tree() -> None:
    document, _problems = composed()
    assert document.testimonies["ST01"].text.startswith("I walked")
    assert b"I walked" not in save(document)


def test_a_photo_survives_and_is_nowhere_in_the_tree() -> None:
    photo = replace(told("S", "Said."), photo=bytes(range(256)), photo_alternative="A door")
    assert load_testimonies(save_testimonies({"S": photo})) == {"S": photo}


def test_a_saved_tree_names_its_format_and_schema() -> None:
    content = json.loads(save(composed()[0]))
    assert (content["format"], content["schema"]) == ("vnrgen-document", 1)


def changed(**changes: Any) -> bytes:
    return json.dumps(json.loads(save(composed()[0])) | changes).encode()


def broken(*path: str | int, value: object) -> bytes:
    content = json.loads(save(composed()[0]))
    node = content
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not json", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"{}", "format"),
        (changed(schema=99), "newer"),
        (changed(schema=True), "newer"),
        (changed(document=None), "expected Document"),
        (broken("document", "blocks", 0, "is", value="Script"), 'blocks.0: "Script"'),
        (broken("document", "blocks", 0, "is", value="Text"), 'blocks.0: "Text"'),
        (broken("document", "blocks", 1, "level", value="1"), "blocks.1.level: expected int"),
        (broken("document", "blocks", 1, "level", value=True), "blocks.1.level: expected int"),
        (broken("document", "blocks", 1, "extra", value=1), '"extra" is not known'),
        (broken("document", "metadata", "as_of", value="soon"), "metadata.as_of: not a date"),
        (broken("document", "metadata", value={"is": "Metadata"}), "a field is missing"),
        (broken("document", "furniture", value=[]), "furniture: expected names"),
    ],
)
def test_what_is_not_a_saved_tree_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        load(data)
    problem = refused.value.problems[0]
    assert problem.code == "SAV001"
    assert said in problem.what


def test_a_tree_is_not_read_as_testimonies() -> None:
    with pytest.raises(InvalidInputError):
        load_testimonies(save(composed()[0]))
