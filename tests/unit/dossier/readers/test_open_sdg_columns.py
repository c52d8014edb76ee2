"""What the columns of an Open SDG file tell apart: groups in order, parts and definitions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_open_sdg import (
    DEFINITION,
    GROUP,
    read_folder,
    read_site,
    write_site,
)
from vnrgen.dossier.model import DimensionRole


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
