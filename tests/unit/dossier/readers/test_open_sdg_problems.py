"""Whatever is wrong in an Open SDG site is a located problem, never a crash."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders_open_sdg import (
    PLAIN,
    read_folder,
    read_site,
)

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
