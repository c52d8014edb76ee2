"""Section templates: calls are placed, never read as markup, and mistakes are at their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_document import a_publishable, composed, narrative, one_section
from vnrgen.document.blocks import Block, Paragraph, Section, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import every_block
from vnrgen.problems import Problem
from vnrgen.resources import templates_folder


def read(folder: Path, template: str) -> tuple[list[Block], list[Problem]]:
    """Return the blocks and problems of a template that a dossier brings."""
    path = folder / "templates" / "sections" / "mine.md.j2"
    path.parent.mkdir(parents=True)
    path.write_text(template, encoding="utf-8")
    publishable = a_publishable(narratives=(narrative("Prose *here*.\n\n## Under\n"),))
    document, problems = composed(publishable, one_section("mine.md.j2"), overrides=folder)
    return list(every_block(document.blocks)), list(problems)


def test_a_dossier_s_template_places_prose_and_registers(tmp_path: Path) -> None:
    blocks, problems = read(tmp_path, "{{ narrative() }}\n\n## Groups\n\n{{ groups() }}\n")
    titles = [plain(b.title) for b in blocks if isinstance(b, Section)]
    assert titles == ["Who is left behind", "Under", "Groups"]
    assert [b.label for b in blocks if isinstance(b, Table)] == ["Table 1"]
    assert problems == []


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Mots"), ("fr-CA", "Mots"), ("en", "Words"), ("pt", "Words")]
)
def test_a_template_of_one_language_is_used_in_its_edition_only(
    tmp_path: Path, language: str, words: str
) -> None:
    folder = tmp_path / "templates" / "sections" / "lnob"
    folder.mkdir(parents=True)
    (folder / "who.md.j2").write_text("Words\n", encoding="utf-8")
    call = '\n\n{{ narrative("who/added-1") }}\n'
    (folder / "who.fr.md.j2").write_text(f"Mots{call}", encoding="utf-8")
    publishable = a_publishable(narratives=(narrative("De plus.", "who/added-1", "fr"),))
    outline = one_section("lnob/who.md.j2")
    document, problems = composed(publishable, outline, language=language, overrides=tmp_path)
    said = [plain(b.content) for b in every_block(document.blocks) if isinstance(b, Paragraph)]
    assert said == ([words, "De plus."] if words == "Mots" else [words])
    paths = [
        b.origin.path
        for b in every_block(document.blocks)
        if isinstance(b, Paragraph) and b.origin is not None
    ]
    assert paths[0] == f"templates/sections/lnob/who{'.fr' if words == 'Mots' else ''}.md.j2"
    assert list(problems) == []


def test_what_a_call_gives_is_never_markup(tmp_path: Path) -> None:
    blocks, problems = read(tmp_path, 'A {{ _("*x* [y](file:///z) <b>") }} {{ "| # `" }}\n')
    words = [plain(b.content) for b in blocks if isinstance(b, Paragraph)]
    assert words == ["A *x* [y](file:///z) <b> | # `"]
    assert problems == []


def test_a_loop_over_goals_gives_sections_with_goals_and_stable_ids(tmp_path: Path) -> None:
    blocks, problems = read(
        tmp_path,
        "{% for goal in goals() %}\n## {{ goal.title }}\n\n{% for each in goal.indicators %}\n"
        "### {{ each.title }}\n\n{{ indicator(each) }}\n\n{% endfor %}{% endfor %}\n",
    )
    sections = [(b.block_id, b.goal) for b in blocks if isinstance(b, Section)]
    assert sections[1:] == [("who/goal/3", 3), ("who/indicator/3.1.2-SH_STA_BRTC", None)]
    assert problems == []


def test_a_chart_placed_twice_has_two_ids(tmp_path: Path) -> None:
    call = '{{ chart("bars", indicator="3.1.2", by="ethnicity") }}\n\n'
    blocks, problems = read(tmp_path, call * 2)
    ids = [b.block_id for b in blocks if "/bars/" in b.block_id]
    assert len(ids) == len(set(ids)) == 2
    assert problems == []


@pytest.mark.parametrize(
    ("template", "code", "row"),
    [
        ("A\n\n{{ nobody }}\n", "TPL002", 3),
        ("A\n{{ groups( }}\n", "TPL001", 2),
        ("{% for x in %}\n", "TPL001", 1),
        ("\n{{ groups(1) }}\n", "TPL002", 2),
        ("\n\n{{ 1 / 0 }}\n", "TPL002", 3),
        ("{{ groups }}\n", "TPL002", 1),
        ('{{ groups() ~ "x" }}\n', "TPL002", 1),
        ("{{ groups().blocks.__class__ }}\n", "TPL002", 1),
        ("{{ ''.__class__.__mro__ }}\n", "TPL002", 1),
        ("{{ goals()[0].indicators[0]._findings }}\n", "TPL002", 1),
        ("{{ range(3) }}\n", "TPL002", 1),
        ('{{ _("{x} of {y}", x=1) }}\n', "TPL002", 1),
        ('\n{{ value("9.9") }}\n', "VAL001", 2),
        ('{{ chart("pie", indicator="3.1.2") }}\n', "VAL004", 1),
        ('{{ chart("bars", indicator="9.9") }}\n', "VAL001", 1),
        ('{{ threshold("x") }}\n', "TPL002", 1),
        ('{% include "other.md.j2" %}\n', "TPL001", None),
        ('{% include "../../../etc/passwd" %}\n', "TPL001", None),
        ("Words {{ groups() }} words\n", "TPL003", 1),
    ],
)
def test_a_mistake_in_a_template_is_reported(
    tmp_path: Path, template: str, code: str, row: int | None
) -> None:
    _blocks, problems = read(tmp_path, template)
    assert [(p.code, p.where.row) for p in problems if p.code != "PRO007"] == [(code, row)]


def test_a_template_outside_the_dossier_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md.j2"
    secret.write_text("Secret", encoding="utf-8")
    folder = tmp_path / "dossier"
    inside = folder / "templates" / "sections"
    inside.mkdir(parents=True)
    (inside / "mine.md.j2").symlink_to(secret)
    _document, problems = composed(outline=one_section("mine.md.j2"), overrides=folder)
    assert [p.code for p in problems] == ["DOS010"]


def test_vnrgen_s_own_templates_hold_no_words_but_messages() -> None:
    import re

    for path in sorted((templates_folder() / "sections").rglob("*.j2")):
        outside = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert re.findall(r"\w+", outside) == [], path
