"""What a person may choose about the Word file, on the command line and in the dossier."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vnrgen.cli import main
from vnrgen.render.docx.reference import build_reference


def build(dossier: Path, *words: object) -> Result:
    said = ["build", dossier, "--format", "docx", "--output", dossier.parent / "out", *words]
    return CliRunner().invoke(main, [str(word) for word in said])


def parts(dossier: Path) -> list[str]:
    (file,) = (dossier.parent / "out").glob("*.docx")
    return zipfile.ZipFile(file).namelist()


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "dossier"
    assert CliRunner().invoke(main, ["new", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def dossier(pattern: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pattern, tmp_path / "dossier"))


def test_charts_are_pictures_unless_native_ones_are_asked_for(dossier: Path) -> None:
    assert build(dossier).exit_code == 0
    drawn = parts(dossier)
    assert build(dossier, "--word-charts", "native").exit_code == 0
    native = parts(dossier)

    assert not [name for name in drawn if "charts/" in name]
    assert [name for name in native if "charts/" in name]
    assert [name for name in native if name.endswith(".xlsx")]


def test_the_dossier_can_ask_for_native_charts_and_the_command_overrules_it(dossier: Path) -> None:
    with (dossier / "dossier.yaml").open("a", encoding="utf-8") as stream:
        stream.write("\nword: {charts: native}\n")

    assert build(dossier).exit_code == 0
    assert [name for name in parts(dossier) if "charts/" in name]
    assert build(dossier, "--word-charts", "drawn").exit_code == 0
    assert not [name for name in parts(dossier) if "charts/" in name]


def test_another_word_for_charts_is_a_problem_with_its_line(dossier: Path) -> None:
    with (dossier / "dossier.yaml").open("a", encoding="utf-8") as stream:
        stream.write("\nword: {charts: lively}\n")

    built = build(dossier)

    assert built.exit_code == 1
    assert "dossier.yaml:" in built.stderr
    assert "drawn" in built.stderr


def test_a_reference_file_of_the_dossier_is_an_input_of_its_build(dossier: Path) -> None:
    own = dossier / "templates" / "docx" / "reference.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(build_reference())

    assert build(dossier).exit_code == 0

    manifest = json.loads((dossier.parent / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert "templates/docx/reference.docx" in [one["path"] for one in manifest["inputs"]]


def test_a_reference_file_that_is_none_stops_the_build(dossier: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"Dear Madam")

    built = build(dossier, "--word-reference", letter)

    assert built.exit_code == 1
    assert "letter.docx: error DOC003" in built.stderr
    assert not (dossier.parent / "out").exists()
