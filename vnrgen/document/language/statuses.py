"""The statuses of a recommendation in words: one place for chapter, review page and tracker."""

from __future__ import annotations

from collections.abc import Mapping

from vnrgen.document.language.wording import Wording
from vnrgen.dossier.model import Origin, Position
from vnrgen.dossier.model.decisions import Implementation, Unfounded, Uptake, Vocabulary
from vnrgen.dossier.register.state import State


def uptakes(wording: Wording) -> dict[Uptake, str]:
    """Return in words what became of a recommendation in a national report."""
    return {
        Uptake.ADOPTED: wording.text("adopted"),
        Uptake.ADOPTED_IN_PART: wording.text("adopted in part"),
        Uptake.REFLECTED: wording.text("mentioned, without the action"),
        Uptake.CONTRADICTED: wording.text("contradicted"),
        Uptake.NOT_FOUND: wording.text("not found"),
        Uptake.NOT_ASSESSED: wording.text("not yet assessed"),
    }


def implementations(wording: Wording) -> dict[Implementation, str]:
    """Return in words how far a recommendation was carried out."""
    return {
        Implementation.NOT_STARTED: wording.text("not started"),
        Implementation.IN_PREPARATION: wording.text("in preparation"),
        Implementation.IN_PROGRESS: wording.text("in progress"),
        Implementation.PARTIALLY_IMPLEMENTED: wording.text("partially implemented"),
        Implementation.IMPLEMENTED: wording.text("implemented"),
        Implementation.NO_LONGER_APPLICABLE: wording.text("no longer applicable"),
        Implementation.REVERSED: wording.text("reversed"),
        Implementation.NO_INFORMATION: wording.text("no information"),
    }


def positions(wording: Wording) -> dict[Position, str]:
    """Return the answers to a recommendation in words."""
    return {
        Position.SUPPORTED: wording.text("supported"),
        Position.SUPPORTED_IN_PART: wording.text("supported in part"),
        Position.NOTED: wording.text("noted"),
        Position.REJECTED: wording.text("rejected"),
        Position.NO_RESPONSE: wording.text("no response"),
        Position.NOT_APPLICABLE: wording.text("not applicable"),
    }


def not_counted(wording: Wording) -> dict[State, str]:
    """Return in words why a recommendation is not counted under its own id."""
    return {
        State.SPLIT: wording.text("split into parts"),
        State.MERGED: wording.text("merged into another"),
        State.OUT_OF_SCOPE: wording.text("out of scope"),
        State.WITHDRAWN: wording.text("withdrawn"),
    }


def not_founded(wording: Wording) -> dict[Unfounded, str]:
    """Return in words why a decision does not count: what it rests on is not there."""
    return {
        Unfounded.NO_REPORT: wording.text("the report it names is not at hand"),
        Unfounded.REPORT_TOO_EARLY: wording.text("the report is of an earlier review"),
        Unfounded.REPORT_NOT_READABLE: wording.text("the report cannot be read"),
        Unfounded.NO_QUOTE: wording.text("no words of the report are quoted"),
        Unfounded.QUOTE_NOT_IN_REPORT: wording.text("the words quoted are not in the report"),
    }


def answers(wording: Wording) -> Mapping[tuple[Vocabulary, str], str]:
    """Return the name of every value that a decision can have."""
    by_vocabulary: dict[Vocabulary, Mapping[str, str]] = {
        Vocabulary.UPTAKE: {str(value): name for value, name in uptakes(wording).items()},
        Vocabulary.IMPLEMENTATION: {
            str(value): name for value, name in implementations(wording).items()
        },
        Vocabulary.POSITION: {
            **{str(value): name for value, name in positions(wording).items()},
            str(Uptake.NOT_ASSESSED): wording.text("taken back"),
        },
    }
    return {
        (vocabulary, value): name
        for vocabulary, names in by_vocabulary.items()
        for value, name in names.items()
    }


def origins(wording: Wording) -> dict[Origin, str]:
    """Return who can have made a recommendation."""
    return {
        Origin.CSO: wording.text("the coalition"),
        Origin.NHRI: wording.text("a national human rights institution"),
        Origin.UPR: wording.text("the Universal Periodic Review"),
        Origin.TREATY_BODY: wording.text("a treaty body"),
        Origin.SPECIAL_PROCEDURE: wording.text("a special procedure"),
        Origin.OTHER: wording.text("others"),
    }


def as_heading(name: str) -> str:
    """Return a status as it stands alone: with a capital letter, where its script has any."""
    return name[:1].upper() + name[1:]
