"""Decisions that came with another ledger are checked against the dossier they came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from vnrgen.adoption.misfits import misfits
from vnrgen.dossier.decisions import AssessorKind, Decision, Evidence, Vocabulary
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Dossier
from vnrgen.problems import ProblemLog

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


def said(dossier: Dossier, *decisions: Decision, with_quotes: bool = True) -> list[str]:
    found = misfits(dossier, decisions, with_quotes=with_quotes)
    assert {problem.code for problem in found} <= {"LED019"}
    return [problem.what for problem in found]


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


def test_reports_are_read_only_where_quotes_are_asked_for(dossier: Dossier) -> None:
    false = replace(FITS, evidence=replace(EVIDENCE, quote="adopted all that was asked"))
    assert said(dossier, false, with_quotes=False) == []
