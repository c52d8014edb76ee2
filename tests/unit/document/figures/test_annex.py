"""The annex of figures holds every category, period and definition."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_figure_blocks import CODES, EN, NUMBERS, blocks, names
from tests.builders_figures import (
    a_breakdown,
    a_crossing,
    a_gap_trend,
    a_publishable,
    a_series,
    a_trend,
    an_estimate,
    cite,
    some_findings,
)
from vnrgen.analysis.findings import Breakdown
from vnrgen.document.blocks import Chart, RowKind
from vnrgen.document.blocks.plain import plain
from vnrgen.document.figures.indicator import annex_table
from vnrgen.dossier.model import SourceKind


def test_counts_have_no_gaps_and_their_breakdowns_stand_in_the_annex_alone() -> None:
    series = a_series(unit="NUMBER", favourable=None)
    breakdowns = tuple(
        a_breakdown({"A": 4.0, "B": 9.0}, dimension=name, favourable=None)
        for name in ("sex", "wealth")
    )
    found = some_findings(series, breakdowns=breakdowns)

    assert [type(block) for block in blocks(found)] == [Chart]
    annex = annex_table(a_publishable(found), found, EN, cite)
    assert names(annex) == ["B", "A", "B", "A"]


@settings(max_examples=20, deadline=None)
@given(
    st.dictionaries(CODES, NUMBERS, min_size=1, max_size=12),
    st.dictionaries(CODES, NUMBERS, min_size=1, max_size=3),
)
def test_the_annex_has_every_category_of_every_breakdown_and_crossing(
    ethnic: dict[str, float | None], other: dict[str, float | None]
) -> None:
    found = some_findings(
        trends=(a_trend((an_estimate(20.0),)),),
        breakdowns=(a_breakdown(ethnic), a_breakdown(other, dimension="sex")),
        intersections=(a_crossing({("Wesha", "Women"): 60.4}),),
    )

    table = annex_table(a_publishable(found), found, EN, cite)

    heads = names(table)
    assert sorted(heads) == sorted([*ethnic, *other, "Wesha + Women"])
    totals = [plain(row.cells[0]) for row in table.rows if row.kind is RowKind.TOTAL]
    assert totals == ["Ostara, everybody, 2022"]
    ids = [row.row_id for row in table.rows]
    assert len(ids) == len(set(ids))
    assert all(
        len(r.cells) == len(table.columns) for r in table.rows if r.kind is not RowKind.GROUP
    )


def test_the_annex_has_official_rows_first_and_names_sources_where_rows_would_be_alike() -> None:
    def by(source: str, kind: SourceKind) -> Breakdown:
        one = a_breakdown({"A": 1.0})
        return replace(one, finding_id=source, source_id=source, source_kind=kind)

    found = some_findings(
        breakdowns=(
            by("ramp", SourceKind.CITIZEN),
            by("voices", SourceKind.CITIZEN),
            a_breakdown({"B": 2.0}),
            a_breakdown({"C": 3.0}, dimension="sex"),
        )
    )

    table = annex_table(a_publishable(found), found, EN, cite)

    assert [plain(row.cells[0]) for row in table.rows if row.kind is RowKind.GROUP] == [
        "Ethnic group – Ostara, 2022",
        "Ethnic group – Ostara, 2022 (citizen data, ramp)",
        "Ethnic group – Ostara, 2022 (citizen data, Community Voices)",
        "Sex – Ostara, 2022",
    ]


def test_the_annex_sets_earlier_figures_beside_only_where_they_can_be_compared() -> None:
    years = [a_breakdown({"A": float(y - 2000)}, year=y) for y in (2012, 2017, 2022)]
    trend = replace(a_gap_trend(*years), segments=((years[0],), tuple(years[1:])))
    old, mid, new = (an_estimate(float(y), year=y) for y in (2012, 2017, 2022))
    found = some_findings(
        trends=(a_trend((old,), (mid, new)),), breakdowns=(years[-1],), gap_trends=(trend,)
    )

    table = annex_table(a_publishable(found), found, EN, cite)

    assert [[plain(cell) for cell in row.cells] for row in table.rows] == [
        ["Ostara, everybody, 2022", "2,022.0", "2,017.0"],
        ["Before a break in the series: not comparable with the rows above"],
        ["Ostara, everybody, 2012", "2,012.0", ".."],
        ["Ethnic group – Ostara, 2022"],
        ["A", "22.0", "17.0"],
        ["Ethnic group – Ostara, 2012 (before a break in the series)"],
        ["A", "12.0", ".."],
    ]
    assert [plain(note) for note in table.notes] == [
        ".. No figure published or shown, or none that can be compared with the others of its row."
    ]


def test_every_period_before_a_break_has_rows_and_none_a_column_of_dots() -> None:
    years = [a_breakdown({"A": float(y - 2000)}, year=y) for y in (2010, 2012, 2020, 2022)]
    trend = replace(a_gap_trend(*years), segments=(tuple(years[:2]), tuple(years[2:])))
    one, two, three, four = (an_estimate(float(y), year=y) for y in (2010, 2012, 2020, 2022))
    found = some_findings(
        trends=(a_trend((one, two), (three, four)),),
        breakdowns=(years[-1],),
        gap_trends=(trend,),
    )

    table = annex_table(a_publishable(found), found, EN, cite)

    assert [column.column_id for column in table.columns] == ["name", "value", "2020"]
    assert [plain(row.cells[0]) for row in table.rows] == [
        "Ostara, everybody, 2022",
        "Before a break in the series: not comparable with the rows above",
        "Ostara, everybody, 2012",
        "Ostara, everybody, 2010",
        "Ethnic group – Ostara, 2022",
        "A",
        "Ethnic group – Ostara, 2012 (before a break in the series)",
        "A",
        "Ethnic group – Ostara, 2010 (before a break in the series)",
        "A",
    ]


def test_the_annex_says_so_where_a_group_has_more_periods_than_it_prints() -> None:
    years = [a_breakdown({"A": 1.0}, year=y) for y in range(2012, 2023)]
    found = some_findings(breakdowns=(years[-1],), gap_trends=(a_gap_trend(*years),))

    table = annex_table(a_publishable(found), found, EN, cite)

    assert plain(table.notes[-1]).startswith("Not every period is shown here")


def test_every_period_of_a_long_headline_is_in_the_annex() -> None:
    years = range(2000, 2023)
    found = some_findings(trends=(a_trend(tuple(an_estimate(1.0, year=y) for y in years)),))

    table = annex_table(a_publishable(found), found, EN, cite)

    said = " ".join(plain(cell) for row in table.rows for cell in row.cells)
    said += " ".join(plain(column.head) for column in table.columns)
    assert all(str(year) in said for year in years)


def test_the_annex_names_the_definition_of_earlier_figures_and_drops_no_headline() -> None:
    years = (2016, 2017, 2018, 2019, 2020, 2022, 2024)
    values = tuple(an_estimate(10.0 + n, "_T", year) for n, year in enumerate(years))
    repair = replace(a_trend(values), context={"criteria": "Repair"}, finding_id="repair")
    withheld = replace(a_trend((an_estimate(None, "_T", 2024),)), finding_id="withheld")
    found = some_findings(trends=(repair, withheld))
    rows = annex_table(a_publishable(found), found, EN, cite).rows
    names = [plain(row.cells[0]) for row in rows]

    assert names[-1] == "Ostara, everybody, 2024"
    assert plain(rows[-1].cells[1]) == "no data"
    assert len(names) > 2
    assert all(name.endswith(" (Repair)") for name in names[:-1])
