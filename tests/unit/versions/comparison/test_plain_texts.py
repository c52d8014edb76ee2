"""Plain texts compared word by word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from vnrgen.versions.comparison.plain_texts import plain_changes

_PARTS = ("a", "b", "12%", "(c)", "d,", "e.", "", "“f”", "1.5.", "x\u00a0y", ",", "sub-g")
TEXTS = st.lists(st.sampled_from(_PARTS), min_size=1, max_size=9).map(" ".join).filter(bool)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_what_went_and_stayed_is_the_older_text_and_what_came_and_stayed_the_newer(
    old: str, new: str
) -> None:
    found = plain_changes(old, new)
    assert found is not None
    assert "".join(stays + gone for stays, gone, _come in found) == old
    assert "".join(stays + come for stays, _gone, come in found) == new
    assert all(stays for stays, _gone, _come in found[1:])
    assert all(gone or come for _stays, gone, come in found[:-1])
    assert all(any(change) for change in found)


def test_the_last_word_that_went_takes_the_space_before_it_along() -> None:
    assert plain_changes("a b c", "a b") == [("a b", " c", "")]
    assert plain_changes("a b", "a b c") == [("a b", "", " c")]
    assert plain_changes("x a b", "a b") == [("", "x ", ""), ("a b", "", "")]


def test_signs_around_a_changed_word_stay() -> None:
    assert plain_changes("we ask (twice), then", "we ask (often), then") == [
        ("we ask (", "twice", "often"),
        ("), then", "", ""),
    ]


def test_lines_and_scripts_without_spaces_are_left_to_tokens() -> None:
    assert plain_changes("a\nb", "a\nc") is None
    assert plain_changes("ประเทศไทย", "ประเทศลาว") is None
