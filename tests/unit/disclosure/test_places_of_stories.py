"""Of a place no more is named than the story agrees to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders_disclosure import published
from tests.builders_evidence import (
    a_consultation,
    a_dossier,
    a_finding,
    a_place,
    a_story,
)
from vnrgen.dossier.model import (
    PlaceLevel,
)
from vnrgen.problems import ProblemLog


def test_the_name_of_a_place_is_shown_only_where_the_story_says_so() -> None:
    hidden = a_story("A", title="The road", text="I wait.", group_id="men")
    named = a_story("B", place_named=True)
    shown = published(a_dossier(stories=(hidden, named)))

    assert [s.place_label and s.place_label.within("en") for s in shown.stories] == [None, "North"]


NESTED = {
    place.place_id: place
    for place in (
        a_place("XX", PlaceLevel.COUNTRY, None),
        a_place("delta", PlaceLevel.PROVINCE, "XX"),
        a_place("reedholm", PlaceLevel.DISTRICT, "delta"),
        a_place("wharf", PlaceLevel.COMMUNE, "reedholm"),
        a_place("island", PlaceLevel.COMMUNE, "XX"),
    )
}


@pytest.mark.parametrize(
    ("place", "level", "printed"),
    [
        ("reedholm", "district", "Reedholm"),
        ("reedholm", "province", "Delta"),
        ("wharf", "province", "Delta"),
        ("wharf", "country", "Xx"),
        ("reedholm", "city", None),
        ("island", "district", None),
        ("delta", "district", None),
        ("nowhere", "district", None),
        (None, "district", None),
    ],
)
def test_of_a_place_no_more_is_named_than_the_level_that_the_story_agrees_to(
    place: str | None, level: str, printed: str | None
) -> None:
    story = a_story(place_id=place, place_level=level, place_named=True)
    (shown,) = published(a_dossier(stories=(story,), places=NESTED)).stories

    assert (shown.place_label and shown.place_label.within("en")) == printed


def test_what_was_said_in_a_commune_is_named_after_the_place_around_it() -> None:
    consultations = (a_consultation("K1", "wharf"), a_consultation("K2", "delta"))
    dossier = a_dossier(
        qualitative=(a_finding(place_id="wharf"),), consultations=consultations, places=NESTED
    )
    shown = published(dossier)

    assert shown.qualitative[0].place_label == NESTED["reedholm"].label
    assert [c.place_id for c in shown.consultations] == ["reedholm", "delta"]


@pytest.mark.parametrize(
    ("text", "changes", "codes"),
    [
        ("On the wharf we wait.", {"place_named": True}, ["DIS005"]),
        ("In Reedholm we wait.", {"place_named": True}, ["DIS005"]),
        ("In the delta we wait.", {"place_named": True}, []),
        ("In the delta we wait.", {}, ["DIS005"]),
        ("In XX we wait.", {}, []),
    ],
)
def test_a_story_that_is_more_exact_about_its_place_than_agreed_is_reported(
    text: str, changes: dict[str, Any], codes: list[str]
) -> None:
    problems = ProblemLog()
    story = a_story(text=text, place_id="wharf", place_level="province", **changes)
    published(a_dossier(stories=(story,), places=NESTED), problems)

    assert [p.code for p in problems] == codes


def test_a_story_that_says_the_name_of_its_hidden_place_is_reported() -> None:
    problems = ProblemLog()
    published(a_dossier(stories=(a_story(text="In north nothing is open."),)), problems)

    assert [p.code for p in problems] == ["DIS005"]
