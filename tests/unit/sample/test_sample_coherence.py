"""The sample's figures cohere: totals with their parts, intervals with their cases."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from tests.builders_sample import breakdown_of, is_share, key_of, loaded_sample
from vnrgen.dossier.model import Dossier, PlaceLevel
from vnrgen.dossier.model.observations import Observation

# Design effects of the invented samples; the intervals were made with 1.0 to 2.0.
DESIGN_EFFECTS = (0.9, 2.1)
LARGE = ("highlands",)

Cell = tuple[str, str, str, str, str, frozenset[tuple[str, str]]]


@pytest.fixture(scope="module")
def sample() -> Dossier:
    """The sample dossier."""
    return loaded_sample()[0]


def breakdowns(sample: Dossier) -> Iterator[tuple[Observation, list[Observation]]]:
    """Every headline of the country with the parts of one breakdown, provinces included."""
    headlines: dict[tuple[str, str, str, str], Observation] = {}
    parts: dict[tuple[tuple[str, str, str, str], tuple[str, ...]], list[Observation]]
    parts = defaultdict(list)
    for row in sample.observations:
        named = breakdown_of(row, sample.series[(row.indicator_id, row.series)])
        level = sample.places[row.place].level
        if level is PlaceLevel.COUNTRY and not named:
            headlines[key_of(row)] = row
        elif level is PlaceLevel.COUNTRY:
            parts[(key_of(row), named)].append(row)
        elif level is PlaceLevel.PROVINCE and not named:
            parts[(key_of(row), ("place",))].append(row)
    for (key, _), rows in parts.items():
        if key in headlines and len(rows) > 1:
            yield headlines[key], rows


def test_a_total_lies_inside_the_range_of_its_parts(sample: Dossier) -> None:
    found = list(breakdowns(sample))

    assert len(found) > 100
    for headline, parts in found:
        values = [row.value for row in parts if row.value is not None]
        if headline.value is None or headline.series == "MATERNAL_DEATHS" or len(values) < 2:
            continue  # a lone part says nothing; deaths add up instead (tested below)
        assert min(values) <= headline.value <= max(values), (key_of(headline), values)


def test_a_total_is_the_weighted_mean_of_its_parts(sample: Dossier) -> None:
    checked = 0
    for headline, rows in breakdowns(sample):
        parts = [row for row in rows if row.n_unweighted != 0]  # nobody was in the sample
        if headline.value is None or any(row.population is None for row in (headline, *parts)):
            continue  # citizen surveys publish no populations; withheld parts have no value
        people = sum(row.population or 0 for row in parts)
        assert math.isclose(people, headline.population or 0, rel_tol=0.012), key_of(headline)
        mean = sum((row.population or 0) * (row.value or 0) for row in parts) / people
        # values to one decimal, populations to the thousand; rates per 100,000 to one per cent
        tolerance = 0.25 if is_share(sample, headline) else 0.01 * headline.value
        assert math.isclose(mean, headline.value, abs_tol=tolerance), (key_of(headline), mean)
        checked += 1
    assert checked > 100


def test_the_cases_of_the_parts_add_up_to_those_of_the_total(sample: Dossier) -> None:
    checked = 0
    for headline, parts in breakdowns(sample):
        cases = [row.n_unweighted for row in parts]
        if headline.n_unweighted is None or None in cases or headline.source_id in {"ods", "orm"}:
            continue
        total = sum(n for n in cases if n is not None)
        assert total <= headline.n_unweighted, key_of(headline)
        checked += total == headline.n_unweighted
    assert checked > 100


def test_the_cases_of_people_in_two_groups_add_up_to_those_of_each_group(sample: Dossier) -> None:
    cases: dict[Cell, int] = {}
    for row in sample.observations:
        named = breakdown_of(row, sample.series[(row.indicator_id, row.series)])
        if row.n_unweighted is not None and row.source_id not in {"ods", "orm"}:
            codes = frozenset((name, row.dimensions[name]) for name in named)
            cases[(*key_of(row), row.place, codes)] = row.n_unweighted
    sums: dict[tuple[Cell, str], int] = defaultdict(int)
    for (*key, place, codes), count in cases.items():
        for name, code in codes if len(codes) > 1 else ():
            sums[((*key, place, codes - {(name, code)}), name)] += count  # type: ignore[index]

    assert len(sums) > 30
    assert {of: total for of, total in sums.items() if cases.get(of[0], total) != total} == {}


def test_the_cases_of_districts_add_up_to_those_of_their_province(sample: Dossier) -> None:
    cases: dict[tuple[str, ...], int] = {}
    for row in sample.observations:
        named = breakdown_of(row, sample.series[(row.indicator_id, row.series)])
        if row.n_unweighted is not None and not named:
            cases[(*key_of(row), row.place)] = row.n_unweighted
    districts = ("kesh", "orra", "dunmar")
    told = [key[:-1] for key in cases if key[-1] == districts[0] and key[:-1] + LARGE in cases]

    assert len(told) == 2
    for key in told:
        assert sum(cases[(*key, place)] for place in districts) == cases[key + LARGE], key


def test_nobody_tells_of_a_round_of_scores_before_it_was_held(sample: Dossier) -> None:
    (seller,) = (story for story in sample.stories if story.story_id == "ST13")
    rounds = {s.round: s.held_on for s in sample.scorecards if s.place_id == seller.place_id}

    assert "sixty this time" in seller.text
    assert max(rounds.values()) < seller.told_on <= sample.settings.as_of


def test_an_interval_contains_its_value_and_is_as_wide_as_its_cases_allow(sample: Dossier) -> None:
    for row in sample.observations:
        if row.value is None or row.value_lower is None or row.value_upper is None:
            continue
        assert row.value_lower <= row.value <= row.value_upper, row.observation_id
        if not is_share(sample, row):
            continue
        assert row.value_lower >= 0, row.observation_id
        assert row.value_upper <= 100, row.observation_id
        assert row.se is not None
        assert row.n_unweighted is not None
        share = row.value / 100
        if row.se < 0.2 or min(share, 1 - share) < 0.01:
            continue  # two decimals of a tiny error say too little
        simple = 100 * math.sqrt(share * (1 - share) / row.n_unweighted)
        least, most = DESIGN_EFFECTS
        assert least <= (row.se / simple) ** 2 <= most, row.observation_id


def test_maternal_deaths_of_districts_add_up_and_give_the_small_cell_away(sample: Dossier) -> None:
    deaths = {r.place: r for r in sample.observations if r.series == "MATERNAL_DEATHS"}
    provinces = ("sendra", "calvane", "ombrel", "delta", "highlands")

    assert sum(deaths[p].value or 0 for p in provinces) == deaths["ilmarra"].value == 126
    delta = ("anse_mouth", "reedholm", "marl_bank")
    assert sum(deaths[p].value or 0 for p in delta) == deaths["delta"].value == 29
    # 41 in the province less 17 and 20: the "<5" can be worked out, which disclosure must prevent
    assert deaths["dunmar"].value is None
    known = (deaths["kesh"].value or 0) + (deaths["orra"].value or 0)
    assert (deaths["highlands"].value or 0) - known == 4


def test_people_heard_add_up(sample: Dossier) -> None:
    heard = {c.consultation_id: c.participants or 0 for c in sample.consultations}
    by_method: Counter[str] = Counter()
    for finding in sample.qualitative:
        by_method[finding.method] += sum(finding.participants.values())
    rounds = {(s.place_id, s.round, s.side): s.participants or 0 for s in sample.scorecards}

    assert heard["K01"] == sample.sources["cvs"].sample_size
    assert heard["K02"] == sample.sources["orm"].sample_size
    assert heard["K03"] == sample.sources["ods"].sample_size
    spoken = heard["K04"] + heard["K05"] + heard["K06"] + heard["K07"]
    assert spoken == sample.sources["dialogues"].sample_size
    assert by_method["focus_group"] <= heard["K04"]
    assert by_method["interview"] <= heard["K05"]
    assert by_method["dialogue"] <= heard["K06"]
    assert sum(rounds.values()) == heard["K07"]
