"""The commands: what a person types, what is printed where, and what is written or not."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vnrgen.cli import main


def run(*words: object, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], env=environment)


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "dossier"
    assert run("new", folder).exit_code == 0
    return folder


@pytest.fixture
def dossier(pattern: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pattern, tmp_path / "dossier"))


def test_a_new_dossier_has_no_problem(dossier: Path) -> None:
    checked = run("check", dossier, "--strict")
    assert checked.exit_code == 0, checked.output
    assert checked.stdout == f"{dossier}: no problems\n"


def test_new_refuses_a_folder_that_holds_something(dossier: Path) -> None:
    again = run("new", dossier)
    assert again.exit_code == 1
    assert "nothing was written" in again.stderr


def test_check_prints_every_problem_as_json(dossier: Path) -> None:
    places = dossier / "places.csv"
    places.write_text(places.read_text() + "nowhere,Nowhere,planet,,,,,\n")
    (dossier / "groups.csv").unlink()
    checked = run("check", dossier, "--json")
    record = json.loads(checked.stdout)
    assert checked.exit_code == 1
    assert record["ok"] is False
    assert {p["path"] for p in record["problems"]} >= {"places.csv", "groups.csv"}
    assert all(p["fix"] for p in record["problems"])


def test_a_problem_stops_the_build_and_nothing_is_written(dossier: Path, tmp_path: Path) -> None:
    (dossier / "sources.csv").write_text("source_id,title\n")
    built = run("build", dossier, "--output", tmp_path / "out", "--format", "html")
    assert built.exit_code == 1
    assert built.stdout == ""
    assert built.stderr.endswith("nothing was written\n")
    assert not (tmp_path / "out").exists()


def test_build_prints_the_files_it_made_and_nothing_else(dossier: Path, tmp_path: Path) -> None:
    built = run("build", dossier, "-o", tmp_path / "out", "--format", "html")
    assert built.exit_code == 0, built.stderr
    printed = [Path(line) for line in built.stdout.splitlines()]
    assert all(path.is_file() for path in printed)
    assert {path.name for path in printed} >= {"chapter.html", "document.json", "manifest.json"}
    assert "vnrgen: reading the dossier" in built.stderr


def test_a_brief_is_another_document_of_the_same_dossier(dossier: Path, tmp_path: Path) -> None:
    built = run("brief", dossier, "-o", tmp_path / "out", "--format", "html", "-q")
    assert built.exit_code == 0, built.stderr
    assert (tmp_path / "out" / "brief.html").is_file()


@pytest.mark.parametrize("more", [("--area", "NPL"), ()])
def test_a_brief_of_nothing_clear_is_refused(more: tuple[str, ...]) -> None:
    refused = run("brief", *more)
    assert refused.exit_code == 1
    assert "CLI003" in refused.stderr


def test_a_brief_of_a_country_needs_no_dossier(tmp_path: Path) -> None:
    from tests.builders_briefs import a_global_file, portal_row

    data = a_global_file(tmp_path / "sdg.csv", [portal_row(sex=s) for s in ("FEMALE", "MALE")])
    out = tmp_path / "out"
    built = run("brief", "--area", "npl", "--data", data, "-o", out, "--format", "html", "-q")
    assert built.exit_code == 0, built.stderr
    assert "Nepal" in (out / "brief.html").read_text(encoding="utf-8")


@pytest.fixture
def without_pango(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an import of WeasyPrint say what it says without Pango, here and in a new process."""
    folder = tmp_path / "without_pango"
    folder.mkdir()
    missing = "raise OSError(\"cannot load library 'libpango-1.0-0'\")\n"
    (folder / "weasyprint.py").write_text(missing, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.usefixtures("without_pango")
def test_without_pango_word_and_html_are_made_and_the_pdf_says_what_to_install(
    dossier: Path, tmp_path: Path
) -> None:
    built = run("build", dossier, "-o", tmp_path / "out", "-q")
    assert built.exit_code == 3
    assert "apt-get install" in built.stderr
    assert "libpango-1.0-0" in built.stderr
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"chapter.docx", "chapter.html"} <= made
    assert "chapter.pdf" not in made


@pytest.mark.usefixtures("without_pango")
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_pdf_lacks_is_said_of_the_file_that_it_would_be(
    dossier: Path, tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vnrgen.render.formats.processors", lambda: 2)
    formats = ("--format", "pdf", "--format", "html", "-j", jobs)
    outline = ("--outline", "main-messages")
    built = run("build", dossier, "-o", tmp_path / "out", *outline, *formats, "-q")
    assert built.exit_code == 3
    assert "main-messages.pdf: error PDF001" in built.stderr


@pytest.mark.usefixtures("without_pango")
def test_no_format_of_a_brief_is_made_where_its_pages_cannot_be_counted(tmp_path: Path) -> None:
    from tests.builders_briefs import a_global_file, portal_row

    data = a_global_file(tmp_path / "sdg.csv", [portal_row(sex=s) for s in ("FEMALE", "MALE")])
    out = tmp_path / "out"
    built = run("brief", "--area", "npl", "--data", data, "-o", out, "--format", "html", "-q")
    assert built.exit_code == 3
    assert "brief.pdf: error PDF001" in built.stderr
    assert not out.exists()


def test_a_quiet_build_of_what_did_not_change_prints_the_files_alone(
    dossier: Path, tmp_path: Path
) -> None:
    words = ("build", dossier, "-o", tmp_path / "out", "--format", "html")
    first = run(*words, "-q")
    assert first.exit_code == 0, first.stderr
    assert run(*words, "-q").output == first.output
    assert "unchanged since the last build" in run(*words).stderr


def test_the_date_of_a_build_is_an_input(dossier: Path, tmp_path: Path) -> None:
    run(
        "build", dossier, "-o", tmp_path / "out", "--format", "html", SOURCE_DATE_EPOCH="1798761600"
    )
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert manifest["built_on"] == "2027-01-01"
    wrong = run("build", dossier, "-o", tmp_path / "out", SOURCE_DATE_EPOCH="yesterday")
    assert wrong.exit_code == 1
    assert "CLI001" in wrong.stderr


def test_a_version_is_frozen_once_and_compared_with_the_dossier(dossier: Path) -> None:
    assert run("freeze", dossier, "v1", "--by", "A. Writer", "--why", "to compare").exit_code == 0
    assert (
        "VER002" in run("freeze", dossier, "v1", "--by", "A. Writer", "--why", "to compare").stderr
    )
    version = dossier / "versions" / "v1"
    assert run("diff", version, dossier).stdout == "Nothing changed.\n"
    settings = dossier / "recommendations.csv"
    settings.write_text(settings.read_text().replace("by ", "before ", 1))
    assert "Recommendations (1)" in run("diff", version, dossier).stdout


def test_a_changed_version_is_refused(dossier: Path) -> None:
    run("freeze", dossier, "v1", "--by", "A. Writer", "--why", "to compare")
    tree = dossier / "versions" / "v1" / "decisions.jsonl"
    tree.write_bytes(tree.read_bytes() + b"\n")
    refused = run("diff", dossier / "versions" / "v1", dossier)
    assert refused.exit_code == 1
    assert "VER00" in refused.stderr


def test_wrong_usage_ends_with_two(tmp_path: Path) -> None:
    assert run("build", tmp_path / "nowhere").exit_code == 2
    assert run("nonsense").exit_code == 2


def test_doctor_names_each_format() -> None:
    seen = run("doctor")
    assert seen.exit_code == 0
    assert all(name in seen.stdout for name in ("PDF", "Word", "HTML"))
