"""Headers, flags, units and periods in the words of other countries and organisations."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_foreign_shapes import saved
from tests.builders_records import a_series, read_as
from vnrgen.dossier.codes import codelists
from vnrgen.dossier.inspection.recognition import recognise
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.dossier.observations.periods import parse_period
from vnrgen.dossier.observations.published_values import read_published_value
from vnrgen.dossier.readers.open_sdg.columns import meaning_of


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
