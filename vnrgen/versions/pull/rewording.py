"""The words of one paragraph after an edit, with every call of its source still in its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from vnrgen.document.markdown.sources import SourceLeaf
from vnrgen.versions.pull.leaves import Line, Look
from vnrgen.versions.pull.markdown_out import Word
from vnrgen.versions.pull.merge import Changed, Kept, Step

_SHORT: Final = 3  # characters of a number that many sentences may hold
_NUMBER: Final = re.compile(r"\(?\d[\d.,\u00a0\u202f ]*\d\s?%?\)?|\(?\d\s?%?\)?|\(\*\)")


@dataclass(frozen=True, slots=True)
class Hole:
    """What vnrgen prints for a call or a mark of the source: ``text`` stands for ``source``.

    ``beside`` are the words before and after it, by which a short number is known elsewhere.
    """

    source: str
    text: str
    start: int
    end: int
    marks: frozenset[str]
    beside: tuple[str, str] = ("", "")


@dataclass(slots=True)
class Anatomy:
    """A printed paragraph taken apart: which characters are words, which come from a call.

    ``parts`` has for every character the number of the part of the source it comes from;
    ``after`` the remarks that print nothing, by the number of characters before them.
    """

    today: Line
    leaf: SourceLeaf | None
    parts: list[int]
    holes: list[Hole]
    after: dict[int, str] = field(default_factory=dict)

    def hole_at(self, place: int) -> int | None:
        """Return which hole a character belongs to."""
        return next((n for n, h in enumerate(self.holes) if h.start <= place < h.end), None)


@dataclass(frozen=True, slots=True)
class NumberEdit:
    """A bound number that somebody overwrote: what the data say, and what was typed."""

    printed: str
    typed: str
    source: str


@dataclass(slots=True)
class Reworded:
    """A paragraph after an edit: its words, and the numbers that were kept against it."""

    words: list[Word]
    numbers: list[NumberEdit] = field(default_factory=list)


# --- taking apart ------------------------------------------------------------------------------


def plain_anatomy(today: Line) -> Anatomy:
    """Return a paragraph without calls."""
    return Anatomy(today, None, [-1] * len(today), [])


def anatomy(today: Line, leaf: SourceLeaf) -> Anatomy | None:
    """Find the parts of a source in what was printed of it; None where they do not fit."""
    groups = list(_groups(leaf))
    parts = [-1] * len(today)
    holes: list[Hole] = []
    after: dict[int, str] = {}
    at, waiting = 0, ""
    for index, (text, source, numbers) in enumerate(groups):
        if source:
            waiting = source
            continue
        is_last = index == len(groups) - 1
        begin = _begin(today.text, text, at, free=bool(waiting), last=is_last)
        if begin is None:
            return None
        _keep_hole(today, waiting, at, begin, holes, after)
        waiting = ""
        parts[begin : begin + len(text)] = numbers
        at = begin + len(text)
    if waiting:
        _keep_hole(today, waiting, at, len(today), holes, after)
    elif at != len(today):
        return None
    return Anatomy(today, leaf, parts, holes, after)


def _begin(printed: str, text: str, at: int, *, free: bool, last: bool) -> int | None:
    if not free:
        return at if printed.startswith(text, at) else None
    if last:
        begin = len(printed) - len(text)
        return begin if begin >= at and printed.endswith(text) else None
    begin = printed.find(text, at)
    return begin if begin >= 0 else None


def _keep_hole(
    today: Line, source: str, start: int, end: int, holes: list[Hole], after: dict[int, str]
) -> None:
    if not source:
        return
    if start == end:
        after[start] = source
        return
    marks = frozenset(look.mark for look in today.looks[start:end] if look.mark)
    beside = _beside(today.text, start, end)
    holes.append(Hole(source, today.text[start:end], start, end, marks, beside))


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and after a stretch of a text, empty where there is none."""
    before = re.search(r"(\w+)\W*$", text[:start])
    after = re.match(r"\W*(\w+)", text[end:])
    return (before[1] if before else "", after[1] if after else "")


