"""Recommendations from the command line: search, decide with a verified quote, rate."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vnrgen.adoption.ledger.transfer import decisions_of
from vnrgen.adoption.scan import nothing_to_look_for
from vnrgen.analysis.uptake_findings import AssessorAgreement
from vnrgen.cli import main
from vnrgen.cli.recs.rate import _agreement_line, _share
from vnrgen.dossier.load import load_dossier
from vnrgen.problems import ProblemLog

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(SAMPLE, tmp_path / "dossier"))
    (root / "ledger.jsonl").unlink()  # nothing is decided yet
    return root


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


def test_a_scan_with_nothing_to_look_for_says_why(dossier: Path) -> None:
    old = load_dossier(dossier, ProblemLog())
    assert nothing_to_look_for(old, {"vnr-2021": {"R21-01": ()}}) == ()
    assert [p.code for p in nothing_to_look_for(old, {"vnr-2021": {}})] == ["WEB002"]
    (dossier / "reports" / "reports.yaml").write_text("", encoding="utf-8")
    told = run("recs", "scan", dossier)
    assert (told.exit_code, told.stdout) == (0, "")
    assert "warning WEB001" in told.stderr


def test_a_decision_with_its_quote_is_counted(dossier: Path) -> None:
    quote = "will post  midwives in the upper\nvalleys"
    assert decide(dossier, "R21-01", "adopted", quote).exit_code == 0
    rates = json.loads(run("recs", "rate", dossier, "--json").stdout)["rates"]
    earlier = next(rate for rate in rates if rate["cycle"] == 1 and rate["by"] == "cycle")
    (decision,) = decisions_of(dossier)
    assert decision.evidence is not None
    assert decision.evidence.quote == "will post midwives in the upper valleys"
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
        ("R21-01", "adopted", "\u5b57" * 4_001, "vnr-2021", "LED004"),
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


def test_the_rate_says_what_is_left_out_and_what_is_open(dossier: Path) -> None:
    quote = "will post midwives in the upper valleys"
    assert decide(dossier, "R21-01", "adopted", quote).exit_code == 0
    shown = run("recs", "rate", dossier, "--by", "addressee").stdout
    assert "once all are, adopted will be 1 to" in shown
    unread = run("recs", "rate", dossier).stdout.partition("cycle 2")[2]
    assert "not yet assessed          all 28" in unread
    assert "%" not in unread
    assert "not counted, withdrawn" in shown
    assert all(len(line) <= 100 for line in shown.splitlines())


def test_a_ledger_travels_as_text_and_is_verified(dossier: Path, tmp_path: Path) -> None:
    quote = "will post midwives in the upper valleys"
    assert decide(dossier, "R21-01", "adopted", quote).exit_code == 0
    export = tmp_path / "ledger.txt"
    assert run("recs", "ledger", "export", dossier, "--output", export).exit_code == 0
    (dossier / "ledger.db").unlink()
    assert "1 of 1 events were new" in run("recs", "ledger", "import", dossier, export).stdout
    assert "0 of 1 events were new" in run("recs", "ledger", "import", dossier, export).stdout
    verified = run("recs", "ledger", "verify", dossier, "--against", export)
    assert verified.exit_code == 0
    assert "every chain whole" in verified.stdout


def test_a_decision_follows_those_that_travelled_as_text(dossier: Path) -> None:
    assert decide(dossier, "R21-01", "not_found").exit_code == 0
    run("recs", "ledger", "export", dossier, "--output", dossier / "ledger.jsonl")
    (dossier / "ledger.db").unlink()
    for status in ("adopted", "reflected"):  # on the same day: only their order tells which holds
        quote = "will post midwives in the upper valleys"
        assert decide(dossier, "R21-01", status, quote).exit_code == 0
    verified = run("recs", "ledger", "verify", dossier)
    assert "3 events, every chain whole" in verified.stdout
    assert "LED010" not in verified.stderr
    rates = json.loads(run("recs", "rate", dossier, "--json").stdout)["rates"]
    assert next(r for r in rates if r["by"] == "cycle")["counts"]["reflected"] == 1


def test_an_import_of_a_changed_export_changes_nothing(dossier: Path, tmp_path: Path) -> None:
    assert decide(dossier, "R21-01", "not_found").exit_code == 0
    export = tmp_path / "ledger.txt"
    run("recs", "ledger", "export", dossier, "--output", export)
    export.write_text(export.read_text().replace("not_found", "reflected"), encoding="utf-8")
    (dossier / "ledger.db").unlink()
    refused = run("recs", "ledger", "import", dossier, export)
    assert (refused.exit_code, "LED008" in refused.stderr) == (1, True)
    assert not (dossier / "ledger.db").exists()


def test_a_table_answers_all_three_questions_and_takes_a_position_back(
    dossier: Path, tmp_path: Path
) -> None:
    table = tmp_path / "decisions.csv"
    table.write_text(
        "rec_id,question,status\n"
        "R21-01,position,supported\nR21-01,implementation,in_progress\nR21-01,,not_found\n"
        "R21-01,position,not_assessed\n",
        encoding="utf-8",
    )
    common = ("--report", "vnr-2021", "--assessor", "Coalition", "--on", "2026-03-01")
    done = run("recs", "decide", dossier, "--from", table, *common)
    assert done.exit_code == 0, done.output
    said = [(str(d.vocabulary), d.value) for d in decisions_of(dossier)]
    assert said == [  # each question in the order of the table
        ("position", "supported"),
        ("position", "not_assessed"),
        ("implementation", "in_progress"),
        ("uptake", "not_found"),
    ]
    (rate,) = (
        r
        for r in json.loads(run("recs", "rate", dossier, "--json").stdout)["rates"]
        if r["by"] == "cycle" and r["cycle"] == 1
    )
    assert rate["counts"]["not_found"] == 1


def test_a_status_of_another_question_is_refused_with_its_row(
    dossier: Path, tmp_path: Path
) -> None:
    table = tmp_path / "decisions.csv"
    table.write_text("rec_id,status\nR21-01,supported\n", encoding="utf-8")
    common = ("--report", "vnr-2021", "--assessor", "Coalition", "--on", "2026-03-01")
    done = run("recs", "decide", dossier, "--from", table, *common)
    assert "CEL006" in done.output
    assert "decisions.csv:2" in done.output
    assert decisions_of(dossier) == ()
    alone = run("recs", "decide", dossier, "R21-01", "in_progress", *common)
    assert "LED013" in alone.output
    assert run(
        "recs", "decide", dossier, "R21-01", "in_progress", *common, "--question", "implementation"
    ).output.startswith("event ")


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [
        (5, 40, "5 of 40 (13 %)"),  # 12.5, as the chapter rounds it
        (199, 200, "199 of 200 (99.5 %)"),  # not all
        (1, 300, "1 of 300 (0.3 %)"),  # not none
        (12, 12, "12 of 12 (100 %)"),
        (3, 4, "3 of 4"),
    ],
)
def test_a_share_is_rounded_as_in_the_chapter_and_nearly_all_is_not_all(
    count: int, of: int, said: str
) -> None:
    assert _share(count, of) == said


def test_agreement_on_a_handful_has_no_kappa() -> None:
    few = AssessorAgreement(assessors=("A", "B"), compared=2, agreed=0, kappa=-0.33)
    assert _agreement_line(few).endswith("too few for Cohen's kappa")
    many = AssessorAgreement(assessors=("A", "B"), compared=20, agreed=9, kappa=-0.001)
    assert _agreement_line(many).endswith("Cohen's kappa 0.00")


def test_an_old_table_takes_no_correction_back(dossier: Path, tmp_path: Path) -> None:
    table = tmp_path / "old.csv"
    head = "rec_id,status,report,assessor,decided_on\n"
    table.write_text(f"{head}R21-02,not_assessed,vnr-2021,Coalition,2026-02-01\n")
    again = ("recs", "decide", dossier, "--from", table)
    assert "1 of 1 decisions were new" in run(*again).stdout
    assert decide(dossier, "R21-02", "not_found").exit_code == 0  # on 1 March
    assert "0 of 1 decisions were new" in run(*again).stdout
    table.write_text(f"{head}R21-02,not_assessed,vnr-2021,Coalition,2026-01-01\n")
    older = run(*again)
    assert "0 of 1 decisions were new" in older.stdout
    assert "LED018" in older.stderr
    assert [d.value for d in decisions_of(dossier)] == ["not_assessed", "not_found"]


def test_of_two_rows_the_later_day_counts_whatever_their_order(
    dossier: Path, tmp_path: Path
) -> None:
    table = tmp_path / "newest_first.csv"
    table.write_text(
        "rec_id,status,report,assessor,decided_on\n"
        "R21-02,not_found,vnr-2021,Coalition,2026-05-01\n"
        "R21-02,not_assessed,vnr-2021,Coalition,2026-02-01\n"
    )
    assert "2 of 2 decisions were new" in run("recs", "decide", dossier, "--from", table).stdout
    assert [d.value for d in decisions_of(dossier)] == ["not_assessed", "not_found"]


def test_a_united_ledger_is_checked_against_the_dossier(dossier: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(dossier, tmp_path / "other"))
    quote = "will post midwives in the upper valleys"
    assert decide(other, "R21-01", "adopted", quote).exit_code == 0
    export = tmp_path / "other.jsonl"
    assert run("recs", "ledger", "export", other, "--output", export).exit_code == 0
    report = dossier / "reports" / "vnr-2021.txt"
    report.write_text(report.read_text(encoding="utf-8").replace("midwives", "doctors"))
    united = run("recs", "ledger", "import", dossier, export)
    assert "1 of 1 events were new" in united.stdout
    assert "LED019" in united.stderr
    assert "LED019" in run("recs", "ledger", "verify", dossier).stderr
    rated = run("recs", "rate", dossier)
    assert "decisions left out on     1: R21-01; what they rest on is not in" in rated.stdout
    assert "LED019" in rated.stderr
    assert "R21-01" in run("recs", "list", dossier, "--status", "not_assessed").stdout
