"""Every kind of edit holds in the chapter that is built with it, and is not found a second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_word_edits import EDITS, a_dossier, built, edited, prose, pulled

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_holds_and_changes_nothing_a_second_time(tmp_path: Path, name: str) -> None:
    root = a_dossier(tmp_path)
    edits, expected = EDITS[name]
    docx = edited(built(root), *edits)
    made = pulled(root, docx)
    assert (made.outcome.not_taken, prose(root)) == ([], expected)
    assert pulled(root, docx).outcome.files == {}
    assert pulled(root, built(root)).written == {}
