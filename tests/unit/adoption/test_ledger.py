"""The ledger keeps every decision, in order, and nothing is ever overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vnrgen.adoption.ledger import decisions_of, ledger_url, open_ledger
from vnrgen.dossier.decisions import AssessorKind, Decision, Evidence, Vocabulary


def a_decision(value: str = "adopted", assessor: str = "Coalition") -> Decision:
    evidence = Evidence(
        report_id="VNR2021",
        report_version="1",
        section="Health",
        pdf_page=12,
        print_page="10",
        quote="will train midwives",
    )
    return Decision(
        rec_id="R01",
        report_id="VNR2021",
        assessor_kind=AssessorKind.CSO,
        assessor=assessor,
        decided_on=date(2026, 3, 1),
        vocabulary=Vocabulary.UPTAKE,
        value=value,
        evidence=evidence,
    )


def test_a_dossier_without_a_ledger_has_no_decisions(tmp_path: Path) -> None:
    assert decisions_of(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_decisions_come_back_as_recorded_and_in_order(tmp_path: Path) -> None:
    recorded = (a_decision("adopted"), a_decision("reflected"), a_decision("adopted", "NHRI"))
    for decision in recorded:
        with open_ledger(ledger_url(tmp_path)) as ledger:
            ledger.record(decision)
    assert decisions_of(tmp_path) == recorded
