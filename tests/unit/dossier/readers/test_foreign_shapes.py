"""Files in the shapes that other countries and organisations publish, with figures of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_records import KENYA, Reading, a_series, read_as
from vnrgen.dossier.codes import codelists
from vnrgen.dossier.inspection.reading import inspect_file
from vnrgen.dossier.inspection.recognition import other_form, recognise
from vnrgen.dossier.model import DimensionRole, Label, Place, PlaceLevel
from vnrgen.dossier.observations import ObservationStatus
from vnrgen.dossier.periods import parse_period
from vnrgen.dossier.published_values import read_published_value
from vnrgen.dossier.readers.open_sdg.columns import meaning_of


def saved(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_headers_with_words_may_have_no_blank_after_the_colon(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "agency.csv",
        "Dataflow,REF_AREA:Geographic area,INDICATOR:Indicator,SEX:Sex,TIME_PERIOD:Time period,"
        "OBS_VALUE:Observation Value,UNIT_MULTIPLIER:Unit multiplier,UNIT_MEASURE:Unit of measure,"
        "OBS_CONF:Observation confidentiality",
        "AG:DF(1.0): Births,KEN: Kenya,SAB: Births,_T: Total,2021,70,0: Units,PCNT: %,F: Free",
        "AG:DF(1.0): Births,KEN: Kenya,SAB: Births,F: Female,2021,7,1: Tens,PCNT: %,F: Free",
        "AG:DF(1.0): Births,KEN: Kenya,SAB: Births,M: Male,2021,60,0: Units,PCNT: %,C: Closed",
    )
    found = recognise(path)
    assert found is not None
    assert found.layout == "sdmx-csv"
    read = read_as("sdmx-csv", path, series=[a_series(series="SAB")])
    assert read.values("sex") == {("_T",): 70.0, ("F",): 70.0, ("M",): None}
    assert read.errors == []


def test_the_measure_names_the_series_where_nothing_else_does(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "measure.csv",
        "DATAFLOW,REF_AREA,MEASURE,SEX,POVERTY_LINE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE",
        "AG:DF(1.0),KEN,UNE,F,PL_50,2021,7,PT",
        "AG:DF(1.0),KEN,UNE,F,PL_60,2021,9,PT",
        "AG:DF(1.0),KEN,EMP,F,PL_60,2021,61,PT",
    )
    series = [a_series(series="UNE"), a_series(series="EMP", label="Work")]
    read = read_as("sdmx-csv", path, series=series)
    assert {(row.series, row.value) for row in read.rows} == {
        ("UNE", 7.0),
        ("UNE", 9.0),
        ("EMP", 61.0),
    }
    lines = read.result.dimensions["poverty_line"]
    assert lines.role is DimensionRole.DEFINITION


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Poverty line", "definition"),
        ("POVERTY_LINE", "definition"),
        ("Poverty status", "group"),
        ("Age standardisation", "method"),
        ("Reason for migration", "definition"),
        ("Birth attendant", "definition"),
        ("Immigrant status", "group"),
        ("Visible minority", "group"),
        ("Statut migratoire", "group"),
        ("Situación de discapacidad", "group"),
        ("Наличие инвалидности", "group"),
        ("По регионам", "area"),
    ],
)
def test_a_header_tells_people_from_ways_of_measuring(header: str, what: str) -> None:
    meaning = meaning_of(header)
    assert meaning is not None
    assert meaning.what == what


@pytest.mark.parametrize(
    ("cell", "value", "status", "text"),
    [
        ("0.0 (low reliability)", 0.0, "low_reliability", "0.0 (low reliability)"),
        ("12.5 [provisional]", 12.5, "provisional", "12.5 [provisional]"),
        ("12.5 (suppressed)", None, "suppressed", "suppressed"),
        ("nd", None, "missing", "nd"),
        ("н/д", None, "missing", "н/д"),
    ],
)
def test_a_cell_may_say_in_words_what_its_figure_is_worth(
    cell: str, value: float | None, status: str, text: str
) -> None:
    found = read_published_value(cell, ".")
    assert found is not None
    assert (found.value, str(found.status), found.text) == (value, status, text)


@pytest.mark.parametrize("cell", ["5 (b)", "7 (women)", "12.5 (2)", "95*"])
def test_a_footnote_beside_a_figure_is_not_taken_for_a_status(cell: str) -> None:
    assert read_published_value(cell, ".") is None


def test_of_several_flags_the_gravest_holds() -> None:
    assert codelists.status("bu") is ObservationStatus.LOW_RELIABILITY
    assert codelists.status("ep") is ObservationStatus.ESTIMATED
    assert codelists.status("c") is ObservationStatus.SUPPRESSED
    assert codelists.status("bb") is None
    assert codelists.status("na") is None


@pytest.mark.parametrize(
    ("dimension", "label", "code"),
    [
        ("sex", "Женщины / Female", "F"),
        ("sex", "Male / Female", None),
        ("sex", "Всего / Total", "_T"),
        ("urbanisation", "Rural / Other", None),
        ("income_wealth_quantile", "Le plus pauvre", "Q1"),
        ("income_wealth_quantile", "Más rico", "Q5"),
    ],
)
def test_a_label_in_two_languages_has_the_code_that_both_mean(
    dimension: str, label: str, code: str | None
) -> None:
    assert codelists.canonical_code(dimension, label) == code


def a_book(folder: Path, rows: list[list[object]], *merged: str) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    book.save(folder / "sheet.xlsx")
    return folder / "sheet.xlsx"


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


def a_wide(folder: Path, *rows: list[object], **options: object) -> Reading:
    given: dict[str, object] = {"header": {1: "year"}, "labels": {"A": "indicator"}}
    return read_as("wide", a_book(folder, list(rows)), given | options)


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


@pytest.mark.parametrize("layout", ["wide", "open-sdg"])
def test_the_country_in_any_language_is_no_region_of_itself(tmp_path: Path, layout: str) -> None:
    if layout == "wide":
        labels = {"labels": {"A": "Région"}, "indicator": {"*": "3.1.2"}, "unit": "PT"}
        read = a_wide(
            tmp_path,
            ["Région", 2020],
            ["Кения / Kenya", 70],
            ["Ensemble du pays", 71],
            ["Nord", 6],
            **labels,
        )
    else:
        path = saved(
            tmp_path,
            "indicator_3-1-2.csv",
            "Année,Région,Unité,Valeur",
            "2020,Quênia,%,70",
            "2021,Ensemble du pays,%,71",
            "2020,Nord,%,60",
        )
        read = read_as("open-sdg", path)
    assert {row.place for row in read.rows} >= {"KEN"}
    assert {place.label.within("en") for place in read.result.places.values()} - {"Kenya"} == {
        "Nord"
    }


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


def test_parts_of_the_country_are_never_left_out_in_silence(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "regions.csv",
        "DATAFLOW,REF_AREA,SERIES,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE",
        "AG:DF(1.0),KE,SBA,2021,70,PT",
        "AG:DF(1.0),KE047,SBA,2021,20,PT",
        "AG:DF(1.0),KE-30,SBA,2021,30,PT",
        "AG:DF(1.0),KEX,SBA,2021,40,PT",
        "AG:DF(1.0),TZ01,SBA,2021,50,PT",
    )
    series = [a_series(series="SBA")]
    told = read_as("sdmx-csv", path, series=series).problem("MAP020")
    assert "2 rows of 2 areas" in told.what
    assert 'ke047,"KE047",region,KEN,area=KE047' in told.fix
    added = Place(
        place_id="ke047",
        label=Label(texts={"en": "Nairobi"}),
        level=PlaceLevel.REGION,
        parent="KEN",
        codes={"area": "KE047"},
    )
    read = read_as("sdmx-csv", path, series=series, places=[KENYA, added])
    assert {(row.place, row.value) for row in read.rows} == {("KEN", 70.0), ("ke047", 20.0)}


@pytest.mark.parametrize("layout", ["wide", "open-sdg"])
def test_urban_people_in_a_column_of_areas_are_ranked_as_no_area(
    tmp_path: Path, layout: str
) -> None:
    if layout == "wide":
        labels = {"labels": {"A": "Region"}, "indicator": {"*": "3.1.2"}, "unit": "PT"}
        rows: list[list[object]] = [["Region", 2020], ["Nord / North", 60], ["of which rural", 5]]
        read, code = a_wide(tmp_path, *rows, **labels), "MAP019"
    else:
        lines = ("Year,Region,Units,Value", "2020,North,%,60", "2020,Rural,%,5")
        read, code = read_as("open-sdg", saved(tmp_path, "indicator_3-1-2.csv", *lines)), "OSG046"
    assert "ural" in read.problem(code).what
    aggregate = {p.label.within("en"): p.is_aggregate for p in read.result.places.values()}
    assert sorted(aggregate.values()) == [False, True]
    assert {each for each in aggregate if aggregate[each]} <= {"of which rural", "Rural"}


def test_a_place_in_two_languages_is_the_place_that_one_of_them_names(tmp_path: Path) -> None:
    north = Place(
        place_id="n", label=Label(texts={"en": "North"}), level=PlaceLevel.REGION, parent="KEN"
    )
    rows: list[list[object]] = [["Region", 2020], ["Norden / North", 60], ["Süd/Ost (a)", 5]]
    options = {"header": {1: "year"}, "labels": {"A": "Region"}, "indicator": {"*": "3.1.2"}}
    read = read_as("wide", a_book(tmp_path, rows), options | {"unit": "PT"}, places=[KENYA, north])
    assert sorted(row.place for row in read.rows) == ["n", "süd_ost"]


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


@pytest.mark.parametrize(
    ("label", "start"),
    [
        ("T1 2021", "2021-01-01"),
        ("Q3 2021", "2021-07-01"),
        ("II квартал 2021", "2021-04-01"),
        ("2021, 4e trimestre", "2021-10-01"),
    ],
)
def test_quarters_are_read_as_offices_write_them(label: str, start: str) -> None:
    period = parse_period(label)
    assert period is not None
    assert (period.freq, str(period.start)) == ("Q", start)


@pytest.mark.parametrize("layout", ["open-sdg", "sdmx-csv"])
def test_points_of_thousands_do_not_hide_a_decimal_comma(tmp_path: Path, layout: str) -> None:
    if layout == "open-sdg":
        lines = ("Year;Units;Value", "2020;Number;1.085,4", "2021;Number;95,1")
        read = read_as(layout, saved(tmp_path, "indicator_3-1-2.csv", *lines))
    else:
        lines = ("DATAFLOW;REF_AREA;SERIES;TIME_PERIOD;OBS_VALUE", "A;KE;SBA;2021;95,1")
        path = saved(tmp_path, "s.csv", *lines, "A;KE;SBA;2020;1.085,4")
        read = read_as(layout, path, series=[a_series(series="SBA", unit="NUMBER")])
    assert 95.1 in {row.value for row in read.rows}


@pytest.mark.parametrize(
    ("label", "bare", "note"),
    [
        ("2022 DHS", "2022", "DHS"),
        ("MICS6 2019-20", "2019-20", "MICS6"),
        ("2020 г.", "2020", ""),
    ],
)
def test_a_year_may_stand_with_its_survey_or_its_word(label: str, bare: str, note: str) -> None:
    period = parse_period(label)
    assert period is not None
    assert (period.label, period.note) == (bare, note)


def test_a_year_of_a_target_is_no_period() -> None:
    assert parse_period("TARGET 2030") is None


def test_a_unit_in_two_languages_is_the_unit_that_both_name() -> None:
    known = codelists.unit("проценты / per cent")
    assert known is not None
    assert known.code == "PT"
    assert codelists.unit("per cent / number") is None
    assert codelists.unit("per cent / something else") is None


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


def test_the_code_of_the_country_is_no_region_of_it(tmp_path: Path) -> None:
    path = saved(tmp_path, "indicator_3-1-2.csv", "Year,Ref_area,Units,Value", "2020,KEN,%,70")
    read = read_as("open-sdg", path)
    assert [row.place for row in read.rows] == ["KEN"]
    assert read.result.places == {}


@pytest.mark.parametrize("layout", ["wide", "open-sdg"])
@pytest.mark.parametrize(("iso3", "name"), [("TUN", "تونس"), ("TUN", "Tunis"), ("MEX", "México")])
def test_a_part_with_the_name_of_its_country_does_not_speak_for_everybody(
    tmp_path: Path, layout: str, iso3: str, name: str
) -> None:
    country = Place(
        place_id=iso3, label=Label(texts={"en": "All"}), level=PlaceLevel.COUNTRY, parent=None
    )
    lines = (f"2020,{name},%,70", "2020,Nord,%,60")
    path = saved(tmp_path, "indicator_3-1-2.csv", "Year,Region,Units,Value", *lines)
    options: dict[str, object] = {}
    if layout == "wide":
        path = saved(tmp_path, "wide.csv", "Region,2020", f"{name},70", "Nord,60")
        options = {"header": {"1": "year"}, "labels": {"A": "Region"}, "unit": "PT"}
        options |= {"indicator": {"*": "3.1.2"}}
    read = read_as(layout, path, options, places=[country], iso3=iso3, m49="")
    assert sorted(row.value or 0 for row in read.rows) == [60.0, 70.0]
    assert iso3 not in {row.place for row in read.rows}


def test_an_area_whose_code_places_csv_knows_is_not_taken_for_the_country(tmp_path: Path) -> None:
    part = Place(
        place_id="p1",
        label=Label(texts={"en": "The capital"}),
        level=PlaceLevel.REGION,
        parent="KEN",
        codes={"geocode": "P1"},
    )
    header = "Year,Region,GeoCode,Units,Value"
    path = saved(tmp_path, "indicator_3-1-2.csv", header, "2020,Quênia,P1,%,70", "2020,Sud,P2,%,6")
    read = read_as("open-sdg", path, places=[KENYA, part])
    assert {row.value: row.place for row in read.rows}[70.0] == "p1"


def test_areas_that_differ_in_signs_only_are_two_places(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Region", 2020], ["पुरी", 60], ["पारा", 70], ["A-B", 1], ["A B", 2]]
    options = {"labels": {"A": "Region"}, "indicator": {"*": "3.1.2"}, "unit": "PT"}
    read = a_wide(tmp_path, *rows, **options)
    assert {row.place: row.value for row in read.rows} == {
        "पुरी": 60.0,
        "पारा": 70.0,
        "a_b": 1.0,
        "a_b_2": 2.0,
    }
