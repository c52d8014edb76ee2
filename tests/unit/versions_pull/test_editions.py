"""A Word file in one language changes the edition in that language, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_word_edits import (
    PROSE,
    a_dossier,
    built,
    delete,
    edited,
    insert_after,
    prose,
    pulled,
    pulled_untried,
    replace,
)
from vnrgen.problems import InvalidInputError
from vnrgen.versions.pull.outcome import Why
from vnrgen.versions.pull.word import read_word


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = a_dossier(tmp_path)
    settings = root / "dossier.yaml"
    text = settings.read_text(encoding="utf-8").replace("languages: [en]", "languages: [en, fr]")
    settings.write_text(text, encoding="utf-8")
    return root


def words(docx: bytes) -> list[str]:
    leaves = read_word(docx).leaves
    return [e.words for e in leaves if e.words and not e.form.style.startswith("toc")]


def test_prose_that_stands_in_for_a_translation_is_translated_into_a_file_of_its_own(
    root: Path,
) -> None:
    english = words(built(root))
    docx = edited(
        built(root, "fr"),
        replace("Every second family walked for an hour", "Une famille sur deux"),
        insert_after("The third paragraph", "Un nouveau paragraphe."),
        delete("The last paragraph"),
    )
    made = pulled(root, docx, language="fr")
    assert made.outcome.not_taken == []
    assert sorted(made.outcome.files) == ["narrative/fr/who.md"]
    assert {e.place.partition(":")[0] for e in made.outcome.taken} == {"narrative/fr/who.md"}
    assert prose(root) == PROSE
    assert words(built(root)) == english
    assert words(built(root, "fr")) == words(docx)
    assert pulled(root, docx, language="fr").written == {}


def test_a_file_of_another_edition_is_not_taken_for_this_one(root: Path) -> None:
    with pytest.raises(InvalidInputError) as refused:
        pulled(root, built(root, "fr"))
    assert [(p.code, p.fix) for p in refused.value.problems] == [("PUL002", "add --language fr")]


def test_rows_and_stories_that_every_edition_prints_are_not_translated_in_one(root: Path) -> None:
    docx = edited(
        built(root, "fr"),
        replace("Station a midwife", "Placer une sage-femme"),
        replace("had tea ready", "avait le th\u00e9"),
        replace("By the weather", "Selon le temps"),
        replace("Families in Sund", "Les familles"),
    )
    made = pulled_untried(root, docx, language="fr")
    assert made.outcome.files == {}
    assert [e.why for e in made.outcome.not_taken] == [Why.GENERATED] * 4
    assert "Placer une sage-femme" in " ".join(e.word for e in made.outcome.not_taken)
