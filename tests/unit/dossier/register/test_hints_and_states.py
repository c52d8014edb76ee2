"""Hints at recommendations and evidence without one: honest, and only where words are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders_evidence import a_recommendation
from vnrgen.dossier.cross_checks.smart import Smart, smart_hints
from vnrgen.dossier.model import Origin, Recommendation
from vnrgen.dossier.model.decisions import Uptake
from vnrgen.dossier.register.state import State
from vnrgen.dossier.register.states import recommending_states
from vnrgen.dossier.register.view import Filters, by_goals, entries
from vnrgen.dossier.register.vocabulary import target_of, targets_of


def vague(text: str = "Strengthen the care of mothers.", **changes: object) -> Recommendation:
    base = replace(
        a_recommendation(),
        text=text,
        addressee="Ministry",
        sdg_target="3.1",
        evidence_ids=("Q1",),
        due_on=None,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def letters(item: Recommendation, language: str = "en") -> list[Smart]:
    return [hint.letter for hint in smart_hints(item, language)]


def test_a_vague_recommendation_gets_a_hint_for_each_letter() -> None:
    assert letters(vague()) == [Smart.SPECIFIC, Smart.MEASURABLE, Smart.TIME_BOUND]
    assert letters(vague(evidence_ids=())) == list(Smart)


def test_a_recommendation_that_says_who_what_and_when_gets_none() -> None:
    assert letters(vague("Post one midwife in every valley by 2027.")) == []


def test_words_are_judged_only_in_languages_that_are_known() -> None:
    words = "Tăng cường chăm sóc bà mẹ."
    assert letters(vague(words), "vi") == [Smart.TIME_BOUND]
    assert letters(vague(), "") == [Smart.TIME_BOUND]
    assert Smart.SPECIFIC in letters(vague("Renforcer les soins des mères."), "fr-CA")


def test_a_year_and_the_number_of_a_treaty_measure_nothing() -> None:
    text = "Carry out the Convention No. 169 and A/HRC/28/15 of 1989 in the country."
    assert Smart.MEASURABLE in letters(vague(text.replace(" of 1989", "")))
    assert Smart.MEASURABLE not in letters(vague(text, due_on=a_recommendation().submitted_on))


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("3.8", "3.8"),
        ("SDG 16.10", "16.10"),
        ("Goal 5", "5"),
        ("Target 5.C", "5.c"),
        ("ODD 10: Inégalités réduites", "10"),
        ("03", "3"),
        ("SDG 18", ""),
        ("2026-03-08", ""),
        ("health", ""),
    ],
)
def test_a_target_is_found_in_the_words_of_other_systems(words: str, target: str) -> None:
    assert target_of(words) == target


def test_what_is_no_target_is_named() -> None:
    assert targets_of("3.8; hope; 10 and 16") == (("3.8", "10", "16"), ("hope",))


def test_states_are_those_in_the_last_brackets_of_each_clause() -> None:
    text = "Complete the ratification (Ukraine); Go on with article 3 (Côte d’Ivoire);"
    assert recommending_states(text) == ("Ukraine", "Côte d’Ivoire")
    assert recommending_states("Ratify the Convention (CEDAW, art. 7);") == ()


def test_the_register_is_seen_by_state_status_and_goal() -> None:
    whole = vague(rec_id="W", sdg_target="3.1", further_targets=("5.2",))
    part = vague(rec_id="P", parent_id="W")
    other = vague(rec_id="O", origin=Origin.UPR, sdg_target="")
    register = (whole, part, other)
    found = entries(register, {"P": Uptake.ADOPTED}, Filters())
    assert [entry.state for entry in found] == [State.SPLIT, State.STANDS, State.STANDS]
    open_ones = entries(register, {"P": Uptake.ADOPTED}, Filters(statuses=("not_assessed",)))
    assert [entry.recommendation.rec_id for entry in open_ones] == ["O"]
    goals = {g: [e.recommendation.rec_id for e in own] for g, own in by_goals(found).items()}
    assert goals == {0: ["O"], 3: ["W", "P"], 5: ["W"]}


@pytest.mark.parametrize(
    ("cell", "targets", "unknown"),
    [
        ("6,1", (), ("6,1",)),  # 6.1, or the Goals 6 and 1
        ("1,5; 3.8", ("3.8",), ("1,5",)),
        ("10,16", ("10", "16"), ()),  # there is no 10.16
        ("1,5,10", ("1", "5", "10"), ()),
        ("6.10", (), ("6.10",)),
        ("1.9; 17.20; 17.a; 13.c", (), ("1.9", "17.20", "17.a", "13.c")),
        ("8.10; 17.19; 3.D; 13.b", ("8.10", "17.19", "3.d", "13.b"), ()),
    ],
)
def test_only_the_targets_of_the_agenda_are_targets(
    cell: str, targets: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    assert targets_of(cell) == (targets, unknown)


def test_the_agenda_has_169_targets() -> None:
    parts = [*map(str, range(1, 20)), *"abcd"]
    assert sum(bool(target_of(f"{goal}.{p}")) for goal in range(1, 18) for p in parts) == 169
