"""The sample dossier holds what its README promises, in every kind and state."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest
from PIL import Image

from tests.builders_sample import breakdown_of, loaded_sample
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import Agreement
from vnrgen.disclosure.disclose import disclose
from vnrgen.document.compose import compose
from vnrgen.document.outline import load_outline
from vnrgen.dossier.model import Audience, Dossier, Factor, PlaceLevel, Position
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.problems import ProblemLog, Severity

GPS_IFD = 0x8825


@pytest.fixture(scope="module")
def sample() -> Dossier:
    """The sample dossier."""
    return loaded_sample()[0]


def test_the_sample_loads_without_a_problem() -> None:
    problems = loaded_sample()[1]

    assert [str(problem) for problem in problems.sorted()] == []


def test_the_country_is_fictional_and_in_its_second_cycle(sample: Dossier) -> None:
    settings = sample.settings

    assert settings.fictional
    assert (settings.cycle, settings.year, settings.previous_year) == (2, 2026, 2021)
    assert settings.iso3.startswith("X"), "ISO 3166 keeps XAA to XZZ free for private use"


def test_places_go_down_to_communes(sample: Dossier) -> None:
    levels = Counter(place.level for place in sample.places.values())

    assert levels[PlaceLevel.COUNTRY] == 1
    assert levels[PlaceLevel.PROVINCE] == 5
    assert levels[PlaceLevel.CITY] == 1
    assert levels[PlaceLevel.COMMUNE] == 5
    measured = {sample.places[row.place].level for row in sample.observations}
    assert {PlaceLevel.PROVINCE, PlaceLevel.DISTRICT, PlaceLevel.COMMUNE} <= measured


def test_eleven_groups_of_which_two_have_no_figure_and_two_no_policy(sample: Dossier) -> None:
    codes = {(d, c) for row in sample.observations for d, c in row.dimensions.items()}
    measured = {g.group_id for g in sample.groups.values() if (g.sdmx_dim, g.sdmx_code) in codes}

    assert len(sample.groups) == 11
    assert set(sample.groups) - measured == {"stateless", "settlements"}
    assert set(sample.groups) - {p.group_id for p in sample.policies} == {"lgbti", "stateless"}


def test_the_series_span_the_promised_goals_in_both_directions(sample: Dossier) -> None:
    goals = {series.goal for series in sample.series.values()}

    assert goals == {1, 2, 3, 4, 5, 6, 8, 10, 16}
    assert len({series.indicator_id for series in sample.series.values()}) == 16
    assert {series.favourable for series in sample.series.values()} == {True, False, None}
    assert any(series.is_barrier for series in sample.series.values())
    assert {(row.indicator_id, row.series) for row in sample.observations} == set(sample.series)


def test_official_and_citizen_figures_meet_and_fill_gaps(sample: Dossier) -> None:
    kinds = defaultdict(set)
    for row in sample.observations:
        kinds[(row.indicator_id, row.series)].add(sample.sources[row.source_id].kind.is_citizen)
    both = {key for key, found in kinds.items() if found == {True, False}}

    assert {key[0] for key in both} == {
        "1.3.1", "3.1.2", "4.a.1", "5.2.1", "6.1.1", "8.5.2", "10.3.1", "16.9.1",
    }  # fmt: skip
    assert all(sample.series[key].official_citizen_note for key in both)
    assert {key[0] for key, found in kinds.items() if found == {True}} == {"10.7.1"}


def test_official_and_citizen_figures_agree_and_differ_where_the_readme_says(
    sample: Dossier,
) -> None:
    found = {}
    for item in analyse(sample).series:
        for comparison in item.official_citizen:
            for pair in comparison.pairs:
                if comparison.place_id == "ilmarra" and pair.category is None:
                    found[item.series.indicator_id, item.series.series] = pair.agreement

    assert found["3.1.2", "SH_STA_BRTC"] is Agreement.AGREE
    assert found["6.1.1", "SH_H2O_SAFE"] is Agreement.AGREE
    assert found["5.2.1", "VC_VAW_MARR"] is Agreement.DIFFER
    assert found["10.3.1", "VC_VOV_GDSD"] is Agreement.DIFFER
    assert found["10.7.1", "SL_RCR_COST"] is Agreement.CITIZEN_ONLY


def test_every_citizen_source_has_all_its_quality_marks(sample: Dossier) -> None:
    citizen = [source for source in sample.sources.values() if source.kind.is_citizen]

    assert len(citizen) == 4
    assert all(len(source.quality) == 10 for source in citizen)
    assert all(source.consent_basis and source.citizen_stage for source in citizen)
    assert {mark for source in citizen for mark in source.quality.values()} == {
        "pass", "partial", "fail", "unknown",
    }  # fmt: skip


def test_every_hard_case_of_a_figure_is_there(sample: Dossier) -> None:
    rows = list(sample.observations)
    statuses = Counter(row.obs_status for row in rows)

    breaks = [row for row in rows if row.obs_status is ObservationStatus.SERIES_BREAK]
    assert {(row.indicator_id, row.period_label) for row in breaks} == {("8.5.2", "2021")}
    assert statuses[ObservationStatus.CENSORED] == 1  # "<5"
    assert statuses[ObservationStatus.SUPPRESSED] >= 2
    assert statuses[ObservationStatus.MISSING] >= 6
    assert statuses[ObservationStatus.ESTIMATED] == 1
    cases = [row.n_unweighted for row in rows if row.n_unweighted is not None]
    assert cases.count(0) >= 8
    assert sum(0 < n < 25 for n in cases) >= 4
    assert sum(25 <= n < 50 for n in cases) >= 8
    raw_counts = [r for r in rows if r.series == "MATERNAL_DEATHS" and r.value is not None]
    assert sum(r.value < 5 for r in raw_counts if r.value is not None) == 1


def test_two_groups_at_once_are_measured_for_five_series(sample: Dossier) -> None:
    crossed = defaultdict(set)
    for row in sample.observations:
        named = breakdown_of(row, sample.series[(row.indicator_id, row.series)])
        if len(named) == 2:
            crossed[named].add(row.indicator_id)

    assert crossed[("ethnicity", "sex")] == {"1.2.1", "8.5.2", "10.3.1"}
    assert crossed[("income_wealth_quantile", "urbanisation")] == {"2.2.1", "3.1.2", "6.1.1"}


def test_three_rounds_are_there_for_several_series(sample: Dossier) -> None:
    rounds = defaultdict(set)
    for row in sample.observations:
        named = breakdown_of(row, sample.series[(row.indicator_id, row.series)])
        if not named and row.place == "ilmarra" and row.value is not None:
            rounds[row.indicator_id, row.source_id].add(row.period_label)

    assert sum(len(periods) >= 3 for periods in rounds.values()) >= 10


def test_stories_show_every_state_and_scope_of_consent(sample: Dossier) -> None:
    stories = {story.story_id: story for story in sample.stories}
    as_of = sample.settings.as_of

    assert len(stories) == 15
    assert Counter(s.consent.status for s in sample.stories) == {
        "yes": 13, "no": 1, "withdrawn": 1,
    }  # fmt: skip
    assert {s.consent.scope for s in sample.stories if s.consent.status == "yes"} == set(Audience)
    withdrawn = stories["ST09"].consent.withdrawn_on
    expired = stories["ST10"].consent.expires_on
    assert withdrawn is not None
    assert withdrawn < as_of
    assert expired is not None
    assert expired < as_of
    minors = {s.story_id: s.consent.guardian_consent for s in sample.stories if s.consent.is_minor}
    assert minors == {"ST04": True, "ST05": False}
    photos = {s.story_id: s.consent.photo for s in sample.stories if s.photo is not None}
    assert photos == {"ST01": True, "ST03": False}
    assert all(150 <= len(story.text.split()) <= 300 for story in sample.stories)
    assert all(len(story.sdg_targets) > 0 for story in sample.stories)


@pytest.mark.parametrize(
    ("audience", "stories"),
    [
        (Audience.PUBLIC, "ST01 ST02 ST03 ST04 ST11 ST12 ST13 ST14 ST15"),
        (Audience.UN_ONLY, "ST01 ST02 ST03 ST04 ST06 ST11 ST12 ST13 ST14 ST15"),
        (Audience.INTERNAL, "ST01 ST02 ST03 ST04 ST06 ST07 ST11 ST12 ST13 ST14 ST15"),
    ],
)
def test_a_wider_circle_sees_no_more_stories_than_consented(
    sample: Dossier, audience: Audience, stories: str
) -> None:
    problems = ProblemLog()

    shown = disclose(
        sample, analyse(sample), audience=audience, on=sample.settings.as_of, problems=problems
    )

    assert " ".join(story.story_id for story in shown.stories) == stories
    severe = [str(p) for p in problems.sorted() if p.severity is not Severity.NOTICE]
    assert severe == [], "nothing but notices of what was left out"


def test_every_number_in_the_prose_is_bound_to_a_figure_that_may_be_shown(sample: Dossier) -> None:
    problems = ProblemLog()
    day = sample.settings.as_of
    shown = disclose(sample, analyse(sample), audience=Audience.PUBLIC, on=day, problems=problems)
    outline = load_outline(sample.settings.outline, sample.root, problems)

    compose(shown, outline, language="en", overrides=None, problems=problems)

    assert [str(p) for p in problems.sorted() if p.severity is not Severity.NOTICE] == []


def test_the_prose_answers_every_section_of_the_outline_briefly(sample: Dossier) -> None:
    outline = load_outline(sample.settings.outline, sample.root, ProblemLog())
    words = {n.section: len(n.text.split()) for n in sample.narratives}

    whole = {name: count for name, count in words.items() if "/" not in name}
    assert set(whole) == {section.section_id for section in outline.sections}
    assert all(120 <= count <= 450 for count in whole.values()), words
    parts = words.keys() - whole.keys()
    assert parts == {
        "why/drivers",
        *(f"figures/{n}" for n in ("5.2.1", "8.5.2", "10.3.1", "16.9.1")),
    }
    assert all(20 <= words[name] <= 200 for name in parts), words


def test_one_photo_carries_a_position_that_a_build_must_strip(sample: Dossier) -> None:
    photos = {story.story_id: story.photo for story in sample.stories if story.photo}

    with Image.open(photos["ST01"]) as with_position, Image.open(photos["ST03"]) as without:
        assert dict(with_position.getexif().get_ifd(GPS_IFD))
        assert not dict(without.getexif())
    assert all(path.stat().st_size < 120_000 for path in photos.values())


def test_findings_quotes_and_scorecards_come_from_every_method(sample: Dossier) -> None:
    assert {finding.method for finding in sample.qualitative} == {
        "focus_group", "interview", "dialogue", "scorecard_meeting",
    }  # fmt: skip
    assert {f.consent.status for f in sample.qualitative} == {"yes", "no", "withdrawn"}
    assert {(s.round, s.side) for s in sample.scorecards} == {
        (1, "community"), (1, "provider"), (2, "community"), (2, "provider"),
    }  # fmt: skip


def test_recommendations_of_two_cycles_hold_every_state(sample: Dossier) -> None:
    now = [r for r in sample.recommendations if r.cycle == 2]
    before = [r for r in sample.recommendations if r.cycle == 1]

    assert len(now) >= 26
    assert len(before) >= 12
    assert {r.position for r in before} == {*Position, None}
    assert any(r.parent_id for r in before)
    assert any(r.merged_into for r in before)
    assert any(r.withdrawn_on for r in before)
    assert any(r.out_of_scope_reason for r in before)
    assert len({r.repeats for r in now if r.repeats}) >= 8
    in_force = [r for r in now if r.withdrawn_on is None]
    assert all(r.evidence_ids and r.due_on and r.addressee for r in in_force)
    assert all(r.due_on > date(2026, 3, 31) for r in in_force if r.due_on)


def test_all_five_factors_are_used_and_some_cells_stay_empty(sample: Dossier) -> None:
    cells = {(f.group_id, f.factor) for f in sample.factors}

    assert {factor for _, factor in cells} == set(Factor)
    assert {group for group, _ in cells} == set(sample.groups)
    assert len(cells) < len(sample.groups) * len(Factor)


def test_two_or_three_practices_of_each_kind_are_reported(sample: Dossier) -> None:
    kinds = Counter(practice.kind for practice in sample.practices)

    assert set(kinds) == {"good_practice", "lesson", "challenge", "support_needed"}
    assert all(2 <= n <= 3 for n in kinds.values())


def test_the_earlier_report_answers_the_earlier_cycle(sample: Dossier) -> None:
    (report,) = sample.reports

    assert (report.cycle, report.year) == (1, 2021)
    assert report.path.is_file()
