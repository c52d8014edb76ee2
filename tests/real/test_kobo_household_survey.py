"""A published household survey (REACH, MIT): form and export give the proportions it published.

The results that were published with it came from another program; they are unweighted.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.builders_kobo import context_of
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.model.observations import Observation
from vnrgen.dossier.readers.kobo import read
from vnrgen.problems import ProblemLog, Severity

pytestmark = pytest.mark.real

GROUP = "socio_eco_division"

# The program that published the results cut the names of choices at the full stop: "0.5" and
# "1.5" both became "5", beside the true "5", and "0.75" became "75", which is no choice at all.
# (choice as printed, group, people counted) -> the choice that those people gave.
CUT = "pump_horsepower"
EXCEPTIONS = {
    ("75", "1", 1): "0.75",
    ("5", "1", 7): "1.5",
    ("5", "2", 3): "0.5",
    ("75", "2", 10): "0.75",
    ("5", "2", 10): "1.5",
    ("75", "3", 5): "0.75",
    ("5", "3", 6): "1.5",
    ("5", "5", 1): "1.5",
    ("75", "7", 7): "0.75",
    ("5", "7", 25): "1.5",
    ("5", "", 3): "0.5",
    ("75", "", 23): "0.75",
    ("5", "", 49): "1.5",
}
# One choice was renamed in the form after 35 households had given it.
RENAMED = ("pay_water_charges_when", "about_half", "about_half_pay")
# Numbers (household size, spending …) were published as means, with an empty choice.
GROUP_MEANS, OVERALL_MEANS = 222, 37

Cell = tuple[str, str, str]  # question, choice, group ("" for everybody)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    real = os.environ.get("VNRGEN_REAL_DATA")
    if not real:
        pytest.skip("VNRGEN_REAL_DATA is not set")
    root = tmp_path_factory.mktemp("dossier")
    for path in sorted((Path(real) / "kobo_household_survey").iterdir()):
        shutil.copyfile(path, root / path.name)
    return root


def published(path: Path) -> list[tuple[Cell, float, int]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            (
                (row["main_variable"], row["choice"], row.get("subset_1_val", "")),
                float(row["mean.pct"]),
                int(row["n_unweighted"]),
            )
            for row in csv.DictReader(stream)
        ]


def in_form(question: str, choice: str) -> str:
    return RENAMED[2] if (question, choice) == RENAMED[:2] else choice


def options(cells: Iterable[Cell], form: object) -> dict[str, object]:
    pairs = dict.fromkeys((question, in_form(question, choice)) for question, choice, _ in cells)
    return {
        "answers": {RENAMED[0]: {RENAMED[1]: RENAMED[2]}},
        "form": form,
        "source_id": "hh",
        "period": "2021-07",
        "place": "talafar",
        "by": [GROUP],
        "indicators": [
            {
                "indicator_id": "6.1.1",
                "series": f"{question}/{choice}",
                "question": question,
                "numerator": [choice],
            }
            for question, choice in pairs
        ],
    }


def estimates(
    folder: Path, export: str, settings: dict[str, object]
) -> tuple[dict[Cell, Observation], ProblemLog]:
    problems = ProblemLog()
    series = [str(entry["series"]) for entry in settings["indicators"]]  # type: ignore[attr-defined]
    file = DataFile(path=export, layout="kobo", options=settings)
    result = read(file, context_of(folder, series=series, places=["talafar"]), problems)
    found: dict[Cell, Observation] = {}
    for observation in result.observations:
        question, _, choice = observation.series.partition("/")
        found[question, choice, observation.dimensions.get(GROUP, "")] = observation
    return found, problems


@pytest.fixture(scope="module")
def answers(folder: Path) -> tuple[dict[Cell, Observation], ProblemLog]:
    cells = [cell for cell, _, _ in published(folder / "expected_analysis_by_group.csv")]
    cut = [(CUT, choice, "") for choice in ("0.5", "0.75", "1.5")]
    wanted = [cell for cell in cells if cell[1] and cell[:2] != (CUT, "75")]
    return estimates(folder, "clean_data.csv", options([*wanted, *cut], "xlsform.xlsx"))


@pytest.mark.parametrize(
    ("name", "matched", "exceptions", "means"),
    [
        ("expected_analysis_by_group.csv", 2859, 10, GROUP_MEANS),
        ("expected_overall_analysis.csv", 439, 3, OVERALL_MEANS),
    ],
)
def test_every_published_proportion_is_found_exactly(
    folder: Path,
    answers: tuple[dict[Cell, Observation], ProblemLog],
    name: str,
    matched: int,
    exceptions: int,
    means: int,
) -> None:
    found, _ = answers
    cells = published(folder / name)
    proportions = [entry for entry in cells if entry[0][1]]
    assert len(cells) - len(proportions) == means
    exact, cut = 0, 0
    for (question, choice, group), share, hits in proportions:
        meant = EXCEPTIONS.get((choice, group, hits)) if question == CUT else None
        observation = found[question, meant or in_form(question, choice), group]
        assert observation.value is not None
        assert observation.n_unweighted is not None
        assert observation.value / 100 == pytest.approx(share, rel=0, abs=1e-13), (question, choice)
        assert round(observation.value / 100 * observation.n_unweighted) == hits
        exact += meant is None
        cut += meant is not None
    assert (exact, cut) == (matched, exceptions)


def test_piped_water_in_division_7_is_34_of_73(
    answers: tuple[dict[Cell, Observation], ProblemLog],
) -> None:
    shares = {
        cell[2]: o for cell, o in answers[0].items() if cell[:2] == ("water_sources", "piped")
    }
    seventh = shares["7"]
    assert seventh.value == pytest.approx(46.6, abs=0.05)
    assert seventh.n_unweighted == 73
    others = [o.value for group, o in shares.items() if group not in {"", "7"}]
    assert min(others) > 87.5  # type: ignore[type-var]


def test_every_interval_holds_its_value_and_stays_between_0_and_100(
    answers: tuple[dict[Cell, Observation], ProblemLog],
) -> None:
    for observation in answers[0].values():
        if observation.value is None:
            assert observation.n_unweighted == 0
            continue
        assert observation.value_lower is not None
        assert observation.value_upper is not None
        assert 0 <= observation.value_lower <= observation.value <= observation.value_upper <= 100


def test_what_cleaning_changed_in_one_place_only_is_reported(
    answers: tuple[dict[Cell, Observation], ProblemLog],
) -> None:
    """The list of answers and the columns of 0 and 1 differ in two questions, two rows each."""
    problems = list(answers[1])
    assert [p.code for p in problems if p.severity is Severity.ERROR] == []
    disagreeing = {str(p.where.column) for p in problems if p.code == "KOB017"}
    assert disagreeing == {"water_sources", "treat_drink_water_how"}


def test_a_choice_renamed_in_the_form_is_reported_with_the_likely_new_name(folder: Path) -> None:
    settings = options([(RENAMED[0], RENAMED[1], "")], "xlsform.xlsx") | {"answers": None}
    _, problems = estimates(folder, "clean_data.csv", settings)
    errors = [p for p in problems if p.severity is Severity.ERROR]
    assert [(p.code, p.where.row, p.where.column) for p in errors] == [("KOB008", 7, RENAMED[0])]
    assert "(35 rows)" in errors[0].what
    assert 'did you mean "about_half_pay"?' in errors[0].fix


def test_the_forms_two_sheets_as_csv_give_the_same(
    folder: Path, answers: tuple[dict[Cell, Observation], ProblemLog]
) -> None:
    form = {"survey": "xlsform_survey.csv", "choices": "xlsform_choices.csv"}
    found, _ = estimates(folder, "clean_data.csv", options(answers[0], form))
    assert {c: o.value for c, o in found.items()} == {c: o.value for c, o in answers[0].items()}


def test_the_raw_export_is_read_too(folder: Path) -> None:
    settings = options([("water_sources", "piped", "")], "xlsform.xlsx")
    settings["by"] = ["gender_hoh"]
    settings["where"] = "consent_remote = yes"
    problems = ProblemLog()
    file = DataFile(path="raw_data_kobo_export.csv", layout="kobo", options=settings)
    context = context_of(folder, series=["water_sources/piped"], places=["talafar"])
    result = read(file, context, problems)
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    assert len(result.observations) == 3
    assert {p.what for p in problems if p.code == "KOB019"} == {
        "333 columns were left closed; only what dossier.yaml names was read"
    }
