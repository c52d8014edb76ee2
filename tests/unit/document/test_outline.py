"""Outlines: what a document consists of, and mistakes in it at their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_document import a_publishable
from vnrgen.document.outline import NEEDS, load_outline
from vnrgen.document.prose.bound import counts_of
from vnrgen.problems import ProblemLog, Severity


def test_the_chapter_answers_the_five_steps_in_order() -> None:
    problems = ProblemLog()
    outline = load_outline("lnob", None, problems)
    assert [spec.section_id for spec in outline.sections] == [
        "at_a_glance",
        "how_made",
        "who",
        "why",
        "doing",
        "figures",
        "voices",
        "recommendations",
        "earlier_recommendations",
        "measuring",
        "annexes",
    ]
    assert list(problems) == []


def test_every_requirement_about_content_is_answered_by_some_section() -> None:
    outline = load_outline("lnob", None, ProblemLog())
    answered = {item for spec in outline.sections for item in spec.checklist}
    wanted = {
        *(f"A{n}" for n in range(1, 8)),
        *("B1", "B2", "C1", "C2", "C3"),
        *(f"D{n}" for n in range(1, 11)),
        *(f"E{n}" for n in range(1, 8)),
    }
    assert wanted - answered == set()


def test_a_dossier_replaces_an_outline_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "lnob.yaml").write_text(
        "title: Ours\nsections:\n  - {id: who, title: Who}\n", encoding="utf-8"
    )
    outline = load_outline("lnob", tmp_path, ProblemLog())
    assert [(s.section_id, s.template) for s in outline.sections] == [("who", "who.md.j2")]


def test_a_dossier_drops_and_reorders_sections() -> None:
    problems = ProblemLog()
    outline = load_outline("lnob", None, problems).arranged(["why"], ["voices", "who"], problems)
    names = [spec.section_id for spec in outline.sections]
    assert names[:3] == ["voices", "who", "at_a_glance"]
    assert "why" not in names
    assert list(problems) == []


def test_an_unknown_section_to_drop_is_reported() -> None:
    problems = ProblemLog()
    load_outline("lnob", None, problems).arranged(["wy"], [], problems)
    assert [(p.code, str(p.where)) for p in problems] == [("OUT004", "dossier.yaml [sections]")]


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("title: A\nsections:\n  - {id: who, title: Who}\n  - [\n", "OUT002", 5),
        (
            "title: A\nsections:\n  - {id: who, title: Who}\n  - {id: Who!, title: Who}\n",
            "OUT003",
            4,
        ),
        ("title: A\nsections:\n  - {id: who, title: Who, page: 3}\n", "OUT003", 3),
        ("title: A\nsections:\n  - {id: who, title: 'Who {x}'}\n", "OUT003", 3),
        ("title: A\nsections:\n  - {id: a, title: A}\n  - {id: a, title: A}\n", "OUT003", 4),
        ("title: A\n", "OUT003", None),
    ],
)
def test_a_mistake_in_an_outline_is_reported_at_its_line(
    tmp_path: Path, text: str, code: str, row: int | None
) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "mine.yaml").write_text(text, encoding="utf-8")
    problems = ProblemLog()
    load_outline("mine", tmp_path, problems)
    assert [(p.code, p.where.path, p.where.row) for p in problems] == [
        (code, "chapters/mine.yaml", row)
    ]


def test_a_misspelt_field_or_need_is_named_with_what_was_meant(tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    text = "title: A\npage: 2\nsections:\n  - {id: a, title: A, needs: [storys], optional: true}\n"
    (tmp_path / "chapters" / "mine.yaml").write_text(text, encoding="utf-8")
    problems = ProblemLog()
    load_outline("mine", tmp_path, problems)
    told = [(p.code, str(p.where), p.severity) for p in problems.sorted()]
    assert told == [
        ("OUT003", "chapters/mine.yaml:2 [page]", Severity.WARNING),
        ("OUT003", "chapters/mine.yaml:4 [needs]", Severity.WARNING),
    ]
    assert ["pages" in p.fix or "stories" in p.fix for p in problems] == [True, True]


def test_a_section_may_need_whatever_a_dossier_counts_and_the_page_on_writing_names_it() -> None:
    counted = {*counts_of(a_publishable()), "factors", "scorecards", "narrative"}
    assert set(NEEDS) == counted
    writing = Path(__file__).resolve().parents[3] / "docs" / "writing.md"
    assert [name for name in NEEDS if f"`{name}`" not in writing.read_text("utf-8")] == []


@pytest.mark.parametrize("name", ["nowhere", "../lnob", "", "LNOB"])
def test_an_outline_that_is_not_there_is_reported(name: str, tmp_path: Path) -> None:
    problems = ProblemLog()
    assert load_outline(name, tmp_path, problems).sections == ()
    assert [p.code for p in problems] == ["OUT001"]


def test_an_outline_changed_while_the_program_runs_is_read_anew(tmp_path: Path) -> None:
    own = tmp_path / "chapters" / "own.yaml"
    own.parent.mkdir()
    for title in ("Nobody out of sight", "Nobody left behind"):
        own.write_text(f"title: {title}\nsections:\n  - id: who\n    title: Who\n", "utf-8")
        assert load_outline("own", tmp_path, ProblemLog()).title == title


def test_what_is_wrong_with_an_outline_is_said_each_time_it_is_read(tmp_path: Path) -> None:
    own = tmp_path / "chapters" / "own.yaml"
    own.parent.mkdir()
    own.write_text("title: Who\nsections:\n  - id: who\n    titel: Who\n", "utf-8")
    first, second = ProblemLog(), ProblemLog()
    load_outline("own", tmp_path, first)
    load_outline("own", tmp_path, second)
    assert first.sorted() == second.sorted() != ()


@pytest.mark.parametrize(
    ("lines", "fix"),
    [
        ("  - {id: who, titel: Who}", 'did you mean "title"?'),
        ("  - {id: who, title: Who}\n  - {id: who, title: Why}", "an id of its own"),
        ("  - {id: who}", 'title: "…"'),
        ("  - {id: who, title: Who, optional: maybe}", "optional: true or optional: false"),
    ],
)
def test_a_wrong_field_of_a_section_has_a_fix_of_its_own(
    tmp_path: Path, lines: str, fix: str
) -> None:
    own = tmp_path / "chapters" / "own.yaml"
    own.parent.mkdir()
    own.write_text(f"title: Mine\nsections:\n{lines}\n", "utf-8")
    problems = ProblemLog()
    load_outline("own", tmp_path, problems)

    assert any(fix in problem.fix for problem in problems if problem.code == "OUT003")
