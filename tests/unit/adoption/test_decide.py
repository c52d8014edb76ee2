"""A decision is refused, or warned of, where it would make a wrong number or name a wrong place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from vnrgen.adoption.decide import Judgement, decision_on
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Dossier
from vnrgen.dossier.model.decisions import AssessorKind, Decision
from vnrgen.problems import InvalidInputError, Problem, ProblemLog

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data"
QUOTE = "will post midwives in the upper valleys"
ADOPTED = Judgement(
    rec_id="R21-01",
    report_id="vnr-2021",
    value="adopted",
    assessor="Coalition",
    assessor_kind=AssessorKind.CSO,
    decided_on=date(2026, 3, 1),
    quote=QUOTE,
)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load_dossier(SAMPLE, ProblemLog())


def decided(dossier: Dossier, **changes: object) -> tuple[Decision, tuple[Problem, ...]]:
    return decision_on(dossier, replace(ADOPTED, **changes))  # type: ignore[arg-type]


def codes(dossier: Dossier, **changes: object) -> list[str]:
    try:
        return [problem.code for problem in decided(dossier, **changes)[1]]
    except InvalidInputError as error:
        return [problem.code for problem in error.problems]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rec_id": "R26-01"}, "LED014"),  # asked for after the report of 2021
        ({"quote": "."}, "LED003"),
        ({"assessor": " \u200b\n "}, "LED017"),
        ({"quote": "the"}, "LED015"),
        ({"decided_on": date(2019, 3, 1)}, "LED016"),
        ({"rec_id": "R21-09"}, "LED006"),  # split
        ({"rec_id": "R21-14"}, "LED006"),  # merged
        ({"rec_id": "R21-15"}, "LED006"),  # withdrawn
    ],
)
def test_what_would_mislead_is_said(
    dossier: Dossier, changes: dict[str, object], code: str
) -> None:
    assert codes(dossier, **changes) == [code]


def test_a_quote_as_it_is_copied_from_a_page_is_recorded_in_the_words_of_the_report(
    dossier: Dossier,
) -> None:
    for copied in (f"“{QUOTE}”", f"20. {QUOTE}", f"(b) {QUOTE}4"):
        evidence = decided(dossier, quote=copied)[0].evidence
        assert evidence is not None
        assert evidence.quote == QUOTE


def test_a_plain_decision_needs_no_notice(dossier: Dossier) -> None:
    assert codes(dossier) == []


def test_the_fix_names_what_is_counted_instead(dossier: Dossier) -> None:
    (split,), (merged,) = (decided(dossier, rec_id=r)[1] for r in ("R21-09", "R21-14"))
    assert split.fix == "decide on the parts: R21-09a, R21-09b"
    assert merged.fix == "decide on R21-05"


def test_a_quote_in_several_places_is_recorded_with_the_place_that_is_said(
    dossier: Dossier,
) -> None:
    decision, (warning,) = decided(dossier, quote="the")
    assert decision.evidence is not None
    assert f"paragraph {decision.evidence.paragraph}, {decision.evidence.section}" in warning.what


@pytest.mark.parametrize("name", ["José Paz", "Jose\u0301 Paz", "  José\n Paz ", "José\u200b Paz"])
def test_an_assessor_is_one_however_the_name_was_typed(dossier: Dossier, name: str) -> None:
    assert decided(dossier, assessor=name)[0].assessor == "Jos\u00e9 Paz"


def test_what_answers_too_early_can_be_taken_back(dossier: Dossier) -> None:
    assert codes(dossier, rec_id="R26-01", value="not_assessed", quote="") == []
