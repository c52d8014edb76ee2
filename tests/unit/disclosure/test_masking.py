"""Small cells, and that nothing published gives them back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders_disclosure import codes_withheld, published, sized
from tests.builders_evidence import (
    a_dossier,
    a_group_of,
    a_series,
    an_observation,
)
from vnrgen.analysis.findings import Reliability
from vnrgen.dossier.model.observations import Observation, ObservationStatus
from vnrgen.problems import ProblemLog


def test_a_small_cell_costs_the_next_smallest_one_and_says_why() -> None:
    # 20 of 420 cases are too few; A = (total - B - C) would give it back, so C goes as well.
    rows = [
        an_observation(30.0, n_unweighted=420),
        *sized({"A": (60.0, 20), "B": (30.0, 300), "C": (25.0, 100)}, "ethnicity"),
    ]
    problems = ProblemLog()
    shown = published(a_dossier(rows), problems)

    assert codes_withheld(shown, "ethnicity") == {"A": "small_sample", "C": "complementary"}
    assert [p.code for p in problems] == ["DIS001", "DIS001"]
    for row in shown.observations:
        if row.obs_status is ObservationStatus.SUPPRESSED:
            hidden = (row.value, row.value_lower, row.se, row.n_unweighted, row.population)
            assert hidden == (None,) * 5
            assert row.value_text == ""


def test_of_two_categories_both_are_lost_and_both_stay_in_the_findings() -> None:
    rows = [
        an_observation(30.0, n_unweighted=320),
        *sized({"F": (60.0, 20), "M": (28.0, 300)}, "sex"),
    ]
    found = published(a_dossier(rows)).findings.series[0]

    members = found.breakdowns[0].members
    assert [m.category.code for m in members] == ["F", "M"]
    assert {m.estimate.reliability for m in members} == {Reliability.WITHHELD}
    assert found.breakdowns[0].gap is None


def test_without_a_total_a_small_cell_costs_nothing_more() -> None:
    rows = sized({"A": (60.0, 20), "B": (30.0, 300)}, "ethnicity")

    assert codes_withheld(published(a_dossier(rows)), "ethnicity") == {"A": "small_sample"}


def test_parts_that_leave_out_most_of_the_total_cost_nothing_more() -> None:
    # The two hold 320 of 5,000 cases: what is left of the total is mostly other people.
    rows = [
        an_observation(30.0, n_unweighted=5000),
        *sized({"A": (60.0, 20), "B": (30.0, 300)}, "ethnicity"),
    ]
    assert codes_withheld(published(a_dossier(rows)), "ethnicity") == {"A": "small_sample"}


def test_a_source_that_suppressed_a_cell_itself_protects_ours() -> None:
    rows = [
        an_observation(30.0, n_unweighted=420),
        *sized({"A": (60.0, 20), "B": (30.0, 300)}, "ethnicity"),
        an_observation(
            None, dimensions={"ethnicity": "C"}, obs_status=ObservationStatus.SUPPRESSED
        ),
    ]
    shown = published(a_dossier(rows))

    assert [w.item_id.split("|")[4] for w in shown.withheld] == ["ethnicity=A"]
    absent = [m.estimate.reliability for m in shown.findings.series[0].breakdowns[0].members]
    assert absent == [Reliability.WITHHELD, Reliability.FIRM, Reliability.ABSENT]


def test_a_count_that_its_source_suppressed_is_not_got_back_from_ours_either() -> None:
    # 41 - 17 - 20 = 4 would tell what the source keeps back; the smallest other count goes.
    suppressed = ObservationStatus.SUPPRESSED
    rows = [
        an_observation(41.0, unit="NUMBER"),
        *a_group_of("ethnicity", {"A": 17.0, "B": 20.0}, unit="NUMBER"),
        *a_group_of("ethnicity", {"C": None}, unit="NUMBER", obs_status=suppressed),
    ]
    shown = published(a_dossier(rows, series=[a_series(unit="NUMBER")]))

    assert codes_withheld(shown, "ethnicity") == {"A": "small_count", "C": ""}


def test_a_share_that_its_source_suppressed_is_not_got_back_from_the_weights_of_the_others() -> (
    None
):
    # Births by people: of 396 (in thousands) 328 + 17 + 41 are named, so the suppressed group has
    # 10, and (99.7 * 396 - 85.7 * 328 - 88.2 * 17 - 197.6 * 41) / 10 = 177.1 is its rate.
    def born(value: float, population: float, code: str) -> Observation:
        return an_observation(value, dimensions={"ethnicity": code}, population=population)

    suppressed = ObservationStatus.SUPPRESSED
    rows = [
        an_observation(99.7, population=396.0),
        born(197.6, 41.0, "A"),
        born(88.2, 17.0, "B"),
        born(85.7, 328.0, "C"),
        an_observation(None, dimensions={"ethnicity": "D"}, obs_status=suppressed),
    ]
    assert codes_withheld(published(a_dossier(rows)), "ethnicity") == {
        "B": "complementary",
        "D": "",
    }
    unweighted = [replace(row, population=None) for row in rows]
    assert codes_withheld(published(a_dossier(unweighted)), "ethnicity") == {"D": ""}


def test_no_cases_are_a_dash_and_protect_nobody() -> None:
    rows = [
        an_observation(30.0, n_unweighted=320),
        *sized({"A": (60.0, 20), "B": (30.0, 300), "C": (0.0, 0)}, "ethnicity"),
    ]
    shown = published(a_dossier(rows))

    assert codes_withheld(shown, "ethnicity") == {
        "A": "small_sample",
        "B": "complementary",
        "C": "no_cases",
    }


def test_counts_of_fewer_than_five_people_are_withheld_but_none_and_five_are_not() -> None:
    rows = a_group_of("occupation", {"A": 0.0, "B": 1.0, "C": 4.0, "D": 5.0}, unit="NUMBER")
    shown = published(a_dossier(rows, series=[a_series(unit="NUMBER")]))

    assert codes_withheld(shown, "occupation") == {"B": "small_count", "C": "small_count"}


def test_a_district_is_not_got_back_from_its_country() -> None:
    rows = [
        an_observation(30.0, population=1000.0),
        an_observation(60.0, place="north", population=200.0, n_unweighted=10),
        an_observation(22.0, place="south", population=800.0, n_unweighted=900),
    ]
    shown = published(a_dossier(rows))

    assert {r.place: r.note for r in shown.observations if r.value is None} == {
        "north": "small_sample",
        "south": "complementary",
    }


def test_nested_age_bands_give_nothing_back() -> None:
    # 15-24 = 15-19 + 20-24: withholding 15-19 alone would leave the difference.
    rows = [
        an_observation(30.0, n_unweighted=900),
        *sized(
            {
                "Y15T19": (60.0, 20),
                "Y20T24": (20.0, 80),
                "Y15T24": (28.0, 100),
                "Y_GE25": (31.0, 800),
            },
            "age",
        ),
    ]
    assert codes_withheld(published(a_dossier(rows)), "age") == {
        "Y15T19": "small_sample",
        "Y20T24": "complementary",
    }


def test_a_two_way_table_is_protected_through_its_margins() -> None:
    cells = {("F", "R"): 20, ("F", "U"): 200, ("M", "R"): 210, ("M", "U"): 220}
    rows = [
        an_observation(float(n % 97), dimensions={"sex": s, "urbanisation": u}, n_unweighted=n)
        for (s, u), n in cells.items()
    ]
    rows += sized({"F": (10.0, 220), "M": (11.0, 430)}, "sex")
    rows += sized({"R": (12.0, 230), "U": (13.0, 420)}, "urbanisation")
    rows += [an_observation(10.5, n_unweighted=650)]
    shown = published(a_dossier(rows))

    # One cell in each row and column of a 2 x 2 table gives back the others: all four go.
    assert sum(row.value is None for row in shown.observations) == 4


def test_masking_what_is_masked_changes_nothing() -> None:
    rows = [
        an_observation(30.0, n_unweighted=320),
        *sized({"F": (60.0, 20), "M": (28.0, 300)}, "sex"),
    ]
    once = published(a_dossier(rows))
    twice = published(a_dossier([*once.observations]))

    assert [*twice.observations] == [*once.observations]
    assert twice.findings == once.findings


def beside(text: str, **changes: Any) -> Observation:
    """Return a row for which two figures are shown, because the dossier lets both stand."""
    return an_observation(None, value_text=text, obs_status=ObservationStatus.CENSORED, **changes)


@pytest.mark.parametrize(
    ("text", "unit", "cases", "reason"),
    [
        ("12.5 / 14", "PT", 24, "small_sample"),
        ("(12.5) / (14)", "PT", 24, "small_sample"),
        ("12.5 / 14", "PT", 25, ""),
        ("9 / 4", "NUMBER", None, "small_count"),
        ("9 / 5", "NUMBER", None, ""),
        ("12.5 / 14", "PT", 0, "no_cases"),
    ],
)
def test_two_figures_shown_for_one_are_as_private_as_each_of_them(
    text: str, unit: str, cases: int | None, reason: str
) -> None:
    rows = [beside(text, unit=unit, n_unweighted=cases, dimensions={"sex": "F"})]
    (row,) = published(a_dossier(rows, series=[a_series(unit=unit)])).observations

    assert (row.value_text, row.note) == (("", reason) if reason else (text, ""))


def test_two_figures_shown_for_one_are_known_to_the_reader_and_cost_no_other() -> None:
    groups = sized({"F": (60.0, 200), "M": (80.0, 300)}, "sex")
    total = beside("70 / 71.5", n_unweighted=500)
    assert codes_withheld(published(a_dossier([total, *groups])), "sex") == {}

    # Three women are too few: 70 or 71 less 67 would tell that there are three or four.
    counts = [
        beside("70 / 71", unit="NUMBER"),
        *(
            an_observation(value, unit="NUMBER", dimensions={"sex": code})
            for code, value in (("F", 3.0), ("M", 67.0))
        ),
    ]
    shown = published(a_dossier(counts, series=[a_series(unit="NUMBER")]))
    assert codes_withheld(shown, "sex") == {"F": "small_count", "M": "small_count"}
