"""Stories, quotes and photos: what consent allows, and that nothing else is left of the others."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_disclosure import published
from tests.builders_evidence import (
    ON,
    a_consent,
    a_dossier,
    a_finding,
    a_group,
    a_recommendation,
    a_story,
)
from vnrgen.analysis.findings import Standing
from vnrgen.dossier.model import (
    Audience,
    Factor,
    FactorAnalysis,
)
from vnrgen.dossier.model.observations import Observations
from vnrgen.problems import ProblemLog


def every_text(value: Any) -> Iterator[str]:
    """Yield every string in a value, however deep; bytes as Latin-1, frames as CSV."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("latin-1")
    elif isinstance(value, Observations):
        yield value.frame.to_csv()
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from every_text(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from every_text(key)
            yield from every_text(inner)
    elif isinstance(value, (tuple, list, frozenset, set)):
        for inner in value:
            yield from every_text(inner)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "no"}, "no_consent"),
        ({"status": "withdrawn"}, "withdrawn"),
        ({"withdrawn_on": date(2027, 1, 1)}, "withdrawn"),
        ({"given_on": None}, "undated"),
        ({"given_on": date(2026, 4, 1)}, "not_yet_given"),
        ({"given_on": ON}, None),
        ({"expires_on": ON}, "expired"),
        ({"expires_on": date(2026, 4, 1)}, None),
        ({"is_minor": True}, "no_guardian"),
        ({"is_minor": True, "guardian_consent": True}, None),
        ({"scope": Audience.UN_ONLY}, "out_of_scope"),
    ],
)
def test_a_story_without_a_valid_consent_is_left_out_and_the_build_says_why(
    changes: dict[str, Any], reason: str | None
) -> None:
    story, problems = a_story(consent=a_consent(**changes)), ProblemLog()
    shown = published(a_dossier(stories=(story,)), problems)

    assert [s.story_id for s in shown.stories] == ([] if reason else ["ST01"])
    assert [w.reason for w in shown.withheld] == ([reason] if reason else [])
    assert [p.code for p in problems] == (["DIS002"] if reason else [])
    assert not [p for p in problems if "clinic" in f"{p.what} {p.fix}"]


def test_a_narrower_audience_sees_what_was_meant_for_it() -> None:
    dossier = a_dossier(stories=(a_story(consent=a_consent(scope=Audience.UN_ONLY)),))

    assert len(published(dossier, audience=Audience.UN_ONLY).stories) == 1
    assert len(published(dossier, audience=Audience.INTERNAL).stories) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I walk.<!-- She is\n\nLina -->",
        "I walk.\n\n[//]: # (call Lina)\n[c]: <> 'Lina'",
        "I walk.[^1]\n\n[^1]: Lina told\n\n    and Lina told",
    ],
)
def test_what_a_writer_notes_beside_a_story_is_not_saved_with_its_words(text: str) -> None:
    shown = published(a_dossier(stories=(a_story(text=text),))).testimonies["ST01"].text

    assert shown == "I walk."


def test_what_a_link_of_a_story_needs_stays() -> None:
    text = "See [this] and [^2].\n\n[this]: https://example.org"

    assert published(a_dossier(stories=(a_story(text=text),))).testimonies["ST01"].text == text


def test_eight_words_in_a_row_are_a_quotation_and_seven_are_not() -> None:
    story = a_story(text="one two three four five six seven eight", consent=a_consent(status="no"))
    for text, expected in (
        ("One, two — three four five six seven.", []),
        ("One, two — three four *five* six seven eight.", ["DIS009"]),
    ):
        problems = ProblemLog()
        recommendations = (a_recommendation(text=text),)
        published(a_dossier(stories=(story,), recommendations=recommendations), problems)
        assert [p.code for p in problems if p.code == "DIS009"] == expected


