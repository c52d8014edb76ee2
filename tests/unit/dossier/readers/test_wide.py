"""Wide sheets: what stands above and beside a figure says whose it is, and of when."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders_records import Reading, a_series, read_as

LITERACY = a_series("4.6.1", "LIT", label="Literacy rate")
USUAL: dict[str, object] = {"indicator": {"Literacy rate": "4.6.1"}, "unit": "PT"}


def sheet(
    folder: Path,
    rows: list[list[object]],
    options: dict[str, object],
    merged: tuple[str, ...] = (),
    **more: object,
) -> Reading:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    book.save(folder / "wide.xlsx")
    more = {"series": [LITERACY]} | more
    return read_as("wide", folder / "wide.xlsx", {**USUAL, **options}, **more)  # type: ignore[arg-type]


def test_merged_headings_hold_for_all_their_columns(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [
            ["Table 4.2: Literacy by sex"],
            [],
            ["Indicator", "Male", None, "Female", None],
            [None, 2019, 2022, 2019, 2022],
            ["Literacy rate", 80.5, 82, 70.25, 74],
            ["Source: census"],
        ],
        {"header": {3: "Sex", 4: "year"}, "labels": {"A": "indicator"}},
        merged=("A1:E1", "A3:A4", "B3:C3", "D3:E3"),
    )
    values = {(r.dimensions["sex"], r.period_label): r.value for r in found.rows}
    assert values == {
        ("M", "2019"): 80.5,
        ("M", "2022"): 82,
        ("F", "2019"): 70.25,
        ("F", "2022"): 74,
    }
    assert found.errors == []


def test_headings_without_figures_name_what_is_below_them(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [
            ["Characteristic", 2019, 2022],
            ["Total", 75, 78],
            ["Sex"],
            ["Female¹", 70, 74],
            ["Residence"],
            ["Rural", 60, "71.5*"],
        ],
        {
            "header": {1: "year"},
            "labels": {"A": "group"},
            "headings": "dimension",
            "indicator": "4.6.1/LIT",
            "marks": {"*": "provisional"},
        },
    )
    last = [r for r in found.rows if r.period_label == "2022"]
    assert [({d: c for d, c in r.dimensions.items() if c != "_T"}, r.value) for r in last] == [
        ({}, 78),
        ({"sex": "F"}, 74),
        ({"urbanisation": "R"}, 71.5),
    ]
    assert [str(r.obs_status) for r in last] == ["normal", "normal", "provisional"]


def test_indicators_stand_in_rows_with_units_and_blank_repeats(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [
            ["Indicator", "Unit", "Sex", 2022],
            ["Literacy rate", "%", "Male", 82],
            [None, None, "Female", "(74)"],
            ["Births", "per 1,000", "Total", 3],
        ],
        {
            "header": {1: "year"},
            "labels": {"A": "indicator", "B": "unit", "C": "Sex"},
            "unit": None,
        },
    )
    assert found.values("sex") == {("M",): 82, ("F",): 74}
    assert '"Births"' in found.problem("WID005").what


def test_rows_and_columns_can_be_left_out_and_places_read(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [
            ["Region", "2021", "change", "2022"],
            ["Coast", 60, 1, 61],
            ["of which islands", 50, 1, 51],
            ["Nairobi", 80, 1, 81],
            ["Note: estimates", None, None, 7],
        ],
        {
            "header": {1: "year"},
            "labels": {"A": "Region"},
            "skip_columns": ["C"],
            "skip_rows": ["3"],
            "rows": [2, 4],
            "indicator": "4.6.1/LIT",
        },
    )
    assert {(r.place, r.period_label): r.value for r in found.rows} == {
        ("coast", "2021"): 60,
        ("coast", "2022"): 61,
        ("nairobi", "2021"): 80,
        ("nairobi", "2022"): 81,
    }


def test_a_csv_file_spreads_the_headings_above_the_last(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text(
        "x;Male;;Female;\n;2021;2022;2021;2022\nLiteracy rate;1,5;2;3;4\n", encoding="utf-8"
    )
    options = {"header": {"1": "Sex", "2": "year"}, "labels": {"A": "indicator"}, "decimal": ","}
    found = read_as("wide", tmp_path / "w.csv", USUAL | options, series=[LITERACY])
    assert [(r.dimensions["sex"], r.value) for r in found.rows] == [
        ("M", 1.5),
        ("M", 2),
        ("F", 3),
        ("F", 4),
    ]


def test_a_wrong_figure_is_found_by_row_and_letters(tmp_path: Path) -> None:
    rows: list[list[object]] = [["x", 2021, 2022], ["Literacy rate", 70, "71q"]]
    found = sheet(tmp_path, rows, {"header": {1: "year"}, "labels": {"A": "indicator"}})
    assert (found.problem("OBS002").where.row, found.problem("OBS002").where.column) == (2, "C")
    assert [r.value for r in found.rows] == [70]


def test_figures_in_merged_cells_are_not_guessed_at(tmp_path: Path) -> None:
    rows: list[list[object]] = [["x", 2021, 2022], ["Literacy rate", 70, None]]
    options = {"header": {1: "year"}, "labels": {"A": "indicator"}}
    assert sheet(tmp_path, rows, options, merged=("B2:C2",)).problem("TAB009").where.column == "B"


def test_a_mapping_that_says_too_little_says_so(tmp_path: Path) -> None:
    rows: list[list[object]] = [["x", "Male"], ["Literacy rate", 70], ["Rural", 60]]
    assert sheet(tmp_path, rows, {}).codes == ["WID001"]
    assert sheet(tmp_path, rows, {"header": {1: "Sex"}}).codes == ["WID002"]
    empty = sheet(tmp_path, rows, {"header": {9: "year"}, "period": 2022})
    assert empty.codes == ["WID004"]
    group = {"header": {1: "Sex"}, "labels": {"A": "group"}, "period": 2022}
    assert sheet(tmp_path, rows, group).problem("WID003").where.row == 2
    wrong = {"header": {"A": "year"}, "labels": {"1": "x"}, "skip_rows": ["a"], "rows": ["b"]}
    assert [p.code for p in sheet(tmp_path, rows, wrong).problems].count("MAP001") == 4
    nothing = {"header": {1: "Sex"}, "labels": {"A": "indicator"}, "period": 2022, "indicator": {}}
    assert sheet(tmp_path, rows, nothing, series=()).problem("WID005").severity == "error"


def test_an_order_that_only_the_office_knows_is_asked_for(tmp_path: Path) -> None:
    rows: list[list[object]] = [["x", 2022], ["Quintile 1", 60], ["Quintile 2", 61]]
    options = {
        "header": {1: "year"},
        "labels": {"A": "Deprivation index"},
        "indicator": "4.6.1/LIT",
    }
    assert sheet(tmp_path, rows, options).problem("MAP013").severity == "warning"
    ordered = options | {"order": {"Deprivation index": ["Quintile 2", "Quintile 1"]}}
    dimension = sheet(tmp_path, rows, ordered).result.dimensions["deprivation_index"]
    assert [c.order for c in dimension.categories.values()] == [2, 1]


CELLS = st.one_of(st.text(max_size=6), st.integers(-5, 3000).map(str), st.just(""))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(CELLS, max_size=6), max_size=8),
    st.dictionaries(st.integers(0, 9).map(str), st.sampled_from(["year", "Sex", "indicator"])),
    st.dictionaries(
        st.sampled_from("ABCZ"), st.sampled_from(["group", "indicator", "Region", "n"])
    ),
    st.sampled_from(["", "dimension", "indicator", "Region"]),
)
def test_reading_never_raises(
    tmp_path: Path,
    rows: list[list[str]],
    header: dict[str, str],
    labels: dict[str, str],
    headings: str,
) -> None:
    text = "\n".join(";".join(row) for row in rows).encode("utf-8", "replace")
    (tmp_path / "w.csv").write_bytes(text)
    options = {"header": header, "labels": labels, "headings": headings, "indicator": "4.6.1"}
    read_as("wide", tmp_path / "w.csv", options | {"marks": {"*": "P"}})
    read_as("report-table", tmp_path / "w.csv", {"period": 2022, "indicator": "4.6.1"})


def test_words_for_women_and_men_need_no_heading_above_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [None, 2019, 2020],
        ["Всего", 20.1, 25.3],
        ["Сельская местность", 23.2, 29.3],
        ["Женщины", 20.2, 25.4],
    ]
    options = {"header": {1: "year"}, "labels": {"A": "group"}, "indicator": {"*": "4.6.1"}}
    found = sheet(tmp_path, rows, options)
    told = [
        (r.dimensions.get("urbanisation"), r.dimensions.get("sex"), r.value) for r in found.rows
    ]
    assert set(told) == {
        ("_T", "_T", 20.1),
        ("_T", "_T", 25.3),
        ("R", "_T", 23.2),
        ("R", "_T", 29.3),
        ("_T", "F", 20.2),
        ("_T", "F", 25.4),
    }
    assert found.errors == []
    assert found.problem("WID008").where.row == 3


def test_a_label_that_says_nothing_is_no_total(tmp_path: Path) -> None:
    rows: list[list[object]] = [[None, 2019], ["Total", 20.1], ["Herders", 40.2]]
    options = {"header": {1: "year"}, "labels": {"A": "group"}, "indicator": {"*": "4.6.1"}}
    found = sheet(tmp_path, rows, options)
    assert [row.value for row in found.rows] == [20.1]
    assert "WID003" in found.codes


def test_headings_of_what_is_measured_hold_below_a_row_for_everybody_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [None, 2019],
        ["Literacy rate"],
        ["Ensemble", 61.3],
        ["Urbain", 84.1],
        ["Rural", 49.2],
    ]
    options = {"header": {1: "year"}, "labels": {"A": "group"}, "headings": "indicator"}
    found = sheet(tmp_path, rows, options)
    assert {r.dimensions["urbanisation"]: r.value for r in found.rows} == {
        "_T": 61.3,
        "U": 84.1,
        "R": 49.2,
    }


def test_the_mark_of_a_year_holds_for_all_figures_below_it_once_it_is_explained(
    tmp_path: Path,
) -> None:
    rows: list[list[object]] = [
        ["Indicator", "2019", "2020 p)", "2021 (r)", "2022²⁾"],
        ["Literacy rate", 60.1, 61.2, 62.3, 63.4],
    ]
    options = {"header": {1: "year"}, "labels": {"A": "indicator"}, "marks": {"p": "provisional"}}
    found = sheet(tmp_path, rows, options)
    assert {r.period_label: str(r.obs_status) for r in found.rows} == {
        "2019": "normal",
        "2020": "provisional",
        "2021": "normal",
        "2022": "normal",
    }
    (warning,) = [p for p in found.problems if p.code == "WID007"]
    assert '"2021 (r)"' in warning.what


def test_columns_of_groups_of_several_kinds_are_told_by_their_words(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["year", "total", "males", "females", "rural", "under 6 years"],
        [2016, 17.3, 17.1, 17.4, 24.0, 17.6],
        [2017, 15.0, 15.1, 14.9, 21.5, 11.8],
    ]
    options = {"header": {1: "group"}, "labels": {"A": "year"}, "indicator": {"*": "4.6.1"}}
    found = sheet(tmp_path, rows, options)
    names = ("sex", "urbanisation", "age")
    told = {tuple(r.dimensions[n] for n in names): r.value for r in found.rows if r.value < 16}
    assert told == {
        ("_T", "_T", "_T"): 15.0,
        ("M", "_T", "_T"): 15.1,
        ("F", "_T", "_T"): 14.9,
        ("_T", "_T", "Y0T5"): 11.8,
    }
    assert found.errors == []


def test_a_column_of_an_unknown_group_is_an_error_at_its_heading(tmp_path: Path) -> None:
    rows: list[list[object]] = [["year", "total", "herders"], [2016, 17.3, 40.1]]
    options = {"header": {1: "group"}, "labels": {"A": "year"}, "indicator": {"*": "4.6.1"}}
    where = sheet(tmp_path, rows, options).problem("WID003").where
    assert (where.row, where.column) == (1, "C")


def test_aliases_say_what_a_heading_means_before_it_is_told_what_it_is(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Godina", "Stopa ukupno", "Stopa muškarci", "Stopa žene"],
        [2019, 5.7, 5.8, 5.5],
    ]
    aliases = {"Stopa ukupno": "Total", "Stopa muškarci": "Male", "Stopa žene": "Female"}
    for heading in ("Spol", "group"):
        options = {"header": {1: heading}, "labels": {"A": "year"}, "indicator": {"*": "4.6.1"}}
        found = sheet(tmp_path, rows, {**options, "aliases": aliases})
        assert {r.dimensions["sex"]: r.value for r in found.rows} == {"_T": 5.7, "M": 5.8, "F": 5.5}
