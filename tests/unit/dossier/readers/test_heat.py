"""The HEAT Plus template: what it says of groups, and what its own checks find."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders_records import Reading, a_series, read_as
from vnrgen.dossier.model import DimensionRole

HEADER = [
    *("setting", "date", "source", "indicator_abbr", "indicator_name", "dimension", "subgroup"),
    *("estimate", "se", "ci_lb", "ci_ub", "population", "note", "setting_average", "iso3"),
    *("favourable_indicator", "indicator_scale", "ordered_dimension", "subgroup_order"),
    "reference_subgroup",
]
WEALTH = "Economic status (wealth quintile)"
QUINTILES = [
    "Quintile 1 (poorest)",
    "Quintile 2",
    "Quintile 3",
    "Quintile 4",
    "Quintile 5 (richest)",
]
ROLES = {"indicator": {"sba": "3.1.2"}}


def row(
    dimension: str, subgroup: str, estimate: object, order: object = 0, **given: object
) -> list[object]:
    said: dict[str, object] = {"date": 2022, "ordered": 1 if order else 0, "reference": 0}
    said |= {"average": 70.4, "favourable": 1, "scale": 100, "setting": "Kenya", "iso3": "KEN"}
    said |= given
    return [
        *(said["setting"], said["date"], "DHS", "sba", "Births attended (%)", dimension, subgroup),
        *(estimate, 1.5, 60, 80, 1200, "", said["average"], said["iso3"], said["favourable"]),
        *(said["scale"], said["ordered"], order, said["reference"]),
    ]


def template(folder: Path, *rows: list[object], **options: object) -> Reading:
    """Write the rows as WHO's workbook has them: a sheet of notes, then ``template``."""
    book = openpyxl.Workbook()
    book.active.title = "READ ME"
    book.active.append(["Fill in the next sheet"])
    sheet = book.create_sheet("template")
    for each in (HEADER, *rows):
        sheet.append(each)
    book.save(folder / "heat.xlsx")
    return read_as("heat-plus", folder / "heat.xlsx", {**ROLES, **options})


def quintiles() -> list[list[object]]:
    return [
        row(WEALTH, name, 60 + 3 * n, n, reference=int(n == 5))
        for n, name in enumerate(QUINTILES, start=1)
    ]


def test_subgroups_keep_their_order_reference_interval_and_population(tmp_path: Path) -> None:
    found = template(tmp_path, *quintiles(), row("Sex", "Female", 71), row("Sex", "Male", 69))
    wealth = found.result.dimensions["income_wealth_quantile"]
    assert [wealth.categories[f"Q{n}"].order for n in range(1, 6)] == [1, 2, 3, 4, 5]
    assert [c for c, v in wealth.categories.items() if v.is_reference] == ["Q5"]
    poorest = next(r for r in found.rows if r.dimensions["income_wealth_quantile"] == "Q1")
    assert (poorest.value, poorest.se, poorest.value_lower, poorest.value_upper) == (
        63,
        1.5,
        60,
        80,
    )
    assert poorest.population == 1200
    assert found.values("sex")[("F",)] == 71
    assert found.errors == []


def test_the_setting_average_is_the_headline_once(tmp_path: Path) -> None:
    found = template(tmp_path, *quintiles(), row("Sex", "Female", 71))
    headlines = [r for r in found.rows if set(r.dimensions.values()) == {"_T"}]
    assert [(r.value, r.se, r.population) for r in headlines] == [(70.4, None, None)]


def test_direction_and_unit_come_from_the_template(tmp_path: Path) -> None:
    [series] = template(tmp_path, *quintiles()).result.series.values()
    assert (series.favourable, series.unit, series.scale) == (True, "PT", 100.0)
    rate = row("Sex", "Female", 41.5, favourable=0, scale=1000, average=40)
    found = template(tmp_path, rate)
    [series] = found.result.series.values()
    assert (series.favourable, series.scale) == (False, None)
    assert "MAP010" in found.codes
    declared = template(tmp_path, rate, unit="PER_1000_LIVE_BIRTHS")
    assert {r.unit for r in declared.rows} == {"PER_1000_LIVE_BIRTHS"}


