"""What a person reads when a run is interrupted, or when a dozen files say the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from vnrgen.cli import main
from vnrgen.cli.explain import explain, show_problems
from vnrgen.dossier.scaffold import new_dossier
from vnrgen.problems import EnvironmentFailureError, Location, Problem, Severity


def _said(severity: Severity, path: str, what: str = "the encoding was guessed") -> Problem:
    return Problem("TAB016", Location(path), what, "save it as UTF-8", severity)


def test_a_run_that_is_interrupted_says_so_and_has_an_exit_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vnrgen.dossier.scaffold.new_dossier", interrupted)
    result = CliRunner().invoke(main, ["new", str(tmp_path / "dossier")])

    assert result.exit_code == 130
    assert result.stderr.strip() == "vnrgen: interrupted; nothing was left half-written"


def test_notices_that_say_the_same_are_one_with_every_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_problems(
        [
            _said(Severity.NOTICE, "groups.csv"),
            _said(Severity.ERROR, "groups.csv", "the table is empty"),
            _said(Severity.NOTICE, "places.csv"),
            _said(Severity.NOTICE, "sources.csv", "something else"),
        ]
    )

    assert [line for line in capsys.readouterr().err.splitlines() if "fix:" not in line] == [
        "groups.csv, places.csv: notice TAB016: the encoding was guessed",
        "groups.csv: error TAB016: the table is empty",
        "sources.csv: notice TAB016: something else",
    ]


def test_errors_that_say_the_same_stay_apart_each_with_its_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_problems([_said(Severity.ERROR, "a.csv"), _said(Severity.ERROR, "b.csv")])

    assert capsys.readouterr().err.count("error TAB016") == 2


def test_a_full_disk_does_not_send_anybody_to_the_doctor(
    capsys: pytest.CaptureFixture[str],
) -> None:
    full = Problem("PUB005", Location("out"), "the disk is full", "free some space")
    lacking = Problem("PDF001", Location("chapter.pdf"), "Pango is missing", "install it")

    explain(EnvironmentFailureError([full]))
    assert "doctor" not in capsys.readouterr().err
    explain(EnvironmentFailureError([full, lacking]))
    assert "doctor" in capsys.readouterr().err


@pytest.mark.parametrize("said", [["--formats", "html,docx"], ["--format", "html,docx"]])
def test_every_command_that_makes_documents_takes_formats_in_the_same_words(
    said: list[str], tmp_path: Path
) -> None:
    run = CliRunner().invoke
    new = tmp_path / "dossier"
    assert run(main, ["new", str(new)]).exit_code == 0
    for command in ("build", "brief", "batch"):
        wrong = [*said, "--format", "odt"]
        refused = run(main, [command, str(new), "-o", str(tmp_path / "out"), *wrong])
        assert refused.exit_code == 2
        assert "'odt' is not one of pdf, docx, html" in refused.stderr


def test_a_command_that_is_misspelt_is_answered_with_the_nearest() -> None:
    result = CliRunner().invoke(main, ["biuld", "dossier"])

    assert result.exit_code == 2
    assert 'there is no command "biuld"; did you mean "build"?' in result.stderr


def test_an_outline_is_reported_where_it_was_named(tmp_path: Path) -> None:
    new_dossier(tmp_path / "mine")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "mine"), "--outline", "lnbo"])

    assert "--outline: error OUT001" in result.stderr
    assert 'did you mean "lnob"?' in result.stderr
