"""How long a document may be: what gives way for want of room, what was left out, word limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from vnrgen.problems import Location, ProblemLog

KINDS = (
    "key_figures",
    "behind",
    "charts",
    "changes",
    "compared",
    "missing",
    "recommendations",
    "quotes",
)
"""What an outline may limit: each is one list of a brief, the most important first."""

_MOST = 100_000
_ItemT = TypeVar("_ItemT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How many items of one kind stand in a document: ``most`` in the usual case.

    Where the document is too long, items go, the last one first, down to ``least``; only when
    everything is at its least, further ones go. Where there is room to spare, there are more, up to
    ``ample``.
    """

    what: str
    most: int
    least: int
    ample: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What was left out of one kind: how many stand in the document, and the names of the rest."""

    what: str
    shown: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLimit:
    """How many words a document may have, who says so, and whether that was read at its source."""

    most: int
    source: str
    verified: bool


@dataclass(slots=True)
class Room:
    """How many items of each kind there is room for; a kind without an entry has room for all.

    ``offered``, ``letters`` (of the usual name of each kind) and ``left_out`` are filled while a
    document is composed.
    """

    allowed: Mapping[str, int] = field(default_factory=dict)
    offered: dict[str, int] = field(default_factory=dict)
    letters: dict[str, float] = field(default_factory=dict)
    left_out: dict[str, LeftOut] = field(default_factory=dict)

    @classmethod
    def at_most(cls, allowances: Iterable[Allowance]) -> Room:
        """Return the room that a document has in the usual case."""
        return cls({one.what: one.most for one in allowances})

    def take(
        self,
        what: str,
        items: Sequence[tuple[_ItemT, str]],
        never: Sequence[str] = (),
        printed: Sequence[str] = (),
    ) -> list[_ItemT]:
        """Return the items there is room for, and keep the names of the others.

        Args:
            what: Their kind.
            items: Each with the name by which it is listed where it is left out.
            never: Names of further ones that are left out whatever room there is.
            printed: What is printed of each name, where that is not all of it.
        """
        count = self.allowed.get(what, len(items))
        self.offered[what] = len(items)
        said = printed or [name for _, name in items]
        self.letters[what] = sum(map(len, said)) / max(1, len(items))
        names = (*(name for _, name in items[count:]), *never)
        if names:
            self.left_out[what] = LeftOut(what=what, shown=min(count, len(items)), names=names)
        return [item for item, _ in items[:count]]


def least_step(allowances: Sequence[Allowance], offered: Mapping[str, int]) -> int:
    """Return how many of ``steps`` come before the one with the least of every kind."""
    counts = ((one, offered.get(one.what, 0)) for one in allowances)
    return sum(min(one.ample, count) - min(one.least, count) for one, count in counts)


def steps(allowances: Sequence[Allowance], offered: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Yield how many items of each kind are allowed, from the amplest to none at all.

    Each step leaves out one item more than the one before it, so that the first one that fits is
    the one that leaves out least. First each kind gives way down to its most, in the order of
    ``allowances``; then, in the same order, down to its least; then all of it.
    """
    now = {one.what: min(one.ample, offered.get(one.what, 0)) for one in allowances}
    yield dict(now)
    floors = (
        {one.what: one.most for one in allowances},
        {one.what: one.least for one in allowances},
        dict.fromkeys(now, 0),
    )
    for floor in floors:
        for one in allowances:
            while now[one.what] > floor[one.what]:
                now[one.what] -= 1
                yield dict(now)


# --- as an outline says it ---------------------------------------------------------------------


def read_pages(value: object, where: Location, problems: ProblemLog) -> int | None:
    """Return how many pages an outline allows; None for any number."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST:
        _wrong(where, "pages", "pages is a whole number from 1 on", "write pages: 2", problems)
        return None
    return value


def read_room(value: object, where: Location, problems: ProblemLog) -> tuple[Allowance, ...]:
    """Return what gives way in which order."""
    if not isinstance(value, list | tuple):
        fix = "write a list of {what: quotes, ample: 4, most: 3, least: 1}"
        _wrong(where, "room", "room is a list", fix, problems)
        return ()
    read = [_allowance(item, where, problems) for item in value]
    found = {one.what: one for one in read if one is not None}
    return tuple(found.values())


def _allowance(item: object, where: Location, problems: ProblemLog) -> Allowance | None:
    if isinstance(item, Mapping) and set(item) <= {"what", "ample", "most", "least"}:
        what, most, least = item.get("what"), item.get("most", _MOST), item.get("least", 0)
        counts = (least, most, item.get("ample", most))
        are_counts = all(isinstance(n, int) and not isinstance(n, bool) for n in counts)
        if what in KINDS and are_counts and 0 <= counts[0] <= counts[1] <= counts[2]:
            return Allowance(what=str(what), most=most, least=least, ample=counts[2])
    shown = item.get("what") if isinstance(item, Mapping) else item
    said = f'the entry "{shown}" does not say what gives way, its ample, its most and its least'
    kinds = ", ".join(KINDS)
    fix = f"write {{what: quotes, ample: 4, most: 3, least: 1}}; what is one of: {kinds}"
    _wrong(where, "room", said, fix, problems)
    return None


def read_word_limit(value: object, where: Location, problems: ProblemLog) -> WordLimit | None:
    """Return how many words an outline allows; None for any number."""
    if value is None:
        return None
    fix = "write words: {most: 700, source: who says so, verified: false}"
    if isinstance(value, Mapping) and set(value) <= {"most", "source", "verified"}:
        most, source = value.get("most"), value.get("source")
        if isinstance(most, int) and not isinstance(most, bool) and most > 0 and source:
            verified = value.get("verified", False) is True
            return WordLimit(most=most, source=str(source), verified=verified)
    _wrong(where, "words", "words has the most that are allowed, and who says so", fix, problems)
    return None


def _wrong(where: Location, column: str, what: str, fix: str, problems: ProblemLog) -> None:
    problems.error("OUT003", Location(where.path, where.row, column), what, fix)
