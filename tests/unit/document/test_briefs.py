"""What a brief says: the gaps, what changed, what is missing, what was asked, who is heard."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.builders_briefs import a_global_file, portal_row
from tests.builders_sample import SAMPLE
from vnrgen.analysis.evidence import GapTrend
from vnrgen.analysis.findings import Breakdown
from vnrgen.build import BuildRequest, Composition, compose_dossier
from vnrgen.document.blocks import (
    Block,
    BulletList,
    Chart,
    Contents,
    Document,
    KeyFigures,
    NoteList,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.briefs import behind, quoted
from vnrgen.document.compose import compose
from vnrgen.document.drawings import Bars, Slope
from vnrgen.document.length import Room
from vnrgen.document.outline import load_outline
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.tree.walk import every_block
from vnrgen.document.tree.words import words
from vnrgen.dossier.area import AreaRequest
from vnrgen.problems import ProblemLog


@cache
def sample() -> Composition:
    """The chapter's composition, for what may be published."""
    request = BuildRequest(dossier=SAMPLE, output=SAMPLE / "none", outline="main-messages")
    return compose_dossier(request)


def brief(**allowed: int) -> tuple[Document, Room]:
    """The sample's brief with so much room, unlimited where nothing is said."""
    room = Room(allowed)
    document = compose(
        sample().publishable,
        load_outline("brief", None, ProblemLog()),
        language="en",
        overrides=None,
        problems=ProblemLog(),
        room=room,
    )
    return document, room


def block(document: Document, block_id: str) -> object:
    return next(b for b in every_block(document.blocks) if b.block_id == block_id)


def rows(document: Document, block_id: str) -> list[list[str]]:
    found = block(document, block_id)
    assert isinstance(found, Table)
    return [[plain(cell) for cell in row.cells] for row in found.rows]


def items(document: Document, block_id: str) -> list[str]:
    found = block(document, block_id)
    assert isinstance(found, BulletList)
    inner = [b for item in found.items for b in item.blocks]
    return [plain(b.content) for b in inner if isinstance(b, Paragraph)]


def head_of(document: Document, block_id: str) -> str:
    found = block(document, block_id)
    assert isinstance(found, Paragraph)
    return plain(found.content)


def test_a_brief_has_no_numbers_no_contents_and_one_list_of_notes_at_its_end() -> None:
    document, _ = brief(behind=3)
    blocks = list(every_block(document.blocks))
    assert not any(isinstance(b, Contents) for b in blocks)
    assert {b.number for b in blocks if isinstance(b, Section)} == {""}
    notes = [b for b in blocks if isinstance(b, NoteList)]
    assert blocks[-1] is notes[0]
    assert len({plain(note.content) for note in notes[0].notes}) == len(notes[0].notes)


def test_the_gaps_that_stay_are_of_one_goal_each_and_stand_by_their_ratio() -> None:
    document, _ = brief(behind=4)
    shown = rows(document, "behind/behind")
    assert len({row[0].split(".")[0] for row in shown}) == 4
    values = [[float(cell.split(": ")[1].strip("%")) for cell in row[1:3]] for row in shown]
    ratios = [max(pair) / min(pair) for pair in values]
    assert ratios == sorted(ratios, reverse=True)


def test_an_indicator_with_several_definitions_and_no_plain_one_leads_with_its_widest_gap_of_today(
    tmp_path: Path,
) -> None:
    """By name the first school level would come first, and by year the last but one the widest."""
    figures = {
        ("GRAD23", 2019): (70.0, 66.0),
        ("LOWSEC", 2020): (50.0, 39.0),
        ("PRIMAR", 2020): (60.0, 57.0),
        ("SECOND", 2010): (80.0, 20.0),
    }
    document = of_area(
        tmp_path,
        [
            portal_row("SE_TOT_PRFL", indicator="4.1.1", level=level, year=year, sex=sex, value=v)
            for (level, year), both in figures.items()
            for sex, v in zip(("FEMALE", "MALE"), both, strict=True)
        ],
    )
    shown = rows(document, "behind/behind")
    assert [row[1] for row in shown] == ["Male: 39.0%", "Male: 66.0%", "Male: 57.0%"]
    figure = block(document, "behind/key-figures")
    assert isinstance(figure, KeyFigures)
    assert [plain(item.value) for item in figure.figures] == ["39.0%"]


