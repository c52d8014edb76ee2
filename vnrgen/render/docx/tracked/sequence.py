"""The paragraphs and tables of two documents as one sequence, with what moved and what differs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vnrgen.render.docx.tracked.atoms import Element, atoms, parsed, said
from vnrgen.render.docx.tracked.pairing import alike, paired
from vnrgen.render.docx.tracked.paragraphs import (
    changed_paragraph,
    divided_paragraph,
    whole_paragraph,
)
from vnrgen.render.docx.tracked.revisions import Revisions, Status
from vnrgen.render.docx.tracked.sides import Item, Key
from vnrgen.render.docx.tracked.tables import changed_table, whole_table

_TAIL: Final = re.compile(r"(?:<w:bookmarkEnd [^>]*/>)+$")
_AS_ONE: Final = 70.0  # of 100: so alike are two paragraphs together and the one they were
_GAIN: Final = 5.0  # by so much more than the first of them alone
_BOOKMARK: Final = re.compile(r'<w:bookmark(Start|End) w:id="(\d+)"[^>]*/>')


def tracked_items(old: Sequence[Item], new: Sequence[Item], revisions: Revisions) -> list[str]:
    """Return the body of a Word file in which what differs between two documents is tracked."""
    made = _Sequence(old, new, revisions)
    return _with_whole_bookmarks(made.written())


@dataclass(slots=True)
class _Sequence:
    """Writes two sequences as one."""

    old: Sequence[Item]
    new: Sequence[Item]
    revisions: Revisions
    body: list[str] = field(default_factory=list)
    ends_with_table: bool = False
    taken: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))

    def written(self) -> list[str]:
        """Return paragraphs and tables in order; what went stands before what came."""
        pairing = paired(_keys(self.old), _keys(self.new))
        moves = _moves(self.old, self.new, pairing.moved)
        gone = {move.old: move for move in moves.values()}
        pairs = self._pairs(pairing.kept, set(gone), set(moves))
        self.taken = {i for i, _ in pairs} | set(gone), {j for _, j in pairs} | set(moves)
        row, fresh = 0, 0
        for k, m in [*pairs, (len(self.old), len(self.new))]:
            for number in range(row, k):
                self._went(number, gone.get(number))
            for number in range(fresh, m):
                self._came(number, moves.get(number))
            row, fresh = self._pair(k, m) if m < len(self.new) else (k, m)
        return self.body

    def _pairs(
        self, kept: Sequence[tuple[int, int]], went: set[int], came: set[int]
    ) -> list[tuple[int, int]]:
        """Return all pairs in order: those of one key, and between them those that are alike."""
        pairs: list[tuple[int, int]] = []
        row, fresh = 0, 0
        for i, j in [*kept, (len(self.old), len(self.new))]:
            rest = [n for n in range(row, i) if n not in went]
            more = [n for n in range(fresh, j) if n not in came]
            pairs += self._alike(rest, more)
            if j < len(self.new):
                pairs.append((i, j))
            row, fresh = i + 1, j + 1
        return pairs

    def _pair(self, k: int, m: int) -> tuple[int, int]:
        """Write what both documents have; return the places after it."""
        taken_old, taken_new = self.taken
        old, new = list(self.old[k : k + 1]), list(self.new[m : m + 1])
        if (
            m + 1 < len(self.new)
            and m + 1 not in taken_new
            and _divided(old[0], new[0], self.new[m + 1])
        ):
            new.append(self.new[m + 1])
        elif (
            k + 1 < len(self.old)
            and k + 1 not in taken_old
            and _divided(new[0], old[0], self.old[k + 1])
        ):
            old.append(self.old[k + 1])
        else:
            self._both(old[0], new[0])
            return k + 1, m + 1
        before, after = ([parsed(item.xml)[0] for item in side] for side in (old, new))
        self._add(divided_paragraph(before, after, self.revisions))
        self.body[-1] += "".join(_tail(item) for item in (*old, *new))
        return k + len(old), m + len(new)

    def _alike(self, rest: Sequence[int], more: Sequence[int]) -> list[tuple[int, int]]:
        texts = ({n: _words(self.old[n]) for n in rest}, {n: _words(self.new[n]) for n in more})
        return alike(*texts)

    def _went(self, number: int, move: _Move | None) -> None:
        self._whole(self.old[number], Status.MOVED_FROM if move else Status.DELETED, move)

    def _came(self, number: int, move: _Move | None) -> None:
        self._whole(self.new[number], Status.MOVED_TO if move else Status.INSERTED, move)

    def _whole(self, item: Item, status: Status, move: _Move | None) -> None:
        element = parsed(item.xml)[0]
        if item.is_table:
            self._table(whole_table(element, status, self.revisions))
        else:
            xml = whole_paragraph(element, status, self.revisions)
            self._add(_in_range(xml, status, move, self.revisions) if move else xml)
        self.body[-1] += _tail(item)

    def _both(self, old: Item, new: Item) -> None:
        if old.sign == new.sign:
            self._add(new.xml, is_table=new.is_table)
            return
        before, after = parsed(old.xml)[0], parsed(new.xml)[0]
        if not new.is_table:
            self._add(changed_paragraph(before, after, self.revisions))
        else:
            self._both_tables(before, after)
        self.body[-1] += _tail(old) + _tail(new)

    def _both_tables(self, before: Element, after: Element) -> None:
        changed = changed_table(before, after, self.revisions)
        if changed is not None:
            self._table(changed)
            return
        self._table(whole_table(before, Status.DELETED, self.revisions))
        self._table(whole_table(after, Status.INSERTED, self.revisions))

    def _table(self, xml: str) -> None:
        self._add(xml, is_table=True)

    def _add(self, xml: str, *, is_table: bool = False) -> None:
        if is_table and self.ends_with_table:
            self.body.append(self._parting())
        self.body.append(xml)
        self.ends_with_table = is_table

    def _parting(self) -> str:
        """Return a paragraph of neither document: Word joins tables that touch.

        It was inserted and deleted, so that it is gone however the changes are taken.
        """
        marks = self.revisions.mark(Status.INSERTED) + self.revisions.mark(Status.DELETED)
        return f"<w:p><w:pPr><w:rPr>{marks}</w:rPr></w:pPr></w:p>"


def _keys(items: Sequence[Item]) -> list[Key]:
    return [item.key for item in items]


def _words(item: Item) -> str:
    return "" if item.is_table else said(atoms(parsed(item.xml)[0]))


def _divided(whole: Item, first: Item, second: Item) -> bool:
    """Return whether two paragraphs together are one of the other document."""
    if whole.sign == first.sign or any(item.is_table for item in (whole, first, second)):
        return False
    from rapidfuzz.fuzz import ratio

    said, one, other = _words(whole), _words(first), _words(second)
    if not one.strip() or not other.strip():
        return False
    together = ratio(said, one + other)
    return together >= _AS_ONE and together > ratio(said, one) + _GAIN


def _tail(item: Item) -> str:
    found = _TAIL.search(item.xml)
    return found[0] if found and not item.xml.endswith("</w:p>") else ""


# --- moves -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Move:
    """A paragraph that moved: where from, where to, and the name that both ends share."""

    old: int
    new: int
    name: str


def _moves(
    old: Sequence[Item], new: Sequence[Item], moved: Sequence[tuple[int, int]]
) -> Mapping[int, _Move]:
    """Return the moves by their new place; tables, and what reads otherwise now, went and came."""
    found: dict[int, _Move] = {}
    for i, j in sorted(moved):
        if old[i].is_table or new[j].is_table or _words(old[i]) != _words(new[j]):
            continue
        if _words(new[j]).strip():
            found[j] = _Move(i, j, f"move{len(found) + 1}")
    return found


def _in_range(xml: str, status: Status, move: _Move, revisions: Revisions) -> str:
    number = revisions.next_id()
    attributes = f' w:name="{move.name}" w:author="{revisions.author}" w:date="{revisions.day}"'
    start = f'<w:{status}RangeStart w:id="{number}"{attributes}/>'
    end = f'<w:{status}RangeEnd w:id="{number}"/>'
    return f"{start}{xml}{end}"


# --- bookmarks ---------------------------------------------------------------------------------


def _with_whole_bookmarks(body: list[str]) -> list[str]:
    """Return the body without starts or ends of bookmarks whose other end is not there."""
    ends: dict[str, set[str]] = {"Start": set(), "End": set()}
    for xml in body:
        for kind, number in _BOOKMARK.findall(xml):
            ends[kind].add(number)
    alone = ends["Start"] ^ ends["End"]
    if not alone:
        return body
    return [_BOOKMARK.sub(lambda m: "" if m[2] in alone else m[0], xml) for xml in body]
