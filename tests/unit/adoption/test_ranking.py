"""Passages are ranked by what they say, in any script, and the same every time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_ranking import passages, recommendation
from vnrgen.adoption.candidates import candidate_passages
from vnrgen.adoption.ranking.fusion import fused, standardized
from vnrgen.adoption.ranking.kernel import MOST_ALIKE, word_kernel
from vnrgen.adoption.ranking.words import asked, is_list_of_numbers, label_text, words
from vnrgen.pdftext.model import Kind

REPORT = (
    "The budget of the year was adopted by Parliament in December.",
    "Midwives will be posted in four valleys of the highlands throughout the winter.",
    "Primary schools in towns were made accessible to pupils in wheelchairs.",
    "The railway to the coast carries more goods than in any year before.",
)
TEXTS = st.lists(st.text(max_size=60), min_size=1, max_size=8)


def best(text: str, *report: str) -> list[str]:
    found = candidate_passages([recommendation(text)], passages(*report))["R1"]
    return [candidate.passage.text for candidate in found]


def test_the_passage_that_shares_most_comes_first() -> None:
    assert best("Post a midwife in each upper valley in winter.", *REPORT)[0] == REPORT[1]


@pytest.mark.parametrize(
    ("asked_for", "answer", "other"),
    [
        ("Afecte matronas a los valles", "La matrona llega a cada valle.", "El tren va al mar."),
        ("提供免费产前护理", "孕妇可获得免费的产前护理服务。", "铁路运输量有所增加。"),
        ("จัดหาน้ำสะอาดให้ทุกโรงเรียน", "โรงเรียนทุกแห่งมีน้ำสะอาดแล้ว", "รถไฟวิ่งไปทะเลทุกวัน"),
        ("ផ្តល់ទឹកស្អាតដល់សាលារៀន", "សាលារៀនមានទឹកស្អាត", "រថភ្លើងទៅសមុទ្រ"),
        ("विकलांग बच्चों के लिए विद्यालय", "विकलांग बच्चे विद्यालय जाते हैं।", "रेलगाड़ी समुद्र तक जाती है।"),
        ("توفير المياه للمدارس", "وفرت المياه في المدارس", "القطار يصل إلى الساحل"),
        ("Доступ к чистой воде в школах", "Школы получили чистую воду.", "Поезд идёт к морю."),
    ],
)
def test_words_meet_their_other_forms_in_every_script(
    asked_for: str, answer: str, other: str
) -> None:
    assert best(asked_for, other, answer)[0] == answer


def test_a_heading_says_what_its_passages_are_about() -> None:
    trains = passages("It was increased by a third.", section="Railways")
    water = passages("It was increased by a third.", section="Drinking water")
    report = (*trains, replace(water[0], index=2))
    found = candidate_passages([recommendation("Give every village drinking water.")], report)
    assert found["R1"][0].passage.section == "Drinking water"


def test_theme_and_groups_are_a_second_question() -> None:
    text = "Take further measures without delay."
    by_theme = recommendation(text, theme="E41 Right to drinking water")
    report = passages("Trains were bought.", "Wells give drinking water.", "Further measures came.")
    assert candidate_passages([by_theme], report)["R1"][0].passage.index in {2, 3}
    by_group = recommendation(text, groups=("river_people",))
    named = passages("Trains were bought.", "Boats of the river people are counted.")
    found = candidate_passages([by_group], named)["R1"]
    assert [candidate.passage.index for candidate in found] == [2]


@pytest.mark.parametrize("kind", [k for k in Kind if not k.can_answer])
def test_what_is_no_running_text_is_no_answer(kind: Kind) -> None:
    report = passages("Midwives are posted in the valleys.", kind=kind)
    assert candidate_passages([recommendation("Post midwives in valleys")], report) == {"R1": ()}


@pytest.mark.parametrize(
    "line",
    [
        "Recommendations 22, 31–39",
        "(Recommendations 115.40 to 115.46 and 115.99)",
        "Recommandations nos 4, 5 et 18",
        "Рекомендации 4, 5, 18",
        "建议 22、31-39",
        "22, 31-39, 115.46",
    ],
)
def test_a_list_of_numbers_neither_answers_nor_counts_as_a_title(line: str) -> None:
    assert is_list_of_numbers(line)
    numbers = passages(line, "Trains were bought.", section=line)
    found = candidate_passages(
        [recommendation("Follow recommendations 22 and 31 on trains")], numbers
    )
    assert [candidate.passage.text for candidate in found["R1"]] == ["Trains were bought."]


@pytest.mark.parametrize(
    "line", ["Housing in 2019", "Follow-up to recommendations on housing", "Goal 5", "Education"]
)
def test_a_heading_with_words_is_no_list_of_numbers(line: str) -> None:
    assert not is_list_of_numbers(line)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Ratify it (Croatia);", "Ratify it"),
        ("Ratify it (Iran (Islamic Republic of), Peru).", "Ratify it"),
        ("Ratify it (Spain) (Côte d’Ivoire);", "Ratify it"),
        ("House them (the former Yugoslav Republic of Macedonia);", "House them"),
        ("Teach all children (including girls).", "Teach all children (including girls)."),
        ("Reach target (b)", "Reach target (b)"),
        ("(Croatia)", "(Croatia)"),
    ],
)
def test_the_states_that_recommend_are_no_content(text: str, bare: str) -> None:
    assert asked(text) == bare


def test_the_code_of_a_theme_is_no_content() -> None:
    assert label_text("A12 Acceptance of norms; F12 Women") == "Acceptance of norms; Women"


def test_equal_passages_stand_in_the_order_of_the_report() -> None:
    report = passages("Wells were dug.", "Trains run.", "Wells were dug.", "Wells were dug.")
    found = candidate_passages([recommendation("Dig wells")], report)["R1"]
    assert [candidate.passage.index for candidate in found] == [1, 3, 4]
    assert len({candidate.score for candidate in found}) == 1


def test_what_shares_no_word_is_not_proposed() -> None:
    assert best("Xylophone", *REPORT) == []
    assert candidate_passages([recommendation("Dig wells")], ()) == {"R1": ()}
    assert best("", *REPORT) == []


@settings(deadline=None, max_examples=40)
@given(asked_for=TEXTS, report=TEXTS)
def test_any_text_is_ranked_best_first_and_twice_the_same(
    asked_for: list[str], report: list[str]
) -> None:
    wanted = [recommendation(text, f"R{i}") for i, text in enumerate(asked_for)]
    once = candidate_passages(wanted, passages(*report))
    again = candidate_passages(wanted, passages(*report))
    assert once == again
    for candidates in once.values():
        keys = [(-c.score, c.passage.index) for c in candidates]
        assert keys == sorted(keys)
        assert all(c.reasons is not None and c.marks is not None for c in candidates)


@settings(deadline=None, max_examples=30)
@given(report=st.lists(st.sampled_from(REPORT), min_size=1, max_size=6))
def test_a_recommendation_is_ranked_the_same_beside_others(report: list[str]) -> None:
    alone = candidate_passages([recommendation("Post midwives")], passages(*report))["R1"]
    others = [recommendation("Post midwives"), recommendation("Build railways by winter", "R2")]
    assert candidate_passages(others, passages(*report))["R1"] == alone


@settings(deadline=None)
@given(st.text())
def test_words_hold_no_space_and_no_digit(text: str) -> None:
    assert all(word and not any(c.isspace() or c.isdecimal() for c in word) for word in words(text))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_letters_are_cut_as_all_others(text: str) -> None:
    assert words(text) == words(text + " é")[:-1]


def test_two_words_are_alike_by_the_letters_they_share() -> None:
    # " valley " has the groups " va val all lle ley ey_"; "valleys" shares 5 of its 7.
    kernel = word_kernel(["valley"], ["valleys", "valley", "railway"], np.array([0.5, 0.5, 0.5]))
    assert kernel.words.tolist() == [0, 1]
    assert kernel.cosines[1] == pytest.approx(1)
    assert 0.6 < kernel.cosines[0] < 0.9


def test_an_asked_word_stands_for_few_words() -> None:
    vocabulary = [f"nation{ending}" for ending in "abcdefghijklmnop"]
    kernel = word_kernel(["nation"], vocabulary, np.full(len(vocabulary), 0.1))
    assert kernel.words.tolist() == list(range(MOST_ALIKE))


def test_scores_are_joined_in_standard_deviations() -> None:
    assert standardized(np.array([1.0, 3.0])).tolist() == [-1.0, 1.0]
    assert standardized(np.array([2.0, 2.0])).tolist() == [0.0, 0.0]
    joined = fused([np.array([0.0, 10.0]), np.array([1.0, 0.0])], [3.0, 1.0])
    assert joined.tolist() == [-0.5, 0.5]
