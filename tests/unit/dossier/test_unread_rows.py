"""An error in one row is one problem; whatever names that row is right all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.scaffold import new_dossier
from vnrgen.problems import ProblemLog, Severity


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_dossier(tmp_path / "dossier")
    return tmp_path / "dossier"


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _errors(root: Path) -> list[tuple[str, str]]:
    problems = ProblemLog()
    load_dossier(root, problems)
    return [(p.where.path, p.code) for p in problems if p.severity is Severity.ERROR]


def test_a_finding_with_a_bad_date_is_not_called_unknown_where_it_is_evidence(root: Path) -> None:
    _edit(root / "qualitative.csv", "sund,2025-06-14", "sund,14/06/2025")

    assert _errors(root) == [("qualitative.csv", "CEL002")]


def test_an_unknown_finding_is_reported_beside_one_that_could_not_be_read(root: Path) -> None:
    _edit(root / "qualitative.csv", "sund,2025-06-14", "sund,14/06/2025")
    _edit(root / "recommendations.csv", "K02", "K03")

    assert _errors(root) == [("qualitative.csv", "CEL002"), ("recommendations.csv", "REF007")]


def test_a_code_that_a_spreadsheet_made_a_date_is_one_error_not_one_for_each_figure(
    root: Path,
) -> None:
    _edit(root / "indicators.csv", "3.1.2,", "03/01/2002,")

    problems = ProblemLog()
    load_dossier(root, problems)

    (error,) = (p for p in problems if p.severity is Severity.ERROR)
    assert (error.where.path, error.code) == ("indicators.csv", "CEL009")
    assert error.fix.startswith("the spreadsheet took the code for a date")


def test_another_series_that_indicators_csv_lacks_is_reported_all_the_same(root: Path) -> None:
    _edit(root / "indicators.csv", "3.1.2,", "03/01/2002,")
    _edit(root / "data" / "figures.csv", "6.1.1,SH_H2O_SAFE,sund", "6.1.1,SH_H2O,sund")

    assert _errors(root) == [("data/figures.csv", "REF005"), ("indicators.csv", "CEL009")]


@pytest.mark.parametrize("text", ["", "---\nstory_id: ST01\ntitle: x\n---\n", "story_id: ST01\n"])
def test_a_story_that_cannot_be_read_is_not_called_unknown_where_it_is_evidence(
    root: Path, text: str
) -> None:
    (story,) = (root / "stories").iterdir()
    story.write_text(text, encoding="utf-8")

    assert {path for path, _ in _errors(root)} == {f"stories/{story.name}"}


def test_without_indicators_csv_no_evidence_is_called_unknown(root: Path) -> None:
    (root / "indicators.csv").unlink()

    assert "REF007" not in {code for _, code in _errors(root)}


def test_without_any_figures_evidence_that_names_an_indicator_is_unknown(root: Path) -> None:
    (root / "indicators.csv").unlink()
    settings = (root / "dossier.yaml").read_text(encoding="utf-8")
    kept, _, _ = settings.partition("\ndata:")
    (root / "dossier.yaml").write_text(kept + "\n", encoding="utf-8")
    _edit(root / "recommendations.csv", "K02", "indicator:3.1.2")

    assert ("recommendations.csv", "REF007") in _errors(root)
