"""What came of reading a Word file back: what was taken, what was not, and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from vnrgen.versions.pull.review_lists import harmless
from vnrgen.versions.pull.word import Comment


class Kind(StrEnum):
    """What a writer did."""

    REWORDED = "reworded"
    ADDED = "new"
    DELETED = "deleted"
    MOVED = "moved"
    SHAPED = "heading or list"


def deletion(today: int) -> int:
    """Return the number of the edit that deletes a paragraph of today's chapter.

    >>> deletion(0), deletion(4)
    (-1, -5)
    """
    return -1 - today


class Why(StrEnum):
    """Why an edit was not taken, as the code of its problem."""

    GENERATED = "PUL003"
    BOTH = "PUL004"
    NO_PLACE = "PUL005"
    NUMBER = "PUL006"
    OPEN = "PUL007"
    NOT_PRINTED = "PUL008"
    UNBOUND = "PUL010"
    BREAKS = "PUL011"
    NO_LIKE = "PUL012"


WHY: Final = {
    Why.GENERATED: "vnrgen makes these words from the data; change the data instead",
    Why.BOTH: "the source was changed too since the Word file was made",
    Why.NO_PLACE: "nothing in the dossier says where these words belong",
    Why.NUMBER: "the number is bound to the data and was kept as they say",
    Why.OPEN: "the tracked change is neither accepted nor rejected in Word",
    Why.BREAKS: "with it the chapter does not build",
    Why.UNBOUND: "the words were taken, but a number in them is only typed now: no call prints it",
    Why.NO_LIKE: "a chapter cannot hold this; words beside it were taken",
    Why.NOT_PRINTED: "the chapter would not print it like this",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an edit is left out that a try has shown not to hold."""

    why: Why
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An edit that went into a source. ``place`` is a file and, where it has one, a line.

    ``edit`` is the number of the paragraph in Word, below zero that of the one deleted there:
    ``deletion``. ``printed`` is what the chapter must say for the edit to hold ("": nothing to
    look for).
    """

    kind: Kind
    place: str
    old: str = ""
    new: str = ""
    story: str = ""
    edit: int
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """An edit that did not: what the dossier says, and what stands in Word.

    ``reason`` says more than the code does, where there is more to say.
    """

    why: Why
    place: str
    dossier: str
    word: str
    reason: str = ""

    @property
    def because(self) -> str:
        """Why it was not taken, in words."""
        return WHY[self.why] + (f" ({self.reason})" if self.reason else "")


@dataclass(slots=True, kw_only=True)
class Outcome:
    """All that came of one Word file. ``files`` are the sources that change, by path."""

    taken: list[Taken] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)
    comments: list[tuple[Comment, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    moved_aside: list[tuple[str, str]] = field(default_factory=list)
    lost_map: bool = False


def not_taken_csv(rows: Sequence[NotTaken]) -> bytes:
    """Return what was not taken as a table that spreadsheets open right."""
    ordered = [(str(r.why), r.place, r.dossier, r.word, r.because) for r in rows]
    return _csv(("code", "place", "in_the_dossier", "in_word", "why"), ordered)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig")
