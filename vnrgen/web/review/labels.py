"""The three vocabularies in words: what is asked, and what each answer means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from vnrgen.adoption.ledger.events import TAKEN_BACK
from vnrgen.document.language import statuses
from vnrgen.document.language.wording import Wording
from vnrgen.dossier.model.decisions import AssessorKind, Uptake, Vocabulary


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question: its value in the ledger, its name, what it means."""

    value: str
    name: str
    meaning: str = ""


QUESTIONS = (Vocabulary.UPTAKE, Vocabulary.IMPLEMENTATION, Vocabulary.POSITION)


def answers(wording: Wording, vocabulary: Vocabulary) -> tuple[Answer, ...]:
    """Return the answers of a vocabulary in the order of their keys, from 1."""
    match vocabulary:
        case Vocabulary.UPTAKE:
            return _uptake(wording)
        case Vocabulary.IMPLEMENTATION:
            return _named(statuses.implementations(wording).items())
        case Vocabulary.POSITION:
            return _named(statuses.positions(wording).items())


def answer_names(wording: Wording) -> Mapping[tuple[Vocabulary, str], str]:
    """Return the name of every value that can stand in the ledger."""
    names = {(v, a.value): a.name for v in Vocabulary for a in answers(wording, v)}
    for vocabulary in (Vocabulary.UPTAKE, Vocabulary.POSITION):
        names[vocabulary, TAKEN_BACK] = wording.text("Taken back")
    return names


def question_name(wording: Wording, vocabulary: Vocabulary) -> str:
    """Return the short name of a question."""
    return {
        Vocabulary.UPTAKE: wording.text("Uptake"),
        Vocabulary.IMPLEMENTATION: wording.text("Implementation"),
        Vocabulary.POSITION: wording.text("Position"),
    }[vocabulary]


def question_text(wording: Wording, vocabulary: Vocabulary) -> str:
    """Return the question in full."""
    return {
        Vocabulary.UPTAKE: wording.text("Is the recommendation in the text of the report?"),
        Vocabulary.IMPLEMENTATION: wording.text("How far has it been carried out?"),
        Vocabulary.POSITION: wording.text("What did the addressee answer to it?"),
    }[vocabulary]


def kind_names(wording: Wording) -> Mapping[AssessorKind, str]:
    """Return on whose behalf somebody can assess."""
    return {
        AssessorKind.CSO: wording.text("civil society"),
        AssessorKind.NHRI: wording.text("a national human rights institution"),
        AssessorKind.STATE: wording.text("the State"),
        AssessorKind.UN: wording.text("the United Nations"),
        AssessorKind.ACADEMIC: wording.text("research"),
    }


def _uptake(wording: Wording) -> tuple[Answer, ...]:
    names = statuses.uptakes(wording)
    meanings = {
        Uptake.ADOPTED: wording.text("the same action, for the same group or addressee"),
        Uptake.ADOPTED_IN_PART: wording.text("a part of the action, or for a part of the group"),
        Uptake.REFLECTED: wording.text("the issue is mentioned, the action is not"),
        Uptake.NOT_FOUND: wording.text("the report does not speak of it; needs no passage"),
        Uptake.CONTRADICTED: wording.text("the report says the opposite, or refuses"),
    }
    return tuple(
        Answer(str(value), statuses.as_heading(names[value]), meaning)
        for value, meaning in meanings.items()
    )


def _named(names: Iterable[tuple[StrEnum, str]]) -> tuple[Answer, ...]:
    return tuple(Answer(str(value), statuses.as_heading(name)) for value, name in names)
