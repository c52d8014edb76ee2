"""Rows that a writer adds to a table of prose, or takes out of it, come and go in its source."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from tests.builders_word_edits import (
    W,
    a_dossier,
    built,
    edited,
    find,
    new_paragraph,
    prose,
    pulled_untried,
)

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


# --- whole tables ------------------------------------------------------------------------------

LONG = (
    TABLE.replace("| --- | --- | --- |", "|:---|:---:|---:|")
    + """
## Elsewhere

There it should stand.

The last words.
"""
)
TITLE = "Table: What people named\n"
ROWS = LONG[LONG.index("| Place") : LONG.index("\nAfter it.")]


def whole(tree: Any) -> Any:
    return next(find(tree, "no clinic").iterancestors(f"{W}tbl"))


def title_of(tree: Any) -> Any:
    return find(tree, "What people named")


def moved(after: str, *, with_title: bool) -> Any:
    def edit(tree: Any) -> None:
        table, title = whole(tree), title_of(tree)
        there = find(tree, after)
        there.addnext(table)
        if with_title:
            there.addnext(title)

    return edit


@pytest.fixture
def long(tmp_path: Path) -> Path:
    return a_dossier(tmp_path, LONG)


def test_a_table_moved_with_its_title_stands_there_in_the_source(long: Path) -> None:
    made = pulled_untried(long, edited(built(long), moved("There it should", with_title=True)))
    assert [str(t.kind) for t in made.outcome.taken] == ["moved"]
    assert not made.outcome.not_taken
    without = LONG.replace(f"{TITLE}\n{ROWS}\n", "")
    assert prose(long) == without.replace("stand.\n", f"stand.\n\n{TITLE}\n{ROWS}")
    again = pulled_untried(long, built(long))
    assert not again.outcome.taken


def test_a_moved_table_has_the_edits_that_were_made_in_it(long: Path) -> None:
    docx = edited(
        built(long),
        with_row("Sund", "Alba", "no bridge", "women"),
        without_row("Ombrel"),
        moved("The last words", with_title=True),
        lambda tree: setattr(next(find(tree, "no clinic").iter(f"{W}t")), "text", "no nurse"),
    )
    pulled_untried(long, docx)
    assert prose(long).endswith(
        "The last words.\n\nTable: What people named\n\n| Place | What they named | Who |\n"
        "|:---|:---:|---:|\n| Norra | the *long* road | women |\n| Sund | no nurse | men |\n"
        "| Alba | no bridge | women |\n"
    )
    assert prose(long).count("Norra") == 1


def test_the_title_of_a_table_that_is_gone_becomes_a_paragraph(long: Path) -> None:
    gone = edited(built(long), lambda tree: whole(tree).getparent().remove(whole(tree)))
    pulled_untried(long, gone)
    assert "Before it.\n\nWhat people named\n\nAfter it.\n" in prose(long)
    assert "Norra" not in prose(long)


def test_a_table_moved_away_from_its_title_leaves_it_as_a_paragraph(long: Path) -> None:
    pulled_untried(long, edited(built(long), moved("There it should", with_title=False)))
    assert "Before it.\n\nWhat people named\n\nAfter it.\n" in prose(long)
    assert f"There it should stand.\n\n{ROWS}" in prose(long)


def test_words_typed_between_a_title_and_its_table_do_not_part_them(long: Path) -> None:
    def typed(tree: Any) -> None:
        title_of(tree).addnext(new_paragraph("Read this first."))

    pulled_untried(long, edited(built(long), typed))
    assert prose(long) == LONG.replace(TITLE, f"Read this first.\n\n{TITLE}")


@pytest.mark.parametrize("label", ["", "Tableau\u00a012 : "])
def test_a_new_table_has_the_title_above_it(long: Path, label: str) -> None:
    def pasted(tree: Any) -> None:
        table, title = copy.deepcopy(whole(tree)), copy.deepcopy(title_of(tree))
        for one in (table, title):
            for mark in [*one.iter(f"{W}bookmarkStart"), *one.iter(f"{W}bookmarkEnd")]:
                mark.getparent().remove(mark)
        if label:
            for run in list(title.iter(f"{W}r")):
                run.getparent().remove(run)
            title.append(new_paragraph(f"{label}What people named").find(f"{W}r"))
        there = find(tree, "There it should")
        there.addnext(table)
        there.addnext(title)

    pulled_untried(long, edited(built(long), pasted))
    assert prose(long).count(TITLE) == 2
    assert f"There it should stand.\n\n{TITLE}\n| Place |" in prose(long)


def test_a_table_for_which_there_is_no_place_is_told_whole(long: Path) -> None:
    def typed(tree: Any) -> None:
        made = copy.deepcopy(whole(tree))
        for mark in [*made.iter(f"{W}bookmarkStart"), *made.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        for words in ("Norra", "Sund", "Ombrel", "Place"):
            next(find(made, words).iter(f"{W}t")).text = f"{words} anew"
        tree.find(f"{W}body").insert(0, made)

    made = pulled_untried(long, edited(built(long), typed))
    told = " ".join(one.word for one in made.outcome.not_taken)
    assert all(f"{words} anew" in told for words in ("Norra", "Sund", "Ombrel", "Place"))


def as_libreoffice_saves(tree: Any) -> None:
    """Part every bookmark over several paragraphs: closed where it begins, left open at its end."""
    ends = {end.get(f"{W}id"): end for end in tree.iter(f"{W}bookmarkEnd")}
    for start in list(tree.iter(f"{W}bookmarkStart")):
        end = ends[start.get(f"{W}id")]
        if end.getparent() is start.getparent():
            continue
        again = copy.deepcopy(start)
        again.set(f"{W}id", f"9{start.get(f'{W}id')}")
        end.addprevious(again)
        start.addnext(end)


def test_tables_that_libreoffice_saved_are_those_that_they_were(tmp_path: Path) -> None:
    rows = "| A | B |\n| --- | --- |\n| the road | women |\n| the road | men |\n"
    tables = "\n".join(f"Table: Number {n}\n\n{rows}\nWords {n}.\n" for n in range(5))
    dossier = a_dossier(tmp_path, tables)
    made = pulled_untried(dossier, edited(built(dossier), as_libreoffice_saves))
    assert (made.outcome.taken, made.outcome.not_taken) == ([], [])
    assert prose(dossier) == tables
