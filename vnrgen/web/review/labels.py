"""The three vocabularies in words: what is asked, and what each answer means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vnrgen.document.wording import Wording
from vnrgen.dossier.decisions import AssessorKind, Implementation, Uptake, Vocabulary
from vnrgen.dossier.model import Origin, Position


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question: its value in the ledger, its name, what it means."""

    value: str
    name: str
    meaning: str = ""


QUESTIONS = (Vocabulary.UPTAKE, Vocabulary.IMPLEMENTATION, Vocabulary.POSITION)


def answers(wording: Wording, vocabulary: Vocabulary) -> tuple[Answer, ...]:
    """Return the answers of a vocabulary in the order of their keys, from 1."""
    by_vocabulary = {
        Vocabulary.UPTAKE: _uptake,
        Vocabulary.IMPLEMENTATION: _implementation,
        Vocabulary.POSITION: _position,
    }
    return by_vocabulary[vocabulary](wording)


def answer_names(wording: Wording) -> Mapping[tuple[Vocabulary, str], str]:
    """Return the name of every value that can stand in the ledger."""
    names = {(v, a.value): a.name for v in Vocabulary for a in answers(wording, v)}
    names[Vocabulary.UPTAKE, str(Uptake.NOT_ASSESSED)] = wording.text("Taken back")
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


def origin_names(wording: Wording) -> Mapping[Origin, str]:
    """Return who can have made a recommendation."""
    return {
        Origin.CSO: wording.text("the coalition"),
        Origin.NHRI: wording.text("a national human rights institution"),
        Origin.UPR: wording.text("the Universal Periodic Review"),
        Origin.TREATY_BODY: wording.text("a treaty body"),
        Origin.SPECIAL_PROCEDURE: wording.text("a special procedure"),
        Origin.OTHER: wording.text("others"),
    }


def _uptake(wording: Wording) -> tuple[Answer, ...]:
    return (
        Answer(
            str(Uptake.ADOPTED),
            wording.text("Adopted"),
            wording.text("the same action, for the same group or addressee"),
        ),
        Answer(
            str(Uptake.ADOPTED_IN_PART),
            wording.text("Adopted in part"),
            wording.text("a part of the action, or for a part of the group"),
        ),
        Answer(
            str(Uptake.REFLECTED),
            wording.text("Reflected"),
            wording.text("the issue is mentioned, the action is not"),
        ),
        Answer(
            str(Uptake.NOT_FOUND),
            wording.text("Not found"),
            wording.text("the report does not speak of it; needs no passage"),
        ),
        Answer(
            str(Uptake.CONTRADICTED),
            wording.text("Contradicted"),
            wording.text("the report says the opposite, or refuses"),
        ),
    )


def _implementation(wording: Wording) -> tuple[Answer, ...]:
    return (
        Answer(str(Implementation.NOT_STARTED), wording.text("Not started")),
        Answer(str(Implementation.IN_PREPARATION), wording.text("In preparation")),
        Answer(str(Implementation.IN_PROGRESS), wording.text("In progress")),
        Answer(str(Implementation.PARTIALLY_IMPLEMENTED), wording.text("Partially implemented")),
        Answer(str(Implementation.IMPLEMENTED), wording.text("Implemented")),
        Answer(str(Implementation.NO_LONGER_APPLICABLE), wording.text("No longer applicable")),
        Answer(str(Implementation.REVERSED), wording.text("Reversed")),
        Answer(str(Implementation.NO_INFORMATION), wording.text("No information")),
    )


def _position(wording: Wording) -> tuple[Answer, ...]:
    return (
        Answer(str(Position.SUPPORTED), wording.text("Supported")),
        Answer(str(Position.SUPPORTED_IN_PART), wording.text("Supported in part")),
        Answer(str(Position.NOTED), wording.text("Noted")),
        Answer(str(Position.REJECTED), wording.text("Rejected")),
        Answer(str(Position.NO_RESPONSE), wording.text("No response")),
        Answer(str(Position.NOT_APPLICABLE), wording.text("Not applicable")),
    )
