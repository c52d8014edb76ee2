"""Rows of the DHS API: whose figure each is, and which of several is meant."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders_records import Reading, read_as

HEADER = [
    "DataId",
    "Value",
    "Precision",
    "DHS_CountryCode",
    "CountryName",
    "SurveyYear",
    "SurveyYearLabel",
    "SurveyId",
    "SurveyType",
    "IndicatorId",
    "Indicator",
    "IndicatorType",
    "IndicatorOrder",
    "CharacteristicId",
    "CharacteristicOrder",
    "CharacteristicCategory",
    "CharacteristicLabel",
    "ByVariableId",
    "ByVariableLabel",
    "IsTotal",
    "IsPreferred",
    "SDRID",
    "RegionId",
    "DenominatorWeighted",
    "DenominatorUnweighted",
    "CILow",
    "CIHigh",
]
OPTIONS = {
    "indicator": {"RH_DELP_C_DHF": "3.1.2"},
    "unit": "PT",
    "favourable": {"3.1.2": "higher"},
}


def row(
    category: str,
    label: str,
    value: str,
    order: int = 0,
    by: str = "Five years",
    preferred: int = 1,
    country: str = "Kenya",
) -> list[str]:
    total = str(int(category == "Total"))
    return [
        *("1", value, "1", "KE", country, "2008", "2008-09", "KE2008DHS", "DHS", "RH_DELP_C_DHF"),
        *("Place of delivery: Health facility", "I", "1", "0", str(order), category, label, "0"),
        *(by, total, str(preferred), "X", "", "5977", "6082", "38.5", "46.7"),
    ]


def dhs(folder: Path, *rows: list[str], **options: object) -> Reading:
    with (folder / "dhs.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    return read_as("dhs-api", folder / "dhs.csv", {**OPTIONS, **options})


def test_characteristics_are_groups_with_the_codes_of_sdmx(tmp_path: Path) -> None:
    found = dhs(
        tmp_path,
        row("Total", "Total", "42.6"),
        row("Residence", "Urban", "44"),
        row("Wealth quintile", "Lowest", "40"),
        row("Education", "No education", "41"),
        row("Age", "Total 15-49", "43"),
    )
    told = [{d: c for d, c in r.dimensions.items() if c != "_T"} for r in found.rows]
    assert [{d: c for d, c in each.items() if d != "byvariablelabel"} for each in told] == [
        {},
        {"urbanisation": "U"},
        {"income_wealth_quantile": "Q1"},
        {"education_lev": "no education"},
        {"age": "Y15T49"},
    ]
    first = found.rows[0]
    assert (first.value_lower, first.value_upper, first.n_unweighted) == (38.5, 46.7, 6082)
    assert (first.period_start.year, first.period_end.year) == (2008, 2009)
    assert found.errors == []


def test_sub_regions_lie_within_the_region_above_them(tmp_path: Path) -> None:
    found = dhs(
        tmp_path,
        row("Region", "..Kilifi", "40", 12),
        row("Region", "Coast", "41", 11),
        row("Region", "Nairobi", "43", 10),
    )
    assert [r.place for r in found.rows] == ["kilifi", "coast", "nairobi"]
    assert found.result.places["kilifi"].parent == "coast"


def test_only_preferred_rows_are_read_unless_others_are_asked_for(tmp_path: Path) -> None:
    rows = (row("Total", "Total", "42"), row("Total", "Total", "44", by="Three years", preferred=0))
    found = dhs(tmp_path, *rows)
    assert [r.value for r in found.rows] == [42]
    assert "1 rows" in found.problem("DHS003").what
    other = dhs(tmp_path, *rows, only={"ByVariableLabel": "Three years"})
    assert [r.value for r in other.rows] == [44]


def test_the_country_is_found_by_name_and_never_by_the_programmes_code(tmp_path: Path) -> None:
    found = dhs(tmp_path, row("Total", "Total", "42", country="Kenia"))
    assert '"Kenia"' in found.problem("DHS002").what
    assert (
        len(
            dhs(tmp_path, row("Total", "Total", "42", country="Kenia"), place={"Kenia": "KEN"}).rows
        )
        == 1
    )


def test_marks_of_few_cases_are_kept(tmp_path: Path) -> None:
    found = dhs(tmp_path, row("Residence", "Urban", "(42.5)"), row("Residence", "Rural", "(*)"))
    assert [str(r.obs_status) for r in found.rows] == ["low_reliability", "suppressed"]


def test_another_table_is_not_of_the_api(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Value,Year\n1,2\n")
    assert read_as("dhs-api", tmp_path / "x.csv").codes == ["DHS001"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=5), max_size=27), max_size=4))
def test_reading_never_raises(tmp_path: Path, rows: list[list[str]]) -> None:
    plain = [row("Region", "..Kilifi", "40")]
    for each in rows:
        cells = row("Region", "Coast", "40")
        cells[: len(each)] = [
            c.replace("\x00", "").encode("utf-8", "replace").decode() for c in each
        ]
        plain.append(cells)
    dhs(tmp_path, *plain, area="*")
