"""A composed chapter: registers with their empty cells, notes, numbers and sections."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.builders_chapters import of, table
from tests.builders_document import (
    a_publishable,
    an_outline,
    composed,
    findings,
    narrative,
    one_section,
    settings,
)
from vnrgen.analysis.findings import Findings
from vnrgen.document.blocks import (
    Contents,
    CoverageMatrix,
    MatrixMark,
    NoteList,
    Paragraph,
    QualityCard,
    RecommendationTable,
    Section,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import every_block
from vnrgen.dossier.model import Audience

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


def test_the_rounds_of_a_criterion_stand_below_one_another() -> None:
    (first, *_) = a_publishable().scorecards
    scores = tuple(
        replace(first, criterion=criterion, round=number)
        for number in (1, 2)
        for criterion in ("Opening hours", "Cost")
    )
    rows = table(composed(a_publishable(scorecards=scores))[0], "voices/scorecards")
    assert [row[:2] for row in rows[1:]] == [
        ["Opening hours", "1"],
        ["Opening hours", "2"],
        ["Cost", "1"],
        ["Cost", "2"],
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


def test_what_pushes_people_behind_is_asked_for_and_printed_where_it_is_written() -> None:
    asked = {plain(p.content) for p in of(composed()[0], Paragraph)}
    text = narrative("Flour became dearer.", "why/drivers")
    document, problems = composed(a_publishable(narratives=(text,)))

    assert any(said.startswith("No analysis yet of what pushes people behind") for said in asked)
    assert list(problems) == []
    assert "Flour became dearer." in {plain(p.content) for p in of(document, Paragraph)}
