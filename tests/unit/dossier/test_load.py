"""A whole dossier is read, typed and held against itself."""

from __future__ import annotations

import errno
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.builders_bad_input import VALID
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Audience, Dossier, Position
from vnrgen.dossier.scaffold import new_dossier
from vnrgen.dossier.tables.dates import Precision, precision_of
from vnrgen.problems import InvalidInputError, ProblemLog

STORY = """---
story_id: ST01
title: "The clinic: closed"
group: highland
place: kesh
place_level: district
sdg_targets: ["3.8", 5.c]
told_on: 2025-10
linked_indicator: "3.1.2"
names_to_withhold: [Anna Bell]
consent:
  status: yes
  scope: un_only
  given_on: 2025-10-04
  recorded_by: field team
  is_minor: true
---

The nurse goes home at noon.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VALID, tmp_path / "dossier"))


def loaded(root: Path) -> tuple[Dossier, ProblemLog]:
    problems = ProblemLog()
    return load_dossier(root, problems), problems


def test_a_new_dossier_loads_without_any_problem(tmp_path: Path) -> None:
    written = new_dossier(tmp_path / "mine")
    dossier, problems = loaded(tmp_path / "mine")

    assert not problems.sorted()
    assert dossier.settings.fictional
    assert (len(dossier.stories), len(dossier.observations)) == (1, 20)
    readable = {path for path in written if path.name != "README.md"}
    assert set(dossier.input_files) == readable


def test_a_new_dossier_is_never_written_over_something(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(InvalidInputError) as stopped:
        new_dossier(tmp_path)

    assert [p.code for p in stopped.value.problems] == ["NEW001"]
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("was_there", [True, False])
def test_half_of_a_new_dossier_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, was_there: bool
) -> None:
    folder = tmp_path / "mine"
    if was_there:
        folder.mkdir()
    write = Path.write_bytes

    def until_full(path: Path, data: bytes) -> int:
        if path.name == "places.csv":
            write(path, data[:9])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", until_full)
    with pytest.raises(InvalidInputError) as stopped:
        new_dossier(folder)

    (problem,) = stopped.value.problems
    assert (problem.code, problem.fix) == ("NEW001", "free some space and try again")
    assert list(tmp_path.rglob("*")) == ([folder] if was_there else [])


def test_the_sample_dossier_loads_without_any_error() -> None:
    _, problems = loaded(Path(__file__).resolve().parents[3] / "sample_data")

    assert not problems.blocking()


def test_a_story_keeps_its_consent_record_and_how_exactly_its_day_is_known(root: Path) -> None:
    (root / "stories").mkdir()
    (root / "stories" / "st01.md").write_text(STORY, encoding="cp1252", newline="\r\n")
    dossier, problems = loaded(root)

    (story,) = dossier.stories
    assert not problems.sorted()
    assert story.text == "The nurse goes home at noon."
    assert (story.title, story.sdg_targets) == ("The clinic: closed", ("3.8", "5.c"))
    assert (story.consent.scope, story.consent.is_minor) == (Audience.UN_ONLY, True)
    assert not story.consent.guardian_consent
    assert (story.told_on, precision_of(story.told_on)) == (date(2025, 10, 1), Precision.MONTH)


def test_tables_in_any_encoding_and_delimiter_make_the_same_dossier(root: Path) -> None:
    plain, _ = loaded(root)
    for stem, encoding, delimiter in (
        ("groups", "utf-16", "\t"),
        ("places", "mac_roman", ";"),
        ("data/figures", "cp1252", ";"),
    ):
        path = root / f"{stem}.csv"
        text = path.read_text(encoding="utf-8").replace(",", delimiter).replace("\n", "\r\n")
        path.write_text(text, encoding=encoding, newline="")
    other, problems = loaded(root)

    assert not problems.sorted()
    assert (other.groups, other.places) == (plain.groups, plain.places)
    assert other.observations.frame.equals(plain.observations.frame)


def test_dimensions_name_every_code_and_link_it_to_its_group(root: Path) -> None:
    dossier, _ = loaded(root)

    ethnicity = dossier.dimensions["ethnicity"].categories
    assert ethnicity["_T"].is_total
    assert ethnicity["Highland"].group_id == "highland"
    assert ethnicity["Highland"].label.within("en") == "Highland people"
    assert ethnicity["Lowland"].label.within("en") == "Lowland majority"
    assert list(dossier.dimensions)[:2] == ["sex", "age"]


def test_quintiles_run_from_the_poorest(root: Path) -> None:
    rows = "".join(f"3.1.2,SH_STA_BRTC,ostara,2024,Q{q},{q}0,survey\n" for q in (5, 4, 3, 2, 1))
    (root / "data" / "figures.csv").write_text(
        "indicator_id,series,place,period,income_wealth_quantile,value,source_id\n" + rows,
        encoding="utf-8",
    )
    dossier, _ = loaded(root)

    wealth = dossier.dimensions["income_wealth_quantile"]
    assert wealth.is_ordered
    assert wealth.categories["Q1"].order == 1


def test_recommendations_are_typed_with_their_position(root: Path) -> None:
    (root / "recommendations.csv").write_text(
        "rec_id,cycle,text,addressee,sdg_target,groups,evidence,position,position_source\n"
        "R1,1,House one midwife a valley by 2027.,Ministry,3.1,highland,survey; indicator:3.1.2,"
        "Supported in part,Answer of May\n",
        encoding="utf-8",
    )
    dossier, problems = loaded(root)

    (recommendation,) = dossier.recommendations
    assert not problems.sorted()
    assert recommendation.position is Position.SUPPORTED_IN_PART
    assert recommendation.evidence_ids == ("survey", "indicator:3.1.2")


def test_problems_of_many_files_are_reported_in_one_run(root: Path) -> None:
    (root / "groups.csv").write_text("group_id,label\nhighland,\n", encoding="utf-8")
    (root / "stories").mkdir()
    (root / "stories" / "a.md").write_text("---\nstory_id: [\n---\nText\n", encoding="utf-8")
    (root / "dossier.yaml").write_text(
        (root / "dossier.yaml").read_text(encoding="utf-8").replace("cycle: 1", "cycle: none"),
        encoding="utf-8",
    )
    _, problems = loaded(root)

    assert {p.where.path for p in problems.blocking()} >= {
        "groups.csv",
        "stories/a.md",
        "dossier.yaml",
    }


def test_a_path_that_leaves_the_dossier_is_refused(root: Path) -> None:
    outside = root.parent / "secret.csv"
    outside.write_text("x\n", encoding="utf-8")
    text = (root / "dossier.yaml").read_text(encoding="utf-8")
    (root / "dossier.yaml").write_text(
        text.replace("data/figures.csv", "../secret.csv"), encoding="utf-8"
    )
    dossier, problems = loaded(root)

    assert dossier.settings.data == ()
    assert "outside the dossier" in problems.blocking()[0].what


def test_yaml_that_feeds_on_itself_is_read_no_deeper_than_needed(root: Path) -> None:
    with (root / "dossier.yaml").open("a", encoding="utf-8") as stream:
        stream.write("thresholds: &loop {suppress_below: 10, mark_below: *loop}\n")
    _, problems = loaded(root)

    assert [(p.code, p.where.row) for p in problems] == [("YML006", 15)]


@pytest.mark.parametrize(
    ("before", "after", "fix"),
    [
        ("  suppress_below: 25", "  suppress_below: many", "for instance suppress_below: 25"),
        ("cycle: 2 ", "cycle: second ", "for instance cycle: 1"),
        ("year: 2026 ", "year: twenty ", "for instance year: 2026"),
        ("as_of: 2026-03-31", "as_of: 31/03/2026", "write as_of: 2026-03-31"),
        (
            "fictional: true\nyear",
            "fictional: maybe\nyear",
            "true if it is so, else fictional: false",
        ),
    ],
)
def test_a_wrong_setting_is_one_problem_and_nothing_is_held_against_what_stands_in_for_it(
    tmp_path: Path, before: str, after: str, fix: str
) -> None:
    new_dossier(tmp_path / "mine")
    path = tmp_path / "mine" / "dossier.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    _, (problem,) = loaded(tmp_path / "mine")

    assert problem.code == "YML006"
    assert fix in problem.fix


def test_a_path_in_other_capitals_is_told_as_it_is_written(tmp_path: Path) -> None:
    new_dossier(tmp_path / "mine")
    path = tmp_path / "mine" / "dossier.yaml"
    text = path.read_text(encoding="utf-8").replace("path: data/fig", "path: Data/fig")
    path.write_text(text, encoding="utf-8")
    _, problems = loaded(tmp_path / "mine")

    assert [p.fix for p in problems if p.code == "YML006"] == ['did you mean "data/figures.csv"?']


@pytest.mark.parametrize(
    "written", ["Anna Bell; Tom Reed", "Anna Bell, Tom Reed", '["Anna Bell, Tom Reed"]']
)
def test_names_to_withhold_are_found_one_by_one_however_they_are_listed(
    root: Path, written: str
) -> None:
    (root / "stories").mkdir(exist_ok=True)
    told = STORY.replace("names_to_withhold: [Anna Bell]", f"names_to_withhold: {written}")
    (root / "stories" / "names.md").write_text(told.replace("ST01", "ST77"), encoding="utf-8")
    dossier, _ = loaded(root)

    (story,) = [story for story in dossier.stories if story.story_id == "ST77"]
    assert story.names_to_withhold == ("Anna Bell", "Tom Reed")
