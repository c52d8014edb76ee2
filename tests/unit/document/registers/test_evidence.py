"""Standings, coverage, measures and doubts in the chapter: nobody left out, nothing overstated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.builders_document import a_publishable, composed, findings
from vnrgen.analysis.findings import (
    Disaggregated,
    Doubt,
    DoubtKind,
    ExpectedDisaggregation,
    Findings,
    MeasuredValue,
    SeriesFindings,
    Standing,
)
from vnrgen.analysis.measures.catalogue import FORMULAS
from vnrgen.document.blocks import Chart, Document, Paragraph, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.drawings import CoverageMap, Depth, StandingMatrix
from vnrgen.document.language.measures import formula_words
from vnrgen.document.language.wording import Wording
from vnrgen.document.tree.walk import every_block
from vnrgen.dossier.model import Category, Label


def chart(document: Document, block_id: str) -> Chart:
    return next(
        b for b in every_block(document.blocks) if isinstance(b, Chart) and b.block_id == block_id
    )


def rows(document: Document, block_id: str) -> list[list[str]]:
    (table,) = (
        b for b in every_block(document.blocks) if isinstance(b, Table) and b.block_id == block_id
    )
    return [[plain(cell) for cell in row.cells] for row in table.rows]


def with_series(**changes: object) -> Findings:
    found = findings()
    (series,) = found.series
    changed: SeriesFindings = replace(series, **changes)  # type: ignore[arg-type]
    return replace(found, series=(changed,))


# --- coverage ----------------------------------------------------------------------------------


def test_the_map_of_evidence_has_every_group_and_says_in_a_word_where_there_is_nothing() -> None:
    found = findings()
    (row,) = found.coverage
    counted = replace(
        row,
        kinds={**row.kinds, "citizen": Standing.WITHHELD, "qualitative": Standing.HEARD},
        counts={"official": 6, "citizen": 0, "story": 1},
    )
    document, _ = composed(a_publishable(findings=replace(found, coverage=(counted,))))
    shown = chart(document, "who/evidence")

    assert isinstance(shown.drawing, CoverageMap)
    assert [r.label for r in shown.drawing.rows] == ["Highland people", "Island people"]
    assert [(c.text, c.depth) for c in shown.drawing.rows[0].cells] == [
        ("6", Depth.MUCH),
        ("withheld", Depth.LITTLE),
        ("none shown", Depth.LITTLE),
        ("1", Depth.LITTLE),
        ("none", Depth.EMPTY),
        ("none", Depth.EMPTY),
    ]
    assert plain(shown.title) == (
        "No evidence in 8 of 12 cells; no figure at all for: Island people"
    )


def test_a_breakdown_that_the_global_list_provides_for_is_missing_where_it_is_not_there() -> None:
    table = rows(composed()[0], "who/disaggregation")

    # SH_STA_BRTC of the global list: income and sex; the dossier has ethnic groups.
    assert table == [
        [
            "3.1.2 Births attended by skilled health personnel",
            "3 of 4",
            "missing",
            "missing",
        ]
    ]


def test_many_dimensions_are_listed_by_indicator_for_a_column_each_would_be_too_narrow() -> None:
    found = findings()
    many = tuple(
        ExpectedDisaggregation(
            indicator_id="3.1.2",
            series="SH_STA_BRTC",
            dimension_id=f"d{number:02}",
            is_expected=True,
            status=Disaggregated.IN_PART if number else Disaggregated.MISSING,
            with_value=3,
            expected=4,
        )
        for number in range(11)
    )
    changed = replace(found, expected_disaggregation=many)
    ((name, there, missing),) = rows(
        composed(a_publishable(findings=changed))[0], "who/disaggregation"
    )

    assert name.startswith("3.1.2 ")
    assert there.startswith("d01:\u00a03\u00a0of\u00a04; d02:\u00a03\u00a0of\u00a04; ")
    assert missing == "d00"


def test_a_breakdown_without_a_value_is_named_under_missing_as_the_overview_counts_it() -> None:
    kinds = {0: Disaggregated.MISSING, 1: Disaggregated.EMPTY, 2: Disaggregated.COMPLETE}
    many = tuple(
        ExpectedDisaggregation(
            indicator_id="3.1.2",
            series="SH_STA_BRTC",
            dimension_id=f"d{number:02}",
            is_expected=number < 3,
            status=kinds.get(number, Disaggregated.IN_PART),
            with_value={1: 0, 2: 1}.get(number, 2),
            expected=1 if number < 3 else 4,
        )
        for number in range(11)
    )
    document, _ = composed(
        a_publishable(findings=replace(findings(), expected_disaggregation=many))
    )
    ((_, there, missing),) = rows(document, "who/disaggregation")
    said = next(
        plain(block.content)
        for block in every_block(document.blocks)
        if isinstance(block, Paragraph) and block.block_id == "who/disaggregation/words"
    )

    assert there.startswith("d02:\u00a01\u00a0of\u00a01; d03:\u00a02\u00a0of\u00a04; ")
    assert missing == "d00; d01 (no value)"
    assert said.startswith("Of 3 breakdowns that the global list")
    assert "the figures have 1 in full, 0 in part and 2 not at all. Break" in said


# --- standings ---------------------------------------------------------------------------------


def test_the_matrix_of_standings_has_a_row_for_every_group_that_the_dossier_names() -> None:
    from vnrgen.analysis.standings import standings_of

    found = findings()
    (series,) = found.series
    groups = a_publishable().groups
    told = standings_of([(series.series, series.breakdowns)], {}, groups)
    document, _ = composed(a_publishable(findings=replace(found, standings=told)))
    shown = chart(document, "figures/standings/official")

    assert isinstance(shown.drawing, StandingMatrix)
    assert {row.label for row in shown.drawing.rows} >= {"Highland people", "Island people"}
    assert {row.total for row in shown.drawing.rows} <= {"too few", "no figure"}
    # One indicator is too little to call anybody furthest behind in general.
    assert plain(shown.title) == "No group has the worst figure on most indicators that compare it"
    assert len(shown.table.rows) == len(shown.drawing.rows)


@pytest.mark.parametrize(("figures", "total"), [(1, "not compared"), (0, "no figure")])
def test_a_group_that_no_other_stands_beside_has_a_figure_all_the_same(
    figures: int, total: str
) -> None:
    found = findings()
    first = next(s for s in found.standings if s.group_id == "highland")
    alone = replace(first, furthest=0, compared=0, average=None)
    counted = tuple(
        replace(row, counts={**row.counts, "official": figures}) for row in found.coverage
    )
    document, _ = composed(
        a_publishable(findings=replace(found, standings=(alone,), coverage=counted))
    )
    drawing = chart(document, "figures/standings/official").drawing

    assert isinstance(drawing, StandingMatrix)
    assert {row.label: row.total for row in drawing.rows}["Highland people"] == total


NOT_SURELY = (
    "Worst figure on most of the indicators that compare them, though not surely: Highland people"
)


@pytest.mark.parametrize(
    ("unsure", "title"),
    [
        ({}, "Furthest behind on most of the indicators that compare them: Highland people"),
        ({"uncertain": 2}, NOT_SURELY),
        ({"unknown": 2}, NOT_SURELY),
        ({"compared": 2}, "No group has the worst figure on most indicators that compare it"),
    ],
)
def test_a_group_is_called_furthest_behind_in_general_only_as_far_as_intervals_allow(
    unsure: dict[str, int], title: str
) -> None:
    found = findings()
    first = next(s for s in found.standings if s.group_id == "highland")
    often = replace(first, **{"furthest": 4, "compared": 5, "average": 0.9, **unsure})
    document, _ = composed(a_publishable(findings=replace(found, standings=(often,))))

    assert plain(chart(document, "figures/standings/official").title) == title


# --- measures and doubts -----------------------------------------------------------------------


def test_a_refused_measure_has_a_letter_that_a_note_explains() -> None:
    document, _ = composed()
    table = rows(document, "annexes/measures/0")

    assert table[0] == ["3.1.2 Births attended by skilled health personnel"]
    assert any(len(cell) == 1 and cell.isalpha() for cell in table[1][1:])
    (block,) = (
        b
        for b in every_block(document.blocks)
        if isinstance(b, Table) and b.block_id == "annexes/measures/0"
    )
    assert any("Not computed, because a: " in plain(note) for note in block.notes)


def test_a_measure_from_the_groups_own_average_is_marked_and_the_mark_explained() -> None:
    found = findings()
    (series,) = found.series

    def valued(result: MeasuredValue) -> MeasuredValue:
        return replace(result, measure=replace(result.measure, value=5.0, refused=None))

    def gains(*, is_published: bool) -> tuple[str, list[str]]:
        (one,) = series.measures
        measures = replace(
            one,
            results=tuple(valued(result) for result in one.results),
            average_is_published=is_published,
        )
        changed = replace(found, series=(replace(series, measures=(measures,)),))
        document, _ = composed(a_publishable(findings=changed))
        (block,) = (
            b
            for b in every_block(document.blocks)
            if isinstance(b, Table) and b.block_id == "annexes/measures/0"
        )
        nth = [plain(column.head) for column in block.columns].index("PAR")
        return plain(block.rows[1].cells[nth]), [plain(note) for note in block.notes]

    cell, notes = gains(is_published=False)
    assert cell.endswith("†")
    assert any(note.startswith("† No figure for everybody is published") for note in notes)
    cell, notes = gains(is_published=True)
    assert "†" not in cell
    assert not any("†" in note for note in notes)


def test_a_negative_measure_has_a_true_minus_and_no_hyphen() -> None:
    found = findings()
    (series,) = found.series

    def negative(result: MeasuredValue) -> MeasuredValue:
        return replace(result, measure=replace(result.measure, value=-1.25, refused=None))

    measures = tuple(
        replace(one, results=tuple(negative(result) for result in one.results))
        for one in series.measures
    )
    changed = replace(found, series=(replace(series, measures=measures),))
    document, _ = composed(a_publishable(findings=changed))
    cells = [cell for row in rows(document, "annexes/measures/0")[1:] for cell in row[1:]]

    assert any("−" in cell for cell in cells)
    assert not any("-" in cell for cell in cells)


def test_many_groups_that_are_nowhere_worst_are_counted_in_the_note_and_not_named() -> None:
    from vnrgen.analysis.standings import standings_of

    found = findings()
    (series,) = found.series
    told = standings_of([(series.series, series.breakdowns)], {}, a_publishable().groups)
    never = replace(told[0], furthest=0, compared=3)
    many = tuple(
        replace(
            never,
            group_id=None,
            category=Category(
                code=f"g{number:02}", label=Label(texts={"en": f"Group {number:02}"})
            ),
        )
        for number in range(90)
    )
    document, _ = composed(a_publishable(findings=replace(found, standings=(*told, *many))))
    notes = [plain(note) for note in chart(document, "figures/standings/official").notes]

    (note,) = [note for note in notes if note.startswith("Nowhere with the worst figure")]
    assert "see the table of standings" in note
    assert "Group 07" not in note


def test_many_groups_that_too_few_indicators_compare_are_counted_above_the_figure() -> None:
    from vnrgen.analysis.standings import standings_of

    found = findings()
    (series,) = found.series
    told = standings_of([(series.series, series.breakdowns)], {}, a_publishable().groups)
    named = next(item for item in told if item.group_id is not None)
    few, silent = (
        tuple(
            replace(named, compared=compared, category=replace(named.category, code=f"g{number}"))
            for number in range(13)
        )
        for compared in (1, 0)
    )
    document, _ = composed(a_publishable(findings=replace(found, standings=(*few, *silent))))
    said = " ".join(
        plain(block.content)
        for block in every_block(document.blocks)
        if isinstance(block, Paragraph)
    )

    assert (
        "13 groups are compared on fewer than 3 indicators, too few to say where they stand: see"
        " the last column. Of 13 groups nobody can say on any indicator where they stand: see the"
        " last column."
    ) in said


def test_the_letters_of_formulas_are_those_of_the_catalogue_in_the_language_of_the_sources() -> (
    None
):
    english = Wording("en")

    assert all(formula_words(english, formula) == formula.text for formula in FORMULAS.values())


def test_a_doubt_names_what_it_is_what_follows_and_its_rows() -> None:
    (series,) = findings().series
    row = series.breakdowns[0].members[0].estimate.observation_id
    doubt = Doubt(
        kind=DoubtKind.DISTRIBUTION,
        place_id="ost",
        dimension_id="ethnicity",
        observation_ids=(row,),
        periods=(date(2024, 12, 31),),
    )
    ((name, what, where, follows, told),) = rows(
        composed(a_publishable(findings=with_series(doubts=(doubt,))))[0], "annexes/doubts"
    )

    assert name.startswith("3.1.2 ")
    assert what == "The parts add up to the whole: they divide it and are no rates of groups"
    assert (where, follows) == ("Ostara, Ethnic group, 2024", "not ranked")
    assert told != "–"


def test_without_doubts_the_annex_says_that_nothing_was_found() -> None:
    document, _ = composed()

    assert "The checks of plausibility found nothing doubtful." in [
        plain(b.content) for b in every_block(document.blocks) if hasattr(b, "content")
    ]


def test_a_series_about_one_sex_alone_is_not_asked_for_figures_by_sex() -> None:
    def told(expected: str = "", **fixed: str) -> str:
        (series,) = findings().series
        found = with_series(series=replace(series.series, fixed=fixed))
        if expected:
            row = ExpectedDisaggregation(
                indicator_id=series.series.indicator_id,
                series=series.series.series,
                dimension_id=expected,
                is_expected=True,
                status=Disaggregated.MISSING,
                with_value=0,
                expected=0,
            )
            found = replace(found, expected_disaggregation=(row,))
        document, _ = composed(a_publishable(findings=found))
        (said,) = (
            plain(block.content)
            for block in every_block(document.blocks)
            if isinstance(block, Paragraph) and block.block_id.endswith("/crossings")
        )
        return said

    asked = "Figures by sex exist for 0 of the 1 series that could have them"
    not_asked = "Figures for people who belong to two groups at once exist for 0 of 1 series."
    assert told().startswith(asked)
    assert told(expected="sex").startswith(asked)
    assert told(sex="F") == not_asked
    assert told(expected="age") == not_asked
