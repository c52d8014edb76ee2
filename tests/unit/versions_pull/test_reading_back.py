"""What a writer does in Word goes back to the prose it came from, and only that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_word_edits import (
    PROSE,
    a_dossier,
    built,
    delete,
    edited,
    insert_after,
    join,
    like_it,
    move,
    prose,
    pulled,
    replace,
    split,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_dossier(tmp_path)


def test_what_nobody_edited_changes_nothing(root: Path) -> None:
    made = pulled(root, built(root))
    assert (made.outcome.taken, made.outcome.not_taken, made.written) == ([], [], {})
    assert prose(root) == PROSE


EDITS = {
    "reworded": (
        (replace("walked for an hour", "walked for two hours"),),
        PROSE.replace("walked for an hour", "walked for two hours"),
    ),
    "beside a number": (
        (replace(" groups in the hills", " peoples in the hills"),),
        PROSE.replace("groups in the hills", "peoples in the hills"),
    ),
    "heading": ((replace("What we saw", "What we heard"),), PROSE.replace("we saw", "we heard")),
    "item": ((replace("second thing", "another thing"),), PROSE.replace("second t", "another t")),
    "box": ((replace("A box", "The box"),), PROSE.replace("A box", "The box")),
    "note": ((replace("census left", "count left"),), PROSE.replace("census left", "count left")),
    "new": (
        (insert_after("Every second family", "A new paragraph of words."),),
        PROSE.replace("without help.\n", "without help.\n\nA new paragraph of words.\n"),
    ),
    "new first": (
        (like_it("without help", "Zoe *was* here_too."),),
        PROSE.replace("without help.\n", "without help.\n\nZoe \\*was\\* here\\_too.\n"),
    ),
    "new heading": (
        (insert_after("The last paragraph", "A new part", "Heading2"),),
        PROSE.replace("closes it.\n", "closes it.\n\n## A new part\n"),
    ),
    "new item": (
        (like_it("second thing", "between the two"),),
        PROSE.replace("- third", "- between the two\n- third"),
    ),
    "deleted": (
        (delete("Every second family"),),
        PROSE.replace("Every second family walked for an hour to reach a clinic, and came back "
                      "without help.\n\n", ""),
    ),
    "deleted item": (
        (delete("second thing"),), PROSE.replace("- second thing that was said\n", "")
    ),
    "moved": (
        (move("Every second family", "The last paragraph"),),
        PROSE.replace("Every second family walked for an hour to reach a clinic, and came back "
                      "without help.\n\n", "").replace(
            "closes it.\n",
            "closes it.\n\nEvery second family walked for an hour to reach a clinic, and came "
            "back without help.\n",
        ),
    ),
    "split": (
        (split("reach a clinic, ", "and came back"),),
        PROSE.replace("a clinic, and came", "a clinic,\n\nand came"),
    ),
    "joined": (
        (join("Every second family", "The last paragraph"),),
        PROSE.replace("without help.\n", "without help. The last paragraph of the section closes "
                      "it.\n").replace("The last paragraph of the section closes it.\n\n[^", "[^"),
    ),
    "split between a number and its words": (
        (split(" groups in the ", "hills"),),
        PROSE.replace("groups in the hills", "groups in the\n\nhills"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_stands_in_the_source_and_nothing_else_changes(root: Path, name: str) -> None:
    edits, expected = EDITS[name]
    docx = edited(built(root), *edits)
    made = pulled(root, docx)
    assert made.outcome.not_taken == []
    assert prose(root) == expected
    again = pulled(root, docx)
    assert (again.outcome.files, prose(root)) == ({}, expected)
