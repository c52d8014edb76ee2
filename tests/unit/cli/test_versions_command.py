"""``vnrgen versions`` and what a published version means for the next edition."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from vnrgen.build import BuildRequest, Composition, compose_dossier
from vnrgen.cli import main
from vnrgen.document.tree.words import words
from vnrgen.problems import Severity
from vnrgen.versions.freezing.frozen import read_version
from vnrgen.versions.freezing.layout import WORDS as LAID_ASIDE

WORDS = "My sister held the lamp"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dossier = tmp_path_factory.mktemp("frozen") / "dossier"
    assert run("new", dossier).exit_code == 0
    done = run("freeze", dossier, "v1", "--by", "A. Writer", "--why", "printed", "--published")
    assert done.exit_code == 0, done.stderr
    return dossier


@pytest.fixture
def dossier(frozen: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(frozen, tmp_path / "dossier"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def words_in_versions(dossier: Path) -> bool:
    files = [path for path in (dossier / "versions").rglob("*") if path.is_file()]
    return any(WORDS.encode() in path.read_bytes() for path in files)


def test_versions_are_listed_and_shown(dossier: Path) -> None:
    assert run("versions", "list", dossier).stdout.startswith("1. v1 (published): ")
    shown = json.loads(run("versions", "show", dossier, "v1", "--json").stdout)
    assert (shown["frozen_by"], shown["why"], shown["published"]) == ("A. Writer", "printed", True)
    assert set(shown["words"]) >= {"ST01"}


def test_verify_says_where_a_byte_was_changed(dossier: Path) -> None:
    assert run("versions", "verify", dossier).stdout == "1 version: whole\n"
    tree = dossier / "versions" / "v1" / "document.json.gz"
    data = bytearray(tree.read_bytes())
    data[len(data) // 2] ^= 1
    tree.write_bytes(bytes(data))
    found = run("versions", "verify", dossier)
    assert found.exit_code == 1
    assert "versions/v1/document.json.gz: error VER004" in found.stderr
    assert json.loads(run("versions", "verify", dossier, "--json").stdout)["ok"] is False


def test_verify_shows_warnings_as_every_command_shows_problems(dossier: Path) -> None:
    (dossier / "versions" / LAID_ASIDE / "stranger.txt").write_text("x", encoding="utf-8")
    words = ["versions", "verify", str(dossier)]
    verified = CliRunner().invoke(main, words, color=True)
    assert verified.exit_code == 0
    assert f"{click.style('VER007', bold=True)}: " in verified.stderr


@pytest.mark.parametrize("option", ["--html", "--pdf", "--docx"])
def test_no_side_of_a_comparison_is_written_over(
    option: str, dossier: Path, tmp_path: Path
) -> None:
    tree = tmp_path / "built" / "document.json"
    tree.parent.mkdir()
    tree.write_text("not read", encoding="utf-8")
    same = tmp_path / "same.json"
    same.symlink_to(tree)
    for old, new, file in (
        (tree, dossier, same),
        (dossier, tree, tree),
        (tree.parent, dossier, tmp_path / "built" / ".." / "built" / "document.json"),
    ):
        refused = run("diff", old, new, option, file)
        assert refused.exit_code == 1
        assert f"{option}: error CLI004" in refused.stderr
        assert tree.read_text(encoding="utf-8") == "not read"


def test_a_withdrawal_in_the_dossier_is_followed_in_every_version(dossier: Path) -> None:
    assert words_in_versions(dossier)
    story = next((dossier / "stories").glob("*.md"))
    rewrite(story, "withdrawn_on: null", "withdrawn_on: 2026-01-02")
    done = run("versions", "withdraw", dossier)  # although the status still says yes (CON002)
    assert done.stdout == "ST01: erased from every version\n"
    assert "CON002" in done.stderr
    rewrite(story, 'status: "yes"', "status: withdrawn")
    assert not words_in_versions(dossier)
    assert run("versions", "verify", dossier).exit_code == 0
    assert "withdrawn: ST01, 2026-01-02" in run("versions", "show", dossier, "v1").stdout
    assert run("versions", "withdraw", dossier).stdout == "Nothing to erase.\n"
    refused = run("versions", "withdraw", dossier, "ST99")
    assert refused.exit_code == 1
    assert "VER013" in refused.stderr


def test_words_taken_back_are_not_read_even_before_they_are_erased(dossier: Path) -> None:
    folder = dossier / "versions" / "v1"
    assert "ST01" in read_version(folder).document.testimonies
    story = next((dossier / "stories").glob("*.md"))
    rewrite(story, "withdrawn_on: null", "withdrawn_on: 2026-01-02")
    version = read_version(folder)
    assert version.tombstones == ("ST01",)
    assert "ST01" not in version.document.testimonies
    assert words_in_versions(dossier)


def composed(dossier: Path) -> Composition:
    return compose_dossier(BuildRequest(dossier=dossier, output=Path()))


def test_a_build_warns_of_withdrawn_words_in_versions(dossier: Path, tmp_path: Path) -> None:
    story = next((dossier / "stories").glob("*.md"))
    rewrite(story, "withdrawn_on: null", "withdrawn_on: 2026-01-02")
    rewrite(story, 'status: "yes"', "status: withdrawn")
    built = run("build", dossier, "-o", tmp_path / "out", "--format", "html", "--strict")
    assert built.exit_code == 1
    assert "VER010" in built.stderr


def test_the_next_edition_tells_what_was_corrected_and_why(dossier: Path) -> None:
    rewrite(dossier / "data" / "figures.csv", ",84.6,", ",84.9,")
    (dossier / "corrections.csv").write_text(
        "indicator_id,type,why\n3.1.2,corrected,The survey revised its weights.\n"
    )
    said = " ".join(words(composed(dossier).document))
    assert "Corrected at the source: The survey revised its weights." in said


def test_a_wrong_kind_of_correction_is_reported_with_its_row(dossier: Path) -> None:
    (dossier / "corrections.csv").write_text("indicator_id,type,why\n3.1.2,oops,Because.\n")
    checked = run("check", dossier)
    assert checked.exit_code == 1
    assert "corrections.csv:2 [type]" in checked.stdout + checked.stderr


def test_a_damaged_version_is_a_warning_and_nothing_is_compared_with_it(dossier: Path) -> None:
    (dossier / "versions" / "v1" / "decisions.jsonl").write_bytes(b"{}\n")
    composition = composed(dossier)
    (found,) = [p for p in composition.problems if p.code == "VER004"]
    assert found.severity is Severity.WARNING
    assert "nothing had to be corrected" in " ".join(words(composition.document))


def test_a_version_that_cannot_be_read_is_told_after_words_were_erased_of_it(dossier: Path) -> None:
    (dossier / "versions" / "v1" / "manifest.json").write_bytes(b"{")
    done = run("versions", "withdraw", dossier, "ST01")
    assert done.exit_code == 1
    assert done.stdout == "ST01: erased from every version\n"
    assert "VER003" in done.stderr
    assert "nothing was written" not in done.stderr