def test_regions_are_places_and_not_groups(tmp_path: Path) -> None:
    found = template(tmp_path, row("Subnational region", "Coast", 64))
    assert [r.place for r in found.rows] == ["KEN", "coast"]
    assert found.result.places["coast"].parent == "KEN"
    assert found.problem("MAP007").where.column == "Subnational region"


def test_another_dimension_is_a_group_of_its_own(tmp_path: Path) -> None:
    found = template(tmp_path, row("Ethnicity", "Tarrun", 40), row("Ethnicity", "Other", 75))
    assert found.result.dimensions["ethnicity"].role is DimensionRole.GROUP
    assert '"Tarrun"' in found.problem("MAP005").what


def test_a_source_of_the_file_may_be_named_for_itself(tmp_path: Path) -> None:
    found = template(tmp_path, *quintiles(), source_id={"DHS": "src", "MICS": "other"})
    assert {r.source_id for r in found.rows} == {"src"}


@pytest.mark.parametrize(
    ("code", "column", "rows"),
    [
        ("HEA003", "favourable_indicator", [row("Sex", "Female", 71, favourable="good")]),
        ("HEA003", "indicator_scale", [row("Sex", "Female", 71, scale=7)]),
        ("HEA003", "subgroup_order", [row("Sex", "Female", 71, -1)]),
        ("HEA004", "setting_average", [row("Sex", "F", 71), row("Sex", "M", 69, average=12)]),
        ("HEA004", "favourable_indicator", [row("Sex", "F", 1), row("Sex", "M", 2, favourable=0)]),
        ("HEA005", "subgroup_order", [row(WEALTH, "A", 1, 1), row(WEALTH, "B", 2, 3)]),
        ("HEA005", "subgroup_order", [row("Sex", "F", 71, 1, ordered=0)]),
        ("HEA006", "reference_subgroup", [row("Sex", s, 9, reference=1) for s in "FM"]),
        ("HEA007", "estimate", [row("Sex", "F", 0.7), row("Sex", "M", 0.6)]),
    ],
)
def test_the_checks_of_the_workbook_are_made(
    tmp_path: Path, code: str, column: str, rows: list[list[object]]
) -> None:
    assert template(tmp_path, *rows).problem(code).where.column == column


def test_columns_missing_or_unknown_are_named(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("setting,dimension,subgroup,estimate\nKenya,Sex,F,1\n")
    assert "reference_subgroup" in read_as("heat-plus", tmp_path / "h.csv").problem("HEA001").what
    stream = io.StringIO()
    older = [{"date": "year", "note": "flag"}.get(name, name) for name in HEADER]
    csv.writer(stream).writerows([[*older, "colour"], [*row("Sex", "Female", 71), "red"]])
    (tmp_path / "h.csv").write_text(stream.getvalue())
    found = read_as("heat-plus", tmp_path / "h.csv", ROLES, series=[a_series(series="sba")])
    assert found.codes == ["HEA002"]
    assert found.rows[-1].period_label == "2022"


def test_another_country_is_not_taken_for_the_dossiers_own(tmp_path: Path) -> None:
    found = template(tmp_path, row("Sex", "Female", 71, setting="Chad", iso3="TCD"))
    assert '"Chad"' in found.problem("MAP006").what
    assert found.rows == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=6), max_size=20), max_size=5))
def test_reading_never_raises(tmp_path: Path, rows: list[list[str]]) -> None:
    with (tmp_path / "h.csv").open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for each in rows:
            cells = [str(cell) for cell in row("Sex", "Female", 71)]
            cells[: len(each)] = [cell.replace("\x00", "") for cell in each]
            writer.writerow(cells)
    read_as("heat-plus", tmp_path / "h.csv", ROLES)
