"""Why a passage is proposed, and what speaks against it."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis.strategies import characters, from_regex, integers

from tests.builders_ranking import passages, recommendation
from vnrgen.adoption.candidates import Candidate, candidate_passages
from vnrgen.adoption.ranking.evidence import EvidenceFinder
from vnrgen.adoption.ranking.groups import GroupFinder
from vnrgen.adoption.ranking.marks import _REFUSAL, MarkKind, refusals, refusing_sentences
from vnrgen.adoption.ranking.reasons import ReasonKind
from vnrgen.adoption.ranking.treaties import titles, treaties
from vnrgen.adoption.ranking.words import folded, words

FILLER = ("Trains carry goods to the coast.", "Parliament met in the capital.", "Roads were paved.")


def proposed(text: str, passage: str, **of: object) -> Candidate:
    asked_for = recommendation(text, **of)  # type: ignore[arg-type]
    found = candidate_passages([asked_for], passages(passage, *FILLER))["R1"]
    return next(candidate for candidate in found if candidate.passage.index == 1)


def reasons(candidate: Candidate, kind: ReasonKind) -> list[str]:
    return [reason.text for reason in candidate.reasons if reason.kind is kind]


def marks(candidate: Candidate) -> dict[MarkKind, str]:
    return {mark.kind: mark.words for mark in candidate.marks}


def test_reasons_name_what_is_shared() -> None:
    found = proposed(
        "Amend the Protection against Discrimination Act and fund the Human Rights Ombudsman for"
        " persons with disabilities, in line with CRPD.",
        "The Protection against Discrimination Act was amended. The Human Rights Ombudsman hears"
        " disabled people: the Convention on the Rights of Persons with Disabilities, SDG 10.",
        target="10.2",
    )
    assert reasons(found, ReasonKind.LAW) == ["Protection against Discrimination Act"]
    assert reasons(found, ReasonKind.BODY) == ["Human Rights Ombudsman"]
    assert reasons(found, ReasonKind.TREATY) == ["CRPD"]
    assert reasons(found, ReasonKind.GROUP) == ["persons with disabilities"]
    assert reasons(found, ReasonKind.GOAL) == ["10"]
    assert "amended" in found.shared_terms
    assert found.marks == ()


def test_a_target_is_found_as_a_number_of_its_own() -> None:
    assert reasons(proposed("Dig wells", "Wells: see target 6.1.", target="6.1"),
                   ReasonKind.TARGET) == ["6.1"]  # fmt: skip
    assert not reasons(proposed("Dig wells", "Wells: 16.1 % and 6.10.", target="6.1"),
                       ReasonKind.TARGET)  # fmt: skip


@pytest.mark.parametrize(
    "passage",
    [
        "6.1 Wells were dug in every village.",
        "6.1. Wells were dug in every village.",
        "On wells see paragraph 6.1 and section 6.1.",
        "See 6.1 on wells.",
        "Wells grew by 6.1 per cent, or 6.1 million.",
        "Wells: target 16.1 is met, indicator 6.1.1 is 6.1.",
        "Wells: the targets of paragraphs 4.2 and 6.1 are met.",
    ],
)
def test_the_number_of_a_paragraph_or_a_share_is_no_target(passage: str) -> None:
    assert not reasons(proposed("Dig wells", passage, target="6.1"), ReasonKind.TARGET)


@pytest.mark.parametrize(
    "passage",
    [
        "Wells (SDG 6.1).",
        "Wells serve targets 1.4, 3.9 and 6.1.",
        "Target 6.1: wells.",
        "Des puits, cible 6.1 des ODD.",
        "Pozos: metas 1.4 y 6.1.",
        "Poços, meta n.º 6.1.",
        "Колодцы, задача 6.1 ЦУР.",
        "آبار: الغاية 6.1",
        "水井：具体目标6.1。",
    ],
)
def test_a_target_is_known_by_what_it_is_called(passage: str) -> None:
    asked = proposed("Dig wells, puits, pozos, poços, колодцы, آبار, 水井", passage, target="6.1")
    assert reasons(asked, ReasonKind.TARGET) == ["6.1"]


def test_a_goal_is_no_target_and_no_number_of_a_hundred() -> None:
    for passage in ("Wells for Goals 3 and 6.", "Wells: SDG6 and others", "Wells, ODD n° 6"):
        assert reasons(proposed("Dig wells", passage, target="6.1"), ReasonKind.GOAL) == ["6"]
    assert not reasons(proposed("Dig wells", "Goal 60, target 6.2: wells", target="6.1"),
                       ReasonKind.GOAL)  # fmt: skip


@pytest.mark.parametrize(
    ("passage", "words_of_it"),
    [
        ("The Government does not consider raising the marriage age.", "does not consider"),
        ("The proposal to raise the marriage age was not accepted.", "was not accepted"),
        ("Parliament rejected a higher marriage age.", "rejected"),
        ("There are no plans to raise the age of marriage.", "no plans"),
        ("The Government cannot support raising the marriage age.", "cannot support"),
    ],
)
def test_a_refusal_is_marked_as_a_contradiction(passage: str, words_of_it: str) -> None:
    found = proposed("Raise the marriage age to eighteen", passage)
    assert marks(found) == {MarkKind.CONTRADICTION: words_of_it}


@pytest.mark.parametrize(
    ("asked_for", "passage"),
    [
        ("Relever l'âge du mariage", "Le Gouvernement n’envisage pas de relever l’âge du mariage."),
        ("Elevar la edad del matrimonio", "El Gobierno no prevé elevar la edad del matrimonio."),
        ("Elevar a idade do casamento", "O Governo não aceita elevar a idade do casamento."),
    ],
)
def test_refusals_are_known_in_other_languages(asked_for: str, passage: str) -> None:
    assert MarkKind.CONTRADICTION in marks(proposed(asked_for, passage))


def test_a_denied_word_is_marked_and_an_unrelated_not_is_none() -> None:
    denied = proposed("Ratify the convention on wells", "Slovenia has not ratified the convention.")
    assert set(marks(denied)) & {MarkKind.CONTRADICTION, MarkKind.NEGATION}
    fine = proposed("Dig wells in villages", "Wells were dug in villages. It is not only the sea.")
    assert fine.marks == ()


def test_another_treaty_and_a_protocol_for_its_treaty_are_look_alikes() -> None:
    protocol = "Ratify the Optional Protocol to the Convention against Torture"
    other = proposed(protocol, "The Convention against Torture was ratified in 1993.")
    assert marks(other)[MarkKind.OTHER_TREATY] == "CAT"
    same = proposed(protocol, "OPCAT was ratified in 2007.")
    assert MarkKind.OTHER_TREATY not in marks(same)


def test_another_group_than_asked_is_a_look_alike() -> None:
    text = "Improve the housing of older persons"
    assert marks(proposed(text, "Housing of students and women improved."))[
        MarkKind.OTHER_GROUP
    ] == ("women")
    assert marks(proposed(text, "Housing of the elderly improved.")) == {}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ratify OP-CRPD", ("CRPD Optional Protocol",)),
        ("Accede to ICCPR-OP2", ("ICCPR Second Optional Protocol",)),
        (
            "Ratify the Optional Protocol to the Covenant on Economic, Social and Cultural Rights",
            ("ICESCR Optional Protocol",),
        ),
        (
            "Optional Protocol to the Rights of the Child on a communications procedure",
            ("CRC Optional Protocol (communications)",),
        ),
        ("the protective provisions of ILO Convention No. 189", ("ILO Convention 189",)),
        ("Ratifier la Convention contre la torture", ("CAT",)),
        ("Combat discrimination at work", ()),
    ],
)
def test_treaties_and_their_protocols_are_told_apart(text: str, named: tuple[str, ...]) -> None:
    assert treaties(text) == named


def test_a_treaty_named_by_its_letters_is_sought_by_its_subject() -> None:
    assert titles("Ratify ICRMW") == (
        "protection of the rights of all migrant workers and members of their families",
    )
    report = passages(*FILLER, "Migrant workers and members of their families are protected.")
    found = candidate_passages([recommendation("Ratify ICRMW")], report)["R1"]
    assert found[0].passage.index == len(report)


def test_groups_of_the_dossier_are_found_by_their_names() -> None:
    finder = GroupFinder({"river": "Peoples of the river", "old": "Older persons"})
    assert finder.groups(words("The Peoples of the River count.")) == ("Peoples of the river",)
    assert finder.groups(words("Older persons and the elderly.")) == ("older persons",)
    assert finder.groups(words("Mental arithmetic of blindness")) == (
        "persons with mental health conditions",
    )


NAMING = (
    "The Government does not accept the ratification of the Convention against Torture.",
    "Women and girls, older persons and people with disabilities; no plans for stateless persons.",
    "Le Gouvernement n’envisage pas la ratification du Pacte international, sans les femmes.",
    "España rechaza el Convenio 189 de la OIT; los niños y las niñas no van a la escuela.",
    "O Estado não prevê ratificar o tratado sobre armas; pessoas idosas e crianças.",
    "Infants and newborns were vaccinated in the highlands; asylum-seekers never were.",
)


def test_what_is_passed_over_for_speed_would_have_said_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked_for = [recommendation(text, rec_id=str(n)) for n, text in enumerate(NAMING)]
    said = passages(*NAMING, "Roads were built.", section="Women")

    def everything() -> list[object]:
        found = candidate_passages(asked_for, said, most=9)
        return [(c.passage.index, c.reasons, c.marks) for some in found.values() for c in some]

    quick = everything()
    monkeypatch.setattr(
        EvidenceFinder,
        "_words_that",
        lambda finder, *_: frozenset(range(len(finder._vocabulary))),
    )
    monkeypatch.setattr(GroupFinder, "begins", lambda *_: True)
    assert everything() == quick
    assert sum(bool(marks_) for _, _, marks_ in quick) >= 6  # type: ignore[misc]


def test_a_group_is_sought_by_the_words_that_the_report_has_for_it() -> None:
    finder = GroupFinder({"up": "Highlanders"})
    report = sorted(("older", "persons", "infants", "infantry", "elderly", "highlanders"))
    assert finder.said_as("older persons", report) == ("older person", "elderly")
    assert finder.said_as("children", report) == ("infantry", "infants")
    assert finder.said_as("Highlanders", report) == ("highlanders",)
    assert finder.said_as("migrants", report) == ()


def test_a_passage_on_the_group_by_another_name_goes_before_one_that_shares_less() -> None:
    asked_for = recommendation("Improve the lives of the elderly.")
    said = passages(
        "Pensions of older persons living alone were raised twice.",
        "The traffic on the coastal road was measured.",
        "Fishing quotas were set for the bay.",
    )
    (found,) = candidate_passages([asked_for], said, most=1)["R1"]
    assert found.passage is said[0]
    assert not [reason for reason in found.reasons if reason.kind is ReasonKind.THEME]


_SAID = from_regex(
    _REFUSAL.pattern.replace(r"\b(?=[acdhinopruws])", "").replace(r"\b", ""),
    fullmatch=True,
    alphabet=characters(categories=["Ll"], include_characters=" '’", max_codepoint=0x24F),
)


@settings(max_examples=40)
@example("doesn’t accept", 1)
@example("is not yet been in a position", 0)
@example("n'entend guère", 0)
@given(_SAID, integers(0, 3))
def test_no_refusal_is_passed_over_for_its_words(said: str, words_before: int) -> None:
    sentence = folded(f"{'so ' * words_before}{said} marriage of minors")
    found = refusing_sentences(sentence)
    assume(any(part.refusal for part in found))
    ranked = candidate_passages(
        [recommendation("Marriage of minors, marriages, minor")], passages(sentence, *FILLER)
    )["R1"]
    heard = next(candidate for candidate in ranked if candidate.passage.index == 1)
    expected = refusals(found, frozenset(heard.shared_terms))
    assert expected
    assert heard.marks[: len(expected)] == expected


def test_a_group_of_the_dossier_that_is_known_is_named_once() -> None:
    finder = GroupFinder({"pwd": "Persons with Disabilities", "hw": "Highland women"})
    named = ["schools", "for", "persons", "with", "disabilities", "and", "highland", "women"]
    assert finder.groups(named) == ("Highland women", "persons with disabilities", "women")
