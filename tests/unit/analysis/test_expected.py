"""The yardstick of disaggregation is the global list, whatever the dossier has."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.builders_evidence import a_dossier, a_group_of, a_series, an_observation
from vnrgen import analysis
from vnrgen.analysis import analyse
from vnrgen.analysis.expected import allowed_dimensions
from vnrgen.analysis.findings import Disaggregated, ExpectedDisaggregation
from vnrgen.dossier.model import DimensionRole, Series
from vnrgen.dossier.model.observations import Observation, ObservationStatus

BIRTHS = a_series(indicator_id="3.1.2", series="SH_STA_BRTC")


def expected(rows: list[Observation], series: Series = BIRTHS) -> dict[str, ExpectedDisaggregation]:
    found = analyse(a_dossier(rows, series=[series])).expected_disaggregation
    return {row.dimension_id: row for row in found}


def births(dimension: str, values: dict[str, float | None], **changes: object) -> list[Observation]:
    key = {"indicator_id": "3.1.2", "series": "SH_STA_BRTC", **changes}
    return a_group_of(dimension, values, **key)


def test_every_dimension_of_the_global_series_has_a_row_and_what_is_beyond_it_too() -> None:
    rows = [
        *births("income_wealth_quantile", {"Q1": 20.0, "Q5": 90.0}),
        *births("caste", {"A": 5.0}),
    ]
    found = expected(rows)

    assert {name: (row.is_expected, row.status) for name, row in found.items()} == {
        "income_wealth_quantile": (True, Disaggregated.COMPLETE),
        "sex": (True, Disaggregated.MISSING),
        "caste": (False, Disaggregated.COMPLETE),
    }
    assert found["sex"].basis == ("SH_STA_BRTC",)


@pytest.mark.parametrize(
    ("values", "changes", "status"),
    [
        ({"F": 20.0, "M": None}, {}, Disaggregated.IN_PART),
        ({"F": 20.0, "M": 30.0}, {"n_unweighted": 9}, Disaggregated.WITHHELD),
        ({"F": None}, {"obs_status": ObservationStatus.MISSING}, Disaggregated.EMPTY),
    ],
)
def test_a_breakdown_may_be_there_and_say_little(
    values: dict[str, float | None], changes: dict[str, object], status: Disaggregated
) -> None:
    assert expected(births("sex", values, **changes))["sex"].status is status


def test_a_dimension_that_is_only_crossed_is_told_as_such() -> None:
    key = {"indicator_id": "3.1.2", "series": "SH_STA_BRTC"}
    rows = [an_observation(20.0, dimensions={"sex": "F", "age": "Y15T24"}, **key)]
    assert expected(rows)["sex"].status is Disaggregated.CROSSED


def test_what_a_series_fixes_or_takes_for_a_definition_is_not_expected_of_it() -> None:
    stunting = a_series(indicator_id="2.2.1", series="SH_STA_STNT", fixed={"age": "Y0T4"})
    assert "age" not in expected([], stunting)
    assert expected([], stunting)["sex"].status is Disaggregated.MISSING
    roles = {"education_lev": DimensionRole.DEFINITION}
    reading = a_series(indicator_id="4.1.1", series="SE_TOT_PRFL", roles=roles)
    assert "education_lev" not in expected([], reading)


def test_figures_by_a_dimension_that_a_series_fixes_for_the_whole_count_as_that_breakdown() -> None:
    work = a_series(indicator_id="8.5.2", series="SL_TLF_UEM", fixed={"age": "Y_GE15"})
    key = {"indicator_id": "8.5.2", "series": "SL_TLF_UEM"}
    rows = a_group_of("age", {"Y15T24": 19.0, "Y_GE25": 6.6}, **key)
    assert expected(rows, work)["age"].is_expected
    assert expected(rows, work)["age"].status is Disaggregated.COMPLETE


def test_a_national_series_is_measured_by_its_indicator_and_an_unknown_one_by_nothing() -> None:
    national = a_series(indicator_id="8.5.2", series="jobless")
    dimensions, basis = allowed_dimensions(national)
    assert "disability_status" in dimensions
    assert basis == ("SL_TLF_UEM", "SL_TLF_UEMDIS")
    assert (
        "disability_status"
        not in allowed_dimensions(a_series(indicator_id="8.5.2", series="SL_TLF_UEM"))[0]
    )
    assert allowed_dimensions(a_series(indicator_id="13.2.2")) == (frozenset(), ("13.2.2",))
    assert allowed_dimensions(a_series(indicator_id="99.1.1")) == (frozenset(), ())
    unknown = a_series(indicator_id="99.1.1", series="S")
    rows = a_group_of("sex", {"F": 1.0, "M": 2.0}, indicator_id="99.1.1")
    assert expected(rows, unknown)["sex"].is_expected is None


def test_the_table_has_as_many_series_by_dimension_as_the_published_list() -> None:
    # Counted in the published list: series with a choice of codes, those fixed to one left out.
    counts = {"urbanisation": 207, "education_lev": 191, "disability_status": 173}
    with (Path(analysis.__file__).parent / "codes" / "breakdowns_allowed.csv").open() as file:
        every = {row["series"]: row["dimensions"].split() for row in csv.DictReader(file)}
    for dimension, count in counts.items():
        assert sum(dimension in dimensions for dimensions in every.values()) == count