def test_every_indicator_gives_a_pair_before_any_gives_two_of_the_same_verdict() -> None:
    document, _ = brief(compared=3)
    assert len({row[0] for row in rows(document, "compared/compared")}) == 3


def test_a_recommendation_says_what_became_of_the_one_it_repeats() -> None:
    document, _ = brief()
    told = {text.split(".")[0]: text for text in items(document, "recommendations/recommendations")}
    assert "Asked before as R21-01: adopted." in told["R26-01"]
    assert "Asked before" not in told["R26-02"]


def test_every_group_without_official_figures_is_named_or_counted_never_dropped() -> None:
    whole, _ = brief()
    said = " ".join(words(whole))
    assert "No figures at all, official or citizen: Stateless persons; People of the" in said
    short, room = brief(missing=1)
    said = " ".join(words(short))
    assert "Stateless persons and 1 more group." in said
    assert "Citizen figures only: 1 group." in said
    assert room.left_out["missing"].names == ("People of the informal settlements", "LGBTI people")


def test_a_quote_too_long_to_stand_whole_is_among_what_was_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shorter = sorted(len(t.text) for t in sample().publishable.testimonies.values())[2]
    monkeypatch.setattr(quoted, "LONGEST", shorter)
    document, room = brief()
    shown = {b.testimony_id for b in every_block(document.blocks) if isinstance(b, Quote)}
    named = {name.split(",")[0] for name in room.left_out["quotes"].names}
    told = {f.finding_id for f in sample().publishable.qualitative if f.has_quote}
    assert shown
    assert named == told - shown

    monkeypatch.setattr(quoted, "LONGEST", 0)
    document, room = brief()
    assert len(room.left_out["quotes"].names) == len(told)
    assert "Every quote is too long to stand here whole, and none is cut." in " ".join(
        words(document)
    )


def test_no_note_of_a_chart_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = behind.breakdown_chart
    notes = tuple((Text(f"Note {n}."),) for n in range(4))

    def noted(ctx: SeriesContext, found: Breakdown, trend: GapTrend | None) -> Block:
        return replace(drawn(ctx, found, trend), notes=notes)  # type: ignore[type-var, return-value]

    monkeypatch.setattr(behind, "breakdown_chart", noted)
    document, _ = brief(charts=2)
    charts = [b for b in every_block(document.blocks) if isinstance(b, Chart)]
    assert [chart.notes for chart in charts] == [notes, notes]


def test_quotes_are_whole_told_with_consent_and_heard_from_different_groups() -> None:
    document, room = brief(quotes=3)
    quotes = [b for b in every_block(document.blocks) if isinstance(b, Quote)]
    assert len(quotes) == len(document.testimonies) == 3
    assert all(plain(q.attribution).endswith("Shown with consent.") for q in quotes)
    withheld = {w.item_id for w in sample().publishable.withheld}
    assert withheld.isdisjoint(q.testimony_id for q in quotes)
    assert not any(item in name for item in withheld for name in room.left_out["quotes"].names)


def test_what_is_left_out_is_said_with_numbers() -> None:
    document, room = brief(changes=2, quotes=1)
    left = block(document, "sources/left-out")
    assert isinstance(left, Paragraph)
    offered = room.offered
    said = plain(left.content)
    assert said.startswith("Kept to 2 pages, this shows ")
    assert f"changes over time: 2 of {offered['changes']}" in said
    assert f"quotes: 1 of {offered['quotes']}" in said
    assert "left-out.csv" in said


def test_nothing_is_said_to_be_left_out_where_nothing_is() -> None:
    document, room = brief()
    assert room.left_out == {}
    assert "Kept to" not in " ".join(words(document))


def test_a_submission_has_a_section_on_what_was_left_out_only_where_something_was() -> None:
    def sections(room: Room) -> list[str]:
        outline = load_outline("cso-submission", None, ProblemLog())
        document = compose(
            sample().publishable,
            outline,
            language="en",
            overrides=None,
            problems=ProblemLog(),
            room=room,
        )
        return [each.block_id for each in document.blocks]

    assert "left_out" in sections(Room({"quotes": 1}))
    assert "left_out" not in sections(Room())


def of_area(tmp_path: Path, rows: list[tuple[object, ...]]) -> Document:
    data = a_global_file(tmp_path / "sdg.csv", rows)
    asked = AreaRequest(area="NPL", data=data)
    request = BuildRequest(dossier=tmp_path, output=tmp_path / "o", outline="brief", area=asked)
    return compose_dossier(request).document


