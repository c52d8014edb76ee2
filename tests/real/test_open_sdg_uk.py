"""Twelve indicators as the United Kingdom's statistics office publishes them (OGL v3.0)."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from tests.builders_open_sdg import OFFICE, read_folder
from tests.builders_records import Reading
from vnrgen.dossier.model import DimensionRole, Label, Place, PlaceLevel
from vnrgen.dossier.model.observations import Observation, ObservationStatus

pytestmark = pytest.mark.real

KINGDOM = Place(
    place_id="GBR",
    label=Label(texts={"en": "United Kingdom"}),
    level=PlaceLevel.COUNTRY,
    parent=None,
)
G, D = DimensionRole.GROUP, DimensionRole.DEFINITION

# Read off the files one by one. Area columns (Country, Region, Health board, Sub-national area)
# are places and no dimensions; Series, units, statuses, GeoCode are parts of the layout.
ROLES = {
    ("1.2.1", "main"): {"age": G, "sex": G},
    (
        "10.2.1",
        (
            "percentage_of_people_in_households_at_risk_of_poverty_"
            "below_50_of_median_uk_household_income"
        ),
    ): {"age": G, "sex": G},
    (
        "16.9.1",
        (
            "proportion_of_children_under_5_years_of_age_whose_births_have_been_"
            "registered_with_a_civil_authority"
        ),
    ): {"age": D, "sex": G},
    ("3.1.1", "maternal_mortality_rate"): {
        "age": G,
        "country_of_birth": G,
        "death_classification": D,
        "deprivation_quintile": G,
        "ethnicity": G,
    },
    ("3.1.2", "births_occurring_within_a_medical_facility"): {
        "age": G,
        "number_of_previous_live_births": G,
    },
    ("3.2.1", "main"): {"sex": G},
    ("5.2.1", "women_aged_16_and_over"): {
        "abuse_sub_category": D,
        "age": G,
        "country_of_birth": G,
        "disability_status": G,
        "ethnic_group": G,
        "ethnicity": G,
        "gender_identity": G,
        "highest_qualification": G,
        "household_income": G,
        "sexual_orientation": G,
        "type_of_partner_abuse": D,
        "urbanisation": G,
    },
    ("5.4.1", "proportion_of_population_who_are_informal_carers"): {
        "age": G,
        "employment_status": G,
        "net_weekly_income": G,
        "number_of_hours_per_week_providing_care": D,
        "sex": G,
    },
    # "Of all carers, 22 % are retired" are shares of a whole, no rates of groups.
    ("5.4.1", "proportion_of_informal_carers_by_characteristics"): {
        "age": G,
        "employment_status": D,
        "net_weekly_income": D,
        "number_of_hours_per_week_providing_care": D,
        "sex": G,
    },
    ("5.5.1", "devolved_administration"): {"legislative_authority": D},
    ("6.1.1", "percentage_of_population_using_safely_managed_drinking_water_services"): {},
    ("8.5.2", "seasonally_adjusted"): {
        "age": G,
        "country_of_birth": G,
        "disability_status": G,
        "sex": G,
    },
    ("11.1.1", "households"): {
        "age_of_oldest_person": G,
        "age_of_youngest_person": G,
        "decent_homes_criteria": D,
        "deprivation_decile": G,
        "disability_status_household": G,
        "ethnicity_of_household_reference_person_hrp": G,
        "household_composition": G,
        "income_quintile_household": G,
        "length_of_residence": G,
        "poverty_status": G,
        "urbanisation_sub_category": G,
        "workless_households": G,
    },
}


@pytest.fixture(scope="module")
def root() -> Path:
    folder = os.environ.get("VNRGEN_REAL_DATA")
    if not folder:
        pytest.skip("VNRGEN_REAL_DATA does not name the folder of real data")
    return Path(folder)


@pytest.fixture(scope="module")
def uk(root: Path) -> Reading:
    options = {"source_id": "nso", "place": "GBR"}
    return read_folder(root, "open_sdg_uk", options, places=[KINGDOM], sources=[OFFICE])


def raw_rows(root: Path, indicator: str) -> list[dict[str, str]]:
    path = root / "open_sdg_uk" / "data" / f"indicator_{indicator.replace('.', '-')}.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def found(uk: Reading, indicator: str, **wanted: str) -> list[Observation]:
    return [row for row in uk.rows if row.indicator_id == indicator and _matches(row, wanted)]


def _matches(row: Observation, wanted: dict[str, str]) -> bool:
    own = {"series": row.series, "period": row.period_label, "place": row.place}
    return all((own | dict(row.dimensions)).get(name) == code for name, code in wanted.items())


def breakdown(row: Observation) -> dict[str, str]:
    return {name: code for name, code in row.dimensions.items() if code != "_T"}


def test_every_file_is_read_and_no_error_is_left(uk: Reading) -> None:
    assert len({row.indicator_id for row in uk.rows}) == 12
    assert len(uk.result.input_files) == 24
    assert [str(problem) for problem in uk.problems if problem.severity == "error"] == []


def test_no_row_is_lost(root: Path, uk: Reading) -> None:
    kept = Counter(row.indicator_id for row in uk.rows)
    raw = {indicator: len(raw_rows(root, indicator)) for indicator in kept}
    # Rows 692 and 712 of 5-4-1 give 9 and 12 for the same people and year: one gap.
    assert raw | {"5.4.1": raw["5.4.1"] - 1} == kept
    assert raw["8.5.2"] == 9261
    (contradiction,) = [p for p in uk.problems if p.code == "OSG035"]
    assert (contradiction.where.row, "692" in contradiction.what) == (712, True)


@pytest.mark.parametrize("key", ROLES)
def test_the_role_of_every_column_is_what_a_person_reads_in_the_file(
    uk: Reading, key: tuple[str, str]
) -> None:
    assert uk.result.series[key].roles == ROLES[key]


def test_series_of_one_indicator_have_the_same_roles_but_for_shares(uk: Reading) -> None:
    for series in uk.result.series.values():
        same = [roles for (code, _), roles in ROLES.items() if code == series.indicator_id]
        assert series.roles in same


def test_maternal_mortality_has_two_series_that_are_never_mixed(uk: Reading) -> None:
    units = {s.series: s.unit for s in uk.result.series.values() if s.indicator_id == "3.1.1"}
    assert units == {
        "maternal_mortality_rate": "PER_100000_MATERNITIES",
        "maternal_mortality_ratio": "PER_100000_LIVE_BIRTHS",
    }
    counts = Counter((row.series, row.unit) for row in found(uk, "3.1.1"))
    assert counts == {
        ("maternal_mortality_rate", "PER_100000_MATERNITIES"): 213,
        ("maternal_mortality_ratio", "PER_100000_LIVE_BIRTHS"): 12,
    }
    label = uk.result.series["3.1.1", "maternal_mortality_rate"].label.within("en")
    assert label == "Maternal mortality rate per 100,000 maternities"


def test_the_most_deprived_of_england_are_quintile_five(uk: Reading) -> None:
    rows = found(uk, "3.1.1", series="maternal_mortality_rate", period="2018-20", place="england")
    values = {row.dimensions["deprivation_quintile"]: row.value for row in rows}
    categories = uk.result.dimensions["deprivation_quintile"].categories
    by_order = {c.order: values[code] for code, c in categories.items() if c.order}
    assert (by_order[1], by_order[5]) == (17.96, 7.12)
    assert by_order[1] - by_order[5] == pytest.approx(10.84)
    assert by_order[1] / by_order[5] == pytest.approx(2.5225, abs=5e-5)
    ethnicities = {row.dimensions["ethnicity"]: row.value for row in rows}
    ethnicities.pop("_T")
    assert max(ethnicities, key=lambda code: ethnicities[code] or 0) == "black"
    assert ethnicities["black"] == 33.99


def test_england_has_no_headline_of_its_own_in_2018_20(uk: Reading) -> None:
    rows = found(uk, "3.1.1", period="2018-20", place="england")
    assert rows
    assert all(breakdown(row) for row in rows)
    assert (rows[0].period_start.isoformat(), rows[0].period_end.isoformat()) == (
        "2018-01-01",
        "2020-12-31",
    )


def test_disabled_women_are_behind(uk: Reading) -> None:
    rows = found(uk, "5.2.1", period="2021/22", series="women_aged_16_and_over")
    values = {row.dimensions["disability_status"]: row.value for row in rows}
    assert values["PD"] == pytest.approx(9.24, abs=0.005)
    assert values["PWD"] == pytest.approx(3.84, abs=0.005)
    assert values["PD"] / values["PWD"] == pytest.approx(2.4026, abs=5e-5)
    assert {row.place for row in rows if not row.dimensions.get("region")} >= {"england_and_wales"}


@pytest.mark.parametrize("indicator", ["5.2.1", "8.5.2"])
def test_what_is_suppressed_stays_a_gap(root: Path, uk: Reading, indicator: str) -> None:
    raw = Counter(row["Observation status"] for row in raw_rows(root, indicator))
    rows = found(uk, indicator)
    by_status = Counter(row.obs_status for row in rows)
    assert by_status[ObservationStatus.SUPPRESSED] == raw["Missing value; suppressed"] > 0
    assert by_status[ObservationStatus.MISSING] == raw["Missing value"]
    assert all(row.value is None for row in rows if not row.obs_status.has_value)
    assert all(row.value is not None for row in rows if row.obs_status.has_value)


def test_an_ethnic_group_is_one_group_and_not_an_intersection(uk: Reading) -> None:
    rows = [row for row in found(uk, "5.2.1") if row.dimensions["ethnic_group"] != "_T"]
    assert len(rows) == 23
    assert all(set(breakdown(row)) == {"ethnic_group"} for row in rows)


def test_children_under_five_are_a_headline(uk: Reading) -> None:
    (series,) = (s for s in uk.result.series.values() if s.indicator_id == "16.9.1")
    assert series.fixed == {"age": "Y0T4"}


def test_regions_lie_in_england_and_health_boards_in_wales(uk: Reading) -> None:
    places = uk.result.places
    assert places["england"].codes == {"geocode": "E92000001"}
    assert places["north_east"].parent == "england"
    assert (places["powys_teaching"].parent, places["powys_teaching"].codes) == ("wales", {})
    assert places["northern"].parent == "england"  # the metadata of 11-1-1 cover England
    assert len([place for place in places.values() if place.parent == "england"]) == 12


def test_those_not_stated_are_residual(uk: Reading) -> None:
    residual = {
        (name, code)
        for name, dimension in uk.result.dimensions.items()
        for code, category in dimension.categories.items()
        if category.is_residual
    }
    assert residual == {
        ("age", "not stated"),
        ("household_income", "no income stated or not enough information provided"),
        ("number_of_hours_per_week_providing_care", "unknown"),
        ("number_of_previous_live_births", "not stated"),
    }


def test_only_dimensions_that_say_so_are_ordered(uk: Reading) -> None:
    dimensions = uk.result.dimensions
    worst = {
        name: next(code for code, c in dimension.categories.items() if c.order == 1)
        for name, dimension in dimensions.items()
        if dimension.is_ordered
    }
    assert worst == {
        "deprivation_decile": "decile 10 (most deprived)",
        "deprivation_quintile": "quintile 5 (most deprived)",
        "household_income": "less than £10,400",
        "income_quintile_household": "1st quintile (lowest)",
    }


def test_every_assumption_about_a_column_is_said(uk: Reading) -> None:
    assumed = {(p.where.path[-10:], p.where.column) for p in uk.problems if p.code == "OSG010"}
    assert ("_5-2-1.csv", "Type of partner abuse") in assumed
    assert ("16-9-1.csv", "Age (default)") in assumed
    assert not [p for p in uk.problems if p.code == "OSG011"]


def test_nine_thousand_rows_are_all_read(root: Path) -> None:
    options = {"source_id": "nso", "place": "GBR"}
    path = "open_sdg_uk/data/indicator_8-5-2.csv"
    reading = read_folder(root, path, options, places=[KINGDOM])
    assert len(reading.rows) == 9261
