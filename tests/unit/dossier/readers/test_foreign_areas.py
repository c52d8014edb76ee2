"""The country and its areas, as other countries and organisations name them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_foreign_shapes import a_book, a_wide, saved
from tests.builders_records import KENYA, a_series, read_as
from vnrgen.dossier.model import Label, Place, PlaceLevel


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
