"""The same inputs give the same bytes: elsewhere, later, in another time zone and hash seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def build(folder: Path, **environment: str) -> dict[str, bytes]:
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "sample_data", folder / "dossier")
    command = [str(Path(sys.executable).parent / "vnrgen"), "build", "dossier", "-q"]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    output = folder / "output" / "dossier"
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_two_builds_apart_in_time_place_zone_and_seed_have_the_same_bytes(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    one = build(tmp_path / "here", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1", LANG="C.UTF-8")
    time.sleep(61)
    other = build(
        tmp_path / "a folder/of another name",
        TZ="America/St_Johns",
        PYTHONHASHSEED="4242",
        LANG="C",
        HOME=str(home),
    )
    assert [name for name in one if one[name] != other.get(name)] == []
    assert one.keys() == other.keys()
