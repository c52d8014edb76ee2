"""Looking at a file, and taking it into a dossier: everything said before, all or nothing after."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.unit.dossier.readers import (
    test_dhs_api,
    test_heat,
    test_report_table,
    test_sdmx_csv,
    test_sdmx_ml,
    test_unsd,
)
from vnrgen.cli import main
from vnrgen.dossier.inspection.reading import inspect_file
from vnrgen.dossier.inspection.recognition import recognise
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.settings.yaml_edits import entry_lines, with_entry
from vnrgen.problems import InvalidInputError, ProblemLog

SETTINGS = """\
# Our dossier, kept by hand
title: Nobody   # the title
country: Kenya
iso3: KEN
m49: "404"
year: 2026
cycle: 1
language: en
coalition: C
as_of: 2026-03-31
data:                      # figures
  - {path: data/own.csv, layout: canonical}   # ours

# the end
"""
CANONICAL = "indicator_id,series,place,period,value,source_id,sex\n3.1.2,SBA,KEN,2022,70,src,F\n"


def a_dossier(root: Path, text: str = SETTINGS) -> Path:
    (root / "data").mkdir(parents=True)
    (root / "data" / "own.csv").write_text(CANONICAL, encoding="utf-8")
    (root / "dossier.yaml").write_text(text, encoding="utf-8")
    tables = {
        "places": "place_id,label,level\nKEN,Kenya,country\n",
        "sources": "source_id,title,producer,kind\nsrc,S,P,official\n",
        "groups": "group_id,label,definition,identification_method,dimension,sdmx_dim,sdmx_code\n"
        "women,Women,d,i,sex,sex,F\n",
        "indicators": "indicator_id,series,label,unit,favourable\n3.1.2,SBA,Births,PT,higher\n",
    }
    for name, table in tables.items():
        (root / f"{name}.csv").write_text(table, encoding="utf-8")
    return root


def an_unsd_file(folder: Path, *rows: str) -> Path:
    path = folder / "unsd.csv"
    lines = rows or (test_unsd.portal_row(), test_unsd.portal_row("60", sex="FEMALE"))
    path.write_text("\n".join((test_unsd.HEADER, *lines)), encoding="utf-8")
    return path


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def a_sheet(folder: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "sheet.xlsx")
    return folder / "sheet.xlsx"


def test_every_layout_is_told_by_its_headers(tmp_path: Path) -> None:
    test_heat.template(tmp_path, *test_heat.quintiles())
    test_dhs_api.dhs(tmp_path, test_dhs_api.row("Residence", "Urban", "40"))
    files = {
        "unsd": an_unsd_file(tmp_path),
        "heat-plus": tmp_path / "heat.xlsx",
        "dhs-api": tmp_path / "dhs.csv",
        "sdmx-csv": written(
            tmp_path, "s.csv", "\n".join((test_sdmx_csv.V1, test_sdmx_csv.v1_row()))
        ),
        "sdmx-ml": written(tmp_path, "m.xml", test_sdmx_ml.GENERIC),
        "canonical": written(tmp_path, "c.csv", CANONICAL),
        "open-sdg": written(tmp_path, "indicator_3-1-1.csv", "Year,Sex,Value\n2020,Female,3\n"),
        "report-table": a_sheet(tmp_path, test_report_table.ROWS),
    }
    found = {layout: recognise(path) for layout, path in files.items()}
    assert {layout: one and one.layout for layout, one in found.items()} == {
        layout: layout for layout in files
    }
    for layout, path in files.items():
        assert inspect_file(path).layout == layout
    wide = a_sheet(tmp_path, [["Table 1"], ["Indicator", 2021, 2022], ["Literacy", 70, 71]])
    seen = recognise(wide)
    assert seen is not None
    assert (seen.layout, seen.options["header"]) == ("wide", {"2": "year"})


def test_a_file_without_a_known_layout_is_said_to_have_none(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        inspect_file(written(tmp_path, "x.csv", "a,b\nc,d\n"))
    assert [problem.code for problem in caught.value.problems] == ["INS001"]


def test_an_inspection_says_what_would_be_read(tmp_path: Path) -> None:
    rows = (test_unsd.portal_row(), test_unsd.portal_row("60", sex="FEMALE", area="1,World"))
    found = inspect_file(an_unsd_file(tmp_path, *rows))
    assert (found.figures, found.places, found.periods) == (2, ("Kenya", "World"), ("2022",))
    assert [(d.dimension_id, d.role, d.categories) for d in found.dimensions] == [
        ("sex", "group", (("F", "Female"),))
    ]
    assert [problem.code for problem in found.unmapped] == ["MAP009"]
    inside = inspect_file(an_unsd_file(tmp_path, *rows), dossier=a_dossier(tmp_path / "d"))
    assert (inside.figures, inside.places) == (1, ("Kenya",))


def test_the_lines_of_an_inspection_import_the_file(tmp_path: Path) -> None:
    dossier = a_dossier(tmp_path / "d")
    path = an_unsd_file(tmp_path)
    found = inspect_file(path, dossier=dossier)
    [entry] = YAML(typ="safe").load(found.entry)
    arguments = [f"{name}={value}" for name, value in entry["options"].items()]
    run = CliRunner().invoke(
        main, ["import", found.layout, str(path), *arguments, "--into", str(dossier)]
    )
    assert run.exit_code == 0, run.output
    problems = ProblemLog()
    loaded = load_dossier(dossier, problems)
    assert len(loaded.observations) == 3
    assert [p for p in problems if p.severity == "error"] == []


def test_an_import_adds_lines_and_changes_no_other_byte(tmp_path: Path) -> None:
    dossier = a_dossier(tmp_path / "d")
    command = ["import", "unsd", str(an_unsd_file(tmp_path)), "source_id=src"]
    assert CliRunner().invoke(main, [*command, "--into", str(dossier)]).exit_code == 0
    entry = "  - path: data/unsd.csv\n    layout: unsd\n    options:\n      source_id: src\n"
    before, ours, after = SETTINGS.partition("   # ours\n")
    assert (dossier / "dossier.yaml").read_text() == before + ours + entry + after
    assert sorted(p.name for p in (dossier / "data").iterdir()) == ["own.csv", "unsd.csv"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["unsd", "unsd.csv", "source_id=none"], "MAP002"),
        (["unsd", "own.csv", "source_id=src"], "INS002"),
        (["unsd", "unsd.csv", "source_id=[src"], "INS003"),
        (["nosuch", "unsd.csv"], "LAY001"),
        (["sdmx-csv", "unsd.csv", "source_id=src"], "SDX001"),
        (["sdmx-csv", "unsd.csv", "structure=nowhere.xml"], "INS005"),
    ],
)
def test_an_import_with_an_error_leaves_the_dossier_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    dossier = a_dossier(tmp_path / "d")
    an_unsd_file(tmp_path)
    written(tmp_path, "own.csv", "other")
    before = {path: path.read_bytes() for path in dossier.rglob("*") if path.is_file()}
    run = CliRunner().invoke(main, ["import", *arguments, "--into", str(dossier)])
    assert run.exit_code == 1
    assert code in run.output
    assert "importing-" not in run.output
    assert {path: path.read_bytes() for path in dossier.rglob("*") if path.is_file()} == before


def test_two_rows_that_contradict_each_other_are_not_imported(tmp_path: Path) -> None:
    dossier = a_dossier(tmp_path / "d")
    path = an_unsd_file(tmp_path, test_unsd.portal_row("60"), test_unsd.portal_row("61"))
    command = ["import", "unsd", str(path), "source_id=src", "--into", str(dossier)]
    run = CliRunner().invoke(main, command)
    assert "data/unsd.csv:3" in run.output
    assert "OBS013" in run.output
    assert not (dossier / "data" / "unsd.csv").exists()


def test_a_structure_is_taken_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    dossier = a_dossier(tmp_path / "d")
    test_sdmx_ml.write_structure(tmp_path / "structure.xml")
    written(tmp_path, "m.xml", test_sdmx_ml.SPECIFIC.replace('"KE"', '"KEN"'))
    command = ["import", "sdmx-ml", "m.xml", "structure=structure.xml", "source_id=src"]
    run = CliRunner().invoke(main, [*command, "--into", str(dossier)])
    assert run.exit_code == 0, run.output
    assert "structure: data/structure.xml" in (dossier / "dossier.yaml").read_text()
    problems = ProblemLog()
    assert len(load_dossier(dossier, problems).observations) == 4
    assert not [p for p in problems if p.severity == "error"]


def test_a_list_that_cannot_be_extended_safely_is_left_to_a_person(tmp_path: Path) -> None:
    head, _, _ = SETTINGS.partition("data:")
    flow = head + "data: [{path: data/own.csv, layout: canonical}]\n"
    dossier = a_dossier(tmp_path / "d", flow)
    command = ["import", "unsd", str(an_unsd_file(tmp_path)), "source_id=src"]
    run = CliRunner().invoke(main, [*command, "--into", str(dossier)])
    assert "INS004" in run.output
    assert (dossier / "dossier.yaml").read_text() == flow


def test_a_file_of_a_dossier_that_is_looked_at_without_it_is_told_so(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["new", str(tmp_path / "ours")])
    file = str(tmp_path / "ours" / "data" / "figures.csv")
    alone = CliRunner().invoke(main, ["inspect", file])
    assert f"--dossier {tmp_path / 'ours'}" in alone.stderr
    beside = CliRunner().invoke(main, ["inspect", file, "--dossier", str(tmp_path / "ours")])
    assert "no problems" in beside.stderr
    assert "--dossier" not in beside.stderr


def test_json_holds_the_same(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["inspect", str(an_unsd_file(tmp_path)), "--json"])
    record = json.loads(run.stdout)
    assert (record["layout"], record["figures"], record["units"]) == ("unsd", 2, ["PT"])
    shown = CliRunner().invoke(main, ["inspect", str(an_unsd_file(tmp_path)), "area=404"])
    assert "sex (group): F Female" in shown.stdout
    assert '      area: "404"' in shown.stdout or "area: 404" in shown.stdout


ENTRY = entry_lines("data/x.csv", "unsd", {"area": "404", "only": {"Sex": ["F"]}, "n": True})


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n",
        "a: 1",
        "data:\na: 1\n",
        "data: []  # none yet\na: 1\n",
        "data: null\n",
        "data:\n- path: x\n  layout: y\nb: 2\n",
        "data:\n    - path: x\n      options:\n        a: |\n          text\n\n# end\nb: 2\n",
        "data:\r\n  - {path: x}\r\n  # more\r\nb: 2\r\n",
        "data:\n  - path: x\n    # of the entry\n  # of the list\nb: 2",
        "data:\n  -\n    path: x\n",
    ],
)
def test_an_entry_is_added_to_any_usual_way_of_writing_the_list(text: str) -> None:
    made = with_entry(text, "data", ENTRY)
    assert made is not None
    before, after = YAML(typ="safe").load(text), YAML(typ="safe").load(made)
    assert after["data"][:-1] == (before.get("data") or [])
    assert after["data"][-1]["options"] == {"area": "404", "only": {"Sex": ["F"]}, "n": True}
    lines = made.splitlines()
    kept = [line for line in text.splitlines() if line.strip() and "[]" not in line]
    assert [line for line in kept if line not in lines and "null" not in line] == []


@settings(max_examples=150)
@given(st.text(alphabet="ab:-[]{}#'\"\n \tdata|>&*!?,0", max_size=60))
def test_adding_never_raises_and_never_changes_anything_else(text: str) -> None:
    made = with_entry(text, "data", ENTRY)
    if made is not None:
        before, after = YAML(typ="safe").load(text), YAML(typ="safe").load(made)
        assert {k: v for k, v in after.items() if k != "data"} == {
            k: v for k, v in before.items() if k != "data"
        }


@settings(max_examples=150)
@given(st.recursive(st.text() | st.booleans() | st.integers(), lambda s: st.lists(s, max_size=3)))
def test_options_are_written_as_they_are_read(value: object) -> None:
    [entry] = YAML(typ="safe").load(entry_lines("data/x", "unsd", {"o": value}))
    assert entry["options"]["o"] == value


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_looking_at_any_bytes_never_raises(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_bytes(data)
    recognise(path)
