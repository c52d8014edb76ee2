"""Dates of a source are told in words where it is sure what they say, else as written."""

from __future__ import annotations

import pytest

from vnrgen.document.language.wording import Wording
from vnrgen.document.language.written_dates import in_words


@pytest.mark.parametrize(
    ("written", "language", "told"),
    [
        ("2025-04", "en", "April 2025"),
        ("2025-04-03", "fr", "3 avril 2025"),
        ("2025-03 to 2025-06", "en", "March – June 2025"),
        ("2024-11/2025-02", "ar", "نوفمبر 2024 – فبراير 2025"),
    ],
)
def test_months_days_and_spans_are_told_in_the_language(
    written: str, language: str, told: str
) -> None:
    assert in_words(written, Wording(language)) == told


@pytest.mark.parametrize(
    "written",
    ["", "2025", "2011-12", "2010-11 to 2012-03", "2025-13", "2025-06 to 2025-03",
     "2025-03 to 2025-06-10", "March 2025", "2025-02-30", "2018-04 and 2019-04"],
)  # fmt: skip
def test_what_may_say_something_else_stays_as_it_is_written(written: str) -> None:
    assert in_words(written, Wording("en")) == ""
