"""Whatever is wrong in a survey or its mapping is a located problem, never a crash."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.builders_kobo import (
    CHOICES,
    SURVEY,
    KoboExport,
    Layout,
    Table,
    read_survey,
    settings,
    write_survey,
    write_workbook,
)

PIPED = {"question": "water", "numerator": ["piped"]}
SCHOOL = {"question": "school", "numerator": ["yes"]}
Change = Callable[[dict[str, Table]], None]


def cell(sheet: str, row: int, header: str, value: object) -> Change:
    def change(sheets: dict[str, Table]) -> None:
        rows = sheets[sheet]
        rows[row - 1][rows[0].index(header)] = value

    return change


MAIN = "Water and school"

BY_MAPPING: list[tuple[str, dict[str, object], str]] = [
    ("KOB001", settings(PIPED, wheight="weight"), 'did you mean "weight"?'),
    ("KOB001", settings({"question": "water"}), "numerator: [piped, tap]"),
    ("KOB001", settings(PIPED | {"period": "spring"}), "in quotation marks"),
    ("KOB001", settings(PIPED, form="forms.xlsx"), "correct the path"),
    ("KOB001", {"form": "form.xlsx"}, "write each as - indicator_id"),
    ("KOB004", settings(PIPED | {"by": ["distrikt"]}), 'did you mean "district"?'),
    ("KOB005", settings(PIPED | {"by": ["gps"]}), "a question with choices"),
    ("KOB006", settings({"question": "title", "numerator": ["yes"]}), "the repeat"),
    ("KOB010", settings(PIPED | {"where": "hours > > 2"}), "docs/kobo.md"),
    ("KOB011", settings(PIPED | {"numerator": ["pipet"]}), 'did you mean "piped"?'),
    ("KOB011", settings(PIPED | {"numerator": ["Piped water"]}), 'choice, "piped"'),
    ("KOB011", settings({"question": "hours", "numerator": ">= many"}), "hours >= 12"),
    ("KOB011", settings(PIPED, no_answer=["piped"]), "out of no_answer"),
    ("KOB011", settings(PIPED, answers={"water": {"pipe": "pip"}}), 'did you mean "piped"?'),
    ("KOB014", settings(PIPED | {"series": "pipes"}), "add the series to indicators.csv"),
    ("KOB015", settings(PIPED | {"by": ["hours"]}), "groups: hours: when"),
    (
        "KOB015",
        settings(PIPED | {"by": ["d"]}, groups={"d": {"question": "district", "dimension": "sex"}}),
        'write it under codes: {"north": …}',
    ),
    (
        "KOB015",
        settings(PIPED | {"by": [["sex_head", "head"]]}, groups={
            "head": {"question": "sex_head", "dimension": "sex_head"}
        }),
        "cross groups of different dimensions",
    ),
    ("KOB016", settings(PIPED | {"source_id": "gg"}), "Or add it to sources.csv"),
    ("KOB016", settings(PIPED | {"by": ["areas"]}, areas="district"), "under areas: places"),
    ("KOB022", settings(PIPED | {"by": ["g"]}, groups={
        "g": {"when": {"a": "hours > 1", "b": "hours > 2"}}
    }), "exclude each other"),
    ("KOB023", settings(PIPED | {"where": "hours > 90"}), "check where"),
    ("KOB026", settings({"question": "hours", "numerator": "> 1", "denominator": "all"}),
     "denominator: answered"),
]  # fmt: skip

BY_EXPORT: list[tuple[str, Change, dict[str, object], tuple[int | None, str | None]]] = [
    ("KOB008", cell(MAIN, 3, "district", "east"), PIPED | {"by": ["district"]}, (3, "district")),
    ("KOB008", cell(MAIN, 3, "water", "piped sea"), PIPED, (3, "water")),
    ("KOB009", cell(MAIN, 5, "hours", "all day"),
     {"question": "hours", "numerator": "> 2"}, (5, "hours")),
    ("KOB012", cell("members", 4, "_parent_index", 99), SCHOOL, (4, "_parent_index")),
    ("KOB012", cell(MAIN, 4, "_index", 1), SCHOOL, (4, "_index")),
    ("KOB012", cell("members", 1, "_parent_index", "_parent"), SCHOOL, (None, None)),
    ("KOB017", cell(MAIN, 2, "water", "piped"), PIPED, (2, "water")),
    ("KOB018", cell(MAIN, 4, "weight", 0), PIPED | {"weight": "weight"}, (4, "weight")),
    ("KOB018", cell(MAIN, 4, "village", ""), PIPED | {"cluster": "village"}, (4, "village")),
    ("KOB020", cell(MAIN, 2, "hours", 1), PIPED, (None, "_validation_status")),
    ("KOB021", cell(MAIN, 2, "hours", 1),
     PIPED | {"cluster": "village", "by": ["village"]}, (None, None)),
    ("KOB025", cell(MAIN, 3, "_validation_status", "Validé"), PIPED, (3, "_validation_status")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "options", "hint"), BY_MAPPING)
def test_a_wrong_mapping_is_explained(
    tmp_path: Path, code: str, options: dict[str, object], hint: str
) -> None:
    write_survey(tmp_path)
    _, problems = read_survey(tmp_path, options)
    found = [problem for problem in problems if problem.code == code]
    assert found, [str(problem) for problem in problems]
    assert any(hint in problem.fix for problem in found), [str(p) for p in found]
    assert {problem.where.path for problem in found} == {"dossier.yaml"}


@pytest.mark.parametrize(("code", "change", "indicator", "where"), BY_EXPORT)
def test_a_wrong_cell_is_reported_with_its_place(
    tmp_path: Path,
    code: str,
    change: Change,
    indicator: dict[str, object],
    where: tuple[int | None, str | None],
) -> None:
    write_survey(tmp_path)
    sheets = KoboExport(Layout()).sheets()
    change(sheets)
    write_workbook(tmp_path / "export.xlsx", sheets)
    _, problems = read_survey(tmp_path, settings(indicator))
    found = [problem for problem in problems if problem.code == code]
    assert found, [str(problem) for problem in problems]
    if where[0] is not None or where[1] is not None:
        assert (found[0].where.row, found[0].where.column) == where
        assert found[0].where.path == "export.xlsx"


def test_two_repeats_beside_each_other_are_not_mixed(tmp_path: Path) -> None:
    write_survey(tmp_path)
    plots: Table = [["title", "_index", "_parent_table_name", "_parent_index"], ["yes", 1, MAIN, 1]]
    sheets = KoboExport(Layout()).sheets() | {"plots": plots}
    write_workbook(tmp_path / "export.xlsx", sheets)
    result, problems = read_survey(tmp_path, settings(SCHOOL | {"where": "title = yes"}, PIPED))
    assert [o.series for o in result.observations] == ["s2"]  # the other indicator is made
    assert "KOB013" in {problem.code for problem in problems}


def test_what_is_no_form_or_no_export_is_said_so(tmp_path: Path) -> None:
    write_survey(tmp_path)
    write_workbook(tmp_path / "form.xlsx", {"survey": SURVEY, "lists": CHOICES})
    assert [p.code for p in read_survey(tmp_path, settings(PIPED))[1]] == ["KOB002"]
    unbalanced = [*SURVEY, ["end_group", None, None, None]]
    write_workbook(tmp_path / "form.xlsx", {"survey": unbalanced, "choices": CHOICES})
    codes = {p.code: p.where.row for p in read_survey(tmp_path, settings(PIPED))[1]}
    assert codes["KOB003"] == len(unbalanced)
    (tmp_path / "export.xlsx").write_bytes(b"PK\x03\x04 cut off")
    codes = {p.code: p.where.row for p in read_survey(tmp_path, settings(PIPED))[1]}
    assert "KOB024" in codes
    (tmp_path / "export.csv").write_text('water,hours\n"piped,3\n', encoding="utf-8")
    found = read_survey(tmp_path, settings(PIPED), "export.csv")[1]
    assert [p.where.row for p in found if p.code == "KOB024"] == [2]


def test_approved_only_needs_a_column_that_says_so(tmp_path: Path) -> None:
    write_survey(tmp_path)
    sheets = KoboExport(Layout()).sheets()
    cell(MAIN, 1, "_validation_status", "_v")(sheets)
    write_workbook(tmp_path / "export.xlsx", sheets)
    found = read_survey(tmp_path, settings(PIPED, validation="approved"))[1]
    assert "KOB025" in {problem.code for problem in found}


plain = st.none() | st.booleans() | st.integers(-3, 30) | st.sampled_from(
    ["water", "piped", "hours > 2", "members", "form.xlsx", "sex", "age < 18", "areas", "x", "2025"]
)  # fmt: skip
anything = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "question",
                    "numerator",
                    "by",
                    "where",
                    "codes",
                    "when",
                    "dimension",
                    "places",
                    "a",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
NAMES = (
    "form", "repeats", "separator", "validation", "answers", "no_answer", "areas", "groups",
    "indicators", "weight", "cluster", "stratum", "where", "by", "place", "odd",
)  # fmt: skip


@pytest.fixture(scope="module")
def survey_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("survey")
    write_survey(folder)
    return folder


@hypothesis_settings(deadline=None, max_examples=60)
@example(more={"repeats": {"question": None}}, indicator={})
@example(more={"indicators": [None]}, indicator={})
@example(more={"indicators": [{}]}, indicator={})
@given(
    more=st.dictionaries(st.sampled_from(NAMES), anything, max_size=4),
    indicator=st.dictionaries(
        st.sampled_from(["question", "numerator", "denominator", "by", "weight", "series"]),
        anything,
        max_size=4,
    ),
)
def test_no_mapping_makes_the_reader_raise(
    survey_folder: Path, more: dict[str, object], indicator: dict[str, object]
) -> None:
    result, problems = read_survey(survey_folder, settings(PIPED, indicator) | more)
    assert result.observations or problems


HEADERS = ["water", "water/piped", "hours", "_index", "_parent_index", "weight", "phone", "", "age"]
CELLS = [
    "piped",
    "1",
    "0",
    "",
    "x",
    "#adm1",
    "-3",
    '"',
    "\x00",
    "9" * 40,
    "validation_status_approved",
]


@hypothesis_settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(st.lists(st.sampled_from(CELLS), max_size=9), max_size=6),
    header=st.lists(st.sampled_from(HEADERS), max_size=9),
    cut=st.integers(0, 400),
)
def test_no_export_makes_the_reader_raise(
    survey_folder: Path, rows: list[list[str]], header: list[str], cut: int
) -> None:
    options = settings(
        PIPED | {"weight": "weight"},
        {"question": "hours", "numerator": "> 2", "by": ["district"]},
        {"question": "age", "numerator": "> 2"},
    )
    text = "\n".join(",".join(row) for row in [header, *rows])
    with tempfile.NamedTemporaryFile(dir=survey_folder, suffix=".csv") as export:
        export.write(text.encode()[: cut or None])
        export.flush()
        read_survey(survey_folder, options, Path(export.name).name)


@hypothesis_settings(deadline=None, max_examples=40)
@given(place=st.integers(0, 9000), byte=st.integers(0, 255), cut=st.booleans())
def test_no_damaged_workbook_makes_the_reader_raise(
    survey_folder: Path, place: int, byte: int, *, cut: bool
) -> None:
    data = bytearray((survey_folder / "export.xlsx").read_bytes())
    place %= len(data)
    data[place] = byte
    with tempfile.NamedTemporaryFile(dir=survey_folder, suffix=".xlsx") as export:
        export.write(data[:place] if cut else data)
        export.flush()
        read_survey(survey_folder, settings(PIPED, SCHOOL), Path(export.name).name)
