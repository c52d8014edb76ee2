"""A build is spared only where it would make, byte for byte, what lies in its folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders_batch import NOTICE, a_dossier
from vnrgen.batch import unchanged
from vnrgen.batch.unchanged import standing
from vnrgen.cli import main
from vnrgen.dossier.model import Audience
from vnrgen.problems import InvalidInputError
from vnrgen.render.publish import manifest_bytes, publish
from vnrgen.request import BuildReport, BuildRequest


@pytest.fixture
def request_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuildRequest:
    monkeypatch.setattr(unchanged, "tool_key", lambda: "tool")  # it reads all of vnrgen
    return BuildRequest(dossier=a_dossier(tmp_path, "aland"), output=tmp_path / "out")


def built(request: BuildRequest, **changes: object) -> BuildReport:
    """Write something as a build would, and remember it."""
    before = standing(request)
    files = {"chapter.pdf": b"pdf", "data/observations.csv": b"csv"}
    manifest = manifest_bytes({}, (), files)
    written = publish(request.output, files, manifest, replace_edited=True)
    report = BuildReport(written=written, problems=(NOTICE,))
    before.remember(replace(report, **changes))  # type: ignore[arg-type]
    return report


def test_what_stands_is_reported_as_it_was_built(request_: BuildRequest) -> None:
    assert standing(request_).report is None
    report = built(request_)
    assert standing(request_).report == report
    assert standing(replace(request_, jobs=7)).report == report
    assert standing(replace(request_, afresh=True)).report is None


OPTIONS: dict[str, dict[str, object]] = {
    "the date": {"on": date(2026, 1, 1)},
    "the audience": {"audience": Audience.INTERNAL},
    "the language": {"language": "fr"},
    "the formats": {"formats": ("pdf",)},
    "the folder": {"output": Path("elsewhere")},
}


@pytest.mark.parametrize("changed", OPTIONS)
def test_another_option_is_another_build(request_: BuildRequest, changed: str) -> None:
    built(request_)
    assert standing(replace(request_, **OPTIONS[changed])).report is None  # type: ignore[arg-type]


INPUTS: dict[str, Callable[[Path], object]] = {
    "a sentence": lambda root: (root / "dossier.yaml").write_text("title: Another\n"),
    "a new file": lambda root: (root / "data" / "new.csv").write_text("a\n"),
    "a file less": lambda root: (root / "sources.csv").unlink(),
    "a decision": lambda root: (root / "ledger.db").write_bytes(b"decided"),
    "a name": lambda root: (root / "places.csv").rename(root / "Places.csv"),
}


@pytest.mark.parametrize("changed", INPUTS)
def test_another_input_is_another_build(request_: BuildRequest, changed: str) -> None:
    built(request_)
    INPUTS[changed](request_.dossier)
    assert standing(request_).report is None


OUTPUTS: dict[str, Callable[[Path], object]] = {
    "gone": lambda out: (out / "chapter.pdf").unlink(),
    "without its manifest": shutil.rmtree,
    "another build's": lambda out: publish(out, {"a": b"b"}, manifest_bytes({}, (), {"a": b"b"})),
}


@pytest.mark.parametrize("changed", OUTPUTS)
def test_an_output_that_is_not_whole_is_made_again(request_: BuildRequest, changed: str) -> None:
    built(request_)
    OUTPUTS[changed](request_.output)
    assert standing(request_).report is None


def test_an_edited_output_is_refused_or_replaced_as_ever(request_: BuildRequest) -> None:
    built(request_)
    (request_.output / "chapter.pdf").write_bytes(b"by hand")
    with pytest.raises(InvalidInputError) as refused:
        standing(request_)
    assert [problem.code for problem in refused.value.problems] == ["PUB004"]
    assert standing(replace(request_, replace_edited=True)).report is None


def test_a_strange_file_in_the_output_is_refused_as_ever(request_: BuildRequest) -> None:
    built(request_)
    (request_.output / "notes.txt").write_text("mine")
    with pytest.raises(InvalidInputError):
        standing(request_)


def test_what_the_machine_lacked_is_tried_again(request_: BuildRequest) -> None:
    built(request_, missing=(NOTICE,))
    assert standing(request_).report is None


def test_another_library_of_the_machine_is_another_build(
    request_: BuildRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(request_)
    monkeypatch.setattr(unchanged, "_version", lambda *_: "another Pango")
    assert standing(request_).report is None
    without = replace(request_, formats=("html",))
    built(without)
    monkeypatch.setattr(unchanged, "_version", lambda *_: "yet another")
    assert standing(without).report is not None  # only pages are set with it


def test_another_vnrgen_is_another_build(
    request_: BuildRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(request_)
    monkeypatch.setattr(unchanged, "tool_key", lambda: "another tool")
    assert standing(request_).report is None


def test_a_build_whose_input_changed_meanwhile_is_not_remembered(request_: BuildRequest) -> None:
    before = standing(request_)
    (request_.dossier / "places.csv").write_text("saved meanwhile\n")
    before.remember(BuildReport(written=(), problems=()))
    assert not (request_.dossier / ".vnrgen").exists()


def test_a_dossier_cannot_bring_a_memory_of_its_own(request_: BuildRequest, tmp_path: Path) -> None:
    built(request_)
    copied = tmp_path / "copy"
    request_.dossier.rename(copied)
    shutil.copytree(copied, request_.dossier)
    assert standing(request_).report is None


def test_a_dossier_of_files_without_end_is_not_gone_through(request_: BuildRequest) -> None:
    with (request_.dossier / "data" / "endless.csv").open("wb") as stream:
        stream.truncate(2**40)  # takes no room on the disk
    before = standing(request_)
    assert before.key == ""
    before.remember(BuildReport(written=(), problems=()))
    assert standing(request_).report is None


def test_an_output_inside_the_dossier_is_no_input(request_: BuildRequest) -> None:
    inside = replace(request_, output=request_.dossier / "output" / "aland")
    report = built(inside)
    assert standing(inside).report == report


def test_a_second_build_prints_the_same_files_and_loads_nothing_heavy(tmp_path: Path) -> None:
    root, output = a_dossier(tmp_path, "aland"), tmp_path / "out"
    words = ["build", str(root), "-o", str(output), "--format", "html"]
    first = CliRunner().invoke(main, words)
    assert first.exit_code == 0, first.output
    heavy = "pandas numpy matplotlib weasyprint docx sqlalchemy jinja2 babel pydantic rich"
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from vnrgen.cli import main\n"
        f"again = CliRunner().invoke(main, {words!r})\n"
        "assert again.exit_code == 0\n"
        "assert 'unchanged' in again.stderr\n"
        "sys.stdout.write(again.stdout)\n"
        f"sys.exit(' '.join(sorted(set('{heavy}'.split()) & set(sys.modules))))\n"
    )
    again = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert again.stderr.strip() == ""
    assert again.stdout == first.stdout
    made = {path: path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()}
    afresh = CliRunner().invoke(main, [*words, "--afresh"])
    assert "unchanged" not in afresh.stderr
    assert {path: path.read_bytes() for path in made} == made
