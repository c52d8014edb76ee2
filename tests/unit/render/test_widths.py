"""Column widths: all of the page is used and no column is too narrow for its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnrgen.render.widths import column_shares

columns = st.lists(st.tuples(st.floats(0.1, 10), st.integers(0, 40)), min_size=1, max_size=12)


@given(columns)
def test_shares_fill_the_width(asked: list[tuple[float, int]]) -> None:
    shares = column_shares([weight for weight, _ in asked], [letters for _, letters in asked])
    assert sum(shares) == pytest.approx(1)
    assert all(share > 0 for share in shares)


@given(columns)
def test_a_longer_word_never_narrows_its_column(asked: list[tuple[float, int]]) -> None:
    weights, letters = [weight for weight, _ in asked], [letters for _, letters in asked]
    longer = [letters[0] + 5, *letters[1:]]
    before, after = column_shares(weights, letters)[0], column_shares(weights, longer)[0]
    assert after >= before - 1e-9


def test_a_column_is_as_wide_as_its_longest_word_asks() -> None:
    # 10 letters at 0.0096 and a gap of 0.014 are 0.11 of the width; 4 letters are 0.0524
    assert column_shares([1, 18, 1], [10, 4, 4]) == pytest.approx((0.11, 0.8376, 0.0524))
