"""Which column of an export holds the answers to which question.

Headers may be names or labels in any language of the form, with or without the groups before
them, with any of the usual separators, and as R renames them (``hh.water.piped``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from vnrgen.dossier.files.grid import header_key
from vnrgen.dossier.readers.kobo.form import Choice, Form, Question, plain_label

SEPARATORS = ("/", ".", "-", ":", "|")
_NAME, _LABEL, _RENAMED = range(3)  # how surely a header means a question, the surest first
_NOT_IN_R = re.compile(r"[^\w.]")


@dataclass(slots=True)
class FoundColumns:
    """The columns of one question: its own, and one of 0 and 1 for each choice it is split into.

    ``elsewhere`` are those under groups that the form does not have: it had them in an earlier
    version, and an export of all versions keeps both.
    """

    own: int | None = None
    choices: dict[str, int] = field(default_factory=dict)
    elsewhere: list[FoundColumns] = field(default_factory=list)

    @property
    def indices(self) -> list[int]:
        """All of them."""
        own = [] if self.own is None else [self.own]
        return [*own, *self.choices.values(), *(i for e in self.elsewhere for i in e.indices)]

    def take(self, choice: str, index: int) -> None:
        """Add a column, that of a choice or with "" its own; of two the first counts."""
        if choice:
            self.choices.setdefault(choice, index)
        elif self.own is None:
            self.own = index


@dataclass(frozen=True, slots=True)
class AmbiguousHeader:
    """A header that may mean several questions, or a question that has several headers."""

    question: Question
    headers: tuple[str, ...]


class HeaderNames:
    """What a header can mean in the sheets of one form.

    Every question of the form has a say, so that ``water_other`` is never taken for the choice
    "other" of ``water``, nor "If other, please specify" for one question where ten have that label.
    """

    def __init__(self, form: Form, asked: Iterable[Question], separators: Sequence[str]) -> None:
        self._form = form
        self._asked = {question.path: question for question in asked}
        self._separators = tuple(dict.fromkeys((*separators, *SEPARATORS)))
        self._repeats = {question.path: question.repeat for question in form.questions}
        self._meanings: dict[str, dict[tuple[str, str], int]] = {}
        for question in form.questions:
            for text, rank in self._renderings(question):
                self._claim(text, question.path, "", rank)
                if question.path in self._asked:
                    self._claim_choices(question, text, rank)

    def match(
        self, header: Sequence[str], repeat: str
    ) -> tuple[dict[str, FoundColumns], list[AmbiguousHeader]]:
        """Return the columns of the asked questions in a sheet, by the question's path.

        Args:
            header: The headers of the sheet.
            repeat: The repeat whose sheet it is, "" for the submissions themselves.
        """
        claims: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for index, cell in enumerate(header):
            for key, rank in self._best(cell, repeat):
                claims.setdefault(key, []).append((rank, index))
        found: dict[str, FoundColumns] = {}
        doubtful: list[AmbiguousHeader] = []
        for (path, choice), places in claims.items():
            question = self._asked.get(path)
            if question is None:
                continue
            surest = [index for rank, index in places if rank == min(places)[0]]
            shared = [i for i in surest if len(self._best(header[i], repeat)) > 1]
            if len(surest) > 1 or shared:
                names = tuple(header[index] for index in surest)
                doubtful.append(AmbiguousHeader(question, names))
            else:
                found.setdefault(path, FoundColumns()).take(choice, surest[0])
        self._add_moved(found, header, repeat)
        return found, doubtful

    def _add_moved(
        self, found: dict[str, FoundColumns], header: Sequence[str], repeat: str
    ) -> None:
        """Add the columns of questions that stood in other groups in earlier versions."""
        used = {s for s in self._separators for cell in header if s in cell and self._knows(cell)}
        moved: dict[tuple[str, str], FoundColumns] = {}
        for index, cell in enumerate(header):
            if cell and not self._knows(cell):
                for groups, (path, choice) in self._endings(cell, repeat, sorted({*used, "/"})):
                    moved.setdefault((path, groups), FoundColumns()).take(choice, index)
        for (path, _), columns in moved.items():
            if path in found:
                found[path].elsewhere.append(columns)
            else:
                found[path] = columns

    def _knows(self, cell: str) -> bool:
        return _key(cell) in self._meanings

    def _endings(
        self, cell: str, repeat: str, separators: Iterable[str]
    ) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield the longest ending of a header that means one asked question, and what precedes."""
        for separator in separators:
            parts = cell.split(separator)
            for start in range(1, len(parts)):
                meant = self._best(separator.join(parts[start:]), repeat)
                if len(meant) == 1 and meant[0][0][0] in self._asked:
                    yield separator.join(parts[:start]), meant[0][0]
                    return

    def _best(self, cell: str, repeat: str) -> list[tuple[tuple[str, str], int]]:
        """Return what a header means most surely; several where it cannot be told."""
        meanings = self._meanings.get(_key(cell), {})
        here = {k: rank for k, rank in meanings.items() if self._repeats[k[0]] == repeat}
        surest = min(here.values(), default=0)
        return [(key, rank) for key, rank in here.items() if rank == surest]

    def _claim(self, text: str, path: str, choice: str, rank: int) -> None:
        for key, sure in ((_key(text), rank), (_key(_as_in_r(text)), max(rank, _RENAMED))):
            known = self._meanings.setdefault(key, {})
            known[path, choice] = min(sure, known.get((path, choice), sure))

    def _claim_choices(self, question: Question, text: str, rank: int) -> None:
        if question.kind != "select_multiple":
            return
        for choice in self._form.choices(question).values():
            for separator in self._separators:
                for word, sure in _words(choice):
                    self._claim(
                        f"{text}{separator}{word}", question.path, choice.name, max(rank, sure)
                    )

    def _renderings(self, question: Question) -> Iterator[tuple[str, int]]:
        """Yield every way a header may show a question."""
        languages = dict.fromkeys(["", *question.labels])
        for start in range(len(question.sections) + 1):
            sections = question.sections[start:]
            for separator in self._separators if sections else ("/",):
                yield separator.join((*(s.name for s in sections), question.name)), _NAME
                for language in languages:
                    own = question.labels.get(language, question.name)
                    before = [s.labels.get(language, s.name) for s in sections]
                    yield separator.join((*before, own)), _LABEL


def _words(choice: Choice) -> Iterator[tuple[str, int]]:
    yield choice.name, _NAME
    for label in dict.fromkeys(choice.labels.values()):
        yield label, _LABEL


def _key(text: str) -> str:
    return plain_label(text).casefold()


def _as_in_r(text: str) -> str:
    """Return a header as R's ``make.names`` writes it.

    >>> _as_in_r("_validation_status"), _as_in_r("hh/water/piped")
    ('X_validation_status', 'hh.water.piped')
    """
    dotted = _NOT_IN_R.sub(".", text)
    return dotted if re.match(r"[^\W\d_]|\.(?!\d)", dotted) else f"X{dotted}"


def find_plain(header: Sequence[str], name: str) -> list[int]:
    """Return the columns with a header as given, else as R writes it, else but for its case."""
    for key in (str, _as_in_r, header_key):
        wanted = key(name)
        found = [i for i, cell in enumerate(header) if cell and wanted in {cell, key(cell)}]
        if found:
            return found
    return []


def find_meta(header: Sequence[str], name: str) -> list[int]:
    """Return the columns that KoboToolbox or ODK add under a name, which is never spelt freely."""
    return [index for index, cell in enumerate(header) if cell in {name, _as_in_r(name)}]
