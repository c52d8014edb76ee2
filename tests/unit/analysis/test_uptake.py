"""Uptake: what counts, what is left out, and that no choice of assessor flatters a rate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vnrgen.analysis.uptake import uptake_rates, uptake_rows
from vnrgen.dossier.decisions import AssessorKind, Decision, Vocabulary
from vnrgen.dossier.model import Recommendation


def a_recommendation(rec_id: str, **changes: object) -> Recommendation:
    plain = Recommendation(
        rec_id=rec_id,
        cycle=1,
        text="Train midwives",
        addressee="Ministry of Health",
        sdg_target="3.1",
        group_ids=(),
        theme="",
        evidence_ids=(),
        submitted_on=date(2021, 1, 1),
        submitted_in="",
        position=None,
        position_source="",
        due_on=None,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def a_decision(rec_id: str, value: str, assessor: str = "Coalition") -> Decision:
    return Decision(
        rec_id=rec_id,
        report_id="VNR2021",
        assessor_kind=AssessorKind.CSO,
        assessor=assessor,
        decided_on=date(2026, 3, 1),
        vocabulary=Vocabulary.UPTAKE,
        value=value,
    )


def test_a_correction_replaces_the_same_assessors_earlier_status() -> None:
    rows = uptake_rows([a_decision("R1", "adopted"), a_decision("R1", "reflected")])
    assert [row.uptake for row in rows] == ["reflected"]


def test_two_assessors_may_differ_and_both_rows_stay() -> None:
    rows = uptake_rows([a_decision("R1", "adopted"), a_decision("R1", "not_found", "NHRI")])
    assert [(row.assessor, row.uptake) for row in rows] == [
        ("Coalition", "adopted"),
        ("NHRI", "not_found"),
    ]


def test_where_assessors_differ_the_rate_takes_the_less_favourable_status() -> None:
    rows = uptake_rows([a_decision("R1", "adopted"), a_decision("R1", "not_found", "NHRI")])
    (rate,) = uptake_rates([a_recommendation("R1")], rows)
    assert (rate.adopted, rate.counts["not_found"]) == (0, 1)


def test_withdrawn_out_of_scope_merged_and_split_recommendations_are_not_eligible() -> None:
    recommendations = [
        a_recommendation("R1"),
        a_recommendation("R2", withdrawn_on=date(2021, 2, 1)),
        a_recommendation("R3", out_of_scope_reason="for the city"),
        a_recommendation("R4", merged_into="R1"),
        a_recommendation("R5"),
        a_recommendation("R5a", parent_id="R5"),
        a_recommendation("R5b", parent_id="R5"),
    ]
    rows = uptake_rows([a_decision("R1", "adopted"), a_decision("R5a", "adopted_in_part")])
    (rate,) = uptake_rates(recommendations, rows)
    # Seven submitted; R2, R3, R4 and the split R5 do not count: R1, R5a and R5b do.
    assert (rate.submitted, rate.eligible) == (7, 3)
    assert (rate.adopted, rate.adopted_in_part, rate.not_assessed) == (1, 1, 1)
