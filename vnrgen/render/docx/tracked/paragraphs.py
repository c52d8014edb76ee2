"""Paragraphs with tracked changes: words, ends of paragraphs, and former properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from vnrgen.render.docx.tracked.atoms import (
    WORD,
    Atom,
    Element,
    atoms,
    printed,
    properties,
    serialized,
    text_run,
)
from vnrgen.render.docx.tracked.revisions import Revisions, Status

_NAME: Final = re.compile(r'w:name="([^"]+)"')
_AFTER_RUN: Final = re.compile("(?=<w:sectPr|</w:pPr>)")  # what stands after run properties
_END: Final = Atom("end of paragraph")
_LEAST_KEPT: Final = 0.25  # of the words: below, a paragraph is read better as replaced


@dataclass(frozen=True, slots=True)
class Tracked:
    """A piece of a paragraph and what happened to it."""

    status: Status
    atom: Atom


def whole_paragraph(paragraph: Element, status: Status, revisions: Revisions) -> str:
    """Return a paragraph that came, went or moved as a whole, its end included."""
    pieces = [Tracked(status, atom) for atom in _kept(atoms(paragraph), status, revisions)]
    base = _with_mark(properties(paragraph, "pPr"), revisions.mark(status))
    return f"<w:p>{base}{content_of(pieces, revisions)}</w:p>"


def changed_paragraph(old: Element, new: Element, revisions: Revisions, mark: str = "") -> str:
    """Return a paragraph that both documents have, with what differs tracked.

    Args:
        old: The paragraph of the older document.
        new: The paragraph of the newer one.
        revisions: Gives the changes their ids.
        mark: What happened to the end of the paragraph, as XML.
    """
    before, after = properties(old, "pPr"), properties(new, "pPr")
    pieces = compared(atoms(old), atoms(new), revisions)
    base = _with_mark(after, mark)
    if before != after:
        base = with_former(base, _former(old), revisions)
    return f"<w:p>{base}{content_of(pieces, revisions)}</w:p>"


def divided_paragraph(old: Sequence[Element], new: Sequence[Element], revisions: Revisions) -> str:
    """Return one paragraph that became two, or two that became one.

    Only the end between them is tracked: where it is taken away, what is left runs into the next
    paragraph and takes its properties, whose former ones are those of the one that ends there.
    """
    is_split = len(new) > 1
    several, single = (new, old[0]) if is_split else (old, new[0])
    status = Status.INSERTED if is_split else Status.DELETED
    parted = [*atoms(several[0]), _END, *atoms(several[1])]
    sides = (atoms(single), parted) if is_split else (parted, atoms(single))
    pieces = compared(*sides, revisions)
    at = next(number for number, piece in enumerate(pieces) if piece.atom is _END)
    first = _with_mark(properties(several[0], "pPr"), revisions.mark(status))
    last = properties(new[-1], "pPr")
    if properties(old[-1], "pPr") != last:
        last = with_former(last, _former(old[-1]), revisions)
    halves = (content_of(half, revisions) for half in (pieces[:at], pieces[at + 1 :]))
    return "".join(
        f"<w:p>{base}{content}</w:p>" for base, content in zip((first, last), halves, strict=True)
    )


def with_former(base: str, former: str, revisions: Revisions) -> str:
    """Return paragraph properties that tell what they were before."""
    change = revisions.changed("pPrChange", f"<w:pPr>{former}</w:pPr>")
    return f"{base.removesuffix('</w:pPr>')}{change}</w:pPr>"


def _former(paragraph: Element) -> str:
    """Return the properties that ``w:pPrChange`` holds: all but those of the end mark."""
    found = paragraph.find(f"{WORD}pPr")
    held_out = {f"{WORD}rPr", f"{WORD}sectPr", f"{WORD}pPrChange"}
    children = () if found is None else found
    return "".join(serialized(child) for child in children if child.tag not in held_out)


def _with_mark(base: str, mark: str) -> str:
    """Return paragraph properties with what happened to the end of the paragraph."""
    whole = "<w:pPr></w:pPr>" if base in {"", "<w:pPr/>"} else base
    if not mark:
        return whole
    if "<w:rPr>" in whole:
        return whole.replace("<w:rPr>", f"<w:rPr>{mark}", 1)
    whole = whole.replace("<w:rPr/>", "", 1)
    return _AFTER_RUN.sub(lambda _found: f"<w:rPr>{mark}</w:rPr>", whole, count=1)


# --- words -------------------------------------------------------------------------------------


def compared(old: Sequence[Atom], new: Sequence[Atom], revisions: Revisions) -> list[Tracked]:
    """Return the pieces of both paragraphs, each once, in reading order."""
    from rapidfuzz.distance import Indel

    before = [atom for atom in old if not atom.bookmark]
    after = [atom for atom in new if not atom.bookmark]
    first, second = _Marked.of(old, revisions), _Marked.of(new, None)
    steps = [
        (step.tag == "equal", step.src_start, step.src_end, step.dest_start, step.dest_end)
        for step in Indel.opcodes([a.key for a in before], [a.key for a in after])
    ]
    kept = sum(_count(before[start:end]) for same, start, end, _, _ in steps if same)
    if kept < _LEAST_KEPT * max(_count(before), _count(after)):
        steps = [(False, 0, len(before), 0, len(after))]
    pieces: list[Tracked] = []
    for same, start, end, begin, stop in _smoothed(steps, after):
        if same:
            for number in range(stop - begin):
                pieces += first.before(start + number)
                pieces += second.before(begin + number)
                pieces.append(Tracked(Status.SAME, after[begin + number]))
            continue
        for number in range(start, end):
            pieces += [*first.before(number), Tracked(Status.DELETED, before[number])]
        for number in range(begin, stop):
            pieces += [*second.before(number), Tracked(Status.INSERTED, after[number])]
    return [*pieces, *first.before(len(before)), *second.before(len(after))]


def _count(pieces: Sequence[Atom]) -> int:
    """Return how many pieces are more than space, which any two texts have in common."""
    return sum(not _is_space(piece) for piece in pieces)


def _is_space(piece: Atom) -> bool:
    return piece.text is not None and piece.text.isspace()


Step = tuple[bool, int, int, int, int]


def _smoothed(steps: Sequence[Step], after: Sequence[Atom]) -> Iterator[Step]:
    """Yield steps with changes next to each other as one, and no space alone between two."""
    open_step: list[int] | None = None
    for number, (same, start, end, begin, stop) in enumerate(steps):
        between = 0 < number < len(steps) - 1
        space = all(_is_space(atom) for atom in after[begin:stop])
        if same and not (between and space and open_step is not None):
            if open_step is not None:
                yield (False, *open_step)  # type: ignore[misc] # four numbers
                open_step = None
            yield same, start, end, begin, stop
        elif open_step is None:
            open_step = [start, end, begin, stop]
        else:
            open_step[1], open_step[3] = end, stop
    if open_step is not None:
        yield (False, *open_step)  # type: ignore[misc] # four numbers


@dataclass(frozen=True, slots=True)
class _Marked:
    """The bookmarks of a paragraph by the number of the piece before which each stands."""

    places: dict[int, list[Tracked]]

    @classmethod
    def of(cls, pieces: Sequence[Atom], revisions: Revisions | None) -> _Marked:
        """Gather bookmarks; of the older document those that the newer has not."""
        places: dict[int, list[Tracked]] = {}
        number = 0
        for piece in pieces:
            if not piece.bookmark:
                number += 1
            elif revisions is None or _is_old(piece, revisions):
                places.setdefault(number, []).append(Tracked(Status.SAME, piece))
        return cls(places)

    def before(self, number: int) -> list[Tracked]:
        """Return the bookmarks before a piece."""
        return self.places.get(number, [])


def _is_old(piece: Atom, revisions: Revisions) -> bool:
    """Return whether a bookmark may be of the older document alone; ends are sorted out later."""
    name = _NAME.search(piece.xml)
    return name is None or name[1] not in revisions.names


def _kept(pieces: Iterable[Atom], status: Status, revisions: Revisions) -> Iterator[Atom]:
    for piece in pieces:
        if not (piece.bookmark and status.is_old) or _is_old(piece, revisions):
            yield piece


def content_of(pieces: Iterable[Tracked], revisions: Revisions) -> str:
    """Return the content of a paragraph: runs in the links and changes that they stand in."""
    content = ""
    for link, linked in groupby(pieces, key=lambda piece: piece.atom.link):
        inner = ""
        for (status, is_mark), group in groupby(
            linked, key=lambda piece: (piece.status, bool(piece.atom.bookmark))
        ):
            runs = _runs([piece.atom for piece in group])
            inner += runs if is_mark else revisions.around(status, printed(status, runs))
        content += f"{link}{inner}</w:hyperlink>" if link else inner
    return content


def _runs(pieces: Sequence[Atom]) -> str:
    """Return pieces as runs; neighbouring words of one look are one run."""
    runs = ""
    for is_text, group in groupby(pieces, key=lambda piece: piece.text is not None):
        if not is_text:
            runs += "".join(piece.xml for piece in group)
            continue
        for look, words in groupby(group, key=lambda piece: piece.look):
            runs += text_run(look, "".join(piece.text or "" for piece in words))
    return runs
