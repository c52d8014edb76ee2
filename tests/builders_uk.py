"""A dossier around the United Kingdom's published files, as a coalition there would write it."""

from __future__ import annotations

import shutil
from pathlib import Path

SETTINGS = """\
title: Who is left behind in the United Kingdom
country: United Kingdom of Great Britain and Northern Ireland
iso3: GBR
m49: "826"
year: 2026
cycle: 2
language: en
languages: [en]
coalition: Test Coalition
as_of: 2026-03-31
status: draft
version: "0.1"
outline: lnob
data:
  - {path: data/open_sdg, layout: open-sdg, options: {source_id: ons, place: GBR}}
"""

PLACES = """\
place_id,label,level,parent,codes,aggregate
GBR,United Kingdom,country,,geocode=K02000001,
great_britain,Great Britain,region,GBR,geocode=K03000001,yes
"""

SOURCES = """\
source_id,title,producer,kind,url
ons,Sustainable Development Goals data,Office for National Statistics,official,https://sdgdata.gov.uk
"""

GROUPS = """\
group_id,label,definition,identification_method,dimension,sdmx_dim,sdmx_code,order,agenda2030
women,Women and girls,Women and girls of all ages,Asked in every survey,sex,sex,F,,yes
disabled,Disabled people,People with a long-lasting impairment,GSS harmonised questions,disability,\
disability_status,PD,,yes
most_deprived,Quintile 5 (most deprived),Index of Multiple Deprivation,By postcode,\
deprivation,deprivation_quintile,quintile 5 (most deprived),1,no
black,Black people,Black in the census,Asked in every survey,ethnicity,ethnicity,black,,no
"""

# Indicator, series, label, unit, favourable, decimals: every series of the twelve files.
_SERIES = (
    ("1.2.1", "main", "People in households at risk of poverty", "PT", "lower", 1),
    (
        "10.2.1",
        "percentage_of_people_in_households_at_risk_of_poverty_below_50_of_median_uk_household_income",
        "People below half of median income",
        "PT",
        "lower",
        1,
    ),
    ("11.1.1", "dwellings", "Dwellings below the decent homes standard", "PT", "lower", 1),
    ("11.1.1", "households", "Households below the decent homes standard", "PT", "lower", 1),
    (
        "16.9.1",
        (
            "proportion_of_children_under_5_years_of_age_whose_births_have_been_registered_with_"
            "a_civil_authority"
        ),
        "Births registered",
        "PT",
        "higher",
        1,
    ),
    (
        "3.1.1",
        "maternal_mortality_rate",
        "Maternal mortality rate",
        "PER_100000_MATERNITIES",
        "lower",
        2,
    ),
    (
        "3.1.1",
        "maternal_mortality_ratio",
        "Maternal mortality ratio",
        "PER_100000_LIVE_BIRTHS",
        "lower",
        2,
    ),
    (
        "3.1.2",
        "births_occurring_within_a_medical_facility",
        "Births in a medical facility",
        "PT",
        "higher",
        1,
    ),
    ("3.2.1", "main", "Under-five mortality rate", "PER_1000_LIVE_BIRTHS", "lower", 1),
    (
        "5.2.1",
        "women_aged_16_and_over",
        "Partner abuse of women aged 16 and over",
        "PT",
        "lower",
        2,
    ),
    ("5.2.1", "women_aged_16_to_59", "Partner abuse of women aged 16 to 59", "PT", "lower", 2),
    ("5.2.1", "women_aged_16_to_74", "Partner abuse of women aged 16 to 74", "PT", "lower", 2),
    (
        "5.4.1",
        "proportion_of_informal_carers_by_characteristics",
        "Informal carers, of all carers",
        "PT",
        "neither",
        0,
    ),
    (
        "5.4.1",
        "proportion_of_population_who_are_informal_carers",
        "Informal carers, of all people",
        "PT",
        "neither",
        0,
    ),
    ("5.5.1", "devolved_administration", "Women’s seats: devolved bodies", "PT", "higher", 1),
    ("5.5.1", "house_of_commons", "Women’s seats: House of Commons", "PT", "higher", 1),
    ("5.5.1", "house_of_lords", "Women’s seats: House of Lords", "PT", "higher", 1),
    ("5.5.1", "local_government", "Women’s seats: local government", "PT", "higher", 1),
    (
        "6.1.1",
        "percentage_of_population_using_safely_managed_drinking_water_services",
        "People with safely managed drinking water",
        "PT",
        "higher",
        1,
    ),
    ("8.5.2", "not_seasonally_adjusted", "Unemployment rate", "PT", "lower", 1),
    ("8.5.2", "seasonally_adjusted", "Unemployment rate, seasonally adjusted", "PT", "lower", 1),
)


def write_dossier(root: Path, real_data: Path) -> None:
    """Write the dossier into an empty folder; the published files are copied as they are."""
    shutil.copytree(real_data / "open_sdg_uk", root / "data" / "open_sdg")
    head = "indicator_id,series,label,unit,favourable,decimals"
    rows = (
        f'{code},{series},"{label}",{unit},{favourable},{decimals}'
        for code, series, label, unit, favourable, decimals in _SERIES
    )
    tables = {
        "dossier.yaml": SETTINGS,
        "places.csv": PLACES,
        "sources.csv": SOURCES,
        "groups.csv": GROUPS,
        "indicators.csv": "\n".join([head, *rows, ""]),
    }
    for name, text in tables.items():
        (root / name).write_text(text, encoding="utf-8")
