"""The areas of an Open SDG site: places inside others, by the names that places.csv gives."""

from __future__ import annotations

from pathlib import Path

from tests.builders_open_sdg import (
    COUNTRY,
    DECLARED,
    read_folder,
    read_site,
    write_site,
)
from vnrgen.dossier.model import Label, Place, PlaceLevel


def test_an_area_is_a_place_inside_the_wider_one(tmp_path: Path) -> None:
    csv = (
        "Year,Country,Region,Units,GeoCode,Value\n2020,,,PT,,5\n2020,North,,PT,N1,6\n"
        "2020,North,East,PT,N11,7\n2020,North,Clinic board,PT,N1,8\n2020,Ostara,,PT,,9\n"
    )
    reading = read_site(tmp_path, csv.replace("2020,Ostara", "2021,Ostara"))
    places = reading.result.places
    assert [row.place for row in reading.rows] == ["OST", "north", "east", "clinic_board", "OST"]
    assert (places["north"].parent, places["east"].parent) == ("OST", "north")
    assert (places["north"].level, places["east"].level) == (
        PlaceLevel.REGION,
        PlaceLevel.PROVINCE,
    )
    assert (places["north"].codes, places["clinic_board"].codes) == ({"geocode": "N1"}, {})
    assert {"OSG018", "OSG019"} <= set(reading.codes)


def test_an_area_that_places_csv_has_keeps_its_name_there(tmp_path: Path) -> None:
    known = Place(
        place_id="OS-N",
        label=Label(texts={"en": "The North"}),
        level=PlaceLevel.REGION,
        parent="OST",
        codes={"geocode": "N1"},
    )
    csv = "Year,Region,Units,GeoCode,Value\n2020,North,PT,N1,6\n2020,,PT,,5\n"
    reading = read_site(tmp_path, csv, places=(COUNTRY, known))
    assert [row.place for row in reading.rows] == ["OS-N", "OST"]
    assert reading.result.places == {}


def test_an_area_whose_name_joins_others_is_an_aggregate_and_said_to_be(tmp_path: Path) -> None:
    names = ("North", "South", "North and South", "Hills and Dales", "Hills", "South, and Hills")
    rows = "".join(f'2020,"{name}",PT,{number}\n' for number, name in enumerate(names))
    reading = read_site(tmp_path, f"Year,Region,Units,Value\n{rows}2020,,PT,9\n")
    joined = {name for name, place in reading.result.places.items() if place.is_aggregate}
    assert joined == {"north_and_south", "south_and_hills"}
    assert "north_and_south" in reading.problem("OSG037").fix


def test_of_two_ways_to_divide_a_place_the_coarser_one_joins_the_areas_of_the_other(
    tmp_path: Path,
) -> None:
    rows = ["X,,,", "X,A,,", "X,B,,", "X,C,,", "X,,P,", "X,,Q,", "Y,,,", "Y,,,Z", ",,,"]
    table = "Country,Region,Sub-national area,Health board,Year,Units,Value\n"
    table += "".join(f"{row},2020,PT,{number}\n" for number, row in enumerate(rows))
    places = read_site(tmp_path, table).result.places
    assert {name for name, place in places.items() if place.is_aggregate} == {"p", "q"}


def test_one_geocode_is_one_place_under_two_names(tmp_path: Path) -> None:
    header = "Year,Region,Units,GeoCode,Value\n"
    write_site(
        tmp_path,
        {
            "3-1-1": header + "2020,East,PT,N11,6\n2020,,PT,,1\n",
            "3-2-1": header + "2020,East of Ostara,PT,N11,7\n2020,,PT,,1\n",
        },
    )
    reading = read_folder(tmp_path)
    assert {row.place for row in reading.rows} == {"east", "OST"}
    assert "East of Ostara" in reading.problem("OSG018").what


def test_a_blank_area_is_what_the_metadata_say_is_covered(tmp_path: Path) -> None:
    csv = "Year,Region,Units,Value\n2020,North,PT,6\n2020,,PT,5\n"
    meta = "---\nnational_geographical_coverage: North\n---\n"
    assert [row.place for row in read_site(tmp_path, csv, meta).rows[1:]] == []
    other = "Year,Sex,Units,Value\n2020,,PT,5\n"
    write_site(
        tmp_path,
        {"3-1-1": csv, "3-2-1": other},
        {"3-1-1": "---\n---\n", "3-2-1": meta},
    )
    reading = read_folder(tmp_path)
    assert [row.place for row in reading.rows] == ["north", "OST", "north"]
    declared = {**DECLARED, "place": {"*": "OST", "3.2.1": "OST"}}
    assert read_folder(tmp_path, options=declared).rows[-1].place == "OST"


def test_a_column_of_another_country_is_an_area_if_its_geocodes_follow_it(tmp_path: Path) -> None:
    csv = "Year,Landsdel,Units,GeoCode,Value\n2020,Nord,PT,1,6\n2020,Syd,PT,2,7\n2020,,PT,,8\n"
    reading = read_site(tmp_path, csv)
    assert [row.place for row in reading.rows] == ["nord", "syd", "OST"]
