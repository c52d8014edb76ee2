"""Kill -9 at random moments of a build: the previous output is whole each time."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MOMENTS = 50


def build(dossier: Path, output: Path) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).parent / "vnrgen"), "build", str(dossier), "-q"]
    # HTML and Word alone: the moments fall on every step, and fifty builds stay short.
    command += ["--output", str(output), "--format", "html", "--format", "docx"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def is_whole(output: Path) -> bool:
    manifest = json.loads((output / "manifest.json").read_bytes())
    return all(
        hashlib.sha256((output / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
        for entry in manifest["outputs"]
    )


@pytest.mark.slow
def test_a_killed_build_leaves_the_previous_output_whole(tmp_path: Path) -> None:
    dossier, output = tmp_path / "dossier", tmp_path / "out"
    shutil.copytree(ROOT / "sample_data", dossier)
    began = time.monotonic()
    assert build(dossier, output).wait(timeout=120) == 0
    whole_build = time.monotonic() - began
    chance = random.Random(20260331)  # noqa: S311 - moments, not secrets
    killed = 0
    for _ in range(MOMENTS):
        process = build(dossier, output)
        # Half of the moments fall into the last tenth, where the output is exchanged.
        late = chance.random() < 0.5
        time.sleep(whole_build * (chance.uniform(0.9, 1.05) if late else chance.uniform(0, 0.9)))
        process.send_signal(signal.SIGKILL)
        killed += process.wait(timeout=120) == -signal.SIGKILL
        assert is_whole(output)
    assert killed >= MOMENTS // 2
    assert build(dossier, output).wait(timeout=120) == 0
    assert is_whole(output)
    assert [path.name for path in output.parent.iterdir() if path.name.startswith(".out")] == []
