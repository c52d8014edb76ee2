"""Figures that contradict themselves are reported where they stand, and left as they are."""

from __future__ import annotations

from tests.builders_evidence import a_dossier, a_group_of, a_series, an_observation
from vnrgen.analysis.plausibility.report import implausible_figures
from vnrgen.dossier.model.observations import Observation


def codes(rows: list[Observation], **changes: object) -> list[str]:
    series = [a_series(**changes)]
    return [problem.code for problem in implausible_figures(a_dossier(rows, series=series))]


def test_a_share_above_its_scale_or_below_zero_is_reported_and_a_rate_is_not() -> None:
    assert codes([an_observation(100.5)]) == ["IMP001"]
    assert codes([an_observation(-29.5)]) == ["IMP001"]
    assert codes([an_observation(350.0)], scale=None) == []


def test_a_value_without_cases_is_reported() -> None:
    (problem,) = implausible_figures(a_dossier([an_observation(20.0, n_unweighted=0)]))

    assert (problem.code, str(problem.where)) == ("IMP002", "data/poverty.csv:2 [n_unweighted]")


def test_a_total_outside_its_parts_is_reported_once_at_its_newest_period() -> None:
    rows = [
        row
        for year in (2018, 2020)
        for row in (
            an_observation(55.5, year=year, row=year),
            *a_group_of("sex", {"F": 40.2, "M": 50.1}, year=year),
        )
    ]
    (problem,) = implausible_figures(a_dossier(rows))

    assert (problem.code, problem.where.row) == ("IMP003", 2020)
    assert "in 2 of 2 periods" in problem.what


def test_what_rounding_or_people_in_no_part_explain_is_not_reported() -> None:
    def year(number: int, total: float) -> list[Observation]:
        parts = {"F": 18.3, "M": 18.4}
        return [an_observation(total, year=number), *a_group_of("sex", parts, year=number)]

    assert codes(year(2020, 18.5)) == []
    assert codes([*year(2018, 18.3), *year(2019, 18.4), *year(2020, 18.7)]) == []
    assert codes([*year(2019, 18.4), *year(2020, 18.7)]) == ["IMP003"]
    assert codes([*year(2018, 18.3), *year(2019, 18.4), *year(2020, 18.9)]) == ["IMP003"]


def test_what_holds_in_many_places_is_reported_once() -> None:
    rows = [
        row
        for place in ("north", "south")
        for row in (
            an_observation(60.0, place=place),
            *a_group_of("sex", {"F": 40.0, "M": 50.0}, place=place),
        )
    ]
    (problem,) = implausible_figures(a_dossier(rows))
    assert "1 more in other places or definitions" in problem.what


def test_a_part_without_a_value_leaves_the_total_alone() -> None:
    assert codes([an_observation(90.0), *a_group_of("sex", {"F": 40.0, "M": None})]) == []


def test_parts_that_add_up_to_the_whole_are_a_distribution_and_no_rates() -> None:
    assert codes(a_group_of("ethnicity", {"A": 20.5, "B": 30.5, "C": 49.0})) == ["IMP004"]
    assert codes(a_group_of("sex", {"F": 40.0, "M": 60.0})) == []
    assert codes(a_group_of("ethnicity", {"A": 20.5, "B": 30.5, "C": 48.0})) == []


def test_two_parts_that_add_up_to_the_whole_in_every_one_of_three_periods_divide_it() -> None:
    def years(*women: float) -> list[Observation]:
        return [
            row
            for year, share in enumerate(women, start=2018)
            for row in a_group_of("sex", {"F": share, "M": 100.0 - share}, year=year)
        ]

    assert codes(years(40.0, 41.5)) == []
    assert codes(years(40.0, 41.5, 42.25)) == ["IMP004"]
    assert codes([*years(40.0, 41.5), *a_group_of("sex", {"F": 40.0, "M": 66.0}, year=2020)]) == []


def test_parts_around_their_total_are_rates_even_if_they_add_up_to_the_whole() -> None:
    rates = a_group_of("ethnicity", {"A": 20.5, "B": 30.5, "C": 49.0})
    assert codes([an_observation(35.0), *rates]) == []
    assert codes([an_observation(100.0), *rates]) == ["IMP004"]
