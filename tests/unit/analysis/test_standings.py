"""How a group stands over several series: small tables worked by hand."""

from __future__ import annotations

from tests.builders_evidence import a_dimension, a_dossier, a_group, a_group_of, a_series
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import GroupStanding
from vnrgen.dossier.model.observations import Observation, ObservationStatus

SERIES = [a_series(indicator_id=code) for code in ("1.1.1", "2.1.1", "3.1.1")]


def standings(rows: list[Observation], **changes: object) -> dict[str, GroupStanding]:
    found = analyse(a_dossier(rows, series=SERIES, **changes)).standings  # type: ignore[arg-type]
    return {s.category.code: s for s in found if not s.is_citizen}


def test_a_standing_is_the_share_of_other_groups_that_are_better() -> None:
    # Adverse: the highest value is worst. A: worst of three, then in the middle, then worst of two.
    rows = [
        *a_group_of("ethnicity", {"A": 30.0, "B": 20.0, "C": 10.0}),
        *a_group_of("ethnicity", {"A": 20.0, "B": 30.0, "C": 10.0}, indicator_id="2.1.1"),
        *a_group_of("ethnicity", {"A": 20.0, "B": 10.0, "C": None}, indicator_id="3.1.1"),
    ]
    found = standings(rows)

    assert (found["A"].average, found["A"].furthest, found["A"].compared) == (
        (1 + 0.5 + 1) / 3,
        2,
        3,
    )
    assert (found["B"].average, found["C"].average) == (0.5, 0.0)
    assert (found["C"].compared, found["C"].without_figure, found["C"].is_enough) == (2, 1, False)
    assert found["A"].is_enough
    assert (found["A"].unknown, found["A"].lowest) == (2, None)


def test_equal_values_share_the_last_place_and_are_not_told_apart() -> None:
    found = standings(a_group_of("ethnicity", {"A": 30.0, "B": 30.0, "C": 10.0}))

    assert [(s.furthest, s.uncertain, s.average) for s in found.values()] == [
        (1, 1, 0.75),
        (1, 1, 0.75),
        (0, 0, 0.0),
    ]


def test_intervals_bound_where_a_group_may_stand() -> None:
    # se 1 each: 2.77 apart is needed. A and B cannot be told apart, C is surely better than both.
    found = standings(a_group_of("ethnicity", {"A": 30.0, "B": 29.0, "C": 10.0}, se=1.0))

    assert (found["A"].furthest, found["A"].uncertain) == (1, 1)
    assert (found["A"].lowest, found["A"].average, found["A"].highest) == (0.5, 1.0, 1.0)
    assert (found["B"].lowest, found["B"].average, found["B"].highest) == (0.5, 0.5, 1.0)
    assert (found["C"].lowest, found["C"].highest) == (0.0, 0.0)


def test_a_group_without_any_figure_and_a_withheld_one_stay_in_the_list() -> None:
    rows = [
        *a_group_of("sex", {"F": 30.0, "M": 20.0}),
        *a_group_of("sex", {"X": 50.0}, n_unweighted=7),
        *a_group_of("sex", {"O": None}, obs_status=ObservationStatus.MISSING),
    ]
    groups = [a_group("herders", "livelihood"), a_group("women", "sex", "F")]
    sex = a_dimension("sex", "F", "M", "X", "O")
    found = standings(rows, groups=groups, dimensions=[sex])

    assert (found["X"].compared, found["X"].withheld, found["X"].average) == (0, 1, None)
    assert (found["O"].without_figure, found["O"].withheld) == (1, 0)
    assert found["herders"].group_id == "herders"
    assert (found["herders"].compared, found["herders"].dimension_id) == (0, "livelihood")
