"""What became of earlier recommendations, in the chapter: who judged, on what, and how many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.builders_chapters import of, table
from tests.builders_document import (
    a_publishable,
    an_outline,
    composed,
    findings,
    recommendation,
    settings,
)
from vnrgen.analysis.findings import UptakeRate, UptakeRow
from vnrgen.document.blocks import (
    Chart,
    Paragraph,
    RecommendationTable,
    Table,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.drawings import Bars
from vnrgen.dossier.model import Position
from vnrgen.dossier.model.decisions import Unfounded, Uptake
from vnrgen.dossier.register.state import State


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


def test_withdrawn_and_merged_recommendations_are_not_printed_as_ours() -> None:
    kept = recommendation()
    merged = recommendation(rec_id="R02", merged_into="R01")
    document, _ = composed(a_publishable(recommendations=(kept, merged)))
    assert [e.rec_id for e in of(document, RecommendationTable)[0].entries] == ["R01"]


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
