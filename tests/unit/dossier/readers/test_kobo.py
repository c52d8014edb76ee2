"""A survey exported from KoboToolbox gives the same estimates whatever was chosen on export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders_kobo import (
    CHOICES,
    SECRETS,
    SURVEY,
    KoboExport,
    Layout,
    codes,
    context_of,
    figures,
    read_survey,
    settings,
    write_csv,
    write_survey,
    write_workbook,
)
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.dossier.readers.contract import ReadResult
from vnrgen.dossier.readers.kobo import read
from vnrgen.dossier.readers.kobo.door import open_columns
from vnrgen.dossier.readers.kobo.form import read_form
from vnrgen.dossier.readers.kobo.opening import Opening, ask
from vnrgen.problems import Location, Problem, ProblemLog, Severity

PIPED = {"question": "water", "numerator": ["piped"]}
SCHOOL = {"question": "school", "numerator": ["yes"]}

# Vera's submission was refused, so five households count. Water: Amina, Ilse and Pavel have piped
# water of the five; heads: female Amina, Marta, Ilse (2 of 3), male Pavel, Oto (1 of 2).
# Children (school answered): Amina yes no, Ilse yes, Pavel yes yes.
EXPECTED = {
    ("s1", "kesh", ""): (60.0, 5),
    ("s1", "kesh", "sex=F"): (66.67, 3),
    ("s1", "kesh", "sex=M"): (50.0, 2),
    ("s1", "kesh-north", ""): (66.67, 3),
    ("s1", "kesh-south", ""): (50.0, 2),
    ("s2", "kesh", ""): (80.0, 5),
    ("s2", "kesh", "sex=F"): (66.67, 3),
    ("s2", "kesh", "sex=M"): (100.0, 2),
}
BOTH = settings(
    PIPED | {"by": ["head", "areas"]},
    SCHOOL | {"by": ["members/sex"]},
    groups={
        "head": {"question": "sex_head", "dimension": "sex"},
        "members/sex": {"dimension": "sex"},
    },
    areas={"question": "district", "places": {"north": "kesh-north", "south": "kesh-south"}},
)


def errors(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems if problem.severity is not Severity.NOTICE]


@pytest.mark.parametrize(
    "layout",
    [
        Layout(),
        Layout(groups=True),
        Layout(groups=True, separator="-", several="list"),
        Layout(several="split", hxl=True),
        Layout(language="en", validation_words=True),
        Layout(language="fr", groups=True, several="split"),
        Layout(language="fr", several="list", hxl=True, groups=True),
        Layout(language="en", several="list", groups=True, separator="|"),
    ],
    ids=repr,
)
def test_every_way_to_export_gives_the_same_figures(tmp_path: Path, layout: Layout) -> None:
    write_survey(tmp_path, layout)
    result, problems = read_survey(tmp_path, BOTH)
    assert errors(problems) == []
    assert figures(result) == EXPECTED


def test_another_separator_between_groups_is_named_in_the_options(tmp_path: Path) -> None:
    write_survey(tmp_path, Layout(groups=True, separator="__"))
    result, problems = read_survey(tmp_path, BOTH | {"separator": "__"})
    assert errors(problems) == []
    assert figures(result) == EXPECTED


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_files_with_the_links_of_odk_give_the_same(tmp_path: Path, delimiter: str) -> None:
    write_survey(tmp_path)
    sheets = KoboExport(Layout(groups=True, separator="-")).sheets()
    main, members = sheets["Water and school"], sheets["members"]
    main[0] = [
        {"_index": "KEY", "_validation_status": "ReviewState"}.get(str(h), h) for h in main[0]
    ]
    members[0] = [{"_parent_index": "PARENT_KEY"}.get(str(h), h) for h in members[0]]
    status = main[0].index("ReviewState")
    for row in main[1:]:
        row[status] = {"validation_status_not_approved": "rejected"}.get(
            str(row[status]), "approved"
        )
    write_csv(tmp_path / "survey.csv", main, delimiter)
    write_csv(tmp_path / "survey-members.csv", members, delimiter)
    write_csv(tmp_path / "survey_sheet.csv", SURVEY, delimiter)
    write_csv(tmp_path / "choices_sheet.csv", CHOICES, delimiter)
    options = BOTH | {
        "form": {"survey": "survey_sheet.csv", "choices": "choices_sheet.csv"},
        "repeats": {"members": "survey-members.csv"},
    }
    result, problems = read_survey(tmp_path, options, "survey.csv")
    assert errors(problems) == []
    assert figures(result) == EXPECTED
    assert [path.name for path in result.input_files] == [
        "choices_sheet.csv", "survey-members.csv", "survey.csv", "survey_sheet.csv",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("validation", "share", "cases"),
    [("approved", 50.0, 4), ("not_rejected", 60.0, 5), ("all", 66.67, 6)],
)
def test_validation_says_which_submissions_count(
    tmp_path: Path, validation: str, share: float, cases: int
) -> None:
    write_survey(tmp_path)
    result, problems = read_survey(tmp_path, settings(PIPED, validation=validation))
    assert figures(result) == {("s1", "kesh", ""): (share, cases)}
    left_out = [p.what for p in problems if p.code == "KOB020"]
    assert len(left_out) == (validation != "all")


def test_nothing_that_identifies_a_person_comes_through_the_door(tmp_path: Path) -> None:
    write_survey(tmp_path)
    problems = ProblemLog()
    form = read_form(tmp_path / "form.xlsx", tmp_path / "form.xlsx", tmp_path, problems)
    assert form is not None
    asked = ask({"water", "school"}, form, Location("dossier.yaml"), problems)
    opened = Opening(form, asked, (), problems).open(tmp_path / "export.xlsx", {}, tmp_path)
    held = repr(opened)
    assert "piped truck" in held
    for secret in SECRETS:
        assert secret not in held
    everything = open_columns(
        tmp_path / "export.xlsx", tmp_path, lambda _, header: range(len(header)), problems
    )
    assert all(secret in repr(everything) for secret in SECRETS)  # they are in the file


def test_a_notice_counts_the_columns_that_stayed_closed(tmp_path: Path) -> None:
    write_survey(tmp_path, Layout(several="list"))
    _, problems = read_survey(tmp_path, settings(PIPED))
    # 22 columns of submissions and 10 of members; water, _validation_status, _index and the
    # _index and _parent_index of members were opened.
    assert [p.what for p in problems if p.code == "KOB019"] == [
        "27 columns were left closed; only what dossier.yaml names was read"
    ]


@pytest.mark.parametrize("name", ["head_name", "phone", "gps", "water_other", "member_name"])
def test_questions_that_may_identify_people_are_refused_even_if_named(
    tmp_path: Path, name: str
) -> None:
    write_survey(tmp_path)
    result, problems = read_survey(tmp_path, settings(PIPED | {"by": [name]}))
    assert not result.observations
    assert [p.code for p in problems if p.severity is Severity.ERROR] == ["KOB005"]
    assert not any(secret in str(p) for p in problems for secret in SECRETS)


def test_a_label_that_many_questions_share_is_never_guessed(tmp_path: Path) -> None:
    survey = [list(row) for row in SURVEY]
    survey[10][2] = survey[13][2] = "Sources of water"
    write_survey(tmp_path, Layout(language="en"))
    write_workbook(tmp_path / "form.xlsx", {"survey": survey, "choices": CHOICES})
    sheets = KoboExport(Layout(language="en")).sheets()
    header = sheets["Water and school"][0]
    sheets["Water and school"][0] = [
        str(cell).replace("Wished sources", "Sources of water") for cell in header
    ]
    write_workbook(tmp_path / "export.xlsx", sheets)
    result, problems = read_survey(tmp_path, settings(PIPED))
    assert not result.observations
    assert {p.code for p in problems if p.severity is Severity.ERROR} == {"KOB007"}


def test_washington_group_questions_make_a_group_of_people_with_disabilities(
    tmp_path: Path,
) -> None:
    write_survey(tmp_path)
    with_one = "seeing in (a_lot, cannot) or walking in (a_lot, cannot)"
    options = settings(
        SCHOOL | {"by": ["disability"], "denominator": "all", "where": "age < 18"},
        groups={
            "disability": {
                "dimension": "disability_status",
                "when": {"PD": with_one, "PWD": f"not ({with_one})"},
            }
        },
    )
    result, problems = read_survey(tmp_path, options)
    assert errors(problems) == []
    assert figures(result) == {
        ("s1", "kesh", ""): (80.0, 5),
        ("s1", "kesh", "disability_status=PD"): (0.0, 1),
        ("s1", "kesh", "disability_status=PWD"): (100.0, 4),
    }


def test_groups_are_crossed_only_where_asked(tmp_path: Path) -> None:
    write_survey(tmp_path)
    options = BOTH | settings(PIPED | {"by": ["areas", ["areas", "head"]]})
    result, _ = read_survey(tmp_path, options)
    assert figures(result) == {
        ("s1", "kesh", ""): (60.0, 5),
        ("s1", "kesh-north", ""): (66.67, 3),
        ("s1", "kesh-south", ""): (50.0, 2),
        ("s1", "kesh-north", "sex=F"): (66.67, 3),
        ("s1", "kesh-south", "sex=M"): (50.0, 2),
    }


def test_a_group_without_anybody_is_kept_as_a_group_without_cases(tmp_path: Path) -> None:
    write_survey(tmp_path)
    options = settings(PIPED | {"by": ["water_class"]}, groups={
        "water_class": {"when": {"long": "hours >= 6", "short": "hours < 2"}}
    })  # fmt: skip
    result, _ = read_survey(tmp_path, options)
    empty = result.observations[-1]
    assert dict(empty.dimensions) == {"water_class": "short"}
    assert (empty.value, empty.n_unweighted, empty.value_text) == (None, 0, "-")
    assert empty.obs_status is ObservationStatus.NOT_APPLICABLE


def test_denominators_decide_what_no_answer_means(tmp_path: Path) -> None:
    """Oto said that he does not know, and gave no hours."""
    write_survey(tmp_path)
    long = {"question": "hours", "numerator": ">= 12"}
    options = settings(
        long,
        long | {"denominator": "all"},
        long | {"denominator": "water has piped"},
        PIPED,
        no_answer=["dont_know"],
    )
    result, problems = read_survey(tmp_path, options)
    assert {s: v for (s, _, _), v in figures(result).items()} == {
        "s1": (75.0, 4),
        "s2": (60.0, 5),
        "s3": (66.67, 3),
        "s4": (75.0, 4),
    }
    assert [p.what for p in problems if p.code == "KOB026"] == [
        (
            "indicators: entry 2 (6.1.1 s2): 1 of 5 cases have no answer and count as not "
            "belonging to the numerator"
        )
    ]


def test_weights_and_clusters_change_share_error_and_interval(tmp_path: Path) -> None:
    """Weights 1 1 2 2 1: 5 of 7 have piped water. Villages v1 (1 of 2), v2 (2 of 2), v3 (2 of 3).

    Scores by village: v1 (1 - 5/7 + 0 - 5/7) / 7 = -3/49, v2 2 (2/7) / 7 = 4/49 and
    v3 (2 (2/7) - 5/7) / 7 = -1/49; their mean is 0, so var = 3/2 (9 + 16 + 1) / 49^2.
    """
    write_survey(tmp_path)
    result, problems = read_survey(
        tmp_path, settings(PIPED | {"weight": "weight", "cluster": "village"})
    )
    assert errors(problems) == []
    (found,) = result.observations
    assert found.value == pytest.approx(500 / 7)
    assert found.n_unweighted == 5
    assert found.se == pytest.approx(100 * (1.5 * 26) ** 0.5 / 49)
    assert found.value_lower is not None
    assert found.value_upper is not None
    assert 0 < found.value_lower < 500 / 7 < found.value_upper < 100


def test_members_of_one_household_are_one_cluster(tmp_path: Path) -> None:
    """School: households (1 of 2), (1 of 1), (2 of 2); 4 of 5; scores -0.6/5, 0.2/5, 0.4/5.

    Marta's household has a member, whose score is 0: four clusters in the sample.
    """
    write_survey(tmp_path)
    result, _ = read_survey(tmp_path, settings(SCHOOL))
    (found,) = result.observations
    assert found.value == pytest.approx(80)
    assert found.se == pytest.approx(100 * (4 / 3 * (0.36 + 0.04 + 0.16) / 25) ** 0.5)


def test_a_question_of_the_household_is_told_of_each_member(tmp_path: Path) -> None:
    write_survey(tmp_path)
    options = settings(SCHOOL | {"by": ["sex_head"], "where": "consent = yes and age < 18"})
    result, problems = read_survey(tmp_path, options)
    assert errors(problems) == []
    assert figures(result)["s1", "kesh", "sex_head=female"] == (66.67, 3)
    dimension = result.dimensions["sex_head"]
    assert dimension.categories["female"].label.within("fr") == "Femme"


def test_a_column_that_the_form_computes_makes_groups_too(tmp_path: Path) -> None:
    write_survey(tmp_path)
    options = settings(PIPED | {"by": ["village"]})
    result, _ = read_survey(tmp_path, options)
    assert figures(result)["s1", "kesh", "village=v1"] == (50.0, 2)
    assert [o.file for o in result.observations] == ["export.xlsx"] * 4


def test_what_defines_the_series_is_in_every_row(tmp_path: Path) -> None:
    """A series fixed to children under 15 is their headline, not a row of one age group."""
    write_survey(tmp_path)
    problems = ProblemLog()
    context = context_of(tmp_path, series=["s1"], places=["kesh"])
    key = ("6.1.1", "s1")
    fixed = replace(context.series[key], fixed={"age": "Y0T14"})
    options = settings(SCHOOL | {"by": ["sex"], "where": "age < 15"}, groups={
        "sex": {"question": "members/sex"}
    })  # fmt: skip
    file = DataFile(path="export.xlsx", layout="kobo", options=options)
    result = read(file, replace(context, series={key: fixed}), problems)
    assert {codes(o) for o in result.observations} == {
        "age=Y0T14",
        "age=Y0T14;sex=F",
        "age=Y0T14;sex=M",
    }
    assert {o.freq for o in result.observations} == {"A"}


def test_a_number_that_is_a_choice_elsewhere_is_no_answer_only_with_a_warning(
    tmp_path: Path,
) -> None:
    """Two of five waited 24 hours; 24 is "do not know" of the water question. Weights 1 1 2 2 1."""
    write_survey(tmp_path)
    choices = [*CHOICES, ["water", 24, "Do not know", "Ne sait pas"]]
    write_workbook(tmp_path / "form.xlsx", {"survey": SURVEY, "choices": choices})
    sheets = KoboExport(Layout()).sheets()
    hours, weight = (sheets["Water and school"][0].index(name) for name in ("hours", "weight"))
    for row in sheets["Water and school"][1:]:
        row[hours] = "24.0" if row[hours] == 24 else row[hours]  # as other programs save it
        row[weight] = 24 * row[weight]
    write_workbook(tmp_path / "export.xlsx", sheets)
    long = {"question": "hours", "numerator": ">= 12", "weight": "weight"}

    doubted, problems = read_survey(tmp_path, settings(long, no_answer=["24"]))
    assert list(figures(doubted).values()) == [(66.67, 2)]  # Amina 4 hours, Ilse 12
    told = [p for p in problems if p.code == "KOB027"]
    assert [(str(p.severity), p.where.row, p.where.column) for p in told] == [
        ("warning", 3, "hours")
    ]

    said = settings(long, no_answer=["24"], answers={"hours": {"24": "24"}})
    meant, problems = read_survey(tmp_path, said)
    assert list(figures(meant).values()) == [(83.33, 4)]  # 1 + 2 + 2 of 6
    assert [p.code for p in problems if p.code in {"KOB018", "KOB027"}] == []


def versions(tmp_path: Path, late: tuple[int, ...], both: tuple[int, ...] = ()) -> None:
    """Write an export in which the rows ``late`` answer about water under another group."""
    write_survey(tmp_path)
    sheets = KoboExport(Layout()).sheets()
    header, *rows = sheets["Water and school"]
    water = [i for i, cell in enumerate(header) if str(cell).startswith("water")]
    for index in water:
        header.append(f"old/home/{header[index]}")
        for number, row in enumerate(rows):
            row.append(row[index] if number in (*late, *both) else None)
            row[index] = None if number in late else row[index]
    write_workbook(tmp_path / "export.xlsx", sheets)


def test_answers_from_before_a_question_was_moved_to_another_group_count(tmp_path: Path) -> None:
    versions(tmp_path, late=(0, 3))
    result, problems = read_survey(tmp_path, settings(PIPED | {"by": ["sex_head"]}))

    assert errors(problems) == []
    assert list(figures(result).values()) == [(60.0, 5), (66.67, 3), (50.0, 2)]
    told = [p for p in problems if p.code == "KOB028"]
    assert [(str(p.severity), p.where.row, p.where.column) for p in told] == [
        ("notice", 2, "old/home/water")
    ]


def test_an_export_older_than_the_form_has_questions_in_other_groups(tmp_path: Path) -> None:
    write_survey(tmp_path)
    sheets = KoboExport(Layout()).sheets()
    header = sheets["Water and school"][0]
    header[:] = [f"old/{c}" if str(c).startswith("water") else c for c in header]
    write_workbook(tmp_path / "export.xlsx", sheets)
    result, problems = read_survey(tmp_path, settings(PIPED))

    assert (errors(problems), list(figures(result).values())) == ([], [(60.0, 5)])


def test_a_column_that_repeats_answers_is_not_counted_beside_them(tmp_path: Path) -> None:
    versions(tmp_path, late=(0,), both=(1, 2))
    result, problems = read_survey(tmp_path, settings(PIPED))

    assert list(figures(result).values()) == [(50.0, 4)]  # of five, Amina is not told
    told = [(str(p.severity), p.where.column) for p in problems if p.code == "KOB028"]
    assert told == [("warning", "old/home/water")]


def test_a_file_that_a_spreadsheet_saved_with_decimal_commas_is_read_where_they_are_declared(
    tmp_path: Path,
) -> None:
    """Weights 1,5 1,5 3,0 3,0 1,5 are those of the plain file times 1.5."""
    write_survey(tmp_path)
    sheets = KoboExport(Layout()).sheets()
    header, *rows = sheets["Water and school"]
    for row in rows:
        row[header.index("weight")] = f"{1.5 * row[header.index('weight')]}".replace(".", ",")
        row[header.index("hours")] = f"{row[header.index('hours')] or 0},5"
    write_workbook(tmp_path / "export.xlsx", sheets)
    found: dict[str, ReadResult] = {}
    told: dict[str, list[str]] = {}
    options = settings(
        PIPED | {"weight": "weight"}, {"question": "hours", "numerator": "hours >= 12.5"}
    )
    for mark in (",", "."):
        problems = ProblemLog()
        context = context_of(tmp_path, series=["s1", "s2"], places=["kesh"])
        file = DataFile(path="export.xlsx", layout="kobo", options=options)
        found[mark] = read(file, replace(context, decimal_mark=mark), problems)
        told[mark] = [p.fix for p in problems if p.code == "KOB009"]

    assert told[","] == []
    assert list(figures(found[","]).values()) == [(71.43, 5), (60.0, 5)]
    assert 'set decimal: "," in dossier.yaml' in told["."][0]
