"""Rows that contradict each other: nothing is chosen until the dossier says which holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_damage import a_dossier
from vnrgen.dossier.importing import import_files
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Dossier
from vnrgen.problems import InvalidInputError, Problem, ProblemLog

ROWS = (
    "indicator_id,series,place,period,value,source_id,sex,n_unweighted\n"
    "3.1.2,SBA,KEN,2022,70,src,,400\n3.1.2,SBA,KEN,2022,71.5,src,,300\n"
    "3.1.2,SBA,KEN,2022,60,src,F,200\n"
)
SITE = "Year,Sex,Units,Value\n2022,,PT,70\n2022,,PT,71.5\n2022,Female,PT,60\n"
ENTRY = "data:\n  - {path: data/a.csv, layout: canonical}\n"
SDG = (
    "data:\n  - path: data/indicator_3-1-2.csv\n    layout: open-sdg\n"
    "    options: {source_id: src, place: KEN}\n"
)


def ruling(holds: str, path: str = "data/a.csv", rows: tuple[int, int] = (2, 3)) -> str:
    return (
        f"contradictions:\n  - rows: [{path}:{rows[0]}, {path}:{rows[1]}]\n    holds: {holds}\n"
        "    because: Corrected in 2025\n"
    )


def load(folder: Path, more: str, files: dict[str, str]) -> tuple[Dossier, list[Problem]]:
    root = a_dossier(folder / "d")
    for name, text in files.items():
        (root / "data" / name).write_text(text, encoding="utf-8")
    with (root / "dossier.yaml").open("a", encoding="utf-8") as stream:
        stream.write(more)
    problems = ProblemLog()
    return load_dossier(root, problems), problems.sorted()


def headline(dossier: Dossier) -> tuple[object, str, str, object]:
    frame = dossier.observations.frame
    row = frame[frame["sex"] == "_T"].iloc[0]
    value = None if row["value"] != row["value"] else row["value"]
    return value, row["value_text"], str(row["obs_status"]), row["n_unweighted"]


CASES = [("a.csv", ROWS, ENTRY, "data/a.csv"),
         ("indicator_3-1-2.csv", SITE, SDG, "data/indicator_3-1-2.csv")]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "entry", "path"), CASES, ids=["canonical", "open-sdg"])
@pytest.mark.parametrize(("row", "value"), [(2, 70.0), (3, 71.5)])
def test_the_row_that_the_dossier_names_holds(
    tmp_path: Path, name: str, text: str, entry: str, path: str, row: int, value: float
) -> None:
    found, problems = load(tmp_path, entry + ruling(f"{path}:{row}", path), {name: text})
    assert headline(found)[0] == value
    assert {"OBS013", "OBS022", "OSG035"}.isdisjoint(p.code for p in problems)


@pytest.mark.parametrize(("name", "text", "entry", "path"), CASES, ids=["canonical", "open-sdg"])
def test_both_are_shown_and_computed_with_neither(
    tmp_path: Path, name: str, text: str, entry: str, path: str
) -> None:
    found, problems = load(tmp_path, entry + ruling("both", path), {name: text})
    assert headline(found)[:3] == (None, "70 / 71.5", "censored")
    assert [p for p in problems if p.severity == "error"] == []
    if name == "a.csv":
        assert headline(found)[3] == 300  # the fewest cases decide whether it may be shown


def test_both_keep_the_mark_of_few_cases(tmp_path: Path) -> None:
    rows = ROWS.replace(",70,", ",(70.5),")
    found, _ = load(tmp_path, ENTRY + ruling("both"), {"a.csv": rows})
    assert headline(found)[1] == "(70.5) / 71.5"


def test_without_a_ruling_it_is_an_error_that_names_the_way_out(tmp_path: Path) -> None:
    _, problems = load(tmp_path, ENTRY, {"a.csv": ROWS})
    [problem] = [p for p in problems if p.code == "OBS013"]
    assert (problem.where.row, problem.severity) == (3, "error")
    assert "contradictions:" in problem.fix


def test_a_ruling_whose_rows_have_moved_is_named(tmp_path: Path) -> None:
    more = ENTRY + ruling("data/a.csv:3", rows=(3, 4))
    _, problems = load(tmp_path, more, {"a.csv": ROWS})
    codes = [p.code for p in problems]
    assert "OBS013" in codes
    assert "OBS022" in codes


@pytest.mark.parametrize(
    "wrong",
    [
        "contradictions:\n  - rows: [data/a.csv:2]\n    holds: both\n",
        "contradictions:\n  - rows: [a, b]\n    holds: both\n",
        "contradictions:\n  - rows: [data/a.csv:2, data/a.csv:3]\n    holds: data/a.csv:9\n",
        "contradictions:\n  - rows: [data/a.csv:2, data/a.csv:3]\n",
        "contradictions: both\n",
    ],
)
def test_a_ruling_that_cannot_be_understood_is_a_problem(tmp_path: Path, wrong: str) -> None:
    _, problems = load(tmp_path, ENTRY + wrong, {"a.csv": ROWS})
    assert {p.where.path for p in problems if p.severity == "error"} >= {"dossier.yaml"}


def test_a_file_may_be_ruled_on_before_it_is_imported(tmp_path: Path) -> None:
    root = a_dossier(tmp_path / "d")
    (tmp_path / "a.csv").write_text(ROWS, encoding="utf-8")
    with pytest.raises(InvalidInputError):
        import_files("canonical", [tmp_path / "a.csv"], root, {})
    with (root / "dossier.yaml").open("a", encoding="utf-8") as stream:
        stream.write(ruling("data/a.csv:3"))
    assert import_files("canonical", [tmp_path / "a.csv"], root, {}).figures == 2
    problems = ProblemLog()
    assert headline(load_dossier(root, problems))[0] == 71.5