def test_a_brief_from_the_global_database_says_so_first(tmp_path: Path) -> None:
    document = of_area(tmp_path, [portal_row(year=y, value=y - 1950) for y in (2005, 2020)])
    said = " ".join(words(document))
    assert "Made from the United Nations Global SDG Database alone" in said
    assert "United Nations Statistics Division, Global SDG Indicators Database" in said
    assert document.metadata.country == "Nepal"
    assert "Review" not in document.metadata.subtitle
    assert "Review" not in document.metadata.running_head


@pytest.mark.parametrize(
    ("first", "value", "said"),
    [
        (2005, 40, "6.1.1 People using safely managed drinking water: better: from 40.0% (2005)"),
        (2005, 49, "6.1.1 People using safely managed drinking water: 50.0% in 2020"),
        (2012, 40, "6.1.1 People using safely managed drinking water: 50.0% in 2020"),
    ],
)
def test_a_trend_is_printed_only_by_the_rule(
    tmp_path: Path, first: int, value: float, said: str
) -> None:
    figures = [portal_row(year=first, value=float(value)), portal_row(year=2020, value=50.0)]
    (item,) = items(of_area(tmp_path, figures), "changes/changes")
    assert item.startswith(said)
    assert ("no trend can be told" in item) is (" in 2020" in item)


@pytest.mark.parametrize(("periods", "form"), [(7, Slope), (20, Bars)])
def test_a_gap_over_several_rounds_of_a_survey_is_drawn_as_lines(
    tmp_path: Path, periods: int, form: type
) -> None:
    figures = [
        portal_row(year=2020 - 2 * place, sex=sex, value=value - place)
        for place in range(periods)
        for sex, value in (("FEMALE", 80.0), ("MALE", 60.0), ("BOTHSEX", 70.0))
    ]
    document = of_area(tmp_path, figures)
    (chart,) = [b for b in every_block(document.blocks) if isinstance(b, Chart)]
    assert isinstance(chart.drawing, form)


def test_figures_by_special_definitions_alone_are_told_each_by_its_own(tmp_path: Path) -> None:
    figures = [
        portal_row("SE_TOT_PRFL", indicator="4.1.1", level=level, year=year, value=value)
        for level, year, value in (
            ("GRAD23", 2005, 30.0),
            ("GRAD23", 2020, 40.0),
            ("LOWSEC", 2020, 20.0),
        )
    ]
    document = of_area(tmp_path, figures)
    name = "4.1.1 Pupils at the minimum level in reading or mathematics"
    assert head_of(document, "changes/changes/of/4.1.1/SE_TOT_PRFL/head") == f"{name}:"
    told = items(document, "changes/changes/of/4.1.1/SE_TOT_PRFL")
    assert [line.replace("\u202f", " ") for line in told] == [
        "Grades 2 and 3: better: from 30.0% (2005) to 40.0% (2020)1.",
        "Lower secondary education: 20.0% in 20201; no trend can be told.",
    ]


def test_that_several_definitions_make_no_trend_is_said_once(tmp_path: Path) -> None:
    figures = [
        portal_row("SE_TOT_PRFL", indicator="4.1.1", level=level, value=value)
        for level, value in (("GRAD23", 40.0), ("PRIMAR", 30.0), ("LOWSEC", 20.0))
    ]
    document = of_area(tmp_path, [*figures, portal_row(value=50.0)])
    head = "4.1.1 Pupils at the minimum level in reading or mathematics, the newest figures where "
    newest = "changes/changes/newest/4.1.1/SE_TOT_PRFL"
    assert head_of(document, f"{newest}/head") == f"{head}no trend can be told:"
    assert items(document, newest) == [
        "Grades 2 and 3: 40.0% in 20201.",
        "Primary education: 30.0% in 20201.",
        "Lower secondary education: 20.0% in 20201.",
    ]
    (plain,) = items(document, "changes/changes")
    assert plain.endswith("no trend can be told.")


