"""What a writer does in Word goes back to the prose it came from, and only that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_word_edits import (
    EDITS,
    PROSE,
    a_dossier,
    built,
    edited,
    prose,
    pulled_untried,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_dossier(tmp_path)


def test_what_nobody_edited_changes_nothing(root: Path) -> None:
    made = pulled_untried(root, built(root))
    assert (made.outcome.taken, made.outcome.not_taken, made.written) == ([], [], {})
    assert prose(root) == PROSE


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_stands_in_the_source_and_nothing_else_changes(root: Path, name: str) -> None:
    edits, expected = EDITS[name]
    docx = edited(built(root), *edits)
    made = pulled_untried(root, docx)
    assert made.outcome.not_taken == []
    assert prose(root) == expected
