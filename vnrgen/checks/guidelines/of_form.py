"""Rules about form: languages, deadlines, what other checks noticed, the published files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from vnrgen.checks.figures import FIGURES_DIFFER, NO_DOCUMENT, SAVED, formats_to_compare
from vnrgen.checks.guidelines.judgement import Check, Finding, Standing, Subject, met
from vnrgen.checks.guidelines.of_tables import TABLES
from vnrgen.checks.outputs import looked_into
from vnrgen.checks.published import UNREADABLE
from vnrgen.dossier.settings.yaml_files import Keys
from vnrgen.problems import Location, Problem, Severity, listed

_SETTINGS = Location("dossier.yaml")
_MOST_PLACES = 5
_CODE = re.compile(r"[A-Z]{3}\d{3}")
_OF_OUTPUTS = re.compile(r"ACC\d{3}|FIG001|PUB00[68]")
"""What only published files can have, whether or not a profile says so."""
_NO_OUTPUTS = Finding(
    standing=Standing.NOT_CHECKED,
    found="no published files were given",
    fix="name their folder: vnrgen check DOSSIER --outputs FOLDER",
)


@dataclass(frozen=True, slots=True)
class Languages:
    """The document is in one of certain languages."""

    one_of: tuple[str, ...]

    @classmethod
    def read(cls, keys: Keys) -> Check | None:
        """Read ``one_of``: language tags."""
        one_of = keys.texts("one_of")
        return cls(one_of) if one_of else None

    def judge(self, subject: Subject) -> Finding:
        """Compare the dossier's languages; a regional form counts as its language."""
        own = subject.dossier.settings.languages
        asked = {tag.casefold() for tag in self.one_of}
        fitting = [tag for tag in own if {tag.casefold(), tag.casefold().partition("-")[0]} & asked]
        if fitting:
            return met(f"there is an edition in: {listed(fitting)}")
        return Finding(
            standing=Standing.NOT_MET,
            found=f"the editions are in: {listed(own)}",
            where=(_SETTINGS,),
            fix=f"add one of these under languages: {listed(self.one_of)}",
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something is due on a day."""

    on: date
    what: str

    @classmethod
    def read(cls, keys: Keys) -> Check | None:
        """Read ``on``, a date, and ``what`` is due."""
        on = keys.date("on")
        return cls(on, keys.text("what", "the document")) if on else None

    def judge(self, subject: Subject) -> Finding:
        """Count the days from the day of the check."""
        days = (self.on - subject.on).days
        unit = "day" if abs(days) == 1 else "days"
        if days >= 0:
            return met(f"{self.what} is due on {self.on}, in {days} {unit} ({subject.on} counts)")
        return Finding(
            standing=Standing.NOT_MET,
            found=f"{self.what} was due on {self.on}, {-days} {unit} before {subject.on}",
            where=(_SETTINGS,),
            fix="ask the secretariat whether it is still taken, or correct as_of in dossier.yaml",
        )


@dataclass(frozen=True, slots=True)
class NoProblems:
    """Certain problems were not noticed; ``of_outputs`` are those that only files can have."""

    codes: frozenset[str]
    of_outputs: bool
    hints: frozenset[str] = frozenset()
    about: str = ""

    @classmethod
    def read(cls, keys: Keys) -> Check | None:
        """Read ``codes``, problem codes like CMP001, ``of_outputs``, ``hints`` and ``about``.

        ``hints`` are codes of which a person has to look at mere notices. ``about`` is a table
        without whose rows there is nothing to judge.
        """
        codes, hints = keys.texts("codes"), keys.texts("hints")
        for code in (*codes, *hints):
            if not _CODE.fullmatch(code):
                keys.wrong("codes", f'names "{code}"', "write codes like CMP001: see docs/errors")
        of_outputs = keys.flag("of_outputs") or any(map(_OF_OUTPUTS.fullmatch, codes))
        if not codes:
            return None
        about = keys.choice("about", tuple(TABLES))
        return cls(frozenset((*codes, *hints)), of_outputs, frozenset(hints), about)

    def judge(self, subject: Subject) -> Finding:
        """Gather the problems of these codes, unreadable files among them; notices are hints."""
        codes = self.codes | {UNREADABLE} if self.of_outputs else self.codes
        found = [p for p in subject.problems if p.code in codes]
        faults = [p for p in found if p.severity is not Severity.NOTICE]
        if faults:
            return _of_problems(faults, "")
        if self.about and not TABLES[self.about].count(subject):
            return Finding(
                standing=Standing.NOT_APPLICABLE, found=f"there is nothing in {self.about}"
            )
        hints = [p for p in found if p.code in self.hints]
        if hints:
            return replace(_of_problems(hints, ""), standing=Standing.FOR_A_PERSON)
        return self._of_outputs(subject) if self.of_outputs else met("nothing was noticed")

    def _of_outputs(self, subject: Subject) -> Finding:
        """Return what holds where nothing was noticed: which files were looked into, if any."""
        if subject.outputs is None:
            return _NO_OUTPUTS
        names = looked_into(subject.outputs)
        if not names:
            return replace(
                _NO_OUTPUTS, found="there is no Word, PDF or HTML file among those published"
            )
        return met(f"nothing was noticed in {listed(names)}")


@dataclass(frozen=True, slots=True)
class SameFigures:
    """Every published file has the same figures."""

    @classmethod
    def read(cls, keys: Keys) -> Check | None:  # noqa: ARG003 - it needs to be told nothing
        """Read nothing: the rule stands for itself."""
        return cls()

    def judge(self, subject: Subject) -> Finding:
        """Gather what comparing the files with their document noticed."""
        if subject.outputs is None:
            return _NO_OUTPUTS
        names = formats_to_compare(subject.outputs)
        unread = [p for p in subject.problems if p.code == NO_DOCUMENT and p.where.path in SAVED]
        if unread or not names:
            return Finding(
                standing=Standing.NOT_CHECKED,
                found=unread[0].what if unread else "there is no Word, PDF or HTML file",
                fix=unread[0].fix if unread else _NO_OUTPUTS.fix,
            )
        codes = (FIGURES_DIFFER, UNREADABLE)
        found = [p for p in subject.problems if p.code in codes and p.where.path in names]
        return _of_problems(found, f"all figures of the document are in {listed(names)}")


@dataclass(frozen=True, slots=True)
class ForAPerson:
    """Something only a person can judge."""

    look_at: str

    @classmethod
    def read(cls, keys: Keys) -> Check | None:
        """Read ``look_at``: what to look at."""
        look_at = keys.text("look_at")
        return cls(look_at) if look_at else None

    def judge(self, subject: Subject) -> Finding:  # noqa: ARG002 - nothing can be computed
        """Say what to look at."""
        return Finding(standing=Standing.FOR_A_PERSON, fix=self.look_at)


def _of_problems(problems: Iterable[Problem], nothing: str) -> Finding:
    found = tuple(problems)
    if not found:
        return met(nothing)
    codes = sorted({p.code for p in found})
    count = f"{len(found)} problem{'' if len(found) == 1 else 's'} ({', '.join(codes)})"
    return Finding(
        standing=Standing.NOT_MET,
        found=f"{count}: {found[0].what}",
        where=tuple(dict.fromkeys(p.where for p in found))[:_MOST_PLACES],
        fix=found[0].fix,
    )
