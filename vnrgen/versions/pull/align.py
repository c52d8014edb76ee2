"""Which paragraph of the edited file is which of today's: by bookmark, by words, by place."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from vnrgen.render.docx.source_map import MapEntry
from vnrgen.rising import longest_rising
from vnrgen.versions.pull.leaves import Leaf

_OWN = frozenset({"Paragraph", "Section", "RecommendationEntry", "Detail", "Note", "Cell", "Label"})
_TITLES = frozenset({"story title", "caption", "callout title"})
_ALIKE = 0.55  # as similar as a paragraph is to what it was before it was reworded
_STILL_ITSELF = 0.25  # where a bookmark says so too
_LONG = 12  # characters by which a paragraph can be known that stands elsewhere
_MOST_PAIRS = 40_000
_SAME = 0.9  # as similar as a paragraph is to itself with a word or a number changed
_Step = Callable[
    ["Alignment", Sequence[Leaf], Sequence[Leaf], "tuple[range, range]", Mapping[str, str]], None
]


@dataclass(slots=True)
class Alignment:
    """Pairs of paragraphs: ``today`` by number of the edited one, ``edited`` the other way.

    ``closed_edited`` and ``closed_today`` are paragraphs that no further step may pair.
    ``new_edited`` and ``new_today`` have come since the file was made: two of them are one only if
    they say nearly the same, since two people may have written something at the same place.
    """

    today: dict[int, int] = field(default_factory=dict)
    edited: dict[int, int] = field(default_factory=dict)
    closed_edited: set[int] = field(default_factory=set)
    closed_today: set[int] = field(default_factory=set)
    new_edited: frozenset[int] = frozenset()
    new_today: frozenset[int] = frozenset()

    def are_new(self, edited: int, today: int) -> bool:
        """Whether both paragraphs have come since the file was made."""
        return edited in self.new_edited and today in self.new_today

    def pair(self, edited: int, today: int) -> None:
        """Keep that two paragraphs are the same."""
        self.today[edited] = today
        self.edited[today] = edited


def own_names(entries: Iterable[MapEntry]) -> frozenset[str]:
    """Return the bookmarks of single paragraphs."""
    return frozenset(
        entry.bookmark for entry in entries if entry.kind in _OWN or entry.part == "label"
    )


def align(
    edited: Sequence[Leaf],
    today: Sequence[Leaf],
    owned: frozenset[str],
    before: Mapping[str, str],
    found: Alignment,
) -> Alignment:
    """Find pairs of paragraphs; each is in one pair at most.

    What is certain comes first: a paragraph that was moved and has lost its bookmark is found by
    its own words before one that merely resembles it, in the place where it now stands, is taken.

    Args:
        edited: Paragraphs of the edited file.
        today: Those of the dossier as it is now.
        owned: Bookmarks of single paragraphs, of either file.
        before: The words that a bookmark held when the edited file was made.
        found: The pairs that are known already; takes the others.
    """
    _by_bookmark(found, edited, today, owned)
    nearly_same, reworded = partial(_alike, least=_SAME), partial(_alike, least=_ALIKE)
    for step in (_same_words, nearly_same):
        _in_gaps(step, found, edited, today, before)
    _same_words_elsewhere(found, edited, today)
    _same_elsewhere(found, edited, today)
    for step in (reworded, reworded, _same_cell):
        _in_gaps(step, found, edited, today, before)
    return found


def _in_gaps(
    step: _Step,
    found: Alignment,
    edited: Sequence[Leaf],
    today: Sequence[Leaf],
    before: Mapping[str, str],
) -> None:
    for gap in list(_gaps(found, len(edited), len(today))):
        step(found, edited, today, gap, before)


def likeness(one: str, other: str) -> float:
    """Return how much two texts share, from 0 to 1."""
    from rapidfuzz import fuzz

    if one == other:
        return 1.0
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100


def _by_bookmark(
    found: Alignment, edited: Sequence[Leaf], today: Sequence[Leaf], owned: frozenset[str]
) -> None:
    holder = {name: leaf.number for leaf in today for name in leaf.starts}
    offers: list[tuple[float, int, int]] = []
    for leaf in edited:
        if leaf.number in found.closed_edited:
            continue
        rivals = sorted({holder[name] for name in leaf.starts if name in holder and name in owned})
        rivals = rivals or _titles(leaf, today, holder)
        rivals = [place for place in rivals if place not in found.closed_today]
        for place in rivals:
            like = likeness(leaf.words, today[place].words)
            if like >= _STILL_ITSELF or (leaf.words and len(rivals) == 1):
                offers.append((-like, leaf.number, place))
    for _like, number, place in sorted(offers):
        if number not in found.today and place not in found.edited:
            found.pair(number, place)


def _titles(leaf: Leaf, today: Sequence[Leaf], holder: Mapping[str, int]) -> list[int]:
    """Return the titles of the blocks that begin with a paragraph in the style of a title."""
    places = sorted({holder[name] for name in leaf.starts if name in holder})
    return [
        place
        for place in places
        if leaf.form.style in _TITLES and today[place].form.style == leaf.form.style
    ]


def _gaps(found: Alignment, edited: int, today: int) -> Iterable[tuple[range, range]]:
    """Yield the stretches between pairs that stand in the same order in both."""
    anchors = longest_rising(sorted(found.today.items()))
    last_edited = last_today = -1
    for one, other in [*anchors, (edited, today)]:
        if one - last_edited > 1 and other - last_today > 1:
            yield range(last_edited + 1, one), range(last_today + 1, other)
        last_edited, last_today = one, other


def _free(found: Alignment, gap: tuple[range, range]) -> tuple[list[int], list[int]]:
    return (
        [number for number in gap[0] if _is_free(number, found.today, found.closed_edited)],
        [number for number in gap[1] if _is_free(number, found.edited, found.closed_today)],
    )


def _is_free(number: int, paired: Mapping[int, int], closed: set[int]) -> bool:
    return number not in paired and number not in closed


def _same_words(
    found: Alignment,
    edited: Sequence[Leaf],
    today: Sequence[Leaf],
    gap: tuple[range, range],
    before: Mapping[str, str],  # noqa: ARG001 - one signature for each step
) -> None:
    ours, theirs = _free(found, gap)
    a = [(edited[i].words, _kind(edited[i])) for i in ours]
    b = [(today[i].words, _kind(today[i])) for i in theirs]
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > _MOST_PAIRS)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            found.pair(ours[block.a + step], theirs[block.b + step])


def _kind(leaf: Leaf) -> bool:
    return leaf.form.cell is not None


def _alike(
    found: Alignment,
    edited: Sequence[Leaf],
    today: Sequence[Leaf],
    gap: tuple[range, range],
    before: Mapping[str, str],
    *,
    least: float,
) -> None:
    _pair_by_likeness(found, edited, today, _free(found, gap), before, least)


def _pair_by_likeness(
    found: Alignment,
    edited: Sequence[Leaf],
    today: Sequence[Leaf],
    free: tuple[list[int], list[int]],
    before: Mapping[str, str],
    least: float,
) -> None:
    """Pair the most alike first; of equals, those that stand nearest."""
    ours, theirs = free
    if len(ours) * len(theirs) > _MOST_PAIRS:
        return
    offers = []
    for i in ours:
        texts = [edited[i].words, *(before[n] for n in edited[i].starts if n in before)]
        for j in theirs:
            if _kind(edited[i]) != _kind(today[j]) or not today[j].words:
                continue
            like = max(likeness(text, today[j].words) for text in texts)
            if like >= (_SAME if found.are_new(i, j) else least):
                offers.append((-like, abs(i - j), i, j))
    for _like, _distance, i, j in sorted(offers):
        if i not in found.today and j not in found.edited:
            found.pair(i, j)


def _same_cell(
    found: Alignment,
    edited: Sequence[Leaf],
    today: Sequence[Leaf],
    gap: tuple[range, range],
    before: Mapping[str, str],  # noqa: ARG001 - one signature for each step
) -> None:
    """Pair what stands in the same row and column, between neighbours that are pairs."""
    ours, theirs = _free(found, gap)
    places: dict[tuple[int, int], list[int]] = defaultdict(list)
    for j in theirs:
        if (cell := today[j].form.cell) is not None:
            places[cell[1:]].append(j)
    for i in ours:
        cell = edited[i].form.cell
        if cell is not None and len(places.get(cell[1:], ())) == 1:
            found.pair(i, places.pop(cell[1:])[0])


def _same_words_elsewhere(found: Alignment, edited: Sequence[Leaf], today: Sequence[Leaf]) -> None:
    """Find paragraphs that were moved and lost their bookmark on the way."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for leaf in today:
        if leaf.number not in found.edited and len(leaf.words) >= _LONG and not _kind(leaf):
            waiting[leaf.words].append(leaf.number)
    for leaf in edited:
        if leaf.number not in found.today and waiting.get(leaf.words) and not _kind(leaf):
            found.pair(leaf.number, waiting[leaf.words].pop(0))


def _same_elsewhere(found: Alignment, edited: Sequence[Leaf], today: Sequence[Leaf]) -> None:
    """Find paragraphs that were moved, lost their bookmark and have a word or two changed."""
    ours = [e.number for e in edited if e.number not in found.today and _is_long(e)]
    theirs = [t.number for t in today if t.number not in found.edited and _is_long(t)]
    _pair_by_likeness(found, edited, today, (ours, theirs), {}, _SAME)


def _is_long(leaf: Leaf) -> bool:
    return len(leaf.words) >= 4 * _LONG and not _kind(leaf)
