"""Which thing of an older list is which of a newer one, and in what order both are told.

Ids come first. What is left is matched by the same words, then, where that is allowed, by
similar words: along the list where both run in step, and anywhere by the rare words they share.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from vnrgen.rising import longest_rising
from vnrgen.versions.comparison.tokens import words_and_signs

_ALIKE = 0.5  # of the letters, for texts that stand in step
_ALIKE_ELSEWHERE = 0.6
_CANDIDATES = 4
_RARE = 12  # a word that more texts than this hold says nothing about which one it is


@dataclass(frozen=True, slots=True)
class Thing:
    """What is compared: its kind, its id and its words."""

    kind: Hashable
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A place in the common list: ``old`` and ``new`` are positions, or None.

    ``moved`` says that the thing stands at another place of the other list.
    """

    old: int | None
    new: int | None
    moved: bool = False


def matches(old: Sequence[Thing], new: Sequence[Thing], *, by_likeness: bool) -> dict[int, int]:
    """Return which position of the older list is which of the newer."""
    pairs: dict[int, int] = {}
    most = min(len(old), len(new))
    old_ids, new_ids = ([(t.kind, t.key) for t in things] for things in (old, new))
    _match_unique(pairs, old_ids, new_ids)
    if len(pairs) < most:
        _match_in_turn(pairs, [_told(t) for t in old], [_told(t) for t in new])
    if len(pairs) < most:
        _match_in_turn(pairs, [*old_ids], [*new_ids])
    if by_likeness and len(pairs) < most:
        _match_in_step(pairs, old, new)
        _match_elsewhere(pairs, old, new)
    return pairs


def steps(pairs: dict[int, int], old: int, new: int) -> list[Step]:
    """Return the common list: what went stands before what came in its place.

    Args:
        pairs: What ``matches`` found.
        old: The length of the older list.
        new: The length of the newer list.
    """
    kept = dict(longest_rising(sorted(pairs.items())))
    moved_from = {i for i in pairs if kept.get(i) is None}
    moved_to = {pairs[i] for i in moved_from}
    told: list[Step] = []
    at_old = at_new = 0
    for i, j in [*sorted(kept.items()), (old, new)]:
        told += [Step(k, None, moved=k in moved_from) for k in range(at_old, i)]
        told += [Step(None, k, moved=k in moved_to) for k in range(at_new, j)]
        if i < old:
            told.append(Step(i, j))
        at_old, at_new = i + 1, j + 1
    return told


def likeness(old: str, new: str, least: float = 0.0) -> float:
    """Return how much of two texts is the same, from 0 to 1; 0 where it is less than ``least``."""
    return _ratio()(old, new, score_cutoff=least * 100) / 100


@functools.cache
def _ratio() -> Callable[..., float]:
    from rapidfuzz.fuzz import ratio

    return ratio


def _told(thing: Thing) -> Hashable | None:
    return (thing.kind, thing.text) if thing.text.strip() else None


def _match_unique(pairs: dict[int, int], old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
    """Match what both lists have once."""
    old_count, new_count = Counter(old), Counter(new)
    places = {key: j for j, key in enumerate(new)}
    for i, key in enumerate(old):
        if old_count[key] == 1 == new_count[key]:
            pairs[i] = places[key]


def _match_in_turn(
    pairs: dict[int, int], old: Sequence[Hashable | None], new: Sequence[Hashable | None]
) -> None:
    """Match what is left and the same: the first with the first, the second with the second."""
    taken = set(pairs.values())
    places: dict[Hashable, list[int]] = defaultdict(list)
    for j in reversed(range(len(new))):
        if j not in taken and new[j] is not None:
            places[new[j]].append(j)
    for i, key in enumerate(old):
        if i not in pairs and key is not None and places.get(key):
            pairs[i] = places[key].pop()


def _match_in_step(pairs: dict[int, int], old: Sequence[Thing], new: Sequence[Thing]) -> None:
    """Match what is alike where both lists run in step between what is matched already."""
    kept = dict(longest_rising(sorted(pairs.items())))
    taken = set(pairs.values())
    at_old = at_new = 0
    for i, j in [*sorted(kept.items()), (len(old), len(new))]:
        left = [k for k in range(at_old, i) if k not in pairs]
        right = [k for k in range(at_new, j) if k not in taken]
        for a, b in _in_step(left, right, old, new):
            pairs[a] = b
            taken.add(b)
        at_old, at_new = i + 1, j + 1


def _in_step(
    left: Sequence[int], right: Sequence[int], old: Sequence[Thing], new: Sequence[Thing]
) -> Iterable[tuple[int, int]]:
    a = b = 0
    while a < len(left) and b < len(right):
        here = _alike(old[left[a]], new[right[b]])
        if here >= _ALIKE:
            yield left[a], right[b]
            a, b = a + 1, b + 1
            continue
        came = _alike(old[left[a]], new[right[b + 1]]) if b + 1 < len(right) else 0.0
        went = _alike(old[left[a + 1]], new[right[b]]) if a + 1 < len(left) else 0.0
        best = max(came, went)
        a += best < _ALIKE or went == best
        b += best < _ALIKE or went != best


def _alike(old: Thing, new: Thing) -> float:
    if old.kind != new.kind or not old.text or not new.text:
        return 0.0
    return likeness(old.text, new.text, _ALIKE)


def _match_elsewhere(pairs: dict[int, int], old: Sequence[Thing], new: Sequence[Thing]) -> None:
    """Match what is alike anywhere, the most alike first."""
    taken = set(pairs.values())
    left = [i for i in range(len(old)) if i not in pairs]
    right = [j for j in range(len(new)) if j not in taken]
    if not left or not right:
        return
    found = []
    for i, candidates in _candidates(left, right, old, new):
        alike = ((_alike(old[i], new[j]), j) for j in candidates)
        found += [(-score, abs(i - j), i, j) for score, j in alike if score >= _ALIKE_ELSEWHERE]
    for _score, _distance, i, j in sorted(found):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def _candidates(
    left: Sequence[int], right: Sequence[int], old: Sequence[Thing], new: Sequence[Thing]
) -> Iterable[tuple[int, list[int]]]:
    """Yield for each older text the few newer ones with which it shares most rare words."""
    holders: dict[str, list[int]] = defaultdict(list)
    for j in right:
        for word in sorted(set(words_and_signs(new[j].text))):
            holders[word].append(j)
    for i in left:
        votes: Counter[int] = Counter()
        for word in set(words_and_signs(old[i].text)):
            of_word = holders.get(word, ())
            if len(of_word) <= _RARE:
                votes.update(of_word)
        ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
        yield i, [j for j, _count in ranked[:_CANDIDATES]]
