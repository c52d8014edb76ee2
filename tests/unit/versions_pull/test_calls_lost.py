"""A call that is lost on the way is told, whatever stands elsewhere; so is a closed folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.builders_word_edits import a_dossier, built, edited, prose, pulled_untried, replace
from vnrgen.problems import InvalidInputError
from vnrgen.versions.pull.bindings import unbound
from vnrgen.versions.pull.comparing import compared
from vnrgen.versions.pull.outcome import Outcome, Why
from vnrgen.versions.pull.pulling import Pulled, printed_again, write
from vnrgen.versions.pull.word import read_word

CALL = '{{ count("groups") }}'
TWICE = f"First we met {CALL} groups there.\n\nAgain we met {CALL} groups here.\n"


def test_a_call_that_stands_elsewhere_does_not_hide_one_that_is_lost(tmp_path: Path) -> None:
    root = a_dossier(tmp_path, TWICE)
    word = read_word(built(root))

    def read(path: str) -> bytes | None:
        return (root / path).read_bytes() if (root / path).is_file() else None

    now = compared(word, printed_again(word), read, "")
    lost = next(leaf for leaf in word.leaves if leaf.words.startswith("First we met"))
    kept = next(leaf for leaf in word.leaves if leaf.words.startswith("Again we met"))
    written = {lost.number: lost.words, kept.number: f"Again {CALL} {CALL} groups."}
    told = list(unbound(now.hosts, now.pairs, written, word.leaves))
    assert [(e.why, e.place, e.dossier, e.word) for e in told] == [
        (Why.UNBOUND, "narrative/en/who.md", CALL, lost.words)
    ]


def test_a_reworded_paragraph_that_keeps_its_call_is_not_told(tmp_path: Path) -> None:
    root = a_dossier(tmp_path, TWICE)
    made = pulled_untried(root, edited(built(root), replace("groups here", "groups right here")))
    assert made.outcome.not_taken == []
    assert prose(root) == TWICE.replace("groups here", "groups right here")


@pytest.mark.parametrize("path", ["reviews/edited.not-taken.csv", "narrative/en/who.md"])
def test_a_folder_that_cannot_be_made_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def closed(*_path: object, **_mode: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "mkdir", closed)
    with pytest.raises(InvalidInputError) as caught:
        write(Pulled(outcome=Outcome(), written={path: b"words"}), tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["PUB007"]
