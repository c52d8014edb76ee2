"""When a figure may be told as a trend: the rule of the UN's country profiles, by hand."""

from __future__ import annotations

import pytest

from vnrgen.analysis.over_time.trend_rule import may_be_told


@pytest.mark.parametrize(
    ("values", "first_year", "told"),
    [
        ([40.0, 42.0], 2009, False),  # |40 - 42| = 2 < 5 % of 42 = 2.1
        ([40.0, 42.2], 2009, True),  # 2.2 >= 2.11
        ([40.0, 42.2], 2010, False),  # begins too late
        ([42.2], 2000, False),  # one figure
        ([90.0, 80.0, 20.1], 2000, True),  # 20.1 >= 25 % of the median 80
        ([90.0, 80.0, 19.9], 2000, False),
        ([5.0, 0.0], 2000, False),  # a quarter of 2.5 is more than nothing
        ([0.0, 0.0], 2000, False),
        ([-4.0, -8.0], 2000, True),
    ],
)
def test_a_trend_is_told_only_where_the_rule_lets_it(
    *, values: list[float], first_year: int, told: bool
) -> None:
    assert may_be_told(values, first_year) is told
