"""Words of the code lists are translated into every language that vnrgen's own words are."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

import pytest

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.codes.words import listed
from vnrgen.dossier.model import Label
from vnrgen.dossier.model.observations import SDMX_DIMENSIONS
from vnrgen.resources import templates_folder

CODES = Path(codelists.__file__).parent
AGES = ("Y0", "Y0T4", "Y15T49", "Y17", "Y_GE65", "Y_LT5", "M0T11", "M6T23", "M9", "M_GE6", "M_LT6")


def _rows(name: str) -> list[dict[str, str]]:
    with (CODES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _labels() -> list[Label | None]:
    codes = [(row["dimension"], row["code"]) for row in _rows("dimensions.csv")]
    units = [codelists.unit(row["code"]) for row in _rows("units.csv")]
    return [
        codelists.label("sex", "_T"),
        *(codelists.label(dimension, code) for dimension, code in codes),
        *(codelists.label("age", code) for code in AGES),
        *(codelists.dimension_label(name) for name in SDMX_DIMENSIONS),
        *(unit.label if unit else None for unit in units),
    ]


LANGUAGES = sorted(path.stem for path in (templates_folder() / "locale").glob("*.po"))


@pytest.mark.parametrize("language", sorted({*LANGUAGES, "es", "fr"}))
def test_every_word_of_the_code_lists_has_a_translation(language: str) -> None:
    lacking = [label for label in _labels() if label is None or language not in label.texts]

    assert lacking == []


def test_nothing_is_translated_that_no_list_has() -> None:
    used = {label.texts["en"] for label in _labels() if label}
    written = {row["en"] for row in _rows("translations.csv")}

    assert {words for words in written if "{" not in words} <= used


def test_numbers_stand_in_the_same_places_in_every_language() -> None:
    rows = _rows("translations.csv")
    for row, place in product(rows, ("{first}", "{last}")):
        assert len({words.count(place) for words in row.values()}) == 1, row


def test_an_age_is_told_in_the_language_of_the_edition() -> None:
    label = codelists.label("age", "Y_GE65")

    assert label is not None
    assert [label.within(tag) for tag in ("en", "fr-CA", "es")] == [
        "65 years and over",
        "65 ans et plus",
        "65 años o más",
    ]


def test_words_that_nobody_translated_stay_english() -> None:
    assert listed("Unheard of").within("fr") == "Unheard of"