def test_a_country_with_figures_by_one_definition_alone_is_told_by_it(tmp_path: Path) -> None:
    """All its pupils are of one grade: nothing tells them apart there, but they are not all."""
    figures = [
        portal_row("SE_TOT_PRFL", indicator="4.1.1", level="LOWSEC", sex=sex, value=value)
        for sex, value in (("BOTHSEX", 50.0), ("FEMALE", 40.0), ("MALE", 60.0))
    ]
    document = of_area(tmp_path, figures)
    name = "4.1.1 Pupils at the minimum level in reading or mathematics (Lower secondary education)"
    ((said, *_),) = rows(document, "behind/behind")
    assert said.startswith(f"{name}, 2020")
    (told,) = items(document, "changes/changes")
    assert told.startswith(f"{name}: 50.0% in 2020")


@pytest.mark.parametrize(("girls", "is_key"), [(59.1, False), (59.0, True)])
def test_a_slight_gap_of_unknown_margin_is_no_key_figure_and_says_why(
    tmp_path: Path, girls: float, *, is_key: bool
) -> None:
    figures = [
        portal_row(sex=sex, value=value)
        for sex, value in (("BOTHSEX", 59.6), ("FEMALE", girls), ("MALE", 60.0))
    ]
    document = of_area(tmp_path, figures)
    said = " ".join(words(document))
    assert ("less than one percentage point may be chance" in said) is not is_key
    assert any(isinstance(b, KeyFigures) for b in every_block(document.blocks)) is is_key
    assert len(rows(document, "behind/behind")) == 1


def test_a_gap_whose_figures_contradict_themselves_lets_the_next_definition_lead(
    tmp_path: Path,
) -> None:
    """Niger 2014: of 0.9 and 1.3 the total cannot be 1.4; that of grades 2 and 3 is sound."""
    figures = [
        portal_row("SE_TOT_PRFL", indicator="4.1.1", level=level, sex=sex, value=value)
        for level, values in (("PRIMAR", (14.0, 8.9, 12.5)), ("GRAD23", (27.4, 23.1, 30.6)))
        for sex, value in zip(("BOTHSEX", "FEMALE", "MALE"), values, strict=True)
    ]
    document = of_area(tmp_path, figures)
    name = "4.1.1 Pupils at the minimum level in reading or mathematics"
    ((told, behind, *_),) = rows(document, "behind/behind")
    assert told.startswith(f"{name} (Grades 2 and 3), 2020")
    assert behind == "Female: 23.1%"
    doubted = (
        f"Not told, for the figures contradict themselves: {name} (Primary education), by Sex."
    )
    assert doubted in " ".join(words(document))


def test_short_names_of_groups_leave_room_to_the_names_of_indicators(tmp_path: Path) -> None:
    def widths(document: Document) -> list[float]:
        found = block(document, "behind/behind")
        assert isinstance(found, Table)
        return [column.weight for column in found.columns]

    places = (("ALLAREA", 60.0), ("RURAL", 50.0), ("URBAN", 70.0))
    short = of_area(tmp_path, [portal_row(location=place, value=value) for place, value in places])
    assert widths(short) == pytest.approx([4.2, 1.5, 1.5, 0.9, 0.9])
    long, _ = brief(behind=4)
    assert widths(long) == pytest.approx([3.2, 2.0, 2.0, 0.9, 0.9])


def test_where_no_groups_are_compared_that_is_said_once(tmp_path: Path) -> None:
    said = " ".join(words(of_area(tmp_path, [portal_row(year=2020, value=50.0)])))
    assert "No figures compare groups surely enough" in said
    assert "No data" not in said


@pytest.mark.real
def test_a_figure_by_one_definition_says_which(tmp_path: Path) -> None:
    """Kenya 2018, primary mathematics: girls 26.7, boys 31.9; no figure goes by both subjects."""
    folder = os.environ.get("VNRGEN_REAL_DATA")
    if not folder:
        pytest.skip("VNRGEN_REAL_DATA is not set")
    data = Path(folder) / "unsd" / "unsd_4.1.1_extract_2021.csv"
    asked = AreaRequest(area="KEN", data=data, store=tmp_path)
    request = BuildRequest(dossier=tmp_path, output=tmp_path / "o", outline="brief", area=asked)
    document = compose_dossier(request).document
    gaps = rows(document, "behind/behind")
    assert gaps
    assert all("Mathematics" in row[0] or "Reading" in row[0] for row in gaps)
    told = items(document, "changes/changes/newest/4.1.1/SE_TOT_PRFL")
    assert len(told) == 4  # two grades, two subjects
    assert all("Mathematics" in line or "Reading" in line for line in told)
