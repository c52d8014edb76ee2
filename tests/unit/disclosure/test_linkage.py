"""Two testimonies read side by side: neither tells the place that the other withholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_evidence import (
    ON,
    a_consultation,
    a_dossier,
    a_finding,
    a_group,
    a_place,
    a_story,
)
from vnrgen.analysis import analyse
from vnrgen.disclosure.disclose import disclose
from vnrgen.disclosure.publishable import Publishable
from vnrgen.dossier.model import Audience, Dossier, Label, Narrative, PlaceLevel, Story
from vnrgen.dossier.tables.dates import PartialDate, Precision, precision_of
from vnrgen.problems import ProblemLog

PLACES = {
    place.place_id: place
    for place in (
        a_place("land", PlaceLevel.COUNTRY, None),
        a_place("hills", PlaceLevel.PROVINCE, "land"),
        a_place("orra", PlaceLevel.DISTRICT, "hills"),
        a_place("mill", PlaceLevel.CITY, "orra"),
        a_place("coast", PlaceLevel.PROVINCE, "land"),
        a_place("calvane", PlaceLevel.DISTRICT, "coast"),
    )
}
PEOPLE = "stateless"
OTHERS = "farmers"
GROUPS = (a_group(PEOPLE), a_group(OTHERS), replace(a_group("children"), parent=PEOPLE))


def told(story_id: str = "ST01", **changes: Any) -> Story:
    """A story of stateless people in Orra, which prints its province and not its district."""
    given_up = {"place_level": "province", "place_named": True}
    base = {"group_id": PEOPLE, "place_id": "orra", "told_on": date(2025, 9, 17), **given_up}
    return a_story(story_id, **{**base, **changes})


def heard(finding_id: str = "Q01", **changes: Any) -> Any:
    """A finding of stateless people in Orra, in the same month."""
    base = {"group_ids": (PEOPLE,), "place_id": "orra", "held_on": date(2025, 9, 3)}
    return a_finding(finding_id, **{**base, **changes})


def published(problems: ProblemLog | None = None, **tables: Any) -> Publishable:
    dossier: Dossier = a_dossier(groups=GROUPS, places=PLACES, **tables)
    log = ProblemLog() if problems is None else problems
    return disclose(dossier, analyse(dossier), audience=Audience.PUBLIC, on=ON, problems=log)


def named(label: Label | None) -> str | None:
    return label.within("en") if label is not None else None


def place_of(finding: Any, *stories: Story) -> str | None:
    return named(published(stories=stories, qualitative=(finding,)).qualitative[0].place_label)


def test_what_people_told_is_dated_by_its_month_or_its_year() -> None:
    stories = (told(), told("ST02", told_on=PartialDate.of(2024)))
    shown = published(stories=stories, qualitative=(heard(),))
    days = [story.told_on for story in shown.stories] + [f.held_on for f in shown.qualitative]

    assert days == [date(2025, 9, 1), date(2024, 1, 1), date(2025, 9, 1)]
    assert [precision_of(day) for day in days] == [
        Precision.MONTH,
        Precision.YEAR,
        Precision.MONTH,
    ]


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ({}, "Hills"),
        ({"place_id": "mill"}, "Hills"),  # a city inside the district tells the district
        ({"place_id": "hills"}, "Hills"),
        ({"place_id": "calvane"}, "Calvane"),  # another place tells nothing of this one
        ({"held_on": date(2025, 9, 30)}, "Hills"),
        ({"held_on": date(2025, 8, 30)}, "Orra"),  # neither of the month nor of the week
        ({"held_on": PartialDate.of(2025)}, "Hills"),  # of a year alone it may be the month
        ({"group_ids": (OTHERS,)}, "Orra"),
        ({"group_ids": (OTHERS, PEOPLE)}, "Hills"),
        ({"group_ids": ("children",)}, "Hills"),  # a part of the group
        ({"group_ids": (OTHERS,), "quote": "Every week I walk three hours, too."}, "Hills"),
        ({"group_ids": (OTHERS,), "quote": "Each week I walk three times."}, "Orra"),
    ],
)
def test_a_finding_that_can_be_matched_to_a_story_is_printed_with_no_narrower_place(
    changes: dict[str, Any], printed: str
) -> None:
    """Five words in a row of the story: "every week I walk three"; four are not enough."""
    assert place_of(heard(**changes), told()) == printed


def test_a_meeting_on_the_last_day_of_a_month_is_matched_to_a_story_of_the_next_day() -> None:
    assert place_of(heard(held_on=date(2025, 9, 30)), told(told_on=date(2025, 10, 1))) == "Hills"


@pytest.mark.parametrize(
    ("level", "name", "printed"),
    [
        ("district", "named", "Orra"),
        ("district", "unnamed", None),
        ("province", "unnamed", None),
        ("country", "named", "Land"),
        ("", "unnamed", None),
    ],
)
def test_a_finding_prints_the_name_that_the_story_prints_or_none(
    level: str, name: str, printed: str | None
) -> None:
    assert place_of(heard(), told(place_level=level, place_named=name == "named")) == printed


def test_of_two_stories_the_one_with_the_wider_place_decides_in_whatever_order() -> None:
    near, far = told(), told("ST02", place_level="country")

    assert place_of(heard(), near, far) == place_of(heard(), far, near) == "Land"


def test_another_story_and_a_consultation_give_way_too() -> None:
    problems = ProblemLog()
    other = told("ST02", place_level="district")
    meeting = replace(a_consultation("K1", "orra"), group_ids=(PEOPLE,), held_on=date(2025, 9, 16))
    later = replace(meeting, consultation_id="K2", held_on=date(2025, 11, 16))
    shown = published(problems, stories=(told(), other), consultations=(meeting, later))

    assert [(named(s.place_label), s.place_level) for s in shown.stories] == [
        ("Hills", "province"),
        ("Hills", "province"),
    ]
    assert [(c.place_id, precision_of(c.held_on)) for c in shown.consultations] == [
        ("hills", Precision.MONTH),
        ("orra", Precision.DAY),
    ]
    assert [(p.code, str(p.severity)) for p in problems if p.code == "DIS011"] == [
        ("DIS011", "notice")
    ] * 2


def test_a_story_beside_one_without_a_name_prints_the_wider_level() -> None:
    stories = (told(place_named=False), told("ST02", place_level="district"))
    shown = published(stories=stories).stories

    assert [(s.place_label, s.place_level) for s in shown] == [(None, "province")] * 2


def test_words_that_name_the_place_are_reported_and_who_is_quoted_is_left_out() -> None:
    problems = ProblemLog()
    finding = heard(
        place_id=None, finding="In Orra nobody has papers.", attribution="Lawyer, orra district"
    )
    shown = published(problems, stories=(told(),), qualitative=(finding,))

    assert shown.testimonies["Q01"].attribution == ""
    assert shown.testimonies["Q01"].text == finding.quote
    assert [(p.code, p.where.column) for p in problems if p.code == "DIS012"] == [
        ("DIS012", "attribution"),
        ("DIS012", "finding"),
    ]
    assert not [p for p in problems if "rra" in f"{p.what} {p.fix}"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("In Orra we heard much.\n\nJorin told us.", []),
        ("First.\n\nIn Orra we met\nJorin.", [3]),
        ("In ORRA we heard (ST01).", [1]),
        ("“The clinic closes\nat noon” is of orra.", [2]),
        ("In the hills we met Jorin.", []),
    ],
)
def test_prose_that_speaks_of_a_story_and_names_its_place_is_reported(
    text: str, rows: list[int]
) -> None:
    problems = ProblemLog()
    prose = Narrative(section="why", language="en", text=text, path="narrative/en/why.md")
    published(problems, stories=(told(pseudonym="Jorin"),), narratives=(prose,))

    assert [(p.code, p.where.row) for p in problems] == [("DIS012", row) for row in rows]


def test_a_story_that_prints_its_own_place_asks_nothing_of_others() -> None:
    problems = ProblemLog()
    finding = heard(finding="In Orra nobody has papers.")
    shown = published(problems, stories=(told(place_level="district"),), qualitative=(finding,))

    assert named(shown.qualitative[0].place_label) == "Orra"
    assert list(problems) == []


def test_a_story_that_is_left_out_asks_nothing_of_others() -> None:
    hidden = replace(told(), consent=replace(told().consent, status="no"))

    assert place_of(heard(), hidden) == "Orra"


def test_a_finding_that_names_its_own_commune_is_reported() -> None:
    problems = ProblemLog()
    places = {**PLACES, "wharf": a_place("wharf", PlaceLevel.COMMUNE, "mill")}
    finding = heard(place_id="wharf", attribution="Seller, Wharf")
    dossier = a_dossier(groups=GROUPS, places=places, qualitative=(finding,))
    disclose(dossier, analyse(dossier), audience=Audience.PUBLIC, on=ON, problems=problems)

    assert [(p.code, p.where.column) for p in problems] == [("DIS005", "attribution")]


DAYS = st.dates(date(2025, 8, 25), date(2025, 10, 5))
PLACE_IDS = st.sampled_from([*PLACES, None])
GROUP_IDS = st.sampled_from([PEOPLE, OTHERS])
STORIES = st.builds(
    told,
    place_id=PLACE_IDS,
    place_level=st.sampled_from(["", *map(str, PlaceLevel)]),
    place_named=st.booleans(),
    group_id=GROUP_IDS,
    told_on=DAYS,
    text=st.sampled_from(["I wait.", "I wait here for the ferry."]),
)
FINDINGS = st.builds(
    heard,
    place_id=PLACE_IDS,
    group_ids=st.tuples(GROUP_IDS),
    held_on=DAYS,
    quote=st.sampled_from(["We wait.", "We wait here for the ferry."]),
)


def inside(place_id: str | None) -> list[str]:
    """Return the names of a place and of all around it, the country last."""
    found = []
    while place_id is not None:
        found.append(place_id.title())
        place_id = PLACES[place_id].parent
    return found


@given(st.lists(STORIES, max_size=4), st.lists(FINDINGS, max_size=4))
def test_a_reader_of_all_that_is_printed_learns_no_place_that_a_story_withholds(
    stories: list[Story], findings: list[Any]
) -> None:
    """The reader matches by people and month, and asks which name is nearer to the story's own."""
    told_ones = tuple(replace(s, story_id=f"ST{i}") for i, s in enumerate(stories))
    heard_ones = tuple(replace(f, finding_id=f"Q{i}") for i, f in enumerate(findings))
    shown = published(stories=told_ones, qualitative=heard_ones)
    printed = [(s.group_id, s.told_on, named(s.place_label)) for s in shown.stories]
    printed += [(f.group_ids[0], f.held_on, named(f.place_label)) for f in shown.qualitative]
    for index, story in enumerate(told_ones):
        around = inside(story.place_id)
        name = named(shown.stories[index].place_label)
        secret = around[: around.index(name)] if name else [p for p in around if p != "Land"]
        own = (story.group_id, shown.stories[index].told_on)
        assert not {p for group, month, p in printed if (group, month) == own} & set(secret)
