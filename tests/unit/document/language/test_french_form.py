"""What French wants of dates and lists beyond its words."""

from __future__ import annotations

from datetime import date

import pytest

from vnrgen.document.language.wording import Wording


@pytest.mark.parametrize(
    ("language", "day", "told"),
    [
        ("fr", date(2028, 11, 1), "1er novembre 2028"),
        ("fr-CA", date(2028, 11, 1), "1er novembre 2028"),
        ("fr", date(2028, 11, 11), "11 novembre 2028"),
        ("fr", date(2028, 11, 21), "21 novembre 2028"),
        ("en", date(2028, 11, 1), "1 November 2028"),
        ("es", date(2028, 11, 1), "1 de noviembre de 2028"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french_alone(
    language: str, day: date, told: str
) -> None:
    assert Wording(language).date(day) == told


def test_a_semicolon_has_a_space_before_it_in_french_that_does_not_break() -> None:
    parts = ["Éleveurs, Femmes", "cible 3.8"]

    assert Wording("fr").apart(parts) == "Éleveurs, Femmes\u00a0; cible 3.8"
    assert Wording("es").apart(parts) == "Éleveurs, Femmes; cible 3.8"
