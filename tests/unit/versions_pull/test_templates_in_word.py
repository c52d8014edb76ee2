"""Words of a template that a writer changes or deletes become the dossier's own template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders_word_edits import (
    W,
    a_dossier,
    built,
    delete,
    edited,
    find,
    pulled,
    pulled_untried,
    replace,
)
from vnrgen.document.language.wording import Wording
from vnrgen.resources import resource_root
from vnrgen.versions.pull.leaves import plain_line
from vnrgen.versions.pull.outcome import Kind, Why
from vnrgen.versions.pull.templates import Printed, with_message, without_message
from vnrgen.versions.pull.word import read_word

TEMPLATES = Path("templates") / "sections" / "lnob"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_dossier(tmp_path)


def in_two_languages(root: Path, other: str) -> None:
    settings = root / "dossier.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "languages: [en]" in text
    settings.write_text(text.replace("languages: [en]", f"languages: [en, {other}]"), "utf-8")


def words(docx: bytes) -> list[str]:
    leaves = read_word(docx).leaves
    return [e.words for e in leaves if e.words and not e.form.style.startswith("toc")]


def test_a_deleted_paragraph_of_a_template_is_left_out_and_the_override_says_what(
    root: Path,
) -> None:
    docx = edited(built(root), delete("Stories and quotations are printed only"))
    made = pulled(root, docx)
    assert made.outcome.not_taken == []
    assert [(str(e.kind), e.place) for e in made.outcome.taken] == [
        ("deleted", "templates/sections/lnob/how_made.md.j2")
    ]
    ours = (resource_root() / TEMPLATES / "how_made.md.j2").read_text(encoding="utf-8")
    own = (root / TEMPLATES / "how_made.md.j2").read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(ours.splitlines(), own.splitlines(), strict=True) if a != b]
    assert len(changed) == 1
    assert changed[0][1].startswith("{# Left out in Word: Stories and quotations are printed")
    assert words(built(root)) == words(docx)
    again = pulled(root, docx)
    assert (again.outcome.taken, again.outcome.not_taken, again.written) == ([], [], {})


def test_a_part_of_a_template_goes_with_its_heading_if_nothing_in_it_comes_from_data(
    root: Path,
) -> None:
    ethics = (
        "Ethics",
        "Stories and quotations are printed only",
        "Figures of surveys that rest on",
    )
    docx = edited(built(root), *(delete(each) for each in ethics))
    made = pulled(root, docx)
    assert (len(made.outcome.taken), made.outcome.not_taken) == (3, [])
    assert not any(each in " ".join(words(built(root))) for each in ethics)
    assert pulled(root, docx).written == {}


def test_a_heading_with_nothing_left_below_it_is_told(root: Path) -> None:
    docx = edited(built(root), delete("Official figures and citizen data stand side by side"))
    made = pulled(root, docx)
    assert [(e.why, e.word) for e in made.outcome.not_taken] == [
        (Why.NOT_PRINTED, "What it rests on")
    ]
    assert "What it rests on" not in words(built(root))
    again = pulled(root, docx)
    assert (again.outcome.taken, again.outcome.not_taken) == ([], [])


def test_a_heading_stays_above_a_table_that_vnrgen_prints_again(root: Path) -> None:
    def without_groups(tree: Any) -> None:
        heading = find(tree, "The groups")
        table = next(find(tree, "Who is meant").iterancestors(f"{W}tbl"))
        for element in (heading, table):
            element.getparent().remove(element)

    made = pulled_untried(root, edited(built(root), without_groups))
    assert made.outcome.files == {}
    assert {e.why for e in made.outcome.not_taken} == {Why.GENERATED}
    assert "The groups" in {e.dossier for e in made.outcome.not_taken}
    alone = pulled_untried(root, edited(built(root), delete("The groups")))
    assert [e.kind for e in alone.outcome.taken] == [Kind.DELETED]


@pytest.mark.parametrize("language", ["fr", "cy"])  # with a catalogue, and without one
def test_edits_of_a_template_stay_in_the_language_that_was_edited(
    root: Path, language: str
) -> None:
    in_two_languages(root, language)
    english = words(built(root))
    wording = Wording(language)

    def without_first(tree: Any) -> None:
        below = find(tree, wording.text("Ethics")).getnext()
        below.getparent().remove(below)

    docx = edited(
        built(root, language),
        replace(wording.text("What it rests on"), "Another heading of ours"),
        without_first,
    )
    made = pulled(root, docx, language=language)
    assert made.outcome.not_taken == []
    assert sorted(made.outcome.files) == [f"templates/sections/lnob/how_made.{language}.md.j2"]
    assert words(built(root)) == english
    assert words(built(root, language)) == words(docx)
    assert pulled(root, docx, language=language).written == {}
    other = edited(built(root), replace("are never averaged", "are never mixed"))
    pulled(root, other)
    assert (root / TEMPLATES / "how_made.en.md.j2").is_file()
    assert words(built(root, language)) == words(docx)


@pytest.mark.parametrize(
    ("template", "times"),
    [
        ('{{ _("One") }} {{ _("two") }}\n', 1),
        ('{% for g in goals() %}\n{{ _("One") }}\n{% endfor %}\n', 2),
        ('{% if a %}\n{{ _("One") }}\n{% else %}\n{{ _("One") }}\n{% endif %}\n', 1),
        ('{{ _("{a}", a=count("groups")) }}\n\n{{ _("{b}", b=count("sources")) }}\n', 1),
        ('{% set x = _("One") %}\n', 1),
    ],
)
def test_a_message_that_is_not_alone_is_not_left_out(template: str, times: int) -> None:
    today = Printed(plain_line("One"), 0, times)
    assert without_message(template, today, str) is None


def test_of_messages_that_say_the_same_the_one_that_was_edited_is_changed() -> None:
    template = "## {{ _('One') }}\n\n- {{ _(\"One\") }}\n\n> {{- _('One', a=count(\"}}\")) -}}\n"
    for number in range(3):
        today = Printed(plain_line("One"), number, 3)
        made = without_message(template, today, str)
        lines = template.split("\n")
        lines[2 * number] = "{# Left out in Word: One #}"
        assert made == "\n".join(lines)
    made = with_message(template, Printed(plain_line("One"), 1, 3), plain_line('Tw"o'), str)
    assert made == template.replace('_("One")', '_("Tw\\"o")')
