"""Uptake: what counts, what is left out, and that no choice of assessor flatters a rate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vnrgen.analysis.uptake import (
    assessor_agreement,
    uptake_rates,
    uptake_rates_by,
    uptake_rows,
)
from vnrgen.analysis.uptake_findings import RateBy
from vnrgen.dossier.model import Recommendation
from vnrgen.dossier.model.decisions import AssessorKind, Decision, Vocabulary
from vnrgen.dossier.register.state import State


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


def a_decision(
    rec_id: str, value: str, assessor: str = "Coalition", report: str = "VNR2021"
) -> Decision:
    return Decision(
        rec_id=rec_id,
        report_id=report,
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
    assert rate.excluded == {
        State.WITHDRAWN: ("R2",),
        State.OUT_OF_SCOPE: ("R3",),
        State.MERGED: ("R4",),
        State.SPLIT: ("R5",),
    }


def test_what_is_not_yet_assessed_bounds_the_rate() -> None:
    rows = uptake_rows([a_decision("R1", "adopted"), a_decision("R2", "adopted_in_part")])
    (rate,) = uptake_rates([a_recommendation(f"R{n}") for n in range(1, 6)], rows)
    assert (rate.strict_bounds, rate.inclusive_bounds) == ((1, 4), (2, 5))


def test_a_recommendation_is_taken_up_when_one_of_several_reports_takes_it_up() -> None:
    earlier = a_decision("R1", "adopted", report="VNR2021")
    rows = uptake_rows([earlier, a_decision("R1", "not_found", report="VNR2025")])
    (rate,) = uptake_rates([a_recommendation("R1")], rows)
    by_report = uptake_rates_by(RateBy.REPORT, [a_recommendation("R1")], rows)
    assert (rate.adopted, rate.disputed) == (1, 0)
    assert [(r.key, r.adopted) for r in by_report] == [("VNR2021", 1), ("VNR2025", 0)]


def test_rates_are_counted_for_each_group_target_and_addressee() -> None:
    recommendations = [
        a_recommendation("R1", group_ids=("wesha", "rural"), sdg_target="3.1"),
        a_recommendation("R2", group_ids=("wesha",), sdg_target="3.2", addressee="Parliament"),
    ]
    rows = uptake_rows([a_decision("R1", "adopted")])
    found = {
        (rate.by, rate.key): (rate.adopted, rate.eligible)
        for by in (RateBy.GROUP, RateBy.TARGET, RateBy.ADDRESSEE)
        for rate in uptake_rates_by(by, recommendations, rows)
    }
    assert found == {
        (RateBy.GROUP, "rural"): (1, 1),
        (RateBy.GROUP, "wesha"): (1, 2),
        (RateBy.TARGET, "3.1"): (1, 1),
        (RateBy.TARGET, "3.2"): (0, 1),
        (RateBy.ADDRESSEE, "Ministry of Health"): (1, 1),
        (RateBy.ADDRESSEE, "Parliament"): (0, 1),
    }


def test_an_assessor_is_counted_on_own_decisions() -> None:
    recommendations = [a_recommendation("R1"), a_recommendation("R2")]
    rows = uptake_rows([a_decision("R1", "adopted"), a_decision("R1", "reflected", "NHRI")])
    rates = uptake_rates_by(RateBy.ASSESSOR, recommendations, rows)
    assert [(r.key, r.adopted, r.not_assessed) for r in rates] == [
        ("Coalition", 1, 1),
        ("NHRI", 0, 1),
    ]
    assert uptake_rates(recommendations, rows)[0].disputed == 1


def test_kappa_is_as_worked_by_hand() -> None:
    # 20 both yes, 15 both no, 5 and 10 apart: po = 35/50, pe = .5 * .6 + .5 * .4, kappa = .4
    said = [("adopted", "adopted")] * 20 + [("not_found", "not_found")] * 15
    said += [("adopted", "not_found")] * 5 + [("not_found", "adopted")] * 10
    decisions = []
    for number, (one, other) in enumerate(said):
        decisions += [a_decision(f"R{number}", one), a_decision(f"R{number}", other, "NHRI")]
    (agreement,) = assessor_agreement(uptake_rows(decisions))
    assert (agreement.compared, agreement.agreed) == (50, 35)
    assert agreement.kappa is not None
    assert abs(agreement.kappa - 0.4) < 1e-12


def test_kappa_says_nothing_where_only_one_status_was_ever_given() -> None:
    rows = uptake_rows([a_decision("R1", "adopted"), a_decision("R1", "adopted", "NHRI")])
    assert assessor_agreement(rows)[0].kappa is None


def test_what_the_state_says_under_a_name_takes_nothing_back() -> None:
    ours = a_decision("R1", "not_found", "Novak")
    theirs = replace(a_decision("R1", "adopted", "Novak"), assessor_kind=AssessorKind.STATE)
    rows = uptake_rows([ours, theirs])
    assert [(row.assessor_kind, row.uptake) for row in rows] == [
        ("cso", "not_found"),
        ("state", "adopted"),
    ]
    (rate,) = uptake_rates([a_recommendation("R1")], rows)
    assert (rate.adopted, rate.counts["not_found"]) == (0, 1)
    (pair,) = assessor_agreement(rows)
    assert (pair.assessors, pair.agreed) == (("Novak (cso)", "Novak (state)"), 0)
    by_assessor = uptake_rates_by(RateBy.ASSESSOR, [a_recommendation("R1")], rows)
    assert [(rate.key, rate.adopted) for rate in by_assessor] == [
        ("Novak (cso)", 0),
        ("Novak (state)", 1),
    ]
