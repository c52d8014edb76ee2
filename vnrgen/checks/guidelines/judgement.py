"""What a rule finds: met or not, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.blocks import Document
from vnrgen.dossier.model import Dossier
from vnrgen.problems import Location, Problem


class Standing(StrEnum):
    """How a document stands to a rule."""

    MET = "met"
    NOT_MET = "not met"
    EXPLAINED = "explained"
    NOT_APPLICABLE = "does not apply"
    NOT_CHECKED = "not checked"
    FOR_A_PERSON = "for a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found; ``fix`` is "" where nothing is to be done."""

    standing: Standing
    found: str = ""
    where: tuple[Location, ...] = ()
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is held against a guideline.

    Attributes:
        dossier: As it was read.
        publishable: What of it may be published, and what was found in that.
        document: As it was composed for its audience.
        problems: What reading and composing it noticed.
        on: The day of the check.
        outputs: The published files by name; None where none were given.
    """

    dossier: Dossier
    publishable: Publishable
    document: Document
    problems: Sequence[Problem]
    on: date
    outputs: Mapping[str, bytes] | None = field(default=None)


class Check(Protocol):
    """One way of holding a document against a rule."""

    def judge(self, subject: Subject) -> Finding:
        """Return what was found; a check never raises for what a dossier lacks."""
        ...


def met(found: str = "") -> Finding:
    """Return that nothing is to be done."""
    return Finding(standing=Standing.MET, found=found)
