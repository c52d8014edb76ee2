"""Recommendations from the command line: search, decide with a verified quote, rate."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vnrgen.cli import main

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "dossier"))


def decide(
    dossier: Path, rec: str, status: str, quote: str = "", report: str = "vnr-2021"
) -> Result:
    words = ("--report", report, "--assessor", "Coalition", "--on", "2026-03-01")
    return run("recs", "decide", dossier, rec, status, *words, "--quote", quote)


def test_scan_finds_the_passage_that_answers(dossier: Path) -> None:
    found = json.loads(run("recs", "scan", dossier, "--json").stdout)["vnr-2021"]
    best = found["R21-01"][0]["passage"]
    assert "post midwives in the upper valleys" in best["text"]
    assert (best["paragraph"], best["section"]) == ("20", "Health and well-being")


def test_a_decision_with_its_quote_is_counted(dossier: Path) -> None:
    quote = "will post  midwives in the upper\nvalleys"
    assert decide(dossier, "R21-01", "adopted", quote).exit_code == 0
    rates = json.loads(run("recs", "rate", dossier, "--json").stdout)
    earlier = next(rate for rate in rates if rate["cycle"] == 1)
    assert earlier["adopted"] == 1
    assert earlier["not_assessed"] == earlier["eligible"] - 1
    assert earlier["eligible"] < earlier["submitted"]


@pytest.mark.parametrize(
    ("rec", "status", "quote", "report", "code"),
    [
        ("R99-99", "not_found", "", "vnr-2021", "LED001"),
        ("R21-01", "not_found", "", "vnr-1999", "LED002"),
        ("R21-01", "adopted", "", "vnr-2021", "LED003"),
        ("R21-01", "adopted", "word " * 51, "vnr-2021", "LED004"),
        ("R21-01", "adopted", "words that nobody printed", "vnr-2021", "LED005"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(
    dossier: Path, rec: str, status: str, quote: str, report: str, code: str
) -> None:
    refused = decide(dossier, rec, status, quote, report)
    assert refused.exit_code == 1
    assert code in refused.stderr
    assert not (dossier / "ledger.db").exists()
