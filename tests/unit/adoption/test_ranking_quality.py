"""On one State's own citations the ranking keeps the quality it was published with."""

from __future__ import annotations

import os

import pytest

from benchmarks.ranking_gold import Gold, gain, gold, means
from vnrgen.adoption.candidates import candidate_passages

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not os.environ.get("VNRGEN_REAL_DATA"), reason="VNRGEN_REAL_DATA is unset"),
]


def hits(found: Gold) -> dict[str, tuple[float | None, ...]]:
    ranked = candidate_passages(found.recommendations, found.passages)
    return found.hits({rec: [c.passage for c in some] for rec, some in ranked.items()})


@pytest.mark.parametrize(
    ("labels", "floors"),
    [("none", (0.85, 0.935, 0.87)), ("theme", (0.85, 0.95, 0.88)), ("all", (0.81, 0.96, 0.88))],
)
def test_the_cited_section_and_paragraph_are_found(
    labels: str, floors: tuple[float, float, float]
) -> None:
    found = gold(labels=labels)
    assert found is not None
    for share, floor in zip(means(hits(found)), floors, strict=True):
        assert share >= floor


def test_every_recommendation_that_is_cited_is_judged() -> None:
    found = gold(labels="none")
    assert found is not None
    judged = hits(found)
    assert sum(hit[0] is not None for hit in judged.values()) == 140
    assert sum(hit[2] is not None for hit in judged.values()) == 60


def test_theme_and_groups_help_and_the_interval_is_of_pairs() -> None:
    plain, labelled = gold(labels="none"), gold(labels="all")
    assert plain is not None
    assert labelled is not None
    mean, low, high = gain(hits(labelled), hits(plain), 1)
    assert low <= mean <= high
    assert mean > 0
