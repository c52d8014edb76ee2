"""Where two disadvantages meet: a table of sex by disability worked by hand."""

from __future__ import annotations

from tests.builders_evidence import a_dossier, a_group_of, an_observation
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import Intersection, Reliability
from vnrgen.dossier.model.observations import Observation

CELLS = {("F", "PD"): 40.0, ("F", "PWD"): 20.0, ("M", "PD"): 38.0, ("M", "PWD"): 15.0}


def crossed(values: dict[tuple[str, str], float | None], **changes: object) -> list[Observation]:
    return [
        an_observation(value, dimensions={"sex": sex, "disability_status": code}, **changes)
        for (sex, code), value in values.items()
    ]


def one(rows: list[Observation]) -> Intersection:
    (found,) = analyse(a_dossier(rows)).series[0].intersections
    return found


def codes(cell: object) -> list[str]:
    return [c.code for c in cell.categories]  # type: ignore[attr-defined]


def test_the_worst_pair_is_set_against_everybody_and_the_worst_of_either_alone() -> None:
    rows = [
        *crossed(CELLS, se=1.0),
        *a_group_of("sex", {"F": 24.0, "M": 19.0}),
        *a_group_of("disability_status", {"PD": 39.0, "PWD": 17.5}),
        an_observation(21.0),
    ]
    found = one(rows)

    assert found.worst is not None
    assert found.best is not None
    assert (codes(found.worst), codes(found.best)) == (["PD", "F"], ["PWD", "M"])
    assert found.shortfall == 19.0
    assert [codes(cell) for cell in found.not_told_apart] == [["PD", "M"]]  # 2 apart, 2.77 needed
    assert found.unknown == ()
    assert found.worst_with_one is not None
    assert found.worst_with_one.category.code == "PD"


def test_a_pair_with_few_cases_is_withheld_and_stays_and_one_without_a_row_is_named() -> None:
    rows = [
        *crossed({("F", "PD"): 40.0}, n_unweighted=12),
        *crossed({("F", "PWD"): 20.0}, n_unweighted=30),
        *crossed({("M", "PWD"): 15.0}, n_unweighted=400),
    ]
    found = one(rows)

    assert [(codes(c), c.estimate.reliability) for c in found.cells] == [
        (["PD", "F"], Reliability.WITHHELD),
        (["PWD", "F"], Reliability.SMALL),
        (["PWD", "M"], Reliability.FIRM),
    ]
    assert [[c.code for c in pair] for pair in found.missing] == [["PD", "M"]]
    assert [codes(c) for c in found.without_figure] == [["PD", "F"]]
    assert found.worst is not None
    assert codes(found.worst) == ["PWD", "F"]


def test_an_impossible_share_keeps_a_crossing_from_being_ranked() -> None:
    assert one(crossed({**CELLS, ("M", "PD"): 138.0})).worst is None
