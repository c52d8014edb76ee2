"""What was reworded between two plain texts, compared word by word: the same as by tokens, faster.

Most texts are plain, and most words of a text that was edited are not. So what both texts begin and
end with is cut off as letters, the rest is compared as words with the space after each, and only
signs at the ends of a change (a comma, a bracket) are looked at one by one.
"""

from __future__ import annotations

import re
from itertools import accumulate

from vnrgen.versions.tokens import is_spaced

Change = tuple[str, str]
"""What went and what came; where both are the same object, it stayed."""

_OPENING = "([{«“‘„\"'¿¡"
_CLOSING = ")]}»”’\"'.,;:!?… \u00a0\u202f"
_DIGIT = re.compile(r"\d")
_MOST_WORDS_OF_A_CRUMB = 2


def plain_changes(old: str, new: str) -> list[Change] | None:
    """Return the pieces that turn one text into the other; None where tokens must be compared.

    >>> plain_changes("It fell to 12.1%, again.", "It fell to 12.3%, again.")
    [('It fell to ', 'It fell to '), ('12.1%', '12.3%'), (', again.', ', again.')]
    """
    if not (is_spaced(old) and is_spaced(new)):
        return None
    start, end = _shared(old, new)
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    pieces = _Pieces()
    pieces.stay(old[:start])
    for gone, come in _steps(before, after, ends=not end):
        if gone is come:
            pieces.stay(come)
        else:
            pieces.change(gone, come)
    pieces.stay(old[len(old) - end :])
    found = pieces.found
    # words are told apart by their hash alone
    return found if "".join([come for _gone, come in found]) == new else None


def _shared(old: str, new: str) -> tuple[int, int]:
    """Return how many letters both texts begin and end with, in whole words."""
    from rapidfuzz.distance import Postfix, Prefix

    start = old.rfind(" ", 0, int(Prefix.similarity(old, new))) + 1
    least = min(len(old), len(new)) - start
    same = min(int(Postfix.similarity(old, new)), least)
    space = old.find(" ", len(old) - same)
    return start, 0 if space < 0 or not same else len(old) - space - 1


def _steps(old: str, new: str, *, ends: bool) -> list[Change]:
    """Return the changes by words, and between them what stayed.

    Args:
        old: The older text; every word has a space after it, but for the last one of a text.
        new: The newer.
        ends: Whether this is the end of the texts: their last words have no space.
    """
    from rapidfuzz.distance import Indel

    if ends:
        old, new = f"{old} ", f"{new} "
    one, other = _words(old), _words(new)
    in_old, in_new = ([0, *accumulate(map(len, words))] for words in (one, other))
    blocks = Indel.editops(one, other).as_matching_blocks()
    steps: list[Change] = []
    i = j = 0  # where the change begins that is being read
    for n, (at, to, size) in enumerate(blocks):
        stayed = old[in_old[at] : in_old[at + size]]
        if 0 < size <= _MOST_WORDS_OF_A_CRUMB and n + 1 < len(blocks):
            following, next_to, _size = blocks[n + 1]
            shortest = min(max(at - i, to - j), max(following - at, next_to - to) - size)
            if size * 2 <= shortest and not _DIGIT.search(stayed):
                continue  # lost among the words that changed
        if at > i or to > j:
            steps.append((old[in_old[i] : in_old[at]], new[in_new[j] : in_new[to]]))
        if size:
            steps.append((stayed, stayed))
        i, j = at + size, to + size
    return _ended(steps) if ends else steps


def _words(text: str) -> list[str]:
    """Return the words of a text that ends with a space, each with the space after it."""
    words = text.replace(" ", " \n").split("\n")  # there is no other line break: it is spaced
    words.pop()  # behind the last space is nothing
    return words


def _ended(steps: list[Change]) -> list[Change]:
    """Take the space back that was put behind the last word of either text."""
    gone, come = steps.pop()
    if gone is come:
        stayed = gone[:-1]
        return [*steps, (stayed, stayed)]
    if gone and come:
        return [*steps, (gone[:-1], come[:-1])]
    stayed = steps.pop()[0][:-1]  # what went or came last took the space of what stayed
    last = (f" {gone[:-1]}", "") if gone else ("", f" {come[:-1]}")
    return [*steps, (stayed, stayed), last]


class _Pieces:
    """Gathers pieces; neighbours that stayed are one."""

    def __init__(self) -> None:
        self.found: list[Change] = []
        self._stays = False

    def stay(self, text: str) -> None:
        if not text:
            return
        if self._stays:
            text = self.found.pop()[0] + text
        self.found.append((text, text))
        self._stays = True

    def change(self, gone: str, come: str) -> None:
        """Add a change without the signs that both begin or end with."""
        head = tail = ""
        if gone and come:
            head = _opening(gone, come)
            tail = _closing(gone[len(head) :], come[len(head) :])
            gone = gone[len(head) : len(gone) - len(tail)]
            come = come[len(head) : len(come) - len(tail)]
        self.stay(head)
        if gone or come:
            if self.found and not self._stays and not head:
                before = self.found.pop()
                gone, come = before[0] + gone, before[1] + come
            self.found.append((gone, come))
            self._stays = False
        self.stay(tail)


def _closing(gone: str, come: str) -> str:
    """Return the signs and spaces that both texts end with."""
    one, other = gone[len(gone.rstrip(_CLOSING)) :], come[len(come.rstrip(_CLOSING)) :]
    while one != other:
        one, other = one[-len(other) :] if other else "", other[-len(one) :] if one else ""
        if one != other:
            one, other = one[1:], other[1:]
    return one


def _opening(gone: str, come: str) -> str:
    """Return the signs that both texts begin with."""
    if gone[0] != come[0] or gone[0] not in _OPENING:
        return ""
    count = 1
    while count < min(len(gone), len(come)) and gone[count] == come[count] in _OPENING:
        count += 1
    return gone[:count]
