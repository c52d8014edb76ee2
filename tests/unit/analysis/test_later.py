"""What is made later is made once, and is otherwise what it would have been at once."""

from __future__ import annotations

import pickle

import pytest

from vnrgen.analysis.later import Later


def test_an_item_is_made_when_it_is_asked_for_and_once() -> None:
    asked: list[int] = []

    def doubled(number: int) -> int:
        asked.append(number)
        return 2 * number

    found = Later(doubled, (1, 2, 3))

    assert (len(found), asked) == (3, [])
    assert (found[1], found[1], found[-1], asked) == (4, 4, 6, [2, 3])
    assert (list(found), found[1:], asked) == ([2, 4, 6], (4, 6), [2, 3, 1])
    with pytest.raises(IndexError):
        found[3]


def test_it_is_compared_shown_and_stored_like_the_tuple_of_all() -> None:
    found, whole = Later(str, (1, 2)), ("1", "2")

    assert found == whole
    assert found == Later(str, [1, 2])
    assert found != ("1",)
    assert (repr(found), hash(found)) == (repr(whole), hash(whole))
    assert pickle.loads(pickle.dumps(found)) == whole  # noqa: S301 - our own bytes
