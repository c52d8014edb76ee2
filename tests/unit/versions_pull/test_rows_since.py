"""No edit of a row is lost where the source of its table has changed since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import builders_word_edits
from tests.builders_word_edits import (
    W,
    a_dossier,
    built,
    edited,
    find,
    prose,
    pulled_untried,
    replace,
)
from tests.unit.versions_pull.test_tables_of_prose import TABLE as OTHER_TABLE
from tests.unit.versions_pull.test_tables_of_prose import with_row, without_row
from vnrgen.render.docx.source_map import MapEntry
from vnrgen.versions.pull.outcome import Why

TABLE = OTHER_TABLE.replace("Norra", "Zorra")
SUND = "| Sund | no clinic | men |\n"
NEW_IN_SOURCE = TABLE.replace(SUND, f"{SUND}| Vik | no bus | girls |\n")
OTHER_ZORRA = TABLE.replace("*long* road", "broken bridge over the river")


def after(folder: Path, source: str, *edits: Any) -> tuple[Path, Any]:
    """Edit the Word file of the table as it was, change its source, and pull."""
    root = a_dossier(folder, TABLE)
    docx = edited(built(root), *edits)
    (root / "narrative/en/who.md").write_text(source, encoding="utf-8")
    return root, pulled_untried(root, docx)


@pytest.mark.parametrize("source", [NEW_IN_SOURCE, OTHER_ZORRA])
@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (without_row("Ombrel"), "| Ombrel |  | women |\n", ""),
        (
            with_row("What they named", "Tarn", "no school", "women"),
            "| --- |\n",
            "| --- |\n| Tarn | no school | women |\n",
        ),
        (replace("no clinic", "no nurse"), "no clinic", "no nurse"),
    ],
)
def test_an_edit_of_one_row_joins_a_change_of_another(
    tmp_path: Path, source: str, edit: Any, old: str, new: str
) -> None:
    root, made = after(tmp_path, source, edit)
    assert made.outcome.not_taken == []
    assert prose(root) == source.replace(old, new)


@pytest.mark.parametrize("source", [NEW_IN_SOURCE, OTHER_ZORRA, TABLE.replace(SUND, "")])
def test_a_table_that_nobody_edited_in_word_stays_as_the_source_has_it(
    tmp_path: Path, source: str
) -> None:
    root, made = after(tmp_path, source)
    assert made.outcome.not_taken == []
    assert prose(root) == source


def test_a_row_removed_in_word_and_reworded_in_the_source_is_listed(tmp_path: Path) -> None:
    root, made = after(tmp_path, OTHER_ZORRA, without_row("Zorra"))
    assert prose(root) == OTHER_ZORRA
    assert [(e.why, e.dossier, e.word) for e in made.outcome.not_taken] == [
        (Why.BOTH, "Zorra | the broken bridge over the river | women", "")
    ]
    listed = (root / "reviews/edited.not-taken.csv").read_text(encoding="utf-8-sig")
    assert "Zorra | the broken bridge over the river | women" in listed


def test_a_cell_reworded_in_both_is_listed_with_both_texts(tmp_path: Path) -> None:
    root, made = after(
        tmp_path, TABLE.replace("no clinic", "one clinic"), replace("no clinic", "my clinic")
    )
    assert "one clinic" in prose(root)
    assert [(e.why, e.dossier, e.word) for e in made.outcome.not_taken] == [
        (Why.BOTH, "one clinic", "my clinic")
    ]


@pytest.mark.parametrize("is_older", [False, True])
def test_a_row_changed_on_both_sides_is_merged_cell_by_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_older: bool
) -> None:
    if is_older:  # a file of a version that did not remember cells
        monkeypatch.setattr(MapEntry, "keeps_words", property(lambda self: self.kind != "Cell"))
        monkeypatch.setattr(builders_word_edits, "_BUILT", {})
    source = TABLE.replace("| no clinic | men |", "| no clinic | boys and men |")
    root, made = after(tmp_path, source, replace("Sund", "Sunder"), replace("no clinic", "a road"))
    assert made.outcome.not_taken == []
    assert prose(root) == source.replace("| Sund | no clinic", "| Sunder | a road")
    again = pulled_untried(root, (tmp_path / "edited.docx").read_bytes())
    assert again.outcome.files == {}
    assert is_older or again.written == {}  # an older file cannot tell that nothing is to do


def test_only_the_cell_that_both_changed_is_a_conflict(tmp_path: Path) -> None:
    source = TABLE.replace("| no clinic | men |", "| one clinic | boys and men |")
    root, made = after(tmp_path, source, replace("Sund", "Sunder"), replace("no clinic", "a road"))
    assert [(e.why, e.dossier, e.word) for e in made.outcome.not_taken] == [
        (Why.BOTH, "one clinic", "a road")
    ]
    assert prose(root) == source.replace("| Sund |", "| Sunder |")


def test_words_of_one_cell_that_do_not_touch_are_put_together(tmp_path: Path) -> None:
    source = TABLE.replace("the *long* road", "the *long* and steep road")
    root, made = after(tmp_path, source, replace(" road", " road to school"))
    assert made.outcome.not_taken == []
    assert "the *long* and steep road to school" in prose(root)


def test_a_cell_emptied_in_word_and_changed_in_the_source_is_a_conflict(tmp_path: Path) -> None:
    source = TABLE.replace("| no clinic | men |", "| one clinic | men |")
    root, made = after(tmp_path, source, replace("no clinic", ""))
    assert prose(root) == source
    assert [(e.why, e.dossier) for e in made.outcome.not_taken] == [(Why.BOTH, "one clinic")]


def test_a_row_that_went_on_both_sides_is_no_news(tmp_path: Path) -> None:
    root, made = after(tmp_path, NEW_IN_SOURCE, without_row("Ombrel"))
    assert made.outcome.not_taken == []
    again = pulled_untried(root, (tmp_path / "edited.docx").read_bytes())
    assert (again.outcome.not_taken, again.written) == ([], {})


def test_a_row_reworded_in_word_and_dropped_by_the_source_is_listed(tmp_path: Path) -> None:
    source = TABLE.replace(SUND, "")
    root, made = after(tmp_path, source, replace("no clinic", "no nurse"))
    assert prose(root) == source
    assert [(e.why, e.word) for e in made.outcome.not_taken] == [
        (Why.BOTH, "Sund | no nurse | men")
    ]


def without_table(tree: Any) -> None:
    table = next(find(tree, "no clinic").iterancestors(f"{W}tbl"))
    table.getparent().remove(table)
    title = find(tree, "What people named")
    title.getparent().remove(title)


def test_a_table_removed_in_word_and_changed_in_the_source_stays_and_is_listed(
    tmp_path: Path,
) -> None:
    root, made = after(tmp_path, NEW_IN_SOURCE, without_table)
    told = [e.dossier for e in made.outcome.not_taken]
    assert prose(root) == NEW_IN_SOURCE
    assert {"What people named", "Sund | no clinic | men", "Vik | no bus | girls"} <= set(told)


SAME_CELLS = """\
| Place | Asked | Who |
| --- | --- | --- |
| Zorra | yes | women |
| Sund | yes | women |
| Vik | yes | women |
"""


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (
            (with_row("Zorra", "Tarn", "yes", "women"),),
            SAME_CELLS.replace("| Sund", "| Tarn | yes | women |\n| Sund"),
        ),
        (
            (with_row("Zorra", "Tarn", "yes", "women"), replace("Sund", "Sunder")),
            SAME_CELLS.replace("| Sund", "| Tarn | yes | women |\n| Sunder"),
        ),
        (
            (with_row("Sund", "Sund", "yes", "women"), without_row("Vik")),
            SAME_CELLS.replace("| Vik", "| Sund"),
        ),
        (
            (without_row("Zorra"), with_row("Vik", "girls", "yes", "yes")),
            SAME_CELLS.replace("| Zorra | yes | women |\n", "") + "| girls | yes | yes |\n",
        ),
    ],
)
def test_rows_that_share_cells_are_told_apart(tmp_path: Path, edits: Any, expected: str) -> None:
    root = a_dossier(tmp_path, SAME_CELLS)
    made = pulled_untried(root, edited(built(root), *edits))
    assert made.outcome.not_taken == []
    assert prose(root) == expected
