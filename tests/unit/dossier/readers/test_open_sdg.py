"""Small files, each breaking the documented layout in one way that real files do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders_open_sdg import (
    DECLARED,
    DEFINITION,
    OFFICE,
    PLAIN,
    group,
    read_folder,
    read_site,
    write_site,
)
from vnrgen.dossier.model import Label, Series
from vnrgen.dossier.model.observations import ObservationStatus


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
