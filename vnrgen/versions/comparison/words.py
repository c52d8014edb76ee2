"""What was reworded inside one text: runs of tokens that stayed, went or came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vnrgen.document.blocks import (
    BoundNumber,
    ChangeKind,
    CrossReference,
    Deleted,
    Inline,
    Inlines,
    Inserted,
    NoteMark,
    Text,
)
from vnrgen.document.tree.marks import normal_words
from vnrgen.versions.comparison.marking import Marks
from vnrgen.versions.comparison.plain_texts import plain_changes
from vnrgen.versions.comparison.tokens import (
    Token,
    has_words,
    inlines,
    is_fixed,
    said,
    tokens,
    words_and_signs,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring tokens: ``gone`` from the older text and ``come`` into the newer.

    Tokens that stayed are in both, and then ``stays`` is true.
    """

    gone: Sequence[Token]
    come: Sequence[Token]
    stays: bool


def runs(old: Sequence[Token], new: Sequence[Token]) -> list[Run]:
    """Return the runs that turn one text into the other, stretches of small change as one.

    >>> [(r.gone, r.come) for r in runs(["a", " ", "12"], ["a", " ", "13"]) if not r.stays]
    [(['12'], ['13'])]
    """
    from rapidfuzz.distance import Indel

    found: list[Run] = []
    gone: list[Token] = []
    come: list[Token] = []
    for step in Indel.opcodes(*_numbered(old, new)):
        if step.tag == "equal":
            if gone or come:
                found.append(Run(gone, come, stays=False))
                gone, come = [], []
            same = new[step.dest_start : step.dest_end]
            found.append(Run(old[step.src_start : step.src_end], same, stays=True))
        else:
            gone += old[step.src_start : step.src_end]
            come += new[step.dest_start : step.dest_end]
    if gone or come:
        found.append(Run(gone, come, stays=False))
    return _readable(found)


def _numbered(*texts: Sequence[Token]) -> list[list[int]]:
    """Return a number for every token: rapidfuzz tells things apart by their hash alone, and
    emphasis has the hash of strong importance.
    """
    known: dict[Token, int] = {}
    return [[known.setdefault(token, len(known)) for token in text] for text in texts]


def _readable(found: list[Run]) -> list[Run]:
    """Take into a change what stayed between two changes and is too little to read on its own."""
    merged: list[Run] = []
    for position, run in enumerate(found):
        before = merged[-1] if merged else None
        after = found[position + 1] if position + 1 < len(found) else None
        stays = run.stays and not (before and after and _is_crumb(run, before, after))
        if before is not None and not stays and not before.stays:
            merged[-1] = Run([*before.gone, *run.gone], [*before.come, *run.come], stays=False)
        else:
            merged.append(run)
    return merged


_MOST_OF_A_CRUMB = 9  # tokens: two words with the spaces and signs around them


def _is_crumb(run: Run, before: Run, after: Run) -> bool:
    """Whether what stayed is no word, or one that is lost among the words that changed."""
    if (
        len(run.come) > _MOST_OF_A_CRUMB
        or before.stays
        or after.stays
        or any(is_fixed(token) for token in run.come)
    ):
        return False
    words = sum(map(has_words, run.come))
    if words > 2:
        return False
    if words == 0:
        return True
    return words * 2 <= min(_words(before), _words(after))


def _words(run: Run) -> int:
    return max(sum(map(has_words, run.gone)), sum(map(has_words, run.come)))


def reworded(old: Inlines, new: Inlines, marks: Marks) -> Inlines:
    """Return one text with its changes marked; both are in normal form."""
    if old == new:
        return new
    if not old:
        return (Inserted(new, marks(ChangeKind.INSERT)),)
    if not new:
        return (Deleted(old, marks(ChangeKind.DELETE)),)
    if len(old) == 1 == len(new) and isinstance(old[0], Text) and isinstance(new[0], Text):
        changes = plain_changes(old[0].text, new[0].text)
        if changes is not None:
            return marks.around(changes)
    return marked(runs(tokens(old), tokens(new)), marks)


def marked(found: Iterable[Run], marks: Marks) -> Inlines:
    """Return runs as inlines, what went before what came."""
    content: list[Inline] = []
    for run in found:
        if run.stays:
            content += inlines(run.come)
            continue
        form = is_form(run)
        if run.gone:
            content.append(Deleted(inlines(run.gone), marks(ChangeKind.DELETE, form=form)))
        if run.come:
            content.append(Inserted(inlines(run.come), marks(ChangeKind.INSERT, form=form)))
    return tuple(content)


def is_form(run: Run) -> bool:
    """Whether a change leaves every word and number: emphasis, or the number of a reference."""
    return [_meant(t) for t in run.gone] == [_meant(t) for t in run.come]


def _meant(token: Token) -> object:
    match said(token):
        case NoteMark(note_id=note_id):
            return ("note", note_id)
        case CrossReference(target_id=target_id):
            return ("reference", target_id)
        case BoundNumber() as number:
            return number
        case str() as word:
            return word
        case other:
            return other


def divided(
    one: Inlines, several: Sequence[Inlines], marks: Marks, *, splits: bool
) -> tuple[Inlines, ...]:
    """Return the texts of a divided paragraph with marks, cut where the several end.

    Args:
        one: The undivided text.
        several: The texts of the parts.
        marks: Gives the marks.
        splits: Whether the one is the older text; otherwise the several were joined.
    """
    parts = [tokens(part) for part in several]
    together = [token for part in parts for token in part]
    whole = tokens(one)
    found = runs(whole, together) if splits else runs(together, whole)
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    return tuple(
        normal_words(marked(_cut(found, start, end, splits=splits), marks))
        for start, end in pairwise(ends)
    )


def _cut(found: Sequence[Run], start: int, end: int, *, splits: bool) -> list[Run]:
    """Return what of the runs belongs to one part: tokens ``start`` to ``end`` of the several."""
    cut: list[Run] = []
    at = 0
    for run in found:
        own = run.come if splits else run.gone
        other = run.gone if splits else run.come
        first, until = max(start - at, 0), min(end - at, len(own))
        inside = own[first:until] if first < until else []
        # what has no place among the several stands where its run ends
        ends_here = start < at + len(own) <= end or at + len(own) == start == 0
        at += len(own)
        if run.stays:
            if inside:
                cut.append(Run(inside, inside, stays=True))
            continue
        rest = other if ends_here else []
        if inside or rest:
            pair = (rest, inside) if splits else (inside, rest)
            cut.append(Run(*pair, stays=False))
    return cut


def word_changes(old: str, new: str) -> list[tuple[str, str]]:
    """Return pieces of ("equal" | "delete" | "insert", text) that turn ``old`` into ``new``.

    >>> word_changes("fell to 12.1%", "fell to 12.3%")
    [('equal', 'fell to '), ('delete', '12.1%'), ('insert', '12.3%')]
    """
    pieces: list[tuple[str, str]] = []
    for run in runs(words_and_signs(old), words_and_signs(new)):
        kinds = (
            (("equal", run.come),) if run.stays else (("delete", run.gone), ("insert", run.come))
        )
        pieces += [(kind, "".join(map(str, what))) for kind, what in kinds if what]
    return pieces
