"""Names that are to be withheld are found in whatever column and script they stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

import pytest

from tests.builders_disclosure import published
from tests.builders_evidence import (
    a_consent,
    a_consultation,
    a_dimension,
    a_dossier,
    a_group,
    a_recommendation,
    a_series,
    a_source,
    a_story,
    an_observation,
    label,
)
from tests.builders_evidence import settings as evidence_settings
from vnrgen.dossier.model import (
    Label,
    Narrative,
    Policy,
    Practice,
)
from vnrgen.problems import ProblemLog


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("LÍNA\nSouza's house; Annual", "Marta's house; Annual"),
        ("They call me Lina.", "They call me Marta."),
        ("My clinic is closed.", "My clinic is closed."),
        ("L&#105;na &amp; me", "Marta &amp; me"),
        ("Li\u00adna, L\u200bina", "Marta, Marta"),
        ("Li-\nna; L**ina**.", "Marta; Marta**."),
    ],
)
def test_a_name_to_withhold_gives_way_to_the_pseudonym(text: str, shown: str) -> None:
    story = a_story(text=text, pseudonym="Marta", names_to_withhold=("Lina Souza", "Ann"))

    assert published(a_dossier(stories=(story,))).testimonies["ST01"].text == shown


def test_marks_around_a_part_of_a_name_do_not_hide_it() -> None:
    story = a_story(text="Lina came.", pseudonym="Marta", names_to_withhold=('Souza ("Lina")',))

    assert published(a_dossier(stories=(story,))).testimonies["ST01"].text == "Marta came."


@pytest.mark.parametrize(
    ("name", "text"), [("محمد", "ذهبت ومحمد إلى العيادة"), ("王小明", "我叫王小明住在山里")]
)
def test_names_are_found_where_a_script_has_no_word_boundaries(name: str, text: str) -> None:
    story = a_story(text=text, pseudonym="X", names_to_withhold=(name,))
    testimony = published(a_dossier(stories=(story,))).testimonies["ST01"]

    assert name not in testimony.text
    assert "X" in testimony.text


@pytest.mark.parametrize("pseudonym", ["Lina", "Souza", "Lína S."])
def test_a_pseudonym_that_is_part_of_the_name_costs_the_story(pseudonym: str) -> None:
    story = a_story(text="I walk.", pseudonym=pseudonym, names_to_withhold=("Lina Souza",))
    problems = ProblemLog()

    assert published(a_dossier(stories=(story,)), problems).testimonies == {}
    assert [p.code for p in problems] == ["DIS004"]


@pytest.mark.parametrize("pseudonym", ["", "Lina S."])
def test_a_name_that_nothing_can_stand_for_costs_the_story(pseudonym: str) -> None:
    story = a_story(text="I am Lina.", pseudonym=pseudonym, names_to_withhold=("Lina",))
    problems = ProblemLog()
    shown = published(a_dossier(stories=(story,)), problems)

    assert (shown.stories, shown.testimonies) == ((), {})
    assert [p.code for p in problems] == ["DIS004"]


def test_names_and_withheld_words_in_other_texts_are_errors_at_their_line() -> None:
    story = a_story(
        names_to_withhold=("Lina",), pseudonym="Marta", consent=a_consent(status="withdrawn")
    )
    prose = Narrative(
        section="why",
        language="en",
        text="First line.\n\nLina told us:\n> I walk three hours to the clinic and it is closed.",
        path="narrative/en/why.md",
    )
    problems = ProblemLog()
    published(a_dossier(stories=(story,), narratives=(prose,)), problems)

    leaks = [p for p in problems if p.where.path == "narrative/en/why.md"]
    assert [(p.code, p.where.row) for p in leaks] == [("DIS008", 3), ("DIS009", 4)]
    assert "Lina" not in "".join(p.what + p.fix for p in problems)


def texts_of(item: Any, *, skip: Iterable[str] = ()) -> Iterator[tuple[str, Any]]:
    """Yield every field of words of a row, and the row with a name put into it."""
    for field in dataclasses.fields(item):
        value = getattr(item, field.name)
        if field.name in skip or isinstance(value, Enum):
            continue
        if isinstance(value, str):
            yield field.name, dataclasses.replace(item, **{field.name: f"{value} of Lina"})
        elif isinstance(value, Label):
            named = Label(texts={**value.texts, "fr": "Lina"})
            yield field.name, dataclasses.replace(item, **{field.name: named})


IDS = (
    "group_id",
    "source_id",
    "rec_id",
    "policy_id",
    "practice_id",
    "consultation_id",
    "unit",
    "place_id",
)


CODES = ("sdmx_dim", "sdmx_code", "sdg_target", "indicator_id", "series", "parent")


HOLDERS: tuple[tuple[str, Any], ...] = (
    ("groups", a_group("hill")),
    ("sources", a_source("nso")),
    ("series", a_series()),
    ("recommendations", a_recommendation()),
    ("consultations", a_consultation("K1", "XX")),
    (
        "policies",
        Policy(
            policy_id="M1",
            group_id="hill",
            title="Posts",
            body="",
            budget="",
            period="",
            sdg_target="3.1",
            status="",
            source_id=None,
        ),
    ),
    (
        "practices",
        Practice(
            practice_id="G1",
            kind="lesson",
            title="Ask",
            text="",
            group_ids=(),
            sdg_target="3.1",
            organisation="",
        ),
    ),
)


@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        (table, column, row)
        for table, item in HOLDERS
        for column, row in texts_of(item, skip=(*IDS, *CODES, "repeats", "merged_into"))
    ],
)
def test_a_name_is_found_in_every_column_of_words(table: str, column: str, row: Any) -> None:
    dossier = a_dossier(stories=(a_story(names_to_withhold=("Lina",), pseudonym="Marta"),))
    held = getattr(dossier, table)
    key = row.key if table == "series" else getattr(row, IDS[0 if table == "groups" else 1], "")
    rows = {**held, key: row} if isinstance(held, Mapping) else (row,)
    problems = ProblemLog()
    published(dataclasses.replace(dossier, **{table: rows}), problems)

    assert [(p.code, p.where.column) for p in problems if p.code == "DIS008"] == [
        ("DIS008", column)
    ]


def test_a_name_is_found_in_notes_of_figures_titles_dimensions_and_beside_other_photos() -> None:
    dossier = a_dossier(
        [an_observation(note="told by Lina", row=7)],
        dimensions=[a_dimension("camp", label=label("Camp of Lina"))],
        stories=(
            a_story(names_to_withhold=("Lina",), pseudonym="Marta"),
            a_story("ST02", photo_alternative="Lina at the door", pseudonym="Otto"),
        ),
        settings=evidence_settings(coalition="Friends of Lina"),
    )
    problems = ProblemLog()
    published(dossier, problems)

    assert {p.where.column for p in problems if p.code == "DIS008"} == {
        "note",
        "dimensions.camp",
        "photo_alternative",
        "coalition",
    }
    assert {p.where.row for p in problems if p.where.column == "note"} == {7}


def test_a_place_that_is_called_like_somebody_is_a_warning() -> None:
    problems = ProblemLog()
    published(a_dossier(stories=(a_story(names_to_withhold=("north",), pseudonym="M"),)), problems)

    found = [p for p in problems if p.code == "DIS008"]
    assert [(str(p.severity), p.where.path) for p in found] == [("warning", "places.csv")]
