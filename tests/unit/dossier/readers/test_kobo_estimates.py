"""Estimates of a survey against hand-worked cases, and what holds of every interval."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnrgen.dossier.readers.kobo.estimates import Design, estimate, t_quantile, wilson


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    """Newcombe 1998 (Statistics in Medicine 17:857-872), table I: 81/263, 15/148, 0/20, 1/29."""
    cases = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (hits, n), bounds in cases.items():
        assert wilson(hits / n, n) == pytest.approx(bounds, abs=5e-5)


def test_points_of_students_t_are_those_of_the_table() -> None:
    table = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 19: 2.093, 60: 2.000, 120: 1.980}
    assert {df: round(t_quantile(df), 3) for df in table} == table


def test_equal_clusters_have_the_error_of_the_mean_of_their_shares() -> None:
    """Four clusters of five with 1, 2, 3 and 4 hits: shares .2 .4 .6 .8, s2 = .2/3, SE2 = s2/4.

    Effective size .25 / (1/60) = 15, times (t19 / t3)^2 = (2.0930 / 3.1824)^2: 6.4880; Wilson's
    half width then is 1.96 sqrt(.25 / 6.488 + 3.8415 / (4 * 6.488^2)) / (1 + 3.8415 / 6.488).
    """
    outcomes = [hit < cluster for cluster in (1, 2, 3, 4) for hit in range(5)]
    clusters = [cluster for cluster in range(4) for _ in range(5)]
    found = estimate(outcomes, range(20), Design(clusters=clusters, sizes={0: 4}))
    assert found.share == pytest.approx(0.5)
    assert found.se == pytest.approx(math.sqrt(0.2 / 3 / 4))
    assert found.lower == pytest.approx(0.5 - 0.30492, abs=5e-4)
    assert found.upper == pytest.approx(0.5 + 0.30492, abs=5e-4)


def test_strata_take_out_what_differs_between_them() -> None:
    """Two strata, each of two clusters of two: shares 0 and .5 in one, .5 and 1 in the other.

    z of the clusters: stratum one (0 - .5) 2/8 = -.125 and 0, stratum two 0 and .125; in each
    2 / 1 times the squares about the mean, .0625^2 twice: var = 2 * 2 * 2 * .0625^2.
    """
    outcomes = [False, False, True, False, True, False, True, True]
    design = Design(
        clusters=[0, 0, 1, 1, 2, 2, 3, 3], strata=[0, 0, 0, 0, 1, 1, 1, 1], sizes={0: 2, 1: 2}
    )
    found = estimate(outcomes, range(8), design)
    assert found.se == pytest.approx(math.sqrt(8 * 0.0625**2))


def test_clusters_without_anybody_of_a_group_count_in_its_error() -> None:
    """Scores of +-.25 in two clusters: 4/3 (2 * .0625) with two empty ones, else 2 (2 * .0625)."""
    outcomes, rows, clusters = [True, False], [0, 1], [0, 1, 2, 3]
    whole = estimate(outcomes, rows, Design(clusters=clusters, sizes={0: 4}))
    alone = estimate(outcomes, rows, Design(clusters=clusters, sizes={0: 2}))
    assert whole.se == pytest.approx(math.sqrt(1 / 6))
    assert alone.se == pytest.approx(math.sqrt(1 / 4))


def test_weights_alone_give_the_error_of_a_ratio() -> None:
    """Weights 1 and 3, p = 3/4: scores 1 (0 - 3/4) / 4 and 3 (1 - 3/4) / 4, times n / (n - 1)."""
    found = estimate([False, True], [0, 1], Design(weights=[1.0, 3.0], sizes={0: 2}))
    z = [1 * (0 - 0.75) / 4, 3 * (1 - 0.75) / 4]
    assert found.share == pytest.approx(0.75)
    assert found.se == pytest.approx(math.sqrt(2 * (z[0] ** 2 + z[1] ** 2)))


def test_one_cluster_says_nothing_of_its_error() -> None:
    found = estimate([True, False], [0, 1], Design(clusters=[0, 0], sizes={0: 1}))
    assert (found.share, found.se, found.lower, found.upper) == (0.5, None, None, None)


@given(data=st.data())
def test_no_interval_leaves_0_to_100_nor_loses_its_share(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 40))
    outcomes = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    weights = data.draw(st.none() | st.lists(st.floats(1e-3, 1e3), min_size=size, max_size=size))
    clusters = data.draw(st.none() | st.lists(st.integers(0, 5), min_size=size, max_size=size))
    count = size if clusters is None else len(set(clusters))
    found = estimate(outcomes, range(size), Design(weights, clusters, None, {0: count}))
    assert 0 <= found.share <= 1
    assert found.cases == size
    if found.lower is not None:
        assert found.upper is not None
        assert 0 <= found.lower <= found.share <= found.upper <= 1
        assert found.upper > found.lower


@given(st.lists(st.booleans(), min_size=2, max_size=60))
def test_equal_weights_change_no_share(outcomes: list[bool]) -> None:
    plain = estimate(outcomes, range(len(outcomes)), Design())
    weighted = estimate(
        outcomes,
        range(len(outcomes)),
        Design(weights=[2.0] * len(outcomes), sizes={0: len(outcomes)}),
    )
    assert weighted.share == pytest.approx(plain.share)
    n = len(outcomes)
    assert plain.se is not None
    assert weighted.se == pytest.approx(plain.se * math.sqrt(n / (n - 1)), abs=1e-12)
