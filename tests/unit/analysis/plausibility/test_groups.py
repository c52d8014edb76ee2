"""Errors that offices do publish are found in the lines of groups, and what only looks odd is not.

The figures are invented; their errors are of the kinds seen in published national tables.
"""

from __future__ import annotations

import pytest

from tests.builders_evidence import a_dossier, a_group_of, a_place, a_series, an_observation
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import DoubtKind
from vnrgen.analysis.plausibility.jumps import odd_one
from vnrgen.analysis.plausibility.report import implausible_figures
from vnrgen.dossier.model import Dossier, PlaceLevel
from vnrgen.dossier.model.observations import Observation
from vnrgen.problems import Problem

WOMEN = [30.1, 30.2, 26.3, 23.6, 26.0, 26.3]
MEN = [24.5, 23.5, 20.0, 18.4, 21.5, 20.9]
TOTAL = [27.4, 27.0, 23.2, 21.1, 23.9, 23.7]


def table(
    women: list[float | None] = WOMEN,  # type: ignore[assignment]
    men: list[float | None] = MEN,  # type: ignore[assignment]
    total: list[float | None] = TOTAL,  # type: ignore[assignment]
    **changes: object,
) -> list[Observation]:
    """Rows of women, men and everybody from 2015 on; a year without a figure has no row."""
    rows = []
    for n, (f, m, t) in enumerate(zip(women, men, total, strict=True)):
        cells = {code: value for code, value in (("F", f), ("M", m)) if value is not None}
        at = {"year": 2015 + n, "row": 10 * (n + 1), **changes}
        rows += a_group_of("sex", cells, **at)
        rows += [an_observation(t, **at)] if t is not None else []
    return rows


def put(line: list[float], place: int, value: float) -> list[float | None]:
    return [*line[:place], value, *line[place + 1 :]]


def problems(rows: list[Observation] | Dossier) -> list[Problem]:
    dossier = rows if isinstance(rows, Dossier) else a_dossier(rows)
    return list(implausible_figures(dossier))


def codes(rows: list[Observation] | Dossier) -> list[str]:
    return [problem.code for problem in problems(rows)]


def test_a_table_without_errors_raises_nothing() -> None:
    assert codes(table()) == []


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize("times", [0.1, 10])
def test_a_slipped_decimal_mark_in_the_line_of_a_group_is_found_in_every_year(
    place: int, times: float
) -> None:
    found = problems(table(men=put(MEN, place, round(MEN[place] * times, 2))))
    slipped = [p for p in found if p.code == "IMP011"]
    assert [p.where.row for p in slipped] == [10 * (place + 1)]
    assert '"M"' in slipped[0].what


def test_what_happens_to_everybody_is_no_slip_of_one_group() -> None:
    fifth = [line[:3] + [value / 6 for value in line[3:]] for line in (WOMEN, MEN, TOTAL)]
    assert "IMP011" not in codes(table(*fifth))  # type: ignore[arg-type]


def test_of_two_years_a_slip_is_found_where_the_others_stay() -> None:
    def years(men: float, women: float) -> list[Observation]:
        return table([30.0, women], [24.0, men], [27.0, 26.0])

    assert "IMP011" in codes(years(2.35, 29.0))
    assert "IMP011" not in codes(years(12.0, 29.0))
    assert "IMP011" not in codes(years(2.35, 3.0))


def test_a_slip_in_a_crossing_of_groups_is_found() -> None:
    rows = table()
    for n, value in enumerate([36.2, 35.1, 3.27, 29.8]):
        crossed = {"sex": "F", "age": "Y0T5"}
        rows.append(an_observation(value, dimensions=crossed, year=2015 + n, row=100 + n))
    assert [(p.code, p.where.row) for p in problems(rows)] == [("IMP011", 102)]


def test_zero_written_for_no_figure_is_found_and_a_rare_thing_is_not() -> None:
    def dossier(values: list[float], unit: str = "PT") -> Dossier:
        rows = [
            an_observation(value, place=place, year=2015 + n, row=n + 2)
            for place, line in (("XX", [30.0] * 5), ("town", values), ("north", [28.0] * 5))
            for n, value in enumerate(line)
        ]
        country = a_place("XX", PlaceLevel.COUNTRY, None)
        places = [country, a_place("town", PlaceLevel.REGION, "XX")]
        places.append(a_place("north", PlaceLevel.REGION, "XX"))
        series = [a_series(scale=100.0 if unit == "PT" else None)]
        return a_dossier(rows, places={p.place_id: p for p in places}, series=series)

    (problem,) = (p for p in problems(dossier([0.0, 0.0, 33.4, 38.3, 35.5])) if p.code == "IMP011")
    assert "2015 to 2016" in problem.what
    assert codes(dossier([0.0, 0.0, 1.4, 2.3, 1.5])) == []


