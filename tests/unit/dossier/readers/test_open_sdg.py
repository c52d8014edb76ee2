"""Small files, each breaking the documented layout in one way that real files do."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders_open_sdg import (
    COUNTRY,
    DECLARED,
    OFFICE,
    group,
    read_folder,
    read_site,
    write_site,
)
from vnrgen.dossier.model import DimensionRole, Label, Place, PlaceLevel, Series
from vnrgen.dossier.observations import ObservationStatus

GROUP, DEFINITION = DimensionRole.GROUP, DimensionRole.DEFINITION
PLAIN = "Year,Sex,Units,Value\n2020,,Percentage (%),7.5\n2020,Female,Percentage (%),8.25\n"


def test_a_plain_file_becomes_a_headline_and_a_group(tmp_path: Path) -> None:
    reading = read_site(tmp_path, PLAIN, "---\ngraph_title: Deaths of mothers\n---\n")
    headline, women = reading.rows
    series = reading.result.series["3.1.1", "main"]
    assert reading.codes == []
    assert (headline.value, headline.place, headline.unit) == (7.5, "OST", "PT")
    assert (headline.dimensions["sex"], women.dimensions["sex"]) == ("_T", "F")
    assert (women.file, women.row) == ("site/data/indicator_3-1-1.csv", 3)
    assert series.label.within("en") == "Deaths of mothers"
    assert (series.favourable, series.scale, series.decimals) == (False, 100, 1)
    assert [path.name for path in reading.result.input_files] == ["indicator_3-1-1.csv", "3-1-1.md"]


def test_sdmx_headers_and_codes_are_read_as_well(tmp_path: Path) -> None:
    reading = read_site(
        tmp_path,
        "TIME_PERIOD,UNIT_MEASURE,UNIT_MULT,URBANISATION,SEX,REF_AREA,OBS_STATUS,OBS_VALUE,,\n"
        "2015.0,PERCENT,0,R,BOTHSEX,KZAKM,E,12.5,,\n2015.0,PERCENT,3,_T,FEMALE,OST,A,2,,\n",
    )
    first, second = reading.rows
    assert (first.period_label, first.unit, first.place) == ("2015", "PT", "kzakm")
    assert (first.dimensions["urbanisation"], first.dimensions["sex"]) == ("R", "_T")
    assert first.obs_status is ObservationStatus.ESTIMATED
    assert (second.value, second.place) == (2000.0, "OST")


@pytest.mark.parametrize("total", ["", "Total", "Total, gender", "All", "_T", "Both sexes", "Net"])
def test_a_total_may_be_blank_or_a_label(tmp_path: Path, total: str) -> None:
    csv = f'Year,Sex,Units,Value\n2020,"{total}",PT,7\n2020,Female,PT,8\n'
    reading = read_site(tmp_path, csv, options={"totals": ["net"]})
    assert [row.dimensions["sex"] for row in reading.rows] == ["_T", "F"]


def test_a_gap_stays_a_gap_with_its_reason(tmp_path: Path) -> None:
    reading = read_site(
        tmp_path,
        "Year,Observation status,Units,Value\n"
        "2018,Missing value; suppressed,PT,\n2019,Missing value,PT,\n2020,Normal value,PT,\n"
        "2021,Normal Value,PT,<5\n2022,Missing value; suppressed,PT,0\n2023,,PT,(29.5)\n",
    )
    assert [(row.value, str(row.obs_status), row.value_text) for row in reading.rows] == [
        (None, "suppressed", ""),
        (None, "missing", ""),
        (None, "missing", ""),
        (None, "censored", "<5"),
        (None, "suppressed", ""),
        (29.5, "low_reliability", "(29.5)"),
    ]
    assert reading.codes == ["OSG029", "OSG030"]
    assert reading.problem("OSG030").where.row == 6


def test_quintile_five_is_the_most_disadvantaged_where_its_label_says_so(tmp_path: Path) -> None:
    labels = ["Quintile 1 (least deprived)", "Quintile 2", "Quintile 3 (most deprived)"]
    csv = "Year,Deprivation quintile,Units,Value\n" + "".join(f"2020,{n},PT,5\n" for n in labels)
    dimension = read_site(tmp_path, csv).result.dimensions["deprivation_quintile"]
    orders = {code: category.order for code, category in dimension.categories.items()}
    assert dimension.is_ordered
    assert orders["quintile 3 (most deprived)"] == 1
    assert orders["quintile 1 (least deprived)"] == 3


@pytest.mark.parametrize(
    ("header", "labels", "worst"),
    [
        ("Income quintile", ("1st quintile (lowest)", "2nd quintile"), "1st quintile (lowest)"),
        ("Deprivation decile", ("Decile 1 (lowest)", "Decile 2"), "Decile 2"),
        ("Deprivation quintile", ("Quintile 1", "Quintile 2"), None),
        ("Weekly income", ("£50 - £99", "Less than £50", "£100 or more"), "Less than £50"),
        ("Weekly income", ("£300 - £399", "£300 or more", "Less than £300"), None),
        ("Age", ("16 to 24", "25 and over"), None),
        ("Ethnicity", ("Asian", "Black"), None),
    ],
)
def test_an_order_is_taken_from_words_and_never_from_numbers_alone(
    tmp_path: Path, header: str, labels: tuple[str, ...], worst: str | None
) -> None:
    csv = f"Year,{header},Units,Value\n" + "".join(f"2020,{label},PT,5\n" for label in labels)
    (dimension,) = read_site(tmp_path, csv).result.dimensions.values()
    first = [c.label.within("en") for c in dimension.categories.values() if c.order == 1]
    assert first == ([worst] if worst else [])
    assert dimension.is_ordered is (worst is not None)


def test_a_declared_order_rules(tmp_path: Path) -> None:
    csv = "Year,Caste,Units,Value\n2020,,PT,4\n2020,Dalit,PT,9\n2020,Other,PT,3\n"
    reading = read_site(tmp_path, csv, options={"order": {"Caste": ["Dalit", "Other"]}})
    categories = reading.result.dimensions["caste"].categories
    assert (categories["dalit"].order, categories["other"].order) == (1, 2)


def test_the_same_labels_ordered_otherwise_in_another_file_are_another_dimension(
    tmp_path: Path,
) -> None:
    header = "Year,Deprivation quintile,Units,Value\n"
    write_site(
        tmp_path,
        {
            "3-1-1": header + "2020,Quintile 1 (least deprived),PT,1\n2020,Quintile 2,PT,2\n"
            "2020,Quintile 3 (most deprived),PT,3\n",
            "4-1-1": header + "2020,Quintile 1 (most deprived),PT,1\n2020,Quintile 2,PT,2\n"
            "2020,Quintile 3,PT,3\n2020,Quintile 4 (least deprived),PT,3\n",
        },
    )
    reading = read_folder(tmp_path)
    dimensions = reading.result.dimensions
    assert dimensions["deprivation_quintile"].categories["quintile 2"].order == 2
    assert dimensions["deprivation_quintile_4_1_1"].categories["quintile 3"].order == 3
    assert "OSG036" in reading.codes


def test_those_of_whom_nothing_is_known_are_residual_and_others_are_not(tmp_path: Path) -> None:
    labels = ["not stated", "Unknown", "White (inc. not known)", "Other"]
    csv = "Year,Ethnicity,Units,Value\n" + "".join(f"2020,{n},PT,5\n" for n in labels)
    categories = read_site(tmp_path, csv).result.dimensions["ethnicity"].categories
    residual = [code for code, category in categories.items() if category.is_residual]
    assert residual == ["not stated", "unknown"]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Ethnicity", GROUP),
        ("Type of partner abuse", DEFINITION),
        ("Type of household", GROUP),
        ("Death classification", DEFINITION),
        ("Decent homes criteria", DEFINITION),
        ("Seasonally adjusted", DimensionRole.METHOD),
        ("Urbanisation sub-category", GROUP),
        ("Legislative authority", DEFINITION),
        ("Number of hours per week providing care", DEFINITION),
        ("Colour", DEFINITION),
    ],
)
def test_the_role_of_a_column_is_taken_from_its_words(
    tmp_path: Path, header: str, role: DimensionRole
) -> None:
    reading = read_site(tmp_path, f"Year,{header},Units,Value\n2020,,PT,5\n2020,A,PT,5\n")
    (dimension,) = reading.result.dimensions.values()
    assert dimension.role is role
    assert set(reading.result.series["3.1.1", "main"].roles.values()) == {role}


def test_a_declared_role_rules_for_one_indicator_or_for_all(tmp_path: Path) -> None:
    csv = "Year,Colour,Tone,Units,Value\n2020,,,PT,5\n2020,Red,,PT,5\n2020,,Low,PT,5\n"
    roles = {"Colour": "group", "3.1.1": {"Tone": "method"}}
    reading = read_site(tmp_path, csv, options={"roles": roles})
    assert reading.codes == []
    series = reading.result.series["3.1.1", "main"]
    assert series.roles == {"colour": GROUP, "tone": DimensionRole.METHOD}


def test_a_column_with_one_value_everywhere_defines_the_indicator(tmp_path: Path) -> None:
    csv = (
        "Year,Age (default),Sex,Units,Value\n2020,Under 5 years old,,PT,5\n"
        "2020,Under 5 years old,Female,PT,6\n"
    )
    reading = read_site(tmp_path, csv)
    series = reading.result.series["3.1.1", "main"]
    assert series.fixed == {"age": "Y0T4"}
    assert series.roles == {"age": DEFINITION, "sex": GROUP}
    assert reading.result.dimensions["age"].role is GROUP  # in other files it tells groups


def test_where_no_row_is_a_total_the_value_the_site_opens_with_defines_it(tmp_path: Path) -> None:
    csv = "Year,Age,Units,Value\n2020,15 and over,PT,5\n2020,15 to 24,PT,6\n"
    meta = "---\ndata_start_values:\n  - {field: Age, value: 15 and over}\n---\n"
    assert read_site(tmp_path, csv, meta).result.series["3.1.1", "main"].fixed == {"age": "Y_GE15"}
    assert read_site(tmp_path, csv, "---\n---\n").result.series["3.1.1", "main"].fixed == {}


def test_an_inner_group_is_one_group_and_not_an_intersection(tmp_path: Path) -> None:
    pairs = [("Asian", ""), ("Asian", "Indian"), ("Asian", "Pakistani"), ("Black", "African")]
    csv = "Year,Ethnicity,Ethnic group,Units,Value\n" + "".join(
        f"2020,{outer},{inner},PT,5\n" for outer, inner in pairs
    )
    reading = read_site(tmp_path, csv)
    found = [(r.dimensions["ethnicity"], r.dimensions["ethnic_group"]) for r in reading.rows]
    assert found == [("asian", "_T"), ("_T", "indian"), ("_T", "pakistani"), ("_T", "african")]
    assert "OSG022" in reading.codes


def test_parts_of_a_whole_are_never_groups(tmp_path: Path) -> None:
    parts = [("Employed", 48), ("Retired", 30), ("Other", 22)]
    csv = "Year,Series,Employment status,Units,Value\n" + "".join(
        f"{year},Carers by characteristics,{name},PT,{value}\n"
        for year in (2019, 2020, 2021)
        for name, value in parts
    )
    reading = read_site(tmp_path, csv)
    series = reading.result.series["3.1.1", "carers_by_characteristics"]
    assert series.roles == {"employment_status": DEFINITION}
    rates = csv + "2021,Carers by characteristics,,PT,33\n"
    roles = read_site(tmp_path, rates).result.series["3.1.1", "carers_by_characteristics"].roles
    assert roles == {"employment_status": GROUP}


def test_two_units_are_two_series(tmp_path: Path) -> None:
    csv = "Year,Series,Units,Value\n2020,Deaths,Number,50\n2020,Deaths,Percentage (%),4\n"
    reading = read_site(tmp_path, csv)
    assert {s.series: s.unit for s in reading.result.series.values()} == {
        "deaths_number": "NUMBER",
        "deaths_pt": "PT",
    }
    assert [row.series for row in reading.rows] == ["deaths_number", "deaths_pt"]


def test_a_row_of_indicators_csv_rules_and_keeps_what_the_data_show(tmp_path: Path) -> None:
    csv = "Year,Series,Sex,Units,Value\n2020,Deaths,Female,PT,5\n"
    read = read_site(tmp_path, csv).result.series["3.1.1", "deaths"]
    mine = replace(
        read,
        series="Deaths",
        label=Label(texts={"en": "Mothers"}),
        favourable=True,
        fixed={},
        roles={},
    )
    series: Series = read_site(tmp_path, csv, series=[mine]).result.series["3.1.1", "Deaths"]
    assert series.label.within("en") == "Mothers"
    assert series.fixed == {"sex": "F"}
    assert series.roles == {"sex": DEFINITION}


def test_categories_find_their_groups_by_code_or_by_label(tmp_path: Path) -> None:
    csv = "Year,Ethnicity,Sex,Units,Value\n2020,Black,,PT,5\n2020,,Female,PT,5\n2020,,,PT,4\n"
    groups = [group("black_people", "ethnicity", "Black"), group("women", "sex", "F")]
    dimensions = read_site(tmp_path, csv, groups=groups).result.dimensions
    assert dimensions["ethnicity"].categories["black"].group_id == "black_people"
    assert dimensions["sex"].categories["F"].group_id == "women"


def test_spellings_of_one_code_are_merged_and_doubtful_ones_are_not(tmp_path: Path) -> None:
    csv = (
        "Year,Sex,Disability status,Units,Value\n2018,Male,,PT,5\n2019,Males,,PT,5\n"
        "2020,Boys,,PT,5\n2020,,Disabled (GSS harmonised),PT,5\n2021,,Disabled,PT,5\n"
    )
    reading = read_site(tmp_path, csv)
    assert [row.dimensions["sex"] for row in reading.rows[:3]] == ["M", "M", "M"]
    assert '"Boys" and "Male" and "Males"' in reading.problem("OSG012").what
    assert set(reading.result.dimensions["disability_status"].categories) == {
        "_T",
        "PD",
        "disabled (gss harmonised)",
    }
    aliases = {"Disability status": {"Disabled (GSS harmonised)": "Disabled"}}
    merged = read_site(tmp_path, csv, options={"aliases": aliases})
    assert set(merged.result.dimensions["disability_status"].categories) == {"_T", "PD"}


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


def test_contradictory_rows_become_a_gap(tmp_path: Path) -> None:
    csv = "Year,Units,Value\n2019,PT,4\n2020,PT,9\n2020,PT,12\n2019,PT,4\n"
    reading = read_site(tmp_path, csv)
    assert [(row.period_label, row.value) for row in reading.rows] == [("2019", 4), ("2020", None)]
    assert reading.codes == ["OSG034", "OSG035"]


def test_a_flat_folder_and_a_single_file_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "flat").mkdir()
    for name in ("indicator_3-1-1.csv", "5-2-1.csv", "notes.csv"):
        (tmp_path / "flat" / name).write_text(PLAIN, encoding="utf-8")
    folder = read_folder(tmp_path, "flat")
    assert {row.indicator_id for row in folder.rows} == {"3.1.1", "5.2.1"}
    single = read_folder(tmp_path, "flat/notes.csv", {**DECLARED, "indicator": "8.5.2"})
    assert {row.indicator_id for row in single.rows} == {"8.5.2"}


def test_a_title_that_is_the_key_of_a_translation_is_no_title(tmp_path: Path) -> None:
    meta = (
        "---\nindicator_name: global_indicators.3-1-1-title\n"
        "indicator_available: <p>Maternal &amp; other deaths</p>\n---\n"
    )
    series = read_site(tmp_path, PLAIN, meta).result.series["3.1.1", "main"]
    assert series.label.within("en") == "Maternal & other deaths"


SMALLEST = {
    "OSG001": (PLAIN, "", {"colour": "red"}),
    "OSG002": (PLAIN, "", {"indicators": ["9.9.1"]}),
    "OSG004": ("Year,Value\n", "", {}),
    "OSG005": (PLAIN, "---\na: [1\n---\n", {}),
    "OSG006": ("Year,Value\n2020,1,2\n", "", {}),
    "OSG007": ("Time,Value\n2020,1\n", "", {}),
    "OSG008": ("Year,,Value\n2020,x,1\n", "", {}),
    "OSG009": ("Year,Progress,Value\n2020,1,1\n", "", {}),
    "OSG010": ("Year,Caste,Value\n2020,Dalit,1\n2020,,1\n", "", {}),
    "OSG011": ("Year,Colour,Value\n2020,Red,1\n2020,,1\n", "", {}),
    "OSG012": ("Year,Sex,Value\n2020,Male,1\n2021,Boys,1\n2021,,1\n", "", {}),
    "OSG013": ("Year,Ethnicity,Value\n2020,Mixed,1\n2021,Mixed/multiple,1\n", "", {}),
    "OSG014": ("Year,Income,Value\n2020,Less than $5,1\n2020,$5 or more,1\n", "", {}),
    "OSG015": ("Year,Wealth,Value\n2020,Quintile 1,1\n2020,Quintile 2,1\n", "", {}),
    "OSG016": (PLAIN, "", {"place": "nowhere"}),
    "OSG017": (PLAIN, "---\nnational_geographical_coverage: Elsewhere\n---\n", {}),
    "OSG018": ("Year,GeoCode,Value\n2020,X1,1\n", "", {}),
    "OSG019": ("Year,Region,Value\n2020,North,1\n", "", {}),
    "OSG020": ("Year,Value\n2020,1\n", "", {}),
    "OSG021": (PLAIN, "", {"favourable": {}}),
    "OSG022": (
        "Year,Ethnicity,Ethnic group,Value\n2020,A,a1,1\n2020,A,a2,1\n2020,B,b1,1\n",
        "",
        {},
    ),
    "OSG023": ("Year,Sex,Value\n2020,Female,1\n", "", {}),
    "OSG024": (
        "Year,Units,Sex,Value\n"
        + "".join(f"{y},PT,Male,40\n{y},PT,Female,60\n" for y in (2019, 2020, 2021)),
        "",
        {},
    ),
    "OSG025": (PLAIN, "", {"source_id": "unheard_of"}),
    "OSG026": ("Year,Observation status,Value\n2020,Odd,1\n", "", {}),
    "OSG027": ("Year,Unit multiplier,Value\n2020,Dozens,1\n", "", {}),
    "OSG028": ("Year,Value\n2020,95*\n", "", {}),
    "OSG029": ("Year,Value,Sex\n2020,,Female\n", "", {}),
    "OSG030": ("Year,Observation status,Value\n2020,Missing value,1\n", "", {}),
    "OSG031": ("Year,Value\n2014/15,1\n", "", {}),
    "OSG032": ("Year,Value\n2009-11,1\n", "", {}),
    "OSG033": ("Year,Value\nsometime,1\n", "", {}),
    "OSG034": ("Year,Value\n2020,1\n2020,1\n", "", {}),
    "OSG037": (
        "Year,Region,Value\n2020,North,1\n2020,South,1\n2020,North and South,1\n",
        "",
        {},
    ),
    "OSG035": ("Year,Value\n2020,1\n2020,2\n", "", {}),
}


@pytest.mark.parametrize("code", SMALLEST)
def test_every_problem_is_said_with_its_place_and_a_fix(tmp_path: Path, code: str) -> None:
    csv, meta, options = SMALLEST[code]
    reading = read_site(tmp_path, csv, meta or None, options)
    problem = reading.problem(code)
    assert problem.where.path
    assert problem.fix


def test_a_value_with_a_mark_is_located(tmp_path: Path) -> None:
    where = read_site(tmp_path, "Year,Value\n2020,1\n2021,95*\n").problem("OSG028").where
    assert (where.path, where.row, where.column) == ("site/data/indicator_3-1-1.csv", 3, "Value")


def test_a_file_whose_name_says_no_indicator_is_named(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(PLAIN, encoding="utf-8")
    assert "OSG003" in read_folder(tmp_path, "table.csv").codes


def test_a_folder_without_data_is_named(tmp_path: Path) -> None:
    assert "OSG002" in read_folder(tmp_path, "nothing").codes


def test_a_remark_without_figures_is_not_an_error(tmp_path: Path) -> None:
    csv = "Year,Units,Value\nThere is no data for this indicator yet,PT,\n2020,PT,1\n"
    reading = read_site(tmp_path, csv)
    assert str(reading.problem("OSG033").severity) == "notice"
    assert len(reading.rows) == 1


def test_broken_metadata_do_not_stop_the_data(tmp_path: Path) -> None:
    reading = read_site(tmp_path, PLAIN, "---\ntitle: a\nother: [1, 2\n---\n")
    assert len(reading.rows) == 2
    assert reading.problem("OSG005").where.path == "site/meta/3-1-1.md"
    assert reading.problem("OSG005").where.row in {3, 4, 5}


HEADERS = [
    "Year",
    "Value",
    "Units",
    "Series",
    "Sex",
    "Age",
    "Region",
    "Country",
    "GeoCode",
    "",
    "Observation status",
    "Unit multiplier",
    "Income quintile",
    "Colour",
    "Population",
]
CELLS = [
    "",
    "2020",
    "2009-11",
    "7",
    "-3.5",
    "*",
    "<5",
    "Female",
    "Total",
    "England",
    "E1",
    "Normal value",
    "Missing value; suppressed",
    "Thousands",
    "Quintile 1 (lowest)",
    "x|y;z=",
    "16 to 24",
    "Percentage (%)",
    "Ostara",
]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.sampled_from(HEADERS), min_size=1, max_size=8),
    st.lists(
        st.lists(st.sampled_from(CELLS) | st.text('aé,"7', max_size=3), max_size=8), max_size=6
    ),
)
def test_no_file_makes_the_reader_fail_and_no_observation_is_half_read(
    tmp_path: Path, header: list[str], rows: list[list[str]]
) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([["Year", "Value", *header], *rows])
    for row in read_site(tmp_path, stream.getvalue()).rows:
        assert row.obs_status.has_value is (row.value is not None)
        assert row.place
        assert row.period_start <= row.period_end
        assert not {"|", ";", "="} & set("".join(row.dimensions.values()))


def test_source_and_place_may_differ_by_indicator(tmp_path: Path) -> None:
    header = "Year,Region,Units,Value\n"
    write_site(
        tmp_path,
        {
            "3-1-1": header + "2020,North,PT,1\n2020,,PT,2\n",
            "5-2-1": "Year,Units,Value\n2020,PT,3\n",
        },
    )
    options = {
        "source_id": {"*": "nso", "5.2.1": "survey"},
        "place": {"*": "OST", "5.2.1": "north"},
    }
    survey = replace(OFFICE, source_id="survey")
    reading = read_folder(tmp_path, options=options, sources=[OFFICE, survey])
    assert [(row.place, row.source_id) for row in reading.rows] == [
        ("north", "nso"),
        ("OST", "nso"),
        ("north", "survey"),
    ]
