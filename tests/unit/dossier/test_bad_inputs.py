"""Every problem code of loading has a smallest dossier that triggers it, and exact words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_bad_input import BAD, EXPECTED, VALID, problems_of

FOLDERS = sorted(path.name for path in BAD.iterdir() if (path / EXPECTED).is_file())


def test_the_dossier_that_bad_input_is_laid_over_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(VALID, tmp_path / "dossier") == ""


@pytest.mark.parametrize("code", FOLDERS)
def test_bad_input_is_reported_in_exact_words(code: str, tmp_path: Path) -> None:
    expected = (BAD / code / EXPECTED).read_text(encoding="utf-8")

    assert problems_of(BAD / code, tmp_path / "dossier") == expected
    assert f" {code}: " in expected
