"""Pictures of two Word files: which is which, and what happened to those that are others now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Document
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import bound_numbers
from vnrgen.versions.changes.content import ContentChange, ContentKind
from vnrgen.versions.comparison.alignment import Step, steps
from vnrgen.versions.comparison.things import text_of
from vnrgen.versions.figures.shown import indicator_of, nodes
from vnrgen.versions.withheld.side_by_side import SideBySide

_TOLD = frozenset({"Story", "Quote"})
PICTURES = "picture/"
"""What keys of changes begin with that tell of a picture outside charts and stories."""
_SHORT = 12  # digits of a hash: enough to tell two pictures of a chapter apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as a Word file has it.

    Attributes:
        shows: What is shown, as pairs of a form (``embed.png``, ``embed.svg``, ``chart``) and a
            SHA-256; an older reader shows another form than a newer one.
        alternative: The alternative text.
        name: The name of the file in the archive, for a picture of which nothing else is said.
        owner: The id of the chart or story in which it stands, in a file that vnrgen wrote.
        kind: The kind of that block: ``Chart``, ``Story`` or ``Quote``.
        before: The words of the paragraph before it.
        after: The words beside it, or of the paragraph after it.
        part: ``body``, or ``margin`` for a header or footer.
        is_cover: Whether it stands before the first block of a file that vnrgen wrote.
    """

    shows: tuple[tuple[str, str], ...]
    alternative: str = ""
    name: str = ""
    owner: str = ""
    kind: str = ""
    before: str = ""
    after: str = ""
    part: str = "body"
    is_cover: bool = False

    def is_same(self, other: Picture) -> bool:
        """Whether both show the same, in every form that both have."""
        here, there = dict(self.shows), dict(other.shows)
        both = here.keys() & there.keys()
        return bool(both) and all(here[form] == there[form] for form in both)

    @property
    def mark(self) -> str:
        """The beginning of its hash, which tells it from another."""
        return " ".join(f"sha256:{digest[:_SHORT]}" for _form, digest in self.shows[:1])


@dataclass(slots=True)
class PictureChanges:
    """What happened to pictures, in the parts of a review."""

    stories: tuple[ContentChange, ...] = ()
    prose: tuple[ContentChange, ...] = ()
    form: tuple[ContentChange, ...] = ()


def picture_changes(
    old: Sequence[Picture], new: Sequence[Picture], both: SideBySide
) -> PictureChanges:
    """Return what happened to the pictures of two files.

    The picture of a chart follows its figures, so it is told only where these are the same, as a
    change of form; never of an indicator that is not compared. Of a photograph in a story nothing
    is told but that it is another. Everything else is content like words.

    Args:
        old: The pictures of the older file.
        new: Those of the newer.
        both: The two documents as they may be shown beside each other.
    """
    found = PictureChanges()
    sides = [[_said_with(both.words, picture) for picture in side] for side in (old, new)]
    for before, after in _pairs(*sides):
        one = after or before
        if one is None:
            continue
        if one.kind in _TOLD:
            found.stories += tuple(_in_story(before, after, both))
        elif one.kind:
            found.form += tuple(_in_chart(before, after, both))
        else:
            found.prose += tuple(_elsewhere(before, after))
    return found


def _said_with(words: Callable[[str], str], picture: Picture) -> Picture:
    """Return a picture of which no words give a withheld figure back."""
    return replace(
        picture,
        alternative=words(picture.alternative),
        before=words(picture.before),
        after=words(picture.after),
    )


# --- what happened -----------------------------------------------------------------------------


def _elsewhere(before: Picture | None, after: Picture | None) -> Iterator[ContentChange]:
    one = after or before
    if one is None:
        return
    name = one.alternative or one.after or one.before or one.name
    key = f"{PICTURES}{one.shows[0][1][:_SHORT]}"
    if before is None or after is None:
        kind = ContentKind.ADDED if before is None else ContentKind.DROPPED
        was, now = (p.mark if p is not None else None for p in (before, after))
        yield ContentChange(kind=kind, key=key, name=name, old=was, new=now)
        return
    if not before.is_same(after):
        yield _other(key, name, before, after)
    if before.alternative != after.alternative:
        yield ContentChange(
            kind=ContentKind.REWORDED,
            key=f"{key}/alternative",
            name=name,
            old=before.alternative,
            new=after.alternative,
        )


def _other(key: str, name: str, before: Picture, after: Picture) -> ContentChange:
    return ContentChange(
        kind=ContentKind.PICTURE, key=key, name=name, old=before.mark, new=after.mark
    )


def _in_story(
    before: Picture | None, after: Picture | None, both: SideBySide
) -> Iterator[ContentChange]:
    """Yield that the photograph of a story is another, if both tell the story."""
    owner = (after or before or Picture(shows=())).owner
    titles = [_titles(document).get(owner) for document in (both.older, both.newer)]
    is_same = before is not None and after is not None and before.is_same(after)
    if not is_same and all(title is not None for title in titles):
        yield ContentChange(kind=ContentKind.PICTURE, key=owner, name=titles[1] or owner)


