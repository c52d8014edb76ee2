"""Answers to one question have no direction in common; the one that is counted keeps its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders_evidence import (
    a_dimension,
    a_dossier,
    a_group_of,
    a_series,
    an_observation,
)
from vnrgen.analysis import analyse
from vnrgen.dossier.model import DimensionRole, Dossier
from vnrgen.dossier.model.observations import Observation
from vnrgen.dossier.observations.answers import with_answers

SAFE = {"T": (61.0, 25.5, 13.5), "F": (52.1, 30.6, 17.3), "M": (70.2, 20.1, 9.7)}
CODES = ("safe", "rather", "unsafe")


def answers(shares: dict[str, tuple[float, ...]] = SAFE) -> list[Observation]:
    rows = []
    for sex, values in shares.items():
        for code, value in zip(CODES, values, strict=True):
            dimensions = {"degree": code} | ({} if sex == "T" else {"sex": sex})
            rows.append(an_observation(value, dimensions=dimensions))
    return rows


def read(rows: list[Observation], **changes: object) -> tuple[Dossier, list[str]]:
    degree = a_dimension("degree", *CODES, role=DimensionRole.DEFINITION)
    dossier = a_dossier(
        rows,
        series=[a_series(**{"favourable": True, **changes})],
        dimensions=[degree, a_dimension("sex", "F", "M")],
    )
    series, problems = with_answers(dossier.series, dossier.dimensions, dossier.observations)
    return replace(dossier, series=series), [problem.code for problem in problems]


def test_a_series_of_answers_has_no_direction_until_one_of_them_is_named() -> None:
    dossier, codes = read(answers())
    assert codes == ["IND003"]
    found = analyse(dossier).series[0]
    assert found.series.favourable is None
    assert found.furthest_behind == ()
    assert len(found.breakdowns) == 3


def test_the_answer_that_is_counted_is_ranked_and_no_other() -> None:
    dossier, codes = read(answers(), fixed={"degree": "safe"})
    assert codes == []
    found = analyse(dossier).series[0]
    (behind,) = found.furthest_behind
    assert behind.member.category.code == "F"
    assert {b.context.get("degree"): b.gap is not None for b in found.breakdowns} == {
        None: True,
        "rather": False,
        "unsafe": False,
    }
    women = next(s for s in analyse(dossier).standings if s.category.code == "F")
    assert (women.compared, women.furthest) == (1, 1)


@pytest.mark.parametrize(
    "shares",
    [
        dict.fromkeys(SAFE, (61.0, 55.5, 43.5)),  # several thresholds of one measure
        {"T": SAFE["T"]},  # once is chance
    ],
)
def test_definitions_that_do_not_share_out_the_whole_keep_their_direction(
    shares: dict[str, tuple[float, ...]],
) -> None:
    dossier, codes = read(answers(shares))
    assert codes == []
    assert dossier.series[("1.1.1", "S")].favourable is True


def test_groups_that_happen_to_share_out_the_whole_are_another_matter() -> None:
    dossier, codes = read(a_group_of("sex", {"F": 40.0, "M": 60.0}))
    assert codes == []
    assert dossier.series[("1.1.1", "S")].favourable is True