def _groups(leaf: SourceLeaf) -> Iterator[tuple[str, str, list[int]]]:
    """Yield words that stand together with the parts they come from, and calls between them."""
    text, source = "", ""
    numbers: list[int] = []
    shown = False  # whether anything was printed before, so that a space counts
    found: list[tuple[str, str, list[int]]] = []
    for number, part in enumerate(leaf.parts):
        if part.text is None:
            if text:
                found.append((text, "", numbers))
                text, numbers = "", []
            source += part.source
            shown = shown or not part.source.startswith("<!--")
            continue
        for character in part.text.replace("\u00ad", ""):
            own = " " if character.isspace() else character
            if own == " " and (not shown or text.endswith(" ")):
                continue
            if source:
                found.append(("", source, []))
                source = ""
            text, shown = text + own, True
            numbers.append(number)
    if source:
        found.append(("", source, []))
    elif text.endswith(" "):
        text, numbers = text[:-1], numbers[:-1]
    if text:
        found.append((text, "", numbers))
    yield from found


# --- putting together --------------------------------------------------------------------------


@dataclass(slots=True)
class Pool:
    """Calls of the whole document, so that one that moved is known where it stands now."""

    by_mark: Mapping[str, Hole]
    lost: Sequence[Hole] = ()

    def find(self, text: str, looks: Sequence[Look]) -> Iterator[tuple[int, int, Hole]]:
        """Yield where in inserted words a call of the document stands; the text may differ."""
        at = 0
        while at < len(text):
            found = self._at(text, looks, at)
            if found is None:
                at += 1
                continue
            yield found
            at = found[1]

    def _at(self, text: str, looks: Sequence[Look], at: int) -> tuple[int, int, Hole] | None:
        mark = looks[at].mark
        hole = self.by_mark.get(mark)
        if hole is not None:
            end = at
            while end < len(text) and looks[end].mark == mark:
                end += 1
            start = text.find(hole.text, max(0, at - len(hole.text)))
            if 0 <= start <= at and start + len(hole.text) >= end:
                return at, start + len(hole.text), hole
            return at, end, hole
        for lost in self.lost:
            if text.startswith(lost.text, at) and _is_it(lost, text, at):
                return at, at + len(lost.text), lost
        return None


def _is_it(lost: Hole, text: str, at: int) -> bool:
    """Whether a number in new words is that of a call: a short one also by the words beside it."""
    end = at + len(lost.text)
    if not _alone(text, at, end):
        return False
    now = _beside(text, at, end)
    is_beside = any(one and one == other for one, other in zip(lost.beside, now, strict=True))
    return is_beside or len(lost.text) > _SHORT


def known_in(hole: Hole, text: str) -> list[int]:
    """Return where a call's number stands in a text; a short one is known by a word beside it."""
    return [
        at
        for at in range(len(text) - len(hole.text) + 1)
        if text.startswith(hole.text, at) and _is_it(hole, text, at)
    ]


def stands_in(number: str, text: str) -> bool:
    """Whether a number stands in a text by itself, not within a longer one."""
    at = text.find(number)
    while at >= 0:
        if _alone(text, at, at + len(number)):
            return True
        at = text.find(number, at + 1)
    return False


