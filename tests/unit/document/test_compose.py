"""A composed chapter: registers with their empty cells, notes, numbers and the first page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.builders_document import (
    OBSERVATIONS,
    a_publishable,
    an_outline,
    composed,
    findings,
    narrative,
    one_section,
    recommendation,
    settings,
)
from vnrgen.analysis.findings import Findings, UptakeRate, UptakeRow
from vnrgen.document.blocks import (
    Block,
    Chart,
    Contents,
    CoverageMatrix,
    Document,
    KeyFigures,
    MatrixMark,
    NoteList,
    Paragraph,
    QualityCard,
    Quote,
    RecommendationTable,
    Section,
    Story,
    Table,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.drawings import Bars
from vnrgen.document.tree.walk import every_block
from vnrgen.dossier.model import Audience, Label, Place, PlaceLevel, Position
from vnrgen.dossier.model.decisions import Unfounded, Uptake
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.dossier.observations.rows import observations_from_rows
from vnrgen.dossier.register.state import State

_Kind = TypeVar("_Kind", bound=Block)
NOTHING = {
    "groups": {},
    "sources": {},
    "series": {},
    "findings": Findings(series=(), coverage=(), disaggregation=()),
    "stories": (),
    "qualitative": (),
    "scorecards": (),
    "recommendations": (),
    "policies": (),
    "factors": (),
    "consultations": (),
    "practices": (),
    "testimonies": {},
    "withheld": (),
}


def of(document: Document, kind: type[_Kind]) -> list[_Kind]:
    return [block for block in every_block(document.blocks) if isinstance(block, kind)]


def table(document: Document, block_id: str) -> list[list[str]]:
    found = next(t for t in of(document, Table) if t.block_id == block_id)
    return [[plain(cell) for cell in row.cells] for row in found.rows]


def test_the_whole_chapter_composes_without_a_problem() -> None:
    document, problems = composed()
    assert list(problems) == []
    ids = [block.block_id for block in every_block(document.blocks)]
    assert len(ids) == len(set(ids))
    assert isinstance(document.blocks[0], Contents)
    assert [s.number for s in document.blocks[1:] if isinstance(s, Section)] == [
        str(n) for n in range(1, 12)
    ]


def test_two_compositions_are_equal() -> None:
    assert composed()[0] == composed()[0]


def test_a_dossier_without_evidence_says_so_in_words() -> None:
    document, problems = composed(a_publishable(**NOTHING))
    assert list(problems) == []
    said = {plain(p.content) for p in of(document, Paragraph)}
    assert {
        "No data yet.",
        "No group has been named yet.",
        "No story can be shown to the readers of this edition.",
        "No recommendation has been agreed yet.",
        "No consultation has been recorded yet.",
        "Nothing was withheld.",
    } <= said


def test_the_coverage_matrix_prints_every_group_and_every_empty_cell(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "sections"
    own.mkdir(parents=True)
    (own / "who.md.j2").write_text("{{ coverage() }}")
    document, _ = composed(outline=one_section("who.md.j2"), overrides=tmp_path)
    matrix = of(document, CoverageMatrix)[0]
    assert [plain(row.head) for row in matrix.rows] == ["Highland people", "Island people"]
    assert [cell[0] for cell in matrix.rows[1].cells] == [MatrixMark.EMPTY] * 6
    # 2 groups x 6 kinds = 12 cells; the highland group has figures and a story
    assert matrix.description == "Groups: 2; kinds of evidence: 6; empty cells: 10 of 12."


def test_a_group_without_a_policy_is_printed_as_such() -> None:
    rows = table(composed()[0], "doing/policies")
    assert rows[1][:2] == ["Island people", "No policy identified"]


def test_a_factor_without_analysis_is_printed_as_such() -> None:
    rows = table(composed()[0], "why/factors")
    assert rows[0][2] == "The nearest clinic is a day away."
    assert rows[1][1:] == ["No analysis yet"] * 5


def test_scorecards_give_medians_and_participants_never_percentages() -> None:
    rows = table(composed()[0], "voices/scorecards")
    assert rows == [
        ["Clinic, Kesh (highest score: 10)"],
        ["Opening hours", "1", "3", "12", "8", "12"],
    ]


def test_evidence_that_may_not_be_shown_is_not_named_in_a_recommendation() -> None:
    entry = of(composed()[0], RecommendationTable)[0].entries[0]
    details = {label: plain(content) for label, content in entry.details}
    assert "ST99" not in details["Evidence"]
    assert details["Evidence"].endswith("and story “The clinic closes at noon”")
    assert (details["Addressee"], details["For"], details["SDG target"]) == (
        "Ministry of Health",
        "Highland people",
        "3.1",
    )


def test_earlier_recommendations_show_the_answer_and_what_the_report_says() -> None:
    row = table(composed()[0], "earlier_recommendations/earlier")[0]
    assert row == [
        "P01. Train midwives.",
        "supported",
        "adopted in part: “midwives will be trained” (page 41; Coalition, 10 January 2025)",
    ]


def judged(uptake: str, assessor: str, kind: str = "cso", quote: str = "") -> UptakeRow:
    return UptakeRow(
        rec_id="P01",
        report_id="vnr2021",
        assessor=assessor,
        assessor_kind=kind,
        uptake=uptake,
        assessed_on=date(2025, 1, 10),
        quote=quote,
        pdf_page=43,
        print_page="41",
        paragraph="12",
    )


def test_assessors_who_agree_share_a_line_and_the_state_s_own_reading_stands_last() -> None:
    uptake = (
        judged("adopted", "Ministry", "state", "trained"),
        judged("not_found", "Ombudsman", "nhri"),
        judged("not_found", "Coalition"),
    )
    document, _ = composed(a_publishable(findings=replace(findings(), uptake=uptake)))
    cell = table(document, "earlier_recommendations/earlier")[0][2]
    place = "page 41, page 43 of the file, paragraph 12"
    assert cell == (
        f"not found ({place}; Coalition, 10 January 2025 and Ombudsman, 10 January 2025); "
        f"adopted: “trained” ({place}; Ministry for the State itself, 10 January 2025)"
    )


def test_words_that_stand_in_no_report_are_not_printed_as_its_words() -> None:
    false = replace(
        judged("adopted", "Coalition", quote="all of it"),
        unfounded=Unfounded.QUOTE_NOT_IN_REPORT,
    )
    found = replace(findings(), uptake=(false,))
    document, _ = composed(a_publishable(findings=found))
    assert table(document, "earlier_recommendations/earlier")[0][2] == (
        "not yet assessed; not counted: adopted (Coalition, 10 January 2025), since the words "
        "quoted are not in the report"
    )
    found = replace(findings(), uptake=(false, judged("reflected", "Ombudsman", "nhri", "some")))
    document, _ = composed(a_publishable(findings=found))
    cell = table(document, "earlier_recommendations/earlier")[0][2]
    assert cell.startswith("mentioned, without the action: “some” (")
    assert cell.endswith("Ombudsman, 10 January 2025); not counted: adopted (Coalition, 10 January"
                         " 2025), since the words quoted are not in the report")  # fmt: skip


def test_a_rate_says_on_how_many_a_decision_is_left_out() -> None:
    text = "left out, because the report or the words"
    assert "A decision on 1 recommendation is " + text in said_of(
        replace(rate(9, 3), unfounded=("R1",))
    )[0]  # fmt: skip
    none = replace(rate(2, 0, still_open=2), adopted_in_part=0, unfounded=("R1", "R2"))
    assert "None has been assessed yet. Decisions on 2 recommendations are " + text in said_of(
        none
    )[0]  # fmt: skip


def rate(eligible: int, adopted: int, still_open: int = 0) -> UptakeRate:
    counts = {str(status): 0 for status in Uptake}
    return UptakeRate(
        cycle=1,
        submitted=eligible + 1,
        excluded={State.MERGED: ("R9",)},
        eligible=eligible,
        counts=counts | {"adopted": adopted, "adopted_in_part": 1},
        adopted=adopted,
        adopted_in_part=1,
        not_assessed=still_open,
    )


def said_of(rate: UptakeRate, **changes: Any) -> tuple[str, list[Chart]]:
    found = replace(findings(), uptake_rates=(rate,))
    evidence = a_publishable(findings=found, settings=settings(**changes))
    document, _ = composed(evidence, an_outline("earlier_recommendations"))
    said = next(p for p in of(document, Paragraph) if "/uptake/" in p.block_id)
    return plain(said.content), [c for c in of(document, Chart) if "uptake" in c.block_id]


@pytest.mark.parametrize(
    ("cycle", "told"),
    [
        (1, "This is the first review, so nothing was recommended for an earlier one."),
        (2, "No recommendation of an earlier review is on record."),
    ],
)
def test_where_nothing_was_recommended_earlier_only_that_is_said(cycle: int, told: str) -> None:
    evidence = a_publishable(settings=settings(cycle=cycle), recommendations=())
    document, _ = composed(evidence, an_outline("earlier_recommendations"))
    said = [plain(paragraph.content) for paragraph in of(document, Paragraph)]

    assert told in said
    assert not any("not been assessed" in words for words in said)


def test_a_rate_below_ten_recommendations_has_no_percentage() -> None:
    assert "Adopted: 3 of 9; adopted at least in part: 4 of 9." in said_of(rate(9, 3))[0]
    assert "Adopted: 3 of 12 (25%)" in said_of(rate(12, 3))[0]


def test_one_recommendation_is_not_called_several() -> None:
    assert "Of 1 recommendation to review" in said_of(replace(rate(1, 1), submitted=1))[0]


def test_a_review_is_named_by_its_year_where_that_is_known() -> None:
    said, (chart,) = said_of(rate(12, 3), previous_year=2021)
    assert said.startswith("Of 13 recommendations to the review of 2021, 12 can be counted")
    assert plain(chart.subtitle).startswith("Recommendations to the review of 2021 by what")


def test_where_the_state_read_its_own_report_it_is_said_not_to_be_counted() -> None:
    def told(*uptake: UptakeRow) -> str:
        found = replace(findings(), uptake_rates=(rate(9, 3),), uptake=uptake)
        document, _ = composed(a_publishable(findings=found), an_outline("earlier_recommendations"))
        return plain(next(p for p in of(document, Paragraph) if "/uptake/" in p.block_id).content)

    others = judged("not_found", "Coalition")
    assert "State’s own" not in told(others)
    assert told(others, judged("adopted", "Ministry", "state")).endswith(
        "The State’s own reading of its report is shown beside the others. It is counted neither"
        " in the numbers nor where readers are said to differ."
    )


def test_a_rate_says_what_is_not_counted_and_what_is_still_open() -> None:
    said, charts = said_of(rate(12, 3, still_open=5))
    assert "12 can be counted (merged into another: 1)" in said
    assert "Not yet assessed: 5; once all are, between 4 and 9 will" in said
    (chart,) = charts
    assert isinstance(chart.drawing, Bars)
    assert [row.points[0].text for row in chart.drawing.rows] == ["3", "1", "0", "0", "0", "0"]


def test_a_target_row_says_where_it_stands_and_what_is_still_to_go() -> None:
    # 88.0 in 2019, 91.4 in 2024, target 100 by 2030: 100 - 91.4 = 8.6
    assert table(composed()[0], "measuring/targets") == [
        [
            "3.1.2 Births attended by skilled health personnel",
            "88.0% (2019)1",
            "91.4% (2024)1",
            "Highland people: 64.2% (2024)1",
            "100% by 2030",
            "8.6 percentage points",
            "too slow, since 2019",
        ]
    ]


def test_a_target_row_takes_the_widest_place_that_has_a_headline_and_says_its_name() -> None:
    found = findings()
    places = dict(a_publishable().places)
    for place_id, is_aggregate in (("north", False), ("south", False), ("both", True)):
        places[place_id] = Place(
            place_id=place_id,
            label=Label(texts={"en": place_id.title()}),
            level=PlaceLevel.REGION,
            parent="ost",
            is_aggregate=is_aggregate,
        )
    (series,) = found.series
    trends = tuple(
        replace(series.trends[0], place_id=name, finding_id=name)
        for name in ("kesh", "north", "both", "south")
    )
    elsewhere = tuple(replace(b, place_id="south") for b in series.breakdowns)
    changed = replace(found, series=(replace(series, trends=trends, breakdowns=elsewhere),))
    document, _ = composed(a_publishable(findings=changed, places=places))
    (row,) = table(document, "measuring/targets")

    assert row[0] == "3.1.2 Births attended by skilled health personnel: Both only"
    assert row[3] == "Highland people, South: 64.2% (2024)1"


def _measured_in(*kinds: str) -> list[str]:
    """Return the target row of a series whose whole is measured by these definitions."""
    found = findings()
    (series,) = found.series
    trends = tuple(
        replace(series.trends[0], finding_id=kind, context={"kind": kind}) for kind in kinds
    )
    changed = replace(found, series=(replace(series, trends=trends),))
    document, _ = composed(a_publishable(findings=changed))
    (row,) = table(document, "measuring/targets")
    return row


def test_a_target_row_of_several_definitions_shows_each_and_says_no_distance() -> None:
    name = "3.1.2 Births attended by skilled health personnel"

    assert _measured_in("one", "two")[:3] == [
        name,
        "one: 88.0% (2019)1; two: 88.0% (2019)1",
        "one: 91.4% (2024)1; two: 91.4% (2024)1",
    ]
    assert _measured_in("one", "two")[5] == "–"
    assert _measured_in("only")[0] == f"{name} (only)"
    assert _measured_in("only")[5] == "–"
    assert _measured_in("a", "b", "c", "d")[:3] == [
        name,
        "–",
        "measured in 4 ways: see the annex",
    ]


def test_the_first_page_shows_a_firm_gap_with_group_comparison_and_source() -> None:
    figure = of(composed()[0], KeyFigures)[0].figures[0]
    assert plain(figure.value) == "64.2%"
    assert plain(figure.label).startswith("Highland people: ")
    assert plain(figure.detail) == "against 97.8% (Lowlanders, 2024)1"
    assert figure.goal == 3


def test_a_gap_within_the_margin_of_error_is_no_key_figure() -> None:
    found = findings()
    series = found.series[0]
    gap = replace(series.breakdowns[0].gap, distinguishable=False)  # type: ignore[type-var]
    unsure = replace(series, breakdowns=(replace(series.breakdowns[0], gap=gap),))
    document, _ = composed(a_publishable(findings=replace(found, series=(unsure,))))
    assert of(document, KeyFigures) == []


def test_a_story_has_its_words_outside_the_tree_and_its_indicator_beside_it() -> None:
    document, _ = composed()
    story = of(document, Story)[0]
    assert plain(story.meta) == (
        "Highland people; a district; 4 October 2025. Told with consent to publication."
    )
    assert plain(story.beside[0].value) == "64.2%"
    assert story.origin is not None
    assert story.origin.path == "stories/ST01"
    assert sorted(document.testimonies) == ["Q1", "ST01"]
    assert of(document, Quote)[0].testimony_id == "Q1"


def test_who_is_quoted_without_a_name_or_a_place_took_part() -> None:
    base = a_publishable()
    unnamed = {**base.testimonies, "Q1": replace(base.testimonies["Q1"], attribution="")}
    document, _ = composed(replace(base, testimonies=unnamed))
    assert plain(of(document, Quote)[0].attribution) == "A participant"


def test_beside_a_story_a_citizen_figure_says_so_and_stands_in_for_a_missing_official_one() -> None:
    missing = ObservationStatus.MISSING
    rows = [
        replace(row, value=None, obs_status=missing)
        if (row.source_id, row.dimensions) == ("nso", {"ethnicity": "HIGH"})
        else row
        for row in OBSERVATIONS
    ]
    document, _ = composed(a_publishable(observations=observations_from_rows(rows)))
    (beside,) = of(document, Story)[0].beside

    assert plain(beside.value) == "58.0%"
    assert plain(beside.detail).startswith("Highland people (2024, citizen data)")


def test_only_testimonies_that_the_outline_shows_travel_with_the_document() -> None:
    document, _ = composed(outline=an_outline("who"))
    assert document.testimonies == {}


def test_html_in_a_story_is_reported_at_its_file() -> None:
    from tests.builders_document import told

    testimonies = {"ST01": told("ST01", "A <b>bold</b> word."), "Q1": told("Q1", "Said.")}
    _document, problems = composed(a_publishable(testimonies=testimonies))
    assert [(p.code, str(p.where)) for p in problems] == [("PRO002", "stories/st01.md")]


def test_a_citizen_source_has_a_quality_card_with_all_ten_criteria() -> None:
    card = of(composed()[0], QualityCard)[0]
    assert card.badge == "Citizen data (Copenhagen Framework definition met)"
    assert [(c.label, c.mark) for c in card.criteria][:2] == [
        ("Relevance", "pass"),
        ("Credibility", "unknown"),
    ]
    assert len(card.criteria) == 10


def test_notes_are_numbered_in_each_section_in_reading_order() -> None:
    document, _ = composed()
    for section in document.blocks[1:]:
        assert isinstance(section, Section)
        notes = [b for b in section.blocks if isinstance(b, NoteList)]
        labels = [note.label for listed in notes for note in listed.notes]
        assert labels == [str(n) for n in range(1, len(labels) + 1)]


def test_what_is_withheld_is_counted_and_not_named() -> None:
    assert table(composed()[0], "annexes/withheld") == [["Stories", "consent was withdrawn", "1"]]


def test_withdrawn_and_merged_recommendations_are_not_printed_as_ours() -> None:
    kept = recommendation()
    merged = recommendation(rec_id="R02", merged_into="R01")
    document, _ = composed(a_publishable(recommendations=(kept, merged)))
    assert [e.rec_id for e in of(document, RecommendationTable)[0].entries] == ["R01"]


def test_an_edition_says_whom_it_is_for_and_whether_it_is_a_draft() -> None:
    document, _ = composed(a_publishable(audience=Audience.UN_ONLY))
    meta = document.metadata
    assert meta.audience_note == "For the United Nations only: not for publication"
    assert meta.stamp == "Draft, version 0.3, 31 March 2026: not for quotation"
    assert meta.banner == "Fictional country – invented data"
    final = settings(status="final", version="1.0", fictional=False)
    meta = composed(a_publishable(settings=final))[0].metadata
    assert (meta.stamp, meta.banner) == ("Final, version 1.0, 31 March 2026", "")


def test_sections_can_be_dropped_and_put_first_from_the_dossier() -> None:
    chosen = settings(drop_sections=("annexes",), section_order=("voices",))
    document, _ = composed(a_publishable(settings=chosen))
    ids = [s.block_id for s in document.blocks[1:] if isinstance(s, Section)]
    assert ids[0] == "voices"
    assert "annexes" not in ids


def test_an_optional_section_without_evidence_is_left_out() -> None:
    outline = an_outline("voices", "who")
    optional = replace(outline, sections=tuple(replace(s, optional=True) for s in outline.sections))
    document, _ = composed(a_publishable(**NOTHING), optional)
    assert document.blocks[1:] == ()


def test_no_goal_and_no_group_is_a_key_figure_twice() -> None:
    found = findings()
    series = found.series[0]
    other = replace(
        series, series=replace(series.series, indicator_id="1.2.1", series="SI_POV_NAHC")
    )
    document, _ = composed(a_publishable(findings=replace(found, series=(series, other))))
    strip = of(document, KeyFigures)[0]
    assert [figure.goal for figure in strip.figures] == [1]  # a tie goes to the lower code


def test_groups_without_official_figures_are_listed() -> None:
    from vnrgen.analysis.findings import CoverageRow, Standing

    rows = (
        CoverageRow(group_id="highland", kinds={"official": Standing.CITIZEN_ONLY}),
        CoverageRow(group_id="isle", kinds={"official": Standing.EMPTY}),
    )
    document, _ = composed(a_publishable(findings=replace(findings(), coverage=rows)))
    said = [plain(p.content) for p in of(document, Paragraph) if "measuring/missing/" in p.block_id]
    assert said == [
        "Highland people: no official figures, only citizen data",
        "Island people: no figures of their own, official or citizen",
    ]


def test_what_falls_due_is_listed_by_year_and_nothing_without_a_date_is_lost() -> None:
    mine = (
        recommendation(rec_id="R02", due_on=None),
        recommendation(rec_id="R01"),
        recommendation(rec_id="R03", addressee="Ministry of Finance"),
        recommendation(rec_id="P01", cycle=1),
    )
    document, _ = composed(a_publishable(recommendations=mine))

    assert table(document, "measuring/next-steps") == [
        ["By the end of 2028"],
        ["Ministry of Health", "R01. Post a midwife in every highland commune."],
        ["Ministry of Finance", "R03. Post a midwife in every highland commune."],
        ["No date set"],
        ["Ministry of Health", "R02. Post a midwife in every highland commune."],
    ]


def test_one_source_of_all_answers_is_said_once_under_the_table() -> None:
    answered = [
        recommendation(
            rec_id=rec_id, cycle=1, position=Position.NOTED, position_source="Statement, 2021"
        )
        for rec_id in ("P01", "P02")
    ]
    document, _ = composed(a_publishable(recommendations=tuple(answered)))

    found = next(t for t in of(document, Table) if t.block_id == "earlier_recommendations/earlier")
    assert [plain(row.cells[1]) for row in found.rows] == ["noted", "noted"]
    assert [plain(note) for note in found.notes] == ["All answers: Statement, 2021."]


def test_what_pushes_people_behind_is_asked_for_and_printed_where_it_is_written() -> None:
    asked = {plain(p.content) for p in of(composed()[0], Paragraph)}
    text = narrative("Flour became dearer.", "why/drivers")
    document, problems = composed(a_publishable(narratives=(text,)))

    assert any(said.startswith("No analysis yet of what pushes people behind") for said in asked)
    assert list(problems) == []
    assert "Flour became dearer." in {plain(p.content) for p in of(document, Paragraph)}


def test_the_first_page_names_practices_and_does_not_tell_them_a_second_time() -> None:
    document, _ = composed()
    said = [plain(p.content) for p in of(document, Paragraph)]
    long = [text for text in said if len(text) > 80]
    assert len(long) == len(set(long))


def test_a_key_figure_of_a_part_of_the_country_says_which() -> None:
    found = findings()
    (series,) = found.series
    elsewhere = tuple(replace(b, place_id="kesh") for b in series.breakdowns)
    changed = replace(found, series=(replace(series, breakdowns=elsewhere),))
    (figures,) = of(composed(a_publishable(findings=changed))[0], KeyFigures)

    assert "Kesh, 2024" in plain(figures.figures[0].detail)
