"""What lies in a dossier and is not read is named, with what to do about it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.scaffold import new_dossier
from vnrgen.problems import Problem, ProblemLog


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_dossier(tmp_path / "dossier")
    return tmp_path / "dossier"


def _of(root: Path, name: str) -> list[Problem]:
    problems = ProblemLog()
    load_dossier(root, problems)
    return [problem for problem in problems if problem.where.path == name]


def test_a_workbook_with_the_tables_as_sheets_says_that_each_is_a_file(root: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for table in ("places", "Groups"):
        sheet = book.create_sheet(table)
        path = root / f"{table.lower()}.csv"
        for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines()):
            sheet.append(row)
        path.unlink()
    book.create_sheet("Notes")
    book.save(root / "everything.xlsx")

    (problem,) = _of(root, "everything.xlsx")

    assert problem.code == "DOS005"
    assert problem.what.endswith("is left out: places, groups")
    assert problem.fix == "save each sheet as a file of its own: places.xlsx, groups.xlsx"


def test_a_workbook_of_something_else_or_a_damaged_one_is_only_not_known(root: Path) -> None:
    Workbook().save(root / "budget.xlsx")
    (root / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")

    for name in ("budget.xlsx", "broken.xlsx"):
        assert [problem.what for problem in _of(root, name)] == [
            "the table is not known and is left out"
        ]