def _alone(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def reworded(
    of: Anatomy, steps: Iterable[Step], edited: Line, pool: Pool, *, looks: bool
) -> Reworded:
    """Return a paragraph after an edit.

    Args:
        of: The paragraph as it is now.
        steps: What stays of it, and what gives way to which words of the edit.
        edited: The words of the edit.
        pool: The calls of the document.
        looks: Whether emphasis and links of words that stay are those of the edit.
    """
    made = _Made(of, edited, pool, looks)
    listed = list(steps)
    made.survey(listed)
    made.remark(0)
    for step in listed:
        if isinstance(step, Kept):
            made.keep(step)
        else:
            made.change(step)
    return Reworded(made.words, made.numbers)


@dataclass(slots=True)
class _Made:
    of: Anatomy
    edited: Line
    pool: Pool
    looks: bool
    words: list[Word] = field(default_factory=list)
    numbers: list[NumberEdit] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    placed: set[int] = field(default_factory=set)

    def survey(self, steps: Sequence[Step]) -> None:
        """Count how many characters of each hole stay."""
        self.kept = [0] * len(self.of.holes)
        for step in steps:
            if isinstance(step, Kept):
                for number, hole in enumerate(self.of.holes):
                    inside = min(step.end, hole.end) - max(step.start, hole.start)
                    self.kept[number] += max(0, inside)

    def remark(self, place: int) -> None:
        """Put back a remark that prints nothing."""
        if place in self.of.after:
            self.words.append(Word("", self.of.after[place]))

    def keep(self, step: Kept) -> None:
        for place in range(step.start, step.end):
            hole = self.of.hole_at(place)
            at = step.edited + place - step.start if step.edited >= 0 else -1
            if hole is not None:
                self.place(hole, place, at)
            else:
                self.words.append(self.look(Word(self.of.today.text[place]), place, at))
            self.remark(place + 1)

    def place(self, number: int, place: int, at: int) -> None:
        if number not in self.placed:
            self.placed.add(number)
            hole = self.of.holes[number]
            self.words.append(self.look(Word("", hole.source), place, at))

    def look(self, word: Word, place: int, at: int) -> Word:
        """Return a word in the look of its source, changed as the edit changed it."""
        part = self.of.parts[place]
        source = self.of.leaf.parts[part] if self.of.leaf is not None and part >= 0 else None
        printed = self.of.today.looks[place]
        now = self.edited.looks[at] if at >= 0 and self.looks else printed
        strong = source.strong if source else printed.strong
        emphasis = source.emphasis if source else printed.emphasis
        href = source.href if source else printed.href
        return Word(
            word.text,
            word.source,
            strong=now.strong if now.strong != printed.strong else strong,
            emphasis=now.emphasis if now.emphasis != printed.emphasis else emphasis,
            href=now.href if now.href != printed.href else href,
            language=source.language if source else "",
        )

    def change(self, step: Changed) -> None:
        text = self.edited.text[step.edited_start : step.edited_end]
        touched = [
            number
            for number, hole in enumerate(self.of.holes)
            if hole.start < step.end and step.start < hole.end
        ]
        kept_against = [n for n in touched if self._is_overwritten(n, text, step)]
        if not kept_against:
            self.insert(step.edited_start, step.edited_end)
            return
        at = step.edited_start
        spans = list(_NUMBER.finditer(text))
        fits = len(spans) == len(kept_against)
        for index, number in enumerate(kept_against):
            hole = self.of.holes[number]
            typed = spans[index][0] if fits else text
            self.numbers.append(NumberEdit(hole.text, typed.strip(), hole.source))
            if fits:
                self.insert(at, step.edited_start + spans[index].start())
                at = step.edited_start + spans[index].end()
            self.place(number, max(step.start, hole.start), -1)
        if fits:
            self.insert(at, step.edited_end)

    def _is_overwritten(self, number: int, text: str, step: Changed) -> bool:
        hole = self.of.holes[number]
        looks = self.edited.looks[step.edited_start : step.edited_end]
        if self.kept[number]:
            return True
        if any(found[2].source == hole.source for found in self.pool.find(text, looks)):
            return False  # it stands elsewhere in the new words
        return bool(_NUMBER.search(text)) and any(c.isdigit() or c == "*" for c in hole.text)

    def insert(self, start: int, end: int) -> None:
        """Put in words of the writer; calls that moved here come as calls."""
        text, looks = self.edited.text[start:end], self.edited.looks[start:end]
        at = 0
        for begin, stop, hole in self.pool.find(text, looks):
            self.plain(text, looks, at, begin)
            if text[begin:stop] != hole.text and text[begin:stop] not in hole.text:
                self.numbers.append(NumberEdit(hole.text, text[begin:stop], hole.source))
            self.words.append(_chosen(Word("", hole.source), looks[begin]))
            at = stop
        self.plain(text, looks, at, len(text))

    def plain(self, text: str, looks: Sequence[Look], start: int, end: int) -> None:
        for place in range(start, end):
            if looks[place].note:
                self.words.append(Word("", f"[^{note_label(looks[place].note)}]"))
            else:
                self.words.append(_chosen(Word(text[place]), looks[place]))


def _chosen(word: Word, look: Look) -> Word:
    href = web_address(look.href)
    return replace(word, strong=look.strong, emphasis=look.emphasis, href=href)


def web_address(href: str) -> str:
    """Return an address that prose may lead to, else nothing."""
    return href if href.lower().startswith(("http://", "https://", "mailto:")) else ""


def note_label(text: str) -> str:
    """Return the label of a note that was made in Word: the same text has the same label."""
    return "w" + hashlib.sha256(text.encode()).hexdigest()[:6]
