"""Marks around plain words."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from vnrgen.document.blocks import ChangeKind, ChangeMark, Deleted, Inserted, Text
from vnrgen.versions.comparison.marking import Marks


def test_words_marked_quickly_are_what_the_constructors_make() -> None:
    gone = ChangeMark(change_id="c1", kind=ChangeKind.DELETE)
    come = ChangeMark(change_id="c2", kind=ChangeKind.INSERT)
    made = Marks().around([("a ", "b", "c"), (" d", "", "")])
    assert made == (
        Text("a "),
        Deleted((Text("b"),), gone),
        Inserted((Text("c"),), come),
        Text(" d"),
    )
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own
    assert hash(made) == hash((made[0], Deleted((Text("b"),), gone), *made[2:]))
    with pytest.raises(dataclasses.FrozenInstanceError):
        made[0].text = "e"  # type: ignore[misc, union-attr]


def test_marks_count_on_through_words_and_blocks() -> None:
    marks = Marks()
    marks.around([("", "a", "b")])
    assert marks(ChangeKind.REVISE, form=True) == ChangeMark(
        change_id="c3", kind=ChangeKind.REVISE, form=True
    )
    assert Marks(numbered=False)(ChangeKind.INSERT).change_id == ""
