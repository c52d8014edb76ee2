"""Tables of survey reports: headings in the first column, brackets, asterisks and dashes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.builders_records import Reading, a_series, read_as
from vnrgen.dossier.model.observations import ObservationStatus

TITLE = "Table TM.6.1: Assistance at delivery. Percentage of women age 15-49 with a live birth"
SKILLED = "Percentage delivered by a skilled attendant"
OPTIONS: dict[str, object] = {
    "period": 2022,
    "indicator": {SKILLED: "3.1.2/SBA"},
}
ROWS: list[list[object]] = [
    [TITLE],
    [None, "Person assisting: doctor", SKILLED, "Number of women with a live birth"],
    ["Total", 30.1, 70.4, 1240],
    ["Area"],
    ["Urban", 50, 88, 400],
    ["Rural", 20, "(29.5)", 840],
    ["Region"],
    ["Coast", 22, "(*)", 12],
    ["..Kilifi", 22, "-", 0],
    ["Education"],
    ["Pre-primary or none", 11, 40, 300],
    ["Functional difficulties (age 18-49 years)"],
    ["Has functional difficulty", 9, 41, 60],
    ["Wealth index quintile"],
    ["Poorest", 10, 35, 240],
    ["Richest", 60, 97, 230],
    ["( ) Figures that are based on 25-49 unweighted cases"],
]


def table(
    folder: Path,
    rows: list[list[object]],
    options: dict[str, object] | None = None,
    merged: str = "",
) -> Reading:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    book.save(folder / "tm61.xlsx")
    series = [a_series(label="Skilled attendance")]
    return read_as(
        "report-table", folder / "tm61.xlsx", {**OPTIONS, **(options or {})}, series=series
    )


def test_headings_and_marks_are_read_as_the_report_means_them(tmp_path: Path) -> None:
    found = table(tmp_path, ROWS, merged="A1:D1")
    by_row = {r.row: r for r in found.rows}
    assert {n: r.value for n, r in by_row.items()} == {
        3: 70.4, 5: 88, 6: 29.5, 8: None, 9: None, 11: 40, 13: 41, 15: 35, 16: 97
    }  # fmt: skip
    assert by_row[6].obs_status is ObservationStatus.LOW_RELIABILITY
    assert by_row[8].obs_status is ObservationStatus.SUPPRESSED
    assert by_row[9].obs_status is ObservationStatus.NOT_APPLICABLE
    assert (by_row[8].place, by_row[9].place) == ("coast", "kilifi")
    assert by_row[5].dimensions["urbanisation"] == "U"
    assert by_row[15].dimensions["income_wealth_quantile"] == "Q1"
    assert found.errors == []


def test_a_column_of_cases_belongs_to_the_columns_before_it(tmp_path: Path) -> None:
    found = table(tmp_path, ROWS)
    assert found.row(5).population == 400
    assert found.row(5).n_unweighted is None
    rows = [list(row) for row in ROWS]
    rows[1][3] = "Number of unweighted cases"
    assert table(tmp_path, rows).row(5).n_unweighted == 400


@pytest.mark.parametrize("heading", ["Mean number of children", "Nombre moyen d'enfants"])
def test_an_average_of_numbers_is_a_figure_and_counts_nobody(tmp_path: Path, heading: str) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][3] = heading
    assert table(tmp_path, rows).row(5).population is None


def test_columns_that_no_indicator_is_known_of_are_left_out_by_name(tmp_path: Path) -> None:
    assert '"Person assisting: doctor"' in table(tmp_path, ROWS).problem("WID005").what


def test_what_excel_made_of_brackets_is_an_error_that_says_so(tmp_path: Path) -> None:
    rows = [list(row) for row in ROWS]
    rows[5][2] = -29.5
    problem = table(tmp_path, rows).problem("DHS006")
    assert (problem.where.row, problem.where.column) == (6, "C")
    assert "(29.5)" in problem.what


def test_headings_in_two_rows_are_joined(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [TITLE],
        [None, "Delivered by", None, "Number of women"],
        [None, "Doctor", "Any skilled", None],
        ["Total", 30, 70, 100],
    ]
    options: dict[str, object] = {"indicator": {"Delivered by: Any skilled": "3.1.2/SBA"}}
    found = table(tmp_path, rows, options, merged="B2:C2")
    assert [(r.value, r.population) for r in found.rows] == [(70, 100)]


def test_year_and_headings_are_asked_for(tmp_path: Path) -> None:
    assert table(tmp_path, ROWS, {"period": None}).codes == ["DHS005"]
    assert table(tmp_path, [["a"], ["b"]]).codes == ["DHS004"]