def test_a_finding_without_a_valid_consent_is_left_out_with_its_quote() -> None:
    problems = ProblemLog()
    findings = (a_finding("Q1"), a_finding("Q2", consent=a_consent(status="no")))
    shown = published(a_dossier(qualitative=findings), problems)

    assert [f.finding_id for f in shown.qualitative] == ["Q1"]
    assert list(shown.testimonies) == ["Q1"]
    assert {p.code for p in problems} == {"DIS003", "DIS009"}  # Q1 repeats what Q2 says


WORDS = st.lists(
    st.sampled_from([f"zq{letter}{n}" for letter in "abcdefgh" for n in range(9)]),
    min_size=3,
    max_size=12,
    unique=True,
)


@settings(max_examples=30, deadline=None)
@given(WORDS)
def test_a_withdrawn_story_is_in_no_field_of_what_may_be_published(words: list[str]) -> None:
    withdrawn = a_consent(status="withdrawn", photo=True)
    story = a_story(
        "ZQSTORY",
        title=" ".join(words[:2]),
        text=" ".join(words),
        pseudonym="zqpseudonym",
        photo=Path("zqphoto.jpg"),
        photo_alternative="zqalternative",
        consent=withdrawn,
    )
    finding = a_finding("ZQFINDING", quote=" ".join(words), finding="zqfound", consent=withdrawn)
    evidence = ("ZQSTORY", "ZQFINDING", "nso")
    factor = FactorAnalysis(
        group_id="women", factor=Factor.GEOGRAPHY, text="Far.", evidence_ids=evidence
    )
    dossier = a_dossier(
        stories=(story,),
        qualitative=(finding,),
        recommendations=(a_recommendation(evidence_ids=evidence),),
        factors=(factor,),
        groups=(a_group("women"),),
    )
    problems = ProblemLog()
    shown = published(dossier, problems)

    left = dataclasses.replace(shown, withheld=())
    assert not [text for text in every_text(left) if "zq" in text.casefold()]
    assert {w.item_id for w in shown.withheld} == {"ZQSTORY", "ZQFINDING"}
    assert shown.recommendations[0].evidence_ids == ("nso",)
    (coverage,) = shown.findings.coverage
    assert coverage.kinds["story"] is coverage.kinds["qualitative"] is Standing.EMPTY
    assert not [p for p in problems if any(word in p.what for word in words)]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "no"},
        {"withdrawn_on": date(2025, 2, 1)},
        {"given_on": None},
        {"expires_on": ON},
        {"is_minor": True},
        {"scope": Audience.INTERNAL},
    ],
)
def test_what_may_not_be_shown_is_not_asked_for_as_evidence(changes: dict[str, Any]) -> None:
    kept = a_consent(**changes)
    dossier = a_dossier(
        stories=(a_story("ST01", consent=kept), a_story("ST02")),
        qualitative=(a_finding("Q01", consent=kept), a_finding("Q02")),
        recommendations=(a_recommendation(evidence_ids=("nso",)),),
    )
    problems = ProblemLog()
    published(dossier, problems)
    asked = [p for p in problems if p.code == "REC009"]
    assert sorted(p.what for p in asked) == [
        "no recommendation rests on the finding Q02",
        "no recommendation rests on the story ST02",
    ]
    assert "01" not in "".join(p.fix for p in asked)


@pytest.mark.parametrize("audience", list(Audience))
def test_evidence_is_asked_for_where_its_readers_may_see_it(audience: Audience) -> None:
    story = a_story(consent=a_consent(scope=Audience.UN_ONLY))
    dossier = a_dossier(stories=(story,), recommendations=(a_recommendation(),))
    problems = ProblemLog()
    published(dossier, problems, audience)
    asked = [p.code for p in problems if p.code == "REC009"]
    assert asked == ([] if audience is Audience.PUBLIC else ["REC009"])
    used = a_recommendation(evidence_ids=(story.story_id,))
    problems = ProblemLog()
    published(dataclasses.replace(dossier, recommendations=(used,)), problems, audience)
    assert "REC009" not in [p.code for p in problems]
