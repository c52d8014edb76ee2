"""Stories, rows of tables and templates take edits; data, numbers and unknown places do not."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.builders_word_edits import (
    PROSE,
    W,
    a_dossier,
    built,
    delete,
    edited,
    find,
    insert_after,
    prose,
    pulled_untried,
    replace,
)
from vnrgen.versions.pull.outcome import Why


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_dossier(tmp_path)


def test_a_story_takes_its_words_and_title_and_keeps_its_front_matter(root: Path) -> None:
    path = root / "stories" / "st01-by-the-weather.md"
    before = path.read_text(encoding="utf-8")
    docx = edited(
        built(root),
        replace("had tea ready", "had warm tea ready"),
        replace("By the weather", "By the snow"),
    )
    made = pulled_untried(root, docx)
    assert made.outcome.not_taken == []
    assert path.read_text(encoding="utf-8") == before.replace(
        "had tea ready", "had warm tea ready"
    ).replace("title: By the weather", 'title: "By the snow"')
    assert all(edit.story for edit in made.outcome.taken)


@pytest.mark.parametrize(
    ("encoding", "separator", "end"),
    [("utf-8-sig", ",", "\n"), ("cp1252", ";", "\r\n"), ("utf-16", "\t", "\r\n")],
)
def test_a_recommendation_is_reworded_in_a_register_that_keeps_its_form(
    root: Path, encoding: str, separator: str, end: str
) -> None:
    path = root / "recommendations.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    rows[2][3] = "Café; station, and “more”"
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator=end).writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))
    before = path.read_bytes().decode(encoding)
    pulled_untried(root, edited(built(root), replace("Station a midwife", "Post a midwife")))
    after = path.read_bytes().decode(encoding)
    assert after == before.replace("Station a midwife", "Post a midwife")


def test_what_was_found_in_a_meeting_is_reworded_in_its_table(root: Path) -> None:
    made = pulled_untried(
        root, edited(built(root), replace("Families in Sund", "Most families in Sund"))
    )
    assert made.outcome.not_taken == []
    assert "Most families in Sund" in (root / "qualitative.csv").read_text(encoding="utf-8-sig")


def test_words_of_a_template_change_in_the_dossiers_own_copy_of_it(root: Path) -> None:
    docx = edited(
        built(root),
        replace("are never averaged", "are never put together"),
        replace("What it rests on", "What it is built on"),
    )
    made = pulled_untried(root, docx)
    own = root / "templates" / "sections" / "lnob" / "how_made.md.j2"
    assert [str(edit.place) for edit in made.outcome.taken] == [
        "templates/sections/lnob/how_made.md.j2"
    ] * 2
    assert "are never put together" in own.read_text(encoding="utf-8")
    assert pulled_untried(root, docx).outcome.files == {}


def test_a_bound_number_keeps_the_figure_of_the_data_and_the_sentence_its_edit(root: Path) -> None:
    count = prose(root).split("{{")[0]
    assert count == "We counted "

    def edit(tree: Any) -> None:
        texts = [t for t in find(tree, "groups in the hills").iter(f"{W}t") if t.text]
        number = next(t for t in texts if t.text.isdigit())
        number.text = "17"
        texts[0].text = "We have counted "

    made = pulled_untried(root, edited(built(root), edit))
    assert [edit.why for edit in made.outcome.not_taken] == [Why.NUMBER]
    assert made.outcome.not_taken[0].word.startswith("17")
    assert prose(root) == PROSE.replace("We counted", "We have counted")
    report = (root / "reviews" / "edited.not-taken.csv").read_text(encoding="utf-8-sig")
    assert "17" in report


def test_a_cell_of_a_generated_table_is_reported_and_not_applied(root: Path) -> None:
    files = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}

    def edit(tree: Any) -> None:
        cell = next(
            t for t in tree.iter(f"{W}t") if (t.text or "").replace(",", "").isdigit()
            and any(a.tag == f"{W}tbl" for a in t.iterancestors()) and len(t.text) > 2
        )  # fmt: skip
        cell.text = "99.99"

    made = pulled_untried(root, edited(built(root), edit))
    assert [(e.why, e.word) for e in made.outcome.not_taken] == [(Why.GENERATED, "99.99")]
    assert {p: p.read_bytes() for p in files} == files


def test_new_words_among_tables_go_to_the_prose_of_their_section_and_that_is_said(
    root: Path,
) -> None:
    docx = edited(built(root), insert_after("What was said in meetings", "Typed below."))
    made = pulled_untried(root, docx)
    assert (
        (root / "narrative" / "en" / "voices.md")
        .read_text(encoding="utf-8")
        .strip()
        .endswith("Typed below.")
    )
    assert made.outcome.moved_aside == [("narrative/en/voices.md", "Typed below.")]


def test_when_only_the_source_changed_it_stays(root: Path) -> None:
    docx = built(root)
    path = root / "narrative" / "en" / "who.md"
    path.write_text(PROSE.replace("without help", "with none at all"), encoding="utf-8")
    made = pulled_untried(root, docx)
    assert (made.outcome.files, made.outcome.not_taken) == ({}, [])


def test_changes_of_both_sides_come_together_and_meet_as_a_conflict_on_the_same_words(
    root: Path,
) -> None:
    docx = edited(built(root), replace("walked for an hour", "walked for two hours"))
    path = root / "narrative" / "en" / "who.md"
    path.write_text(PROSE.replace("without help", "with none at all"), encoding="utf-8")
    made = pulled_untried(root, docx)
    assert made.outcome.not_taken == []
    both = PROSE.replace("without help", "with none at all")
    assert prose(root) == both.replace("for an hour", "for two hours")
    path.write_text(PROSE.replace("for an hour", "for a whole day"), encoding="utf-8")
    made = pulled_untried(root, docx)
    assert [e.why for e in made.outcome.not_taken] == [Why.BOTH]
    assert "for a whole day" in prose(root)
    assert "for two hours" in made.outcome.not_taken[0].word


def test_prose_whose_opening_was_rewritten_since_is_still_found(root: Path) -> None:
    docx = edited(built(root), replace("without help", "without any help"))
    path = root / "narrative" / "en" / "who.md"
    opening = ("Every second family walked", "In the hills one family in two went on foot")
    path.write_text(PROSE.replace(*opening), encoding="utf-8")
    made = pulled_untried(root, docx)
    assert made.outcome.not_taken == []
    assert prose(root) == PROSE.replace(*opening).replace("without help", "without any help")


def test_a_paragraph_deleted_in_word_but_changed_since_stays_and_is_reported(root: Path) -> None:
    docx = edited(built(root), delete("Every second family"))
    path = root / "narrative" / "en" / "who.md"
    path.write_text(PROSE.replace("without help", "with none at all"), encoding="utf-8")
    made = pulled_untried(root, docx)
    assert [e.why for e in made.outcome.not_taken] == [Why.BOTH]
    assert "with none at all" in prose(root)
