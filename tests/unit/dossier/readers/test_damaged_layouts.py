"""Files of every layout, broken in the ways of people: located problems, never a crash."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.builders_damage import a_dossier, damaged, import_damaged
from tests.builders_good_files import Good, good_files

LAYOUTS = 12
OFTEN = 300
NAMES = (
    *("canonical", "dhs-api", "heat-plus", "kobo", "open-sdg", "report-table", "sdmx-csv"),
    *("generic", "specific", "version-2-0", "unsd", "wide"),
)


def break_often(number: int, count: int, folder: Path, *, seed: int = 0) -> dict[str, int]:
    """Damage one good file so many times; return how often each kind of damage was reported."""
    made = folder / "good"
    made.mkdir()
    good: Good = good_files(made)[number]
    dossier = a_dossier(folder / "dossier")
    reported: dict[str, int] = {}
    for case in range(count):
        chance = random.Random(f"{seed}-{number}-{case}")  # noqa: S311 - repeatable on purpose
        kind, data = damaged(good, chance)
        place = folder / f"case{case}"
        place.mkdir()
        try:
            said = import_damaged(good, data, place, dossier)
        except BaseException as error:
            error.add_note(f"{good.layout}: {kind}, case {case}")
            raise
        reported[kind] = reported.get(kind, 0) + bool(said)
    return reported


@pytest.mark.parametrize("number", range(LAYOUTS), ids=NAMES)
def test_the_good_file_of_each_layout_is_imported(number: int, tmp_path: Path) -> None:
    made = tmp_path / "good"
    made.mkdir()
    good = good_files(made)[number]
    place = tmp_path / "case"
    place.mkdir()
    said = import_damaged(good, good.data, place, a_dossier(tmp_path / "dossier"))
    assert [problem for problem in said if problem.severity == "error"] == []


@pytest.mark.parametrize("number", range(LAYOUTS), ids=NAMES)
def test_a_few_damaged_files_of_each_layout_end_in_problems(number: int, tmp_path: Path) -> None:
    assert sum(break_often(number, 15, tmp_path).values()) >= 8


@pytest.mark.slow
@pytest.mark.parametrize("number", range(LAYOUTS), ids=NAMES)
def test_three_hundred_damaged_files_of_each_layout_end_in_problems(
    number: int, tmp_path: Path
) -> None:
    assert sum(break_often(number, OFTEN, tmp_path, seed=1).values()) >= OFTEN // 2
