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
    prose,
    pulled_untried,
    replace,
    said,
)
from vnrgen.resources import resource_root
from vnrgen.versions.pull.outcome import Why
from vnrgen.versions.pull.outlines import with_section_words


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


def test_the_title_and_question_of_a_section_change_in_the_dossiers_own_outline(
    root: Path,
) -> None:
    docx = edited(
        built(root),
        replace("Who is left behind", 'Who is "left" behind'),
        replace("Which groups are left behind, how", "Which people are left behind, how"),
    )
    made = pulled_untried(root, docx)
    assert made.outcome.not_taken == []
    ours = (resource_root() / "chapters" / "lnob.yaml").read_text(encoding="utf-8")
    own = (root / "chapters" / "lnob.yaml").read_text(encoding="utf-8")
    before, after = ours.splitlines(), own.splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("    title: Who is left behind", '    title: "Who is \\"left\\" behind"'),
        (
            (
                "    question: Which groups are left behind, how were they identified, and what is "
                "known about them?"
            ),
            (
                '    question: "Which people are left behind, how were they identified, and '
                'what is known about them?"'
            ),
        ),
    ]
    assert pulled_untried(root, docx).outcome.files == {}


@pytest.mark.parametrize(
    "outline",
    [
        "title: T\nsections:\n  - {id: who, title: Old, template: x}\n",
        "title: T\nsections:\n  - id: who\n    title: >\n      Old\n      words\n",
        "title: T\nsections:\n  - id: who\n    title: Old\n      and more\n",
        "title: T\nsections:\n  - id: why\n    title: Old\n",
        "title: T\nsections:\n  - id: who\n  - id: why\n    title: Old\n",
    ],
)
def test_an_outline_that_would_read_otherwise_is_left_alone(outline: str) -> None:
    assert with_section_words(outline, "who", "title", "New") is None


def test_an_outline_keeps_its_comments_and_line_ends() -> None:
    outline = "title: T\r\nsections: # all\r\n- id: who # one\r\n  title: 'Old'\r\n"
    made = with_section_words(outline, "who", "title", "Né: #1")
    assert made == outline.replace("'Old'", '"Né: #1"')
    assert with_section_words(outline, "who", "title", "a {name}") is None


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
            text
            for text in tree.iter(f"{W}t")
            if (text.text or "").replace(",", "").isdigit()
            and any(above.tag == f"{W}tbl" for above in text.iterancestors())
            and said(next(text.iterancestors(f"{W}p"))) == text.text
        )
        cell.text = "99.99"

    made = pulled_untried(root, edited(built(root), edit))
    assert [(e.why, e.word) for e in made.outcome.not_taken] == [(Why.GENERATED, "99.99")]
    assert {p: p.read_bytes() for p in files} == files


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


BOTH_SIDES = {
    "the words of a story": ("stories/st01-by-the-weather.md", "had tea", "had soup", "had jam"),
    "the title of a story": ("stories/st01-by-the-weather.md", "the weather", "wind", "snow"),
    "what a meeting found": ("qualitative.csv", "Families in Sund", "All in Sund", "Some in Sund"),
    "a detail": ("recommendations.csv", "Ministry of Health", "Ministry of Welfare", "The State"),
    "a recommendation": ("recommendations.csv", "Station a", "Send a", "Post a"),
    "a practice": ("practices.csv", "Ask at home", "Ask indoors", "Ask outdoors"),
}


@pytest.mark.parametrize(
    ("path", "old", "source", "word"), BOTH_SIDES.values(), ids=BOTH_SIDES.keys()
)
def test_words_changed_on_both_sides_stay_as_the_source_has_them_and_are_told(
    tmp_path: Path, path: str, old: str, source: str, word: str
) -> None:
    root = a_dossier(tmp_path, PROSE)
    settings = root / "dossier.yaml"
    if path == "practices.csv":
        with_all = settings.read_text(encoding="utf-8").replace(" doing,", "")
        settings.write_text(with_all, encoding="utf-8")
    docx = edited(built(root), replace(old, word))
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, source), encoding="utf-8")
    made = pulled_untried(root, docx)
    assert made.outcome.files == {}
    assert [e.why for e in made.outcome.not_taken] == [Why.BOTH]
    assert source in made.outcome.not_taken[0].dossier
    assert word in made.outcome.not_taken[0].word


def test_changes_of_both_sides_that_do_not_touch_come_together_in_rows_and_templates(
    root: Path,
) -> None:
    docx = edited(
        built(root),
        replace("Station a midwife", "Post a midwife"),
        replace("are never averaged", "are never mixed"),
    )
    own = root / "templates" / "sections" / "lnob" / "how_made.md.j2"
    own.parent.mkdir(parents=True)
    ours = (resource_root() / "templates/sections/lnob/how_made.md.j2").read_text(encoding="utf-8")
    own.write_text(ours.replace("do not replace them", "do not stand for them"), encoding="utf-8")
    table = root / "recommendations.csv"
    rows = table.read_text(encoding="utf-8-sig")
    table.write_text(rows.replace("upper valleys", "highest valleys"), encoding="utf-8-sig")
    made = pulled_untried(root, docx)
    assert made.outcome.not_taken == []
    assert "are never mixed" in own.read_text(encoding="utf-8")
    assert "do not stand for them" in own.read_text(encoding="utf-8")
    assert "Post a midwife in each of the four highest valleys" in table.read_text("utf-8-sig")
    assert pulled_untried(root, docx).written == {}
