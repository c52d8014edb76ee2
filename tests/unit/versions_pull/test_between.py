"""New words between what vnrgen makes stand there again after pull and build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders_word_edits import (
    SHORTENED,
    W,
    a_dossier,
    built,
    edited,
    find,
    insert_after,
    new_paragraph,
    pulled,
)
from vnrgen.versions.pull.slots import places_in, with_lines
from vnrgen.versions.pull.word import read_word


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_dossier(tmp_path)


def words(docx: bytes) -> list[str]:
    leaves = read_word(docx).leaves
    return [e.words for e in leaves if e.words and not e.form.style.startswith("toc")]


def after_table(inside: str, *paragraphs: Any) -> Any:
    def edit(tree: Any) -> None:
        last = list(find(tree, inside).iterancestors(f"{W}tbl"))[-1]
        while (
            last.getnext() is not None
            and last.getnext().tag == f"{W}p"
            and not "".join(last.getnext().itertext())
        ):
            last = last.getnext()
        for paragraph in reversed(paragraphs):
            last.addnext(paragraph)

    return edit


def test_a_paragraph_after_a_table_stands_there_and_in_a_file_of_its_own(root: Path) -> None:
    docx = edited(built(root), after_table("Who is meant", new_paragraph("Typed *below*.")))
    made = pulled(root, docx)
    assert (made.outcome.not_taken, made.outcome.moved_aside) == ([], [])
    own = root / "narrative" / "en" / "who" / "added-1.md"
    assert own.read_text(encoding="utf-8") == "Typed \\*below\\*.\n"
    template = (root / "templates/sections/lnob/who.md.j2").read_text(encoding="utf-8")
    assert '{{ groups() }}\n\n{{ narrative("who/added-1") }}\n\n## ' in template
    assert words(built(root)) == words(docx)
    assert pulled(root, docx).written == {}


def test_several_paragraphs_with_a_heading_among_them_keep_their_order(root: Path) -> None:
    docx = edited(
        built(root),
        after_table(
            "Who is meant",
            new_paragraph("First, below the table."),
            new_paragraph("Second, below the table."),
            new_paragraph("A part of ours", "Heading2"),
            new_paragraph("Third, below our heading."),
        ),
        insert_after("What was said in meetings", "Typed above what was said."),
        insert_after("We plan a birth by the weather", "Typed among the quotes."),
    )
    made = pulled(root, docx)
    assert made.outcome.not_taken == []
    assert (
        words(built(root))[: words(docx).index("Typed among the quotes.")]
        == words(docx)[: words(docx).index("Typed among the quotes.")]
    )
    assert made.outcome.moved_aside == [
        ("narrative/en/voices/added-2.md", "Typed among the quotes.")
    ]
    assert "Typed among the quotes." in words(built(root))
    assert pulled(root, docx).written == {}


def test_what_was_added_between_is_edited_and_deleted_like_any_prose(root: Path) -> None:
    heading = new_paragraph("A part of ours", "Heading2")
    paragraphs = (new_paragraph("Typed below."), heading, new_paragraph("And more."))
    pulled(root, edited(built(root), after_table("Who is meant", *paragraphs)))

    def other(tree: Any) -> None:
        next(find(tree, "Typed below").iter(f"{W}t")).text = "Written below."
        gone = find(tree, "A part of ours")
        gone.getparent().remove(gone)

    docx = edited(built(root), other)
    assert pulled(root, docx).outcome.not_taken == []
    assert words(built(root)) == words(docx)
    assert pulled(root, docx).written == {}


def test_words_inside_the_part_of_an_indicator_go_to_the_prose_of_that_indicator(
    tmp_path: Path,
) -> None:
    root = a_dossier(tmp_path)
    settings = root / "dossier.yaml"
    text = settings.read_text(encoding="utf-8").replace(
        SHORTENED, SHORTENED.replace("figures, ", "")
    )
    settings.write_text(text, encoding="utf-8")
    docx = edited(built(root), insert_after("At the last review the figure was", "Typed inside."))
    made = pulled(root, docx)
    assert made.outcome.not_taken == []
    assert made.outcome.moved_aside == [("narrative/en/figures/3.1.2.md", "Typed inside.")]
    assert "Typed inside." in words(built(root))
    assert pulled(root, docx).written == {}


def test_words_between_tables_stay_in_the_language_they_were_typed_in(root: Path) -> None:
    settings = root / "dossier.yaml"
    text = settings.read_text(encoding="utf-8").replace("languages: [en]", "languages: [en, cy]")
    settings.write_text(text, encoding="utf-8")
    english = words(built(root))
    docx = edited(built(root, "cy"), after_table("Who is meant", new_paragraph("En dessous.")))
    made = pulled(root, docx, language="cy")
    assert made.outcome.not_taken == []
    assert sorted(made.outcome.files) == [
        "narrative/cy/who/added-1.md",
        "templates/sections/lnob/who.cy.md.j2",
    ]
    assert words(built(root)) == english
    assert words(built(root, "cy")) == words(docx)


def test_a_place_of_a_template_is_never_in_a_loop_or_a_remark() -> None:
    template = "{# a\n\nb #}\n\nc\nd\n\n{% for e in f() %}\n\ng\n\n{% endfor %}\n\nh"
    assert list(places_in(template)) == [0, 4, 7, 13, 14]
    lines = template.split("\n")
    for place in places_in(template):
        assert (
            with_lines(template, {place: ["x"]}).replace("x\n\n", "").replace("\n\nx", "")
            == template
        )
    assert lines[13] == "h"
