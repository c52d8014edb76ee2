"""The global SDG database: what its files say about one country, and what they leave open."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders_records import a_series, read_as
from tests.builders_unsd import HEADER, portal, portal_row
from vnrgen.dossier.model import DimensionRole, Group, Label
from vnrgen.dossier.model.observations import ObservationStatus

LONG = (
    "GoalCode,GoalDesc,TargetCode,TargetDesc,IndicatorCode,IndicatorDesc,IndicatorTier,SeriesCode,"
    "SeriesDesc,SeriesRelease,Sex_Code,Sex_Desc,Age_Code,Age_Desc,Type_of_product_Code,"
    "Type_of_product_Desc,ReportingType_Code,ReportingType_Desc,Nature_Code,Nature_Desc,Units_Code,"
    "Units_Desc,GeoArea_Code,GeoArea_Desc,Year,TimeDetail,Value,ValueType,Source,Footnotes,ISO3CD,"
    "X,Y"
)


def test_brackets_and_older_codes_mean_what_the_sdmx_codes_mean(tmp_path: Path) -> None:
    found = portal(
        tmp_path,
        portal_row("89.0", bounds="90.1,87.7"),
        portal_row("88.2", sex="FEMALE", place="RURAL", age="15-49"),
    )
    total, rural = found.rows
    assert (total.value_lower, total.value_upper) == (87.7, 90.1)
    assert set(total.dimensions.values()) == {"_T"}
    assert rural.dimensions == {"age": "Y15T49", "urbanisation": "R", "sex": "F"}
    assert (rural.nature, rural.reporting_type, rural.unit) == ("C", "G", "PT")
    assert found.errors == []


def test_values_are_texts_and_may_be_bounds_or_gaps(tmp_path: Path) -> None:
    found = portal(
        tmp_path,
        portal_row("<5", year="2019"),
        portal_row("", year="2020", status="Q"),
        portal_row("N", year="2021"),
        portal_row("NaN", year="2018"),
        portal_row("2.5", year="2015.0"),
    )
    states = {row.period_label: row.obs_status for row in found.rows}
    assert states == {
        "2019": ObservationStatus.CENSORED,
        "2020": ObservationStatus.SUPPRESSED,
        "2018": ObservationStatus.MISSING,
        "2015": ObservationStatus.NORMAL,
    }
    assert found.problem("OBS002").where.row == 4


def test_other_areas_are_left_out_and_counted(tmp_path: Path) -> None:
    found = portal(tmp_path, portal_row(), portal_row(area="1,World"), portal_row(area="4,Chad"))
    assert len(found.rows) == 1
    assert "2 rows of 2 other areas" in found.problem("MAP018").what


def test_areas_may_be_asked_for_by_code_or_name(tmp_path: Path) -> None:
    rows = (portal_row(), portal_row("80", area="1,World"))
    found = portal(tmp_path, *rows, options={"area": ["World"], "place": {"World": "KEN"}})
    assert [row.value for row in found.rows] == [80.0]
    assert portal(tmp_path, *rows, options={"area": [404]}).rows[0].place == "KEN"
    assert portal(tmp_path, *rows, options={"area": "*"}).problem("MAP006").where.row == 3


def test_a_country_that_is_not_in_the_file_is_an_error_naming_those_that_are(
    tmp_path: Path,
) -> None:
    found = portal(tmp_path, portal_row(area="1,World"))
    assert '"World"' in found.problem("UNS002").what


def test_rows_of_bounds_become_the_interval_of_their_midpoint(tmp_path: Path) -> None:
    header = HEADER.replace("[Age]", "[Bounds]")
    found = portal(
        tmp_path,
        portal_row("70", age="MP"),
        portal_row("60", age="LB"),
        portal_row("80", age="UB"),
        header=header,
    )
    [row] = found.rows
    assert (row.value_lower, row.value, row.value_upper) == (60.0, 70.0, 80.0)


def test_a_series_of_several_indicators_is_read_under_each(tmp_path: Path) -> None:
    row = (
        '12,x,12.4,x,"[12.4.2,12.5.1]",x,1,EN_TBL,Waste,2021.Q4,,,,,ALP,All products,N,National,'
        'C,Country data,PERCENT,Percent,404,Kenya,2015.0,2015,"12.5",Float,Office,,KEN,37.8,0.5'
    )
    found = portal(tmp_path, row, header=LONG)
    assert [(o.indicator_id, o.period_label) for o in found.rows] == [
        ("12.4.2", "2015"),
        ("12.5.1", "2015"),
    ]
    assert found.rows[0].dimensions == {"product": "ALP"}
    only = portal(tmp_path, row, header=LONG, options={"indicators": ["12.5.1"]})
    assert [o.indicator_id for o in only.rows] == ["12.5.1"]


def test_the_long_layout_takes_words_from_the_descriptions(tmp_path: Path) -> None:
    row = (
        "1,x,1.1,x,1.1.1,x,1,SI_POV,Poverty,2021.Q4,FEMALE,Female,ALLAGE,All ages,TRB,Tarrun,N,"
        "National,C,Country data,PERCENT,Percent,404,Kenya,2015,2015,36.8,Float,Office,,KEN,1,0"
    )
    header = LONG.replace("Type_of_product", "Ethnic_group")
    group = Group(
        group_id="tarrun",
        label=Label(texts={"en": "Tarrun"}),
        definition="",
        identification_method="",
        dimension="ethnicity",
        sdmx_dim="ethnic_group",
        sdmx_code="T",
        agenda2030=False,
        self_identified=None,
        population=None,
    )
    known = portal(tmp_path, row, header=header, groups=[group])
    assert known.rows[0].dimensions["ethnic_group"] == "T"
    unknown = portal(tmp_path, row, header=header)
    assert unknown.rows[0].dimensions["ethnic_group"] == "TRB"
    assert '"Tarrun"' in unknown.problem("MAP005").what


def test_a_row_of_indicators_csv_rules_and_lends_its_unit(tmp_path: Path) -> None:
    declared = a_series(series="sh_sta_brtc")
    found = portal(tmp_path, portal_row(), series=[declared])
    assert [row.series for row in found.rows] == ["sh_sta_brtc"]
    assert "MAP009" not in found.codes
    per_mille = a_series(series="SH_STA_BRTC", unit="PER_1000_POP")
    assert portal(tmp_path, portal_row(), series=[per_mille]).codes == ["OBS007"]


def test_a_table_without_the_needed_columns_is_no_such_table(tmp_path: Path) -> None:
    found = portal(tmp_path, "1,2", header="Year,Value")
    assert found.codes == ["UNS001"]


def test_options_can_limit_and_rename(tmp_path: Path) -> None:
    rows = (portal_row(), portal_row("60", sex="FEMALE"), portal_row("61", sex="Sorelle"))
    found = portal(tmp_path, *rows, options={"only": {"Sex": ["FEMALE", "Sorelle"]}})
    nameless = found.result.dimensions["sex"].categories["Sorelle"]
    assert nameless.label.texts == {}  # DIM001 asks for its words when all files are read
    assert found.values("sex") == {("F",): 60.0, ("Sorelle",): 61.0}
    again = portal(tmp_path, *rows, options={"aliases": {"Sorelle": "F"}})
    assert "MAP012" in again.codes
    assert portal(tmp_path, *rows, options={"only": {"Sex": "M"}}).codes == ["MAP014"]


def test_options_that_make_no_sense_are_named(tmp_path: Path) -> None:
    wrong = {"roles": {"Sex": "people"}, "arae": "404", "decimal": ";", "favourable": "up"}
    found = portal(tmp_path, portal_row(), options=wrong)
    assert sum(problem.code == "MAP001" for problem in found.problems) == 4


def test_a_source_must_be_declared(tmp_path: Path) -> None:
    assert "MAP002" in portal(tmp_path, portal_row(), options={"source_id": "un"}).codes


def test_statuses_contradicting_or_unknown_are_reported(tmp_path: Path) -> None:
    found = portal(
        tmp_path,
        portal_row(status="Q"),
        portal_row(status="hm", year="2021"),
        portal_row("", status="", year="2020"),
    )
    assert {"MAP015", "MAP016", "MAP017"} <= set(found.codes)
    assert found.row(2).value is None


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=8), max_size=30), max_size=5))
def test_reading_never_raises(tmp_path: Path, rows: list[list[str]]) -> None:
    import csv

    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER.split(","))
        for row in rows:
            filled = portal_row().split(",")
            filled[: len(row)] = row
            writer.writerow([cell.replace("\x00", "") for cell in filled])
    read_as("unsd", path, {"area": "*"})


@pytest.mark.real
def test_kenya_2018_reads_as_its_readme_says() -> None:
    folder = os.environ.get("VNRGEN_REAL_DATA")
    if not folder:
        pytest.skip("VNRGEN_REAL_DATA is not set")
    found = read_as("unsd", Path(folder) / "unsd" / "unsd_4.1.1_extract_2021.csv")
    values = {
        tuple(row.dimensions[name] for name in ("education_lev", "type_of_skill", "sex")): row.value
        for row in found.rows
        if row.period_label == "2018"
    }
    assert values["GRAD23", "SKILL_READ", "F"] == 57.1
    assert values["GRAD23", "SKILL_READ", "M"] == 49.4
    assert values["ISCED11_1", "SKILL_MATH", "F"] == 26.7
    assert values["ISCED11_1", "SKILL_MATH", "M"] == 31.9
    [series] = found.result.series.values()
    assert series.roles == {
        "education_lev": DimensionRole.DEFINITION,
        "sex": DimensionRole.GROUP,
        "type_of_skill": DimensionRole.DEFINITION,
    }
    assert found.errors == []


def test_a_large_file_is_searched_and_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows at the edges of chunks, quoted codes, line breaks in cells, 404 as a value."""
    rows = [
        portal_row("70.4"),
        portal_row("404", area="4,Chad"),
        portal_row("61", area='"404",Kenya', sex="FEMALE"),
        portal_row("62", sex="MALE").replace("DHS 2022", '"DHS, 2022\nof Kenya,404,x"'),
        portal_row("1", area="4,Chad").replace("DHS 2022", '"a\n,404,\nb"'),
        portal_row("63", year="2021").replace("Births attended (%)", '"Births\nattended (%)"'),
        *(portal_row(str(n), area="1,World") for n in range(40)),
        portal_row("64", year="2020"),
    ]
    whole = portal(tmp_path, *rows)
    monkeypatch.setattr("vnrgen.dossier.large.head.FROM_BYTES", 10)
    for chunk in (300, 1000, 8_388_608):
        monkeypatch.setattr("vnrgen.dossier.large.scan.BLOCK", chunk)
        found = portal(tmp_path, *rows)
        assert [(r.value, r.period_label) for r in found.rows] == [
            (r.value, r.period_label) for r in whole.rows
        ]
        assert "other areas" in found.problem("MAP018").what
    assert [row.row for row in found.rows] == [2, 4, 5, 7, 48]  # as a spreadsheet numbers them


def test_a_large_file_without_the_country_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vnrgen.dossier.large.head.FROM_BYTES", 10)
    assert "UNS002" in portal(tmp_path, portal_row(area="4,Chad")).codes
