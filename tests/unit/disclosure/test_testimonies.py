"""Stories, quotes and photos: what consent allows, and that nothing else is left of the others."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tests.builders_evidence import (
    ON,
    a_consent,
    a_consultation,
    a_dimension,
    a_dossier,
    a_finding,
    a_group,
    a_place,
    a_recommendation,
    a_series,
    a_source,
    a_story,
    an_observation,
    label,
)
from tests.builders_evidence import settings as evidence_settings
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import Standing
from vnrgen.disclosure.disclose import disclose
from vnrgen.disclosure.photos import PhotoRefusedError, clean_photo
from vnrgen.disclosure.publishable import Publishable
from vnrgen.dossier.model import (
    Audience,
    Dossier,
    Factor,
    FactorAnalysis,
    Label,
    Narrative,
    PlaceLevel,
    Policy,
    Practice,
)
from vnrgen.dossier.observations import Observations
from vnrgen.problems import ProblemLog


def published(
    dossier: Dossier, problems: ProblemLog | None = None, audience: Audience = Audience.PUBLIC
) -> Publishable:
    log = ProblemLog() if problems is None else problems
    return disclose(dossier, analyse(dossier), audience=audience, on=ON, problems=log)


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


def a_photo(path: Path, size: tuple[int, int] = (40, 30)) -> Path:
    """Write a JPEG that lies on its side and carries a camera's name, a position and a comment."""
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAM"
    exif[0x0112] = 6  # turn by 90 degrees
    exif.get_ifd(0x8825).update({1: "N", 2: (12.0, 34.0, 56.0)})
    Image.new("RGB", size, "red").save(path, "JPEG", exif=exif, comment=b"SECRETCOMMENT")
    return path


def test_a_photo_is_made_anew_upright_and_without_anything_but_pixels(tmp_path: Path) -> None:
    path = a_photo(tmp_path / "photo.jpg")
    assert b"SECRETCAM" in path.read_bytes()

    cleaned = clean_photo(path, tmp_path)

    with Image.open(io.BytesIO(cleaned)) as photo:
        assert (photo.format, photo.size, dict(photo.getexif())) == ("JPEG", (30, 40), {})
    assert b"SECRET" not in cleaned
    assert b"Exif" not in cleaned
    assert cleaned == clean_photo(path, tmp_path)


def test_a_png_loses_its_texts_and_its_transparent_parts_become_white(tmp_path: Path) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "SECRET")
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(tmp_path / "a.png", pnginfo=texts)

    cleaned = clean_photo(tmp_path / "a.png", tmp_path)

    assert b"SECRET" not in cleaned
    with Image.open(io.BytesIO(cleaned)) as photo:
        assert photo.getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("content", [None, b"", b"<svg/>", b"GIF89a", b"\xff\xd8\xff\xe0broken"])
def test_a_file_that_is_no_picture_is_refused_with_its_story_named(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "a.jpg").write_bytes(content)
    story = a_story(photo=Path("a.jpg"), consent=a_consent(photo=True))
    problems = ProblemLog()
    shown = published(a_dossier(stories=(story,), root=tmp_path), problems)

    assert shown.testimonies["ST01"].photo is None
    assert [p.code for p in problems] == ["DIS007"]


def test_a_photo_outside_the_dossier_is_refused_even_behind_a_link(tmp_path: Path) -> None:
    inside = tmp_path / "dossier"
    inside.mkdir()
    (inside / "link.jpg").symlink_to(a_photo(tmp_path / "secret.jpg"))

    for name in ("link.jpg", "../secret.jpg"):
        with pytest.raises(PhotoRefusedError, match="outside"):
            clean_photo(inside / name, inside)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    Image.new("1", (30_000, 30_000)).save(tmp_path / "bomb.png")

    with pytest.raises(PhotoRefusedError, match="60 million"):
        clean_photo(tmp_path / "bomb.png", tmp_path)


def test_a_photo_needs_a_consent_of_its_own(tmp_path: Path) -> None:
    a_photo(tmp_path / "a.jpg")
    problems = ProblemLog()
    story = a_story(photo=Path("a.jpg"), photo_alternative="A clinic")
    shown = published(a_dossier(stories=(story,), root=tmp_path), problems)

    assert (shown.testimonies["ST01"].photo, shown.testimonies["ST01"].photo_alternative) == (
        None,
        "",
    )
    assert [(w.kind, w.item_id) for w in shown.withheld] == [("photo", "ST01")]
    assert [p.code for p in problems] == ["DIS006"]


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
