"""Decisions that came with another ledger are checked against the dossier they came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from vnrgen.adoption.misfits import misfits, with_decisions
from vnrgen.analysis.uptake import uptake_rates, uptake_rows, uptake_statuses
from vnrgen.analysis.uptake_findings import UptakeRate
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Dossier
from vnrgen.dossier.model.decisions import AssessorKind, Decision, Evidence, Unfounded, Vocabulary
from vnrgen.problems import ProblemLog, Severity

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data"
EVIDENCE = Evidence(
    report_id="vnr-2021",
    report_version="final",
    section="Health and well-being",
    pdf_page=None,
    print_page="",
    quote="will post midwives in the upper valleys",
)
FITS = Decision(
    rec_id="R21-01",
    report_id="vnr-2021",
    assessor_kind=AssessorKind.CSO,
    assessor="Coalition",
    decided_on=date(2026, 3, 1),
    vocabulary=Vocabulary.UPTAKE,
    value="adopted",
    evidence=EVIDENCE,
)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load_dossier(SAMPLE, ProblemLog())


def said(dossier: Dossier, *decisions: Decision) -> list[str]:
    found = misfits(dossier, decisions).problems
    assert {problem.code for problem in found} <= {"LED019"}
    return [problem.what for problem in found]


def first_rate(dossier: Dossier, *decisions: Decision) -> UptakeRate:
    decided, _ = with_decisions(dossier, decisions)
    rows = uptake_rows(decided.decisions, decided.unfounded)
    return uptake_rates(decided.recommendations, rows)[0]


def test_a_decision_as_it_is_recorded_here_fits(dossier: Dossier) -> None:
    assert said(dossier, FITS) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rec_id": "ZZ-1"}, "on recommendations that the dossier does not have: ZZ-1"),
        ({"report_id": "vnr-1999"}, "on reports that the dossier does not have: vnr-1999"),
        ({"report_id": None}, "on reports that the dossier does not have: (none)"),
        ({"rec_id": "R26-01"}, "a report of an earlier cycle"),
        ({"evidence": None}, "no words of the report are quoted"),
        ({"evidence": replace(EVIDENCE, quote=" ")}, "no words of the report are quoted"),
        (
            {"evidence": replace(EVIDENCE, quote="adopted all that was asked")},
            "by words that do not stand there: adopted all that was asked",
        ),
    ],
)
def test_a_decision_that_could_not_be_recorded_here_is_named(
    dossier: Dossier, changes: dict[str, object], words: str
) -> None:
    (what,) = said(dossier, replace(FITS, **changes))  # type: ignore[arg-type]
    assert words in what


def test_what_was_corrected_or_taken_back_is_no_misfit(dossier: Dossier) -> None:
    unfounded = replace(FITS, evidence=None)
    assert said(dossier, unfounded, FITS) == []
    assert said(dossier, unfounded, replace(unfounded, value="not_assessed")) == []


def test_a_ledger_of_another_dossier_gives_two_warnings_and_not_a_thousand(
    dossier: Dossier,
) -> None:
    foreign = [replace(FITS, rec_id=f"X{n:03}", report_id="other") for n in range(1000)]
    recommendations, reports = said(dossier, *foreign)
    assert recommendations.endswith("does not have: X000, X001, X002, X003, X004 and 995 more")
    assert reports.endswith("on reports that the dossier does not have: other")


FALSE = replace(FITS, evidence=replace(EVIDENCE, quote="adopted all that was asked"))


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (replace(FITS, report_id="vnr-1999"), Unfounded.NO_REPORT),
        (replace(FITS, report_id=None, value="not_found", evidence=None), Unfounded.NO_REPORT),
        (replace(FITS, rec_id="R26-01"), Unfounded.REPORT_TOO_EARLY),
        (replace(FITS, evidence=None), Unfounded.NO_QUOTE),
        (FALSE, Unfounded.QUOTE_NOT_IN_REPORT),
    ],
)
def test_a_decision_that_rests_on_nothing_here_assesses_nothing(
    dossier: Dossier, decision: Decision, reason: Unfounded
) -> None:
    decided, _ = with_decisions(dossier, [decision])
    assert decided.unfounded == {decision.asked: reason}
    rows = uptake_rows(decided.decisions, decided.unfounded)
    assert [row.unfounded for row in rows] == [reason]
    assert uptake_statuses(rows) == {}


def test_a_rate_leaves_out_what_rests_on_nothing_and_says_of_which(dossier: Dossier) -> None:
    counted = replace(FITS, rec_id="R21-02")
    rate = first_rate(dossier, FALSE, counted)
    assert (rate.adopted, rate.unfounded) == (1, ("R21-01",))
    assert rate.not_assessed == rate.eligible - 1  # its bounds hold it


def test_another_assessor_with_words_that_stand_there_still_counts(dossier: Dossier) -> None:
    other = replace(FITS, assessor="Commission", value="reflected")
    rate = first_rate(dossier, FALSE, other)
    assert (rate.adopted, rate.counts["reflected"], rate.disputed) == (0, 1, 0)


def test_an_earlier_answer_is_no_answer_once_its_assessor_said_otherwise(dossier: Dossier) -> None:
    assert first_rate(dossier, FITS, FALSE).adopted == 0


def test_no_quote_is_asked_of_a_position_or_of_what_was_not_found(dossier: Dossier) -> None:
    position = replace(FITS, vocabulary=Vocabulary.POSITION, value="supported", evidence=None)
    not_found = replace(FITS, value="not_found", evidence=None)
    assert misfits(dossier, [position, not_found]).unfounded == {}


def test_words_on_another_page_count_and_are_warned_of(dossier: Dossier, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("1. Nothing yet.\f2. The State will post midwives in the upper valleys.\n")
    moved = replace(dossier, reports=(replace(dossier.reports[0], path=report),))
    found = misfits(moved, [replace(FITS, evidence=replace(EVIDENCE, pdf_page=1))])
    assert found.unfounded == {}
    assert ["which stand on page 2" in problem.what for problem in found.problems] == [True]
    assert misfits(moved, [FITS]).problems == ()  # names no page, as one read as text


def test_a_quote_that_was_recorded_with_the_number_of_its_paragraph_still_counts(
    dossier: Dossier,
) -> None:
    numbered = replace(EVIDENCE, quote=f"20. {EVIDENCE.quote}")
    assert misfits(dossier, [replace(FITS, evidence=numbered)]).unfounded == {}


def test_a_report_that_cannot_be_read_stops_nothing_and_founds_nothing(
    dossier: Dossier, tmp_path: Path
) -> None:
    broken = tmp_path / "report.pdf"
    broken.write_bytes(b"no report")
    damaged = replace(dossier, reports=(replace(dossier.reports[0], path=broken),))
    found = misfits(damaged, [FITS, replace(FITS, rec_id="R21-02")])
    assert set(found.unfounded.values()) == {Unfounded.REPORT_NOT_READABLE}
    assert [(p.code, p.severity) for p in found.problems] == [("REP012", Severity.WARNING)]
