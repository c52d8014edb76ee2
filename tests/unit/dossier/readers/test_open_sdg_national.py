"""Sites of other countries: their languages, keys, marks, names and published errors.

The shapes are those of the Open SDG sites of a dozen offices; the figures are invented.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.builders_open_sdg import DECLARED, read_folder, read_site
from tests.builders_records import Reading
from vnrgen.dossier.codes.codelists import canonical_code, is_total
from vnrgen.dossier.inspection.reading import inspect_file
from vnrgen.dossier.inspection.recognition import recognise
from vnrgen.dossier.model import DimensionRole

GROUP = DimensionRole.GROUP
FAVOURABLE = {"favourable": {"8.5.2": "lower", "1.3.1": "higher", "3.1.1": "lower"}}


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def read(root: Path, files: Mapping[str, str], **options: object) -> Reading:
    write(root, files)
    return read_folder(root, "site", {**DECLARED, **FAVOURABLE, **options})


@pytest.mark.parametrize(
    ("header", "women", "men", "total"),
    [
        ("Пол", "Женщины", "Мужчины", "Всего"),
        ("성별", "여", "남", "전체"),
        ("Sexo", "Mujeres", "Hombres", "Ambos sexos"),
        ("Geschlecht", "weiblich", "männlich", "insgesamt"),
        ("Sexe", "Féminin", "Masculin", "Ensemble"),
        ("Płeć", "kobiety", "mężczyźni", "ogółem"),
        ("Жынысы", "әйелдер", "ерлер", "барлығы"),
        ("الجنس", "إناث", "ذكور", "المجموع"),
        ("Pol", "žene", "muškarci", "ukupno"),
        ("Jenis kelamin", "Perempuan", "Laki-laki", "Jumlah"),
        ("Giới tính", "Nữ", "Nam", "Tổng số"),
        ("性别", "女", "男", "合计"),
    ],
)
def test_sexes_are_known_in_the_languages_of_offices(
    tmp_path: Path, header: str, women: str, men: str, total: str
) -> None:
    csv = f"Year,{header},Units,Value\n2020,{total},%,7\n2020,{women},%,8\n2020,{men},%,6\n"
    reading = read_site(tmp_path, csv)
    assert [row.dimensions["sex"] for row in reading.rows] == ["_T", "F", "M"]
    assert reading.result.dimensions["sex"].role is GROUP
    assert reading.codes == []


def test_no_word_stands_for_two_codes_of_one_dimension() -> None:
    import csv

    from vnrgen.dossier.codes import codelists

    folder = Path(codelists.__file__).parent
    with (folder / "dimensions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        for alias in filter(None, row["aliases"].split(";")):
            assert canonical_code(row["dimension"], alias) == row["code"], alias
            assert not is_total(alias), alias


@pytest.mark.parametrize(
    ("header", "labels"),
    [
        ("Location", ("urban", "rural")),
        ("Sector", ("Urban", "Rural")),
        ("Region", ("National", "Urban", "Rural")),
        ("by type of residence", ("urban", "rural")),
    ],
)
def test_a_column_of_urban_and_rural_is_no_list_of_places(
    tmp_path: Path, header: str, labels: tuple[str, ...]
) -> None:
    lines = "".join(f"2020,{label},%,{n}\n" for n, label in enumerate(labels, 5))
    reading = read_site(tmp_path, f"Year,{header},Units,Value\n2020,,%,7\n{lines}")
    assert reading.result.places == {}
    found = {row.dimensions["urbanisation"] for row in reading.rows}
    assert found == {"_T", "U", "R"}


def test_keys_are_read_as_the_texts_of_the_sites_translations(tmp_path: Path) -> None:
    data = (
        '"Year","data.sex","data.age","Value"\n2021,"","",2.1\n2021,"data.male","",2.5\n'
        '2021,"data.female","data.15-24years",5.2\n2021,"","data.unheard",1\n'
    )
    reading = read(
        tmp_path,
        {
            "data/indicator_8-5-2.csv": data,
            "translations/fo/data.yml": "sex: Kyn\nmale: Menn\nfemale: Kvinnur\n",
            "translations/en/data.yml": "sex: Sex\nage: Age\nmale: Men\nfemale: Women\n"
            "15-24years: 15-24 years\n8-5-2-title: Unemployment\n",
            "meta/8-5-2.md": "---\ngraph_title: data.8-5-2-title\ncomputation_units: PT\n---\n",
        },
    )
    assert [(r.dimensions["sex"], r.dimensions["age"]) for r in reading.rows] == [
        ("_T", "_T"),
        ("M", "_T"),
        ("F", "Y15T24"),
        ("_T", "unheard"),
    ]
    series = reading.result.series["8.5.2", "main"]
    assert (series.label.within("en"), series.unit) == ("Unemployment", "PT")
    assert '"data.unheard"' in reading.problem("OSG039").what
    assert "translations/en/data.yml" in {
        p.relative_to(tmp_path / "site").as_posix() for p in reading.result.input_files
    }


def test_broken_translations_are_said_and_do_not_stop_the_figures(tmp_path: Path) -> None:
    for text in ("a: [", "a: &b c\nd: *b\n", "x: " + "[" * 500):
        reading = read(
            tmp_path,
            {
                "data/indicator_8-5-2.csv": "Year,Sex,Units,Value\n2021,,%,2\n2021,data.male,%,3\n",
                "translations/en/data.yml": text,
            },
        )
        assert [row.dimensions["sex"] for row in reading.rows] == ["_T", "M"]
        assert ("OSG039", "warning") in {(p.code, str(p.severity)) for p in reading.problems}


def test_a_decimal_comma_is_read_where_nothing_else_can_be_meant(tmp_path: Path) -> None:
    sure = "Year;Units;Value\r\n2021;%;47,749\r\n2022;%;50,4\r\n"
    reading = read_site(tmp_path, sure)
    assert [row.value for row in reading.rows] == [47.749, 50.4]
    assert '"50,4"' in reading.problem("OSG041").what
    unsure = read_site(tmp_path, sure.replace("50,4", "50,123"))
    assert unsure.problem("OSG028").where.row == 2
    declared = read_site(tmp_path, sure.replace("50,4", "50,123"), options={"decimal": ","})
    assert [row.value for row in declared.rows] == [47.749, 50.123]
    mixed = read_site(tmp_path, "Year;Units;Value\n2021;%;4.5\n2022;%;50,4\n")
    assert mixed.problem("OSG028").where.row == 3


def test_no_file_of_a_folder_is_left_out_in_silence(tmp_path: Path) -> None:
    plain = "Year,Units,Value\n2020,%,1\n"
    files = {
        "data/1-3-1.csv": plain,
        "data/indicator_1-3-1-a.csv": plain.replace(",1\n", ",2\n"),
        "data/indicator_3-1-ab.csv": plain,
        "data/4-с-1.csv": plain,  # the Cyrillic letter
    }
    reading = read(tmp_path, files)
    assert sorted(reading.result.series) == [("1.3.1", "main"), ("1.3.1", "main_a")]
    assert {row.series: row.value for row in reading.rows} == {"main": 1, "main_a": 2}
    unread = reading.problem("OSG038").what
    assert "4-с-1.csv" in unread
    assert "indicator_3-1-ab.csv" in unread
    assert reading.problem("OSG040").where.path.endswith("indicator_1-3-1-a.csv")
    named = read(tmp_path, files, indicator={"3-1-ab": "3.4.1", "4-с-1": "4.c.1"})
    assert ("3.4.1", "main_3_1_ab") in named.result.series
    assert ("4.c.1", "main_4_с_1") in named.result.series
    assert "OSG038" not in named.codes
    found = recognise(tmp_path / "site")
    assert found is not None
    assert found.layout == "open-sdg"


def test_metadata_may_be_tables_or_stand_apart_from_the_set_up(tmp_path: Path) -> None:
    plain = "Year,Value\n2020,1\n"
    reading = read(
        tmp_path,
        {
            "data/indicator_8-5-2.csv": plain,
            "meta/8-5-2.csv": "computation_units,Percentage\nindicator_available,Jobless\n",
            "indicator-config/8-5-2.yml": "graph_title: Unemployment rate\n",
        },
    )
    series = reading.result.series["8.5.2", "main"]
    assert (series.label.within("en"), series.unit) == ("Unemployment rate", "PT")
    assert len(reading.result.input_files) == 3


def test_metadata_in_a_damaged_workbook_do_not_stop_the_figures(tmp_path: Path) -> None:
    write(tmp_path, {"data/indicator_8-5-2.csv": "Year,Units,Value\n2020,%,1\n", "meta/x": ""})
    with zipfile.ZipFile(tmp_path / "site/meta/8-5-2.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    reading = read_folder(tmp_path, "site", {**DECLARED, **FAVOURABLE})
    assert reading.problem("OSG005").severity == "warning"
    assert [row.value for row in reading.rows] == [1.0]


def test_targets_and_projections_are_never_the_latest_figure(tmp_path: Path) -> None:
    csv = (
        "Year,Units,display,sex,Value\n2018,%,a) time series,female,151\n"
        "2018,%,a) time series,male,288\n2030,%,b) target (max),female,100\n"
    )
    reading = read_site(tmp_path, csv)
    assert [row.period_label for row in reading.rows] == ["2018", "2018"]
    problem = reading.problem("OSG042")
    assert (problem.where.row, problem.severity) == (4, "warning")
    declared = read_site(tmp_path, csv, options={"roles": {"display": "definition"}})
    assert len(declared.rows) == 3


def test_a_target_does_not_become_a_group_because_its_column_tells_groups_apart(
    tmp_path: Path,
) -> None:
    csv = (
        "Year,Units,Disaggregation,Value\n2020,%,Total,12\n2020,%,Rural,16\n2020,%,Youth,21\n"
        "2025,%,Plan Target,8\n"
    )
    roles = {"roles": {"Disaggregation": "group"}}
    reading = read_site(tmp_path, csv, options=roles)
    assert [row.period_label for row in reading.rows] == ["2020"] * 3
    assert "aliases" in reading.problem("OSG042").fix
    renamed = {**roles, "aliases": {"Disaggregation": {"Plan Target": "Enrolled persons"}}}
    assert len(read_site(tmp_path, csv, options=renamed).rows) == 4


def test_a_file_in_two_versions_that_were_never_put_together_is_an_error(tmp_path: Path) -> None:
    csv = "Year,Units,Value\n2019,%,5\n<<<<<<< HEAD\n2020,%,6\n=======\n2020,%,7\n>>>>>>> 1f0c9a4\n"
    problem = read_site(tmp_path, csv).problem("TAB027")
    assert (problem.where.row, problem.severity) == (3, "error")
    assert "TAB027" not in read_site(tmp_path, "Year,Units,Value\n<<<<<<< 5,%,\n").codes


def test_months_among_years_of_age_are_reported_with_their_rows(tmp_path: Path) -> None:
    csv = "Year,Units,AGE,Value\n2020,%,,5\n" + "".join(
        f"2020,%,{age},{n}\n" for n, age in enumerate(["Y16T24", "M25T28", "M29T34", "Y35T44"])
    )
    reading = read_site(tmp_path, csv)
    rows = [p.where.row for p in reading.problems if p.code == "OSG043"]
    assert rows == [4, 5]
    assert "Y25T28" in reading.problem("OSG043").fix
    children = csv.replace("Y16T24", "M0T11").replace("M25T28", "M12T23").replace("M29T34", "Y2T4")
    assert "OSG043" not in read_site(tmp_path, children).codes


def test_a_series_without_a_figure_for_everybody_is_reported(tmp_path: Path) -> None:
    ages = "Year,Units,SEX,AGE,Value\n2020,%,_T,Y_GE15,5\n2020,%,_T,Y15T24,9\n"
    assert "Y_GE15" in read_site(tmp_path, ages).problem("OSG044").what
    said = read_site(tmp_path, ages, options={"aliases": {"AGE": {"Y_GE15": "Total"}}})
    assert "OSG044" not in said.codes
    areas = (
        "Year,Units,Entidad federativa,GeoCode,Value\n2020,%,Estados Unidos,00,5\n"
        "2020,%,Norte,01,6\n2020,%,Sur,02,4\n"
    )
    assert "Estados Unidos" in read_site(tmp_path, areas).problem("OSG044").what
    whole = {"aliases": {"Entidad federativa": {"Estados Unidos": "Total"}}}
    found = read_site(tmp_path, areas, options=whole)
    assert {row.place for row in found.rows} == {"OST", "norte", "sur"}
    assert "OSG044" not in found.codes


def test_a_unit_that_changes_inside_a_series_is_reported_with_its_row(tmp_path: Path) -> None:
    csv = "Year,Units,Value\n2017,%,30\n2018,%,31\n2019,Number,30019\n"
    reading = read_site(tmp_path, csv)
    assert reading.problem("OSG045").where.row == 4
    assert len(reading.result.series) == 2
    both = "Year,Units,Value\n2018,%,31\n2018,Number,30019\n2019,%,31\n2019,Number,30020\n"
    assert "OSG045" not in read_site(tmp_path, both).codes


def test_a_column_that_repeats_the_areas_as_codes_divides_nobody(tmp_path: Path) -> None:
    csv = (
        "Year,State,Units,GeoCodex,Value\n2019,,%,,40\n2019,Abia,%,NG-AB,30\n2019,Kano,%,NG-KN,55\n"
    )
    reading = read_site(tmp_path, csv)
    assert all(not row.dimensions for row in reading.rows)
    assert {row.place for row in reading.rows} == {"OST", "abia", "kano"}
    assert "GeoCodex" in reading.problem("OSG009").what


def test_geocodes_in_quotation_marks_are_bare_codes(tmp_path: Path) -> None:
    rows = "2019,,%,,1\n2019,bw,%,'code08',2\n2019,by,%,'code09',3\n"
    csv = "Year,Bundesland,Units,GeoCode,Value\n" + rows
    reading = read_site(tmp_path, csv)
    assert reading.result.places["bw"].codes == {"geocode": "code08"}


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("under_18_years", "Y0T17"),
        ("18_to_64_years", "Y18T64"),
        ("65_and_over", "Y_GE65"),
        ("aged 65 and older", "Y_GE65"),
        ("15-24years", "Y15T24"),
    ],
)
def test_ages_as_offices_write_them(label: str, code: str) -> None:
    assert canonical_code("age", label) == code


def test_a_site_of_the_old_wide_kind_is_told_what_to_do(tmp_path: Path) -> None:
    csv = "Godina,Stopa ukupno,Stopa žene\n2022Q4,6.8,(16.7)\n2023Q1,7.3,((5.2))\n"
    write(tmp_path, {"data/indicator_8-5-2.csv": csv})
    reading = read_folder(tmp_path, "site", DECLARED)
    assert "wide" in reading.problem("OSG007").fix
    options = {"indicator": {"Stopa ukupno": "8.5.2/all", "Stopa žene": "8.5.2/women"}}
    found = inspect_file(tmp_path / "site/data/indicator_8-5-2.csv", options=options)
    assert found.layout == "wide"
    assert (found.figures, found.periods) == (4, ("2022Q4", "2023Q1"))


MIXED = (
    "Year,Units,Disaggregation,Value\n2020,%,Total,12\n2020,%,Total F,14\n2020,%,Total M,10\n"
    "2020,%,Urban,9\n2020,%,Rural,16\n2020,%,Herders,21\n2025,%,Plan Target,8\n"
)
SEXES = {"aliases": {"Disaggregation": {"Total F": "Female", "Total M": "Male"}}}


def test_a_column_of_groups_that_overlap_is_parted(tmp_path: Path) -> None:
    reading = read_site(tmp_path, MIXED, options={**SEXES, "roles": {"Disaggregation": "group"}})
    names = ("sex", "urbanisation", "disaggregation")
    assert [tuple(row.dimensions[name] for name in names) for row in reading.rows] == [
        ("_T", "_T", "_T"),
        ("F", "_T", "_T"),
        ("M", "_T", "_T"),
        ("_T", "U", "_T"),
        ("_T", "R", "_T"),
        ("_T", "_T", "herders"),
    ]
    assert [row.value for row in reading.rows] == [12, 14, 10, 9, 16, 21]
    assert {reading.result.dimensions[name].role for name in names} == {GROUP}
    assert reading.problem("OSG047").where.column == "Disaggregation"
    assert reading.problem("OSG042").where.row == 8


def test_words_of_one_kind_beside_unknown_ones_are_parted_too(tmp_path: Path) -> None:
    reading = read_site(tmp_path, MIXED, options={"roles": {"Disaggregation": "group"}})
    assert {row.dimensions["urbanisation"] for row in reading.rows} == {"_T", "U", "R"}
    assert "sex" not in reading.result.dimensions


@pytest.mark.parametrize(
    ("header", "labels", "options"),
    [
        ("Disaggregation", "Men,Women,Urban,Rural", {"roles": {"Disaggregation": "definition"}}),
        ("Sex", "Men,Women,Other", {}),
        ("Age", "15 to 24 years,25 to 64 years,Retired", {}),
        ("Group", "Men,Herders,Fishers", {}),  # one word alone may mean anything
    ],
)
def test_a_column_of_one_kind_stays_one(
    tmp_path: Path, header: str, labels: str, options: dict[str, object]
) -> None:
    rows = "".join(f"2020,%,{label},{n}\n" for n, label in enumerate(labels.split(",")))
    reading = read_site(tmp_path, f"Year,Units,{header},Value\n{rows}", options=options)
    assert "OSG047" not in reading.codes


def test_a_kind_that_has_a_column_of_its_own_is_left_where_it_is(tmp_path: Path) -> None:
    csv = (
        "Year,Units,Sex,Type,Value\n2020,%,,,5\n2020,%,Female,,6\n2020,%,Male,,4\n"
        "2020,%,,Women,6\n2020,%,,Men,4\n2020,%,,Herders,9\n"
    )
    assert "OSG047" not in read_site(tmp_path, csv).codes


def test_a_column_of_sexes_in_which_no_word_is_one_compares_nobody(tmp_path: Path) -> None:
    labels = ("Nordland insgesamt", "Nordland Männer", "Südland Männer", "Südland Frauen")
    rows = "".join(f"2020,%,{label},{n}\n" for n, label in enumerate(labels, 9))
    reading = read_site(tmp_path, f"Year,Units,Geschlecht,Value\n{rows}")
    assert reading.result.dimensions["geschlecht"].role is DimensionRole.DEFINITION
    assert reading.problem("OSG011").where.column == "Geschlecht"
    declared = read_site(
        tmp_path,
        f"Year,Units,Geschlecht,Value\n{rows}",
        options={"roles": {"Geschlecht": "group"}},
    )
    assert declared.result.dimensions["geschlecht"].role is GROUP


def test_two_words_for_everybody_that_disagree_are_named_with_their_column(tmp_path: Path) -> None:
    csv = (
        "Year,Units,Sex,Persons with disabilities,Value\n2020,%,,,3.8\n2020,%,Female,,3.2\n"
        "2020,%,,Total,2.4\n"
    )
    problem = read_site(tmp_path, csv).problem("OSG035")
    assert 'aliases: {"Persons with disabilities": {"Total": another name}}' in problem.fix
    meant = {"aliases": {"Persons with disabilities": {"Total": "With disabilities"}}}
    reading = read_site(tmp_path, csv, options=meant)
    assert [row.value for row in reading.rows] == [3.8, 3.2, 2.4]
