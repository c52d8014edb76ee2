"""Decisions for tests of the ledger and of what is counted from it."""

from __future__ import annotations

from datetime import date

from vnrgen.dossier.model.decisions import AssessorKind, Decision, Evidence, Vocabulary


def a_decision(
    value: str = "adopted", assessor: str = "Coalition", rec_id: str = "R01", day: int = 1
) -> Decision:
    evidence = Evidence(
        report_id="VNR2021",
        report_version="1",
        section="Health",
        pdf_page=12,
        print_page="10",
        quote="will train midwives",
    )
    return Decision(
        rec_id=rec_id,
        report_id="VNR2021",
        assessor_kind=AssessorKind.CSO,
        assessor=assessor,
        decided_on=date(2026, 3, day),
        vocabulary=Vocabulary.UPTAKE,
        value=value,
        evidence=evidence,
    )
