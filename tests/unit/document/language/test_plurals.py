"""A number has the form of its word that its decimals ask for, by the rules of CLDR."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders_evidence import a_series
from vnrgen.document.blocks import Text
from vnrgen.document.language.quantities import distance, percentage_points
from vnrgen.document.language.wording import MARKED, Wording, rounded

# CLDR: one in English is i = 1 and v = 0; in French i = 0 or 1; in Spanish n = 1.
ONE = {
    "en": {"1"},
    "fr": {"0", "0.0", "0.5", "1", "1.0", "1.1", "1.9", "1.95"},
    "es": {"1", "1.0"},
}
NUMBERS = ("0", "0.0", "0.5", "1", "1.0", "1.1", "1.9", "1.95", "2", "2.0", "2.5", "11", "100.0")
WORDS = {
    "en": ("percentage point", "percentage points"),
    "fr": ("point de pourcentage", "points de pourcentage"),
    "es": ("punto porcentual", "puntos porcentuales"),
}


@pytest.mark.parametrize("language", sorted(ONE))
@pytest.mark.parametrize("number", NUMBERS)
def test_percentage_points_are_one_or_many_as_the_language_counts(
    language: str, number: str
) -> None:
    one, many = WORDS[language]
    said = percentage_points(Decimal(number), Wording(language))
    shown = number.replace(".", "." if language == "en" else ",")
    assert said == f"{shown} {one if number in ONE[language] else many}"


@pytest.mark.parametrize(
    ("difference", "decimals", "said"),
    [
        (-1.5, 1, "1,5 point de pourcentage"),
        (1.96, 1, "2,0 points de pourcentage"),
        (1.96, 2, "1,96 point de pourcentage"),
        (0.4, 0, "0 point de pourcentage"),
    ],
)
def test_it_is_the_printed_number_that_counts(difference: float, decimals: int, said: str) -> None:
    found = a_series(unit="PT", decimals=decimals)
    assert distance(difference, found, Wording("fr")) == said


def test_a_message_without_a_translation_counts_as_english_does() -> None:
    for language in ("sw", MARKED):
        wording = Wording(language)
        assert "{one}" not in wording.plural("{count} vole", "{count} voles", Decimal("1.0"))
        assert "voles" in wording.plural("{count} vole", "{count} voles", Decimal("1.0"))
        assert "voles" not in wording.plural("{count} vole", "{count} voles", Decimal(1))


def test_a_number_among_inlines_keeps_its_decimals() -> None:
    said = Wording("fr").plural_inlines("{count} vole", "{count} voles", rounded(1.05, 1))
    assert said == (Text("1,1 voles"),)
