"""The wheel stands alone: installed into an empty environment it builds the sample anywhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_outlines_templates_and_fonts_and_nothing_of_the_tests(
    wheel: Path,
) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "vnrgen/_bundled/chapters/lnob.yaml" in names
    assert any(n.startswith("vnrgen/_bundled/templates/sections/lnob/") for n in names)
    assert any(n.endswith("SourceSans3-Regular.ttf") for n in names)
    assert not any(n.startswith(("tests", "sample_data", "output", "docs")) for n in names)


@pytest.mark.slow
def test_the_installed_wheel_builds_the_sample_outside_the_checkout(
    wheel: Path, tmp_path: Path
) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    python = tmp_path / "env" / "bin" / "python"
    lock = ROOT / "requirements.lock"
    run(python, "-m", "pip", "install", "-q", "--require-hashes", "-r", lock, cwd=tmp_path)
    run(python, "-m", "pip", "install", "-q", "--no-deps", wheel, cwd=tmp_path)
    shutil.copytree(ROOT / "sample_data", tmp_path / "dossier")
    printed = run(tmp_path / "env/bin/vnrgen", "build", "dossier", "-q", cwd=tmp_path)
    made = {Path(line).name for line in printed.splitlines()}
    assert {"chapter.pdf", "chapter.docx", "chapter.html", "manifest.json"} <= made
