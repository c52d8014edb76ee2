"""SDMX-CSV: every rule of the standard that changes what a figure is or whom it speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders_records import KENYA, Reading, a_series, read_as
from vnrgen.dossier.model import DimensionRole, Label, Place, PlaceLevel
from vnrgen.dossier.model.observations import ObservationStatus

BIRTHS = a_series(series="SH_STA_BRTC")
V1 = (
    "DATAFLOW,FREQ,REPORTING_TYPE,SERIES,REF_AREA,SEX,AGE,URBANISATION,INCOME_WEALTH_QUANTILE,"
    "EDUCATION_LEV,OCCUPATION,CUST_BREAKDOWN,COMPOSITE_BREAKDOWN,DISABILITY_STATUS,ACTIVITY,"
    "PRODUCT,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,NATURE,CUST_BREAKDOWN_LB,"
    "COMMENT_OBS,TIMELINESS"
)


def v1_row(value: str = "70.4", **given: str) -> str:
    said = {"sex": "_T", "urban": "_T", "disability": "_T", "composite": "_T", "cust": "_T"}
    said |= {"area": "404", "series": "SH_STA_BRTC", "mult": "0", "status": "A", "label": ""}
    said |= {"education": "_T"} | given
    return (
        f"IAEG-SDGs:DF_SDG_GLC(1.15),A,N,{said['series']},{said['area']},{said['sex']},_T,"
        f"{said['urban']},_T,{said['education']},_T,{said['cust']},{said['composite']},"
        f"{said['disability']},_T,_T,2022,{value},PT,{said['mult']},{said['status']},C,"
        f"{said['label']},,W"
    )


def sdmx(
    folder: Path, text: str, options: dict[str, object] | None = None, **more: object
) -> Reading:
    path = folder / "sdmx.csv"
    path.write_text(text, encoding="utf-8")
    return read_as("sdmx-csv", path, options, **{"series": [BIRTHS], **more})  # type: ignore[arg-type]


def test_the_global_structure_is_read_as_it_is(tmp_path: Path) -> None:
    rows = (v1_row(), v1_row("60", disability="PD"), v1_row("75", disability="PWD", urban="R"))
    found = sdmx(tmp_path, "\n".join((V1, *rows)))
    assert found.values("disability_status", "urbanisation") == {
        ("_T", "_T"): 70.4,
        ("PD", "_T"): 60.0,
        ("PWD", "R"): 75.0,
    }
    assert {row.reporting_type for row in found.rows} == {"N"}
    assert "TIMELINESS" in found.problem("SDX003").what
    assert found.errors == []


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", ":", "#"])
def test_the_character_after_the_first_term_parts_the_cells(tmp_path: Path, mark: str) -> None:
    text = "\n".join((V1, v1_row(status="E"))).replace(",", mark)
    text = text.replace(f"IAEG-SDGs{mark}DF", "IAEG-SDGs_DF").replace("IAEG-SDGs:", "IAEG-SDGs_")
    assert sdmx(tmp_path, text).row(2).obs_status is ObservationStatus.ESTIMATED


@pytest.mark.parametrize("mark", [",", ";"])
def test_version_two_may_name_the_mark_of_parts_of_cells(tmp_path: Path, mark: str) -> None:
    text = (
        f"STRUCTURE[|]{mark}STRUCTURE_ID{mark}ACTION{mark}SERIES_KEY{mark}SERIES{mark}REF_AREA"
        f"{mark}SEX{mark}TIME_PERIOD{mark}OBS_VALUE\n"
        f"dataflow{mark}NSO:DF(1.0){mark}I{mark}SH_STA_BRTC.KEN.F{mark}SH_STA_BRTC{mark}KEN{mark}F"
        f"{mark}2022{mark}70.4\n"
    )
    [row] = sdmx(tmp_path, text).rows
    assert (row.value, row.dimensions) == (70.4, {"sex": "F"})


def test_rows_that_delete_are_not_read(tmp_path: Path) -> None:
    rows = "\n".join(
        f"dataflow,NSO:DF(1.0),{action},SH_STA_BRTC,KEN,{2010 + n},{value}"
        for n, (action, value) in enumerate(
            [("I", "1"), ("A", "2"), ("M", "3"), ("R", "4"), ("D", "5"), ("", "6"), ("Delete", "-")]
        )
    )
    text = f"STRUCTURE,STRUCTURE_ID,ACTION,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE\n{rows}\n"
    found = sdmx(tmp_path, text)
    assert [row.value for row in found.rows] == [1, 2, 3, 4, 6]
    assert "2 rows" in found.problem("SDX002").what
    wrong = sdmx(tmp_path, text.replace(",R,", ",X,"))
    assert wrong.problem("SDX005").where.row == 5


def test_labels_of_both_are_codes_and_words(tmp_path: Path) -> None:
    text = (
        "DATAFLOW,SERIES: Series,REF_AREA: Reference area,SEX: Sex,ETHN: Ethnic group,"
        "TIME_PERIOD: Time,OBS_VALUE: Value,UNIT_MEASURE: Unit\n"
        "NSO:DF(1.0): Births,SBA: Births: attended,KEN: Kenya,F: Female,T1: Tarrun: highland,"
        "2022,70.4,PT: Percent\n"
    )
    found = sdmx(tmp_path, text, {"indicator": {"SBA": "3.1.2"}}, series=[])
    [row] = found.rows
    assert row.dimensions == {"sex": "F", "ethn": "T1"}
    assert found.result.dimensions["ethn"].categories["T1"].label.within("en") == "Tarrun: highland"
    assert found.result.dimensions["ethn"].role is DimensionRole.GROUP
    [series] = found.result.series.values()
    assert (series.label.within("en"), series.unit) == ("Births: attended", "PT")


def test_labels_of_names_stand_in_a_column_of_their_own(tmp_path: Path) -> None:
    text = (
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SERIES,Series,REF_AREA,Reference area,SEX,"
        "Sex,TIME_PERIOD,Time period,OBS_VALUE,Observation value\n"
        "dataflow,NSO:DF(1.0),Births,I,SH_STA_BRTC,Births,KE,Kenya,F,Female,2022,,70.4,\n"
    )
    [row] = sdmx(tmp_path, text).rows
    assert (row.dimensions, row.value, row.place) == ({"sex": "F"}, 70.4, "KEN")


def test_a_decimal_comma_is_seen_where_it_can_mean_nothing_else(tmp_path: Path) -> None:
    text = "DATAFLOW;SERIES;REF_AREA;TIME_PERIOD;OBS_VALUE\nD;SH_STA_BRTC;KEN;2022;70,4\n"
    found = sdmx(tmp_path, text)
    assert (found.rows[0].value, found.codes) == (70.4, ["SDX006"])
    unsure = sdmx(tmp_path, text.replace("70,4", "1,234"))
    assert "OBS002" in unsure.codes
    assert sdmx(tmp_path, text, {"decimal": ","}).codes == []


def test_a_power_of_ten_is_applied(tmp_path: Path) -> None:
    people = a_series(series="SH_STA_BRTC", unit="NUMBER")
    text = "\n".join((V1, v1_row("1.5", mult="3"), v1_row("2", mult="dozen"))).replace(
        ",PT,", ",NUMBER,"
    )
    found = sdmx(tmp_path, text, series=[people])
    assert found.row(2).value == 1500.0
    assert found.problem("OBS003").where.row == 3


def test_a_confidential_value_is_not_used(tmp_path: Path) -> None:
    text = (
        "DATAFLOW,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE,CONF_STATUS\n"
        "D,SH_STA_BRTC,KEN,2022,70.4,C\nD,SH_STA_BRTC,KEN,2021,70.4,F\n"
    )
    found = sdmx(tmp_path, text)
    assert found.row(2).value is None
    assert found.row(2).obs_status is ObservationStatus.SUPPRESSED
    assert found.row(3).value == 70.4


def test_attributes_of_a_series_may_stand_in_a_row_without_a_value(tmp_path: Path) -> None:
    text = (
        "STRUCTURE,STRUCTURE_ID,ACTION,SERIES,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MULT,"
        "UNIT_MEASURE\n"
        "dataflow,NSO:DF(1.0),M,SH_STA_BRTC,KEN,,,,3,NUMBER\n"
        "dataflow,NSO:DF(1.0),M,SH_STA_BRTC,KEN,F,2022,2,,\n"
    )
    [row] = sdmx(tmp_path, text, series=[a_series(series="SH_STA_BRTC", unit="NUMBER")]).rows
    assert (row.value, row.row) == (2000.0, 3)


def test_a_row_with_too_many_cells_is_reported_and_no_crash(tmp_path: Path) -> None:
    text = "\n".join((V1, v1_row() + ",more,cells", v1_row(sex="F"))).replace("2022,70.4", ",", 1)
    assert sdmx(tmp_path, text).problem("TAB021").where.row == 2


def test_composite_breakdowns_are_groups_only_where_they_are_people(tmp_path: Path) -> None:
    skill = sdmx(tmp_path, "\n".join((V1, v1_row(composite="SKILL_READ"), v1_row("60"))))
    assert skill.result.series[BIRTHS.key].roles["composite_breakdown"] == "definition"
    rows = (v1_row("50", composite="MS_MIGRANT"), v1_row("60"))
    people = sdmx(tmp_path, "\n".join((V1, *rows)))
    assert people.result.series[BIRTHS.key].roles["composite_breakdown"] == "group"


def test_one_code_in_every_row_defines_the_series_unless_it_is_declared(tmp_path: Path) -> None:
    text = "\n".join((V1, v1_row(sex="F"), v1_row("60", sex="F", urban="R")))
    found = sdmx(tmp_path, text)
    assert found.result.series[BIRTHS.key].fixed == {"sex": "F"}
    assert found.problem("MAP011").where.column == "SEX"
    declared = sdmx(tmp_path, text, {"roles": {"SEX": "group"}})
    assert declared.result.series[BIRTHS.key].fixed == {}


def test_a_custom_breakdown_is_known_by_its_words(tmp_path: Path) -> None:
    rows = (v1_row("50", cust="C01", label="Highland people"), v1_row("60", cust="_T"))
    found = sdmx(tmp_path, "\n".join((V1, *rows)))
    assert found.values("cust_breakdown") == {("highland people",): 50.0, ("_T",): 60.0}


def test_areas_of_places_csv_are_read_and_others_counted(tmp_path: Path) -> None:
    coast = Place(
        place_id="coast",
        label=Label(texts={"en": "Coast"}),
        level=PlaceLevel.REGION,
        parent="KEN",
        codes={"iso": "KE-28"},
    )
    text = "DATAFLOW,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE\n" + "".join(
        f"D,SH_STA_BRTC,{area},2022,70\n" for area in ("KE", "KE-28", "TZ")
    )
    found = sdmx(tmp_path, text, places=[KENYA, coast])
    assert [row.place for row in found.rows] == ["KEN", "coast"]
    assert '"TZ"' in found.problem("MAP018").what
    assert sdmx(tmp_path, text, {"area": "UG"}).codes == ["SDX004"]


def test_an_unknown_dimension_of_a_national_structure_is_said(tmp_path: Path) -> None:
    text = (
        "DATAFLOW,SERIES,REF_AREA,ROOF,TYPE_OF_WATER,TIME_PERIOD,OBS_VALUE,WALL\n"
        "D,SH_STA_BRTC,KEN,X1,X2,2022,70,X3\nD,SH_STA_BRTC,KEN,Y1,_Z,2022,71,X4\n"
    )
    found = sdmx(tmp_path, text)
    assert '"ROOF"' in found.problem("MAP003").what
    assert '"TYPE_OF_WATER"' in found.problem("MAP004").what
    assert "WALL" in found.problem("SDX003").what
    told = sdmx(tmp_path, text, {"roles": {"ROOF": "group", "WALL": "definition"}})
    assert set(told.rows[0].dimensions) == {"roof", "type_of_water", "wall"}
    assert "MAP003" not in told.codes


def test_a_series_without_an_indicator_is_asked_for(tmp_path: Path) -> None:
    found = sdmx(tmp_path, "\n".join((V1, v1_row(series="XYZ"))))
    assert found.problem("MAP008").where.row == 2


def test_a_unit_that_is_missing_or_not_known_is_reported(tmp_path: Path) -> None:
    text = "DATAFLOW,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
    options: dict[str, object] = {"indicator": "3.1.2", "favourable": {"3.1.2": "higher"}}
    missing = sdmx(tmp_path, text + "D,SBA,KEN,2022,70,\n", options, series=[])
    assert missing.codes == ["MAP010"]
    foreign = sdmx(tmp_path, text + "D,SBA,KEN,2022,70,DUNUMS\n", options, series=[])
    assert (foreign.codes, foreign.rows[0].unit) == (["MAP010"], "DUNUMS")


def test_another_file_is_no_sdmx_csv(tmp_path: Path) -> None:
    assert sdmx(tmp_path, "Year,Value\n2020,1\n").codes == ["SDX001"]
    assert sdmx(tmp_path, "DATAFLOW,SEX\nD,F\n").codes == ["SDX001"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["DATAFLOW", "STRUCTURE[;]", "STRUCTURE"]),
    st.lists(st.sampled_from([*V1.split(","), "ACTION", "X: Y", "", "Sex", "STRUCTURE_NAME"])),
    st.lists(st.lists(st.text(max_size=6), max_size=20), max_size=4),
    st.sampled_from(",;\t|"),
)
def test_reading_never_raises(
    tmp_path: Path, first: str, header: list[str], rows: list[list[str]], mark: str
) -> None:
    lines = [[first, *header, "OBS_VALUE"], *rows]
    sdmx(tmp_path, "\n".join(mark.join(line) for line in lines).encode("utf-8", "replace").decode())
