"""Dates are printed as exactly as they are known."""

from __future__ import annotations

from datetime import date

import pytest

from vnrgen.document.language.wording import Wording
from vnrgen.dossier.tables.dates import PartialDate


@pytest.mark.parametrize(
    ("day", "language", "told"),
    [
        (date(2025, 9, 17), "en", "17 September 2025"),
        (PartialDate.of(2025, 9), "en", "September 2025"),
        (PartialDate.of(2025, 9), "fr", "septembre 2025"),
        (PartialDate.of(2025, 9), "es", "septiembre de 2025"),
        (PartialDate.of(2025), "en", "2025"),
    ],
)
def test_a_date_says_no_more_than_is_known(day: date, language: str, told: str) -> None:
    assert Wording(language).date(day) == told
