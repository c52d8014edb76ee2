from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.model.observations import ObservationStatus


def test_pd_is_with_and_pwd_is_without_disability() -> None:
    labels = {code: codelists.label("disability_status", code) for code in ("PD", "PWD")}
    assert labels["PD"] is not None
    assert labels["PWD"] is not None
    assert labels["PD"].within("en") == "Persons with disabilities"
    assert labels["PWD"].within("en") == "Persons without disabilities"
    assert codelists.canonical_code("disability_status", "Disabled") == "PD"
    assert codelists.canonical_code("disability_status", "Non-disabled") == "PWD"


@pytest.mark.parametrize(
    ("dimension", "text", "code"),
    [
        ("sex", "BOTHSEX", "_T"),
        ("sex", "FEMALE", "F"),
        ("sex", "Boys", "M"),
        ("urbanisation", "ALLAREA", "_T"),
        ("urbanisation", "r", "R"),
        ("composite_breakdown", "MIGPER", "MS_MIGRANT"),
        ("education_lev", "LOWSEC", "ISCED11_2"),
        ("income_wealth_quantile", "Poorest", "Q1"),
        ("age", "75 and over", "Y_GE75"),
        ("age", "85+", "Y_GE85"),
        ("age", "15 and under", "Y0T15"),
        ("age", "Under 5 years old", "Y0T4"),
        ("age", "0-15", "Y0T15"),
        ("age", "not stated", None),
        ("sex", "not stated", None),
    ],
)
def test_older_codes_and_common_words_stand_for_codes(
    dimension: str, text: str, code: str | None
) -> None:
    assert codelists.canonical_code(dimension, text) == code


def test_the_poorest_quintile_comes_first() -> None:
    orders = [codelists.order("income_wealth_quantile", f"Q{n}") for n in range(1, 6)]
    assert orders == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Normal Value", ObservationStatus.NORMAL),
        ("Undefined", ObservationStatus.NORMAL),
        ("Missing value; suppressed", ObservationStatus.SUPPRESSED),
        ("Missing value; data cannot exist", ObservationStatus.NOT_APPLICABLE),
        ("Time series break", ObservationStatus.SERIES_BREAK),
        ("Q", ObservationStatus.SUPPRESSED),
        ("?", None),
    ],
)
def test_statuses_are_read_from_codes_and_words(
    text: str, status: ObservationStatus | None
) -> None:
    assert codelists.status(text) is status


@pytest.mark.parametrize("status", ObservationStatus)
def test_every_status_has_words(status: ObservationStatus) -> None:
    assert codelists.status_label(status).within("en")


def test_a_unit_is_found_by_code_older_code_and_phrase() -> None:
    units = [codelists.unit(text) for text in ("PT", "PERCENT", "Percentage (%)")]
    assert {unit.code for unit in units if unit} == {"PT"}
    assert codelists.unit("Rate per 100,000 maternities") != codelists.unit(
        "Rate per 100,000 live births"
    )
    assert codelists.unit("furlongs") is None


@given(st.integers(0, 120), st.integers(0, 120))
def test_an_age_band_has_one_code_however_it_is_written(first: int, more: int) -> None:
    last = first + more
    texts = (f"{first} to {last}", f"{first}-{last} years", f"Aged {first} – {last}")
    codes = {codelists.canonical_code("age", text) for text in texts}
    assert codes == {f"Y{first}T{last}"}
    assert codelists.age_bounds(f"Y{first}T{last}") == (first, last)
    assert codelists.label("age", f"Y{first}T{last}") is not None


@given(st.text(max_size=20), st.sampled_from(["sex", "age", "urbanisation", "product"]))
def test_no_label_makes_the_lists_fail(text: str, dimension: str) -> None:
    codelists.canonical_code(dimension, text)
    codelists.age_bounds(text)
    codelists.unit(text)
    codelists.status(text)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "NUMBER",
            "persons|personas|Personen|человек|чел.|Número de personas|number of cases|osoba",
        ),
        (
            "NUM_TH",
            "Thousand Persons|тыс. человек|miles de personas|1 000 Personen|Persons (thousands)",
        ),
        ("NUM_TH", "milliers de personnes|tys. osób|in 1000|тыс. человек / thousand persons"),
        ("NUM_MN", "Millions of people|млн. человек"),
        ("PER_1000_LIVE_BIRTHS", "por 1.000 nacidos vivos|je 1.000 Lebendgeborene"),
        (
            "",
            "per 1000 persons|1000 habitants|% of women|на 1000 человек|kg per person|person-years",
        ),
        ("", "Units|Number of deaths per 100 000|hours per week|million US$"),
    ],
)
def test_units_that_count_are_known_by_their_words_and_rates_are_not_among_them(
    code: str, words: str
) -> None:
    for word in words.split("|"):
        known = codelists.unit(word)
        assert (known.code if known else "") == code, word
