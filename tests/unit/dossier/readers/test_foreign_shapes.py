"""Sheets laid out as other countries and organisations publish them, with figures of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_foreign_shapes import a_book, a_wide, saved
from tests.builders_records import a_series, read_as
from vnrgen.dossier.inspection.reading import inspect_file
from vnrgen.dossier.inspection.recognition import other_form, recognise
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.model.observations import ObservationStatus


def test_a_report_in_another_language_is_told_by_its_characteristics(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Tableau 1"],
        ["Caractéristiques", "Pourcentage assisté", "Nombre de femmes"],
        ["Total", "80,3", "1 234"],
        ["Milieu de résidence"],
        ["  Urbain", "92,3", 434],
        ["  Rural", "73,3", 800],
        ["Niveau d'instruction de la femme"],
        ["  Aucun", "(58,5)", 45],
        ["Quintile de bien-être économique"],
        ["  Le plus pauvre", 55, 200],
        ["  Le plus riche", 97, 200],
    ]
    path = a_book(tmp_path, rows)
    found = recognise(path)
    assert found is not None
    assert (found.layout, found.options["decimal"]) == ("report-table", ",")
    options = found.options | {"period": 2019, "indicator": {"Pourcentage assisté": "3.1.2"}}
    read = read_as("report-table", path, options, series=[a_series(label="Pourcentage assisté")])
    assert read.errors == []
    assert read.values("urbanisation", "income_wealth_quantile")[("R", "_T")] == 73.3
    wealth = read.result.dimensions["income_wealth_quantile"]
    assert [(c.code, c.order) for c in wealth.categories.values()] == [("Q1", 1), ("Q5", 5)]
    mothers = read.result.dimensions["niveau_d_instruction_de_la_femme"]
    assert mothers.role is DimensionRole.GROUP
    assert read.row(3).population == 1234


def test_years_in_merged_headings_with_their_word_are_years(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Tabelle 3"],
        ["Land", "Jahr 2021", None, None, "Jahr 2022", None, None],
        [None, "Insgesamt", "Männer", "Frauen", "Insgesamt", "Männer", "Frauen"],
        ["A", "3,6", "3,9", "3,2", "3,1", "3,3", "2,9"],
    ]
    found = recognise(a_book(tmp_path, rows, "B2:D2", "E2:G2"))
    assert found is not None
    assert found.layout == "wide"
    assert found.options == {
        "header": {"2": "year", "3": "Sex"},
        "labels": {"A": "Land"},
        "decimal": ",",
    }


def test_headings_merged_downwards_name_the_columns_beside_the_years(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Région", "Sexe", "Année", None],
        [None, None, "2014(1)", 2018],
        ["Sahel", "Hommes", 59, 58],
    ]
    found = recognise(a_book(tmp_path, rows, "A1:A2", "B1:B2", "C1:D1"))
    assert found is not None
    assert found.options == {"header": {"2": "year"}, "labels": {"A": "Région", "B": "Sexe"}}


def test_what_stands_beside_years_is_told_by_its_headings(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["№", "Показатель / Indicator", "Разбивка", "Единица / Unit", 2020, "2021*", "Источник"],
        [1, "Poverty", "Всего", "%", 20.5, 21, "Survey"],
    ]
    found = recognise(a_book(tmp_path, rows))
    assert found is not None
    assert found.options == {
        "header": {"1": "year"},
        "labels": {"B": "indicator", "C": "Разбивка", "D": "unit", "G": "source"},
        "skip_columns": ["A"],
    }


def test_a_long_table_is_told_in_any_language_and_not_by_the_years_in_a_row(tmp_path: Path) -> None:
    german = saved(tmp_path, "werte.csv", "Jahr,Geschlecht,Wert", "2021,Weiblich,3.1")
    found = recognise(german)
    assert found is not None
    assert found.layout == "open-sdg"
    coded = saved(
        tmp_path,
        "coded.csv",
        "Statistic Label,TLIST(A1),Calendar Year,Sex,UNIT,VALUE",
        "Poverty,2022,2022,Both sexes,%,12.5",
    )
    found = recognise(coded)
    assert found is not None
    assert found.layout == "open-sdg"


def test_a_label_may_begin_with_its_code_and_that_is_said(tmp_path: Path) -> None:
    read = a_wide(
        tmp_path,
        ["Indicator", 2020],
        ["8.5.2 Unemployment rate", 5.8],
        ["8.31.2 Divorces", 7],
    )
    assert [(row.indicator_id, row.value) for row in read.rows] == [("8.5.2", 5.8)]
    assert "8.5.2 Unemployment rate" in read.problem("WID006").what
    assert "8.31.2 Divorces" in read.problem("WID005").what


def test_a_unit_in_any_words_agrees_with_itself(tmp_path: Path) -> None:
    read = a_wide(
        tmp_path,
        ["Indicator", "Unit", 2020],
        ["3.1.1 Deaths of mothers", "per 700,000 people / на 700 000", 36.4],
        labels={"A": "indicator", "B": "unit"},
    )
    assert read.errors == []
    assert [row.value for row in read.rows] == [36.4]


def test_an_indicator_of_a_whole_sheet_can_be_named_as_the_problem_says(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Region", 2020], ["Nord", 60], ["Sud", 70]]
    fix = a_wide(tmp_path, *rows, labels={"A": "Region"}).problem("WID005").fix
    assert 'indicator: {"*": 3.1.2}' in fix
    read = a_wide(tmp_path, *rows, labels={"A": "Region"}, indicator={"*": "3.1.2"}, unit="PT")
    assert len(read.rows) == 2


def test_a_mark_of_the_office_is_read_as_the_problem_says(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Indicator", 2020, 2021], ["3.1.2 Births", 70, "/"]]
    assert 'marks: {"/": Q}' in a_wide(tmp_path, *rows).problem("OBS002").fix
    read = a_wide(tmp_path, *rows, marks={"/": "Q"})
    assert read.errors == []
    assert read.rows[1].obs_status is ObservationStatus.SUPPRESSED


@pytest.mark.parametrize(
    "lines",
    [
        ("freq,unit,geo\\TIME_PERIOD\t2019 \t2020 ", "A,PC,KE\t1.5 \t2.5 b"),
        (
            '"ref_area","source","indicator","sex","time","obs_value"',
            '"KEN","S","U","SEX_T",2021,5',
        ),
        ("ref_area.label,source.label,sex.label,time,obs_value", "Kenya,S,Total,2021,5"),
    ],
)
def test_a_form_that_is_not_read_is_named_with_one_that_is(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    path = saved(tmp_path, "other.tsv", *lines)
    assert recognise(path) is None
    assert "download the same figures as SDMX-CSV" in other_form(path)
    assert other_form(saved(tmp_path, "plain.csv", "a,b", "x,y")) == ""


def test_a_unit_in_indicators_csv_settles_rows_without_one(tmp_path: Path) -> None:
    path = saved(tmp_path, "indicator_3-1-2.csv", "Year,Value", "2020,70")
    assert "OSG020" in read_as("open-sdg", path).codes
    assert "OSG020" not in read_as("open-sdg", path, series=[a_series(series="main")]).codes


def test_columns_of_groups_are_read_as_the_problem_says(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "indicator_3-1-2.csv",
        "year,total,urban area,rural area,males,females",
        "2020,17.3,12.8,24.0,17.1,17.4",
        "2021,15.0,10.7,21.5,15.1,14.9",
    )
    assert "header: {1: Sex}" in read_as("open-sdg", path).problem("OSG007").fix
    options = {
        "header": {1: "Sex"},
        "labels": {"A": "year"},
        "skip_columns": ["C", "D"],
        "indicator": {"*": "3.1.2"},
        "unit": "PT",
    }
    read = read_as("wide", path, options)
    assert {code: v for (code,), v in read.values("sex").items()} == {
        "_T": 15.0,
        "M": 15.1,
        "F": 14.9,
    }


def test_headings_among_years_say_what_is_measured_or_told_apart(tmp_path: Path) -> None:
    blocks: list[list[object]] = [
        ["Region", 2019, 2020],
        ["3.2.1 Deaths of children by age (per 1,000 births)"],
        ["Total", 40, 39],
        ["North", 55, 54],
        ["4.6.1 Literacy (%)"],
        ["Total", 80, 81],
        ["Source: census"],
    ]
    path = a_book(tmp_path, blocks)
    found = recognise(path)
    assert found is not None
    assert found.options["headings"] == "indicator"
    read = read_as("wide", path, found.options)
    assert sorted({(row.indicator_id, row.place) for row in read.rows}) == [
        ("3.2.1", "KEN"),
        ("3.2.1", "north"),
        ("4.6.1", "KEN"),
    ]
    groups: list[list[object]] = [
        ["", 2019, 2020],
        ["Total", 6, 7],
        ["Grupo etário"],
        ["15 a 24 anos", "23,4", "22,1"],
    ]
    path = a_book(tmp_path, groups)
    found = recognise(path)
    assert found is not None
    assert (found.layout, found.options["headings"]) == ("wide", "dimension")
    given = found.options | {"indicator": {"*": "3.1.2"}, "unit": "PT"}
    read = read_as("wide", path, given)
    assert read.errors == []
    assert [row.value for row in read.rows] == [6.0, 7.0, 23.4, 22.1]


def test_a_list_of_contents_does_not_hide_the_tables_after_it(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["Table", "Title"])
    for title, value in (("5.1", 20), ("5.2", 80)):
        sheet = book.create_sheet(title)
        sheet.append(["Region", 2019, 2020])
        sheet.append(["Total", value, value + 1])
    book.save(tmp_path / "yearbook.xlsx")
    found = recognise(tmp_path / "yearbook.xlsx")
    assert found is not None
    assert (found.layout, found.options["sheet"]) == ("wide", "5.1")
    other = inspect_file(tmp_path / "yearbook.xlsx", options={"sheet": "5.2", "indicator": "4.6.1"})
    assert other.figures == 2
