"""What was reworded between two plain texts, compared word by word: the same as by tokens, faster.

Most texts are plain, and most words of a text that was edited are not. So what both texts begin and
end with is cut off as letters, the rest is compared as words with the space after each, and only
signs at the ends of a change (a comma, a bracket) are looked at one by one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from itertools import accumulate
from typing import Any

from vnrgen.versions.comparison.tokens import is_spaced

Change = tuple[str, str, str]
"""What stayed before a change, what went, and what came; the last may have only stayed."""

_Step = tuple[str, str, str]  # what went, what came, and what stayed after it

_OPENING = "([{«“‘„\"'¿¡"
_CLOSING = ")]}»”’\"'.,;:!?… \u00a0\u202f"
_DIGIT = re.compile(r"\d")
_MOST_WORDS_OF_A_CRUMB = 2


def plain_changes(old: str, new: str) -> list[Change] | None:
    """Return the pieces that turn one text into the other; None where tokens must be compared.

    >>> plain_changes("It fell to 12.1%, again.", "It fell to 12.3%, again.")
    [('It fell to ', '12.1%', '12.3%'), (', again.', '', '')]
    """
    if not (is_spaced(old) and is_spaced(new)):
        return None
    start, end = _shared(old, new)
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    found = _told(old[:start], _steps(before, after, ends=not end), old[len(old) - end :])
    # words are told apart by their hash alone
    return found if "".join([f"{stays}{come}" for stays, _gone, come in found]) == new else None


def _told(begin: str, steps: list[_Step], end: str) -> list[Change]:
    """Return changes without the signs that both sides of them begin or end with.

    Changes side by side are one change.

    Args:
        begin: What both texts begin with.
        steps: What follows, by words.
        end: What both texts end with.
    """
    found: list[Change] = []
    stays = begin
    for gone, come, stayed in steps:
        went, came, tail = gone, come, ""
        if gone and come:
            went, came, tail = gone[:-1], come[:-1], " "
            if not (went.isalnum() and came.isalnum() and gone[-1] == " " == come[-1]):
                head, went, came, tail = _trimmed(gone, come)  # not one word for another
                stays += head
        if went or came:
            if not stays and found:
                stays, gone_before, come_before = found.pop()
                went, came = gone_before + went, come_before + came
            found.append((stays, went, came))
            stays = ""
        stays += tail + stayed
    stays += end
    if stays:
        found.append((stays, "", ""))
    return found


def _trimmed(gone: str, come: str) -> tuple[str, str, str, str]:
    """Return what both begin with, what went and came without it, and what both end with."""
    head = _opening(gone, come)
    if head:
        gone, come = gone[len(head) :], come[len(head) :]
    tail = _closing(gone, come)
    if tail:
        gone, come = gone[: -len(tail)], come[: -len(tail)]
    return head, gone, come, tail


@functools.cache
def _measures() -> tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]:
    """Return what finds edits, and how long a beginning and an end two texts share.

    They are looked up once: a long text asks for them hundreds of times.
    """
    from rapidfuzz.distance import Indel, Postfix, Prefix

    return Indel.editops, Prefix.similarity, Postfix.similarity


def _shared(old: str, new: str) -> tuple[int, int]:
    """Return how many letters both texts begin and end with, in whole words."""
    _edits, prefix, postfix = _measures()
    start = old.rfind(" ", 0, int(prefix(old, new))) + 1
    least = min(len(old), len(new)) - start
    same = min(int(postfix(old, new)), least)
    space = old.find(" ", len(old) - same)
    return start, 0 if space < 0 or not same else len(old) - space - 1


def _steps(old: str, new: str, *, ends: bool) -> list[_Step]:
    """Return the changes by words, and after each what stayed.

    Args:
        old: The older text; every word has a space after it, but for the last one of a text.
        new: The newer.
        ends: Whether this is the end of the texts: their last words have no space.
    """
    if ends:
        old, new = f"{old} ", f"{new} "
    one, other = _words(old), _words(new)
    in_old, in_new = ([0, *accumulate(map(len, words))] for words in (one, other))
    blocks = _measures()[0](one, other).as_matching_blocks()
    steps: list[_Step] = []
    i = j = 0  # where the change begins that is being read
    for n, (at, to, size) in enumerate(blocks, start=1):
        here = in_old[at]
        stayed = old[here : in_old[at + size]]
        if size <= _MOST_WORDS_OF_A_CRUMB and size * 2 <= max(at - i, to - j) and n < len(blocks):
            following, next_to, _size = blocks[n]
            after = max(following - at, next_to - to) - size
            if size * 2 <= after and not _DIGIT.search(stayed):
                continue  # lost among the words that changed
        steps.append((old[in_old[i] : here], new[in_new[j] : in_new[to]], stayed))
        i, j = at + size, to + size
    return _ended(steps) if ends else steps


def _words(text: str) -> list[str]:
    """Return the words of a text that ends with a space, each with the space after it."""
    words = text.replace(" ", " \n").split("\n")  # there is no other line break: it is spaced
    words.pop()  # behind the last space is nothing
    return words


def _ended(steps: list[_Step]) -> list[_Step]:
    """Take the space back that was put behind the last word of either text."""
    gone, come, _nothing = steps.pop()
    if gone and come:
        return [*steps, (gone[:-1], come[:-1], "")]
    *before, (went, came, stayed) = steps
    before.append((went, came, stayed[:-1]))
    if gone or come:  # it took the space of what stayed
        before.append((f" {gone[:-1]}" if gone else "", f" {come[:-1]}" if come else "", ""))
    return before


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
