"""Who is behind in the United Kingdom's published files (OGL v3.0), from folder to findings."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.builders_evidence import ON
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import Breakdown, Findings, Reliability
from vnrgen.disclosure.disclose import disclose
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Audience, Dossier
from vnrgen.problems import ProblemLog

pytestmark = pytest.mark.real

SETTINGS = """\
title: Test
country: United Kingdom of Great Britain and Northern Ireland
iso3: GBR
m49: "826"
year: 2026
cycle: 2
language: en
languages: [en]
coalition: Test
as_of: 2026-03-31
status: draft
version: "0.1"
outline: lnob
data:
  - {path: data/open_sdg, layout: open-sdg, options: {source_id: ons, place: GBR}}
"""
TABLES = {
    "dossier.yaml": SETTINGS,
    "places.csv": "place_id,label,level,parent\nGBR,United Kingdom,country,\n",
    "sources.csv": "source_id,title,producer,kind\nons,SDG data,ONS,official\n",
    "groups.csv": (
        "group_id,label,definition,identification_method,dimension,sdmx_dim,sdmx_code,"
        "agenda2030,self_identified\n"
        "pwd,Persons with disabilities,d,m,disability,disability_status,PD,yes,yes\n"
    ),
    "indicators.csv": (
        "indicator_id,series,label,unit,favourable\n"
        "3.1.1,maternal_mortality_rate,Maternal mortality,PER_100000_MATERNITIES,lower\n"
        "5.2.1,women_aged_16_and_over,Partner abuse,PT,lower\n"
    ),
}


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = os.environ.get("VNRGEN_REAL_DATA")
    if not folder:
        pytest.skip("VNRGEN_REAL_DATA is not set")
    root = tmp_path_factory.mktemp("uk")
    shutil.copytree(Path(folder) / "open_sdg_uk", root / "data" / "open_sdg")
    for name, text in TABLES.items():
        (root / name).write_text(text, encoding="utf-8")
    return load_dossier(root, ProblemLog())


@pytest.fixture(scope="module")
def found(dossier: Dossier) -> Findings:
    return analyse(dossier)


def latest(found: Findings, series: tuple[str, str], dimension: str) -> Breakdown:
    of_series = found.of(*series)
    assert of_series is not None
    (breakdown,) = (b for b in of_series.breakdowns if b.dimension_id == dimension)
    return breakdown


MORTALITY = ("3.1.1", "maternal_mortality_rate")
ABUSE = ("5.2.1", "women_aged_16_and_over")


def test_maternal_mortality_names_the_most_deprived_fifth_and_has_no_line_for_england(
    found: Findings,
) -> None:
    breakdown = latest(found, MORTALITY, "deprivation_quintile")
    gap = breakdown.gap

    assert (breakdown.place_id, breakdown.period.label) == ("england", "2018-20")
    assert breakdown.reference is None
    assert gap is not None
    assert gap.is_ordered
    assert "quintile 5" in gap.behind.category.label.within("en").casefold()
    assert (gap.behind.estimate.value, gap.ahead.estimate.value) == (17.96, 7.12)
    assert round(gap.difference, 2) == 10.84
    assert gap.ratio == pytest.approx(2.5225, abs=5e-5)


def test_black_women_are_furthest_behind_in_maternal_mortality(found: Findings) -> None:
    gap = latest(found, MORTALITY, "ethnicity").gap

    assert gap is not None
    assert (gap.behind.category.label.within("en"), gap.behind.estimate.value) == ("Black", 33.99)


def test_disabled_women_are_behind_and_suppressed_groups_stay_as_no_data(found: Findings) -> None:
    gap = latest(found, ABUSE, "disability_status").gap
    identities = latest(found, ABUSE, "gender_identity").members

    assert gap is not None
    assert gap.behind.category.code == "PD"
    assert gap.ratio == pytest.approx(2.4026, abs=5e-5)
    assert [m.estimate.reliability for m in identities] == [Reliability.FIRM, Reliability.ABSENT]


def test_types_of_death_and_of_abuse_are_definitions_and_no_groups(found: Findings) -> None:
    named = {b.dimension_id for s in found.series for b in s.breakdowns}

    assert not named & {"death_classification", "type_of_partner_abuse", "abuse_sub_category"}


def test_sixteen_thousand_rows_are_analysed_and_nothing_large_is_masked(dossier: Dossier) -> None:
    assert len(dossier.observations) > 15_000
    found = analyse(dossier)
    shown = disclose(dossier, found, audience=Audience.PUBLIC, on=ON, problems=ProblemLog())

    assert shown.findings.series == found.series  # nothing here is small, so nothing is masked
