"""The register from the command line: import, list, export, decide many at once, count ours."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from vnrgen.cli import main

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data"
QUOTE = "will post midwives in the upper valleys"
HOSTILE = '=HYPERLINK("http://x","y")'


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(SAMPLE, tmp_path / "dossier"))
    (root / "ledger.jsonl").unlink(missing_ok=True)
    return root


@pytest.fixture
def with_upr(dossier: Path, tmp_path: Path) -> Path:
    path = tmp_path / "upr.csv"
    text = f'id,recommendation,position,sdg\n115.10,"{HOSTILE.replace(chr(34), chr(34) * 2)}",'
    path.write_text(text + "Accepted,3\n115.2,See it,Noted,3.1\n", encoding="utf-8")
    done = run("recs", "import", path, "--into", dossier, "--origin", "upr", "--cycle", 1)
    assert done.exit_code == 0, done.stderr
    assert "2 added, 0 changed, 0 already there" in done.stdout
    return dossier


def test_a_dry_run_says_what_would_happen_and_writes_nothing(dossier: Path, tmp_path: Path) -> None:
    before = (dossier / "recommendations.csv").read_bytes()
    path = tmp_path / "a.md"
    path.write_text("- Open a post.\n", encoding="utf-8")
    done = run("recs", "import", path, "--into", dossier, "--origin", "nhri", "--dry-run")
    assert "list: 1 would be added" in done.stdout
    assert "Open a post." in done.stdout
    assert (dossier / "recommendations.csv").read_bytes() == before
    ours = run(
        *("recs", "import", path, "--into", dossier, "--dry-run"),
        *("--set", "addressee=Ministry", "--set", "sdg_target=3.8"),
    )
    assert "RIM019" in ours.stderr, "one of ours without evidence will be warned of"


def test_the_list_is_filtered_and_fits_eighty_columns(with_upr: Path) -> None:
    shown = run("recs", "list", with_upr, "--goal", 3, "--hints")
    assert shown.exit_code == 0
    assert all(len(line) <= 80 for line in shown.stdout.splitlines())
    assert "115.10" in shown.stdout
    listed = json.loads(run("recs", "list", with_upr, "--origin", "upr", "--json").stdout)
    assert [item["rec_id"] for item in listed] == ["115.10", "115.2"]
    asked = ("--group", "river", "--cycle", 1, "--addressee", "registrar", "--status", "split")
    assert json.loads(run("recs", "list", with_upr, *asked, "--json").stdout) == []
    split = run("recs", "list", with_upr, "--status", "split", "--json").stdout
    assert [item["rec_id"] for item in json.loads(split)] == ["R21-09"]


def test_those_of_others_stand_beside_ours_under_each_goal(with_upr: Path) -> None:
    shown = run("recs", "list", with_upr, "--by-goal", "--cycle", 1).stdout
    assert "Goal 3: 4 of our own, 2 of others" in shown


def test_an_export_opens_right_and_runs_nothing(with_upr: Path, tmp_path: Path) -> None:
    paths = [tmp_path / f"out.{form}" for form in ("csv", "xlsx", "json")]
    for path in paths:
        assert run("recs", "export", with_upr, path, "--origin", "upr").exit_code == 0
    data = paths[0].read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["text"] for row in rows] == [f"'{HOSTILE}", "See it"]
    sheet: Any = openpyxl.load_workbook(paths[1]).active
    assert [(c.value, c.data_type) for c in sheet[2]][:1] == [("115.10", "s")]
    assert (sheet["C2"].value, sheet["C2"].data_type) == (HOSTILE, "s")
    again = tmp_path / "again.xlsx"
    run("recs", "export", with_upr, again, "--origin", "upr")
    assert again.read_bytes() == paths[1].read_bytes()
    records = json.loads(paths[2].read_text(encoding="utf-8"))["recommendations"]
    assert (records[0]["text"], records[0]["state"], records[0]["groups"]) == (
        HOSTILE,
        "stands",
        [],
    )
    assert run("recs", "export", with_upr, tmp_path / "out.doc").exit_code == 2


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_is_an_import_that_changes_nothing(
    with_upr: Path, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"out.{form}"
    run("recs", "export", with_upr, path)
    before = (with_upr / "recommendations.csv").read_bytes()
    done = run("recs", "import", path, "--into", with_upr)
    assert done.exit_code == 0, done.stderr
    assert "0 added, 0 changed, 48 already there" in done.stdout
    assert "RIM007" not in done.stderr
    assert (with_upr / "recommendations.csv").read_bytes() == before


def test_the_rate_counts_ours_unless_asked(with_upr: Path, dossier: Path) -> None:
    def submitted(*words: str) -> dict[int, int]:
        rates = json.loads(run("recs", "rate", dossier, "--json", *words).stdout)["rates"]
        return {r["cycle"]: r["submitted"] for r in rates if r["by"] == "cycle"}

    assert submitted() == {1: 18, 2: 28}
    assert submitted("--origin", "upr") == {1: 2}


def decide(dossier: Path, path: Path, text: str) -> Result:
    path.write_text(text, encoding="utf-8")
    common = ("--report", "vnr-2021", "--assessor", "Coalition", "--on", "2026-03-01")
    return run("recs", "decide", dossier, "--from", path, *common)


def test_many_decisions_come_from_a_table_once(dossier: Path, tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    text = f"rec_id,status,quote\nR21-01,adopted,{QUOTE}\nR21-02,not found,\n"
    assert "2 of 2 decisions were new" in decide(dossier, path, text).stdout
    assert "0 of 2 decisions were new" in decide(dossier, path, text).stdout
    corrected = text.replace("not found", "not_assessed")
    assert "1 of 2 decisions were new" in decide(dossier, path, corrected).stdout
    assert "1 of 2 decisions were new" in decide(dossier, path, text).stdout
    shown = json.loads(run("recs", "list", dossier, "--status", "adopted", "--json").stdout)
    assert [item["rec_id"] for item in shown] == ["R21-01"]


def test_a_table_with_two_answers_to_one_question_is_recorded_once(
    dossier: Path, tmp_path: Path
) -> None:
    path = tmp_path / "decisions.csv"
    text = "rec_id,status\nR21-02,not_found\nR21-02,not_assessed\n"
    assert "2 of 2 decisions were new" in decide(dossier, path, text).stdout
    assert "0 of 2 decisions were new" in decide(dossier, path, text).stdout
    longer = f"{text}R21-02,not_found\n"
    assert "1 of 3 decisions were new" in decide(dossier, path, longer).stdout


def test_one_name_that_decides_for_two_sides_is_two_assessors(
    dossier: Path, tmp_path: Path
) -> None:
    path = tmp_path / "decisions.csv"
    text = "rec_id,status,assessor_kind\nR21-01,not_found,cso\nR21-01,not_assessed,state\n"
    assert "2 of 2 decisions were new" in decide(dossier, path, text).stdout
    assert "0 of 2 decisions were new" in decide(dossier, path, text).stdout


def test_one_decision_that_cannot_stand_stops_all_and_every_row_is_named(
    dossier: Path, tmp_path: Path
) -> None:
    path = tmp_path / "decisions.csv"
    refused = decide(
        dossier,
        path,
        f"rec_id,status,report,quote\nR21-01,adopted,,{QUOTE}\nR99,not_found,,\n"
        "R21-02,adopted,,never printed\nR21-03,adoptd,,\nR21-04,not_found,vnr-1999,\n",
    )
    assert refused.exit_code == 1
    for place in (
        "3 [rec_id]: error LED001",
        "4 [quote]: error LED005",
        "5 [status]",
        "6 [report]",
    ):
        assert f"decisions.csv:{place}" in refused.stderr
    assert not (dossier / "ledger.db").exists()