def _titles(document: Document) -> dict[str, str]:
    titles = {s.block_id: plain(s.title) for s in nodes(document.blocks, b.Story)}
    return titles | {q.block_id: plain(q.attribution) for q in nodes(document.blocks, b.Quote)}


def _in_chart(
    before: Picture | None, after: Picture | None, both: SideBySide
) -> Iterator[ContentChange]:
    """Yield that a chart looks otherwise though its figures are the same."""
    owner = (after or before or Picture(shows=())).owner
    old, new = (_table(document, owner) for document in (both.older, both.newer))
    if old is None or new is None or text_of(old) != text_of(new):
        return
    numbers = [list(bound_numbers(table.rows)) for table in (old, new)]
    hidden = {indicator_of(number.binding) for number in numbers[1]} & {*both.withheld}
    if hidden or numbers[0] != numbers[1]:
        return
    if before is None or after is None:
        kind = ContentKind.ADDED if before is None else ContentKind.DROPPED
        yield ContentChange(kind=kind, key=owner, name=plain(new.caption) or owner)
    elif not before.is_same(after):
        is_known = before.alternative == after.alternative
        name = (after.alternative if is_known else "") or plain(new.caption) or owner
        yield _other(owner, name, before, after)


def _table(document: Document, owner: str) -> b.Table | None:
    """Return the table behind a chart; a Word file is read as the table under its title."""
    tables = (t for t in nodes(document.blocks, b.Table) if t.block_id == owner)
    return next(tables, None)


# --- which is which ----------------------------------------------------------------------------

_Pair = tuple[Picture | None, Picture | None]
_Key = Callable[[Picture], object]
"""Gives what two pictures that are one have in common; what is empty is nothing in common."""


def _pairs(old: Sequence[Picture], new: Sequence[Picture]) -> Iterator[_Pair]:
    """Yield which picture is which, in the order of the newer file."""
    body = [[p for p in side if p.part == "body"] for side in (old, new)]
    yield from _matched(*body)
    margins = [[p for p in side if p.part != "body"] for side in (old, new)]
    # every header of a file usually has the same emblem
    yield from _matched(*(list({p.shows: p for p in side}.values()) for side in margins))


def _matched(old: Sequence[Picture], new: Sequence[Picture]) -> Iterator[_Pair]:
    pairs: dict[int, int] = {}
    keys: tuple[_Key, ...] = (
        lambda p: p.owner and (p.owner, p.shows),
        lambda p: p.owner,
        lambda p: not p.owner and p.shows,
        *(_showing(form) for form in sorted({f for p in (*old, *new) for f, _d in p.shows})),
        lambda p: not p.owner and p.alternative and (p.alternative, p.before, p.after),
        lambda p: not p.owner and p.alternative,
        lambda p: not p.owner and p.before and p.after and (p.before, p.after),
        lambda p: not p.owner and p.after,
        lambda p: not p.owner and p.before,
    )
    for key in keys:
        _match(pairs, old, new, key)
    told = steps(pairs, len(old), len(new))
    for step in _in_step(told, old, new):
        before = None if step.old is None else old[step.old]
        after = None if step.new is None else new[step.new]
        if step.moved and step.new is not None:
            before = old[next(i for i, j in pairs.items() if j == step.new)]
        if not (step.moved and step.new is None):
            yield before, after


def _showing(form: str) -> _Key:
    return lambda p: not p.owner and dict(p.shows).get(form)


def _match(
    pairs: dict[int, int],
    old: Sequence[Picture],
    new: Sequence[Picture],
    key: _Key,
) -> None:
    """Match what is left and has the same key: the first with the first."""
    taken = set(pairs.values())
    places: dict[object, list[int]] = defaultdict(list)
    for j in reversed(range(len(new))):
        if j not in taken and key(new[j]):
            places[key(new[j])].append(j)
    for i, picture in enumerate(old):
        if i not in pairs and key(picture) and places.get(key(picture)):
            pairs[i] = places[key(picture)].pop()


def _in_step(
    told: Iterable[Step], old: Sequence[Picture], new: Sequence[Picture]
) -> Iterator[Step]:
    """Yield steps; as many that came as went at one place, of which nothing is said, are pairs."""
    gone: list[Step] = []
    come: list[Step] = []
    for step in (*told, None):
        is_lone = step is not None and not step.moved and None in (step.old, step.new)
        if step is not None and is_lone:
            (come if step.old is None else gone).append(step)
            continue
        if len(gone) == len(come) and all(
            _may_be(old[g.old or 0], new[c.new or 0]) for g, c in zip(gone, come, strict=True)
        ):
            yield from (replace(g, new=c.new) for g, c in zip(gone, come, strict=True))
        else:
            yield from (*gone, *come)
        gone, come = [], []
        if step is not None:
            yield step


def _may_be(old: Picture, new: Picture) -> bool:
    return not (old.owner or new.owner or (old.alternative and new.alternative))
