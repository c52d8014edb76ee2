"""One country of the global database as a dossier: which, by what names, with what left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.builders_briefs import a_global_file, portal_row
from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.dossier.area import (
    GLOBAL_DATABASE,
    AreaRequest,
    areas_of,
    known_series,
    load_area,
    to_follow,
)
from vnrgen.dossier.codes.countries import iso3_of_m49, m49_of_iso3
from vnrgen.dossier.model import Dossier
from vnrgen.problems import InvalidInputError, Location, Problem, ProblemLog, Severity

NEPAL, KENYA, ASIA = ("524", "Nepal"), ("404", "Kenya"), ("142", "Asia")


def loaded(path: Path, area: str = "NPL") -> tuple[Dossier, ProblemLog]:
    problems = ProblemLog()
    return load_area(AreaRequest(area=area, data=path), problems), problems


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [
        portal_row(area=place, year=year, value=40 + year - 2000, sex=sex)
        for place in (NEPAL, KENYA, ASIA)
        for year in (2005, 2020)
        for sex in ("BOTHSEX", "FEMALE", "MALE")
    ]
    return a_global_file(tmp_path / "sdg.csv", rows)


@pytest.mark.parametrize("code", ["NPL", "npl", "524"])
def test_a_country_is_found_by_either_code_and_has_the_name_of_the_file(
    data: Path, code: str
) -> None:
    dossier, problems = loaded(data, code)
    assert [p for p in problems if p.severity is not Severity.NOTICE] == []
    settings = dossier.settings
    assert (settings.country, settings.iso3, settings.m49) == ("Nepal", "NPL", "524")
    assert (settings.year, settings.as_of) == (2020, date(2020, 12, 31))
    assert len(dossier.observations) == 6
    assert set(dossier.sources) == {GLOBAL_DATABASE}


def test_plain_figures_are_read_without_an_object_for_each_row(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vnrgen.dossier.observations.rows.Observation", None)
    dossier, _ = loaded(data)
    values = dossier.observations.columns["value"]
    assert sorted(values) == [45.0, 45.0, 45.0, 60.0, 60.0, 60.0]


def test_series_have_the_names_and_directions_of_the_shipped_list(data: Path) -> None:
    dossier, _ = loaded(data)
    series = dossier.series["6.1.1", "SH_H2O_SAFE"]
    assert series.label.within("en") == "People using safely managed drinking water"
    assert series.favourable is True
    sexes = dossier.dimensions["sex"].categories
    assert sexes["F"].label.within("en") == "Female"


def test_a_series_that_the_list_lacks_keeps_its_words_is_not_ranked_and_is_reported(
    tmp_path: Path,
) -> None:
    path = a_global_file(tmp_path / "sdg.csv", [portal_row("XX_NEW", indicator="9.9.9")])
    dossier, problems = loaded(path)
    series = dossier.series["9.9.9", "XX_NEW"]
    assert series.label.within("en") == "Words of the file for XX_NEW"
    assert series.favourable is None
    (unknown,) = [p for p in problems if p.code == "ARE003"]
    assert "XX_NEW" in unknown.what


def test_a_series_that_contradicts_itself_is_left_out_and_reported(tmp_path: Path) -> None:
    rows = [
        portal_row(value=50),
        portal_row(value=70),
        portal_row("EG_ACS_ELEC", indicator="7.1.1", value=90),
    ]
    dossier, problems = loaded(a_global_file(tmp_path / "sdg.csv", rows))
    assert {row.series for row in dossier.observations} == {"EG_ACS_ELEC"}
    (said,) = [p for p in problems if p.code == "OBS013"]
    assert said.severity is Severity.WARNING
    assert "left out" in said.what


@pytest.mark.parametrize(
    ("area", "code"), [("XYZ", "ARE001"), ("142", "ARE001"), ("FRA", "ARE002")]
)
def test_what_is_no_country_or_not_in_the_file_is_refused(data: Path, area: str, code: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        loaded(data, area)
    assert [p.code for p in refused.value.problems] == [code]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as refused:
        loaded(tmp_path / "none.csv")
    assert [p.code for p in refused.value.problems] == ["ARE002"]


def test_advice_to_write_into_a_dossier_says_that_one_is_needed(tmp_path: Path) -> None:
    rows = [portal_row(year=year, sex="FEMALE") for year in (2005, 2020)]
    request = AreaRequest(area="NPL", data=a_global_file(tmp_path / "sdg.csv", rows))
    found = compose_dossier(
        BuildRequest(dossier=tmp_path, output=tmp_path / "out", outline="lnob", area=request)
    )
    fix = {p.code: p.fix for p in found.problems}["MAP011"]
    assert "option roles:" in fix
    assert fix.endswith("dossier that reads the file (begin one with: vnrgen new FOLDER)")


def test_advice_that_needs_no_dossier_stays_and_a_refusal_has_it_too(tmp_path: Path) -> None:
    own = Problem("ARE002", Location("sdg.csv"), "nothing is there", "name a CSV file of the UN")
    of_dossiers = replace(own, fix="add it to places.csv")
    stays, longer = to_follow([own, of_dossiers])
    assert stays == own
    assert longer.fix.startswith("add it to places.csv; this needs a dossier")
    bad = portal_row(value="many")
    request = AreaRequest(area="NPL", data=a_global_file(tmp_path / "sdg.csv", [bad]))
    with pytest.raises(InvalidInputError) as refused:
        compose_dossier(
            BuildRequest(dossier=tmp_path, output=tmp_path / "out", outline="lnob", area=request)
        )
    fixes = [p.fix for p in refused.value.problems if "the option marks:" in p.fix]
    assert fixes
    assert all("this needs a dossier" in fix for fix in fixes)


def test_the_countries_of_a_file_are_listed_without_its_regions(data: Path) -> None:
    assert areas_of(data) == (("KEN", "Kenya"), ("NPL", "Nepal"))


def test_codes_of_countries_that_are_gone_are_given_to_none() -> None:
    pairs = {"ETH": "231", "YEM": "887", "FRA": "250", "DEU": "276", "SDN": "729", "MMR": "104"}
    assert {iso3: m49_of_iso3(iso3) for iso3 in pairs} == pairs
    assert {iso3_of_m49(m49): m49 for m49 in pairs.values()} == pairs


def test_every_series_of_the_list_has_a_name_and_a_direction() -> None:
    listed = known_series()
    assert len(listed) > 150
    assert {one.favourable for one in listed.values()} == {"higher", "lower", "neither"}
    names = [one.label.texts for one in listed.values()]
    assert all(list(texts) == ["en", "fr", "es"] for texts in names)
    told = [name for texts in names for name in texts.values()]
    assert all(name == name.strip() and not name.endswith(".") for name in told)


def test_a_name_has_the_same_digits_in_every_language() -> None:
    for code, one in known_series().items():
        digits = {"".join(filter(str.isdigit, name)) for name in one.label.texts.values()}
        assert len(digits) == 1, code
