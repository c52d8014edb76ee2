"""A dossier and what a build of it published, made once for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from vnrgen.cli import main


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder ``out`` of a build; its dossier is the folder ``dossier`` beside it."""
    folder = tmp_path_factory.mktemp("published")
    runner = CliRunner()
    assert runner.invoke(main, ["new", str(folder / "dossier")]).exit_code == 0
    words = ["build", str(folder / "dossier"), "--output", str(folder / "out"), "--jobs", "1"]
    assert runner.invoke(main, words).exit_code == 0
    return folder / "out"