@pytest.mark.parametrize("place", range(6))
def test_women_and_men_exchanged_in_one_year_are_found(place: int) -> None:
    women, men = put(WOMEN, place, MEN[place]), put(MEN, place, WOMEN[place])
    steady = [25.0, 24.6, 24.9, 25.1, 24.8, 25.0]
    lines = [[value + 6 for value in steady], [value - 6 for value in steady]]
    lines[0][place], lines[1][place] = lines[1][place], lines[0][place]
    found = problems(table(*lines, steady))  # type: ignore[arg-type]
    assert [(p.code, p.where.row) for p in found] == [("IMP012", 10 * (place + 1))]
    assert set(codes(table(women, men))) <= {"IMP012"}


def test_lines_that_cross_for_good_are_not_exchanged() -> None:
    women, men = [10.0, 12.0, 14.0, 16.0, 18.0], [18.0, 16.0, 14.5, 12.0, 10.0]
    assert codes(table(women, men, [14.0] * 5)) == []  # type: ignore[arg-type]


def test_a_mistyped_year_leaves_a_figure_alone_and_a_gap_among_the_others() -> None:
    rows = table(women=[*WOMEN[:-1], None])
    (problem,) = problems([*rows, *a_group_of("sex", {"F": 26.3}, year=2002, row=99)])
    assert (problem.code, problem.where.row) == ("IMP013", 99)
    assert codes(rows) == []


def test_a_group_that_is_asked_about_more_often_is_at_no_wrong_time() -> None:
    rows = table(women=[*WOMEN[:-1], None])
    more = [row for year in (2001, 2003) for row in a_group_of("sex", {"F": 31.0}, year=year)]
    assert codes([*more, *rows]) == []


def test_shares_written_for_percentages_are_asked_about() -> None:
    def shares(digits: int) -> list[Observation]:
        lines = [[round(v / 100, digits) for v in line] for line in (WOMEN, MEN, TOTAL)]
        return table(*lines)  # type: ignore[arg-type]

    (sure,) = problems(shares(3))
    assert (sure.code, str(sure.severity)) == ("IMP014", "warning")
    assert [str(p.severity) for p in problems(shares(2)) if p.code == "IMP014"] == ["notice"]
    assert "IMP014" not in codes(a_dossier(shares(3), series=[a_series(scale=1.0)]))


def test_a_total_copied_from_one_sex_is_found_now_and_then_and_not_as_a_rule() -> None:
    (problem,) = problems(table(total=put(TOTAL, 2, MEN[2])))
    assert (problem.code, problem.where.row) == ("IMP003", 30)
    assert codes(table(total=list(MEN))) == []
    rounded = [[8.0, 9.0, 10.0, 9.0, 8.0], [7.0, 8.0, 8.0, 8.0, 7.0], [8.0, 8.0, 9.0, 9.0, 7.0]]
    assert codes(table(*rounded)) == []  # type: ignore[arg-type]


def test_the_rows_of_all_lines_in_which_the_same_is_found_are_named() -> None:
    rows = []
    for n, dimension in enumerate(("sex", "urbanisation")):
        lines = {"sex": ("F", "M"), "urbanisation": ("R", "U")}[dimension]
        for year in range(5):
            at = {"year": 2015 + year, "row": 10 * year + 2 * n + 2}
            first = 2.5 if year == 2 else 25.0
            rows += a_group_of(dimension, {lines[0]: first, lines[1]: 24.0}, **at)
    (problem,) = [p for p in problems(rows) if p.code == "IMP011"]
    assert "1 more" in problem.what
    assert "data/poverty.csv: 22" in problem.what or "data/poverty.csv: 24" in problem.what


def test_a_doubted_gap_says_so_in_its_breakdown_and_is_left_as_it_is() -> None:
    found = analyse(a_dossier(table(men=put(MEN, 5, 2.09)))).series[0]
    (breakdown,) = found.breakdowns
    assert breakdown.doubts == (DoubtKind.GROUP_JUMPS,)
    assert breakdown.gap is not None
    assert breakdown.gap.ahead.estimate.value == 2.09


def test_one_value_of_another_order_is_told_from_a_trend() -> None:
    assert odd_one([24.0, 2.4, 25.0]) == 1
    assert odd_one([240.0, 24.0, 25.0]) == 0
    assert odd_one([1.0, 4.0, 16.0, 64.0]) is None
    assert odd_one([0.0, 24.0, 25.0]) is None
