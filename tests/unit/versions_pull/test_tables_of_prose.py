"""Rows that a writer adds to a table of prose, or takes out of it, come and go in its source."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from tests.builders_word_edits import W, a_dossier, built, edited, find, prose, pulled_untried

TABLE = """\
Before it.

Table: What people named

| Place | What they named | Who |
| --- | --- | --- |
| Norra | the *long* road | women |
| Sund | no clinic | men |
| Ombrel |  | women |

After it.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_dossier(tmp_path, TABLE)


def row_of(tree: Any, words: str) -> Any:
    return next(find(tree, words).iterancestors(f"{W}tr"))


def with_row(after: str, *cells: str) -> Any:
    def edit(tree: Any) -> None:
        above = row_of(tree, after)
        made = copy.deepcopy(above)
        for mark in [*made.iter(f"{W}bookmarkStart"), *made.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        for cell, words in zip(made.iter(f"{W}tc"), cells, strict=True):
            first, *rest = list(cell.iter(f"{W}t"))
            first.text = words
            for text in rest:
                text.text = ""
        above.addnext(made)

    return edit


def without_row(words: str) -> Any:
    def edit(tree: Any) -> None:
        row = row_of(tree, words)
        row.getparent().remove(row)

    return edit


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            with_row("no clinic", "Tarn", "a | bar", "elders"),
            TABLE.replace("| men |\n", "| men |\n| Tarn | a \\| bar | elders |\n"),
        ),
        (
            with_row("What they named", "Tarn", "first", "elders"),
            TABLE.replace("| --- |\n", "| --- |\n| Tarn | first | elders |\n"),
        ),
        (without_row("no clinic"), TABLE.replace("| Sund | no clinic | men |\n", "")),
        (without_row("Ombrel"), TABLE.replace("| Ombrel |  | women |\n", "")),
    ],
)
def test_a_row_comes_or_goes(root: Path, edit: Any, expected: str) -> None:
    docx = edited(built(root), edit)
    made = pulled_untried(root, docx)
    assert made.outcome.not_taken == []
    assert prose(root) == expected
    assert pulled_untried(root, docx).outcome.files == {}
