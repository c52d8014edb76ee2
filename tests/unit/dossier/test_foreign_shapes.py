"""Files in the shapes that other countries and organisations publish, with figures of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_records import a_series, read_as
from vnrgen.dossier import codelists
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.observations import ObservationStatus
from vnrgen.dossier.published_values import read_published_value
from vnrgen.dossier.readers.open_sdg.columns import meaning_of
from vnrgen.dossier.recognition import recognise


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
