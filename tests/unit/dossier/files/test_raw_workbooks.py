"""Workbooks written part by part, as programs of many makers write them: what is shown is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.builders_ooxml import cell, rich, row, text, workbook
from tests.builders_records import Reading, a_series, read_as
from vnrgen.dossier.files.grid import Grid, read_grid
from vnrgen.dossier.files.workbook import NumberCell, read_sheet
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.problems import Problem, ProblemLog

HEADER = ("indicator_id", "series", "place", "period", "value", "source_id")
ROW = ("3.1.2", "SBA", "KEN")


def grid_of(folder: Path, data: bytes, name: str = "w.xlsx") -> tuple[Grid, list[Problem]]:
    (folder / name).write_bytes(data)
    problems = ProblemLog()
    return read_grid(folder / name, folder, problems), problems.sorted()


def canonical(folder: Path, *rows: str, strings: tuple[str, ...] = (), **more: bool) -> Reading:
    """Read a canonical table; strings 0 to 8 are its header and the cells that repeat."""
    fixed = [text(words) for words in (*HEADER, *ROW, "src")]
    header = row(1, *(cell(f"{'ABCDEF'[n]}1", str(n), "s") for n in range(6)))
    (folder / "d.xlsx").write_bytes(
        workbook(header, *rows, strings=[*fixed, *strings], **more)  # type: ignore[arg-type]
    )
    return read_as("canonical", folder / "d.xlsx", series=[a_series()])


def line(number: int, period: str, value: str, *, hidden: bool = False) -> str:
    start = [cell(f"{'ABC'[n]}{number}", str(6 + n), "s") for n in range(3)]
    return row(number, *start, period, value, cell(f"F{number}", "9", "s"), hidden=hidden)


def test_a_raised_footnote_is_never_a_digit_of_the_figure(tmp_path: Path) -> None:
    raised = rich(("", "35.4"), ("superscript", "2"))
    found = canonical(
        tmp_path, line(2, cell("D2", "2022"), cell("E2", "10", "s")), strings=(raised,)
    )
    assert [o.value for o in found.rows if o.value is not None] == []
    [problem] = [p for p in found.problems if p.severity == "error"]
    assert (problem.where.row, problem.where.column) == (2, "value")
    assert "35.4²" in problem.what


@pytest.mark.parametrize(
    ("mark", "shown"), [("1", "Urban¹"), ("a", "Urban (a)"), ("1)", "Urban¹⁾"), (" ", "Urban")]
)
def test_raised_marks_stay_apart_in_shared_and_inline_strings(mark: str, shown: str) -> None:
    shared = rich(("", "Urban"), ("superscript", mark))
    inline = shared.removeprefix("<si>").removesuffix("</si>")
    data = workbook(row(1, cell("A1", "0", "s"), cell("B1", inline, "inlineStr")), strings=[shared])
    assert [c.strip() for c in read_sheet(data).rows[0]] == [shown, shown]
    lowered = rich(("", "CO"), ("subscript", "2"))
    assert read_sheet(workbook(row(1, cell("A1", "0", "s")), strings=[lowered])).rows == [["CO2"]]


@pytest.mark.parametrize("is_strict", [False, True], ids=["transitional", "strict"])
def test_percentages_dates_and_texts_are_read_as_they_are_shown(*, is_strict: bool) -> None:
    data = workbook(
        row(1, cell("A1", "0.25", style=1), cell("B1", "0.25"), cell("C1", "0", "s")),
        row(2, cell("A2", "43831", style=2), cell("B2", "43831", style=3), cell("C2", "1", "b")),
        strings=[text("0.25")],
        is_strict=is_strict,
    )
    first, second = read_sheet(data).rows
    assert first == ["25%", "0.25", "0.25"]
    assert isinstance(first[0], NumberCell)
    assert first[0].number == 25.0
    assert not isinstance(first[2], NumberCell)
    assert second == ["2020-01-01", "2020-01", "true"]


def test_dates_of_the_1904_system_are_four_years_later() -> None:
    old = workbook(row(1, cell("A1", "42369", style=2)), is_1904=True)
    assert read_sheet(old).rows == [["2020-01-01"]]


def test_a_percentage_in_a_table_is_the_number_that_is_shown(tmp_path: Path) -> None:
    found = canonical(tmp_path, line(2, cell("D2", "2022"), cell("E2", "0.704", style=1)))
    assert [o.value for o in found.rows] == [70.4]


def test_formulas_count_by_their_stored_results(tmp_path: Path) -> None:
    found = canonical(
        tmp_path,
        line(2, cell("D2", "2022"), cell("E2", "61.5", formula="A1*2")),
        line(3, cell("D3", "2021"), cell("E3", "#DIV/0!", "e", formula="1/0")),
        line(4, cell("D4", "2020"), cell("E4", "", formula="B9")),
    )
    assert [o.value for o in found.rows if o.period_label == "2022"] == [61.5]
    said = {(p.code, p.where.row) for p in found.problems}
    assert {("TAB011", 3), ("TAB010", 4)} <= said


def test_numbers_and_marks_stored_as_texts(tmp_path: Path) -> None:
    strings = (text("61.5"), text("(29.5)"), text("1,234"))
    found = canonical(
        tmp_path,
        *(line(n, cell(f"D{n}", str(2010 + n)), cell(f"E{n}", str(8 + n), "s")) for n in (2, 3, 4)),
        strings=strings,
    )
    values = {o.row: (o.value, o.obs_status) for o in found.rows}
    assert values[2] == (61.5, ObservationStatus.NORMAL)
    assert values[3] == (29.5, ObservationStatus.LOW_RELIABILITY)
    assert [p.where.row for p in found.problems if p.severity == "error"] == [4]


def test_hidden_rows_are_named_and_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    data = workbook(
        row(1, cell("A1", "0", "s")),
        *(row(n, cell(f"A{n}", str(n)), hidden=n in {2, 3, 5}) for n in range(2, 6)),
        strings=[text("value")],
        hidden_sheet=row(1, cell("A1", "99")),
    )
    grid, problems = grid_of(tmp_path, data)
    assert grid.rows == [["value"], ["2"], ["3"], ["4"], ["5"]]
    [problem] = [p for p in problems if p.code == "TAB025"]
    assert (problem.where.row, problem.severity) == (2, "warning")
    assert "2-3, 5" in problem.what


def test_merged_cells_are_named_by_their_row(tmp_path: Path) -> None:
    data = workbook(row(1, cell("A1", "5"), cell("B1", "6")), merged=("A1:A3",))
    _, problems = grid_of(tmp_path, data)
    assert [(p.code, p.where.row) for p in problems] == [("TAB009", 1)]


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("xl/workbook.bin", ".xlsb"),
        ("content.xml", ".ods"),
        ("word/document.xml", "Word"),
        ("Index/Document.iwa", "Numbers"),
        ("other.txt", "no Excel workbook"),
    ],
)
def test_other_kinds_of_files_are_called_by_their_names(
    tmp_path: Path, member: str, words: str
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(member, b"x")
    _, problems = grid_of(tmp_path, stream.getvalue())
    [problem] = [p for p in problems if p.code == "TAB008"]
    assert words in problem.what
